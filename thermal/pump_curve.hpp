#pragma once
// Head of a pump against flow and speed.

#include "base/monotone_cubic.hpp"
#include "base/straight_lines.hpp"

#include <variant>
#include <vector>

namespace shellfit::thermal {

/// Pressure rise against flow at a share of full speed s, by the affinity laws s^2 H(q / s). Every form falls
/// with flow, so that a pump has one flow at a head.
class PumpCurve {
 public:
  /// Head and its derivative with flow.
  struct Value {
    double head_pa;
    double slope_pa_s_m3;
  };

  PumpCurve() = default;
  /// Points joined by a monotone cubic, which has a continuous slope. Precondition: two points at the least,
  /// flows rise and heads do not.
  [[nodiscard]] static PumpCurve smooth(std::vector<double> flow_m3_s, std::vector<double> head_pa);
  /// Points joined by straight lines; the first and the last go on. Precondition: as of smooth.
  [[nodiscard]] static PumpCurve segments(std::vector<double> flow_m3_s, std::vector<double> head_pa);
  /// shut_off - coefficient q^exponent. Precondition: all above 0.
  [[nodiscard]] static PumpCurve power(double shut_off_pa, double coefficient, double exponent);
  /// Head times flow is the same everywhere.
  [[nodiscard]] static PumpCurve constant_power(double hydraulic_w);

  [[nodiscard]] Value at(double flow_m3_s, double speed = 1.0) const;
  /// At no flow; infinite for a constant power.
  [[nodiscard]] double shut_off_pa(double speed = 1.0) const;
  /// Where iterations start: in the middle of the curve at full speed.
  [[nodiscard]] double middle_flow_m3_s() const;
  /// Where the points end; infinite for a curve that a formula gives.
  [[nodiscard]] double last_flow_m3_s() const;
  [[nodiscard]] bool is_constant_power() const { return std::holds_alternative<Hyperbola>(form_); }

 private:
  struct Power {
    double shut_off_pa, coefficient, exponent;
  };
  struct Hyperbola {
    double hydraulic_w;
  };
  [[nodiscard]] Value at_full_speed(double flow_m3_s) const;
  static Value on(const MonotoneCubic& curve, double flow_m3_s);
  static Value on(const StraightLines& lines, double flow_m3_s);
  static Value on(const Power& power, double flow_m3_s);
  static Value on(const Hyperbola& hyperbola, double flow_m3_s);

  std::variant<MonotoneCubic, StraightLines, Power, Hyperbola> form_;
};

}  // namespace shellfit::thermal
