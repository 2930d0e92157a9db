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
    def figure(name, value):
        return b'<%s value="%s" source="mining-assumptions" kind="assumed"/>' % (name, value)

    def type_changed(what, element, *figures):
        return changed(what, assumptions, element, element + b"".join(figure(*one) for one in figures))

    unit, cdu, cooler = b'<air-unit id="liebert-ca80">', b'<cdu id="coolit-chx2000">', b'<cooler id="adiabatic-cooler-2mw">'
    yield type_changed("a duty that the air does not carry", unit, (b"duty", b"780 kW"))
    yield type_changed("a duty that no air carries", unit, (b"duty", b"800 kW"))
    yield type_changed("a duty of which one end is too much", unit, (b"duty", b"500..900 kW"))
    yield type_changed("air that is warmer than the water at one end", cooler, (b"air-in", b"31..37 degC"))
    yield type_changed("water that leaves as warm as it enters at one end", cooler, (b"water-out", b"36..46 degC"))
    yield changed("water that does not carry the duty of a CDU", assumptions, b'<primary-flow value="2125 L/min"',
                  figure(b"approach", b"0.5 K") + b'<primary-flow value="1950 L/min"')
    yield changed("a rating on water that would be none on coolant", assumptions, cdu,
                  b'<cdu id="coolit-chx2000" rated-coolant="water">' + figure(b"approach", b"0.5 K") +
                  figure(b"secondary-flow", b"1200 L/min"))
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


def loops(_, takes_all):
    """An EPANET file cut off at every n-th byte, and with words and numbers that cannot be in its place."""
    file = "examples/water-loop/loop.inp"
    text = (pathlib.Path(__file__).resolve().parents[2] / file).read_bytes()
    for length in range(0, len(text), 1 if takes_all else 97):
        yield f"{file} cut at {length}", file, {file: text[:length]}, "thermal"
    figures = list(re.finditer(rb"(?<=\s)-?[0-9][0-9.E-]*(?=\s)", text))
    far = [b"1e300", b"-1e300", b"1e-300", b"1e30", b"1e12", b"1e-12", b"1e5", b"2147483648"]
    for i, match in enumerate(figures):
        for value in VALUES + NUMBERS + far:
            if takes_all or is_taken(f"loop {i} {value}", 7):
                yield f"{file} figure {i} is {value[:20]}", file, {file: replaced(text, match, 0, value)}, "thermal"
    for option in (b"DEMAND MULTIPLIER", b"SPECIFIC GRAVITY", b"VISCOSITY", b"EMITTER EXPONENT"):
        for value in NUMBERS + far:
            yield f"{file} {option} is {value}", file, {file: text.replace(b"[OPTIONS]", b"[OPTIONS]\n " + option + b" " + value)}, "thermal"


NETWORK = b"""{"version": "1.0", "type": "input", "is_batch": false, "attributes": {"node": ["id", "u_rated"]}, "data": {
"node": [[1, 10500], [2, 10500], [3, 400], [4, 400], [5, 230], {"id": 6, "u_rated": 10500}],
"source": [{"id": 10, "node": 1, "status": 1, "u_ref": 1.02, "u_ref_angle": 0.1, "sk": 1e9, "rx_ratio": 0.1, "z01_ratio": 1}],
"line": [{"id": 11, "from_node": 1, "to_node": 2, "from_status": 1, "to_status": 1, "r1": 0.3, "x1": 0.2, "c1": 1e-5, "tan1": 0.1, "i_n": 400,
"r0": 0.6, "x0": 0.5, "c0": 1e-6, "tan0": 0.1}],
"link": [{"id": 12, "from_node": 1, "to_node": 6, "from_status": 1, "to_status": 1}],
"generic_branch": [{"id": 13, "from_node": 3, "to_node": 4, "from_status": 1, "to_status": 1, "r1": 0.002, "x1": 0.01, "g1": 0, "b1": 0.05, "k": 0.97,
"theta": 0.01, "sn": 5e5}],
"transformer": [{"id": 14, "from_node": 2, "to_node": 3, "from_status": 1, "to_status": 1, "u1": 10500, "u2": 400, "sn": 1e6, "uk": 0.06, "pk": 1e4,
"i0": 0.01, "p0": 2e3, "winding_from": 2, "winding_to": 1, "clock": 11, "tap_side": 0, "tap_pos": 1, "tap_min": -5, "tap_max": 5, "tap_nom": 0,
"tap_size": 250, "uk_min": 0.05, "uk_max": 0.07}],
"three_winding_transformer": [{"id": 15, "node_1": 6, "node_2": 4, "node_3": 5, "status_1": 1, "status_2": 0, "status_3": 1, "u1": 10500, "u2": 400,
"u3": 230, "sn_1": 2e6, "sn_2": 1e6, "sn_3": 1e6, "uk_12": 0.06, "uk_13": 0.05, "uk_23": 0.04, "pk_12": 1e4, "pk_13": 1e4, "pk_23": 1e4, "i0": 0.01,
"p0": 1e3, "winding_1": 1, "winding_2": 1, "winding_3": 1, "clock_12": 0, "clock_13": 6, "tap_side": 0, "tap_min": -2, "tap_max": 2, "tap_size": 100}],
"sym_load": [{"id": 16, "node": 3, "status": 1, "type": 0, "p_specified": 3e5, "q_specified": 1e5}],
"asym_load": [{"id": 17, "node": 5, "status": 1, "type": 2, "p_specified": [1e4, 1e4, 1e4], "q_specified": [0, 0, 0]}],
"sym_gen": [{"id": 18, "node": 4, "status": 1, "type": 0, "p_specified": 1e5, "q_specified": 0}],
"shunt": [{"id": 19, "node": 2, "status": 1, "g1": 0, "b1": 1e-3}],
"transformer_tap_regulator": [{"id": 20, "regulated_object": 14, "status": 1, "control_side": 1, "u_set": 400, "u_band": 20}],
"voltage_regulator": [{"id": 21, "regulated_object": 18, "status": 1, "u_ref": 1.0, "q_min": -1e5, "q_max": 1e5}]
}}"""
FIGURES = [b"0", b"-1", b"2", b"NaN", b"1e999", b"1e308", b"-1e308", b"1e-308", b"2147483648", b"-2147483648", b"1.5", b"null", b"true", b'"inf"',
           b'"x"', b"[]", b"{}", b"[1, 2, 3]", b'"' + SCRIPT + b'"']


