#include "catalogs/catalog.hpp"
#include "catalogs/equipment_tables.hpp"
#include "catalogs/plausibility.hpp"
#include "catalogs/plausibility_parts.hpp"
#include "catalogs/rivals.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace shellfit::catalogs {

namespace {

constexpr std::array kinds{
    FaultKind{
        "E-CAT-001", "a figure is missing",
        "Every type of this kind needs this figure, if only as \"unknown\".",
        "Add the figure with its source and kind; write value=\"unknown\" when nobody has published it."},
    FaultKind{"E-CAT-002", "a curve runs the wrong way",
              "A curve needs two points or more, in order, and must rise or fall as physics has it.",
              "Check the order and the units of its points."},
    FaultKind{"E-CAT-003", "figures contradict each other", "Two figures of the type cannot both be true.",
              "Check both, and their units."},
    FaultKind{
        "E-CAT-004", "nothing built has such figures",
        "The figures, taken together, lie beyond anything that materials and the trade allow: mass in a box, "
        "power of an accelerator, energy in a battery, reach of a cable. Rival claims are judged as well, "
        "all of one source together in the place of those that count.",
        "Check the figure against its source; pages that repeat other pages mix up racks, rows and halls. "
        "When it is a slip, mend it; when the source says it, leave the claim out."},
    FaultKind{
        "E-CAT-005", "the figures break a balance",
        "More would come out than goes in, or heat, current or energy would have no way: power beyond what "
        "the supplies deliver, a COP beyond Carnot's, fuel that holds less than the set gives, water that "
        "cannot carry the duty.",
        "Check both figures and their units; the usual slips are gallons and litres, kW and MW, gross and "
        "net figures."},
};

using documents::Reading;

template <class Curve, class X, class Y>
void check_curve(const Curve& curve, X x, Y y, bool is_rising, const std::string& what, Reading& reading) {
  const auto& points = curve.points;
  const auto& where = curve.where;
  if (curve.is_unknown) {
    if (points.empty()) return;
    return reading.fault("E-CAT-003", what + " is claimed as unknown and has points", where, "",
                         "the points, or value=\"unknown\"");
  }
  if (points.size() < 2)
    return reading.fault("E-CAT-002", what + " has fewer than two points", where, "", "two points or more");
  for (std::size_t i = 1; i < points.size(); ++i) {
    const bool is_in_order = points[i].*x > points[i - 1].*x;
    const bool goes_right = is_rising ? points[i].*y >= points[i - 1].*y : points[i].*y <= points[i - 1].*y;
    if (!is_in_order || !goes_right) {
      return reading.fault(
          "E-CAT-002",
          fmt::format("{} does not {} with its points in order", what, is_rising ? "rise" : "fall"), where,
          fmt::format("point {}", i + 1), "points in rising order");
    }
  }
}

void check_head(const std::vector<HeadCurve>& curves, const std::string& id, Reading& reading) {
  for (const auto& curve : curves)
    check_curve(curve, &HeadPoint::flow, &HeadPoint::head, false, fmt::format("pump-curve of {}", id),
                reading);
}

/// Both known and the first not below the second: a contradiction.
template <class Q>
void expect_below(const Figure<Q>& lower, const Figure<Q>& upper, const std::string& message,
                  const Location& where, Reading& reading) {
  if (!lower.is_known() || !upper.is_known() || lower.value() < upper.value()) return;
  reading.fault("E-CAT-003", message, where,
                fmt::format("{} and {}", to_text(lower.value()), to_text(upper.value())),
                "the first below the second");
}

TemperatureDifference change_of(const Figure<HeatFlow>& duty, const Figure<VolumeFlow>& flow,
                                double heat_j_m3_k) {
  return TemperatureDifference::from_si(duty.value().in_si() / (flow.value().in_si() * heat_j_m3_k));
}

/// The heat of the rack cannot leave it in coolant that boils. Other curves are judged with what their source
/// says of the heat.
void check_coolant_heat(const RackType& rack, Reading& reading) {
  if (!all_known(rack.tdp, rack.liquid_share) || rack.coolant.empty()) return;
  const double heat_w = si(rack.tdp) * si(rack.liquid_share);
  const auto& curve = rack.coolant.front();
  for (const auto& point : curve.points) {
    const auto leaving =
        point.supply + TemperatureDifference::from_si(heat_w / (point.flow.in_si() * water_most));
    if (leaving <= 100.0 * units::degC) continue;
    return reading.fault(
        "E-CAT-003", fmt::format("the coolant of {} would leave it at {}", rack.id.text(), to_text(leaving)),
        nearer(curve.where, place(rack.tdp), rack.where), to_text(point.flow, units::L_per_min),
        "a flow that carries its heat");
  }
}

/// The power supplies are described whole and do not contradict themselves.
void check_described_supplies(const RackType& rack, Reading& reading) {
  const auto& id = rack.id.text();
  const auto& s = rack.supplies;
  if (s.is_unknown || s.count == 0) return;
  const bool is_whole = s.needed > 0 && !s.each.is_missing() && !s.lowest_voltage.is_missing() &&
                        !s.highest_voltage.is_missing() && !s.efficiency.is_missing() &&
                        !s.power_factor.is_missing() && !s.circuit.is_missing();
  if (!is_whole)
    return reading.fault("E-CAT-001", fmt::format("the power-supplies of {} lack a figure", id), s.where, "",
                         "needed, each, lowest-voltage, highest-voltage, efficiency, power-factor, circuit");
  if (s.needed > s.count) {
    reading.fault("E-CAT-003", fmt::format("{} needs more power supplies than it has", id), s.where,
                  fmt::format("{} of {}", s.needed, s.count), "at most as many");
  }
  if (s.lowest_voltage >= s.highest_voltage) {
    reading.fault("E-CAT-003", fmt::format("the input window of {} is empty", id), s.where,
                  to_text(s.lowest_voltage), "lowest-voltage below highest-voltage");
  }
}

void check_type(const RackType& rack, Reading& reading) {
  const auto& id = rack.id.text();
  for (const auto& curve : rack.coolant) {
    check_curve(curve, &CoolantPoint::supply, &CoolantPoint::flow, true, fmt::format("coolant of {}", id),
                reading);
  }
  for (const auto& curve : rack.airflow) {
    check_curve(curve, &AirflowPoint::inlet, &AirflowPoint::flow, true, fmt::format("airflow of {}", id),
                reading);
  }
  check_coolant_heat(rack, reading);
  check_described_supplies(rack, reading);
  if (rack.tdp.is_known() && rack.peak.is_known() && rack.peak.value() < rack.tdp.value()) {
    reading.fault("E-CAT-003", fmt::format("the peak of {} is below its TDP", id), rack.where,
                  to_text(rack.peak.value()), "at least " + to_text(rack.tdp.value()));
  }
}

void check_type(const CduType& cdu, Reading& reading) {
  check_head(cdu.curve, cdu.id.text(), reading);
  if (!cdu.rated_supply.is_known() || !cdu.approach.is_known()) return;
  const auto primary_in = cdu.rated_supply.value() - cdu.approach.value();
  if (primary_in <= 0.0 * units::degC) {
    reading.fault("E-CAT-003", fmt::format("the facility water of {} would be ice", cdu.id.text()), cdu.where,
                  to_text(primary_in), "rated-supply less approach above 0 degC");
  }
  if (!cdu.duty.is_known() || !cdu.primary_flow.is_known() || !cdu.secondary_flow.is_known()) return;
  const auto primary_out = primary_in + change_of(cdu.duty, cdu.primary_flow, water_most);
  const auto secondary_in = cdu.rated_supply.value() + change_of(cdu.duty, cdu.secondary_flow, coolant_least);
  if (primary_out >= secondary_in) {
    reading.fault(
        "E-CAT-003",
        fmt::format("facility water would leave {} no colder than the coolant enters", cdu.id.text()),
        cdu.where, fmt::format("{} and {}", to_text(primary_out), to_text(secondary_in)),
        "a duty that its flows can carry");
  }
}
void check_type(const PumpType& pump, Reading& reading) { check_head(pump.curve, pump.id.text(), reading); }
void check_type(const AirUnitType& unit, Reading& reading) {
  expect_below(unit.water_in, unit.water_out,
               fmt::format("water leaves {} no warmer than it enters", unit.id.text()), unit.where, reading);
  // The hot end decides: no coil warms its water above the air that warms it.
  expect_below(unit.water_out.is_known() ? unit.water_out : unit.water_in, unit.return_air,
               fmt::format("the return air of {} is no warmer than its water", unit.id.text()), unit.where,
               reading);
  const bool is_rated = unit.return_air.is_known() && unit.water_in.is_known() && unit.duty.is_known() &&
                        unit.airflow.is_known();
  if (!is_rated || unit.return_air.value() <= unit.water_in.value()) return;
  const auto supply = unit.return_air.value() - change_of(unit.duty, unit.airflow, air_most);
  if (supply <= unit.water_in.value()) {
    reading.fault("E-CAT-003", fmt::format("{} would blow air no warmer than its water", unit.id.text()),
                  unit.where, fmt::format("{} and {}", to_text(supply), to_text(unit.water_in.value())),
                  "a duty that its airflow can carry");
  }
}
void check_type(const CoolerType& cooler, Reading& reading) {
  expect_below(cooler.water_out, cooler.water_in,
               fmt::format("water leaves {} no colder than it enters", cooler.id.text()), cooler.where,
               reading);
  expect_below(cooler.air_in, cooler.water_out, fmt::format("{} cools water below its air", cooler.id.text()),
               cooler.where, reading);
}
void check_type(const ChillerType& chiller, Reading& reading) {
  expect_below(chiller.ambient, chiller.hot_ambient,
               fmt::format("the hot ambient of {} is not the hotter one", chiller.id.text()), chiller.where,
               reading);
  if (chiller.duty.is_known() && chiller.hot_duty.is_known() &&
      chiller.hot_duty.value() > chiller.duty.value()) {
    reading.fault("E-CAT-003", fmt::format("{} cools more in hotter air", chiller.id.text()), chiller.where,
                  to_text(chiller.hot_duty.value()), "at most " + to_text(chiller.duty.value()));
  }
  // Free cooling gives heat to colder air.
  expect_below(
      chiller.free_ambient, chiller.free_water_in,
      fmt::format("the air of the free cooling of {} is no colder than its water", chiller.id.text()),
      chiller.where, reading);
}
void check_type(const WaterChillerType& chiller, Reading& reading) {
  const auto& id = chiller.id.text();
  expect_below(chiller.condenser_in, chiller.hot_condenser_in,
               fmt::format("the hot condenser water of {} is not the warmer one", id), chiller.where,
               reading);
  if (chiller.duty.is_known() && chiller.hot_duty.is_known() &&
      chiller.hot_duty.value() > chiller.duty.value())
    reading.fault("E-CAT-003", fmt::format("{} cools more with warmer condenser water", id), chiller.where,
                  to_text(chiller.hot_duty.value()), "at most " + to_text(chiller.duty.value()));
  if (chiller.cop.is_known() && chiller.hot_cop.is_known() && chiller.hot_cop.value() > chiller.cop.value())
    reading.fault("E-CAT-003", fmt::format("{} takes less with warmer condenser water", id), chiller.where,
                  fmt::format("{:.4g}", chiller.hot_cop.value().in_si()),
                  fmt::format("at most {:.4g}", chiller.cop.value().in_si()));
}
void check_type(const PlateExchangerType& exchanger, Reading& reading) {
  expect_below(exchanger.cold_in, exchanger.hot_in,
               fmt::format("the cold water of {} is no colder than the warm water", exchanger.id.text()),
               exchanger.where, reading);
}
void check_type(const RearDoorType& door, Reading& reading) {
  expect_below(door.water_in, door.air_in,
               fmt::format("the air of {} is no warmer than its water", door.id.text()), door.where, reading);
}
void check_type(const ColdPlateType& plate, Reading& reading) {
  const auto& id = plate.id.text();
  for (const auto& curve : plate.resistance)
    check_curve(curve, &ResistancePoint::flow, &ResistancePoint::resistance, false,
                fmt::format("resistance-curve of {}", id), reading);
  for (const auto& curve : plate.drop)
    check_curve(curve, &DropPoint::flow, &DropPoint::drop, true, fmt::format("drop-curve of {}", id),
                reading);
}
void check_type(const TransformerType& transformer, Reading& reading) {
  expect_below(transformer.secondary, transformer.primary, fmt::format("{} steps up", transformer.id.text()),
               transformer.where, reading);
}
/// What a UPS takes in rises with what it gives out, or its efficiency would be that of another load.
void check_type(const UpsType& ups, Reading& reading) {
  struct Input {
    Ratio load;
    double taken;
  };
  for (const auto& curve : ups.efficiency_curve) {
    Curve<Input> inputs{curve.is_unknown, curve.provenance, {}, curve.where};
    for (const auto& point : curve.points)
      inputs.points.push_back({point.load, point.load.in_si() / point.efficiency.in_si()});
    check_curve(inputs, &Input::load, &Input::taken, true,
                fmt::format("the input by the efficiency-curve of {}", ups.id.text()), reading);
  }
}
void check_type(const BatteryType& battery, Reading& reading) {
  const auto& id = battery.id.text();
  for (const auto& curve : battery.discharge) {
    check_curve(curve, &DischargePoint::time, &DischargePoint::power, false,
                fmt::format("discharge of {}", id), reading);
    // Slower, a battery gives as much or more; and no more than it holds, with a tenth for its tolerance.
    const auto energy = [](const DischargePoint& one) { return one.power.in_si() * one.time.in_si(); };
    for (std::size_t i = 1; i < curve.points.size(); ++i) {
      if (energy(curve.points[i]) >= energy(curve.points[i - 1]) * (1.0 - 1e-9)) continue;
      return reading.fault(
          "E-CAT-003", fmt::format("{} gives less when it is discharged slower", id), curve.where,
          fmt::format("point {}", i + 1),
          fmt::format("more than {} for {}",
                      to_text(RealPower::from_si(energy(curve.points[i - 1]) / curve.points[i].time.in_si())),
                      to_text(curve.points[i].time)));
    }
    constexpr double tolerance = 1.1;
    if (!curve.points.empty() && battery.energy.is_known() &&
        energy(curve.points.back()) > tolerance * battery.energy.value().in_si())
      return reading.fault("E-CAT-005", fmt::format("the discharge of {} gives more than it holds", id),
                           curve.where, to_text(Energy::from_si(energy(curve.points.back()))),
                           "at most " + to_text(battery.energy.value()));
  }
}
template <class T>
void check_type(const T& /*type*/, Reading& /*reading*/) {}

}  // namespace

