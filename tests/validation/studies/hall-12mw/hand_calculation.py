#!/usr/bin/env python3
"""Hand calculation of the 12 MW hall of GB300 NVL72, examples/hall-12mw, without the program's sources.

Prints the calculation step by step; with --json, the figures as in expected.json.
Sources in brackets: [study] the example's own files and the defaults of the basis; [cat] catalogs/data; [plan] counts and
positions on the plan of the report, [run] the lengths and types of busways and pipes that `check --json` lists: both are a
layout and no result; all else is a published standard, handbook or table, named where it is used.
"""
import json
import math
import sys

SOURCE = ("Hand calculation from the example's inputs, the catalog and handbook formulae, written without the program's "
          "sources; hand_calculation.py computes every value")

steps = []    # (text, value, unit, source), or (heading,)
figures = []  # as in expected.json


def part(title):
    steps.append((title,))


def step(text, value, unit, source):
    steps.append((text, value, unit, source))
    return value


def figure(name, value, unit, reason, rel=None, absolute=None):
    entry = {"id": name, "value": float(f"{value:.6g}"), "unit": unit}
    entry["tolerance_rel" if rel is not None else "tolerance_abs"] = rel if rel is not None else absolute
    entry["reason"] = reason
    figures.append(entry)


def interpolate(table, x):
    """Straight lines between the points of a table."""
    for (x0, y0), (x1, y1) in zip(table, table[1:]):
        if x0 <= x <= x1:
            return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    raise ValueError(x)


# The layout from which the hand calculation starts; run.py says so if the program's has moved.
RUNS = {"busway.1.b": ("iline-2000-cu", 21.762), "busway.2.b": ("iline-2000-cu", 37.362),
        "fws.main.supply": ("dn400-10s", 120.585), "fws.main.return": ("dn400-10s", 120.585),
        "chw.main.supply": ("dn200-10s", 173.895), "chw.main.return": ("dn200-10s", 173.895),
        "tcs.1.row.gb300.40": ("dn150-10s", 81.912), "tcs.1.row.gb300.32": ("dn150-10s", 79.314)}  # one way, m
COUNTS = {"cdu": 8, "cooler": 6, "chiller": 3, "fan-wall": 6, "battery": 78}  # of the fit-out, in service and standby

EXACT = "a catalog or study figure, or their sum: no approximation, only rounding"
ROUNDING = 0.0005

# ------------------------------------------------------------------------------------------------- published properties
# Water at 0.1 MPa, IAPWS-95 as tabulated in the NIST WebBook (SRD 69): degC -> kg/m3, kJ/(kg K), W/(m K), mPa s.
WATER = {"rho": [(20, 998.2), (30, 995.6), (40, 992.2), (50, 988.0), (60, 983.2)],
         "cp": [(20, 4.184), (30, 4.180), (40, 4.179), (50, 4.181), (60, 4.185)],
         "k": [(20, 0.598), (30, 0.615), (40, 0.631), (50, 0.644), (60, 0.654)],
         "mu": [(20, 1.002), (30, 0.797), (40, 0.653), (50, 0.547), (60, 0.467)]}
# PG25: Dow, DOWFROST LC 25, form 176-01641-01-0623, at 25 and 40 degC; straight lines, also beyond, but for viscosity:
# ln(mu) straight in 1/T (Andrade).
PG25 = {"rho": ((25, 1030.3), (40, 1022.5)), "cp": ((25, 3.88), (40, 3.92)), "k": ((25, 0.462), (40, 0.476)),
        "mu": ((25, 2.39), (40, 1.58))}
G = 9.80665     # m/s2, CGPM 1901
R_AIR = 287.042  # J/(kg K), dry air, ASHRAE Handbook of Fundamentals 2021, ch. 1, eq. 1
CP_AIR = 1.006  # kJ/(kg K), same chapter, eq. 30


def water(name, celsius):
    return interpolate(WATER[name], celsius)


def pg25(name, celsius):
    (t0, y0), (t1, y1) = PG25[name]
    if name == "mu":
        slope = math.log(y1 / y0) / (1 / (t1 + 273.15) - 1 / (t0 + 273.15))
        return y0 * math.exp(slope * (1 / (celsius + 273.15) - 1 / (t0 + 273.15)))
    return y0 + (y1 - y0) * (celsius - t0) / (t1 - t0)


def effectiveness(ntu, ratio):
    """Counterflow: Incropera and DeWitt, Fundamentals of Heat and Mass Transfer, 6th ed., eq. 11.30a."""
    e = math.exp(-ntu * (1 - ratio))
    return (1 - e) / (1 - ratio * e)


def ntu_of(eff, ratio):
    """The same solved for NTU: eq. 11.30b; for equal capacity rates eq. 11.30c."""
    if abs(ratio - 1) < 1e-9:
        return eff / (1 - eff)
    return math.log((1 - eff) / (1 - eff * ratio)) / (ratio - 1)


def friction(reynolds, relative_roughness):
    """Swamee and Jain, J. Hydraulics Division ASCE 102 (1976) 657: within 1 % of Colebrook."""
    return 0.25 / math.log10(relative_roughness / 3.7 + 5.74 / reynolds ** 0.9) ** 2


def pipe(litres_per_minute, bore_mm, rho, mu):
    """Velocity m/s, gradient Pa/m (Darcy, Crane TP-410 eq. 1-4), dynamic pressure Pa. Roughness 0.045 mm [cat]."""
    v = litres_per_minute / 60e3 / (math.pi / 4 * (bore_mm / 1e3) ** 2)
    f = friction(rho * v * bore_mm / mu, 0.045 / bore_mm)
    return v, f / (bore_mm / 1e3) * rho * v * v / 2, rho * v * v / 2


BORES = {"dn150-10s": 161.48, "dn200-10s": 211.56, "dn400-10s": 396.84}  # mm [cat]


def rectangular(a, b):
    """Distance along the walls' directions, m."""
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def saturation(celsius):
    """kPa over water: ASHRAE Fundamentals 2021, ch. 1, eq. 6 (Hyland and Wexler)."""
    t = celsius + 273.15
    return math.exp(-5.8002206e3 / t + 1.3914993 - 4.8640239e-2 * t + 4.1764768e-5 * t * t - 1.4452093e-8 * t ** 3
                    + 6.5459673 * math.log(t)) / 1e3


def humidity(dry, wet, p):
    """Humidity ratio from dry and wet bulb: ASHRAE Fundamentals 2021, ch. 1, eq. 20 and 33."""
    ws = 0.621945 * saturation(wet) / (p - saturation(wet))
    return ((2501 - 2.326 * wet) * ws - 1.006 * (dry - wet)) / (2501 + 1.86 * dry - 4.186 * wet)


def wet_bulb(dry, w, p):
    low, high = -10.0, dry
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if humidity(dry, middle, p) < w else (low, middle)
    return low


