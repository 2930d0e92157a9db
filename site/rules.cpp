#include "site/rules.hpp"

#include "base/blanks.hpp"
#include "base/nearest.hpp"
#include "catalogs/type_table.hpp"
#include "site/built_in_rules.hpp"
#include "site/tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace shellfit::site {

namespace {

using documents::Element;
using documents::ElementTable;
using documents::Reading;

const std::vector<std::pair<std::string_view, std::string>>& quantity_words() {
  // In files a kind is one word: "area-load".
  static const auto hyphenated = [] {
    std::vector<std::string> names;
    for (const auto& kind : all_kind_texts()) {
      names.emplace_back(kind.name);
      std::replace(names.back().begin(), names.back().end(), ' ', '-');
    }
    return names;
  }();
  static const auto words = [] {
    std::vector<std::pair<std::string_view, std::string>> all{{"count", "count"}, {"word", "word"}};
    for (std::size_t i = 0; i < hyphenated.size(); ++i)
      all.emplace_back(hyphenated[i], std::string(all_kind_texts()[i].name));
    return all;
  }();
  return words;
}

void add_common_fields(ElementTable<Rule>& t) {
  t.id("rule", &Rule::id, true);
  t.reference("document", "document", &Rule::document,
              {.meaning = "The id of the document it stands in.", .is_required = true});
  t.value("clause", &Rule::clause, {.meaning = "Where in the document.", .is_required = true});
  t.choice("kind", &Rule::evidence, catalogs::evidence_choices(),
           {.meaning = "How it is known: published (primary, quoted or secondary), recalled, derived or "
                       "assumed.",
            .is_required = true});
  t.value("meaning", &Rule::meaning, {.meaning = "What it asks for.", .is_required = true});
  t.value("note", &Rule::note, {.meaning = "What a reader should know."});
}

const ElementTable<Rule>& rule_table() {
  static const auto table = [] {
    ElementTable<Rule> t("rule", "One figure.");
    add_common_fields(t);
    t.choice("quantity", &Rule::quantity, quantity_words(),
             {.meaning = "What kind of quantity the value is.", .is_required = true});
    t.value("value", &Rule::value, {.meaning = "The figure, with its unit.", .is_required = true});
    t.value("gives", &Rule::gives,
            {.meaning = "The attribute of the basis whose default it is, such as space/board-front."});
    return t;
  }();
  return table;
}

const ElementTable<Rule>& requirement_table() {
  static const auto table = [] {
    ElementTable<Rule> t("requirement", "What is asked for without a figure; no check can use it.");
    add_common_fields(t);
    return t;
  }();
  return table;
}

const ElementTable<RuleDocument>& document_table() {
  static const auto table = [] {
    ElementTable<RuleDocument> t("document", "A document that the rules cite.");
    t.id("document", &RuleDocument::id, true);
    t.value("name", &RuleDocument::name, {.meaning = "How checks call it.", .is_required = true});
    t.value("title", &RuleDocument::title, {.meaning = "Its number and title.", .is_required = true});
    t.value("edition", &RuleDocument::edition, {.meaning = "Which edition holds.", .is_required = true});
    return t;
  }();
  return table;
}

bool check_gives(const Rule& rule, const documents::Attribute& gives, Reading& reading) {
  std::vector<std::string> names;
  for (const auto& field : rule_fields()) {
    names.push_back(field.name);
    if (field.name != rule.gives) continue;
    using Form = documents::FieldInfo::Form;
    const auto form = field.info->form;
    const std::string kind = form == Form::quantity       ? std::string(field.info->kind->name)
                             : form == Form::whole_number ? "count"
                                                          : "word";
    if (kind == rule.quantity) return true;
    reading.fault("E-RULE-002",
                  fmt::format("rule {} is a {}, but {} is a {}", rule.id, rule.quantity, rule.gives, kind),
                  gives.value_at, rule.gives, fmt::format("an attribute that is a {}", rule.quantity));
    return false;
  }
  const auto near = nearest(rule.gives, names);
  reading.fault(
      "E-RULE-002",
      fmt::format("rule {} gives {}, which takes no default from rules", rule.id, shortened(rule.gives)),
      gives.value_at, rule.gives, "an attribute of the basis such as space/board-front",
      near ? fmt::format("did you mean {}?", *near) : "");
  return false;
}

/// The rule, or nothing when it has a fault of its own, which is then told once.
std::optional<Rule> read_rule(const Element& element, const std::string& path,
                              const ElementTable<Rule>& table, Reading& reading) {
  auto rule = table.read(element, path, reading);
  if (const auto* document = element.find("document")) rule.document_at = document->value_at;
  bool is_good = true;
  const auto* clause = element.find("clause");
  if (clause != nullptr && is_blank(clause->value)) is_good = false;  // told as an empty text
  const auto* value = element.find("value");
  if (value != nullptr && is_blank(value->value)) {
    is_good = false;  // told likewise
  } else if (value != nullptr && !rule.quantity.empty()) {
    rule.value_at = value->value_at;
    is_good = check_rule_value(rule, *value, element, reading) && is_good;
  }
  const auto* gives = element.find("gives");
  if (gives != nullptr && !rule.quantity.empty()) is_good = check_gives(rule, *gives, reading) && is_good;
  return is_good ? std::optional<Rule>(std::move(rule)) : std::nullopt;
}

const ElementTable<RuleSet>& set_table() {
  static const auto table = [] {
    ElementTable<RuleSet> t("rules", "A dated set of rules, each figure with its clause and edition.");
    t.versioned();
    t.id("rules", &RuleSet::id, true);
    t.value("name", &RuleSet::name, {.meaning = "What people call it.", .is_required = true});
    t.value("date", &RuleSet::date,
            {.meaning = "Up to when editions were looked at, such as 2023-12-31.", .is_required = true});
    t.reference("over", "rules", &RuleSet::over,
                {.meaning = "The set beneath, whose rules hold where this one has none."});
    t.children(&RuleSet::documents, document_table());
    for (const auto* kind : {&rule_table(), &requirement_table()}) {
      t.custom_children(
          kind->info(), false, true,
          [kind](const Element& element, const std::string& path, RuleSet& set, Reading& reading) {
            if (auto rule = read_rule(element, path, *kind, reading)) set.rules.push_back(std::move(*rule));
          });
    }
    return t;
  }();
  return table;
}

/// The fault of a requirement in the place of a rule that gives a default.
std::optional<Diagnostic> fault_of_requirement(const Rule& requirement, const Rule* replaced) {
  if (!requirement.quantity.empty() || replaced == nullptr || replaced->gives.empty()) return std::nullopt;
  return Diagnostic{"E-RULE-002",
                    fmt::format("requirement {} takes the place of a rule that gives {}, and has no figure",
                                requirement.id, replaced->gives),
                    requirement.where,
                    requirement.id,
                    "a <rule> with a figure, or a requirement with an id of its own",
                    "",
                    replaced->where,
                    "the rule with the figure"};
}

/// Puts a rule in the place of the one with its id, or adds it. It goes on giving what that one gave unless
/// it says otherwise; what it gives, no other rule gives any more.
void put(std::vector<Rule>& rules, Rule rule) {
  const auto known = std::find_if(rules.begin(), rules.end(), [&](const Rule& r) { return r.id == rule.id; });
  if (known != rules.end() && rule.gives.empty()) rule.gives = known->gives;
  for (auto& other : rules) {
    if (!rule.gives.empty() && other.gives == rule.gives) other.gives.clear();
  }
  if (known == rules.end())
    rules.push_back(std::move(rule));
  else
    *known = std::move(rule);
}

void put(std::vector<RuleDocument>& documents, const RuleDocument& document) {
  const auto known = std::find_if(documents.begin(), documents.end(),
                                  [&](const RuleDocument& d) { return d.id == document.id; });
  if (known == documents.end())
    documents.push_back(document);
  else
    *known = document;
}

RuleSets read_built_in() {
  RuleSets sets;
  Reading reading;
  for (const auto& file : built_in_rules()) {
    const auto root = documents::parse_document(std::string(file.name), std::string(file.text));
    ensure(root.has_value(), "built-in rule files are well-formed");
    overlay_rules(sets, *root, reading);
  }
  reading.resolve_references();
  for (const auto& fault : faults_between(sets)) reading.fault(fault);
  const auto faults = reading.take_faults();
  if (!faults.empty())
    ensure(false, "the built-in rules are free of faults; the first is:\n" + render(faults.front(), false));
  return sets;
}

}  // namespace

