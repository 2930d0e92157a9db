"""Flows of this program beside its peers: run.py SOLVE_CASES FOLDER [NAME...]

Writes the cases below FOLDER, lets every tool measure itself there in turns, compares the answers, and prints times,
ratios and memory; FOLDER/results.json has the same. A NAME picks parts: a, b, c, d.
"""
import dataclasses
import importlib.util
import itertools
import json
import pathlib
import shutil
import sys

import numpy as np

import data_center
import pandapipes_net
import turns
from peers import SAMPLE, Project
from turns import OURS

AGREE = 1e-4  # of a flow, or of a thousandth of the largest if that is more, beside what the reference leaves over
TIGHT = 1e-8, 0.0  # as tight as it goes


@dataclasses.dataclass
class Part:
    title: str
    job: str
    case: str
    tools: list
    cannot: dict


def apart(flows, reference, left=0.0):
    """Of each state, over the links that the tool has; infinite where it has none. `left`, of each: the most that the
    reference itself leaves over at a node."""
    scale = np.maximum(np.abs(reference), np.abs(reference).max(axis=-1, keepdims=True) / 1000)
    away = np.maximum(np.abs(flows - reference) - np.asarray(left)[..., None], 0) / scale
    return np.where(np.isnan(away).all(axis=-1), np.inf, np.nanmax(np.nan_to_num(away, nan=-1.0), axis=-1))


def tolerances(project, sample, whole=None):
    """Of those at which EPANET agrees with its own tight answers, the ones that take the fewest iterations. Its accuracy
    alone is a change of all flows together, which lets single ones be wrong; the change of each is in its unit of flow.
    `sample` and `whole` solve and give flows, iterations and the tight flows; where there are many, a sample sorts."""
    tried = []
    for pair in itertools.product((1e-3, 1e-4, 1e-5, 1e-6, 1e-7), (0.0, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5)):
        project.set_tolerances(*pair)
        flows, iterations, reference = sample()
        if np.max(apart(flows, reference)) <= AGREE:
            tried.append((iterations, pair))
    for _, pair in sorted(tried):
        project.set_tolerances(*pair)
        if whole is None or np.max(apart(*whole()[::2])) <= AGREE:
            return pair
    raise RuntimeError("EPANET agrees with itself at no tolerance")


def one_flow(project):
    project.start_over()
    project.solve()
    return project.flows(), project.iterations()


def prepare(folder, name):
    """Settings of a case for all tools, and EPANET's tight answer."""
    project = Project(folder / f"{name}.inp")
    project.set_tolerances(*TIGHT)
    reference, _ = one_flow(project)
    reference.tofile(folder / f"{name}.flow.reference.raw")
    settings = {"links": len(reference), "left": [project.left_over()],
                "epanet": tolerances(project, lambda: (*one_flow(project), reference))}
    (folder / f"{name}.json").write_text(json.dumps(settings), encoding="utf-8")
    return len(reference)


def solve_variants(project, variants, settings, see=lambda project: None):
    """From one another's flows, as the peer does."""
    flows, iterations = [], 0
    one_flow(project)
    for _ in project.each_variant(variants, settings["losses"], settings["first_pump"]):
        project.solve()
        flows.append(project.flows())
        iterations += project.iterations()
        see(project)
    return np.array(flows), iterations


def prepare_loop(folder):
    """The data center: `data_center` for one solution, `variants` for those."""
    from pandapipes import to_json

    loop, variants = data_center.network()
    first_throttle, first_pump = len(loop.pipes), loop.links() - len(loop.pumps)
    for name in ("data_center", "variants"):
        data_center.write_epanet(loop, folder / f"{name}.inp")
    links = prepare(folder, "data_center")
    back, supply = (f"N{i}" for i in loop.manifolds)
    # What EPANET knows of each throttle, by link.
    losses = [0.0] * first_throttle + (loop.loss * data_center.EXACT_OF_ROUNDED).tolist()
    settings = {"links": links, "first_throttle": first_throttle, "first_pump": first_pump, "losses": losses,
                "turned": variants.turned.shape[1]}
    given = variants.out, variants.turned + first_throttle, variants.growth
    np.hstack([given[0][:, None], given[1], given[2]]).astype(float).tofile(folder / "variants.variants.raw")

    project = Project(folder / "variants.inp")
    project.set_tolerances(*TIGHT)
    one_flow(project)
    head_m = project.head(supply) - project.head(back)
    settings["left"], settings["lift_m"] = [], []

    def see(project):
        settings["left"].append(project.left_over())
        settings["lift_m"].append(project.head(supply) - project.head(back))
    reference, _ = solve_variants(project, given, settings, see)
    reference.tofile(folder / "variants.variants.reference.raw")
    some = [one[:SAMPLE] for one in given]
    settings["epanet"] = tolerances(project, lambda: (*solve_variants(project, some, settings), reference[:SAMPLE]),
                                    lambda: (*solve_variants(project, given, settings), reference))
    (folder / "variants.json").write_text(json.dumps(settings), encoding="utf-8")
    for name in ("data_center", "variants"):
        to_json(pandapipes_net.net_of(loop, head_m), str(folder / f"{name}.pandapipes.json"))
    return len(loop.pipes), links


