#include "base/nearest.hpp"
#include "cli/commands.hpp"
#include "cli/result_files.hpp"
#include "cli/schemas.hpp"
#include "cli/terminal.hpp"
#include "documents/form_table.hpp"
#include "documents/schema.hpp"
#include "site/study.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <memory>

namespace shellfit::cli {

namespace {

struct Options {
  std::string kind, folder;
  bool is_table = false;
};

int write_schemas(const std::string& folder) {
  std::error_code fault;
  std::filesystem::create_directories(folder, fault);
  if (fault) throw OutputError(fmt::format("cannot create {}: {}", folder, fault.message()));
  for (const auto& schema : all_schemas())
    write_result((std::filesystem::path(folder) / schema.name).string(), schema.text);
  return Exit::hosts;
}

int schema(const Options& options) {
  if (!options.folder.empty()) write_schemas(options.folder);
  std::vector<std::string> names;
  for (const auto& known : site::file_kinds()) {
    names.push_back(known.name);
    if (known.name != options.kind) continue;
    print(options.is_table ? documents::write_form_table(*known.info) : documents::write_schema(*known.info));
    return Exit::hosts;
  }
  if (options.kind.empty() && !options.folder.empty()) return Exit::hosts;
  if (options.kind.empty()) {
    print_error(
        fmt::format("error: the schema of what? Name a kind of file ({}), or a folder for all: --to DIR\n",
                    fmt::join(names, ", ")));
    return Exit::bad_input;
  }
  const auto near = nearest(options.kind, names);
  print_error(
      fmt::format("error: there is no kind of file {}\nhelp: {}\n", options.kind,
                  near ? "did you mean " + *near + "?" : fmt::format("one of {}", fmt::join(names, ", "))));
  return Exit::bad_input;
}

}  // namespace

std::vector<SchemaFile> all_schemas() {
  std::vector<SchemaFile> files;
  for (const auto& kind : site::file_kinds())
    files.push_back({kind.name + ".xsd", documents::write_schema(*kind.info)});
  return files;
}

void add_schema(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand("schema", "The XML schema of a kind of file, for editors");
  auto options = std::make_shared<Options>();
  command->add_option("kind", options->kind, "study, shell, deployment, basis, catalog, rules or sweep");
  command->add_option("--to", options->folder, "Write the schemas of all kinds into this folder");
  command->add_flag("--table", options->is_table,
                    "Every element and attribute as tab-separated values, for other programs");
  command->footer("Examples: shellfit schema --to schemas; shellfit schema shell > shell.xsd");
  command->callback([options, &action] { action = [options] { return schema(*options); }; });
}

}  // namespace shellfit::cli
