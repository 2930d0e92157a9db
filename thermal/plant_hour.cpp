// A loop of capacity rate C with the heat Q comes back from its users at T_s + Q/C. Machines that need no
// compressor take at most M(T_s + Q/C) of it; where that and the chillers' capacity is less than Q, the
// supply T_s rises until it is not, as M grows with T_s.
#include "thermal/plant_hour.hpp"

#include "base/find_zero.hpp"
#include "thermal/moist_air.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace shellfit::thermal {

namespace {

/// Water that enters one machine.
struct Water {
  double w_k, in_k;
};
struct MachineHour {
  double fan_w = 0.0, evaporated_kg_s = 0.0, drift_kg_s = 0.0;
  bool is_wet = false;
};

/// A cooler, with its pads wet or dry.
struct Cooler {
  const CoolerConstants& unit;
  bool is_wet;

  double most_w(const Water& water, const OutdoorAir& air) const {
    return cooler_most(unit, water.w_k, water.in_k, air, is_wet).most_w;
  }
  MachineHour run(double duty_w, const Water& water, const OutdoorAir& air) const {
    const double speed = cooler_speed(unit, duty_w, water.w_k, water.in_k, air, is_wet);
    const bool evaporates = is_wet && unit.pad_effectiveness > 0.0;
    return {cooler_fan_w(unit, speed, air, is_wet),
            evaporates ? cooler_evaporation_kg_s(unit, speed, air) : 0.0, 0.0, evaporates};
  }
};

struct Tower {
  const TowerConstants& unit;

  double most_w(const Water& water, const OutdoorAir& air) const {
    return tower_most(unit, water.w_k, water.in_k, air).most_w;
  }
  MachineHour run(double duty_w, const Water& water, const OutdoorAir& air) const {
    const double speed = tower_speed(unit, duty_w, water.w_k, water.in_k, air);
    constexpr double water_j_kgk = 4186.0;
    constexpr double any_cycles = 2.0;  // its blowdown is not asked for here
    const auto used = tower_water(unit, duty_w, speed, water.w_k / water_j_kgk, air, any_cycles);
    return {tower_fan_w(unit, speed, air), used.evaporated_kg_s, used.drift_kg_s, true};
  }
};

/// Calls f(machine) where the bank needs no compressors.
template <class F>
void with_free_machine(const Bank& bank, bool is_wet, F f) {
  if (const auto* cooler = std::get_if<CoolerConstants>(&bank.unit)) f(Cooler{*cooler, is_wet});
  if (const auto* tower = std::get_if<TowerConstants>(&bank.unit)) f(Tower{*tower});
}

class LoopInAir {
 public:
  LoopInAir(const PlantLoop& loop, const OutdoorAir& air) : loop_(loop), air_(air) {
    for (const auto& bank : loop.banks) {
      if (!std::holds_alternative<ChillerConstants>(bank.unit)) free_units_ += bank.count;
    }
  }

  LoopHour run() const {
    auto hour = run_at(loop_.setpoint_k);
    if (hour.holds) return hour;
    const double supply_k = reached_k();
    // Machines take more of warmer water: what they draw is what they draw at that.
    if (!std::isnan(supply_k)) hour = run_at(supply_k);
    hour.supply_k = supply_k;
    hour.holds = false;
    return hour;
  }

 private:
  LoopHour run_at(double supply_k) const {
    LoopHour hour;
    hour.supply_k = supply_k;
    const double dry_w = free_most_w(supply_k, false);
    const bool is_wet = dry_w < loop_.duty_w;
    const double most_w = is_wet ? free_most_w(supply_k, true) : dry_w;
    const double free_w = std::min(loop_.duty_w, most_w);
    run_free(free_w, most_w, is_wet, hour);
    const double warm_w = condense(loop_.duty_w - free_w, hour);
    const double left_w = run_chillers(warm_w, hour);
    constexpr double settled_w = 1e-3;
    hour.holds = left_w <= loop_.offered_w + settled_w;
    return hour;
  }

