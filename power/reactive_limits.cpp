#include "power/reactive_limits.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace shellfit::power {

namespace {

using Complex = std::complex<double>;

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

/// Power that the branches and shunts take at every node.
std::vector<Complex> taken_at(const IslandProblem& p, const std::vector<Complex>& v) {
  std::vector<Complex> taken(v.size());
  for (std::size_t i = 0; i < v.size(); ++i) taken[i] = std::norm(v[i]) * std::conj(p.shunt[i]);
  for (const auto& b : p.branches) {
    const auto& v_from = v[ix(b.from)];
    const auto& v_to = v[ix(b.to)];
    taken[ix(b.from)] += v_from * std::conj(b.y_from_from * v_from + b.y_from_to * v_to);
    taken[ix(b.to)] += v_to * std::conj(b.y_to_from * v_from + b.y_to_to * v_to);
  }
  return taken;
}

class Limiting {
 public:
  Limiting(IslandModel& model, std::optional<PowerBalance>& kept, const NewtonLimits& limits,
           bool may_hold_again)
      : model_(model), p_(model.problem), kept_(kept), limits_(limits), may_hold_again_(may_hold_again) {
    result_.limit.assign(model.held.size(), 0);
    for (const auto& held : model.held) {
      given_pu_.push_back(p_.injected[ix(held.node)]);
      const auto kind = held.is_reference ? NodeKind::reference : NodeKind::held;
      if (std::exchange(p_.kind[ix(held.node)], kind) != kind) kept_.reset();
    }
    for (std::size_t i = 0; i < p_.kind.size(); ++i) {
      if (p_.kind[i] == NodeKind::reference) ++references_;
    }
  }

  LimitedSolution solve(bool has_reactive_limits, std::vector<Complex> start) {
    if (start.empty()) start = p_.start;
    for (std::size_t i = 0; i < start.size(); ++i) {
      if (p_.kind[i] == NodeKind::reference) start[i] = p_.start[i];
    }
    run(std::move(start));
    constexpr int most_rounds = 40;
    int rounds = 0;
    int iterations = result_.solution.iterations;
    while (has_reactive_limits && result_.solution.has_converged && change_limits()) {
      if (++rounds > most_rounds) {
        result_.solution.has_converged = false;
        break;
      }
      kept_.reset();
      run(result_.solution.voltage);
      iterations += result_.solution.iterations;
    }
    result_.solution.iterations = iterations;
    finish();
    return std::move(result_);
  }

 private:
  void run(std::vector<Complex> start) {
    for (std::size_t h = 0; h < model_.held.size(); ++h) {
      const auto& held = model_.held[h];
      if (result_.limit[h] == 0) start[ix(held.node)] *= held.voltage_pu / std::abs(start[ix(held.node)]);
    }
    if (!kept_) kept_.emplace(p_);
    result_.solution = solve_newton(*kept_, p_, std::move(start), limits_);
  }

  /// True when who holds has to change.
  bool change_limits() {
    const auto& v = result_.solution.voltage;
    const auto taken = taken_at(p_, v);
    bool has_changed = false;
    result_.exhausted_node = -1;
    for (std::size_t h = 0; h < model_.held.size(); ++h) {
      const auto change =
          result_.limit[h] != 0 ? hold_again(h, std::abs(v[ix(model_.held[h].node)])) : let_go(h, taken, v);
      has_changed = has_changed || change;
    }
    return has_changed;
  }

  /// At its most a holder lifts the voltage: above the one it holds, it gives more than it must.
  bool hold_again(std::size_t h, double magnitude) {
    const auto& held = model_.held[h];
    constexpr double clearly_pu = 1e-7;
    if (!may_hold_again_ || result_.limit[h] * (magnitude - held.voltage_pu) <= clearly_pu) return false;
    result_.limit[h] = 0;
    p_.kind[ix(held.node)] = NodeKind::held;
    p_.injected[ix(held.node)].imag(given_pu_[h].imag());
    return true;
  }

  bool let_go(std::size_t h, const std::vector<Complex>& taken, const std::vector<Complex>& v) {
    const auto& held = model_.held[h];
    const Complex power = power_pu(h, taken, v);
    const double slack_pu = 1e-8 * std::max(1.0, std::fabs(power.imag()));
    const int limit = power.imag() > held.most_pu + slack_pu    ? 1
                      : power.imag() < held.least_pu - slack_pu ? -1
                                                                : 0;
    if (limit == 0) return false;
    auto& kind = p_.kind[ix(held.node)];
    if (kind == NodeKind::reference) {
      if (references_ == 1 && !pass_reference_on(h)) {
        result_.exhausted_node = held.node;
        return false;
      }
      references_ = std::max(1, references_ - 1);
      p_.injected[ix(held.node)].real(given_pu_[h].real() - held.real_pu + power.real());
    }
    result_.limit[h] = limit;
    kind = NodeKind::free;
    p_.injected[ix(held.node)].imag(given_pu_[h].imag() + (limit > 0 ? held.most_pu : held.least_pu));
    return true;
  }

  /// False when no other node is held.
  bool pass_reference_on(std::size_t from) {
    int next = -1;
    for (std::size_t h = 0; h < model_.held.size(); ++h) {
      if (h == from || p_.kind[ix(model_.held[h].node)] != NodeKind::held) continue;
      if (next < 0 || model_.held[h].node < model_.held[ix(next)].node) next = static_cast<int>(h);
    }
    if (next < 0) return false;
    p_.kind[ix(model_.held[ix(next)].node)] = NodeKind::reference;
    if (given_reference_ < 0) given_reference_ = model_.held[from].node;
    return true;
  }

  /// What the holders of a node give beside the rest that is injected there.
  Complex power_pu(std::size_t h, const std::vector<Complex>& taken, const std::vector<Complex>& v) const {
    const auto& held = model_.held[h];
    const auto node = ix(held.node);
    const double magnitude = std::abs(v[node]);
    const Complex others = given_pu_[h] - held.real_pu +
                           magnitude * (p_.injected_current[node] + magnitude * p_.injected_square[node]);
    return taken[node] - others;
  }

  void finish() {
    constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
    result_.power_pu.assign(model_.held.size(), Complex{unknown, unknown});
    auto& v = result_.solution.voltage;
    if (!result_.solution.has_converged || model_.held.empty()) return;
    const auto taken = taken_at(p_, v);
    for (std::size_t h = 0; h < model_.held.size(); ++h) result_.power_pu[h] = power_pu(h, taken, v);
    if (given_reference_ < 0) return;
    const double turn = std::arg(p_.start[ix(given_reference_)]) - std::arg(v[ix(given_reference_)]);
    for (auto& one : v) one *= std::polar(1.0, turn);
  }

  IslandModel& model_;
  IslandProblem& p_;
  std::optional<PowerBalance>& kept_;
  const NewtonLimits& limits_;
  bool may_hold_again_;
  std::vector<Complex> given_pu_;  ///< injected at each held node before any of its holders was let go
  int references_ = 0;
  int given_reference_ = -1;  ///< the node that was the reference before it was let go
  LimitedSolution result_;
};

}  // namespace

LimitedSolution solve_with_limits(IslandModel& model, std::optional<PowerBalance>& kept,
                                  const NewtonLimits& limits, bool has_reactive_limits, bool may_hold_again,
                                  const std::vector<Complex>& start) {
  return Limiting(model, kept, limits, may_hold_again).solve(has_reactive_limits, start);
}

}  // namespace shellfit::power
