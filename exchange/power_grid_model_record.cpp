#include "exchange/power_grid_model_record.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace shellfit::exchange::power_grid_model {

const JsonValue* Record::find(std::string_view name) const {
  if (order == nullptr) return value->find(name);
  const auto found = std::find(order->begin(), order->end(), name);
  const auto at = static_cast<std::size_t>(found - order->begin());
  return at < value->members.size() && found != order->end() ? &value->members[at].value : nullptr;
}

std::vector<std::string> Record::names() const {
  if (order != nullptr) return *order;
  std::vector<std::string> all;
  for (const auto& member : value->members) all.push_back(member.name);
  return all;
}

bool is_absent(const JsonValue* value, bool is_double, const Limits& limits) {
  if (value == nullptr || value->kind == JsonValue::Kind::null) return true;
  return !is_double && value->kind == JsonValue::Kind::number &&
         (value->number == -2147483648.0 || (value->number == -128.0 && limits.highest <= 127.0));
}

std::optional<double> number_of(const Record& record, std::string_view name, const JsonValue& value,
                                const Limits& limits, bool is_integer, CaseFaults& faults) {
  const auto refuse = [&](const std::string& expected) {
    faults.complain("E-PGM-004",
                    fmt::format("{} of {} cannot be {}", name, record.pointer, value.description()), value,
                    expected);
    return std::nullopt;
  };
  double number = value.number;
  if (value.kind == JsonValue::Kind::text &&
      (value.text == "inf" || value.text == "+inf" || value.text == "-inf")) {
    if (!limits.may_be_infinite) return refuse("a finite number");
    number = value.text == "-inf" ? -std::numeric_limits<double>::infinity()
                                  : std::numeric_limits<double>::infinity();
  } else if (value.kind != JsonValue::Kind::number) {
    return refuse(is_integer ? "an integer" : "a number");
  }
  if (is_integer && number != std::floor(number)) return refuse("an integer");
  const bool is_low = limits.is_lowest_allowed ? number < limits.lowest : number <= limits.lowest;
  if (!is_low && number <= limits.highest) return number;
  if (!std::isfinite(limits.highest)) return refuse(limits.is_lowest_allowed ? "at least 0" : "above 0");
  return refuse(fmt::format("from {} to {}", limits.lowest, limits.highest));
}

void read_powers(const Record& record, bool is_asymmetric, Phases phases, LoadOrGenerator& into,
                 CaseFaults& faults) {
  constexpr double alike = 1e-9;
  into.was_asymmetric = is_asymmetric;
  for (const auto& [name, field] : {std::pair{"p_specified", &LoadOrGenerator::p_specified_w},
                                    std::pair{"q_specified", &LoadOrGenerator::q_specified_var}}) {
    const auto* value = record.find(name);
    if (value == nullptr || value->kind == JsonValue::Kind::null) {
      faults.complain("E-PGM-003", fmt::format("{} of {} is missing", name, record.pointer), *record.value,
                      name);
      continue;
    }
    if (!is_asymmetric) {
      into.*field = number_of(record, name, *value, {}, false, faults).value_or(0.0);
      continue;
    }
    if (value->kind != JsonValue::Kind::list || value->members.size() != 3) {
      faults.complain("E-PGM-004",
                      fmt::format("{} of {} cannot be {}", name, record.pointer, value->description()),
                      *value, "three numbers, one a phase");
      continue;
    }
    std::array<double, 3> figures{};
    for (std::size_t i = 0; i < figures.size(); ++i)
      figures[i] = number_of(record, name, value->members[i].value, {}, false, faults).value_or(0.0);
    const auto [least, most] = std::minmax_element(figures.begin(), figures.end());
    if (phases == Phases::refuse && *most - *least > alike * std::max(std::abs(*most), std::abs(*least)))
      faults.complain("E-PGM-007", fmt::format("the phases of {} differ", record.pointer), *value,
                      "three equal numbers", "this program solves balanced networks");
    into.*field = figures[0] + figures[1] + figures[2];
  }
}

}  // namespace shellfit::exchange::power_grid_model