const Rule* RuleSet::find(const std::string& rule) const {
  const auto found = std::find_if(rules.begin(), rules.end(), [&](const Rule& r) { return r.id == rule; });
  return found == rules.end() ? nullptr : &*found;
}

const Rule* RuleSet::giving(const std::string& field) const {
  const auto found =
      std::find_if(rules.begin(), rules.end(), [&](const Rule& r) { return r.gives == field; });
  return found == rules.end() ? nullptr : &*found;
}

std::string RuleSet::citation(const Rule& rule) const {
  const auto cited = std::find_if(documents.begin(), documents.end(),
                                  [&](const RuleDocument& d) { return d.id == rule.document; });
  if (cited == documents.end()) return rule.clause;
  return fmt::format("{} {}, {}", cited->name, cited->edition, rule.clause);
}

const RuleSets& built_in_rule_sets() {
  static const RuleSets sets = read_built_in();
  return sets;
}

void overlay_rules(RuleSets& sets, const Element& root, Reading& reading) {
  if (!documents::check_root(root, "rules", reading)) return;
  auto file = set_table().read(root, "", reading);
  for (auto& rule : file.rules) rule.set = file.id;
  const auto [place, is_new] = sets.try_emplace(file.id, file);
  if (is_new) return;
  auto& known = place->second;
  known.name = file.name;
  known.date = file.date;
  if (!file.over.empty()) known.over = file.over;
  known.where = file.where;
  for (const auto& document : file.documents) put(known.documents, document);
  for (const auto& rule : file.rules) {
    if (const auto fault = fault_of_requirement(rule, known.find(rule.id)))
      reading.fault(*fault);
    else
      put(known.rules, rule);
  }
}

