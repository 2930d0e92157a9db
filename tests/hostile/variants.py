"""The hostile variants: each a name, its study, the files that differ from the examples, and when it is checked."""
import pathlib
import random
import re
import zlib

ATTRIBUTE = re.compile(rb'([A-Za-z:-]+)="([^"]*)"')
NUMBER = re.compile(rb"^[+-]?[0-9.]+")
SCRIPT = b"&lt;script&gt;alert(1)&lt;/script&gt;"
VALUES = [b"NaN", b"inf", b"-1", b"1e308", b"", b"<script>", SCRIPT, b"5 parsecs", b"unknown", b"../../etc", b"%s%n",
          b"\xc3\xa4\xe2\x82\xac", b"a" * 5000]
NUMBERS = [b"0", b"-1", b"1e300", b"1e12", b"1e-12", b"1e-308", b"1..1e9", b"nan", b"0.001", b"1000"]
# Answered in the end, but only after minutes: each unit of a group is an element and an outage of its own.
SLOW = {(b"count", b"1000"), (b"racks", b"1000")}


def study_of(file):
    """The study that a file of the examples is checked with."""
    folder, name = file.rsplit("/", 1)
    if name.startswith("study"):
        return file
    return folder + ("/study-n.xml" if name == "basis-n.xml" else "/study.xml")


def replaced(text, match, group, value):
    return text[:match.start(group)] + value + text[match.end(group):]


def cuts(sources, takes_all):
    """Every file cut off at every n-th byte."""
    for file, text in sources.items():
        for length in range(0, len(text), 1 if takes_all else 211):
            yield f"{file} cut at {length}", study_of(file), {file: text[:length]}, "never"


def attributes(sources):
    """(a name that edits elsewhere do not change, file, text, match) of every attribute."""
    for file, text in sources.items():
        seen = {}
        for match in ATTRIBUTE.finditer(text):
            element = text[text.rfind(b"<", 0, match.start()) + 1:match.start()].split()[0]
            name = f"{file.removeprefix('examples/')} {element.decode()} {match[1].decode()} {match[2].decode()}"
            seen[name] = seen.get(name, 0) + 1
            yield name + (f" no. {seen[name]}" if seen[name] > 1 else ""), file, text, match


def is_taken(name, one_in):
    """True for one in so many names, the same ones on every run and after every edit."""
    return zlib.crc32(name.encode()) % one_in == 0


def words(sources, takes_all):
    """The value of every attribute made something that it cannot be."""
    for where, file, text, match in attributes(sources):
        for value in VALUES:
            name = f"{where} to {value[:20]!r}"
            if takes_all or is_taken(name, 60):
                is_checked = "if valid" if takes_all or "hall" not in file else "never"
                yield name, study_of(file), {file: replaced(text, match, 2, value)}, is_checked


def numbers(sources, takes_all):
    """The number of every quantity made absurd, with the unit that belongs to it."""
    for where, file, text, match in attributes(sources):
        number = NUMBER.match(match[2])
        if not number or match[1] in (b"schema", b"version"):
            continue
        for value in NUMBERS:
            name = f"{where} to {value.decode()}"
            if (match[1], value) in SLOW or not (takes_all or is_taken(name, 40)):
                continue
            changed = replaced(text, match, 2, value + match[2][number.end():])
            yield name, study_of(file), {file: changed}, "if valid" if takes_all or "hall" not in file else "never"


