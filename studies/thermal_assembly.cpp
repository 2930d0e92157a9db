#include "studies/thermal_assembly.hpp"

#include "base/assertion.hpp"
#include "studies/cooling_ratings.hpp"
#include "studies/fit_out.hpp"
#include "studies/loop_assembly.hpp"
#include "thermal/network_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace shellfit::studies {

namespace {

using thermal::CircuitId;
using thermal::LinkId;
using thermal::NodeId;

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

/// Loss coefficient of a tee where a rack's hoses leave a row header (Crane TP 410: run of a tee, about 20
/// f_T).
constexpr double tee_loss = 0.35;

class ThermalWriter {
 public:
  ThermalWriter(const site::Study& study, const Plan& plan, const std::vector<Device>& devices,
                const Spots& spots)
      : study_(study), plan_(plan), devices_(devices), spots_(spots) {
    pipes_ = pipe_sizes(study);
  }

  ThermalAssembly write() {
    out_.network.atmosphere = site_pressure(study_);
    out_.rack_links.assign(plan_.racks.size(), -1);
    out_.zone_of_rack.assign(plan_.racks.size(), -1);
    for (auto* places :
         {&out_.device_links, &out_.device_cold_links, &out_.device_rejectors, &out_.device_exchangers})
      places->assign(devices_.size(), -1);
    const auto& cooling = plan_.cooling;
    assemble_loops(study_, cooling, devices_, spots_, out_);
    for (std::size_t g = 0; g < plan_.cooling.cdu_groups.size(); ++g) write_group(static_cast<int>(g));
    for (const auto& rack : plan_.racks) out_.rack_airflow.push_back(rack_airflow(study_, rack));
    write_air_zones();
    const auto faults = thermal::check_network(out_.network);
    if (!faults.empty())
      ensure(false, fmt::format("the assembled loops are sound; {} {}", faults.front().element,
                                faults.front().message));
    out_.problem = thermal::to_problem(out_.network);
    return std::move(out_);
  }

 private:
  int node(const std::string& id, const CircuitId& circuit, Length elevation = 0.0 * units::m) {
    return add_node(out_.network, id, circuit, elevation);
  }
  int link(const std::string& id, const std::string& from, const std::string& to,
           thermal::Hydraulics hydraulics, HeatFlow gain = 0.0 * units::W_heat) {
    return add_link(out_.network, id, from, to, std::move(hydraulics), gain);
  }

  std::vector<int> cdus_of(int group) const {
    std::vector<int> found;
    for (std::size_t d = 0; d < devices_.size(); ++d) {
      if (devices_[d].kind == DeviceKind::cdu && devices_[d].group == group)
        found.push_back(static_cast<int>(d));
    }
    return found;
  }

  // A CDU group: CDUs in parallel, a header to each row, racks along it.

  void write_group(int g) {
    const auto& group = plan_.cooling.cdu_groups[ix(g)];
    const auto cdus = cdus_of(g);
    out_.group_supply_nodes.push_back(-1);
    out_.group_tops.push_back(0.0 * units::m);
    if (cdus.empty()) return;
    const auto s = "tcs:" + group.id;
    const CircuitId circuit(s);
    out_.network.circuits.push_back({circuit, rack_fluid, NodeId(s + ":return"),
                                     study_.basis.liquid.fill_pressure, study_.basis.liquid.supply});
    node(s + ":return", circuit);
    out_.group_supply_nodes.back() = node(s + ":supply", circuit);
    for (const int d : cdus) {
      const auto& type = study_.catalog.get(Id<catalogs::CduType>(devices_[ix(d)].type));
      const auto& id = devices_[ix(d)].id;
      out_.device_links[ix(d)] = link(id, s + ":return", s + ":supply", pump_of(type.curve));
      if (out_.device_cold_links[ix(d)] < 0) continue;
      out_.device_exchangers[ix(d)] = static_cast<int>(out_.network.exchangers.size());
      out_.network.exchangers.push_back(
          {LinkId(id), LinkId(id + ":water"), study_.basis.liquid.supply, rating_of(type)});
    }
    const auto bank = middle_of(spots_, devices_, cdus);
    for (const auto& row : rows_of(group)) write_row(group.id, circuit, g, row, bank);
  }

