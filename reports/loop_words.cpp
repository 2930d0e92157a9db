#include "reports/loop_words.hpp"

namespace shellfit::reports {

std::string_view status_word(thermal::LinkStatus status) {
  switch (status) {
    case thermal::LinkStatus::open:
      return "open";
    case thermal::LinkStatus::closed:
      return "closed";
    case thermal::LinkStatus::limiting:
      return "limiting";
    case thermal::LinkStatus::stopped:
      return "stopped";
    case thermal::LinkStatus::below_head:
      return "below-head";
    case thermal::LinkStatus::regulating:
      return "regulating";
    case thermal::LinkStatus::given:
      return "given";
  }
  return {};
}

std::string_view mode_word(thermal::Mode mode) {
  switch (mode) {
    case thermal::Mode::off:
      return "off";
    case thermal::Mode::hold:
      return "hold";
    case thermal::Mode::full:
      return "full";
  }
  return {};
}

std::string_view device_word(studies::DeviceKind kind) {
  using enum studies::DeviceKind;
  switch (kind) {
    case cdu:
      return "cdu";
    case liquid_pump:
      return "liquid-pump";
    case cooler:
      return "cooler";
    case liquid_chiller:
      return "liquid-chiller";
    case air_pump:
      return "air-pump";
    case chiller:
      return "chiller";
    case air_unit:
      return "air-unit";
    case evaporative_wall:
      return "evaporative-wall";
    case tower:
      return "tower";
    case water_chiller:
      return "water-chiller";
    case plate_exchanger:
      return "plate-exchanger";
    case plant_pump:
      return "plant-pump";
  }
  return {};
}

}  // namespace shellfit::reports
