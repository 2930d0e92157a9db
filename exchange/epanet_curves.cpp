#include "exchange/epanet_curves.hpp"

#include <algorithm>
#include <cmath>

namespace shellfit::exchange {

bool is_fitted(const epanet::Curve& curve) {
  return curve.x.size() == 1 || (curve.x.size() == 3 && curve.x.front() == 0.0);
}

std::optional<EpanetPumpCurve> fit_epanet_pump(const epanet::Curve& curve) {
  constexpr double least = 1e-6;  // EPANET's TINY
  constexpr double most_exponent = 20.0;
  const bool is_one_point = curve.x.size() == 1;
  const double flow_1 = is_one_point ? curve.x[0] : curve.x[1];
  const double head_1 = is_one_point ? curve.y[0] : curve.y[1];
  const double head_0 = is_one_point ? 1.33334 * head_1 : curve.y[0];
  const double flow_2 = is_one_point ? 2.0 * flow_1 : curve.x[2];
  const double head_2 = is_one_point ? 0.0 : curve.y[2];
  if (head_0 < least || head_0 - head_1 < least || head_1 - head_2 < least || flow_1 < least ||
      flow_2 - flow_1 < least)
    return std::nullopt;
  const double exponent = std::log((head_0 - head_2) / (head_0 - head_1)) / std::log(flow_2 / flow_1);
  if (exponent <= 0.0 || exponent > most_exponent) return std::nullopt;
  const double factor = (head_0 - head_1) / std::pow(flow_1, exponent);
  if (!std::isfinite(factor) || factor <= 0.0) return std::nullopt;
  return EpanetPumpCurve{head_0, factor, exponent};
}

double interpolated(const epanet::Curve& curve, double x) {
  const auto above = std::upper_bound(curve.x.begin(), curve.x.end(), x);
  if (above == curve.x.begin()) return curve.y.front();
  if (above == curve.x.end()) return curve.y.back();
  const auto i = static_cast<std::size_t>(above - curve.x.begin());
  return curve.y[i - 1] +
         (curve.y[i] - curve.y[i - 1]) * (x - curve.x[i - 1]) / (curve.x[i] - curve.x[i - 1]);
}

}  // namespace shellfit::exchange
