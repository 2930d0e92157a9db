// After power-grid-model's Components pages: each element as its equations there say, so that both programs
// solve one network. Where they differ, a remark says so:
// - a link has no impedance here (it is a closed switch), 1e6 S at 10 kV there;
// - a source whose short-circuit power is ten orders above all that it feeds holds its node;
// - a branch with both ends at one node is what it draws there.
#include "exchange/power_grid_model_network.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>
#include <unordered_map>

namespace shellfit::exchange::power_grid_model {

namespace {

using power::BusId;
using power::ElementId;
using Complex = std::complex<double>;

constexpr double frequency_hz = 50.0;  // power-grid-model's own where its caller says nothing
constexpr double base_va = 1e6;
constexpr double default_sk_va = 1e10;
constexpr double default_rx_ratio = 0.1;
/// What a stiff source would drop, over nominal voltage.
constexpr double least_drop_pu = 1e-10;

BusId bus(int id) { return BusId(std::to_string(id)); }
ElementId element(int id) { return ElementId(std::to_string(id)); }
RealPower watts(double value) { return RealPower::from_si(value); }
ReactivePower vars(double value) { return ReactivePower::from_si(value); }

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

class NetworkBuilder {
 public:
  explicit NetworkBuilder(const Case& from) : from_(from) {}

  CaseNetwork build() {
    for (const auto& one : from_.nodes) {
      rated_v_.emplace(one.id, one.u_rated_v);
      net_.buses.push_back({bus(one.id), LineVoltage::from_si(one.u_rated_v)});
    }
    for (const auto& one : from_.voltage_regulators) {
      if (one.status) regulators_.emplace(one.regulated_object, &one);
    }
    for (const auto& one : from_.tap_regulators) {
      if (one.status) tap_regulators_.emplace(one.regulated_object, &one);
    }
    for (const auto& one : from_.lines) add_line(one);
    for (const auto& one : from_.links) add_link(one);
    for (const auto& one : from_.generic_branches) add_generic_branch(one);
    for (const auto& one : from_.transformers) add_transformer(one);
    for (const auto& one : from_.three_winding_transformers) add_three_winding(one);
    for (const auto& one : from_.loads) add_load(one, 1.0);
    for (const auto& one : from_.generators) add_load(one, -1.0);
    for (const auto& one : from_.shunts) add_shunt(one);
    for (const auto& one : from_.sources) add_source(one);
    add_remarks();
    return std::move(result_);
  }

 private:
  double rated_v(int node) const { return rated_v_.at(node); }
  void remark(std::string text) { result_.remarks.push_back(std::move(text)); }
  /// What a branch of the figures of a pi section draws when both of its ends are at one node.
  template <class T>
  bool is_at_one_node(const T& branch) {
    if (branch.from_node != branch.to_node) return false;
    remark(fmt::format("{} has both ends at node {}: it is there as what it draws, without flows of its own",
                       branch.id, branch.from_node));
    return true;
  }
  void add_draw(int id, int node, Complex admittance_siemens) {
    const double square = rated_v(node) * rated_v(node);
    net_.shunts.push_back({element(id), bus(node), watts(admittance_siemens.real() * square),
                           vars(-admittance_siemens.imag() * square)});
  }

