#include "documents/faults.hpp"

#include <array>

namespace shellfit::documents {

namespace {
constexpr std::array kinds{
    FaultKind{"E-FILE-001", "the file cannot be read", "The path does not name a readable file.",
              "Check the path. A path in href is relative to the file that names it."},
    FaultKind{"E-FILE-002", "the file is not UTF-8 text",
              "Inputs are XML in UTF-8. Another encoding would make names and units unreadable.",
              "Save the file as UTF-8."},
    FaultKind{"E-FILE-003", "the file is too large or too deep",
              "Inputs are limited to 64 MB and 64 levels, so that a broken file cannot exhaust the machine.",
              "Split the file, or look for an element that was never closed."},
    FaultKind{"E-FILE-004", "the file changed in the meantime",
              "Something else wrote the file between reading it and writing it again.",
              "Nothing was written. Close the file elsewhere and try again."},
    FaultKind{"E-XML-001", "the file is not well-formed XML",
              "The text is not XML at this place, so what the file says was not checked.",
              "Close every tag, quote every value and write & as &amp;. A file that ends too early was cut "
              "off while it was written or copied."},
    FaultKind{"E-XML-002", "an attribute is given twice",
              "Two values for one name leave open which is meant.", "Remove one of them."},
    FaultKind{"E-XML-003", "unknown element",
              "No element of this name is read here; beside href, none is. Nothing is skipped in silence, so "
              "a misspelt element is an error.",
              "Use the nearest valid name, or remove the element."},
    FaultKind{"E-XML-004", "unknown attribute",
              "The element has no attribute of this name; one with href has no other.",
              "Use the nearest valid name, or remove the attribute."},
    FaultKind{
        "E-XML-005", "a required attribute is missing", "The element means nothing without this figure.",
        "Give the attribute. If you do not know the figure and the schema allows it, write \"unknown\"."},
    FaultKind{"E-XML-006", "a required element is missing", "The file is not complete without it.",
              "Add the element."},
    FaultKind{"E-XML-007", "an element is given more than once", "Only one of these may stand here.",
              "Remove all but one."},
    FaultKind{"E-XML-008", "text where none belongs",
              "Figures are written in attributes; text between elements would be ignored.",
              "Remove the text, or make it a comment."},
    FaultKind{"E-XML-009", "not the expected kind of file",
              "The root element or the schema version is not one this program reads.",
              "Check that the right file is named, and that schema=\"1\" stands on its root."},
    FaultKind{"E-VAL-001", "not a number", "A quantity is a number and its unit.",
              "Write it like the example in the message."},
    FaultKind{"E-VAL-002", "not a finite number", "Infinity and numbers too large to hold are no figures.",
              "Give the real figure, or \"unknown\" where that is allowed."},
    FaultKind{"E-VAL-003", "the unit is missing", "A number without a unit could mean anything.",
              "Add the unit."},
    FaultKind{"E-VAL-004", "unknown unit", "The unit is not one that files may use.",
              "Use one of the units in the message."},
    FaultKind{"E-VAL-005", "the unit measures something else",
              "The unit belongs to another kind of quantity than this field.",
              "Check that the figure stands in the right field."},
    FaultKind{"E-VAL-006", "the range runs backwards", "A range goes from its lower to its higher end.",
              "Exchange the two numbers."},
    FaultKind{"E-VAL-007", "the figure must be known",
              "Nothing can be computed without this figure, so neither a range nor \"unknown\" helps.",
              "Give the figure. An assumed one is better than none: say so in its name or note."},
    FaultKind{
        "E-VAL-008", "the figure cannot be",
        "The value lies outside what is physically or practically possible for this field, or, where the "
        "field has no limits of its own, for any quantity of its kind.",
        "Check the number and its unit."},
    FaultKind{"E-VAL-009", "not one of the allowed words", "The field takes one of a few words.",
              "Use one of the words in the message."},
    FaultKind{"E-VAL-010", "not a whole number", "The field counts things, and not more than can be counted.",
              "Write a whole number without a unit."},
    FaultKind{"E-VAL-011", "the text is empty",
              "A required text or list of words says nothing when it is empty.",
              "Write the text; leave out an attribute that is not required."},
    FaultKind{"E-ID-001", "invalid id",
              "An id is 1 to 64 of the characters A-Z a-z 0-9 _ . -, so that it can name things in files and "
              "reports.",
              "Shorten or rename it; a free text belongs in name."},
    FaultKind{"E-ID-002", "the id is used twice",
              "Ids are unique in their file, else a reference would be ambiguous.", "Rename one of the two."},
    FaultKind{"E-ADR-001", "the address names nothing",
              "A sweep sets an attribute at an address in the study; this address leads to no single place.",
              "Write element names from the study's root, an id in brackets where several stand side by "
              "side, and @attribute at the end."},
    FaultKind{"E-ID-003", "unknown reference", "Nothing with this id has been defined.",
              "Use the nearest valid id, or define it."},
};
}  // namespace

std::span<const FaultKind> fault_kinds() { return kinds; }

}  // namespace shellfit::documents
