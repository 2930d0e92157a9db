// The bound against the best of all layouts, for halls of a few cells of 0.6 m.

#include "layout/checker/layout_check.hpp"
#include "layout/search.hpp"
#include "tests/property/layout/random_hall.hpp"

#include <algorithm>
#include <vector>

using namespace shellfit;
using namespace shellfit::layout;
using shellfit::testing::law;

namespace {

constexpr double cell_m = 0.6;

/// Columns of square blocks of cells, each from its lowest to its highest; neighbours share some of that.
Floor cell_hall(const std::vector<int>& low, const std::vector<int>& high, int cells_a_block) {
  Floor floor = hall(1, 1);
  std::vector<std::pair<double, double>> corners;
  const auto add = [&](std::size_t x, int y) {
    const std::pair corner{cell_m * cells_a_block * static_cast<double>(x), cell_m * cells_a_block * y};
    if (corners.empty() || corners.back() != corner) corners.push_back(corner);
  };
  for (std::size_t i = 0; i < low.size(); ++i) {
    add(i, low[i]);
    add(i + 1, low[i]);
  }
  for (std::size_t i = low.size(); i-- > 0;) {
    add(i + 1, high[i]);
    add(i, high[i]);
  }
  floor.outline = outline_m(corners);
  return floor;
}
Floor random_cell_hall(int columns, int rows) {
  std::vector<int> low, high;
  for (int i = 0; i < columns; ++i) {
    const int most_low = i == 0 ? rows / 2 : high.back() - 1;
    low.push_back(*rc::gen::inRange(0, std::min(rows / 2, most_low) + 1));
    const int least_high = std::max(low.back(), i == 0 ? 0 : low[low.size() - 2]) + 1;
    high.push_back(*rc::gen::inRange(least_high, std::max(least_high, rows) + 1));
  }
  return cell_hall(low, high, 1);
}

/// The most racks of one kind that fit, on whole cells, facing anywhere, and where: each rack that may stand
/// alone is taken or left, as long as more than the best so far are left. After many steps the best so far
/// stands, which no bound may be below either.
class AllLayouts {
 public:
  explicit AllLayouts(LayoutProblem problem) : problem_(std::move(problem)) {
    const auto bounds = geometry::bounding_box(problem_.floors[0].outline);
    const auto& rack = problem_.racks[0];
    for (const auto facing : {Facing::south, Facing::north, Facing::west, Facing::east}) {
      const bool is_turned = facing == Facing::west || facing == Facing::east;
      const auto width = at_m((is_turned ? rack.depth : rack.width).in_si());
      const auto height = at_m((is_turned ? rack.width : rack.depth).in_si());
      for (auto x = bounds.left; x + width <= bounds.right; x += at_m(cell_m)) {
        for (auto y = bounds.bottom; y + height <= bounds.top; y += at_m(cell_m)) {
          const auto one = standing("line.1", {x, y, x + width, y + height}, facing);
          if (is_sound({one})) places_.push_back(one);
        }
      }
    }
    agrees_.assign(places_.size(), std::vector<char>(places_.size(), 0));
    for (std::size_t i = 0; i < places_.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) agrees_[i][j] = agrees_[j][i] = is_sound({places_[i], places_[j]});
    }
    std::vector<std::size_t> all(places_.size());
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
    take(all);
  }
  [[nodiscard]] int most() const { return static_cast<int>(best_.size()); }
  /// All rules are rules of two racks, so that racks that agree two by two make a sound layout.
  [[nodiscard]] bool best_is_sound() const {
    std::vector<PlacedItem> racks;
    for (const auto i : best_) racks.push_back(places_[i]);
    return is_sound(racks);
  }

 private:
  [[nodiscard]] bool is_sound(std::vector<PlacedItem> racks) const {
    Layout layout;
    for (std::size_t i = 0; i < racks.size(); ++i) racks[i].id = problem_.racks[i].id;
    for (std::size_t i = racks.size(); i < problem_.racks.size(); ++i)
      layout.unplaced.push_back(problem_.racks[i].id);
    layout.placed = std::move(racks);
    return checker::check_layout(problem_, layout).breaches.empty();
  }
  void take(std::vector<std::size_t> left) {
    if (taken_.size() > best_.size()) best_ = taken_;
    while (!left.empty() && taken_.size() + left.size() > best_.size() && ++steps_ <= most_steps) {
      const auto one = left.back();
      left.pop_back();
      std::vector<std::size_t> rest;
      for (const auto other : left) {
        if (agrees_[one][other] != 0) rest.push_back(other);
      }
      taken_.push_back(one);
      take(std::move(rest));
      taken_.pop_back();
    }
  }

  static constexpr int most_steps = 20'000;
  LayoutProblem problem_;
  std::vector<PlacedItem> places_;
  std::vector<std::vector<char>> agrees_;
  std::vector<std::size_t> taken_, best_;
  int steps_ = 0;
};

}  // namespace

TEST_CASE("no layout of a small hall, whatever its shape, holds more than the bound") {
  law([] {
    const auto floor = random_cell_hall(*rc::gen::inRange(1, 7), *rc::gen::inRange(2, 7));
    auto problem =
        problem_of(floor, racks(40, cell_m, cell_m * *rc::gen::inRange(1, 3),
                                cell_m * *rc::gen::inRange(0, 3), cell_m * *rc::gen::inRange(0, 2)));
    const int columns = *rc::gen::inRange(0, 3);
    for (int i = 0; i < columns; ++i) {
      const double x = cell_m * *rc::gen::inRange(0, 6);
      const double y = cell_m * *rc::gen::inRange(0, 6);
      keep_out(problem.floors[0], x, y, x + cell_m, y + cell_m);
    }
    const AllLayouts all(problem);
    RC_ASSERT(all.best_is_sound());
    const int bound = rack_upper_bound(problem.floors, problem.racks);
    RC_ASSERT(bound >= all.most());
    RC_ASSERT(bound >= static_cast<int>(find_layout(problem).placed.size()));
  });
}

// All halls of three by three blocks of 1.2 m with some of the corner blocks missing: in the cross that has
// none of them, fronts share a square from four sides and the bound is attained.
TEST_CASE("no layout of a hall with corners cut out holds more than the bound") {
  int attained = 0;
  for (int shape = 0; shape < 16; ++shape) {
    const auto bit = [&](int i) { return shape >> i & 1; };
    const auto floor = cell_hall({bit(0), 0, bit(1)}, {3 - bit(2), 3, 3 - bit(3)}, 2);
    for (const double front : {cell_m, 2 * cell_m}) {
      for (const double rear : {0.0, cell_m}) {
        const auto problem = problem_of(floor, racks(40, cell_m, 2 * cell_m, front, rear));
        const AllLayouts all(problem);
        CAPTURE(shape, front, rear);
        CHECK(all.best_is_sound());
        CHECK(rack_upper_bound(problem.floors, problem.racks) >= all.most());
        attained += rack_upper_bound(problem.floors, problem.racks) == all.most() ? 1 : 0;
      }
    }
  }
  CHECK(attained >= 1);
}
