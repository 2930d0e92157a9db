#include "studies/plant_loops.hpp"

#include "studies/cooling_ratings.hpp"
#include "studies/missing_figures.hpp"

#include <optional>
#include <type_traits>

namespace shellfit::studies {

std::vector<site::Between> beside(const CoolingPlan& cooling, const LoopPlan& loop) {
  std::vector<site::Between> found;
  site::for_each_water_element(loop.water, [&](const auto& one, site::Role role) {
    found.push_back({one.from, one.to, role});
  });
  for_each_plant_user(cooling, loop, [&](const auto& one) {
    found.push_back({one.plant_from, one.plant_to, site::Role::uses});
  });
  return found;
}

bool has_rejection(const site::WaterPlant& water) {
  return !water.towers.empty() || !water.water_chillers.empty() || !water.plate_exchangers.empty();
}

bool lacks_of_water_plant(const catalogs::Catalog& catalog, const site::WaterPlant& water,
                          std::vector<MissingFigure>& missing) {
  bool lacks_any = false;
  site::for_each_water_element(water, [&](const auto& one, site::Role) {
    if (note_missing(catalog.get(one.type), false, missing)) lacks_any = true;
  });
  return lacks_any;
}

PressureDifference water_plant_drop(const catalogs::Catalog& catalog, const site::WaterPlant& water,
                                    VolumeFlow flow) {
  auto sum = 0.0 * units::kPa;
  const auto add = [&](const auto& machines, const auto& rated, const auto& drop) {
    if (machines.empty()) return;
    const auto running =
        std::count_if(machines.begin(), machines.end(), [](const auto& one) { return !one.is_standby; });
    const auto& type = catalog.get(machines.front().type);
    const double share = flow / static_cast<double>(std::max<std::ptrdiff_t>(1, running)) / rated(type);
    sum += drop(type) * (share * share);
  };
  const auto water_drop = [](const auto& type) { return type.water_drop.value(); };
  add(
      water.towers, [](const auto& type) { return rated_water_flow(type); }, water_drop);
  add(
      water.water_chillers, [](const auto& type) { return type.water_flow.value(); }, water_drop);
  add(
      water.plate_exchangers, [](const auto& type) { return type.hot_flow.value(); },
      [](const auto& type) { return type.hot_drop.value(); });
  return sum;
}

namespace {

bool lacks(const LoopPlan& planned, const catalogs::Catalog& catalog, std::vector<MissingFigure>& missing) {
  bool result = lacks_of_water_plant(catalog, planned.water, missing);
  const auto note = [&](const auto& machines) {
    for (const auto& one : machines) {
      if (note_missing(catalog.get(one.type), false, missing)) result = true;
    }
  };
  note(planned.piping.pumps);
  note(planned.piping.coolers);
  note(planned.piping.chillers);
  return result;
}

}  // namespace

void plan_plant_loops(const site::Study& study, Mode mode, UnitNames& names, Plan& plan) {
  auto& loops = plan.cooling.plant_loops;
  for (const auto& loop : study.shell.cooling.loops) {
    if (loop.serves != site::LoopServes::plant) continue;
    LoopPlan planned;
    planned.id = loop.id.text();
    planned.serves = site::LoopServes::plant;
    planned.piping = expand(loop, names);
    planned.water = loop.water;
    if (mode == Mode::as_is) {
      planned.piping = site::installed_part(std::move(planned.piping));
      planned.water = site::installed_part(std::move(planned.water));
    }
    loops.push_back(std::move(planned));
  }
  // A loop that lost its users takes nobody's heat, and neither does the next one down.
  for (bool has_changed = true; has_changed;) {
    const auto unused = std::find_if(loops.begin(), loops.end(), [&](const LoopPlan& loop) {
      bool has_users = false;
      for_each_plant_user(plan.cooling, loop, [&](const auto&) { has_users = true; });
      return !has_users;
    });
    has_changed = unused != loops.end();
    if (has_changed) loops.erase(unused);
  }
  for (auto& loop : loops) {
    if (lacks(loop, study.catalog, plan.missing)) continue;
    loop.design_flow = 0.0 * units::L_per_s;
    for_each_plant_user(plan.cooling, loop, [&](const auto& user) {
      const auto& type = study.catalog.get(user.type);
      if (!note_missing(type, false, plan.missing)) loop.design_flow += plant_flow(type);
    });
  }
}

const site::Machine<catalogs::TowerType>* open_tower(const catalogs::Catalog& catalog, const LoopPlan& loop) {
  const auto found = std::find_if(loop.water.towers.begin(), loop.water.towers.end(), [&](const auto& one) {
    using enum catalogs::TowerType::Circuit;
    return catalog.get(one.type).circuit.value_or(open) == open;
  });
  return found == loop.water.towers.end() ? nullptr : &*found;
}

std::vector<std::size_t> downstream(const CoolingPlan& cooling) {
  const auto& loops = cooling.plant_loops;
  std::vector<std::size_t> order;
  std::vector<char> is_done(loops.size(), 0);
  const auto waits = [&](std::size_t p) {
    bool does = false;
    for_each_plant_user(cooling, loops[p], [&](const auto& user) {
      for (std::size_t other = 0; other < loops.size(); ++other) {
        site::for_each_two_sided(loops[other].water, [&](const auto& one) {
          does = does || (one.id == user.id && is_done[other] == 0 && other != p);
        });
      }
    });
    return does;
  };
  while (order.size() < loops.size()) {
    std::size_t next = loops.size();
    for (std::size_t p = loops.size(); p-- > 0;) {
      // Of loops that take each other's heat, the first.
      if (is_done[p] == 0 && (next == loops.size() || !waits(p) || waits(next))) next = p;
    }
    is_done[next] = 1;
    order.push_back(next);
  }
  return order;
}

const LoopPlan* owner_of(const CoolingPlan& cooling, const site::ElementId& element) {
  const auto has = [&](const LoopPlan& loop) {
    bool is_here = false;
    site::for_each_two_sided(loop.water, [&](const auto& one) { is_here = is_here || one.id == element; });
    return is_here;
  };
  if (cooling.liquid_loop && has(*cooling.liquid_loop)) return &*cooling.liquid_loop;
  if (cooling.air_loop && has(*cooling.air_loop)) return &*cooling.air_loop;
  const auto found = std::find_if(cooling.plant_loops.begin(), cooling.plant_loops.end(), has);
  return found == cooling.plant_loops.end() ? nullptr : &*found;
}

namespace {

/// The coolant's side and the air's.
constexpr std::array sides{site::LoopServes::liquid, site::LoopServes::air};

/// By plant loop.
std::vector<std::array<char, 2>> sides_of_plants(const CoolingPlan& cooling) {
  const auto& loops = cooling.plant_loops;
  std::vector<std::array<char, 2>> served(loops.size(), {0, 0});
  for (const auto p : downstream(cooling)) {
    for_each_plant_user(cooling, loops[p], [&](const auto& user) {
      const auto* owner = owner_of(cooling, user.id);
      for (std::size_t side = 0; side < sides.size(); ++side) {
        const bool is_own = owner->serves == sides[side];
        const bool is_passed_on = owner->serves == site::LoopServes::plant &&
                                  served[static_cast<std::size_t>(owner - loops.data())][side] != 0;
        if (is_own || is_passed_on) served[p][side] = 1;
      }
    });
  }
  return served;
}

}  // namespace

std::array<std::vector<char>, 2> sides_served(const CoolingPlan& cooling,
                                              const std::vector<Device>& devices) {
  std::array<std::vector<char>, 2> serves;
  for (std::size_t side = 0; side < sides.size(); ++side) {
    for (const auto& device : devices) serves[side].push_back(device.serves == sides[side] ? 1 : 0);
  }
  const auto plants = sides_of_plants(cooling);
  for (std::size_t p = 0; p < plants.size(); ++p) {
    const auto mark = [&](const auto& one, site::Role) {
      for (std::size_t d = 0; d < devices.size(); ++d) {
        if (devices[d].id != one.id.text()) continue;
        for (std::size_t side = 0; side < sides.size(); ++side) serves[side][d] = plants[p][side];
      }
    };
    site::for_each_element(cooling.plant_loops[p].piping, mark);
    site::for_each_water_element(cooling.plant_loops[p].water, mark);
  }
  return serves;
}

namespace {

/// Water that plates bring their loop to at their rating, above the water that cools it.
TemperatureDifference approach_of(const thermal::ExchangerRating& rating) {
  const double rate_w_k =
      thermal::capacity_rate_w_k({facility_fluid, rating.hot_flow, rating.hot_in}, thermal::rating_pressure);
  return rating.hot_in - rating.duty.in_si() / rate_w_k * units::K - rating.cold_in;
}

/// Where no chiller says how cold its condenser may get (assumed).
constexpr Temperature coldest_untold = 15.0 * units::degC;

/// What all chillers on a loop stand, and what all plates on it are served by.
struct Coldest {
  std::optional<Temperature> of_chillers, of_plates;
};

}  // namespace

Temperature rejection_setpoint(const site::Study& study, const CoolingPlan& cooling, const LoopPlan& loop) {
  if (loop.serves == site::LoopServes::liquid) return study.basis.liquid.facility_supply;
  if (loop.serves == site::LoopServes::air) return study.basis.air.water_supply;
  Coldest coldest;
  for_each_plant_user(cooling, loop, [&]<class User>(const User& user) {
    const auto& type = study.catalog.get(user.type);
    if constexpr (std::is_same_v<User, site::PlateExchanger>) {
      const auto* owner = owner_of(cooling, user.id);
      const auto needed = rejection_setpoint(study, cooling, *owner) - approach_of(rating_of(type));
      coldest.of_plates = std::min(coldest.of_plates.value_or(needed), needed);
    } else {
      const auto allowed = type.condenser_lowest.value_if_known().value_or(coldest_untold);
      coldest.of_chillers = std::max(coldest.of_chillers.value_or(allowed), allowed);
    }
  });
  return coldest.of_chillers.value_or(coldest.of_plates.value_or(coldest_untold));
}

}  // namespace shellfit::studies
