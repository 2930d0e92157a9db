"""Broken inputs by rule: every element and attribute of every kind of file, broken in every way its form allows.

Each rule knows where it puts the fault, so that code, line and column are expected without asking the program.
"""
import collections
import dataclasses
import re
import zlib

from forms import NEEDED, Field, Form, Node, write

NUMBER = re.compile(r"^[+-]?[0-9.]+(?:e[+-]?[0-9]+)?")

# What no schema can see, by rule, and why. A rule that the schema always refuses is taken off.
SCHEMA_CANNOT_SEE = {
    "below its lowest": "a limit other than zero depends on the unit that it is written in",
    "above its highest": "a limit depends on the unit that it is written in",
    "a number beyond all numbers": "a pattern does not compute the exponent",
    "a range that runs backwards": "a pattern does not compare numbers",
    "a misspelt reference to the catalog": "the built-in types and rule sets are not in the file",
    "a rule's value that is none of its quantity": "what the value must be stands in another attribute",
    "a misspelt reference to a document": "it may be one of the set that this one stands over",
    "a misspelt reference in a list": "a key reference takes one id, not a list",
    "figures of a climate that nothing gives": "a station or a weather file may give them",
    "an element of a part is missing": "what is required of a part may stand in the file that its href names",
}


@dataclasses.dataclass
class Fault:
    code: str
    line: int
    column: int
    text: str = ""


@dataclasses.dataclass
class Case:
    rule: str
    kind: str
    where: str
    text: str
    faults: list


def typo(word):
    """The word with its last letter twice."""
    return word + word[-1]


def near(word):
    return f"did you mean {word}?"


def changed(quantity, number):
    return number + quantity[NUMBER.match(quantity).end():]


def number_of(quantity):
    return float(NUMBER.match(quantity)[0])


def wrong_quantities(field: Field, foreign):
    """(rule, value, code, text) of a field for a quantity."""
    limit = field.lowest or field.highest
    unit = limit[NUMBER.match(limit).end():]
    yield "no number", f"much{unit}", "E-VAL-001", "is not a quantity"
    yield "not a number", f"NaN{unit}", "E-VAL-002", "not finite"
    yield "infinite", f"-inf{unit}", "E-VAL-002", "not finite"
    yield "a number beyond all numbers", f"1e999{unit}", "E-VAL-002", "not finite"
    yield "a comma in the number", f"1,5{unit}", "E-VAL-001", "a comma stands in no number"
    if "" not in field.units:
        yield "no unit", "1", "E-VAL-003", "has no unit"
    letters = [unit for unit in field.units if len(unit) > 1]
    if letters:
        yield "a misspelt unit", f"1 {typo(letters[0])}", "E-VAL-004", "did you mean "
    yield "a unit of another kind", f"1 {foreign}", "E-VAL-005", f"{foreign} measures "
    if field.may_be_uncertain:
        yield "a range that runs backwards", f"3..2{unit}", "E-VAL-006", "runs backwards"
    else:
        yield "unknown where it must be known", "unknown", "E-VAL-007", "must be known"
        yield "a range where one figure must be", f"1..2{unit}", "E-VAL-007", "must be known"
    if field.is_positive:
        yield "zero where more must be", f"0{unit}", "E-VAL-008", "more than zero"
        yield "negative where positive", f"-1{unit}", "E-VAL-008", "more than zero"
    elif field.lowest:
        low = number_of(field.lowest)
        is_scale = field.quantity in ("temperature", "temperature difference") or low < 0
        rule = "below its lowest" if low != 0 or is_scale else "negative where positive"
        yield rule, changed(field.lowest, repr(low - max(1.0, abs(low) / 2))), "E-VAL-008", f"at least {field.lowest}"
    if field.highest:
        high = number_of(field.highest)
        yield "above its highest", changed(field.highest, repr(high + max(1.0, abs(high)))), "E-VAL-008", f"at most {field.highest}"


