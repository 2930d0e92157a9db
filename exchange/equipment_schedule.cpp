#include "exchange/equipment_schedule.hpp"

#include "base/blanks.hpp"
#include "base/ids.hpp"
#include "exchange/cell_values.hpp"
#include "exchange/equipment_figures.hpp"
#include "exchange/row_cells.hpp"
#include "exchange/tags.hpp"
#include "exchange/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace shellfit::exchange {

namespace {

constexpr std::size_t most_pieces = 10'000;

/// Splits "T1 / G1 (E)" into tags with their places.
std::vector<Equipment::Tie> ties_in(const Cell& cell, const Location& where) {
  std::vector<Equipment::Tie> ties;
  std::string part;
  const auto flush = [&] {
    // What stands in brackets is a remark: (N), (E), (normal).
    const auto bracket = part.find('(');
    if (bracket != std::string::npos && bracket > 0) part.resize(bracket);
    if (!is_blank(part)) ties.push_back({std::string(trimmed(part)), where});
    part.clear();
  };
  std::string text = cell.text;
  for (const std::string_view word : {" and ", " AND ", " or ", " OR "}) {
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at))
      text.replace(at, word.size(), "/");
  }
  for (const char c : text) {
    if (std::string_view("/,;&+\n").find(c) != std::string_view::npos) {
      flush();
    } else {
      part += c;
    }
  }
  flush();
  return ties;
}

class ScheduleReader {
 public:
  ScheduleReader(const Table& table, const Header& header) : table_(table), header_(header) {}

  void read(const Row& row) {
    const RowCells cells(table_, header_, row);
    RowReport report;
    report.line = table_.source->position(row.cells.front().offset).line;
    report.tag = shortened(cells.text(Field::tag));
    const auto filled = std::count_if(row.cells.begin(), row.cells.end(),
                                      [](const Cell& cell) { return !cell.text.empty(); });
    if (filled == 0) return;
    const auto leave = [&](const std::string& why) {
      remark(report, Standing::left, table_.at(row.cells.front()), "", why);
      schedule_.report.rows.push_back(std::move(report));
    };
    if (is_header_again(row)) return leave("the header again");
    const auto tags = cells.all(Field::tag);
    if (tags.empty()) return leave(filled == 1 ? "a heading of a section: it has no tag" : "it has no tag");
    const auto& tag = *tags.front().cell;
    if (filled == 1) return leave("a heading of a section: nothing stands beside it");
    if (is_unknown(tag.text) || squeezed(tag.text) == "total" || squeezed(tag.text) == "subtotal")
      return leave(fmt::format("'{}' is no tag", shortened(tag.text)));
    if (is_formula(tag.text)) return leave("its tag is a formula");
    Equipment equipment;
    equipment.tag = tag.text;
    equipment.tag_at = table_.at(tag);
    if (const auto why = name_pieces(cells, equipment, report); !why.empty()) return leave(why);
    if (const auto why = find_kind(cells, equipment, report); !why.empty()) return leave(why);
    read_words(cells, equipment);
    read_figures(cells, equipment, report);
    for (const auto field : {Field::from, Field::alternate, Field::to})
      read_ties(field, cells, equipment, report);
    equipment.row = schedule_.report.rows.size();
    schedule_.report.rows.push_back(std::move(report));
    schedule_.equipment.push_back(std::move(equipment));
  }

  Outcome<Schedule> finish() {
    if (schedule_.report.rows.empty()) {
      Diagnostic fault;
      fault.code = "E-IMPORT-001";
      fault.message = fmt::format("{} has a header and nothing below it", table_.source->name());
      fault.where = table_.at(table_.rows[header_.row].cells.front());
      faults_.push_back(std::move(fault));
    }
    if (!faults_.empty()) {
      sort_diagnostics(faults_);
      return tl::unexpected(std::move(faults_));
    }
    return std::move(schedule_);
  }
  ImportReport& report() { return schedule_.report; }

 private:
  bool is_header_again(const Row& row) const {
    const auto& first = table_.rows[header_.row];
    if (row.cells.size() != first.cells.size()) return false;
    return std::equal(row.cells.begin(), row.cells.end(), first.cells.begin(),
                      [](const Cell& a, const Cell& b) { return squeezed(a.text) == squeezed(b.text); });
  }

