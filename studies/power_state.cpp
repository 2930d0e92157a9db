#include "studies/power_state.hpp"

#include "studies/missing_figures.hpp"
#include "studies/state_solve.hpp"
#include "studies/switching_account.hpp"

#include <algorithm>

namespace shellfit::studies {

tl::expected<NetworkAnswer, NoState> solve_power_state(const RunContext& context, const site::Study& given,
                                                       const std::string& name) {
  const auto whole = study_states(context, given);
  const auto& study = whole.study;
  const auto& plan = whole.evaluation.plan;
  if (study.shell.power.is == site::SystemState::unknown || plan.racks.empty())
    return tl::unexpected(NoState{"the study does not say what distributes power inside the shell", {}});
  const auto missing = std::find_if(plan.missing.begin(), plan.missing.end(),
                                    [](const MissingFigure& one) { return one.is_electrical; });
  if (missing != plan.missing.end()) return tl::unexpected(NoState{question_of(*missing), {}});
  const auto state = whole.find(name);
  if (!state) return tl::unexpected(state.error());
  SolveCounts counts;
  auto answers = solve_states(context, whole.problem(), {*state}, counts);
  NetworkAnswer answer;
  answer.name = study.name.empty() ? study.id : study.name;
  answer.state = state->id;
  answer.network = answer.sound = whole.power->network;
  answer.problem = whole.power->problem;
  answer.fault_options = fault_options(study);
  answer.input = std::move(answers.front().power_input);
  answer.flow = answers.front().power->flow;
  if (!state->out.is_nothing()) {
    const auto happened = switching_lines(account_of_state(plan, *whole.power, *state));
    answer.notes.insert(answer.notes.end(), happened.begin(), happened.end());
  }
  // Machines of a cooling plant that cannot be solved draw what they are rated for.
  if (!whole.thermal)
    answer.notes.emplace_back("cooling machines draw what they are rated for: their plant cannot be solved");
  return answer;
}

}  // namespace shellfit::studies
