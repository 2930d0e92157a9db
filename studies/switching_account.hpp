#pragma once
// What each state does to the one-line, in names and in words: what is lost, what opens, what takes over,
// what stays dark.

#include "studies/evaluation.hpp"
#include "studies/power_assembly.hpp"
#include "studies/states.hpp"

#include <string>
#include <vector>

namespace shellfit::studies {

/// One thing that happens as a state comes about.
struct SwitchingStep {
  enum class Kind {
    lost,       ///< a part; `opens` is what parts its zone from the rest, `dark` the zone
    utility,    ///< all feeds at once
    drops,      ///< a UPS without its battery; `what` is the UPS
    transfers,  ///< `what` acts: it opens `opens` and closes `closes`
    stays       ///< a transfer that is called for and does not act, for `reason`
  };
  Kind kind = Kind::lost;
  std::string what;
  bool is_maintenance = false;
  std::vector<std::string> opens, dark;
  std::string closes, reason;
};

/// What a set of outages does, in the order in which it happens.
struct SwitchingAccount {
  std::string id;  ///< "out:it.3.transformer"
  std::vector<SwitchingStep> steps;
  std::vector<std::string> dark_boards;     ///< in the end: boards that had a supply while nothing was out
  std::vector<std::string> one_feed_racks;  ///< that had two
  std::vector<std::string> dark_racks;      ///< that had one or more
  std::vector<std::string> states;          ///< that are solved with it: weather and load
};

/// Every set of outages that the basis wants survived, in the order of the states; of an evaluation of the
/// study, its ranges narrowed as for that. Empty where the one-line is not known.
[[nodiscard]] std::vector<SwitchingAccount> account_of_outages(const site::Study& study,
                                                               const Evaluation& evaluation);

/// The same of one state; `states` stays empty.
[[nodiscard]] SwitchingAccount account_of_state(const Plan& plan, const PowerAssembly& power,
                                                const State& state);

/// Each step, then what is dark.
[[nodiscard]] std::vector<std::string> switching_lines(const SwitchingAccount& account);
/// The same, indented below the name of the outages.
[[nodiscard]] std::string describe_switching(const SwitchingAccount& account);
/// What is lost and how it ends, in one line.
[[nodiscard]] std::string summarize_switching(const SwitchingAccount& account);

}  // namespace shellfit::studies
