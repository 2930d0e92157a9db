#include "site/rule_choice.hpp"

#include "base/blanks.hpp"
#include "base/nearest.hpp"
#include "catalogs/type_table.hpp"
#include "site/countries.hpp"
#include "site/tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace shellfit::site {

namespace {

using documents::Element;
using documents::Reading;

constexpr const char* north_american = "us-2023";

/// A rule's figure that the basis puts in the place of the set's: read where the rules are chosen, and only
/// checked here.
struct RuleChange {
  std::string id, value, clause, source, note;
  catalogs::Evidence evidence = catalogs::Evidence::primary;
};

const documents::ElementTable<RuleChange>& rule_change_table() {
  static const auto table = [] {
    documents::ElementTable<RuleChange> t("rule", "A figure in the place of the one that the rule set has.");
    t.value("id", &RuleChange::id,
            {.meaning = "Of the rule, as `shellfit rules show` prints it.", .is_required = true});
    t.value("value", &RuleChange::value, {.meaning = "The figure, with its unit.", .is_required = true});
    t.value("clause", &RuleChange::clause,
            {.meaning = "Document, edition and clause that ask for it.", .is_required = true});
    t.value("source", &RuleChange::source, {.meaning = "Who says that it holds here.", .is_required = true});
    t.choice("kind", &RuleChange::evidence, catalogs::evidence_choices(),
             {.meaning = "How it is known.", .fallback = "primary"});
    t.value("note", &RuleChange::note, {.meaning = "What a reader should know."});
    return t;
  }();
  return table;
}

/// Whether the basis itself states "space/board-front".
bool states(const Element& basis, const std::string& field) {
  const auto slash = field.find('/');
  const auto* child = child_of(basis, field.substr(0, slash));
  return child != nullptr && child->find(field.substr(slash + 1)) != nullptr;
}

std::string origin_of(const RuleSet& set, const Rule& rule) {
  return fmt::format("{} {}: {}, {}", set.id, rule.id, set.citation(rule),
                     catalogs::evidence_text(rule.evidence));
}

/// Puts the figures of the basis's <rule> elements in the place of the set's. What is missing in such an
/// element is a fault of its table.
void change_rules(RuleSet& rules, const Element& basis, bool is_known, Reading& reading) {
  std::set<std::string> changed;
  for (const auto& element : basis.children) {
    const auto* id = element.find("id");
    const auto* value = element.find("value");
    const auto* clause = element.find("clause");
    if (element.name != "rule" || id == nullptr || value == nullptr || clause == nullptr) continue;
    if (is_blank(clause->value)) continue;  // told as an empty text
    const auto place = std::find_if(rules.rules.begin(), rules.rules.end(),
                                    [&](const Rule& rule) { return rule.id == id->value; });
    if (place == rules.rules.end()) {
      if (!is_known) continue;
      std::vector<std::string> ids;
      for (const auto& rule : rules.rules) ids.push_back(rule.id);
      const auto near = nearest(id->value, ids);
      reading.fault("E-RULE-004", fmt::format("rule set {} has no rule {}", rules.id, shortened(id->value)),
                    id->value_at, id->value,
                    fmt::format("a rule that `shellfit rules show {}` prints", rules.id),
                    near ? fmt::format("did you mean {}?", *near) : "");
      continue;
    }
    if (!changed.insert(id->value).second) {
      reading.fault("E-RULE-004", fmt::format("rule {} is changed twice", id->value), id->value_at, id->value,
                    "one figure for a rule");
      continue;
    }
    if (place->quantity.empty()) {
      reading.fault("E-RULE-002", fmt::format("rule {} has no figure to change", place->id), value->value_at,
                    value->value, "a rule with a figure");
      continue;
    }
    if (!check_rule_value(*place, *value, element, reading)) continue;
    place->value = value->value;
    place->value_at = value->value_at;
    place->where = element.where;
    place->clause = clause->value;
    place->document.clear();
    place->evidence = catalogs::Evidence::primary;
    if (const auto* kind = element.find("kind")) {
      for (const auto& [word, evidence] : catalogs::evidence_choices()) {
        if (word == kind->value) place->evidence = evidence;
      }
    }
    const auto* source = element.find("source");
    const auto* note = element.find("note");
    place->source = source == nullptr ? "" : source->value;
    place->note = note == nullptr ? "" : note->value;
    place->set = "basis";
  }
}

}  // namespace