  void add_line(const Line& one) {
    const double charging = 2.0 * std::numbers::pi * frequency_hz * one.c1_farad;
    has_charging_ = has_charging_ || one.c1_farad != 0.0;
    if (is_at_one_node(one)) {
      const Complex shunt = charging * Complex{one.tan1, 1.0};
      const Complex series = 1.0 / Complex{one.r1_ohm, one.x1_ohm};
      if (one.from_status && one.to_status)
        add_draw(one.id, one.from_node, shunt);
      else if ((one.from_status || one.to_status) && shunt != Complex{})
        add_draw(one.id, one.from_node, 0.5 * shunt + 1.0 / (1.0 / series + 2.0 / shunt));
      return;
    }
    power::Line line;
    line.id = element(one.id);
    line.from = bus(one.from_node);
    line.to = bus(one.to_node);
    line.resistance = Impedance::from_si(one.r1_ohm);
    line.reactance = Impedance::from_si(one.x1_ohm);
    line.charging = Admittance::from_si(charging);
    line.leakage = Admittance::from_si(charging * one.tan1);
    if (one.i_n_ampere && std::isfinite(*one.i_n_ampere)) line.ampacity = Current::from_si(*one.i_n_ampere);
    if (one.r0_ohm) line.zero_resistance = Impedance::from_si(*one.r0_ohm);
    if (one.x0_ohm) line.zero_reactance = Impedance::from_si(*one.x0_ohm);
    if (one.c0_farad)
      line.zero_charging = Admittance::from_si(2.0 * std::numbers::pi * frequency_hz * *one.c0_farad);
    line.is_from_closed = one.from_status;
    line.is_to_closed = one.to_status;
    net_.lines.push_back(std::move(line));
  }

  void add_link(const Link& one) {
    if (one.from_node == one.to_node) {
      remark(fmt::format("link {} joins node {} to itself and was left", one.id, one.from_node));
      return;
    }
    net_.switches.push_back({element(one.id), bus(one.from_node), bus(one.to_node),
                             power::Switch::Kind::breaker, one.from_status && one.to_status});
  }

  void add_generic_branch(const GenericBranch& one) {
    const double base_siemens = base_va / (rated_v(one.to_node) * rated_v(one.to_node));
    const Complex series = 1.0 / Complex{one.r1_ohm, one.x1_ohm} / base_siemens;
    const Complex shunt = Complex{one.g1_siemens, one.b1_siemens} / base_siemens;
    const Complex turns = std::polar(one.k.value_or(1.0), one.theta_rad.value_or(0.0));
    power::TwoPort port;
    port.id = element(one.id);
    port.from = bus(one.from_node);
    port.to = bus(one.to_node);
    port.base = ApparentPower::from_si(base_va);
    port.to_to = series + 0.5 * shunt;
    port.from_from = port.to_to / std::norm(turns);
    port.from_to = -series / std::conj(turns);
    port.to_from = -series / turns;
    if (one.sn_va && *one.sn_va > 0.0) port.rating = ApparentPower::from_si(*one.sn_va);
    port.is_from_closed = one.from_status;
    port.is_to_closed = one.to_status;
    if (is_at_one_node(one)) {
      if (one.from_status && one.to_status)
        add_draw(one.id, one.from_node,
                 (port.from_from + port.from_to + port.to_from + port.to_to) * base_siemens);
      return;
    }
    net_.two_ports.push_back(std::move(port));
  }

