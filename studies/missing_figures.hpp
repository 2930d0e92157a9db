#pragma once
// Figures that an engine needs and nobody has published.

#include "catalogs/equipment_tables.hpp"
#include "studies/plan.hpp"

#include <algorithm>
#include <vector>

namespace shellfit::studies {

/// Notes what the type lacks, each figure once; true when it lacks anything.
template <class T>
bool note_missing(const T& type, bool is_electrical, std::vector<MissingFigure>& missing) {
  const auto names = catalogs::table_of<T>().unknown_inputs(type);
  for (const auto& name : names) {
    const bool is_noted = std::any_of(missing.begin(), missing.end(), [&](const MissingFigure& one) {
      return one.type == type.id.text() && one.figure == name;
    });
    if (!is_noted) missing.push_back({type.id.text(), name, is_electrical});
  }
  return !names.empty();
}

}  // namespace shellfit::studies
