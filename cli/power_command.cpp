#include "cli/commands.hpp"
#include "cli/result_files.hpp"
#include "cli/study_answer.hpp"
#include "cli/terminal.hpp"
#include "exchange/matpower_case.hpp"
#include "exchange/matpower_export.hpp"
#include "exchange/matpower_network.hpp"
#include "exchange/power_grid_model_export.hpp"
#include "exchange/power_grid_model_network.hpp"
#include "power/network_check.hpp"
#include "reports/outage_report.hpp"
#include "reports/power_json.hpp"
#include "reports/power_text.hpp"
#include "studies/power_state.hpp"
#include "studies/scenarios.hpp"
#include "studies/switching_account.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace shellfit::cli {

namespace {

struct Options {
  std::string file, state = "normal", json, to;
  std::string fault = "three-phase";
  bool has_short_circuit = false, has_least = false, has_reactive_limits = false, lists_states = false;
};

const std::map<std::string, power::FaultKind>& fault_kinds() {
  static const std::map<std::string, power::FaultKind> kinds{
      {"three-phase", power::FaultKind::three_phase},
      {"two-phase", power::FaultKind::two_phase},
      {"two-phase-to-earth", power::FaultKind::two_phase_to_earth},
      {"one-phase-to-earth", power::FaultKind::one_phase_to_earth}};
  return kinds;
}

/// A network that a file describes, ready to be solved; or an exit status, its reason being printed.
using Described = tl::expected<studies::NetworkAnswer, int>;

/// Elements of a case that can be lost one by one, by their ids.
std::vector<std::string> losable_elements(const power::Network& network) {
  std::vector<std::string> names;
  const auto add = [&](const auto& elements) {
    for (const auto& one : elements) names.push_back(one.id.text());
  };
  add(network.lines);
  add(network.transformers);
  add(network.three_windings);
  add(network.two_ports);
  add(network.switches);
  add(network.sources);
  add(network.generators);
  add(network.loads);
  return names;
}

/// "bus" or "shunt" where the name is that of one, which no case is solved without; else empty.
std::string kept_kind(const power::Network& network, const std::string& name) {
  const auto has = [&](const auto& elements) {
    return std::any_of(elements.begin(), elements.end(),
                       [&](const auto& one) { return one.id.text() == name; });
  };
  if (has(network.shunts)) return "shunt";
  return has(network.buses) ? "bus" : "";
}

/// The element that "out:ID" names; empty for "normal". A branch may go by its name in the file.
tl::expected<std::vector<power::ElementId>, int> outage_of(const studies::NetworkAnswer& answer,
                                                           const std::string& state) {
  if (state == "normal") return std::vector<power::ElementId>{};
  constexpr std::string_view out = "out:";
  if (!state.starts_with(out))
    return refuse(fmt::format("a case has the states normal and out:ELEMENT, not {}", shortened(state)));
  const auto name = state.substr(out.size());
  const auto names = losable_elements(answer.network);
  for (const auto& candidate : {name, answer.branch_prefix + name}) {
    if (std::find(names.begin(), names.end(), candidate) != names.end())
      return std::vector<power::ElementId>{power::ElementId(candidate)};
  }
  if (const auto kind = kept_kind(answer.network, name); !kind.empty()) {
    return refuse(fmt::format("{} is a {}; only branches, links, sources, generators and loads can be out",
                              shortened(name), kind));
  }
  return tl::unexpected(
      refuse_word("the case has no element " + shortened(name), name, names,
                  "elements go by their id; in a MATPOWER case by branch.ROW, gen.ROW and load.BUS"));
}

Described solved_case(studies::NetworkAnswer answer, studies::NetworkRequest request,
                      const Options& options) {
  auto out = outage_of(answer, options.state);
  if (!out) return tl::unexpected(out.error());
  request.out = std::move(*out);
  answer.state = options.state;
  for (auto& fault : power::check_network(answer.network)) request.faults.push_back(std::move(fault));
  studies::solve_network(answer, request);
  return answer;
}

Described matpower_answer(const Options& options) {
  const auto read = exchange::read_matpower_case(options.file);
  if (!read) {
    print_faults(read.error(), "nothing was solved");
    return tl::unexpected(int{Exit::bad_input});
  }
  auto made = exchange::matpower_network(*read);
  studies::NetworkAnswer answer;
  answer.name = read->name;
  answer.network = std::move(made.network);
  answer.notes = std::move(made.notes);
  answer.branch_prefix = exchange::matpower_branch_prefix;
  studies::NetworkRequest request;
  request.faults = std::move(made.faults);
  request.start = std::move(made.start);
  request.has_reactive_limits = options.has_reactive_limits;
  request.may_hold_again = false;  // as in MATPOWER's runpf with pf.enforce_q_lims
  // A tenth of MATPOWER's own pf.tol, which is in per unit of the case's base.
  request.mismatch_pu = 1e-9 * read->base_mva;
  return solved_case(std::move(answer), std::move(request), options);
}

Described power_grid_model_answer(const Options& options) {
  const auto read = exchange::power_grid_model::read_case(options.file);
  if (!read) {
    print_faults(read.error(), "nothing was solved");
    return tl::unexpected(int{Exit::bad_input});
  }
  auto made = exchange::power_grid_model::to_network(*read);
  studies::NetworkAnswer answer;
  answer.name = std::filesystem::path(options.file).stem().string();
  answer.network = std::move(made.network);
  answer.notes = read->remarks;
  answer.notes.insert(answer.notes.end(), made.remarks.begin(), made.remarks.end());
  // Its regulators keep to their limits wherever they name them.
  return solved_case(std::move(answer), studies::NetworkRequest{}, options);
}

Described answer_of(const Options& options, std::string& hash) {
  const auto extension = extension_of(options.file);
  if (extension == ".m") return matpower_answer(options);
  if (extension == ".json") return power_grid_model_answer(options);
  if (extension == ".xml") return study_answer(options.file, options.state, hash, studies::solve_power_state);
  return refuse(fmt::format("{} is no study (.xml), MATPOWER case (.m) or power-grid-model input (.json)",
                            shortened(options.file)));
}

/// What --to asks for, written.
std::optional<std::string> exported(const studies::NetworkAnswer& answer, const std::string& path) {
  if (extension_of(path) == ".json") return exchange::power_grid_model_text(answer);
  if (extension_of(path) != ".m") return std::nullopt;
  // MATLAB calls a function by the name of its file.
  auto name = std::filesystem::path(path).stem().string();
  const auto is_letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
  for (auto& c : name) {
    const bool is_digit = c >= '0' && c <= '9';
    if (!is_letter(c) && !is_digit) c = '_';
  }
  if (name.empty() || !is_letter(name.front())) name = "case_" + name;
  return exchange::matpower_text(answer, name);
}

int exit_of(studies::NetworkOutcome outcome) {
  switch (outcome) {
    case studies::NetworkOutcome::solved:
      return Exit::hosts;
    case studies::NetworkOutcome::infeasible:
      return Exit::does_not_host;
    case studies::NetworkOutcome::no_solution:
      return Exit::no_answer;
    case studies::NetworkOutcome::unsound:
      return Exit::bad_input;
  }
  return Exit::bug;
}

/// What each outage of a study does, without solving it.
int list_states(const Options& options) {
  if (extension_of(options.file) != ".xml") {
    print_error("error: --states is of studies (.xml)\n");
    return Exit::bad_input;
  }
  const auto study = site::load_study(options.file);
  if (!study) {
    print_faults(study.error());
    return Exit::bad_input;
  }
  StageStore store;
  TerminalProgress progress(false);
  const RunContext context{store, &progress, {}, processors()};
  const auto accounts = studies::account_of_outages(studies::scenarios(*study).front().study,
                                                    studies::whole_evaluation(context, *study));
  if (accounts.empty()) {
    print_error("error: the study does not say enough of its one-line\n");
    return Exit::depends;
  }
  const auto outage = options.state == "normal" ? "" : options.state.substr(0, options.state.find('@'));
  std::vector<std::string> outages;
  for (const auto& account : accounts) outages.push_back(account.id);
  if (!outage.empty() && std::find(outages.begin(), outages.end(), outage) == outages.end()) {
    return refuse_word("the study has no outage " + shortened(outage), outage, outages,
                       "shellfit power --states names them all");
  }
  if (!options.json.empty()) write_result(options.json, reports::outages_json(*study, accounts));
  if (options.json != "-") print(reports::outages_text(accounts, outage));
  return Exit::hosts;
}

int run(const Options& options) {
  if (options.has_reactive_limits && extension_of(options.file) != ".m") {
    print_error(
        "error: --enforce-q-limits is of MATPOWER cases (.m); studies and power-grid-model inputs always "
        "keep to "
        "their limits\n");
    return Exit::bad_input;
  }
  if (options.lists_states) return list_states(options);
  if (!options.to.empty() && extension_of(options.to) != ".m" && extension_of(options.to) != ".json") {
    print_error(fmt::format("error: --to writes .m and .json files, not {}; nothing was solved\n",
                            shortened(options.to)));
    return Exit::bad_input;
  }
  std::string hash;
  auto answer = answer_of(options, hash);
  if (!answer) return answer.error();
  if (options.has_short_circuit) {
    auto faults = answer->fault_options;
    faults.kind = fault_kinds().at(options.fault);
    if (options.has_least) faults.extreme = power::FaultExtreme::least;
    studies::solve_network_faults(*answer, faults);
  }
  std::vector<std::pair<std::string, std::string>> files;
  if (!options.json.empty()) files.emplace_back(options.json, reports::power_json(*answer, hash));
  if (!options.to.empty()) files.emplace_back(options.to, exported(*answer, options.to).value_or(""));
  write_results(files);
  if (options.json != "-") print(reports::power_text(*answer));
  for (const auto& island : answer->unsound) {
    print_error(fmt::format("error: bad data: {}; its island of {} buses has no answer\n", island.reason,
                            island.buses.size()));
  }
  return exit_of(answer->outcome());
}

}  // namespace

