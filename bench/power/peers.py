"""The peers, each behind the same few calls: read a case, solve it, its outages, its states. What only makes a tool's
answer comparable (order, NaN where it has none) stands in `numbers`, outside what is timed."""
import dataclasses
import json
import pathlib
from types import SimpleNamespace

import numpy as np

from cases import SHIFT, TAP, read
from data_center import States

TOLERANCE_PU = 1e-8
MOST_ITERATIONS = 50


@dataclasses.dataclass
class Job:
    """Files of one case, as run.py wrote them."""
    folder: pathlib.Path
    name: str

    def __post_init__(self):
        self.file = self.folder / f"{self.name}.m"
        self.case = read(self.file)
        self.start = np.fromfile(self.folder / f"{self.name}.start.raw", complex)
        self.normal = np.fromfile(self.folder / f"{self.name}.normal.raw", complex)
        self.settings = json.loads((self.folder / f"{self.name}.json").read_text(encoding="utf-8"))

    def outages(self):
        return np.array(self.settings["outages"])

    def states(self):
        bus = np.array(self.settings["state_buses"])
        rows = np.fromfile(self.folder / f"{self.name}.states.raw").reshape(-1, 1 + 2 * len(bus))
        real_mw, reactive_mvar = np.split(rows[:, 1:], 2, axis=1)
        return States(rows[:, 0].astype(int), bus, np.ascontiguousarray(real_mw), np.ascontiguousarray(reactive_mvar))


class Lightsim:
    """lightsim2grid alone, without pandapower around it: Newton with KLU, one slack."""
    tests = f"max of |ΔP| and |ΔQ| below {TOLERANCE_PU:g} pu"
    one_factorization = False

    def __init__(self, job):
        self.job = job
        branch = job.case.branch
        self.is_line = (branch[:, TAP] == 0) & (branch[:, SHIFT] == 0)
        self.given = job.states() if "state_buses" in job.settings else None

    def read(self):
        from lightsim2grid.algorithm import AlgorithmType
        from lightsim2grid.network import init_from_matpower

        grid = init_from_matpower(str(self.job.file))
        grid.change_algorithm(AlgorithmType.NRSing_KLU)
        return SimpleNamespace(grid=grid, batch=None)

    def flow(self, model):
        return model.grid.ac_pf(self.job.start.copy(), MOST_ITERATIONS, TOLERANCE_PU)

    def outages(self, model):
        from lightsim2grid.contingencyAnalysis import ContingencyAnalysisCPP

        if model.batch is None:
            model.batch = self.batch(ContingencyAnalysisCPP, model.grid)
            model.batch.add_multiple_n1([int(i) for i in self.number_of(self.job.outages())])
        model.batch.clear_results_only()
        return self.compute(model.batch)

    def states(self, model):
        from lightsim2grid.scenarioSweep import ScenarioSweepCPP

        states = self.given
        if model.batch is None:
            model.batch = self.batch(ScenarioSweepCPP, model.grid)
            model.batch.handle_disconnected_grid = True
            is_out = np.zeros((len(states.out), len(self.is_line)), bool)
            is_out[np.arange(len(states.out)), self.number_of(states.out)] = True
            lines = np.count_nonzero(self.is_line)
            model.batch.set_contingency_lines(np.ascontiguousarray(is_out[:, :lines]))
            model.batch.set_contingency_trafos(np.ascontiguousarray(is_out[:, lines:]))
        model.batch.modify_load_p(states.real_mw)
        model.batch.modify_load_q(states.reactive_mvar)
        return self.compute(model.batch)

    def batch(self, kind, grid):
        from lightsim2grid.algorithm import AlgorithmType

        batch = kind(grid)
        batch.change_algorithm(AlgorithmType.NR_KLU)  # its NRSing_KLU leaves large mismatches in some outages
        if self.one_factorization:
            settings = batch.get_algo_config()
            numbers = list(settings.int_params)
            numbers[1] = 2  # RefactorPolicyType.Chord
            settings.int_params = numbers
            batch.set_algo_config(settings)
        batch.nb_thread = 1
        return batch

    def compute(self, batch):
        batch.compute(self.job.normal.copy(), MOST_ITERATIONS, TOLERANCE_PU)
        return batch.get_voltages(), batch.converged_mask()

    def number_of(self, rows):
        """Its own: lines first, then transformers."""
        lines, transformers = np.flatnonzero(self.is_line), np.flatnonzero(~self.is_line)
        return np.where(self.is_line[rows], np.searchsorted(lines, rows), len(lines) + np.searchsorted(transformers, rows))

    def numbers(self, result, job):
        if job == "flow":
            return result if len(result) else np.full(len(self.job.case.bus), np.nan)
        voltage, has_answer = result
        voltage = np.where(np.asarray(has_answer)[:, None], voltage, np.nan)
        if job == "outages":  # they come in the order of its own numbers
            in_order = np.empty_like(voltage)
            in_order[np.argsort(self.number_of(self.job.outages()))] = voltage
            return in_order
        return voltage