std::span<const FaultKind> catalog_fault_kinds() { return kinds; }

namespace {

template <class T>
Diagnostics faults_of(const T& type) {
  Reading reading;
  check_type(type, reading);
  check_plausible(type, reading);
  return reading.take_faults();
}

bool is_same_place(const Location& one, const Location& other) {
  return one.source == other.source && one.offset == other.offset;
}

std::string rival_hint(const std::string& source, const std::vector<std::string>& names) {
  if (names.size() == 1)
    return fmt::format("a rival claim to {}, by {}; rivals must be possible too", names[0], source);
  return fmt::format("rival claims to {}, by {}, taken together; rivals must be possible too",
                     fmt::join(names, ", "), source);
}

/// What is wrong only where the claims of one source stand in the place of the chosen ones is its fault.
template <class T>
void check_rivals(const T& type, Diagnostics known, Reading& reading) {
  // The same rule at the same place was complained of before, if with another number.
  const auto is_new = [&](const Diagnostic& fault) {
    return std::none_of(known.begin(), known.end(), [&](const Diagnostic& other) {
      return other.code == fault.code && is_same_place(other.where, fault.where);
    });
  };
  for (const auto& rival : rivals_of(type)) {
    Diagnostics found;
    for (auto& fault : faults_of(rival.type)) {
      if (!is_new(fault)) continue;
      const bool is_at_claim =
          std::any_of(rival.places.begin(), rival.places.end(),
                      [&](const Location& place) { return is_same_place(place, fault.where); });
      if (!is_at_claim) fault.where = nearer(rival.places.front(), fault.where, type.where);
      fault.hint = rival_hint(rival.source, rival.names) + (fault.hint.empty() ? "" : "; " + fault.hint);
      found.push_back(fault);
      reading.fault(std::move(fault));
    }
    known.insert(known.end(), found.begin(), found.end());
  }
}

}  // namespace

void check_catalog(const Catalog& catalog, Reading& reading) {
  catalog.for_each_kind([&](const auto& types) {
    using T = typename std::remove_cvref_t<decltype(types)>::mapped_type;
    for (const auto& [id, type] : types) {
      for (const auto& name : table_of<T>().missing(type)) {
        reading.fault("E-CAT-001", fmt::format("{} {} has no {}", table_of<T>().kind(), id.text(), name),
                      type.where, "", fmt::format("an element <{}>", name));
      }
      const auto faults = faults_of(type);
      for (const auto& fault : faults) reading.fault(fault);
      check_rivals(type, faults, reading);
    }
  });
}

}  // namespace shellfit::catalogs
