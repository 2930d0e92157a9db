#include "studies/loop_assembly.hpp"

#include "studies/cooling_ratings.hpp"
#include "studies/cooling_sizing.hpp"
#include "studies/plant_loops.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace shellfit::studies {

using thermal::CircuitId;
using thermal::LinkId;
using thermal::NodeId;

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }
/// A decoupler whose length nobody gives (assumed).
constexpr Length decoupler_length = 2.0 * units::m;

constexpr const char* drive = ":drive";

/// What offered water is to the network.
struct OfferTerms {
  thermal::Resistance resistance;
  thermal::Pump drive;  ///< of a loop without pumps
  Temperature held;     ///< with a mixing valve the setpoint of the basis, else as it comes
};
OfferTerms terms_of(const LoopPlan& loop, Temperature setpoint, const site::Flange& water) {
  auto flow = water.flow.at(Corner::middle).value_or(loop.design_flow);
  // Where none flows, the valve is closed: any curve will do.
  if (flow <= 0.0 * units::L_per_s) flow = loop.design_flow;
  const auto pressure = water.pressure.at(Corner::middle).value_or(100.0 * units::kPa);
  const auto delivered = water.supply.at(Corner::middle).value_or(setpoint);
  // The landlord's pressure stands in for pumps: nearly the same at any flow offered.
  const thermal::Pump::Smooth curve{
      {{0.0 * units::L_per_s, pressure * 1.02}, {flow, pressure}, {flow * 1.05, 0.0 * units::kPa}}};
  return {{flow, 10.0 * units::kPa}, {curve}, loop.piping.mixing ? std::max(setpoint, delivered) : delivered};
}

class LoopWriter {
 public:
  LoopWriter(const site::Study& study, const CoolingPlan& cooling, const LoopPlan& loop,
             const std::vector<Device>& devices, const Spots& spots, ThermalAssembly& out,
             ThermalAssembly::LoopPlaces& places)
      : study_(study),
        cooling_(cooling),
        loop_(loop),
        piping_(loop.piping),
        devices_(devices),
        spots_(spots),
        out_(out),
        places_(places),
        setpoint_(rejection_setpoint(study, cooling, loop)),
        circuit_(loop.id),
        pipes_(pipe_sizes(study)) {
    for (std::size_t d = 0; d < devices.size(); ++d) device_of_[devices[d].id] = static_cast<int>(d);
  }

  void write() {
    find_devices();
    const bool has_rejection = !places_.rejection.empty() || piping_.offered;
    const bool has_drive = !piping_.pumps.empty() || piping_.offered;
    if (places_.users.empty() || !has_rejection || !has_drive) {
      places_ = {};
      return;
    }
    write_headers();
    write_pumps();
    write_rejection();
    write_water_rejection();
    write_offered_water();
    write_pipes();
    write_users();
    write_plant_users();
    write_heights();
  }

 private:
  template <class Element>
  int device(const Element& element) const {
    const auto found = device_of_.find(element.id.text());
    return found == device_of_.end() ? -1 : found->second;
  }
  template <class Element>
  int link(const Element& element, thermal::Hydraulics hydraulics) {
    // Machines are unique in the plan; of the rest, only those of a loop that is listed are.
    const auto& id = element.id.text();
    return add_link(out_.network, device(element) >= 0 ? id : loop_.id + ":" + id, header(element.from),
                    header(element.to), std::move(hydraulics));
  }
  std::string header(const site::HeaderId& id) const { return loop_.id + ":header:" + id.text(); }

  void find_devices() {
    const auto note = [&](const auto& elements, std::vector<int>& which) {
      for (const auto& element : elements) {
        if (const int d = device(element); d >= 0) which.push_back(d);
      }
    };
    note(piping_.coolers, places_.rejection);
    note(piping_.chillers, places_.rejection);
    note(loop_.water.towers, places_.rejection);
    site::for_each_two_sided(loop_.water, [&](const auto& one) {
      if (const int d = device(one); d >= 0) places_.rejection.push_back(d);
    });
    for (const auto& group : piping_.groups) note(group.cdus, places_.users);
    note(piping_.air_units, places_.users);
    for_each_plant_user(cooling_, loop_, [&](const auto& one) {
      if (const int d = device(one); d >= 0 && out_.device_links[ix(d)] >= 0) places_.users.push_back(d);
    });
    const auto sides = site::sides_of(piping_, beside(cooling_, loop_));
    for (std::size_t i = 0; i < piping_.pumps.size(); ++i)
      (sides.pump_serves_users[i] != 0 ? places_.user_pumps : places_.plant_pumps)
          .push_back(device(piping_.pumps[i]));
    valve_serves_users_ = sides.valve_serves_users;
  }

