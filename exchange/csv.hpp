#pragma once
// Comma-separated values as spreadsheets write them: cells with their places in the file.

#include "base/diagnostics.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace shellfit::exchange {

struct Cell {
  std::string text;  ///< without quotes and without white space around it
  std::size_t offset = 0;
  std::size_t length = 1;
};
struct Row {
  std::vector<Cell> cells;  ///< those at the end may be missing
};

struct Table {
  std::shared_ptr<const SourceText> source;  ///< in UTF-8, whatever the file was in
  char separator = ',';
  bool is_latin1 = false;  ///< the file was no UTF-8 and was read as Windows-1252, of which Latin-1 is part
  std::vector<Row> rows;

  /// Numbers are written 5,75: spreadsheets separate cells by semicolons where the comma is taken.
  [[nodiscard]] bool has_decimal_comma() const { return separator == ';'; }
  [[nodiscard]] Location at(const Cell& cell) const { return {source, cell.offset, cell.length}; }
};

/// Reads a table by RFC 4180: quotes, doubled quotes, line ends inside quotes. Separators may be commas,
/// semicolons or tabs, line ends LF, CRLF or CR; a byte-order mark and a first line "sep=;" are understood.
[[nodiscard]] Outcome<Table> parse_table(std::string name, std::string bytes);
[[nodiscard]] Outcome<Table> read_table(const std::filesystem::path& file);

}  // namespace shellfit::exchange
