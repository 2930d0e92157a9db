#pragma once
// Cold plates and the racks that hold them: figures that were measured at some flows, and the flow that a
// return temperature asks for.

#include "base/monotone_cubic.hpp"
#include "thermal/fluid.hpp"

#include <optional>
#include <vector>

namespace shellfit::thermal {

/// A figure against flow, both above 0: the resistance of a cold plate (K/W, of its case above the coolant
/// that enters), the drop of a rack (Pa). A monotone cubic through the logarithms, in which films and drops
/// are nearly straight. Outside the points it is not known, and not extrapolated.
class FlowTable {
 public:
  struct Point {
    double flow_m3_s, value;
  };
  /// Precondition: two points at the least; flows rise, and the value only falls or only rises.
  explicit FlowTable(const std::vector<Point>& points);
  [[nodiscard]] std::optional<double> at(double flow_m3_s) const;
  /// The inverse.
  [[nodiscard]] std::optional<double> flow_for(double value) const;

 private:
  MonotoneCubic log_value_;
};

/// Coolant that a rack of a heat needs, m3/s at its supply, so that it returns at no more than `return_k`.
/// Preconditions: return above supply.
[[nodiscard]] double coolant_flow_m3_s(const Fluid& coolant, double heat_w, double supply_k, double return_k);
/// The inverse: where the coolant returns at a flow.
[[nodiscard]] double coolant_return_k(const Fluid& coolant, double heat_w, double supply_k, double flow_m3_s);

}  // namespace shellfit::thermal
