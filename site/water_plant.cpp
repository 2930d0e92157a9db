#include "site/water_plant.hpp"

#include <algorithm>

namespace shellfit::site {

bool WaterPlant::empty() const {
  bool has_element = false;
  for_each_element_named(*this,
                         [&](const std::string&, const char*, const Location&) { has_element = true; });
  return !has_element;
}

WaterPlant installed_part(WaterPlant water) {
  const auto is_new = [](const auto& element) { return element.is == Presence::to_be_built; };
  std::erase_if(water.towers, is_new);
  std::erase_if(water.water_chillers, is_new);
  std::erase_if(water.plate_exchangers, is_new);
  std::erase_if(water.tanks, is_new);
  std::erase_if(water.expansion_vessels, is_new);
  std::erase_if(water.economizers, [&](const Economizer& one) {
    return std::none_of(water.plate_exchangers.begin(), water.plate_exchangers.end(),
                        [&](const PlateExchanger& plates) { return plates.id == one.exchanger; });
  });
  return water;
}

}  // namespace shellfit::site
