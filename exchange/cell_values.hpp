#pragma once
// What a spreadsheet's cell says: numbers with units, voltages, tags, or nothing known.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

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
  something_else
};

struct Measure {
  double number = 0;  ///< in the unit's own multiple: 2.5 of "2.5 MVA"
  Measures measures = Measures::nothing;
  double factor = 1;     ///< to SI
  std::string unit;      ///< as written
  bool is_wye = false;   ///< followed by Y: 480Y
  std::string as_text;   ///< the number as written
  std::string doubtful;  ///< how the number was read when it could be read otherwise
  [[nodiscard]] double in_si() const { return number * factor; }
};

struct CellValue {
  std::vector<Measure> measures;
  bool is_range = false;
  std::string fault;  ///< why nothing certain can be taken from it; empty when something can
};

/// "", "-", TBD, N/A, "?" and their like.
[[nodiscard]] bool is_unknown(std::string_view text);
/// A cell that a spreadsheet would compute: =, + or @ before anything but a number.
[[nodiscard]] bool is_formula(std::string_view text);
/// All numbers of a cell with their units.
[[nodiscard]] CellValue value_of(std::string_view text, bool has_decimal_comma);
/// The unit that stands at the start of a text, longest first.
struct UnitWord {
  std::string_view word;
  Measures measures;
  double factor;
};
[[nodiscard]] const UnitWord* unit_at(std::string_view text);

/// Line voltages of a cell, highest meaning first: "34.5kV-480Y/277V" is 34.5 kV and 480 V.
struct Voltages {
  std::vector<double> volts;
  std::vector<std::string> guesses;
  std::string fault;
};
[[nodiscard]] Voltages voltages_of(const CellValue& value, double header_factor);

/// Lower-case letters and digits only: "Equip. Tag" is "equiptag".
[[nodiscard]] std::string squeezed(std::string_view text);
/// Lower-case words of letters and digits.
[[nodiscard]] std::vector<std::string> words_of(std::string_view text);
/// A tag as an id: what ids may not hold becomes a dash.
[[nodiscard]] std::string id_of_tag(std::string_view tag);
/// The tags that "T1-T12", "T1 thru T12" or "T1..T12" stand for; one for any other text. Nothing when there
/// are too many.
[[nodiscard]] std::vector<std::string> tags_in(std::string_view text);

}  // namespace shellfit::exchange
