#include "studies/states.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shellfit::studies {

namespace {

struct OutageSet {
  std::string id;
  std::vector<Outage> outages;
  bool is_utility_lost = false;
  std::optional<site::Part> landlord_part;
  int landlord_offer = -1;
  std::vector<std::array<char, 2>> required;
  std::optional<site::LoopServes> landlord_loop;
};

constexpr std::size_t in_liquid = 0, in_air = 1;

class OutageLister {
 public:
  OutageLister(const site::Study& study, const std::vector<PowerPart>& parts,
               const std::vector<Device>& devices)
      : study_(study), parts_(parts), devices_(devices) {}

  std::vector<OutageSet> list() {
    sets_.push_back({"normal", {}, false, std::nullopt, -1, {}});
    for (const auto& survive : study_.basis.survive) {
      const auto required = required_by(survive);
      for (const auto kind : {site::OutageKind::fault, site::OutageKind::maintenance}) {
        if (kind == site::OutageKind::fault ? !survive.by_fault : !survive.by_maintenance) continue;
        for (const auto part : survive.parts) add_part(kind, part, required);
      }
    }
    // Lines that name their backing survive the utility or not, whatever the basis says of the others.
    std::vector<std::array<char, 2>> backed(study_.deployment.lines.size(), {0, 0});
    bool has_backed = false;
    for (std::size_t i = 0; i < backed.size(); ++i) {
      const auto& backing = study_.deployment.lines[i].backing;
      if (!backing || *backing == site::Backing::none) continue;
      backed[i] = {1, 1};
      has_backed = true;
    }
    if (has_backed) add_part(site::OutageKind::fault, site::Part::utility, backed);
    for (auto& set : sets_) {
      for (std::size_t i = 0; i < set.required.size(); ++i) {
        if (is_of_utility(set) && study_.deployment.lines[i].backing == site::Backing::none)
          set.required[i] = {0, 0};
      }
    }
    return std::move(sets_);
  }

 private:
  /// All feeds are lost; a single one is all of them.
  bool is_of_utility(const OutageSet& set) const {
    const bool is_only_feed = study_.shell.feeds.size() == 1 && set.outages.size() == 1 &&
                              set.outages.front().part == site::Part::feed;
    return set.is_utility_lost || set.landlord_part == site::Part::utility || is_only_feed;
  }

  std::vector<std::array<char, 2>> required_by(const site::Survive& survive) const {
    std::vector<std::array<char, 2>> required;
    for (const auto& line : study_.deployment.lines) {
      const bool is_named = survive.lines.empty() || std::find(survive.lines.begin(), survive.lines.end(),
                                                               line.id) != survive.lines.end();
      required.push_back({is_named && survive.cooling != site::CoolingClass::air ? char{1} : char{0},
                          is_named && survive.cooling != site::CoolingClass::liquid ? char{1} : char{0}});
    }
    return required;
  }

  /// A new set, or more lines that must survive one that is listed.
  void add(OutageSet set, const std::vector<std::array<char, 2>>& required) {
    set.required = required;
    const auto known =
        std::find_if(sets_.begin(), sets_.end(), [&](const OutageSet& one) { return one.id == set.id; });
    if (known == sets_.end()) {
      sets_.push_back(std::move(set));
      return;
    }
    for (std::size_t i = 0; i < required.size(); ++i) {
      for (const auto side : {in_liquid, in_air})
        known->required[i][side] = static_cast<char>(known->required[i][side] | required[i][side]);
    }
  }

  void add_part(site::OutageKind kind, site::Part part, const std::vector<std::array<char, 2>>& required) {
    const auto name = [&](const std::string& id) {
      return fmt::format("{}:{}", kind == site::OutageKind::fault ? "out" : "maint", id);
    };
    add_landlords(kind, part, required);
    add_flanges(kind, part, required);
    if (part == site::Part::utility) {
      add({"out:utility", {}, true, std::nullopt, -1, {}}, required);
      return;
    }
    // A generator that is out is missed only when the utility is.
    const bool is_generator = part == site::Part::generator;
    const auto add_outage = [&](const std::string& id, int power_part, int device) {
      add({is_generator ? "out:utility+" + name(id) : name(id),
           {{kind, part, id, power_part, device}},
           is_generator,
           std::nullopt,
           -1,
           {}},
          required);
    };
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      if (parts_[i].part != part || says_of_itself(parts_[i].id, part)) continue;
      // "out:utility" is the loss of all feeds.
      const bool is_one_of_several =
          part == site::Part::feed && parts_[i].id == "utility" && study_.shell.feeds.size() > 1;
      add_outage(is_one_of_several ? "feed.utility" : parts_[i].id, static_cast<int>(i), -1);
    }
    for (std::size_t d = 0; d < devices_.size(); ++d) {
      if (part_of(devices_[d].kind) == part) add_outage(devices_[d].id, -1, static_cast<int>(d));
    }
  }

