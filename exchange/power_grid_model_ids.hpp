#pragma once
// Ids of components that are written for power-grid-model, which knows whole numbers only.

#include <set>
#include <string>

namespace shellfit::exchange::power_grid_model {

/// Names that are whole numbers stay the ids that they are, the first time; the others are numbered behind
/// the highest that was reserved.
class ComponentIds {
 public:
  void reserve(const std::string& name);
  int next(const std::string& name);

 private:
  std::set<int> taken_;
  int next_ = 1;
};

}  // namespace shellfit::exchange::power_grid_model