  /// The expansion vessel holds its pressure where it hangs, or where the first pump sucks. A loop that is
  /// open in towers has the air's in their basins.
  void write_headers() {
    std::map<site::HeaderId, bool> is_touched;
    site::for_each_element(piping_, [&](const auto& element, site::Role) {
      is_touched[element.from] = is_touched[element.to] = true;
    });
    for (const auto& one : beside(cooling_, loop_)) is_touched[one.from] = is_touched[one.to] = true;
    auto vessel = !piping_.pumps.empty() ? piping_.pumps.front().from : piping_.offered->from;
    for (const auto& one : loop_.water.expansion_vessels) {
      if (one.at && is_touched.contains(*one.at)) {
        vessel = *one.at;
        break;
      }
    }
    auto pressure = study_.basis.liquid.fill_pressure;
    if (const auto* tower = open_tower(study_.catalog, loop_)) {
      vessel = tower->to;
      pressure = 0.0 * units::kPa_gauge;
    }
    out_.network.circuits.push_back({circuit_, facility_fluid, NodeId(header(vessel)), pressure, setpoint_});
    for (const auto& one : piping_.headers) {
      if (is_touched.contains(one.id)) add_node(out_.network, header(one.id), circuit_);
    }
  }

  void write_pumps() {
    for (const auto& pump : piping_.pumps) {
      const auto& type = study_.catalog.get(pump.type);
      out_.device_links[ix(device(pump))] = link(pump, pump_of(type.curve));
    }
  }

  void write_rejection() {
    for (const auto& one : piping_.coolers) {
      const auto& type = study_.catalog.get(one.type);
      const int d = device(one);
      out_.device_links[ix(d)] =
          link(one, thermal::Resistance{rated_water_flow(type), type.water_drop.value()});
      reject(d, {LinkId(one.id.text()), thermal::Rejector::Kind::air_cooled, setpoint_, rating_of(type)});
    }
    for (const auto& one : piping_.chillers) {
      const auto& type = study_.catalog.get(one.type);
      const int d = device(one);
      out_.device_links[ix(d)] =
          link(one, thermal::Resistance{type.water_flow.value(), type.water_drop.value()});
      reject(d, {LinkId(one.id.text()), thermal::Rejector::Kind::refrigerated, setpoint_});
    }
  }
  void write_water_rejection() {
    for (const auto& one : loop_.water.towers) {
      const auto& type = study_.catalog.get(one.type);
      const int d = device(one);
      out_.device_links[ix(d)] =
          link(one, thermal::Resistance{rated_water_flow(type), type.water_drop.value()});
      thermal::Rejector rejector;
      rejector.link = LinkId(one.id.text());
      rejector.kind = thermal::Rejector::Kind::evaporative;
      rejector.setpoint = setpoint_;
      rejector.tower = rating_of(type);
      reject(d, std::move(rejector));
    }
    for (const auto& one : loop_.water.water_chillers) {
      const auto& type = study_.catalog.get(one.type);
      out_.device_links[ix(device(one))] =
          link(one, thermal::Resistance{type.water_flow.value(), type.water_drop.value()});
    }
    for (const auto& one : loop_.water.plate_exchangers) {
      const auto& type = study_.catalog.get(one.type);
      out_.device_links[ix(device(one))] =
          link(one, thermal::Resistance{type.hot_flow.value(), type.hot_drop.value()});
    }
    for (const auto& one : loop_.water.tanks) {
      const auto& type = study_.catalog.get(one.type);
      out_.tanks.push_back({link(one, thermal::Resistance{type.flow.value(), type.drop.value()}), one.type});
    }
  }
  void reject(int d, thermal::Rejector rejector) {
    out_.device_rejectors[ix(d)] = static_cast<int>(out_.network.rejectors.size());
    out_.network.rejectors.push_back(std::move(rejector));
  }

  void write_offered_water() {
    if (!piping_.offered) return;
    const auto& offered = *piping_.offered;
    const auto id = loop_.id + ":" + offered.id.text();
    const auto water = terms_of(loop_, setpoint_, offered.water);
    auto from = header(offered.from);
    if (piping_.pumps.empty()) {
      const auto driven = id + ":driven";
      add_node(out_.network, driven, circuit_);
      add_link(out_.network, id + drive, from, driven, water.drive);
      from = driven;
    }
    places_.offered_link = add_link(out_.network, id, from, header(offered.to), water.resistance);
    places_.offered_rejector = static_cast<int>(out_.network.rejectors.size());
    out_.network.rejectors.push_back({LinkId(id), thermal::Rejector::Kind::refrigerated, water.held});
  }

