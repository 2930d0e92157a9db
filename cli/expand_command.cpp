#include "cli/commands.hpp"
#include "cli/result_files.hpp"
#include "cli/terminal.hpp"
#include "site/plant_text.hpp"
#include "site/study_edit.hpp"
#include "studies/cooling_templates.hpp"
#include "studies/evaluation.hpp"
#include "studies/hosting.hpp"
#include "studies/verdict.hpp"

#include <fmt/format.h>

#include <memory>
#include <unistd.h>

namespace shellfit::cli {

namespace {

struct Options {
  std::string study, to;
  bool has_fit_out = false;
};

/// The elements that <power> and <cooling> stand for, as is or with what the fit-out adds; nothing for a
/// system that has none.
std::vector<std::string> elements_of(const site::Study& study, bool has_fit_out) {
  StageStore store;
  TerminalProgress progress(false);
  const RunContext context{store, &progress, {}, processors()};
  const auto plan =
      has_fit_out
          ? studies::whole_evaluation(context, study).plan
          : studies::evaluate(context, study, studies::hosting_order(study), studies::Mode::as_is).plan;
  std::vector<std::string> elements;
  const auto is_template = [&](site::SystemState state) {
    return state == site::SystemState::described || (has_fit_out && state == site::SystemState::to_be_built);
  };
  if (is_template(study.shell.power.is)) elements.push_back(site::power_text(plan.power.one_line));
  const auto& cooling = study.shell.cooling;
  if (!cooling.loops.empty() || (has_fit_out && (plan.cooling.liquid_loop || plan.cooling.air_loop)))
    elements.push_back(site::cooling_text(studies::described_cooling(study, plan.cooling)));
  return elements;
}

int expand(const Options& options) {
  const auto study = site::load_study(options.study);
  if (!study) {
    print_faults(study.error());
    return Exit::bad_input;
  }
  const auto elements = elements_of(*study, options.has_fit_out);
  if (elements.empty()) {
    print_error(
        fmt::format("error: no plant of this shell is described, so no template stands for it\nhelp: {}\n",
                    options.has_fit_out ? "describe it, or let the fit-out build it"
                                        : "--with-fit-out writes what the fit-out would build"));
    return Exit::bad_input;
  }
  if (options.to.empty()) {
    for (const auto& element : elements) print(element);
    return Exit::hosts;
  }
  const auto edit = site::replace_plant(options.study, elements);
  if (!edit) {
    print_faults(edit.error(), "nothing was written");
    return Exit::bad_input;
  }
  write_results({{options.to, edit->files.front().bytes}}, edit->unchanged);
  if (options.to != "-")
    print(fmt::format("wrote {}: {} with the plant element by element\n", options.to,
                      edit->files.front().path.filename().string()));
  return Exit::hosts;
}

}  // namespace

void add_expand(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand(
      "expand", "The plant that templates stand for, element by element, to look at and to edit");
  auto options = std::make_shared<Options>();
  command->add_option("study", options->study, "The study, an XML file")->required();
  command->add_flag("--with-fit-out", options->has_fit_out,
                    "With what the fit-out adds, marked is=\"to-be-built\"");
  command->add_option(
      "--to", options->to,
      "Write the file that holds the shell here, with <power> and <cooling> replaced and all else "
      "kept; without it, both go to stdout");
  command->footer(
      "What is written reads back to the same answer where the shell hosts all that is asked; else plant "
      "stays "
      "as large as it was sized for. Plant that is described takes no floor.\nExit status: "
      "0 "
      "written, 2 bad input.\nExample: shellfit expand examples/mining-10mw/study.xml --to shell.xml");
  command->callback([options, &action] { action = [options] { return expand(*options); }; });
}

}  // namespace shellfit::cli
