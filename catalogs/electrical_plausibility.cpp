#include "catalogs/plausibility.hpp"
#include "catalogs/plausibility_parts.hpp"

#include <cmath>

namespace shellfit::catalogs {

using documents::Reading;

namespace {

/// The resistive share of an impedance, per unit.
double resistance_pu(const TransformerType& t) { return si(t.impedance) / std::hypot(1.0, si(t.x_over_r)); }

void check_losses(const TransformerType& t, Reading& reading) {
  const auto& id = t.id.text();
  if (!t.rating.is_known()) return;
  const double rating_va = si(t.rating);
  // Core steel loses 1 W/kg and a transformer has about 2 kg of it per kVA: 0.05 to 0.3 % of the rating.
  constexpr double most_idle = 0.02;
  if (t.no_load_loss.is_known() && si(t.no_load_loss) > most_idle * rating_va)
    reading.fault(beyond_building, fmt::format("{} would lose over 2 % of its rating without load", id),
                  place(t.no_load_loss), text(t.no_load_loss), "0.05 to 0.3 % of " + text(t.rating));
  // The resistance is a part of the impedance: what its current loses cannot exceed it.
  if (all_known(t.load_loss, t.impedance) && si(t.load_loss) > si(t.impedance) * rating_va)
    reading.fault(out_of_balance, fmt::format("the load loss of {} is more than its impedance", id),
                  place(t.load_loss), text(t.load_loss),
                  "at most " + to_text(RealPower::from_si(si(t.impedance) * rating_va)));
  // Even small dry units pass 95 % of what they take.
  constexpr double most_loss = 0.08;
  if (all_known(t.impedance, t.x_over_r) && resistance_pu(t) > most_loss)
    reading.fault(
        beyond_building,
        fmt::format("{} would lose {} of its rating in its windings", id, to_text(ratio(resistance_pu(t)))),
        place(t.x_over_r), number_text(si(t.x_over_r)), "0.5 to 3 %: a higher x-over-r or a lower impedance");
  // The efficiency of a listing is the least, so the losses may come to less than it allows, and to more only
  // within the tolerance of such tests (IEC 60076-1: 10 %).
  constexpr double tolerance = 0.1;
  if (all_known(t.no_load_loss, t.load_loss, t.test_load, t.test_efficiency)) {
    const double load = si(t.test_load);
    const double sum_w = si(t.no_load_loss) + load * load * si(t.load_loss);
    const double by_test_w = load * rating_va * (1.0 / si(t.test_efficiency) - 1.0);
    if (sum_w > (1 + tolerance) * by_test_w)
      reading.fault(
          out_of_balance,
          fmt::format("the losses of {} come to {} at its test load, its least efficiency allows {}", id,
                      to_text(RealPower::from_si(sum_w)), to_text(RealPower::from_si(by_test_w))),
          place(t.test_efficiency), text(t.test_efficiency), "losses that it allows, within 10 %");
  }
}

/// What a store gives and holds at most.
struct StoreBounds {
  double per_hour;  ///< of its energy
  double kwh_per_kg, kwh_per_m3;
  std::string_view reason;
};

/// Lithium-ion cells hold 0.3 kWh/kg and 0.7 kWh/L at best; racks, cabinets and containers a third of that.
/// Rotors hold up to 0.1 kWh/kg and last for some seconds, capacitors up to 0.1 kWh/kg with lithium and last
/// for tens of milliseconds and more.
StoreBounds bounds_of(const std::optional<EnergyStore>& store, double cells_per_hour) {
  constexpr double second_per_hour = 3600, centisecond_per_hour = 360e3;
  if (store == EnergyStore::flywheel) return {second_per_hour, 0.1, 100, "the best bare rotors"};
  if (store == EnergyStore::capacitor) return {centisecond_per_hour, 0.1, 200, "the best bare capacitors"};
  return {cells_per_hour, 0.3, 700, "the best bare cells"};
}

/// What a battery or its like holds against what it gives and weighs.
template <class T>
void check_store(const T& type, double cells_per_hour, Reading& reading) {
  const auto& id = type.id.text();
  const auto& energy = type.energy;
  const auto& power = type.power;
  const auto& body = type.body;
  const auto most = bounds_of(type.store, cells_per_hour);
  if (!energy.is_known()) return;
  constexpr double kwh_j = 3.6e6;
  constexpr double hour_s = 3600;
  if (power.is_known() && si(power) * hour_s > most.per_hour * si(energy))
    reading.fault(
        beyond_building,
        fmt::format("{} would be empty in {} at {}", id, to_text(Duration::from_si(si(energy) / si(power))),
                    text(power)),
        place(power), text(power),
        fmt::format("at most {} times its energy in an hour", number_text(most.per_hour)),
        type.store ? "" : "a flywheel or capacitors say so: store=\"flywheel\", store=\"capacitor\"");
  if (body.mass.is_known() && si(energy) / kwh_j > most.kwh_per_kg * si(body.mass))
    reading.fault(
        beyond_building,
        fmt::format("{} would hold {} kWh in each kg", id, number_text(si(energy) / kwh_j / si(body.mass))),
        place(energy), text(energy),
        fmt::format("at most {} kWh/kg, what {} hold", number_text(most.kwh_per_kg), most.reason));
  if (!all_known(body.width, body.depth, body.height)) return;
  const double per_m3 = si(energy) / kwh_j / (si(body.width) * si(body.depth) * si(body.height));
  if (per_m3 > most.kwh_per_m3)
    reading.fault(beyond_building,
                  fmt::format("{} would hold {} kWh in a cubic metre", id, number_text(per_m3)),
                  place(energy), text(energy),
                  fmt::format("at most {} kWh/m3, what {} hold", number_text(most.kwh_per_m3), most.reason));
}

/// Diesel holds 35.9 MJ/L (0.84 kg/L at 42.7 MJ/kg), 9.97 kWh. Large sets turn 37 to 43 % of it into power at
/// full load and a third at a quarter; the best diesels of ships reach 50 %.
void check_diesel(const Figure<VolumeFlow>& fuel, double power_w, const std::string& id, Reading& reading) {
  constexpr double heat_j_m3 = 35.9e9, least = 0.15, most = 0.5;
  const double efficiency = power_w / (si(fuel) * heat_j_m3);
  if (efficiency >= least && efficiency <= most) return;
  reading.fault(out_of_balance,
                fmt::format("{} would turn {} of its fuel into power", id, to_text(ratio(efficiency))),
                place(fuel), number_text(si(fuel) * 3.6e6) + " L/h",
                "15 to 50 % of 9.97 kWh a litre; large sets reach 37 to 43 %",
                efficiency < least ? "a set for gas says so: burns=\"natural-gas\"" : "");
}

/// Natural gas of pipelines holds 28 to 45 MJ/m3 (lower heating value, by its composition and the state that
/// its volume is counted in). Engines turn 35 to 45 % of it into power, turbines 25 to 42 %, both down to a
/// tenth at part load; fuel cells reach 65 %.
void check_gas(const Figure<VolumeFlow>& fuel, double power_w, const std::string& id, Reading& reading) {
  constexpr double least_j_m3 = 28e6, most_j_m3 = 45e6, least = 0.1, most = 0.65;
  if (power_w >= least * si(fuel) * least_j_m3 && power_w <= most * si(fuel) * most_j_m3) return;
  constexpr double usual_j_m3 = 36e6;
  reading.fault(out_of_balance,
                fmt::format("{} would turn {} of its gas into power", id,
                            to_text(ratio(power_w / (si(fuel) * usual_j_m3)))),
                place(fuel), number_text(si(fuel) * 3600) + " m3/h",
                "10 to 65 % of about 10 kWh a cubic metre; engines reach 35 to 45 %");
}

void check_fuel(const Figure<VolumeFlow>& fuel, double share, const GeneratorType& g, Reading& reading) {
  if (!all_known(fuel, g.rating)) return;
  const auto burns = g.burns.value_or(EngineFuel::diesel);
  const double power_w = share * si(g.rating);
  if (burns == EngineFuel::diesel) check_diesel(fuel, power_w, g.id.text(), reading);
  if (burns == EngineFuel::natural_gas) check_gas(fuel, power_w, g.id.text(), reading);
}

}  // namespace

void check_plausible(const TransformerType& t, Reading& reading) {
  // Core and windings are 7,600 and 8,900 kg/m3, but insulation, oil and fins fill most of the box.
  check_density(t.body, t.id.text(), 50, 3000, "iron and copper in oil or resin within its fins", reading);
  check_losses(t, reading);
  if (all_known(t.rating, t.forced_rating) && si(t.forced_rating) < si(t.rating))
    reading.fault(out_of_balance, fmt::format("fans take from the rating of {}", t.id.text()),
                  place(t.forced_rating), text(t.forced_rating), "at least " + text(t.rating));
}

void check_plausible(const BoardType& board, Reading& reading) {
  check_density(board.body, board.id.text(), 50, 2000, "steel sheet around breakers and bars is 200 to 500",
                reading);
}

/// A run that gives off 2 kW in a metre would stand above 150 degC: its rated current must lose less.
void check_plausible(const BuswayType& busway, Reading& reading) {
  if (!all_known(busway.rating, busway.resistance)) return;
  constexpr double most_w_m = 2000;
  const double loss_w_m = 3 * si(busway.rating) * si(busway.rating) * si(busway.resistance);
  if (loss_w_m > most_w_m)
    reading.fault(out_of_balance,
                  fmt::format("{} would lose {} in each metre at its rating", busway.id.text(),
                              to_text(RealPower::from_si(loss_w_m))),
                  place(busway.resistance), text(busway.resistance),
                  "at most 2 kW/m at " + text(busway.rating));
}

/// A cable gives off 10 to 150 W in a metre at its ampacity (small ones less, many in parallel as one type
/// more; a slip in the unit is a factor of a thousand), and its conductor is warmer than what surrounds
/// it.
void check_plausible(const PowerCableType& cable, Reading& reading) {
  if (all_known(cable.ambient, cable.temperature) && si(cable.temperature) <= si(cable.ambient))
    reading.fault(out_of_balance,
                  fmt::format("{} would give off heat to what is warmer than it", cable.id.text()),
                  place(cable.temperature), text(cable.temperature), "more than " + text(cable.ambient));
  if (!all_known(cable.ampacity, cable.resistance)) return;
  constexpr double least_w_m = 2;
  constexpr double most_w_m = 300;
  const double loss_w_m = 3 * si(cable.ampacity) * si(cable.ampacity) * si(cable.resistance);
  if (loss_w_m < least_w_m || loss_w_m > most_w_m)
    reading.fault(out_of_balance,
                  fmt::format("{} would lose {} in each metre at its ampacity", cable.id.text(),
                              to_text(RealPower::from_si(loss_w_m))),
                  place(cable.resistance), text(cable.resistance), "2 to 300 W/m at " + text(cable.ampacity));
}

/// One stage of conversion: the best of silicon carbide reach 99 %.
void check_plausible(const RectifierType& rectifier, Reading& reading) {
  constexpr double most = 0.995;
  if (rectifier.efficiency.is_known() && si(rectifier.efficiency) > most)
    reading.fault(beyond_building,
                  fmt::format("{} would convert with {}", rectifier.id.text(), text(rectifier.efficiency)),
                  place(rectifier.efficiency), text(rectifier.efficiency), "at most 99.5 %");
}

/// Double conversion passes two stages of 99.5 % at best.
void check_plausible(const UpsType& ups, Reading& reading) {
  const auto& id = ups.id.text();
  check_density(ups.body, id, 50, 2500, "power electronics in sheet metal are 300 to 900", reading);
  constexpr double most = 0.99;
  if (ups.efficiency.is_known() && si(ups.efficiency) > most)
    reading.fault(beyond_building, fmt::format("{} would convert twice with {}", id, text(ups.efficiency)),
                  place(ups.efficiency), text(ups.efficiency),
                  "at most 99 % in double conversion; 99 % and more are given for filtered mains");
  if (all_known(ups.eco_efficiency, ups.efficiency) && si(ups.eco_efficiency) < si(ups.efficiency))
    reading.fault(out_of_balance, fmt::format("{} would lose more on mains than converting twice", id),
                  place(ups.eco_efficiency), text(ups.eco_efficiency), "at least " + text(ups.efficiency));
  if (all_known(ups.overload_minute, ups.overload) && si(ups.overload_minute) < si(ups.overload))
    reading.fault(out_of_balance, fmt::format("{} would give more for ten minutes than for one", id),
                  place(ups.overload_minute), text(ups.overload_minute), "at least " + text(ups.overload));
}

void check_plausible(const BatteryType& battery, Reading& reading) {
  const auto& id = battery.id.text();
  check_density(battery.body, id, 50, 3000, "a lead-acid block is about 2,500", reading);
  // High-rate cells give 6 to 15 times their energy in an hour.
  check_store(battery, 40, reading);
  // A runtime at the most power cannot take more than the nominal energy, and a tenth for its tolerance.
  constexpr double slack = 1.1;
  if (all_known(battery.energy, battery.power, battery.runtime) &&
      si(battery.power) * si(battery.runtime) > slack * si(battery.energy))
    reading.fault(out_of_balance,
                  fmt::format("{} would give {} for {}, more than it holds", id, text(battery.power),
                              text(battery.runtime)),
                  place(battery.runtime), text(battery.runtime),
                  "at most " + to_text(Duration::from_si(si(battery.energy) / si(battery.power))));
}

void check_plausible(const StorageType& storage, Reading& reading) {
  check_density(storage.body, storage.id.text(), 50, 2500, "containers of cells are 800 to 1,100", reading);
  check_store(storage, 15, reading);
}

void check_plausible(const GeneratorType& g, Reading& reading) {
  const auto& id = g.id.text();
  check_density(g.body, id, 20, 2500, "an engine and alternator in their box are 200 to 900", reading);
  check_fuel(g.fuel, 1.0, g, reading);
  check_fuel(g.fuel_three_quarters, 0.75, g, reading);
  check_fuel(g.fuel_half, 0.5, g, reading);
  check_fuel(g.fuel_quarter, 0.25, g, reading);
  // Engines of sets give 20 to 40 kW for each litre of their cylinders; twice that is a racing car's.
  constexpr double most_w_m3 = 80e6;
  if (all_known(g.rating, g.displacement) && si(g.rating) > most_w_m3 * si(g.displacement))
    reading.fault(beyond_building,
                  fmt::format("{} would give {} kW from each litre of its engine", id,
                              number_text(si(g.rating) / si(g.displacement) / 1e6)),
                  place(g.displacement), text(g.displacement), "20 to 40 kW/L");
}

/// A component that stands still more than it runs is none that anybody buys.
void check_plausible(const ReliabilityType& record, Reading& reading) {
  if (!all_known(record.failures, record.repair)) return;
  if (si(record.failures) * si(record.repair) > 0.5)
    reading.fault(beyond_building,
                  fmt::format("{} would be out of service half its life and more", record.id.text()),
                  place(record.repair), text(record.repair), "failures times repair well below 1");
}

}  // namespace shellfit::catalogs