# -------------------------------------------------------------------------------------------------------- the IT load
part("IT load")
gb, cap, peak, support = 142.0, 132.0, 155.0, 32.0
step("GB300 rack at TDP", gb, "kW", "[cat] nv-nvl72-ra, the first claim")
step("the same, capped when a feed is lost", cap, "kW", "[study] deployment, cap-on-feed-loss")
step("the same, at peak", peak, "kW", "[cat] lenovo-lp2357")
step("network or management rack", support, "kW", "[study] deployment")
it_total = step("80 x 142 + 20 x 32", 80 * gb + 20 * support, "kW", "[study] 10 units of 8 + 1 + 1")
block = step("two units on each of the blocks it.1 to it.5", 2 * (8 * gb + 2 * support), "kW", "[plan] 'fed by'")
block_peak = step("the same at peak", 2 * (8 * peak + 2 * support), "kW", "support racks have no peak of their own [cat]")

# ------------------------------------------------------------------------------------------------------------ busways
part("Busways: one over a row for each block and side, constant-power loads")
volts = 480.0
r_way, x_way, way_kg = 0.030e-3, 0.018e-3, 25.0  # ohm/m, ohm/m, kg/m [study]
step("resistance and reactance per metre", 1e3 * r_way, "mohm (and 0.018)", "[study] assumptions")
pf_gb, pf_support = 0.99, 0.98


def vector(n_gb, n_support, each_gb):
    p = n_gb * each_gb + n_support * support
    q = n_gb * each_gb * math.tan(math.acos(pf_gb)) + n_support * support * math.tan(math.acos(pf_support))
    return complex(p, q)


def run(racks, feeder):
    """Voltage line to line at the farthest GB300 and the farthest support rack, current at the head, loss in kW.

    racks: (distance from where the feeder meets the row, kVA as a complex number, is it a GB300), by distance."""
    loads = [s for _, s, _ in racks]
    loss = 0.0
    for _ in range(3):  # the loss enters the current
        u, loss_new, last, place = volts, 0.0, {}, -feeder
        for i, (x, _, is_gb) in enumerate(racks):
            down = sum(loads[i:], 0j)
            amps = abs(down) * 1e3 / (math.sqrt(3) * u)
            length = x - place
            drop = math.sqrt(3) * amps * length * (r_way * down.real + x_way * down.imag) / abs(down)
            loss_new += 3 * amps ** 2 * r_way * length / 1e3
            u, place = u - drop, x
            last[is_gb] = u
        loss = loss_new
    head = abs(sum(loads, 0j) + loss) * 1e3 / (math.sqrt(3) * volts)
    return last[True], last[False], head, loss


# [run] and [plan]: each of the ten listed lengths is the rectangular distance from the block's board to the first rack of
# the row (the one with the lowest x), 4 m, and the way along the racks. So the feeder meets the row at that end.
board_1 = (11.0, 37.514)  # it.1.board on the plan


def busway(run_id, first, racks):
    """Feeder in m and racks: (distance from the first rack, is it a GB300), from the listed length."""
    along = racks[-1][0] + 0.066  # a support rack's centre stands 66 mm from that of a GB300's
    feeder = RUNS[run_id][1] - along
    step(f"feeder of {run_id}", feeder, "m", f"[run] less {along:.2f} m along the row; plan: {rectangular(board_1, first):.2f} m and 4 m")
    return feeder, racks


# Busway 2: mgmt.1 at x 1.418, then unit 6: net.6, mgmt.6 at 14.018 and 14.618, eight GB300 from 15.218.
way_2 = busway("busway.2.b", (1.418, 31.8), [(0.0, False), (12.6, False), (13.2, False)] + [(13.8 + 0.6 * i, True) for i in range(8)])
# Busway 1: net.1 at x 1.418, then the eight GB300 of unit 1.
way_1 = busway("busway.1.b", (1.418, 34.2), [(0.0, False)] + [(0.6 + 0.6 * i, True) for i in range(8)])


def busway_run(way, each_gb, share):
    feeder, racks = way
    return run([(x, vector(1, 0, each_gb) * share if g else vector(0, 1, 0) * share, g) for x, g in racks], feeder)


u_gb, u_last_support, amps_2, loss_2 = busway_run(way_2, cap, 1.0)
step("load of busway.2, the other side lost", (vector(8, 3, cap)).real, "kW", "8 x 132 + 3 x 32")
step("its current at the head", amps_2, "A", "S / (sqrt(3) U), the loss included")
step("voltage at the farthest GB300", u_gb, "V", f"drop sqrt(3) I (r cos + x sin) l; {u_last_support:.2f} V at mgmt.6")
WAY = "voltage at the UPS taken as rated; the support racks' way from busway to plug is not in the study"
figure("busway-load/busway.2.b:demand", amps_2, "A", "loss of the route, 0.5 %, at constant power; " + WAY, rel=0.002)
figure("busway-load/busway.2.b:capacity", 0.8 * 2000, "A", EXACT + " (NEC 215.3: 80 %)", rel=ROUNDING)
figure("rack-voltage-low/gb300:demand", u_gb, "V", "drop of 2.6 V by the approximate formula, to 5 %; " + WAY, rel=0.0005)
figure("rack-voltage-low/mgmt:demand", u_last_support / math.sqrt(3), "V", "as above, line to neutral", rel=0.0005)
shelf = cap / 4
figure("branch-circuit/gb300:demand", shelf * 1e3 / (math.sqrt(3) * u_gb * pf_gb), "A",
       "33 kW of input through one of four shelves; as the voltage", rel=0.001)
figure("branch-circuit/gb300:capacity", 0.8 * 60, "A", EXACT + " (NEC 210.20: 80 % of 60 A)", rel=ROUNDING)
figure("branch-circuit/mgmt:demand", 8e3 / (u_last_support / math.sqrt(3) * pf_support), "A",
       "8 kW of input through one of four supplies, line to neutral; as the voltage", rel=0.001)

# ----------------------------------------------------------------------------------------------------- UPS and battery
part("UPS and battery of a block")
loss_block = step("loss of the four busways of it.1, each at half load", 2 * (busway_run(way_1, gb, 0.5)[3] + busway_run(way_2, gb, 0.5)[3]),
                  "kW", "3 I2 r l")
ups = step("UPS output", block + loss_block, "kW", "2,400 kW and the loss")
for name in ("it.1", "it.6"):
    figure(f"ups-load/{name}.ups:demand", ups, "kW", "2,400 kW are exact; the loss of the busways, 5 kW, to a tenth", rel=ROUNDING)
figure("ups-load/it.1.ups:capacity", 2500, "kW", EXACT, rel=ROUNDING)
ups_in = step("UPS input", ups / 0.975, "kW", "[cat] efficiency 97.5 %")
recharge = step("UPS input while the battery recharges", ups_in + 0.10 * 2500, "kW", "[cat] 10 % of the rating")
ups_peak = step("UPS output at peak", block_peak + loss_block * (block_peak / block) ** 2, "kW", "loss with the square of current")
figure("ups-overload/it.1.ups:demand", ups_peak, "kW", "as ups-load", rel=ROUNDING)
figure("ups-overload/it.1.ups:capacity", 1.25 * 2500, "kW", EXACT, rel=ROUNDING)
figure("battery-autonomy/it.1.battery:demand", 13 * 34.6 * 0.8 * 0.975 / ups * 60, "min",
       "13 cabinets [plan] x 34.6 kWh x 80 % (aged, IEEE 485) x 97.5 %; as ups-load", rel=0.001)
