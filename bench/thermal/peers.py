"""The peers, each behind the same few calls: read a case, solve it, its variants. What only makes a tool's answer
comparable stands in `numbers`, outside what is timed."""
import ctypes
import dataclasses
import importlib.util
import json
import pathlib

import numpy as np

from data_center import FOOT_M

SAMPLE = 50  # of the variants, for a tool that needs minutes for all


@dataclasses.dataclass
class Job:
    """Files of one case, as run.py wrote them."""
    folder: pathlib.Path
    name: str

    def __post_init__(self):
        self.file = self.folder / f"{self.name}.inp"
        self.settings = json.loads((self.folder / f"{self.name}.json").read_text(encoding="utf-8"))

    def variants(self):
        """Rows: the link that is out, the links that are turned, by what their coefficients grow."""
        rows = np.fromfile(self.folder / f"{self.name}.variants.raw").reshape(-1, 1 + 2 * self.settings["turned"])
        turned, growth = np.split(rows[:, 1:], 2, axis=1)
        return rows[:, 0].astype(int), turned.astype(int), growth


class EpanetError(RuntimeError):
    pass


class Project:
    """EPANET's library as owa-epanet brings it, by its C calls: the package's own wrapper gives no arrays."""
    FLOW, STATUS, SETTING, FROM_ZERO, ACCURACY, FLOW_CHANGE, ITERATIONS, DEMAND = 8, 11, 12, 10, 1, 6, 0, 9
    FEET3_S = {0: 1, 1: 1 / 448.831, 2: 1 / 0.64632, 3: 1 / 0.5382, 4: 1 / 1.9837, 5: 1 / 28.317, 6: 1 / 1699, 7: 1 / 2.4466,
               8: 1 / 101.94, 9: 1 / 2446.6, 10: 1 / 0.028317}  # of the units of flow, as EPANET rounds them
    library = ctypes.CDLL(str(pathlib.Path(importlib.util.find_spec("epanet").submodule_search_locations[0]) / "libepanet2.so"))
    library.EN_setlinkvalue.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_int, ctypes.c_double]
    library.EN_setoption.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_double]

    def __init__(self, file):
        self.handle, self.ends = ctypes.c_void_p(), None
        self.call("EN_createproject", None, ctypes.byref(self.handle))
        self.call("EN_open", str(file).encode(), b"/dev/null", b"")  # without a report it prints
        self.call("EN_openH")

    def __del__(self):
        self.library.EN_deleteproject(self.handle)

    def call(self, name, *arguments):
        """Errors are 100 and up, below are warnings."""
        given = arguments[1:] if arguments and arguments[0] is None else (self.handle, *arguments)
        if (code := getattr(self.library, name)(*given)) >= 100:
            raise EpanetError(f"{name}: {code}")

    def number(self, name, what, kind=ctypes.c_int):
        value = kind()
        self.call(name, *([] if what is None else [what]), ctypes.byref(value))
        return value.value

    def set_tolerances(self, accuracy, flow_change):
        self.call("EN_setoption", self.ACCURACY, accuracy)
        self.call("EN_setoption", self.FLOW_CHANGE, flow_change)

    def set(self, link, what, value):
        """`link` counts from 0."""
        self.library.EN_setlinkvalue(self.handle, int(link) + 1, what, value)

    def start_over(self):
        self.call("EN_initH", self.FROM_ZERO)

    def solve(self):
        """From the flows it has."""
        time = ctypes.c_long()
        self.call("EN_runH", ctypes.byref(time))

    def iterations(self):
        value = ctypes.c_double()
        self.call("EN_getstatistic", self.ITERATIONS, ctypes.byref(value))
        return int(value.value)

    def links(self):
        return self.number("EN_getcount", 2)

    def flows(self):
        """In m³/s."""
        values = np.empty(self.links())
        self.call("EN_getlinkvalues", self.FLOW, values.ctypes.data_as(ctypes.c_void_p))
        return values * self.unit_m3_s()

    def unit_m3_s(self):
        return self.FEET3_S[self.number("EN_getflowunits", None)] * FOOT_M**3

    def left_over(self):
        """The most that flows and demands do not balance at a node, in m³/s."""
        first, second, flows = ctypes.c_int(), ctypes.c_int(), self.flows()
        if self.ends is None:
            self.ends = []
            for link in range(self.links()):
                self.call("EN_getlinknodes", link + 1, ctypes.byref(first), ctypes.byref(second))
                self.ends.append((first.value - 1, second.value - 1))
            self.ends = np.array(self.ends).T
        demand = np.empty(self.number("EN_getcount", 0))
        self.call("EN_getnodevalues", self.DEMAND, demand.ctypes.data_as(ctypes.c_void_p))
        left = -demand * self.unit_m3_s()
        np.add.at(left, self.ends[0], -flows)
        np.add.at(left, self.ends[1], flows)
        return np.abs(left).max()

    def head(self, name):
        index, value = ctypes.c_int(), ctypes.c_double()
        self.call("EN_getnodeindex", name.encode(), ctypes.byref(index))
        self.call("EN_getnodevalue", index, 10, ctypes.byref(value))
        return value.value

    def each_variant(self, variants, losses, first_pump):
        """Turns and closes, yields for the caller to solve, and puts back."""
        for out, turned, growth in zip(*(one.tolist() for one in variants)):
            for link, grown in zip(turned, growth):
                self.set(link, self.SETTING, losses[link] * grown)
            self.set(out, self.STATUS, 0)
            yield
            self.set(out, *((self.SETTING, losses[out]) if out < first_pump else (self.STATUS, 1)))
            for link in turned:
                self.set(link, self.SETTING, losses[link])


