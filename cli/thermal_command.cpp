#include "cli/commands.hpp"
#include "cli/result_files.hpp"
#include "cli/terminal.hpp"
#include "exchange/epanet_answer.hpp"
#include "reports/thermal_json.hpp"
#include "reports/thermal_text.hpp"
#include "studies/thermal_state.hpp"
#include "studies/verdict.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace shellfit::cli {

namespace {

struct Options {
  std::string file, state = "normal", json;
};

/// A network that a file describes, solved; or an exit status, its reason being printed.
using Described = tl::expected<studies::LoopAnswer, int>;

tl::unexpected<int> refuse(const std::string& error, int status = Exit::bad_input) {
  print_error("error: " + error + "\n");
  return tl::unexpected(status);
}

Described epanet_answer(const Options& options) {
  if (options.state != "normal")
    return refuse(fmt::format("an EPANET file has the state normal, not {}", shortened(options.state)));
  const auto read = exchange::read_epanet_case(options.file);
  auto answer = read ? exchange::solve_epanet(*read) : tl::unexpected(read.error());
  if (!answer) {
    print_faults(answer.error(), "nothing was solved");
    return tl::unexpected(int{Exit::bad_input});
  }
  answer->name = shortened(std::filesystem::path(options.file).stem().string());
  return std::move(*answer);
}

Described study_answer(const Options& options, std::string& hash) {
  const auto study = site::load_study(options.file);
  if (!study) {
    print_faults(study.error());
    return tl::unexpected(int{Exit::bad_input});
  }
  StageStore store;
  TerminalProgress progress(false);
  auto answer =
      studies::solve_thermal_state(RunContext{store, &progress, {}, processors()}, *study, options.state);
  if (answer) {
    hash = studies::study_hash(*study);
    return std::move(*answer);
  }
  const auto& none = answer.error();
  if (!none.reason.empty()) return refuse(none.reason, Exit::depends);
  return tl::unexpected(refuse_word("the study has no state " + shortened(options.state), options.state,
                                    none.states, "shellfit check names them in --json"));
}

Described answer_of(const Options& options, std::string& hash) {
  const auto extension = extension_of(options.file);
  if (extension == ".inp") return epanet_answer(options);
  if (extension == ".xml") return study_answer(options, hash);
  return refuse(fmt::format("{} is no study (.xml) and no EPANET file (.inp)", shortened(options.file)));
}

int exit_of(studies::LoopOutcome outcome) {
  switch (outcome) {
    case studies::LoopOutcome::solved:
      return Exit::hosts;
    case studies::LoopOutcome::infeasible:
      return Exit::does_not_host;
    case studies::LoopOutcome::no_solution:
      return Exit::no_answer;
  }
  return Exit::bug;
}

int run(const Options& options) {
  std::string hash;
  const auto answer = answer_of(options, hash);
  if (!answer) return answer.error();
  if (!options.json.empty()) write_result(options.json, reports::thermal_json(*answer, hash));
  if (options.json != "-") print(reports::thermal_text(*answer));
  return exit_of(answer->outcome());
}

}  // namespace

void add_thermal(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand(
      "thermal",
      "The cooling alone: flows, pressures and temperatures of a study's state, or an EPANET file");
  auto options = std::make_shared<Options>();
  command
      ->add_option("file", options->file,
                   "A study (.xml) or an EPANET file (.inp), whose first step is solved")
      ->required();
  command->add_option("--state", options->state,
                      "Of a study, a state as check names it, or what stands before its @");
  command->add_option("--json", options->json, "Write the answer as JSON to this file, or - for stdout");
  command->footer(
      "Exit status: 0 solved, 1 a piece of the network asks for what cannot be, 2 bad input, 3 no solution "
      "found "
      "and no reason, 4 a bug, 5 the study does not say enough.\nExample: shellfit thermal "
      "examples/hall-12mw/study.xml --json loops.json");
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace shellfit::cli