figure("battery-autonomy/it.1.battery:capacity", 5, "min", EXACT, rel=ROUNDING)

# --------------------------------------------------------------------------------------------------- IT transformers
part("Unit transformers, 3 MVA")
r_t = step("R of 5.75 % at X/R 7.09", 5.75 / math.hypot(1, 7.09), "%", "[cat]")
x_t = step("X", r_t * 7.09, "%", "[cat]")


def transformer(p, q, rating, r, x, no_load):
    """Primary P and Q and kVA at rated voltage of both windings for a load on the secondary; primary at rated voltage.

    The voltage drop with its quadrature term: IEC 60076-8 (1997), clause on voltage drop for a load."""
    u = 1.0
    for _ in range(20):
        a, b = p / rating / u, q / rating / u
        u = 1 - (r * a + x * b) / 100 - (x * a - r * b) ** 2 / 2e4
    current = math.hypot(p, q) / rating / u
    p1 = p + r / 100 * current ** 2 * rating + no_load
    q1 = q + x / 100 * current ** 2 * rating
    return p1, q1, max(current * rating, math.hypot(p1, q1)), u


tan_ups = math.tan(math.acos(0.99))  # input power factor of the UPS [cat]
p_re, q_re, s_re, u_re = transformer(recharge, recharge * tan_ups, 3000, r_t, x_t, 2.17)
p_fu, q_fu, s_fu, u_fu = transformer(ups_in, ups_in * tan_ups, 3000, r_t, x_t, 2.17)
step("secondary voltage while recharging", 480 * u_re, "V", "primary held at 34.5 kV")
step("load while recharging", s_re, "kVA", "the larger of both windings")
step("load of the reserve unit that carries a block", s_fu, "kVA", "batteries charged")
for name, value in (("it.1", s_re), ("it.6", s_fu)):
    figure(f"transformer-load/{name}.transformer:demand", value, "kVA", "voltage at the POI taken as rated: the utility's own "
           "impedance lowers it by up to 0.5 %; tap and magnetizing current neglected", rel=0.012)
figure("transformer-load/it.1.transformer:capacity", 3000, "kVA", EXACT, rel=ROUNDING)

# --------------------------------------------------------------------------------------------------------- fault level
part("Fault level: IEEE C37.13, prefault voltage 1.0")


def fault(rating, impedance, ratio, secondary):
    """Symmetrical kA and X/R behind 750 MVA at X/R 15 and a transformer."""
    base = rating / 750e3
    r = base / math.hypot(1, 15) + impedance / math.hypot(1, ratio)
    x = 15 * base / math.hypot(1, 15) + ratio * impedance / math.hypot(1, ratio)
    return rating / (math.sqrt(3) * secondary) / math.hypot(r, x) / 1e3, x / r


def multiplier(ratio, tested):
    """First half-cycle asymmetry beyond the tested one: IEEE C37.13-2015, unfused power breakers."""
    return max(1.0, (1 + math.exp(-math.pi / ratio)) / (1 + math.exp(-math.pi / tested)))


for name, rating, z, ratio in (("it.1", 3000, 0.0575, 7.09), ("mech.1", 2500, 0.0575, 6.99)):
    amps, over_r = fault(rating, z, ratio, 0.48)
    step(f"{name}.board: symmetrical current, X/R {over_r:.2f}", amps, "kA", "utility and transformer in series")
    duty = step(f"{name}.board: against the rating", amps * multiplier(over_r, 6.6), "kA", "tested at X/R 6.6 [cat]")
    figure(f"fault-level/{name}.board:demand", duty, "kA", "two impedances in series, no approximation; motors taken to be on drives "
           "and give nothing, cables are not in the study", rel=0.003)
figure("fault-level/it.1.board:capacity", 65, "kA", EXACT, rel=ROUNDING)
figure("fault-level/mv.F1:demand", 750 / (math.sqrt(3) * 34.5), "kA", "the utility alone; X/R 15 is below the tested 17", rel=0.003)

# ---------------------------------------------------------------------------------------------------------- rack liquid
part("Coolant of the racks: PG25 at 40 degC")
liquid_rack = step("heat to liquid of a rack: 142 x 85.56 %", gb * 0.8556, "kW", "[cat] nv-aif")
rack_flow = step("flow of a rack at 40 degC", 119.0, "L/min", "[cat] lenovo-lp2357, table 27")
rack_drop = step("its pressure drop: 8.5 psi", 8.5 * 6.894757, "kPa", "[cat] lenovo-lp2357; psi: NIST SP 811")
figure("rack-flow/gb300:demand", rack_flow, "L/min", "the maker's table at its own point", rel=0.005)


def c_pg(litres_per_minute, t_flow, t_mean):
    """kW/K: the flow counts at the supply, where the pump stands; the heat capacity is that of the mean."""
    return litres_per_minute / 60e3 * pg25("rho", t_flow) * pg25("cp", t_mean)


c_rack = c_pg(rack_flow, 40, 47.6)
t_return = step("return", 40 + liquid_rack / c_rack, "degC", "rho 1022.5 kg/m3, cp 3.94 kJ/(kg K), DOWFROST LC 25")

# ---------------------------------------------------------------------------------------------------------------- CDUs
part("CDUs: two groups of 3 + 1 for 40 racks each, one out")
flow_cdu = step("flow of each of three", 40 * rack_flow / 3, "L/min", "40 x 119 / 3")
pump_heat = step("pump input of one", 12.24 * (flow_cdu / 2125) ** 3, "kW", "[cat] 12.24 kW at 2,125 L/min; affinity: ASHRAE "
                 "HVAC Systems and Equipment 2020, ch. 44")
duty = step("heat of each of three", 40 * liquid_rack / 3 + pump_heat, "kW", "racks and its own pump")
c_sr = c_pg(2125, 40, 47)
t_sr = 40 + 2000 / c_sr
c_pr = 2125 / 60e3 * water("rho", 35) * water("cp", 42)
eff_r = step("effectiveness at the rating, 2,000 kW at 5 K", 2000 / (min(c_sr, c_pr) * (t_sr - 35)), "-",
             "[cat] rating; primary 2,125 L/min [study]")
ua_r = ntu_of(eff_r, min(c_sr, c_pr) / max(c_sr, c_pr)) * min(c_sr, c_pr)
step("UA at the rating", ua_r, "kW/K", "Incropera eq. 11.30b")


def film(k, mu, cp, rho, litres):
    """Proportional to the film coefficient of a plate exchanger, h ~ k (m/mu)^0.8 Pr^(1/3): Modelica Buildings,
    PlateHeatExchangerEffectivenessNTU."""
    return k * (rho * litres / mu) ** 0.8 * (mu * cp / k) ** (1 / 3)


