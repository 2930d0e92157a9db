#include "cli/commands.hpp"
#include "cli/terminal.hpp"
#include "site/study.hpp"
#include "studies/rule_use.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

namespace shellfit::cli {

namespace {

struct Options {
  std::string set, rule, study;
};

int list_sets() {
  std::size_t width = 0;
  for (const auto& [id, set] : site::built_in_rule_sets()) width = std::max(width, id.size());
  std::string text;
  for (const auto& [id, set] : site::built_in_rule_sets()) {
    const auto whole = site::whole_set(site::built_in_rule_sets(), id);
    text += fmt::format("{:<{}}  {}, {} rules, as of {}{}\n", id, width, set.name, whole.rules.size(),
                        set.date, set.over.empty() ? "" : fmt::format(", over {}", set.over));
  }
  print(text);
  return Exit::hosts;
}

/// The checks that a figure goes into, by the attribute of the basis that it gives.
std::string users_of(const site::Rule& rule) {
  if (rule.quantity.empty()) return "no check: a requirement without a figure";
  const auto kinds =
      rule.gives.empty() ? std::vector<studies::CheckKind>{} : studies::checks_using(rule.gives);
  if (kinds.empty()) return "no check of this version";
  std::string names;
  for (const auto kind : kinds) names += (names.empty() ? "" : ", ") + std::string(studies::info_of(kind).id);
  return names;
}

std::string rule_text(const site::RuleSet& set, const site::Rule& rule) {
  auto text = fmt::format("{} = {}\n", rule.id, rule.value.empty() ? "(no figure)" : rule.value);
  text += fmt::format("  meaning  {}\n", rule.meaning);
  text += fmt::format("  clause   {}\n", set.citation(rule));
  text += fmt::format("  kind     {}{}\n", catalogs::evidence_text(rule.evidence),
                      rule.source.empty() ? "" : ", by " + rule.source);
  if (rule.set != set.id) text += fmt::format("  set      {}\n", rule.set);
  if (!rule.gives.empty())
    text += fmt::format("  gives    basis/{}, unless the basis states it\n", rule.gives);
  text += fmt::format("  used by  {}\n", users_of(rule));
  if (!rule.note.empty()) text += fmt::format("  note     {}\n", rule.note);
  return text;
}

std::string table_of(const site::RuleSet& set) {
  std::size_t id = 0;
  std::size_t value = 0;
  std::size_t clause = 0;
  for (const auto& rule : set.rules) {
    id = std::max(id, rule.id.size());
    value = std::max(value, rule.value.size());
    clause = std::max(clause, set.citation(rule).size());
  }
  auto text = fmt::format("{}: {}, as of {}\n\n", set.id, set.name, set.date);
  for (const auto& rule : set.rules)
    text += fmt::format("{:<{}}  {:<{}}  {:<{}}  {:<9}  {}\n", rule.id, id, rule.value, value,
                        set.citation(rule), clause, catalogs::evidence_text(rule.evidence), users_of(rule));
  return text + "\nThe last column names the checks that use a figure.\n";
}

/// A built-in set, or a study's with what its basis changes.
std::optional<site::RuleSet> set_of(const Options& options) {
  if (!options.study.empty()) {
    auto study = site::load_study(options.study);
    if (study) return *study->rules;
    print_faults(study.error());
    return std::nullopt;
  }
  const auto& sets = site::built_in_rule_sets();
  if (sets.contains(options.set)) return site::whole_set(sets, options.set);
  std::vector<std::string> ids;
  for (const auto& [known, set] : sets) ids.push_back(known);
  refuse_word("there is no rule set " + shortened(options.set), options.set, ids,
              fmt::format("one of {}", fmt::join(ids, ", ")));
  return std::nullopt;
}

int show(Options options) {
  const auto set = set_of(options);
  if (!set) return Exit::bad_input;
  // Of a study, one word is a rule, unless it is the study's set.
  if (!options.study.empty() && options.rule.empty() && options.set != set->id)
    options.rule = std::exchange(options.set, "");
  if (!options.study.empty() && !options.set.empty() && options.set != set->id) {
    print_error(fmt::format("error: the study is judged by rule set {}, not {}\nhelp: leave {} out\n",
                            set->id, options.set, options.set));
    return Exit::bad_input;
  }
  if (options.rule.empty()) {
    print(table_of(*set));
    return Exit::hosts;
  }
  if (const auto* rule = set->find(options.rule)) {
    print(rule_text(*set, *rule));
    return Exit::hosts;
  }
  std::vector<std::string> ids;
  for (const auto& rule : set->rules) ids.push_back(rule.id);
  return refuse_word(fmt::format("rule set {} has no rule {}", set->id, shortened(options.rule)),
                     options.rule, ids, fmt::format("shellfit rules show {} names them all", set->id));
}

}  // namespace

void add_rules(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand("rules", "Rule sets: figures with clause, edition and kind");
  command->require_subcommand(1);
  auto* list = command->add_subcommand("list", "All rule sets");
  list->footer("Exit status: 0 listed.\nExample: shellfit rules list");
  list->callback([&action] { action = [] { return list_sets(); }; });
  auto options = std::make_shared<Options>();
  auto* sheet = command->add_subcommand("show", "The figures of a set, and the checks that use them");
  auto* set = sheet->add_option("set", options->set, "Id of the set");
  sheet->add_option("rule", options->rule, "Id of one rule");
  auto* study =
      sheet->add_option("--study", options->study,
                        "The rules of a study, with what its basis changes; the set may be left out then");
  sheet->callback([options, set, study, &action] {
    if (set->count() == 0 && study->count() == 0)
      throw CLI::ValidationError("show which set? shellfit rules list names them");
    action = [options] { return show(*options); };
  });
  sheet->footer(
      "Exit status: 0 shown, 2 no such set or rule.\nExample: shellfit rules show us-2023 nec-210.20");
  command->footer("Example: shellfit rules show us-2023 nec-210.20");
}

}  // namespace shellfit::cli
