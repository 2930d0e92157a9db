#include "catalogs/plausibility.hpp"
#include "catalogs/plausibility_parts.hpp"

namespace shellfit::catalogs {

using documents::Reading;

namespace {

constexpr std::string_view machine_reason = "sheet metal around coils and pumps is 50 to 1,000";
constexpr double machine_least = 20, machine_most = 2000;

/// A pump or fan gives no more than it takes.
void check_moving(double hydraulic_w, const Figure<RealPower>& power, const std::string& id,
                  Reading& reading) {
  if (!power.is_known() || hydraulic_w <= si(power)) return;
  reading.fault(out_of_balance,
                fmt::format("{} would put {} into its flow from {}", id,
                            to_text(RealPower::from_si(hydraulic_w)), text(power)),
                place(power), text(power),
                "at least " + to_text(RealPower::from_si(hydraulic_w)) + ", its flow times its head");
}

/// Fans of coolers and air units work against 100 to 1,500 Pa over 40 to 75 % of efficiency. Below 20 J/m3
/// air does not cross a coil; above 10 kJ/m3 it is a blower's.
void check_fans(const Figure<RealPower>& power, const Figure<VolumeFlow>& airflow, const std::string& id,
                Reading& reading) {
  if (!all_known(power, airflow)) return;
  constexpr double least_pa = 20, most_pa = 10e3;
  const double each_pa = si(power) / si(airflow);
  if (each_pa >= least_pa && each_pa <= most_pa) return;
  reading.fault(
      beyond_building,
      fmt::format("the fans of {} would spend {} J on a cubic metre of air", id, number_text(each_pa)),
      place(power), text(power), "20 to 10,000 J/m3");
}

/// No machine exceeds about three quarters of Carnot's COP between the water it makes and the air or water it
/// gives its heat to; good ones reach 0.5 to 0.6. Above the heat sink's temperature free cooling knows no
/// bound.
void check_cop(const Figure<Ratio>& cop, Temperature cold, const Figure<Temperature>& hot,
               const std::string& id, Reading& reading) {
  if (!all_known(cop, hot) || hot.value() <= cold) return;
  constexpr double most_share = 0.75;
  const double carnot = cold.in_si() / (si(hot) - cold.in_si());
  if (si(cop) <= most_share * carnot) return;
  reading.fault(out_of_balance,
                fmt::format("{} would cool at a COP of {} from {} to {}", id, number_text(si(cop)),
                            to_text(cold), text(hot)),
                place(cop), number_text(si(cop)),
                fmt::format("at most {}, three quarters of Carnot's {}", number_text(most_share * carnot),
                            number_text(carnot)));
}

/// Water that leaves warmer than the air or the rack that warms it could be.
void check_water_rise(const Figure<HeatFlow>& duty, const Figure<VolumeFlow>& flow,
                      const Figure<Temperature>& in, Temperature most, const std::string& id,
                      Reading& reading) {
  if (!all_known(duty, flow, in)) return;
  const auto out = in.value() + TemperatureDifference::from_si(si(duty) / (si(flow) * water_most));
  if (out <= most) return;
  reading.fault(out_of_balance, fmt::format("water would leave {} at {}", id, to_text(out)), place(flow),
                to_text(flow.value(), units::L_per_min),
                fmt::format("a flow that carries its heat: at most {}", to_text(most)));
}

/// No exchanger moves more heat than the lesser of its streams could take up between the two entries.
void check_exchange(const Figure<HeatFlow>& duty, double capacity_w_k, double between_k,
                    const std::string& id, Reading& reading) {
  if (between_k <= 0 || si(duty) <= capacity_w_k * between_k) return;
  reading.fault(out_of_balance, fmt::format("the streams of {} cannot carry its duty", id), place(duty),
                text(duty),
                "at most " + to_text(HeatFlow::from_si(capacity_w_k * between_k)) +
                    ", at which one would leave as warm as the other enters");
}

}  // namespace

void check_plausible(const CduType& cdu, Reading& reading) {
  const auto& id = cdu.id.text();
  check_density(cdu.body, id, machine_least, machine_most, machine_reason, reading);
  if (all_known(cdu.secondary_flow, cdu.head))
    check_moving(si(cdu.secondary_flow) * si(cdu.head), cdu.power, id, reading);
  if (all_known(cdu.duty, cdu.secondary_flow, cdu.rated_supply)) {
    check_water_rise(cdu.duty, cdu.secondary_flow, cdu.rated_supply, 100.0 * units::degC, id, reading);
  }
  // Pumps of a CDU take 0.5 to 2.1 % of its duty.
  constexpr double most_share = 0.2;
  if (all_known(cdu.duty, cdu.power) && si(cdu.power) > most_share * si(cdu.duty))
    reading.fault(beyond_building, fmt::format("the pumps of {} would take over a fifth of its duty", id),
                  place(cdu.power), text(cdu.power), "0.5 to 2 % of " + text(cdu.duty));
}

void check_plausible(const LiquidToAirType& unit, Reading& reading) {
  check_density(unit.body, unit.id.text(), machine_least, machine_most, machine_reason, reading);
  check_fans(unit.power, unit.airflow, unit.id.text(), reading);
  if (!all_known(unit.duty, unit.airflow)) return;
  // Coolant comes back from racks at 65 degC at most, halls supply 18 degC at least: no air rises by more.
  constexpr double most_k = 60;
  const double rise_k = si(unit.duty) / (si(unit.airflow) * air_most);
  if (rise_k > most_k)
    reading.fault(out_of_balance,
                  fmt::format("air would leave {} {} warmer than it enters", unit.id.text(),
                              to_text(TemperatureDifference::from_si(rise_k))),
                  place(unit.airflow), text(unit.airflow), "an airflow that carries its heat");
}

void check_plausible(const AirUnitType& unit, Reading& reading) {
  const auto& id = unit.id.text();
  check_density(unit.body, id, machine_least, machine_most, machine_reason, reading);
  check_fans(unit.fan_power, unit.airflow, id, reading);
  if (!all_known(unit.duty, unit.water_flow, unit.water_in, unit.water_out)) return;
  // Ratings round their temperatures to whole kelvins: a quarter stands for that.
  constexpr double slack = 1.25;
  const double most_w = si(unit.water_flow) * water_most * (si(unit.water_out) - si(unit.water_in)) * slack;
  if (si(unit.duty) > most_w)
    reading.fault(out_of_balance, fmt::format("the water of {} cannot carry its duty", id),
                  place(unit.water_flow), to_text(unit.water_flow.value(), units::L_per_min),
                  "a flow that takes up " + text(unit.duty));
}

void check_plausible(const RearDoorType& door, Reading& reading) {
  // The air that leaves racks is at most about 60 degC.
  check_water_rise(door.duty, door.water_flow, door.water_in, 60.0 * units::degC, door.id.text(), reading);
  if (all_known(door.duty, door.airflow, door.air_in, door.water_in))
    check_exchange(door.duty, si(door.airflow) * air_most, si(door.air_in) - si(door.water_in),
                   door.id.text(), reading);
}

/// Silicon under a plate takes about 30 K above its coolant: no plate for it does with less than a
/// thousandth of a kelvin a watt, nor with more than one.
void check_plausible(const ColdPlateType& plate, Reading& reading) {
  constexpr double least_k_w = 1e-3, most_k_w = 1;
  for (const auto& curve : plate.resistance) {
    for (const auto& point : curve.points) {
      const double k_w = point.resistance.in_si();
      if (k_w >= least_k_w && k_w <= most_k_w) continue;
      return reading.fault(
          beyond_building,
          fmt::format("{} would have a resistance of {}", plate.id.text(), to_text(point.resistance)),
          curve.where, to_text(point.resistance), "0.001 to 1 K/W; a slip of K/kW?");
    }
  }
}

void check_plausible(const EvaporativeWallType& wall, Reading& reading) {
  check_fans(wall.fan_power, wall.airflow, wall.id.text(), reading);
}

/// Fans of dry coolers take 2 to 11 % of the heat (ASHRAE 90.1 allows 11.3 % at its rating).
void check_plausible(const CoolerType& cooler, Reading& reading) {
  const auto& id = cooler.id.text();
  check_density(cooler.body, id, machine_least, machine_most, machine_reason, reading);
  constexpr double most_share = 0.3;
  if (all_known(cooler.duty, cooler.fan_power) && si(cooler.fan_power) > most_share * si(cooler.duty))
    reading.fault(beyond_building, fmt::format("the fans of {} would take over 30 % of its duty", id),
                  place(cooler.fan_power), text(cooler.fan_power), "2 to 11 % of " + text(cooler.duty));
}

/// Towers take 1 to 3 % of the heat.
void check_plausible(const TowerType& tower, Reading& reading) {
  const auto& id = tower.id.text();
  check_density(tower.body, id, machine_least, machine_most, "a tower is sheet metal and plastic about water",
                reading);
  constexpr double most_share = 0.1;
  if (tower.specific_power.is_known() && si(tower.specific_power) > most_share)
    reading.fault(beyond_building, fmt::format("{} would take over a tenth of its heat in power", id),
                  place(tower.specific_power), text(tower.specific_power), "1 to 3 %");
  if (all_known(tower.duty, tower.fan_power) && si(tower.fan_power) > most_share * si(tower.duty))
    reading.fault(beyond_building, fmt::format("the fans of {} would take over a tenth of its duty", id),
                  place(tower.fan_power), text(tower.fan_power), "1 to 3 % of " + text(tower.duty));
  // A quarter stands for temperatures that are rounded to whole kelvins.
  constexpr double slack = 1.25;
  if (all_known(tower.duty, tower.water_flow, tower.range) &&
      si(tower.duty) > slack * si(tower.water_flow) * water_most * si(tower.range))
    reading.fault(out_of_balance, fmt::format("the water of {} cannot carry its duty", id),
                  place(tower.water_flow), text(tower.water_flow),
                  "a flow that gives up " + text(tower.duty));
  // 2,400 kJ evaporate a kilogram; dry hot air, which the water cools too, evaporates up to half as much
  // again.
  constexpr double latent_k = 2400.0 / 4.18, most_over = 1.5;
  if (all_known(tower.evaporation, tower.range) &&
      si(tower.evaporation) > most_over * si(tower.range) / latent_k)
    reading.fault(out_of_balance, fmt::format("{} would evaporate more than its heat can", id),
                  place(tower.evaporation), text(tower.evaporation),
                  "about 0.17 % of the circulation for each kelvin of range");
}

void check_plausible(const PlateExchangerType& exchanger, Reading& reading) {
  const auto& id = exchanger.id.text();
  check_density(exchanger.body, id, machine_least, 5000,
                "plates of steel, pressed together, with water between", reading);
  if (!all_known(exchanger.duty, exchanger.hot_in, exchanger.cold_in)) return;
  const double between_k = si(exchanger.hot_in) - si(exchanger.cold_in);
  if (exchanger.hot_flow.is_known())
    check_exchange(exchanger.duty, si(exchanger.hot_flow) * water_most, between_k, id, reading);
  if (exchanger.cold_flow.is_known())
    check_exchange(exchanger.duty, si(exchanger.cold_flow) * water_most, between_k, id, reading);
}

void check_plausible(const TankType& tank, Reading& reading) {
  const auto& body = tank.body;
  check_density(body, tank.id.text(), machine_least, 2000, "water in a shell of steel", reading);
  if (!all_known(tank.volume, body.width, body.depth, body.height)) return;
  const double box_m3 = si(body.width) * si(body.depth) * si(body.height);
  if (si(tank.volume) > box_m3)
    reading.fault(out_of_balance, fmt::format("{} would hold more than its box", tank.id.text()),
                  place(tank.volume), text(tank.volume), "at most " + to_text(Volume::from_si(box_m3)));
}

void check_plausible(const ChillerType& chiller, Reading& reading) {
  const auto& id = chiller.id.text();
  check_density(chiller.body, id, machine_least, machine_most, machine_reason, reading);
  // Water for a hall is 25 degC at most unless the type says more.
  constexpr Temperature warm_water = 25.0 * units::degC;
  const auto supply = chiller.supply_highest.is_known() ? chiller.supply_highest.value() : warm_water;
  check_cop(chiller.cop, supply, chiller.ambient, id, reading);
  check_cop(chiller.hot_cop, supply, chiller.hot_ambient, id, reading);
}

void check_plausible(const WaterChillerType& chiller, Reading& reading) {
  const auto& id = chiller.id.text();
  check_density(chiller.body, id, machine_least, machine_most, machine_reason, reading);
  if (!chiller.supply.is_known()) return;
  check_cop(chiller.cop, chiller.supply.value(), chiller.condenser_in, id, reading);
  check_cop(chiller.hot_cop, chiller.supply.value(), chiller.hot_condenser_in, id, reading);
}

/// The best large pumps reach 92 %, their motors 97 %, their drives 98 %: 87 % together.
void check_plausible(const PumpType& pump, Reading& reading) {
  check_density(pump.body, pump.id.text(), machine_least, 4000, "a pump is cast iron and copper around water",
                reading);
  constexpr double most = 0.9;
  if (pump.efficiency.is_known() && si(pump.efficiency) > most)
    reading.fault(
        beyond_building,
        fmt::format("{} would turn {} of its input into flow", pump.id.text(), text(pump.efficiency)),
        place(pump.efficiency), text(pump.efficiency),
        "at most 90 % wire to water: pump 92 %, motor 97 %, drive 98 %");
}

}  // namespace shellfit::catalogs
