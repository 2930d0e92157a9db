#include "site/water_plant.hpp"

namespace shellfit::site {

bool WaterPlant::empty() const {
  bool has_element = false;
  for_each_named(*this, [&](const auto&, const char*) { has_element = true; });
  return !has_element;
}

}  // namespace shellfit::site
