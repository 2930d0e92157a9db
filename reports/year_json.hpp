#pragma once
// A plant's year as JSON.

#include "studies/plant_year.hpp"

#include <string>

namespace shellfit::reports {

[[nodiscard]] std::string year_json(const studies::PlantYear& year, const std::string& study_hash);

}  // namespace shellfit::reports
