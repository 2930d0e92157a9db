"""First hydraulic steps that EPANET 2.3 solved at tight accuracy, asked of `shellfit thermal NET.inp`. The README of their
folder asks for heads to 1e-3 m and flows to 1e-4, here of the flow or a thousandth of the network's largest.

EPANET never closes a link whole: through each it lets a leak of 1e-8 cubic feet per second for every foot between its
ends, and its heads are kept to conductances of 1e7. In a network of little flow that is more than the tolerance, and so
it is added, from EPANET's own heads. Where that leak is all that fixes a head, its head says nothing and is not compared.
"""
import re

from case import Case, rows

# How many of a unit are a cubic foot per second, as EPANET has them, and what that is in L/s.
FLOW_UNITS = {"CFS": 1.0, "GPM": 448.831, "MGD": 0.64632, "IMGD": 0.5382, "AFD": 1.9837, "LPS": 28.317, "LPM": 1699.0,
              "MLD": 2.4466, "CMH": 101.94, "CMD": 2446.6, "CMS": 0.028317}
LITRES_IN_CUBIC_FOOT, METRES_IN_FOOT = 28.316846592, 0.3048
LEAK_CFS_FT, ROUNDING_CFS = 1e-8, 1e-6
BEYOND_ALL_M = 1e5

# What no water can do. EPANET answers with heads of thousands of kilometres, which its leaks hold up; what leaks so moves
# its other heads too. So there the nodes without an answer are compared, and no figure.
NO_ANSWER = {
    "Anytown": "every pump is off by its pattern and the tanks stand at their lowest level: nothing can feed the demands",
    "control_comb": "a control has closed the only pipe to a demand",
    "fcv_open_no_downstream_sources": "a valve lets 25 of the 250 gpm pass that are asked for behind it",
    "prv_closed_no_upstream_sources": "nothing but a shut valve leads to a demand"}


def epanet(folder):
    for network in sorted(folder.glob("networks/*.inp")):
        tables = [folder / f"expected/tight_t0/{network.stem}.{of}.csv" for of in ("nodes", "links")]
        if not all(table.is_file() for table in tables):
            yield Case(network.stem, cannot="EPANET: the collection has no solution of the first step")
            continue
        nodes, links = [first_step(rows(table)) for table in tables]
        yield Case(f"epanet/{network.stem}", ask=lambda runner, network=network: runner.shellfit("thermal", network, "--json", "-"),
                   compare=comparison(network, nodes, links))


def first_step(table):
    return [row for row in table if float(row["time_s"]) == 0.0]


def flow_unit(network):
    text = network.read_bytes().decode("latin-1")
    unit = re.search(r"^\s*UNITS\s+(\w+)", text, re.M | re.I)
    name = unit[1].upper() if unit else "GPM"
    return next((FLOW_UNITS[one], name in ("LPS", "LPM", "MLD", "CMH", "CMD", "CMS")) for one in FLOW_UNITS if one == name)


def comparison(network, nodes, links):
    cfs, is_metric = flow_unit(network)
    metres = 1.0 if is_metric else METRES_IN_FOOT
    litres = LITRES_IN_CUBIC_FOOT / cfs
    heads = {row["node"]: float(row["head"]) * metres for row in nodes}
    flows = {row["link"]: float(row["flow"]) * litres for row in links}
    largest = max(map(abs, flows.values()))
    leaks = ROUNDING_CFS
    for row in links:
        if row["status"] == "0":
            leaks += LEAK_CFS_FT * abs(heads[row["from"]] - heads[row["to"]]) / METRES_IN_FOOT

    def compare(answer, comparison):
        found = {one["id"]: one["head_m"] for one in answer["nodes"]}
        if network.stem in NO_ANSWER:
            comparison.add("has an answer", answer["converged"], 0.0, 0.5)
            if not all(piece["converged"] or piece["reason"] for piece in answer["pieces"]):
                comparison.misses.append("a piece has neither an answer nor a reason")
            for node, head in heads.items():
                comparison.add(f"{node} has an answer", found[node] is not None, abs(head) < BEYOND_ALL_M, 0.5)
            return
        if not answer["converged"]:
            comparison.misses.append(f"no answer: {answer['pieces']}")
        joined = {end for row in links if row["status"] == "1" for end in (row["from"], row["to"])}
        for node, head in heads.items():
            if found[node] is not None or node in joined:
                comparison.add(f"{node} m", found[node], head, 1e-3)
        flows_found = {one["id"]: one["flow_lps"] for one in answer["links"]}
        for link, flow in flows.items():
            comparison.add(f"{link} L/s", flows_found[link], flow,
                           1e-4 * max(abs(flow), largest / 1000.0) + leaks * LITRES_IN_CUBIC_FOOT)

    return compare
