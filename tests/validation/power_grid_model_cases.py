"""Load flows of power-grid-model's own tests: JSON in and out, with the tolerances of each folder's params.json.

Of a batch, each scenario is applied to the input here, so that every one is a case of its own. Compared are the
voltages of nodes, the flows of branches, what sources and regulated generators give, and what loads and shunts draw at
the voltage found. Links are closed switches here, without a flow of their own in the answer.

Where taps are regulated there are two cases: the load flow at the taps that power-grid-model found, and the control,
which may settle at another tap as long as each voltage that is watched is in its band.
"""
import cmath
import copy
import json
import math

from case import Case

BRANCHES = ("line", "transformer", "generic_branch")
NO_INTEGER = -128
# Where we differ, and why, by folder.
KNOWN_FAILURES = {
    "generic_branch": "its angles are written as 0: power-grid-model itself answers -1.0085e-5 rad, as we do",
    "dummy-test-line-into-itself": "a link has no impedance here, 1e6 S at 10 kV there: 3.5e-9 pu, at a tolerance of 2e-9",
}


def power_grid_model(folder):
    for params_file in sorted(folder.glob("power_flow/**/params.json")):
        path = params_file.parent
        name = str(path.relative_to(folder / "power_flow"))
        params = read(params_file)
        cannot = lacks(path, params)
        if cannot:
            yield Case(name, cannot=f"power-grid-model: {cannot}")
            continue
        for scenario, expected, given in scenarios(path, read(path / "input.json")):
            full = f"power-grid-model/{name}{scenario}"
            known = KNOWN_FAILURES.get(name)
            if not compared(expected):
                yield Case(full, cannot="power-grid-model: no expected figures")
            elif "tap_changing_strategy" not in params:
                yield Case(full, request(given), compare_with(params, given, expected), known_failure=known)
            else:
                held = at_taps(given, expected)
                if held is None:
                    yield Case(f"{full} at its taps", cannot="power-grid-model: the expected output does not say the taps")
                else:
                    yield Case(f"{full} at its taps", request(held, taps=False), compare_with(params, held, expected), known_failure=known)
                yield control_case(full, params, given, expected)


def read(file):
    return json.loads(file.read_text(encoding="utf-8"))


def request(given, taps=True):
    return {"kind": "power", "input": given, "taps": taps}


def lacks(path, params):
    if not list(path.glob("sym_output*.json")):
        return "asymmetric calculation only" if list(path.glob("asym_*output*.json")) else "no expected output, only an error of its own"
    if "raises" in params:
        return f"expects an error of its own ({params['raises']['raises']})"
    return None


def scenarios(path, given):
    if (path / "sym_output.json").is_file():
        yield "", read(path / "sym_output.json")["data"], given
    if (path / "sym_output_batch.json").is_file():
        outputs = read(path / "sym_output_batch.json")["data"]
        updates = read(path / "update_batch.json")["data"]
        for k, (update, expected) in enumerate(zip(updates, outputs, strict=True)):
            yield f"[{k}]", expected, updated(given, update)


def records(data_set, component):
    order = data_set.get("attributes", {}).get(component)
    return [dict(zip(order, one)) if isinstance(one, list) else one for one in data_set["data"].get(component, [])]


def updated(given, update):
    """The input after a scenario's changes; without ids they are for the components in their order."""
    changed = copy.deepcopy(given)
    for component, changes in update.items():
        targets = records(changed, component)
        by_id = {one["id"]: one for one in targets}
        for place, change in enumerate(changes):
            target = by_id[change["id"]] if change.get("id") is not None else targets[place]
            target.update({key: value for key, value in change.items() if value is not None})
        changed["data"][component] = targets
    return changed


def at_taps(given, expected):
    """The input with the taps that the expected output names; None where it leaves one of them open."""
    if any(one["status"] and one["id"] not in {row["id"] for row in expected.get("transformer_tap_regulator", [])}
           for one in records(given, "transformer_tap_regulator")):
        return None
    found = {one["id"]: one["tap_pos"] for one in expected.get("transformer_tap_regulator", []) if one.get("tap_pos", NO_INTEGER) != NO_INTEGER}
    positions = {one["regulated_object"]: found[one["id"]] for one in records(given, "transformer_tap_regulator") if one["id"] in found}
    return updated(given, {kind: [{"id": one["id"], "tap_pos": positions[one["id"]]} for one in records(given, kind) if one["id"] in positions]
                           for kind in ("transformer", "three_winding_transformer") if records(given, kind)})


