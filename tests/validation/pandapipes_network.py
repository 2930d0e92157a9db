"""A network of pandapipes, as tables of its elements, in the form of a request; and its fluid.

Heat that `qext_w` names leaves the stream. What a pipe loses through its wall is told for the outer diameter where there
is one. Valves and exchangers without a loss of their own drop next to nothing here, 1 Pa at 1 m3/s.
"""
import json
import math

from case import rows

GRAVITY = 9.81  # that pandapipes has
ZERO_CELSIUS = 273.15
HOTTEST_K = 400.0  # beyond, straight lines make the viscosity of water none
LOSSLESS = {"m3_s": 1.0, "kpa": 1e-3}
# pandapipes' own table of water (properties/water @5b52494e, BSD-3-Clause), of which the networks keep six points.
WATER = {
    "density": {274: 999.9, 277: 999.97, 283: 999.7, 288: 999.1, 293: 998.21, 298: 997.05, 303: 995.65, 308: 994.03,
                313: 992.22, 318: 990.21, 323: 988.04, 328: 985.69, 333: 983.2, 338: 980.55, 343: 977.77, 348: 974.84,
                353: 971.79, 358: 968.61, 363: 965.31, 368: 961.89},
    "viscosity": {273: 1.793e-3, 278: 1.519e-3, 283: 1.306e-3, 288: 1.138e-3, 293: 1.002e-3, 298: 0.890e-3,
                  303: 0.798e-3, 308: 0.720e-3, 313: 0.653e-3, 318: 0.596e-3, 323: 0.547e-3, 328: 0.504e-3,
                  333: 0.467e-3, 338: 0.433e-3, 343: 0.404e-3, 348: 0.378e-3, 353: 0.354e-3, 358: 0.333e-3,
                  363: 0.315e-3, 368: 0.297e-3},
    "heat_capacity": {283: 4195.5, 293: 4184.4, 298: 4181.6, 303: 4180.1, 313: 4179.6, 323: 4181.5, 333: 4185.1,
                      343: 4190.2, 353: 4196.9, 363: 4205.3}}


class Cannot(Exception):
    """Why a network cannot be asked."""


def number(row, name, absent=0.0):
    text = row.get(name)
    return float(text) if text not in (None, "") else absent


def is_on(row, name="in_service"):
    return row.get(name, "True") == "True"


class Tables:
    """Rows by table, each with its `index`, and what the file beside them says."""

    def __init__(self, folder):
        self.rows = {}
        for path in sorted(folder.glob("*.csv")):
            table = rows(path)
            for row in table:
                row["index"] = row.get("index") or row.get("")
            self.rows[path.stem] = table
        self.meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))

    def of(self, table):
        return [row for row in self.rows.get(table, []) if is_on(row)]

    def held(self, letter):
        """Fixed pressures ("p") or temperatures ("t")."""
        return [row for row in self.of("ext_grid") if letter in row["type"]]

    def pump_curve(self, name):
        """bar of m3/h, highest power first."""
        key = next(key for key in self.meta if key.startswith("pump_"))
        return self.meta[key][name]


class Fluid:
    """Density, viscosity and specific heat by straight lines through points, beyond them too, or the same everywhere."""

    def __init__(self, meta):
        props = WATER if meta.get("name") == "water" else meta.get("props", meta)
        self.parts = {}
        for name in ("density", "viscosity", "heat_capacity"):
            told = props[name]
            self.parts[name] = (sorted((float(k), float(v)) for k, v in told.items()) if isinstance(told, dict)
                                else [(270.0, float(told)), (380.0, float(told))])

    def at(self, name, kelvin):
        points = self.parts[name]
        i = max(1, min(len(points) - 1, sum(1 for t, _ in points if t <= kelvin)))
        (low, a), (high, b) = points[i - 1:i + 1]
        return a + (b - a) * (kelvin - low) / (high - low)

    def mean_of_ends_misses(self, name, low, high):
        """By what share the mean of a property at two temperatures is off that at their middle."""
        middle = self.at(name, 0.5 * (low + high))
        return abs(0.5 * (self.at(name, low) + self.at(name, high)) - middle) / middle

    def rows(self, still_kelvin=None, last_kelvin=HOTTEST_K):
        """For a request, up to `last_kelvin`; with `still_kelvin` density and viscosity are what they are there."""
        warmths = {t for points in self.parts.values() for t, _ in points} | {250.0, last_kelvin}
        return [[t, *(self.at(name, still_kelvin or t) for name in ("density", "viscosity")), self.at("heat_capacity", t)]
                for t in sorted(warmths)]


