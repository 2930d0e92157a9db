"""Networks that pandapipes keeps, as OpenModelica and STANET solved them, and pandapipes' own runs.

OpenModelica's water is that of IAPWS-IF97, so those networks have ours; STANET's has one density and viscosity, told with
the network. The bounds are the authors'. Runs are compared with their own law of friction and table of the fluid, to
1e-4 of the flows, of the largest pressure difference and of the largest temperature difference.

pandapipes finds flows first, with the fluid at the temperatures that are told for the junctions, and heat after: density
and viscosity stay there, only the specific heat follows the temperature. The first section of a pipe that begins where a
temperature is held has the mean of both ends' properties: `similar` gives the pipe that drops as much with the others'.
It takes density and specific heat of a section as the mean of those at its ends. Ours are those of the mean temperature
and by enthalpy: what lies between the two is allowed besides.
"""
import json
import math

from case import Case, rows
from pandapipes_network import (GRAVITY, HOTTEST_K, ZERO_CELSIUS, Cannot, Fluid, Tables, atmosphere_bar, closed_of,
                                demands_of, id_of, links_of, nodes_of, number)

BAR = 100.0  # kPa

# Share of a pressure, m/s, share of a temperature in K: the authors' bounds, tests of pandapipes @5b52494e.
# Where nothing but pipes and sinks differs a tenth of them is enough.
OPENMODELICA = (0.001, 0.005, None)
STANET = (0.002, 0.03, None)
# t_cross__valves: both valves drop 2.0 dynamic pressures in OpenModelica, where the table tells 0.01: the authors allow 0.4.
BOUNDS = {"versatility": (0.04, 0.05, None), "t_cross__valves": (0.4, 0.05, None),
          "colebrook__meshed_networks__pumps": (0.02, 0.05, None), "swamee-jain__meshed_networks__pumps": (0.02, 0.05, None),
          "two_pumps": (0.01, 0.05, None), "one_valve_stanet": (0.01, 0.05, None),
          "stanet__water_cases__meshed_networks__two_valves": (0.001, 0.001, None),
          "heat_transfer_cases__delta": (0.05, 0.05, 0.007), "heat_transfer_cases__one_source": (0.01, 0.05, 0.04),
          "heat_transfer": (0.01, 0.05, 0.004)}


def networks(folder):
    for path in sorted(folder.glob("*")):
        name = path.name.replace("_test_networks", "")
        try:
            tables = Tables(path)
            yield Case(f"pandapipes/{name}", network_request(name, tables), network_compare(name, tables))
        except Cannot as lack:
            yield Case(name, cannot=f"pandapipes: {lack}")


def law_of(name):
    if name.startswith("stanet"):
        return "nikuradse and laminar" if name.endswith("_N") else "colebrook throughout"
    return "swamee-jain" if "swamee-jain" in name else "colebrook"


def network_request(name, tables):
    fluid = Fluid(tables.meta["fluid"])
    has_heat = "heat_transfer" in name
    fixed = tables.held("p")
    if has_heat and number(fixed[0], "t_k") > 373.15:
        raise Cannot("water above 100 degC")
    start = number(fixed[0], "t_k") if has_heat else number(tables.of("junction")[0], "tfluid_k")
    circuit = {"id": "net", "friction": law_of(name), "start_c": start - ZERO_CELSIUS,
               "fluid": {"rows": fluid.rows()} if name.startswith("stanet") else "water"}
    reservoirs = [{"node": row["junction"], "kpa": BAR * number(row, "p_bar")} for row in fixed]
    if has_heat:
        for one, row in zip(reservoirs, fixed):
            one["c"] = number(row, "t_k") - ZERO_CELSIUS

    warmth = {row["index"]: number(row, "tfluid_k") - ZERO_CELSIUS for row in tables.of("junction")}
    return {"kind": "loops", "circuits": [circuit], "nodes": nodes_of(tables), "reservoirs": reservoirs,
            "links": links_of(tables, fluid.at("density", start)), "closed": closed_of(tables),
            "demands": demands_of(tables, warmth.get)}


