#!/usr/bin/env python3
"""run.py PROGRAM: the hand calculation against what PROGRAM says of examples/hall-12mw; exit 1 where they part."""
import json
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
STUDY = HERE.parents[3] / "examples" / "hall-12mw" / "study.xml"


def answer_of(program):
    done = subprocess.run([program, "check", str(STUDY), "--json", "-", "--quiet"], capture_output=True, text=True)
    if done.returncode not in (0, 1, 5):  # hosts, does not host, depends
        sys.exit(f"{program} check: exit status {done.returncode}\n{done.stderr}")
    try:
        return json.loads(done.stdout)
    except json.JSONDecodeError as error:
        sys.exit(f"{program} check: no JSON on its standard output: {error}\n{done.stderr}")


def value_of(name, answer, checks):
    """None if the program has no such figure."""
    if ":" not in name:
        return answer.get(name)
    check, side = name.rsplit(":", 1)
    return checks.get(check, {}).get(side)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    hand = json.loads(subprocess.run([sys.executable, str(HERE / "hand_calculation.py"), "--json"], capture_output=True,
                                     text=True, check=True).stdout)
    bad = 0
    if hand != json.loads((HERE / "expected.json").read_text()):
        print("expected.json is not what hand_calculation.py --json prints")
        bad += 1
    answer = answer_of(sys.argv[1])
    checks = {c["id"]: c for c in answer["checks"]}
    runs = {r["id"]: r for r in answer["runs"]}
    for name, (kind, length) in hand["runs"].items():
        found = runs.get(name)
        if found is None or found["type"] != kind or not abs(found["length_m"] - length) < 0.0015:
            print(f"{name}: by hand {length:g} m of {kind}, the program says {found}: the layout moved, the hand calculation must follow")
            bad += 1
    counts = {}
    for item in answer["fit_out"]:
        counts[item["kind"]] = counts.get(item["kind"], 0) + item["count"]
    for kind, count in hand["counts"].items():
        if counts.get(kind) != count:
            print(f"{kind}: by hand {count}, the program says {counts.get(kind)}: the fit-out changed, the hand calculation must follow")
            bad += 1
    print(f"{'figure':<52} {'hand':>11} {'program':>11} {'difference':>11} {'tolerance':>11}")
    for figure in hand["figures"]:
        name, expected, unit = figure["id"], figure["value"], figure["unit"]
        relative = "tolerance_rel" in figure
        tolerance = figure["tolerance_rel" if relative else "tolerance_abs"]
        found = value_of(name, answer, checks)
        if found is None:
            print(f"{name:<52} {expected:11.5g} {'missing':>11}")
            bad += 1
            continue
        difference = (found - expected) / abs(expected) if relative else found - expected
        outside = not abs(difference) <= tolerance  # a figure that is no number is outside
        if ":" in name and checks[name.rsplit(":", 1)[0]]["unit"] != unit:
            unit, outside = f"{unit}, the program says {checks[name.rsplit(':', 1)[0]]['unit']}", True
        shown = [f"{100 * d:.2f} %" if relative else f"{d:.4g}" for d in (difference, tolerance)]
        print(f"{name:<52} {expected:11.5g} {found:11.5g} {shown[0]:>11} {shown[1]:>11} {unit}{'  OUTSIDE' if outside else ''}")
        bad += outside
    print(f"{len(hand['figures'])} figures, {bad} outside or missing")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
