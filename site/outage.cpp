#include "site/outage.hpp"

namespace shellfit::site {

const std::vector<std::pair<std::string_view, Part>>& part_words() {
  static const std::vector<std::pair<std::string_view, Part>> words{
      {"feed", Part::feed},
      {"utility", Part::utility},
      {"mv-board", Part::mv_board},
      {"transformer", Part::transformer},
      {"board", Part::board},
      {"ups", Part::ups},
      {"generator", Part::generator},
      {"battery", Part::battery},
      {"breaker", Part::breaker},
      {"transfer-switch", Part::transfer_switch},
      {"busway", Part::busway},
      {"cable", Part::cable},
      {"cdu", Part::cdu},
      {"pump", Part::pump},
      {"cooler", Part::cooler},
      {"chiller", Part::chiller},
      {"air-unit", Part::air_unit},
      {"tower", Part::tower},
      {"water-chiller", Part::water_chiller},
      {"plate-exchanger", Part::plate_exchanger},
      {"make-up-water", Part::make_up_water}};
  return words;
}

std::string_view part_word(Part part) {
  for (const auto& [word, meant] : part_words()) {
    if (meant == part) return word;
  }
  return "part";
}

const std::vector<std::pair<std::string_view, Backing>>& backing_words() {
  static const std::vector<std::pair<std::string_view, Backing>> words{
      {"none", Backing::none}, {"generator", Backing::generator}, {"ups", Backing::ups}};
  return words;
}

}  // namespace shellfit::site
