#include "power/fault_problem.hpp"

#include "base/disjoint_sets.hpp"
#include "power/fault_context.hpp"

#include <algorithm>
#include <limits>
#include <numbers>

namespace shellfit::power {

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

/// Positive sequence; clauses of IEC 60909-0:2016.
class FaultWriter {
 public:
  explicit FaultWriter(FaultContext& context)
      : context_(context), network_(context.network), out_(context.out) {}

  void write() {
    write_nodes();
    find_units();
    for (const auto& source : network_.sources) write_source(source);
    for (std::size_t i = 0; i < network_.generators.size(); ++i) write_generator(i);
    for (const auto& line : network_.lines) write_line(line);
    for (std::size_t i = 0; i < network_.transformers.size(); ++i) write_transformer(i);
    const int first_star = out_.nodes;
    for (const auto& one : network_.three_windings) write_three_winding(one);
    for (const auto& one : network_.two_ports) write_two_port(one);
    // What motors and converters add is not certain to be there (7.1.3).
    if (!context_.is_least()) {
      for (const auto& motor : network_.motors) write_motor(motor);
      for (const auto& one : network_.limited_sources) write_limited(one);
    }
    write_zero_sequence(context_, first_star);
  }

 private:
  int add_node(double base_v) {
    out_.base_voltage_v.push_back(base_v);
    const bool is_10 = context_.is_tolerance_10();
    out_.voltage_factor.push_back(
        !context_.is_iec() ? 1.0
        : context_.is_least()
            ? least_voltage_factor(base_v, is_10 && context_.options.edition == FaultEdition::of_2016)
            : greatest_voltage_factor(base_v, is_10));
    return out_.nodes++;
  }

  /// One node for the buses that closed switches join, and those that bypasses do.
  void write_nodes() {
    const auto& problem = context_.problem;
    int merged = 0;
    const auto merged_of = merge_buses(problem, context_.state, merged);
    DisjointSets joined(merged);
    if (context_.place.is_behind_converters) {
      for (std::size_t i = 0; i < problem.converters.size(); ++i) {
        const int from = merged_of[ix(problem.converters[i].from)];
        const int to = merged_of[ix(problem.converters[i].to)];
        if (context_.state.converter_out[i] == 0 && from >= 0 && to >= 0) joined.join(from, to);
      }
    }
    std::vector<int> number(ix(merged), -1);
    out_.node_of_bus.assign(merged_of.size(), -1);
    for (std::size_t bus = 0; bus < merged_of.size(); ++bus) {
      if (merged_of[bus] < 0) continue;
      const int root = joined.root(merged_of[bus]);
      if (number[ix(root)] < 0) number[ix(root)] = add_node(problem.base_voltage_v[bus]);
      out_.node_of_bus[bus] = number[ix(root)];
    }
  }

  /// Which transformer a generator forms a unit with.
  void find_units() {
    unit_of_.assign(network_.generators.size(), -1);
    if (!context_.has_corrections()) return;
    for (std::size_t t = 0; t < network_.transformers.size(); ++t) {
      const auto& transformer = network_.transformers[t];
      if (!transformer.unit_of || !context_.is_in_service(transformer.id)) continue;
      for (std::size_t g = 0; g < network_.generators.size(); ++g) {
        if (network_.generators[g].id == *transformer.unit_of) unit_of_[g] = static_cast<int>(t);
      }
    }
  }

  void write_source(const Source& source) {
    const int node = context_.node(source.bus);
    if (node < 0 || !context_.is_in_service(source.id)) return;
    FaultProblem::Feeder feeder{FaultProblem::Feeder::Kind::network, source.id, node, {}, {}, none, none};
    if (source.fault_level) {
      const bool is_least = context_.is_least();
      if (is_least && !source.least_fault_level)
        return context_.gap(node, node, source.id, "gives no least fault level");
      const double level_va = (is_least ? *source.least_fault_level : *source.fault_level).in_si();
      const bool has_own_ratio = is_least && !source.least_x_over_r.is_missing();
      const double x_over_r = (has_own_ratio ? source.least_x_over_r : source.x_over_r).in_si();
      // 6.2 (5): Z_Q = c U_nQ / (sqrt 3 I"kQ).
      const double c = out_.voltage_factor[ix(node)];
      feeder.z_pu = split_by_x_over_r(c * base_power_va / level_va, x_over_r);
      if (!is_sound(feeder.z_pu))
        return context_.gap(node, node, source.id, "has a fault level or X/R that is not a positive number");
    }
    feeder.peak_z_pu = feeder.z_pu;
    out_.feeders.push_back(feeder);
  }

