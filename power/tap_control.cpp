#include "power/tap_control.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace shellfit::power {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

/// Branches between each bus of an island and the nearest source.
std::vector<int> depths(const NetworkProblem& network, const Islands& islands, int island) {
  const auto& own = islands.list[ix(island)];
  std::vector<std::vector<int>> beside(own.nodes.size());
  for (const int i : own.branches) {
    const auto& branch = network.branches[ix(i)];
    if (!branch.is_from_closed || !branch.is_to_closed) continue;
    if (islands.node[ix(branch.from)] < 0 || islands.node[ix(branch.to)] < 0) continue;
    const int from = islands.local_of_bus(branch.from);
    const int to = islands.local_of_bus(branch.to);
    beside[ix(from)].push_back(to);
    beside[ix(to)].push_back(from);
  }
  std::vector<int> depth(own.nodes.size(), -1);
  std::vector<int> front;
  const auto begin_at = [&](int bus) {
    const int node = islands.local_of_bus(bus);
    if (depth[ix(node)] < 0) front.push_back(node);
    depth[ix(node)] = 0;
  };
  for (const int i : own.sources) begin_at(network.sources[ix(i)].bus);
  for (const int i : own.outputs) begin_at(network.converters[ix(i)].to);
  for (std::size_t k = 0; k < front.size(); ++k) {
    for (const int there : beside[ix(front[k])]) {
      if (depth[ix(there)] >= 0) continue;
      depth[ix(there)] = depth[ix(front[k])] + 1;
      front.push_back(there);
    }
  }
  return depth;
}

}  // namespace

TapControl::TapControl(const NetworkProblem& network, const Islands& islands, int island)
    : network_(network) {
  for (std::size_t i = 0; i < network.controls.size(); ++i) {
    const auto& data = network.controls[i];
    const auto& members = islands.list[ix(island)].branches;
    const int branch = network.taps[ix(data.tap)].branch;
    if (islands.of_bus(data.bus) == island &&
        std::find(members.begin(), members.end(), branch) != members.end())
      controls_.push_back({static_cast<int>(i), 0, {}, false, 0, 0.0});
  }
  if (controls_.size() < 2) return;
  const auto depth = depths(network, islands, island);
  for (auto& one : controls_) {
    const auto& branch = network.branches[ix(network.taps[ix(network.controls[ix(one.control)].tap)].branch)];
    one.depth =
        std::min(depth[ix(islands.local_of_bus(branch.from))], depth[ix(islands.local_of_bus(branch.to))]);
  }
}

double TapControl::seen_pu(const NetworkProblem::ControlData& data, const std::vector<Complex>& voltage,
                           const std::vector<int>& positions) const {
  Complex seen = voltage[ix(data.bus)];
  if (data.drop_pu != Complex{}) {
    const auto& branch = network_.branches[ix(data.branch)];
    const auto y = branch_admittance(network_, data.branch, positions);
    const Complex into = data.is_at_from
                             ? y.from_from * voltage[ix(branch.from)] + y.from_to * voltage[ix(branch.to)]
                             : y.to_from * voltage[ix(branch.from)] + y.to_to * voltage[ix(branch.to)];
    seen += data.drop_pu * into;  // what flows out of the transformer is less than nothing into it
  }
  return std::abs(seen);
}

double TapControl::off_pu(const NetworkProblem::ControlData& data, double seen_pu) {
  const double above = seen_pu - data.target_pu;
  return std::fabs(above) <= 0.5 * data.band_pu ? 0.0 : above;
}

int TapControl::direction(const NetworkProblem::ControlData& data, double off_pu) const {
  const auto& tap = network_.taps[ix(data.tap)];
  // More turns on the side that is watched lift its voltage, on the other side they lower it.
  const bool lifts = tap.branch == data.branch && tap.is_at_from == data.is_at_from;
  return (off_pu > 0) == (tap.changer.step * (lifts ? 1.0 : -1.0) > 0) ? -1 : 1;
}

bool TapControl::move(const std::vector<Complex>& voltage, std::vector<int>& positions) {
  int nearest = std::numeric_limits<int>::max();
  std::vector<double> off(controls_.size(), 0.0);
  for (std::size_t i = 0; i < controls_.size(); ++i) {
    const auto& one = controls_[i];
    if (one.is_settled) continue;
    const auto& data = network_.controls[ix(one.control)];
    off[i] = off_pu(data, seen_pu(data, voltage, positions));
    if (off[i] != 0.0) nearest = std::min(nearest, one.depth);
  }
  bool has_moved = false;
  for (std::size_t i = 0; i < controls_.size(); ++i) {
    auto& one = controls_[i];
    if (off[i] == 0.0 || one.depth != nearest) continue;
    const auto& data = network_.controls[ix(one.control)];
    const auto& tap = network_.taps[ix(data.tap)];
    auto& position = positions[ix(data.tap)];
    if (one.visited.empty() || std::fabs(off[i]) < one.best_off_pu) {
      one.best = position;
      one.best_off_pu = std::fabs(off[i]);
    }
    one.visited.insert(position);
    const int steps = std::max(1, static_cast<int>(std::min(std::fabs(off[i] / tap.changer.step), 1e6)));
    const auto [least, most] = std::minmax(tap.changer.least, tap.changer.most);
    const int wanted = std::clamp(position + direction(data, off[i]) * steps, least, most);
    if (wanted == position || one.visited.contains(wanted)) {
      one.is_settled = true;
      if (position == one.best) {
        has_moved = true;  // the others may still have to
        continue;
      }
      position = one.best;
    } else {
      position = wanted;
    }
    has_moved = true;
  }
  return has_moved;
}

void TapControl::report(const std::vector<Complex>& voltage, const std::vector<int>& positions,
                        std::optional<TapControlResult::End> cut_short,
                        std::vector<TapControlResult>& results) const {
  using End = TapControlResult::End;
  for (const auto& one : controls_) {
    const auto& data = network_.controls[ix(one.control)];
    const auto& changer = network_.taps[ix(data.tap)].changer;
    auto& result = results[ix(one.control)];
    result.seen_pu = seen_pu(data, voltage, positions);
    const double off = off_pu(data, result.seen_pu);
    const auto [least, most] = std::minmax(changer.least, changer.most);
    const int last = direction(data, off) > 0 ? most : least;
    result.end = off == 0.0                        ? End::in_band
                 : positions[ix(data.tap)] == last ? End::at_last_tap
                                                   : cut_short.value_or(End::no_tap_in_band);
  }
}

}  // namespace shellfit::power
