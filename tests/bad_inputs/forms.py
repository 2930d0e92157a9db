"""The forms of input files as the program publishes them (`shellfit schema KIND --table`), and documents made of them."""
import csv
import dataclasses
import subprocess

# Texts that must be more than any text, by element and attribute.
FITTING = {
    ("climate", "station"): "phoenix-sky-harbor",
    ("climate", "epw"): "year.epw",
    ("rules", "over"): "us-2023",
    ("rule", "quantity"): "length",
    ("rule", "value"): "1 m",
    ("rule", "gives"): "space/board-front",
    # A kilogram in a litre: else every body is refused by physics, and one file has more faults than are shown.
    **{(side, "value"): "100 mm" for side in ("width", "depth", "height")},
}
# Attributes that an element needs although its table does not require them: others may stand for them.
NEEDED = {"climate": ["dry-bulb", "wet-bulb", "dew-point", "cold", "source"]}
# Attributes that do not go with those given here: they are written only where they are what is tried, without those.
ALONE = {("climate", "epw"): ["station", "extremes"], ("climate", "extremes"): ["epw"]}

KINDS = ["study", "shell", "deployment", "basis", "catalog", "rules", "sweep"]


@dataclasses.dataclass
class Field:
    name: str
    form: str
    is_required: bool
    may_be_uncertain: bool
    lowest: str
    highest: str
    is_positive: bool
    fallback: str
    quantity: str
    units: list
    words: list
    category: str


@dataclasses.dataclass
class Form:
    name: str
    is_part: bool
    is_required: bool
    is_repeated: bool
    fields: list
    children: list

    def child(self, name):
        return next(child for child in self.children if child.name == name)


def load_form(program, kind):
    """The form of a kind of file: a tree of Form."""
    text = subprocess.run([program, "schema", kind, "--table"], capture_output=True, check=True).stdout.decode()
    by_path = {}
    for row in csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        path = row["path"]
        if not row["attribute"]:
            form = Form(path.rsplit("/", 1)[-1], row["form"] == "part", row["required"] == "yes", row["repeated"] == "yes", [], [])
            if "/" in path:
                by_path[path.rsplit("/", 1)[0]].children.append(form)
            by_path[path] = form
            continue
        form, _, uncertain = row["form"].partition("-or-")
        by_path[path].fields.append(Field(
            row["attribute"], form, row["required"] == "yes", bool(uncertain), row["lowest"], row["highest"], row["positive"] == "yes",
            row["default"], row["quantity"], ["" if unit == "1" else unit for unit in row["units"].split()], row["words"].split(),
            row["category"]))
    return by_path[kind]


def load_catalog_ids(program):
    """One id of each category that the built-in catalog and rules define."""
    ids = {"source": "shellfit", "rules": "us-2023"}
    for line in subprocess.run([program, "catalog", "list"], capture_output=True, check=True).stdout.decode().splitlines():
        category, name = line.split()[:2]
        ids.setdefault(category, name)
    return ids


class Node:
    """An element to be written, that knows afterwards where everything of it stands."""

    def __init__(self, name):
        self.name, self.attributes, self.children, self.text, self.tail = name, [], [], "", ""
        self.at, self.name_at, self.value_at = None, {}, {}

    def get(self, name):
        return next(value for known, value in self.attributes if known == name)

    def put(self, name, value):
        self.attributes = [(known, value if known == name else old) for known, old in self.attributes]

    def drop(self, name):
        self.attributes = [(known, value) for known, value in self.attributes if known != name]

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()


def write(root):
    """The text of a tree; lines and columns (bytes, from 1) are noted in its nodes."""
    lines = [""]

    def place():
        return len(lines), len(lines[-1].encode()) + 1

    def put(node, depth):
        lines[-1] += "  " * depth + "<"
        node.at = place()
        lines[-1] += node.name
        for name, value in node.attributes:
            lines[-1] += " "
            node.name_at.setdefault(name, []).append(place())
            lines[-1] += f'{name}="'
            # The place of an empty value is that of its name.
            node.value_at[name] = place() if value else node.name_at[name][-1]
            lines[-1] += f'{value}"'
        if not node.children and not node.text:
            lines[-1] += "/>"
        else:
            lines[-1] += ">" + node.text
            for child in node.children:
                lines.append("")
                put(child, depth + 1)
            if node.children:
                lines.append("  " * depth)
            lines[-1] += f"</{node.name}>"

    put(root, 0)
    return "\n".join(lines) + "\n"


class Maker:
    """Makes documents that no table finds a fault with."""

    def __init__(self, catalog_ids):
        self.catalog_ids, self.count, self.defined = catalog_ids, 0, {}

    def value(self, element, field):
        if (element, field.name) in FITTING:
            return FITTING[element, field.name]
        if field.name == "schema" and field.words == ["1"]:
            return "1"
        if field.form == "id":
            self.count += 1
            name = f"{field.category}.{self.count}"
            self.defined.setdefault(field.category, name)
            return name
        if field.form in ("reference", "references"):
            return f"@{field.category}"  # filled in when all ids are known
        if field.form == "quantity":
            return field.lowest or field.highest
        if field.form == "whole-number":
            return field.lowest or "1"
        return field.words[0] if field.words else "text"

    def make(self, form, path, whole, tried=None):
        """A node with what is required; with all its attributes where `path` ends. `path` is None beside the way."""
        node = Node(form.name)
        for field in form.fields:
            name = (form.name, field.name)
            is_tried = path == () and field.name == tried
            if is_tried or name not in ALONE and (field.is_required or field.name == "schema" or whole or path == ()
                                                  or field.name in NEEDED.get(form.name, [])):
                node.attributes.append((field.name, self.value(form.name, field)))
        for other in ALONE.get((form.name, tried), []) if path == () else []:
            node.drop(other)
        for child in form.children:
            if path and child.name == path[0]:
                node.children.append(self.make(child, path[1:], whole, tried))
            elif child.is_required or whole:
                node.children.append(self.make(child, None, whole))
        return node

    def document(self, form, path, whole=False, tried=None):
        """(root, the node at the end of the path); `tried` is the attribute of that node that is looked at."""
        self.count, self.defined = 0, {}
        root = self.make(form, path, whole, tried)
        # What defines an id may itself refer to others.
        known = set()
        while named := {value[1:] for node in root.walk() for _, value in node.attributes if value.startswith("@")} - known:
            known |= named
            for category in sorted(named):
                definer = None if category in self.defined or category in self.catalog_ids else path_to(form, category)
                if definer:
                    self.add(form, root, definer)
        for node in root.walk():
            node.attributes = [(name, self.resolved(value)) for name, value in node.attributes]
        node = root
        for name in path:
            node = next(child for child in node.children if child.name == name)
        return root, node

    def add(self, form, node, path):
        """Makes what is missing along a path, last of its siblings."""
        for name in path:
            form = form.child(name)
            known = [child for child in node.children if child.name == name]
            if not known:
                node.children.append(self.make(form, None, False))
                known = node.children[-1:]
            node = known[0]

    def resolved(self, value):
        if not value.startswith("@"):
            return value
        category = value[1:]
        return self.defined.get(category) or self.catalog_ids.get(category) or "elsewhere"


def path_to(form, category):
    """The way to the first element whose id is of a category."""
    for child in form.children:
        if any(field.form == "id" and field.category == category for field in child.fields):
            return (child.name,)
        below = path_to(child, category)
        if below:
            return (child.name, *below)
    return None
