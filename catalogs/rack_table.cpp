#include "catalogs/equipment_tables.hpp"
#include "catalogs/table_parts.hpp"

#include <fmt/format.h>

namespace shellfit::catalogs {

namespace {

using documents::ElementTable;

const ElementTable<CoolantCurve>& coolant_table() {
  static const auto point = [] {
    ElementTable<CoolantPoint> t("point", "The need at one supply temperature.");
    t.value("supply", &CoolantPoint::supply,
            {.meaning = "Coolant supply temperature at the rack.",
             .is_required = true,
             .lowest = "0 degC",
             .highest = "80 degC"});
    t.value("flow", &CoolantPoint::flow,
            {.meaning = "Flow that the rack needs at full power.",
             .is_required = true,
             .highest = "10000 L/min",
             .is_positive = true});
    t.value("drop", &CoolantPoint::drop,
            {.meaning = "Pressure the rack drops at that flow.", .is_required = true, .is_positive = true});
    return t;
  }();
  static const auto table = curve_table<CoolantCurve>(
      "coolant",
      "The coolant a rack needs against its supply temperature; the first curve counts, others are rivals.",
      point);
  return table;
}

const ElementTable<AirflowCurve>& airflow_table() {
  static const auto point = [] {
    ElementTable<AirflowPoint> t("point", "The airflow at one inlet temperature.");
    t.value("inlet", &AirflowPoint::inlet,
            {.meaning = "Air temperature at the rack inlet.",
             .is_required = true,
             .lowest = "0 degC",
             .highest = "60 degC"});
    t.value("flow", &AirflowPoint::flow,
            {.meaning = "Air the rack moves.", .is_required = true, .is_positive = true});
    return t;
  }();
  static const auto table =
      curve_table<AirflowCurve>("airflow", "The air a rack moves against its inlet temperature.", point);
  return table;
}

const ElementTable<PowerSupplies>& supplies_table() {
  static const auto table = [] {
    ElementTable<PowerSupplies> t("power-supplies",
                                  "The power supplies or shelves of one rack, spread evenly over its feeds.");
    add_provenance(t);
    add_unknown(t);
    t.value("count", &PowerSupplies::count, {.meaning = "How many the rack has.", .is_positive = true});
    t.value("needed", &PowerSupplies::needed,
            {.meaning = "How many must run to carry the rack.", .is_positive = true});
    t.value("each", &PowerSupplies::each, {.meaning = "Output that one can carry.", .is_positive = true});
    t.choice("connection", &PowerSupplies::connection,
             {{"three-phase", Connection::three_phase},
              {"line-to-line", Connection::line_to_line},
              {"line-to-neutral", Connection::line_to_neutral}},
             {.meaning = "How one is connected to the feed."});
    t.value("lowest-voltage", &PowerSupplies::lowest_voltage,
            {.meaning = "Lowest voltage between its terminals.", .is_positive = true});
    t.value("highest-voltage", &PowerSupplies::highest_voltage,
            {.meaning = "Highest voltage between its terminals.", .is_positive = true});
    t.value("efficiency", &PowerSupplies::efficiency,
            {.meaning = "Output over input.", .lowest = "50 %", .highest = "100 %"});
    t.value("power-factor", &PowerSupplies::power_factor,
            {.meaning = "At its input.", .lowest = "0.5", .highest = "1"});
    t.value("circuit", &PowerSupplies::circuit,
            {.meaning = "Rating of the breaker that feeds one.", .is_positive = true});
    return t;
  }();
  return table;
}

bool takes_liquid(const RackType& rack) {
  return rack.liquid_share.is_known() && rack.liquid_share.value() > ratio(0.0);
}
bool gives_air(const RackType& rack) {
  return !rack.liquid_share.is_known() || rack.liquid_share.value() < ratio(1.0);
}

std::string show_coolant(const CoolantCurve& curve) {
  if (curve.is_unknown) return "unknown";
  std::string text;
  for (const auto& point : curve.points) {
    text += fmt::format("{}{} at {} ({})", text.empty() ? "" : "; ", to_text(point.flow, units::L_per_min),
                        to_text(point.supply), to_text(point.drop));
  }
  return text;
}
std::string show_airflow(const AirflowCurve& curve) {
  if (curve.is_unknown) return "unknown";
  std::string text;
  for (const auto& point : curve.points)
    text += fmt::format("{}{} at {}", text.empty() ? "" : "; ", to_text(point.flow), to_text(point.inlet));
  return text;
}
}  // namespace

template <>
const TypeTable<RackType>& table_of<RackType>() {
  static const auto table = [] {
    TypeTable<RackType> t("rack", "A rack of accelerators, or one of its support racks.");
    t.plain([](auto& e) {
      e.choice("role", &RackType::role,
               {{"compute", RackRole::compute},
                {"network", RackRole::network},
                {"management", RackRole::management}},
               {.meaning = "What the rack is for.", .fallback = "compute"});
      e.value("gpus", &RackType::gpus,
              {.meaning = "Accelerators in it.", .fallback = "0", .lowest = "0", .highest = "10000"});
    });
    add_body(t);
    t.figure("tdp", &RackType::tdp,
             {.meaning = "AC input at thermal design power: governs heat and continuous loading.",
              .is_required = true,
              .lowest = "100 W",
              .highest = "4 MW"});
    t.figure("peak", &RackType::peak,
             {.meaning = "Peak AC input: governs breakers, UPS overload and generators.",
              .lowest = "100 W",
              .highest = "6 MW"});
    t.figure("liquid-share", &RackType::liquid_share,
             {.meaning = "Share of its heat that goes to liquid.",
              .is_required = true,
              .lowest = "0 %",
              .highest = "100 %"});
    t.figure("inlet-highest", &RackType::inlet_highest,
             {.meaning = "Highest air temperature at its inlet.", .lowest = "10 degC", .highest = "60 degC"});
    t.figure("supply-highest", &RackType::supply_highest,
             {.meaning = "Highest coolant supply temperature.", .lowest = "10 degC", .highest = "70 degC"});
    t.figure("pressure-highest", &RackType::pressure_highest,
             {.meaning = "Highest coolant pressure.", .lowest = "0.5 bar", .highest = "40 bar"});
    t.figure("airflow-per-power", &RackType::airflow_per_power,
             {.meaning = "Air it moves per power, where no curve is published."});
    t.curves<AirflowCurve>(&RackType::airflow, airflow_table(), show_airflow);
    t.curves<CoolantCurve>(&RackType::coolant, coolant_table(), show_coolant);
    t.plain([](auto& e) { e.optional_child(&RackType::supplies, supplies_table()); });
    t.figure("gpu-tdp", &RackType::gpu_tdp,
             {.meaning = "Thermal design power of one accelerator.", .lowest = "1 W", .highest = "100 kW"});
    t.figure("idle", &RackType::idle,
             {.meaning = "AC input without work.", .lowest = "1 W", .highest = "4 MW"});
    t.figure("return-highest", &RackType::return_highest,
             {.meaning = "Highest temperature of the coolant that leaves it.",
              .lowest = "10 degC",
              .highest = "95 degC"});
    t.figure("flow-highest", &RackType::flow_highest,
             {.meaning = "Most coolant it may be given.", .highest = "10000 L/min", .shown_in = "L/min"});
    t.figure("pressure-burst", &RackType::pressure_burst,
             {.meaning = "Least pressure that its coolant parts must stand in a test to bursting.",
              .lowest = "1 bar",
              .highest = "200 bar"});
    t.figure("stored-energy", &RackType::stored_energy,
             {.meaning = "Energy in its power supplies that smooths swings of the load.",
              .highest = "100 MJ",
              .shown_in = "J"});
    t.figure("bus-voltage", &RackType::bus_voltage,
             {.meaning = "Direct voltage of the bus inside it.", .lowest = "5 V", .highest = "1500 V"});
    t.figure("load-rating", &RackType::load_rating,
             {.meaning = "Mass that its frame may carry.", .lowest = "10 kg", .highest = "20 t"});
    t.figure(
        "coolant-volume", &RackType::coolant_volume,
        {.meaning = "Coolant inside it, between its two couplings.", .highest = "1 m3", .shown_in = "L"});
    t.figure("wetted-metal", &RackType::wetted_metal,
             {.meaning = "Mass of cold plates, manifolds and tubes that warms and cools with the coolant.",
              .highest = "2 t"});
    t.figure("case-highest", &RackType::case_highest,
             {.meaning = "Highest temperature of an accelerator's case under its cold plate.",
              .lowest = "20 degC",
              .highest = "150 degC"});
    t.plain([](auto& e) {
      e.reference("cold-plate", "cold-plate", &RackType::cold_plate,
                  {.meaning = "Type of the plate on each accelerator."});
    });
    t.require(
        "coolant", [](const RackType& rack) { return !takes_liquid(rack) || !rack.coolant.empty(); },
        [](const RackType& rack) { return !takes_liquid(rack) || !rack.coolant.front().is_unknown; });
    t.require(
        "airflow or airflow-per-power",
        [](const RackType& rack) {
          return !gives_air(rack) || !rack.airflow.empty() || rack.airflow_per_power.is_given();
        },
        [](const RackType& rack) {
          return !gives_air(rack) || (!rack.airflow.empty() && !rack.airflow.front().is_unknown) ||
                 rack.airflow_per_power.is_known();
        });
    t.require(
        "power-supplies",
        [](const RackType& rack) { return rack.supplies.count > 0 || rack.supplies.is_unknown; },
        [](const RackType& rack) { return !rack.supplies.is_unknown; });
    t.overlay_with([](RackType& type, const RackType& patch) {
      if (patch.supplies.count > 0 || patch.supplies.is_unknown) type.supplies = patch.supplies;
      if (patch.gpus > 0) type.gpus = patch.gpus;
      if (patch.cold_plate) type.cold_plate = patch.cold_plate;
    });
    t.rows_with([](const RackType& type, std::vector<FigureRow>& rows) {
      const auto& s = type.supplies;
      if (s.is_unknown) rows.push_back({"power-supplies", "unknown", s.provenance, false});
      if (s.count == 0 || s.is_unknown) return;
      rows.push_back(
          {"power-supplies",
           fmt::format("{} of {}, {} needed, {} to {}, circuit {}", s.count, to_text(s.each), s.needed,
                       to_text(s.lowest_voltage), to_text(s.highest_voltage), to_text(s.circuit)),
           s.provenance, false});
    });
    return t;
  }();
  return table;
}

}  // namespace shellfit::catalogs
