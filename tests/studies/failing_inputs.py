"""One changed input for each kind of check. `also` gives the physical reason of every other red."""
from dataclasses import dataclass, field

ASSUMED = 'source="hall-assumptions" kind="assumed"'
HALL_SLAB = '<slab kind="on-grade" area-load="24 kPa" point-load="20 kN"/>\n  </space>\n  <space id="grey"'


def hall_slab(kind="on-grade", area="24 kPa", point="20 kN"):
    return ("shell.xml", HALL_SLAB, HALL_SLAB.replace("on-grade", kind).replace("24 kPa", area).replace("20 kN", point))


def overlay(text):
    return ("assumptions.xml", "</catalog>", text + "</catalog>")


def figure(kind, type_id, name, value):
    """A figure of a type that the study's assumptions already lay over the catalog."""
    start = f'<{kind} id="{type_id}">'
    return ("assumptions.xml", start, f'{start}<{name} value="{value}" {ASSUMED}/>')


def supplies(lowest="374 V", highest="528 V", circuit="60 A"):
    return overlay(
        f'<rack id="gb300-nvl72"><power-supplies count="8" needed="5" each="33 kW" connection="three-phase"'
        f' lowest-voltage="{lowest}" highest-voltage="{highest}" efficiency="97.5 %" power-factor="0.99"'
        f' circuit="{circuit}" {ASSUMED}/></rack>')


def basis(element, more):
    """One more attribute or element in the basis, before `element`."""
    return ("basis.xml", element, more + element)


@dataclass
class Case:
    kind: str
    edits: list
    also: dict = field(default_factory=dict)
    base: str = "as it is"
    exit: int = 1
    element: str = ""


SURVIVE = '<survive loss-of="feed utility'
FACILITY = 'facility-supply="36 degC"/>'
OFFERS = "".join(f'<offer id="bus.{i}" power="3.5 MW" voltage="480 V" fault-current="64 kA"/>' for i in range(1, 6))

FLAT = overlay(
    f'<rack id="gb300-nvl72"><coolant {ASSUMED}><point supply="25 degC" flow="119 L/min" drop="8.5 psi"/>'
    '<point supply="45 degC" flow="119 L/min" drop="8.5 psi"/></coolant></rack>')
FLAT_BASE = "racks that take the same flow at any supply temperature, and colder water"

def mechanical_side(side, feed, other):
    """A transformer in the yard, and a cable from it to a board with its generator."""
    return (f'<mv-board id="mv.{side}" type="metal-clad-38-1200-40" feed="{feed}" tie="mv.{other}"/><board id="l{side}"/>'
            f'<board id="m{side}" type="switchboard-4000-65"/><transformer id="t{side}" type="unit-2500-34k5-480" from="mv.{side}" to="l{side}"/>'
            f'<cable id="f{side}" type="xhhw2-cu-750" from="l{side}" to="m{side}" length="40 m" sets="10" grouped="1"/>'
            f'<generator id="g{side}" type="cat-c175-16-3000" on="m{side}"/>')


CABLES = mechanical_side("a", "F1", "b") + mechanical_side("b", "F2", "a") + '<outlet id="mech" a="ma" b="mb" serves="mechanical"/>'

