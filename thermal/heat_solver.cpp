#include "thermal/heat_solver.hpp"

#include "base/assertion.hpp"
#include "base/sparse.hpp"
#include "thermal/rating.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

// Steady advection. With the capacity rate C = ρ c q of a link and its inlet at the upstream node, raised
// first by the heat put in (T* = T_up + gain / C), its outlet is
//   nothing there        T_out = T*
//   setpoint held        T_out = T_set                              (heat C (T* - T_set) moves on)
//   exchanger, full      T_out = T* - (ε C_min / C) (T* - T*_other)
//   cooler, full         T_out = T* - (ε C_min / C) (T* - T_air)
//   chiller, full        T_out = T* - Q_most / C
// and each node mixes: Σ_in C T_out = T Σ_in C. All are linear in the node temperatures once it is known
// which devices hold and which are at full; that is found by turns. Effectiveness: counterflow (Kays and
// London).

namespace shellfit::thermal {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// A chiller in overload gives a little more as its water warms; this only bounds temperatures that fail
/// anyway.
constexpr double overload_share_per_k = 0.02;

class HeatSolver {
 public:
  HeatSolver(const NetworkProblem& problem, const NetworkState& state,
             const std::vector<CircuitFluid>& fluids, const std::vector<double>& flow)
      : problem_(problem),
        state_(state),
        fluids_(fluids),
        flow_(flow),
        links_(problem.links.size()),
        role_(problem.links.size()) {}

  HeatSolution solve() {
    orient();
    set_up_devices();
    find_bounded();
    for (int circuit = 0; circuit < static_cast<int>(problem_.circuits.size()); ++circuit)
      drop_unbounded(circuit);
    constexpr int most_turns = 60;
    solution_.has_converged = true;
    build_pattern();
    for (int turn = 0; turn < most_turns; ++turn) {
      if (!solve_temperatures()) {
        solution_.has_converged = false;
        solution_.reason = "the heat equations are singular";
        break;
      }
      if (!change_modes(turn)) break;
      if (turn + 1 == most_turns) {
        solution_.has_converged = false;
        solution_.reason = "devices keep changing between holding and full";
      }
    }
    write();
    return std::move(solution_);
  }

 private:
  struct Oriented {
    int from = -1, to = -1;   ///< along the flow
    double capacity_w_k = 0;  ///< zero without flow
    double rise_k = 0;        ///< gain / C
  };
  enum class RoleKind { plain, hot, cold, rejector };
  struct Role {
    RoleKind kind = RoleKind::plain;
    int device = -1;
  };

  void orient() {
    double largest = 0;
    for (const double q : flow_) largest = std::max(largest, std::fabs(q));
    inflow_.assign(ix(problem_.node_count()), 0.0);
    for (std::size_t i = 0; i < links_.size(); ++i) {
      const auto& link = problem_.links[i];
      const auto& fluid = fluids_[ix(link.circuit)];
      // Rounding residue of a standing stream is no flow.
      if (std::fabs(flow_[i]) <= 1e-9 * largest) continue;
      auto& one = links_[i];
      one.from = flow_[i] > 0 ? link.from : link.to;
      one.to = flow_[i] > 0 ? link.to : link.from;
      one.capacity_w_k = std::fabs(flow_[i]) * fluid.density_kg_m3 * fluid.heat_j_kgk;
      one.rise_k = state_.gain_w[i] / one.capacity_w_k;
      inflow_[ix(one.to)] += one.capacity_w_k;
    }
  }

  void set_up_devices() {
    for (std::size_t e = 0; e < problem_.exchangers.size(); ++e) {
      const auto& x = problem_.exchangers[e];
      role_[ix(x.hot)] = {RoleKind::hot, static_cast<int>(e)};
      role_[ix(x.cold)] = {RoleKind::cold, static_cast<int>(e)};
      const double hot = links_[ix(x.hot)].capacity_w_k;
      const double cold = links_[ix(x.cold)].capacity_w_k;
      double full = 0;
      if (hot > 0 && cold > 0) {
        const double c_min = std::min(hot, cold);
        const double ua =
            conductance_w_k(x.conductance_w_k, x.hot_share, std::fabs(flow_[ix(x.hot)]) / x.hot_flow_m3_s,
                            x.hot_exponent, std::fabs(flow_[ix(x.cold)]) / x.cold_flow_m3_s, x.cold_exponent);
        full = counterflow_effectiveness(ua / c_min, c_min / std::max(hot, cold)) * c_min;
      }
      exchange_w_k_.push_back(full);
      solution_.exchanger_mode.push_back(full > 0 ? Mode::hold : Mode::off);
    }
    for (std::size_t r = 0; r < problem_.rejectors.size(); ++r) {
      const auto& rejector = problem_.rejectors[r];
      role_[ix(rejector.link)] = {RoleKind::rejector, static_cast<int>(r)};
      const double capacity = links_[ix(rejector.link)].capacity_w_k;
      double full = 0;
      if (capacity > 0 && rejector.kind == Rejector::Kind::air_cooled) {
        full = cooler_heat_w_k({rejector.conductance_w_k, rejector.air_capacity_rate_w_k}, capacity);
      } else if (capacity > 0) {
        full = capacity;  // runs at all
      }
      reject_w_k_.push_back(full);
      const auto running = rejector.kind == Rejector::Kind::open_air ? Mode::full : Mode::hold;
      solution_.rejector_mode.push_back(full > 0 ? running : Mode::off);
    }
  }

