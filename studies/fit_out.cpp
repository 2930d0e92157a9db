#include "studies/fit_out.hpp"

#include "catalogs/equipment_tables.hpp"
#include "studies/cooling_sizing.hpp"
#include "studies/power_planning.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace shellfit::studies {

CoolantNeed coolant_need(const catalogs::RackType& rack, Temperature supply) {
  // What nobody has published is asked for (Plan::missing) and no loop is solved.
  if (rack.coolant.empty() || rack.coolant.front().is_unknown) return {0.0 * units::L_per_s, 0.0 * units::Pa};
  const auto& points = rack.coolant.front().points;
  // Below the first point the first counts: a rack does not throttle its flow under what was tested. Above
  // the last the sheet names no flow that would do; rack-supply says so.
  if (supply <= points.front().supply) return {points.front().flow, points.front().drop};
  if (supply >= points.back().supply) return {points.back().flow, points.back().drop};
  std::size_t i = 1;
  while (i + 1 < points.size() && supply > points[i].supply) ++i;
  const double share = (supply - points[i - 1].supply) / (points[i].supply - points[i - 1].supply);
  // The flow bends upward; its inverse is close to linear (the return stays near 55 degC).
  const double inverse = (1.0 - share) / points[i - 1].flow.in_si() + share / points[i].flow.in_si();
  const auto flow = VolumeFlow::from_si(1.0 / inverse);
  const double ratio_to_point = flow / points[i].flow;
  return {flow, points[i].drop * (ratio_to_point * ratio_to_point)};
}

VolumeFlow rack_airflow(const site::Study& study, const HostedRack& rack) {
  const auto& type = study.catalog.get(rack.type);
  if (rack.air.in_si() <= 0.0) return 0.0 * units::m3_per_s;
  if (!type.airflow.empty() && !type.airflow.front().is_unknown) {
    const auto& points = type.airflow.front().points;
    const double inlet = study.basis.air.supply.in_si();
    if (inlet <= points.front().inlet.in_si()) return points.front().flow;
    std::size_t i = 1;
    while (i + 1 < points.size() && inlet > points[i].inlet.in_si()) ++i;
    const double share =
        (inlet - points[i - 1].inlet.in_si()) / (points[i].inlet - points[i - 1].inlet).in_si();
    return points[i - 1].flow * (1.0 - share) + points[i].flow * share;
  }
  if (!type.airflow_per_power.is_known()) return 0.0 * units::m3_per_s;  // asked for (Plan::missing)
  return VolumeFlow::from_si(type.airflow_per_power.value().in_si() * rack.air.in_si());
}

AirDemand air_demand(const site::Study& study, const Plan& plan, const site::SpaceId& space) {
  AirDemand demand{0.0 * units::W_heat, 0.0 * units::m3_per_s};
  for (std::size_t i = 0; i < plan.racks.size(); ++i) {
    if (plan.rack_space[i] != space) continue;
    demand.heat += plan.racks[i].air;
    demand.airflow += rack_airflow(study, plan.racks[i]);
  }
  return demand;
}

namespace {

/// Racks whose coolant, air or power supplies nobody has published are placed all the same.
void note_missing_of_racks(const site::Study& study, Plan& plan) {
  for (const auto& rack : plan.racks) {
    const auto& type = study.catalog.get(rack.type);
    for (const auto& name : catalogs::table_of<catalogs::RackType>().unknown_inputs(type)) {
      const bool is_noted =
          name == "tdp" || std::any_of(plan.missing.begin(), plan.missing.end(), [&](const auto& one) {
            return one.type == rack.type.text() && one.figure == name;
          });
      if (!is_noted) plan.missing.push_back({rack.type.text(), name, name == "power-supplies"});
    }
  }
}

}  // namespace

Plan make_plan(const site::Study& study, std::vector<HostedRack> racks, std::vector<site::SpaceId> rack_space,
               Mode mode, const Growth& growth) {
  Plan plan;
  plan.racks = std::move(racks);
  plan.rack_space = std::move(rack_space);
  note_missing_of_racks(study, plan);
  plan_power(study, mode, growth, plan);
  plan_cooling(study, mode, growth, plan);
  return plan;
}

}  // namespace shellfit::studies
