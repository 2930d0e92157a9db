"""Valid inputs by rule: what each form allows, written in the ways it may be written."""
import copy
import re

from forms import FITTING, write

NUMBER = re.compile(r"^([+-]?[0-9.]+)(.*)$")


def spellings(field):
    """Values that a field takes, other than its plainest one."""
    if field.form == "quantity":
        limit = field.lowest or field.highest
        number, unit = NUMBER.match(limit).groups()
        yield from (limit, field.highest or limit, f"  {number}  {unit.strip()} ", number + unit.strip(), f"{number}e0{unit}")
        if not number.startswith("-"):
            yield f"+{number}{unit}"
        if field.may_be_uncertain:
            yield from ("unknown", f"{number}..{number}{unit}")
    elif field.form == "whole-number":
        number = field.lowest or "1"
        yield from (number, f" {number} ", field.highest or number)
        if not number.startswith("-"):
            yield from (f"+{number}", f"00{number}")
    elif field.form == "words":
        yield " ".join(field.words)
        yield f" {field.words[0]}   {field.words[-1]} "
    elif field.form in ("word", "flag"):
        yield from field.words
    elif field.form == "text" and not field.is_required:
        yield ""
    if field.fallback:
        yield field.fallback


def form_at(form, path):
    for name in path:
        form = form.child(name)
    return form


def variants_of(maker, form, paths):
    """(name, text) of valid documents of a form."""
    whole, _ = maker.document(form, (), whole=True)
    yield f"{form.name} with everything", write(whole)
    backwards = copy.deepcopy(whole)
    for node in backwards.walk():
        node.children.reverse()
        node.attributes.reverse()
    yield f"{form.name} backwards", write(backwards)
    text = write(maker.document(form, ())[0])
    yield f"{form.name} with a comment, a declaration and a schema", (
        '<?xml version="1.0" encoding="UTF-8"?>\n<?xml-model href="x.xsd"?>\n<!-- a comment -->\n'
        + re.sub(r"^<(\w+)", r'<\1 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="x.xsd"', text))
    yield f"{form.name} with spaces in empty elements", re.sub(r"<([a-z-]+)([^<>]*)/>", r"<\1\2>\n <!-- nothing --> </\1>", write(whole))
    for path in paths:
        for field in form_at(form, path).fields:
            if (path[-1] if path else form.name, field.name) in FITTING:
                continue
            for value in dict.fromkeys(spellings(field)):
                root, node = maker.document(form, path, tried=field.name)
                node.put(field.name, value)
                yield f"{form.name}/{'/'.join(path)}@{field.name}={value!r}", write(root)
