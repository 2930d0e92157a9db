#!/usr/bin/env python3
"""Runs the fuzz targets of a build folder and prints executions and speed of each.

usage: run.py BUILD RUNS [TARGET ...]

RUNS is divided among all targets by their shares (tests/fuzz/CMakeLists.txt), whichever of them are run. What they find is kept in
BUILD/fuzz/corpus and used again; an input that crashes or hangs stands in BUILD/fuzz/found, and the status is 1 then.
Put it into tests/bad_inputs (or a unit test) when the fault is mended.
"""
import csv
import hashlib
import pathlib
import re
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
SECONDS_AN_INPUT = 10
MEGABYTES = 2048


def write_seeds(folder, globs, length):
    """Every file of the globs, or every line of a list of texts, that is not too long."""
    folder.mkdir(parents=True, exist_ok=True)
    for pattern in globs.split(";"):
        for file in sorted(ROOT.glob(pattern)):
            if not file.is_file():
                continue
            content = file.read_bytes()
            for seed in content.splitlines() if file.suffix == ".txt" else [content]:
                if len(seed) <= length:
                    (folder / hashlib.sha1(seed).hexdigest()).write_bytes(seed)


def fuzz(place, row, runs):
    """(line to print, whether it found nothing) of one target."""
    name = row["target"]
    corpus, found = place / "corpus" / name, place / "found"
    write_seeds(place / "seeds" / name, row["seeds"], int(row["length"]))
    corpus.mkdir(parents=True, exist_ok=True)
    found.mkdir(exist_ok=True)
    log = place / f"{name}.log"
    start = time.monotonic()
    with open(log, "wb") as output:
        status = subprocess.run(
            [place / f"fuzz_{name}", f"-runs={runs}", f"-max_len={row['length']}", f"-timeout={SECONDS_AN_INPUT}",
             f"-rss_limit_mb={MEGABYTES}", f"-dict={place / 'words.dict'}", f"-artifact_prefix={found}/{name}-",
             "-seed=1", "-print_final_stats=1", corpus, place / "seeds" / name],
            stdout=output, stderr=subprocess.STDOUT, check=False).returncode
    seconds = time.monotonic() - start
    text = log.read_text("utf-8", "replace")
    executed = re.findall(r"stat::number_of_executed_units: (\d+)", text)
    coverage = re.findall(r" cov: (\d+)", text)
    count = int(executed[-1]) if executed else 0
    line = f"{name:<10} {count:>10,} executions {seconds:>7.0f} s {count / seconds:>9,.0f} a second, {coverage[-1] if coverage else '?':>6} edges"
    if status == 0:
        return line, True
    what = re.findall(r"^(?:==\d+==)? ?(?:ERROR|SUMMARY|terminate|.*runtime error|ALARM).*$", text, re.M)
    return "\n".join([line, f"  stopped with status {status}; see {log}", *("  " + one for one in what[:4])]), False


def main():
    if len(sys.argv) < 3:
        raise SystemExit(__doc__)
    place, runs, wanted = pathlib.Path(sys.argv[1]).resolve() / "fuzz", int(sys.argv[2]), set(sys.argv[3:])
    with open(place / "targets.tsv", encoding="utf-8", newline="") as file:
        every = list(csv.DictReader(file, delimiter="\t"))
    rows = [row for row in every if not wanted or row["target"] in wanted]
    if not rows:
        raise SystemExit(f"no target is called {' or '.join(sorted(wanted))}")
    (place / "words.dict").write_bytes(subprocess.run([place / "fuzz_words"], capture_output=True, check=True).stdout)
    shares = sum(int(row["share"]) for row in every)
    is_clean = True
    for row in rows:
        line, is_good = fuzz(place, row, -(-runs * int(row["share"]) // shares))
        print(line, flush=True)
        is_clean = is_clean and is_good
    return 0 if is_clean else 1


if __name__ == "__main__":
    sys.exit(main())
