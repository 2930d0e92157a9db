"""Reference results of the Modelica Buildings library for models that do not depend on time: each row is a case of its own.

What stands beside a parameter is its line in the model. Resistances there are made smooth around no flow, below `deltaM` of
the nominal flow; only rows beyond that are asked. Psychrometrics: the vapour pressure of the library's moist air is an
approximation, ASHRAE's is behind its dew points.
"""
import collections

from case import Case, rows
from fluid_cases import points_case

RESISTANCES = "Buildings_Fluid_FixedResistances_"
PSYCHROMETRICS = "Buildings_Utilities_Psychrometrics_"
ATMOSPHERE_PA = 101325.0
WATER_KG_M3 = 1000.0
# 1e-6 of each step's tolerance, eight digits in the files.
SOLVER = 1e-5


def modelica(folder):
    """The static models; of the others only the reason."""
    index = folder / "_index.csv"
    if not index.is_file():
        return
    asked = list(static_cases(folder))
    yield from asked
    known = {case.name.removeprefix("modelica/") for case in asked}
    reasons = collections.Counter(reason_of(one["reference_result"]) for one in rows(index)
                                  if short(one["reference_result"]) not in known)
    for reason, count in sorted(reasons.items()):
        yield Case("modelica", cannot=f"Modelica: {reason}", count=count)


def short(model):
    name = model.split("_Examples_")[-1].split("_Validation_")[-1]
    return f"Functions_{name}" if "Functions_Examples" in model else name


def reason_of(model):
    for part, reason in (("Towers", "towers and coolers: the unit tests have them"), ("Chillers", "chillers"),
                         ("HeatExchangers", "coils: the unit tests have them"),
                         ("Antifreeze", "mixtures by mass, of Melinder's correlation"),
                         ("Movers", "fans and pumps that run up, at flows that are not told"),
                         ("Psychrometrics", "inputs that are not told, or vapour pressure by another formula"),
                         ("Valves", "valves by the curve of their opening, over time"),
                         ("Resistances", "smooth or elastic resistances, or over time")):
        if part in model:
            return reason
    return "plants over time"


def read(folder, model):
    return [{name: float(value) for name, value in row.items()} for row in rows(folder / f"{model}.csv")]


def static_cases(folder):
    yield series(folder)
    yield parallel(folder)
    yield single(folder)
    yield exponents(folder)
    yield check_valve(folder)
    yield pressure_independent(folder)
    yield from psychrometrics(folder)


def resistance(kg_s, pa):
    return {"resistance": {"m3_s": kg_s / WATER_KG_M3, "kpa": 1e-3 * pa}}


def branches(pressures, chains):
    """Every pressure difference of a row across every chain of links, each between two fixed pressures of its own. Water
    of one density, so that flows of mass are those of volume."""
    request = {"kind": "loops", "circuits": [{"id": "net", "start_c": 20.0,
                                              "fluid": {"rows": [[250.0, WATER_KG_M3, 1e-3, 4186.0],
                                                                 [380.0, WATER_KG_M3, 1e-3, 4186.0]]}}],
               "nodes": [], "reservoirs": [], "links": []}
    for i, pascal in enumerate(pressures):
        for name, parts in chains.items():
            begin, nodes = f"{name} {i}", [f"{name} {i} at {j}" for j in range(len(parts) + 1)]
            request["nodes"] += [{"id": node, "circuit": "net"} for node in nodes]
            request["reservoirs"] += [{"node": nodes[0], "kpa": 1e-3 * pascal}, {"node": nodes[-1], "kpa": 0.0}]
            for j, part in enumerate(parts):
                request["links"].append({"id": begin if j == 0 else f"{begin} {j}", "from": nodes[j], "to": nodes[j + 1], **part})
    return request


def flows_case(name, request, expected):
    """`expected`: kg/s by link, with its tolerance."""

    def compare(answer, comparison):
        found = {one["id"]: one["kg_s"] for one in answer["links"]}
        for link, (flow, off) in expected.items():
            comparison.add(f"{link} kg/s", found[link], flow, off)

    return Case(f"modelica/{name}", request, compare)


def over_pressures(name, results, pressure_of, chains, columns, is_asked):
    """`columns`: of each chain; `is_asked`: of the flow there."""
    pressures, expected = [], {}
    for row in results:
        i = len(pressures)
        for chain, column in columns.items():
            if is_asked(row[column]):
                expected[f"{chain} {i}"] = (row[column], SOLVER * abs(row[column]) + 1e-7)
        pressures.append(pressure_of(row["time"]))
    return flows_case(name, branches(pressures, chains), expected)


def series(folder):
    # res[10]: together 10 Pa at 2 kg/s (18, 37); the source rises from -10 to 10 Pa in 1 s.
    results = read(folder, RESISTANCES + "Validation_PressureDropsSeries")
    return over_pressures("PressureDropsSeries", results, lambda t: 20.0 * t - 10.0, {"res": [resistance(2.0, 1.0)] * 10},
                          {"res": "res[1].m_flow"}, lambda flow: abs(flow) > 0.6)