class Epanet:
    """Each state of the variants from the flows of the one before."""

    def __init__(self, job):
        self.job = job
        self.tolerances = job.settings["epanet"]
        self.tests = "accuracy {:g}, change of flow {:g} of its unit".format(*self.tolerances)
        if "turned" in job.settings:
            self.variants_given, self.losses = job.variants(), job.settings["losses"]

    def read(self):
        project = Project(self.job.file)
        project.set_tolerances(*self.tolerances)
        return project

    def flow(self, project):
        project.start_over()
        project.solve()
        return project

    def variants(self, project):
        project.start_over()
        project.solve()
        answers = []
        for _ in project.each_variant(self.variants_given, self.losses, self.job.settings["first_pump"]):
            project.solve()
            answers.append(project.flows())
        return answers

    def numbers(self, result, job):
        return result.flows() if job == "flow" else np.array(result)


class Pandapipes:
    tests = "its defaults"

    def __init__(self, job):
        self.job = job
        self.lift_m = job.settings.get("lift_m", [])[:SAMPLE]

    def read(self):
        import pandapipes

        return pandapipes.from_json(str(self.job.folder / f"{self.job.name}.pandapipes.json"))

    def flow(self, net):
        from pandapipes_net import solve

        return net if solve(net) else None

    def variants(self, net):
        """A loop over the first of them: it has no batch."""
        from pandapipes_net import flows_m3_s, lift_bar, solve

        settings, normal = self.job.settings, net.valve.loss_coefficient.to_numpy(copy=True)
        first, lift, answers = settings["first_throttle"], net.circ_pump_pressure.plift_bar.iloc[0], []
        for out, turned, growth, head in zip(*self.job.variants(), self.lift_m):
            net.valve.loc[turned - first, "loss_coefficient"] = normal[turned - first] * growth
            if out < settings["first_pump"]:
                net.valve.loc[out - first, "opened"] = False
            net.circ_pump_pressure["plift_bar"] = lift_bar(head)
            has_answer = solve(net)
            answers.append(flows_m3_s(net, settings["links"]) if has_answer else np.full(settings["links"], np.nan))
            net.valve["loss_coefficient"], net.valve["opened"] = normal, True
        net.circ_pump_pressure["plift_bar"] = lift
        return answers

    def numbers(self, result, job):
        from pandapipes_net import flows_m3_s

        if job == "variants":
            return np.array(result)
        links = self.job.settings["links"]
        return np.full(links, np.nan) if result is None else flows_m3_s(result, links)


PEERS = {"EPANET": Epanet, "pandapipes": Pandapipes}
