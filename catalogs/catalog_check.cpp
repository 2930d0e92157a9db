#include "catalogs/catalog.hpp"
#include "catalogs/equipment_tables.hpp"

#include <fmt/format.h>

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
};

using documents::Reading;

template <class Points, class X, class Y>
void check_curve(const Points& points, X x, Y y, bool is_rising, const std::string& what,
                 const Location& where, Reading& reading) {
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

void check_head(const std::vector<HeadCurve>& curves, const std::string& id, const Location& where,
                Reading& reading, bool is_required) {
  if (curves.empty() && is_required)
    return reading.fault("E-CAT-001", fmt::format("{} has no pump-curve", id), where, "",
                         "an element <pump-curve>");
  for (const auto& curve : curves)
    check_curve(curve.points, &HeadCurve::Point::flow, &HeadCurve::Point::head, false,
                fmt::format("pump-curve of {}", id), curve.where, reading);
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

/// Bounds on the heat that a volume takes up per kelvin, J/(m3 K), each on the side that calls no possible
/// rating impossible: water at 0 degC (999.8 kg/m3 x 4.22 kJ/kg/K), PG25 up to 80 degC, air at 10 degC and
/// 101.325 kPa.
constexpr double water_most = 4.22e6, coolant_least = 3.8e6, air_most = 1.3e3;

TemperatureDifference change_of(const Figure<HeatFlow>& duty, const Figure<VolumeFlow>& flow,
                                double heat_j_m3_k) {
  return TemperatureDifference::from_si(duty.value().in_si() / (flow.value().in_si() * heat_j_m3_k));
}

/// The heat of the rack cannot leave it in coolant that boils.
void check_coolant_heat(const RackType& rack, Reading& reading) {
  if (!rack.tdp.is_known() || !rack.liquid_share.is_known()) return;
  const double heat_w = rack.tdp.value().in_si() * rack.liquid_share.value().in_si();
  for (const auto& curve : rack.coolant) {
    for (const auto& point : curve.points) {
      const auto leaving =
          point.supply + TemperatureDifference::from_si(heat_w / (point.flow.in_si() * water_most));
      if (leaving <= 100.0 * units::degC) continue;
      reading.fault("E-CAT-003",
                    fmt::format("the coolant of {} would leave it at {}", rack.id.text(), to_text(leaving)),
                    curve.where, to_text(point.flow, units::L_per_min), "a flow that carries its heat");
      break;
    }
  }
}

void check_type(const RackType& rack, Reading& reading) {
  const auto& id = rack.id.text();
  for (const auto& curve : rack.coolant) {
    check_curve(curve.points, &CoolantCurve::Point::supply, &CoolantCurve::Point::flow, true,
                fmt::format("coolant of {}", id), curve.where, reading);
  }
  for (const auto& curve : rack.airflow) {
    check_curve(curve.points, &AirflowCurve::Point::inlet, &AirflowCurve::Point::flow, true,
                fmt::format("airflow of {}", id), curve.where, reading);
  }
  check_coolant_heat(rack, reading);
  const bool has_liquid = rack.liquid_share.is_known() && rack.liquid_share.value() > ratio(0.0);
  if (has_liquid && rack.coolant.empty())
    reading.fault("E-CAT-001", fmt::format("{} is liquid-cooled but has no coolant curve", id), rack.where,
                  "", "an element <coolant>");
  const bool has_air = !rack.liquid_share.is_known() || rack.liquid_share.value() < ratio(1.0);
  if (has_air && rack.airflow.empty() && !rack.airflow_per_power.is_given()) {
    reading.fault("E-CAT-001",
                  fmt::format("{} gives heat to air but has neither airflow nor airflow-per-power", id),
                  rack.where, "", "an element <airflow> or <airflow-per-power>");
  }
  if (rack.supplies.count == 0)
    reading.fault("E-CAT-001", fmt::format("{} has no power-supplies", id), rack.where, "",
                  "an element <power-supplies>");
  if (rack.supplies.needed > rack.supplies.count) {
    reading.fault("E-CAT-003", fmt::format("{} needs more power supplies than it has", id),
                  rack.supplies.where, fmt::format("{} of {}", rack.supplies.needed, rack.supplies.count),
                  "at most as many");
  }
  if (rack.supplies.lowest_voltage >= rack.supplies.highest_voltage) {
    reading.fault("E-CAT-003", fmt::format("the input window of {} is empty", id), rack.supplies.where,
                  to_text(rack.supplies.lowest_voltage), "lowest-voltage below highest-voltage");
  }
  if (rack.tdp.is_known() && rack.peak.is_known() && rack.peak.value() < rack.tdp.value()) {
    reading.fault("E-CAT-003", fmt::format("the peak of {} is below its TDP", id), rack.where,
                  to_text(rack.peak.value()), "at least " + to_text(rack.tdp.value()));
  }
}

void check_type(const CduType& cdu, Reading& reading) {
  check_head(cdu.curve, cdu.id.text(), cdu.where, reading, true);
  if (cdu.rated_coolant != "water" && cdu.rated_coolant != "pg25") {
    reading.fault("E-CAT-001", fmt::format("{} does not say the coolant of its rating", cdu.id.text()),
                  cdu.where, cdu.rated_coolant, "rated-coolant: water or pg25");
  }
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
void check_type(const PumpType& pump, Reading& reading) {
  check_head(pump.curve, pump.id.text(), pump.where, reading, true);
}
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
}
void check_type(const TransformerType& transformer, Reading& reading) {
  expect_below(transformer.secondary, transformer.primary, fmt::format("{} steps up", transformer.id.text()),
               transformer.where, reading);
}
template <class T>
void check_type(const T& /*type*/, Reading& /*reading*/) {}

}  // namespace

std::span<const FaultKind> catalog_fault_kinds() { return kinds; }

void check_catalog(const Catalog& catalog, Reading& reading) {
  catalog.for_each_kind([&](const auto& types) {
    using T = typename std::remove_cvref_t<decltype(types)>::mapped_type;
    for (const auto& [id, type] : types) {
      for (const auto& name : table_of<T>().missing(type)) {
        reading.fault("E-CAT-001", fmt::format("{} {} has no {}", table_of<T>().kind(), id.text(), name),
                      type.where, "", fmt::format("an element <{}>", name));
      }
      check_type(type, reading);
    }
  });
}

}  // namespace shellfit::catalogs
