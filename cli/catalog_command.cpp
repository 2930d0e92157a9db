#include "catalogs/catalog.hpp"
#include "cli/catalog_text.hpp"
#include "cli/commands.hpp"
#include "cli/terminal.hpp"
#include "site/study.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <memory>
#include <unistd.h>

namespace shellfit::cli {

namespace {

struct Options {
  std::string id, study;
  std::string kind, generation, maker;
  bool is_json = false;
  bool is_table = false;
  std::vector<std::string> files;
};

/// The built-in catalog, or a study's own laid over it.
std::optional<catalogs::Catalog> catalog_of(const std::string& study) {
  if (study.empty()) return catalogs::built_in_catalog();
  auto read = site::load_study(study);
  if (read) return std::move(read->catalog);
  print_faults(read.error());
  return std::nullopt;
}

bool is_same_word(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

/// Keeps the entries whose word is the wanted one; false, with a message, when no type at all has it.
bool keep(std::vector<catalogs::CatalogEntry>& entries, const std::vector<catalogs::CatalogEntry>& all,
          std::string catalogs::CatalogEntry::*member, const std::string& wanted, std::string_view option,
          std::vector<std::string> words = {}) {
  if (wanted.empty()) return true;
  for (const auto& entry : all) {
    const bool is_new =
        !(entry.*member).empty() && std::find(words.begin(), words.end(), entry.*member) == words.end();
    if (is_new) words.push_back(entry.*member);
  }
  const bool is_word = std::any_of(words.begin(), words.end(),
                                   [&](const std::string& word) { return is_same_word(word, wanted); });
  if (!is_word) {
    refuse_word(fmt::format("the catalog has no {} {}", option, shortened(wanted)), wanted, words,
                fmt::format("one of {}", fmt::join(words, "; ")));
    return false;
  }
  std::erase_if(entries, [&](const auto& entry) { return !is_same_word(entry.*member, wanted); });
  return true;
}

int list_types(const Options& options) {
  const auto catalog = catalog_of(options.study);
  if (!catalog) return Exit::bad_input;
  const auto all = catalogs::list_catalog(*catalog);
  auto entries = all;
  using Entry = catalogs::CatalogEntry;
  const bool are_words = keep(entries, all, &Entry::kind, options.kind, "kind", catalogs::catalog_kinds()) &&
                         keep(entries, all, &Entry::generation, options.generation, "generation") &&
                         keep(entries, all, &Entry::maker, options.maker, "maker");
  if (!are_words) return Exit::bad_input;
  if (entries.empty() && !options.is_json) print_error("no type is all of that\n");
  print(options.is_json    ? list_as_json(entries)
        : options.is_table ? table_of_kinds(*catalog, entries)
                           : list_as_text(entries));
  return Exit::hosts;
}

int show_type(const Options& options) {
  const auto catalog = catalog_of(options.study);
  if (!catalog) return Exit::bad_input;
  const auto sheets = catalogs::show_types(*catalog, options.id);
  if (sheets.empty()) {
    std::vector<std::string> ids;
    for (const auto& entry : catalogs::list_catalog(*catalog)) ids.push_back(entry.id);
    return refuse_word("the catalog has no type " + shortened(options.id), options.id, ids,
                       "shellfit catalog list names them all");
  }
  print(options.is_json ? sheets_as_json(*catalog, sheets) : sheets_as_text(*catalog, sheets));
  return Exit::hosts;
}

/// Prints every finding, none left out: the list is what was asked for.
int check_types(const Options& options) {
  Diagnostics findings;
  std::string good;
  if (options.files.empty()) {
    findings = catalogs::built_in_faults();
    if (findings.empty())
      good = fmt::format("the built-in catalog: {} types, no findings\n",
                         catalogs::list_catalog(catalogs::built_in_catalog()).size());
  }
  for (const auto& file : options.files) {
    const auto root = documents::read_document(file);
    auto found = root ? catalogs::catalog_file_faults(*root) : root.error();
    if (found.empty()) good += file + ": no findings\n";
    for (auto& one : found) findings.push_back(std::move(one));
  }
  print(good);
  if (findings.empty()) return Exit::hosts;
  std::string text;
  for (const auto& finding : findings) text += render(finding, may_color(STDERR_FILENO)) + "\n";
  print_error(text + fmt::format("{} finding{}. Try: shellfit explain {}\n", findings.size(),
                                 findings.size() == 1 ? "" : "s", findings.front().code));
  return Exit::bad_input;
}

}  // namespace

void add_catalog(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand("catalog", "Equipment types and their figures");
  command->require_subcommand(1);
  auto options = std::make_shared<Options>();
  auto* list = command->add_subcommand("list", "All types, or those of a kind, a generation, a maker");
  list->add_option("--kind", options->kind, "Only this kind, such as rack or cdu");
  list->add_option("--generation", options->generation, "Only this generation of accelerator, such as GB300");
  list->add_option("--maker", options->maker, "Only this maker's");
  list->add_flag("--table", options->is_table,
                 "Count types by kind, and what is claimed of them by how it is known");
  list->add_flag("--json", options->is_json, "As JSON")->excludes("--table");
  list->add_option("--study", options->study,
                   "With the study's own types and figures laid over the built-in ones");
  list->footer(
      "Words may be in any case. Exit status: 0 listed, 2 a word that no type has.\n"
      "Example: shellfit catalog list --kind cdu --maker vertiv");
  list->callback([options, &action] { action = [options] { return list_types(*options); }; });
  auto* show = command->add_subcommand(
      "show", "Every figure of a type with its unit, source, how it is known, note and rivals");
  show->add_option("id", options->id, "Id of the type")->required();
  show->add_flag("--json", options->is_json, "As JSON");
  show->add_option("--study", options->study, "With the study's own figures laid over the built-in ones");
  show->footer("Exit status: 0 shown, 2 no such type.\nExample: shellfit catalog show gb300-nvl72");
  show->callback([options, &action] { action = [options] { return show_type(*options); }; });
  auto* check = command->add_subcommand(
      "check", "Figures without a source, contradictions, and figures that cannot be, rivals included");
  check->add_option("files", options->files, "Catalog files; without any, the built-in catalog");
  check->footer("Exit status: 0 no findings, 2 findings.\nExample: shellfit catalog check my-catalog.xml");
  check->callback([options, &action] { action = [options] { return check_types(*options); }; });
  command->footer("Example: shellfit catalog show gb300-nvl72");
}

}  // namespace shellfit::cli