  void write_pipes() {
    for (std::size_t i = 0; i < piping_.balancing_valves.size(); ++i) {
      const auto& valve = piping_.balancing_valves[i];
      const auto flow = valve.flow.value_or(loop_.design_flow * plant_surplus);
      const int at = link(valve, thermal::LimitedResistance{thermal::Resistance{flow, valve.drop}, flow});
      if (valve_serves_users_[i] == 0) places_.plant_valves.push_back(at);
    }
    const auto type_of = [&](const site::Pipe& pipe) -> const catalogs::PipeType& {
      return pipe.type ? study_.catalog.get(*pipe.type)
                       : pipe_for(pipes_, loop_.design_flow, study_.basis.liquid.velocity_highest);
    };
    for (const auto& pipe : piping_.decouplers)
      places_.decouplers.push_back(link(pipe, run_of(type_of(pipe), pipe.length.value_or(decoupler_length))));
    // Mains between plant and hall.
    std::vector<int> pumps = places_.plant_pumps;
    pumps.insert(pumps.end(), places_.user_pumps.begin(), places_.user_pumps.end());
    const auto plant = middle_of(spots_, devices_, places_.rejection.empty() ? pumps : places_.rejection);
    const auto users = middle_of(spots_, devices_, places_.users);
    const auto route = run_length(plant, users) * (1.0 + fittings_share);
    for (const auto& pipe : piping_.pipes) {
      const auto& type = type_of(pipe);
      const auto length = pipe.length.value_or(route);
      const int at = link(pipe, run_of(type, length));
      if (!pipe.length) out_.fitted_links.push_back(at);
      out_.pipes.push_back({pipe.id.text(), type.id.text(), -1, -1, length});
    }
  }

  void write_users() {
    const auto write = [&](const auto& user, VolumeFlow flow, PressureDifference drop) {
      out_.device_cold_links[ix(device(user))] =
          add_link(out_.network, user.id.text() + ":water", header(user.from), header(user.to),
                   thermal::LimitedResistance{thermal::Resistance{flow, drop}, flow});
    };
    for (const auto& group : piping_.groups) {
      for (const auto& one : group.cdus) {
        if (device(one) < 0) continue;
        const auto& type = study_.catalog.get(one.type);
        write(one, type.primary_flow.value(), type.primary_drop.value());
      }
    }
    for (const auto& one : piping_.air_units) {
      const auto& type = study_.catalog.get(one.type);
      write(one, rated_water_flow(type), type.water_drop.value());
    }
  }

  /// The other sides of water chillers and plates whose water is cooled in other loops, behind valves that
  /// let no more pass than their sheets ask for.
  void write_plant_users() {
    for_each_plant_user(cooling_, loop_, [&]<class User>(const User& user) {
      const int d = device(user);
      if (d < 0 || out_.device_links[ix(d)] < 0) return;
      const auto& type = study_.catalog.get(user.type);
      const auto id = user.id.text() + ":plant";
      const auto flow = plant_flow(type);
      out_.device_cold_links[ix(d)] =
          add_link(out_.network, id, header(user.plant_from), header(user.plant_to),
                   thermal::LimitedResistance{thermal::Resistance{flow, plant_drop(type)}, flow});
      thermal::Exchanger exchanger{LinkId(user.id.text()),
                                   LinkId(id),
                                   rejection_setpoint(study_, cooling_, *owner_of(cooling_, user.id)),
                                   {}};
      if constexpr (std::is_same_v<User, site::PlateExchanger>) exchanger.rating = rating_of(type);
      out_.device_exchangers[ix(d)] = static_cast<int>(out_.network.exchangers.size());
      out_.network.exchangers.push_back(std::move(exchanger));
    });
  }
  /// Of what stands on other storeys than the pumps, and of the pipes above it.
  void write_heights() {
    std::vector<int> pumps = places_.user_pumps;
    pumps.insert(pumps.end(), places_.plant_pumps.begin(), places_.plant_pumps.end());
    auto base = middle_of(spots_, devices_, pumps);
    if (!base) base = middle_of(spots_, devices_, places_.rejection);
    const auto add = [&](int d, const catalogs::Body& body, Length overhead) {
      if (d < 0) return;
      const auto foot = rise_between(base, spots_.find(devices_[ix(d)].id));
      const auto height = body.height.value_if_known().value_or(0.0 * units::m) + overhead;
      places_.top = std::max(places_.top, foot + height);
      places_.lowest_user = std::min(places_.lowest_user, foot);
    };
    const auto& space = study_.basis.space;
    for (const auto& group : piping_.groups) {
      for (const auto& one : group.cdus)
        add(device(one), study_.catalog.get(one.type).body, space.overhead_liquid);
    }
    for (const auto& one : piping_.air_units)
      add(device(one), study_.catalog.get(one.type).body, space.equipment_overhead);
    for (const auto& one : piping_.coolers)
      add(device(one), study_.catalog.get(one.type).body, 0.0 * units::m);
    for (const auto& one : piping_.chillers)
      add(device(one), study_.catalog.get(one.type).body, 0.0 * units::m);
    site::for_each_water_element(loop_.water, [&](const auto& one, site::Role) {
      add(device(one), study_.catalog.get(one.type).body, 0.0 * units::m);
    });
  }

