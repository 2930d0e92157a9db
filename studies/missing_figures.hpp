#pragma once
// Figures that an engine needs and nobody has published.

#include "catalogs/equipment_tables.hpp"
#include "studies/cooling_ratings.hpp"
#include "studies/plan.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace shellfit::studies {

/// What to ask for it: "nobody has published the duty of x: what is it?"
[[nodiscard]] std::string question_of(const MissingFigure& missing);

template <class T>
concept HasRating = requires(const T& type) { contradiction_in(rating_of(type)); };

/// Notes what the type lacks, each figure once, and a rating that contradicts itself; true when it lacks
/// anything.
template <class T>
bool note_missing(const T& type, bool is_electrical, std::vector<MissingFigure>& missing) {
  const auto note = [&](const std::string& name, const std::string& contradiction) {
    const bool is_noted = std::any_of(missing.begin(), missing.end(), [&](const MissingFigure& one) {
      return one.type == type.id.text() && one.figure == name;
    });
    if (!is_noted) missing.push_back({type.id.text(), name, is_electrical, contradiction});
  };
  const auto names = catalogs::table_of<T>().unknown_inputs(type);
  for (const auto& name : names) note(name, {});
  if constexpr (HasRating<T>) {
    if (!names.empty()) return true;
    const auto contradiction = contradiction_in(rating_of(type));
    if (!contradiction.empty()) note("rating", contradiction);
    return !contradiction.empty();
  }
  return !names.empty();
}

}  // namespace shellfit::studies
