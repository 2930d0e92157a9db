"""Tools that measure themselves in turns, each in a process of its own."""
import datetime
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys

ROUNDS = 3
ROWS = ("read_s", "first_s", "again_s")
OURS = "shellfit"
ENVIRONMENT = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **{
    f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "NUMBA", "NUMEXPR")}}
PIN = ["taskset", "-c", str(max(os.sched_getaffinity(0)))] if shutil.which("taskset") else []
HEADING = f"{'':26}{'parse':>11}{'first':>11}{'again':>11}   {'ratio to ours':^21}"


def measured(solve_cases, measure, tool, job, case, folder):
    """What a tool says of itself: this program by `solve_cases`, a peer by the script `measure`."""
    command = [solve_cases] if tool == OURS else [sys.executable, "-B", str(measure), tool]
    done = subprocess.run(PIN + command + [job, case, str(folder)], env=ENVIRONMENT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{tool} on {case}: {done.stderr.strip().splitlines()[-1:]}")
    return json.loads(done.stdout.splitlines()[-1])


def figures_of(solve_cases, beside, tools, job, case, folder):
    """Medians of all tools; `beside` is a file in the folder of measure.py."""
    measure = pathlib.Path(beside).with_name("measure.py")
    samples = {tool: [] for tool in tools}
    for _ in range(ROUNDS):
        for tool in tools:
            samples[tool].append(measured(solve_cases, measure, tool, job, case, folder))
    return {tool: {row: statistics.median(x for one in taken for x in one[row]) for row in ROWS}
            | {"memory_bytes": statistics.median(one["memory_bytes"] for one in taken), "tests": taken[0]["tests"]}
            for tool, taken in samples.items()}


def times(tool, figures, per=1.0):
    """The beginning of a line: times and their ratios to ours; `per` scales what a tool did of first and again."""
    ours = figures.get(OURS)
    seconds = [figures[tool][row] * (1.0 if row == "read_s" else per) for row in ROWS]
    ratios = "".join(f"{one / ours[row]:7.2f}" for one, row in zip(seconds, ROWS)) if ours else ""
    return f"{tool:26}" + "".join(f"{1e3 * one:8.3f} ms" for one in seconds) + f"   {ratios:^21}"


def finished(folder, results, note=""):
    """Prints what each tool tests before it stops, leaves the figures in FOLDER/results.json, and says whether all tools
    agree in all parts."""
    print("\nWhat each tool tests before it stops" + (f" ({note}):" if note else ":"))
    for tool, tests in {tool: one["tests"] for result in results for tool, one in result["tools"].items()}.items():
        print(f"  {tool}: {tests}")
    (folder / "results.json").write_text(json.dumps({"date": datetime.date.today().isoformat(), "parts": results}, indent=1),
                                         encoding="utf-8")
    return all(one["agrees"] for result in results for one in result["tools"].values())
