"""Load flows of this program beside its peers: run.py SOLVE_CASES FOLDER [NAME...]

Writes the cases below FOLDER, lets every tool measure itself there in turns, compares the answers with one another and
with the case, and prints times, ratios and memory; FOLDER/results.json has the same. A NAME picks parts: a, b, c.
"""
import dataclasses
import json
import pathlib
import sys

import numpy as np
import scipy.sparse as sparse
import scipy.sparse.linalg

import cases
import data_center
import grid_model
import turns
from turns import OURS

AGREE_PU, LEFT_PU = 1e-6, 1e-6
# Outages, by branch, of which a tool is known to end at another solution of the same equations.
OTHERS = {("case1354pegase_fixed", "power-grid-model"): {1413, 1414, 1555}}  # at the lower one, of 0.66 pu


@dataclasses.dataclass
class Part:
    title: str
    job: str
    case: str
    tools: list
    cannot: dict


def linear_start(case):
    """Loads as constant admittances at their power at one per unit: where power-grid-model starts."""
    load = -case.injected_pu()
    slack = np.flatnonzero(case.bus[:, cases.BUS_TYPE] == cases.SLACK)
    load[slack] = (case.bus[slack, cases.PD] + 1j * case.bus[slack, cases.QD]) / case.base_mva
    system = (case.admittance() + sparse.diags(load.conj())).tocsc()
    others = np.setdiff1d(np.arange(len(load)), slack)
    voltage = case.start()
    voltage[others] = sparse.linalg.spsolve(system[others][:, others], -(system[others][:, slack] @ voltage[slack]))
    return voltage


def reference(file, start):
    """A solution from `start`, by the peer that takes any; None where it finds none."""
    from lightsim2grid.network import init_from_matpower

    voltage = init_from_matpower(str(file)).ac_pf(start.copy(), 50, 1e-8)
    return voltage if len(voltage) else None


def grid_model_tolerance(case):
    """The loosest power of ten at which power-grid-model leaves no more over than the others are allowed to."""
    from power_grid_model import PowerGridModel

    for exponent in range(2, 13):
        model = PowerGridModel(grid_model.tables(case))
        try:
            nodes = model.calculate_power_flow(error_tolerance=10.0**-exponent, max_iterations=50)["node"]
        except Exception:  # noqa: BLE001 - of all its errors only this matters: no answer
            return None
        if case.mismatch_pu(grid_model.voltage(nodes)) <= 1e-8:
            return 10.0**-exponent
    return None


def prepare(folder, case, start, states=None):
    """Files of one case for all tools, and its solution; None where there is none from this start."""
    from power_grid_model.utils import json_serialize_to_file

    case.write(folder / f"{case.name}.m")
    normal = reference(folder / f"{case.name}.m", start)
    bridges = set(case.splitting_branches())
    settings = {"outages": [i for i in range(len(case.branch)) if i not in bridges], "splitting": len(bridges)}
    start.tofile(folder / f"{case.name}.start.raw")
    if normal is not None:
        normal.tofile(folder / f"{case.name}.normal.raw")
    if not np.any(case.bus[:, cases.BUS_TYPE] == cases.PV):
        settings["grid_model_tolerance"] = grid_model_tolerance(case)
        json_serialize_to_file(folder / f"{case.name}.pgm.json", grid_model.tables(case))
    if states is not None:
        settings["state_buses"] = states.bus.tolist()
        np.hstack([states.out[:, None], states.real_mw, states.reactive_mvar]).tofile(folder / f"{case.name}.states.raw")
    (folder / f"{case.name}.json").write_text(json.dumps(settings), encoding="utf-8")
    return normal


def warm_up_case():
    """Two buses, so that what loads or compiles on first use has done so."""
    bus = np.array([[1, cases.SLACK, 0, 0, 0, 0, 1, 1, 0, 10, 1, 1.1, 0.9], [2, cases.PQ, 1, 0.1, 0, 0, 1, 1, 0, 10, 1, 1.1, 0.9]])
    branch = np.array([[1, 2, 0.001, 0.01, 0, 0, 0, 0, 0, 0, 1, -360, 360.0]])
    gen = np.array([[1, 0, 0, 1e3, -1e3, 1, 100, 1, 1e3, 0] + [0.0] * 11])
    return cases.Case("warm_up", 100.0, bus, gen, branch)


PEERS = ["lightsim2grid", "pandapower-lightsim2grid", "pandapower-numba", "power-grid-model"]
NO_HELD_VOLTAGE = "power-grid-model 1.12 has no generator that holds a voltage"