void add_power(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand(
      "power",
      "The electrical network alone: load flow of a study's state, a MATPOWER or a power-grid-model case");
  auto options = std::make_shared<Options>();
  command
      ->add_option("file", options->file,
                   "A study (.xml), a MATPOWER case of version 2 (.m) or a power-grid-model input (.json)")
      ->required();
  command->add_option(
      "--state", options->state,
      "Of a study, a state as check names it, or what stands before its @; of a case, normal or out:ELEMENT, "
      "a branch, link, source, generator or load");
  auto* states = command->add_flag(
      "--states", options->lists_states,
      "Of a study: what transfers and what is dark in each outage, without solving it; with --state, "
      "how that one comes about");
  auto* short_circuit =
      command->add_flag("--short-circuit", options->has_short_circuit,
                        "Faults at every bus too, by the basis of a study, of a case by IEC 60909: greatest "
                        "currents, three-phase");
  states->excludes(short_circuit);
  std::vector<std::string> kinds;
  for (const auto& [name, kind] : fault_kinds()) kinds.push_back(name);
  command->add_option("--fault", options->fault, "With --short-circuit, another kind of fault")
      ->check(CLI::IsMember(kinds))
      ->needs(short_circuit);
  command->add_flag("--least", options->has_least, "With --short-circuit, the least currents")
      ->needs(short_circuit);
  command->add_flag("--enforce-q-limits", options->has_reactive_limits,
                    "Generators of a MATPOWER case keep to their reactive power");
  command->add_option("--json", options->json, "Write the answer as JSON to this file, or - for stdout");
  states->excludes(command->add_option(
      "--to", options->to,
      "Write the solved network as a MATPOWER case (.m) or a power-grid-model input (.json)"));
  command->footer(
      "Exit status: 0 solved, 1 loads beyond what the network can carry or without a source, 2 bad input, 3 "
      "no "
      "solution found and no reason, 4 a bug, 5 the study does not say enough.\nExample: shellfit power "
      "examples/hall-12mw/study.xml --state out:it.3.transformer --to hall.m");
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace shellfit::cli
