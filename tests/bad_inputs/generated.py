"""Runs broken inputs made by rule, and valid ones, through the program and through the schemas, many files a call."""
import calendar
import collections
import pathlib
import re
import shutil
import subprocess
import zlib

from forms import KINDS, Maker, load_catalog_ids, load_form, write
from rules import SCHEMA_CANNOT_SEE, Rules, elements, some_of
from variants import variants_of

FAULT = re.compile(r"^error\[(E-[A-Z]+-\d+)\]: (.*)$")
PLACE = re.compile(r"^  --> (.*):(\d+):(\d+)$")
# The program shows this many faults a call, and says how many more there are.
MOST_SHOWN = 50
LEFT_OUT = re.compile(r"^\.\.\. and \d+ more$", re.M)
ONE_VARIANT_IN = 10
# Faults that the form of a file has; all others are found by comparing figures.
OF_FORM = re.compile(r"^E-(FILE|XML|VAL|ID)-")
# A catalog is compared with physics even where some of its figures have faults of form, and the made-up figures of
# these documents are nothing that exists. Only this is left out, and only where a document holds a catalog: its faults
# of form are exactly those expected.
OF_PHYSICS = re.compile(r"^E-CAT-")
WITH_CATALOG = ("catalog", "study")


def run(*words):
    return subprocess.run([str(word) for word in words], capture_output=True, timeout=60, check=False)


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


def all_faults(program, batch):
    """The faults of some files, in more calls than one where they have more than are shown."""
    answer = run(program, "validate", *batch)
    if answer.returncode not in (0, 2):
        raise SystemExit(f"validate ends with {answer.returncode} on one of {batch}")
    said = answer.stderr.decode("utf-8", "replace")
    if not LEFT_OUT.search(said):
        return printed_faults(said)
    if len(batch) == 1:
        raise SystemExit(f"{batch[0]} has more faults than are shown")
    half = len(batch) // 2
    return all_faults(program, batch[:half]) + all_faults(program, batch[half:])


def faults_by_file(program, files, weight):
    """What `validate` says of each file, in calls of at most so many faults (`weight` of a file) as it shows."""
    found, batch, sum_of_batch = collections.defaultdict(list), [], 0
    for file in [*files, None]:
        if batch and (file is None or sum_of_batch + weight(file) >= MOST_SHOWN or len(batch) >= 200):
            for fault in all_faults(program, batch):
                found[fault[1]].append(fault)
            batch, sum_of_batch = [], 0
        if file is not None:
            batch.append(file)
            sum_of_batch += weight(file)
    return found


def refused_by_schema(schema, files):
    """Those of the files that xmllint refuses."""
    refused = set()
    for i in range(0, len(files), 500):
        answer = run("xmllint", "--noout", "--schema", schema, *files[i:i + 500])
        if answer.returncode not in (0, 1, 3, 4):
            raise SystemExit(f"xmllint cannot use {schema}: {answer.stderr.decode()[:2000]}")
        said = answer.stderr.decode("utf-8", "replace")
        accepted = {line[:-len(" validates")] for line in said.splitlines() if line.endswith(" validates")}
        refused |= {file for file in map(str, files[i:i + 500]) if file not in accepted}
    return refused


def breach_of_case(case, file, faults):
    if case.kind in WITH_CATALOG:
        faults = [fault for fault in faults if not OF_PHYSICS.match(fault[0])]
    found = sorted(fault[0] + ":%d:%d" % fault[2:4] for fault in faults)
    expected = sorted(f"{fault.code}:{fault.line}:{fault.column}" for fault in case.faults)
    if found != expected:
        return f"{case.rule}, {case.where}: found {found}, expected {expected}\n{case.text}"
    for fault in case.faults:
        if not any(fault.text in said[4] for said in faults if said[0] == fault.code):
            return f"{case.rule}, {case.where}: no {fault.code} says \"{fault.text}\":\n" + "\n".join(said[4] for said in faults)
    return None


def breaches_of_rules(program, cases, schemas, folder):
    files = {}
    for i, case in enumerate(cases):
        file = folder / f"case-{i}.xml"
        file.write_text(case.text, encoding="utf-8")
        files[str(file)] = case
    found = faults_by_file(program, list(files), lambda file: len(files[file].faults) + 1)
    for file, case in files.items():
        breach = breach_of_case(case, file, found[file])
        if breach:
            yield breach
    unseen = set()
    for kind in KINDS:
        ours = [file for file, case in files.items() if case.kind == kind]
        refused = refused_by_schema(schemas[kind], ours) if ours else set()
        for file in ours:
            if file in refused:
                continue
            rule = files[file].rule
            unseen.add(rule)
            if rule not in SCHEMA_CANNOT_SEE:
                yield f"{rule}, {files[file].where}: the schema accepts it\n{files[file].text}"
    for rule in sorted(set(SCHEMA_CANNOT_SEE) - unseen):
        yield f"the schemas see \"{rule}\" now; take it off the list of what they cannot"


def breaches_of_variants(program, maker, forms, schemas, folder, takes_all):
    """Valid inputs, written in every way they may be: neither the tables nor the schema find a fault."""
    count = 0
    for kind, form in forms.items():
        files = {}
        for name, text in variants_of(maker, form, [path for path, _ in elements(form)]):
            if not takes_all and "@" in name and zlib.crc32(name.encode()) % ONE_VARIANT_IN:
                continue
            file = folder / f"{kind}-{len(files)}.xml"
            file.write_text(text, encoding="utf-8")
            files[str(file)] = (name, text)
        count += len(files)
        # Figures that contradict each other are not a matter of form.
        found = faults_by_file(program, list(files), lambda _: 12)
        for file, faults in found.items():
            of_form = [fault for fault in faults if OF_FORM.match(fault[0])]
            if of_form:
                yield f"{files[file][0]}: {of_form[0][4]}"
        for file in refused_by_schema(schemas[kind], list(files)):
            yield f"{files[file][0]}: the schema of {kind} refuses it\n{files[file][1]}"
    if count < 100:
        yield f"only {count} valid variants"


def write_year(file):
    """A weather file of a year in which every hour is like the others."""
    with open(pathlib.Path(__file__).parent / "E-EPW-005.epw", encoding="ascii") as made_up:
        lines = made_up.read().splitlines()
    cells = lines[8].split(",")
    cells[6] = "20.0"
    hours = [",".join(["2001", str(month), str(day), str(hour), *cells[4:]])
             for month in range(1, 13) for day in range(1, calendar.monthrange(2001, month)[1] + 1) for hour in range(1, 25)]
    file.write_text("\n".join([*lines[:8], *hours]) + "\n", encoding="ascii")


def breaches(program, schemas, folder, takes_all):
    """(number of broken inputs, what is wrong)"""
    maker = Maker(load_catalog_ids(program))
    forms = {kind: load_form(program, kind) for kind in KINDS}
    cases = Rules(maker, forms).all()
    cases = list(cases) if takes_all else some_of(cases)
    folder = pathlib.Path(folder)
    # The study that a generated sweep names.
    shutil.copytree(pathlib.Path(__file__).parent / "no-fault", folder, dirs_exist_ok=True)
    shutil.copy(folder / "study.xml", folder / "text")
    write_year(folder / "year.epw")
    return cases, [*breaches_of_rules(program, cases, schemas, folder), *breaches_of_variants(program, maker, forms, schemas, folder, takes_all)]
