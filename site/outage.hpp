#pragma once
// What may be out of service, by class.

#include <string_view>
#include <utility>
#include <vector>

namespace shellfit::site {

/// What may be lost. Utility means all feeds at once.
enum class Part {
  feed,
  utility,
  mv_board,
  transformer,
  board,
  ups,
  generator,
  busway,
  cdu,
  pump,
  cooler,
  chiller,
  air_unit,
  breaker,
  transfer_switch,
  battery,
  cable,
  tower,
  water_chiller,
  plate_exchanger,
  make_up_water
};
enum class OutageKind { fault, maintenance };

/// What keeps racks running when the utility is lost.
enum class Backing {
  none,       ///< they may go
  generator,  ///< they come back within seconds
  ups         ///< they do not notice
};

/// The words that files use for parts.
[[nodiscard]] const std::vector<std::pair<std::string_view, Part>>& part_words();
[[nodiscard]] std::string_view part_word(Part part);
[[nodiscard]] const std::vector<std::pair<std::string_view, Backing>>& backing_words();

}  // namespace shellfit::site