class LightsimChord(Lightsim):
    """Its batches with one factorization of the Jacobian a state."""
    one_factorization = True


class GridModel:
    """power-grid-model: Newton from its own linear solution, by which it cannot be told otherwise."""

    def __init__(self, job):
        from power_grid_model import CalculationMethod

        self.job = job
        self.given = job.states() if "state_buses" in job.settings else None
        tolerance = job.settings["grid_model_tolerance"]
        self.tests = f"max |ΔU| between iterations below {tolerance:g} pu"
        self.options = {"symmetric": True, "error_tolerance": tolerance, "max_iterations": MOST_ITERATIONS,
                        "calculation_method": CalculationMethod.newton_raphson, "threading": -1}

    def read(self):
        from power_grid_model import PowerGridModel
        from power_grid_model.utils import json_deserialize_from_file

        return PowerGridModel(json_deserialize_from_file(self.job.folder / f"{self.job.name}.pgm.json"))

    def flow(self, model):
        """With the powers of all branches, as the others give them."""
        return model.calculate_power_flow(**self.options, output_component_types=["node", "generic_branch"])

    def outages(self, model):
        return self.batch(model, {"generic_branch": self.out(self.job.outages())})

    def states(self, model):
        from power_grid_model import initialize_array

        states = self.given
        loads = initialize_array("update", "sym_load", states.real_mw.shape)
        loads["id"] = len(self.job.case.bus) + states.bus
        loads["p_specified"], loads["q_specified"] = states.real_mw * 1e6, states.reactive_mvar * 1e6
        return self.batch(model, {"sym_load": loads, "generic_branch": self.out(states.out)})

    def out(self, rows):
        from power_grid_model import initialize_array

        branches = initialize_array("update", "generic_branch", (len(rows), 1))
        branches["id"][:, 0] = 2 * len(self.job.case.bus) + rows
        branches["from_status"] = branches["to_status"] = 0
        return branches

    def batch(self, model, changes):
        result = model.calculate_power_flow(**self.options, update_data=changes, output_component_types=["node"],
                                            continue_on_batch_error=True)
        return result, model.batch_error

    def numbers(self, result, job):
        from grid_model import voltage

        if job == "flow":
            return voltage(result["node"])
        result, error = result
        answers = voltage(result["node"])
        if error is not None:
            answers[error.failed_scenarios] = np.nan
        return answers


class Pandapower:
    """pandapower with its own Newton, compiled by numba."""
    with_lightsim = False

    def __init__(self, job):
        self.job = job
        self.tests = f"max of |ΔP| and |ΔQ| below {TOLERANCE_PU:g} pu"

    def read(self):
        from pandapower.converter.matpower.from_mpc import from_mpc

        net = from_mpc(str(self.job.file), f_hz=50)
        # Where its branches went, in the order of the file: kind and index.
        kinds = net._from_ppc_lookups["branch"]
        return SimpleNamespace(net=net, kind=kinds.element_type.to_numpy(), index=kinds.element.to_numpy())

    def run(self, model, start):
        import pandapower

        try:
            pandapower.runpp(model.net, init_vm_pu=np.abs(start), init_va_degree=np.rad2deg(np.angle(start)), numba=True,
                             calculate_voltage_angles=True, trafo_model="pi", max_iteration=MOST_ITERATIONS,
                             tolerance_mva=TOLERANCE_PU * self.job.case.base_mva, lightsim2grid=self.with_lightsim)
        except pandapower.LoadflowNotConverged:
            return None
        return model.net.res_bus.vm_pu.to_numpy() * np.exp(1j * np.deg2rad(model.net.res_bus.va_degree.to_numpy()))

    def flow(self, model):
        return self.run(model, self.job.start)

    def outages(self, model):
        """A loop: it has no batch of outages."""
        answers = []
        for row in self.job.outages():
            table = model.net[model.kind[row]]
            table.at[model.index[row], "in_service"] = False
            answers.append(self.run(model, self.job.normal))
            table.at[model.index[row], "in_service"] = True
        return answers

    def numbers(self, result, job):
        none = np.full(len(self.job.case.bus), np.nan)
        if job == "flow":
            return none if result is None else result
        return np.array([none if one is None else one for one in result])


class PandapowerLightsim(Pandapower):
    """pandapower around lightsim2grid's Newton."""
    with_lightsim = True


PEERS = {"lightsim2grid": Lightsim, "lightsim2grid-chord": LightsimChord, "power-grid-model": GridModel,
         "pandapower-lightsim2grid": PandapowerLightsim, "pandapower-numba": Pandapower}
