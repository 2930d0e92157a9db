"""Tables of water, propylene glycol and moist air: lists of points, each compared with what its source claims."""
import json
import re

from case import Case, rows


def points_case(name, points):
    """Points are (property, arguments, expected, tolerance)."""

    def compare(answer, comparison):
        for (of, at, expected, tolerance), found in zip(points, answer["values"], strict=True):
            comparison.add(f"{of} at {at}", found, expected, tolerance)

    return Case(name, {"kind": "properties", "points": [{"of": of, "at": at} for of, at, *_ in points]}, compare)


def if97(folder):
    table = folder / "if97_verification.csv"
    if not table.is_file():
        return
    every = rows(table)
    region_1 = [one for one in every if one["region"] == "1"]
    points = []
    for one in region_1:
        at = [float(one["value1"]), float(one["value2"]) * 1e6]
        for column, of, scale in (("v_m3_kg", "volume", 1.0), ("h_kJ_kg", "enthalpy", 1e3), ("u_kJ_kg", "energy", 1e3),
                                  ("s_kJ_kgK", "entropy", 1e3), ("cp_kJ_kgK", "heat", 1e3), ("w_m_s", "sound", 1.0)):
            value = float(one[column]) * scale
            points.append((f"water {of}", at, value, 1e-8 * abs(value)))  # nine digits are printed
    yield points_case("fluids/if97 region 1", points)
    balance = rows(folder / "if97_saturation_and_backward.csv")
    saturation = [one for one in balance if one["quantity"] == "psat(T)"]
    points = [("water vapour pressure", [float(one["value1"])], float(one["expected"]) * 1e6, 1e-2 * float(one["expected"]))
              for one in saturation]
    yield points_case("fluids/if97 saturation", points)
    yield Case("if97", cannot="fluids: steam by IAPWS-IF97", count=len(every) - len(region_1))
    yield Case("if97", cannot="fluids: temperature of water from enthalpy or entropy", count=len(balance) - len(saturation))


GLYCOLS = (("Propylene_Glycol", "propylene glycol", "APG"), ("Ethylene_Glycol", "ethylene glycol", "AEG"))
# Name of the table, of the property, unit, relative tolerance: those of the collection.
PARTS = (("Rho", "density", 1.0, 2e-4), ("Cp", "heat", 1.0, 1e-3), ("Mu", "viscosity", 1e-5, 0.02),
         ("Cond", "conductivity", 1e-3, 0.01))
# The tables are printed to 0.1 K. That of ethylene has steps that no curve follows: at two places its neighbours say otherwise.
FREEZING_K = {"propylene glycol": 0.1, "ethylene glycol": 0.18}
FREEZING_ODD = {("ethylene glycol", "54.7"): 0.29, ("ethylene glycol", "57.8"): 0.34}
MISPRINT = "the table's 1009.62 kg/m3 at 10 % and 30 degC is a misprint: its neighbours say 1009.92"


def glycol(folder):
    for name, fluid, fit in GLYCOLS:
        for part, of, scale, tolerance in PARTS:
            path = folder / f"ASHRAE__{name}_{part}.txt"
            if not path.is_file():
                continue
            head, *lines = (line.split() for line in path.read_text(encoding="utf-8").splitlines())
            table = [(float(line[0]), float(percent), float(value) * scale)
                     for line in lines for percent, value in zip(head[1:], line[1:])]
            points = [(f"{fluid} {of}", [warmth, percent], value, tolerance * value)
                      for warmth, percent, value in table if value > 0]
            odd = [one for one in points if one[0] == "ethylene glycol density" and one[1] == [30.0, 10.0]]
            yield points_case(f"fluids/{fluid} {part}", [one for one in points if one not in odd])
            if odd:
                case = points_case(f"fluids/{fluid} {part}, misprint", odd)
                case.known_failure = MISPRINT
                yield case
        path = folder / f"ASHRAE__{name}_TFreeze.txt"
        if path.is_file():
            lines = [line.split() for line in path.read_text(encoding="utf-8").splitlines()[1:]]
            # From 10 % on, where the fits begin.
            points = [(f"{fluid} freezing", [float(percent)], float(value), FREEZING_ODD.get((fluid, percent), FREEZING_K[fluid]))
                      for percent, value in lines if float(percent) >= 10]
            yield points_case(f"fluids/{fluid} TFreeze", points)
        fit = folder.parent / f"json/{fit}.json"
        if fit.is_file():
            yield glycol_fit(fluid, json.loads(fit.read_text(encoding="utf-8")))
    melinder = list(folder.glob("Melinder__*.txt"))
    by_mass = list(folder.glob("ASHRAE__*_Vol2Mass.txt"))
    if melinder:
        yield Case("glycol", cannot="fluids: glycols by Melinder's tables, another correlation than ASHRAE's",
                   count=len(melinder))
    if by_mass:
        yield Case("glycol", cannot="fluids: glycols by mass: the program knows fractions by volume", count=len(by_mass))


