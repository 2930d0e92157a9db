"""Load flows of pandapower's own tests: every call with its network as tables.

Two things are compared: every voltage, flow, source and generator of pandapower's result tables (to 1e-6 pu, 1e-4
degrees and 1e-5 MW: pandapower stops at 1e-8 MVA of mismatch and the tables have ten digits), and the figures that the
tests assert as literals, many from PowerFactory or Sincal, to the tolerance that stands beside them. Which figure a test
means is told by the value that pandapower has for it.
"""
import collections
import json
import math
import re

from case import Case, rows
from pandapower_network import Cannot, Network, number

VOLTAGE_PU, ANGLE_DEG, POWER_MW = 1e-6, 1e-4, 1e-5
BRANCH_COLUMNS = {
    "res_line": {"p_from_mw": "p_from_mw", "q_from_mvar": "q_from_mvar", "p_to_mw": "p_to_mw", "q_to_mvar": "q_to_mvar"},
    "res_impedance": {"p_from_mw": "p_from_mw", "q_from_mvar": "q_from_mvar", "p_to_mw": "p_to_mw", "q_to_mvar": "q_to_mvar"},
    "res_trafo": {"p_hv_mw": "p_from_mw", "q_hv_mvar": "q_from_mvar", "p_lv_mw": "p_to_mw", "q_lv_mvar": "q_to_mvar"},
}
# Options that a test had set on its network (user_pf_options), which the tables do not hold.
OPTIONS_OF_CALL = {"c0402": {"consider_line_temperature": True}, "c0403": {"consider_line_temperature": True}}
OPTIONS_OF_TEST = {"test_trafo3w_tap": {"trafo3w_losses": "star"}, "test_trafo3w_tap_neutral_not_zero": {"trafo3w_losses": "star"}}
# Where we differ, and why.
KNOWN_FAILURES = {}


def pandapower(folder):
    folder = folder / "loadflow"
    if not (folder / "calls.csv").is_file():
        return
    results = collections.defaultdict(dict)
    for row in rows(folder / "results_pandapower.csv"):
        results[row["call_id"]][row["table"], row["index"], row["column"]] = row["value"]
    asserts = collections.defaultdict(list)
    for row in rows(folder / "expected_asserts.csv"):
        asserts[row["call_id"]].append(row)
    for call in rows(folder / "calls.csv"):
        name = f"{call['call_id']} {call['test']} {call['network']}"
        path = folder / "networks" / call["network"]
        options = json.loads(call["kwargs"]) | OPTIONS_OF_CALL.get(call["call_id"], {}) | OPTIONS_OF_TEST.get(call["test"].split("[")[0], {})
        try:
            network = Network(path, options, json.loads((path / "meta.json").read_text(encoding="utf-8"))["f_hz"]) if not lacks(call, options) else None
            reason = lacks(call, options)
        except Cannot as lack:
            reason = str(lack)
        if reason:
            yield Case(name, cannot=f"pandapower: {reason}")
            continue
        yield Case(f"pandapower/{name}", network.request, compare_with(network, results[call["call_id"]], asserts[call["call_id"]]),
                   known_failure=KNOWN_FAILURES.get(call["call_id"]))


def lacks(call, options):
    if call["function"] == "rundcpp":
        return "DC load flow"
    if call["function"] == "calc_sc":
        return "short circuit"
    if options.get("distributed_slack"):
        return "a slack that is distributed over buses"
    if options.get("run_control"):
        return "controllers"
    return None


class Answer:
    """The answer of solve_cases by the names of pandapower's tables."""

    def __init__(self, network, answer):
        self.network = network
        self.answer = answer
        self.buses = {one["id"]: one for one in answer["buses"]}
        self.branches = {one["id"]: one for one in answer["branches"]}
        self.supplies = {one["id"]: one for one in answer.get("supplies", [])}

    def value(self, table, index, column):
        """A figure, None where nothing is live; KeyError for what the answer does not say."""
        if table == "res_bus" and column in ("vm_pu", "va_degree"):
            bus = self.buses.get(index)
            return None if bus is None else bus["vm_pu" if column == "vm_pu" else "va_deg"]
        if table in BRANCH_COLUMNS:
            source = BRANCH_COLUMNS[table][column]
            branch = self.branches.get(f"{table.removeprefix('res_')}.{index}")
            return None if branch is None else branch[source]
        if table == "res_trafo3w":
            side = {"p_hv_mw": (1, "p_from_mw"), "p_mv_mw": (2, "p_from_mw"), "p_lv_mw": (3, "p_from_mw"),
                    "q_hv_mvar": (1, "q_from_mvar"), "q_mv_mvar": (2, "q_from_mvar"), "q_lv_mvar": (3, "q_from_mvar")}[column]
            branch = self.branches.get(f"trafo3w.{index}/{side[0]}")
            return None if branch is None else branch[side[1]]
        if table in ("res_ext_grid", "res_gen") and column in ("p_mw", "q_mvar"):
            supply = self.supplies.get(f"{table.removeprefix('res_')}.{index}")
            return None if supply is None else supply[column]
        if table in ("res_ward", "res_xward") and column in ("p_mw", "q_mvar"):
            return self.ward(table.removeprefix("res_"), index, column)
        raise KeyError(column)

    def ward(self, table, index, column):
        """What it takes follows from its voltage and the flow to its inner bus."""
        row = self.network.tables[table][index]
        voltage = self.buses.get(row["bus"], {"vm_pu": None})["vm_pu"]
        if voltage is None or row["in_service"] != "True":
            return None
        constant, square, flow = ("ps_mw", "pz_mw", "p_from_mw") if column == "p_mw" else ("qs_mvar", "qz_mvar", "q_from_mvar")
        inner = self.branches[f"xward.{index}.branch"][flow] if table == "xward" else 0.0
        return number(row, constant) + number(row, square) * voltage**2 + inner


