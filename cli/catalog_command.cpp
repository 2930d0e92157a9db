#include "base/nearest.hpp"
#include "catalogs/catalog.hpp"
#include "cli/commands.hpp"
#include "cli/terminal.hpp"
#include "site/study.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace shellfit::cli {

namespace {

struct Options {
  std::string id, study;
};

/// The built-in catalog, or a study's own laid over it.
std::optional<catalogs::Catalog> catalog_of(const std::string& study) {
  if (study.empty()) return catalogs::built_in_catalog();
  auto read = site::load_study(study);
  if (read) return std::move(read->catalog);
  print_faults(read.error());
  return std::nullopt;
}

int list_types(const Options& options) {
  const auto catalog = catalog_of(options.study);
  if (!catalog) return Exit::bad_input;
  const auto entries = catalogs::list_catalog(*catalog);
  std::size_t id_width = 0;
  std::size_t kind_width = 0;
  for (const auto& entry : entries) {
    id_width = std::max(id_width, entry.id.size());
    kind_width = std::max(kind_width, entry.kind.size());
  }
  std::string text;
  for (const auto& entry : entries) {
    text += fmt::format("{:<{}}  {:<{}}  {}{}\n", entry.kind, kind_width, entry.id, id_width, entry.name,
                        entry.maker.empty() ? "" : ", " + entry.maker);
  }
  print(text);
  return Exit::hosts;
}

int show_type(const Options& options) {
  const auto catalog = catalog_of(options.study);
  if (!catalog) return Exit::bad_input;
  const auto sheets = catalogs::show_types(*catalog, options.id);
  if (sheets.empty()) {
    std::vector<std::string> ids;
    for (const auto& entry : catalogs::list_catalog(*catalog)) ids.push_back(entry.id);
    const auto near = nearest(options.id, ids);
    print_error(fmt::format("error: the catalog has no type {}\n{}", options.id,
                            near ? fmt::format("help: did you mean {}?\n", *near)
                                 : "help: shellfit catalog list names them all\n"));
    return Exit::bad_input;
  }
  std::string text;
  for (const auto& sheet : sheets) {
    text += fmt::format("{} {}: {}{}{}\n\n", sheet.entry.kind, sheet.entry.id, sheet.entry.name,
                        sheet.entry.maker.empty() ? "" : ", " + sheet.entry.maker,
                        sheet.entry.generation.empty() ? "" : ", " + sheet.entry.generation);
    std::size_t name_width = 0;
    for (const auto& row : sheet.rows) name_width = std::max(name_width, row.name.size());
    for (const auto& row : sheet.rows) {
      const auto source = catalog->sources().find(row.provenance.source);
      text += fmt::format("  {:<{}}  {}\n", row.name, name_width, row.value);
      text += fmt::format(
          "  {:<{}}    {}{}: {}\n", "", name_width, row.is_rival ? "rival, " : "",
          row.value == "unknown" ? "not given by" : catalogs::evidence_text(row.provenance.evidence),
          source == catalog->sources().end() ? row.provenance.source : source->second.title);
      if (!row.provenance.note.empty())
        text += fmt::format("  {:<{}}    {}\n", "", name_width, row.provenance.note);
    }
    if (!sheet.note.empty()) text += "\n  " + sheet.note + "\n";
  }
  print(text);
  return Exit::hosts;
}

}  // namespace

void add_catalog(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand("catalog", "Equipment types and their figures");
  command->require_subcommand(1);
  auto options = std::make_shared<Options>();
  auto* list = command->add_subcommand("list", "All types");
  list->add_option("--study", options->study,
                   "With the study's own types and figures laid over the built-in ones");
  list->callback([options, &action] { action = [options] { return list_types(*options); }; });
  auto* show = command->add_subcommand("show", "Every figure of a type with its unit, source and kind");
  show->add_option("id", options->id, "Id of the type")->required();
  show->add_option("--study", options->study, "With the study's own figures laid over the built-in ones");
  show->callback([options, &action] { action = [options] { return show_type(*options); }; });
  command->footer("Example: shellfit catalog show gb300-nvl72");
}

}  // namespace shellfit::cli
