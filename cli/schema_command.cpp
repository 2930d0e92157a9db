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
    write_results({{(std::filesystem::path(folder) / schema.name).string(), schema.text}}, {});
  return Exit::hosts;
}

int schema(const Options& options) {
  std::vector<std::string> names;
  const documents::ElementInfo* wanted = nullptr;
  for (const auto& known : site::file_kinds()) {
    names.push_back(known.name);
    if (known.name == options.kind) wanted = known.info;
  }
  const auto all_names = fmt::format("{}", fmt::join(names, ", "));
  if (wanted == nullptr && !options.kind.empty())
    return refuse_word("there is no kind of file " + shortened(options.kind), options.kind, names,
                       "one of " + all_names);
  if (wanted == nullptr && options.folder.empty()) {
    print_error(fmt::format(
        "error: the schema of what? Name a kind of file ({}), or a folder for all: --to DIR\n", all_names));
    return Exit::bad_input;
  }
  if (!options.folder.empty()) write_schemas(options.folder);
  if (wanted != nullptr)
    print(options.is_table ? documents::write_form_table(*wanted) : documents::write_schema(*wanted));
  return Exit::hosts;
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
  command->footer(
      "Exit status: 0 written, 2 no such kind of file.\nExample: shellfit schema --to schemas\nExample: "
      "shellfit schema shell > "
      "shell.xsd");
  command->callback([options, &action] { action = [options] { return schema(*options); }; });
}

}  // namespace shellfit::cli
