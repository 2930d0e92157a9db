#include "exchange/matpower_case.hpp"

#include "documents/document.hpp"
#include "documents/file_bytes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace shellfit::exchange {

namespace {

using matpower::Branch;
using matpower::Bus;
using matpower::Generator;

/// More faults than these help nobody, and a file can hold millions.
constexpr std::size_t most_faults = 100;
constexpr double largest_bus_number = 9007199254740992.0;  // 2^53: whole numbers beyond it are not exact

bool is_positive(double value) { return std::isfinite(value) && value > 0.0; }

class CaseReader {
 public:
  CaseReader(std::shared_ptr<const SourceText> source, MatpowerScript script) : script_(std::move(script)) {
    case_.source = std::move(source);
    case_.name = script_.function;
  }

  Outcome<MatpowerCase> read() {
    read_version();
    read_base();
    case_.bus = take_table("bus", Bus::count);
    case_.generator = take_table("gen", Generator::count);
    case_.branch = take_table("branch", Branch::count);
    if (!faults_.empty()) return tl::unexpected(std::move(faults_));
    check_buses();
    check_generators();
    check_branches();
    if (faults_.empty()) check_reference();
    if (!faults_.empty()) return tl::unexpected(std::move(faults_));
    for (const auto& field : script_.fields) {
      constexpr std::array used{"version", "baseMVA", "bus", "gen", "branch"};
      if (std::find(used.begin(), used.end(), field.name) == used.end()) case_.unused.push_back(field.name);
    }
    return std::move(case_);
  }

 private:
  Diagnostic& complain(std::string_view code, std::string message, Location where,
                       std::string expected = {}) {
    if (faults_.size() >= most_faults) {
      spare_ = {};
      return spare_;
    }
    auto& fault = faults_.emplace_back();
    fault.code = code;
    fault.message = std::move(message);
    fault.where = std::move(where);
    fault.expected = std::move(expected);
    return fault;
  }
  [[nodiscard]] Location place_of(const MatpowerField* field) const {
    return {case_.source, field == nullptr ? script_.offset : field->offset,
            field == nullptr ? script_.function.size() : 1};
  }
  void complain_missing(std::string_view name, std::string_view form) {
    auto& fault =
        complain("E-MPC-005", fmt::format("the case has no {}", name), place_of(nullptr), std::string(form));
    fault.hint = "the file may have been cut off; take the whole one";
  }

  void read_version() {
    const auto* field = script_.find("version");
    if (field == nullptr) return complain_missing("version", "mpc.version = '2';");
    const bool is_two = field->kind == MatpowerField::Kind::text
                            ? field->text == "2"
                            : field->kind == MatpowerField::Kind::matrix && field->matrix.is_scalar() &&
                                  field->matrix.values.front() == 2.0;
    if (!is_two) complain("E-MPC-002", "the case is not of version 2", place_of(field), "'2'");
  }
  void read_base() {
    const auto* field = script_.find("baseMVA");
    if (field == nullptr) return complain_missing("baseMVA", "mpc.baseMVA = 100;");
    const bool is_number = field->kind == MatpowerField::Kind::matrix && field->matrix.is_scalar();
    if (is_number) case_.base_mva = field->matrix.values.front();
    if (!is_number || !is_positive(case_.base_mva))
      complain("E-MPC-006", "baseMVA cannot be this", place_of(field), "a positive number");
  }

  MatpowerMatrix take_table(std::string_view name, std::size_t least_columns) {
    const auto found = std::find_if(script_.fields.begin(), script_.fields.end(),
                                    [&](const MatpowerField& one) { return one.name == name; });
    if (found == script_.fields.end()) {
      complain_missing(fmt::format("{} table", name), fmt::format("mpc.{} = [...];", name));
      return {};
    }
    const auto place = place_of(&*found);
    if (found->kind != MatpowerField::Kind::matrix || found->matrix.rows == 0) {
      complain("E-MPC-005", fmt::format("the {} table has no rows", name), place);
      return {};
    }
    if (found->matrix.columns < least_columns) {
      complain("E-MPC-004", fmt::format("the {} table has {} columns", name, found->matrix.columns), place,
               fmt::format("at least {}", least_columns));
      return {};
    }
    // Some cases hold ohms and kW until their last lines run; without these lines they would be solved as if
    // they were per unit and MW.
    if (found->is_to_be_converted && !found->is_converted) {
      complain("E-MPC-001", fmt::format("the {} table is to be converted below, and nothing does it", name),
               place, fmt::format("mpc.{}(:, ...) = ...;", name))
          .hint = "the file may have been cut off; take the whole one";
    }
    return std::move(found->matrix);
  }