  /// K of a generator by itself or in a unit (6.6.1, 6.7).
  double factor_of(std::size_t index, int node, const SynchronousMachine& machine) {
    const auto missing_as_0 = [](Ratio ratio) { return ratio.is_missing() ? 0.0 : ratio.in_si(); };
    const double x = machine.subtransient_reactance.in_si();
    const double pf = machine.power_factor.in_si();
    const double range = missing_as_0(machine.regulation_range);
    const double c = context_.c_max(node);
    const int t = unit_of_[index];
    if (t < 0) return generator_correction(context_.base_v(node), machine.voltage.in_si(), range, c, x, pf);
    const auto& transformer = network_.transformers[ix(t)];
    const bool is_from_high = transformer.primary >= transformer.secondary;
    const int grid = context_.node(is_from_high ? transformer.from : transformer.to);
    out_.unit_terminals.push_back({node, machine.voltage.in_si() / context_.base_v(node)});
    if (node == context_.place.unit_terminal || grid < 0) {
      // 6.7.1 (23), 6.7.2 (25): within the unit its generator is corrected alone, its transformer is not.
      context_.transformer_factor[ix(t)] = 1.0;
      const double u = machine.voltage.in_si();
      return generator_correction(u, u, transformer.has_on_load_taps ? 0.0 : range, c, x, pf);
    }
    const auto high = is_from_high ? transformer.primary : transformer.secondary;
    const auto low = is_from_high ? transformer.secondary : transformer.primary;
    const double x_t = split_by_x_over_r(transformer.impedance.in_si(), transformer.x_over_r.in_si()).imag();
    // The tap that drives the most, or the least, current into the grid.
    const double tap = missing_as_0(transformer.tap_range) * (context_.is_least() ? 1.0 : -1.0);
    const PowerStationUnit unit{
        context_.base_v(grid), machine.voltage.in_si(), high.in_si(), low.in_si(), range, tap, x, x_t, pf};
    const double factor = transformer.has_on_load_taps ? unit_correction_on_load(unit, context_.c_max(grid))
                                                       : unit_correction_fixed(unit, context_.c_max(grid));
    context_.transformer_factor[ix(t)] = factor;
    return factor;
  }

  void write_generator(std::size_t index) {
    const auto& generator = network_.generators[index];
    const int node = context_.node(generator.bus);
    if (node < 0 || !context_.is_in_service(generator.id)) return;
    if (!generator.machine)
      return context_.gap(node, node, generator.id,
                          "gives no figures of its machine, such as its subtransient reactance");
    const auto& machine = *generator.machine;
    const double own_ohm = std::pow(machine.voltage.in_si(), 2) / machine.rating.in_si();
    const double x_ohm = machine.subtransient_reactance.in_si() * own_ohm;
    const double fictitious_ohm =
        machine.fictitious_resistance.is_missing()
            ? fictitious_ratio(machine.voltage.in_si(), machine.rating.in_si()) * x_ohm
            : machine.fictitious_resistance.in_si();
    const double r_ohm = machine.resistance.is_missing() ? fictitious_ohm : machine.resistance.in_si();
    const double factor = context_.has_corrections() ? factor_of(index, node, machine) : 1.0;
    context_.generator_factor[index] = factor;
    const double per_unit = factor / context_.base_ohm(node);
    const Complex z = Complex{r_ohm, x_ohm} * per_unit;
    const Complex peak_z = Complex{fictitious_ohm, x_ohm} * per_unit;
    if (!is_sound(z) || !is_sound(peak_z) || !(x_ohm > 0.0))
      return context_.gap(node, node, generator.id,
                          "has figures of its machine that are not positive numbers");
    const double rated_pu =
        machine.rating.in_si() / base_power_va * context_.base_v(node) / machine.voltage.in_si();
    out_.feeders.push_back(
        {FaultProblem::Feeder::Kind::generator, generator.id, node, z, peak_z, rated_pu, none});
  }

