#include "reports/outage_report.hpp"

#include "reports/json_figures.hpp"
#include "reports/json_report.hpp"

namespace shellfit::reports {

namespace {

const char* kind_word(studies::SwitchingStep::Kind kind) {
  using enum studies::SwitchingStep::Kind;
  switch (kind) {
    case lost:
      return "lost";
    case utility:
      return "utility-lost";
    case drops:
      return "drops-load";
    case transfers:
      return "transfers";
    case stays:
      return "stays";
  }
  return "";
}

Json step_json(const studies::SwitchingStep& step) {
  Json json;
  json["kind"] = kind_word(step.kind);
  json["what"] = step.what;
  json["maintenance"] = step.is_maintenance;
  json["opens"] = step.opens;
  json["closes"] = words(step.closes);
  json["takes_out"] = step.dark;
  json["reason"] = words(step.reason);
  return json;
}

}  // namespace

std::string outages_text(const std::vector<studies::SwitchingAccount>& accounts, const std::string& state) {
  const auto outage = state.substr(0, state.find('@'));
  std::string text;
  for (const auto& account : accounts) {
    if (outage.empty()) {
      text += studies::summarize_switching(account) + "\n";
    } else if (account.id == outage) {
      text += studies::describe_switching(account);
    }
  }
  return text;
}

std::string outages_json(const site::Study& study, const std::vector<studies::SwitchingAccount>& accounts) {
  Json json;
  json["shellfit_version"] = version();
  json["schema"] = json_schema;
  json["study_hash"] = studies::study_hash(study);
  json["outages"] = Json::array();
  for (const auto& account : accounts) {
    Json one;
    one["id"] = account.id;
    one["steps"] = Json::array();
    for (const auto& step : account.steps) one["steps"].push_back(step_json(step));
    one["dark_boards"] = account.dark_boards;
    one["dark_racks"] = account.dark_racks;
    one["racks_on_one_feed"] = account.one_feed_racks;
    one["states"] = account.states;
    json["outages"].push_back(std::move(one));
  }
  return json.dump(2) + "\n";
}

}  // namespace shellfit::reports
