#pragma once
// The whole deployment of a study with its fit-out, assembled for the engines, and the states it is solved
// in.

#include "base/run_context.hpp"
#include "site/study.hpp"
#include "studies/evaluation.hpp"
#include "studies/solved_state.hpp"
#include "studies/states.hpp"

#include <tl/expected.hpp>

#include <optional>
#include <string>
#include <vector>

namespace shellfit::studies {

/// Why a study has no such state to solve.
struct NoState {
  std::string reason;               ///< empty: only the name is wrong
  std::vector<std::string> states;  ///< all names, where there are any
};

struct StudyStates {
  site::Study study;  ///< ranges at their first ends
  Evaluation evaluation;
  std::vector<WeatherPoint> weather;
  std::optional<PowerAssembly> power;      ///< nothing where the study does not say enough of it
  std::optional<ThermalAssembly> thermal;  ///< the same
  std::vector<State> states;

  [[nodiscard]] StateProblem problem() const;
  /// `name` is as checks give it, "out:it.3.transformer@dry-bulb/full"; what stands before @ alone means the
  /// first of its weather points and loads.
  [[nodiscard]] tl::expected<State, NoState> find(const std::string& name) const;
};

[[nodiscard]] StudyStates study_states(const RunContext& context, const site::Study& given);
/// What keeps the loops of a study from being solved; empty when nothing does.
[[nodiscard]] std::string why_no_loops(const StudyStates& whole);

}  // namespace shellfit::studies