def with_ids(given, expected):
    """Output without ids is in the order of the input."""
    for component, rows in expected.items():
        inputs = records(given, component)
        yield component, [one if "id" in one else {**one, "id": inputs[place]["id"]} for place, one in enumerate(rows)]


def compared(expected):
    return any(set(one) - {"id"} for rows in expected.values() for one in rows)


def compare_with(params, given, expected):
    rtol, atol = params["rtol"], params["atol"]
    expected = dict(with_ids(given, expected))

    def add(comparison, name, attribute, found, wanted):
        if isinstance(wanted, list):
            wanted = sum(wanted)  # of the phases
        if isinstance(wanted, (int, float)):
            absolute = atol if not isinstance(atol, dict) else atol.get(attribute, atol["default"])
            comparison.add(f"{name} {attribute}", found, wanted, absolute + rtol * abs(wanted))

    def compare(answer, comparison):
        buses = {one["id"]: one for one in answer["buses"]}
        rated = {str(one["id"]): one["u_rated"] for one in records(given, "node")}
        for one in expected.get("node", []):
            compare_node(comparison, one, buses[str(one["id"])], rated[str(one["id"])])
        branches = {one["id"]: one for one in answer["branches"]}
        for component, sides in [(kind, ("from", "to")) for kind in BRANCHES] + [("three_winding_transformer", (1, 2, 3))]:
            for one in expected.get(component, []):
                for side in sides:
                    compare_flow(comparison, f"{component} {one['id']}", one, branches, side)
        compare_supplies(comparison, {one["id"]: one for one in answer.get("supplies", [])})
        compare_draws(comparison, buses, rated)

    def compare_node(comparison, one, bus, rated):
        name = f"node {one['id']}"
        if one.get("energized") == 0 or one.get("u") == 0 or one.get("u_pu") == 0:
            comparison.add(f"{name} is dead", 0.0 if bus["vm_pu"] is None else 1.0, 0.0, 0.5)
            return
        if bus["vm_pu"] is None:
            comparison.misses.append(f"{name} has no voltage")
            return
        add(comparison, name, "u_pu", bus["vm_pu"], one.get("u_pu"))
        add(comparison, name, "u", bus["vm_pu"] * rated, one.get("u"))
        if one.get("u_angle") is not None:
            angle = math.radians(bus["va_deg"])
            turn = round((one["u_angle"] - angle) / (2 * math.pi)) * 2 * math.pi
            add(comparison, name, "u_angle", angle + turn, one["u_angle"])

    def compare_flow(comparison, name, one, branches, side):
        found = branches.get(f"{one['id']}/{side}" if isinstance(side, int) else str(one["id"]))
        if found is None:  # from a node to itself: it is there as what it draws
            return
        for power, column in (("p", "p_{}_mw"), ("q", "q_{}_mvar")):
            wanted = one.get(f"{power}_{side}")
            value = found[column.format("from" if isinstance(side, int) else side)]
            # A branch that nothing feeds has no flow in our answer, and one of zero in theirs.
            add(comparison, name, f"{power}_{side}", value * 1e6 if value is not None else 0.0 if wanted == 0 else None, wanted)

    def compare_supplies(comparison, supplies):
        """Generators that hold one node share what it needs in other ways, so that their sum counts."""
        at_node = {}
        for component in ("source", "sym_gen", "asym_gen", "sym_load", "asym_load"):
            nodes = {one["id"]: one["node"] for one in records(given, component)}
            sign = -1e6 if component.endswith("load") else 1e6
            for one in expected.get(component, []):
                found = supplies.get(str(one["id"]))
                if found is None:  # no source or regulated generator, or out of service
                    continue
                if component == "source":
                    add(comparison, f"source {one['id']}", "p", none_or(found["p_mw"], sign), one.get("p"))
                    add(comparison, f"source {one['id']}", "q", none_or(found["q_mvar"], sign), one.get("q"))
                elif one.get("q") is not None:
                    wanted = sum(one["q"]) if isinstance(one["q"], list) else one["q"]
                    total = at_node.setdefault(nodes[one["id"]], [0.0, 0.0])
                    total[0] += none_or(found["q_mvar"], 1e6) or 0.0
                    total[1] += wanted * (sign / 1e6)
        for node, (found, wanted) in at_node.items():
            add(comparison, f"generators at node {node}", "q", found, wanted)

    def compare_draws(comparison, buses, rated):
        """What a load or shunt draws follows from the voltage of its node: type 0 constant power, 1 impedance, 2 current."""
        for component in ("shunt", "sym_load", "sym_gen"):
            inputs = {one["id"]: one for one in records(given, component)}
            regulated = {one["regulated_object"] for one in records(given, "voltage_regulator") if one["status"]}
            for one in expected.get(component, []):
                of = inputs[one["id"]]
                voltage = buses[str(of["node"])]["vm_pu"]
                if one["id"] in regulated or voltage is None or not of["status"]:
                    continue
                if component == "shunt":
                    square = (voltage * rated[str(of["node"])]) ** 2
                    p, q = of["g1"] * square, -of["b1"] * square
                else:
                    factor = voltage ** {0: 0, 1: 2, 2: 1}[of["type"]]
                    p, q = of["p_specified"] * factor, of["q_specified"] * factor
                add(comparison, f"{component} {one['id']}", "p", p, one.get("p"))
                add(comparison, f"{component} {one['id']}", "q", q, one.get("q"))

    return compare


