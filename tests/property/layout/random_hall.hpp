#pragma once
// Halls and racks made up on a grid of 0.2 m: outlines with a notch, columns, keep-outs, plant.

#include "tests/property/law.hpp"
#include "tests/unit/layout/halls.hpp"

namespace shellfit::layout {

inline double grid(int low, int high) { return 0.2 * (*rc::gen::inRange(low, high)); }

inline Floor random_floor() {
  const double width = grid(15, 70);
  const double depth = grid(15, 70);
  auto floor = hall(width, depth);
  if (*rc::gen::arbitrary<bool>()) {
    const double x = grid(1, static_cast<int>(width / 0.2));
    const double y = grid(1, static_cast<int>(depth / 0.2));
    floor.outline = outline_m({{0, 0}, {width, 0}, {width, y}, {x, y}, {x, depth}, {0, depth}});
  }
  const int count = *rc::gen::inRange(0, 5);
  for (int i = 0; i < count; ++i) {
    const double left = grid(0, 60);
    const double bottom = grid(0, 60);
    keep_out(floor, left, bottom, left + grid(1, 5), bottom + grid(1, 5));
  }
  return floor;
}
/// More racks of one size than any such hall holds.
inline std::vector<Item> random_racks(int count = 400) {
  return racks(count, *rc::gen::element(0.6, 0.8), *rc::gen::element(1.0, 1.2), grid(5, 9), grid(3, 7));
}
inline std::vector<Item> random_plant() {
  std::vector<Item> plant;
  const int count = *rc::gen::inRange(0, 4);
  for (int i = 0; i < count; ++i) {
    plant.push_back(
        item("plant." + std::to_string(i), ItemKind::cdu, grid(3, 10), grid(3, 8), grid(0, 6), grid(0, 4)));
    plant.back().side = grid(0, 3) * units::m;
  }
  return plant;
}

}  // namespace shellfit::layout
