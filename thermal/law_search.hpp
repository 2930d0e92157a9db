#pragma once
// Which law each device follows, so that all agree with the temperatures that follow from them.
//
// First by turns: solve, let every device choose anew, repeat; a few turns as a rule. Where that runs in
// circles, by a path that cannot: Katzenelson's (Bell Syst. Tech. J. 44:8, 1965; its proof of termination:
// Fujisawa and Kuh, SIAM J. Appl. Math. 22:2, 1972). From any temperatures go straight towards the solution
// of the laws that hold there; where the first device comes to the end of its law, only that one changes, and
// the walk goes on from there. All laws together are continuous, outlets never fall when an inlet rises, and
// no heat appears on the way, so that the matrix of any set of laws is an M-matrix and the walk never turns
// back. What could make one singular, a loop in which everything is off, is kept regular on the path by a
// leak to the surroundings, a share of each stream so small that the laws found are those without it. A loop
// that no heat enters or leaves takes its temperature from there, as nothing else says it.

#include "thermal/heat_equations.hpp"

#include <limits>

namespace shellfit::thermal {

class LawSearch {
 public:
  explicit LawSearch(HeatEquations& equations)
      : equations_(equations), laws_(equations.devices().size(), Law::pass) {
    for (std::size_t d = 0; d < laws_.size(); ++d) {
      const auto& device = equations_.devices()[d];
      if (device.runs) laws_[d] = device.is_open_air ? Law::full : Law::hold;
      if (device.runs && !device.is_open_air) choosing_.push_back(d);
    }
  }

  /// Below this no temperature is an answer, but what singular equations give.
  static constexpr double coldest_k = 50.0;

  /// True when laws and temperatures agree. Else the temperatures are those that the path ended at, beyond
  /// all sense where none are steady.
  [[nodiscard]] bool run() {
    const auto start = laws_;
    if (agree_by_turns(true)) return true;
    laws_ = start;
    for (const double leak : {1e-6, 1e-10}) {
      if (!walk(leak)) return false;
    }
    const auto end_k = temperature_k_;
    const auto end_laws = laws_;
    if (agree_by_turns(false)) return true;
    temperature_k_ = end_k;
    laws_ = end_laws;
    return makes_sense() && largest_error() <= agreement_k;
  }
  [[nodiscard]] const std::vector<Law>& laws() const { return laws_; }
  [[nodiscard]] const std::vector<double>& temperature_k() const { return temperature_k_; }

 private:
  /// What a device moves may differ from its law's by this much, in kelvin of its stream, where two laws
  /// meet.
  static constexpr double agreement_k = 1e-6;

  /// `is_first`: a device that the other side would warm counts as full, which it mostly turns out to be.
  bool agree_by_turns(bool is_first) {
    constexpr int most_turns = 20;
    for (int turn = 0; turn < most_turns; ++turn) {
      if (!equations_.solve(laws_, 0.0, 0.0, temperature_k_) || !makes_sense()) return false;
      if (!is_first && largest_error() <= agreement_k) return true;
      bool has_changed = false;
      for (const auto d : choosing_) {
        const auto next = wanted(d, is_first);
        has_changed = has_changed || next != laws_[d];
        laws_[d] = next;
      }
      if (!has_changed) return largest_error() <= agreement_k;
    }
    return false;
  }
  bool makes_sense() const {
    for (std::size_t n = 0; n < temperature_k_.size(); ++n) {
      const double t = temperature_k_[n];
      if (equations_.has_inflow(static_cast<int>(n)) && !(t > coldest_k)) return false;
    }
    return true;
  }
  double largest_error() const {
    double most = 0;
    for (const auto d : choosing_) most = std::max(most, equations_.error_k(d, laws_, temperature_k_));
    return most;
  }

  Law wanted(std::size_t d, bool is_first) const {
    const auto& device = equations_.devices()[d];
    const double capacity = equations_.capacity_w_k(device);
    const double demand = equations_.demand_w(device, temperature_k_);
    const double most = equations_.most_w(device, temperature_k_);
    // A stream that enters at its setpoint is held there, without heat: in a loop that carries none, somebody
    // has to say the temperature. A hair of hysteresis, so that rounding does not flip it.
    constexpr double hair_k = 1e-9;
    if (demand < -capacity * hair_k) return Law::pass;
    if (demand <= std::max(0.0, most) * (1.0 + 1e-12) + capacity * hair_k) return Law::hold;
    return most > 0.0 || is_first ? Law::full : Law::pass;
  }