  /// The group's racks by the row they stand in, in order along it.
  std::vector<std::vector<int>> rows_of(const CduGroup& group) const {
    std::map<std::pair<std::string, int>, std::vector<int>> rows;
    for (const int rack : group.racks) {
      const auto* placed = spots_.item(plan_.racks[ix(rack)].id.text());
      rows[placed != nullptr ? std::pair(placed->space.text(), placed->row) : std::pair(std::string{}, -1)]
          .push_back(rack);
    }
    std::vector<std::vector<int>> sorted;
    for (auto& [key, racks] : rows) {
      if (key.second >= 0) {
        std::sort(racks.begin(), racks.end(), [&](int a, int b) {
          const auto& box_a = spots_.item(plan_.racks[ix(a)].id.text())->box;
          const auto& box_b = spots_.item(plan_.racks[ix(b)].id.text())->box;
          return std::pair(box_a.left, box_a.bottom) < std::pair(box_b.left, box_b.bottom);
        });
      }
      sorted.push_back(std::move(racks));
    }
    return sorted;
  }

  void write_row(const std::string& group, const CircuitId& circuit, int g, std::vector<int> racks,
                 const std::optional<Spot>& bank) {
    // The header enters the row at the end nearer to the CDUs.
    const auto spot_of = [&](int rack) { return spots_.find(plan_.racks[ix(rack)].id.text()); };
    if (run_length(bank, spot_of(racks.back())) < run_length(bank, spot_of(racks.front())))
      std::reverse(racks.begin(), racks.end());
    VolumeFlow flow = 0.0 * units::L_per_s;
    for (const int rack : racks)
      flow += coolant_need(study_.catalog.get(plan_.racks[ix(rack)].type), study_.basis.liquid.supply).flow;
    const auto& pipe = pipe_for(pipes_, flow, study_.basis.liquid.velocity_highest);
    const auto row = fmt::format("{}.row.{}", group, plan_.racks[ix(racks.front())].id.text());
    const auto entry = run_length(bank, spot_of(racks.front())) * (1.0 + fittings_share);
    auto last_supply = circuit.text() + ":supply";
    auto last_return = circuit.text() + ":return";
    Length along = 0.0 * units::m;
    for (std::size_t k = 0; k < racks.size(); ++k) {
      const auto& rack = plan_.racks[ix(racks[k])];
      const auto here = spot_of(racks[k]);
      const auto before = k > 0 ? spot_of(racks[k - 1]) : std::nullopt;
      const auto length =
          k == 0 ? entry
          : here && before
              ? (std::fabs(here->x_m - before->x_m) + std::fabs(here->y_m - before->y_m)) * units::m
              : 0.6 * units::m;
      if (k > 0) along += length;
      const auto supply = fmt::format("rack:{}:supply", rack.id.text());
      const auto back = fmt::format("rack:{}:return", rack.id.text());
      const auto overhead = rise_between(bank, here) + study_.catalog.get(rack.type).body.height.value();
      auto& top = out_.group_tops[ix(g)];
      top = std::max(top, overhead + study_.basis.space.overhead_liquid);
      node(supply, circuit, overhead);
      node(back, circuit, overhead);
      const int there =
          link(fmt::format("{}:supply:{}", row, k + 1), last_supply, supply, run_of(pipe, length, tee_loss));
      const int from =
          link(fmt::format("{}:return:{}", row, k + 1), back, last_return, run_of(pipe, length, tee_loss));
      if (k == 0) out_.fitted_links.insert(out_.fitted_links.end(), {there, from});
      const auto need = coolant_need(study_.catalog.get(rack.type), study_.basis.liquid.supply);
      out_.rack_links[ix(racks[k])] =
          link("rack:" + rack.id.text(), supply, back,
               thermal::LimitedResistance{
                   thermal::Resistance{need.flow, need.drop + study_.basis.liquid.hose_drop}, need.flow},
               rack.liquid);
      last_supply = supply;
      last_return = back;
    }
    out_.pipes.push_back({row, pipe.id.text(), g, racks.front(), entry + along});
  }

