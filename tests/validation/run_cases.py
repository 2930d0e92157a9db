#!/usr/bin/env python3
"""Solves published cases and compares: run_cases.py SOLVE_CASES_PROGRAM CASES_FOLDER [NAME-PART]

A folder holds either the project's own cases (<engine>/<case>/ with README.md, input.json or a foreign file, expected.json) or the
collection that published.py reads. Foreign files are asked of the program itself, which the build leaves in the folder
above SOLVE_CASES_PROGRAM. One line a case; what the program cannot do yet is counted with its reason, never as passed.
Exit 1 when a case disagrees, fails or has no source, or when nothing was found to solve.
"""
import collections
import json
import math
import pathlib
import subprocess
import sys

sys.dont_write_bytecode = True  # the modules beside this one leave no folder in the sources

import published  # noqa: E402
from case import Case  # noqa: E402


class Comparison:
    """Figures of one case against the published ones, with the worst share of a tolerance."""

    def __init__(self):
        self.count = 0
        self.worst = 0.0
        self.misses = []

    def add(self, name, found, expected, tolerance):
        self.count += 1
        is_number = found is not None and math.isfinite(found)
        share = abs(found - expected) / tolerance if is_number else math.inf
        self.worst = max(self.worst, share)
        if not share <= 1.0:
            self.misses.append(f"{name}: {found} instead of {expected} ± {tolerance:g}")

    def line(self):
        if not self.count:
            return "nothing was compared"
        return f"{self.count} figures, worst at {100 * self.worst:.1f} % of its tolerance"


class Runner:
    def __init__(self, program):
        self.program = program
        self.solved = 0
        self.failed = 0
        self.unsolved = collections.Counter()

    def answer(self, request):
        run = subprocess.run([self.program], input=json.dumps(request), capture_output=True, text=True, timeout=300)
        if run.returncode != 0:
            raise RuntimeError(run.stderr.strip() or f"exit status {run.returncode}")
        return json.loads(run.stdout)

    def shellfit(self, *words):
        """What the program prints as JSON, whether or not it found an answer."""
        program = pathlib.Path(self.program).absolute().parents[1] / "shellfit"
        run = subprocess.run([program, *words], capture_output=True, text=True, timeout=300)
        if run.returncode not in (0, 1, 3):
            raise RuntimeError(run.stderr.strip() or f"exit status {run.returncode}")
        return json.loads(run.stdout)

    def run(self, case):
        """Solves and compares the case, or counts it as not solved yet."""
        if case.cannot:
            self.unsolved[case.cannot] += case.count
            return
        comparison = Comparison()
        try:
            case.compare(case.ask(self) if case.ask else self.answer(case.request), comparison)
        except Exception as problem:  # the line says what went wrong with this case; the others go on
            comparison.misses.append(f"{type(problem).__name__}: {problem}")
        has_passed = comparison.count > 0 and not comparison.misses
        if case.known_failure and has_passed:
            comparison.misses.append("passes now: take its known_failure out")
        is_good = has_passed != bool(case.known_failure)
        self.solved += 1
        self.failed += not is_good
        state = "ok    " if is_good and has_passed else "known " if is_good else "FAILED"
        print(f"{state} {case.name}: {comparison.line()}")
        if not is_good or case.known_failure:
            if case.known_failure:
                print(f"         known: {case.known_failure}")
            for miss in comparison.misses[:5]:
                print(f"         {miss}")
            if len(comparison.misses) > 5:
                print(f"         and {len(comparison.misses) - 5} more")

    def fail(self, name, reason):
        self.failed += 1
        print(f"FAILED {name}: {reason}")


def compare_tables(tables):
    """expected.json: tables of rows by id (or by place), each column with unit, tolerance and its reason."""

    def compare(answer, comparison):
        for table in tables:
            answers = answer[table["of"]]
            by_id = {str(i): one for i, one in enumerate(answers)}
            by_id.update({one["id" if "id" in one else "bus"]: one for one in answers if isinstance(one, dict)})
            for column in table["columns"]:
                if not column["unit"] and column["unit"] != "" or not column["reason"]:
                    raise ValueError(f"{column['name']} has no unit or no reason for its tolerance")
            for row_id, row in table["rows"].items():
                for column, expected in zip(table["columns"], row, strict=True):
                    if expected is None:
                        continue
                    one = by_id[row_id]
                    found = one[column["name"]] if isinstance(one, dict) else one
                    tolerance = column["tolerance"]
                    if column.get("relative"):
                        tolerance *= abs(expected)
                    comparison.add(f"{row_id} {column['name']}", found, expected, tolerance)

    return compare


def own_cases(folder, runner):
    for engine in ("power", "thermal"):
        for file in sorted((folder / engine).glob("*/input.*")):
            case = file.parent
            name = f"{engine}/{case.name}"
            readme = case / "README.md"
            if not readme.is_file() or "**Source**" not in readme.read_text(encoding="utf-8"):
                runner.fail(name, "its README.md names no **Source**")
                continue
            expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
            compare = compare_tables(expected["tables"])
            known_failure = expected.get("known_failure")
            if file.suffix == ".json":
                request = json.loads(file.read_text(encoding="utf-8"))
                yield Case(name, request, compare, known_failure=known_failure)
            else:
                yield Case(name, ask=lambda runner, engine=engine, file=file: runner.shellfit(engine, file, "--json", "-"),
                           compare=compare, known_failure=known_failure)


def main(arguments):
    if len(arguments) not in (2, 3):
        sys.exit(__doc__)
    runner = Runner(arguments[0])
    folder = pathlib.Path(arguments[1])
    part = arguments[2] if len(arguments) == 3 else ""
    if not folder.is_dir():
        sys.exit(f"there is no folder {folder}")
    cases = list(own_cases(folder, runner)) + list(published.cases(folder))
    for case in cases:
        if part in case.name:
            runner.run(case)
    for reason, count in sorted(runner.unsolved.items()):
        print(f"not solved yet: {count:5} {reason}")
    unsolved = sum(runner.unsolved.values())
    print(f"{runner.solved} cases solved, {runner.failed} in disagreement, {unsolved} not solved yet")
    return 1 if runner.failed or not runner.solved else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
