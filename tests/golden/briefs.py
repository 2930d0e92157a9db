#!/usr/bin/env python3
"""Each figure of an example's shell, deployment and basis stands in its brief, from which the files were typed.

usage: briefs.py

Not looked for: places on the plan, which the brief tells in words, names of types, and the figures of catalogs,
which are assumptions of the study.
"""
import pathlib
import re
import sys
import xml.etree.ElementTree as xml

ROOT = pathlib.Path(__file__).resolve().parents[2]
PLACES = {"x", "y"}
NOT_FIGURES = {"schema", "id", "name", "source", "reason", "href", "type", "transformer", "board", "ups", "battery", "generator",
               "rack", "feed", "on", "loop", "space", "spaces", "standby", "level"}
WORDS = {"1": "one", "2": "two", "3": "three", "4": "four"}


def plain(text):
    """Figures as the files write them: no commas between thousands, ASCII units, no line breaks."""
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text.replace("°C", "degC"))
    return re.sub(r"\s+", " ", text.replace("**", ""))


def figures(element, path=""):
    """(path, value) of every figure below an element."""
    if element.tag == "catalog":
        return
    path = f"{path}/{element.tag}"
    for name, value in element.attrib.items():
        is_figure = re.match(r"^-?[0-9.]", value) and not name.startswith("{")
        if is_figure and name not in PLACES | NOT_FIGURES:
            yield f"{path}@{name}", value
    for child in element:
        yield from figures(child, path)


def is_told(value, brief):
    """The figure stands in the brief, not as a part of another number."""
    candidates = [value] + ([WORDS[value]] if value in WORDS else [])
    return any(re.search(rf"(?<![\w.-]){re.escape(one)}(?![\w.]|\.\d)|(?<![\w.-]){re.escape(one)}(?=[., ;:)]|$)", brief, re.I)
               for one in candidates)


def main():
    breaches, count = [], 0
    briefs = sorted(ROOT.glob("examples/*/brief.md"))
    for file in briefs:
        brief = plain(file.read_text(encoding="utf-8"))
        if len(brief.split()) > 500:
            breaches.append(f"{file.relative_to(ROOT)} is longer than a page")
        for source in sorted(file.parent.glob("*.xml")):
            if source.name in ("assumptions.xml", "sweep.xml"):
                continue
            for path, value in figures(xml.parse(source).getroot()):
                count += 1
                if not is_told(value, brief):
                    breaches.append(f"{file.relative_to(ROOT)} does not say {value}, as {source.name} has it at {path}")
    if len(briefs) != len(list(ROOT.glob("examples/*/study.xml"))):
        breaches.append("an example has no brief")
    for breach in breaches:
        print(breach)
    print(f"{count} figures of {len(briefs)} briefs: {len(breaches)} breaches")
    return 1 if breaches or not count else 0


if __name__ == "__main__":
    sys.exit(main())
