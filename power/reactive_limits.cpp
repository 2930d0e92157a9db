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
  Limiting(IslandModel& model, std::optional<PowerBalance>& kept, const NewtonLimits& limits)
      : model_(model), p_(model.problem), kept_(kept), limits_(limits) {
    result_.limit.assign(model.held.size(), 0);
    for (const auto& held : model.held) {
      given_pu_.push_back(p_.injected[ix(held.node)].imag());
      if (std::exchange(p_.kind[ix(held.node)], NodeKind::held) != NodeKind::held) kept_.reset();
    }
  }

  LimitedSolution solve(bool has_reactive_limits) {
    run(p_.start);
    if (!has_reactive_limits) return finish();
    constexpr int most_rounds = 40;
    int iterations = result_.solution.iterations;
    while (result_.solution.has_converged && change_limits()) {
      if (++result_.rounds > most_rounds) {
        result_.solution.has_converged = false;
        break;
      }
      kept_.reset();
      run(result_.solution.voltage);
      iterations += result_.solution.iterations;
    }
    result_.solution.iterations = iterations;
    return finish();
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
    for (std::size_t h = 0; h < model_.held.size(); ++h) {
      const auto& held = model_.held[h];
      const auto node = ix(held.node);
      auto& limit = result_.limit[h];
      if (limit != 0) {
        // At its most it lifts the voltage: above the one it holds, it gives more than it must.
        const double above = std::abs(v[node]) - held.voltage_pu;
        constexpr double clearly_pu = 1e-7;
        if (limit * above <= clearly_pu) continue;
        limit = 0;
        p_.kind[node] = NodeKind::held;
        p_.injected[node].imag(given_pu_[h]);
        has_changed = true;
        continue;
      }
      const double needed_pu = reactive_pu(h, taken, v);
      const double slack_pu = 1e-8 * std::max(1.0, std::fabs(needed_pu));
      if (needed_pu > held.most_pu + slack_pu) limit = 1;
      if (needed_pu < held.least_pu - slack_pu) limit = -1;
      if (limit == 0) continue;
      p_.kind[node] = NodeKind::free;
      p_.injected[node].imag(given_pu_[h] + (limit > 0 ? held.most_pu : held.least_pu));
      has_changed = true;
    }
    return has_changed;
  }

  /// What the generators of a held node give beside the rest that is injected there.
  double reactive_pu(std::size_t h, const std::vector<Complex>& taken, const std::vector<Complex>& v) const {
    const auto node = ix(model_.held[h].node);
    const double magnitude = std::abs(v[node]);
    const double others = given_pu_[h] + magnitude * (p_.injected_current[node].imag() +
                                                      magnitude * p_.injected_square[node].imag());
    return taken[node].imag() - others;
  }

  LimitedSolution finish() {
    result_.reactive_pu.assign(model_.held.size(), std::numeric_limits<double>::quiet_NaN());
    if (result_.solution.has_converged && !model_.held.empty()) {
      const auto taken = taken_at(p_, result_.solution.voltage);
      for (std::size_t h = 0; h < model_.held.size(); ++h)
        result_.reactive_pu[h] = reactive_pu(h, taken, result_.solution.voltage);
    }
    return std::move(result_);
  }

  IslandModel& model_;
  IslandProblem& p_;
  std::optional<PowerBalance>& kept_;
  const NewtonLimits& limits_;
  std::vector<double> given_pu_;
  LimitedSolution result_;
};

}  // namespace

LimitedSolution solve_with_limits(IslandModel& model, std::optional<PowerBalance>& kept,
                                  const NewtonLimits& limits, bool has_reactive_limits) {
  return Limiting(model, kept, limits).solve(has_reactive_limits);
}

}  // namespace shellfit::power
