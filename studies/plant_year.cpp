#include "studies/plant_year.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace shellfit::studies {

namespace {

constexpr double hour_s = 3600.0;
constexpr double kg_a_m3 = 1000.0;  ///< water that is metered, cold
constexpr std::size_t at(Consumer consumer) { return static_cast<std::size_t>(consumer); }

Volume volume_of(double kg_s) { return Volume::from_si(kg_s * hour_s / kg_a_m3); }

void add(const YearHour& hour, bool is_over, YearSum& sum) {
  for (std::size_t i = 0; i < consumer_count; ++i) sum.energy[i] += Energy::from_si(hour.power_w[i] * hour_s);
  sum.evaporated += volume_of(hour.water.evaporated_kg_s);
  sum.drift += volume_of(hour.water.drift_kg_s);
  sum.blowdown += volume_of(hour.water.blowdown_kg_s);
  ++sum.hours;
  sum.over += is_over ? 1 : 0;
  sum.compressor += hour.compresses ? 1 : 0;
  sum.wet += hour.is_wet ? 1 : 0;
}

YearSum nothing() {
  YearSum sum;
  sum.energy.fill(Energy::from_si(0.0));
  sum.evaporated = sum.drift = sum.blowdown = Volume::from_si(0.0);
  return sum;
}

}  // namespace

std::string consumer_word(Consumer consumer) {
  switch (consumer) {
    case Consumer::racks:
      return "racks";
    case Consumer::power_chain:
      return "power-chain";
    case Consumer::cdus:
      return "cdus";
    case Consumer::pumps:
      return "pumps";
    case Consumer::air_movers:
      return "air-movers";
    case Consumer::cooler_fans:
      return "cooler-fans";
    case Consumer::chillers:
      return "chillers";
  }
  return {};
}

double YearHour::total_w() const { return std::accumulate(power_w.begin(), power_w.end(), 0.0); }

YearHour year_hour(const YearProblem& problem, const thermal::OutdoorAir& air) {
  YearHour hour;
  const auto at_machines = thermal::warmed(air, problem.recirculation_k);
  double fans_w = 0.0, chillers_w = 0.0, evaporated_kg_s = 0.0, drift_kg_s = 0.0;
  for (const auto& loop : problem.loops) {
    const auto one = thermal::loop_hour(loop.plant, at_machines);
    fans_w += one.fan_w;
    chillers_w += one.compressor_w;
    evaporated_kg_s += one.evaporated_kg_s;
    drift_kg_s += one.drift_kg_s;
    hour.compresses = hour.compresses || one.compressed_w > 0.0;
    hour.is_wet = hour.is_wet || one.is_wet;
    const bool is_warm = loop.delivered_k > loop.plant.setpoint_k;
    hour.supply_k.push_back(one.holds && is_warm ? loop.delivered_k : one.supply_k);
    hour.holds.push_back(one.holds && !is_warm ? 1 : 0);
  }
  for (const auto& zone : problem.zones) {
    const auto one = thermal::zone_hour(zone.air, air);
    evaporated_kg_s += one.evaporated_kg_s;
    hour.is_wet = hour.is_wet || one.evaporated_kg_s > 0.0;
    hour.supply_k.push_back(one.supply_k);
    hour.holds.push_back(one.holds ? 1 : 0);
  }
  hour.water = thermal::water_use(evaporated_kg_s, drift_kg_s, problem.cycles);
  const double mechanical_w = problem.cdus_w + problem.pumps_w + problem.air_movers_w + fans_w + chillers_w;
  const double losses_w = problem.losses_w + problem.losses_by_w * (mechanical_w - problem.losses_at_w);
  hour.power_w = {problem.racks_w,      losses_w, problem.cdus_w, problem.pumps_w,
                  problem.air_movers_w, fans_w,   chillers_w};
  return hour;
}

Energy YearSum::total() const { return std::accumulate(energy.begin(), energy.end(), Energy::from_si(0.0)); }
double YearSum::pue() const {
  const auto racks = energy[at(Consumer::racks)];
  return racks.in_si() > 0.0 ? total() / racks : std::numeric_limits<double>::quiet_NaN();
}
double YearSum::water_l_kwh() const {
  const auto racks = energy[at(Consumer::racks)];
  if (!(racks.in_si() > 0.0)) return std::numeric_limits<double>::quiet_NaN();
  constexpr double litres_a_m3 = 1000.0;
  return water().in_si() * litres_a_m3 / racks.in(units::kWh);
}

PlantYear run_year(const YearProblem& problem, const WeatherHours& weather) {
  PlantYear result;
  result.weather = weather.source;
  result.weather_hash = weather.hash;
  result.notes = weather.notes;
  result.year = nothing();
  result.months.fill(nothing());
  for (const auto& loop : problem.loops) {
    const auto setpoint = Temperature::from_si(loop.plant.setpoint_k);
    result.supplies.push_back({loop.id, setpoint, 0, setpoint});
  }
  for (const auto& zone : problem.zones) {
    result.supplies.push_back(
        {zone.id, Temperature::from_si(zone.air.highest_k), 0, Temperature::from_si(zone.air.wanted_k)});
  }
  double most_w = -std::numeric_limits<double>::infinity();
  double hottest_k = most_w;
  for (const auto& point : weather.hours) {
    const auto hour = year_hour(problem, point.air);
    bool is_over = !problem.always_over.empty();
    for (std::size_t i = 0; i < result.supplies.size(); ++i) {
      auto& supply = result.supplies[i];
      is_over = is_over || hour.holds[i] == 0;
      supply.over += hour.holds[i] == 0 ? 1 : 0;
      const auto reached = Temperature::from_si(hour.supply_k[i]);
      // What no temperature holds stays so.
      if (!supply.warmest.is_missing() && !(reached <= supply.warmest)) supply.warmest = reached;
    }
    add(hour, is_over, result.year);
    add(hour, is_over, result.months[static_cast<std::size_t>(point.month - 1)]);
    const double total_w = hour.total_w();
    // Losses rise with the rest, where they are known.
    const double cooling_w = hour.power_w[at(Consumer::cooler_fans)] + hour.power_w[at(Consumer::chillers)];
    if (cooling_w > most_w) {
      most_w = cooling_w;
      result.most_cooling = {point, RealPower::from_si(total_w)};
    }
    if (point.air.dry_bulb_k > hottest_k) {
      hottest_k = point.air.dry_bulb_k;
      result.hottest = {point, RealPower::from_si(total_w)};
    }
  }
  result.notes.insert(result.notes.end(), problem.notes.begin(), problem.notes.end());
  result.notes.insert(result.notes.end(), problem.always_over.begin(), problem.always_over.end());
  return result;
}

}  // namespace shellfit::studies