def figures(sources, _):
    """Single figures so far from any real one that a solution may not close in double precision."""
    def changed(what, file, old, new):
        assert old in sources[file], (file, old)
        return what, "examples/mining-10mw/study-n.xml", {file: sources[file].replace(old, new, 1)}, "if valid"

    assumptions, shell = "examples/mining-10mw/assumptions.xml", "examples/mining-10mw/shell.xml"
    yield changed("a drop that its unit makes infinite", assumptions, b'"100 kPa"', b'"1e308 kPa"')
    yield changed("a feed that its unit makes infinite", shell, b'"30 MVA"', b'"1e308 MVA"')
    yield changed("a mass whose sum is infinite", assumptions, b'"25 kg/m"', b'"1e308 kg/m"')
    yield changed("a drop of a million million kPa", assumptions, b'"60 kPa"', b'"1e12 kPa"')
    yield changed("a flow of a drop a minute", assumptions, b'"2125 L/min"', b'"0.001 L/min"')
    yield changed("a flow of a million million litres", assumptions, b'"2125 L/min"', b'"1e12 L/min"')
    yield changed("a fault level of a thousand million MVA", shell, b'"750 MVA"', b'"1e9 MVA"')
    yield changed("a keep-out that ends beyond the extent", shell, b'<slab ',
                  b'<keep-out reason="sea" x="10 km" y="0 m" width="20 m" depth="20 m"/><slab ')
    yield changed("columns beyond the extent", shell, b'<slab ',
                  b'<column-grid x="0 m" y="0 m" pitch-x="200 m" pitch-y="200 m" count-x="1000" count-y="1000" '
                  b'width="1 m" depth="1 m"/><slab ')


def lines(sources, takes_all):
    """Every line taken out, and every line given twice."""
    for file, text in sources.items():
        parts = text.splitlines(keepends=True)
        for i in range(len(parts)):
            for what, change in (("without", parts[:i] + parts[i + 1:]), ("twice", parts[:i + 1] + parts[i:])):
                if takes_all or (i % 4 == 0) == (what == "twice"):
                    is_checked = "if valid" if takes_all or (what == "without" and i % 5 == 0 and "hall" not in file) else "never"
                    yield f"{file} line {i + 1} {what}", study_of(file), {file: b"".join(change)}, is_checked


def flips(sources, takes_all):
    """Random bytes in place of one to eight others."""
    chance = random.Random(20240229)
    files = sorted(sources)
    for i in range(20000 if takes_all else 150):
        file = chance.choice(files)
        text = bytearray(sources[file])
        for _ in range(chance.randint(1, 8)):
            text[chance.randrange(len(text))] = chance.randrange(256)
        yield f"flips {i} in {file}", study_of(file), {file: bytes(text)}, "if valid" if takes_all or i % 8 == 0 else "never"


def giants(sources, _):
    """Texts, ids, depths and counts beyond all measure."""
    shell, deployment = "examples/laboratory/shell.xml", "examples/laboratory/deployment.xml"
    study = study_of(shell)
    text = sources[shell]
    huge = b"x" * (50 << 20)
    yield "a name of 50 MB", study, {shell: text.replace(b"Laboratory building", huge)}, "never"
    yield "an id of 50 MB", study, {shell: text.replace(b'id="upper"', b'id="' + huge + b'"')}, "never"
    yield "a number of 50 MB", study, {shell: text.replace(b'"50 m"', b'"' + b"9" * (50 << 20) + b' m"')}, "never"
    yield "a file of 70 MB", study, {shell: text + b" " * (70 << 20)}, "always"
    yield "100,000 attributes", study, {shell: text.replace(b"<site ", b"<site " + b" ".join(b'a%d="1"' % i for i in range(100000)) + b" ")}, "never"
    yield "one attribute 100,000 times", study, {shell: text.replace(b"<site ", b"<site " + b'a="1" ' * 100000)}, "never"
    yield "100,000 unknown elements", study, {shell: text.replace(b"<site ", b"<zone/>" * 100000 + b"<site ")}, "never"
    yield "10,000 levels", study, {shell: b"<shell>" * 10000 + b"</shell>" * 10000}, "always"
    yield "10,000 levels, never closed", study, {shell: b"<shell>" * 10000}, "never"
    laughs = b'<!DOCTYPE shell [<!ENTITY a0 "ha">' + b"".join(
        b'<!ENTITY a%d "%s">' % (i, b"&a%d;" % (i - 1) * 10) for i in range(1, 12)) + b"]>"
    yield "a billion laughs", study, {shell: text.replace(b"<shell", laughs + b"<shell").replace(b"Laboratory building", b"&a11;")}, "never"
    line = b'<line id="l%d" rack="h100-air-rack" racks="100000"/>'
    many = b"".join(line % i for i in range(200))
    yield "20 million racks", study, {deployment: b'<deployment schema="1">' + many + b"</deployment>"}, "never"
    corners = b"".join(b'<corner x="%d mm" y="%d mm"/>' % (i * 9, 9000 if i % 2 else 0) for i in range(3000)) + b'<corner x="9 m" y="-9 m"/>'
    space = b'<space id="comb" use="white" level="7" clear-height="4 m" hanging-load="1 kPa">' + corners + \
        b'<slab kind="raised" area-load="9 kPa" point-load="9 kN"/></space>'
    yield "a comb of 3,000 corners", study, {shell: text.replace(b"  <power", space + b"  <power")}, "never"


