#pragma once
// Units as spreadsheets write them: in any case, in words, as parts of words such as kAIC.

#include <string_view>

namespace shellfit::exchange {

/// What a unit measures, as far as equipment schedules go.
enum class Measures {
  nothing,  ///< no unit is given
  apparent_power,
  real_power,
  current,
  voltage,
  ratio,
  flow,
  duration,
  length,
  mass,
  something_else  ///< a unit, but none of a figure that is read: Hz, phases, kWh
};

struct UnitWord {
  std::string_view word;
  Measures measures;
  double factor;  ///< to SI
};
/// The unit that stands at the start of a text, longest first; null when none does.
[[nodiscard]] const UnitWord* unit_at(std::string_view text);

}  // namespace shellfit::exchange
