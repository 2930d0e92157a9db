#pragma once
// A study in one state, for the commands that solve one engine alone.

#include "cli/terminal.hpp"
#include "site/study.hpp"
#include "studies/study_states.hpp"
#include "studies/verdict.hpp"

#include <tl/expected.hpp>

#include <string>
#include <utility>

namespace shellfit::cli {

/// What `solve(context, study, state)` finds, an expected answer or NoState, and the study's hash; or an exit
/// status, its reason being printed.
template <class Solve>
auto study_answer(const std::string& file, const std::string& state, std::string& hash, Solve solve) {
  using Answer = typename decltype(solve(std::declval<const RunContext&>(),
                                         std::declval<const site::Study&>(), state))::value_type;
  using Described = tl::expected<Answer, int>;
  const auto study = site::load_study(file);
  if (!study) {
    print_faults(study.error());
    return Described(tl::unexpected(int{Exit::bad_input}));
  }
  StageStore store;
  TerminalProgress progress(false);
  auto answer = solve(RunContext{store, &progress, {}, processors()}, *study, state);
  if (answer) {
    hash = studies::study_hash(*study);
    return Described(std::move(*answer));
  }
  const auto& none = answer.error();
  if (!none.reason.empty()) return Described(refuse(none.reason, Exit::depends));
  return Described(tl::unexpected(refuse_word("the study has no state " + shortened(state), state,
                                              none.states, "shellfit check names them in --json")));
}

}  // namespace shellfit::cli
