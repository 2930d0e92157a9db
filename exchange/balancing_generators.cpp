#include "exchange/balancing_generators.hpp"

#include <algorithm>
#include <cmath>

namespace shellfit::exchange {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

}  // namespace

std::vector<int> balancing_generators(const studies::NetworkAnswer& answer, const power::Islands& islands) {
  std::vector<int> found;
  const auto moved_pu = [&](int i) {
    const double real_pu = answer.flow.generators[ix(i)].real.in_si() / power::base_power_va;
    return std::fabs(real_pu - answer.problem.generators[ix(i)].real_pu);
  };
  for (const auto& island : islands.list) {
    const bool has_given_up =
        !island.sources.empty() && std::all_of(island.sources.begin(), island.sources.end(),
                                               [&](int i) { return answer.flow.sources[ix(i)].is_at_limit; });
    if (!has_given_up) continue;
    int chosen = -1;
    for (const int i : island.generators) {
      if (!answer.problem.generators[ix(i)].holds_bus || answer.flow.generators[ix(i)].is_at_limit) continue;
      if (chosen < 0 || moved_pu(i) > moved_pu(chosen)) chosen = i;
    }
    if (chosen >= 0) found.push_back(chosen);
  }
  return found;
}

}  // namespace shellfit::exchange
