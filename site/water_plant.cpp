#include "site/water_plant.hpp"

namespace shellfit::site {

bool WaterPlant::empty() const {
  return towers.empty() && water_chillers.empty() && plate_exchangers.empty() && tanks.empty() &&
         economizers.empty();
}

}  // namespace shellfit::site
