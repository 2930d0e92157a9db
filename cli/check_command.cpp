#include "base/database.hpp"
#include "cli/commands.hpp"
#include "cli/result_files.hpp"
#include "cli/terminal.hpp"
#include "reports/html_report.hpp"
#include "reports/json_report.hpp"
#include "reports/text_report.hpp"
#include "studies/capacity.hpp"
#include "studies/verdict.hpp"

#include <memory>
#include <optional>
#include <string>
#include <unistd.h>
#include <utility>
#include <vector>

namespace shellfit::cli {

namespace {

struct Options {
  std::string study, json, html, database;
  int jobs = 0;
  bool is_quiet = false;
};

/// A store in memory, or in a database when one is named.
struct Store {
  std::unique_ptr<Database> database;
  std::unique_ptr<StageStore> store;

  explicit Store(const std::string& file) {
    if (file.empty()) {
      store = std::make_unique<StageStore>();
    } else {
      database = std::make_unique<Database>(file);
      store = std::make_unique<DatabaseStageStore>(*database, reports::version(), true);
    }
  }
};

void add_common(CLI::App& command, Options& options) {
  command.add_option("study", options.study, "The study, an XML file")->required();
  command.add_option("--json", options.json, "Write the answer as JSON to this file, or - for stdout");
  command.add_option("--db", options.database, "Keep computed stages in this file and use those it holds");
  command.add_option("--jobs", options.jobs, "Threads; 0 takes all processors. Answers do not depend on it")
      ->check(CLI::Range(0, 1024));
  command.add_flag("--quiet", options.is_quiet, "No progress");
}

int exit_of(const studies::Verdict& verdict) {
  switch (verdict.outcome) {
    case studies::Outcome::hosts:
      return Exit::hosts;
    case studies::Outcome::does_not_host:
      return Exit::does_not_host;
    case studies::Outcome::depends:
      return studies::is_for_want_of_a_solution(verdict) ? Exit::no_answer : Exit::depends;
  }
  return Exit::depends;
}

/// Loads the study and lets `answer(context, study)` compute with the store, threads and progress of the
/// options; progress is gone from the terminal when it returns. Empty after bad input, whose faults are then
/// printed.
template <class Answer>
auto answered(const Options& options, std::optional<site::Study>& study, Answer answer)
    -> std::optional<decltype(answer(std::declval<const RunContext&>(), *study))> {
  auto loaded = site::load_study(options.study);
  if (!loaded) {
    print_faults(loaded.error());
    return std::nullopt;
  }
  study = std::move(*loaded);
  Store store(options.database);
  TerminalProgress progress(options.is_quiet);
  return answer(RunContext{*store.store, &progress, {}, options.jobs == 0 ? processors() : options.jobs},
                *study);
}

int run_check(const Options& options) {
  std::optional<site::Study> study;
  std::string html;
  const auto verdict = answered(options, study, [&](const RunContext& context, const site::Study& one) {
    auto answer = studies::judge(context, one);
    if (!options.html.empty())
      html = reports::verdict_html(one, answer, studies::whole_evaluation(context, one), command_line());
    return answer;
  });
  if (!verdict) return Exit::bad_input;
  std::vector<std::pair<std::string, std::string>> files;
  if (!options.html.empty()) files.emplace_back(options.html, std::move(html));
  if (!options.json.empty()) files.emplace_back(options.json, reports::verdict_json(*study, *verdict));
  write_results(files, study->files);
  // Results on stdout are either for people or for programs.
  const bool is_stdout_taken = options.json == "-" || options.html == "-";
  if (!is_stdout_taken) {
    print(reports::verdict_text(*study, *verdict, may_color(STDOUT_FILENO)));
    if (options.html.empty()) print_error("next: shellfit check " + options.study + " --html report.html\n");
  }
  return exit_of(*verdict);
}

int run_capacity(const Options& options) {
  std::optional<site::Study> study;
  const auto capacity = answered(options, study, [](const RunContext& context, const site::Study& one) {
    return studies::find_capacity(context, one);
  });
  if (!capacity) return Exit::bad_input;
  if (!options.json.empty())
    write_results({{options.json, reports::capacity_json(*study, *capacity)}}, study->files);
  if (options.json != "-") print(reports::capacity_text(*study, *capacity, may_color(STDOUT_FILENO)));
  const bool is_known = capacity->questions.empty() && !capacity->hostable.is_missing();
  return is_known ? Exit::hosts : Exit::depends;
}

}  // namespace

void add_check(CLI::App& app, Action& action) {
  auto* command =
      app.add_subcommand("check", "The verdict: hosts, does not host, or depends, and what stops it first");
  auto options = std::make_shared<Options>();
  add_common(*command, *options);
  command->add_option("--html", options->html, "Write the report, one HTML file");
  command->footer(
      "Exit status: 0 hosts, 1 does not host, 2 bad input, 3 a solver found no answer, 4 a bug, 5 "
      "depends.\nExample: shellfit check "
      "examples/hall-12mw/study.xml --html report.html");
  command->callback([options, &action] { action = [options] { return run_check(*options); }; });
}

void add_capacity(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand(
      "capacity",
      "The most that the shell hosts of the deployment, its last line going on, and what stops it there");
  auto options = std::make_shared<Options>();
  add_common(*command, *options);
  command->footer(
      "Exit status: 0 answered, 2 bad input, 4 a bug, 5 depends on what is unknown.\nExample: shellfit "
      "capacity "
      "examples/hall-12mw/study.xml");
  command->callback([options, &action] { action = [options] { return run_capacity(*options); }; });
}

}  // namespace shellfit::cli
