#include "studies/rule_use.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace shellfit::studies {

namespace {

using enum CheckKind;

/// Who names the rule among a check's weak figures: all checks of a kind hang on it, or each says when it
/// does.
enum class Named { by_kind, by_check };
using enum Named;

struct Use {
  std::string_view field;
  CheckKind kind;
  Named named = by_kind;
};

/// Each attribute that takes its default from rules, with the checks that its figure goes into. What only the
/// layout keeps is judged by whether equipment finds a place.
constexpr std::array uses{
    Use{"electrical/fault-method", fault_level},
    Use{"electrical/frequency", fault_level, by_check},
    Use{"electrical/breaker-share", board_load, by_check},
    Use{"electrical/breaker-share", branch_circuit, by_check},
    Use{"electrical/breaker-share", busway_load, by_check},
    Use{"electrical/breaker-share", cable_load, by_check},
    Use{"derating/daily-swing", transformer_load, by_check},
    Use{"derating/liquid-ambient", transformer_load, by_check},
    Use{"derating/liquid-altitude", transformer_load, by_check},
    Use{"derating/dry-ambient", transformer_load, by_check},
    Use{"derating/dry-altitude", transformer_load, by_check},
    Use{"derating/busway-ambient", busway_load, by_check},
    Use{"derating/busway-rise", busway_load, by_check},
    Use{"derating/terminals", cable_load, by_check},
    Use{"derating/cable-grouping", cable_load, by_check},
    Use{"batteries/end-of-life", battery_autonomy, by_check},
    Use{"generators/average-load", generator_mean, by_check},
    Use{"generators/standby-hours", generator_hours, by_check},
    Use{"liquid/dew-point-margin", dew_point},
    Use{"liquid/pressure-least", loop_high_point},
    Use{"liquid/velocity-highest", cdu_pressure},
    Use{"liquid/velocity-highest", hanging_load},
    Use{"liquid/velocity-highest", loop_pump, by_check},
    Use{"air/inlet-highest", air_inlet, by_check},
    Use{"air/leakage", air_flow},
    Use{"air/dew-point-highest", dew_point, by_check},
    Use{"weather/recirculation", heat_rejection, by_check},
    Use{"space/cold-aisle", area_load},
    Use{"space/cold-aisle", hosting_space},
    Use{"space/hot-aisle", area_load},
    Use{"space/hot-aisle", hosting_space},
    Use{"space/least-cold-aisle", aisle, by_check},
    Use{"space/least-hot-aisle", aisle, by_check},
    Use{"space/wall-aisle", hosting_space},
    Use{"space/cross-aisle", hosting_space},
    Use{"space/longest-row", hosting_space},
    Use{"space/cdu-front", equipment_space},
    Use{"space/cdu-rear", equipment_space},
    Use{"space/air-unit-front", equipment_space},
    Use{"space/board-front", equipment_space},
    Use{"space/board-rear", equipment_space},
    Use{"space/yard-spacing", equipment_space},
    Use{"space/overhead-liquid", clear_height},
    Use{"space/overhead-liquid", loop_high_point, by_check},
    Use{"space/overhead-air", clear_height},
    Use{"space/equipment-overhead", clear_height},
    Use{"space/equipment-overhead", loop_high_point, by_check},
    Use{"structure/feet-on-floor", point_load},
};

}  // namespace

std::vector<CheckKind> checks_using(std::string_view field) {
  std::vector<CheckKind> kinds;
  for (const auto& use : uses) {
    if (use.field == field) kinds.push_back(use.kind);
  }
  return kinds;
}

std::string cite_rule(const site::Study& study, std::string_view field) {
  const auto* rule = study.basis.rules.giving(field);
  if (rule == nullptr) return fmt::format("basis of design, {}", field);
  return fmt::format("{} ({})", rule->citation, catalogs::evidence_text(rule->evidence));
}

std::vector<std::string> weak_rule(const site::Study& study, std::string_view field) {
  const auto* rule = study.basis.rules.giving(field);
  if (rule == nullptr || !catalogs::is_weak(rule->evidence)) return {};
  return {fmt::format("rule {} {} {} ({})", rule->set, rule->id, rule->value,
                      catalogs::evidence_text(rule->evidence))};
}

void name_weak_rules(const site::Study& study, std::vector<Check>& checks) {
  for (auto& check : checks) {
    if (!check.demand && !check.capacity) continue;
    for (const auto& use : uses) {
      if (use.kind != check.kind || use.named != by_kind) continue;
      for (auto& name : weak_rule(study, use.field)) check.weak.push_back(std::move(name));
    }
  }
}

}  // namespace shellfit::studies
