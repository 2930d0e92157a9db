"""The collection of cases that others solved: which folder holds what, and what cannot be asked of the solvers yet."""
import epanet_cases
import fault_cases
import fluid_cases
import matpower_cases
import modelica_cases
import pandapipes_cases
import pandapower_cases
import power_grid_model_cases
from case import Case


def cases(folder):
    yield from matpower_cases.matpower(folder / "matpower")
    yield from fault_cases.pandapower(folder / "pandapower/iec60909")
    yield from fault_cases.iec_60909_4(folder / "pandapower/iec60909_4_expected.csv", folder / "pandapower/iec60909")
    yield from fault_cases.power_grid_model(folder / "power_grid_model/short_circuit")
    yield from power_grid_model_cases.power_grid_model(folder / "power_grid_model")
    yield from pandapower_cases.pandapower(folder / "pandapower")
    yield from fluid_cases.if97(folder / "fluids/if97")
    yield from fluid_cases.glycol(folder / "fluids/coolprop/tables")
    yield from fluid_cases.moist_air(folder / "fluids/psychro/psychrolib_expected.csv")
    yield from epanet_cases.epanet(folder / "epanet")
    yield from pandapipes_cases.networks(folder / "pandapipes/networks")
    yield from pandapipes_cases.runs(folder / "pandapipes/runs")
    yield from modelica_cases.modelica(folder / "datacenter/modelica")
    yield from others(folder)


def others(folder):
    def count(pattern):
        return sum(1 for _ in folder.glob(pattern))

    for pattern, what in (("fluids/epw/*.epw", "weather files: not part of solve_cases"),
                          ("footprints/fp*.json", "footprints: outlines without a published layout")):
        if count(pattern):
            yield Case(pattern, cannot=what, count=count(pattern))