  void add_transformer(const Transformer& one) {
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
    t.no_load_loss = watts(one.p0_w);
    t.no_load_current = ratio(one.i0);
    t.shift_rad = clock_rad(one.clock);
    const bool is_at_from = one.tap_side == 0;
    (is_at_from ? t.from_tap : t.to_tap) =
        tap_changer(taps, one.tap_size_v, is_at_from ? one.u1_v : one.u2_v);
    t.is_from_closed = one.from_status;
    t.is_to_closed = one.to_status;
    t.windings = {winding_of(one.winding_from), winding_of(one.winding_to)};
    t.from_earthing_resistance = Impedance::from_si(one.r_grounding_from_ohm.value_or(0.0));
    t.from_earthing_reactance = Impedance::from_si(one.x_grounding_from_ohm.value_or(0.0));
    t.to_earthing_resistance = Impedance::from_si(one.r_grounding_to_ohm.value_or(0.0));
    t.to_earthing_reactance = Impedance::from_si(one.x_grounding_to_ohm.value_or(0.0));
    if (const auto found = tap_regulators_.find(one.id); found != tap_regulators_.end()) {
      t.control = control_of(*found->second, found->second->control_side == 0 ? one.from_node : one.to_node);
      if (one.uk_min || one.uk_max || one.pk_min_w || one.pk_max_w)
        remark(fmt::format("transformer {}: its impedance stays that of tap {} where its regulator moves",
                           one.id, taps.position));
    }
    if (is_at_one_node(one)) {
      add_own_loop(one, t);
      return;
    }
    net_.transformers.push_back(std::move(t));
  }
  /// A transformer from a node to itself, as the admittance of its pi section there.
  void add_own_loop(const Transformer& one, const power::Transformer& t) {
    if (!one.from_status || !one.to_status) {
      remark(fmt::format("transformer {} was left: it would connect node {} to itself and has an open end",
                         one.id, one.from_node));
      return;
    }
    const auto taps = taps_of(one);
    const double moved_v = taps.direction * (taps.position - taps.nominal) * one.tap_size_v;
    const double u1_v = one.u1_v + (one.tap_side == 0 ? moved_v : 0.0);
    const double u2_v = one.u2_v + (one.tap_side == 0 ? 0.0 : moved_v);
    const double siemens = one.sn_va / (u2_v * u2_v);
    const double z = t.impedance.in_si();
    const double r = std::isinf(t.x_over_r.in_si()) ? 0.0 : z / std::hypot(1.0, t.x_over_r.in_si());
    const Complex series = siemens / Complex{r, std::sqrt(std::max(0.0, z * z - r * r))};
    const double loss = one.p0_w / one.sn_va;
    const Complex shunt = siemens * Complex{loss, -std::sqrt(std::max(0.0, one.i0 * one.i0 - loss * loss))};
    const Complex turns = std::polar(u1_v / u2_v, t.shift_rad);
    const Complex own = series + 0.5 * shunt;
    add_draw(one.id, one.from_node,
             own / std::norm(turns) - series / std::conj(turns) - series / turns + own);
    if (t.control) remark(fmt::format("transformer {}: its tap stays where it is", one.id));
  }
  power::VoltageControl control_of(const TapRegulator& one, int node) const {
    power::VoltageControl control;
    control.bus = bus(node);
    control.target_pu = one.u_set_v / rated_v(node);
    control.band_pu = one.u_band_v / rated_v(node);
    control.drop_resistance = Impedance::from_si(one.line_drop_compensation_r_ohm.value_or(0.0));
    control.drop_reactance = Impedance::from_si(one.line_drop_compensation_x_ohm.value_or(0.0));
    return control;
  }

  void add_three_winding(const ThreeWindingTransformer& one) {
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
    t.no_load_loss = watts(one.p0_w);
    t.no_load_current = ratio(one.i0);
    t.magnetizing_at = 0;
    auto& tapped = t.sides.at(static_cast<std::size_t>(one.tap_side));
    tapped.tap = tap_changer(taps, one.tap_size_v, tapped.voltage.in_si());
    if (const auto found = tap_regulators_.find(one.id); found != tap_regulators_.end()) {
      const std::array nodes{one.node_1, one.node_2, one.node_3};
      t.control = control_of(*found->second, nodes.at(static_cast<std::size_t>(found->second->control_side)));
    }
    net_.three_windings.push_back(std::move(t));
  }