def none_or(value, factor):
    return None if value is None else value * factor


def control_case(name, params, given, expected):
    """Where taps come to stand by themselves."""
    strategy = params["tap_changing_strategy"]
    if strategy in ("min_voltage_tap", "max_voltage_tap"):
        return Case(f"{name} control", cannot="power-grid-model: tap strategies min and max: our control stops at the first tap within the band")
    regulators = {one["id"]: one for one in records(given, "transformer_tap_regulator") if one["status"]}
    wanted = {one["id"]: one["tap_pos"] for one in expected.get("transformer_tap_regulator", []) if one.get("tap_pos", NO_INTEGER) != NO_INTEGER}
    loops = {one["id"] for one in records(given, "transformer") if one["from_node"] == one["to_node"]}
    watched = {key: one for key, one in regulators.items() if key in wanted and one["regulated_object"] not in loops}
    if not watched:
        return Case(f"{name} control", cannot="power-grid-model: no regulator whose transformer joins two live nodes")

    def compare(answer, comparison):
        buses = {one["id"]: one for one in answer["buses"]}
        branches = {one["id"]: one for one in answer["branches"]}
        rated = {str(one["id"]): one["u_rated"] for one in records(given, "node")}
        transformers = {one["id"]: one for one in records(given, "transformer")}
        for key, one in watched.items():
            tap = answer["taps"].get(str(one["regulated_object"]))
            if tap == wanted[key]:
                comparison.add(f"regulator {key} tap", tap, wanted[key], 0.5)
                continue
            side = "from" if one["control_side"] == 0 else "to"
            node = str(transformers[one["regulated_object"]][f"{side}_node"])
            bus, flow = buses[node], branches[str(one["regulated_object"])]
            if bus["vm_pu"] is None:
                comparison.misses.append(f"node {node} has no voltage")
                continue
            u = cmath.rect(bus["vm_pu"] * rated[node], math.radians(bus["va_deg"]))
            into = complex(flow[f"p_{side}_mw"], flow[f"q_{side}_mvar"]) * 1e6
            drop = complex(one.get("line_drop_compensation_r", 0), one.get("line_drop_compensation_x", 0))
            seen = abs(u + drop * (into / u).conjugate())
            comparison.add(f"regulator {key} at tap {tap} sees", seen, one["u_set"], one["u_band"] / 2)

    return Case(f"{name} control", request(given), compare)
