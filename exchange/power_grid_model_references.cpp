#include "exchange/power_grid_model_references.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shellfit::exchange::power_grid_model {

void References::note_id(int id, const Record& record, const std::string& component, CaseFaults& faults) {
  const auto* value = record.find("id");
  if (value == nullptr) return;
  const auto [known, is_new] = ids_.try_emplace(id, Known{component, value});
  if (is_new) return;
  faults.complain_of_two("E-PGM-005",
                         fmt::format("the id of {} is that of a {}", record.pointer, known->second.component),
                         *value, "an id of its own", *known->second.where, "first used here");
}

void References::note_reference(const Record& record, const char* name,
                                std::vector<std::string_view> components) {
  const auto* value = record.find(name);
  if (value == nullptr || value->kind != JsonValue::Kind::number) return;
  references_.push_back({static_cast<int>(std::clamp(value->number, -2147483647.0, 2147483647.0)), value,
                         fmt::format("{} of {}", name, record.pointer), std::move(components)});
}

void References::note_regulator(const Regulator& one, const Record& record, CaseFaults& faults) {
  const auto* value = record.find("regulated_object");
  if (!one.status || value == nullptr || value->kind != JsonValue::Kind::number) return;
  const auto [known, is_new] = regulators_.try_emplace(one.regulated_object, Regulating{one.id, value});
  if (is_new) return;
  faults.complain_of_two(
      "E-PGM-008",
      fmt::format("{} is regulated by both {} and {}", one.regulated_object, known->second.id, one.id),
      *value, "an object that no other one regulates", *known->second.where, "first regulated here");
}

void References::check(CaseFaults& faults) const {
  for (const auto& one : references_) {
    const auto found = ids_.find(one.id);
    if (found != ids_.end() && std::find(one.components.begin(), one.components.end(),
                                         found->second.component) != one.components.end())
      continue;
    const auto what =
        found == ids_.end() ? std::string("nothing") : fmt::format("a {}", found->second.component);
    faults.complain("E-PGM-006", fmt::format("{} names {}", one.what, what), *one.where,
                    fmt::format("the id of a {}", fmt::join(one.components, ", ")));
  }
}

}  // namespace shellfit::exchange::power_grid_model