const Element* child_of(const Element& parent, std::string_view name) {
  const auto found = std::find_if(parent.children.begin(), parent.children.end(),
                                  [&](const Element& child) { return child.name == name; });
  return found == parent.children.end() ? nullptr : &*found;
}

DefaultRuleSet default_rule_set(const std::string& country) {
  // Without a country the stricter set holds: a share taken off breakers, and deeper working spaces.
  if (is_blank(country)) return {north_american, "the site names no country"};
  const auto code = country_code(country);
  if (!code)
    return {north_american,
            fmt::format("no country (ISO 3166) is called {}: the stricter set, until the site says its code",
                        shortened(country))};
  const auto is_in = [&](const auto& list) {
    return std::find(list.begin(), list.end(), *code) != list.end();
  };
  constexpr std::array<std::string_view, 3> north_america{"US", "CA", "MX"};
  // Territories of the US, and countries whose electrical code is an edition of the NEC.
  constexpr std::array<std::string_view, 17> recalled{"AS", "GU", "MP", "PR", "UM", "VI", "CO", "CR", "DO",
                                                      "EC", "GT", "HN", "NI", "PA", "PH", "SV", "VE"};
  auto reason = "the site's country is " + shortened(country);
  if (is_in(north_america)) return {north_american, std::move(reason)};
  if (is_in(recalled)) return {north_american, reason + ", which follows the NEC (recalled)"};
  return {"iec-2023", std::move(reason)};
}

RuleSet rules_of_basis(const RuleSets& sets, const Element& basis, const std::string& country, bool is_alone,
                       Reading& reading) {
  const auto* named = basis.find("rules");
  const auto id = named != nullptr ? named->value : default_rule_set(country).set;
  const bool is_known = sets.contains(id);
  auto rules = whole_set(sets, is_known ? id : north_american);
  // Alone, a basis may mean a set that its study brings, or one that the site's country chooses.
  change_rules(rules, basis, is_known && (named != nullptr || !is_alone), reading);
  return rules;
}

AppliedRules give_defaults(const RuleSet& rules, const Element& basis, const std::string& path,
                           Reading& reading) {
  AppliedRules applied;
  applied.set = rules.id;
  for (const auto& field : rule_fields()) {
    const auto* rule = rules.giving(field.name);
    if (rule == nullptr || states(basis, field.name)) continue;
    const auto slash = field.name.find('/');
    reading.give_default(path + "/" + field.name.substr(0, slash), field.name.substr(slash + 1),
                         {rule->value, origin_of(rules, *rule), rule->value_at});
    applied.rules.push_back(
        {field.name, rules.id, rule->id, rule->value, rules.citation(*rule), rule->evidence});
  }
  for (const auto& rule : rules.rules) {
    if (rule.set == "basis" && (rule.gives.empty() || states(basis, rule.gives)))
      applied.unused.push_back(rule.gives.empty() ? rule.id + ", which no check uses yet"
                                                  : rule.id + ", but states " + rule.gives + " itself");
  }
  return applied;
}

void add_rule_changes(documents::ElementTable<Basis>& table) {
  const auto& change = rule_change_table();
  table.custom_children(change.info(), false, true,
                        [&change](const Element& element, const std::string& path, Basis&, Reading& reading) {
                          (void)change.read(element, path, reading);
                        });
}

const AppliedRule* AppliedRules::giving(std::string_view field) const {
  const auto found =
      std::find_if(rules.begin(), rules.end(), [&](const AppliedRule& rule) { return rule.field == field; });
  return found == rules.end() ? nullptr : &*found;
}

}  // namespace shellfit::site
