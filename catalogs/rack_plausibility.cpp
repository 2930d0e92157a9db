#include "catalogs/plausibility.hpp"
#include "catalogs/plausibility_parts.hpp"

namespace shellfit::catalogs {

using documents::Reading;

void check_density(const Body& body, const std::string& id, double least_kg_m3, double most_kg_m3,
                   std::string_view reason, Reading& reading) {
  if (!all_known(body.width, body.depth, body.height, body.mass)) return;
  const double volume_m3 = si(body.width) * si(body.depth) * si(body.height);
  const double density_kg_m3 = si(body.mass) / volume_m3;
  if (density_kg_m3 >= least_kg_m3 && density_kg_m3 <= most_kg_m3) return;
  reading.fault(beyond_building,
                fmt::format("{} in the {} m3 of {} would be {} kg/m3", text(body.mass),
                            number_text(volume_m3), id, number_text(density_kg_m3)),
                place(body.mass), text(body.mass),
                fmt::format("{} to {} kg/m3: {}", number_text(least_kg_m3), number_text(most_kg_m3), reason));
}

namespace {

/// A power supply gives what it takes less its losses: what the rack draws must come out of its supplies.
void check_supplied_power(const RackType& rack, Reading& reading) {
  const auto& s = rack.supplies;
  if (s.is_unknown || s.count <= 0 || s.each.is_missing() || s.efficiency.is_missing() ||
      !rack.tdp.is_known())
    return;
  const double most_w = s.count * s.each.in_si() / s.efficiency.in_si();
  if (si(rack.tdp) <= most_w) return;
  reading.fault(
      out_of_balance,
      fmt::format("the {} power supplies of {} draw {} at most, and its TDP is {}", s.count, rack.id.text(),
                  to_text(RealPower::from_si(most_w)), text(rack.tdp)),
      place(rack.tdp), text(rack.tdp),
      fmt::format("at most {}: {} supplies of {} at an efficiency of {}", to_text(RealPower::from_si(most_w)),
                  s.count, to_text(s.each), to_text(s.efficiency)));
}

/// The largest accelerator that can be made is a whole wafer of 300 mm, 700 cm2. Single-phase coolant takes
/// up about 125 W/cm2 on average, 88 kW of it. Systems of one such wafer draw 23 kW, packages of a few
/// dies 2.3 kW.
void check_accelerators(const RackType& rack, Reading& reading) {
  if (rack.gpus <= 0 || !rack.tdp.is_known()) return;
  constexpr double most_w = 90e3;
  const double each_w = si(rack.tdp) / rack.gpus;
  if (each_w > most_w) {
    reading.fault(
        beyond_building,
        fmt::format("{} over {} accelerators of {} would be {} each", text(rack.tdp), rack.gpus,
                    rack.id.text(), to_text(RealPower::from_si(each_w))),
        place(rack.tdp), text(rack.tdp),
        "at most 90 kW an accelerator with its share of the rack: what coolant takes up from a whole wafer; "
        "a package of a few dies has about 4 kW");
  }
  if (rack.gpu_tdp.is_known() && si(rack.gpu_tdp) * rack.gpus > si(rack.tdp)) {
    reading.fault(out_of_balance,
                  fmt::format("{} accelerators of {} draw more than the rack {}", rack.gpus,
                              text(rack.gpu_tdp), rack.id.text()),
                  place(rack.gpu_tdp), text(rack.gpu_tdp),
                  fmt::format("together at most its TDP, {}", text(rack.tdp)));
  }
}

/// Air that leaves a rack more than 60 K warmer than it entered is beyond what optics (70 degC), cables (75
/// to 90 degC) and fans at the rear stand.
void check_air_rise(const RackType& rack, Reading& reading) {
  constexpr double most_k = 60.0;
  const auto complain = [&](double rise_k, const Location& where, const std::string& found) {
    reading.fault(out_of_balance,
                  fmt::format("air would leave {} {} warmer than it enters", rack.id.text(),
                              to_text(TemperatureDifference::from_si(rise_k))),
                  where, found, "an airflow that carries its heat, at most 60 K warmer");
  };
  if (rack.airflow_per_power.is_known()) {
    const double rise_k = 1.0 / (si(rack.airflow_per_power) * air_most);
    if (rise_k > most_k) complain(rise_k, place(rack.airflow_per_power), text(rack.airflow_per_power));
  }
  if (!all_known(rack.tdp, rack.liquid_share) || rack.airflow.empty()) return;
  const double heat_w = si(rack.tdp) * (1.0 - si(rack.liquid_share));
  const auto& curve = rack.airflow.front();
  for (const auto& point : curve.points) {
    const double rise_k = heat_w / (point.flow.in_si() * air_most);
    if (rise_k <= most_k) continue;
    return complain(rise_k, nearer(curve.where, place(rack.tdp), rack.where), to_text(point.flow));
  }
}

/// 0.4 MW/m3 is what 600 kW in a rack come to; a megawatt in a cubic metre leaves no room for what feeds and
/// cools it.
void check_power_density(const RackType& rack, Reading& reading) {
  const auto& body = rack.body;
  if (!all_known(body.width, body.depth, body.height, rack.tdp)) return;
  constexpr double most_w_m3 = 1e6;
  const double w_m3 = si(rack.tdp) / (si(body.width) * si(body.depth) * si(body.height));
  if (w_m3 <= most_w_m3) return;
  reading.fault(beyond_building,
                fmt::format("{} in the box of {} would be {} in a cubic metre", text(rack.tdp),
                            rack.id.text(), to_text(RealPower::from_si(w_m3))),
                place(rack.tdp), text(rack.tdp), "at most 1 MW/m3; a rack of 600 kW has about 0.4");
}

}  // namespace

void check_plausible(const RackType& rack, Reading& reading) {
  // A bare NVL72 of 1,360 kg is 950 kg/m3, filled with copper, cold plates and steel to the last unit. A tray
  // alone, without the gaps and rails of a rack, may be half aluminium, steel and copper (2,700, 7,850 and
  // 8,960) at 4,000 and half air, coolant and boards: 2,000. An empty frame is about 100.
  check_density(
      rack.body, rack.id.text(), 50, 2000,
      "an empty frame is about 100, a full NVL72 of 1,360 kg 950, a tray packed with copper and steel "
      "up to 2,000",
      reading);
  check_supplied_power(rack, reading);
  check_accelerators(rack, reading);
  check_air_rise(rack, reading);
  check_power_density(rack, reading);
  if (all_known(rack.idle, rack.tdp) && si(rack.idle) > si(rack.tdp))
    reading.fault(out_of_balance, fmt::format("{} draws more idle than at its TDP", rack.id.text()),
                  place(rack.idle), text(rack.idle), "at most " + text(rack.tdp));
  if (all_known(rack.pressure_burst, rack.pressure_highest) &&
      si(rack.pressure_burst) <= si(rack.pressure_highest))
    reading.fault(
        out_of_balance,
        fmt::format("the coolant parts of {} would burst at their working pressure", rack.id.text()),
        place(rack.pressure_burst), text(rack.pressure_burst), "above " + text(rack.pressure_highest));
}

void check_plausible(const SwitchType& type, Reading& reading) {
  if (all_known(type.typical_power, type.power) && si(type.typical_power) > si(type.power))
    reading.fault(out_of_balance, fmt::format("{} usually draws more than its most", type.id.text()),
                  place(type.typical_power), text(type.typical_power), "at most " + text(type.power));
}

/// A cable's rate is not among its figures, so each medium is bound by what it reaches at the slowest rate of
/// IEEE 802.3 that is still installed: copper 1 km (10BASE-T1L; 100 m of twisted pair up to 10GBASE-T, 2 to 3
/// m at 400 Gbit/s and more), multimode fibre 2 km (100BASE-FX; 550 m with 1000BASE-SX, 50 to 100 m at 400
/// Gbit/s and more). Amplifiers in the plugs reach 7 m at 800 Gbit/s and tens of metres at 10.
void check_plausible(const CableType& cable, Reading& reading) {
  if (!cable.reach.is_known()) return;
  const auto bound = [&](double most_m, std::string_view reason) {
    if (si(cable.reach) <= most_m) return;
    reading.fault(beyond_building, fmt::format("{} would reach {}", cable.id.text(), text(cable.reach)),
                  place(cable.reach), text(cable.reach),
                  fmt::format("at most {} m: {}", number_text(most_m), reason));
  };
  constexpr double passive_m = 1000, active_m = 100, multimode_m = 2000;
  if (cable.medium == Medium::passive_copper)
    bound(passive_m, "copper reaches that at 10 Mbit/s, and 3 m at 400 Gbit/s");
  if (cable.medium == Medium::active_copper) bound(active_m, "amplified copper reaches 7 m at 800 Gbit/s");
  if (cable.medium == Medium::multimode)
    bound(multimode_m, "multimode fibre reaches that at 100 Mbit/s, and 100 m at 400 Gbit/s");
}

}  // namespace shellfit::catalogs