def parts(folder, wanted):
    """Prepares the cases of the wanted parts and says what is measured on each."""
    warm_up = warm_up_case()
    prepare(folder, warm_up, warm_up.start())
    for name in ("case118", "case1354pegase", "case2869pegase", "case9241pegase"):
        has_outages = name in ("case118", "case1354pegase") and "b" in wanted
        if "a" not in wanted and not has_outages:
            continue
        case = cases.published(name)
        normal = prepare(folder, case, case.start())
        fixed = cases.fixed(case, normal)
        found = prepare(folder, fixed, linear_start(fixed))
        diverges = "Newton diverges from the linear start, which is power-grid-model's only one"
        if "a" in wanted:
            yield Part(f"(a) {name} as published, {len(case.bus)} buses, flat start", "flow", case.name, PEERS[:3],
                       {"power-grid-model": NO_HELD_VOLTAGE})
            yield Part(f"(a) {name}, generators of fixed P and Q, linear start", "flow", fixed.name,
                       [] if found is None else PEERS, {} if found is not None else {"all": diverges})
        if has_outages:
            outages = len(case.branch) - len(case.splitting_branches())
            yield Part(f"(b) {name}: {outages} single outages that split nothing, from the normal solution", "outages", case.name,
                       ["lightsim2grid", "lightsim2grid-chord"] + ["pandapower-lightsim2grid"] * (name == "case118"),
                       {"power-grid-model": NO_HELD_VOLTAGE})
            yield Part(f"(b) {name}, generators of fixed P and Q: the same outages", "outages", fixed.name,
                       ["lightsim2grid", "lightsim2grid-chord", "power-grid-model"], {})
    if "c" in wanted:
        case, states = data_center.network()
        prepare(folder, case, case.start(), states)
        yield Part(f"(c) data center, {len(case.bus)} buses: its normal state, flat start", "flow", case.name, PEERS, {})
        yield Part(f"(c) data center, {len(case.bus)} buses: {len(states.out)} states, from the normal solution", "states", case.name,
                   ["lightsim2grid", "lightsim2grid-chord", "power-grid-model"],
                   {"pandapower": "no batch that takes branches out; a loop needs about twenty seconds"})


class Judge:
    """Compares answers: what each leaves over in the case's own equations, and how far it is from the first tool's."""

    def __init__(self, folder, part):
        self.case = cases.read(folder / f"{part.case}.m")
        settings = json.loads((folder / f"{part.case}.json").read_text(encoding="utf-8"))
        self.rows = [((), None)]
        if part.job == "outages":
            self.rows = [((branch,), None) for branch in settings["outages"]]
        if part.job == "states":
            bus = np.array(settings["state_buses"])
            self.rows = []
            for row in np.fromfile(folder / f"{part.case}.states.raw").reshape(-1, 1 + 2 * len(bus)):
                real_mw, reactive_mvar = np.split(row[1:], 2)
                injected = np.zeros(len(self.case.bus), complex)
                injected[bus] = -(real_mw + 1j * reactive_mvar) / self.case.base_mva
                self.rows.append(((int(row[0]),), injected))
        self.alive = [self.case.reached(out) if part.job == "states" else None for out, _ in self.rows]

    def left_over(self, voltage):
        """Of each state; NaN where there is no answer."""
        return np.array([self.case.mismatch_pu(one, injected, out, alive)
                         for one, (out, injected), alive in zip(voltage, self.rows, self.alive)])

    def apart(self, voltage, other):
        return np.array([np.abs(one - two)[slice(None) if alive is None else alive].max()
                         for one, two, alive in zip(voltage, other, self.alive)])


def judge(folder, part, tools):
    """For each tool: states answered, and the worst of what is left over and of the distance to the first tool's answers
    where both have one."""
    judging = Judge(folder, part)
    first, verdicts = None, {}
    for tool in tools:
        voltage = np.fromfile(folder / f"{part.case}.{part.job}.{tool}.raw", complex).reshape(len(judging.rows), -1)
        left = judging.left_over(voltage)
        good = left <= LEFT_PU
        if first is None:
            first = voltage, good
        both = good & first[1]
        apart = judging.apart(voltage[both], first[0][both]) if both.all() else np.array([
            judging.apart(voltage[i:i + 1], first[0][i:i + 1])[0] for i in np.flatnonzero(both)])
        others = [judging.rows[i][0][0] if part.job == "outages" else int(i) for i in np.flatnonzero(both)[apart > AGREE_PU]]
        verdicts[tool] = {"states": len(left), "answered": int(good.sum()), "left_pu": float(np.max(left[good], initial=0)),
                          "apart_pu": float(np.max(apart, initial=0)), "others": others, "agrees": set(others) <= OTHERS.get((part.case, tool), set())}
    return verdicts


def show(part, figures, verdicts, buses):
    print(f"\n{part.title}")
    print(f"  {turns.HEADING}{'bytes/bus':>10}{'answers':>11}{'left pu':>10}{'apart pu':>10}")
    for tool, one in figures.items():
        verdict = verdicts[tool]
        print(f"  {turns.times(tool, figures)}{one['memory_bytes'] / buses:10.0f}{verdict['answered']:6}/{verdict['states']:<4}"
              f"{verdict['left_pu']:10.0e}{verdict['apart_pu']:10.0e}" + ("" if verdict["agrees"] else "  ANOTHER ANSWER")
              + (f"  another solution in {len(verdict['others'])}" if verdict["others"] else ""))
    for tool, why in part.cannot.items():
        print(f"  {tool}: not measured, {why}")


def run(solve_cases, folder, wanted):
    results = []
    for part in parts(folder, wanted):
        tools = ([OURS] if solve_cases else []) + part.tools if part.tools else []
        figures = turns.figures_of(solve_cases, __file__, tools, part.job, part.case, folder)
        verdicts = judge(folder, part, tools) if tools else {}
        buses = len(cases.read(folder / f"{part.case}.m").bus)
        show(part, figures, verdicts, buses)
        sys.stdout.flush()
        results.append({"title": part.title, "job": part.job, "case": part.case, "buses": buses, "cannot": part.cannot,
                        "tools": {tool: figures[tool] | verdicts[tool] for tool in tools}})
    return turns.finished(folder, results, "what is left over above is measured from its voltages")


def main():
    solve_cases, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    return 0 if run(None if solve_cases == "-" else solve_cases, folder, sys.argv[3:] or ["a", "b", "c"]) else 1


if __name__ == "__main__":
    sys.exit(main())
