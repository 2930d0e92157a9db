// After power-grid-model's Components pages: each element as its equations there say, so that both programs
// solve one network. Where they differ, a remark says so:
// - a link has no impedance here (it is a closed switch), 1e6 S at 10 kV there;
// - a source whose short-circuit power is ten orders above all that it feeds holds its node;
// - a branch with both ends at one node is what it draws there.
#include "exchange/power_grid_model_network.hpp"

#include "exchange/power_grid_model_transformers.hpp"
#include "power/branch_admittance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <unordered_map>

namespace shellfit::exchange::power_grid_model {

namespace {

using power::Complex;

constexpr double frequency_hz = 50.0;  // power-grid-model's own where its caller says nothing
constexpr double base_va = 1e6;
constexpr double default_sk_va = 1e10;
constexpr double default_rx_ratio = 0.1;
/// What a stiff source would drop, over nominal voltage.
constexpr double least_drop_pu = 1e-10;

RealPower watts(double value) { return RealPower::from_si(value); }
ReactivePower vars(double value) { return ReactivePower::from_si(value); }

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
  void add_draw(int id, int node, Complex admittance_siemens) {
    const double square = rated_v(node) * rated_v(node);
    net_.shunts.push_back({element(id), bus(node), watts(admittance_siemens.real() * square),
                           vars(-admittance_siemens.imag() * square)});
  }

  /// A branch with both ends at one node is what it draws there; `y` is on the node's rated voltage.
  void add_loop(const Branch& one, const power::TwoPortAdmittance& y) {
    remark(fmt::format("{} has both ends at node {}: it is there as what it draws, without flows of its own",
                       one.id, one.from_node));
    const double base_siemens = base_va / (rated_v(one.from_node) * rated_v(one.from_node));
    if (one.from_status && one.to_status)
      add_draw(one.id, one.from_node, (y.from_from + y.from_to + y.to_from + y.to_to) * base_siemens);
    else if (one.from_status)
      add_draw(one.id, one.from_node, power::seen_from_from(y) * base_siemens);
    else if (one.to_status)
      add_draw(one.id, one.from_node, power::seen_from_to(y) * base_siemens);
  }

  void add_line(const Line& one) {
    const double charging = 2.0 * std::numbers::pi * frequency_hz * one.c1_farad;
    has_charging_ = has_charging_ || one.c1_farad != 0.0;
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
    if (one.from_node == one.to_node)
      return add_loop(one, power::line_admittance(line, rated_v(one.from_node), base_va));
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
    const auto y = power::pi_section(series, turns, 0.5 * shunt, 0.5 * shunt);
    port.from_from = y.from_from;
    port.from_to = y.from_to;
    port.to_from = y.to_from;
    port.to_to = y.to_to;
    if (one.sn_va && *one.sn_va > 0.0) port.rating = ApparentPower::from_si(*one.sn_va);
    port.is_from_closed = one.from_status;
    port.is_to_closed = one.to_status;
    if (one.from_node == one.to_node) return add_loop(one, y);
    net_.two_ports.push_back(std::move(port));
  }

  void add_transformer(const Transformer& one) {
    auto t = transformer_of(one);
    if (one.from_node == one.to_node) return add_transformer_loop(one, t);
    if (const auto found = tap_regulators_.find(one.id); found != tap_regulators_.end()) {
      const int node = found->second->control_side == 0 ? one.from_node : one.to_node;
      t.control = control_of(*found->second, node, rated_v(node));
      if (one.uk_min || one.uk_max || one.pk_min_w || one.pk_max_w)
        remark(fmt::format("transformer {}: its impedance stays that of tap {} where its regulator moves",
                           one.id, (t.from_tap ? t.from_tap : t.to_tap)->position));
    }
    net_.transformers.push_back(std::move(t));
  }
  void add_transformer_loop(const Transformer& one, const power::Transformer& t) {
    const auto factor = [](const std::optional<power::TapChanger>& tap) {
      return tap ? power::tap_factor(*tap, tap->position) : Complex{1.0};
    };
    const double nominal_v = rated_v(one.from_node);
    const auto figures = power::transformer_figures(t, nominal_v, nominal_v, base_va);
    add_loop(one, power::transformer_admittance(figures, factor(t.from_tap), factor(t.to_tap)));
    if (tap_regulators_.contains(one.id))
      remark(fmt::format("transformer {}: its tap stays where it is", one.id));
  }

  void add_three_winding(const ThreeWindingTransformer& one) {
    auto t = transformer_of(one);
    if (const auto found = tap_regulators_.find(one.id); found != tap_regulators_.end()) {
      const std::array nodes{one.node_1, one.node_2, one.node_3};
      const int node = nodes.at(static_cast<std::size_t>(found->second->control_side));
      t.control = control_of(*found->second, node, rated_v(node));
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
