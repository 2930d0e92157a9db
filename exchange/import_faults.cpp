#include "exchange/equipment_import.hpp"

#include <array>

namespace shellfit::exchange {

namespace {
constexpr std::array kinds{
    FaultKind{"E-IMPORT-001", "the file is no table with rows",
              "A schedule is comma-, semicolon- or tab-separated text with a header and at least one row.",
              "Save the sheet of a workbook as CSV UTF-8."},
    FaultKind{
        "E-IMPORT-002", "a quote is never closed",
        "A cell that begins with a quote goes on to the next one, so everything behind it would be one cell.",
        "Close the quote, or write a quote inside a quoted cell twice. A file that ends too early was cut "
        "off."},
    FaultKind{"E-IMPORT-003", "no header was found",
              "Among the first 30 rows, one must name the tags of the equipment and at least one thing more.",
              "Name the columns: Tag, Type, Rating, Impedance, Voltage, Fed from, Room, Quantity and their "
              "usual synonyms "
              "are known."},
    FaultKind{"E-IMPORT-004", "a tag is used twice",
              "Two pieces of equipment would share an id, and what is fed from it would be left open. Case, "
              "blanks, dashes "
              "and underscores do not tell tags apart.",
              "Rename one, or write equal pieces as one row with a quantity."},
    FaultKind{"E-IMPORT-005", "equipment is fed from itself",
              "Following what feeds what leads back to where it started; power cannot come from there.",
              "Correct one of the sources named in the circle. A normally open tie is the second source of a "
              "board."},
    FaultKind{
        "E-IMPORT-006", "an id is taken",
        "The file that is amended has something of this id already, and nothing there is ever overwritten.",
        "Rename the tag or what is there, or import into another file."},
    FaultKind{"E-IMPORT-007", "the shell's power is offered",
              "Power that a landlord offers at a bus has no plant behind it that could be described.",
              "Remove the offer and write is=\"unknown\", or import into another file."},
};
}  // namespace

std::span<const FaultKind> import_fault_kinds() { return kinds; }

}  // namespace shellfit::exchange
