#include "exchange/equipment_figures.hpp"

#include "base/nearest.hpp"
#include "base/unit_text.hpp"
#include "base/units.hpp"
#include "exchange/catalog_figures.hpp"
#include "exchange/figure_reader.hpp"

#include <fmt/format.h>

#include <cmath>

namespace shellfit::exchange {

void FigureReader::read() {
  read_voltages();
  read_rating();
  read_single(Field::impedance, "impedance", Measures::ratio, "%");
  read_single(Field::x_over_r, "x-over-r", Measures::ratio, "");
  read_single(Field::no_load_loss, "no-load-loss", Measures::real_power, "");
  read_single(Field::efficiency, "efficiency", Measures::ratio, "%");
  read_single(Field::withstand, "withstand", Measures::current, "kA");
  read_single(Field::fault_level, "fault-level", Measures::apparent_power, "");
  read_single(Field::width, "width", Measures::length, "");
  read_single(Field::depth, "depth", Measures::length, "");
  read_single(Field::height, "height", Measures::length, "");
  read_single(Field::mass, "mass", Measures::mass, "");
  read_autonomy();
  doubt();
}

void FigureReader::read_single(Field field, const std::string& name, Measures wanted,
                               std::string_view usual_unit) {
  if (figure_field(equipment_.kind, name) == nullptr) {
    for (const auto& [column, cell] : cells_.all(field)) {
      if (is_unknown(cell->text)) continue;
      remark(report_, Standing::left, cells_.at(*cell), column->heading,
             fmt::format("'{}': {} has no {} here", shortened(cell->text),
                         with_article(kind_word(equipment_.kind)), name));
    }
    return;
  }
  auto list = candidates(field);
  if (list.empty()) return;
  for (auto& one : list) {
    if (one.measure.measures == Measures::nothing) guess_usual_unit(one, name, usual_unit);
    // 65000 below a heading in kA.
    const bool is_amperes_under_ka = name == "withstand" && one.measure.factor > 1 &&
                                     one.measure.number >= 1000 && one.text == one.measure.as_text;
    if (!is_amperes_under_ka) continue;
    one.measure.factor = 1;
    tell(Standing::guessed, one, fmt::format("'{}' taken as A, not kA", one.text));
  }
  take(list, wanted, name);
}

void FigureReader::guess_usual_unit(Candidate& one, const std::string& name, std::string_view usual) {
  if (name == "x-over-r") {
    one.measure.measures = Measures::ratio;
    return;
  }
  // 0.0575 and 0.97 are per unit: no impedance is below half a percent, no efficiency below one.
  const double most_per_unit = name == "efficiency" ? 1 : 0.5;
  if (usual == "%" && one.measure.number <= most_per_unit) {
    one.measure.measures = Measures::ratio;
    tell(Standing::guessed, one, fmt::format("'{}' without unit taken as per unit", one.text));
    return;
  }
  const bool is_in_amperes = usual == "kA" && one.measure.number >= 1000;
  if (!usual.empty()) guess_unit(one, is_in_amperes ? "A" : usual);
}

void FigureReader::read_autonomy() {
  for (const auto& one : candidates(Field::autonomy)) {
    if (one.measure.measures != Measures::duration) {
      leave(one, "no unit of time");
    } else {
      equipment_.autonomy = exact_text(one.measure.in_si(), kind_text(kinds::Duration::name));
    }
  }
  for (const auto& one : candidates(Field::cabinets)) {
    const double count = one.measure.number;
    if (count >= 1 && count <= 1000 && count == std::floor(count)) {
      equipment_.cabinets = fmt::format("{:g}", count);
    } else {
      leave(one, "no count of cabinets");
    }
  }
}

/// Figures that a table of limits cannot refuse, and that cannot be for equipment of this size.
void FigureReader::doubt() {
  if (equipment_.kind != Kind::transformer) return;
  // No low-voltage gear is built for more than 12 kA (the highest rating a board may have here).
  constexpr double most_amperes = 12e3, largest_padmount_va = 10e6;
  const double amperes = value("secondary") > 0 ? value("rating") / (sqrt_3 * value("secondary")) : 0;
  if (value("secondary") <= 1000 && amperes > most_amperes) {
    drop("rating", fmt::format("{} at {:g} V are {:.1f} kA, more than any low-voltage board carries",
                               equipment_.figures["rating"].value, value("secondary"), amperes / 1e3));
  } else if (says_padmount(equipment_.words) && value("rating") > largest_padmount_va) {
    // IEEE C57.12.34 ends at 10 MVA.
    drop("rating", "pad-mounts are built up to 10 MVA");
  }
  // IEEE C57.12.34 and IEC 60076-5 Table 1: 4 % and more from 630 kVA on; distribution units stay below 12 %.
  const double impedance = value("impedance");
  const bool is_small = value("rating") > 0 && value("rating") < 500e3;
  if (impedance > 0 && impedance < 0.02 && !is_small)
    drop("impedance", fmt::format("too low for its size; {} would be usual",
                                  exact_text(impedance * 10, kind_text(kinds::Ratio::name))));
}

void read_figures(const RowCells& cells, Equipment& equipment, RowReport& report) {
  FigureReader(cells, equipment, report).read();
}

}  // namespace shellfit::exchange
