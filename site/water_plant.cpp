#include "site/water_plant.hpp"

namespace shellfit::site {

bool WaterPlant::empty() const {
  bool has_element = false;
  for_each_uncomputed(*this, [&](const std::string&, const char*, const Location&) { has_element = true; });
  return !has_element;
}

}  // namespace shellfit::site
