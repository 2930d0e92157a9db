#pragma once
// Networks that a hall might have, made up: feeds, transformers, boards in trees and rings, ties, loads.

#include "tests/property/law.hpp"
#include "tests/unit/power/networks.hpp"

#include <utility>
#include <vector>

namespace shellfit::power {

/// A stiff or strong feed at 20 kV, a transformer, then `2 .. 12` boards, each hung on an earlier one, some
/// ring lines and closed ties. Loads are light enough to be served.
inline Network random_network() {
  using testing::between;
  Network network;
  const int boards_count = *rc::gen::inRange(2, 13);
  network.buses = {{bus("mv"), 20.0 * units::kV}};
  for (int i = 0; i < boards_count; ++i)
    network.buses.push_back({bus("b" + std::to_string(i)), 400.0 * units::V});
  const auto board = [](int i) { return "b" + std::to_string(i); };
  network.sources = {*rc::gen::arbitrary<bool>() ? stiff("q", "mv", between(0.95, 1.05))
                                                 : feed("q", "mv", between(200, 900), between(3, 15))};
  network.transformers = {{element("t"), bus("mv"), bus("b0"), between(1.0, 4.0) * units::MVA,
                           between(19.0, 21.0) * units::kV, between(390, 420) * units::V,
                           ratio(between(0.04, 0.08)), ratio(between(3, 10)), between(0, 3) * units::kW}};
  const auto run = [&](const std::string& id, int from, int to) {
    return cable(id, board(from), board(to), between(1e-4, 2e-3), between(1e-4, 2e-3));
  };
  for (int i = 1; i < boards_count; ++i) {
    const int parent = *rc::gen::inRange(0, i);
    if (*rc::gen::inRange(0, 4) == 0)
      network.switches.push_back(breaker("s" + std::to_string(i), board(parent), board(i)));
    else
      network.lines.push_back(run("l" + std::to_string(i), parent, i));
    network.loads.push_back(draw("d" + std::to_string(i), board(i), between(-20, 80), between(-20, 40)));
  }
  network.loads.push_back(draw("base", "b0", 500.0, 100.0));
  const int rings = *rc::gen::inRange(0, 4);
  for (int k = 0; k < rings; ++k) {
    const int from = *rc::gen::inRange(0, boards_count);
    const int to = *rc::gen::inRange(0, boards_count);
    if (from != to) network.lines.push_back(run("r" + std::to_string(k), from, to));
  }
  return network;
}

template <class T>
void shuffle(std::vector<T>& items) {
  for (std::size_t i = items.size(); i > 1; --i)
    std::swap(items[i - 1], items[static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(i)))]);
}

}  // namespace shellfit::power