  /// A circuit has a steady temperature when it can give heat away, to the outdoors or to a circuit that can.
  void find_bounded() {
    solution_.circuit_is_bounded.assign(problem_.circuits.size(), 0);
    auto& bounded = solution_.circuit_is_bounded;
    for (std::size_t r = 0; r < problem_.rejectors.size(); ++r) {
      if (reject_w_k_[r] > 0) bounded[ix(problem_.links[ix(problem_.rejectors[r].link)].circuit)] = 1;
    }
    for (bool has_changed = true; has_changed;) {
      has_changed = false;
      for (std::size_t e = 0; e < problem_.exchangers.size(); ++e) {
        const auto hot = ix(problem_.links[ix(problem_.exchangers[e].hot)].circuit);
        const auto cold = ix(problem_.links[ix(problem_.exchangers[e].cold)].circuit);
        if (exchange_w_k_[e] <= 0 || bounded[cold] == 0 || bounded[hot] != 0) continue;
        bounded[hot] = 1;
        has_changed = true;
      }
    }
  }

  /// Without a way out there is nothing to solve: the circuit counts as standing still.
  void drop_unbounded(int circuit) {
    if (solution_.circuit_is_bounded[ix(circuit)] != 0) return;
    for (std::size_t i = 0; i < links_.size(); ++i) {
      if (problem_.links[i].circuit != circuit || links_[i].capacity_w_k <= 0) continue;
      inflow_[ix(links_[i].to)] = 0;
      links_[i] = {};
    }
    for (std::size_t e = 0; e < problem_.exchangers.size(); ++e) {
      const auto& x = problem_.exchangers[e];
      if (problem_.links[ix(x.hot)].circuit == circuit || problem_.links[ix(x.cold)].circuit == circuit)
        solution_.exchanger_mode[e] = Mode::off;
    }
  }

  void build_pattern() {
    std::vector<std::pair<int, int>> places;
    for (int n = 0; n < problem_.node_count(); ++n) places.emplace_back(n, n);
    for (std::size_t i = 0; i < links_.size(); ++i) {
      if (links_[i].capacity_w_k <= 0) continue;
      places.emplace_back(links_[i].to, links_[i].from);
      if (const int other = partner(i); other >= 0 && links_[ix(other)].capacity_w_k > 0)
        places.emplace_back(links_[i].to, links_[ix(other)].from);
    }
    auto pattern = SparsePattern::of(problem_.node_count(), std::move(places));
    values_.resize(pattern.rows.size());
    solver_.emplace(std::move(pattern));
  }
  /// The other link of the exchanger this link takes part in, or -1.
  int partner(std::size_t i) const {
    const auto role = role_[i];
    if (role.kind == RoleKind::hot) return problem_.exchangers[ix(role.device)].cold;
    if (role.kind == RoleKind::cold) return problem_.exchangers[ix(role.device)].hot;
    return -1;
  }

