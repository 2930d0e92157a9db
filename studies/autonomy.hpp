#pragma once
// For how long a battery carries its UPS, as old and as cold as the basis lets it become.

#include "site/study.hpp"

#include <optional>
#include <string>
#include <vector>

namespace shellfit::studies {

/// What a battery must give more of as new, at 25 degC, for each watt that it must give old and cold.
struct BatteryFactor {
  std::optional<double> value;  ///< nothing where nobody says what such cells give in the cold
  std::string clause;
  std::vector<std::string> weak;
};
[[nodiscard]] BatteryFactor battery_factor(const site::Study& study, const catalogs::BatteryType& battery);

/// Time for which one new cabinet at 25 degC gives a constant power, by the points of its discharge curve
/// (none beyond the greatest of them), else by its nominal energy. Precondition: the energy is known.
[[nodiscard]] Duration discharge_time(const catalogs::BatteryType& battery, RealPower power);
/// The constant power that it gives for so long. Precondition: likewise.
[[nodiscard]] RealPower discharge_power(const catalogs::BatteryType& battery, Duration time);

/// Cell-size correction of lead-acid batteries by IEEE 485, table 1; 1 from 25 degC up, where no credit is
/// taken.
[[nodiscard]] double lead_acid_factor(Temperature temperature);

/// Battery cabinets that a UPS needs at its rating for the autonomy asked for; 0 without a battery or its
/// figures.
[[nodiscard]] int battery_cabinets(const site::Study& study, const site::UpsUnit& ups);
/// "it.3.battery" for "it.3.ups", "U1.battery" for "U1".
[[nodiscard]] std::string battery_id(const site::UpsUnit& ups);

}  // namespace shellfit::studies
