#pragma once
// What EPANET makes of the points of a curve.

#include "exchange/epanet_case.hpp"

#include <optional>

namespace shellfit::exchange {

/// Head of a pump: shut_off - factor flow^exponent, in the units of the file.
struct EpanetPumpCurve {
  double shut_off = 0.0, factor = 0.0, exponent = 0.0;
};

/// True when a curve is fitted by a power of the flow: one point, or three of which the first is at no flow.
/// The others are followed by straight lines.
[[nodiscard]] bool is_fitted(const epanet::Curve& curve);
/// Precondition: is_fitted. Nothing when no falling curve goes through the points. Through one point goes the
/// curve with a third more head at no flow, and none at twice the flow. (validate.c: powerfuncpump)
[[nodiscard]] std::optional<EpanetPumpCurve> fit_epanet_pump(const epanet::Curve& curve);

/// Between the points by straight lines, beyond them the nearest one's.
/// Precondition: a point at least, x rising.
[[nodiscard]] double interpolated(const epanet::Curve& curve, double x);

}  // namespace shellfit::exchange