  void write_line(const Line& line) {
    const int from = context_.node(line.from);
    const int to = context_.node(line.to);
    if (from < 0 || to < 0 || from == to || !context_.is_in_service(line.id)) return;
    if (!line.is_from_closed || !line.is_to_closed) return;
    double r = line.resistance_at_20_degc().in_si();
    if (context_.is_least() && context_.is_iec()) {
      if (line.end_temperature.is_missing())
        return context_.gap(from, to, line.id, "gives no temperature of its conductor as a fault ends");
      r *= hot_resistance_ratio(line.end_temperature.in(units::degC));
    }
    const Complex z = Complex{r, line.reactance.in_si()} / context_.base_ohm(from);
    if (!is_sound(z)) return context_.gap(from, to, line.id, "has an impedance that is zero or not a number");
    out_.branches.push_back(fault_branch(from, to, z, 1.0));
  }

  void write_transformer(std::size_t index) {
    const auto& one = network_.transformers[index];
    const int from = context_.node(one.from);
    const int to = context_.node(one.to);
    if (from < 0 || to < 0 || !context_.is_in_service(one.id)) return;
    const Complex own = split_by_x_over_r(one.impedance.in_si(), one.x_over_r.in_si());
    auto& factor = context_.transformer_factor[index];
    // 6.3.3: K_T of what joins networks, not of units even when their generator is out.
    if (std::isnan(factor)) {
      const double c = context_.c_max(context_.base_v(from) < context_.base_v(to) ? from : to);
      factor = context_.has_corrections() && !one.unit_of ? transformer_correction(c, own.imag()) : 1.0;
    }
    if (from == to || !one.is_from_closed || !one.is_to_closed) return;
    const double from_ratio = one.primary.in_si() / context_.base_v(from);
    const double to_ratio = one.secondary.in_si() / context_.base_v(to);
    const Complex z = own * factor * base_power_va / one.rating.in_si() * to_ratio * to_ratio;
    if (!is_sound(z) || !std::isfinite(from_ratio) || !(from_ratio > 0.0))
      return context_.gap(from, to, one.id, "has figures that are not positive numbers");
    out_.branches.push_back(fault_branch(from, to, z, from_ratio / to_ratio));
  }

  void write_three_winding(const ThreeWindingTransformer& one) {
    const int star = add_node(one.sides[0].voltage.in_si());
    auto& factors = context_.pair_factor.emplace_back();
    factors.fill(1.0);
    if (!context_.is_in_service(one.id)) return;
    std::array<int, 3> nodes{};
    for (std::size_t s = 0; s < 3; ++s) nodes[s] = context_.node(one.sides[s].bus);
    std::array<Complex, 3> pairs{};
    for (std::size_t p = 0; p < 3; ++p) {
      const auto& a = one.sides[p];
      const auto& b = one.sides[(p + 1) % 3];
      const auto& pair = one.pairs[p];
      const Complex own = split_by_x_over_r(pair.impedance.in_si(), pair.x_over_r.in_si());
      // 6.3.3 (13): K_T of each pair, c_max of its lower voltage.
      if (context_.has_corrections()) {
        const double c =
            greatest_voltage_factor(std::min(a.voltage, b.voltage).in_si(), context_.is_tolerance_10());
        factors[p] = transformer_correction(c, own.imag());
      }
      pairs[p] = own * factors[p] * base_power_va / std::min(a.rating, b.rating).in_si();
    }
    const auto legs = star_of(pairs);
    for (std::size_t s = 0; s < 3; ++s) {
      if (nodes[s] < 0 || !one.sides[s].is_closed) continue;
      const double ratio = one.sides[s].voltage.in_si() / context_.base_v(nodes[s]);
      if (!is_sound(legs[s]) || !std::isfinite(ratio) || !(ratio > 0.0))
        context_.gap(nodes[s], star, one.id, "has a winding whose impedance is zero or not a number");
      else
        out_.branches.push_back(fault_branch(nodes[s], star, legs[s], ratio));
    }
  }