  const site::Study& study_;
  const CoolingPlan& cooling_;
  const LoopPlan& loop_;
  const site::Piping& piping_;
  const std::vector<Device>& devices_;
  const Spots& spots_;
  ThermalAssembly& out_;
  ThermalAssembly::LoopPlaces& places_;
  Temperature setpoint_;
  CircuitId circuit_;
  std::vector<const catalogs::PipeType*> pipes_;
  std::map<std::string, int> device_of_;
  std::vector<char> valve_serves_users_;
};

}  // namespace

int add_node(thermal::Network& network, const std::string& id, const CircuitId& circuit, Length elevation) {
  network.nodes.push_back({NodeId(id), circuit, elevation});
  return static_cast<int>(network.nodes.size()) - 1;
}

int add_link(thermal::Network& network, const std::string& id, const std::string& from, const std::string& to,
             thermal::Hydraulics hydraulics, HeatFlow gain) {
  network.links.push_back({LinkId(id), NodeId(from), NodeId(to), std::move(hydraulics), gain});
  return static_cast<int>(network.links.size()) - 1;
}

thermal::Pipe run_of(const catalogs::PipeType& pipe, Length length, double minor_loss) {
  return {length, pipe.bore.value(), pipe.roughness.value(), minor_loss};
}

thermal::Pump pump_of(const std::vector<catalogs::HeadCurve>& curves) {
  thermal::Pump::Smooth curve;
  for (const auto& point : curves.front().points) curve.points.push_back({point.flow, point.head});
  return {curve};
}

std::optional<Spot> middle_of(const Spots& spots, const std::vector<Device>& devices,
                              const std::vector<int>& which) {
  Spot sum;
  int count = 0;
  for (const int d : which) {
    const auto spot = spots.find(devices[ix(d)].id);
    if (!spot) continue;
    sum.x_m += spot->x_m;
    sum.y_m += spot->y_m;
    sum.level = spot->level;
    ++count;
  }
  if (count == 0) return std::nullopt;
  return Spot{sum.x_m / count, sum.y_m / count, sum.level};
}

void assemble_loops(const site::Study& study, const CoolingPlan& cooling, const std::vector<Device>& devices,
                    const Spots& spots, ThermalAssembly& out) {
  const auto write = [&](const LoopPlan& loop, ThermalAssembly::LoopPlaces& places) {
    LoopWriter(study, cooling, loop, devices, spots, out, places).write();
  };
  if (cooling.liquid_loop) write(*cooling.liquid_loop, out.liquid);
  if (cooling.air_loop) write(*cooling.air_loop, out.air);
  // Those that take the heat of others after them: what stands in no loop that runs gives none.
  out.plants.resize(cooling.plant_loops.size());
  for (const auto p : downstream(cooling)) write(cooling.plant_loops[p], out.plants[p]);
}

void set_offered_water(const site::Study& study, const CoolingPlan& cooling, const LoopPlan& loop,
                       const site::Flange& water, thermal::Network& network) {
  const LinkId id(loop.id + ":" + loop.piping.offered->id.text());
  const auto terms = terms_of(loop, rejection_setpoint(study, cooling, loop), water);
  for (auto& link : network.links) {
    if (link.id == id) link.hydraulics = terms.resistance;
    if (link.id.text() == id.text() + drive) link.hydraulics = terms.drive;
  }
  for (auto& rejector : network.rejectors) {
    if (rejector.link == id) rejector.setpoint = terms.held;
  }
}

}  // namespace shellfit::studies