TOWERS = "a hall with a tower plant"
BASES = {
    "as it is": [],
    "mechanical boards behind cables": [
        ("shell.xml", '<power is="to-be-built"/>', f'<power is="described">{CABLES}</power>'),
        ("basis.xml", '    <block id="mech" topology="2n" serves="mechanical" count="2" transformer="unit-2500-34k5-480" board="switchboard-4000-65" generator="cat-c175-16-3000"/>\n', ""),
        ("basis.xml", "generator busway", "generator busway cable"),
    ],
    "buses of the landlord's": [
        ("shell.xml", '<power is="to-be-built"/>', f'<power is="offered">{OFFERS}</power>'),
        ("basis.xml", '  <survive loss-of="feed utility mv-board transformer board ups generator busway" by-fault="yes" by-maintenance="yes"/>\n', ""),
    ],
    FLAT_BASE: [
        FLAT, ("basis.xml", 'facility-supply="36 degC"', 'facility-supply="34 degC"')],
    "colder chilled water": [("basis.xml", 'water-supply="20 degC"', 'water-supply="14 degC"')],
    "two halls": [
        ("basis.xml", 'most="8" racks-per-group="40"', 'most="16" racks-per-group="40"'),
        ("shell.xml", '<column-grid x=', '<keep-out reason="store" x="0 m" y="8 m" width="60 m" depth="27.9 m"/>'
         '<keep-out reason="workshop" x="24 m" y="0 m" width="35.9 m" depth="8 m"/><column-grid x='),
        ("shell.xml", '<space id="grey"', '<space id="annex" use="white" clear-height="5.5 m" hanging-load="2.4 kPa" x="60 m" y="0 m" width="24 m" depth="8 m">'
         '<door x="84 m" y="4 m" width="1.8 m" height="2.7 m"/><slab kind="on-grade" area-load="24 kPa" point-load="20 kN"/></space>\n  <space id="grey"'),
    ],
    "larger vessels in the CDUs": [("assumptions.xml", '<expansion-volume value="300 L"', '<expansion-volume value="900 L"')],
    "a moist hall": [("basis.xml", 'water-supply="20 degC"', 'water-supply="20 degC" dew-point-highest="30 degC"')],
    TOWERS: [],
}
# Bases are edits of the 12 MW hall, but for these.
EXAMPLE_OF = {TOWERS: "tower-hall"}

TANK = overlay(f'<generator id="cat-c175-16-3000"><tank value="25 m3" {ASSUMED}/></generator>')

# What racks are not known to hold, and chillers to take.
HELD = [overlay(f'<rack id="gb300-nvl72"><wetted-metal value="20 kg" {ASSUMED}/></rack>'),
        figure("chiller", "liebert-afc-1500", "restart", "30 s")]

