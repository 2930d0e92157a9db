#pragma once
// Where things stand, for the lengths of pipes, busways and cables.

#include "layout/floor_plan.hpp"

#include <map>
#include <optional>
#include <string>

namespace shellfit::studies {

/// Middle of a placed item, and its storey.
struct Spot {
  double x_m = 0, y_m = 0;
  int level = 0;
};

class Spots {
 public:
  explicit Spots(const layout::Layout& layout);
  /// Nothing when the item was not placed, or was there before.
  [[nodiscard]] std::optional<Spot> find(const std::string& id) const;
  [[nodiscard]] const layout::PlacedItem* item(const std::string& id) const;

 private:
  std::map<std::string, const layout::PlacedItem*> items_;
};

/// Length of a rectilinear run between two spots: along x and y, up to the ceiling and down again, and
/// between storeys. Where an end is not placed, `unplaced_run`.
[[nodiscard]] Length run_length(const std::optional<Spot>& a, const std::optional<Spot>& b);
/// How much higher the floor under b lies than that under a; none where either is not placed.
[[nodiscard]] Length rise_between(const std::optional<Spot>& a, const std::optional<Spot>& b);

inline constexpr Length unplaced_run = 40.0 * units::m;
inline constexpr Length rise_and_drop = 4.0 * units::m;
inline constexpr Length storey_height = 4.5 * units::m;

}  // namespace shellfit::studies
