#pragma once
// What each source says of a type, taken together: its claims in the place of those that count. One figure of
// it among the others' would be judged in a company that nobody claims.

#include "catalogs/equipment_tables.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace shellfit::catalogs {

/// A type as one source has it, where it differs from what counts.
template <class T>
struct Rival {
  T type;
  std::string source;
  std::vector<std::string> names;  ///< of its claims that do not count otherwise
  std::vector<Location> places;    ///< of these claims
};

/// The rivals of a type. Where a source claims a figure twice its first claims are taken together, then its
/// second, and so on. A claim of "unknown" takes nothing's place.
template <class T>
[[nodiscard]] std::vector<Rival<T>> rivals_of(const T& type) {
  struct Said {
    std::size_t figure;
    std::vector<int> claims;
  };
  const auto& figures = table_of<T>().claimed();
  std::map<std::string, std::vector<Said>> by_source;
  for (std::size_t f = 0; f < figures.size(); ++f) {
    std::map<std::string, std::vector<int>> claims;
    for (int i = 0; i < figures[f].count(type); ++i) {
      const auto origin = figures[f].origin(type, i);
      if (!origin.is_unknown) claims[origin.source].push_back(i);
    }
    for (auto& [source, of_source] : claims) by_source[source].push_back({f, std::move(of_source)});
  }
  std::vector<Rival<T>> rivals;
  for (const auto& [source, said] : by_source) {
    std::size_t rounds = 0;
    for (const auto& one : said) rounds = std::max(rounds, one.claims.size());
    for (std::size_t round = 0; round < rounds; ++round) {
      Rival<T> rival{type, source, {}, {}};
      for (const auto& [f, claims] : said) {
        const int claim = claims[std::min(round, claims.size() - 1)];
        if (claim == figures[f].chosen(type)) continue;
        rival.names.push_back(figures[f].name);
        rival.places.push_back(figures[f].origin(type, claim).where);
        figures[f].choose(rival.type, claim);
      }
      if (!rival.names.empty()) rivals.push_back(std::move(rival));
    }
  }
  return rivals;
}

}  // namespace shellfit::catalogs
