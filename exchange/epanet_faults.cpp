#include "exchange/epanet_faults.hpp"

#include <algorithm>
#include <array>

namespace shellfit::exchange {

namespace {

constexpr std::size_t most_faults = 100;

constexpr std::array kinds{
    FaultKind{"E-INP-001", "the file is no EPANET input file",
              "An input file of EPANET is text in sections such as [JUNCTIONS] and [PIPES].",
              "Export the network as .inp; the .net files of EPANET's own program are not text."},
    FaultKind{"E-INP-002", "the EPANET file has an unknown section",
              "Nothing is skipped in silence, so a misspelt heading is an error.",
              "Use the heading of the message, whole, or remove the section."},
    FaultKind{"E-INP-003", "a keyword of the EPANET file is not known",
              "EPANET 2.3 has no such keyword at this place.",
              "Use one of the keywords in the message; words missing before it shift all behind them."},
    FaultKind{"E-INP-004", "a figure of the EPANET file is missing or cannot be",
              "The place takes a number of the kind in the message, and nothing is assumed for one that is "
              "not there.",
              "Check the line against the heading of its section."},
    FaultKind{"E-INP-005", "an id of the EPANET file is used twice",
              "Junctions, reservoirs and tanks share their ids, and so do pipes, pumps and valves.",
              "Rename one of the two."},
    FaultKind{"E-INP-006", "the EPANET file has no such id",
              "A line names a node, link, pattern or curve that the file does not have. Ids differ by case.",
              "Correct the id, or add what it names."},
    FaultKind{"E-INP-007", "a link of the EPANET file ends where it begins",
              "Both its ends are one node, so nothing can flow through it.", "Correct one of the two nodes."},
    FaultKind{"E-INP-008", "a valve of the EPANET file cannot stand there",
              "Valves that hold a pressure or a flow need a junction at each end, and two that hold the "
              "pressure of one node contradict each other (EPANET's errors 219 and 220).",
              "Put a length of pipe between the valve and the reservoir, tank or other valve."},
    FaultKind{"E-INP-009", "a curve of the EPANET file cannot be used",
              "Flows, levels and openings of a curve rise, the head of a pump falls all the way, and a pump "
              "has a curve or a power.",
              "Order the points; a pump takes one point, three from no flow on, or any number that falls."},
    FaultKind{"E-INP-010", "levels of a tank are out of order",
              "The level at the start lies between the lowest and the highest, and all within the volume "
              "curve if there is one.",
              "Correct the levels: they are counted from the tank's bottom."},
    FaultKind{"E-INP-011", "the EPANET file asks for what is not modelled",
              "The figures would change the flows, so the file is not solved without them.",
              "Remove the section or the option to solve the network without it."},
    FaultKind{"E-INP-012", "a line or an id of the EPANET file is too long",
              "EPANET cuts lines after 1,023 bytes and 40 words, and ids have at most 31 characters.",
              "Break the line, or shorten the id."},
    FaultKind{
        "E-INP-013", "the EPANET file is no network",
        "A network has two nodes at least, one of them a reservoir or tank, and no junction without a link.",
        "Add what is missing. A file that ends too early was cut off."},
};

}  // namespace

Diagnostic& EpanetFaults::complain(std::string_view code, std::string message, EpanetPlace where,
                                   std::string expected) {
  if (faults_.size() >= most_faults) return spare_;
  auto& fault = faults_.emplace_back();
  fault.code = code;
  fault.message = std::move(message);
  fault.where = at(where);
  fault.expected = std::move(expected);
  return fault;
}

Diagnostics EpanetFaults::take() {
  sort_diagnostics(faults_);
  return std::move(faults_);
}

std::span<const FaultKind> epanet_fault_kinds() { return kinds; }

}  // namespace shellfit::exchange
