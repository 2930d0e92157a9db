#include "studies/states.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shellfit::studies {

namespace {

struct OutageSet {
  std::string id;
  std::vector<Outage> outages;
  bool is_utility_lost = false;
};

std::vector<OutageSet> outage_sets(const site::Study& study, const std::vector<PowerPart>& parts,
                                   const std::vector<Device>& devices) {
  std::vector<OutageSet> sets{{"normal", {}, false}};
  const auto is_listed = [&](const std::string& id) {
    return std::any_of(sets.begin(), sets.end(), [&](const OutageSet& set) { return set.id == id; });
  };
  const auto add = [&](site::OutageKind kind, site::Part part, const std::string& id, int power_part,
                       int device) {
    const auto name = fmt::format("{}:{}", kind == site::OutageKind::fault ? "out" : "maint", id);
    // A generator that is out is missed only when the utility is.
    const bool is_generator = part == site::Part::generator;
    OutageSet set{
        is_generator ? "out:utility+" + name : name, {{kind, part, id, power_part, device}}, is_generator};
    if (!is_listed(set.id)) sets.push_back(std::move(set));
  };
  for (const auto& survive : study.basis.survive) {
    for (const auto kind : {site::OutageKind::fault, site::OutageKind::maintenance}) {
      if (kind == site::OutageKind::fault ? !survive.by_fault : !survive.by_maintenance) continue;
      for (const auto part : survive.parts) {
        if (part == site::Part::utility) {
          if (!is_listed("out:utility")) sets.push_back({"out:utility", {}, true});
          continue;
        }
        for (std::size_t i = 0; i < parts.size(); ++i) {
          if (parts[i].part == part) add(kind, part, parts[i].id, static_cast<int>(i), -1);
        }
        for (std::size_t d = 0; d < devices.size(); ++d) {
          if (part_of(devices[d].kind) == part) add(kind, part, devices[d].id, -1, static_cast<int>(d));
        }
      }
    }
  }
  return sets;
}

}  // namespace

std::vector<State> list_states(const site::Study& study, const std::vector<PowerPart>& parts,
                               const std::vector<Device>& devices, const std::vector<WeatherPoint>& weather) {
  std::vector<State> states;
  const auto sets = outage_sets(study, parts, devices);
  const int points = std::max<int>(1, static_cast<int>(weather.size()));
  const auto add = [&](const OutageSet& set, int point, LoadLevel load) {
    const bool is_known = !weather.empty();
    const std::string name = is_known ? weather[static_cast<std::size_t>(point)].name : "unknown-weather";
    const char* level = load == LoadLevel::full ? "full" : load == LoadLevel::peak ? "peak" : "recharge";
    states.push_back({fmt::format("{}@{}/{}", set.id, name, level), set.outages, set.is_utility_lost,
                      is_known ? point : -1, load});
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

}  // namespace shellfit::studies