def tolerance_of(column, expected):
    if column == "vm_pu":
        return VOLTAGE_PU
    return ANGLE_DEG if column.endswith("degree") else POWER_MW + 1e-7 * abs(expected)


def compare_with(network, results, asserts):
    figures = {key: float(value) for key, value in results.items() if value not in ("", "nan")}
    shared = shares_of(network)

    def compare(raw, comparison):
        answer = Answer(network, raw)
        if not raw["converged"]:
            comparison.misses.append(raw["reason"])
        sums = collections.defaultdict(lambda: [0.0, 0.0])
        for (table, index, column), expected in figures.items():
            try:
                found = answer.value(table, index, column)
            except KeyError:
                continue
            group = shared.get((table.removeprefix("res_"), index))
            if group and column in ("p_mw", "q_mvar"):
                sums[group, column][0] += found or 0.0
                sums[group, column][1] += expected
            elif found is None:  # nothing flows in what is out or dead; its voltage is none
                comparison.add(f"{table} {index} {column} of what is out", 0.0, expected, tolerance_of(column, 0.0))
            else:
                comparison.add(f"{table} {index} {column}", found, expected, tolerance_of(column, expected))
        for (bus, column), (found, expected) in sums.items():
            comparison.add(f"supplies at bus {bus} {column}", found, expected, tolerance_of(column, expected))
        for key, value in results.items():
            if key[0] == "res_bus" and key[2] == "vm_pu" and value in ("", "nan"):
                comparison.add(f"bus {key[1]} is dead", 0.0 if answer.value(*key) is None else 1.0, 0.0, 0.5)
        compare_asserts(answer, comparison)

    def compare_asserts(answer, comparison):
        for row in asserts:
            if not row["kind"].startswith("literal"):
                continue
            key = asserted(row, figures)
            if key is None or (key[0].removeprefix("res_"), key[1]) in shared:
                continue
            try:
                found = answer.value(*key)
            except KeyError:
                continue
            expected = float(row["expected"])
            # Some tests give the figure against the other direction.
            if abs(expected + figures[key]) < abs(expected - figures[key]):
                expected = -expected
            tolerance = asserted_tolerance(row, key[2], expected)
            if abs(expected - figures[key]) > tolerance:  # asserted not to be so
                continue
            comparison.add(f"line {row['line']}: {key[0]} {key[1]} {key[2]}", found or 0.0, expected, tolerance)

    return compare


def shares_of(network):
    """Sources and generators that stand at one node share what it needs in ways of their own: their sum counts."""
    parent = {}

    def root(bus):
        while parent.get(bus, bus) != bus:
            bus = parent[bus]
        return bus

    for one in network.request["switches"]:
        parent[root(one["from"])] = root(one["to"])
    at = collections.defaultdict(list)
    for part in ("sources", "generators"):
        for one in network.request[part]:
            if not one["id"].startswith("xward"):
                at[root(one["bus"])].append(tuple(one["id"].split(".")))
    return {name: bus for bus, names in at.items() if len(names) > 1 for name in names}


def asserted(row, figures):
    """The figure of a result table that an assertion is about; None where that cannot be told."""
    named = re.fullmatch(r"net\w*\.(res_\w+)\.(\w+?)(?:\.values|\.at\[.*\]|\.loc\[.*\])?", row["quantity_expr"])
    if not named:
        named = re.fullmatch(r"net\w*\.(res_\w+)\.(?:at|loc)\[.*, '(\w+)'\]", row["quantity_expr"])
    if not named:
        return None
    try:
        value = float(row["pandapower_value"])
    except ValueError:
        return None
    alike = [key for key, one in figures.items() if key[0] == named[1] and key[2] == named[2] and math.isclose(one, value, rel_tol=1e-9, abs_tol=1e-13)]
    return alike[0] if len(alike) == 1 else None


def asserted_tolerance(row, column, expected):
    """As the test has it; where it names one by a variable, that of its file: 1e-6 pu, 1e-2 degrees, 5e-3 MW."""
    text = row["tolerance"]
    absolute, relative = re.search(r"atol=([\d.e-]+)", text), re.search(r"rtol=([\d.e-]+)", text)
    if absolute or relative:
        least = (float(absolute[1]) if absolute else 0.0) + (float(relative[1]) if relative else 0.0) * abs(expected)
        # No test can ask for more than the digits of the result.
        return max(least, tolerance_of(column, expected))
    if text.startswith("numpy default"):
        return max(1e-8 + 1e-5 * abs(expected), tolerance_of(column, expected))
    return 1e-6 if column == "vm_pu" else 1e-2 if column.endswith("degree") else 5e-3