def paths(sources, _):
    """Names that would lead out of the folder, or in a circle."""
    study = "examples/mining-10mw/study.xml"
    text = sources[study]
    for target in (b"../../../../../../etc/passwd", b"/etc/passwd", b"/dev/zero", b"/proc/self/mem", b"study.xml", b".", b"..",
                   b"", b"-", b"shell.xml/../shell.xml", b"../mining-10mw/shell.xml", b"shell.xml&#0;", b"http://localhost/x.xml",
                   b"a" * 5000):
        yield f"href {target[:30]!r}", study, {study: text.replace(b'"shell.xml"', b'"' + target + b'"')}, "always"
    shell = sources["examples/mining-10mw/shell.xml"]
    for name in (b"../../out", b"/tmp/out", b"..", b"~", b"$(touch out)", b"`touch out`", b"|touch out"):
        changed = {"examples/mining-10mw/shell.xml": shell.replace(b'id="mining-10mw"', b'id="' + name + b'"', 1),
                   study: text.replace(b'id="mining-10mw"', b'id="' + name + b'"')}
        yield f"study called {name!r}", study, changed, "if valid"
        yield f"space called {name!r}", study, {"examples/mining-10mw/shell.xml": shell.replace(b'"lean-to"', b'"' + name + b'"')}, "if valid"


def markup(sources, _):
    """Markup in every free text at once; the report must show it as text."""
    for study in ("examples/mining-10mw/study-n.xml", "examples/laboratory/study.xml"):
        folder = study.rsplit("/", 1)[0]
        changed = {}
        for file, text in sources.items():
            if file.startswith(folder):
                changed[file] = re.sub(rb' (name|title|note|source|reason|country)="(?:[^"]* [^"]*|US)"',
                                       rb' \1="' + SCRIPT + rb'"', text)
        yield f"markup in the texts of {folder}", study, changed, "always"


def cases(_, takes_all):
    """A MATPOWER case cut off at every n-th byte, and with words and numbers that cannot be in its place."""
    file = "examples/campus/campus.m"
    text = (pathlib.Path(__file__).resolve().parents[2] / file).read_bytes()
    for length in range(0, len(text), 1 if takes_all else 53):
        yield f"{file} cut at {length}", file, {file: text[:length]}, "power"
    figures = list(re.finditer(rb"(?<=[\t\s])-?[0-9][0-9.]*(?=[\t;])", text))
    for i, match in enumerate(figures):
        for value in VALUES + NUMBERS:
            if takes_all or is_taken(f"case {i} {value}", 17):
                yield f"{file} figure {i} is {value[:20]}", file, {file: replaced(text, match, 0, value)}, "power"


GROUPS = {"cuts": cuts, "words": words, "numbers": numbers, "figures": figures, "lines": lines, "flips": flips,
          "giants": giants, "paths": paths, "markup": markup, "cases": cases}
