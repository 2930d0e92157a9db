#pragma once
// A MATPOWER case file (version 2) as tables of numbers, with the file's own bus numbers.
//
// Format: MATPOWER User's Manual, appendix B. Powers are MW and Mvar, impedances per unit on the case's base.

#include "base/diagnostics.hpp"
#include "exchange/matpower_script.hpp"

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace shellfit::exchange {

/// Columns of the tables, from 0; those behind them are not read.
namespace matpower {
struct Bus {
  enum Column : std::size_t { id, type, pd, qd, gs, bs, area, vm, va, base_kv, zone, vmax, vmin, count };
};
struct Generator {
  enum Column : std::size_t { bus, pg, qg, qmax, qmin, vg, mbase, status, pmax, pmin, count };
};
struct Branch {
  enum Column : std::size_t { from, to, r, x, b, rate_a, rate_b, rate_c, tap, shift, status, count };
};
/// Values of the column `type` of a bus.
inline constexpr int pq = 1, pv = 2, reference = 3, isolated = 4;
}  // namespace matpower

struct MatpowerCase {
  std::string name;  ///< of the function
  double base_mva = 0;
  MatpowerMatrix bus, generator, branch;
  std::unordered_map<long long, std::size_t> bus_rows;  ///< by bus number
  std::vector<std::string> unused;  ///< fields that a load flow has no use for, such as gencost
  std::shared_ptr<const SourceText> source;

  [[nodiscard]] std::size_t bus_row(double number) const {
    return bus_rows.at(static_cast<long long>(number));
  }
  /// Where a figure stands in the file.
  [[nodiscard]] Location at(const MatpowerMatrix& table, std::size_t row, std::size_t column) const;
};

/// Reads a whole case and checks how it hangs together: every bus number once, connections only to buses that
/// are there, a reference bus with a generator in service. Whether a figure can be (no impedance, NaN) is for
/// the check of the network, which judges island by island. Faults: E-FILE-001, E-FILE-003, E-MPC-001 to
/// E-MPC-009.
[[nodiscard]] Outcome<MatpowerCase> read_matpower_case(const std::filesystem::path& file);
[[nodiscard]] Outcome<MatpowerCase> parse_matpower_case(std::string name, std::string bytes);

[[nodiscard]] std::span<const FaultKind> matpower_fault_kinds();

}  // namespace shellfit::exchange
