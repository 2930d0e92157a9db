#include "reports/json_report.hpp"

#include <nlohmann/json.hpp>

#include <cmath>

#ifndef SHELLFIT_VERSION
#error "the build names the version"
#endif

namespace shellfit::reports {

using Json = nlohmann::ordered_json;

std::string version() { return SHELLFIT_VERSION; }

namespace {

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }
Json number(const std::optional<double>& value) { return value ? number(*value) : Json(nullptr); }
Json megawatts(RealPower power) { return power.is_missing() ? Json(nullptr) : number(power.in(units::MW)); }

Json head(const site::Study& study) {
  Json json;
  json["shellfit_version"] = version();
  json["schema"] = json_schema;
  json["study_hash"] = studies::study_hash(study);
  json["study"] = study.id;
  json["name"] = study.name;
  return json;
}

Json check_json(const studies::Check& check) {
  const auto& info = studies::info_of(check.kind);
  Json json;
  json["id"] = check.id();
  json["kind"] = info.id;
  json["discipline"] = info.discipline;
  json["element"] = check.element;
  json["state"] = check.state.empty() ? Json(nullptr) : Json(check.state);
  json["demand"] = number(check.demand);
  json["capacity"] = number(check.capacity);
  json["unit"] = info.unit;
  json["sense"] = info.sense == studies::Sense::at_most ? "at-most" : "at-least";
  json["margin"] = number(check.margin);
  json["margin_rel"] = number(check.margin_rel);
  json["status"] = studies::status_word(check.status);
  json["basis"] = check.basis;
  json["reason"] = check.reason.empty() ? Json(nullptr) : Json(check.reason);
  json["weak_figures"] = check.weak;
  json["hostable_mw"] = number(check.hostable_mw);
  return json;
}

Json checks_json(const std::vector<studies::Check>& checks) {
  Json list = Json::array();
  for (const auto& check : checks) list.push_back(check_json(check));
  return list;
}

Json ride_through_json(const std::vector<studies::RideThrough>& rides) {
  Json list = Json::array();
  for (const auto& ride : rides) {
    Json one;
    one["state"] = ride.state;
    one["element"] = ride.element;
    one["what"] = ride.what.empty() ? Json(nullptr) : Json(ride.what);
    one["seconds"] = number(ride.seconds);
    one["limit_c"] = ride.what.empty() ? Json(nullptr) : number(ride.limit_c);
    one["against"] = {{"seconds", number(ride.against_s)},
                      {"what", ride.against.empty() ? Json(nullptr) : Json(ride.against)}};
    one["passed_s"] = number(ride.passed_s);
    one["followed_s"] = number(ride.followed_s);
    one["without"] = ride.lacking;
    one["question"] = ride.question.empty() ? Json(nullptr) : Json(ride.question);
    one["curve"] = Json::array();
    for (const auto& [s, c] : ride.curve) one["curve"].push_back({number(s), number(c)});
    list.push_back(std::move(one));
  }
  return list;
}

std::string written(const Json& json) { return json.dump(2) + "\n"; }

}  // namespace

std::string verdict_json(const site::Study& study, const studies::Verdict& verdict) {
  auto json = head(study);
  json["verdict"] = studies::outcome_word(verdict.outcome);
  json["reason"] = verdict.reason;
  json["requested_mw"] = megawatts(verdict.requested);
  json["hostable_mw"] = megawatts(verdict.with_fit_out.hostable);
  json["hostable_as_is_mw"] = megawatts(verdict.as_is.hostable);
  json["hostable_at_best_mw"] = megawatts(verdict.with_fit_out.at_best);
  json["hostable_upper_mw"] = megawatts(verdict.hostable_upper);
  json["hostable_racks"] = verdict.with_fit_out.hostable_racks;
  json["hostable_units"] = verdict.with_fit_out.hostable_units;
  json["poi_mw"] = megawatts(verdict.poi_real);
  json["poi_mva"] =
      verdict.poi_apparent.is_missing() ? Json(nullptr) : number(verdict.poi_apparent.in(units::MVA));
  json["it_mw_by_space"] = Json::object();
  for (const auto& [space, watts] : verdict.it_w_by_space) json["it_mw_by_space"][space] = watts / 1e6;
  json["checks"] = checks_json(verdict.with_fit_out.checks);
  json["checks_as_is"] = checks_json(verdict.as_is.checks);
  json["fit_out"] = Json::array();
  for (const auto& addition : verdict.additions)
    json["fit_out"].push_back({{"kind", addition.kind}, {"type", addition.type}, {"count", addition.count}});
  json["runs"] = Json::array();
  for (const auto& run : verdict.runs)
    json["runs"].push_back(
        {{"id", run.id}, {"kind", run.kind}, {"type", run.type}, {"length_m", number(run.length.in_si())}});
  if (!verdict.ride_through.empty()) json["ride_through"] = ride_through_json(verdict.ride_through);
  json["rivals"] = Json::array();
  for (const auto& rival : verdict.rivals) {
    json["rivals"].push_back(
        {{"figure", rival.figure},
         {"requested_mw", megawatts(rival.requested)},
         {"verdict", studies::outcome_word(rival.outcome)},
         {"first_limit", rival.first_limit.empty() ? Json(nullptr) : Json(rival.first_limit)}});
  }
  json["assumptions"] = verdict.assumptions;
  json["questions"] = verdict.questions;
  json["notes"] = verdict.notes;
  const auto& sizes = verdict.sizes;
  json["sizes"] = {{"racks", sizes.racks},
                   {"buses", sizes.buses},
                   {"branches", sizes.branches},
                   {"nodes", sizes.nodes},
                   {"links", sizes.links},
                   {"states", sizes.states},
                   {"thermal_solves", sizes.thermal_solves},
                   {"load_flows", sizes.load_flows}};
  return written(json);
}

std::string capacity_json(const site::Study& study, const studies::Capacity& capacity) {
  auto json = head(study);
  json["requested_mw"] = megawatts(capacity.requested);
  json["hostable_mw"] = megawatts(capacity.hostable);
  json["hostable_at_best_mw"] = megawatts(capacity.at_best);
  json["hostable_racks"] = capacity.hostable_racks;
  json["hostable_units"] = capacity.hostable_units;
  json["confirmed"] = capacity.is_confirmed;
  json["ladder"] = Json::array();
  for (const auto& rung : capacity.ladder) {
    json["ladder"].push_back({{"check", rung.check},
                              {"element", rung.element},
                              {"state", rung.state.empty() ? Json(nullptr) : Json(rung.state)},
                              {"mw", number(rung.mw)},
                              {"above", rung.is_above}});
  }
  json["fixes"] = nullptr;  // not looked for
  json["stops"] = checks_json(capacity.stops);
  json["questions"] = capacity.questions;
  json["notes"] = capacity.notes;
  return written(json);
}

}  // namespace shellfit::reports
