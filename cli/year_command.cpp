#include "cli/commands.hpp"
#include "cli/result_files.hpp"
#include "cli/terminal.hpp"
#include "reports/year_json.hpp"
#include "reports/year_text.hpp"
#include "studies/plant_year.hpp"
#include "studies/verdict.hpp"

#include <memory>
#include <optional>
#include <string>

namespace shellfit::cli {

namespace {

struct Options {
  std::string study, weather, json;
};

int refuse(const studies::NoYear& none) {
  if (!none.faults.empty()) {
    print_faults(none.faults);
    return Exit::bad_input;
  }
  print_error("error: " + none.reason + "\n");
  return none.is_infeasible ? Exit::does_not_host : Exit::depends;
}

int run(const Options& options) {
  const auto study = site::load_study(options.study);
  if (!study) {
    print_faults(study.error());
    return Exit::bad_input;
  }
  std::optional<site::WeatherYear> weather;
  if (!options.weather.empty()) {
    auto read = site::read_epw(options.weather);
    if (!read) {
      print_faults(read.error());
      return Exit::bad_input;
    }
    weather = std::move(*read);
  }
  StageStore store;
  TerminalProgress progress(false);
  const auto year = studies::solve_year(RunContext{store, &progress, {}, processors()}, *study, weather);
  if (!year) return refuse(year.error());
  if (!options.json.empty()) {
    auto inputs = study->files;
    inputs.push_back(options.weather);
    write_results({{options.json, reports::year_json(*year, studies::study_hash(*study))}}, inputs);
  }
  if (options.json != "-") print(reports::year_text(*year));
  return Exit::hosts;
}

}  // namespace

void add_year(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand(
      "year", "All hours of a year: energy, PUE, WUE, hours in which a setpoint is not held");
  auto options = std::make_shared<Options>();
  command->add_option("study", options->study, "The study, an XML file")->required();
  command->add_option("--epw", options->weather,
                      "The hours of this weather file, in place of those that the study's climate gives");
  command->add_option("--json", options->json, "Write the answer as JSON to this file, or - for stdout");
  command->footer(
      "Exit status: 0 answered, 1 the plant has no steady state, 2 bad input, 4 a bug, 5 the study does "
      "not say enough.\nExample: shellfit year examples/hall-12mw/study.xml --json year.json");
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace shellfit::cli
