#pragma once
// A check: one requirement, its demand and capacity in the state that governs it, and where it comes from.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace shellfit::studies {

enum class CheckKind {
  aisle,
  area_load,
  backing,
  battery_autonomy,
  bay_load,
  block_load,
  board_load,
  branch_circuit,
  busway_load,
  cable_load,
  cdu_duty,
  cdu_flow,
  cdu_pressure,
  clear_height,
  continuity,
  dew_point,
  door,
  equipment_pressure,
  expansion,
  air_flow,
  air_heat,
  air_inlet,
  equipment_space,
  fault_level,
  feed_load,
  figures,
  fuel_hours,
  generator_hours,
  generator_load,
  generator_mean,
  generator_reactive,
  hanging_load,
  heat_rejection,
  hosting_space,
  load_flow,
  loop_high_point,
  loop_pump,
  make_up_water,
  offer_load,
  plant_supply,
  pod_hall,
  point_load,
  poi_load,
  poi_power_factor,
  power_supplies,
  pump_suction,
  rack_flow,
  rack_pressure,
  rack_supply,
  rack_voltage_high,
  rack_voltage_low,
  ride_through,
  setpoint_high,
  setpoint_low,
  system,
  thermal_solution,
  transformer_load,
  ups_load,
  ups_overload,
  weather
};

enum class Status { pass, fail, unknown, not_applicable };
enum class Sense { at_most, at_least };

/// What is the same for all checks of a kind. `docs/checks.md` and `explain` are written from it.
struct CheckKindInfo {
  CheckKind kind;
  std::string_view id;
  std::string_view discipline;  ///< space, structure, power, cooling, inputs
  std::string_view title;
  std::string_view unit;
  Sense sense;
  std::string_view span;  ///< what margin_rel is relative to
  std::string_view formula;
  std::string_view clause;  ///< rule or data sheet
  std::string_view remedy;
  bool is_met_by_design =
      false;  ///< a pass has no margin that says anything: met in full, or set by a valve or rule
};
[[nodiscard]] std::span<const CheckKindInfo> check_kinds();
[[nodiscard]] const CheckKindInfo& info_of(CheckKind kind);

struct Check {
  CheckKind kind = CheckKind::system;
  std::string element;
  std::string state;  ///< "out:it.3.transformer@dry-bulb/full"; empty when no state governs
  std::optional<double> demand, capacity;
  std::optional<double> margin, margin_rel;
  Status status = Status::unknown;
  std::string basis;                  ///< clause, or data sheet with its evidence
  std::string reason;                 ///< why it is unknown, or what a reader should know
  std::vector<std::string> weak;      ///< recalled or assumed figures that it hangs on
  std::optional<double> hostable_mw;  ///< if only checks of this kind applied; given for failed ones
  static constexpr auto members() {
    return std::tuple{&Check::kind,     &Check::element, &Check::state,      &Check::demand,
                      &Check::capacity, &Check::margin,  &Check::margin_rel, &Check::status,
                      &Check::basis,    &Check::reason,  &Check::weak,       &Check::hostable_mw};
  }
  /// "transformer-load/it.3"
  [[nodiscard]] std::string id() const;
};

[[nodiscard]] std::string_view status_word(Status status);

/// A check whose figures are known: margin, relative margin and status follow.
[[nodiscard]] Check make_check(CheckKind kind, std::string element, std::string state, double demand,
                               double capacity, std::string basis = {}, std::vector<std::string> weak = {});
/// A check that cannot be judged, and why.
[[nodiscard]] Check unknown_check(CheckKind kind, std::string element, std::string reason);
/// A check that is known to fail although one of its figures cannot be given.
[[nodiscard]] Check failed_check(CheckKind kind, std::string element, std::string state,
                                 std::optional<double> demand, std::optional<double> capacity,
                                 std::string reason);

/// Keeps for each kind and element the check that governs: unknown before failed before the smallest margin.
class CheckBook {
 public:
  void add(Check check);
  void add(std::vector<Check> checks) {
    for (auto& check : checks) add(std::move(check));
  }
  /// All checks: failed first, then unknown, then by relative margin, then by id.
  [[nodiscard]] std::vector<Check> take();

 private:
  std::vector<Check> checks_;
  struct Index;
  std::vector<std::pair<std::string, std::size_t>> order_;
};

/// Failed first by hostable MW, then by relative margin, then by id; then unknown; then the rest by margin.
void sort_checks(std::vector<Check>& checks);

}  // namespace shellfit::studies
