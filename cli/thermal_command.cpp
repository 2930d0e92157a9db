#include "cli/commands.hpp"
#include "cli/result_files.hpp"
#include "cli/study_answer.hpp"
#include "cli/terminal.hpp"
#include "exchange/epanet_answer.hpp"
#include "exchange/epanet_export.hpp"
#include "reports/thermal_json.hpp"
#include "reports/thermal_text.hpp"
#include "studies/thermal_state.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace shellfit::cli {

namespace {

struct Options {
  std::string file, state = "normal", json, to, loop;
};

/// A network that a file describes, solved; or an exit status, its reason being printed.
using Described = tl::expected<studies::LoopAnswer, int>;

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

Described answer_of(const Options& options, std::string& hash) {
  const auto extension = extension_of(options.file);
  if (extension == ".inp") return epanet_answer(options);
  if (extension == ".xml")
    return study_answer(options.file, options.state, hash, studies::solve_thermal_state);
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

/// The loop that --loop names, or the only one there is; or an exit status, its reason being printed.
tl::expected<std::string, int> loop_of(const studies::LoopAnswer& answer, const std::string& wanted) {
  const auto loops = exchange::epanet_circuits(answer);
  if (wanted.empty() && loops.size() == 1) return loops.front();
  if (wanted.empty())
    return refuse(fmt::format("--to writes one loop, and there are {}: say which by --loop {}", loops.size(),
                              fmt::join(loops, " or ")));
  if (std::find(loops.begin(), loops.end(), wanted) != loops.end()) return wanted;
  return tl::unexpected(refuse_word("there is no loop " + shortened(wanted), wanted, loops,
                                    fmt::format("there are {}", fmt::join(loops, ", "))));
}

int run(const Options& options) {
  if (!options.to.empty() && (extension_of(options.to) != ".inp" || extension_of(options.file) != ".xml")) {
    print_error("error: --to writes a loop of a study (.xml) as an EPANET file (.inp); nothing was solved\n");
    return Exit::bad_input;
  }
  std::string hash;
  const auto answer = answer_of(options, hash);
  if (!answer) return answer.error();
  std::vector<std::pair<std::string, std::string>> files;
  if (!options.json.empty()) files.emplace_back(options.json, reports::thermal_json(*answer, hash));
  if (!options.to.empty()) {
    const auto loop = loop_of(*answer, options.loop);
    if (!loop) return loop.error();
    const auto text = exchange::epanet_text(*answer, *loop);
    if (!text)
      return refuse(fmt::format("{} is not exported: {}", *loop, text.error()), Exit::no_answer).value();
    files.emplace_back(options.to, *text);
  }
  write_results(files);
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
  auto* to = command->add_option("--to", options->to,
                                 "Write a closed loop of a study, as solved, as an EPANET file (.inp)");
  command->add_option("--loop", options->loop, "With --to, which loop, where there are several")->needs(to);
  command->footer(
      "Exit status: 0 solved, 1 a piece of the network asks for what cannot be, 2 bad input, 3 no solution "
      "found "
      "and no reason, 4 a bug, 5 the study does not say enough.\nExample: shellfit thermal "
      "examples/hall-12mw/study.xml --json loops.json");
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace shellfit::cli
