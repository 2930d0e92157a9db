#include "base/database.hpp"
#include "cli/commands.hpp"
#include "cli/terminal.hpp"
#include "reports/json_report.hpp"
#include "studies/sweep.hpp"

#include <fmt/format.h>

#include <csignal>
#include <memory>

namespace shellfit::cli {

namespace {

struct Options {
  std::string sweep, database;
  int jobs = 0;
  bool is_quiet = false;
};

std::stop_source stop_source;

int run(const Options& options) {
  const auto sweep = site::load_sweep(options.sweep);
  if (!sweep) {
    print_faults(sweep.error());
    return Exit::bad_input;
  }
  Database database(options.database);
  DatabaseStageStore store(database, reports::version(), false);
  studies::SweepCounts counts;
  // The first Ctrl-C ends after the studies under way; what is solved is kept.
  std::signal(SIGINT, [](int) {
    stop_source.request_stop();
    std::signal(SIGINT, SIG_DFL);
  });
  {
    TerminalProgress progress(options.is_quiet);
    const RunContext context{store, &progress, stop_source.get_token(),
                             options.jobs == 0 ? processors() : options.jobs};
    counts = studies::run_sweep(context, *sweep, database);
  }
  std::string text;
  for (const auto& [stage, count] : store.all_counts())
    text += fmt::format("  {:<12} {} computed, {} known\n", stage, count.computed, count.known);
  const bool is_stopped = stop_source.stop_requested();
  text += fmt::format("{}{} studies: {} solved, {} known, {} with errors; rows in table result of {}\n",
                      is_stopped ? "stopped; run it again to go on. " : "", counts.studies, counts.solved,
                      counts.known, counts.failed, options.database);
  print(text);
  if (is_stopped) return Exit::interrupted;
  return counts.failed > 0 ? Exit::bad_input : Exit::hosts;
}

int show(const Options& options) {
  std::error_code fault;
  if (!std::filesystem::is_regular_file(options.database, fault)) {
    print_error(fmt::format("error: there is no database {}\n", options.database));
    return Exit::bad_input;
  }
  Database database(options.database);
  print(studies::sweep_as_csv(database));
  return Exit::hosts;
}

}  // namespace

void add_sweep(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand("sweep", "Many studies: every combination of values along axes");
  command->require_subcommand(1);
  auto options = std::make_shared<Options>();
  auto* run_command = command->add_subcommand(
      "run", "Solve what the database does not hold yet; start it again to go on after a stop");
  run_command->add_option("sweep", options->sweep, "The sweep, an XML file")->required();
  run_command->add_option("--db", options->database, "SQLite file for rows and stages")->required();
  run_command->add_option("--jobs", options->jobs, "Studies at a time; 0 takes all processors")
      ->check(CLI::Range(0, 1024));
  run_command->add_flag("--quiet", options->is_quiet, "No progress");
  run_command->callback([options, &action] { action = [options] { return run(*options); }; });
  auto* show_command = command->add_subcommand("show", "The rows as comma-separated values");
  show_command->add_option("--db", options->database, "SQLite file of a sweep")->required();
  show_command->callback([options, &action] { action = [options] { return show(*options); }; });
  run_command->footer(
      "Exit status: 0 all solved, 2 bad input or studies with errors, 130 stopped by Ctrl-C.\nExample: "
      "shellfit sweep run "
      "examples/hall-12mw/sweep.xml --db results.sqlite");
  show_command->footer(
      "Exit status: 0 shown, 2 no such database.\nExample: shellfit sweep show --db results.sqlite > "
      "results.csv");
  command->footer("Example: shellfit sweep run examples/hall-12mw/sweep.xml --db results.sqlite");
}

}  // namespace shellfit::cli
