#include "base/circulation.hpp"
#include "site/plant_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace shellfit::site {

namespace {

using documents::Reading;

/// A loop written as a template of equal units.
class TemplateChecker {
 public:
  TemplateChecker(const CoolingLoop& loop, Reading& reading) : loop_(loop), reading_(reading) {}

  void check() {
    if (!loop_.pumps && !loop_.flange)
      complain("has no pump", "an element <pumps>, or a <flange> that brings its own pressure");
    if (!loop_.coolers && !loop_.chillers && !loop_.flange)
      complain("has nothing that takes its heat", "an element <coolers>, <chillers> or <flange>");
    if (loop_.serves == LoopServes::liquid && !loop_.air_units.empty())
      complain("serves CDUs but has air units", "air units on a loop that serves air");
    if (loop_.serves == LoopServes::air && loop_.cdus)
      complain("serves air but has CDUs", "CDUs on a loop that serves liquid");
    if (loop_.pumps) check_standby(*loop_.pumps, "pumps");
    if (loop_.secondary_pumps) check_standby(*loop_.secondary_pumps, "secondary pumps");
    if (loop_.coolers) check_standby(*loop_.coolers, "coolers");
    if (loop_.chillers) check_standby(*loop_.chillers, "chillers");
    if (loop_.cdus) check_standby(*loop_.cdus, "CDUs");
    for (const auto& units : loop_.air_units) check_standby(units, "air units");
    const bool is_decoupled = loop_.form == LoopTemplate::primary_secondary;
    if (is_decoupled && !loop_.secondary_pumps)
      contradict("is primary-secondary but has no secondary pumps", loop_.where,
                 "an element <secondary-pumps>");
    if (!is_decoupled && loop_.secondary_pumps)
      contradict("has secondary pumps but no decoupler", loop_.secondary_pumps->where,
                 "template=\"primary-secondary\", or no <secondary-pumps>");
    if (loop_.cdus && loop_.cdus->arrangement == CduArrangement::dedicated && loop_.cdus->standby > 0)
      contradict("has dedicated CDUs with others on standby", loop_.cdus->where,
                 "standby=\"0\", or arrangement=\"common-header\"");
  }

 private:
  void complain(const std::string& message, const std::string& expected) {
    reading_.fault("E-SITE-007", fmt::format("loop {} {}", loop_.id.text(), message), loop_.where, "",
                   expected);
  }
  void contradict(const std::string& message, const Location& where, const std::string& expected) {
    reading_.fault("E-LOOP-005", fmt::format("loop {} {}", loop_.id.text(), message), where, "", expected);
  }
  template <class Units>
  void check_standby(const Units& units, const char* what) {
    if (units.standby >= units.count)
      complain(fmt::format("has no {} but those on standby", what), "standby below count");
  }

  const CoolingLoop& loop_;
  Reading& reading_;
};

/// What stands between two headers of a loop.
struct Between {
  std::string id;
  HeaderId from, to;
  Role role;
  Location where;
};

/// All of a loop's own, and the sides by which other loops give it their heat.
std::vector<Between> elements_of(const CoolingLoop& loop, const CoolingSystem& cooling) {
  std::vector<Between> elements;
  const auto add = [&](const auto& one, Role role) {
    elements.push_back({one.id.text(), one.from, one.to, role, one.where});
  };
  for_each_element(loop.piping, add);
  for_each_water_element(loop.water, add);
  for (const auto& other : cooling.loops) {
    if (&other == &loop || loop.serves != LoopServes::plant) continue;
    for_each_two_sided(other.water, [&](const auto& one) {
      if (has_header(loop, one.plant_from) && has_header(loop, one.plant_to))
        elements.push_back({one.id.text(), one.plant_from, one.plant_to, Role::uses, one.where});
    });
  }
  return elements;
}

/// A loop written element by element.
class PipingChecker {
 public:
  PipingChecker(const CoolingLoop& loop, const CoolingSystem& cooling, Reading& reading)
      : loop_(loop),
        cooling_(cooling),
        piping_(loop.piping),
        elements_(elements_of(loop, cooling)),
        reading_(reading) {}

  void check() {
    check_contents();
    check_water_plant(loop_, cooling_, reading_);
    // Headers that wait for what gives heat are no dead ends of their own.
    const bool is_unused_plant = loop_.serves == LoopServes::plant && !has(Role::uses);
    if (!check_users_headers() || is_unused_plant) return;
    if (!check_ends()) return;
    // A dead end is on no circuit either, and neither is anything without a pump: one cause, one fault.
    const bool has_drive = !piping_.pumps.empty() || piping_.offered;
    if (check_dead_ends() && has_drive && has_sink()) check_circuits();
  }

 private:
  void complain(const char* code, const std::string& message, const Location& where,
                const std::string& expected) {
    reading_.fault(code, fmt::format("loop {} {}", loop_.id.text(), message), where, "", expected);
  }