def id_of(table, row):
    return f"{table} {row['index']}"


def bore_of(row):
    return number(row, "diameter_m") or number(row, "inner_diameter_mm") / 1e3


def pipe_of(row):
    """As requests have it. `text_k` untold: pandapipes' ambient temperature."""
    bore = bore_of(row)
    loss = number(row, "alpha_w_per_m2k") or number(row, "u_w_per_m2k")
    pipe = {"length_m": number(row, "length_km") * 1e3, "bore_m": bore, "roughness_m": number(row, "k_mm") * 1e-3,
            "minor_loss": number(row, "loss_coefficient")}
    if loss:
        outer = number(row, "outer_diameter_mm") / 1e3 or bore
        pipe |= {"u_w_m2k": loss * outer / bore, "around_c": number(row, "text_k", 293.15) - ZERO_CELSIUS}
    return pipe


def loss_of(row, bore, density):
    """Of a valve or an exchanger: at 1 m/s."""
    loss = number(row, "loss_coefficient")
    if not loss:
        return {"linear": LOSSLESS}
    return {"resistance": {"m3_s": math.pi / 4 * bore ** 2, "kpa": 5e-4 * loss * density}}


def exchanger_of(row, density):
    """In two networks the heat stands for the bore: 50 m. pandapipes took the 0.1 m that its branches have untold."""
    bore = bore_of(row) if bore_of(row) < 10.0 else 0.1
    return {"gain_w": -number(row, "qext_w"), **loss_of(row, bore, density)}


def pump_of(curve, flow_scale):
    """The parabola as far as it lifts, by points so close that a cubic through them is it to 1e-6."""
    square, slope, shut_off = curve
    last = min((-slope - math.sqrt(slope * slope - 4 * square * shut_off)) / (2 * square) if square < 0 else 2000.0, 2000.0)
    count = 400
    flows = [last * i / count for i in range(count + 1)]
    return {"points": [[q / 3600.0 * flow_scale, 100.0 * (shut_off + q * (slope + q * square))] for q in flows]}


def link(table, row, ends=("from_junction", "to_junction"), **parts):
    return {"id": id_of(table, row), "from": row[ends[0]], "to": row[ends[1]], **parts}


def valve_ends(row):
    if row.get("et", "ju") != "ju":
        raise Cannot("a valve at the end of a pipe")
    return ("junction", "element") if "element" in row else ("from_junction", "to_junction")


def links_of(tables, density, pump_flow_scale=1.0):
    links = [link("pipe", row, pipe=pipe_of(row)) for row in tables.of("pipe")]
    for row in tables.of("valve"):
        links.append(link("valve", row, valve_ends(row), **loss_of(row, bore_of(row), density)))
    for row in tables.of("heat_exchanger"):
        links.append(link("heat_exchanger", row, **exchanger_of(row, density)))
    for row in tables.of("pump"):
        links.append(link("pump", row, pump=pump_of(tables.pump_curve(row["std_type"]), pump_flow_scale)))
    for row in tables.of("flow_control"):
        part = {"given": {"kg_s": number(row, "controlled_mdot_kg_per_s")}} if is_on(row, "control_active") else {"linear": LOSSLESS}
        links.append(link("flow_control", row, **part))
    return links


def closed_of(tables):
    return [id_of("valve", row) for row in tables.of("valve") if not is_on(row, "opened")]


def demands_of(tables, entering_c):
    """Sinks and stores take, sources give what has the temperature `entering_c` of their junction."""
    demands = []
    for table, sign in (("sink", 1.0), ("source", -1.0), ("mass_storage", 1.0)):
        for row in tables.of(table):
            flow = sign * number(row, "mdot_kg_per_s") * number(row, "scaling", 1.0)
            demand = {"node": row["junction"], "kg_s": flow}
            if flow < 0:
                demand["c"] = entering_c(row["junction"])
            demands.append(demand)
    return demands


def nodes_of(tables):
    return [{"id": row["index"], "circuit": "net", "elevation_m": number(row, "height_m")} for row in tables.of("junction")]


def atmosphere_bar(height_m):
    """Of pandapipes, whose gauge pressures are against the air at the height of each junction; ours against one."""
    return 1.01325 * (1.0 - height_m * 0.0065 / 288.15) ** 5.255