  /// An offer that says what it delivers without a feed is not dead without it.
  bool says_of_itself(const std::string& id, site::Part part) const {
    const auto& offers = study_.shell.power.offers;
    return std::any_of(offers.begin(), offers.end(), [&](const site::PowerOffer& offer) {
      return offer.id.text() == id && says_what_is_left(offer, part);
    });
  }

  /// What is out behind offers that say what they deliver then. The utility is lost to all of them at once.
  void add_landlords(site::OutageKind kind, site::Part part,
                     const std::vector<std::array<char, 2>>& required) {
    if (study_.shell.power.is != site::SystemState::offered) return;
    const auto& offers = study_.shell.power.offers;
    for (std::size_t i = 0; i < offers.size(); ++i) {
      if (!says_what_is_left(offers[i], part)) continue;
      const auto word = std::string(site::part_word(part));
      if (part == site::Part::utility) {
        add({"out:utility", {}, true, part, -1, {}}, required);
        return;
      }
      add({fmt::format("{}:{}.{}", kind == site::OutageKind::fault ? "out" : "maint", offers[i].id.text(),
                       word),
           {},
           false,
           part,
           static_cast<int>(i),
           {}},
          required);
    }
  }

  /// What is out behind flanges that say what they deliver then; without the utility, with all else.
  void add_flanges(site::OutageKind kind, site::Part part, const std::vector<std::array<char, 2>>& required) {
    if (part == site::Part::utility) return;
    for (const auto& loop : study_.shell.cooling.loops) {
      const auto* water = loop.offer();
      if (water == nullptr || water->without(part) == nullptr) continue;
      add({fmt::format("{}:{}.{}", kind == site::OutageKind::fault ? "out" : "maint", loop.id.text(),
                       site::part_word(part)),
           {},
           false,
           part,
           -1,
           {},
           loop.serves},
          required);
    }
  }

  const site::Study& study_;
  const std::vector<PowerPart>& parts_;
  const std::vector<Device>& devices_;
  std::vector<OutageSet> sets_;
};

}  // namespace

std::vector<State> list_states(const site::Study& study, const std::vector<PowerPart>& parts,
                               const std::vector<Device>& devices, const std::vector<WeatherPoint>& weather) {
  std::vector<State> states;
  const auto sets = OutageLister(study, parts, devices).list();
  const int points = std::max<int>(1, static_cast<int>(weather.size()));
  const auto add = [&](const OutageSet& set, int point, LoadLevel load) {
    const bool is_known = !weather.empty();
    const std::string name = is_known ? weather[static_cast<std::size_t>(point)].name : "unknown-weather";
    const char* level = load == LoadLevel::full ? "full" : load == LoadLevel::peak ? "peak" : "recharge";
    states.push_back({fmt::format("{}@{}/{}", set.id, name, level), set.outages, set.is_utility_lost,
                      is_known ? point : -1, load, set.landlord_part, set.landlord_offer, set.required,
                      set.landlord_loop});
  };
  for (const auto& set : sets) {
    for (int point = 0; point < points; ++point) add(set, point, LoadLevel::full);
  }
  // Peaks pass in seconds and recharging in hours: neither meets an outage of the cooling here.
  for (const auto& set : sets) {
    if (set.id != "normal" && !set.is_utility_lost) continue;
    add(set, 0, LoadLevel::peak);
    add(set, 0, LoadLevel::recharge);
  }
  return states;
}

const site::FlangeState* flange_state(const std::optional<LoopPlan>& loop, site::LoopServes serves,
                                      const State& state) {
  if (!loop || !loop->piping.offered) return nullptr;
  const auto& water = loop->piping.offered->water;
  if (state.is_utility_lost) return water.without(site::Part::utility);
  return state.landlord_loop == serves ? water.without(*state.landlord_part) : nullptr;
}

site::Flange flange_in(const std::optional<LoopPlan>& loop, site::LoopServes serves, const State& state) {
  const auto& water = loop->piping.offered->water;
  const auto* left = flange_state(loop, serves, state);
  return left == nullptr ? water : water.in(*left);
}

bool says_what_is_left(const site::PowerOffer& offer, site::Part part) {
  return std::any_of(offer.states.begin(), offer.states.end(), [&](const site::OfferState& one) {
    return std::find(one.parts.begin(), one.parts.end(), part) != one.parts.end();
  });
}

bool must_run(const State& state, const HostedRack& rack) {
  if (state.required.empty()) return true;
  const auto& line = state.required[static_cast<std::size_t>(rack.line_index)];
  return line[rack.liquid.in_si() > 0.0 ? in_liquid : in_air] != 0;
}

const site::OfferState* offer_state(const site::PowerOffer& offer, int index, const State& state) {
  if (!state.landlord_part || state.landlord_loop) return nullptr;
  if (state.landlord_offer >= 0 && state.landlord_offer != index) return nullptr;
  for (const auto& one : offer.states) {
    if (std::find(one.parts.begin(), one.parts.end(), *state.landlord_part) != one.parts.end()) return &one;
  }
  return nullptr;
}

}  // namespace shellfit::studies
