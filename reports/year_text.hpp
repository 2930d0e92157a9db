#pragma once
// A plant's year as a short text for people.

#include "studies/plant_year.hpp"

#include <string>

namespace shellfit::reports {

[[nodiscard]] std::string year_text(const studies::PlantYear& year);

}  // namespace shellfit::reports