def network_compare(name, tables):
    bounds = next((bound for part, bound in BOUNDS.items() if part in name),
                  STANET if name.startswith("stanet") else OPENMODELICA)
    peer = "stanet" if name.startswith("stanet") else "om"

    def compare(answer, comparison):
        node = {one["id"]: one for one in answer["nodes"]}
        link = {one["id"]: one for one in answer["links"]}
        for row in tables.of("junction"):
            if row.get(f"p_{peer}"):
                expected = number(row, f"p_{peer}")
                found = node[row["index"]]["kpa"]
                comparison.add(f"junction {row['index']} bar", None if found is None else found / BAR, expected,
                               bounds[0] * abs(expected))
        for row in tables.of("pipe"):
            one = link[id_of("pipe", row)]
            if row.get(f"v_{peer}"):
                comparison.add(f"pipe {row['index']} m/s", one["mps"], number(row, f"v_{peer}"), bounds[1])
            if row.get("T_om"):
                # The authors compare the mean over the ends between sections with the mean of OpenModelica's volumes.
                expected = json.loads(row["T_om"])
                mean = sum(expected) / len(expected)
                found = between_sections(one, node, row, len(expected))
                comparison.add(f"pipe {row['index']} K", found, mean, bounds[2] * mean)

    return compare


def between_sections(one, node, row, count):
    """Mean temperature at the ends between `count` sections of a pipe that loses heat: an exponential in its length."""
    enters = node[row["from_junction"] if one["kg_s"] > 0 else row["to_junction"]]["c"]
    around = number(row, "text_k", 293.15) - ZERO_CELSIUS
    kept = (one["outlet_c"] - around) / (enters - around)
    inner = [around + (enters - around) * kept ** (i / count) for i in range(1, count)]
    return sum(inner) / len(inner) + ZERO_CELSIUS


FRICTION = {"nikuradse": "nikuradse and laminar", "colebrook": "colebrook throughout", "swamee-jain": "swamee-jain"}


def runs(folder):
    if not (folder / "calls.csv").is_file():
        return
    results = {}
    for row in rows(folder / "results_pandapipes.csv"):
        results.setdefault(row["call_id"], {})[row["table"], row["index"], row["column"]] = row["value"]
    for call in rows(folder / "calls.csv"):
        name = f"{call['call_id']} {call['test'].split('[')[0]}"
        try:
            run = Run(call, Tables(folder / "networks" / call["network"]), results.get(call["call_id"], {}))
        except Cannot as lack:
            yield Case(name, cannot=f"pandapipes: {lack}")
            continue
        yield Case(f"pandapipes/{name}", run.request, run.compare)


