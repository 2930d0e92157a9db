#include "power/network_problem.hpp"

#include <cmath>
#include <limits>

namespace shellfit::power {

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

class Translation {
 public:
  explicit Translation(const Network& network) : network_(network) {}

  NetworkProblem translate() {
    add_buses();
    add_sources();
    for (std::size_t i = 0; i < network_.lines.size(); ++i) add_line(i);
    p_.first_transformer = branches();
    for (std::size_t i = 0; i < network_.transformers.size(); ++i) add_transformer(i);
    p_.first_three_winding = branches();
    for (std::size_t i = 0; i < network_.three_windings.size(); ++i) add_three_winding(i);
    p_.first_two_port = branches();
    for (std::size_t i = 0; i < network_.two_ports.size(); ++i) add_two_port(i);
    add_the_rest();
    return std::move(p_);
  }

 private:
  using Kind = ElementRef::Kind;

  int branches() const { return static_cast<int>(p_.branches.size()); }
  double nominal_v(int bus) const { return p_.base_voltage_v[ix(bus)]; }
  void name(const ElementId& id, Kind kind, std::size_t index) {
    p_.element_index.emplace(id, ElementRef{kind, static_cast<int>(index)});
  }

  void add_buses() {
    for (const auto& bus : network_.buses) {
      p_.bus_index.emplace(bus.id, p_.bus_count());
      p_.base_voltage_v.push_back(bus.nominal.in_si());
    }
    p_.described_buses = p_.bus_count();
    for (const auto& one : network_.three_windings) p_.base_voltage_v.push_back(one.sides[0].voltage.in_si());
  }

  void add_sources() {
    for (std::size_t i = 0; i < network_.sources.size(); ++i) {
      const auto& source = network_.sources[i];
      name(source.id, Kind::source, i);
      const auto impedance =
          source.fault_level
              ? split_by_x_over_r(base_power_va / source.fault_level->in_si(), source.x_over_r.in_si())
              : Complex{};
      p_.sources.push_back({p_.bus(source.bus), source.voltage_pu, source.angle_rad, impedance,
                            source.is_regulated || impedance == Complex{}, source.weight,
                            source.least_reactive.in_si() / base_power_va,
                            source.most_reactive.in_si() / base_power_va});
    }
    for (std::size_t i = 0; i < network_.generators.size(); ++i) {
      const auto& one = network_.generators[i];
      name(one.id, Kind::generator, i);
      p_.generators.push_back({p_.bus(one.bus), one.real.in_si() / base_power_va,
                               one.reactive.in_si() / base_power_va, one.voltage_pu.has_value(),
                               one.voltage_pu.value_or(none), one.least_reactive.in_si() / base_power_va,
                               one.most_reactive.in_si() / base_power_va});
    }
  }

  void add_line(std::size_t i) {
    const auto& line = network_.lines[i];
    name(line.id, Kind::line, i);
    const int from = p_.bus(line.from);
    const double ampacity_a = line.ampacity.in_si();
    p_.branches.push_back({from, p_.bus(line.to), line_admittance(line, nominal_v(from), base_power_va),
                           line.is_from_closed, line.is_to_closed, ampacity_a, ampacity_a, none});
  }

  void add_transformer(std::size_t i) {
    const auto& t = network_.transformers[i];
    name(t.id, Kind::transformer, i);
    const int from = p_.bus(t.from);
    const int to = p_.bus(t.to);
    const auto figures = transformer_figures(t, nominal_v(from), nominal_v(to), base_power_va);
    const auto rated_a = [&](LineVoltage rated) { return t.rating.in_si() / (sqrt_3 * rated.in_si()); };
    const int branch = branches();
    p_.branches.push_back({from, to, TwoPortAdmittance{}, t.is_from_closed, t.is_to_closed,
                           rated_a(t.primary), rated_a(t.secondary), t.rating.in_si() / base_power_va});
    const int from_tap = add_tap(t.from_tap, branch, true, figures);
    const int to_tap = add_tap(t.to_tap, branch, false, figures);
    if (from_tap >= 0 && to_tap >= 0) {
      p_.taps[ix(from_tap)].other_tap = to_tap;
      p_.taps[ix(to_tap)].other_tap = from_tap;
    }
    p_.branches.back().y =
        transformer_admittance(figures, described_factor(t.from_tap), described_factor(t.to_tap));
    if (t.control) add_control(*t.control, from_tap >= 0 ? from_tap : to_tap, branch);
  }

  void add_three_winding(std::size_t i) {
    const auto& t = network_.three_windings[i];
    name(t.id, Kind::three_winding, i);
    const int star = p_.described_buses + static_cast<int>(i);
    std::array<double, 3> nominal{};
    for (std::size_t k = 0; k < 3; ++k) nominal[k] = nominal_v(p_.bus(t.sides[k].bus));
    const auto figures = star_figures(t, nominal, base_power_va);
    int moved = -1;
    const int first = branches();
    for (std::size_t k = 0; k < 3; ++k) {
      const auto& side = t.sides[k];
      const int tap = add_tap(side.tap, branches(), true, figures.branches[k]);
      if (moved < 0) moved = tap;
      p_.branches.push_back({p_.bus(side.bus), star,
                             transformer_admittance(figures.branches[k], described_factor(side.tap), 1.0),
                             side.is_closed, true, side.rating.in_si() / (sqrt_3 * side.voltage.in_si()),
                             none, side.rating.in_si() / base_power_va});
    }
    if (figures.star_shunt != Complex{}) p_.shunts.push_back({star, figures.star_shunt});
    if (t.control) add_control(*t.control, moved, controlled_side(t, first));
  }
  /// The branch at whose bus a three-winding transformer holds the voltage.
  int controlled_side(const ThreeWindingTransformer& t, int first) const {
    for (int k = 0; k < 3; ++k) {
      if (t.sides[ix(k)].bus == t.control->bus) return first + k;
    }
    return first;
  }