def glycol_fit(name, fluid):
    """The published coefficients, evaluated here: powers of temperature by rows, of the fraction by columns."""

    def value(part, celsius, percent):
        t, x = celsius + 273.15 - fluid["Tbase"], percent / 100 - fluid["xbase"]
        return sum(c * t**i * x**k for i, row in enumerate(fluid[part]["coeffs"]) for k, c in enumerate(row))

    names = (("density", "density"), ("specific_heat", "heat"), ("conductivity", "conductivity"))
    points = [(f"{name} {of}", [t, x], value(part, t, x), 1e-9 * value(part, t, x))
              for part, of in names for t in range(-10, 101, 10) for x in (20.0, 25.0, 30.0, 50.0)]
    return points_case(f"fluids/{name}, CoolProp's fit", points)


def same(x):
    return x


def celsius(fahrenheit):
    return (fahrenheit - 32) / 1.8


def pascal(psi):
    return psi * 6894.757293168361


def metres(feet):
    return feet * 0.3048


def volume(cubic_feet_per_pound):
    return cubic_feet_per_pound * 0.028316846592 / 0.45359237


def density(pounds_per_cubic_foot):
    return pounds_per_cubic_foot * 0.45359237 / 0.028316846592


# Of PsychroLib's functions: the property, and how arguments and value in IP turn to SI; None where IP counts from
# another zero.
CALLS = {"GetSatVapPres": ("saturation", (celsius,), pascal),
         "GetSatHumRatio": ("saturated humidity", (celsius, pascal), same),
         "GetSatAirEnthalpy": ("saturated enthalpy", (celsius, pascal), None),
         "GetStandardAtmPressure": ("atmosphere", (metres,), pascal),
         "GetDryAirDensity": ("air density", (celsius, pascal), density),
         "GetMoistAirEnthalpy": ("moist enthalpy", (celsius, same), None),
         "GetMoistAirVolume": ("moist volume", (celsius, same, pascal), volume),
         "GetMoistAirDensity": ("moist density", (celsius, same, pascal), density)}


def moist_air(path):
    if not path.is_file():
        return
    points, helpers = [], 0
    for one in rows(path):
        call = re.fullmatch(r"(\w+)\(([-\d., ]+)\)", one["call"])
        is_ip = one["unit_system"] == "IP"
        if not call or call.group(1) not in CALLS or is_ip and CALLS[call.group(1)][2] is None:
            helpers += 1
            continue
        of, arguments, value = CALLS[call.group(1)]
        parts = [float(part) for part in one["expected"].split("/")]
        expected = parts[0] / parts[1] if len(parts) == 2 else parts[0]
        kind, tolerance = one["tolerance"].split("=")
        off = float(tolerance) * (abs(expected) if kind == "rel" else 1.0)
        at = [float(x) for x in call.group(2).split(",")]
        if is_ip:
            at = [turn(x) for turn, x in zip(arguments, at, strict=True)]
            off = abs(value(expected + off) - value(expected))
            expected = value(expected)
        points.append((of, at, expected, off))
    yield points_case("fluids/moist air", points)
    yield Case("psychro", cannot="fluids: psychrometrics that the program has no use for, or on variables that the list "
               "does not carry", count=helpers)
