#include "cli/commands.hpp"
#include "cli/result_files.hpp"
#include "cli/terminal.hpp"
#include "exchange/equipment_import.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace shellfit::cli {

namespace {

struct Options {
  std::string file, to, types, report, json;
  bool is_dry = false;
};

int import_schedule(Options options) {
  if (options.types.empty())
    options.types = (std::filesystem::path(options.to).parent_path() / "types.xml").string();
  if (options.to == "-" || options.types == "-") {
    print_error("error: the shell and the types are files that may be amended; they cannot be stdout\n");
    return Exit::bad_input;
  }
  // Before anything is read, for a shell that is there is read too.
  expect_distinct({options.to, options.types, options.report, options.json}, {options.file});
  auto import = exchange::import_equipment({options.file, options.to, options.types});
  if (!import) {
    print_faults(import.error(), "nothing was written");
    return Exit::bad_input;
  }
  std::vector<std::pair<std::string, std::string>> files;
  if (!options.is_dry) {
    if (import->has_types) files.emplace_back(options.types, import->types);
    files.emplace_back(options.to, import->shell);
  }
  std::string written;
  for (const auto& [path, content] : files)
    written += fmt::format("{} {}", written.empty() ? "wrote" : " and", path);
  import->report.remarks.push_back(options.is_dry ? "a dry run: nothing was written" : written);
  if (import->is_new_shell && !options.is_dry)
    import->report.remarks.push_back(
        fmt::format("next: fill in the spaces of {}, then shellfit validate {}", options.to, options.to));
  const auto text = exchange::report_text(import->report);
  if (!options.report.empty()) files.emplace_back(options.report, text);
  if (!options.json.empty()) files.emplace_back(options.json, exchange::report_json(import->report));
  write_results(files, {options.file});
  if (options.json != "-" && options.report != "-") print(text);
  return Exit::hosts;
}

}  // namespace

void add_import(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand("import",
                                     "An equipment schedule (CSV) as catalog types and the power plant of a "
                                     "shell, with a report of each row");
  auto options = std::make_shared<Options>();
  command
      ->add_option("file", options->file,
                   "The schedule: comma-, semicolon- or tab-separated values with a header")
      ->required();
  command->add_option("--to", options->to, "The shell: amended in place when it is there, else begun")
      ->required();
  command->add_option("--types", options->types,
                      "The catalog of its types; without it types.xml beside the shell");
  command->add_option("--report", options->report,
                      "Write the report to this file too, or - for stdout alone");
  command->add_option("--json", options->json, "Write the report as JSON to this file, or - for stdout");
  command->add_flag("--dry-run", options->is_dry, "The report only; neither shell nor types are written");
  command->footer(
      "The report says of each column and row what was understood, guessed or left, with line and column. On "
      "any error "
      "nothing is written.\nExit status: 0 imported, 2 bad input.\nExample: shellfit import "
      "examples/schedule/equipment.csv "
      "--to shell.xml --dry-run");
  command->callback([options, &action] { action = [options] { return import_schedule(*options); }; });
}

}  // namespace shellfit::cli