  void add_two_port(std::size_t i) {
    const auto& one = network_.two_ports[i];
    name(one.id, Kind::two_port, i);
    const double scale = one.base.in_si() / base_power_va;
    p_.branches.push_back(
        {p_.bus(one.from),
         p_.bus(one.to),
         {one.from_from * scale, one.from_to * scale, one.to_from * scale, one.to_to * scale},
         one.is_from_closed,
         one.is_to_closed,
         none,
         none,
         one.rating ? one.rating->in_si() / base_power_va : none});
  }

  int add_tap(const std::optional<TapChanger>& changer, int branch, bool is_at_from,
              const TransformerFigures& figures) {
    if (!changer) return -1;
    p_.taps.push_back({branch, is_at_from, *changer, figures, -1});
    return static_cast<int>(p_.taps.size()) - 1;
  }
  static Complex described_factor(const std::optional<TapChanger>& changer) {
    return changer ? tap_factor(*changer, changer->position) : Complex{1.0};
  }
  void add_control(const VoltageControl& control, int tap, int branch) {
    const int bus = p_.bus(control.bus);
    const double base_ohm = nominal_v(bus) * nominal_v(bus) / base_power_va;
    p_.controls.push_back(
        {tap, bus, control.target_pu, control.band_pu,
         Complex{control.drop_resistance.in_si(), control.drop_reactance.in_si()} / base_ohm, branch,
         p_.branches[ix(branch)].from == bus});
  }

  void add_the_rest() {
    for (std::size_t i = 0; i < network_.switches.size(); ++i) {
      const auto& one = network_.switches[i];
      name(one.id, Kind::breaker, i);
      p_.switches.push_back(
          {p_.bus(one.from), p_.bus(one.to), one.kind == Switch::Kind::breaker, one.is_closed});
    }
    for (std::size_t i = 0; i < network_.converters.size(); ++i) {
      const auto& converter = network_.converters[i];
      name(converter.id, Kind::converter, i);
      const double pf = converter.input_power_factor.in_si();
      p_.converters.push_back({p_.bus(converter.from), p_.bus(converter.to), converter.efficiency.in_si(),
                               std::sqrt(std::max(0.0, 1.0 - pf * pf)) / pf,
                               converter.recharge.in_si() / base_power_va});
    }
    for (std::size_t i = 0; i < network_.loads.size(); ++i) {
      const auto& load = network_.loads[i];
      name(load.id, Kind::load, i);
      p_.loads.push_back({p_.bus(load.bus), load.real.in_si() / base_power_va,
                          load.reactive.in_si() / base_power_va, load.real_dependence,
                          load.reactive_dependence});
    }
    const int star_shunts = static_cast<int>(p_.shunts.size());
    for (std::size_t i = 0; i < network_.shunts.size(); ++i) {
      const auto& one = network_.shunts[i];
      name(one.id, Kind::shunt, i + ix(star_shunts));
      p_.shunts.push_back(
          {p_.bus(one.bus), Complex{one.real.in_si(), -one.reactive.in_si()} / base_power_va});
    }
    for (std::size_t i = 0; i < network_.motors.size(); ++i) {
      name(network_.motors[i].id, Kind::motor, i);
      p_.motor_buses.push_back(p_.bus(network_.motors[i].bus));
    }
    for (std::size_t i = 0; i < network_.limited_sources.size(); ++i) {
      name(network_.limited_sources[i].id, Kind::limited_source, i);
      p_.limited_source_buses.push_back(p_.bus(network_.limited_sources[i].bus));
    }
    for (const auto& transfer : network_.transfers) {
      NetworkProblem::TransferData data{
          p_.bus(transfer.watched), {}, p_.element(transfer.closes).index, transfer.group, transfer.stage};
      for (const auto& one : transfer.opens) data.opens.push_back(p_.element(one).index);
      p_.transfers.push_back(std::move(data));
    }
  }

  const Network& network_;
  NetworkProblem p_;
};

}  // namespace

int NetworkProblem::branch(ElementRef ref) const {
  switch (ref.kind) {
    case ElementRef::Kind::transformer:
      return first_transformer + ref.index;
    case ElementRef::Kind::three_winding:
      return first_three_winding + 3 * ref.index;
    case ElementRef::Kind::two_port:
      return first_two_port + ref.index;
    default:
      return ref.index;
  }
}

NetworkProblem to_problem(const Network& network) { return Translation(network).translate(); }

TwoPortAdmittance branch_admittance(const NetworkProblem& problem, int branch,
                                    const std::vector<int>& positions) {
  for (std::size_t i = 0; i < problem.taps.size(); ++i) {
    const auto& tap = problem.taps[i];
    if (tap.branch != branch) continue;
    const Complex own = tap_factor(tap.changer, positions[i]);
    const Complex other =
        tap.other_tap < 0 ? Complex{1.0}
                          : tap_factor(problem.taps[ix(tap.other_tap)].changer, positions[ix(tap.other_tap)]);
    return transformer_admittance(tap.figures, tap.is_at_from ? own : other, tap.is_at_from ? other : own);
  }
  return problem.branches[ix(branch)].y;
}

}  // namespace shellfit::power