  /// What is left warm is `heat_w` above the supply.
  Water water(double supply_k, double heat_w, int units) const {
    return {loop_.water_w_k / std::max(1, units), supply_k + heat_w / loop_.water_w_k};
  }

  double free_most_w(double supply_k, bool is_wet) const {
    double most_w = 0.0;
    for (const auto& bank : loop_.banks) {
      with_free_machine(bank, is_wet, [&](const auto& machine) {
        most_w += bank.count * machine.most_w(water(supply_k, loop_.duty_w, free_units_), air_);
      });
    }
    return most_w;
  }

  void run_free(double heat_w, double most_w, bool is_wet, LoopHour& hour) const {
    if (!(heat_w > 0.0)) return;
    const auto into = water(hour.supply_k, loop_.duty_w, free_units_);
    for (const auto& bank : loop_.banks) {
      with_free_machine(bank, is_wet, [&](const auto& machine) {
        const auto one = machine.run(heat_w / most_w * machine.most_w(into, air_), into, air_);
        hour.fan_w += bank.count * one.fan_w;
        hour.evaporated_kg_s += bank.count * one.evaporated_kg_s;
        hour.drift_kg_s += bank.count * one.drift_kg_s;
        hour.is_wet = hour.is_wet || one.is_wet;
      });
    }
  }

  /// The other loop with the heat that it is given; what it takes for that, of what it takes for all.
  LoopHour plant_hour(const Condensing& by, double heat_w, double setpoint_k) const {
    auto plant = by.plant;
    plant.duty_w = heat_w + by.others_w + by.pumps_w;
    plant.setpoint_k = setpoint_k;
    auto hour = loop_hour(plant, air_);
    const double share = heat_w > 0.0 ? heat_w / (heat_w + by.others_w) : 0.0;
    for (double* taken : {&hour.fan_w, &hour.compressor_w, &hour.evaporated_kg_s, &hour.drift_kg_s})
      *taken *= share;
    return hour;
  }
  static void add_plant(const LoopHour& plant, LoopHour& hour) {
    hour.fan_w += plant.fan_w;
    hour.compressor_w += plant.compressor_w;
    hour.evaporated_kg_s += plant.evaporated_kg_s;
    hour.drift_kg_s += plant.drift_kg_s;
    hour.is_wet = hour.is_wet || plant.is_wet;
  }

  /// What plates and water chillers do with heat that is left in the loop, the other loop as cold as it can
  /// be.
  struct Condensed {
    LoopHour plant;
    double plates_w = 0.0, chillers_w = 0.0, input_w = 0.0;
    double plates_most_w = 0.0, chillers_most_w = 0.0;
  };
  /// The more heat the other loop is given, the warmer it is and the less plates pass: one zero. By turns it
  /// would not be found where small towers warm by more than the plates lose by it.
  Condensed condensed(const Condensing& by, double heat_w, double supply_k) const {
    const auto passed_w = [](const Condensed& one) { return one.plates_w + one.chillers_w + one.input_w; };
    const auto full = condensed_with(by, heat_w, supply_k, heat_w);
    constexpr double settled = 1e-7;
    if (!(heat_w > 0.0) || std::fabs(passed_w(full) - heat_w) <= settled * heat_w) return full;
    // Compressors draw no more than they cool.
    const double given_w = find_zero(0.0, 2.0 * heat_w, settled * heat_w, [&](double watts) {
      return watts - passed_w(condensed_with(by, heat_w, supply_k, watts));
    });
    return condensed_with(by, heat_w, supply_k, given_w);
  }
  /// The same with the other loop as warm as a heat that it is given makes it.
  Condensed condensed_with(const Condensing& by, double heat_w, double supply_k, double given_w) const {
    Condensed found;
    found.plant = plant_hour(by, given_w, by.plant.setpoint_k);
    const double cold_k = found.plant.supply_k;
    if (std::isnan(cold_k)) return found;
    const double back_k = supply_k + heat_w / loop_.water_w_k;
    found.plates_most_w = std::max(0.0, by.plates_w_k * (back_k - cold_k));
    found.plates_w = std::min(heat_w, found.plates_most_w);
    for (const auto& chillers : by.chillers) run_water_chillers(chillers, heat_w, supply_k, cold_k, found);
    return found;
  }
  /// As few as take what is left and the reserve.
  void run_water_chillers(const Condensing::Chillers& bank, double heat_w, double supply_k, double cold_k,
                          Condensed& found) const {
    const double one_w = water_chiller_at(bank.unit, 0.0, supply_k, cold_k, bank.condenser_w_k).capacity_w;
    found.chillers_most_w += bank.count * one_w;
    const double left_w = heat_w - found.plates_w - found.chillers_w;
    if (!(left_w > 0.0) || !(one_w > 0.0) || bank.count == 0) return;
    int units = 1;
    while (units < bank.count && units * one_w < left_w * (1.0 + loop_.reserve)) ++units;
    const double each_w = std::min(left_w / units, one_w);
    found.chillers_w += units * each_w;
    found.input_w +=
        units * water_chiller_at(bank.unit, each_w, supply_k, cold_k, bank.condenser_w_k).input_w;
  }

