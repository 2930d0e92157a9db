#pragma once
// A study solved for every combination of the values of some axes: a row each in a database, resumable.

#include "base/database.hpp"
#include "base/run_context.hpp"
#include "site/study.hpp"

#include <string>
#include <vector>

namespace shellfit::studies {

struct SweepCounts {
  std::size_t studies = 0, known = 0, solved = 0, failed = 0;
};

/// Solves what the table `result` does not hold yet. A study whose input is at fault becomes a row with its
/// error; the others go on. Each row is whole or absent, whenever the program ends. Throws DatabaseError when
/// the file holds a sweep over other axes.
[[nodiscard]] SweepCounts run_sweep(const RunContext& context, const site::Sweep& sweep, Database& database);

/// The result table as comma-separated values with a heading, in the order of the combinations.
[[nodiscard]] std::string sweep_as_csv(Database& database);

}  // namespace shellfit::studies
