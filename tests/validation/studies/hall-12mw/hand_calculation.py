#!/usr/bin/env python3
"""Hand calculation of the 12 MW hall of GB300 NVL72, examples/hall-12mw, without the program's sources.

Prints the calculation step by step; with --json, the figures as in expected.json.
Sources in brackets: [study] the example's own files; [cat] catalogs/data; [plan] counts and positions on the plan of the
report, a layout and no result; all else is a published standard, handbook or table, named where it is used.
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


PIPES = [27.86, 54.79, 66.93, 82.80, 108.20, 161.48, 211.56, 264.67, 314.71, 346.04, 396.84, 496.92]  # mm, 10S [cat]


def bore_for(litres_per_minute, highest):
    """The smallest pipe of the catalog within the highest velocity of the basis."""
    return next(d for d in PIPES if pipe(litres_per_minute, d, 1000, 1)[0] <= highest)


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
    """Voltage line to line at the last GB300 and the last rack, current at the head, loss in kW.

    racks: (distance from where the feeder meets the row, kVA as a complex number, is it a GB300), by distance."""
    loads = [s for _, s, _ in racks]
    loss = 0.0
    for _ in range(3):  # the loss enters the current
        u, loss_new, last, last_gb, place = volts, 0.0, volts, volts, -feeder
        for i, (x, _, is_gb) in enumerate(racks):
            down = sum(loads[i:], 0j)
            amps = abs(down) * 1e3 / (math.sqrt(3) * u)
            length = x - place
            drop = math.sqrt(3) * amps * length * (r_way * down.real + x_way * down.imag) / abs(down)
            loss_new += 3 * amps ** 2 * r_way * length / 1e3
            u, place = u - drop, x
            last = u
            last_gb = u if is_gb else last_gb
        loss = loss_new
    head = abs(sum(loads, 0j) + loss) * 1e3 / (math.sqrt(3) * volts)
    return last_gb, last, head, loss


# Busway 2 of it.1, row at the plan's y 31.2: unit 6 at x 13.7 to 19.7 m, and mgmt.1 at x 1.1 to 1.7 m. The UPS stands at
# (11.2, 40.6): 8.5 m along, 8.8 m across, 1.5 m up to the row's end at x 19.7 m.
feeder = step("feeder of busway.2: 8.5 + 8.8 + 1.5", 18.8, "m", "[plan], the nearer end of the row; 1.5 m up assumed")
unit6 = [(0.3 + 0.6 * i, vector(1, 0, 1), True) for i in range(8)] + [(5.1, vector(0, 1, 0), False), (5.7, vector(0, 1, 0), False)]


def busway2(each_gb, share):
    racks = [(x, (vector(1, 0, each_gb) if g else s) * share, g) for x, s, g in unit6]
    return run(racks + [(18.3, vector(0, 1, 0) * share, False)], feeder)


u_gb, u_last, amps_2, loss_2 = busway2(cap, 1.0)
step("load of busway.2, the other side lost", (vector(8, 3, cap)).real, "kW", "8 x 132 + 3 x 32")
step("its current at the head", amps_2, "A", "S / (sqrt(3) U), the loss included")
step("voltage at the farthest GB300, at the farthest rack", u_gb, "V", f"drop sqrt(3) I (r cos + x sin) l; {u_last:.2f} V at mgmt.1")
figure("busway-load/busway.2.b:demand", amps_2, "A", "loss of the route, which is scaled from the plan: 0.3 %; voltage at the "
       "UPS taken as rated", rel=0.01)
figure("busway-load/busway.2.b:capacity", 0.8 * 2000, "A", EXACT + " (NEC 215.3: 80 %)", rel=ROUNDING)
figure("rack-voltage-low/gb300:demand", u_gb, "V", "the route to the row is scaled from the plan and its end is not known: "
       "18 m more lower it by 1.4 V", rel=0.005)
figure("rack-voltage-low/mgmt:demand", u_last / math.sqrt(3), "V", "as above, line to neutral", rel=0.005)
shelf = cap / 4
figure("branch-circuit/gb300:demand", shelf * 1e3 / (math.sqrt(3) * u_gb * pf_gb), "A",
       "33 kW of input through one of four shelves; only the voltage is approximate", rel=0.006)
figure("branch-circuit/gb300:capacity", 0.8 * 60, "A", EXACT + " (NEC 210.20: 80 % of 60 A)", rel=ROUNDING)
figure("branch-circuit/mgmt:demand", 8e3 / (u_last / math.sqrt(3) * pf_support), "A",
       "8 kW of input through one of four supplies, line to neutral; only the voltage is approximate", rel=0.006)

# ----------------------------------------------------------------------------------------------------- UPS and battery
part("UPS and battery of a block")
loss_block = step("loss of a block's four busways, each at half load", 4 * busway2(gb, 0.5)[3], "kW",
                  "3 I2 r l; each as busway.2 is")
ups = step("UPS output", block + loss_block, "kW", "2,400 kW and the loss")
for name in ("it.1", "it.6"):
    figure(f"ups-load/{name}.ups:demand", ups, "kW", "the loss of the busways, 0.1 %, comes from routes scaled from the plan",
           rel=0.004)
figure("ups-load/it.1.ups:capacity", 2500, "kW", EXACT, rel=ROUNDING)
ups_in = step("UPS input", ups / 0.975, "kW", "[cat] efficiency 97.5 %")
recharge = step("UPS input while the battery recharges", ups_in + 0.10 * 2500, "kW", "[cat] 10 % of the rating")
ups_peak = step("UPS output at peak", block_peak + loss_block * (block_peak / block) ** 2, "kW", "loss with the square of current")
figure("ups-overload/it.1.ups:demand", ups_peak, "kW", "as ups-load", rel=0.004)
figure("ups-overload/it.1.ups:capacity", 1.25 * 2500, "kW", EXACT, rel=ROUNDING)
figure("battery-autonomy/it.1.battery:demand", 13 * 34.6 * 0.975 / ups * 60, "min",
       "13 cabinets [plan] x 34.6 kWh x 97.5 %; as ups-load", rel=0.005)
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

part("Pressure of CDU group 1: to gb300.1")
rho_s, mu_s, rho_b, mu_b = pg25("rho", 40), pg25("mu", 40), pg25("rho", t_return), pg25("mu", t_return)
main_bore = bore_for(40 * rack_flow, 2.4)
row_bore = bore_for(24 * rack_flow, 2.4)
branch_bore = bore_for(rack_flow, 2.1)
step("bores of main, row and branch", main_bore, f"mm (row {row_bore}, branch {branch_bore})", "[cat] pipes; [study] 2.4 and 2.1 m/s")
loop = {}
for side, rho, mu in (("supply", rho_s, mu_s), ("return", rho_b, mu_b)):
    _, main, q_main = pipe(40 * rack_flow, main_bore, rho, mu)
    _, row, q_row = pipe(24 * rack_flow, row_bore, rho, mu)
    _, branch, q_branch = pipe(rack_flow, branch_bore, rho, mu)
    # [plan] CDUs at (25.3, 1.5), rows at y 34.2 and 31.8, group 1 on units 1 to 5, row of 24: x 18.5 down to 1.7 m.
    straight = main * (32.7 + 3) + row * 6.8
    x_now, flow = 18.5, 24
    for x in [18.2 - 0.6 * i for i in range(8)] + [12.2 - 0.6 * i for i in range(8)] + [6.2 - 0.6 * i for i in range(8)]:
        straight += pipe(flow * rack_flow, row_bore, rho, mu)[1] * (x_now - x)
        x_now, flow = x, flow - 1
    straight += branch * 3
    # Crane TP-410 (2009), A-26 to A-29: long elbow 14 fT, butterfly valve 45 fT, branch of a tee 60 fT; fT .014, .015, .019.
    fittings = (4 * 14 + 45 + 60) * 0.014 * q_main + (2 * 14 + 60) * 0.015 * q_row + (4 * 14 + 60) * 0.019 * q_branch
    loop[side] = straight + fittings
    step(f"{side}: straight pipe", straight / 1e3, "kPa", f"main 36 m at {main:.0f} Pa/m, row 6.8 m at {row:.0f} Pa/m and falling")
    step(f"{side}: fittings", fittings / 1e3, "kPa", "Crane TP-410")
need = step("head needed", rack_drop + (loop["supply"] + loop["return"]) / 1e3, "kPa", "rack, supply, return")
curve = [(0, 468.5), (354, 468.5), (708, 459.1), (1063, 431.8), (1417, 386.3), (1771, 322.9), (2125, 241.3), (2479, 141.7)]
figure("cdu-pressure/tcs.1:demand", need, "kPa", "the study has neither routes nor fittings: half of what is not the rack's own "
       "drop", rel=0.20)
figure("cdu-pressure/tcs.1:capacity", interpolate(curve, flow_cdu), "kPa", "straight lines between points of the curve", rel=0.01)
figure("rack-pressure/gb300:demand", 100 + need - loop["supply"] / 1e3, "kPa", "1 bar at the suction and the head needed, less the "
       "way there; as cdu-pressure", rel=0.12)
figure("rack-pressure/gb300:capacity", 500, "kPa", EXACT, rel=ROUNDING)

# ------------------------------------------------------------------------------------------------------------------ air
part("Air of the hall, one air unit of six out")
pressure = step("pressure at 100 m", 101.325 * (1 - 2.25577e-5 * 100) ** 5.2559, "kPa", "ASHRAE Fundamentals 2021, ch. 1, eq. 3")
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
part("Chilled water: 50 L/s to five air units of 500 kW, two chillers of three")
w_unit = 500 / 12 / water("cp", 26) / water("rho", 20) * 1e3  # L/s
w_chw = step("flow", 5 * w_unit, "L/s", "five units at their rating")
chw_bore = bore_for(w_chw * 60, 2.4)
_, grad, q_dyn = pipe(w_chw * 60, chw_bore, water("rho", 26), water("mu", 26))
# [plan] pumps (24.3, 43.7), farthest air unit (2, 0.7), farthest chiller (62, 75.8): 65 and 70 m, each there and back;
# the last 24 m to the air units and 40 m to the chillers at a falling flow: a third counts.
pipes_chw = 2 * (65 - 24 + 24 / 3 + 70 - 40 + 40 / 3) * grad / 1e3
fit_chw = 2 * (8 * 14 + 3 * 45 + 2 * 60) * 0.014 * q_dyn / 1e3
chiller_drop = 60 * (w_chw / 3 / 30) ** 2
head_chw = step("head: air unit 60, chiller, pipe, fittings", 60 + chiller_drop + pipes_chw + fit_chw, "kPa",
                f"chiller {chiller_drop:.1f}, DN 200 {pipes_chw:.1f}, fittings {fit_chw:.1f}")
chw_curve = [(0, 300), (10, 290), (20, 255), (30, 195), (35, 150)]
figure("loop-pump/chw:demand", head_chw, "kPa", "neither routes nor fittings are in the study; five or six units at their flow", rel=0.25)
figure("loop-pump/chw:capacity", interpolate(chw_curve, w_chw / 2), "kPa", "the flow is that of five units; six would ask 20 % more", rel=0.05)
pump_chw = step("pump input", w_chw / 1e3 * head_chw / 0.72, "kW", "[cat] 72 % wire to water")
heat_chw = step("heat into the loop", heat_racks + fans(6) + pump_chw, "kW", "racks, six units' fans, pumps")
ambient = step("air at the chillers", 37 + 2, "degC", "[study] and recirculation of the basis")
chiller = step("a chiller", interpolate([(35, 1500), (43, 1150)], ambient) * (1 - 0.01 * 100 / 300), "kW", "[cat] straight line, 1 % per 300 m")
figure("heat-rejection/air:demand", heat_chw, "kW", "fans and pumps, 1 %, by affinity and estimated head", rel=0.008)
figure("heat-rejection/air:capacity", 2 * chiller, "kW", "straight line between the two catalog points", rel=0.005)

part("Facility water: 12,750 L/min to six CDUs, six coolers of seven")
w_fws = step("flow", 6 * 2125.0, "L/min", "duty CDUs at their rated flow [study]")
fws_bore = bore_for(w_fws, 2.4)
_, grad, q_dyn = pipe(w_fws, fws_bore, water("rho", 41), water("mu", 41))
# [plan] pumps (22.4, 43.9), farthest CDU (29.4, 1.5): 50 m; farthest cooler (62, 70.5): 66 m, its last 45 m at a falling flow.
pipes_fws = 2 * (50 + 66 - 45 + 45 / 3) * grad / 1e3
fit_fws = 2 * (8 * 14 + 3 * 45 + 2 * 60) * 0.013 * q_dyn / 1e3
cooler_rated = 2000 / 10 / water("cp", 41) / water("rho", 36) * 60e3
cooler_drop = 60 * (w_fws / 7 / cooler_rated) ** 2
head_fws = step("head: CDU 100, cooler, pipe, fittings", 100 + cooler_drop + pipes_fws + fit_fws, "kPa",
                f"cooler {cooler_drop:.1f}, DN 350 {pipes_fws:.1f}, fittings {fit_fws:.1f}")
fws_curve = [(0, 350), (2000, 338), (4000, 300), (6000, 225), (7000, 175)]
figure("loop-pump/fws:demand", head_fws, "kPa", "neither routes nor fittings are in the study; six or eight CDUs at their flow", rel=0.25)
figure("loop-pump/fws:capacity", interpolate(fws_curve, w_fws / 3), "kPa", "the flow is that of six CDUs; the curve is flat there", rel=0.05)
pump_fws = step("pump input", w_fws / 60e3 * head_fws / 0.75, "kW", "[cat] 75 % wire to water")
heat_fws = step("heat into the loop", 80 * liquid_rack + 8 * 12.24 * (40 * rack_flow / 4 / 2125) ** 3 + pump_fws, "kW",
                "racks, eight CDUs' pumps, the loop's pumps")
figure("heat-rejection/liquid:demand", heat_fws, "kW", "pumps, 1 %, by affinity and estimated head", rel=0.008)
w_out = humidity(37, 27, pressure)
wet = step("wet bulb of 37/27 degC warmed by 2 K of recirculation", wet_bulb(39, w_out, pressure), "degC", "same moisture")
t_pad = step("air behind the pads", 39 - 0.8 * (39 - wet), "degC", "[cat] pads 80 %")
c_cr = 200.0  # kW/K of water at the rating; the air's is not published and taken as equal
ntu_c = ntu_of((46 - 36) / (46 - 31), 1.0)
c_c = w_fws / 6 / 60e3 * water("rho", 36) * water("cp", 41)
ua_c = ntu_c * c_cr / (0.6 + 0.4 * (c_cr / c_c) ** 0.85)
eff_c = step("effectiveness at a sixth of the flow", effectiveness(ua_c / c_c, c_c / c_cr), "-", "0.667 at the rating; LBNL-42355")
t_hot = step("water to the coolers", 36 + heat_fws / (6 * c_c), "degC", "[study] 36 degC supply")
cooler_most = step("what six coolers take at full fan speed", 6 * eff_c * c_c * (t_hot - t_pad), "kW", "at the water's own temperature")
figure("heat-rejection/liquid:capacity", cooler_most, "kW", "airflow and coil of the cooler are not published; recirculated air may be "
       "moister: 1 K moves it by 6 %; the highest dew point may come on a cooler hour", rel=0.15)

# ----------------------------------------------------------------------------------------------------- generators, POI
part("Mechanical load, generators, POI")
mech = {"CDUs": 8 * 12.24 * (40 * rack_flow / 4 / 2125) ** 3, "air units": fans(6), "cooler fans, full speed": 7 * 45.0,
        "facility pumps": pump_fws, "chilled water pumps": pump_chw, "chillers, COP 3.0": heat_chw / 3.0, "house": 100.0}
for name, kw in mech.items():
    step(name, kw, "kW", "[cat] [study], as above")
p_mech = step("mechanical load", sum(mech.values()), "kW", "on mech.1 and mech.2, half each")
tan_mech = math.tan(math.acos(0.9))
figure("generator-load/it.1.generator:demand", ups_peak / 0.975, "kW", "the check is named for the racks' peak; no recharge with it; "
       "loss of the busways", rel=0.006)
figure("generator-load/it.1.generator:capacity", 3000, "kW", EXACT + ": 100 m lies below 1,000 m", rel=ROUNDING)
board_gen = step("it.1.board on the generator at peak, 480 V held", ups_peak / 0.975 / 0.99 / (math.sqrt(3) * 0.48), "A",
                 "ISO 8528-5, class G3: 1 % in steady state")
board_net = step("it.1.board from the transformer, batteries recharging", recharge / 0.99 / (math.sqrt(3) * 0.48 * u_re), "A",
                 "at the voltage found above")
figure("board-load/it.1.board:demand", max(board_gen, board_net), "A", "the worse of the two; voltage at the POI taken as rated, as "
       "transformer-load", rel=0.012)
figure("board-load/it.1.board:capacity", 4000, "A", EXACT + ": listed for 100 %", rel=ROUNDING)
figure("generator-load/mech.1.generator:demand", p_mech, "kW", "fans of coolers and pumps run at an unknown speed: 40 to 315 kW", rel=0.20)
r_m, x_m = 5.75 / math.hypot(1, 6.99), 5.75 * 6.99 / math.hypot(1, 6.99)
p_m, q_m, _, _ = transformer(p_mech / 2, p_mech / 2 * tan_mech, 2500, r_m, x_m, 1.81)
step("power factor of the mechanical load", 0.9, "-", "assumed")
p_poi = step("POI, batteries recharging", (5 * p_re + 2.17 + 2 * p_m) / 1e3, "MW", "five blocks, the reserve unit's iron, both mech")
q_poi = (5 * q_re + 2 * q_m) / 1e3
s_poi = step("the same", math.hypot(p_poi, q_poi), "MVA", "")
WHY_POI = "the mechanical load, 8 % of it, is known to 15 %; its power factor is assumed"
figure("poi_mw", p_poi, "MW", WHY_POI, rel=0.02)
figure("poi_mva", s_poi, "MVA", WHY_POI, rel=0.02)
figure("poi-load/poi:demand", s_poi, "MVA", WHY_POI, rel=0.02)
figure("poi-load/poi:capacity", 40, "MVA", EXACT, rel=ROUNDING)
p_one, q_one = 5 * p_fu + 2.17 + 2 * p_m, 5 * q_fu + 2 * q_m
figure("feed-load/F1:demand", math.hypot(p_one, q_one) / 1e3, "MVA", WHY_POI, rel=0.02)
figure("feed-load/F1:capacity", 20, "MVA", EXACT, rel=ROUNDING)

# ------------------------------------------------------------------------------------------------------------ structure
part("Floor, height, roof")
figure("point-load/hall.gb300-nvl72:demand", 1500 * G / 3 / 1e3, "kN", EXACT + ": 1,500 kg on three feet", rel=0.002)
figure("point-load/hall.gb300-nvl72:capacity", 20, "kN", EXACT, rel=ROUNDING)


def overlap(a0, a1, b0, b1):
    return max(0.0, min(a1, b1) - max(a0, b0))


def worst_bay(items, x0, y0, x1, y1, bay_x, bay_y):
    """kPa in the worst bay; bays from the lower left corner, the last ones cut by the wall."""
    worst = 0.0
    for i in range(math.ceil((x1 - x0) / bay_x - 1e-9)):
        for j in range(math.ceil((y1 - y0) / bay_y - 1e-9)):
            a, b = x0 + i * bay_x, y0 + j * bay_y
            c, d = min(a + bay_x, x1), min(b + bay_y, y1)
            kg = sum(m * overlap(l, r, a, c) / (r - l) * overlap(lo, up, b, d) / (up - lo) for l, lo, r, up, m in items)
            worst = max(worst, kg * G / ((c - a) * (d - b)) / 1e3)
    return worst


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
figure("bay-load/grey:demand", grey_bay, "kPa", "the last bays are cut by the wall to 2 m: where the bays begin decides", rel=0.05)
pipe_kg = 2 * (13.97 + math.pi / 4 * 0.16148 ** 2 * rho_s)
hang = step("hung over a row: two busways, tray, two DN 150", 2 * way_kg + 12 + pipe_kg, "kg/m", "[study] [cat]; filled with PG25")
depth = step("tributary depth: rack and half of both aisles", 1.2 + 0.6 + 0.6, "m", "[study] 1.2 m each")
figure("hanging-load/hall.row.1:demand", hang * G / depth / 1e3, "kPa", "a second block's busways or group's pipes may run over the same "
       "metre, and pipes may be a size smaller", rel=0.25)
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
        print(json.dumps({"source": SOURCE, "figures": figures}, indent=2))
    else:
        for s in steps:
            print(f"\n{s[0]}" if len(s) == 1 else f"  {s[0]:<72} {s[1]:12.5g} {s[2]:<8} {s[3]}")
        print("\nFigures")
        for f in figures:
            within = f"{100 * f['tolerance_rel']:.2g} %" if "tolerance_rel" in f else f"{f['tolerance_abs']:g} {f['unit']}"
            print(f"  {f['id']:<52} {f['value']:12.5g} {f['unit']:<6} within {within}")
