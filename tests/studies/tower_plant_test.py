"""The tower hall by hand, from its files, its catalog's figures and handbook formulae: towers by Merkel's integral, plates by
effectiveness, chillers by Carnot's share, water by a balance; then what is lost, and which way answers move."""
import json
import math
import shutil
import unittest

from program import ROOT, StudyTest, run

# Water at 0.1 MPa, IAPWS-95 as tabulated in the NIST WebBook (SRD 69): degC -> kg/m3, kJ/(kg K), W/(m K), mPa s.
WATER = {"rho": [(10, 999.7), (20, 998.2), (30, 995.6), (40, 992.2), (50, 988.0)],
         "cp": [(10, 4.195), (20, 4.184), (30, 4.180), (40, 4.179), (50, 4.181)],
         "k": [(10, 0.579), (20, 0.598), (30, 0.615), (40, 0.631), (50, 0.644)],
         "mu": [(10, 1.306), (20, 1.002), (30, 0.797), (40, 0.653), (50, 0.547)]}


def water(name, celsius):
    for (x0, y0), (x1, y1) in zip(WATER[name], WATER[name][1:]):
        if x0 <= celsius <= x1:
            return y0 + (y1 - y0) * (celsius - x0) / (x1 - x0)
    raise ValueError(celsius)


def root(function, low, high):
    """Of a rising function."""
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if function(middle) < 0 else (low, middle)
    return (low + high) / 2


# ---------------------------------------------------------------------------------------------------------- moist air
P_SEA = 101.325
P_SITE = P_SEA * math.exp(-100 / 8434.5)  # kPa at 100 m: an isothermal column of air of 15 degC, R T / g
STEAM = 2500.9  # kJ/kg at 0 degC, IAPWS


def vapour(celsius):
    """kPa over water: Buck Research CR-1A manual, 1996, within 0.1 % of Hyland and Wexler from 0 to 50 degC."""
    return 0.61121 * math.exp((18.678 - celsius / 234.5) * celsius / (257.14 + celsius))


def saturated(celsius, p):
    return 0.62198 * vapour(celsius) / (p - vapour(celsius))


def enthalpy(celsius, w):
    """kJ per kg of dry air: 1.006 of dry air, 1.86 of steam (ASHRAE Fundamentals, ch. 1, eq. 30)."""
    return 1.006 * celsius + w * (STEAM + 1.86 * celsius)


def humidity(dry, wet, p):
    """Adiabatic saturation: the air takes up water of the wet bulb until it is saturated there."""
    ws = saturated(wet, p)
    return root(lambda w: enthalpy(dry, w) + (ws - w) * 4.186 * wet - enthalpy(wet, ws), 0, ws)


def wet_bulb(dry, w, p):
    return root(lambda wet: humidity(dry, wet, p) - w, 0, dry)


# -------------------------------------------------------------------------------------------------------------- tower
# open-tower-2mw: 2 MW, 35 to 29.44 degC at 25.55 degC, water to air 1.2 by mass, drift 0.005 % of the circulation.
RATED_KW, RATED_WET, RATED_OUT, RATED_IN = 2000.0, 25.55, 29.44, 35.0
RATED_RATE = RATED_KW / (RATED_IN - RATED_OUT)  # kW/K
RATED_AIR = RATED_RATE / water("cp", 32.2) / 1.2  # kg/s of dry air
CYCLES = 5


def merkel(t_in, t_out, rate, air, wet, p):
    """Integral of C dT over the difference of enthalpies, Simpson's rule in 200 strips."""
    at_inlet = enthalpy(wet, saturated(wet, p))
    n = 200

    def one(i):
        t = t_out + (t_in - t_out) * i / n
        return rate / (enthalpy(t, saturated(t, p)) - at_inlet - rate / air * (t - t_out))
    return (t_in - t_out) / n / 3 * sum((1 if i in (0, n) else 4 if i % 2 else 2) * one(i) for i in range(n + 1))


def water_factor(share):
    share = min(1.0, max(0.3, share))
    return 0.1082 + 1.667 * share - 0.7713 * share ** 2


