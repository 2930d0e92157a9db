"""Tables of water, propylene glycol and moist air: lists of points, each compared with what its source claims."""
import json
import math
import re

from case import Case, rows


def points_case(name, points):
    """Points are (property, arguments, expected, tolerance)."""

    def compare(answer, comparison):
        for (of, at, expected, tolerance), found in zip(points, answer["values"], strict=True):
            comparison.add(f"{of} at {at}", found, expected, tolerance)

    return Case(name, {"kind": "properties", "points": [{"of": of, "at": at} for of, at, *_ in points]}, compare)


def if97(path):
    if not path.is_file():
        return
    region_1 = [one for one in rows(path) if one["region"] == "1"]
    points = []
    for one in region_1:
        at = [float(one["value1"]), float(one["value2"]) * 1e6]
        volume, heat = float(one["v_m3_kg"]), float(one["cp_kJ_kgK"]) * 1e3
        # Nine digits are printed.
        points += [("water volume", at, volume, 1e-8 * volume), ("water heat", at, heat, 1e-8 * heat)]
    yield points_case("fluids/if97 region 1", points)
    yield Case("if97", cannot="fluids: steam and saturation by IAPWS-IF97", count=len(rows(path)) - len(region_1))


def glycol(folder):
    # Tolerances of the collection: 0.02 % of density, 0.1 % of specific heat, 2 % of viscosity (in 1e-5 Pa s).
    for part, of, scale, tolerance in (("Rho", "glycol density", 1.0, 2e-4), ("Cp", "glycol heat", 1.0, 1e-3),
                                       ("Mu", "glycol viscosity", 1e-5, 0.02)):
        path = folder / f"ASHRAE__Propylene_Glycol_{part}.txt"
        if not path.is_file():
            continue
        head, *lines = (line.split() for line in path.read_text(encoding="utf-8").splitlines())
        points = [(of, [float(line[0]), float(percent)], float(value) * scale, tolerance * float(value) * scale)
                  for line in lines for percent, value in zip(head[1:], line[1:]) if float(value) > 0]
        case = points_case(f"fluids/propylene glycol {part}", points)
        if part == "Mu":
            case.known_failure = "CoolProp's fit itself strays at 20 of 144 points, most at 40 % and -15 degC: 7.5 %"
        yield case
    fit = folder.parent / "json/APG.json"
    if fit.is_file():
        yield glycol_fit(json.loads(fit.read_text(encoding="utf-8")))
    read = re.compile(r"ASHRAE__Propylene_Glycol_(Rho|Cp|Mu)")
    unread = [path for path in folder.glob("*.txt") if not read.search(path.name)]
    if unread:
        yield Case("glycol", cannot="fluids: tables of other mixtures, conductivity and freezing", count=len(unread))


def glycol_fit(fluid):
    """The published coefficients, evaluated here: powers of temperature by rows, of the fraction by columns."""

    def value(part, celsius, percent):
        t, x = celsius + 273.15 - fluid["Tbase"], percent / 100 - fluid["xbase"]
        polynomial = sum(c * t**i * x**k for i, row in enumerate(fluid[part]["coeffs"]) for k, c in enumerate(row))
        return math.exp(polynomial) if fluid[part]["type"] == "exppolynomial" else polynomial

    names = (("density", "glycol density"), ("specific_heat", "glycol heat"), ("viscosity", "glycol viscosity"))
    points = [(of, [t, x], value(part, t, x), 1e-9 * value(part, t, x))
              for part, of in names for t in range(-10, 101, 10) for x in (20.0, 25.0, 30.0, 50.0)]
    return points_case("fluids/propylene glycol, CoolProp's fit", points)


def moist_air(path):
    if not path.is_file():
        return
    known = {"GetSatVapPres": "saturation", "GetSatHumRatio": "saturated humidity",
             "GetStandardAtmPressure": "atmosphere", "GetDryAirDensity": "air density"}
    points, unread = [], 0
    for one in rows(path):
        call = re.fullmatch(r"(\w+)\(([-\d., ]+)\)", one["call"])
        if one["unit_system"] != "SI" or not call or call.group(1) not in known:
            unread += 1
            continue
        parts = [float(part) for part in one["expected"].split("/")]
        expected = parts[0] / parts[1] if len(parts) == 2 else parts[0]
        kind, tolerance = one["tolerance"].split("=")
        points.append((known[call.group(1)], [float(x) for x in call.group(2).split(",")], expected,
                       float(tolerance) * (abs(expected) if kind == "rel" else 1.0)))
    yield points_case("fluids/moist air", points)
    yield Case("psychro", cannot="fluids: psychrometrics that the program has no use for, or in IP units", count=unread)
