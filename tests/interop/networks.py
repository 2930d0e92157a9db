"""Load flow and IEC 60909 currents against pandapower on networks drawn at random: networks.py SOLVER"""
import random
import sys
import warnings

import pandapower as pp
import pandapower.shortcircuit as sc

from peer import Comparison, ask

warnings.filterwarnings("ignore")
BASE_KV, LV_KV = 34.5, 0.48


def draw(seed):
    """A meshed medium-voltage network with unit transformers and loads behind them."""
    dice = random.Random(seed)
    buses = dice.randint(4, 12)
    lines = [(i, dice.randrange(i)) for i in range(1, buses)]
    lines += [tuple(dice.sample(range(buses), 2)) for _ in range(dice.randint(0, 3))]
    return {
        "buses": buses,
        "lines": [(a, b, dice.uniform(0.02, 0.3), dice.uniform(0.05, 0.6)) for a, b in lines],
        "units": [(i, dice.choice([2.5, 3.0]), dice.uniform(5, 7.5), dice.uniform(4, 12), dice.uniform(2, 6),
                   dice.uniform(0.3, 2.4), dice.uniform(0.0, 0.6)) for i in range(buses) if dice.random() < 0.7],
        "fault_mva": dice.uniform(300, 1500), "x_over_r": dice.uniform(5, 20),
    }


def ours(drawn):
    request = {"kind": "power",
               "buses": [{"id": f"b{i}", "kv": BASE_KV} for i in range(drawn["buses"])] + [{"id": f"u{i}", "kv": LV_KV} for i, *_ in drawn["units"]],
               "sources": [{"id": "grid", "bus": "b0", "fault_mva": drawn["fault_mva"], "x_over_r": drawn["x_over_r"]}],
               "lines": [{"id": f"l{k}", "from": f"b{a}", "to": f"b{b}", "r_ohm": r, "x_ohm": x} for k, (a, b, r, x) in enumerate(drawn["lines"])],
               "transformers": [{"id": f"t{i}", "from": f"b{i}", "to": f"u{i}", "mva": mva, "primary_kv": BASE_KV, "secondary_kv": LV_KV,
                                 "impedance_percent": z, "x_over_r": xr, "no_load_kw": iron} for i, mva, z, xr, iron, _, _ in drawn["units"]],
               "loads": [{"id": f"d{i}", "bus": f"u{i}", "mw": p, "mvar": q} for i, *_, p, q in drawn["units"]]}
    return ask(request) | {"faults": ask(request | {"kind": "faults"})["faults"]}


def theirs(drawn):
    net = pp.create_empty_network(f_hz=60)
    grid = pp.create_bus(net, BASE_KV)
    high = [pp.create_bus(net, BASE_KV) for _ in range(drawn["buses"])]
    # The utility is a voltage behind its impedance in our load flow: for the peer, an impedance before bus 0.
    ohm = BASE_KV**2 / drawn["fault_mva"]
    x = ohm / (1 + 1 / drawn["x_over_r"]**2)**0.5
    pp.create_line_from_parameters(net, grid, high[0], 1.0, x / drawn["x_over_r"], x, 0, 10)
    pp.create_ext_grid(net, grid)
    for a, b, r, x in drawn["lines"]:
        pp.create_line_from_parameters(net, high[a], high[b], 1.0, r, x, 0, 10)
    low = {}
    for i, mva, z, xr, iron, p, q in drawn["units"]:
        low[i] = pp.create_bus(net, LV_KV)
        pp.create_transformer_from_parameters(net, high[i], low[i], mva, BASE_KV, LV_KV, z / (1 + xr**2)**0.5, z, iron, iron / mva / 10)
        pp.create_load(net, low[i], p, q)
    pp.runpp(net, tolerance_mva=1e-10, trafo_model="pi", numba=False)
    return net, high, low


def fault_currents(drawn):
    net = pp.create_empty_network(f_hz=60)
    high = [pp.create_bus(net, BASE_KV) for _ in range(drawn["buses"])]
    pp.create_ext_grid(net, high[0], s_sc_max_mva=drawn["fault_mva"], rx_max=1 / drawn["x_over_r"])
    for a, b, r, x in drawn["lines"]:
        pp.create_line_from_parameters(net, high[a], high[b], 1.0, r, x, 0, 10)
    low = {}
    for i, mva, z, xr, iron, _, _ in drawn["units"]:
        low[i] = pp.create_bus(net, LV_KV)
        pp.create_transformer_from_parameters(net, high[i], low[i], mva, BASE_KV, LV_KV, z / (1 + xr**2)**0.5, z, iron, 0)
    sc.calc_sc(net, case="max", ip=False, ith=False, lv_tol_percent=6)
    return {f"b{i}": net.res_bus_sc.ikss_ka[b] for i, b in enumerate(high)} | {f"u{i}": net.res_bus_sc.ikss_ka[b] for i, b in low.items()}


voltages, flows, faults = Comparison("voltage"), Comparison("flow"), Comparison("fault current")
for seed in range(40):
    drawn = draw(seed)
    answer = ours(drawn)
    if not answer["converged"]:
        sys.exit(f"network {seed} has no answer: {answer['reason']}")
    net, high, low = theirs(drawn)
    found = {bus["id"]: bus for bus in answer["buses"]}
    for name, bus in [(f"b{i}", b) for i, b in enumerate(high)] + [(f"u{i}", b) for i, b in low.items()]:
        # The peer's iron loss is placed on both sides of its pi model, ours at the primary: 2e-5.
        voltages.add(f"network {seed} {name}", found[name]["vm_pu"], net.res_bus.vm_pu[bus], 2e-5)
    branches = {branch["id"]: branch for branch in answer["branches"]}
    for k in range(len(drawn["lines"])):
        flows.add(f"network {seed} line {k}", branches[f"l{k}"]["p_from_mw"], net.res_line.p_from_mw[k + 1], 2e-3)
    peer = fault_currents(drawn)
    for fault in answer["faults"]:
        faults.add(f"network {seed} {fault['bus']}", fault["ikss_ka"], peer[fault["bus"]], 2e-4 * peer[fault["bus"]])
sys.exit(1 if sum(c.end() for c in (voltages, flows, faults)) else 0)