void make_known(const RuleSets& sets, Reading& reading) {
  for (const auto& [id, set] : sets) {
    reading.know("rules", id);
    for (const auto& document : set.documents) reading.know("document", document.id);
  }
}

namespace {

/// The set that one names as beneath it. A set whose id was at fault has none, and is beneath no other.
RuleSets::const_iterator set_beneath(const RuleSets& sets, const RuleSet& set) {
  return set.over.empty() ? sets.end() : sets.find(set.over);
}

std::optional<Diagnostic> circle_of(const RuleSets& sets) {
  for (const auto& [id, set] : sets) {
    std::set<std::string> seen{id};
    auto below = set_beneath(sets, set);
    while (below != sets.end() && seen.insert(below->first).second) below = set_beneath(sets, below->second);
    if (below == sets.end() || below->first != id) continue;
    return Diagnostic{"E-RULE-003", fmt::format("rule set {} stands over itself", id), set.where, set.over,
                      "sets that stand over each other in one direction"};
  }
  return std::nullopt;
}

bool has_document(const RuleSet& set, const std::string& id) {
  return std::any_of(set.documents.begin(), set.documents.end(),
                     [&](const RuleDocument& one) { return one.id == id; });
}

/// Of a document that only sets beside this one have; what no set has is told where references are resolved.
std::optional<Diagnostic> fault_of_document(const RuleSets& sets, const RuleSet& set, const Rule& rule) {
  const auto other = std::find_if(sets.begin(), sets.end(),
                                  [&](const auto& one) { return has_document(one.second, rule.document); });
  if (other == sets.end()) return std::nullopt;
  return Diagnostic{"E-ID-003",
                    fmt::format("rule {} cites document {} of set {}, which {} does not stand over", rule.id,
                                rule.document, other->first, set.id),
                    rule.document_at,
                    rule.document,
                    "a <document> of this set, or of one beneath it",
                    fmt::format("list the document here, or stand over {}", other->first)};
}

}  // namespace

