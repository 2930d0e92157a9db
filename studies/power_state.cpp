#include "studies/power_state.hpp"

#include "studies/scenarios.hpp"
#include "studies/state_solve.hpp"
#include "studies/switching_account.hpp"
#include "studies/verdict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace shellfit::studies {

tl::expected<NetworkAnswer, NoPowerState> solve_power_state(const RunContext& context,
                                                            const site::Study& given,
                                                            const std::string& name) {
  const auto study = scenarios(given).front().study;
  const auto evaluation = whole_evaluation(context, given);
  const auto& plan = evaluation.plan;
  if (study.shell.power.is == site::SystemState::unknown || plan.racks.empty())
    return tl::unexpected(NoPowerState{"the study does not say what distributes power inside the shell", {}});
  const auto missing = std::find_if(plan.missing.begin(), plan.missing.end(),
                                    [](const MissingFigure& one) { return one.is_electrical; });
  if (missing != plan.missing.end()) {
    return tl::unexpected(
        NoPowerState{fmt::format("nobody has published the {} of {}", missing->figure, missing->type), {}});
  }
  const Spots spots(evaluation.layout);
  const auto power = assemble_power(study, plan, evaluation.devices, spots);
  const auto weather = weather_points(study);
  // Machines of a cooling plant that cannot be solved draw what they are rated for.
  const bool lacks_cooling = !plan.missing.empty() || !unknown_weather_points(study).empty();
  std::optional<ThermalAssembly> thermal;
  if (!lacks_cooling) thermal = assemble_thermal(study, plan, evaluation.devices, spots);
  const auto states = list_states(study, power.parts, evaluation.devices, weather);
  const auto state = std::find_if(states.begin(), states.end(), [&](const State& one) {
    return one.id == name || one.id.substr(0, one.id.find('@')) == name;
  });
  if (state == states.end()) {
    NoPowerState none;
    for (const auto& one : states) none.states.push_back(one.id);
    return tl::unexpected(std::move(none));
  }
  const StateProblem problem{study, plan, evaluation.devices, weather, &power, thermal ? &*thermal : nullptr};
  SolveCounts counts;
  auto answers = solve_states(context, problem, {*state}, counts);
  NetworkAnswer answer;
  answer.name = study.name.empty() ? study.id : study.name;
  answer.state = state->id;
  answer.network = answer.sound = power.network;
  answer.problem = power.problem;
  answer.fault_options = fault_options(study);
  answer.input = std::move(answers.front().power_input);
  answer.flow = answers.front().power->flow;
  if (!state->out.is_nothing()) {
    const auto happened = switching_lines(account_of_state(plan, power, *state));
    answer.notes.insert(answer.notes.end(), happened.begin(), happened.end());
  }
  if (!thermal)
    answer.notes.emplace_back("cooling machines draw what they are rated for: their plant cannot be solved");
  return answer;
}

}  // namespace shellfit::studies