  /// Ids of the pieces, from the tag and the quantity; the reason when there are none.
  std::string name_pieces(const RowCells& cells, Equipment& equipment, RowReport& report) {
    auto tags = tags_in(equipment.tag);
    if (tags.empty()) return "its tag stands for more pieces than can be";
    double quantity = static_cast<double>(tags.size());
    const auto found = cells.all(Field::quantity);
    if (!found.empty()) {
      const auto& cell = *found.front().cell;
      const auto where = cells.at(cell);
      const auto value = value_of(cell.text, cells.has_decimal_comma());
      if (is_formula(cell.text))
        return fmt::format("its quantity '{}' is a formula, not its value", shortened(cell.text));
      if (is_unknown(cell.text)) {
        remark(report, Standing::left, where, found.front().column->heading,
               fmt::format("'{}': not known yet; read as {}", shortened(cell.text), tags.size()));
      } else if (!value.fault.empty() || value.is_range || value.measures.size() != 1) {
        return fmt::format("its quantity '{}' is no count", shortened(cell.text));
      } else {
        quantity = value.measures.front().number;
        if (!value.measures.front().doubtful.empty())
          remark(report, Standing::guessed, where, found.front().column->heading,
                 fmt::format("'{}': {}", shortened(cell.text), value.measures.front().doubtful));
      }
    }
    if (quantity < 1 || quantity != std::floor(quantity) || quantity > most_pieces)
      return fmt::format("its quantity {:g} is no count from 1 to {}", quantity, most_pieces);
    const auto count = static_cast<std::size_t>(quantity);
    if (tags.size() == 1 && count > 1) {
      const auto tag = tags.front();
      tags.clear();
      for (std::size_t i = 1; i <= count; ++i) tags.push_back(fmt::format("{}.{}", tag, i));
      remark(report, Standing::guessed, equipment.tag_at, "",
             fmt::format("{} pieces named {} to {}", count, tags.front(), tags.back()));
    } else if (tags.size() != count) {
      return fmt::format("its tag names {} pieces and its quantity says {}", tags.size(), count);
    } else if (count > 1) {
      remark(report, Standing::guessed, equipment.tag_at, "",
             fmt::format("'{}' taken as {} pieces, {} to {}", shortened(equipment.tag), count, tags.front(),
                         tags.back()));
    }
    pieces_ += count;
    if (pieces_ > 100 * most_pieces) return "the schedule names more pieces than can be";
    for (const auto& tag : tags) {
      const auto id = id_of_tag(tag);
      if (!is_valid_id(id)) return fmt::format("no id can be made of the tag '{}'", shortened(tag));
      if (id != tag && tags.size() == 1)
        remark(report, Standing::guessed, equipment.tag_at, "",
               fmt::format("id {} for the tag '{}'", id, shortened(tag)));
      const auto [known, is_new] = tag_places_.try_emplace(tag_key(id), equipment.tag_at);
      if (!is_new) {
        faults_.push_back({"E-IMPORT-004", fmt::format("the tag {} is used twice", shortened(tag)),
                           equipment.tag_at, shortened(tag), "a tag of its own for each piece",
                           "remove one, or write one row with a quantity", known->second, "first used here"});
      }
      equipment.ids.push_back(id);
    }
    return {};
  }

  std::string find_kind(const RowCells& cells, Equipment& equipment, RowReport& report) {
    std::optional<KindFound> found;
    Location where = equipment.tag_at;
    std::string heading, text;
    for (const auto field : {Field::type, Field::description}) {
      const auto list = cells.all(field);
      if (list.empty() || is_unknown(list.front().cell->text) || is_formula(list.front().cell->text))
        continue;
      if (text.empty()) {
        text = list.front().cell->text;
        heading = list.front().column->heading;
        where = cells.at(*list.front().cell);
      }
      found = known_kind(list.front().cell->text);
      if (found) {
        text = list.front().cell->text;
        heading = list.front().column->heading;
        where = cells.at(*list.front().cell);
        break;
      }
    }
    if (!found && text.empty()) {
      found = kind_of_tag(equipment.tag);
      if (!found) return "nothing says what it is";
      remark(report, Standing::guessed, equipment.tag_at, "",
             fmt::format("taken as {} by the letters '{}' of its tag", kind_word(found->kind), found->word));
    } else if (!found) {
      const auto near = nearest_kind_word(text);
      return fmt::format("'{}' is no kind of equipment known here{}", shortened(text),
                         near ? fmt::format("; did they mean {}?", *near) : "");
    } else if (!found->is_plain) {
      remark(report, Standing::guessed, where, heading,
             fmt::format("'{}' taken as {}", shortened(text), kind_word(found->kind)));
    }
    equipment.kind = found->kind;
    return {};
  }

