#include "studies/study_states.hpp"

#include "studies/missing_figures.hpp"
#include "studies/scenarios.hpp"
#include "studies/verdict.hpp"
#include "studies/weather.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shellfit::studies {

StateProblem StudyStates::problem() const {
  return {study,   evaluation.plan,           evaluation.devices,
          weather, power ? &*power : nullptr, thermal ? &*thermal : nullptr};
}

tl::expected<State, NoState> StudyStates::find(const std::string& name) const {
  const auto state = std::find_if(states.begin(), states.end(), [&](const State& one) {
    return one.id == name || one.id.substr(0, one.id.find('@')) == name;
  });
  if (state != states.end()) return *state;
  return tl::unexpected(NoState{{}, names()});
}

std::vector<std::string> StudyStates::names() const {
  std::vector<std::string> ids;
  for (const auto& one : states) ids.push_back(one.id);
  return ids;
}

StudyStates study_states(const RunContext& context, const site::Study& given) {
  StudyStates whole;
  whole.study = scenarios(given).front().study;
  whole.evaluation = whole_evaluation(context, given);
  whole.weather = weather_points(whole.study);
  const auto& [study, evaluation] = std::tie(whole.study, whole.evaluation);
  const auto& plan = evaluation.plan;
  const bool lacks_power = std::any_of(plan.missing.begin(), plan.missing.end(),
                                       [](const MissingFigure& one) { return one.is_electrical; });
  const bool is_described = study.shell.power.is != site::SystemState::unknown && !plan.racks.empty();
  const Spots spots(evaluation.layout);
  if (is_described && !lacks_power) whole.power = assemble_power(study, plan, evaluation.devices, spots);
  const bool lacks_cooling = !plan.missing.empty() || !unknown_weather_points(study).empty();
  if (!lacks_cooling) whole.thermal = assemble_thermal(study, plan, evaluation.devices, spots);
  whole.states = list_states(study, whole.power ? whole.power->parts : std::vector<PowerPart>{},
                             evaluation.devices, whole.weather);
  return whole;
}

std::string why_no_loops(const StudyStates& whole) {
  const auto& missing = whole.evaluation.plan.missing;
  if (!missing.empty()) return question_of(missing.front());
  const auto unknown = unknown_weather_points(whole.study);
  if (!unknown.empty()) return fmt::format("the study does not say the weather at {}", unknown.front());
  if (whole.thermal->network.links.empty()) return "the study has neither loops nor air to solve";
  return {};
}

}  // namespace shellfit::studies
