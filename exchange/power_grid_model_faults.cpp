#include "exchange/power_grid_model_faults.hpp"

#include "exchange/power_grid_model_case.hpp"

#include <array>
#include <utility>

namespace shellfit::exchange::power_grid_model {

namespace {

constexpr std::size_t most_faults = 20;

constexpr std::array kinds{
    FaultKind{
        "E-PGM-001", "the file is no power-grid-model input",
        "A file of this kind is an object with version 1.0, type input, is_batch false and data.",
        "Name the input data set. Batches of updates are not read: apply the scenario to its input first."},
    FaultKind{
        "E-PGM-002", "unknown component",
        "No component of this name is read. Nothing that could change the answer is skipped in silence.",
        "Use the nearest valid name, or take the component out."},
    FaultKind{"E-PGM-003", "an attribute is missing", "The component means nothing without this figure.",
              "Give the attribute. Null stands for a missing one."},
    FaultKind{"E-PGM-004", "an attribute cannot be this",
              "The value is of another kind than the attribute, or beyond what it may be.",
              "Figures are in SI units: V, VA, W, ohm, S, F."},
    FaultKind{"E-PGM-005", "an id is used twice",
              "The ids of all components, nodes included, are one space of names.",
              "Number one of them anew."},
    FaultKind{"E-PGM-006", "a reference leads nowhere",
              "The component names a node, or an object to be regulated, that the file does not have.",
              "Correct the id, or add what it names."},
    FaultKind{
        "E-PGM-007", "the network is unbalanced",
        "This program solves balanced networks. Phases that differ would be answered as if they were alike.",
        "Use power-grid-model's own asymmetric calculation, or give the components as symmetric ones."},
    FaultKind{
        "E-PGM-008", "an object has two regulators",
        "Two regulators in service of one object ask it for two things, and nothing says which one counts.",
        "Take one of them out of service."},
};

}  // namespace

bool CaseFaults::is_enough() const { return faults_.size() >= most_faults; }

void CaseFaults::complain(const char* code, std::string message, const JsonValue& where, std::string expected,
                          std::string hint) {
  if (is_enough()) return;
  faults_.push_back({code,
                     std::move(message),
                     text_.at(where),
                     where.description(),
                     std::move(expected),
                     std::move(hint),
                     {},
                     ""});
}

void CaseFaults::complain_of_name(const char* code, std::string message, const JsonMember& where,
                                  std::string expected) {
  if (is_enough()) return;
  faults_.push_back(
      {code, std::move(message), text_.at(where), shortened(where.name), std::move(expected), "", {}, ""});
}

void CaseFaults::complain_of_two(const char* code, std::string message, const JsonValue& where,
                                 std::string expected, const JsonValue& other, std::string other_label) {
  if (is_enough()) return;
  faults_.push_back({code, std::move(message), text_.at(where), where.description(), std::move(expected), "",
                     text_.at(other), std::move(other_label)});
}

Diagnostics CaseFaults::sorted() && {
  sort_diagnostics(faults_);
  return std::move(faults_);
}

std::span<const FaultKind> fault_kinds() { return kinds; }

}  // namespace shellfit::exchange::power_grid_model