  /// The heat that plates and water chillers leave.
  double condense(double heat_w, LoopHour& hour) const {
    if (loop_.condensing.empty() || !(heat_w > 0.0)) return heat_w;
    const auto& by = loop_.condensing.front();
    if (by.plates_w_k > 0.0 && by.others_w <= 0.0) {
      const double needed_k = hour.supply_k + heat_w / loop_.water_w_k - heat_w / by.plates_w_k;
      if (needed_k >= by.plant.setpoint_k) {
        const auto plant = plant_hour(by, heat_w, needed_k);
        if (plant.holds) {
          add_plant(plant, hour);
          return 0.0;
        }
      }
    }
    const auto found = condensed(by, heat_w, hour.supply_k);
    add_plant(found.plant, hour);
    hour.compressor_w += found.input_w;
    hour.compressed_w += found.chillers_w;
    return heat_w - found.plates_w - found.chillers_w;
  }

  int running(const Bank& bank, const ChillerConstants& chiller, double heat_w) const {
    if (chiller.economizer) return bank.count;
    const double one_w = chiller_capacity_w(chiller, air_.dry_bulb_k);
    int units = 1;
    while (units < bank.count && units * one_w < heat_w * (1.0 + loop_.reserve)) ++units;
    return units;
  }

  /// The heat that chillers leave.
  double run_chillers(double heat_w, LoopHour& hour) const {
    for (const auto& bank : loop_.banks) {
      const auto* chiller = std::get_if<ChillerConstants>(&bank.unit);
      if (chiller == nullptr || bank.count == 0 || !(heat_w > 0.0)) continue;
      const int units = running(bank, *chiller, heat_w);
      const auto into = water(hour.supply_k, heat_w, units);
      const auto point = chiller_at(*chiller, heat_w / units, into.w_k, into.in_k, hour.supply_k, air_);
      const double taken_w = std::min(heat_w, units * point.capacity_w);
      hour.compressor_w += units * point.input_w;
      hour.compressed_w += std::max(0.0, taken_w - units * point.free_w);
      heat_w -= taken_w;
    }
    return heat_w;
  }

  /// `cold_k`: what the other loop brings; how it goes with the supply of this one is left out here.
  double most_at_w(double supply_k, double cold_k) const {
    double most_w = free_most_w(supply_k, true);
    const double left_w = std::max(0.0, loop_.duty_w - most_w);
    for (const auto& by : loop_.condensing) {
      const double back_k = supply_k + left_w / loop_.water_w_k;
      most_w += std::max(0.0, by.plates_w_k * (back_k - cold_k));
      for (const auto& bank : by.chillers)
        most_w +=
            bank.count * water_chiller_at(bank.unit, 0.0, supply_k, cold_k, bank.condenser_w_k).capacity_w;
    }
    for (const auto& bank : loop_.banks) {
      if (const auto* chiller = std::get_if<ChillerConstants>(&bank.unit)) {
        const auto into = water(supply_k, left_w, std::max(1, bank.count));
        most_w += bank.count * chiller_most(*chiller, into.w_k, into.in_k, air_).most_w;
      }
    }
    return most_w + loop_.offered_w;
  }