  [[nodiscard]] bool has(Role role) const {
    return std::any_of(elements_.begin(), elements_.end(),
                       [&](const Between& one) { return one.role == role; });
  }
  [[nodiscard]] bool has_sink() const { return has(Role::rejects) || has(Role::offers); }

  void check_contents() {
    const auto cannot = [&](const std::string& message, const Location& where, const std::string& expected) {
      complain("E-SITE-007", message, where, expected);
    };
    if (piping_.pumps.empty() && !piping_.offered)
      cannot("has no pump", loop_.where, "a <pump>, or <offered-water> that brings its own pressure");
    if (!has_sink())
      cannot("has nothing that takes its heat", loop_.where,
             "a <cooler>, <chiller>, <tower>, <water-chiller>, <plate-exchanger> or <offered-water>");
    if (loop_.serves != LoopServes::air && !piping_.air_units.empty())
      cannot(loop_.serves == LoopServes::liquid ? "serves CDUs but has air units"
                                                : "serves plant but has air units",
             piping_.air_units.front().where, "air units on a loop that serves air");
    if (loop_.serves != LoopServes::liquid && !piping_.groups.empty())
      cannot(loop_.serves == LoopServes::air ? "serves air but has CDUs" : "serves plant but has CDUs",
             piping_.groups.front().where, "CDUs on a loop that serves liquid");
    if (loop_.serves == LoopServes::plant && !has(Role::uses))
      cannot("serves plant but takes no heat", loop_.where,
             "a <water-chiller> or <plate-exchanger> of another loop with plant-from and plant-to here");
    for (const auto& group : piping_.groups) {
      if (group.standby > 0 && group.standby >= static_cast<int>(group.cdus.size()))
        cannot(fmt::format("has no CDUs in group {} but those on standby", group.id.text()), group.where,
               "standby below the number of its CDUs");
    }
    if (piping_.mixing && !piping_.offered)
      complain("E-LOOP-005", "has a mixing valve but no offered water to mix", piping_.mixing->where,
               "<offered-water>, or no <mixing-valve>");
  }

  /// False where a loop that serves plant has headers for users: what hangs on them is then open.
  bool check_users_headers() {
    const Header* supply = nullptr;
    const Header* back = nullptr;
    for (const auto& header : piping_.headers) {
      if (!header.users) continue;
      if (loop_.serves == LoopServes::plant) {
        complain("E-LOOP-005", "serves plant but has a header for users", header.where,
                 "no users: what gives it heat names its headers itself");
        return false;
      }
      const bool is_supply = *header.users == Header::Users::supply;
      auto& first = is_supply ? supply : back;
      if (first != nullptr)
        complain("E-LOOP-005",
                 fmt::format("has two headers for the {} of users", is_supply ? "supply" : "return"),
                 header.where, "one");
      first = &header;
    }
    if ((supply == nullptr) != (back == nullptr))
      complain("E-LOOP-005",
               fmt::format("has a header for the {} of users only", supply != nullptr ? "supply" : "return"),
               supply != nullptr ? supply->where : back->where,
               "users=\"supply\" on one header and users=\"return\" on another");
    if (supply != nullptr && back != nullptr) users_ = {supply, back};
    return true;
  }

  bool check_ends() {
    bool is_sound = true;
    for (const auto& header : piping_.headers) nodes_.emplace(header.id, static_cast<int>(nodes_.size()));
    for (const auto& element : elements_) {
      for (const auto& end : {element.from, element.to}) {
        if (nodes_.contains(end)) continue;
        is_sound = false;
        complain("E-LOOP-006", fmt::format("has {} at header {} of another loop", element.id, end.text()),
                 element.where, "a header of its own loop");
      }
      if (element.from != element.to) continue;
      is_sound = false;
      complain("E-LOOP-002", fmt::format("has {} from header {} to itself", element.id, element.from.text()),
               element.where, "two headers");
    }
    return is_sound;
  }

  bool check_dead_ends() {
    bool is_sound = true;
    std::vector<int> touched(nodes_.size(), 0);
    for (const auto& element : elements_) {
      for (const auto& end : {element.from, element.to}) ++touched[at(nodes_.at(end))];
    }
    for (const auto& header : piping_.headers) {
      const int count = touched[at(nodes_.at(header.id))];
      if (count >= 2 || header.users) continue;
      is_sound = false;
      complain("E-LOOP-001",
               count == 0 ? fmt::format("has nothing at header {}", header.id.text())
                          : fmt::format("ends dead at header {}", header.id.text()),
               header.where, "two elements or more at a header");
    }
    return is_sound;
  }

