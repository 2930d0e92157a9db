#pragma once
// What an import made of each column and each row: nothing is dropped in silence.

#include "base/diagnostics.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace shellfit::exchange {

/// How far something is understood. `left` did not come over, or came over as unknown; a reason stands beside
/// it.
enum class Standing { understood, guessed, left };
[[nodiscard]] std::string_view standing_word(Standing standing);

struct ColumnReport {
  std::string heading;
  int line = 0, column = 0;
  Standing standing = Standing::understood;
  std::string text;  ///< what it holds, or why it is left
};

struct Remark {
  Standing standing = Standing::understood;
  int line = 0, column = 0;
  std::string heading;  ///< of the column; empty when it is about the row
  std::string text;
};

struct RowReport {
  int line = 0;
  std::string tag;
  Standing standing = Standing::understood;
  std::vector<std::string> elements;  ///< what it became: "transformer T1"
  std::string type;                   ///< id of its type
  std::vector<Remark> remarks;
};

/// Adds a remark to a row and lowers the row's standing to it.
void remark(RowReport& row, Standing standing, const Location& where, std::string_view heading,
            std::string text);

/// A type that the rows need.
struct TypeReport {
  std::string kind, id;
  bool is_built_in = false;
  std::size_t pieces = 0;
  std::vector<std::string> unknown;  ///< required figures that the schedule does not give
};

struct ImportReport {
  std::string file;
  std::string form;  ///< "comma-separated, UTF-8"
  int header_line = 0;
  std::vector<ColumnReport> columns;
  std::vector<RowReport> rows;
  std::vector<TypeReport> types;
  std::vector<std::string> remarks;  ///< on the whole

  [[nodiscard]] std::size_t count(Standing standing) const;
};

/// For people: the most important line last.
[[nodiscard]] std::string report_text(const ImportReport& report);
/// For programs: keys file, form, header_line, columns, rows, types, remarks, understood, guessed, left.
[[nodiscard]] std::string report_json(const ImportReport& report);

}  // namespace shellfit::exchange
