#include "studies/states.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shellfit::studies {

namespace {

constexpr std::size_t in_liquid = 0, in_air = 1;

/// The classes of cooling in which racks of the line must survive.
std::array<char, 2> classes_of(const site::Survive& survive, const site::Line& line) {
  const bool is_named = survive.lines.empty() ||
                        std::find(survive.lines.begin(), survive.lines.end(), line.id) != survive.lines.end();
  return {is_named && survive.cooling != site::CoolingClass::air ? char{1} : char{0},
          is_named && survive.cooling != site::CoolingClass::liquid ? char{1} : char{0}};
}
std::size_t class_of(const HostedRack& rack) { return rack.liquid.in_si() > 0.0 ? in_liquid : in_air; }

class OutageLister {
 public:
  OutageLister(const site::Study& study, const std::vector<PowerPart>& parts,
               const std::vector<Device>& devices)
      : study_(study), parts_(parts), devices_(devices) {}

  std::vector<OutageSet> list() {
    sets_.emplace_back();
    for (const auto& survive : study_.basis.survive) {
      const auto required = required_by(survive);
      for (const auto kind : {site::OutageKind::fault, site::OutageKind::maintenance}) {
        if (kind == site::OutageKind::fault ? !survive.by_fault : !survive.by_maintenance) continue;
        for (const auto part : survive.parts) add_part(kind, part, required);
      }
    }
    for (const auto& survive : study_.basis.survive) add_during_maintenance(survive, required_by(survive));
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
    std::erase_if(sets_, [](const OutageSet& set) {
      return !set.is_nothing() &&
             std::none_of(set.required.begin(), set.required.end(),
                          [](const auto& line) { return line[in_liquid] != 0 || line[in_air] != 0; });
    });
    return std::move(sets_);
  }

 private:
  /// All feeds are lost; a single one is all of them.
  bool is_of_utility(const OutageSet& set) const {
    return set.is_utility_lost || set.landlord_part == site::Part::utility || set.is_only_feed_lost;
  }
  /// Behind an offer a part called feed is one bus of the landlord's.
  bool is_only_feed(const OutageSet& set) const {
    return study_.shell.power.is != site::SystemState::offered && study_.shell.feeds.size() == 1 &&
           set.parts.size() == 1 && set.parts.front().part == site::Part::feed;
  }

  std::vector<std::array<char, 2>> required_by(const site::Survive& survive) const {
    std::vector<std::array<char, 2>> required;
    for (const auto& line : study_.deployment.lines) required.push_back(classes_of(survive, line));
    return required;
  }

  bool is_same(const OutageSet& a, const OutageSet& b) const {
    // The utility is lost to feeds and landlord at once, and with the only feed where that bears its name.
    if (a.id == b.id && is_of_utility(a) && is_of_utility(b) && a.parts.size() + b.parts.size() < 2)
      return true;
    const auto is_equal = [](const Outage& x, const Outage& y) {
      return x.kind == y.kind && x.part == y.part && x.id == y.id;
    };
    return a.is_utility_lost == b.is_utility_lost && a.is_make_up_lost == b.is_make_up_lost &&
           a.landlord_part == b.landlord_part && a.landlord_offer == b.landlord_offer &&
           a.landlord_loop == b.landlord_loop &&
           std::equal(a.parts.begin(), a.parts.end(), b.parts.begin(), b.parts.end(), is_equal);
  }

  /// A new set, or more lines that must survive one that is listed.
  void add(OutageSet set, const std::vector<std::array<char, 2>>& required) {
    set.required = required;
    const auto known =
        std::find_if(sets_.begin(), sets_.end(), [&](const OutageSet& one) { return is_same(one, set); });
    if (known == sets_.end()) {
      // A feed, a unit and a board may share a name; their outages must not.
      if (std::any_of(sets_.begin(), sets_.end(), [&](const OutageSet& one) { return one.id == set.id; }))
        set.id.insert(set.id.rfind(':') + 1,
                      set.parts.empty() ? std::string(set.landlord_loop ? "loop." : "offer.")
                                        : std::string(site::part_word(set.parts.front().part)) + ".");
      sets_.push_back(std::move(set));
      return;
    }
    known->is_utility_lost |= set.is_utility_lost;
    if (!known->landlord_part) known->landlord_part = set.landlord_part;
    for (std::size_t i = 0; i < required.size(); ++i) {
      for (const auto side : {in_liquid, in_air})
        known->required[i][side] = static_cast<char>(known->required[i][side] | required[i][side]);
    }
  }

