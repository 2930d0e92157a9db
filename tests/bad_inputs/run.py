#!/usr/bin/env python3
"""Each bad file gives exactly the faults of expected.tsv, and its schema refuses it where a schema can.

usage: run.py PROGRAM

A schedule (.csv) is imported, into a copy of the shell of the same name below import/ when there is one.

expected.tsv: file, code, line, column, exit, text that the message must contain, schema (the kind of file), and
whether that schema refuses it; "none" for a file that is not XML. A file with several faults has a row for each. Columns count bytes, from 1.
not_from_a_file.tsv lists codes that no input file can raise, with the reason.
"""
import csv
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
<<<<<<< HEAD
KINDS = ["study", "shell", "deployment", "basis", "catalog", "rules", "sweep"]
=======
IMPORT = "import"  # instead of a kind of file: the schedule is imported
KINDS = ["study", "shell", "deployment", "basis", "catalog", "sweep"]
FAULTS_OF_SHELL = {"E-IMPORT-007"}  # of the file that is amended, not of the schedule
>>>>>>> import
FAULT = re.compile(r"^error\[(E-[A-Z]+-\d+)\]: (.*)$")
PLACE = re.compile(r"^  --> (.*):(\d+):(\d+)$")
TIMEOUT_S = 20


def run(*words):
    return subprocess.run([str(word) for word in words], capture_output=True, timeout=TIMEOUT_S, check=False)