  /// Demand and most at the start of a step, and their change along it.
  struct Course {
    double demand, demand_change, most, most_change;
  };
  struct Crossing {
    double at = 1.0;  ///< share of the step
    Law next = Law::pass;
  };

  bool walk(double leak) {
    const double surroundings_k = warmest();
    if (!equations_.solve(laws_, leak, surroundings_k, temperature_k_)) return false;
    for (const auto d : choosing_) laws_[d] = wanted(d, false);
    const auto most_steps = 100 + 30 * choosing_.size();
    std::vector<double> goal;
    for (std::size_t step = 0; step < most_steps; ++step) {
      if (!equations_.solve(laws_, leak, surroundings_k, goal)) return false;
      Crossing first;
      std::size_t changes = choosing_.size();
      for (const auto d : choosing_) {
        const auto crossing = end_of_law(d, goal);
        if (crossing.at >= first.at) continue;
        first = crossing;
        changes = d;
      }
      if (first.at >= 1.0) {
        temperature_k_ = goal;
        return true;
      }
      for (std::size_t n = 0; n < goal.size(); ++n)
        temperature_k_[n] += first.at * (goal[n] - temperature_k_[n]);
      laws_[changes] = first.next;
    }
    return false;
  }
  /// No colder than any setpoint: where nothing else gives or takes heat, devices then hold.
  double warmest() const {
    double warmest = 273.15;
    for (const auto d : choosing_) warmest = std::max(warmest, equations_.devices()[d].setpoint_k);
    return warmest;
  }

  Crossing end_of_law(std::size_t d, const std::vector<double>& goal) const {
    const auto& device = equations_.devices()[d];
    Course c{equations_.demand_w(device, temperature_k_), 0, equations_.most_w(device, temperature_k_), 0};
    c.demand_change = equations_.demand_w(device, goal) - c.demand;
    c.most_change = equations_.most_w(device, goal) - c.most;
    const double rounding = 1e-8 * equations_.capacity_w_k(device);
    const auto until = [&](double value, double change, Law next) {
      return Crossing{falls_through(value, change, rounding), next};
    };
    switch (laws_[d]) {
      case Law::pass:
        return end_of_pass(c, rounding);
      case Law::hold:
        return earlier(until(c.demand, c.demand_change, Law::pass),
                       until(c.most - c.demand, c.most_change - c.demand_change, Law::full));
      case Law::full:
        return earlier(until(c.most, c.most_change, Law::pass),
                       until(c.demand - c.most, c.demand_change - c.most_change, Law::hold));
    }
    return {};
  }
  static Crossing earlier(Crossing a, Crossing b) { return a.at <= b.at ? a : b; }
  /// Where along the step a value that should stay above zero stops doing so; 1 when it does not.
  static double falls_through(double value, double change, double rounding) {
    if (change >= 0.0 || value + change >= -rounding) return 1.0;
    return std::min(1.0, std::max(0.0, value / -change));
  }
  /// A device begins to cool where both demand and most are above zero.
  static Crossing end_of_pass(const Course& c, double rounding) {
    double from = 0;
    double to = 1;
    for (const auto& [value, change] :
         {std::pair(c.demand, c.demand_change), std::pair(c.most, c.most_change)}) {
      if (change > 0.0)
        from = std::max(from, -value / change);
      else if (value <= 0.0)
        return {};
      else if (change < 0.0)
        to = std::min(to, value / -change);
    }
    const double middle = 0.5 * (from + to);
    const double demand = c.demand + middle * c.demand_change;
    const double most = c.most + middle * c.most_change;
    if (from >= to || std::min(demand, most) <= rounding) return {};
    // Just after it begins; at the very place both may be nothing.
    const double after = from + 1e-3 * (to - from);
    const bool holds = c.demand + after * c.demand_change <= c.most + after * c.most_change;
    return {from, holds ? Law::hold : Law::full};
  }

  HeatEquations& equations_;
  std::vector<Law> laws_;
  std::vector<std::size_t> choosing_;  ///< devices with more than one law
  std::vector<double> temperature_k_;
};

}  // namespace shellfit::thermal
