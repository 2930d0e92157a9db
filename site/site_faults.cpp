#include "site/study.hpp"

#include <array>

namespace shellfit::site {

namespace {
constexpr std::array kinds{
    FaultKind{"E-SITE-001", "the outline is no simple polygon",
              "A space needs an outline with an inside: three corners or more that do not cross or touch.",
              "Check the order of the corners; they go once around the space."},
    FaultKind{"E-SITE-002", "the outline is given twice or not at all",
              "A space is a rectangle (x, y, width, depth) or a list of corners, not both.",
              "Give one of the two."},
    FaultKind{"E-SITE-003", "spaces overlap",
              "Two spaces of one level share floor, so equipment could stand twice in one place.",
              "Move or shrink one of them, or give them different levels."},
    FaultKind{"E-SITE-004", "a column or door lies outside its space",
              "A column, keep-out or door must touch the floor that it belongs to.",
              "Check its coordinates: columns and doors are given by their centre."},
    FaultKind{"E-SITE-005", "a figure is missing for this use of a space",
              "Indoor spaces need a clear height, white spaces a hanging load as well.",
              "Give the figure; write \"unknown\" if the landlord has to be asked."},
    FaultKind{"E-SITE-006", "the system's content does not match what is said of it",
              "A described system needs its elements, an offered one its offers; one that is unknown or to "
              "be built has none.",
              "Change the word, or add or remove the elements."},
    FaultKind{"E-SITE-007", "a described loop cannot work",
              "A closed loop needs a pump to move its water and something that takes its heat; an offered "
              "flange brings both. A loop that serves plant needs plant that gives it heat.",
              "Add pumps and coolers, chillers or a flange, or say that the loop is to be built."},
    FaultKind{"E-SITE-008", "a block cannot work as described",
              "The numbers of units and reserve units do not make the topology, or equipment is missing that "
              "another needs.",
              "Check count, reserve and topology; a UPS needs a battery."},
    FaultKind{"E-SITE-009", "voltages do not match",
              "Equipment is connected to a voltage it is not made for.",
              "Choose a transformer or board of the right voltage."},
    FaultKind{"E-SITE-010", "the line asks for nothing or too much",
              "A line gives exactly one of racks, units and power, and asks for one rack at least.",
              "Give exactly one of the three."},
    FaultKind{"E-SITE-011", "a rack claim that does not exist",
              "The basis prefers a claim that the catalog does not have for this figure.",
              "Name a figure and source as `shellfit catalog show` prints them."},
    FaultKind{"E-SITE-012", "setpoints contradict each other",
              "A temperature that must lie below another does not.", "Check the setpoints of the basis."},
    FaultKind{"E-SITE-014", "no white space", "Racks stand in white space; the shell has none.",
              "Mark the hall with use=\"white\"."},
    FaultKind{"E-SITE-013", "a space of the wrong use", "Racks and air units stand in white space only.",
              "Name a white space."},
    FaultKind{
        "E-SITE-015", "beyond the extent",
        "A place lies at most 10 km from the origin. Each figure may be within its limits and their sum "
        "still beyond: x and width, or the pitch of a column grid times its columns.",
        "Check the figures and their units; put the origin near the shell."},
    FaultKind{"E-SITE-016", "a one-line cannot work as described",
              "An element is joined to itself, a transfer switch has nothing to choose from, a UPS has no "
              "battery, or boards feed each other in a ring.",
              "Check from, to and tie. Current that may go either way takes a tie."},
    FaultKind{"E-SITE-017", "the sources of the climate do not fit",
              "A climate comes from one station, from one weather file, or from the figures given.",
              "Name one source; extremes goes with a station."},
    FaultKind{"E-SITE-018", "an offer says one thing twice",
              "What is left at a flange without a part of the landlord's is said once for each part.",
              "Name each part in one <in> only."},
    FaultKind{
        "E-SITE-019", "nothing computes this yet",
        "The form of files knows it, so that shells, deployments and bases may say it, but no engine takes "
        "it into an answer. An answer without it would be about another plant.",
        "Take it out of the study, and say in its place what is computed: air units for the heat of rear "
        "doors and liquid-to-air cabinets, a plate exchanger without economizer."},
    FaultKind{
        "E-EPW-001", "the header of a weather file is not as it must be",
        "Eight lines, from LOCATION to DATA PERIODS, stand before the hours; hourly rows are read, of one "
        "period.",
        "Check that the file is an EPW file and came whole."},
    FaultKind{"E-EPW-002", "a row of a weather file cannot be read",
              "Each row has 35 columns, and a finite number wherever one is used.",
              "Check the row; the file may be damaged or of another form."},
    FaultKind{"E-EPW-003", "the hours of a weather file are not those of a year",
              "8760 rows, or 8784 in a leap year, follow each other from 1 January, hours 1 to 24.",
              "Fill gaps, take out what stands twice, or download the file again."},
    FaultKind{"E-EPW-004", "a figure of a weather file cannot be",
              "It lies outside what weather can be, or contradicts another figure of its hour.",
              "Correct the row, or take another year."},
    FaultKind{"E-EPW-005", "a figure of a weather file is missing",
              "Dry bulb and dew point are needed for every hour; 99.9 stands for a missing one.",
              "Fill the gap, or take another year."},
    FaultKind{
        "E-RULE-002", "a rule that does not fit what it gives",
        "A rule can give a default to an attribute of the basis that takes one from rules and is of the "
        "same kind of quantity; a requirement has no figure, and takes the place of no rule whose figure is "
        "a "
        "default.",
        "Name an attribute as `shellfit rules show` prints them, or leave it out."},
    FaultKind{"E-RULE-003", "rule sets in a circle", "A set of rules stands over itself.",
              "Let the sets stand over each other in one direction."},
    FaultKind{"E-RULE-004", "a rule that the set does not have",
              "A basis changes figures of rules by their ids, each at most once.",
              "Take an id that `shellfit rules show` prints, or write a rule set of your own."},
    FaultKind{
        "E-LOOP-001", "a header is a dead end",
        "Water goes round: what flows to a header must have a way on. Only the headers of users may wait "
        "for what the fit-out connects.",
        "Connect the header, take it out, or mark it with users; look for a slip in from and to."},
    FaultKind{"E-LOOP-002", "an element ends where it begins",
              "A pump, cooler or pipe stands between two headers. From a header to itself nothing flows.",
              "Give it two headers."},
    FaultKind{
        "E-LOOP-003", "an element is on no working circuit",
        "Every ring of the loop needs a pump, something that takes heat, and something that uses water. A "
        "part that hangs on one header, or on none of the others, is a ring of its own.",
        "Follow the water from the named element round; one of its ends is at the wrong header."},
    FaultKind{"E-LOOP-004", "a loop is a template and elements at once",
              "A loop is a few groups of equal units, which expand to elements, or its elements one by one.",
              "Write it in one of the two ways."},
    FaultKind{
        "E-LOOP-005", "parts of a loop contradict each other",
        "A decoupler stands between primary and secondary pumps; a dedicated CDU has no other on standby; "
        "a mixing valve mixes offered water; users need a supply and a return; a plate exchanger of "
        "a loop has one economizer, which is in that loop; a loop that serves plant is written element by "
        "element and has no users.",
        "Add what is missing, or take out what has no use."},
    FaultKind{"E-LOOP-006", "an element is at a header of another loop",
              "Loops are apart: they share no header.", "Name a header of the same loop."},
    FaultKind{
        "E-LOOP-007", "an element has the id of a rack",
        "Racks are numbered by their line: gb300.1, gb300.2. Layout and checks name elements beside them.",
        "Give the element, or the line, another id."},
    FaultKind{"E-LOOP-008", "the heat of a water chiller or plate exchanger goes nowhere",
              "Its other side stands between two headers of one loop that serves plant, and not of its own. "
              "From loop to loop the heat comes to a cooler, chiller or tower at last.",
              "Write that loop with serves=\"plant\", and name two of its headers."},
};
}  // namespace

std::span<const FaultKind> site_fault_kinds() { return kinds; }

}  // namespace shellfit::site