  void add_part(site::OutageKind kind, site::Part part, const std::vector<std::array<char, 2>>& required) {
    add_landlords(kind, part, required);
    add_flanges(kind, part, required);
    if (part == site::Part::utility) {
      add(utility_lost(), required);
      return;
    }
    if (part == site::Part::make_up_water) {
      add(make_up_lost(kind), required);
      return;
    }
    for (auto& set : single_outages(kind, part)) add(std::move(set), required);
  }

  /// What is missed only when the utility is: a generator that does not start, a battery that does not
  /// bridge.
  static bool is_standby(site::Part part) {
    return part == site::Part::generator || part == site::Part::battery;
  }

  /// Each part of a class by itself.
  std::vector<OutageSet> single_outages(site::OutageKind kind, site::Part part) const {
    std::vector<OutageSet> sets;
    const auto add_outage = [&](const std::string& id, const std::string& shown, int power_part, int device) {
      OutageSet set;
      set.id = outage_name(kind, shown);
      if (is_standby(part)) set.id = "out:utility+" + set.id;
      set.parts = {{kind, part, id, power_part, device}};
      set.is_utility_lost = is_standby(part);
      set.is_only_feed_lost = is_only_feed(set);
      sets.push_back(std::move(set));
    };
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      if (parts_[i].part != part || says_of_itself(parts_[i].id, part)) continue;
      // "out:utility" is the loss of all feeds.
      const bool is_one_of_several =
          part == site::Part::feed && parts_[i].id == "utility" && study_.shell.feeds.size() > 1;
      add_outage(parts_[i].id, is_one_of_several ? "feed.utility" : parts_[i].id, static_cast<int>(i), -1);
    }
    for (std::size_t d = 0; d < devices_.size(); ++d) {
      if (part_of(devices_[d].kind) == part)
        add_outage(devices_[d].id, devices_[d].id, -1, static_cast<int>(d));
    }
    return sets;
  }

  /// A fault of one part while another is in maintenance. What is behind a landlord's offer or flange is told
  /// of single outages only.
  void add_during_maintenance(const site::Survive& survive,
                              const std::vector<std::array<char, 2>>& required) {
    if (!survive.by_fault) return;
    std::vector<OutageSet> faults;
    for (const auto part : survive.parts) {
      if (part == site::Part::utility || part == site::Part::make_up_water) {
        faults.push_back(part == site::Part::utility ? utility_lost()
                                                     : make_up_lost(site::OutageKind::fault));
        continue;
      }
      for (auto& set : single_outages(site::OutageKind::fault, part)) faults.push_back(std::move(set));
    }
    for (const auto part : survive.during) {
      for (const auto& maintained : single_outages(site::OutageKind::maintenance, part)) {
        const auto& out = maintained.parts.front();
        for (auto set : faults) {
          const bool is_same_part = !set.parts.empty() && set.parts.front().power_part == out.power_part &&
                                    set.parts.front().device == out.device;
          if (is_same_part) continue;
          set.id += "+" + outage_name(out.kind, out.id);
          set.parts.push_back(out);
          add(std::move(set), required);
        }
      }
    }
  }