def networks(_, takes_all):
    """A power-grid-model input with every component: cut off, with figures that cannot be, and beyond all measure."""
    file = "network.json"
    yield "network as it is", file, {file: NETWORK}, "power"
    for length in range(0, len(NETWORK), 1 if takes_all else 61):
        yield f"network cut at {length}", file, {file: NETWORK[:length]}, "power"
    for i, match in enumerate(re.finditer(rb"(?<=[:\[,] )-?[0-9][0-9.e-]*", NETWORK)):
        for value in FIGURES:
            if takes_all or is_taken(f"network {i} {value}", 13):
                yield f"network figure {i} is {value[:20]}", file, {file: replaced(NETWORK, match, 0, value)}, "power"
    for match in re.finditer(rb'"([a-z_]+)": \[[\[{]', NETWORK):
        for value in (b"null", b"{}", b'"x"', b"[[]]", b"[null]", b"[" * 100000, b"[" + b"{}, " * 100000 + b"{}]"):
            if takes_all or is_taken(f"network {match[1]} {value[:20]}", 5):
                text = NETWORK[:match.end(1)] + b'": ' + value + b', "' + match[1] + NETWORK[match.end(1):]
                yield f"network {match[1]} before is {value[:20]}", file, {file: text}, "power"
    many = b", ".join(b"[%d, 400]" % i for i in range(1000, 41000))
    yield "network of 40,000 nodes that nothing feeds", file, {file: NETWORK.replace(b"[1, 10500]", b"[1, 10500], " + many)}, "power"
    yield "network of 40,000 nodes of one id", file, {file: NETWORK.replace(b"[1, 10500]", b"[1, 10500], " * 40000 + b"[1, 10500]")}, "power"
    for text in (b"", b"null", b"[" * 1000000, b"{" * 1000000, b"\x00\xff", b'"' + b"x" * (20 << 20), b"9" * (20 << 20)):
        yield f"network is {text[:20]}", file, {file: text}, "power"


def scripts(_, __):
    """MATPOWER cases whose code is deep, long, or means nothing."""
    file = "examples/campus/campus.m"
    text = (pathlib.Path(__file__).resolve().parents[2] / file).read_bytes()
    for value in (b"(" * 300000, b"(" * 300000 + b"1" + b")" * 300000, b"-" * 300000 + b"1", b"2" + b"^2" * 300000, b"[" * 300000, b"1" + b"'" * 300000,
                  b"1:1e12", b"ones(1e9)", b"1/0", b"mpc", b"mpc.bus", b"'10'", b"x" * 300000, b"9" * 300000):
        yield f"a base of {value[:20]}", file, {file: text.replace(b"mpc.baseMVA = 10", b"mpc.baseMVA = " + value)}, "power"
    for place in (b"3:end", b"2, BASE_KV"):
        for value in (b"0", b"-1", b"1e300", b"NaN", b"1:1e12", b"end:1e12", b":", b"", b"1.5"):
            yield f"{place} is {value}", file, {file: text.replace(place, value)}, "power"
    yield "empty", file, {file: b""}, "power"


GROUPS = {"cuts": cuts, "words": words, "numbers": numbers, "figures": figures, "lines": lines, "flips": flips,
          "giants": giants, "paths": paths, "markup": markup, "cases": cases, "loops": loops, "networks": networks, "scripts": scripts}