h_sec = film(pg25("k", 47), pg25("mu", 47), pg25("cp", 47), pg25("rho", 47), 2125)
h_pri = film(water("k", 42), water("mu", 42), water("cp", 42), water("rho", 42), 2125)
share = step("share of the coolant's film in the resistance at the rating", (1 / h_sec) / (1 / h_sec + 1 / h_pri), "-",
             "the wall neglected")
ua = step("UA with one out", ua_r / (share * (flow_cdu / 2125) ** -0.8 + 1 - share), "kW/K", "primary at its rated flow")
c_s = c_pg(flow_cdu, 40, 47.6)
eff = step("effectiveness", effectiveness(ua / c_s, c_s / c_pr), "-", "Incropera eq. 11.30a")
duty_most = step("heat it can move at 36 degC facility water", eff * c_s * (t_return - 36), "kW", "[study] basis")
figure("cdu-duty/tcs.1.cdu.1:demand", duty, "kW", "the pump's share by affinity, 0.3 %, may be 0 to 0.8 %", rel=0.005)
figure("cdu-duty/tcs.1.cdu.1:capacity", duty_most, "kW", "exponent of the film (0.7 to 0.8), its share in the resistance, the "
       "wall, and properties of PG25: 1 % each", rel=0.03)
figure("cdu-flow/tcs.1.cdu.1:demand", flow_cdu, "L/min", "the racks' table flow divided by three", rel=0.005)
figure("cdu-flow/tcs.1.cdu.1:capacity", 2125, "L/min", EXACT, rel=ROUNDING)

part("Pressure of CDU group 1: to gb300.1, the end of the row of 24")
# [run] and [plan]: each listed length is 1.5 times the rectangular distance from the group's CDUs to the nearest rack of the
# row, 6 m, and the way along the racks. The half on top is an allowance for fittings, so none is counted there again; the
# row has no allowance, so its tees are counted.
cdus, hose = (25.26, 1.5), 25.0
rho_s, mu_s, rho_b, mu_b = pg25("rho", 40), pg25("mu", 40), pg25("rho", t_return), pg25("mu", t_return)


def group_run(run_id, first, row):
    """Feed in m, bore, and distances of the racks from the first, from the listed length."""
    feed = RUNS[run_id][1] - row[-1]
    step(f"feed of {run_id}", feed, "m", f"[run] less {row[-1]:.1f} m along the row; plan: {rectangular(cdus, first):.2f} m, x 1.5 and 6 m")
    return feed, BORES[RUNS[run_id][0]], row


row_24 = [6.0 * unit + 0.6 * i for unit in range(3) for i in range(8)]  # gb300.40 to 33, 24 to 17, 8 to 1; two racks between
row_16 = [6.0 * unit + 0.6 * i for unit in range(2) for i in range(8)]  # gb300.32 to 25, 16 to 9
long_run = group_run("tcs.1.row.gb300.40", (18.218, 34.266), row_24)
short_run = group_run("tcs.1.row.gb300.32", (13.418, 31.734), row_16)


def losses(group, rho, mu):
    """Pa: of the feed; along the row's pipe, whose flow falls by a rack's at each rack; in its tees.

    Tee, run through: 20 fT, fT 0.015 at DN 150: Crane TP-410 (2009), A-26 and A-29."""
    feed, bore, row = group
    flows = [(len(row) - i) * rack_flow for i in range(len(row))]  # entering the tee of rack i
    along = sum(pipe(flow, bore, rho, mu)[1] * (b - a) for flow, a, b in zip(flows[1:], row, row[1:]))
    tees = sum(20 * 0.015 * pipe(flow, bore, rho, mu)[2] for flow in flows[:-1])
    return feed * pipe(flows[0], bore, rho, mu)[1], along, tees


pipes = 0.0
for side, rho, mu in (("supply", rho_s, mu_s), ("return", rho_b, mu_b)):
    feed, along, tees = losses(long_run, rho, mu)
    pipes += step(f"{side}", (feed + along + tees) / 1e3, "kPa", f"feed {feed / 1e3:.1f}, along the row {along / 1e3:.1f}, 23 tees {tees / 1e3:.1f}")
need = step("head needed", rack_drop + hose + pipes, "kPa", "rack, hoses and valves 25 kPa [study], supply, return")
curve = [(0, 468.5), (354, 468.5), (708, 459.1), (1063, 431.8), (1417, 386.3), (1771, 322.9), (2125, 241.3), (2479, 141.7)]
figure("cdu-pressure/tcs.1:demand", need, "kPa", "84 kPa are given; the pipes' 55 kPa to a tenth: tees (a quarter of it) to 20 to 30 %, "
       "viscosity of PG25 and friction 3 %", rel=0.05)
figure("cdu-pressure/tcs.1:capacity", interpolate(curve, flow_cdu), "kPa", "straight lines between points of the curve", rel=0.01)
near = min(losses(short_run, rho_s, mu_s)[0], losses(long_run, rho_s, mu_s)[0]) / 1e3
step("way to the rack where the pressure is highest, gb300.32", near, "kPa", "the feed of the row of 16: the smaller loss")
running = step("pressure at its foot while the CDUs run", 100 + need - near, "kPa", "1 bar at the suction and the head needed, less the way there")
shut = step("against closed valves, no relief", 100 + curve[0][1], "kPa", "1 bar and the curve at no flow; a foot stands as low as the suction")
figure("rack-pressure/gb300:demand", max(running, min(shut, 450)), "kPa", EXACT + ": the relief valve opens at 4.5 bar [study]", rel=ROUNDING)
figure("rack-pressure/gb300:capacity", 500, "kPa", EXACT, rel=ROUNDING)

figure("equipment-pressure/tcs.1:demand", min(shut, 450), "kPa", EXACT + ": as the racks", rel=ROUNDING)
figure("equipment-pressure/tcs.1:capacity", 600, "kPa", EXACT, rel=ROUNDING)

part("Standing, sucking and swelling coolant of CDU group 1")
# The program's PG25 is ASHRAE's glycol and water (docs/models/heat.md): Fundamentals 2001, ch. 21, halfway from 20 to 30 % by volume. The
# maker's coolant, DOWFROST LC 25 with its inhibitors, is 0.8 to 0.9 % heavier at both points of its sheet: told as a step.
ASHRAE_PG25 = ((10, (1022.68 + 1032.55) / 2), (55, (1002.21 + 1009.63) / 2), (60, (999.31 + 1006.44) / 2))
rho_fill = step("PG25 at 10 degC", interpolate(ASHRAE_PG25, 10), "kg/m3", "ASHRAE Fundamentals 2001, ch. 21")
step("highest point with the maker's coolant instead", 100 - pg25("rho", 10) * G * (2.236 + 1.5) / 1e3, "kPa", "1,038 kg/m3, its sheet's "
     "straight line down to 10 degC; ASHRAE's is the figure below")
figure("loop-high-point/tcs.1:demand", 100 - rho_fill * G * (2.236 + 1.5) / 1e3, "kPa", "1 bar less the column over a rack of 2.236 m [cat] "
       "and 1.5 m of pipes and trays above it; the density to 0.1 % moves it by 0.06 %", rel=0.001)
