#include "cli/commands.hpp"
#include "cli/example_files.hpp"
#include "cli/result_files.hpp"
#include "cli/schemas.hpp"
#include "cli/terminal.hpp"

#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <memory>

namespace shellfit::cli {

namespace {

struct Template {
  std::string_view name;
  std::string_view example;  ///< folder of examples/
  std::string_view meaning;
};
constexpr std::array templates{
    Template{"hall", "hall-12mw", "a new hall, everything to be built"},
    Template{"mining", "mining-10mw", "a mining site with its transformers, to be converted"},
    Template{"lab", "laboratory", "two floors with existing plant, chilled water at a flange"},
    Template{"offer", "leased-hall", "a leased hall, power at a bus and water at a flange, in one file"},
    Template{"towers", "tower-hall", "a hall whose plates and chillers give their heat to cooling towers"}};

struct Options {
  std::string folder;
  std::string name = "hall";
};

struct NewFile {
  std::filesystem::path path;  ///< below the folder
  std::string text;
};

/// The files of an example and the schemas that they name, for a folder of their own.
std::vector<NewFile> files_of(const Template& chosen) {
  constexpr std::string_view where_here = "../../docs/schemas/";
  constexpr std::string_view where_there = "schemas/";
  std::vector<NewFile> files;
  for (const auto& file : example_files()) {
    const auto slash = file.name.find('/');
    if (file.name.substr(0, slash) != chosen.example) continue;
    std::string text(file.text);
    const auto at = text.find(where_here);
    if (at != std::string::npos) text.replace(at, where_here.size(), where_there);
    files.push_back({file.name.substr(slash + 1), std::move(text)});
  }
  for (auto& schema : all_schemas())
    files.push_back({where_there / std::filesystem::path(schema.name), schema.text});
  return files;
}

/// Writes all files, or takes back those that were written.
void write_all(const std::filesystem::path& folder, const std::vector<NewFile>& files, bool is_there) {
  try {
    for (const auto& file : files) {
      std::filesystem::create_directories((folder / file.path).parent_path());
      write_results({{(folder / file.path).string(), file.text}}, {});
    }
  } catch (const std::exception& fault) {
    std::error_code ignored;
    for (const auto& file : files) std::filesystem::remove_all(folder / *file.path.begin(), ignored);
    if (!is_there) std::filesystem::remove(folder, ignored);
    throw OutputError(fmt::format("{}; nothing was left in {}", fault.what(), folder.string()));
  }
}

int make_new(const Options& options) {
  const auto* chosen = std::find_if(templates.begin(), templates.end(),
                                    [&](const Template& one) { return one.name == options.name; });
  if (chosen == templates.end()) {
    std::vector<std::string> names;
    for (const auto& one : templates) names.emplace_back(one.name);
    return refuse_word("there is no template " + shortened(options.name), options.name, names,
                       fmt::format("one of {}", fmt::join(names, ", ")));
  }
  const std::filesystem::path target(options.folder);
  std::error_code fault;
  const bool is_there = std::filesystem::exists(target, fault);
  if (is_there &&
      (!std::filesystem::is_directory(target, fault) || !std::filesystem::is_empty(target, fault))) {
    print_error(fmt::format("error: {} is there already and not an empty folder; nothing was written\n",
                            options.folder));
    return Exit::bad_input;
  }
  const auto files = files_of(*chosen);
  write_all(target, files, is_there);
  print(fmt::format("wrote {} and the schemas for editors to {}\nnext: shellfit check {}\n", chosen->meaning,
                    options.folder, (target / "study.xml").string()));
  return Exit::hosts;
}

}  // namespace

void add_new(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand("new", "An example study of one's own to edit");
  auto options = std::make_shared<Options>();
  command->add_option("folder", options->folder, "Folder to make; it must not be there, or be empty")
      ->required();
  std::string meanings;
  for (const auto& one : templates)
    meanings += fmt::format("{}{}: {}", meanings.empty() ? "" : "; ", one.name, one.meaning);
  command->add_option("--template", options->name, meanings + ". Without it, hall");
  command->footer("Exit status: 0 written, 2 not.\nExample: shellfit new my-hall --template offer");
  command->callback([options, &action] { action = [options] { return make_new(*options); }; });
}

}  // namespace shellfit::cli
