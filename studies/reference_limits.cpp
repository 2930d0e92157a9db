#include "studies/reference_limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace shellfit::studies {

namespace {

/// MATPOWER's opf.violation: by how much a limit may be passed, in Mvar.
constexpr auto tolerance = 5e-6 * units::Mvar;

/// What the generators of one bus give together, and may give.
struct BusReactive {
  ReactivePower given = ReactivePower::from_si(0), least = ReactivePower::from_si(0),
                most = ReactivePower::from_si(0);

  void add(ReactivePower one, ReactivePower from, ReactivePower to) {
    given = given + one;
    least = least + from;
    most = most + to;
  }
  [[nodiscard]] bool is_above() const { return given > most + tolerance; }
  [[nodiscard]] bool is_below() const { return given < least - tolerance; }
  [[nodiscard]] bool is_passed() const { return is_above() || is_below(); }
};

class ReferenceLimits {
 public:
  ReferenceLimits(NetworkAnswer& answer, const NetworkRequest& request, const ReactiveRange& limits)
      : answer_(answer), request_(request), limits_(limits) {}

  void solve() {
    const auto first = answer_.network.sources.front();
    // The first solution has no limits: who passes them in it decides who comes next.
    auto request = request_;
    request.has_reactive_limits = false;
    solve_network(answer_, request);
    if (!is_solved()) return solve_network(answer_, request_);
    const auto most_rounds = answer_.network.generators.size() + 1;
    for (std::size_t round = 0; round < most_rounds && is_solved(); ++round) {
      const bool is_handed_over = reactive_at(source().bus).is_passed() && hand_over();
      if (!is_handed_over && request.has_reactive_limits) break;
      request.has_reactive_limits = true;
      solve_network(answer_, request);
    }
    turn_back(first);
  }

 private:
  [[nodiscard]] power::Source& source() { return answer_.network.sources.front(); }
  [[nodiscard]] bool is_solved() const { return answer_.unsound.empty() && answer_.flow.has_converged(); }

  BusReactive reactive_at(const power::BusId& bus) {
    BusReactive sum;
    if (source().bus == bus) sum.add(answer_.flow.sources.front().reactive, limits_.least, limits_.most);
    for (std::size_t i = 0; i < answer_.network.generators.size(); ++i) {
      const auto& one = answer_.network.generators[i];
      if (one.bus == bus && one.voltage_pu && is_in_service(i))
        sum.add(answer_.flow.generators[i].reactive, one.least_reactive, one.most_reactive);
    }
    return sum;
  }
  [[nodiscard]] bool is_in_service(std::size_t generator) const {
    return answer_.input.generator_out[generator] == 0;
  }

  /// Makes a generator with room left the reference; false when there is none.
  bool hand_over() {
    auto& network = answer_.network;
    std::optional<std::size_t> next;
    for (std::size_t i = 0; i < network.generators.size(); ++i) {
      const auto& one = network.generators[i];
      const bool can = one.voltage_pu && one.bus != source().bus && is_in_service(i) &&
                       !answer_.flow.generators[i].is_at_limit && !reactive_at(one.bus).is_passed();
      const auto place = [&](std::size_t k) { return answer_.problem.bus(network.generators[k].bus); };
      if (can && (!next || place(i) < place(*next))) next = i;
    }
    if (!next) return false;
    const auto old = source();
    const auto sum = reactive_at(old.bus);
    const auto result = answer_.flow.sources.front();
    for (auto& one : network.generators) {
      if (one.bus != old.bus || !one.voltage_pu) continue;
      one.voltage_pu.reset();
      one.reactive = sum.is_above() ? one.most_reactive : one.least_reactive;
    }
    power::Generator fixed;
    fixed.id = old.id;
    fixed.bus = old.bus;
    fixed.real = result.real;
    fixed.reactive = sum.is_above() ? limits_.most : limits_.least;
    auto& taken = network.generators[*next];
    power::Source now;
    now.id = taken.id;
    now.bus = taken.bus;
    now.voltage_pu = *taken.voltage_pu;
    now.angle_rad = answer_.bus(taken.bus)->angle_rad;
    limits_ = {taken.least_reactive, taken.most_reactive};
    taken = fixed;
    source() = now;
    answer_.notes.push_back(
        fmt::format("{} gives the reactive power that it can, and {} takes over as the reference",
                    old.id.text(), now.id.text()));
    return true;
  }

  /// Turns all angles so that the first reference has its own again.
  void turn_back(const power::Source& first) {
    const auto* bus = answer_.bus(first.bus);
    if (bus == nullptr || !bus->is_solved) return;
    const double turn = first.angle_rad - bus->angle_rad;
    for (auto& one : answer_.flow.buses) one.angle_rad += turn;
    source().angle_rad += source().bus == first.bus ? 0.0 : turn;
  }

  NetworkAnswer& answer_;
  const NetworkRequest& request_;
  ReactiveRange limits_;
};

}  // namespace

void solve_with_reference_limits(NetworkAnswer& answer, const NetworkRequest& request,
                                 const ReactiveRange& limits) {
  if (answer.network.sources.size() == 1) return ReferenceLimits(answer, request, limits).solve();
  answer.notes.emplace_back("references keep to no limit of their reactive power: there are several");
  solve_network(answer, request);
}

}  // namespace shellfit::studies
