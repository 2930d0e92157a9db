#include "studies/reference_limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

namespace shellfit::studies {

namespace {

/// MATPOWER's opf.violation: by how much a limit may be passed, in Mvar.
constexpr auto tolerance = 5e-6 * units::Mvar;

/// What the generators that hold one bus give together, and may give.
struct BusReactive {
  ReactivePower given = ReactivePower::from_si(0), least = ReactivePower::from_si(0),
                most = ReactivePower::from_si(0);

  [[nodiscard]] bool is_above() const { return given > most + tolerance; }
  [[nodiscard]] bool is_below() const { return given < least - tolerance; }
  [[nodiscard]] bool is_passed() const { return is_above() || is_below(); }
};

class ReferenceLimits {
 public:
  ReferenceLimits(NetworkAnswer& answer, NetworkRequest request, const ReactiveRange& limits)
      : answer_(answer), request_(std::move(request)), limits_(limits) {}

  void solve() {
    request_.has_reactive_limits = false;
    const auto first = answer_.network.sources.front();
    const auto most_rounds = answer_.network.generators.size() + 2;
    for (std::size_t round = 0; round < most_rounds; ++round) {
      solve_network(answer_, request_);
      if (!answer_.unsound.empty() || !answer_.flow.has_converged() || !let_go()) break;
      start_from_here();
    }
    turn_back(first);
    report();
  }

 private:
  /// A generator that gives what it can, and what it held.
  struct Fixed {
    double voltage_pu;
    bool is_at_most;
  };

  [[nodiscard]] power::Source& source() { return answer_.network.sources.front(); }

  /// By place in the network's buses: those that generators in service hold.
  std::map<int, BusReactive> held_buses() {
    std::map<int, BusReactive> held;
    const auto add = [&](const power::BusId& bus, ReactivePower given, ReactivePower least,
                         ReactivePower most) {
      auto& sum = held[answer_.problem.bus(bus)];
      sum = {sum.given + given, sum.least + least, sum.most + most};
    };
    add(source().bus, answer_.flow.sources.front().reactive, limits_.least, limits_.most);
    for (std::size_t i = 0; i < answer_.network.generators.size(); ++i) {
      const auto& one = answer_.network.generators[i];
      if (one.voltage_pu && answer_.input.generator_out[i] == 0)
        add(one.bus, answer_.flow.generators[i].reactive, one.least_reactive, one.most_reactive);
    }
    return held;
  }

  /// False when all keep to their limits, or nobody is left to take over.
  bool let_go() {
    const auto held = held_buses();
    const int reference = answer_.problem.bus(source().bus);
    const auto next = std::find_if(held.begin(), held.end(), [&](const auto& one) {
      return one.first != reference && !one.second.is_passed();
    });
    if (held.at(reference).is_passed() && next == held.end()) {
      answer_.is_limit_passed = true;
      answer_.notes.emplace_back(
          "all generators are at their limits of reactive power, and it is not enough");
      return false;
    }
    bool is_any = false;
    for (const auto& [bus, sum] : held) {
      if (!sum.is_passed()) continue;
      is_any = true;
      fix_generators(bus, sum.is_above());
      if (bus == reference) hand_over(next->first, sum.is_above());
    }
    return is_any;
  }

  void start_from_here() {
    request_.start.clear();
    for (const auto& bus : answer_.flow.buses) {
      if (request_.start.size() == answer_.network.buses.size()) break;  // star points follow
      request_.start.push_back(bus.is_solved ? std::polar(bus.voltage_pu, bus.angle_rad)
                                             : power::Complex(1.0));
    }
  }

  void fix_generators(int bus, bool is_at_most) {
    for (auto& one : answer_.network.generators) {
      if (!one.voltage_pu || answer_.problem.bus(one.bus) != bus) continue;
      fixed_[one.id] = {*one.voltage_pu, is_at_most};
      one.voltage_pu.reset();
      one.reactive = is_at_most ? one.most_reactive : one.least_reactive;
    }
  }

  /// Makes the first generator of a bus the reference in the place of the one that is.
  void hand_over(int bus, bool is_at_most) {
    const auto old = source();
    const auto taken =
        std::find_if(answer_.network.generators.begin(), answer_.network.generators.end(),
                     [&](const auto& one) { return one.voltage_pu && answer_.problem.bus(one.bus) == bus; });
    power::Source now;
    now.id = taken->id;
    now.bus = taken->bus;
    now.voltage_pu = *taken->voltage_pu;
    now.angle_rad = answer_.bus(taken->bus)->angle_rad;
    power::Generator left;
    left.id = old.id;
    left.bus = old.bus;
    left.real = answer_.flow.sources.front().real;
    left.reactive = is_at_most ? limits_.most : limits_.least;
    fixed_[old.id] = {old.voltage_pu, is_at_most};
    limits_ = {taken->least_reactive, taken->most_reactive};
    *taken = left;
    source() = now;
    answer_.notes.push_back(
        fmt::format("{} is at a limit of its reactive power: {} takes over as the reference", old.id.text(),
                    now.id.text()));
  }

  /// Turns all angles so that the first reference has its own again.
  void turn_back(const power::Source& first) {
    const auto* bus = answer_.bus(first.bus);
    if (bus == nullptr || !bus->is_solved || source().bus == first.bus) return;
    const double turn = first.angle_rad - bus->angle_rad;
    for (auto& one : answer_.flow.buses) one.angle_rad += turn;
    source().angle_rad += turn;
    for (auto& one : answer_.problem.sources) one.angle_rad += turn;
  }

  void report() {
    std::size_t wrong = 0;
    std::string example;
    for (std::size_t i = 0; i < answer_.network.generators.size(); ++i) {
      const auto& one = answer_.network.generators[i];
      const auto known = fixed_.find(one.id);
      if (known == fixed_.end() || !answer_.unsound.empty()) continue;
      answer_.flow.generators[i].is_at_limit = true;
      const auto* bus = answer_.bus(one.bus);
      constexpr double noticeable_pu = 1e-6;
      const double above = bus->voltage_pu - known->second.voltage_pu;
      const bool is_wrong = known->second.is_at_most ? above > noticeable_pu : above < -noticeable_pu;
      if (is_wrong && ++wrong == 1) example = one.id.text();
    }
    if (wrong > 0) {
      answer_.notes.push_back(
          fmt::format("{} of the generators at a limit would take hold again, {} first; MATPOWER does "
                      "not let them, so neither does this answer",
                      wrong, example));
    }
  }

  NetworkAnswer& answer_;
  NetworkRequest request_;
  ReactiveRange limits_;
  std::map<power::ElementId, Fixed> fixed_;
};

}  // namespace

void solve_with_reference_limits(NetworkAnswer& answer, const NetworkRequest& request,
                                 const ReactiveRange& limits) {
  if (answer.network.sources.size() == 1) return ReferenceLimits(answer, request, limits).solve();
  answer.notes.emplace_back("references keep to no limit of their reactive power: there are several");
  solve_network(answer, request);
}

}  // namespace shellfit::studies
