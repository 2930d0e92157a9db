#pragma once
// Plans of the examples without their layout, for tests of what stands in them.

#include "site/study.hpp"
#include "studies/devices.hpp"
#include "studies/fit_out.hpp"
#include "studies/sites_of_items.hpp"
#include "studies/thermal_assembly.hpp"
#include "thermal/solution.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <string>

namespace shellfit::studies {

inline site::Study example(const std::string& name) {
  auto study = site::load_study(std::string(SHELLFIT_SOURCE_DIR "/examples/") + name + "/study.xml");
  REQUIRE(study.has_value());
  return std::move(*study);
}

/// The 12 MW hall with pumps for a secondary circuit in its scope.
inline site::Study decoupled_hall() {
  auto study = example("hall-12mw");
  study.basis.scope.pumps.push_back({site::LoopServes::liquid,
                                     site::PumpCircuit::secondary,
                                     Id<catalogs::PumpType>("fws-pump-4250"),
                                     1,
                                     6,
                                     {}});
  return study;
}

/// The 12 MW hall with one CDU for every twelve racks.
inline site::Study hall_of_dedicated_cdus() {
  auto study = example("hall-12mw");
  auto& cdu = study.basis.scope.cdus.front();
  cdu.arrangement = site::CduArrangement::dedicated;
  cdu.standby = 0;
  cdu.racks_per_group = 12;
  return study;
}

/// The fit-out of a study whose racks all stand in the hall, and its loops.
struct Loops {
  explicit Loops(const site::Study& study) {
    auto racks = hosting_order(study);
    std::vector<site::SpaceId> spaces(racks.size(), site::SpaceId("hall"));
    plan = make_plan(study, std::move(racks), std::move(spaces), Mode::with_fit_out, {});
    devices = list_devices(study, plan);
    thermal = assemble_thermal(study, plan, devices, Spots(layout::Layout{}));
    state = thermal::normal_state(thermal.problem);
    for (auto& sink : state.sink_k) sink = 300.0;
    for (auto& capacity : state.capacity_w) capacity = 1e8;
    // The air goes round by itself and is given no heat: only the liquid side is looked at.
    for (const auto& zone : thermal.zones) {
      const auto at = [](int link) { return static_cast<std::size_t>(link); };
      state.gain_w[at(zone.rack_link)] = 0.0;
      state.limit_m3_s[at(zone.recirculation_link)] =
          state.limit_m3_s[at(zone.rack_link)] + state.limit_m3_s[at(zone.leak_link)];
    }
    for (std::size_t d = 0; d < devices.size(); ++d) index[devices[d].id] = d;
  }
  /// Shuts a device off, as an outage does.
  void lose(const std::string& id) {
    const auto d = index.at(id);
    for (const int link : {thermal.device_links[d], thermal.device_cold_links[d]}) {
      if (link >= 0) state.link_closed[static_cast<std::size_t>(link)] = 1;
    }
  }
  void solve() {
    solution = thermal::solve(thermal.problem, state);
    INFO(solution.reason);
    REQUIRE(solution.has_converged);
  }
  [[nodiscard]] double flow(int link) const {
    return solution.links[static_cast<std::size_t>(link)].flow.in_si();
  }

  Plan plan;
  std::vector<Device> devices;
  ThermalAssembly thermal;
  thermal::NetworkState state;
  thermal::Solution solution;
  std::map<std::string, std::size_t> index;
};

}  // namespace shellfit::studies
