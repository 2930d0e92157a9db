"""The network of every example, as shellfit exports it, solved by power-grid-model and by pandapower: exported.py SOLVER PROGRAM

The same voltages to 1e-6 pu, phases included. States: normal, and a transformer out where the study asks for that; and a
MATPOWER case whose reference gives all the reactive power that it can, so that a generator balances for it.
"""
import cmath
import json
import math
import pathlib
import re
import subprocess
import sys
import tempfile
import warnings

import numpy
import pandapower
from pandapower.converter.matpower.from_mpc import from_mpc
from power_grid_model import PowerGridModel
from power_grid_model.utils import json_deserialize

from peer import Comparison

warnings.filterwarnings("ignore")
ROOT = pathlib.Path(__file__).resolve().parents[2]
TOLERANCE_PU = 1e-6


def solved(program, file, words, folder):
    """Our answer, and the files exported beside it; None where a study does not say enough."""
    answer, case, mpc = folder / "answer.json", folder / "case.json", folder / "case.m"
    for to in (case, mpc):
        done = subprocess.run([program, "power", file, *words, "--json", answer, "--to", to], capture_output=True, text=True)
        if done.returncode == 5:
            return None
        if done.returncode not in (0, 1):
            sys.exit(f"shellfit power {file} {' '.join(words)}: exit {done.returncode}\n{done.stderr}")
    return json.loads(answer.read_text()), case, mpc


def voltage(magnitude, degrees):
    return cmath.rect(magnitude, math.radians(degrees))


def by_power_grid_model(case):
    """Voltages by the names of buses, None where dead; and the names in the order of nodes."""
    text = case.read_text()
    nodes = json.loads(text)["data"]["node"]
    result = PowerGridModel(json_deserialize(text)).calculate_power_flow(error_tolerance=1e-10, max_iterations=50)["node"]
    by_id = {int(one["id"]): one for one in result}
    found = {}
    for node in nodes:
        one = by_id[node["id"]]
        for name in node["extra"]["buses"]:
            found[name] = cmath.rect(one["u_pu"], one["u_angle"]) if one["energized"] else None
    return found, [node["extra"]["buses"] for node in nodes]


def by_pandapower(mpc, nodes):
    """The same; both files number nodes in one order, which the names in the case confirm."""
    first_names = re.findall(r"^\t'((?:[^']|'')*)';", mpc.read_text().split("mpc.bus_name")[1], re.M)
    net = from_mpc(str(mpc), f_hz=50)
    pandapower.runpp(net, tolerance_mva=1e-10, trafo_model="pi", calculate_voltage_angles=True, numba=False, max_iteration=50, init="dc")
    found = {}
    for place, names in enumerate(nodes):
        if names[0] != first_names[place]:
            sys.exit(f"{mpc}: bus {place + 1} is {first_names[place]}, node {place + 1} of the other file {names[0]}")
        row = net.res_bus.loc[net.bus.index[place]]
        for name in names:
            found[name] = None if numpy.isnan(row.vm_pu) else voltage(row.vm_pu, row.va_degree)
    return found


def compare(comparison, label, answer, theirs):
    for bus in answer["buses"]:
        ours, peer = bus["vm_pu"], theirs.get(bus["id"])
        if ours is None or peer is None:
            comparison.add(f"{label} {bus['id']} is dead", ours is None, peer is None, 0.5)
        else:
            comparison.add(f"{label} {bus['id']}", abs(voltage(ours, bus["va_deg"]) - peer), 0.0, TOLERANCE_PU)


def states_of(study, program):
    """Normal, and the first transformer out where the study is asked for such states; none without a network."""
    if subprocess.run([program, "power", study, "--json", "-"], capture_output=True).returncode == 5:
        return []
    checked = subprocess.run([program, "check", study, "--json", "-", "--quiet"], capture_output=True, text=True)
    states = {one["state"].split("@")[0] for one in json.loads(checked.stdout)["checks"] if one["state"]}
    return ["normal"] + sorted(state for state in states if state.endswith("transformer"))[:1]


def limited_campus(folder):
    """The campus with a utility of 1 Mvar and a generator that can balance for it."""
    text = (ROOT / "examples/campus/campus.m").read_text()
    for old, new in (("1\t0\t0\t20\t-20", "1\t0\t0\t1\t-1"), ("13\t2\t0\t1.5\t-0.5", "13\t2\t0\t50\t-50")):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    file = folder / "campus.m"
    file.write_text(text)
    return file


def compare_exports(label, file, words, folder):
    answer, case, mpc = solved(program, file, words, folder)
    theirs, nodes = by_power_grid_model(case)
    compare(first, label, answer, theirs)
    compare(second, label, answer, by_pandapower(mpc, nodes))


program = sys.argv[2]
first, second = Comparison("power-grid-model"), Comparison("pandapower")
skipped = []
with tempfile.TemporaryDirectory() as folder:
    place = pathlib.Path(folder)
    for study in sorted(ROOT.glob("examples/*/study.xml")):
        states = states_of(study, program)
        if not states:
            skipped.append(study.parent.name)
        for state in states:
            compare_exports(f"{study.parent.name} {state}", study, ["--state", state], place)
    if not first.count:
        sys.exit("no example has a network")
    compare_exports("campus, its utility at a limit", limited_campus(place), ["--enforce-q-limits"], place)
if skipped:
    print(f"  no network to export, as the study leaves its power open: {', '.join(skipped)}")
sys.exit(1 if first.end() + second.end() else 0)
