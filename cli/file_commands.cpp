#include "base/nearest.hpp"
#include "cli/commands.hpp"
#include "cli/example_files.hpp"
#include "cli/terminal.hpp"
#include "documents/schema.hpp"
#include "site/study.hpp"

#include <fmt/format.h>

#include <algorithm>
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
  print_faults(faults);
  return Exit::bad_input;
}

int make_new(const std::string& folder) {
  const std::filesystem::path target(folder);
  std::error_code fault;
  const bool is_there = std::filesystem::exists(target, fault);
  if (is_there &&
      (!std::filesystem::is_directory(target, fault) || !std::filesystem::is_empty(target, fault))) {
    print_error(
        fmt::format("error: {} is there already and not an empty folder; nothing was written\n", folder));
    return Exit::bad_input;
  }
  std::filesystem::create_directories(target, fault);
  if (fault) {
    print_error(fmt::format("error: cannot create {}: {}\n", folder, fault.message()));
    return Exit::bad_input;
  }
  for (const auto& file : example_files()) write_result((target / file.name).string(), file.text);
  print(fmt::format("wrote an example study of {} files to {}\nnext: shellfit check {}\n",
                    example_files().size(), folder, (target / "study.xml").string()));
  return Exit::hosts;
}

int print_schema(const std::string& kind) {
  std::vector<std::string> names;
  for (const auto& known : site::file_kinds()) {
    names.push_back(known.name);
    if (known.name == kind) {
      print(documents::write_schema(*known.info));
      return Exit::hosts;
    }
  }
  const auto near = nearest(kind, names);
  print_error(
      fmt::format("error: there is no kind of file {}\nhelp: {}\n", kind,
                  near ? "did you mean " + *near + "?" : fmt::format("one of {}", fmt::join(names, ", "))));
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
  command->footer("Exit status: 0 all valid, 2 errors.\nExample: shellfit validate study.xml shell.xml");
  command->callback([files, &action] { action = [files] { return validate(*files); }; });
}

void add_new(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand("new", "An example study of one's own to edit");
  auto folder = std::make_shared<std::string>();
  command->add_option("folder", *folder, "Folder to make; it must not be there, or be empty")->required();
  command->footer("Example: shellfit new my-hall");
  command->callback([folder, &action] { action = [folder] { return make_new(*folder); }; });
}

void add_schema(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand("schema", "The XML schema of a kind of file, for editors");
  auto kind = std::make_shared<std::string>();
  command->add_option("kind", *kind, "study, shell, deployment, basis, catalog, rules or sweep")->required();
  command->footer("Example: shellfit schema shell > shell.xsd");
  command->callback([kind, &action] { action = [kind] { return print_schema(*kind); }; });
}

}  // namespace shellfit::cli