  /// Whatever no single header cuts apart must have a drive, something that takes heat and something that
  /// uses water.
  void check_circuits() {
    std::vector<OpenLink> links;
    std::vector<Role> roles;
    std::vector<std::pair<std::string, Location>> names;
    for (const auto& element : elements_) {
      links.push_back({nodes_.at(element.from), nodes_.at(element.to), element.role == Role::moves});
      roles.push_back(element.role);
      names.emplace_back(element.id, element.where);
    }
    // What the fit-out will connect.
    if (users_.first != nullptr) {
      links.push_back({nodes_.at(users_.first->id), nodes_.at(users_.second->id), false});
      roles.push_back(Role::uses);
      names.emplace_back(users_.first->id.text(), users_.first->where);
    }
    const Circulation circulation(static_cast<int>(nodes_.size()), links);
    struct Circuit {
      bool is_driven = false, is_cooled = false, is_used = false;
      std::size_t first = 0;
      bool is_seen = false;
    };
    std::vector<Circuit> circuits(at(circulation.part_count()));
    bool has_users = false;
    for (std::size_t i = 0; i < links.size(); ++i) {
      auto& circuit = circuits[at(circulation.part_of()[i])];
      if (!circuit.is_seen) circuit.first = i;
      circuit.is_seen = true;
      const bool is_driving_offer = roles[i] == Role::offers && piping_.pumps.empty();
      circuit.is_driven |= roles[i] == Role::moves || is_driving_offer;
      circuit.is_cooled |= roles[i] == Role::rejects || roles[i] == Role::offers;
      circuit.is_used |= roles[i] == Role::uses;
      has_users |= roles[i] == Role::uses;
    }
    for (const auto& circuit : circuits) {
      const auto& [name, where] = names[circuit.first];
      const auto lacks = [&](const std::string& message, const std::string& expected) {
        complain("E-LOOP-003", message, where, expected);
      };
      if (!circuit.is_driven)
        lacks(fmt::format("has {} on no circuit that a pump drives", name), "a ring through a pump");
      else if (!circuit.is_cooled && !circuit.is_used)
        lacks(fmt::format("has {} in a ring with nothing but itself", name),
              "a ring through users and plant");
      else if (!circuit.is_cooled)
        lacks(fmt::format("has {} on a circuit that nothing cools", name),
              "a ring through what takes heat: a cooler, chiller, tower, exchanger or offered water");
      else if (!circuit.is_used && has_users)
        lacks(fmt::format("has {} on a circuit that nothing uses", name), "a ring through CDUs or air units");
    }
  }

  static std::size_t at(int i) { return static_cast<std::size_t>(i); }

  const CoolingLoop& loop_;
  const CoolingSystem& cooling_;
  const Piping& piping_;
  std::vector<Between> elements_;
  Reading& reading_;
  std::map<HeaderId, int> nodes_;
  std::pair<const Header*, const Header*> users_{nullptr, nullptr};
};

}  // namespace

namespace {

void check_return(const CoolingLoop& loop, const Flange& water, const Location& where,
                  const std::string& when, Reading& reading) {
  if (water.supply.is_unknown() || *water.supply.high < water.highest_return) return;
  reading.fault("E-SITE-012",
                fmt::format("the flange of loop {} takes back no water warmer than it delivers{}",
                            loop.id.text(), when),
                where, to_text(water.highest_return), "above " + to_text(*water.supply.high));
}

void check_flange(const CoolingLoop& loop, const Flange& water, const Location& where, Reading& reading) {
  check_return(loop, water, where, "", reading);
  std::map<Part, Location> said;
  for (const auto& state : water.states) {
    std::string parts;
    for (const auto part : state.parts) {
      parts += fmt::format("{}{}", parts.empty() ? "" : " or ", part_word(part));
      const auto [known, is_new] = said.try_emplace(part, state.where);
      if (is_new) continue;
      reading.fault({"E-SITE-018",
                     fmt::format("the flange of loop {} says twice what is left without a {}", loop.id.text(),
                                 part_word(part)),
                     state.where, std::string(part_word(part)), "each part once", "", known->second,
                     "first said here"});
    }
    // What is wrong with the water as ever is told of that.
    if (state.supply || state.highest_return)
      check_return(loop, water.in(state), state.where, " without its " + parts, reading);
  }
}

}  // namespace

void check_loop(const CoolingLoop& loop, const CoolingSystem& cooling, Reading& reading) {
  const bool has_units = loop.pumps || loop.secondary_pumps || loop.coolers || loop.chillers || loop.flange ||
                         loop.cdus || !loop.air_units.empty();
  const bool has_elements = !loop.piping.empty() || !loop.water.empty();
  if (has_units && has_elements) {
    reading.fault("E-LOOP-004",
                  fmt::format("loop {} is a template and written element by element at once", loop.id.text()),
                  loop.where, "", "one of the two");
    return;
  }
  if (!has_elements && loop.serves == LoopServes::plant) {
    reading.fault("E-LOOP-005",
                  fmt::format("loop {} serves plant, for which there is no template", loop.id.text()),
                  loop.where, "", "its elements one by one");
    return;
  }
  if (has_elements)
    PipingChecker(loop, cooling, reading).check();
  else
    TemplateChecker(loop, reading).check();
  if (const auto* offer = loop.offer())
    check_flange(loop, *offer, loop.flange ? loop.flange->where : loop.piping.offered->where, reading);
}

}  // namespace shellfit::site