def tower_outlet(t_in, rate, wet, p):
    """Fans at full speed. K by Scheier's factors as in docs/models/plant.md; fans move a volume."""
    air = RATED_AIR * p / P_SEA
    has = (merkel(RATED_IN, RATED_OUT, RATED_RATE, RATED_AIR, RATED_WET, P_SEA) * water_factor(rate / RATED_RATE) / water_factor(1)
           * (1.3 * p / P_SEA - 0.3 * (p / P_SEA) ** 2) * (1 + 0.0081 * max(-10, min(25, RATED_WET - wet))))
    # Below this outlet the air would be saturated on its way.
    def wants(t_out):
        worst = min(enthalpy(t, saturated(t, p)) - enthalpy(wet, saturated(wet, p)) - rate / air * (t - t_out)
                    for t in (t_out + (t_in - t_out) * i / 40 for i in range(41)))
        return math.inf if worst <= 0 else merkel(t_in, t_out, rate, air, wet, p)
    return root(lambda t_out: has - wants(t_out), wet + 1e-6, t_in - 1e-6)


def evaporated(heat, dry, w, wet, p):
    """kg/s at full speed: the air leaves saturated, with the heat and the make-up, which comes at the wet bulb."""
    air = RATED_AIR * p / P_SEA
    out = root(lambda t: air * (enthalpy(t, saturated(t, p)) - enthalpy(dry, w) - (saturated(t, p) - w) * 4.186 * wet) - heat, wet, 60)
    return air * (saturated(out, p) - w)


# The study's extremes: 25 degC of wet bulb, taken with 37 degC; its machines draw 2 K of their own air in again.
DRY = 39.0
MOISTURE = humidity(37, 25, P_SITE)
WET = wet_bulb(DRY, MOISTURE, P_SITE)


# ------------------------------------------------------------------------------------------------- plates and chillers
def film(celsius, kg_s):
    """h = C (k/D) Re^0.7 Pr^(1/3) at a given passage."""
    return kg_s ** 0.7 * water("k", celsius) ** (2 / 3) * water("cp", celsius) ** (1 / 3) * water("mu", celsius) ** (1 / 3 - 0.7)


def effectiveness(ntu, ratio):
    """Counterflow: Incropera and DeWitt, Fundamentals of Heat and Mass Transfer, 6th ed., eq. 11.30a."""
    e = math.exp(-ntu * (1 - ratio))
    return ntu / (1 + ntu) if abs(1 - ratio) < 1e-9 else (1 - e) / (1 - ratio * e)


def passes(ua, hot_rate, cold_rate, lift):
    low, high = min(hot_rate, cold_rate), max(hot_rate, cold_rate)
    return effectiveness(ua / low, low / high) * low * lift


# plates-2500: 2.5 MW, 71 L/s of 45 degC and of 32 degC.
PLATES_HOT, PLATES_COLD = 0.071 * water("rho", 45), 0.071 * water("rho", 32)  # kg/s
PLATES_MEANS = (45 - 2500 / (PLATES_HOT * water("cp", 41)) / 2, 32 + 2500 / (PLATES_COLD * water("cp", 36)) / 2)
PLATES_UA = root(lambda ua: passes(ua, PLATES_HOT * water("cp", PLATES_MEANS[0]), PLATES_COLD * water("cp", PLATES_MEANS[1]), 13) - 2500,
                 1, 3000)


def plates_most(hot_in, hot_kg_s, cold_in, cold_kg_s):
    heat = 2500.0
    for _ in range(20):
        hot_mean, cold_mean = hot_in - heat / (hot_kg_s * 4.18) / 2, cold_in + heat / (cold_kg_s * 4.18) / 2
        hot = film(hot_mean, hot_kg_s) / film(PLATES_MEANS[0], PLATES_HOT)
        cold = film(cold_mean, cold_kg_s) / film(PLATES_MEANS[1], PLATES_COLD)
        heat = passes(PLATES_UA / (0.5 / hot + 0.5 / cold), hot_kg_s * water("cp", hot_mean), cold_kg_s * water("cp", cold_mean), hot_in - cold_in)
    return heat