Diagnostics faults_between(const RuleSets& sets) {
  if (auto circle = circle_of(sets)) return {std::move(*circle)};
  Diagnostics faults;
  for (const auto& [id, set] : sets) {
    const auto below = set_beneath(sets, set);
    const auto beneath = below == sets.end() ? RuleSet{} : whole_set(sets, below->first);
    for (const auto& rule : set.rules) {
      if (auto fault = fault_of_requirement(rule, beneath.find(rule.id))) faults.push_back(std::move(*fault));
      if (has_document(set, rule.document) || has_document(beneath, rule.document)) continue;
      if (auto fault = fault_of_document(sets, set, rule)) faults.push_back(std::move(*fault));
    }
  }
  return faults;
}

RuleSet whole_set(const RuleSets& sets, const std::string& id) {
  const auto found = sets.find(id);
  ensure(found != sets.end(), "a set of rules is looked up after its name was resolved");
  const auto& upper = found->second;
  if (set_beneath(sets, upper) == sets.end()) return upper;
  auto whole = whole_set(sets, upper.over);
  whole.id = upper.id;
  whole.name = upper.name;
  whole.date = upper.date;
  whole.over = upper.over;
  whole.where = upper.where;
  for (const auto& document : upper.documents) put(whole.documents, document);
  for (const auto& rule : upper.rules) put(whole.rules, rule);
  return whole;
}

bool check_rule_value(const Rule& rule, const documents::Attribute& value, const Element& element,
                      Reading& reading) {
  if (rule.quantity.empty() || rule.quantity == "word") return true;
  if (rule.quantity == "count") {
    documents::FieldInfo field{.name = "value"};
    field.form = documents::FieldInfo::Form::whole_number;
    field.lowest = "0";
    return documents::detail::read_whole_number(field, value, element, reading).has_value();
  }
  const auto& kind = kind_text(rule.quantity);
  const auto parsed = parse_si(value.value, kind);
  if (!parsed) {
    reading.text_fault(parsed.error(), value, element);
    return false;
  }
  if (!parsed->is_known) {
    reading.text_fault(
        {TextFault::Kind::not_known, value.value, fmt::format("{} {} or a range", kind.article, kind.name),
         "a rule without a figure is a <requirement>"},
        value, element);
    return false;
  }
  const auto limit_si = [&](std::string_view text) { return parse_si(text, kind)->low; };
  // No rule asks for less than nothing, but points on a scale may lie below its zero.
  const double lowest = kind.least.empty() ? limit_si(kind.lowest) : 0.0;
  if (parsed->low >= lowest && parsed->high <= limit_si(kind.highest)) return true;
  reading.fault("E-VAL-008", fmt::format("value of rule {} cannot be {}", rule.id, shortened(value.value)),
                value.value_at, value.value,
                fmt::format("from {} to {}", kind.least.empty() ? kind.lowest : "zero", kind.highest));
  return false;
}

const documents::ElementInfo& rules_file_info() { return *set_table().info(); }

const std::vector<RuleField>& rule_fields() {
  static const auto fields = [] {
    std::vector<RuleField> all;
    for (const auto& child : basis_table().info()->children) {
      for (const auto& field : child.element->fields) {
        if (!field.default_from.empty()) all.push_back({child.element->name + "/" + field.name, &field});
      }
    }
    return all;
  }();
  return fields;
}

}  // namespace shellfit::site
