"""A data-center loop of 3,000 pipes, and 1,000 variants of it.

Five pumps in parallel between a return and a supply manifold; supply and return mains along 36 rows; in each row a
supply and a return header along 40 racks, and between them at every rack a throttle for its hose, valve and plates. It is
flat, of water, with one vessel on a short pipe at the return. A variant has a twentieth of the throttles turned a fifth up or
down, and one pump or one rack out.

Sizes and figures are usual ones and all assumed (what is timed depends on the shape): 2.2 L/s and 100 kPa a rack, pumps
of five equal shares at 16 m. Flow is turbulent everywhere: the laws of friction that the tools share are for that.
"""
import dataclasses

import numpy as np

ROWS, RACKS, PUMPS = 36, 40, 5
VARIANTS, SEED = 1000, 20250101
RACK_L_S, RACK_HEAD_M, HOSE_MM = 2.2, 10.0, 40.0
ROUGHNESS_MM = 0.045
# EPANET: head lost is 0.02517 K q²/D⁴ in ft and ft³/s, gravity 32.2 ft/s².
FOOT_M = 0.3048
GRAVITY_M_S2 = 32.2 * FOOT_M
EXACT_OF_ROUNDED = 8 / (np.pi**2 * 32.2) / 0.02517


@dataclasses.dataclass
class Loop:
    """Nodes by number; links are pipes, then throttles, then pumps."""
    nodes: int
    vessel: int
    pipes: np.ndarray  # from, to, length in m, bore in mm
    throttles: np.ndarray  # from, to
    loss: np.ndarray  # of the throttles: coefficient K at the bore of a hose
    pumps: np.ndarray  # from, to
    pump_points: list  # L/s, m
    manifolds: tuple  # return, supply
    pump_legs: np.ndarray  # pipes between manifolds and pumps

    def links(self):
        return len(self.pipes) + len(self.throttles) + len(self.pumps)


@dataclasses.dataclass
class Variants:
    """Rows are variants: the link that is out, the throttles that are turned and by what their coefficients grow."""
    out: np.ndarray
    turned: np.ndarray
    growth: np.ndarray


class Builder:
    def __init__(self):
        self.nodes, self.pipes, self.throttles = 0, [], []

    def node(self):
        self.nodes += 1
        return self.nodes - 1

    def pipe(self, first, length_m, bore_mm, second=None):
        """To a new node, if none is given."""
        second = self.node() if second is None else second
        self.pipes.append([first, second, length_m, bore_mm])
        return second

    def row(self, supply, back):
        for rack in range(RACKS):
            length_m = 0.7 if rack else 6.0
            supply = self.pipe(supply, length_m, 200.0)
            ahead, back = back, self.node()
            self.pipe(back, length_m, 200.0, ahead)
            self.throttles.append([supply, back])


def network():
    """The loop and its variants."""
    build = Builder()
    manifolds = build.node(), build.node()
    vessel = build.node()
    build.pipe(manifolds[0], 5.0, 100.0, vessel)
    pumps, legs = [], []
    for _ in range(PUMPS):
        legs += [len(build.pipes), len(build.pipes) + 1]
        suction = build.pipe(manifolds[0], 8.0, 600.0)
        delivery = build.node()
        build.pipe(delivery, 8.0, 600.0, manifolds[1])
        pumps.append([suction, delivery])
    back, supply = manifolds
    for row in range(ROWS):
        length_m = 4.8 if row else 40.0
        supply = build.pipe(supply, length_m, 1200.0)
        ahead, back = back, build.node()
        build.pipe(back, length_m, 1200.0, ahead)
        build.row(supply, back)

    random = np.random.default_rng(SEED)
    racks = len(build.throttles)
    speed_m_s = RACK_L_S / 1000 / (np.pi / 4 * (HOSE_MM / 1000) ** 2)
    loss = RACK_HEAD_M * 2 * GRAVITY_M_S2 / speed_m_s**2 * random.uniform(0.9, 1.1, racks)
    flow_l_s = ROWS * RACKS * RACK_L_S / PUMPS
    loop = Loop(build.nodes, vessel, np.array(build.pipes), np.array(build.throttles), loss, np.array(pumps),
                [(0.0, 22.0), (flow_l_s, 16.0), (1.5 * flow_l_s, 9.0)], manifolds, np.array(legs))
    turned = np.array([random.choice(racks, racks // 20, replace=False) for _ in range(VARIANTS)])
    growth = random.choice([0.8, 1.2], turned.shape)
    out = len(loop.pipes) + random.integers(racks, size=VARIANTS)
    is_pump = random.random(VARIANTS) < 0.2
    out[is_pump] = loop.links() - PUMPS + random.integers(PUMPS, size=np.count_nonzero(is_pump))
    return loop, Variants(out, turned, growth)


def write_epanet(loop, path):
    """As an input file, with digits enough to read back the same numbers."""
    def lines(rows):
        return "".join(" " + " ".join(x if isinstance(x, str) else repr(float(x)) for x in row) + "\n" for row in rows)

    def node(number):
        return "V" if number == loop.vessel else f"N{int(number)}"
    pipes = [(f"P{i}", node(a), node(b), length, bore, ROUGHNESS_MM, 0) for i, (a, b, length, bore) in enumerate(loop.pipes)]
    valves = [(f"T{i}", node(a), node(b), HOSE_MM, "TCV", k * EXACT_OF_ROUNDED)
              for i, ((a, b), k) in enumerate(zip(loop.throttles, loop.loss))]
    pumps = [(f"U{i}", node(a), node(b), "HEAD", "C") for i, (a, b) in enumerate(loop.pumps)]
    path.write_text("[JUNCTIONS]\n" + lines((node(i), 0) for i in range(loop.nodes) if i != loop.vessel)
                    + "[RESERVOIRS]\n" + lines([("V", 20.0)]) + "[PIPES]\n" + lines(pipes) + "[VALVES]\n" + lines(valves)
                    + "[PUMPS]\n" + lines(pumps) + "[CURVES]\n" + lines(("C", *point) for point in loop.pump_points)
                    + "[OPTIONS]\n Units LPS\n Headloss D-W\n[END]\n", encoding="utf-8")
