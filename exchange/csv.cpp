#include "exchange/csv.hpp"

#include "base/blanks.hpp"
#include "documents/document.hpp"
#include "documents/file_bytes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>

namespace shellfit::exchange {

namespace {

constexpr std::string_view separators = ",;\t";

tl::unexpected<Diagnostics> refuse(std::string code, std::string message, Location where, std::string hint) {
  Diagnostic fault;
  fault.code = std::move(code);
  fault.message = std::move(message);
  fault.where = std::move(where);
  fault.hint = std::move(hint);
  return tl::unexpected(Diagnostics{std::move(fault)});
}

void append_utf8(std::string& text, unsigned code) {
  if (code < 0x80) {
    text += static_cast<char>(code);
  } else if (code < 0x800) {
    text += static_cast<char>(0xc0U | (code >> 6U));
    text += static_cast<char>(0x80U | (code & 0x3fU));
  } else {
    text += static_cast<char>(0xe0U | (code >> 12U));
    text += static_cast<char>(0x80U | ((code >> 6U) & 0x3fU));
    text += static_cast<char>(0x80U | (code & 0x3fU));
  }
}

/// Windows-1252 as UTF-8 (the table of unicode.org, MAPPINGS/VENDORS/MICSFT/WINDOWS/CP1252.TXT).
std::string from_windows_1252(std::string_view bytes) {
  constexpr std::array<unsigned, 32> upper{0x20ac, 0x81,   0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
                                           0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d,   0x017d, 0x8f,
                                           0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
                                           0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d,   0x017e, 0x0178};
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    append_utf8(text, byte >= 0x80 && byte < 0xa0 ? upper[byte - 0x80U] : byte);
  }
  return text;
}

/// Cuts text into records. `most` records are enough; `open_quote` is set when a quote is never closed.
std::vector<Row> cut(std::string_view text, std::size_t start, char separator, std::size_t most,
                     std::optional<std::size_t>& open_quote) {
  std::vector<Row> rows;
  std::size_t i = start;
  while (i < text.size() && rows.size() < most) {
    Row row;
    for (bool is_row_going_on = true; is_row_going_on;) {
      Cell cell;
      while (i < text.size() && text[i] == ' ' && separator != ' ') ++i;
      cell.offset = i;
      if (i < text.size() && text[i] == '"') {
        const auto quote = i++;
        for (;; ++i) {
          const auto end = text.find('"', i);
          if (end == std::string_view::npos) {
            open_quote = quote;
            return rows;
          }
          cell.text += text.substr(i, end - i);
          i = end + 1;
          if (i >= text.size() || text[i] != '"') break;
          cell.text += '"';
        }
      }
      // Behind a closing quote nothing should follow; what does belongs to the cell.
      const std::array stops{separator, '\r', '\n'};
      const auto end =
          std::min(text.find_first_of(std::string_view(stops.data(), stops.size()), i), text.size());
      cell.text += text.substr(i, end - i);
      i = end;
      cell.length = std::max<std::size_t>(1, i - cell.offset);
      cell.text = std::string(trimmed(cell.text));
      row.cells.push_back(std::move(cell));
      is_row_going_on = i < text.size() && text[i] == separator;
      if (is_row_going_on) ++i;
    }
    if (i < text.size() && text[i] == '\r') ++i;
    if (i < text.size() && text[i] == '\n') ++i;
    rows.push_back(std::move(row));
  }
  return rows;
}

/// The separator by which most of the first records have the same number of cells.
char likely_separator(std::string_view text, std::size_t start) {
  constexpr std::size_t sample = 60;
  char best = ',';
  std::pair<std::size_t, std::size_t> best_score{0, 0};
  for (const char separator : separators) {
    std::optional<std::size_t> ignored;
    std::map<std::size_t, std::size_t> counts;
    for (const auto& row : cut(text, start, separator, sample, ignored)) {
      if (row.cells.size() > 1) ++counts[row.cells.size()];
    }
    for (const auto& [cells, rows] : counts) {
      const std::pair score{rows, cells};
      if (score > best_score) {
        best_score = score;
        best = separator;
      }
    }
  }
  return best;
}

}  // namespace

Outcome<Table> parse_table(std::string name, std::string bytes) {
  const auto fail = [&](const std::string& what, const std::string& hint) {
    return refuse("E-IMPORT-001", fmt::format("{} {}", name, what), {}, hint);
  };
  const std::string_view raw = bytes;
  if (raw.starts_with("PK\x03\x04") || raw.starts_with("\xd0\xcf\x11\xe0"))
    return fail("is a workbook, not text", "save the sheet as CSV UTF-8");
  if (raw.starts_with("\xff\xfe") || raw.starts_with("\xfe\xff"))
    return fail("is UTF-16 text", "save the sheet as CSV UTF-8");
  if (raw.starts_with("\xef\xbb\xbf")) bytes.erase(0, 3);
  Table table;
  auto bad = documents::first_bad_byte(bytes);
  if (bad != std::string::npos && static_cast<unsigned char>(bytes[bad]) >= 0x80) {
    table.is_latin1 = true;
    bytes = from_windows_1252(bytes);
    bad = documents::first_bad_byte(bytes);
  }
  if (bad != std::string::npos) return fail("is not text", "save the sheet as CSV UTF-8");
  table.source = std::make_shared<const SourceText>(std::move(name), std::move(bytes));
  const std::string_view text = table.source->text();
  std::size_t start = 0;
  if (text.starts_with("sep=") && text.size() > 5 &&
      std::string_view("\r\n").find(text[5]) != std::string_view::npos &&
      separators.find(text[4]) != std::string_view::npos) {
    table.separator = text[4];
    start = std::min(text.find_first_of("\r\n"), text.size());
    if (text.substr(start).starts_with('\r')) ++start;
    if (text.substr(start).starts_with('\n')) ++start;
  } else {
    table.separator = likely_separator(text, start);
  }
  std::optional<std::size_t> open_quote;
  table.rows = cut(text, start, table.separator, std::string::npos, open_quote);
  if (open_quote)
    return refuse("E-IMPORT-002", "a quote is never closed", {table.source, *open_quote, 1},
                  "the file may have been cut off; a quote inside a quoted cell is written twice");
  return table;
}

Outcome<Table> read_table(const std::filesystem::path& file) {
  auto bytes = documents::read_bytes(file, {}, "a schedule, comma-separated values");
  if (!bytes) return tl::unexpected(std::move(bytes.error()));
  return parse_table(file.string(), std::move(*bytes));
}

}  // namespace shellfit::exchange
