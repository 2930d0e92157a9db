#include "thermal/heat_streams.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace shellfit::thermal {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

/// A stream's temperature in kelvin as a straight line through what entered it last and what left it.
struct Line {
  double on_scale, kelvin, slope;
  double heat_along = 1;  ///< mean specific heat along a pipe, as a share of the circuit's
};

/// Simpson's rule: along the length the difference to the surroundings falls as an exponential, whose middle
/// is the geometric mean.
double heat_along(const HeatScale& scale, double entered_k, double left_k, double around_k) {
  const double square = (entered_k - around_k) * (left_k - around_k);
  const double middle = std::copysign(std::sqrt(std::max(0.0, square)), entered_k - around_k);
  return (scale.slope(entered_k) + 4.0 * scale.slope(around_k + middle) + scale.slope(left_k)) / 6.0;
}

Line line_of(const NetworkProblem::LinkData& link, const Stream& stream, const HeatScale& scale,
             double entered_k, double left_k) {
  const Line straight{scale.mean_k, scale.mean_k, 1.0};
  if (std::isnan(entered_k)) return straight;
  const double on_scale = scale.from_kelvin(entered_k) + stream.rise_k;
  const double warmed_k = scale.to_kelvin(on_scale);
  Line line{on_scale, warmed_k, 1.0 / scale.slope(warmed_k), scale.slope(warmed_k)};
  constexpr double apart_k = 1e-3;
  if (!(std::fabs(left_k - warmed_k) > apart_k)) return line;
  line.slope = (left_k - warmed_k) / (scale.from_kelvin(left_k) - on_scale);
  if (link.loss_w_m2k > 0.0) line.heat_along = heat_along(scale, warmed_k, left_k, link.around_k);
  return line;
}

}  // namespace

std::vector<Stream> heat_streams(const NetworkProblem& problem, const NetworkState& state,
                                 std::span<const LinkFluid> fluids, std::span<const double> kg_s,
                                 std::span<const HeatScale> scales, const HeatSolution* last) {
  std::vector<Stream> streams(problem.links.size());
  std::vector<double> largest(problem.circuits.size(), 0.0);
  for (std::size_t i = 0; i < streams.size(); ++i) {
    auto& most = largest[ix(problem.links[i].circuit)];
    most = std::max(most, std::fabs(kg_s[i]));
  }
  for (std::size_t i = 0; i < streams.size(); ++i) {
    const auto& link = problem.links[i];
    // Rounding residue of a standing stream is no flow.
    if (std::fabs(kg_s[i]) <= 1e-9 * largest[ix(link.circuit)]) continue;
    auto& one = streams[i];
    one.from = kg_s[i] > 0 ? link.from : link.to;
    one.to = kg_s[i] > 0 ? link.to : link.from;
    one.capacity_w_k = std::fabs(kg_s[i]) * fluids[i].heat_j_kgk;
    one.rise_k = state.gain_w[i] / one.capacity_w_k;
    Line line{0.0, 0.0, 1.0};
    if (last != nullptr && !scales.empty())
      line =
          line_of(link, one, scales[ix(link.circuit)], last->temperature_k[ix(one.from)], last->outlet_k[i]);
    one.kelvin_offset = line.kelvin - line.slope * line.on_scale;
    one.kelvin_slope = line.slope;
    if (link.loss_w_m2k <= 0.0) continue;
    const double wall_m2 = std::numbers::pi * link.bore_m * link.length_m;
    one.kept = std::exp(-link.loss_w_m2k * wall_m2 / (one.capacity_w_k * line.heat_along));
    one.around_k = (link.around_k - one.kelvin_offset) / line.slope;
  }
  return streams;
}

}  // namespace shellfit::thermal
