#!/usr/bin/env python3
"""Broken and absurd variants of the examples: the program answers or refuses, and never does anything else.

usage: run.py PROGRAM [--all] [--only GROUP]

Each variant is validated, and checked when it is valid or when its group asks for it. It must end by itself in time,
by no signal, with an exit status that the manual names and never 4; what it writes to JSON must be JSON without NaN;
no text of the input may become markup of the report; and no file may appear but the ones it was asked for.
The variants are the same on every run. --all takes every variant instead of every n-th (hours, for the curious).
"""
import argparse
import concurrent.futures
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True  # nothing is written beside the sources
from variants import GROUPS  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
TIMEOUT_S = 30
WORKERS = 2
LONGEST_MESSAGES = 1_000_000
SCRIPT = b"<script>alert(1)</script>"
# Variants that break a promise today, and why. One that no longer does fails, so that it is taken off.
KNOWN_FAILURES = {}


def snapshot(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def run(program, words, folder):
    """(breach or None, exit status, stdout) of one call in `folder`."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "TMPDIR": str(folder)}
    try:
        answer = subprocess.run([program, *words], cwd=folder, env=environment, capture_output=True, timeout=TIMEOUT_S,
                                check=False, stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        return "hangs", None, b""
    if answer.returncode < 0:
        return f"dies by signal {-answer.returncode}", answer.returncode, answer.stdout
    allowed = {0, 2} if words[0] == "validate" else {0, 1, 2, 3, 5}
    if answer.returncode not in allowed:
        last = answer.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
        return f"exit {answer.returncode}: {' '.join(last)[:200]}", answer.returncode, answer.stdout
    if answer.returncode == 2 and b"error" not in answer.stderr:
        return "exit 2 without an error", answer.returncode, answer.stdout
    if len(answer.stderr) > LONGEST_MESSAGES:
        return f"{len(answer.stderr)} bytes of messages", answer.returncode, answer.stdout
    return None, answer.returncode, answer.stdout


def breach_of_results(folder, exit_status, has_markup):
    """What is wrong with the JSON and the report of a check."""
    answered = exit_status in (0, 1, 5)
    if answered != (folder / "out.json").exists():
        return f"exit {exit_status} and {'no ' if answered else ''}out.json"
    if not answered:
        return None

    try:
        json.loads((folder / "out.json").read_text(encoding="utf-8"), parse_constant=refuse_constant)
    except ValueError as fault:
        return f"out.json: {fault}"
    report = (folder / "out.html").read_bytes()
    if SCRIPT in report:
        return "text of the input is markup in out.html"
    if has_markup and b"alert(1)" not in report:
        return "the texts of the input are not in out.html, so their markup was not tried"
    return None


def try_variant(program, variant, place):
    """Breaches of one variant: a name, the study, the files that differ, whether it is checked even when invalid."""
    name, study, files, is_checked = variant
    folder = place / "work"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "examples", folder / "examples")
    for file, content in files.items():
        (folder / file).write_bytes(content)
    before = snapshot(place.parent)
    if is_checked == "power":
        return breaches_of_engine(program, name, ["power", study, "--short-circuit", "--to", "out.m"], folder, before, place)
    if is_checked == "thermal":
        return breaches_of_engine(program, name, ["thermal", study], folder, before, place)
    changed = sorted(files) or [study]
    breaches, is_valid = [], True
    for file in {*changed, study}:
        breach, status, _ = run(program, ["validate", str(file)], folder)
        is_valid = is_valid and status == 0
        if breach:
            breaches.append(f"{name}: validate {file} {breach}")
    if is_checked == "always" or (is_checked == "if valid" and is_valid):
        words = ["check", study, "--json", "out.json", "--html", "out.html", "--jobs", "1"]
        breach, status, _ = run(program, words, folder)
        breach = breach or breach_of_results(folder, status, name.startswith("markup"))
        if breach:
            breaches.append(f"{name}: check {breach}")
        if (status == 2) != (not is_valid) and not breach:
            breaches.append(f"{name}: check ends with {status} although validate finds it {'' if is_valid else 'in'}valid")
    if name in KNOWN_FAILURES:
        return [] if breaches else [f"{name}: no longer fails ({KNOWN_FAILURES[name]}); take it off the list"]
    written = snapshot(place.parent) - before - {"inside/work/out.json", "inside/work/out.html"}
    if written:
        breaches.append(f"{name}: wrote {sorted(written)[:3]}")
    return breaches


def breaches_of_engine(program, name, words, folder, before, place):
    """A case of one engine alone: an answer or an error, and JSON without NaN."""
    breach, _, _ = run(program, [*words, "--json", "out.json"], folder)
    breaches = [f"{name}: {words[0]} {breach}"] if breach else []
    if (folder / "out.json").exists():
        text = (folder / "out.json").read_text(encoding="utf-8")
        try:
            json.loads(text, parse_constant=refuse_constant)
        except ValueError as fault:
            breaches.append(f"{name}: out.json: {fault}")
    written = snapshot(place.parent) - before - {"inside/work/out.json", "inside/work/out.m"}
    if written:
        breaches.append(f"{name}: wrote {sorted(written)[:3]}")
    return breaches


def refuse_constant(word):
    raise ValueError(f"{word} is no JSON")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("program")
    arguments.add_argument("--all", action="store_true")
    arguments.add_argument("--only", choices=sorted(GROUPS))
    options = arguments.parse_args()
    program = str(pathlib.Path(options.program).resolve())
    sources = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in sorted(ROOT.glob("examples/*/*.xml"))}
    breaches, count = [], 0
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
        places = [pathlib.Path(folder) / str(i) / "inside" for i in range(WORKERS)]
        for place in places:
            place.mkdir(parents=True)
        free = list(places)

        def work(variant):
            place = free.pop()
            try:
                return try_variant(program, variant, place)
            finally:
                free.append(place)

        for group, variants_of in GROUPS.items():
            if options.only not in (None, group):
                continue
            start = time.monotonic()
            variants = list(variants_of(sources, options.all))
            found = [breach for result in pool.map(work, variants) for breach in result]
            print(f"{group:<10} {len(variants):5} variants {len(found):3} breaches {time.monotonic() - start:6.1f} s", flush=True)
            breaches += found
            count += len(variants)
    for breach in breaches:
        print(breach)
    return 1 if breaches or not count else 0


if __name__ == "__main__":
    sys.exit(main())