  /// `sign` is +1 for loads and -1 for generators, whose figures are what they give.
  void add_load(const LoadOrGenerator& one, double sign) {
    if (!one.status) {
      ++out_;
      return;
    }
    const double p_w = sign * one.p_specified_w;
    const double q_var = sign * one.q_specified_var;
    fed_va_ += std::hypot(p_w, q_var);
    const auto type = static_cast<LoadType>(one.type);
    const auto regulator = regulators_.find(one.id);
    if (regulator != regulators_.end() && type == LoadType::const_power) {
      add_regulated(one, *regulator->second, sign);
      return;
    }
    if (regulator != regulators_.end())
      remark(fmt::format("voltage regulator {} was left: what it regulates changes with the voltage",
                         regulator->second->id));
    power::VoltageDependence dependence;
    if (type == LoadType::const_current) dependence.current = 1.0;
    if (type == LoadType::const_impedance) dependence.impedance = 1.0;
    net_.loads.push_back({element(one.id), bus(one.node), watts(p_w), vars(q_var), dependence, dependence});
  }
  void add_regulated(const LoadOrGenerator& one, const VoltageRegulator& regulator, double sign) {
    power::Generator made;
    made.id = element(one.id);
    made.bus = bus(one.node);
    made.real = watts(-sign * one.p_specified_w);
    made.voltage_pu = regulator.u_ref;
    // Limits are those of the object as its list counts: of a load, what it takes.
    const double least = limit(regulator.q_min_var, -1.0);
    const double most = limit(regulator.q_max_var, 1.0);
    made.least_reactive = vars(sign < 0 ? least : -most);
    made.most_reactive = vars(sign < 0 ? most : -least);
    net_.generators.push_back(std::move(made));
  }

  /// A limit beyond what any network has is none.
  static double limit(const std::optional<double>& given, double sign) {
    constexpr double beyond_var = 1e15;
    constexpr double infinity = std::numeric_limits<double>::infinity();
    if (!given) return sign * infinity;
    return std::abs(*given) < beyond_var ? *given : std::copysign(infinity, *given);
  }

  void add_shunt(const Shunt& one) {
    if (!one.status) {
      ++out_;
      return;
    }
    const double square = rated_v(one.node) * rated_v(one.node);
    fed_va_ += square * std::hypot(one.g1_siemens, one.b1_siemens);
    add_draw(one.id, one.node, {one.g1_siemens, one.b1_siemens});
  }

  void add_source(const Source& one) {
    if (!one.status) {
      ++out_;
      return;
    }
    const double sk_va = one.sk_va.value_or(default_sk_va);
    const double rx = one.rx_ratio.value_or(default_rx_ratio);
    power::Source source;
    source.id = element(one.id);
    source.bus = bus(one.node);
    source.voltage_pu = one.u_ref;
    source.angle_rad = one.u_ref_angle_rad.value_or(0.0);
    source.x_over_r = ratio(rx == 0.0 ? std::numeric_limits<double>::infinity() : 1.0 / rx);
    source.zero_reactance = ratio(one.z01_ratio.value_or(1.0));
    source.zero_r_over_x = ratio(rx);
    if (std::max(fed_va_, base_va) / sk_va < least_drop_pu) {
      // Only how several share one node is left of their impedances.
      source.weight = std::isinf(sk_va) ? 1.0 : sk_va / default_sk_va;
      remark(fmt::format("source {} holds its node: at {:g} VA its impedance would change nothing", one.id,
                         sk_va));
    } else {
      source.fault_level = ApparentPower::from_si(sk_va);
    }
    net_.sources.push_back(std::move(source));
  }

  void add_remarks() {
    if (out_ != 0) remark(fmt::format("{} components out of service were left out", out_));
    if (!net_.switches.empty())
      remark("links are closed switches here, without impedance; power-grid-model gives them 1e6 S at 10 kV");
    if (has_charging_)
      remark(fmt::format("capacitances count at {:g} Hz: the file does not say the frequency", frequency_hz));
  }

  const Case& from_;
  CaseNetwork result_;
  power::Network& net_ = result_.network;
  std::unordered_map<int, double> rated_v_;
  std::unordered_map<int, const VoltageRegulator*> regulators_;
  std::unordered_map<int, const TapRegulator*> tap_regulators_;
  double fed_va_ = 0.0;  ///< by all loads, generators and shunts
  int out_ = 0;
  bool has_charging_ = false;
};

}  // namespace

CaseNetwork to_network(const Case& from) { return NetworkBuilder(from).build(); }

}  // namespace shellfit::exchange::power_grid_model
