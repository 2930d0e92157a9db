#!/usr/bin/env python3
"""Each bad input gives exactly the faults expected of it, and its schema refuses it where a schema can.

usage: run.py PROGRAM [--all] [--list]

There are files by hand, with what is expected of them in expected.tsv, and files by rule (rules.py), made from the
tables that the program publishes: some of each rule, or with --all every one, which takes minutes. --list prints those
by rule. Valid inputs (variants.py, the examples) must be accepted by program and schema alike.

expected.tsv: file, code, line, column, exit, text that the message must contain, schema (the kind of file), and
whether that schema refuses it. A file with several faults has a row for each. Columns count bytes, from 1.
not_from_a_file.tsv lists codes that no input file can raise, with the reason.
"""
import csv
import pathlib
import re
import sys
import tempfile
import xml.etree.ElementTree as xml

sys.dont_write_bytecode = True  # nothing is written beside the sources
import generated  # noqa: E402
from forms import KINDS  # noqa: E402
from generated import printed_faults, refused_by_schema, run  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
LEAST_INPUTS = 300
IMPORT = "import"  # instead of a kind of file: the schedule is imported; "none": no XML
POWER = "power"  # the same: the network is solved
THERMAL = "thermal"  # the same, of pipes
FAULTS_OF_SHELL = {"E-IMPORT-007"}  # of the file that is amended, not of the schedule
XS = "{http://www.w3.org/2001/XMLSchema}"

def rows_of(name):
    with open(HERE / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def breaches_of_file(program, name, rows):
    """What is wrong with the answers to one bad file."""
    file = HERE / name
    kind = rows[0]["schema"]
    if kind == IMPORT:
        yield from breaches_of_import(program, name, rows)
        return
    if kind in (POWER, THERMAL):
        yield from breaches_of_network(program, kind, name, rows)
        return
    for command in ["validate", "check", "capacity"] if kind == "study" else ["validate"]:
        yield from breaches_of_answer(f"{command} {name}", run(program, command, file), rows, file)


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


def breaches_of_network(program, command, name, rows):
    """What is wrong with the answer to a bad file of a network; neither answer nor export must be written."""
    with tempfile.TemporaryDirectory() as folder:
        export = ["--to", pathlib.Path(folder) / "written.json"] if command == POWER else []
        answer = run(program, command, HERE / name, "--json", pathlib.Path(folder) / "answer.json", *export)
        if list(pathlib.Path(folder).iterdir()):
            yield f"{command} {name}: something was written"
    yield from breaches_of_answer(f"{command} {name}", answer, rows, HERE / name)


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
    for file in sorted(file for ending in ("xml", "epw", "csv", "json", "m", "inp") for file in HERE.glob(f"*.{ending}")):
        if file.name not in listed:
            yield f"{file.name} is not in expected.tsv"


def breaches_of_schemas(program, expected, schemas):
    """The schema of its kind refuses a bad file where the table says so, and accepts every good one."""
    for kind in KINDS:
        rows = [row for row in expected if row["schema"] == kind]
        refused = refused_by_schema(schemas[kind], [HERE / row["file"] for row in rows])
        for row in rows:
            is_refused = str(HERE / row["file"]) in refused
            if is_refused != (row["refused"] == "yes"):
                yield f"{row['file']}: schema {kind} {'refuses' if is_refused else 'accepts'} it"
    good = [*ROOT.glob("examples/**/*.xml"), *ROOT.glob("catalogs/data/*.xml"), *ROOT.glob("site/rules/*.xml"), *HERE.glob("no-fault/*.xml")]
    if len(good) < 10:
        yield "too few good files were found"
    for kind in KINDS:
        ours = [file for file in sorted(good) if kind_of(file) == kind]
        for file in refused_by_schema(schemas[kind], ours):
            yield f"{file}: schema {kind} refuses it"
    answer = run(program, "validate", *good)
    if answer.returncode != 0:
        yield f"validate refuses good files: {answer.stderr.decode()}"


def breaches_of_help(schemas):
    """What an editor shows beside each element and attribute."""
    count = 0
    for kind, file in schemas.items():
        for item in xml.parse(file).iter():
            if item.tag not in (XS + "element", XS + "attribute"):
                continue
            count += 1
            said = item.find(f"{XS}annotation/{XS}documentation")
            if said is None or not (said.text or "").strip():
                yield f"schema {kind}: nothing says what {item.get('name')} is"
    if count < 500:
        yield f"only {count} elements and attributes in the schemas"


def kind_of(file):
    return re.search(rb"<([a-z]+)[\s>]", re.sub(rb"<!--.*?-->", b"", file.read_bytes(), flags=re.S))[1].decode()


def main():
    words = [word for word in sys.argv[1:] if not word.startswith("--")]
    if len(words) != 1:
        raise SystemExit(__doc__)
    program = pathlib.Path(words[0]).resolve()
    expected = rows_of("expected.tsv")
    by_file = {}
    for row in expected:
        by_file.setdefault(row["file"], []).append(row)
    breaches = [breach for name, rows in by_file.items() for breach in breaches_of_file(program, name, rows)]
    breaches += breaches_of_codes(program, expected)
    with tempfile.TemporaryDirectory() as folder:
        run(program, "schema", "--to", folder)
        schemas = {kind: pathlib.Path(folder) / f"{kind}.xsd" for kind in KINDS}
        breaches += [*breaches_of_schemas(program, expected, schemas), *breaches_of_help(schemas)]
        cases, found = generated.breaches(program, schemas, folder, "--all" in sys.argv)
    breaches += found
    if "--list" in sys.argv:
        for case in cases:
            faults = "; ".join(f"{fault.code} {fault.line}:{fault.column}" for fault in case.faults)
            print(f"{case.rule}\t{case.where}\t{faults}")
    for breach in breaches:
        print(breach)
    if len(by_file) + len(cases) < LEAST_INPUTS:
        breaches.append(f"only {len(by_file) + len(cases)} bad inputs")
    codes = len({row["code"] for row in expected})
    print(f"{len(by_file)} bad files by hand with {len(expected)} faults of {codes} codes, {len(cases)} by {len({case.rule for case in cases})} rules: "
          f"{len(breaches)} breaches")
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
