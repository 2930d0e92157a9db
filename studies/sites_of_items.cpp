#include "studies/sites_of_items.hpp"

#include <cmath>
#include <cstdlib>

namespace shellfit::studies {

Spots::Spots(const layout::Layout& layout) {
  for (const auto& placed : layout.placed) items_.emplace(placed.id.text(), &placed);
}

const layout::PlacedItem* Spots::item(const std::string& id) const {
  const auto found = items_.find(id);
  return found == items_.end() ? nullptr : found->second;
}

std::optional<Spot> Spots::find(const std::string& id) const {
  const auto* placed = item(id);
  if (placed == nullptr) return std::nullopt;
  const auto middle = [](geometry::Coordinate a, geometry::Coordinate b) {
    return 0.5 * (geometry::to_length(a).in_si() + geometry::to_length(b).in_si());
  };
  return Spot{middle(placed->box.left, placed->box.right), middle(placed->box.bottom, placed->box.top),
              placed->level};
}

Length run_length(const std::optional<Spot>& a, const std::optional<Spot>& b) {
  if (!a || !b) return unplaced_run;
  const double storeys = std::abs(a->level - b->level);
  return (std::fabs(a->x_m - b->x_m) + std::fabs(a->y_m - b->y_m)) * units::m + rise_and_drop +
         storey_height * storeys;
}

Length rise_between(const std::optional<Spot>& a, const std::optional<Spot>& b) {
  return a && b ? storey_height * static_cast<double>(b->level - a->level) : 0.0 * units::m;
}

}  // namespace shellfit::studies
