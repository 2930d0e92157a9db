"""A data-center one-line of 5,000 buses, and 1,000 states of it.

One utility bus, two feeds, a 34.5 kV board on each, and behind each board a row of blocks: cable, 2.5 MVA transformer,
480 V board, two row boards, two busways on each of those, tap-offs along them and a rack behind each. Each rack hangs on
a busway of one block of board A and on the same busway of the opposite block of board B. Each of its cords takes half
while both live, one takes all when the other is dead. A state is one instant of a training run, each pod of racks in its
own step of it, with one transformer or one busway out.

The impedances are usual ones and all assumed (what is timed depends on the shape): transformers 5.75 % at X/R 8, busways
0.06 + j 0.03 mΩ/m, whips 0.3 + j 0.1 mΩ/m, 34.5 kV cables 0.08 + j 0.12 Ω/km; a rack draws 41 kW at 0.98 when it computes.
"""
import dataclasses

import numpy as np

from cases import PD, PQ, QD, SLACK, Case

PAIRS, ROWS, WAYS, TAPS = 25, 2, 2, 12
STATES, SEED = 1000, 20250101
BASE_MVA, MV, LV = 100.0, 34.5, 0.48
RACK_MW, POWER_FACTOR, PODS = 0.041, 0.98, 10
# Share of its rated power that a rack draws in a step: computing, exchanging gradients, writing a checkpoint.
STEPS, STEP_SHARES = (1.0, 0.6, 0.25), (0.7, 0.2, 0.1)


@dataclasses.dataclass
class States:
    """Rows are states: the branch that is out, and the loads in the order of `bus` (rows of the case's bus table)."""
    out: np.ndarray
    bus: np.ndarray
    real_mw: np.ndarray
    reactive_mvar: np.ndarray


class Plant:
    """What is built, and for every element that may go out the cords that die with it: its side and its racks."""

    def __init__(self):
        self.bus, self.branch = [], []
        self.cords = [[], []]  # bus row of each rack's cord, by side
        self.outages = []  # branch, side, racks
        utility = self.add_bus(MV, SLACK)
        for side in range(2):
            board = self.add_bus(MV)
            self.add_run(utility, board, MV, 900, 8e-5, 1.2e-4)
            for pair in range(PAIRS):
                self.add_block(side, board, 60 + 12 * pair)

    def add_bus(self, kv, kind=PQ):
        self.bus.append([len(self.bus) + 1, kind, 0, 0, 0, 0, 1, 1.0, 0.0, kv, 1, 1.1, 0.9])
        return len(self.bus)

    def add_branch(self, first, second, r_pu, x_pu, tap=0.0):
        self.branch.append([first, second, r_pu, x_pu, 0, 0, 0, 0, tap, 0, 1, -360, 360])
        return len(self.branch) - 1

    def add_run(self, first, second, kv, metres, r_ohm_m, x_ohm_m):
        base_ohm = kv**2 / BASE_MVA
        return self.add_branch(first, second, r_ohm_m * metres / base_ohm, x_ohm_m * metres / base_ohm)

    def add_block(self, side, board, metres):
        cords = self.cords[side]
        first_rack = len(cords)
        primary, low = self.add_bus(MV), self.add_bus(LV)
        self.add_run(board, primary, MV, metres, 8e-5, 1.2e-4)
        r_pu = 0.0575 * BASE_MVA / 2.5 / np.hypot(1, 8)
        transformer = self.add_branch(primary, low, r_pu, 8 * r_pu, tap=1.0)
        for _ in range(ROWS):
            row = self.add_bus(LV)
            self.add_run(low, row, LV, 6, 2e-5, 2e-5)
            for _ in range(WAYS):
                self.add_busway(side, row)
        self.outages.append((transformer, side, range(first_rack, len(cords))))

    def add_busway(self, side, row):
        cords = self.cords[side]
        first_rack, last, first_piece = len(cords), row, len(self.branch)
        for tap in range(TAPS):
            here, rack = self.add_bus(LV), self.add_bus(LV)
            self.add_run(last, here, LV, 2.4 if tap else 8, 6e-5, 3e-5)
            self.add_run(here, rack, LV, 3, 3e-4, 1e-4)
            cords.append(rack - 1)
            last = here
        self.outages.append((first_piece, side, range(first_rack, len(cords))))


def network():
    """The case at its normal loads, and its states."""
    plant = Plant()
    racks = len(plant.cords[0])
    to_reactive = np.tan(np.arccos(POWER_FACTOR))
    case = Case("data_center", BASE_MVA, np.array(plant.bus, float),
                np.array([[1, 0, 0, 1e3, -1e3, 1.02, BASE_MVA, 1, 1e3, 0] + [0] * 11], float), np.array(plant.branch, float))
    cords = np.concatenate(plant.cords)
    case.bus[cords, PD] = RACK_MW / 2
    case.bus[cords, QD] = RACK_MW / 2 * to_reactive

    random = np.random.default_rng(SEED)
    pod_of_rack = np.arange(racks) * PODS // racks
    step = random.choice(STEPS, p=STEP_SHARES, size=(STATES, PODS))[:, pod_of_rack]
    drawn_mw = RACK_MW * step * random.uniform(0.97, 1.0, size=(STATES, racks))
    real_mw = np.concatenate([drawn_mw, drawn_mw], axis=1) / 2
    chosen = random.integers(len(plant.outages), size=STATES)
    for state, index in enumerate(chosen):
        _, side, dead = plant.outages[index]
        dead = np.arange(dead.start, dead.stop)
        real_mw[state, side * racks + dead] = 0
        real_mw[state, (1 - side) * racks + dead] = drawn_mw[state, dead]
    out = np.array([plant.outages[index][0] for index in chosen])
    return case, States(out, cords, real_mw, real_mw * to_reactive)