  /// Schedules say the same in many rows, and looking a text up takes longer than reading the row.
  const std::optional<KindFound>& known_kind(const std::string& text) {
    const auto [place, is_new] = kinds_.try_emplace(text);
    if (is_new) place->second = kind_in(text);
    return place->second;
  }

  static void read_words(const RowCells& cells, Equipment& equipment) {
    const auto name_of = [&](Field field) {
      auto text = cells.text(field);
      return is_unknown(text) || is_formula(text) ? std::string{} : text;
    };
    equipment.maker = name_of(Field::maker);
    equipment.model = name_of(Field::model);
    for (const auto field : {Field::type, Field::description, Field::notes, Field::room})
      equipment.words += cells.text(field) + " ";
    equipment.is_medium_voltage = says_medium_voltage(equipment.words) || says_medium_voltage(equipment.tag);
    equipment.is_static = says_static(equipment.words + equipment.tag);
  }

  static void read_ties(Field field, const RowCells& cells, Equipment& equipment, RowReport& report) {
    for (const auto& [column, cell] : cells.all(field)) {
      const auto where = cells.at(*cell);
      if (is_unknown(cell->text) || is_formula(cell->text)) {
        remark(report, Standing::left, where, column->heading,
               fmt::format("'{}': no tag; not connected", shortened(cell->text)));
        continue;
      }
      auto& ties = field == Field::to ? equipment.loads : equipment.sources;
      for (auto& tie : ties_in(*cell, where)) ties.push_back(std::move(tie));
    }
  }

  const Table& table_;
  const Header& header_;
  Schedule schedule_;
  Diagnostics faults_;
  std::map<std::string, Location> tag_places_;
  std::map<std::string, std::optional<KindFound>> kinds_;  ///< by the words of a cell
  std::size_t pieces_ = 0;
};

}  // namespace

Outcome<Schedule> read_schedule(const Table& table) {
  auto header = find_header(table);
  if (!header) return tl::unexpected(std::move(header.error()));
  ScheduleReader reader(table, *header);
  auto& report = reader.report();
  report.file = table.source->name();
  report.form = fmt::format("{}-separated, {}{}",
                            table.separator == ','   ? "comma"
                            : table.separator == ';' ? "semicolon"
                                                     : "tab",
                            table.is_latin1 ? "Windows-1252 or Latin-1" : "UTF-8",
                            table.has_decimal_comma() ? ", decimal comma" : "");
  report.header_line = table.source->position(table.rows[header->row].cells.front().offset).line;
  report.columns = header->report;
  for (std::size_t i = header->row + 1; i < table.rows.size(); ++i) reader.read(table.rows[i]);
  auto schedule = reader.finish();
  if (!schedule) return schedule;
  const auto width = table.rows[header->row].cells.size();
  std::size_t beyond = 0;
  for (std::size_t i = header->row + 1; i < table.rows.size(); ++i) {
    const auto& cells = table.rows[i].cells;
    if (cells.size() > width && std::any_of(cells.begin() + static_cast<std::ptrdiff_t>(width), cells.end(),
                                            [](const Cell& cell) { return !cell.text.empty(); }))
      ++beyond;
  }
  if (beyond > 0)
    schedule->report.remarks.push_back(fmt::format("left: cells beyond the last heading in {} rows", beyond));
  for (std::size_t i = 0; i < header->row; ++i) {
    const auto& cells = table.rows[i].cells;
    if (std::any_of(cells.begin(), cells.end(), [](const Cell& cell) { return !cell.text.empty(); }))
      schedule->report.remarks.push_back(
          fmt::format("left: line {}, above the header", table.source->position(cells.front().offset).line));
  }
  return schedule;
}

}  // namespace shellfit::exchange
