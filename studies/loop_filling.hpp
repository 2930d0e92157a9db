#pragma once
// What both ways to an answer of loops share: pressures with their heads, flows with their speeds, and why a
// node has no pressure.

#include "studies/loop_answer.hpp"

#include <string_view>

namespace shellfit::studies {

/// Fills an answer that has its network, its problem and the densities of its circuits.
class LoopFilling {
 public:
  explicit LoopFilling(LoopAnswer& answer);

  /// NaN where nothing fixes the pressure.
  void put_pressure(std::size_t node, double pascal);
  /// Flows and drops may be missing.
  void put_link(std::size_t link, thermal::LinkStatus status, VolumeFlow flow, MassFlow mass_flow,
                PressureDifference drop);
  /// Tells nodes without a pressure apart, once all are put: behind given flows none is asked for, the others
  /// are cut off from `sources`, which reads "every reservoir".
  void explain_missing_pressures(std::string_view sources);

 private:
  [[nodiscard]] Length column(double pascal, int circuit) const;
  LoopAnswer& answer_;
};

}  // namespace shellfit::studies