  /// Keeps the shunts that are in it: they cannot be told from its ratio.
  void write_two_port(const TwoPort& one) {
    const int from = context_.node(one.from);
    const int to = context_.node(one.to);
    if (from < 0 || to < 0 || from == to || !context_.is_in_service(one.id)) return;
    if (!one.is_from_closed || !one.is_to_closed) return;
    const double scale = one.base.in_si() / base_power_va;
    const Complex root = std::sqrt(one.from_to * one.to_from) * scale;
    // Of the two roots the one that -from_to is turned from by less than a right angle.
    const Complex series = std::real(root * std::conj(-one.from_to)) < 0.0 ? -root : root;
    if (!is_sound(series) || !is_sound(1.0 / series))
      return context_.gap(from, to, one.id, "has admittances that are zero or not numbers");
    const auto part = [&](Complex admittance) { return admittance * scale / series; };
    out_.branches.push_back(
        {from, to, 1.0 / series, part(one.from_from), part(one.from_to), part(one.to_from), part(one.to_to)});
  }

  void write_motor(const Motor& motor) {
    const int node = context_.node(motor.bus);
    if (node < 0 || !context_.is_in_service(motor.id)) return;
    const double rating_va = motor.rating.in_si() / (motor.efficiency.in_si() * motor.power_factor.in_si());
    const double per_pair_w = motor.rating.in_si() / motor.pole_pairs;
    const double r_over_x =
        motor.r_over_x.is_missing() ? motor_ratio(motor.voltage.in_si(), per_pair_w) : motor.r_over_x.in_si();
    // 6.10 (34): Z_M = U_rM^2 / (I_LR / I_rM S_rM).
    const double own_ohm = std::pow(motor.voltage.in_si(), 2) / rating_va;
    const Complex z =
        split_by_r_over_x(own_ohm / motor.locked_rotor.in_si(), r_over_x) / context_.base_ohm(node);
    if (!is_sound(z) || !(rating_va > 0.0) || !(per_pair_w > 0.0))
      return context_.gap(node, node, motor.id, "has figures that are not positive numbers");
    const double rated_pu = rating_va / base_power_va * context_.base_v(node) / motor.voltage.in_si();
    out_.feeders.push_back(
        {FaultProblem::Feeder::Kind::motor, motor.id, node, z, z, rated_pu, per_pair_w / 1e6});
  }

  void write_limited(const LimitedSource& one) {
    const int node = context_.node(one.bus);
    if (node < 0 || !context_.is_in_service(one.id)) return;
    const double base_a = base_power_va / (std::numbers::sqrt3 * context_.base_v(node));
    const double current_pu = one.fault_current.in_si() / base_a;
    if (!std::isfinite(current_pu) || current_pu < 0.0)
      return context_.gap(node, node, one.id, "has a fault current that is negative or not a number");
    out_.limited.push_back({one.id, node, current_pu});
  }

  FaultContext& context_;
  const Network& network_;
  FaultProblem& out_;
  std::vector<int> unit_of_;  ///< transformer, by generator; -1: none
};

}  // namespace

bool FaultContext::is_in_service(const ElementId& id) const {
  using Kind = ElementRef::Kind;
  const auto ref = problem.element(id);
  const auto is_out = [](const std::vector<char>& flags, int index) { return flags[ix(index)] != 0; };
  switch (ref.kind) {
    case Kind::source:
      return !is_out(state.source_out, ref.index);
    case Kind::generator:
      return !is_out(state.generator_out, ref.index);
    case Kind::line:
    case Kind::transformer:
    case Kind::three_winding:
    case Kind::two_port:
      return !is_out(state.branch_out, problem.branch(ref));
    default:
      return true;
  }
}

FaultProblem to_fault_problem(const Network& network, const NetworkProblem& problem,
                              const NetworkState& state, const FaultOptions& options,
                              const FaultPlace& place) {
  FaultProblem out;
  FaultContext context{network, problem, state, options, place, out};
  context.generator_factor.assign(network.generators.size(), 1.0);
  context.transformer_factor.assign(network.transformers.size(), none);
  FaultWriter(context).write();
  return out;
}

}  // namespace shellfit::power
