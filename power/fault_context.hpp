#pragma once
// What the writers of a FaultProblem share: where elements stand, what is in service, the corrections found.

#include "power/fault_problem.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace shellfit::power {

struct FaultContext {
  const Network& network;
  const NetworkProblem& problem;
  const NetworkState& state;
  const FaultOptions& options;
  const FaultPlace& place;
  FaultProblem& out;
  /// K of what stands in the description, by place there.
  std::vector<double> generator_factor{}, transformer_factor{};
  std::vector<std::array<double, 3>> pair_factor{};

  [[nodiscard]] bool is_iec() const { return options.method == FaultMethod::iec; }
  [[nodiscard]] bool is_least() const { return options.extreme == FaultExtreme::least; }
  /// Whether K_T, K_G, K_S and K_SO are applied.
  [[nodiscard]] bool has_corrections() const {
    return is_iec() && (!is_least() || options.edition == FaultEdition::of_2001);
  }
  [[nodiscard]] bool is_tolerance_10() const {
    return options.low_voltage_tolerance == LowVoltageTolerance::percent_10;
  }
  [[nodiscard]] int node(const BusId& bus) const {
    return out.node_of_bus[static_cast<std::size_t>(problem.bus(bus))];
  }
  [[nodiscard]] double base_v(int node) const { return out.base_voltage_v[static_cast<std::size_t>(node)]; }
  [[nodiscard]] double base_ohm(int node) const { return base_v(node) * base_v(node) / base_power_va; }
  [[nodiscard]] double c_max(int node) const {
    return greatest_voltage_factor(base_v(node), is_tolerance_10());
  }
  [[nodiscard]] bool is_in_service(const ElementId& id) const;

  void gap(int from, int to, const ElementId& id, std::string_view what) const {
    out.gaps.push_back({from, to, fmt::format("{} {}", id.text(), what)});
  }
  void zero_gap(int from, int to, const ElementId& id, std::string_view what) const {
    out.zero_gaps.push_back({from, to, fmt::format("{} {}", id.text(), what)});
  }
};

/// A series impedance that can be divided by.
[[nodiscard]] inline bool is_sound(const Complex& z) {
  return std::isfinite(z.real()) && std::isfinite(z.imag()) && z != Complex{};
}

/// z stands on the `to` side; `ratio` is off-nominal, on the `from` side.
[[nodiscard]] inline FaultProblem::Branch fault_branch(int from, int to, const Complex& z_pu, double ratio) {
  return {from, to, z_pu, 1.0 / (ratio * ratio), -1.0 / ratio, -1.0 / ratio, 1.0};
}

/// Adds the zero sequence. Precondition: the positive one is written, its star points of three-winding
/// transformers in order behind `first_star`.
void write_zero_sequence(const FaultContext& context, int first_star);

}  // namespace shellfit::power