def rows_of(name):
    with open(HERE / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def printed_faults(text):
    """(code, file, line, column, whole block) of each fault that was printed."""
    faults, block, place = [], [], None
    for line in text.splitlines() + ["error[E-END-0]: "]:
        if FAULT.match(line):
            if block:
                faults.append((FAULT.match(block[0])[1], *(place or ("", 0, 0)), "\n".join(block)))
            block, place = [line], None
        elif block:
            block.append(line)
            found = PLACE.match(line)
            if found and place is None:
                place = (found[1], int(found[2]), int(found[3]))
    return faults


def breaches_of_import(program, name, rows):
    """What is wrong with the answer to a bad schedule; the shell it was meant for must stay as it is."""
    shell = HERE / "import" / (pathlib.Path(name).stem + ".xml")
    with tempfile.TemporaryDirectory() as folder:
        target = pathlib.Path(folder) / "shell.xml"
        before = shell.read_bytes() if shell.exists() else None
        if before is not None:
            target.write_bytes(before)
        answer = run(program, "import", HERE / name, "--to", target)
        after = target.read_bytes() if target.exists() else None
        if after != before or len(list(pathlib.Path(folder).iterdir())) != (before is not None):
            yield f"import {name}: something was written"
    place = target if rows[0]["code"] in FAULTS_OF_SHELL else HERE / name
    yield from breaches_of_answer(f"import {name}", answer, rows, place)


def breaches_of_answer(where, answer, rows, file):
    """Exit status, streams and faults against the rows of the table."""
    if answer.returncode != int(rows[0]["exit"]):
        yield f"{where}: exit {answer.returncode}, expected {rows[0]['exit']}"
    if answer.stdout:
        yield f"{where}: something on stdout: {answer.stdout[:80]!r}"
    faults = printed_faults(answer.stderr.decode("utf-8", "replace"))
    expected = sorted((row["code"], str(file) if row["line"] != "0" else "", int(row["line"]), int(row["column"]))
                      for row in rows)
    found = sorted(fault[:4] for fault in faults)
    if found != expected:
        yield f"{where}:\n    found    {found}\n    expected {expected}"
    for row in rows:
        blocks = [fault[4] for fault in faults if fault[0] == row["code"] and fault[2] == int(row["line"])]
        if not any(row["text"] in block for block in blocks):
            yield f"{where}: no {row['code']} says \"{row['text']}\":\n" + "\n".join(blocks)


def breaches_of_file(program, name, rows):
    """What is wrong with the answers to one bad file."""
    file = HERE / name
    kind = rows[0]["schema"]
    if kind == IMPORT:
        yield from breaches_of_import(program, name, rows)
        return
    for command in ["validate", "check", "capacity"] if kind == "study" else ["validate"]:
        yield from breaches_of_answer(f"{command} {name}", run(program, command, file), rows, file)


def breaches_of_codes(program, expected):
    """Codes without a file, and rows with codes that the program does not know."""
    page = run(program, "explain", "--errors").stdout.decode()
    known = set(re.findall(r"^## (E-[A-Z]+-\d+)", page, re.M))
    raised = {row["code"] for row in expected}
    excused = {row["code"]: row["reason"] for row in rows_of("not_from_a_file.tsv")}
    if not known:
        yield "explain --errors names no code"
    for code in sorted(known - raised - set(excused)):
        yield f"{code} has no bad file, and not_from_a_file.tsv gives no reason"
    for code in sorted(raised - known):
        yield f"{code} is expected but explain --errors does not know it"
    for code, reason in excused.items():
        if code in raised or code not in known or not reason:
            yield f"not_from_a_file.tsv: {code} has a file, is no code, or has no reason"
    listed = {row["file"] for row in expected}
<<<<<<< HEAD
    for file in sorted([*HERE.glob("*.xml"), *HERE.glob("*.epw")]):
=======
    for file in sorted([*HERE.glob("*.xml"), *HERE.glob("*.csv")]):
>>>>>>> import
        if file.name not in listed:
            yield f"{file.name} is not in expected.tsv"


def breaches_of_schemas(program, expected, folder):
    """The schema of its kind refuses a bad file where the table says so, and accepts every good one."""
    schemas = {}
    for kind in KINDS:
        schemas[kind] = pathlib.Path(folder) / f"{kind}.xsd"
        schemas[kind].write_bytes(run(program, "schema", kind).stdout)

    def accepts(kind, file):
        answer = run("xmllint", "--noout", "--huge", "--schema", schemas[kind], file)
        if answer.returncode not in (0, 1, 3, 4):
            raise SystemExit(f"xmllint cannot use the schema of {kind}: {answer.stderr.decode()}")
        return answer.returncode == 0

    for row in expected:
<<<<<<< HEAD
        if row["schema"] == "none":
=======
        if row["schema"] == IMPORT:
>>>>>>> import
            continue
        is_refused = not accepts(row["schema"], HERE / row["file"])
        if is_refused != (row["refused"] == "yes"):
            yield f"{row['file']}: schema {row['schema']} {'refuses' if is_refused else 'accepts'} it"
    good = [*ROOT.glob("examples/**/*.xml"), *ROOT.glob("catalogs/data/*.xml"), *ROOT.glob("site/rules/*.xml"), *HERE.glob("no-fault/*.xml")]
    if len(good) < 10:
        yield "too few good files were found"
    for file in sorted(good):
        kind = re.search(rb"<([a-z]+)[\s>]", re.sub(rb"<!--.*?-->", b"", file.read_bytes(), flags=re.S))[1].decode()
        if not accepts(kind, file):
            yield f"{file.relative_to(ROOT)}: schema {kind} refuses it"
        if run(program, "validate", file).returncode != 0:
            yield f"{file.relative_to(ROOT)}: validate refuses it"


def main():
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    program = pathlib.Path(sys.argv[1]).resolve()
    expected = rows_of("expected.tsv")
    by_file = {}
    for row in expected:
        by_file.setdefault(row["file"], []).append(row)
    breaches = [breach for name, rows in by_file.items() for breach in breaches_of_file(program, name, rows)]
    breaches += breaches_of_codes(program, expected)
    with tempfile.TemporaryDirectory() as folder:
        breaches += breaches_of_schemas(program, expected, folder)
    for breach in breaches:
        print(breach)
    codes = len({row["code"] for row in expected})
    print(f"{len(by_file)} bad files, {len(expected)} faults, {codes} codes: {len(breaches)} breaches")
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
