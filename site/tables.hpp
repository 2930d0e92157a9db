#pragma once
// The field tables of shell, deployment and basis, and the forms of study and sweep files.

#include "documents/element_table.hpp"
#include "site/basis.hpp"
#include "site/deployment.hpp"
#include "site/shell.hpp"

namespace shellfit::site {

[[nodiscard]] const documents::ElementTable<Shell>& shell_table();
[[nodiscard]] const documents::ElementTable<PowerSystem>& power_table();
/// The elements of a one-line as children of <power>.
void add_one_line(documents::ElementTable<PowerSystem>& t);
[[nodiscard]] const documents::ElementTable<CoolingSystem>& cooling_table();
[[nodiscard]] const documents::ElementTable<PowerBlock>& block_table();
/// Adds how CDUs share racks.
template <class T>
void add_arrangement(documents::ElementTable<T>& t) {
  t.choice("arrangement", &T::arrangement,
           {{"common-header", CduArrangement::common_header}, {"dedicated", CduArrangement::dedicated}},
           {.meaning = "Groups with standby on a common header, or each CDU for racks of its own.",
            .fallback = "common-header"});
}
/// Adds the elements of a loop's piping to the table of loops.
void add_piping(documents::ElementTable<CoolingLoop>& table);
/// Adds towers, water chillers and the like, and what a loop keeps water in.
void add_water_plant(documents::ElementTable<CoolingLoop>& table);
[[nodiscard]] const documents::ElementTable<MakeUpWater>& make_up_water_table();
/// Adds what describes a landlord's water; `member` turns a member of Flange into one of T.
template <class T, class Member>
void add_flange_fields(documents::ElementTable<T>& t, Member member) {
  t.value("supply", member(&Flange::supply),
          {.meaning = "Its temperature.", .is_required = true, .lowest = "1 degC", .highest = "60 degC"});
  t.value("flow", member(&Flange::flow),
          {.meaning = "What may be drawn.", .is_required = true, .is_positive = true});
  t.value("highest-return", member(&Flange::highest_return),
          {.meaning = "The warmest water the landlord takes back.",
           .is_required = true,
           .lowest = "1 degC",
           .highest = "80 degC"});
  t.value(
      "pressure", member(&Flange::pressure),
      {.meaning = "Pressure available between supply and return.", .is_required = true, .is_positive = true});
  t.value("heat", member(&Flange::heat),
          {.meaning = "The most heat that may be put in; without it, what the water can carry.",
           .is_positive = true});
}
/// What the landlord's water is while something behind it is out.
[[nodiscard]] const documents::ElementTable<FlangeState>& flange_state_table();
[[nodiscard]] const documents::ElementTable<Deployment>& deployment_table();
[[nodiscard]] const documents::ElementTable<Basis>& basis_table();
[[nodiscard]] const documents::ElementTable<ElectricalBasis>& electrical_basis_table();
[[nodiscard]] const documents::ElementTable<DeratingBasis>& derating_basis_table();
[[nodiscard]] const documents::ElementTable<BatteryBasis>& battery_basis_table();
[[nodiscard]] const documents::ElementTable<GeneratorBasis>& generator_basis_table();
[[nodiscard]] const documents::ElementTable<LiquidBasis>& liquid_basis_table();
[[nodiscard]] const documents::ElementTable<AirBasis>& air_basis_table();
[[nodiscard]] const documents::ElementTable<WeatherBasis>& weather_basis_table();
[[nodiscard]] const documents::ElementTable<StagingBasis>& staging_basis_table();
[[nodiscard]] const documents::ElementTable<RideThroughBasis>& ride_through_basis_table();
/// Adds the figures that a basis puts in the place of those of its rules, which are taken where the rules are
/// chosen.
void add_rule_changes(documents::ElementTable<Basis>& table);
[[nodiscard]] const documents::ElementInfo& study_file_info();
[[nodiscard]] const documents::ElementInfo& sweep_file_info();

}  // namespace shellfit::site
