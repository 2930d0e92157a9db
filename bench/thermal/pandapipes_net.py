"""pandapipes: the loop in its tables, its answers back.

Its circulation pump holds the pressures of two nodes; a pump with a curve finds no flow in a loop that is closed, so
each state is given the lift between the manifolds that EPANET found, and pump legs have no flow of their own here.
"""
import numpy as np
import pandapipes

from data_center import FOOT_M, GRAVITY_M_S2, HOSE_MM, ROUGHNESS_MM

DENSITY_KG_M3 = 1000.0
VISCOSITY_FT2_S = 1.1e-5  # EPANET's of water
SUCTION_BAR = 2.0


def lift_bar(head_m):
    return head_m * DENSITY_KG_M3 * GRAVITY_M_S2 / 1e5


def net_of(loop, head_m):
    water = pandapipes.create_constant_fluid("water", "liquid", density=DENSITY_KG_M3, heat_capacity=4186.0,
                                             viscosity=DENSITY_KG_M3 * VISCOSITY_FT2_S * FOOT_M**2)
    net = pandapipes.create_empty_network(fluid=water)
    pandapipes.create_junctions(net, loop.nodes, pn_bar=5.0, tfluid_k=293.15)
    keep = np.setdiff1d(np.arange(len(loop.pipes)), loop.pump_legs)
    pipes = loop.pipes[keep]
    pandapipes.create_pipes_from_parameters(net, pipes[:, 0].astype(int), pipes[:, 1].astype(int), pipes[:, 2] / 1000,
                                            inner_diameter_mm=pipes[:, 3], k_mm=ROUGHNESS_MM, name=[int(i) for i in keep])
    pandapipes.create_valves(net, loop.throttles[:, 0], loop.throttles[:, 1], et="ju", inner_diameter_mm=HOSE_MM,
                             loss_coefficient=loop.loss)
    pandapipes.create_circ_pump_const_pressure(net, *loop.manifolds, p_flow_bar=SUCTION_BAR + lift_bar(head_m),
                                               plift_bar=lift_bar(head_m), t_flow_k=293.15)
    return net


def solve(net):
    """False where it finds no flows."""
    try:
        pandapipes.pipeflow(net, mode="hydraulics", friction_model="swamee-jain", use_numba=True)
    except pandapipes.PipeflowNotConverged:
        return False
    return True


def flows_m3_s(net, links):
    """By link of the loop, NaN of those that are not here."""
    flow = np.full(links, np.nan)
    flow[net.pipe.name.to_numpy(int)] = net.res_pipe.mdot_from_kg_per_s.to_numpy()
    pipes = net.pipe.name.to_numpy(int).max() + 1
    valves = np.where(net.valve.opened.to_numpy(), net.res_valve.mdot_from_kg_per_s.to_numpy(), 0.0)
    flow[pipes:pipes + len(valves)] = valves
    return flow / DENSITY_KG_M3
