"""power-grid-model: a case in its tables, its answers back."""
import numpy as np
from power_grid_model import initialize_array

from cases import BASE_KV, BR_B, BR_R, BR_X, BS, GEN_BUS, GS, PD, QD, SHIFT, SLACK, BUS_TYPE, TAP, VA, VG


def tables(case):
    """Every bus has a load, so that states may set any of them; ids: bus rows, then loads, then branches."""
    buses, branches = len(case.bus), len(case.branch)
    volt = case.bus[:, BASE_KV] * 1e3
    node = initialize_array("input", "node", buses)
    node["id"], node["u_rated"] = np.arange(buses), volt

    first, second = case.ends()
    branch = initialize_array("input", "generic_branch", branches)
    branch["id"] = 2 * buses + np.arange(branches)
    branch["from_node"], branch["to_node"] = first, second
    branch["from_status"] = branch["to_status"] = 1
    base_ohm = volt[second] ** 2 / (case.base_mva * 1e6)
    branch["r1"], branch["x1"] = case.branch[:, BR_R] * base_ohm, case.branch[:, BR_X] * base_ohm
    branch["g1"], branch["b1"] = 0, case.branch[:, BR_B] / base_ohm
    branch["k"] = np.where(case.branch[:, TAP] == 0, 1.0, case.branch[:, TAP])
    branch["theta"] = np.deg2rad(case.branch[:, SHIFT])
    branch["sn"] = case.base_mva * 1e6

    load = initialize_array("input", "sym_load", buses)
    load["id"] = buses + np.arange(buses)
    load["node"], load["status"], load["type"] = np.arange(buses), 1, 0
    given = case.injected_pu() * case.base_mva * 1e6
    load["p_specified"], load["q_specified"] = -given.real, -given.imag
    slack = np.flatnonzero(case.bus[:, BUS_TYPE] == SLACK)[0]
    load["p_specified"][slack], load["q_specified"][slack] = case.bus[slack, PD] * 1e6, case.bus[slack, QD] * 1e6

    shunted = np.flatnonzero((case.bus[:, GS] != 0) | (case.bus[:, BS] != 0))
    shunt = initialize_array("input", "shunt", len(shunted))
    shunt["id"] = 2 * buses + branches + np.arange(len(shunted))
    shunt["node"], shunt["status"] = shunted, 1
    shunt["g1"], shunt["b1"] = case.bus[shunted, GS] * 1e6 / volt[shunted] ** 2, case.bus[shunted, BS] * 1e6 / volt[shunted] ** 2

    # A stiff source: 1e20 VA behind it leave 1e-12 per unit of its voltage.
    source = initialize_array("input", "source", 1)
    source["id"], source["node"], source["status"] = 2 * buses + branches + len(shunted), slack, 1
    source["u_ref"] = case.gen[case.row_of(case.gen[:, GEN_BUS]) == slack, VG][0]
    source["u_ref_angle"], source["sk"] = np.deg2rad(case.bus[slack, VA]), 1e20
    return {"node": node, "generic_branch": branch, "sym_load": load, "shunt": shunt, "source": source}


def voltage(nodes):
    return nodes["u_pu"] * np.exp(1j * nodes["u_angle"])