  void check_status(std::string_view table, const MatpowerMatrix& matrix, std::size_t row,
                    std::size_t column) {
    if (!std::isnan(matrix.at(row, column))) return;
    complain("E-MPC-006", fmt::format("{} {}: its status is no number", table, row + 1),
             case_.at(matrix, row, column), "0 or 1");
  }
  bool is_bus_number(std::string_view table, const MatpowerMatrix& matrix, std::size_t row,
                     std::size_t column) {
    const double number = matrix.at(row, column);
    if (number >= 1.0 && number < largest_bus_number && number == std::floor(number)) return true;
    complain("E-MPC-006", fmt::format("{} {}: a bus cannot be numbered {}", table, row + 1, number),
             case_.at(matrix, row, column), "a positive whole number");
    return false;
  }
  void check_bus_reference(std::string_view table, const MatpowerMatrix& matrix, std::size_t row,
                           std::size_t column) {
    if (!is_bus_number(table, matrix, row, column)) return;
    const auto number = static_cast<long long>(matrix.at(row, column));
    if (!case_.bus_rows.contains(number))
      complain(
          "E-MPC-008",
          fmt::format("{} {} is connected to bus {}, which is not in the bus table", table, row + 1, number),
          case_.at(matrix, row, column));
  }

  void check_buses() {
    case_.bus_rows.reserve(case_.bus.rows);
    for (std::size_t row = 0; row < case_.bus.rows; ++row) {
      const double type = case_.bus.at(row, Bus::type);
      if (type != matpower::pq && type != matpower::pv && type != matpower::reference &&
          type != matpower::isolated) {
        complain("E-MPC-006", fmt::format("bus {}: its type cannot be {}", row + 1, type),
                 case_.at(case_.bus, row, Bus::type), "1 (PQ), 2 (PV), 3 (reference) or 4 (isolated)");
      }
      if (!is_bus_number("bus", case_.bus, row, Bus::id)) continue;
      const auto number = static_cast<long long>(case_.bus.at(row, Bus::id));
      const auto [known, is_new] = case_.bus_rows.try_emplace(number, row);
      if (is_new) continue;
      auto& fault = complain("E-MPC-007", fmt::format("bus {} is given twice", number),
                             case_.at(case_.bus, row, Bus::id));
      fault.other = case_.at(case_.bus, known->second, Bus::id);
      fault.other_label = "first here";
    }
  }
  void check_generators() {
    for (std::size_t row = 0; row < case_.generator.rows; ++row) {
      check_status("gen", case_.generator, row, Generator::status);
      check_bus_reference("gen", case_.generator, row, Generator::bus);
    }
  }
  void check_branches() {
    for (std::size_t row = 0; row < case_.branch.rows; ++row) {
      check_status("branch", case_.branch, row, Branch::status);
      check_bus_reference("branch", case_.branch, row, Branch::from);
      check_bus_reference("branch", case_.branch, row, Branch::to);
    }
  }

  void check_reference() {
    std::vector<char> has_generator(case_.bus.rows, 0);
    for (std::size_t row = 0; row < case_.generator.rows; ++row) {
      if (case_.generator.at(row, Generator::status) > 0.0)
        has_generator[case_.bus_row(case_.generator.at(row, Generator::bus))] = 1;
    }
    bool has_reference = false;
    for (std::size_t row = 0; row < case_.bus.rows; ++row) {
      if (case_.bus.at(row, Bus::type) != matpower::reference) continue;
      has_reference = true;
      if (has_generator[row] == 0) {
        complain("E-MPC-009",
                 fmt::format("reference bus {} has no generator in service", case_.bus.at(row, Bus::id)),
                 case_.at(case_.bus, row, Bus::type))
            .hint = "give type 3 to a bus with a generator in service";
      }
    }
    if (!has_reference) {
      complain("E-MPC-009", "no bus is a reference", place_of(script_.find("bus")), "a bus of type 3").hint =
          "give type 3 to a bus with a generator in service";
    }
  }

