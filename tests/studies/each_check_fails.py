#!/usr/bin/env python3
"""Each kind of check, made to fail by changing one input: each_check_fails.py PROGRAM [KIND...]

Every row starts from a study that is hosted, changes one thing, and states what must come first and what else
turns red with it, and why. A red that is not listed fails the test, and so does one that is listed and stays green.
"""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

from failing_inputs import BASES, CASES, EXAMPLE_OF, NEVER_FIRST

root = pathlib.Path(__file__).resolve().parents[2]
program = pathlib.Path(sys.argv[1]).resolve()
wanted = set(sys.argv[2:])


def check(edits, example="hall-12mw"):
    """The exit status and the answer for an example with these edits (file, text, text instead)."""
    with tempfile.TemporaryDirectory() as folder:
        # One may take figures of another: both lie beside each other, as in the repository.
        for one in {example, "hall-12mw"}:
            shutil.copytree(root / "examples" / one, pathlib.Path(folder) / one)
        study = pathlib.Path(folder) / example
        for name, old, new in edits:
            text = (study / name).read_text()
            if text.count(old) != 1:
                return None, f"{name} holds {old!r} {text.count(old)} times, not once"
            (study / name).write_text(text.replace(old, new))
        command = [program, "check", study / "study.xml", "--json", "-", "--quiet"]
        done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode not in (0, 1, 5):
        return None, f"exit {done.returncode}: {done.stderr}"
    return done.returncode, json.loads(done.stdout)


def reds(answer):
    """Ids of the kinds of check that do not pass, in the order of the answer."""
    kinds = [c["kind"] for c in answer["checks"] if c["status"] in ("fail", "unknown")]
    return list(dict.fromkeys(kinds))


FIELDS = ("id", "discipline", "element", "state", "demand", "capacity", "unit", "sense", "margin", "margin_rel",
          "status", "basis")


def example_of(base):
    return EXAMPLE_OF.get(base, "hall-12mw")


def breaches_of(case):
    status, answer = check(BASES[case.base] + case.edits, example_of(case.base))
    if status is None:
        return [answer]
    breaches = []
    red = reds(answer)
    if case.exit != status:
        breaches.append(f"exit {status}, not {case.exit}: {answer['reason']}")
    if not red or red[0] != case.kind:
        breaches.append(f"first is {red[0] if red else 'nothing'}: {answer['reason']}")
    breaches += [f"{kind} is red as well, which is not listed" for kind in red if kind != case.kind and kind not in case.also]
    breaches += [f"{kind} is listed but green" for kind in case.also if kind not in red]
    if red and red[0] == case.kind:
        first = answer["checks"][0]
        breaches += [f"the check has no {field}" for field in FIELDS if field not in first]
        if case.exit == 1 and first["hostable_mw"] is None:
            breaches.append("the check does not say what could be hosted")
        if case.element and first["element"] != case.element:
            breaches.append(f"the element is {first['element']}, not {case.element}")
    return breaches


def main():
    faults = 0
    for name, edits in BASES.items():
        if wanted:
            break
        status, answer = check(edits, example_of(name))
        if status != 0:
            faults += 1
            print(f"the base '{name}' is not hosted: {answer if status is None else answer['reason']}")
    for case in CASES:
        if wanted and case.kind not in wanted:
            continue
        for breach in breaches_of(case):
            faults += 1
            print(f"{case.kind}: {breach}")
    for kind, edits in NEVER_FIRST.items():
        status, answer = check(edits)
        found = next((c for c in answer["checks"] if c["kind"] == kind and c["status"] == "fail"), None) if status is not None else None
        if found is None or not found["reason"]:
            faults += 1
            print(f"{kind}: does not fail, or does not say why: {answer if status is None else reds(answer)}")
    listed = subprocess.run([program, "explain", "--checks"], capture_output=True, text=True).stdout
    kinds = [line.split("`")[1] for line in listed.splitlines() if line.startswith("| `")]
    for kind in kinds:
        if kind not in NEVER_FIRST and not any(case.kind == kind for case in CASES):
            faults += 1
            print(f"{kind}: no input is known to make it fail")
    print(f"{len(CASES)} inputs, {len(kinds)} kinds of check: {faults} breaches")
    return 1 if faults else 0


sys.exit(main())