class Run:
    """One call of pandapipes with its results."""

    def __init__(self, call, tables, results):
        if tables.meta["fluid"].get("is_gas"):
            raise Cannot("gas")
        options = json.loads(call["kwargs"])
        self.tables, self.results, self.fluid = tables, results, Fluid(tables.meta["fluid"])
        self.mode = options.get("mode", "hydraulics")
        self.has_heat = self.mode != "hydraulics"
        if any("p" not in row["type"] for row in tables.of("ext_grid")):
            raise Cannot("a temperature that is told for what leaves")
        self.start_k = number(tables.of("junction")[0], "tfluid_k")
        hottest = max([self.start_k, *(number(row, "t_k") for row in tables.held("t"))])
        if self.has_heat and hottest > HOTTEST_K:
            raise Cannot("water so hot that its viscosity by straight lines is none")
        self.air_bar = {row["index"]: atmosphere_bar(number(row, "height_m")) - atmosphere_bar(0.0)
                        for row in tables.of("junction")}
        self.friction = FRICTION[options.get("friction_model", "nikuradse")]
        self.request = self.make_request()

    def result(self, table, index, column):
        text = self.results.get((f"res_{table}", index, column), "")
        return float(text) if text else math.nan

    def make_request(self):
        tables, fluid = self.tables, self.fluid
        # What pandapipes finds cut off it leaves out.
        tables.rows["flow_control"] = [row for row in tables.of("flow_control")
                                       if not math.isnan(self.result("flow_control", row["index"], "p_from_bar"))]
        is_still = self.mode != "bidirectional"
        circuit = {"id": "net", "friction": self.friction, "gravity_m_s2": GRAVITY, "start_c": self.start_k - ZERO_CELSIUS,
                   "fluid": {"rows": fluid.rows(self.start_k if is_still else None)}}
        density = fluid.at("density", self.start_k)
        # A pump's curve is of the volume at 0 degC there.
        links = links_of(tables, density, fluid.at("density", ZERO_CELSIUS) / density)
        nodes = nodes_of(tables)
        request = {"kind": "loops", "circuits": [circuit], "nodes": nodes, "links": links, "closed": closed_of(tables),
                   "reservoirs": self.reservoirs(),
                   "demands": demands_of(tables, lambda junction: self.result("junction", junction, "t_k") - ZERO_CELSIUS)}
        if is_still and self.has_heat:
            self.put_first_sections(nodes, links)
        for row in tables.of("circ_pump_mass"):
            self.put_circulation(row, request)
        return request

    def reservoirs(self):
        held = {}
        for row in self.tables.of("ext_grid"):
            one = held.setdefault(row["junction"], {"node": row["junction"]})
            one["kpa"] = BAR * (number(row, "p_bar") + self.air_bar[row["junction"]])
            if self.has_heat and "t" in row["type"]:
                one["c"] = number(row, "t_k") - ZERO_CELSIUS
        return list(held.values())

    def put_circulation(self, row, request):
        """What returns is taken out, and enters again with the pump's temperature: both are given."""
        flow = number(row, "mdot_flow_kg_per_s")
        begin = row["flow_junction"]
        request["reservoirs"].append({"node": begin, "kpa": BAR * (number(row, "p_flow_bar") + self.air_bar[begin]),
                                      "c": number(row, "t_flow_k") - ZERO_CELSIUS})
        request["demands"].append({"node": row["return_junction"], "kg_s": flow})

    def put_first_sections(self, nodes, links):
        """Splits the pipes that begin where a temperature is held."""
        held = {row["junction"]: number(row, "t_k") for row in self.tables.held("t")}
        heights = {one["id"]: one["elevation_m"] for one in nodes}
        for row in self.tables.of("pipe"):
            begin, end = row["from_junction"], row["to_junction"]
            if begin not in held or held[begin] == self.start_k:
                continue
            one = next(link for link in links if link["id"] == id_of("pipe", row))
            count = int(row["sections"])
            first = similar(part_of(one["pipe"], 1, count), self.fluid, self.start_k, held[begin])
            if count == 1:
                one["pipe"] = first
                continue
            inner = f"first section of {row['index']}"
            rise = heights[end] - heights[begin]
            nodes.append({"id": inner, "circuit": "net", "elevation_m": heights[begin] + rise / count})
            links.append({"id": inner, "from": begin, "to": inner, "pipe": first})
            one["from"], one["pipe"] = inner, part_of(one["pipe"], count - 1, count)

    def compare(self, answer, comparison):
        node = {one["id"]: one for one in answer["nodes"]}
        pressures = [self.result("junction", one["index"], "p_bar") + self.air_bar[one["index"]]
                     for one in self.tables.of("junction")]
        known = [p for p in pressures if not math.isnan(p)]
        share = 1e-4
        if self.mode == "bidirectional":
            share += self.fluid.mean_of_ends_misses("density", *self.temperatures())
        off_bar = share * (max(known) - min(known)) + 1e-6
        for row, expected in zip(self.tables.of("junction"), pressures):
            if not math.isnan(expected):
                found = node[row["index"]]["kpa"]
                comparison.add(f"junction {row['index']} bar", None if found is None else found / BAR, expected, off_bar)
        self.compare_flows(answer, comparison)
        if self.has_heat:
            self.compare_heat(answer, node, comparison)

    def temperatures(self):
        """The coldest and the hottest of what flows."""
        moving = [self.result("junction", row[end], "t_k") for row in self.tables.of("pipe")
                  for end in ("from_junction", "to_junction")
                  if abs(self.result("pipe", row["index"], "mdot_from_kg_per_s")) > 1e-6]
        moving += [number(row, "t_flow_k") for row in self.tables.of("circ_pump_mass")]
        return min(moving, default=self.start_k), max(moving, default=self.start_k)

    def compare_flows(self, answer, comparison):
        link = {one["id"]: one for one in answer["links"]}
        expected = {}
        for table in ("pipe", "valve", "pump", "heat_exchanger", "flow_control"):
            for row in self.tables.of(table):
                flow = self.result(table, row["index"], "mdot_from_kg_per_s")
                if not math.isnan(flow):
                    expected[id_of(table, row)] = flow
        self.largest = max(map(abs, expected.values()))
        for name, flow in expected.items():
            comparison.add(f"{name} kg/s", link[name]["kg_s"], flow, 1e-4 * max(abs(flow), 1e-3 * self.largest))
        reservoir = {one["id"]: one["kg_s"] for one in answer["reservoirs"]}
        for row in self.tables.of("ext_grid"):
            flow = -self.result("ext_grid", row["index"], "mdot_kg_per_s")
            comparison.add(f"ext_grid {row['index']} kg/s", reservoir[row["junction"]], flow,
                           1e-4 * max(abs(flow), 1e-3 * self.largest))

    def compare_heat(self, answer, node, comparison):
        warmth = {row["index"]: self.result("junction", row["index"], "t_k") for row in self.tables.of("junction")}
        flows = {row["index"]: self.result("pipe", row["index"], "mdot_from_kg_per_s") for row in self.tables.of("pipe")}
        coldest, hottest = self.temperatures()
        sections = min((int(row["sections"]) for row in self.tables.of("pipe")), default=1)
        miss = self.fluid.mean_of_ends_misses("heat_capacity", coldest, hottest) / sections ** 2
        off_k = (1e-4 + miss) * (hottest - coldest) + 1e-6
        for name, expected in warmth.items():
            found = node[name]["c"]
            if found is not None:
                comparison.add(f"junction {name} K", found + ZERO_CELSIUS, expected, off_k)
        link = {one["id"]: one for one in answer["links"]}
        for table in ("pipe", "heat_exchanger"):
            for row in self.tables.of(table):
                found = link[id_of(table, row)]["outlet_c"]
                # Of a pipe in sections that flow passes backwards pandapipes tells the end of its first section.
                is_told = table != "pipe" or row["sections"] == "1" or flows[row["index"]] > 0
                if found is not None and is_told:
                    comparison.add(f"{id_of(table, row)} outlet K", found + ZERO_CELSIUS,
                                   self.result(table, row["index"], "t_outlet_k"), off_k)


def part_of(pipe, sections, count):
    share = sections / count
    return pipe | {"length_m": pipe["length_m"] * share, "minor_loss": pipe["minor_loss"] * share}


def similar(pipe, fluid, still_k, held_k):
    """The pipe that with density and viscosity at `still_k` drops, and loses heat, as this one with the means of both
    temperatures: of the same Reynolds number and relative roughness."""
    density, viscosity = fluid.at("density", still_k), fluid.at("viscosity", still_k)
    own_density = 0.5 * (density + fluid.at("density", held_k))
    wider = fluid.at("viscosity", 0.5 * (still_k + held_k)) / viscosity
    drop = density / own_density
    other = pipe | {"bore_m": pipe["bore_m"] * wider, "roughness_m": pipe["roughness_m"] * wider,
                    "length_m": pipe["length_m"] * wider ** 5 * drop, "minor_loss": pipe["minor_loss"] * wider ** 4 * drop}
    if "u_w_m2k" in pipe:
        other["u_w_m2k"] = pipe["u_w_m2k"] / (wider ** 6 * drop)
    return other