# trane-cvhf-2317: 2,384 kW at 23.89 degC of condenser water and COP 7.76, 2,317.4 kW at 29.44 degC and 6.33, supply 5.56 degC,
# IPLV 9.9; condenser water at AHRI's 3 gpm a ton: 0.225 kW/K for each kW.
def share_of_carnot(cop, condenser_in):
    leaving = condenser_in + (1 + 1 / cop) / 0.225
    return cop * (leaving + 2 - (5.56 - 3)) / (5.56 - 3 + 273.15)


MILD, HOT = (23.89, 2384.0, share_of_carnot(7.76, 23.89)), (29.44, 2317.4, share_of_carnot(6.33, 29.44))


def chiller_capacity(condenser_in):
    return min(MILD[1], MILD[1] + (condenser_in - MILD[0]) / (HOT[0] - MILD[0]) * (HOT[1] - MILD[1]))


def chiller_input(duty, supply, condenser_in, condenser_rate, b):
    way = min(1.0, max(0.0, (condenser_in - MILD[0]) / (HOT[0] - MILD[0])))
    eta = MILD[2] + way * (HOT[2] - MILD[2])
    capacity = chiller_capacity(condenser_in)
    load = duty / capacity
    running = max(0.25, load)  # below, the machine cycles
    evaporating = supply - 3 + 273.15
    power = 0.0
    for _ in range(60):
        lift = max(15.0, condenser_in + (duty + power) / condenser_rate + 2 + 273.15 - evaporating)
        power = capacity / (eta * evaporating / lift) * (b + (1 - b) * running) * load / running
    return power


def part_load_value(b):
    """AHRI 550/590: supply 6.67 degC, condenser water of 85, 75, 65 and 65 degF."""
    return sum(weight * load * 2384.0 / chiller_input(load * 2384.0, 20 / 3, (f - 32) / 1.8, 0.225 * 2384.0, b)
               for weight, load, f in ((0.01, 1, 85), (0.42, 0.75, 75), (0.45, 0.5, 65), (0.12, 0.25, 65)))


class Solved:
    """One state of a study as `shellfit thermal` tells it."""

    def __init__(self, test, study, state):
        done = run("thermal", study, "--state", state, "--json", "-")
        test.assertEqual(done.returncode, 0, done.stderr)
        answer = json.loads(done.stdout)
        self.nodes = {node["id"].split(":header:")[-1]: node["temperature_c"] for node in answer["nodes"]}
        self.links = {link["id"]: link for link in answer["links"]}
        self.devices = {device["id"]: device for device in answer["devices"]}

    def of(self, start, kind=None):
        return [one for name, one in self.devices.items() if name.startswith(start) and kind in (None, one["kind"])]

    def sum(self, figure, start, kind=None):
        return sum(one[figure] for one in self.of(start, kind))

    def kg_s(self, link):
        return self.links[link]["mass_flow_kgs"]


WET_STATE = "normal@wet-bulb/full"