def prepare_warm_up(folder):
    """The same with one row, so that what loads or compiles on first use has done so."""
    from pandapipes import to_json

    data_center.ROWS, rows = 1, data_center.ROWS
    loop, _ = data_center.network()
    data_center.ROWS = rows
    data_center.write_epanet(loop, folder / "warm_up.inp")
    prepare(folder, "warm_up")
    to_json(pandapipes_net.net_of(loop, 10.0), str(folder / "warm_up.pandapipes.json"))


PANDAPIPES_LAW = "pandapipes has no law of Hazen and Williams"
WNTR = pathlib.Path(importlib.util.find_spec("wntr").submodule_search_locations[0]) / "library" / "networks"


def parts(folder, wanted):
    """Prepares the cases of the wanted parts and says what is measured on each."""
    prepare_warm_up(folder)
    for letter, name in (("a", "Net3"), ("b", "ky4")):
        if letter in wanted:
            shutil.copy(WNTR / f"{name}.inp", folder)
            links = prepare(folder, name)
            yield Part(f"({letter}) {name}, {links} links", "flow", name, ["EPANET"], {"pandapipes": PANDAPIPES_LAW})
    if "c" in wanted or "d" in wanted:
        pipes, links = prepare_loop(folder)
        if "c" in wanted:
            yield Part(f"(c) data center, {pipes} pipes and {links - pipes} other links", "flow", "data_center",
                       ["EPANET", "pandapipes"], {})
        if "d" in wanted:
            yield Part(f"(d) data center: {data_center.VARIANTS} variants", "variants", "variants", ["EPANET", "pandapipes"], {})


def judge(folder, part, tools):
    """For each tool: states answered, and how far the worst of them is from EPANET's tight answer."""
    reference = np.fromfile(folder / f"{part.case}.{part.job}.reference.raw")
    settings = json.loads((folder / f"{part.case}.json").read_text(encoding="utf-8"))
    links, left = settings["links"], np.array(settings["left"])
    reference = reference.reshape(-1, links)
    verdicts = {}
    for tool in tools:
        flows = np.fromfile(folder / f"{part.case}.{part.job}.{tool}.raw").reshape(-1, links)
        away = apart(flows, reference[:len(flows)], left[:len(flows)])
        verdicts[tool] = {"states": len(flows), "answered": int(np.isfinite(away).sum()), "apart": float(away.max()),
                          "agrees": bool(away.max() <= AGREE)}
    return verdicts


def show(part, figures, verdicts, links):
    """Times of tools that disagree are not told."""
    print(f"\n{part.title}")
    print(f"  {turns.HEADING}{'bytes/link':>11}{'answers':>11}{'apart':>10}")
    most = max((one["states"] for one in verdicts.values()), default=1)
    for tool, one in figures.items():
        verdict = verdicts[tool]
        if not verdict["agrees"]:
            print(f"  {tool:26}ANOTHER ANSWER, apart {verdict['apart']:.0e}, {verdict['answered']} of {verdict['states']}")
            continue
        per = most / verdict["states"]
        print(f"  {turns.times(tool, figures, per)}{one['memory_bytes'] / links:11.0f}{verdict['answered']:6}/{verdict['states']:<4}"
              f"{verdict['apart']:10.0e}" + ("" if per == 1 else f"  times for {most}, from a sample"))
    for tool, why in part.cannot.items():
        print(f"  {tool}: not measured, {why}")


def run(solve_cases, folder, wanted):
    results = []
    for part in parts(folder, wanted):
        tools = ([OURS] if solve_cases else []) + part.tools
        figures = turns.figures_of(solve_cases, __file__, tools, part.job, part.case, folder)
        verdicts = judge(folder, part, tools)
        links = json.loads((folder / f"{part.case}.json").read_text(encoding="utf-8"))["links"]
        show(part, figures, verdicts, links)
        sys.stdout.flush()
        results.append({"title": part.title, "job": part.job, "case": part.case, "links": links, "cannot": part.cannot,
                        "tools": {tool: figures[tool] | verdicts[tool] for tool in tools}})
    return turns.finished(folder, results)


def main():
    solve_cases, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    return 0 if run(None if solve_cases == "-" else solve_cases, folder, sys.argv[3:] or ["a", "b", "c", "d"]) else 1


if __name__ == "__main__":
    sys.exit(main())