def wrong_values(field: Field, foreign):
    """(rule, value, code, text, bytes before the fault in the value) of a field of any form."""
    if field.form == "quantity":
        for rule, value, code, text in wrong_quantities(field, foreign):
            yield rule, value, code, text, 0
        yield "empty", "", "E-VAL-001", "is not a quantity", 0
    elif field.form == "whole-number":
        yield "part of one", "1.5", "E-VAL-010", "is not a whole number", 0
        yield "a unit behind a count", "8 racks", "E-VAL-010", "is not a whole number", 0
        yield "a count beyond all numbers", "99999999999", "E-VAL-010", "is too large a number", 0
        yield "empty", "", "E-VAL-010", "is not a whole number", 0
        if field.lowest or field.is_positive:
            low = int(field.lowest or "1")
            yield "a count below its lowest", str(low - 1), "E-VAL-008", "1 or more" if field.is_positive else f"at least {low}", 0
        if field.highest:
            yield "a count above its highest", str(int(field.highest) + 1), "E-VAL-008", f"at most {field.highest}", 0
    elif field.form in ("word", "flag") and field.name != "schema":
        yield "a misspelt word", typo(field.words[0]), "E-VAL-009", near(field.words[0]), 0
        yield "a word in capitals", field.words[0].upper(), "E-VAL-009", near(field.words[0]), 0
        yield "a word that is none", "qqqqqqqqqqqqqq", "E-VAL-009", f"one of {', '.join(field.words)}", 0
        yield "empty", "", "E-VAL-009", "one of ", 0
    elif field.form == "words":
        yield "a misspelt word", f"{field.words[1]} {typo(field.words[0])}", "E-VAL-009", near(field.words[0]), len(field.words[1]) + 1
        yield "empty", "", "E-VAL-011", "is empty", 0
    elif field.form == "references":
        yield "empty", "", "E-VAL-011", "is empty", 0
    elif field.form == "id":
        for rule, value in (("a space in an id", "a b"), ("an id too long", "x" * 65), ("empty", ""), ("a slash in an id", "a/b")):
            yield rule, value, "E-ID-001", "is not valid", 0
    elif field.form == "text" and field.is_required:
        yield "empty", "", "E-VAL-011", "is empty", 0
        yield "blank", "  ", "E-VAL-011", "is empty", 0


MOST_OF_A_RULE = 25


