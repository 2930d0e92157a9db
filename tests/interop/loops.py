"""The closed loops of every example, exported and solved by EPANET itself: loops.py SOLVER PROGRAM"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

from epanet import toolkit

from peer import Comparison

program = sys.argv[2]
# EPANET's water: 0.4333 psi a foot at 32.2 ft/s2, in kg/L.
WATER_KG_L = 0.4333 * 6894.757293 / 0.3048 / (32.2 * 0.3048) / 1000


def run(*arguments):
    return subprocess.run([program, "thermal", *map(str, arguments)], capture_output=True, text=True)


def loops(study):
    """What the refusal of a loop that cannot be names; a single loop asks for no name."""
    with tempfile.TemporaryDirectory() as folder:
        refused = run(study, "--to", pathlib.Path(folder) / "any.inp", "--loop", "none")
    named = re.search(r"help: (?:there (?:are|is)|did you mean) (.*?)\\??$", refused.stderr, re.M)
    if not named:
        sys.exit(f"{study}: {refused.stderr}")
    return named[1].split(", ")


def solved_by_epanet(file):
    """L/s by link and metres by node, of the first hydraulic step, as tight as EPANET goes."""
    project = toolkit.createproject()
    toolkit.open(project, str(file), str(file) + ".rpt", str(file) + ".out")
    toolkit.setoption(project, toolkit.TRIALS, 1000)
    toolkit.setoption(project, toolkit.ACCURACY, 1e-8)
    toolkit.setflowunits(project, toolkit.LPS)
    toolkit.openH(project)
    toolkit.initH(project, toolkit.INITFLOW)
    toolkit.runH(project)
    count = toolkit.getcount(project, toolkit.LINKCOUNT)
    flows = {toolkit.getlinkid(project, i): toolkit.getlinkvalue(project, i, toolkit.FLOW) for i in range(1, count + 1)}
    count = toolkit.getcount(project, toolkit.NODECOUNT)
    heads = {toolkit.getnodeid(project, i): toolkit.getnodevalue(project, i, toolkit.HEAD) for i in range(1, count + 1)}
    toolkit.closeH(project)
    toolkit.close(project)
    toolkit.deleteproject(project)
    return flows, heads


faults = exported = 0
for study in sorted(pathlib.Path("examples").glob("*/study*.xml")):
    for loop in loops(study):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "loop.inp"
            done = run(study, "--to", file, "--loop", loop, "--json", pathlib.Path(folder) / "loop.json")
            if not file.exists():
                sys.exit(f"{study}, {loop}: {done.stdout}{done.stderr}")
            answer = json.loads((pathlib.Path(folder) / "loop.json").read_text())
            # EPANET has one density: what is compared is mass.
            density = WATER_KG_L * float(re.search(r"SPECIFIC GRAVITY +(\S+)", file.read_text())[1])
            ours = {link["id"]: link["mass_flow_kgs"] / density for link in answer["links"]}
            # A name too long for EPANET stands behind its line as a comment.
            names = dict(re.findall(r"^ (\S+) .*; (\S+)$", file.read_text(), re.M))
            flows, heads = solved_by_epanet(file)
            theirs = {names[link]: flow for link, flow in flows.items() if link in names}
            their_heads = {names[node]: head for node, head in heads.items() if node in names}
            our_heads = {node["id"]: node["head_m"] for node in answer["nodes"]}
        largest = max(map(abs, theirs.values()))
        comparison = Comparison(f"{study.parent.name}/{study.stem} {loop}")
        for link, flow in theirs.items():
            comparison.add(link, ours[link], flow, 1e-4 * max(abs(flow), largest / 1000))
        for node, head in their_heads.items():
            comparison.add(f"head at {node}", our_heads[node], head, 1e-3)
        faults += comparison.end()
        exported += 1
sys.exit(1 if faults or not exported else 0)