  MatpowerScript script_;
  MatpowerCase case_;
  Diagnostics faults_;
  Diagnostic spare_;
};

constexpr std::array kinds{
    FaultKind{
        "E-MPC-001", "the MATPOWER case is cut off",
        "A bracket, quote, comment or statement of the file has no end, or a table is not converted although "
        "the file says so, so what follows is missing.",
        "Take the whole file. Where it is whole, end its last line."},
    FaultKind{"E-MPC-002", "the file is no MATPOWER case",
              "A case is a text file with a function that returns one structure of tables, of version 2.",
              "Let MATPOWER write it: savecase(name, loadcase(name))."},
    FaultKind{
        "E-MPC-003", "a statement of the case is not understood",
        "Cases are programs. Assignments of tables, and the arithmetic on them that units are converted "
        "with, are understood; nothing else is skipped.",
        "Let MATPOWER run the file and write the tables: savecase(name, loadcase(name))."},
    FaultKind{"E-MPC-004", "a row has the wrong number of columns",
              "All rows of a table are of one length, and the format asks for 13 columns of a bus, 10 of a "
              "generator and 11 of a branch at least.",
              "Complete the row; two numbers joined by a sign without a blank are one."},
    FaultKind{"E-MPC-005", "a table of the case is missing",
              "A load flow needs version, baseMVA, bus, gen and branch, with rows in each table.",
              "Take the whole file, or add what is missing."},
    FaultKind{"E-MPC-006", "a figure of the case cannot be",
              "The column takes other numbers than this: see appendix B of the MATPOWER User's Manual.",
              "Check the row against its heading; a column too many or too few shifts all behind it."},
    FaultKind{"E-MPC-007", "a bus is given twice", "Its number would stand for two buses.",
              "Renumber one of them."},
    FaultKind{"E-MPC-008", "the case has no such bus",
              "A generator or a branch is connected to a bus that the bus table does not have.",
              "Add the bus, or correct its number."},
    FaultKind{"E-MPC-009", "the case has no reference",
              "Some bus must hold voltage and angle, by a generator in service.",
              "Give type 3 to a bus with a generator in service."},
};

}  // namespace

Location MatpowerCase::at(const MatpowerMatrix& table, std::size_t row, std::size_t column) const {
  if (row >= table.row_offsets.size()) return {source, 0, 1};
  constexpr std::string_view between = " \t,";
  const std::string_view text = source->text();
  auto begin = table.row_offsets[row];
  for (std::size_t i = 0; i < column && begin < text.size(); ++i) {
    begin = std::min(text.find_first_of(between, begin), text.size());
    begin = std::min(text.find_first_not_of(between, begin), text.size());
  }
  const auto end = std::min(text.find_first_of(" \t,;\r\n]%", begin), text.size());
  return {source, begin, std::max<std::size_t>(1, end - begin)};
}

Outcome<MatpowerCase> parse_matpower_case(std::string name, std::string bytes) {
  const auto bad = documents::first_bad_byte(bytes);
  if (bad != std::string::npos) {
    if (static_cast<unsigned char>(bytes[bad]) < 0x80) {
      Diagnostic fault;
      fault.code = "E-MPC-002";
      fault.message = fmt::format("{} is not text", shortened(name));
      return tl::unexpected(Diagnostics{std::move(fault)});
    }
    // Names of people in old comments, in an encoding that nobody knows; only messages show them.
    std::replace_if(
        bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }, '?');
  }
  const auto source = std::make_shared<const SourceText>(std::move(name), std::move(bytes));
  auto script = run_matpower_script(source);
  if (!script) return tl::unexpected(std::move(script.error()));
  return CaseReader(source, std::move(*script)).read();
}

Outcome<MatpowerCase> read_matpower_case(const std::filesystem::path& file) {
  auto bytes = documents::read_bytes(file, {}, "a MATPOWER case");
  if (!bytes) return tl::unexpected(std::move(bytes.error()));
  return parse_matpower_case(file.string(), std::move(*bytes));
}

std::span<const FaultKind> matpower_fault_kinds() { return kinds; }

}  // namespace shellfit::exchange