  static std::string outage_name(site::OutageKind kind, const std::string& id) {
    return fmt::format("{}:{}", kind == site::OutageKind::fault ? "out" : "maint", id);
  }
  static OutageSet make_up_lost(site::OutageKind kind) {
    OutageSet set;
    set.id = outage_name(kind, "make-up-water");
    set.is_make_up_lost = true;
    return set;
  }
  static OutageSet utility_lost() {
    OutageSet set;
    set.id = "out:utility";
    set.is_utility_lost = true;
    return set;
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
      OutageSet set;
      set.landlord_part = part;
      if (part == site::Part::utility) {
        set.id = "out:utility";
        set.is_utility_lost = true;
        add(std::move(set), required);
        return;
      }
      set.id = fmt::format("{}:{}.{}", kind == site::OutageKind::fault ? "out" : "maint", offers[i].id.text(),
                           site::part_word(part));
      set.landlord_offer = static_cast<int>(i);
      add(std::move(set), required);
    }
  }

  /// What is out behind flanges that say what they deliver then; without the utility, with all else.
  void add_flanges(site::OutageKind kind, site::Part part, const std::vector<std::array<char, 2>>& required) {
    if (part == site::Part::utility) return;
    for (const auto& loop : study_.shell.cooling.loops) {
      const auto* water = loop.offer();
      if (water == nullptr || water->without(part) == nullptr) continue;
      OutageSet set;
      set.id = fmt::format("{}:{}.{}", kind == site::OutageKind::fault ? "out" : "maint", loop.id.text(),
                           site::part_word(part));
      set.landlord_part = part;
      set.landlord_loop = loop.serves;
      add(std::move(set), required);
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
    states.push_back({fmt::format("{}@{}/{}", set.id, name, level), set, is_known ? point : -1, load});
  };
  for (const auto& set : sets) {
    for (int point = 0; point < points; ++point) add(set, point, LoadLevel::full);
  }
  // Peaks pass in seconds and recharging in hours: neither meets an outage of the cooling here.
  for (const auto& set : sets) {
    if (!set.is_nothing() && !set.is_utility_lost) continue;
    add(set, 0, LoadLevel::peak);
    add(set, 0, LoadLevel::recharge);
  }
  return states;
}

std::string without_words(const State& state) {
  if (state.out.landlord_part && *state.out.landlord_part != site::Part::utility)
    return fmt::format(" without its {}", site::part_word(*state.out.landlord_part));
  return state.out.is_utility_lost ? " without the utility" : "";
}

const site::FlangeState* flange_state(const LoopPlan& loop, const State& state) {
  if (!loop.piping.offered) return nullptr;
  const auto& water = loop.piping.offered->water;
  if (state.out.is_utility_lost || state.out.is_only_feed_lost) return water.without(site::Part::utility);
  return state.out.landlord_loop == loop.serves ? water.without(*state.out.landlord_part) : nullptr;
}

site::Flange flange_in(const LoopPlan& loop, const State& state) {
  const auto& water = loop.piping.offered->water;
  const auto* left = flange_state(loop, state);
  return left == nullptr ? water : water.in(*left);
}

std::vector<State> landlord_states(const site::Study& study) {
  auto states = list_states(study, {}, {}, {});
  std::erase_if(states,
                [](const State& state) { return !state.out.landlord_part || state.load != LoadLevel::full; });
  return states;
}

bool says_what_is_left(const site::PowerOffer& offer, site::Part part) {
  return std::any_of(offer.states.begin(), offer.states.end(), [&](const site::OfferState& one) {
    return std::find(one.parts.begin(), one.parts.end(), part) != one.parts.end();
  });
}

bool must_run(const State& state, const HostedRack& rack) {
  if (state.out.required.empty()) return true;
  const auto& line = state.out.required[static_cast<std::size_t>(rack.line_index)];
  return line[class_of(rack)] != 0;
}

bool is_for(const site::Survive& survive, const site::Study& study, const HostedRack& rack) {
  const auto& line = study.deployment.lines[static_cast<std::size_t>(rack.line_index)];
  return classes_of(survive, line)[class_of(rack)] != 0;
}

const site::OfferState* offer_state(const site::PowerOffer& offer, int index, const State& state) {
  const auto& out = state.out;
  if (!out.landlord_part || out.landlord_loop) return nullptr;
  if (out.landlord_offer >= 0 && out.landlord_offer != index) return nullptr;
  for (const auto& one : offer.states) {
    if (std::find(one.parts.begin(), one.parts.end(), *out.landlord_part) != one.parts.end()) return &one;
  }
  return nullptr;
}

}  // namespace shellfit::studies