figure("loop-high-point/tcs.1:capacity", 50, "kPa", EXACT, rel=ROUNDING)
pressure = step("pressure at 100 m", 101.325 * (1 - 2.25577e-5 * 100) ** 5.2559, "kPa", "ASHRAE Fundamentals 2021, ch. 1, eq. 3")
t_hottest = step("return at the racks' peak", 40 + peak * 0.8556 / c_rack, "degC", "the flow stays")


def suction_head(kpa, celsius, rho):
    """m; vapour of pure water."""
    return (kpa + pressure - saturation(celsius)) * 1e3 / (rho * G)


figure("pump-suction/tcs.1:demand", suction_head(100, t_hottest, pg25("rho", t_hottest)), "m", "return at peak to 0.5 K moves vapour by 0.4 kPa",
       rel=0.01)
figure("pump-suction/tcs.1:capacity", 5, "m", EXACT, rel=ROUNDING)
bore = math.pi / 4 * (BORES["dn150-10s"] / 1e3) ** 2
pipe_m3 = step("pipes, supply and return", 2 * (RUNS["tcs.1.row.gb300.40"][1] + RUNS["tcs.1.row.gb300.32"][1]) * bore, "m3", "[run] DN 150")
held = step("with 40 racks and 4 CDUs", pipe_m3 + 40 * 0.0057 + 4 * 0.2, "m3", "[cat] 5.7 L, [study] 200 L")
figure("expansion/tcs.1:demand", 1e3 * held * (rho_fill / interpolate(ASHRAE_PG25, t_hottest) - 1), "L", "all of it at the hottest return, which 1 K moves "
       "by 2.5 %", rel=0.03)


def taken(litres, charge, highest):
    """L that vessels take between fill and highest pressure, kPa gauge: Boyle."""
    return litres * (1 - (charge + pressure) / (highest + pressure))


figure("expansion/tcs.1:capacity", 3 * taken(300, 100, 450 - 35 * 6.894757), "L", "three of four CDUs with 300 L each [study]; 35 psi of rated head below the relief "
       "valve", rel=ROUNDING)

# ------------------------------------------------------------------------------------------------------------------ air
part("Air of the hall, one air unit of six out")
rho_in = step("density at 25 degC", pressure * 1e3 / (R_AIR * 298.15), "kg/m3", "dry air")
cfm = 0.3048 ** 3 / 60
flow_support = step("air of a support rack: 130 CFM/kW x 32 kW", 130 * 32 * cfm, "m3/s", "[cat] nv-spod-gb200")
flow_racks = step("air of all racks: 80 x 0.8495 + 20 x 1.963", 80 * 0.8495 + 20 * flow_support, "m3/s", "[cat] nv-aif at 25 degC")
flow_air = step("with 10 % leakage", 1.1 * flow_racks, "m3/s", "[study] basis")
heat_racks = step("heat of racks to air", 80 * (gb - liquid_rack) + 20 * support, "kW", "what does not go to liquid")
unit_flow = 150000 / 3600


def fans(units):
    return units * 21.7 * (flow_air / units / unit_flow) ** 3


heat_air = step("with the heat of five units' fans", heat_racks + fans(5), "kW", "21.7 kW at 150,000 m3/h, affinity")
c_air = flow_air / 5 * rho_in * CP_AIR
t_room = step("return to the units", 25 + heat_air / (5 * c_air), "degC", "mean of racks and leakage")
c_wr = 500 / 12
c_ar = unit_flow * 101325 / (R_AIR * 309.15) * CP_AIR
eff_ar = step("effectiveness at the rating: 500 kW, air 36, water 20 to 32 degC", 500 / (min(c_wr, c_ar) * 16), "-", "[cat]")
ua_ar = ntu_of(eff_ar, min(c_wr, c_ar) / max(c_wr, c_ar)) * min(c_wr, c_ar)
ua_a = step("UA at the lower airflow", ua_ar / (0.6 * (c_ar / c_air) ** 0.8 + 0.4), "kW/K", "air film 0.6 of the resistance, m^0.8: "
            "Wetter, LBNL-42355 (1999); Modelica Buildings, DryCoilEffectivenessNTU")
lo, hi = min(c_air, c_wr), max(c_air, c_wr)
air_most = step("what five units take", 5 * effectiveness(ua_a / lo, lo / hi) * lo * (t_room - 20), "kW", "Incropera eq. 11.30a")
figure("air-flow/hall:demand", flow_air, "m3/s", "catalog figures and the leakage of the basis", rel=0.003)
figure("air-flow/hall:capacity", 5 * unit_flow, "m3/s", EXACT, rel=ROUNDING)
figure("air-heat/hall:demand", heat_air, "kW", "the fans' heat, 0.9 %, by affinity; humid air, lights and walls neglected", rel=0.008)
figure("air-heat/hall:capacity", air_most, "kW", "how the resistance splits between air and water is not published (0.5 to 0.75 "
       "moves it by 2.5 %); counterflow for a coil that crosses, 2 %", rel=0.05)
figure("air-inlet/hall:demand", 25, "degC", "the setpoint holds while the units take the heat", absolute=0.1)

# ------------------------------------------------------------------------------------------------------- facility loops
part("Chilled water: six air units of 500 kW, three chillers, one pump of three out")
w_unit = 500 / 12 / water("cp", 26) / water("rho", 20) * 1e3  # L/s
w_chw = step("flow", 6 * w_unit, "L/s", "all six units run and draw their rated flow: docs/models/hydraulics.md")


def main(loop_name, litres_per_minute, celsius, a, b):
    """kPa in supply and return; the listed length includes fittings as those of the CDU groups do."""
    kind, length = RUNS[f"{loop_name}.main.supply"]
    velocity, gradient, _ = pipe(litres_per_minute, BORES[kind], water("rho", celsius), water("mu", celsius))
    step(f"velocity in {kind}", velocity, "m/s", f"{length:.2f} m each way [run]; plan: {rectangular(a, b):.2f} m, x 1.5 and 6 m")
    return 2 * length * gradient / 1e3


pipes_chw = main("chw", w_chw * 60, 26, (11.88, 0.74), (48.7, 75.85))  # the middle of air units and of chillers
chiller_drop = 60 * (w_chw / 3 / 30) ** 2
head_chw = step("head: air unit 60, chiller, pipe", 60 + chiller_drop + pipes_chw, "kPa",
                f"chiller {chiller_drop:.1f} at a third of the flow, pipes {pipes_chw:.1f}")
chw_curve = [(0, 300), (10, 290), (20, 255), (30, 195), (35, 150)]
FRICTION = "60 and 100 kPa of equipment are given; friction of the listed pipe by Swamee-Jain, properties at one temperature: 5 % of it"
figure("loop-pump/chw:demand", head_chw, "kPa", FRICTION, rel=0.02)
figure("loop-pump/chw:capacity", interpolate(chw_curve, w_chw / 2), "kPa", "straight lines between points of the curve; a smooth one lies "
       "up to 1.1 % higher", rel=0.015)
