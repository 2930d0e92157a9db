#pragma once
// Power plant element by element, from an equipment schedule and its connections.

#include "exchange/connections.hpp"

#include <string>
#include <vector>

namespace shellfit::exchange {

struct PlantText {
  std::vector<std::string> feeds;                     ///< <feed .../>, one an element
  std::vector<std::string> elements;                  ///< of <power>, in its order
  std::vector<std::pair<std::string, Location>> ids;  ///< new ids and the cells they come from
};

/// Writes the elements of <power> and the feeds that the schedule names. Types must have been given.
[[nodiscard]] PlantText write_plant(Schedule& schedule, const Connections& connections,
                                    const ThereAlready& there);

}  // namespace shellfit::exchange
