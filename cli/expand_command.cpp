#include "cli/commands.hpp"
#include "cli/terminal.hpp"
#include "site/plant_text.hpp"
#include "site/power_templates.hpp"
#include "site/study_edit.hpp"
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

/// The one-line of the plant that is described, or of all that stands after the fit-out.
site::OneLine one_line_of(const site::Study& study, bool has_fit_out) {
  if (!has_fit_out) return site::expand(study.shell.power);
  StageStore store;
  TerminalProgress progress(false);
  const RunContext context{store, &progress, {}, processors()};
  auto plan = studies::whole_evaluation(context, study).plan;
  return std::move(plan.power.one_line);
}

int expand(const Options& options) {
  const auto study = site::load_study(options.study);
  if (!study) {
    print_faults(study.error());
    return Exit::bad_input;
  }
  const auto is = study->shell.power.is;
  if (is == site::SystemState::offered || is == site::SystemState::unknown) {
    print_error(fmt::format("error: the power of this shell is {}, so no template stands for it\n",
                            is == site::SystemState::offered ? "offered at a bus" : "unknown"));
    return Exit::bad_input;
  }
  if (is == site::SystemState::to_be_built && !options.has_fit_out) {
    print_error(
        "error: the power of this shell is to be built: nothing is described yet\nhelp: --with-fit-out "
        "writes "
        "what the fit-out would build\n");
    return Exit::bad_input;
  }
  const auto power = site::power_text(one_line_of(*study, options.has_fit_out), 0);
  if (options.to.empty()) {
    print(power);
    return Exit::hosts;
  }
  const auto edit = site::replace_plant(options.study, {power});
  if (!edit) {
    print_faults(edit.error());
    return Exit::bad_input;
  }
  write_result(options.to, edit->files.front().bytes);
  if (options.to != "-")
    print(fmt::format("wrote {}: {} with the plant element by element\n", options.to,
                      edit->files.front().path.filename().string()));
  return Exit::hosts;
}

}  // namespace

void add_expand(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand(
      "expand", "The power plant that templates stand for, element by element, to look at and to edit");
  auto options = std::make_shared<Options>();
  command->add_option("study", options->study, "The study, an XML file")->required();
  command->add_flag("--with-fit-out", options->has_fit_out,
                    "With what the fit-out adds, as if it were there already");
  command->add_option("--to", options->to,
                      "Write the file that holds the shell here, with <power> replaced and all else kept; "
                      "without it, <power> goes to stdout");
  command->footer(
      "What is written reads back to the same answer. Plant that is described takes no floor.\nExit status: "
      "0 "
      "written, 2 bad input.\nExample: shellfit expand examples/mining-10mw/study.xml --to shell.xml");
  command->callback([options, &action] { action = [options] { return expand(*options); }; });
}

}  // namespace shellfit::cli
