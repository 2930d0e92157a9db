#include "studies/thermal_assembly.hpp"

#include "base/assertion.hpp"
#include "studies/cooling_sizing.hpp"
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

const HeatFlow no_heat = 0.0 * units::W_heat;
const Length floor_level = 0.0 * units::m;
/// Fittings of a run of mains: bends, tees and valves, as a share of its straight length (assumed).
constexpr double fittings_share = 0.5;
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
    if (plan_.cooling.liquid_loop) write_facility_loop(*plan_.cooling.liquid_loop, true);
    if (plan_.cooling.air_loop) write_facility_loop(*plan_.cooling.air_loop, false);
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
  int node(const std::string& id, const CircuitId& circuit, Length elevation = floor_level) {
    out_.network.nodes.push_back({NodeId(id), circuit, elevation});
    return static_cast<int>(out_.network.nodes.size()) - 1;
  }
  int link(const std::string& id, const std::string& from, const std::string& to,
           thermal::Hydraulics hydraulics, HeatFlow gain = no_heat) {
    out_.network.links.push_back({LinkId(id), NodeId(from), NodeId(to), std::move(hydraulics), gain});
    return static_cast<int>(out_.network.links.size()) - 1;
  }

  static thermal::Pipe run_of(const catalogs::PipeType& pipe, Length length, double minor_loss = 0.0) {
    return {length, pipe.bore.value(), pipe.roughness.value(), minor_loss};
  }

  std::vector<int> devices_of(DeviceKind kind, int group = -1) const {
    std::vector<int> found;
    for (std::size_t d = 0; d < devices_.size(); ++d) {
      if (devices_[d].kind == kind && (group < 0 || devices_[d].group == group))
        found.push_back(static_cast<int>(d));
    }
    return found;
  }

  std::optional<Spot> middle_of(const std::vector<int>& devices) const {
    Spot sum;
    int count = 0;
    for (const int d : devices) {
      const auto spot = spots_.find(devices_[ix(d)].id);
      if (!spot) continue;
      sum.x_m += spot->x_m;
      sum.y_m += spot->y_m;
      sum.level = spot->level;
      ++count;
    }
    if (count == 0) return std::nullopt;
    return Spot{sum.x_m / count, sum.y_m / count, sum.level};
  }

  // Facility loops: supply header, terminal units, return header, pumps, rejection.

  void write_facility_loop(const LoopPlan& loop, bool is_liquid) {
    const auto pumps = devices_of(is_liquid ? DeviceKind::liquid_pump : DeviceKind::air_pump);
    const auto rejection = rejection_devices(is_liquid);
    const auto terminals = devices_of(is_liquid ? DeviceKind::cdu : DeviceKind::air_unit);
    const bool has_rejection = !rejection.empty() || loop.flange.has_value();
    const bool has_drive = !pumps.empty() || loop.flange.has_value();
    if (terminals.empty() || !has_rejection || !has_drive) return;
    const CircuitId circuit(loop.id);
    const auto& s = loop.id;
    const auto setpoint = is_liquid ? study_.basis.liquid.facility_supply : study_.basis.air.water_supply;
    out_.network.circuits.push_back(
        {circuit, facility_fluid, NodeId(s + ".suction"), study_.basis.liquid.fill_pressure, setpoint});
    for (const char* name : {".suction", ".discharge", ".supply", ".hall.supply", ".hall.return"}) {
      const int at = node(s + name, circuit);
      if (std::string_view(name) == ".hall.supply")
        (is_liquid ? out_.liquid_supply_node : out_.air_supply_node) = at;
      if (std::string_view(name) == ".hall.return")
        (is_liquid ? out_.liquid_return_node : out_.air_return_node) = at;
    }
    write_pumps(loop, pumps, s);
    write_rejection(loop, rejection, is_liquid, setpoint, s);
    // Mains between plant and hall, sized for the whole design flow.
    const auto plant = middle_of(rejection.empty() ? pumps : rejection);
    const auto length = run_length(plant, middle_of(terminals)) * (1.0 + fittings_share);
    const auto& pipe = pipe_for(pipes_, loop.design_flow, study_.basis.liquid.velocity_highest);
    link(s + ".main.supply", s + ".supply", s + ".hall.supply", run_of(pipe, length));
    link(s + ".main.return", s + ".hall.return", s + ".suction", run_of(pipe, length));
    for (const char* which : {".main.supply", ".main.return"})
      out_.pipes.push_back({s + which, pipe.id.text(), -1, -1, length});
    for (const int d : terminals) write_terminal(d, is_liquid, s);
  }

  std::vector<int> rejection_devices(bool is_liquid) const {
    auto found = is_liquid ? devices_of(DeviceKind::cooler) : std::vector<int>{};
    for (const int d : devices_of(is_liquid ? DeviceKind::liquid_chiller : DeviceKind::chiller))
      found.push_back(d);
    return found;
  }

  void write_pumps(const LoopPlan& loop, const std::vector<int>& pumps, const std::string& s) {
    for (const int d : pumps) {
      const auto& pump = study_.catalog.get(Id<catalogs::PumpType>(devices_[ix(d)].type));
      out_.device_links[ix(d)] =
          link(devices_[ix(d)].id, s + ".suction", s + ".discharge", thermal::Pump{curve_of(pump.curve)});
    }
    if (!pumps.empty()) return;
    // The landlord's pressure at the flange stands in for pumps: nearly the same at any flow offered.
    const auto pressure = loop.flange->pressure.at(Corner::middle).value_or(100.0 * units::kPa);
    const auto flow = loop.flange->flow.at(Corner::middle).value_or(loop.design_flow);
    link(s + ".flange.drive", s + ".suction", s + ".discharge",
         thermal::Pump{
             {{0.0 * units::L_per_s, pressure * 1.02}, {flow, pressure}, {flow * 1.05, 0.0 * units::kPa}}});
  }

  void write_rejection(const LoopPlan& loop, const std::vector<int>& rejection, bool is_liquid,
                       Temperature setpoint, const std::string& s) {
    for (const int d : rejection) {
      const auto& device = devices_[ix(d)];
      if (device.kind == DeviceKind::cooler) {
        const auto& cooler = study_.catalog.get(Id<catalogs::CoolerType>(device.type));
        const auto rating = rating_of(cooler);
        out_.device_links[ix(d)] =
            link(device.id, s + ".discharge", s + ".supply",
                 thermal::Resistance{rated_water_flow(cooler), cooler.water_drop.value()});
        reject(d, {LinkId(device.id), thermal::Rejector::Kind::air_cooled, setpoint, rating.duty,
                   rating.water_in, rating.water_out, rating.air_in});
      } else {
        const auto& chiller = study_.catalog.get(Id<catalogs::ChillerType>(device.type));
        out_.device_links[ix(d)] =
            link(device.id, s + ".discharge", s + ".supply",
                 thermal::Resistance{chiller.water_flow.value(), chiller.water_drop.value()});
        reject(d, {LinkId(device.id), thermal::Rejector::Kind::refrigerated, setpoint, {}, {}, {}, {}});
      }
    }
    if (!loop.flange) return;
    // The landlord's water mixes in: with a mixing station at the setpoint of the basis, else as it comes.
    const auto delivered = loop.flange->supply.at(Corner::middle).value_or(setpoint);
    const auto held = loop.has_mixing ? std::max(setpoint, delivered) : delivered;
    const auto flow = loop.flange->flow.at(Corner::middle).value_or(loop.design_flow);
    link(s + ".flange", s + ".discharge", s + ".supply", thermal::Resistance{flow, 10.0 * units::kPa});
    (is_liquid ? out_.flange_rejector_liquid : out_.flange_rejector_air) =
        static_cast<int>(out_.network.rejectors.size());
    out_.network.rejectors.push_back(
        {LinkId(s + ".flange"), thermal::Rejector::Kind::refrigerated, held, {}, {}, {}, {}});
  }
  void reject(int device, thermal::Rejector rejector) {
    out_.device_rejectors[ix(device)] = static_cast<int>(out_.network.rejectors.size());
    out_.network.rejectors.push_back(std::move(rejector));
  }

  void write_terminal(int d, bool is_liquid, const std::string& s) {
    const auto& device = devices_[ix(d)];
    if (is_liquid) {
      const auto& cdu = study_.catalog.get(Id<catalogs::CduType>(device.type));
      const auto flow = cdu.primary_flow.value();
      out_.device_cold_links[ix(d)] =
          link(device.id + ".water", s + ".hall.supply", s + ".hall.return",
               thermal::LimitedResistance{{flow, cdu.primary_drop.value()}, flow});
    } else {
      const auto& unit = study_.catalog.get(Id<catalogs::AirUnitType>(device.type));
      const auto flow = rated_water_flow(unit);
      out_.device_cold_links[ix(d)] = link(device.id + ".water", s + ".hall.supply", s + ".hall.return",
                                           thermal::LimitedResistance{{flow, unit.water_drop.value()}, flow});
    }
  }

  static std::vector<thermal::Pump::Point> curve_of(const std::vector<catalogs::HeadCurve>& curves) {
    std::vector<thermal::Pump::Point> points;
    for (const auto& point : curves.front().points) points.push_back({point.flow, point.head});
    return points;
  }

  // A CDU group: CDUs in parallel, a header to each row, racks along it.

  void write_group(int g) {
    const auto& group = plan_.cooling.cdu_groups[ix(g)];
    const auto cdus = devices_of(DeviceKind::cdu, g);
    out_.group_supply_nodes.push_back(-1);
    out_.group_return_nodes.push_back(-1);
    if (cdus.empty()) return;
    const CircuitId circuit(group.id);
    const auto& s = group.id;
    out_.network.circuits.push_back({circuit, rack_fluid, NodeId(s + ".return"),
                                     study_.basis.liquid.fill_pressure, study_.basis.liquid.supply});
    out_.group_return_nodes.back() = node(s + ".return", circuit);
    out_.group_supply_nodes.back() = node(s + ".supply", circuit);
    const auto& type = study_.catalog.get(Id<catalogs::CduType>(plan_.cooling.cdu_type));
    const auto rating = rating_of(type);
    for (const int d : cdus) {
      const auto& id = devices_[ix(d)].id;
      out_.device_links[ix(d)] = link(id, s + ".return", s + ".supply", thermal::Pump{curve_of(type.curve)});
      if (out_.device_cold_links[ix(d)] < 0) continue;
      out_.device_exchangers[ix(d)] = static_cast<int>(out_.network.exchangers.size());
      out_.network.exchangers.push_back({LinkId(id), LinkId(id + ".water"), study_.basis.liquid.supply,
                                         rating.hot_flow, rating.cold_flow, rating.duty, rating.hot_in,
                                         rating.cold_in, rating.hot_share, rating.hot_exponent,
                                         rating.cold_exponent});
    }
    const auto bank = middle_of(cdus);
    for (const auto& row : rows_of(group)) write_row(s, circuit, g, row, bank);
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

  void write_row(const std::string& s, const CircuitId& circuit, int g, std::vector<int> racks,
                 const std::optional<Spot>& bank) {
    // The header enters the row at the end nearer to the CDUs.
    const auto spot_of = [&](int rack) { return spots_.find(plan_.racks[ix(rack)].id.text()); };
    if (run_length(bank, spot_of(racks.back())) < run_length(bank, spot_of(racks.front())))
      std::reverse(racks.begin(), racks.end());
    VolumeFlow flow = 0.0 * units::L_per_s;
    for (const int rack : racks)
      flow += coolant_need(study_.catalog.get(plan_.racks[ix(rack)].type), study_.basis.liquid.supply).flow;
    const auto& pipe = pipe_for(pipes_, flow, study_.basis.liquid.velocity_highest);
    const auto row = fmt::format("{}.row.{}", s, plan_.racks[ix(racks.front())].id.text());
    const auto entry = run_length(bank, spot_of(racks.front())) * (1.0 + fittings_share);
    auto last_supply = s + ".supply";
    auto last_return = s + ".return";
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
      const auto supply = rack.id.text() + ".supply";
      const auto back = rack.id.text() + ".return";
      const auto overhead = study_.catalog.get(rack.type).body.height.value();
      node(supply, circuit, overhead);
      node(back, circuit, overhead);
      link(fmt::format("{}.supply.{}", row, k + 1), last_supply, supply, run_of(pipe, length, tee_loss));
      link(fmt::format("{}.return.{}", row, k + 1), back, last_return, run_of(pipe, length, tee_loss));
      const auto need = coolant_need(study_.catalog.get(rack.type), study_.basis.liquid.supply);
      out_.rack_links[ix(racks[k])] =
          link(rack.id.text(), supply, back,
               thermal::LimitedResistance{{need.flow, need.drop + study_.basis.liquid.hose_drop}, need.flow},
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
    const auto s = "air." + space.text();
    const CircuitId circuit(s);
    ThermalAssembly::AirZone zone;
    zone.space = space;
    out_.network.circuits.push_back(
        {circuit, thermal::Fluid::air, NodeId(s + ".cold"), 0.0 * units::kPa_gauge, study_.basis.air.supply});
    zone.cold_node = node(s + ".cold", circuit);
    zone.hot_node = node(s + ".hot", circuit);
    zone.rack_link =
        link(s + ".racks", s + ".cold", s + ".hot", thermal::GivenFlow{demand.airflow}, demand.heat);
    zone.leak_link = link(s + ".leak", s + ".cold", s + ".hot",
                          thermal::GivenFlow{demand.airflow * study_.basis.air.leakage.in_si()});
    zone.recirculation_link =
        link(s + ".recirculation", s + ".hot", s + ".cold", thermal::GivenFlow{0.0 * units::m3_per_s});
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
          link(device.id, s + ".hot", s + ".cold", thermal::GivenFlow{0.0 * units::m3_per_s});
      if (device.kind == DeviceKind::evaporative_wall) {
        reject(
            static_cast<int>(d),
            {LinkId(device.id), thermal::Rejector::Kind::open_air, study_.basis.air.supply, {}, {}, {}, {}});
      } else if (out_.device_cold_links[d] >= 0) {
        const auto rating = rating_of(study_.catalog.get(Id<catalogs::AirUnitType>(device.type)));
        out_.device_exchangers[d] = static_cast<int>(out_.network.exchangers.size());
        out_.network.exchangers.push_back({LinkId(device.id), LinkId(device.id + ".water"),
                                           study_.basis.air.supply, rating.hot_flow, rating.cold_flow,
                                           rating.duty, rating.hot_in, rating.cold_in, rating.hot_share,
                                           rating.hot_exponent, rating.cold_exponent});
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