  double reached_k() const {
    constexpr double search_k = 100.0;
    constexpr double tolerance_k = 1e-6;
    const double end_k = loop_.setpoint_k + search_k;
    const auto reached_with = [&](double cold_k) {
      if (std::isnan(cold_k) || most_at_w(end_k, cold_k) < loop_.duty_w)
        return std::numeric_limits<double>::quiet_NaN();
      return find_zero(loop_.setpoint_k, end_k, tolerance_k,
                       [&](double supply_k) { return most_at_w(supply_k, cold_k) - loop_.duty_w; });
    };
    if (loop_.condensing.empty()) return reached_with(loop_.setpoint_k);
    // All heat comes to the other loop, and with it what compressors draw, which goes a little with the
    // supply.
    double supply_k = loop_.setpoint_k;
    constexpr int passes = 4;
    for (int pass = 0; pass < passes && !std::isnan(supply_k); ++pass)
      supply_k = reached_with(cold_with_all_k(loop_.condensing.front(), supply_k));
    return supply_k;
  }
  /// What the other loop brings when it is given all that free machines leave at a supply.
  double cold_with_all_k(const Condensing& by, double supply_k) const {
    const double left_w = std::max(0.0, loop_.duty_w - free_most_w(supply_k, true));
    const double input_w = condensed(by, left_w, supply_k).input_w;
    return plant_hour(by, left_w + input_w, by.plant.setpoint_k).supply_k;
  }

  const PlantLoop& loop_;
  const OutdoorAir& air_;
  int free_units_ = 0;
};

}  // namespace

LoopHour loop_hour(const PlantLoop& loop, const OutdoorAir& air) { return LoopInAir(loop, air).run(); }

OutdoorAir warmed(const OutdoorAir& air, double rise_k) {
  if (!(rise_k > 0.0)) return air;
  const auto pressure = AbsolutePressure::from_si(air.pressure_pa);
  const double moisture =
      humidity_ratio(Temperature::from_si(air.dry_bulb_k), Temperature::from_si(air.wet_bulb_k), pressure);
  const auto dry_bulb = Temperature::from_si(air.dry_bulb_k + rise_k);
  return {dry_bulb.in_si(), wet_bulb(dry_bulb, moisture, pressure).in_si(), air.pressure_pa};
}

ZoneHour zone_hour(const WallZone& zone, const OutdoorAir& air) {
  ZoneHour hour;
  const double coldest_k = behind_pads_k(zone.effectiveness, air);
  const double blown_k = std::max(zone.wanted_k, coldest_k);
  if (air.dry_bulb_k > zone.wanted_k && air.dry_bulb_k > coldest_k) {
    const auto pressure = AbsolutePressure::from_si(air.pressure_pa);
    const auto wet = Temperature::from_si(air.wet_bulb_k);
    // Pads move air along its wet bulb.
    const double before = humidity_ratio(Temperature::from_si(air.dry_bulb_k), wet, pressure);
    const double behind = humidity_ratio(Temperature::from_si(blown_k), wet, pressure);
    hour.evaporated_kg_s = zone.dry_air_kg_s * std::max(0.0, behind - before);
  }
  hour.supply_k = zone.wanted_k + zone.wall_share * (blown_k - zone.wanted_k) + zone.recirculation_rise_k;
  constexpr double settled_k = 1e-6;
  hour.holds = hour.supply_k <= zone.highest_k + settled_k;
  return hour;
}

}  // namespace shellfit::thermal