pump_chw = step("pump input", w_chw / 1e3 * head_chw / 0.72, "kW", "[cat] 72 % wire to water")
heat_chw = step("heat into the loop", heat_racks + fans(6) + pump_chw, "kW", "racks, six units' fans, pumps")
ambient = step("air at the chillers", 37 + 2, "degC", "[study] and recirculation of the basis")
chiller = step("a chiller", interpolate([(35, 1500), (43, 1150)], ambient) * (1 - 0.01 * 100 / 300), "kW", "[cat] straight line, 1 % per 300 m")
figure("heat-rejection/air:demand", heat_chw, "kW", "fans and pumps, 1 %, by affinity and estimated head", rel=0.008)
figure("heat-rejection/air:capacity", 2 * chiller, "kW", "straight line between the two catalog points", rel=0.005)

part("Facility water: 17,000 L/min to eight CDUs, six coolers, one pump of four out")
w_fws = step("flow", 8 * 2125.0, "L/min", "all eight CDUs run and draw their rated flow [study]: docs/models/hydraulics.md")
pipes_fws = main("fws", w_fws, 41, (26.76, 1.5), (196.3 / 6, 431.6 / 6))  # the middle of CDUs and of coolers
cooler_rated = 2000 / 10 / water("cp", 41) / water("rho", 36) * 60e3
cooler_drop = 60 * (w_fws / 6 / cooler_rated) ** 2
head_fws = step("head: CDU 100, cooler, pipe", 100 + cooler_drop + pipes_fws, "kPa",
                f"cooler {cooler_drop:.1f} at a sixth of the flow, pipes {pipes_fws:.1f}")
fws_curve = [(0, 350), (2000, 338), (4000, 300), (6000, 225), (7000, 175)]
figure("loop-pump/fws:demand", head_fws, "kPa", FRICTION, rel=0.02)
figure("loop-pump/fws:capacity", interpolate(fws_curve, w_fws / 3), "kPa", "straight lines between points of the curve; a smooth one lies "
       "up to 1.1 % higher", rel=0.015)
pump_fws = step("pump input", w_fws / 60e3 * head_fws / 0.75, "kW", "[cat] 75 % wire to water")
heat_fws = step("heat into the loop", 80 * liquid_rack + 8 * 12.24 * (40 * rack_flow / 4 / 2125) ** 3 + pump_fws, "kW",
                "racks, eight CDUs' pumps, the loop's pumps")
figure("heat-rejection/liquid:demand", heat_fws, "kW", "pumps, 1 %, by affinity and estimated head", rel=0.008)


def behind_pads(dry, w):
    """Air of that dry bulb and humidity ratio, warmed by 2 K of recirculation and passed through pads of 80 % [cat] [study]."""
    return dry + 2 - 0.8 * (dry + 2 - wet_bulb(dry + 2, w, pressure))


t_pad = step("air behind the pads at 37/27 degC", behind_pads(37, humidity(37, 27, pressure)), "degC", "2 K of recirculation, same moisture")
w_moist = 0.621945 * saturation(25) / (pressure - saturation(25))
low, high = 25.0, 37.0
for _ in range(60):  # the hottest air with a dew point of 25 degC whose wet bulb does not exceed 27 degC: docs/models/heat.md
    low, high = ((low + high) / 2, high) if wet_bulb((low + high) / 2, w_moist, pressure) < 27 else (low, (low + high) / 2)
step("air behind the pads at a dew point of 25 degC", behind_pads(low, w_moist), "degC", f"hottest such air: {low:.1f} degC; the cooler of the two")
c_cr = 200.0  # kW/K of water at the rating; the air's is not published and taken as equal
ntu_c = ntu_of((46 - 36) / (46 - 31), 1.0)


def coolers(count, speed, heat):
    """kW that so many coolers take with their fans at this share of full speed: LBNL-42355, air m^0.8, water m^0.85."""
    c_w, c_a = w_fws / count / 60e3 * water("rho", 36) * water("cp", 41), c_cr * speed
    ua_c = ntu_c * c_cr / (0.6 * speed ** -0.8 + 0.4 * (c_cr / c_w) ** 0.85)
    least, most = min(c_w, c_a), max(c_w, c_a)
    t_hot = 36 + heat / (count * c_w)  # [study] 36 degC supply
    return count * effectiveness(ua_c / least, least / most) * least * (t_hot - t_pad)


def fan_speed(heat):
    """Share of full speed at which six coolers hold the water at 36 degC."""
    slow, fast = 0.3, 1.0
    for _ in range(60):
        slow, fast = ((slow + fast) / 2, fast) if coolers(6, (slow + fast) / 2, heat) < heat else (slow, (slow + fast) / 2)
    return slow


step("water to the coolers", 36 + heat_fws / (w_fws / 60e3 * water("rho", 36) * water("cp", 41)), "degC", "[study] 36 degC supply")
cooler_most = step("what five coolers take at full fan speed", coolers(5, 1.0, heat_fws), "kW", "effectiveness 0.667 at the rating")
figure("heat-rejection/liquid:capacity", cooler_most, "kW", "airflow and coil of the cooler are not published: the air's capacity "
       "rate a quarter more or less moves it by 1 to 3 %, thinner air by 1 %; recirculated air may be moister: 1 K moves it by 6 %", rel=0.08)

part("Standing, sucking and swelling water of both facility loops")


def facility(name, top, shut_off, limit, need_m, t_return, others_m3, vessel):
    """Figures of one loop: height of its pipes in m, kPa, NPSH in m, hottest water, what stands in it, vessel in L."""
    figure(f"loop-high-point/{name}:demand", 100 - 999.7 * G * top / 1e3, "kPa", "1 bar less the column of water of 10 degC [NIST WebBook]", rel=0.002)
    figure(f"equipment-pressure/{name}:demand", 100 + shut_off, "kPa", EXACT + ": 1 bar and the curve at no flow", rel=ROUNDING)
    figure(f"equipment-pressure/{name}:capacity", limit, "kPa", EXACT, rel=ROUNDING)
    figure(f"pump-suction/{name}:demand", suction_head(100, t_return, water("rho", t_return)), "m", "the return to 1 K moves vapour by 0.5 kPa", rel=0.01)
    figure(f"pump-suction/{name}:capacity", need_m, "m", EXACT, rel=ROUNDING)
    kind, length = RUNS[f"{name}.main.supply"]
    m3 = step(f"water of {name}", 2 * length * math.pi / 4 * (BORES[kind] / 1e3) ** 2 + others_m3, "m3", f"[run] {kind}; [study] what it runs through")
    figure(f"expansion/{name}:demand", 1e3 * m3 * (999.7 / water("rho", t_return) - 1), "L", "all of it at the hottest return, which 1 K moves by 4 %",
           rel=0.02)
    figure(f"expansion/{name}:capacity", taken(vessel, 100, 300), "L", EXACT, rel=ROUNDING)


