#include "exchange/import_report.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace shellfit::exchange {

std::string_view standing_word(Standing standing) {
  switch (standing) {
    case Standing::understood:
      return "understood";
    case Standing::guessed:
      return "guessed";
    case Standing::left:
      return "left";
  }
  return "left";
}

std::size_t ImportReport::count(Standing standing) const {
  return static_cast<std::size_t>(std::count_if(
      rows.begin(), rows.end(), [&](const RowReport& row) { return row.standing == standing; }));
}

void remark(RowReport& row, Standing standing, const Location& where, std::string_view heading,
            std::string text) {
  const auto position = where.source->position(where.offset);
  row.standing = std::max(row.standing, standing);
  row.remarks.push_back({standing, position.line, position.column, shortened(heading, 30), std::move(text)});
}

std::string report_text(const ImportReport& report) {
  std::string text =
      fmt::format("{}: {}, header on line {}\n\ncolumns\n", report.file, report.form, report.header_line);
  for (const auto& column : report.columns) {
    const auto place = fmt::format("{}:{}", column.line, column.column);
    text += fmt::format("  {:<10}  {:>8}  {}: {}\n", standing_word(column.standing), place,
                        column.heading.empty() ? "(no heading)" : column.heading, column.text);
  }
  text += "\nrows\n";
  for (const auto& row : report.rows) {
    std::string what = row.tag;
    if (!row.elements.empty()) {
      constexpr std::size_t most = 4;
      const auto shown = std::min(most, row.elements.size());
      what += fmt::format(": {}", fmt::join(row.elements.begin(),
                                            row.elements.begin() + static_cast<std::ptrdiff_t>(shown), ", "));
      if (row.elements.size() > shown) what += fmt::format(" and {} more", row.elements.size() - shown);
    }
    if (!row.type.empty()) what += fmt::format(", type {}", row.type);
    text += fmt::format("  {:<10}  {:>8}  {}\n", standing_word(row.standing), row.line, what);
    for (const auto& remark : row.remarks) {
      const auto place = fmt::format("{}:{}", remark.line, remark.column);
      text += fmt::format("    {:<10}  {:>8}  {}{}\n", standing_word(remark.standing), place,
                          remark.heading.empty() ? "" : remark.heading + ": ", remark.text);
    }
  }
  if (!report.types.empty()) text += "\ntypes\n";
  for (const auto& type : report.types) {
    text += fmt::format("  {} {}: {} of them", type.kind, type.id, type.pieces);
    if (type.is_built_in) text += ", from the catalog";
    if (!type.unknown.empty())
      text += fmt::format("; not given, so unknown: {}", fmt::join(type.unknown, ", "));
    text += "\n";
  }
  text += "\n";
  for (const auto& remark : report.remarks) text += remark + "\n";
  return text + fmt::format("{} rows: {} understood, {} with guesses, {} left or in part\n",
                            report.rows.size(), report.count(Standing::understood),
                            report.count(Standing::guessed), report.count(Standing::left));
}

std::string report_json(const ImportReport& report) {
  nlohmann::ordered_json json;
  json["file"] = report.file;
  json["form"] = report.form;
  json["header_line"] = report.header_line;
  for (const auto standing : {Standing::understood, Standing::guessed, Standing::left})
    json[std::string(standing_word(standing))] = report.count(standing);
  json["remarks"] = report.remarks;
  json["types"] = nlohmann::ordered_json::array();
  for (const auto& type : report.types) {
    json["types"].push_back({{"kind", type.kind},
                             {"id", type.id},
                             {"built_in", type.is_built_in},
                             {"pieces", type.pieces},
                             {"unknown", type.unknown}});
  }
  json["columns"] = nlohmann::ordered_json::array();
  for (const auto& column : report.columns) {
    json["columns"].push_back({{"heading", column.heading},
                               {"line", column.line},
                               {"column", column.column},
                               {"standing", standing_word(column.standing)},
                               {"text", column.text}});
  }
  json["rows"] = nlohmann::ordered_json::array();
  for (const auto& row : report.rows) {
    auto remarks = nlohmann::ordered_json::array();
    for (const auto& remark : row.remarks) {
      remarks.push_back({{"standing", standing_word(remark.standing)},
                         {"line", remark.line},
                         {"column", remark.column},
                         {"heading", remark.heading},
                         {"text", remark.text}});
    }
    nlohmann::ordered_json one{
        {"line", row.line},         {"tag", row.tag},  {"standing", standing_word(row.standing)},
        {"elements", row.elements}, {"type", nullptr}, {"remarks", std::move(remarks)}};
    if (!row.type.empty()) one["type"] = row.type;
    json["rows"].push_back(std::move(one));
  }
  return json.dump(2) + "\n";
}

}  // namespace shellfit::exchange
