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
  bool lists_states = false;
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
  answer->title = read->title;
  answer->name = shortened(std::filesystem::path(options.file).stem().string());
  return std::move(*answer);
}

Described answer_of(const Options& options, Origin& origin) {
  origin.files = {options.file};
  const auto extension = extension_of(options.file);
  if (extension == ".inp") return epanet_answer(options);
  if (extension == ".xml")
    return study_answer(options.file, options.state, origin, studies::solve_thermal_state);
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
  const auto loops = exchange::epanet_circuits(answer.problem);
  if (wanted.empty() && loops.size() == 1) return loops.front();
  if (wanted.empty())
    return refuse(fmt::format("--to writes one loop, and there are {}: say which by --loop {}", loops.size(),
                              fmt::join(loops, " or ")));
  if (std::find(loops.begin(), loops.end(), wanted) != loops.end()) return wanted;
  return tl::unexpected(refuse_word("there is no loop " + shortened(wanted), wanted, loops,
                                    fmt::format("there are {}", fmt::join(loops, ", "))));
}

/// The states that a study can be solved in, and its loops.
int list_states(const Options& options) {
  if (extension_of(options.file) != ".xml") return refuse("--states is of studies (.xml)").value();
  Origin origin;
  const auto listed = study_answer(options.file, options.state, origin,
                                   [](const RunContext& context, const site::Study& study, const auto&) {
                                     return studies::list_thermal_states(context, study);
                                   });
  if (!listed) return listed.error();
  const auto loops = exchange::epanet_circuits(listed->problem);
  if (!options.json.empty())
    write_results({{options.json, reports::thermal_states_json(listed->states, loops)}}, origin.files);
  if (options.json != "-") print(reports::thermal_states_text(listed->states, loops));
  return Exit::hosts;
}

int run(const Options& options) {
  if (options.lists_states) return list_states(options);
  if (!options.to.empty() && (extension_of(options.to) != ".inp" || extension_of(options.file) != ".xml")) {
    print_error("error: --to writes a loop of a study (.xml) as an EPANET file (.inp); nothing was solved\n");
    return Exit::bad_input;
  }
  Origin origin;
  const auto answer = answer_of(options, origin);
  if (!answer) return answer.error();
  std::vector<std::pair<std::string, std::string>> files;
  if (!options.json.empty()) files.emplace_back(options.json, reports::thermal_json(*answer, origin.hash));
  std::string not_exported;
  if (!options.to.empty()) {
    const auto loop = loop_of(*answer, options.loop);
    if (!loop) return loop.error();
    const auto text = exchange::epanet_text(*answer, *loop);
    if (text)
      files.emplace_back(options.to, *text);
    else
      not_exported = fmt::format("error: {} is not exported: {}\n", *loop, text.error());
  }
  write_results(files, origin.files);
  if (options.json != "-") print(reports::thermal_text(*answer));
  const int status = exit_of(answer->outcome());
  if (not_exported.empty()) return status;
  print_error(not_exported);
  return status == Exit::hosts ? int{Exit::bad_input} : status;
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
  auto* states = command->add_flag("--states", options->lists_states,
                                   "Of a study: the names of its states and loops, without solving any");
  command->add_option("--json", options->json, "Write the answer as JSON to this file, or - for stdout");
  auto* to = command->add_option("--to", options->to,
                                 "Write a closed loop of a study, as solved, as an EPANET file (.inp)");
  states->excludes(to);
  command->add_option("--loop", options->loop, "With --to, which loop, where there are several")->needs(to);
  command->footer(
      "Exit status: 0 solved, 1 a piece of the network asks for what cannot be, 2 bad input, 3 no solution "
      "found "
      "and no reason, 4 a bug, 5 the study does not say enough.\nExample: shellfit thermal "
      "examples/hall-12mw/study.xml --json loops.json");
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace shellfit::cli
