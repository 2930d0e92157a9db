#pragma once
// Rules that a basis of design refers to: dated sets of figures, each with its clause and how it is known.

#include "base/diagnostics.hpp"
#include "catalogs/figure.hpp"
#include "documents/document.hpp"
#include "documents/element_table.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace shellfit::site {

/// A document that rules cite.
struct RuleDocument {
  std::string id, name, title, edition;
  Location where;
};

/// One figure, or a requirement without one.
struct Rule {
  std::string id;
  std::string quantity;  ///< name of a kind of quantity, "count" or "word"; empty for a requirement
  std::string value;     ///< as written, with its unit
  std::string document;  ///< id of a document of the set
  std::string clause;
  std::string gives;  ///< "space/board-front": the attribute of the basis whose default it is; may be empty
  std::string meaning, note;
  std::string source;  ///< who says so, of a figure that a basis puts in the place of the set's
  std::string set;     ///< id of the set whose file has it
  catalogs::Evidence evidence = catalogs::Evidence::assumed;
  Location value_at, document_at;
  Location where;
};

struct RuleSet {
  std::string id, name, date;
  std::string over;  ///< the set beneath, whose rules hold where this one has none
  std::vector<RuleDocument> documents;
  std::vector<Rule> rules;
  Location where;

  [[nodiscard]] const Rule* find(const std::string& rule) const;
  /// The rule that gives an attribute of the basis its default.
  [[nodiscard]] const Rule* giving(const std::string& field) const;
  /// "NEC 2023, 210.20, 215.3"
  [[nodiscard]] std::string citation(const Rule& rule) const;
};
using RuleSets = std::map<std::string, RuleSet>;

/// The sets that the program carries.
[[nodiscard]] const RuleSets& built_in_rule_sets();
/// Lays a <rules> element over the sets: a set of the same id takes its rules, a new one is added.
void overlay_rules(RuleSets& sets, const documents::Element& root, documents::Reading& reading);
/// Makes every set and document known to a reading, so that references resolve.
void make_known(const RuleSets& sets, documents::Reading& reading);
/// What is wrong between sets: one that stands over itself, and nothing else then; requirements in the place
/// of a rule whose figure is a default; rules that cite a document which neither their set nor one beneath it
/// has, though another does.
[[nodiscard]] Diagnostics faults_between(const RuleSets& sets);
/// The set with all that it stands over, the upper rule first in right: of an id, and of what it gives.
/// Precondition: the set is there, and no set stands over itself.
[[nodiscard]] RuleSet whole_set(const RuleSets& sets, const std::string& id);

/// Adds the fault of a figure that is not of the rule's kind, or beyond what such a figure can be; true when
/// there is none.
[[nodiscard]] bool check_rule_value(const Rule& rule, const documents::Attribute& value,
                                    const documents::Element& element, documents::Reading& reading);

[[nodiscard]] const documents::ElementInfo& rules_file_info();

/// An attribute of the basis that takes its default from the rules: "space/board-front".
struct RuleField {
  std::string name;
  const documents::FieldInfo* info;
};
[[nodiscard]] const std::vector<RuleField>& rule_fields();

}  // namespace shellfit::site