class TowerPlant(StudyTest):
    def study(self, example, *edits):
        """The hall takes the assumed figures of another example."""
        place = super().study(example, *edits)
        shutil.copytree(ROOT / "examples/hall-12mw", place.parents[1] / "hall-12mw")
        return place

    def solved(self, state=WET_STATE, *edits):
        return Solved(self, self.study("tower-hall", *edits), state)

    def checks(self, *edits):
        return {check["id"]: check for check in self.answer(self.study("tower-hall", *edits))["checks"]}

    def near(self, found, expected, share):
        self.assertLess(abs(found - expected), share * abs(expected), (found, expected))

    def test_towers_plates_and_chillers_are_those_by_hand(self):
        s = self.solved()
        with self.subTest("towers at full speed"):
            warm, out = s.nodes["cw.warm"], s.links["cw.tower.1"]["outlet_c"]
            kg_s = s.kg_s("cw.tower.1")
            self.assertEqual(s.devices["cw.tower.1"]["mode"], "full")
            by_hand = tower_outlet(warm, kg_s * water("cp", (warm + out) / 2), WET, P_SITE)
            self.assertAlmostEqual(out, by_hand, delta=0.05)
            self.near(s.devices["cw.tower.1"]["heat_kw"], kg_s * water("cp", (warm + by_hand) / 2) * (warm - by_hand), 0.02)
            # Fans at full speed: 42 kW in air of its density.
            self.near(s.devices["cw.tower.1"]["power_kw"], 42 * P_SITE / P_SEA, 1e-3)
        with self.subTest("plates"):
            plates = s.devices["fws.plates.1"]
            most = plates_most(s.nodes["fws.out"], s.kg_s("fws.plates.1"), s.nodes["cw.cold"], s.kg_s("fws.plates.1:plant"))
            self.near(plates["most_kw"], most, 0.003)
            self.assertEqual(plates["mode"], "hold")
            self.assertAlmostEqual(s.nodes["fws.cold"], 36, 6)
        with self.subTest("chillers"):
            chiller = s.devices["chw.chiller.1"]
            self.near(chiller["most_kw"], chiller_capacity(s.nodes["cw.cold"]), 5e-4)
            self.assertAlmostEqual(s.nodes["chw.cold"], 20, 6)
            b = root(lambda share: 9.9 - part_load_value(share), -0.2, 0.6)
            rate = s.kg_s("chw.chiller.1:plant") * water("cp", s.nodes["cw.cold"])
            self.near(chiller["power_kw"], chiller_input(chiller["heat_kw"], 20, s.nodes["cw.cold"], rate, b), 0.005)
        with self.subTest("heat balances"):
            chillers = s.sum("heat_kw", "chw.", "water-chiller")
            pumped = {loop: s.sum("power_kw", loop + ".pump.") for loop in ("fws", "chw", "cw")}
            self.near(s.sum("heat_kw", "fws.", "plate-exchanger"), s.sum("heat_kw", "tcs.", "cdu") + pumped["fws"], 1e-6)
            self.near(chillers, s.sum("heat_kw", "hall.air.") + pumped["chw"], 1e-6)
            self.near(s.sum("heat_kw", "cw.", "tower"), s.sum("heat_kw", "fws.", "plate-exchanger") + chillers
                      + s.sum("power_kw", "chw.", "water-chiller") + pumped["cw"], 1e-6)

    def test_towers_in_the_cold_hold_the_coldest_that_chillers_run_on(self):
        s = self.solved("normal@cold/full")
        self.assertAlmostEqual(s.nodes["cw.basin"], 12.78, 2)
        self.assertEqual(s.devices["cw.tower.1"]["mode"], "hold")
        self.assertLess(s.devices["cw.tower.1"]["power_kw"], 0.2 * 42)

    def test_make_up_water_is_a_balance_of_water_heat_and_salts(self):
        s = self.solved("normal@dry-bulb/peak")
        heat = s.devices["cw.tower.1"]["heat_kw"]
        taken = 5 * evaporated(heat, DRY, MOISTURE, WET, P_SITE)
        five = self.checks()["make-up-water/site"]
        self.assertEqual(five["state"], "normal@dry-bulb/peak")
        # Drift is part of the bleed: the make-up is evaporated n / (n - 1).
        self.near(five["demand"], taken * CYCLES / (CYCLES - 1), 0.01)
        self.assertEqual(five["capacity"], 6)
        three = self.checks(("shell.xml", 'cycles="5"', 'cycles="3"'))["make-up-water/site"]
        self.near(three["demand"], five["demand"] / 1.25 * 1.5, 1e-6)

    def test_losing_a_tower_plates_or_a_chiller_leaves_the_others_more(self):
        normal = self.solved()
        tower = self.solved("out:cw.tower.1@wet-bulb/full")
        self.assertEqual(len([one for one in tower.of("cw.", "tower") if one["heat_kw"] == 0]), 1)
        self.assertGreater(tower.nodes["cw.cold"], normal.nodes["cw.cold"] + 0.3)
        by_hand = tower_outlet(tower.nodes["cw.warm"], tower.kg_s("cw.tower.2") * 4.18, WET, P_SITE)
        self.assertAlmostEqual(tower.links["cw.tower.2"]["outlet_c"], by_hand, delta=0.05)
        self.assertAlmostEqual(tower.nodes["fws.cold"], 36, 6)
        plates = self.solved("out:fws.plates.1@wet-bulb/full")
        self.near(plates.devices["fws.plates.2"]["heat_kw"], 1.5 * normal.devices["fws.plates.2"]["heat_kw"], 0.01)
        self.assertAlmostEqual(plates.nodes["fws.cold"], 36, 6)
        chiller = self.solved("maint:chw.chiller.1@wet-bulb/full")
        self.near(chiller.devices["chw.chiller.2"]["heat_kw"], 2 * normal.devices["chw.chiller.2"]["heat_kw"], 0.01)
        self.assertAlmostEqual(chiller.nodes["chw.cold"], 20, 6)

    def test_a_hotter_wet_bulb_or_a_tower_fewer_never_cools_and_never_saves(self):
        mild = self.answer(self.study("tower-hall", ("shell.xml", 'wet-bulb="25 degC" dew-point="23.5 degC"', 'wet-bulb="21 degC" dew-point="19 degC"')))
        normal = self.answer(self.study("tower-hall"))
        demand = [next(c for c in one["checks"] if c["id"] == "plant-supply/cw")["demand"] for one in (mild, normal)]
        self.assertLess(demand[0] + 1, demand[1])
        self.assertLessEqual(mild["poi_mw"], normal["poi_mw"])
        self.assertEqual((mild["verdict"], normal["verdict"]), ("hosts", "hosts"))
        # With a tower fewer condenser water comes to where no sheet says what the chillers give.
        fewer = self.without("cw.tower.4", "tower", "cw.warm", "cw.basin")
        self.assertGreater(self.solved(WET_STATE, fewer).nodes["cw.cold"], self.solved(WET_STATE).nodes["cw.cold"] + 0.3)
        answer = self.answer(self.study("tower-hall", fewer))
        self.assertEqual(answer["verdict"], "depends")
        (question,) = answer["questions"]
        self.assertRegex(question, r"^what does trane-cvhf-2317 give with condenser water of (29|30)\.\d degC\? Its sheet ends at 29\.4 degC$")

    def without(self, element, kind, start, end, file="shell.xml"):
        type_id = {"tower": "open-tower-2mw", "pump": "cw-pump-120"}[kind]
        return (file, f'<{kind} id="{element}" type="{type_id}" from="{start}" to="{end}"/>', "")

    def test_without_make_up_water_towers_stand_and_nothing_takes_the_heat(self):
        survive = ("study.xml", "    <fit-out>", '    <survive loss-of="make-up-water" by-fault="yes"/>\n    <fit-out>')
        study = self.study("tower-hall", survive)
        answer = self.answer(study)
        self.assertEqual(answer["verdict"], "does-not-host")
        lost = [c for c in answer["checks"] if c["status"] == "fail" and (c["state"] or "").startswith("out:make-up-water@")]
        kinds = {c["kind"]: c for c in lost}
        self.assertIn("rack-supply", kinds)
        self.assertIn("heat has no way out", kinds["rack-supply"]["reason"])
        self.assertEqual(kinds["heat-rejection"]["capacity"], 0)
        s = Solved(self, study, "out:make-up-water@wet-bulb/full")
        self.assertEqual({one["mode"] for one in s.of("cw.", "tower")}, {"off"})
        self.assertEqual(s.sum("heat_kw", "cw.", "tower"), 0)

    def test_make_up_water_that_nobody_told_is_asked_for(self):
        element = '<make-up-water flow="6 L/s" storage="200 m3" cycles="5"/>'
        for instead in ("", element.replace("6 L/s", "unknown")):
            answer = self.answer(self.study("tower-hall", ("shell.xml", element, instead)))
            self.assertEqual(answer["verdict"], "depends")
            (question,) = answer["questions"]
            self.assertRegex(question, r"^what flow of make-up water does the supply give\? [34]\.\d L/s evaporate$")

    def test_too_little_make_up_water_is_no_host(self):
        answer = self.answer(self.study("tower-hall", ("shell.xml", 'flow="6 L/s"', 'flow="5 L/s"')))
        self.assertEqual([c["id"] for c in answer["checks"] if c["status"] == "fail"], ["make-up-water/site"])

    def test_a_year_of_plates_on_towers_needs_fans_and_water_alone(self):
        """The racks' water over plates on towers; the air's by chillers that give their heat to the air."""
        figures = "".join(f'<{name} value="{value}" source="plant-assumptions" kind="assumed"/>'
                          for name, value in (("water-flow", "30 L/s"), ("water-drop", "60 kPa"), ("water-volume", "300 L")))
        edits = [("assumptions.xml", "</catalog>", f'<chiller id="liebert-afc-1500">{figures}</chiller></catalog>')]
        for unit, end in ((1, "/>"), (2, ' standby="yes"/>')):
            old = (f'<water-chiller id="chw.chiller.{unit}" type="trane-cvhf-2317" from="chw.out" to="chw.cold" '
                   f'plant-from="cw.cold" plant-to="cw.back"{end}')
            edits.append(("shell.xml", old, f'<chiller id="chw.chiller.{unit}" type="liebert-afc-1500" from="chw.out" to="chw.cold"{end}'))
        study = self.study("tower-hall", *edits)
        done = run("year", study, "--json", "-")
        self.assertEqual(done.returncode, 0, done.stderr)
        year = json.loads(done.stdout)
        energy, taken = year["energy_kwh"], year["water_m3"]
        self.assertEqual((year["hours"], year["hours_over"]), (8760, 0))
        self.near(energy["all"], sum(one for name, one in energy.items() if name != "all"), 1e-9)
        # Salts: bleed and drift together are a quarter of what evaporates.
        self.near(taken["drift"] + taken["blowdown"], taken["evaporated"] / 4, 1e-6)
        s = Solved(self, study, WET_STATE)
        heat_kwh = 8760 * s.sum("heat_kw", "cw.", "tower")
        # 2.45 MJ/kg at 20 degC, IAPWS: in the mean of a year some of the heat leaves dry.
        self.assertTrue(0.6 < taken["evaporated"] * 1e3 * 2.45 / 3.6 / heat_kwh < 0.95)
        # Five fans of 42 kW by the cube law: far less than at full speed.
        self.assertTrue(0 < energy["cooler-fans"] < 0.1 * 8760 * 4 * 42)

    def test_a_year_of_a_plant_that_two_loops_share_counts_its_towers_once(self):
        study = self.study("tower-hall")
        done = run("year", study, "--json", "-")
        self.assertEqual(done.returncode, 0, done.stderr)
        year = json.loads(done.stdout)
        energy = year["energy_kwh"]
        self.assertEqual((year["hours_over"], year["wet_hours"]), (0, 8760))
        self.near(energy["all"], sum(one for name, one in energy.items() if name != "all"), 1e-9)
        for loop in ("fws", "chw"):
            self.assertTrue(any(note.startswith(f"{loop} gives its heat to cw, and so do others") for note in year["notes"]))
        heat_kwh = 8760 * Solved(self, study, WET_STATE).sum("heat_kw", "cw.", "tower")
        # As above; counted for each of the two loops whole it would be twice as much.
        self.assertTrue(0.6 < year["water_m3"]["evaporated"] * 1e3 * 2.45 / 3.6 / heat_kwh < 1.05)
        # All five fans at full speed all year at the most, in cold air of up to 1.2 times the density.
        self.assertTrue(0.3 < energy["cooler-fans"] / (8760 * 5 * 42) < 1.0)

    def test_the_one_pump_of_the_condenser_water_lost_is_told_with_what_follows(self):
        edits = [self.without(f"cw.pump.{i}", "pump", "cw.basin", "cw.out") for i in (2, 3, 4)]
        edits.append(("shell.xml", '<pump id="cw.pump.5" type="cw-pump-120" from="cw.basin" to="cw.out" standby="yes"/>', ""))
        answer = self.answer(self.study("tower-hall", *edits))
        self.assertEqual(answer["verdict"], "does-not-host")
        lost = {c["kind"] for c in answer["checks"] if c["status"] == "fail" and c["state"] == "out:cw.pump.1@dry-bulb/full"}
        self.assertLessEqual({"heat-rejection", "loop-pump", "air-heat", "rack-supply"}, lost)


if __name__ == "__main__":
    unittest.main()