  // Air: one zone a white space. Fans give flow; what they lack comes round from the hot side.

  void write_air_zones() {
    for (const auto& space : study_.shell.spaces) {
      if (space.use != site::Space::Use::white) continue;
      const auto demand = air_demand(study_, plan_, space.id);
      if (demand.airflow.in_si() <= 0.0) continue;
      write_air_zone(space.id, demand);
    }
  }

  void write_air_zone(const site::SpaceId& space, const AirDemand& demand) {
    const auto s = "air:" + space.text();
    const CircuitId circuit(s);
    ThermalAssembly::AirZone zone;
    zone.space = space;
    out_.network.circuits.push_back(
        {circuit, thermal::Fluid::air, NodeId(s + ":cold"), 0.0 * units::kPa_gauge, study_.basis.air.supply});
    zone.cold_node = node(s + ":cold", circuit);
    zone.hot_node = node(s + ":hot", circuit);
    zone.rack_link =
        link(s + ":racks", s + ":cold", s + ":hot", thermal::GivenFlow{demand.airflow}, demand.heat);
    zone.leak_link = link(s + ":leak", s + ":cold", s + ":hot",
                          thermal::GivenFlow{demand.airflow * study_.basis.air.leakage.in_si()});
    zone.recirculation_link =
        link(s + ":recirculation", s + ":hot", s + ":cold", thermal::GivenFlow{0.0 * units::m3_per_s});
    for (std::size_t i = 0; i < plan_.racks.size(); ++i) {
      if (plan_.rack_space[i] == space) out_.zone_of_rack[i] = static_cast<int>(out_.zones.size());
    }
    for (std::size_t d = 0; d < devices_.size(); ++d) {
      const auto& device = devices_[d];
      const bool is_mover = device.space == space && (device.kind == DeviceKind::air_unit ||
                                                      device.kind == DeviceKind::evaporative_wall);
      if (!is_mover) continue;
      zone.movers.push_back(static_cast<int>(d));
      out_.device_links[d] =
          link(device.id, s + ":hot", s + ":cold", thermal::GivenFlow{0.0 * units::m3_per_s});
      if (device.kind == DeviceKind::evaporative_wall) {
        out_.device_rejectors[d] = static_cast<int>(out_.network.rejectors.size());
        out_.network.rejectors.push_back(
            {LinkId(device.id), thermal::Rejector::Kind::open_air, study_.basis.air.supply});
      } else if (out_.device_cold_links[d] >= 0) {
        out_.device_exchangers[d] = static_cast<int>(out_.network.exchangers.size());
        out_.network.exchangers.push_back(
            {LinkId(device.id), LinkId(device.id + ":water"), study_.basis.air.supply,
             rating_of(study_.catalog.get(Id<catalogs::AirUnitType>(device.type)))});
      }
    }
    out_.zones.push_back(std::move(zone));
  }

  const site::Study& study_;
  const Plan& plan_;
  const std::vector<Device>& devices_;
  const Spots& spots_;
  std::vector<const catalogs::PipeType*> pipes_;
  ThermalAssembly out_;
};

}  // namespace

ThermalAssembly assemble_thermal(const site::Study& study, const Plan& plan,
                                 const std::vector<Device>& devices, const Spots& spots) {
  return ThermalWriter(study, plan, devices, spots).write();
}

}  // namespace shellfit::studies