def parallel(folder):
    # 5 kg/s at 10 Pa (40, 41), smooth below 0.3 of it (42).
    results = read(folder, RESISTANCES + "Validation_PressureDropsParallel")
    one = resistance(5.0, 10.0)
    return over_pressures("PressureDropsParallel", results, lambda t: 20.0 * t - 10.0, {"res1": [one], "res2": [one]},
                          {"res1": "res1.m_flow", "res2": "res2.m_flow"}, lambda flow: abs(flow) > 1.5)


def single(folder):
    # 0.2 kg/s at 10 Pa (34, 36).
    results = read(folder, RESISTANCES + "Examples_PressureDrop")
    return over_pressures("PressureDrop", results, lambda t: 20.0 * t - 10.0, {"res": [resistance(0.2, 10.0)]},
                          {"res": "res.m_flow"}, lambda flow: abs(flow) > 0.06)


def exponents(folder):
    # 2 kg/s at 5 kPa (66, 67); dp ~ m^n with n of 2, 1 and 1.25 (69, 77, 133); from -10 to 10 kPa in 2 s.
    results = read(folder, RESISTANCES + "Validation_PressureDropPartiallyTurbulent")
    flow = {"m3_s": 2.0 / WATER_KG_M3, "kpa": 5.0}
    chains = {"res11": [resistance(2.0, 5000.0)], "res12": [resistance(2.0, 5000.0)], "res22": [{"linear": flow}],
              "res31": [{"linear": flow}], "res08": [{"power_law": flow | {"exponent": 1.25}}]}
    return over_pressures("PressureDropPartiallyTurbulent", results, lambda t: 1e4 * t, chains,
                          {chain: f"{chain}.m_flow" for chain in chains}, lambda flow: abs(flow) > 0.6)


def check_valve(folder):
    # 2 kg/s at 3.6 kPa, with a fixed resistance 13.6 kPa (30, 31, 38); it leaks 0.001 of that and opens on its first kPa.
    results = read(folder, RESISTANCES + "Examples_CheckValve")
    open_columns = {"checkValve": ("checkValve.m_flow", 3600.0), "checkValveDpFix": ("checkValveDpFix.m_flow", 13600.0)}
    chains = {name: [resistance(2.0, pa) | {"one_way": True}] for name, (_, pa) in open_columns.items()}
    expected = {}
    for i, row in enumerate(results):
        for name, (column, _) in open_columns.items():
            if row["checkValve.dp"] > 3600.0:
                expected[f"{name} {i}"] = (row[column], 1e-4 * row[column])
            elif row["checkValve.dp"] < -1.0:
                expected[f"{name} {i}"] = (0.0, 1e-9)
    return flows_case("CheckValve", branches([4e5 * row["time"] - 2e5 for row in results], chains), expected)


def pressure_independent(folder):
    # 1 kg/s at 10 kPa, with a fixed resistance 15 kPa (28, 35, 49), against 3 kPa: once the limit is above that flow.
    results = read(folder, "Buildings_Fluid_Actuators_Valves_Examples_TwoWayValvePressureIndependent")
    results = [row for row in results if row["time"] >= 0.7]
    chains = {name: [{"limited": resistance(1.0, pa) | {"m3_s": 1.0 / WATER_KG_M3}}]
              for name, pa in (("valInd", 1e4), ("valIndDpFix", 1.5e4))}
    return over_pressures("TwoWayValvePressureIndependent", results, lambda t: 3000.0, chains,
                          {name: f"{name}.m_flow" for name in chains}, lambda flow: True)


def humidity(mass_fraction):
    return mass_fraction / (1.0 - mass_fraction)


def psychrometrics(folder):
    """1e-3 where densities and humidities rest on the library's vapour pressure, 0.02 K of dew points."""
    def celsius(kelvin):
        return kelvin - 273.15

    results = read(folder, PSYCHROMETRICS + "Functions_Examples_pW_TDewPoi")
    yield points_case("modelica/Functions_pW_TDewPoi",
                      [("saturation", [celsius(row["T"])], row["p_w"], 1e-3 * row["p_w"]) for row in results])
    results = read(folder, PSYCHROMETRICS + "Examples_DewPointTemperature")
    yield points_case("modelica/DewPointTemperature",
                      [("dew point", [humidity(row["humRat.X_w"]), row["humRat.p"]], celsius(row["TDewPoi.T"]), 0.02)
                       for row in results])
    results = read(folder, PSYCHROMETRICS + "Functions_Examples_Density_pTX")
    yield points_case("modelica/Functions_Density_pTX",
                      [("moist density", [celsius(row["T"]), humidity(row["X_w"]), ATMOSPHERE_PA], row["d"], 1e-3 * row["d"])
                       for row in results])
    results = read(folder, PSYCHROMETRICS + "Functions_Examples_phi_pTX")
    yield points_case("modelica/Functions_phi_pTX",
                      [("relative humidity", [celsius(row["T"]), humidity(row["X_w"]), ATMOSPHERE_PA], row["phi"],
                        2e-3 * row["phi"] + 1e-9) for row in results])
    results = read(folder, PSYCHROMETRICS + "Examples_MassFraction_pTphi")
    yield points_case("modelica/MassFraction_pTphi",
                      [("humidity at relative humidity", [celsius(row["masFra1.T"]), row["masFra1.phi"], ATMOSPHERE_PA],
                        humidity(row["masFra1.X[1]"]), 2e-3 * humidity(row["masFra1.X[1]"]) + 1e-9)
                       for row in results])