peak_fws = heat_fws + 80 * (peak - gb) * 0.8556
t_fws = step("facility water at the racks' peak", 36 + peak_fws / (w_fws / 60e3 * water("rho", 36) * water("cp", 41)), "degC", "[study] 36 degC supply")
peak_chw = heat_chw + 80 * (peak - gb) * (1 - 0.8556)
t_chw = step("chilled water at the racks' peak", 20 + peak_chw / (w_chw * water("rho", 20) / 1e3 * water("cp", 26)), "degC", "[study] 20 degC supply")
t_chw_out = step("the same at full load, one air unit of six out", 20 + heat_chw / (5 / 6 * w_chw * water("rho", 20) / 1e3 * water("cp", 26)), "degC", "five draw theirs")
facility("fws", 2.3 + 1.5, 350, 1000, 5, t_fws, 8 * 0.12 + 6 * 0.6, 1000)
facility("chw", 3.67 + 0.3, 300, 1600, 4, max(t_chw, t_chw_out), 6 * 0.15 + 3 * 0.3, 300)

# ----------------------------------------------------------------------------------------------------- generators, POI
part("Mechanical load, generators, POI")
mech = {"CDUs": 8 * 12.24 * (40 * rack_flow / 4 / 2125) ** 3, "air units": fans(6), "cooler fans, six holding 36 degC": 6 * 45.0 * fan_speed(heat_fws) ** 3,
        "facility pumps": pump_fws, "chilled water pumps": pump_chw, "chillers, COP 3.0": heat_chw / 3.0, "house": 100.0}
for name, kw in mech.items():
    step(name, kw, "kW", "[cat] [study], as above")
p_mech = step("mechanical load", sum(mech.values()), "kW", "on mech.1 and mech.2, half each")
more = 80 * (peak - gb)  # kW of the racks at peak; the share that liquid takes stays
chillers_more = more * (1 - 0.8556) / 3.0
fans_more = 6 * 45.0 * (fan_speed(heat_fws + more * 0.8556) ** 3 - fan_speed(heat_fws) ** 3)
p_peak = step("the same at the racks' peak", p_mech + chillers_more + fans_more, "kW", f"chillers {chillers_more:.0f}, cooler fans "
              f"{fans_more:.0f} kW more: the peak governs generators, docs/models/fit-out.md")
tan_mech = math.tan(math.acos(0.9))
on_generator = step("it.1 on its generator", max(ups_peak / 0.975, recharge), "kW", f"the larger of peak ({ups_peak / 0.975:.0f} kW) and TDP "
                    f"with batteries recharging ({recharge:.0f} kW)")
figure("generator-load/it.1.generator:demand", on_generator, "kW", "as ups-load; auxiliaries of the set left out", rel=0.001)
figure("generator-load/it.1.generator:capacity", 3000, "kW", EXACT + ": 100 m lies below 1,000 m", rel=ROUNDING)
board_gen = step("it.1.board on the generator, 480 V held", on_generator / 0.99 / (math.sqrt(3) * 0.48), "A",
                 "docs/models/load-flow.md; a regulator of ISO 8528-5, class G3, holds 1 %")
board_net = step("it.1.board from the transformer, batteries recharging", recharge / 0.99 / (math.sqrt(3) * 0.48 * u_re), "A",
                 "at the voltage found above")
figure("board-load/it.1.board:demand", max(board_gen, board_net), "A", "the worse of the two; voltage at the POI taken as rated, as "
       "transformer-load", rel=0.012)
figure("board-load/it.1.board:capacity", 4000, "A", EXACT + ": listed for 100 %", rel=ROUNDING)
figure("generator-load/mech.1.generator:demand", p_peak, "kW", "cooler fans, 12 % of it, by the third power of a speed known to 10 % (a "
       "coil whose air is not published): 4 %; pumps by head or by affinity 2 %; COP of the chillers 39 or 43 degC 3 %", rel=0.10)
r_m, x_m = 5.75 / math.hypot(1, 6.99), 5.75 * 6.99 / math.hypot(1, 6.99)
p_m, q_m, _, _ = transformer(p_mech / 2, p_mech / 2 * tan_mech, 2500, r_m, x_m, 1.81)
step("power factor of the mechanical load", 0.9, "-", "assumed")
p_poi = step("POI, batteries recharging", (5 * p_re + 2.17 + 2 * p_m) / 1e3, "MW", "five blocks, the reserve unit's iron, both mech")
q_poi = (5 * q_re + 2 * q_m) / 1e3
s_poi = step("the same", math.hypot(p_poi, q_poi), "MVA", "")
WHY_POI = "the mechanical load, 8 % of it, is known to 10 %; its power factor is assumed; voltage at the POI taken as rated"
figure("poi_mw", p_poi, "MW", WHY_POI, rel=0.015)
figure("poi_mva", s_poi, "MVA", WHY_POI, rel=0.015)
figure("poi-load/poi:demand", s_poi, "MVA", WHY_POI, rel=0.015)
figure("poi-load/poi:capacity", 40, "MVA", EXACT, rel=ROUNDING)
p_one, q_one = 5 * p_fu + 2.17 + 2 * p_m, 5 * q_fu + 2 * q_m
figure("feed-load/F1:demand", math.hypot(p_one, q_one) / 1e3, "MVA", WHY_POI, rel=0.015)
figure("feed-load/F1:capacity", 20, "MVA", EXACT, rel=ROUNDING)

# ------------------------------------------------------------------------------------------------------------ structure
part("Floor, height, roof")
figure("point-load/hall.gb300-nvl72:demand", 1500 * G / 3 / 1e3, "kN", EXACT + ": 1,500 kg on three feet", rel=0.002)
figure("point-load/hall.gb300-nvl72:capacity", 20, "kN", EXACT, rel=ROUNDING)


def overlap(a0, a1, b0, b1):
    return max(0.0, min(a1, b1) - max(a0, b0))


def worst_bay(items, x0, y0, x1, y1, bay_x, bay_y):
    """kPa in the worst bay; bays from the lower left corner, the last ones cut by the wall. What is left of a bay below a
    quarter is carried with the largest bay beside it; that bay counts also alone."""
    nx, ny = math.ceil((x1 - x0) / bay_x - 1e-9), math.ceil((y1 - y0) / bay_y - 1e-9)
    area, mass = {}, {}
    for i in range(nx):
        for j in range(ny):
            a, b = x0 + i * bay_x, y0 + j * bay_y
            c, d = min(a + bay_x, x1), min(b + bay_y, y1)
            area[i, j] = (c - a) * (d - b)
            mass[i, j] = sum(m * overlap(l, r, a, c) / (r - l) * overlap(lo, up, b, d) / (up - lo) for l, lo, r, up, m in items)
    whole = {k for k in area if area[k] >= bay_x * bay_y / 4}
    loads = [mass[k] / area[k] for k in whole]
    for i, j in set(area) - whole:
        beside = max(({(i - 1, j), (i + 1, j), (i, j - 1), (i, j + 1)} & whole), key=lambda k: area[k])
        loads.append((mass[i, j] + mass[beside]) / (area[i, j] + area[beside]))
    return max(loads) * G / 1e3


