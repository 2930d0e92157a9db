#include "power/fault_solver.hpp"

#include "power/meshes.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <tuple>

// IEC 60909-0:2016, 7.2 to 7.5, in per unit of phase voltage: with c the voltage factor and z1 = z2, z0 the
// impedances of the sequences seen from the fault,
//   three-phase            c / |z1|
//   two-phase              sqrt 3 c / |z1 + z2|
//   one phase to earth     3 c / |z1 + z2 + z0|
//   two phases to earth    sqrt 3 c |z0 - a z2| / |z1 z2 + z1 z0 + z2 z0|, and with a^2 in the other line;
//                          into the earth 3 c |z2| / the same.
// Converters that limit their current add |z_kj| I_j to c (7.2.2, 7.3, 7.5: in the positive sequence).
//
// The standard has bolted faults only. An impedance zf in the fault stands in its loop: z1 + zf in each
// phase, 2 z1 + zf between two, z0 + 3 zf to earth. What follows from the initial current sees it as one more
// impedance before the fault: z1 + zf, z1 + zf / 2, z1 + zf. Of two phases to earth, where it stands in the
// path of the earth alone, no R/X of one line has it, and the peak is not told.

namespace shellfit::power {

namespace {

using Seen = SequenceNetwork::Seen;
using Kind = FaultProblem::Feeder::Kind;

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

constexpr double equivalent_share = 0.4;  ///< 20 Hz of 50 Hz, 24 Hz of 60 Hz (8.1.2, method c)

Complex slowed(const Complex& z) { return {z.real(), z.imag() * equivalent_share}; }

std::vector<SequenceNetwork::Shunt> feeder_shunts(const FaultProblem& problem, bool with_motors) {
  std::vector<SequenceNetwork::Shunt> shunts;
  for (const auto& feeder : problem.feeders) {
    if (with_motors || feeder.kind != Kind::motor) shunts.push_back({feeder.node, feeder.z_pu});
  }
  return shunts;
}

SequenceNetwork positive_of(const FaultProblem& problem, bool with_motors) {
  return {problem.nodes, problem.branches, feeder_shunts(problem, with_motors), problem.gaps};
}
SequenceNetwork zero_of(const FaultProblem& problem) {
  std::vector<SequenceNetwork::Shunt> shunts;
  for (const auto& path : problem.earth_paths) shunts.push_back({path.node, path.z_pu});
  return {problem.nodes, problem.zero_branches, shunts, problem.zero_gaps};
}
/// Of the peak current: generators with R_Gf, and for method c every reactance at the equivalent frequency.
SequenceNetwork peak_of(const FaultProblem& problem, bool is_slowed) {
  auto branches = problem.branches;
  std::vector<SequenceNetwork::Shunt> shunts;
  for (const auto& feeder : problem.feeders)
    shunts.push_back({feeder.node, is_slowed ? slowed(feeder.peak_z_pu) : feeder.peak_z_pu});
  if (is_slowed) {
    for (auto& branch : branches) branch.z_pu = slowed(branch.z_pu);
  }
  return {problem.nodes, std::move(branches), shunts, problem.gaps};
}

}  // namespace

FaultSolver::FaultSolver(const FaultProblem& problem, const FaultOptions& options)
    : problem_(problem), options_(options), positive_(positive_of(problem, true)) {
  if (options.kind == FaultKind::two_phase_to_earth || options.kind == FaultKind::one_phase_to_earth)
    zero_.emplace(zero_of(problem));
  if (options.peak != PeakMethod::smallest_ratio)
    peak_.emplace(peak_of(problem, options.peak == PeakMethod::equivalent_frequency));
  if (options.peak == PeakMethod::at_fault) has_one_path_ = nodes_on_one_path(problem);
  const bool has_motors = std::any_of(problem.feeders.begin(), problem.feeders.end(),
                                      [](const auto& feeder) { return feeder.kind == Kind::motor; });
  if (has_motors) without_motors_.emplace(positive_of(problem, false));
  branches_at_.resize(ix(problem.nodes));
  for (std::size_t i = 0; i < problem.branches.size(); ++i) {
    branches_at_[ix(problem.branches[i].from)].push_back(i);
    branches_at_[ix(problem.branches[i].to)].push_back(i);
  }
  is_in_tree_ = nodes_of_trees(problem);
  feeders_at_.assign(ix(problem.nodes), 0);
  for (const auto& feeder : problem.feeders) ++feeders_at_[ix(feeder.node)];
}

std::optional<double> FaultSolver::alone_at(int fault, int machine, bool is_through_impedance) const {
  if (machine == fault && !is_through_impedance) return 1.0;
  if (is_in_tree_[ix(fault)] == 0 || feeders_at_[ix(machine)] > 1) return std::nullopt;
  std::optional<double> at_fault;
  if (machine == fault) at_fault = 1.0;
  std::vector<char> is_seen(ix(problem_.nodes), 0);
  is_seen[ix(machine)] = 1;
  std::vector<std::tuple<int, double, std::size_t>> front{{machine, 1.0, problem_.branches.size()}};
  while (!front.empty()) {
    const auto [node, current, via] = front.back();
    front.pop_back();
    for (const auto i : branches_at_[ix(node)]) {
      const auto& branch = problem_.branches[i];
      if (i == via) continue;
      const bool is_forward = branch.from == node;
      const int next = is_forward ? branch.to : branch.from;
      const double ratio = std::abs(branch.tt / branch.ft);
      const double carried = is_forward ? current * ratio : current / ratio;
      const bool is_end = next == fault && !is_through_impedance;
      if (is_seen[ix(next)] != 0 || (!is_end && feeders_at_[ix(next)] > 0)) return std::nullopt;
      is_seen[ix(next)] = 1;
      if (next == fault) at_fault = carried;
      if (!is_end) front.emplace_back(next, carried, i);
    }
  }
  return at_fault;
}

bool FaultSolver::is_fed(int node) const { return positive_.seen(node) != Seen::nothing; }

double FaultSolver::base_a(int node) const {
  return base_power_va / (std::numbers::sqrt3 * problem_.base_voltage_v[ix(node)]);
}

double FaultSolver::limited_at(const std::vector<Complex>& column) const {
  double sum = 0;
  for (const auto& one : problem_.limited) sum += std::abs(column[ix(one.node)]) * one.current_pu;
  return sum;
}

std::optional<FaultSolver::Loop> FaultSolver::loop_at(int node, const Complex& z1, double c,
                                                      FaultResult& result) {
  const Complex fault = fault_impedance(node);
  if (options_.kind == FaultKind::three_phase) return Loop{c / std::abs(z1 + fault), 0, z1 + fault, fault};
  const Complex both = 2.0 * z1;
  if (options_.kind == FaultKind::two_phase)
    return Loop{std::numbers::sqrt3 * c / std::abs(both + fault), 0, both + fault, fault / 2.0};

  const auto seen = zero_->seen(node);
  if (seen == Seen::gap || seen == Seen::singular) {
    result.reason = seen == Seen::gap ? zero_->gap(node) : "the zero-sequence impedances about it cancel out";
    return std::nullopt;
  }
  const bool is_one_phase = options_.kind == FaultKind::one_phase_to_earth;
  if (seen == Seen::nothing) {
    result.reason =
        "no star point that it reaches is earthed: only capacitive current, which is left out, flows to "
        "earth";
    if (is_one_phase) return Loop{0, 0, both};
    return Loop{std::numbers::sqrt3 * c / std::abs(both), 0, both};
  }
  const Complex z0 = (seen == Seen::stiffness ? Complex{} : zero_->column(node)[ix(node)]) + 3.0 * fault;
  if (is_one_phase) {
    const double line = 3.0 * c / std::abs(both + z0);
    return Loop{line, line, both + z0, fault};
  }
  const double d = std::abs(z1 * z1 + both * z0);
  const auto line = [&](double turn) {
    return std::numbers::sqrt3 * c * std::abs(z0 - std::polar(1.0, turn) * z1) / d;
  };
  constexpr double third = 2.0 * std::numbers::pi / 3.0;
  // No number where it stands in the earth's path.
  const double unknown = std::numeric_limits<double>::quiet_NaN();
  const Complex in_line = fault == Complex{} ? Complex{} : Complex{unknown, unknown};
  return Loop{std::max(line(third), line(-third)), 3.0 * c * std::abs(z1) / d, z1, in_line};
}

Complex FaultSolver::fault_impedance(int node) const {
  const double ohm = std::pow(problem_.base_voltage_v[ix(node)], 2) / base_power_va;
  return {options_.fault_resistance.in_si() / ohm, options_.fault_reactance.in_si() / ohm};
}

double FaultSolver::kappa_at(int node, const Complex& fault_pu) {
  const double nominal_v = problem_.base_voltage_v[ix(node)];
  const auto ratio_of = [](const Complex& z) { return z.imag() > 0.0 ? z.real() / z.imag() : HUGE_VAL; };
  switch (options_.peak) {
    case PeakMethod::equivalent_frequency: {
      const Complex z = peak_->column(node)[ix(node)] + slowed(fault_pu);
      return peak_factor(ratio_of(z) * equivalent_share);
    }
    case PeakMethod::at_fault: {
      const double ratio = ratio_of(peak_->column(node)[ix(node)] + fault_pu);
      return has_one_path_[ix(node)] != 0 ? peak_factor(ratio) : meshed_peak_factor(ratio, nominal_v);
    }
    default: {
      double smallest = fault_pu == Complex{} ? HUGE_VAL : ratio_of(fault_pu);
      std::vector<char> is_here(ix(problem_.nodes), 0);
      for (const int one : positive_.part_of(node)) is_here[ix(one)] = 1;
      for (const auto& branch : problem_.branches) {
        if (is_here[ix(branch.from)] != 0 || is_here[ix(branch.to)] != 0)
          smallest = std::min(smallest, ratio_of(branch.z_pu));
      }
      for (const auto& feeder : problem_.feeders) {
        if (is_here[ix(feeder.node)] != 0) smallest = std::min(smallest, ratio_of(feeder.peak_z_pu));
      }
      return peak_factor(smallest);
    }
  }
}

void FaultSolver::decay(int node, const std::vector<Complex>& column, double c, const Complex& fault_pu,
                        double initial_pu, double limited_pu, FaultResult& result) {
  const double amperes = base_a(node);
  const bool is_balanced = options_.kind == FaultKind::three_phase;
  bool has_network = false;
  bool has_generator = false;
  // 9.1, of meshed networks: Ib = I"k - sum (jX I" / (c Un / sqrt 3)) (1 - mu q) I". What a machine feeds
  // alone decays whole: Ib = mu q I". Unbalanced faults keep theirs (9.2).
  Complex lost;
  const Complex seen = column[ix(node)] + fault_pu;
  const Complex total = c / seen;
  const double delay_s = options_.minimum_delay.in_si();
  for (const auto& feeder : problem_.feeders) {
    if (feeder.kind == Kind::network) {
      const bool is_held = feeder.z_pu == Complex{};
      has_network = has_network || column[ix(feeder.node)] != Complex{} ||
                    (is_held && positive_.current_from_held(feeder.node, column) != Complex{});
      continue;
    }
    const Complex own = total * column[ix(feeder.node)] / feeder.z_pu;
    if (own == Complex{}) continue;
    has_generator = has_generator || feeder.kind == Kind::generator;
    double left = generator_decay(std::abs(own) / feeder.rated_pu, delay_s);
    if (feeder.kind == Kind::motor) left *= motor_decay(feeder.megawatts_per_pole_pair, delay_s);
    if (left >= 1.0) continue;
    if (const auto alone = alone_at(node, feeder.node, fault_pu != Complex{})) {
      lost += (1.0 - left) * *alone * own;
    } else {
      lost += (1.0 - left) * own * Complex{0.0, feeder.z_pu.imag()} * own / c;
    }
  }
  const double initial_alone = initial_pu - limited_pu;
  const double breaking_pu =
      is_balanced ? std::abs(total - lost) / std::abs(total) * initial_alone + limited_pu : initial_pu;
  result.breaking = Current::from_si(breaking_pu * amperes);

  // 10.3: motors have ceased. What only generators feed needs their saturation.
  if (has_network || !has_generator) {
    double steady_pu = initial_pu;
    if (is_balanced && without_motors_ && without_motors_->seen(node) == Seen::impedance) {
      const double own = std::abs(without_motors_->column(node)[ix(node)] + fault_pu);
      steady_pu = initial_alone * std::abs(seen) / own + limited_pu;
    } else if (is_balanced && without_motors_) {
      steady_pu = limited_pu;
    }
    result.steady = Current::from_si(steady_pu * amperes);
  } else if (result.reason.empty()) {
    result.reason =
        "only generators feed it: its steady current needs their saturation, which is not described";
  }
  const bool has_steady = result.steady.in_si() > 0.0;
  const double duration_s = options_.clearing.in_si();
  const double m = direct_heat(result.kappa, options_.frequency_hz, duration_s);
  const double n = has_steady ? alternating_heat(result.initial / result.steady, duration_s) : 1.0;
  result.thermal = result.initial * std::sqrt(m + n);
}

void FaultSolver::list(const std::vector<Complex>& column, double c, const Complex& total, double limited_pu,
                       FaultResult& result) const {
  const double whole = std::abs(total) * (1.0 + limited_pu / c);
  const bool is_balanced = options_.kind == FaultKind::three_phase;
  const auto add = [&](const ElementId& id, int at, double share, double current_pu) {
    if (current_pu == 0.0) return;
    const auto current = is_balanced ? Current::from_si(current_pu * base_a(at)) : Current{};
    result.contributions.push_back({id, share, current});
  };
  for (const auto& feeder : problem_.feeders) {
    Complex own;
    if (feeder.z_pu != Complex{}) {
      own = total * column[ix(feeder.node)] / feeder.z_pu;
    } else {
      const auto held_together =
          std::count_if(problem_.feeders.begin(), problem_.feeders.end(),
                        [&](const auto& one) { return one.node == feeder.node && one.z_pu == Complex{}; });
      own = -total * positive_.current_from_held(feeder.node, column) / static_cast<double>(held_together);
    }
    add(feeder.id, feeder.node, std::real(own * std::conj(total)) / (std::abs(total) * whole), std::abs(own));
  }
  for (const auto& one : problem_.limited) {
    const double seen = std::abs(column[ix(one.node)]) * one.current_pu;
    add(one.id, one.node, seen / c * std::abs(total) / whole, seen == 0.0 ? 0.0 : one.current_pu);
  }
}

FaultResult FaultSolver::at(int node) {
  FaultResult result;
  switch (positive_.seen(node)) {
    case Seen::nothing:
      result.reason = "no source reaches it";
      return result;
    case Seen::stiffness:
      result.reason = fault_impedance(node) == Complex{}
                          ? "a source without impedance stands at it: nothing limits the current"
                          : "a source without impedance stands at it: only the fault's own impedance limits "
                            "the current";
      return result;
    case Seen::gap:
      result.reason = positive_.gap(node);
      return result;
    case Seen::singular:
      result.reason = "the impedances about it cancel out";
      return result;
    case Seen::impedance:
      break;
  }
  const auto& column = positive_.column(node);
  double c = problem_.voltage_factor[ix(node)];
  for (const auto& terminal : problem_.unit_terminals) {
    if (terminal.node == node) c *= terminal.voltage_pu;
  }
  const auto loop = loop_at(node, column[ix(node)], c, result);
  if (!loop) return result;
  const double limited = limited_at(column);
  const double initial_pu = loop->line_pu * (1.0 + limited / c);
  const double amperes = base_a(node);
  if (!std::isfinite(initial_pu)) {
    result.reason = "the impedance that it sees is zero";
    return result;
  }
  result.is_solved = true;
  result.initial = Current::from_si(initial_pu * amperes);
  if (zero_) result.earth = Current::from_si(loop->earth_pu * (1.0 + limited / c) * amperes);
  result.x_over_r = loop->z_pu.imag() / loop->z_pu.real();
  if (std::isnan(loop->fault_pu.real()))
    result.reason = "the peak of two phases to earth through an impedance is not defined";
  else
    result.kappa = kappa_at(node, loop->fault_pu);
  const double limited_pu = loop->line_pu * limited / c;
  // What a converter limits has no direct current (8.1.1).
  result.peak = Current::from_si(std::numbers::sqrt2 * amperes *
                                 (result.kappa * (initial_pu - limited_pu) + limited_pu));
  // Unbalanced faults neither decay nor give currents of terminals: to them only shares matter.
  const Complex in_phase = options_.kind == FaultKind::three_phase ? loop->fault_pu : Complex{};
  decay(node, column, c, in_phase, initial_pu, limited_pu, result);
  if (options_.with_contributions) list(column, c, c / (column[ix(node)] + in_phase), limited, result);
  return result;
}

FaultResult FaultSolver::from_limited(int node) const {
  FaultResult result;
  if (problem_.limited.empty()) {
    result.reason = "no source reaches it";
    return result;
  }
  // A shunt of one at the fault draws all of what they give, through ratios alone.
  SequenceNetwork alone(problem_.nodes, problem_.branches, {{node, 1.0}}, problem_.gaps);
  if (alone.seen(node) != Seen::impedance) {
    result.reason = alone.seen(node) == Seen::gap ? alone.gap(node) : "no source reaches it";
    return result;
  }
  const auto& column = alone.column(node);
  const double current_pu = limited_at(column);
  if (current_pu == 0.0) {
    result.reason = "no source reaches it";
    return result;
  }
  if (options_.kind != FaultKind::three_phase) {
    result.reason =
        "only converters feed it: what they give to a fault that is not three-phase is up to their control";
    return result;
  }
  const auto current = Current::from_si(current_pu * base_a(node));
  result.is_solved = true;
  result.initial = result.breaking = result.steady = result.thermal = current;
  result.peak = current * std::numbers::sqrt2;
  result.kappa = 1.0;
  for (const auto& one : problem_.limited) {
    const double seen = std::abs(column[ix(one.node)]) * one.current_pu;
    if (options_.with_contributions && seen > 0.0)
      result.contributions.push_back(
          {one.id, seen / current_pu, Current::from_si(one.current_pu * base_a(one.node))});
  }
  return result;
}

}  // namespace shellfit::power