  /// T_out = own T_up + other T_other_up + constant.
  struct Outlet {
    double own, other, constant;
  };
  Outlet outlet(std::size_t i) const {
    const auto& one = links_[i];
    const auto role = role_[i];
    if (role.kind == RoleKind::rejector) {
      const auto& rejector = problem_.rejectors[ix(role.device)];
      const auto mode = solution_.rejector_mode[ix(role.device)];
      if (mode == Mode::hold) return {0, 0, rejector.setpoint_k};
      if (mode == Mode::full) {
        const double sink = state_.sink_k[ix(role.device)];
        if (rejector.kind == Rejector::Kind::open_air) return {0, 0, sink};
        if (rejector.kind == Rejector::Kind::air_cooled) {
          const double share = reject_w_k_[ix(role.device)] / one.capacity_w_k;
          return {1 - share, 0, (1 - share) * one.rise_k + share * sink};
        }
        // Q_most (1 + s (T_out - T_set)) = C (T* - T_out)
        const double slope = overload_share_per_k * state_.capacity_w[ix(role.device)];
        const double divisor = one.capacity_w_k + slope;
        const double constant = (one.capacity_w_k * one.rise_k - state_.capacity_w[ix(role.device)] +
                                 slope * rejector.setpoint_k) /
                                divisor;
        return {one.capacity_w_k / divisor, 0, constant};
      }
    } else if (role.kind != RoleKind::plain && solution_.exchanger_mode[ix(role.device)] != Mode::off) {
      const auto& x = problem_.exchangers[ix(role.device)];
      const auto& other = links_[ix(partner(i))];
      const bool is_hot = role.kind == RoleKind::hot;
      if (solution_.exchanger_mode[ix(role.device)] == Mode::hold) {
        if (is_hot) return {0, 0, x.setpoint_k};
        const double ratio = other.capacity_w_k / one.capacity_w_k;
        return {1, ratio, one.rise_k + ratio * (other.rise_k - x.setpoint_k)};
      }
      const double share = exchange_w_k_[ix(role.device)] / one.capacity_w_k;
      return {1 - share, share, (1 - share) * one.rise_k + share * other.rise_k};
    }
    return {1, 0, one.rise_k};
  }

  bool solve_temperatures() {
    const auto& pattern = solver_->pattern();
    std::fill(values_.begin(), values_.end(), 0.0);
    temperature_.assign(ix(problem_.node_count()), 0.0);
    // Rows are divided by the inflow, so that all have size one.
    for (int n = 0; n < problem_.node_count(); ++n) values_[ix(pattern.index(n, n))] = 1.0;
    for (std::size_t i = 0; i < links_.size(); ++i) {
      const auto& one = links_[i];
      if (one.capacity_w_k <= 0) continue;
      const double weight = one.capacity_w_k / inflow_[ix(one.to)];
      const auto out = outlet(i);
      values_[ix(pattern.index(one.to, one.from))] -= weight * out.own;
      if (out.other != 0)
        values_[ix(pattern.index(one.to, links_[ix(partner(i))].from))] -= weight * out.other;
      temperature_[ix(one.to)] += weight * out.constant;
    }
    if (!solver_->factor(values_)) return false;
    solver_->solve(temperature_);
    return std::all_of(temperature_.begin(), temperature_.end(), [](double t) { return std::isfinite(t); });
  }

  double entering(std::size_t i) const { return temperature_[ix(links_[i].from)] + links_[i].rise_k; }

  Mode wanted(double entering_k, double setpoint_k, double capacity_w_k, double most_w) const {
    // A stream that enters at its setpoint is held there, without heat: in a loop that carries none, somebody
    // has to say the temperature. A hair of hysteresis, so that rounding does not flip it.
    constexpr double hair_k = 1e-9;
    if (entering_k < setpoint_k - hair_k) return Mode::off;
    return capacity_w_k * (entering_k - setpoint_k) <= most_w * (1.0 + 1e-12) ? Mode::hold : Mode::full;
  }
  double most_exchanged(std::size_t e) const {
    const auto& x = problem_.exchangers[e];
    return std::max(0.0, exchange_w_k_[e] * (entering(ix(x.hot)) - entering(ix(x.cold))));
  }
  double most_rejected(std::size_t r) const {
    const auto& rejector = problem_.rejectors[r];
    if (rejector.kind == Rejector::Kind::refrigerated) return state_.capacity_w[r];
    return std::max(0.0, reject_w_k_[r] * (entering(ix(rejector.link)) - state_.sink_k[r]));
  }

  bool change_modes(int turn) {
    bool has_changed = false;
    constexpr int patient_turns = 20;
    const auto set = [&](Mode& mode, Mode next) {
      if (mode == next || (has_changed && turn > patient_turns)) return;
      mode = next;
      has_changed = true;
    };
    for (std::size_t r = 0; r < problem_.rejectors.size(); ++r) {
      const auto& rejector = problem_.rejectors[r];
      const double capacity = links_[ix(rejector.link)].capacity_w_k;
      if (capacity <= 0 || reject_w_k_[r] <= 0 || rejector.kind == Rejector::Kind::open_air) continue;
      set(solution_.rejector_mode[r],
          wanted(entering(ix(rejector.link)), rejector.setpoint_k, capacity, most_rejected(r)));
    }
    for (std::size_t e = 0; e < problem_.exchangers.size(); ++e) {
      const auto& x = problem_.exchangers[e];
      const double capacity = links_[ix(x.hot)].capacity_w_k;
      if (capacity <= 0 || links_[ix(x.cold)].capacity_w_k <= 0 || exchange_w_k_[e] <= 0) continue;
      set(solution_.exchanger_mode[e],
          wanted(entering(ix(x.hot)), x.setpoint_k, capacity, most_exchanged(e)));
    }
    return has_changed;
  }