GB, SUPPORT = (1.068, 1500), (1.2, 900)  # depth m, mass kg
row_a = [SUPPORT] + [GB] * 8 + ([SUPPORT] * 2 + [GB] * 8) * 4
row_b = [SUPPORT] + ([SUPPORT] * 2 + [GB] * 8) * 5
hall = [(1.118 + 0.6 * i, 1.2, 1.718 + 0.6 * i, 1.2 + d, m) for i, (d, m) in enumerate(row_a)]
hall += [(x, 4.8 - d, x + 0.6, 4.8, m) for x, (d, m) in
         ((32.718 if i == 50 else 1.118 + 0.6 * i, rack) for i, rack in enumerate(row_b))]
hall += [(3.96 * i, 34.52, 3.96 * (i + 1), 36.0, 2500) for i in range(6)]
hall += [(23.76 + 0.75 * i, 33.9, 24.51 + 0.75 * i, 35.1, 1800) for i in range(8)]
bay = step("worst bay of the hall, 15 x 12 m", worst_bay(hall, 0, 0, 60, 36, 15, 12), "kPa", "[plan] [cat]; columns every 15 x 12 m")
figure("bay-load/hall:demand", bay, "kPa", "a rack on the line between two bays counts by its share", rel=0.03)
figure("bay-load/hall:capacity", 24, "kPa", EXACT, rel=ROUNDING)
grey = [(4 * i, -3.514, 4 * (i + 1), -0.914, 6000) for i in range(2)]
grey += [(8 + 6 * i, -2.114, 14 + 6 * i, -0.914, 4500) for i in range(8)]
grey += [(8 + 6.4 * i, -5.098, 14.4 + 6.4 * i, -4.098, 6400) for i in range(6)]
for x, y, n in ((56, 36.914, 6), (56, 39.428, 6), (46.4, 40.098, 14), (0, 41.498, 12), (55.5, 41.942, 6), (46.4, 42.612, 14), (7.8, 43.082, 20)):
    grey += [(x + 0.65 * i, 36 - y - 0.53, x + 0.65 * (i + 1), 36 - y, 550) for i in range(n)]
grey += [(20.8 + 0.8 * i, -8.682, 21.6 + 0.8 * i, -7.082, 900) for i in range(4)]
grey += [(59.4, -7.142, 60.0, -5.942, 400), (24.0, -8.282, 24.6, -7.082, 400), (24.6, -8.282, 25.2, -7.082, 400)]
grey_bay = step("worst bay of the electrical rooms, 9 x 9 m", worst_bay(grey, 0, -20, 60, 0, 9, 9), "kPa", "[plan] [cat]; 9 m where there is no grid")
figure("bay-load/grey:demand", grey_bay, "kPa", "an item on the line between two bays counts by its share; bays begin at the lower left "
       "corner", rel=0.03)
yard = [(1.5 + 4.5 * i, 57.5, 4.5 + 4.5 * i, 59.5, 8000) for i in range(8)]
for x, y, depth, mass in ((37.5, 57.5, 2.9, 32000), (51.2, 57.5, 2.9, 32000), (1.5, 62.5, 2.9, 32000), (15.2, 62.5, 2.9, 32000),
                          (28.9, 63.4, 2.9, 32000), (42.6, 63.4, 2.9, 32000), (56.3, 63.4, 2.9, 32000), (1.5, 68.4, 2.9, 32000),
                          (15.2, 68.4, 2.4, 9000), (28.9, 69.3, 2.4, 9000), (42.6, 69.3, 2.4, 9000), (56.3, 69.3, 2.4, 9000),
                          (15.2, 73.8, 2.4, 9000), (1.5, 74.3, 2.4, 9000), (28.9, 74.7, 2.3, 14000), (42.6, 74.7, 2.3, 14000),
                          (56.3, 74.7, 2.3, 14000)):
    yard.append((x, y, x + 12.2, y + depth, mass))
yard = [(l, 36 - up, r, 36 - lo, m) for l, lo, r, up, m in yard]
yard_bay = step("worst bay of the yard, 9 x 9 m", worst_bay(yard, 0, -90, 70, -20, 9, 9), "kPa", "[plan] [cat]")
figure("bay-load/yard:demand", yard_bay, "kPa", "as bay-load/grey", rel=0.03)
figure("bay-load/yard:capacity", 50, "kPa", EXACT, rel=ROUNDING)
pipe_kg = 2 * (13.97 + math.pi / 4 * 0.16148 ** 2 * rho_s)
hang = step("hung over a row: two busways, tray, two DN 150", 2 * way_kg + 12 + pipe_kg, "kg/m", "[study] [cat]; filled with PG25")
depth = step("tributary depth: rack and half of both aisles", 1.2 + 0.6 + 0.6, "m", "[study] 1.2 m each")
WHY_HUNG = "density of the coolant 1 %; pipe [cat], busway, tray and aisles [study] are given"
figure("hanging-load/hall.row.1:demand", hang * G / depth / 1e3, "kPa", WHY_HUNG, rel=0.01)
twice = step("over units 2 and 4: also busway.2, on its way from mgmt.1 to unit 6", hang + 2 * way_kg, "kg/m", "[run]: 18.07 m along row 2")
figure("hanging-load/hall.row.2:demand", twice * G / depth / 1e3, "kPa", WHY_HUNG + "; two blocks' busways over one metre", rel=0.01)
figure("hanging-load/hall.row.1:capacity", 2.4, "kPa", EXACT, rel=ROUNDING)
for name, metres in (("hall.gb300-nvl72", 2.236 + 1.5), ("hall.liebert-ca80", 3.67 + 0.3), ("grey.metal-clad-38-1200-40", 2.8 + 0.3),
                     ("hall.network-rack", 2.258 + 0.9)):
    figure(f"clear-height/{name}:demand", metres, "m", EXACT + ": height and what hangs above", absolute=0.001)
figure("clear-height/hall.gb300-nvl72:capacity", 5.5, "m", EXACT, absolute=0.001)
figure("door/hall:demand", 2.258 + 0.1, "m", EXACT + ": the highest rack and 0.1 m", absolute=0.001)
figure("dew-point/fws:capacity", 15 + 2, "degC", EXACT + ": hall at 15 degC and 2 K", absolute=0.01)

# --------------------------------------------------------------------------------------------------------------- output
if __name__ == "__main__":
    if sys.argv[1:] == ["--json"]:
        print(json.dumps({"source": SOURCE, "runs": RUNS, "counts": COUNTS, "figures": figures}, indent=2))
    else:
        for s in steps:
            print(f"\n{s[0]}" if len(s) == 1 else f"  {s[0]:<72} {s[1]:12.5g} {s[2]:<8} {s[3]}")
        print("\nFigures")
        for f in figures:
            within = f"{100 * f['tolerance_rel']:.2g} %" if "tolerance_rel" in f else f"{f['tolerance_abs']:g} {f['unit']}"
            print(f"  {f['id']:<52} {f['value']:12.5g} {f['unit']:<6} within {within}")