CASES = [
    Case("hosting-space", [("shell.xml", '<column-grid x=', '<keep-out reason="atrium" x="0 m" y="3 m" width="60 m" depth="32.9 m"/><column-grid x=')], exit=5),
    Case("pod-hall", [("deployment.xml", 'units="10" racks-per-unit="8"', 'units="1" racks-per-unit="80"')], base="two halls", exit=5),
    Case("equipment-space", [("shell.xml", 'width="70 m" depth="70 m"', 'width="70 m" depth="10 m"')], exit=5),
    Case("aisle", [basis(SURVIVE, '<space least-cold-aisle="1.5 m"/>')], element="hall.cold"),
    Case("door", [("shell.xml", 'width="1.8 m" height="2.7 m"', 'width="1.8 m" height="2.2 m"')]),
    Case("clear-height", [("shell.xml", 'use="grey" clear-height="4.5 m"', 'use="grey" clear-height="3 m"')], element="grey.metal-clad-38-1200-40"),
    Case("bay-load", [hall_slab(area="3 kPa")]),
    Case("area-load", [hall_slab(kind="suspended", area="10 kPa")]),
    Case("point-load", [hall_slab(point="4 kN")]),
    Case("hanging-load", [("shell.xml", 'hanging-load="2.4 kPa"', 'hanging-load="0.3 kPa"')]),
    Case("backing", [("deployment.xml", 'racks-per-unit="8"', 'racks-per-unit="8" backing="ups"'),
                     ("basis.xml", ' ups="galaxy-vxl-2x1250" battery="samsung-136s" autonomy="5 min"', "")]),
    Case("continuity", [("basis.xml", ' autonomy="5 min" generator="cat-c175-16-3000"', ' autonomy="5 min"')], also={
        "ups-load": "with no generator, a lost board leaves half of the racks to the one reserve unit: its UPS",
        "battery-autonomy": "the same UPS's cabinets",
        "transformer-load": "the same unit's transformer",
        "board-load": "the same unit's board",
    }),
    Case("poi-load", [("shell.xml", 'country="US"', 'country="US" interconnection="12 MVA"')]),
    Case("feed-load", [("shell.xml", '<feed id="F1" voltage="34.5 kV" rating="20 MVA"', '<feed id="F1" voltage="34.5 kV" rating="10 MVA"')]),
    Case("offer-load", [("shell.xml", 'id="bus.1" power="3.5 MW"', 'id="bus.1" power="0.3 MW"')], base="buses of the landlord's"),
    Case("transformer-load", [("basis.xml", 'transformer="unit-3000-34k5-480"', 'transformer="unit-2500-34k5-480"')]),
    Case("board-load", [overlay(f'<board id="switchboard-4000-65"><rating value="3000 A" {ASSUMED}/></board>')]),
    Case("busway-load", [figure("busway", "iline-2000-cu", "rating", "150 A")]),
    Case("cable-load", [("shell.xml", 'id="fa" type="xhhw2-cu-750" from="la" to="ma" length="40 m" sets="10"', 'id="fa" type="xhhw2-cu-750" from="la" to="ma" length="40 m" sets="2"')],
         base="mechanical boards behind cables", element="fa"),
    Case("branch-circuit", [supplies(circuit="40 A")]),
    Case("ups-load", [overlay(f'<ups id="galaxy-vxl-2x1250"><rating value="2300 kW" {ASSUMED}/></ups>')], also={
        "battery-autonomy": "the cabinets' power covers the UPS's rating, not what goes beyond it",
    }),
    Case("ups-overload", [overlay(f'<ups id="galaxy-vxl-2x1250"><overload value="1.0" {ASSUMED}/></ups>')]),
    Case("battery-autonomy", [("basis.xml", 'autonomy="5 min"', 'autonomy="5 min" cabinets="4"')]),
    Case("poi-power-factor", [("shell.xml", 'country="US"', 'country="US" power-factor="0.999"')]),
    Case("generator-reactive", [overlay(f'<generator id="cat-c175-16-3000"><power-factor value="0.9999" {ASSUMED}/></generator>')]),
    Case("generator-mean", [basis(SURVIVE, '<generators run="24 h"/>'), TANK]),
    Case("generator-hours", [basis(SURVIVE, '<generators run="300 h" average-load="100 %"/>'),
                             overlay(f'<generator id="cat-c175-16-3000"><tank value="400 m3" {ASSUMED}/></generator>')]),
    Case("fuel-hours", [basis(SURVIVE, '<generators run="24 h" average-load="100 %"/>'),
                        overlay(f'<generator id="cat-c175-16-3000"><tank value="10 m3" {ASSUMED}/></generator>')]),
    Case("block-load", [basis(SURVIVE, '<generators transient="g3"/>')]),
    Case("generator-load", [overlay(f'<generator id="cat-c175-16-3000"><rating value="2500 kW" {ASSUMED}/></generator>')]),
    Case("fault-level", [("shell.xml", '<feed id="F1" voltage="34.5 kV" rating="20 MVA" fault-level="750 MVA"', '<feed id="F1" voltage="34.5 kV" rating="20 MVA" fault-level="5000 MVA"')]),
    Case("power-supplies", [("deployment.xml", 'cap-on-feed-loss="132 kW"', 'cap-on-feed-loss="140 kW"')]),
    Case("rack-voltage-low", [supplies(lowest="479 V")], element="gb300"),
    Case("rack-voltage-high", [supplies(highest="478 V")], element="gb300"),
    Case("load-flow", [("shell.xml", '<feed id="F1" voltage="34.5 kV" rating="20 MVA" fault-level="750 MVA"', '<feed id="F1" voltage="34.5 kV" rating="20 MVA" fault-level="0.1 MVA"')]),
    Case("heat-rejection", [("basis.xml", 'facility-supply="36 degC"', 'facility-supply="32 degC"')], element="liquid"),
    Case("cdu-duty", [("basis.xml", 'facility-supply="34 degC"', 'facility-supply="38 degC"')], base=FLAT_BASE, also={
        "cdu-flow": "the first group takes CDUs that the second then lacks: those left carry more than their rated flow",
    }),
    Case("cdu-flow", [("basis.xml", 'type="coolit-chx2000" standby="1" most="8"', 'type="coolit-chx2000" standby="1" most="7"')], base=FLAT_BASE, also={
        "cdu-duty": "the two CDUs left in the second group have more heat to move, too",
    }),
    Case("cdu-pressure", [("basis.xml", FACILITY, 'facility-supply="36 degC" hose-drop="400 kPa"/>')], also={
        "rack-flow": "what the pumps lack in head the farthest racks lack in flow",
        "rack-pressure": "the nearest racks stand at nearly all of the head that the farthest need",
    }),
    Case("loop-pump", [("assumptions.xml", '<cooler id="adiabatic-cooler-2mw">\n    <water-drop value="60 kPa"', '<cooler id="adiabatic-cooler-2mw">\n    <water-drop value="400 kPa"')]),
    Case("rack-flow", [("basis.xml", 'type="coolit-chx2000" standby="1" most="8"', 'type="coolit-chx2000" standby="1" most="6"')], also={
        "cdu-duty": "the second group has two CDUs: with one out, the other cannot move the heat",
        "cdu-flow": "nor is it rated for the flow",
        "cdu-pressure": "nor has its pump the head at that flow",
        "rack-supply": "so its coolant leaves warmer than the racks allow",
    }, base="larger vessels in the CDUs"),
    Case("rack-supply", [overlay(f'<rack id="gb300-nvl72"><supply-highest value="39 degC" {ASSUMED}/></rack>')]),
    Case("rack-pressure", [("assumptions.xml", '<relief-pressure value="4.5 bar"', '<relief-pressure value="5.5 bar"')]),
    Case("equipment-pressure", [("assumptions.xml", '<pressure-highest value="6 bar"', '<pressure-highest value="4 bar"')], element="tcs.1"),
    Case("loop-high-point", [("basis.xml", FACILITY, 'facility-supply="36 degC" pressure-least="0.7 bar"/>')]),
    Case("pump-suction", [("assumptions.xml", '<pump id="fws-pump-4250">\n    <suction-head value="5 m"', '<pump id="fws-pump-4250">\n    <suction-head value="25 m"')], element="fws"),
    Case("expansion", [("basis.xml", '<expansion-vessel loop="liquid" volume="1000 L"', '<expansion-vessel loop="liquid" volume="500 L"')], element="fws"),
    Case("dew-point", [("basis.xml", FACILITY, 'facility-supply="36 degC" dew-point-margin="10 K"/>')], base="a moist hall"),
    Case("setpoint-high", [figure("cdu", "coolit-chx2000", "supply-highest", "39 degC")], element="tcs.1"),
    Case("setpoint-low", [figure("cdu", "coolit-chx2000", "supply-lowest", "41 degC")], element="tcs.1"),
    Case("air-flow", [("basis.xml", '<air supply="25 degC"', '<air leakage="100 %" supply="25 degC"')], base="colder chilled water"),
    Case("air-heat", [("basis.xml", 'water-supply="20 degC"', 'water-supply="24.5 degC"')], also={
        "air-inlet": "air that gives up less heat comes back warmer than the setpoint",
    }),
    Case("air-inlet", [("basis.xml", '<air supply="25 degC"', '<air supply="28 degC"')]),
    Case("plant-supply", [("shell.xml", '<tower id="cw.tower.4" type="open-tower-2mw" from="cw.warm" to="cw.basin"/>', "")], base=TOWERS, exit=5, element="cw"),
    Case("make-up-water", [("shell.xml", 'flow="6 L/s"', 'flow="5 L/s"')], base=TOWERS, element="site"),
    Case("ride-through", [basis(SURVIVE, '<ride-through generator-start="15 s" on-ups="air-unit"/>'), *HELD], element="hall"),
    Case("system", [("shell.xml", '<power is="to-be-built"/>', '<power is="unknown"/>')], exit=5, element="power"),
    Case("figures", [("assumptions.xml", f'<primary-drop value="100 kPa" {ASSUMED}/>', "")], exit=5, element="coolit-chx2000.primary-drop"),
    Case("weather", [("shell.xml", 'dry-bulb="37 degC"', 'dry-bulb="unknown"')], exit=5),
]

# A failure that always has a cause which fails in a milder state and comes before it.
NEVER_FIRST = {
    "thermal-solution": [("basis.xml", 'type="adiabatic-cooler-2mw" standby="1" most="8"', 'type="adiabatic-cooler-2mw" standby="0" most="1"')],
}
