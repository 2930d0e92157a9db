#include "site/plant_check.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shellfit::site {

using documents::Reading;

namespace {

class WaterPlantChecker {
 public:
  WaterPlantChecker(const CoolingLoop& loop, const CoolingSystem& cooling, Reading& reading)
      : loop_(loop), cooling_(cooling), reading_(reading) {}

  void check() {
    for (const auto& one : loop_.water.economizers) check_economizer(one);
    for (const auto& one : loop_.water.expansion_vessels) check_vessel(one);
    for_each_two_sided(loop_.water, [&](const auto& one) { check_other_side(one); });
  }

 private:
  void complain(const char* code, const std::string& message, const Location& where,
                const std::string& expected) {
    reading_.fault(code, fmt::format("loop {} has {}", loop_.id.text(), message), where, "", expected);
  }

  void check_economizer(const Economizer& one) {
    const auto& exchangers = loop_.water.plate_exchangers;
    const bool is_there =
        std::any_of(exchangers.begin(), exchangers.end(),
                    [&](const PlateExchanger& exchanger) { return exchanger.id == one.exchanger; });
    if (is_there) return;
    complain("E-LOOP-005",
             fmt::format("an economizer of {}, which is none of its plate exchangers", one.exchanger.text()),
             one.where, "the id of a <plate-exchanger> of the same loop");
  }

  void check_vessel(const ExpansionVessel& one) {
    if (!one.at || has_header(loop_, *one.at)) return;
    complain("E-LOOP-006", fmt::format("{} at header {} of another loop", one.id.text(), one.at->text()),
             one.where, "a header of its own loop");
  }

  /// Both ends of the other side must stand in one other loop, which serves plant.
  template <class Element>
  void check_other_side(const Element& one) {
    const auto takes = [&](const CoolingLoop& other) {
      return &other != &loop_ && other.serves == LoopServes::plant && has_header(other, one.plant_from) &&
             has_header(other, one.plant_to);
    };
    if (std::any_of(cooling_.loops.begin(), cooling_.loops.end(), takes)) return;
    complain("E-LOOP-008", fmt::format("{}, whose heat goes to no loop that serves plant", one.id.text()),
             one.where, "plant-from and plant-to in one other loop with serves=\"plant\"");
  }

  const CoolingLoop& loop_;
  const CoolingSystem& cooling_;
  Reading& reading_;
};

}  // namespace

bool has_header(const CoolingLoop& loop, const HeaderId& id) {
  const auto& headers = loop.piping.headers;
  return std::any_of(headers.begin(), headers.end(), [&](const Header& header) { return header.id == id; });
}

void check_water_plant(const CoolingLoop& loop, const CoolingSystem& cooling, Reading& reading) {
  WaterPlantChecker(loop, cooling, reading).check();
}

}  // namespace shellfit::site
