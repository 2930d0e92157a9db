#include "exchange/power_grid_model_transformers.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace shellfit::exchange::power_grid_model {

namespace {

/// A short-circuit impedance on its rating, by its size and its loss. A loss that is more than the size
/// allows is all of it, as in power-grid-model.
struct ShortCircuit {
  Ratio impedance, x_over_r;
};
ShortCircuit short_circuit(double uk, double pk_w, double sn_va) {
  const double r = pk_w / sn_va;
  const double x = std::sqrt(std::max(0.0, uk * uk - r * r));
  return {ratio(std::max(uk, r)), ratio(r == 0.0 ? std::numeric_limits<double>::infinity() : x / r)};
}

/// A figure at a tap position, between those at the nominal and the outermost ones.
double at_tap(double position, double least, double most, double nominal, double value,
              const std::optional<double>& at_least, const std::optional<double>& at_most) {
  const bool is_towards_most = position >= std::min(nominal, most) && position <= std::max(nominal, most);
  const double end = is_towards_most ? most : least;
  const auto& at_end = is_towards_most ? at_most : at_least;
  if (end == nominal || !at_end) return value;
  return value + (position - nominal) * (*at_end - value) / (end - nominal);
}

power::Winding winding_of(int file_value) {
  switch (static_cast<Winding>(file_value)) {
    case Winding::wye:
      return power::Winding::wye;
    case Winding::wye_n:
      return power::Winding::earthed_wye;
    case Winding::delta:
      return power::Winding::delta;
    case Winding::zigzag:
      return power::Winding::zigzag;
    case Winding::zigzag_n:
      return power::Winding::earthed_zigzag;
  }
  return power::Winding::wye;
}
double clock_rad(int clock) { return clock * std::numbers::pi / 6.0; }

/// Tap positions of a file's transformer, complete.
struct Taps {
  int nominal, position, least, most;
  double direction;  ///< -1 where more turns have the lower positions
};
template <class T>
Taps taps_of(const T& t) {
  const int nominal = t.tap_nom.value_or(0);
  const auto [least, most] = std::minmax(t.tap_min, t.tap_max);
  return {nominal, std::clamp(t.tap_pos.value_or(nominal), least, most), least, most,
          t.tap_max > t.tap_min ? 1.0 : -1.0};
}
power::TapChanger tap_changer(const Taps& taps, double size_v, double rated_v) {
  power::TapChanger changer;
  changer.step = taps.direction * size_v / rated_v;
  changer.neutral = taps.nominal;
  changer.position = taps.position;
  changer.least = taps.least;
  changer.most = taps.most;
  return changer;
}

}  // namespace

power::Transformer transformer_of(const Transformer& one) {
  const auto taps = taps_of(one);
  const auto figure = [&](double value, const auto& at_min, const auto& at_max) {
    return at_tap(taps.position, one.tap_min, one.tap_max, taps.nominal, value, at_min, at_max);
  };
  const double uk = figure(one.uk, one.uk_min, one.uk_max);
  const double pk_w = figure(one.pk_w, one.pk_min_w, one.pk_max_w);
  power::Transformer t;
  t.id = element(one.id);
  t.from = bus(one.from_node);
  t.to = bus(one.to_node);
  t.rating = ApparentPower::from_si(one.sn_va);
  t.primary = LineVoltage::from_si(one.u1_v);
  t.secondary = LineVoltage::from_si(one.u2_v);
  const auto z = short_circuit(uk, pk_w, one.sn_va);
  t.impedance = z.impedance;
  t.x_over_r = z.x_over_r;
  t.no_load_loss = RealPower::from_si(one.p0_w);
  t.no_load_current = ratio(one.i0);
  t.shift_rad = clock_rad(one.clock);
  const bool is_at_from = one.tap_side == 0;
  (is_at_from ? t.from_tap : t.to_tap) = tap_changer(taps, one.tap_size_v, is_at_from ? one.u1_v : one.u2_v);
  t.is_from_closed = one.from_status;
  t.is_to_closed = one.to_status;
  t.windings = {winding_of(one.winding_from), winding_of(one.winding_to)};
  t.from_earthing_resistance = Impedance::from_si(one.r_grounding_from_ohm.value_or(0.0));
  t.from_earthing_reactance = Impedance::from_si(one.x_grounding_from_ohm.value_or(0.0));
  t.to_earthing_resistance = Impedance::from_si(one.r_grounding_to_ohm.value_or(0.0));
  t.to_earthing_reactance = Impedance::from_si(one.x_grounding_to_ohm.value_or(0.0));
  return t;
}

power::ThreeWindingTransformer transformer_of(const ThreeWindingTransformer& one) {
  const auto taps = taps_of(one);
  const auto figure = [&](double value, const auto& at_min, const auto& at_max) {
    return at_tap(taps.position, one.tap_min, one.tap_max, taps.nominal, value, at_min, at_max);
  };
  power::ThreeWindingTransformer t;
  t.id = element(one.id);
  const auto side = [](int node, double sn_va, double u_v, int clock, bool is_closed, int winding) {
    return power::ThreeWindingTransformer::Side{bus(node),
                                                ApparentPower::from_si(sn_va),
                                                LineVoltage::from_si(u_v),
                                                clock_rad(clock),
                                                {},
                                                is_closed,
                                                winding_of(winding)};
  };
  t.sides = {side(one.node_1, one.sn_1_va, one.u1_v, 0, one.status_1, one.winding_1),
             side(one.node_2, one.sn_2_va, one.u2_v, one.clock_12, one.status_2, one.winding_2),
             side(one.node_3, one.sn_3_va, one.u3_v, one.clock_13, one.status_3, one.winding_3)};
  const auto pair = [](double uk, double pk_w, double a_va, double b_va) {
    power::ThreeWindingTransformer::Pair made;
    const auto z = short_circuit(uk, pk_w, std::min(a_va, b_va));
    made.impedance = z.impedance;
    made.x_over_r = z.x_over_r;
    return made;
  };
  t.pairs = {pair(figure(one.uk_12, one.uk_12_min, one.uk_12_max),
                  figure(one.pk_12_w, one.pk_12_min_w, one.pk_12_max_w), one.sn_1_va, one.sn_2_va),
             pair(figure(one.uk_23, one.uk_23_min, one.uk_23_max),
                  figure(one.pk_23_w, one.pk_23_min_w, one.pk_23_max_w), one.sn_2_va, one.sn_3_va),
             pair(figure(one.uk_13, one.uk_13_min, one.uk_13_max),
                  figure(one.pk_13_w, one.pk_13_min_w, one.pk_13_max_w), one.sn_1_va, one.sn_3_va)};
  t.no_load_loss = RealPower::from_si(one.p0_w);
  t.no_load_current = ratio(one.i0);
  t.magnetizing_at = 0;
  auto& tapped = t.sides.at(static_cast<std::size_t>(one.tap_side));
  tapped.tap = tap_changer(taps, one.tap_size_v, tapped.voltage.in_si());
  return t;
}

power::VoltageControl control_of(const TapRegulator& one, int node, double rated_v) {
  power::VoltageControl control;
  control.bus = bus(node);
  control.target_pu = one.u_set_v / rated_v;
  control.band_pu = one.u_band_v / rated_v;
  control.drop_resistance = Impedance::from_si(one.line_drop_compensation_r_ohm.value_or(0.0));
  control.drop_reactance = Impedance::from_si(one.line_drop_compensation_x_ohm.value_or(0.0));
  return control;
}

}  // namespace shellfit::exchange::power_grid_model