  void write() {
    auto& s = solution_;
    s.temperature_k.assign(ix(problem_.node_count()), nan);
    s.outlet_k.assign(links_.size(), nan);
    s.exchanger_heat_w.assign(problem_.exchangers.size(), 0.0);
    s.exchanger_most_w.assign(problem_.exchangers.size(), 0.0);
    s.rejector_heat_w.assign(problem_.rejectors.size(), 0.0);
    s.rejector_most_w.assign(problem_.rejectors.size(), 0.0);
    if (!s.has_converged) return;
    for (int n = 0; n < problem_.node_count(); ++n) {
      if (inflow_[ix(n)] > 0) s.temperature_k[ix(n)] = temperature_[ix(n)];
    }
    for (std::size_t i = 0; i < links_.size(); ++i) {
      if (links_[i].capacity_w_k <= 0) continue;
      const auto out = outlet(i);
      s.outlet_k[i] = out.own * temperature_[ix(links_[i].from)] + out.constant +
                      (out.other != 0 ? out.other * temperature_[ix(links_[ix(partner(i))].from)] : 0.0);
    }
    std::vector<double> residue(problem_.circuits.size(), 0.0);
    std::vector<double> moved(problem_.circuits.size(), 0.0);
    for (std::size_t i = 0; i < links_.size(); ++i) {
      if (links_[i].capacity_w_k <= 0) continue;
      const auto circuit = ix(problem_.links[i].circuit);
      residue[circuit] += state_.gain_w[i];
      moved[circuit] += std::fabs(state_.gain_w[i]);
    }
    for (std::size_t e = 0; e < problem_.exchangers.size(); ++e) {
      const auto& x = problem_.exchangers[e];
      if (links_[ix(x.hot)].capacity_w_k <= 0 || links_[ix(x.cold)].capacity_w_k <= 0) continue;
      s.exchanger_heat_w[e] = links_[ix(x.hot)].capacity_w_k * (entering(ix(x.hot)) - s.outlet_k[ix(x.hot)]);
      s.exchanger_most_w[e] = most_exchanged(e);
      residue[ix(problem_.links[ix(x.hot)].circuit)] -= s.exchanger_heat_w[e];
      residue[ix(problem_.links[ix(x.cold)].circuit)] += s.exchanger_heat_w[e];
      moved[ix(problem_.links[ix(x.hot)].circuit)] += std::fabs(s.exchanger_heat_w[e]);
      moved[ix(problem_.links[ix(x.cold)].circuit)] += std::fabs(s.exchanger_heat_w[e]);
    }
    for (std::size_t r = 0; r < problem_.rejectors.size(); ++r) {
      const auto& rejector = problem_.rejectors[r];
      const auto link = ix(rejector.link);
      if (links_[link].capacity_w_k <= 0) continue;
      s.rejector_heat_w[r] = links_[link].capacity_w_k * (entering(link) - s.outlet_k[link]);
      s.rejector_most_w[r] = most_rejected(r);
      residue[ix(problem_.links[link].circuit)] -= s.rejector_heat_w[r];
      moved[ix(problem_.links[link].circuit)] += std::fabs(s.rejector_heat_w[r]);
    }
    // Temperatures near 300 K carry a rounding of their own: C T eps per stream.
    for (std::size_t c = 0; c < residue.size(); ++c) {
      double streams = 0;
      for (std::size_t i = 0; i < links_.size(); ++i) {
        if (ix(problem_.links[i].circuit) == c) streams += links_[i].capacity_w_k;
      }
      ensure(std::fabs(residue[c]) <= 1e-8 * moved[c] + 1e-10 * 300.0 * streams,
             "energy balances in every circuit");
    }
  }

  const NetworkProblem& problem_;
  const NetworkState& state_;
  const std::vector<CircuitFluid>& fluids_;
  const std::vector<double>& flow_;
  std::vector<Oriented> links_;
  std::vector<Role> role_;
  std::vector<double> inflow_;
  std::vector<double> exchange_w_k_, reject_w_k_;
  std::optional<SparseSolver> solver_;
  std::vector<double> values_, temperature_;
  HeatSolution solution_;
};

}  // namespace

HeatSolution solve_heat(const NetworkProblem& problem, const NetworkState& state,
                        const std::vector<CircuitFluid>& fluids, const std::vector<double>& flow_m3_s) {
  return HeatSolver(problem, state, fluids, flow_m3_s).solve();
}

}  // namespace shellfit::thermal
