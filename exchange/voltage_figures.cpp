#include "exchange/catalog_figures.hpp"
#include "exchange/cell_voltages.hpp"
#include "exchange/figure_reader.hpp"

#include <fmt/format.h>

#include <tuple>

namespace shellfit::exchange {

namespace {

constexpr double most_low_voltage = 1000;

/// "400-480 V" is a range; "34.5kV-480V" names the windings of a transformer, and so does "480-208 V". Two
/// windings of one transformer are seldom less than a factor of two apart from the lower to the higher.
bool is_range(const CellValue& value, const std::vector<double>& volts, bool may_be_windings) {
  constexpr double least_step_up = 2;
  if (!value.is_range || volts.size() < 2) return false;
  if (!may_be_windings) return true;
  return volts[0] < volts[1] && volts[1] < least_step_up * volts[0];
}

}  // namespace

std::vector<double> FigureReader::volts_in(Field field, Candidate& place) {
  std::vector<double> volts;
  for (const auto& [column, cell] : cells_.all(field)) {
    place = {{}, cells_.at(*cell), column->heading, cell->text};
    if (const auto why = nothing_in(cell->text); !why.empty()) {
      leave(place, why);
      continue;
    }
    const auto value = value_of(cell->text, cells_.has_decimal_comma());
    auto found = voltages_of(value, column->factor);
    // A board with two voltages far apart has a transformer inside, and is told of it.
    const bool may_be_windings =
        field == Field::voltage && (equipment_.kind == Kind::transformer ||
                                    (found.volts.size() == 2 && found.volts[0] > most_low_voltage));
    if (found.fault.empty() && is_range(value, found.volts, may_be_windings)) found.fault = "a range";
    if (!found.fault.empty()) {
      leave(place, found.fault);
      continue;
    }
    if (!value.left.empty())
      tell(
          Standing::left, place,
          fmt::format("'{}': {} is not read: a tolerance or a tap range", shortened(cell->text), value.left));
    for (const auto& guess : found.guesses) tell(Standing::guessed, place, guess);
    volts = std::move(found.volts);
  }
  return volts;
}

void FigureReader::read_voltages() {
  Candidate at, primary_at, secondary_at;
  auto volts = volts_in(Field::voltage, at);
  const auto primary = volts_in(Field::primary, primary_at);
  const auto secondary = volts_in(Field::secondary, secondary_at);
  if (equipment_.kind == Kind::transformer) {
    if (!primary.empty()) put("primary", primary.front(), primary_at);
    if (!secondary.empty()) put("secondary", secondary.front(), secondary_at);
    return read_windings(std::move(volts), at);
  }
  if (volts.empty() && !secondary.empty()) std::tie(volts, at) = std::pair{secondary, secondary_at};
  if (volts.empty() && !primary.empty()) std::tie(volts, at) = std::pair{primary, primary_at};
  if (!volts.empty()) read_own_voltage(std::move(volts), at);
}

void FigureReader::read_own_voltage(std::vector<double> volts, const Candidate& at) {
  volts_ = volts.back();
  if (equipment_.kind == Kind::board) equipment_.is_medium_voltage |= volts_ > most_low_voltage;
  if (volts.size() > 1) {
    tell(Standing::guessed, at,
         fmt::format("{:g} V, the last of the voltages, taken as the voltage of the {}; a transformer inside "
                     "it is not described",
                     volts_, kind_word(equipment_.kind)));
  }
  if (figure_field(equipment_.kind, "voltage") != nullptr) put("voltage", volts_, at);
}

/// Both windings in one cell, beside columns of their own for each.
void FigureReader::read_windings(std::vector<double> volts, const Candidate& at) {
  const bool has_primary = value("primary") > 0, has_secondary = value("secondary") > 0;
  if (volts.size() >= 2 && volts[0] < volts[1]) {
    tell(Standing::guessed, at, "the higher voltage taken as the primary");
    std::swap(volts[0], volts[1]);
  }
  if (!has_primary && !volts.empty() && (volts.size() > 1 || volts[0] > most_low_voltage))
    put("primary", volts[0], at);
  if (!has_secondary && volts.size() > 1) put("secondary", volts[1], at);
  if (!has_secondary && volts.size() == 1 && volts[0] <= most_low_voltage) put("secondary", volts[0], at);
  if (value("primary") > 0 && value("secondary") >= value("primary"))
    drop("secondary", "the secondary voltage is not below the primary");
}

}  // namespace shellfit::exchange
