#pragma once
// An equipment schedule understood row by row: what each piece is, its figures, and what it is fed from.

#include "exchange/columns.hpp"
#include "exchange/csv.hpp"
#include "exchange/equipment_kinds.hpp"
#include "exchange/import_report.hpp"

#include <map>
#include <string>
#include <vector>

namespace shellfit::exchange {

/// A figure as a catalog writes it.
struct FigureText {
  std::string value;             ///< "2500 kVA"
  std::string kind = "primary";  ///< how it is known
  std::string note;
};

/// One row: one or more equal pieces of equipment.
struct Equipment {
  std::size_t row = 0;  ///< in the report
  Kind kind = Kind::board;
  std::vector<std::string> ids;  ///< of the pieces
  std::string tag;
  bool is_medium_voltage = false;             ///< of boards
  bool is_static = true;                      ///< of transfer switches
  std::map<std::string, FigureText> figures;  ///< by the catalog's name of the figure
  std::string maker, model, words;            ///< words: type, description, notes and room, for hints
  std::string autonomy, cabinets;
  /// A tag that it names as source or load, with the cell.
  struct Tie {
    std::string text;
    Location where;
  };
  std::vector<Tie> sources, loads;
  Location tag_at;
  std::string type_id;       ///< of its type in the catalog; empty without one
  std::string battery_type;  ///< of a UPS that no battery names
};

struct Schedule {
  std::vector<Equipment> equipment;
  ImportReport report;
};

/// Reads a schedule. Faults are a table without header or rows, and a tag that is used twice.
[[nodiscard]] Outcome<Schedule> read_schedule(const Table& table);

}  // namespace shellfit::exchange
