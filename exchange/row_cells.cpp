#include "exchange/row_cells.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shellfit::exchange {

namespace {

/// Gives every number without a unit that of the number that it is listed with, or of the heading.
void share_units(std::vector<Measure>& measures, const Column& column) {
  const auto* unit = column.unit.empty() ? nullptr : unit_at(column.unit);
  for (std::size_t i = measures.size(); i-- > 0;) {
    auto& one = measures[i];
    if (i + 1 < measures.size() && !one.is_listed) unit = nullptr;
    if (one.measures != Measures::nothing) {
      unit = unit_at(one.unit);
    } else if (unit != nullptr) {
      one.measures = unit->measures;
      one.factor = unit->factor;
      one.unit = unit->word;
    }
  }
}

/// Why it cannot be told which of several numbers is the figure; empty when it can.
std::string confusion(const std::vector<Measure>& measures) {
  for (std::size_t i = 0; i + 1 < measures.size(); ++i) {
    if (measures[i].measures == Measures::nothing && !measures[i].is_listed)
      return fmt::format("{} stands before the figure without a unit", measures[i].as_text);
    if (measures[i].measures != Measures::nothing) break;
  }
  return {};
}

}  // namespace

std::vector<RowCells::Found> RowCells::all(Field field) const {
  std::vector<Found> found;
  for (const auto& column : header_.columns) {
    if (column.field != field || column.index >= row_.cells.size()) continue;
    const auto& cell = row_.cells[column.index];
    if (!cell.text.empty()) found.push_back({&column, &cell});
  }
  return found;
}

std::string RowCells::text(Field field) const {
  const auto found = all(field);
  return found.empty() ? std::string{} : found.front().cell->text;
}

std::string nothing_in(std::string_view text) {
  if (is_unknown(text)) return "not known yet";
  if (is_formula(text)) return "a formula, not its value";
  return {};
}

void leave(RowReport& report, const Candidate& one, const std::string& why) {
  remark(report, Standing::left, one.where, one.heading,
         fmt::format("'{}': {}; unknown", shortened(one.text), why));
}

std::vector<Candidate> candidates(const RowCells& cells, Field field, RowReport& report) {
  std::vector<Candidate> list;
  for (const auto& [column, cell] : cells.all(field)) {
    const Candidate whole{{}, cells.at(*cell), column->heading, cell->text};
    auto why = nothing_in(cell->text);
    CellValue value;
    if (why.empty()) {
      value = value_of(cell->text, cells.has_decimal_comma());
      why = value.is_range && value.fault.empty() ? "a range" : value.fault;
    }
    if (why.empty()) {
      share_units(value.measures, *column);
      why = confusion(value.measures);
    }
    if (!why.empty()) {
      leave(report, whole, why);
      continue;
    }
    const auto say = [&](Standing standing, const std::string& what) {
      remark(report, standing, whole.where, whole.heading,
             fmt::format("'{}': {}", shortened(whole.text), what));
    };
    if (!value.left.empty()) say(Standing::left, value.left + " is not read: a tolerance or a tap range");
    for (auto& measure : value.measures) {
      if (measure.measures == Measures::nothing && value.measures.front().measures != Measures::nothing) {
        say(Standing::left, fmt::format("{} has no unit; left", measure.as_text));
        continue;
      }
      if (!measure.doubtful.empty()) say(Standing::guessed, measure.doubtful);
      list.push_back({std::move(measure), whole.where, whole.heading, whole.text});
    }
  }
  return list;
}

}  // namespace shellfit::exchange
