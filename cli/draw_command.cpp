#include "cli/commands.hpp"
#include "cli/result_files.hpp"
#include "cli/terminal.hpp"
#include "reports/loop_drawing.hpp"
#include "reports/one_line_drawing.hpp"
#include "reports/plan_drawing.hpp"
#include "studies/verdict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace shellfit::cli {

namespace {

struct Options {
  std::string what, study, to;
};

/// What can be drawn, and what a study without it lacks.
struct Sort {
  std::string_view name, subject;
};
constexpr std::array<Sort, 3> sorts{
    {{"plan", "space"}, {"one-line", "power plant that is known"}, {"loops", "cooling loop that is known"}}};

std::vector<reports::Drawing> drawings_of(const std::string& what, const site::Study& study) {
  StageStore store;
  TerminalProgress progress(false);
  const auto evaluation = studies::whole_evaluation(RunContext{store, &progress, {}, processors()}, study);
  if (what == "plan") return reports::draw_plans(study, evaluation);
  if (what == "loops") return reports::draw_loops(evaluation);
  std::vector<reports::Drawing> drawings;
  if (auto drawing = reports::draw_one_line(study, evaluation)) drawings.push_back(std::move(*drawing));
  return drawings;
}

int draw(const Options& options) {
  const auto sort =
      std::find_if(sorts.begin(), sorts.end(), [&](const Sort& one) { return one.name == options.what; });
  if (sort == sorts.end()) {
    std::vector<std::string> names;
    for (const auto& one : sorts) names.emplace_back(one.name);
    return refuse_word("there is no drawing " + shortened(options.what), options.what, names,
                       "plan, one-line and loops can be drawn");
  }
  const auto study = site::load_study(options.study);
  if (!study) {
    print_faults(study.error());
    return Exit::bad_input;
  }
  const auto drawings = drawings_of(options.what, *study);
  if (drawings.empty()) {
    print_error(fmt::format("error: there is nothing to draw: the study has no {}\n", sort->subject));
    return Exit::bad_input;
  }
  const auto name = study->name.empty() ? study->id : study->name;
  write_results({{options.to, reports::svg_file(drawings, name + ": " + options.what)}}, study->files);
  if (options.to != "-") print(fmt::format("wrote {}\n", options.to));
  return Exit::hosts;
}

}  // namespace

void add_draw(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand(
      "draw", "The plan, the one-line or the cooling loops, with what the fit-out adds, as SVG");
  auto options = std::make_shared<Options>();
  command->add_option("what", options->what, "plan, one-line or loops")->required();
  command->add_option("study", options->study, "The study, an XML file")->required();
  command->add_option("--to", options->to, "Write the SVG here; - for stdout")->required();
  command->footer(
      "In diagrams blue is what the fit-out adds, red an element of which a check fails.\nExit status: 0 "
      "drawn, 2 bad input or nothing "
      "to "
      "draw.\nExample: shellfit draw one-line examples/hall-12mw/study.xml --to one-line.svg");
  command->callback([options, &action] { action = [options] { return draw(*options); }; });
}

}  // namespace shellfit::cli
