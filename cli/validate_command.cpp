#include "cli/commands.hpp"
#include "cli/terminal.hpp"
#include "site/study.hpp"

#include <fmt/format.h>

#include <memory>

namespace shellfit::cli {

namespace {

int validate(const std::vector<std::string>& files) {
  std::string good;
  Diagnostics faults;
  for (const auto& file : files) {
    auto kind = site::validate_file(file);
    if (kind) {
      good += fmt::format("{}: a valid {}\n", file, *kind);
    } else {
      faults.insert(faults.end(), kind.error().begin(), kind.error().end());
    }
  }
  print(good);
  if (faults.empty()) return Exit::hosts;
  print_faults(faults, "");
  return Exit::bad_input;
}

}  // namespace

void add_validate(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand("validate", "All errors of input files at once, with line and column");
  auto files = std::make_shared<std::vector<std::string>>();
  command
      ->add_option("files", *files,
                   "Studies, shells, deployments, bases, catalogs, rules, sweeps or weather files")
      ->required();
  command->footer(
      "Exit status: 0 all valid, 2 errors.\nExample: shellfit validate my-hall/study.xml my-hall/shell.xml");
  command->callback([files, &action] { action = [files] { return validate(*files); }; });
}

}  // namespace shellfit::cli