def some_of(cases):
    """At most about so many cases of each rule, the same ones on every run and after every edit elsewhere."""
    cases = list(cases)
    counts = collections.Counter(case.rule for case in cases)
    return [case for case in cases
            if zlib.crc32(f"{case.rule} {case.where}".encode()) % -(-counts[case.rule] // MOST_OF_A_RULE) == 0]


class Rules:
    def __init__(self, maker, forms):
        self.maker, self.forms = maker, forms
        units = sorted({(field.quantity, unit) for form in forms.values() for _, one in elements(form) for field in one.fields
                        for unit in field.units if unit})
        self.units = units

    def foreign_unit(self, field):
        """A unit that belongs to other kinds of quantity only."""
        return next(unit for quantity, unit in self.units if quantity != field.quantity and unit not in field.units)

    def case(self, rule, kind, path, node_name, build, tried=None):
        """Builds a document, breaks it, and notes the faults at the places that writing it gives."""
        root, node = self.maker.document(self.forms[kind], path, tried=tried)
        faults_of = build(root, node)
        text = write(root)
        return Case(rule, kind, "/".join((kind, *path)) + node_name, text,
                    [Fault(code, *place, says) for code, place, says in faults_of()])

    @staticmethod
    def forget(root, node, field):
        """Takes off references to an id that is about to break."""
        if field.form == "id":
            broken = node.get(field.name)
            for other in root.walk():
                other.attributes = [(name, value) for name, value in other.attributes if value != broken or (other is node and name == field.name)]

    def of_attribute(self, kind, path, form: Form, field: Field):
        where = f"@{field.name}"

        def of(rule, build):
            return self.case(rule, kind, path, where, build, field.name)

        def without(root, node):
            self.forget(root, node, field)
            node.drop(field.name)
            return lambda: [("E-XML-005", node.at, f"{form.name} has no {field.name}")]

        def misspelt(root, node):
            self.forget(root, node, field)
            node.attributes = [(typo(name) if name == field.name else name, value) for name, value in node.attributes]
            return lambda: [("E-XML-004", node.name_at[typo(field.name)][0], near(field.name)),
                            *([("E-XML-005", node.at, f"{form.name} has no {field.name}")] if field.is_required else [])]

        def twice(_, node):
            node.attributes.append((field.name, node.get(field.name)))
            return lambda: [("E-XML-002", node.name_at[field.name][1], "is given twice")]

        def set_to(value, code, says, skipped):
            def build(root, node):
                self.forget(root, node, field)
                node.put(field.name, value)
                return lambda: [(code, (node.value_at[field.name][0], node.value_at[field.name][1] + skipped), says)]
            return build

        if field.name == "schema":
            return
        def without_source(root, node):
            node.drop("station")
            return without(root, node)

        if field.is_required:
            yield of("a required attribute is missing", without)
        if field.name in NEEDED.get(form.name, []):
            yield of("figures of a climate that nothing gives", without_source)
        yield of("a misspelt attribute", misspelt)
        yield of("an attribute twice", twice)
        for rule, value, code, says, skipped in wrong_values(field, self.foreign_unit(field) if field.form == "quantity" else ""):
            yield of(rule, set_to(value, code, says, skipped))
        if kind in ("study", "catalog") and field.form in ("reference", "references"):
            yield self.misspelt_reference(kind, path, where, field)

    def misspelt_reference(self, kind, path, where, field):
        is_built_in = field.category in self.maker.catalog_ids
        rule = ("a misspelt reference to the catalog" if is_built_in else
                "a misspelt reference to a document" if field.category == "document" else
                "a misspelt reference in a list" if field.form == "references" else "a misspelt reference")

        def build(_, node):
            right = node.get(field.name)
            node.put(field.name, typo(right))
            return lambda: [("E-ID-003", node.value_at[field.name], near(right))]
        return self.case(rule, kind, path, where, build)

    def of_element(self, kind, path, form: Form, parent: Form):
        def of(rule, build, name=""):
            return self.case(rule, kind, path, name, build)

        def stray_text(_, node):
            node.text = "stray"
            return lambda: [("E-XML-008", node.at, f"text inside {form.name}")]

        def unknown_child(_, node):
            node.children.append(Node("qqqqqqqqqqqqqq"))
            return lambda: [("E-XML-003", node.children[-1].at, f"{form.name} has no element qqqqqqqqqqqqqq")]

        yield of("stray text", stray_text)
        yield of("an element that is none", unknown_child)
        if parent is None:
            return

        def parent_of(root):
            node = root
            for name in path[:-1]:
                node = next(child for child in node.children if child.name == name)
            return node

        def misspelt(root, node):
            node.name = typo(form.name)
            above = parent_of(root)
            return lambda: [("E-XML-003", node.at, near(form.name)),
                            *([("E-XML-006", above.at, f"{parent.name} has no {form.name}")] if form.is_required else [])]

        def without(root, node):
            above = parent_of(root)
            above.children = [child for child in above.children if child is not node]
            return lambda: [("E-XML-006", above.at, f"{parent.name} has no {form.name}")]

        def twice(root, node):
            above = parent_of(root)
            again, _ = self.maker.document(form, ())
            again.attributes = [(name, value + "-again" if name == "id" and "." in value else value) for name, value in node.attributes]
            for other in again.walk():
                other.attributes = [(name, "again" if value == "elsewhere" else value) for name, value in other.attributes]
            above.children.append(again)
            return lambda: [("E-XML-007", again.at, "more than one")]

        def same_id(root, node):
            above = parent_of(root)
            again, _ = self.maker.document(form, ())
            again.attributes = list(node.attributes)
            above.children.append(again)
            return lambda: [("E-ID-002", again.value_at["id"], "first used here")]

        if not self.is_shadowed(parent, form):
            yield of("a misspelt element", misspelt)
        if form.is_required:
            yield of("an element of a part is missing" if kind == "study" and parent.is_part and form.is_repeated else
                     "a required element is missing", without)
        if not form.is_repeated and not any(child.fields for child in form.children if child.is_required and any(f.form == "id" for f in child.fields)):
            yield of("an element that may not stand twice", twice)
        has_id = any(field.form == "id" for field in form.fields)
        if has_id and form.is_repeated and not any(child.is_required for child in form.children):
            yield of("an id twice", same_id)

    @staticmethod
    def is_shadowed(parent, form):
        """True where the misspelt name is as near to another element, or is one."""
        names = [child.name for child in parent.children]
        return typo(form.name) in names or any(len(name) == len(form.name) + 1 and name.startswith(form.name) for name in names)

    def of_rule_values(self):
        """A rule's value has the form of the quantity that the rule names."""
        path = ("rules", ("rule",))
        tables = {field.quantity: field for form in self.forms.values() for _, one in elements(form) for field in one.fields
                  if field.form == "quantity" and field.units}
        rule = self.forms["rules"].child("rule")
        words = next(field for field in rule.fields if field.name == "quantity").words
        count = dataclasses.replace(next(iter(tables.values())), form="whole-number", lowest="0", highest="", is_positive=False)
        for word in words:
            like = count if word == "count" else tables.get(word.replace("-", " "))
            if like is None:
                continue
            field = dataclasses.replace(like, name="value", may_be_uncertain=False)
            foreign = self.foreign_unit(field)
            for what, value, code, says, skipped in wrong_values(field, foreign):
                # Limits of a rule are those of its quantity, and it may be a range; an empty value is an empty text.
                if code == "E-VAL-008" or "range" in what or not value:
                    continue

                def build(_, node, word=word, value=value, code=code, says=says, skipped=skipped):
                    node.drop("gives")
                    node.put("quantity", word)
                    node.put("value", value)
                    return lambda: [(code, (node.value_at["value"][0], node.value_at["value"][1] + skipped), says)]
                yield self.case("a rule's value that is none of its quantity", *path, f"@value as {word}, {what}", build)

    def of_root(self, kind, form):
        def of(rule, build):
            return self.case(rule, kind, (), "", build)

        def unversioned(_, node):
            node.drop("schema")
            return lambda: [("E-XML-009", node.at, "names no schema version")]

        def newer(_, node):
            node.put("schema", "2")
            return lambda: [("E-XML-009", node.value_at["schema"], "newer program")]

        def renamed(_, node):
            node.name = typo(form.name)
            return lambda: [("E-XML-009", node.at, near(form.name))]

        yield from (of("no version", unversioned), of("a newer version", newer), of("a misspelt root", renamed))

    def cut_off(self, kind):
        """A file that ends with a line, but not its last one."""
        text = write(self.maker.document(self.forms[kind], (), whole=True)[0])
        lines = text.splitlines()
        for count in sorted({1, len(lines) // 2, len(lines) - 1} - {len(lines)}):
            cut = "\n".join(lines[:count])
            yield Case("a file cut off", kind, f"{kind} line {count}", cut,
                       [Fault("E-XML-001", count, len(lines[count - 1].encode()), "cut off")])

    def all(self):
        for kind, form in self.forms.items():
            yield from self.cut_off(kind)
            yield from self.of_root(kind, form)
        yield from self.of_rule_values()
        for kind, form in self.forms.items():
            for path, one in elements(form):
                is_repeated_in_study = kind == "study" and path and path[0] in self.forms
                parent = None
                for name in path[:-1]:
                    parent = (parent or form).child(name)
                parent = parent or (form if path else None)
                # Parts are tried as files of their own; in a study only what differs there.
                if not is_repeated_in_study:
                    yield from self.of_element(kind, path, one, parent)
                    for field in one.fields:
                        yield from self.of_attribute(kind, path, one, field)
                elif len(path) == 1:
                    yield from self.of_element(kind, path, one, parent)
                else:
                    if len(path) == 2 and one.is_required:
                        yield next(case for case in self.of_element(kind, path, one, parent) if "missing" in case.rule)
                    for field in one.fields:
                        if field.form in ("reference", "references") and path[0] != "catalog":
                            yield self.misspelt_reference(kind, path, f"@{field.name}", field)


def elements(form, path=()):
    """(path below the root, form) of every element of a form."""
    yield path, form
    for child in form.children:
        yield from elements(child, (*path, child.name))
