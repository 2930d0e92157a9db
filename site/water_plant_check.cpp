#include "site/plant_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace shellfit::site {

using documents::Reading;

namespace {

/// Whether something in the loop gives heat to the outdoors or to a landlord.
bool rejects_outdoors(const CoolingLoop& loop) {
  const auto& piping = loop.piping;
  return !piping.coolers.empty() || !piping.chillers.empty() || piping.offered.has_value() ||
         !loop.water.towers.empty();
}

/// Whether its heat comes outdoors, from loop to loop; or to a loop that gives it to nothing at all, which is
/// told of that loop.
bool reaches_outdoors(const CoolingLoop& first, const CoolingSystem& cooling) {
  std::vector<const CoolingLoop*> reached{&first};
  for (std::size_t i = 0; i < reached.size(); ++i) {
    const auto& loop = *reached[i];
    if (rejects_outdoors(loop)) return true;
    bool gives_on = false;
    for_each_two_sided(loop.water, [&](const auto& one) {
      gives_on = true;
      for (const auto& other : cooling.loops) {
        const bool is_known = std::find(reached.begin(), reached.end(), &other) != reached.end();
        if (!is_known && other.serves == LoopServes::plant && has_header(other, one.plant_from))
          reached.push_back(&other);
      }
    });
    if (!gives_on) return true;
  }
  return false;
}

/// Whether heat that comes to a loop may come on from there to another one.
bool comes_back(const CoolingLoop& from, const CoolingLoop& to, const CoolingSystem& cooling) {
  std::vector<const CoolingLoop*> reached{&from};
  for (std::size_t i = 0; i < reached.size(); ++i) {
    for_each_two_sided(reached[i]->water, [&](const auto& one) {
      for (const auto& other : cooling.loops) {
        const bool is_known = std::find(reached.begin(), reached.end(), &other) != reached.end();
        if (!is_known && &other != reached[i] && has_header(other, one.plant_from)) reached.push_back(&other);
      }
    });
  }
  return std::find(reached.begin(), reached.end(), &to) != reached.end();
}

class WaterPlantChecker {
 public:
  WaterPlantChecker(const CoolingLoop& loop, const CoolingSystem& cooling, Reading& reading)
      : loop_(loop), cooling_(cooling), reading_(reading) {}

  void check() {
    for (const auto& one : loop_.water.economizers) check_economizer(one);
    check_economizers_are_one_each();
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

  void check_economizers_are_one_each() {
    const auto& all = loop_.water.economizers;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const bool is_told =
          std::any_of(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(i),
                      [&](const Economizer& one) { return one.exchanger == all[i].exchanger; });
      if (is_told)
        complain("E-LOOP-005", fmt::format("two economizers of {}", all[i].exchanger.text()), all[i].where,
                 "one, which says what the chillers do");
    }
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
    const auto found = std::find_if(cooling_.loops.begin(), cooling_.loops.end(), takes);
    if (found != cooling_.loops.end()) {
      if (comes_back(*found, loop_, cooling_))
        return complain("E-LOOP-008",
                        fmt::format("{}, whose heat goes to loop {} and from there back", one.id.text(),
                                    found->id.text()),
                        one.where, "loops that pass heat on in one direction");
      if (reaches_outdoors(*found, cooling_)) return;
      return complain(
          "E-LOOP-008",
          fmt::format("{}, whose heat goes to loop {} and never outdoors", one.id.text(), found->id.text()),
          one.where, "a cooler, chiller or tower in the last loop that the heat comes to");
    }
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
