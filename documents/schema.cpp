#include "documents/schema.hpp"

#include "documents/document.hpp"
#include "documents/schema_types.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace shellfit::documents {

namespace {

/// Writes one schema. Elements may stand in any order, which a content model of XSD 1.0 can say of elements
/// that each stand once (xs:all), or of any number of each (a repeated xs:choice). Where both stand side by
/// side the choice is taken, and "exactly one" becomes a key, "at most one" a unique constraint, whose field
/// finds the element by its path: a field that finds two is an error. Only what no path tells apart, and what
/// must stand at least once, is written out in every order (`in_every_order`).
class SchemaWriter {
 public:
  explicit SchemaWriter(const ElementInfo& root) : root_(root) { collect(root, false); }

  std::string write() {
    std::string elements;
    for (const auto* info : order_) elements += complex_type(*info);
    std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    text += "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" elementFormDefault=\"qualified\">\n";
    text += declaration(root_, "", "", 2);
    return text + elements + groups_ + simple_types(patterns_) + "</xs:schema>\n";
  }

 private:
  void collect(const ElementInfo& info, bool may_be_elsewhere) {
    if (names_.contains(&info)) return;
    std::string name = info.name;
    for (int i = 2; taken_.contains(name); ++i) name = fmt::format("{}-{}", info.name, i);
    taken_.insert(name);
    names_[&info] = name;
    order_.push_back(&info);
    if (may_be_elsewhere) elsewhere_.insert(&info);
    for (const auto& field : info.fields) {
      if (field.form == FieldInfo::Form::id) with_ids_.insert(info.name);
    }
    for (const auto& child : info.children) collect(*child.element, child.may_be_elsewhere);
  }

  [[nodiscard]] bool is_part(const ElementInfo& info) const { return elsewhere_.contains(&info); }

  static std::string documentation(const std::string& meaning, int indent) {
    if (meaning.empty()) return {};
    return fmt::format("{:{}}<xs:annotation><xs:documentation>{}</xs:documentation></xs:annotation>\n", "",
                       indent, escape_xml(meaning));
  }

  /// The declaration of an element below a parent, with the constraints that hold inside it.
  std::string declaration(const ElementInfo& info, const std::string& parent, const std::string& occurs,
                          int indent) {
    const auto place = (parent.empty() ? "" : parent + ".") + names_.at(&info);
    return fmt::format(
        "{0:{1}}<xs:element name=\"{2}\" type=\"{3}-element\"{4}>\n{5}{6}{0:{1}}</xs:element>\n", "", indent,
        info.name, names_.at(&info), occurs, documentation(info.meaning, indent + 2),
        constraints(info, place, indent + 2));
  }

  static std::string constraint(std::string_view kind, const std::string& name, const std::string& selector,
                                const std::string& field, int indent) {
    return fmt::format(
        "{0:{1}}<xs:{2} name=\"{3}\"><xs:selector xpath=\"{4}\"/><xs:field xpath=\"{5}\"/></xs:{2}>\n", "",
        indent, kind, name, selector, field);
  }

  std::string constraints(const ElementInfo& info, const std::string& place, int indent) {
    std::string text;
    const std::string or_elsewhere = is_part(info) ? "@href|" : "";
    if (!is_all_single(info)) {
      for (const auto& child : info.children) {
        const auto path = child.is_repeated ? std::nullopt : path_to_one(*child.element);
        if (!path) continue;
        text += constraint(child.is_required ? "key" : "unique",
                           fmt::format("{}.{}-one-{}", place, child.is_required ? "exactly" : "at-most",
                                       child.element->name),
                           ".", or_elsewhere + *path, indent);
      }
    }
    if (is_part(info)) {
      for (const auto& field : info.fields)
        text += constraint("unique", fmt::format("{}.href-or-{}", place, field.name), ".",
                           "@href|@" + field.name, indent);
    }
    if (&info == &root_ && !with_ids_.empty())
      text += constraint("unique", "each-id-once", fmt::format(".//{}", fmt::join(with_ids_, "|.//")), "@id",
                         indent);
    if (&info == &root_ || is_part(info)) text += reference_constraints(info, place, indent);
    return text;
  }

  /// What is known of an element's name and attribute below a part, over all elements of that name.
  struct Uses {
    std::set<std::pair<std::string, std::string>> defined, referring;  ///< (element, attribute) by category
  };
  static void collect_uses(const ElementInfo& info, std::map<std::string, Uses>& uses,
                           std::set<std::string>& laid_over, std::set<const ElementInfo*>& seen) {
    if (!seen.insert(&info).second) return;
    for (const auto& field : info.fields) {
      if (field.form == FieldInfo::Form::id) {
        uses[field.category].defined.insert({info.name, field.name});
        if (field.may_be_laid_over) laid_over.insert(field.category);
      }
      if (field.form == FieldInfo::Form::reference)
        uses[field.category].referring.insert({info.name, field.name});
    }
    for (const auto& child : info.children) collect_uses(*child.element, uses, laid_over, seen);
  }

  /// References to things that only this part defines: a key reference, where one id stands in the attribute.
  std::string reference_constraints(const ElementInfo& part, const std::string& place, int indent) {
    std::map<std::string, Uses> uses;
    std::set<std::string> laid_over;
    std::set<const ElementInfo*> seen;
    collect_uses(part, uses, laid_over, seen);
    // The same element and attribute may refer to another category elsewhere: then no path tells them apart.
    std::map<std::pair<std::string, std::string>, int> categories;
    for (const auto& [category, use] : uses) {
      for (const auto& one : use.referring) ++categories[one];
    }
    std::string text;
    for (const auto& [category, use] : uses) {
      if (use.defined.empty() || use.referring.empty() || laid_over.contains(category) ||
          is_defined_elsewhere(category, part))
        continue;
      std::vector<std::string> selectors;
      for (const auto& [element, attribute] : use.defined) selectors.push_back(".//" + element);
      const auto name = fmt::format("{}.{}", place, category);
      text += constraint("unique", name, fmt::format("{}", fmt::join(selectors, "|")), "@id", indent);
      for (const auto& one : use.referring) {
        if (categories[one] > 1) continue;
        text += fmt::format(
            "{0:{1}}<xs:keyref name=\"{2}-of-{3}-{4}\" refer=\"{2}\"><xs:selector "
            "xpath=\".//{3}\"/><xs:field "
            "xpath=\"@{4}\"/></xs:keyref>\n",
            "", indent, name, one.first, one.second);
      }
    }
    return text;
  }

  [[nodiscard]] bool is_defined_elsewhere(const std::string& category, const ElementInfo& part) const {
    for (const auto& child : root_.children) {
      if (child.element.get() == &part || &root_ == &part) continue;
      std::map<std::string, Uses> uses;
      std::set<std::string> laid_over;
      std::set<const ElementInfo*> seen;
      collect_uses(*child.element, uses, laid_over, seen);
      if (uses.contains(category) && !uses.at(category).defined.empty()) return true;
    }
    return false;
  }

  /// A path from the parent to something with a plain value that each such element has exactly once.
  [[nodiscard]] std::optional<std::string> path_to_one(const ElementInfo& info) const {
    if (is_part(info)) return std::nullopt;
    if (info.children.empty()) return info.name;
    for (const auto& field : info.fields) {
      if (field.is_required) return info.name + "/@" + field.name;
    }
    for (const auto& child : info.children) {
      if (!child.is_required || child.is_repeated) continue;
      if (const auto path = path_to_one(*child.element)) return info.name + "/" + *path;
    }
    return std::nullopt;
  }

  static bool is_all_single(const ElementInfo& info) {
    return std::none_of(info.children.begin(), info.children.end(),
                        [](const ChildInfo& child) { return child.is_repeated; });
  }

  std::string complex_type(const ElementInfo& info) {
    std::string attributes;
    if (is_part(info)) {
      attributes += "    <xs:attribute name=\"href\" type=\"text\">\n" +
                    documentation(
                        "The file in which this part stands, relative to this one; nothing else stands "
                        "here then.",
                        6) +
                    "    </xs:attribute>\n";
    }
    for (const auto& field : info.fields) attributes += attribute(field, info);
    const auto head = fmt::format("  <xs:complexType name=\"{}-element\">\n", names_.at(&info));
    if (info.children.empty())
      return head + "    <xs:simpleContent><xs:extension base=\"nothing\">\n" + attributes +
             "    </xs:extension></xs:simpleContent>\n  </xs:complexType>\n";
    return head + (is_all_single(info) ? all_once(info) : any_order(info)) + attributes +
           "  </xs:complexType>\n";
  }

  std::string all_once(const ElementInfo& info) {
    std::string text = "    <xs:all>\n";
    for (const auto& child : info.children) {
      const auto least = child.is_required && !is_part(info) ? 1 : 0;
      text += declaration(*child.element, names_.at(&info), fmt::format(" minOccurs=\"{}\"", least), 6);
    }
    return text + "    </xs:all>\n";
  }

  std::string any_order(const ElementInfo& info) {
    const auto& name = names_.at(&info);
    std::string others;
    std::vector<const ChildInfo*> ordered;
    for (const auto& child : info.children) {
      const bool is_required = child.is_required && !is_part(info);
      const bool needs_order = child.is_repeated ? is_required : !path_to_one(*child.element);
      // Every order of more than three is too many to write.
      if (needs_order && ordered.size() < 3) {
        ordered.push_back(&child);
        groups_ += fmt::format(
            "  <xs:group name=\"{}.{}\">\n    <xs:sequence>\n{}    </xs:sequence>\n  </xs:group>\n", name,
            child.element->name, declaration(*child.element, name, "", 6));
      } else {
        others += declaration(*child.element, name, "", 6);
      }
    }
    if (ordered.empty()) return many("    ", others, "");
    std::string seen;
    if (!others.empty()) {
      groups_ +=
          fmt::format("  <xs:group name=\"{}.others\">\n    <xs:choice>\n{}    </xs:choice>\n  </xs:group>\n",
                      name, others);
      seen = group(name + ".others");
    }
    return "    <xs:sequence>\n" + in_every_order(info, ordered, seen, "      ") + "    </xs:sequence>\n";
  }

  static std::string group(const std::string& name) { return fmt::format("<xs:group ref=\"{}\"/>", name); }
  static std::string many(const std::string& pad, const std::string& items, const std::string& line) {
    return fmt::format("{0}<xs:choice minOccurs=\"0\" maxOccurs=\"unbounded\">{2}{1}{3}</xs:choice>\n", pad,
                       items, line.empty() ? "\n" : "", line.empty() ? pad : "");
  }

  /// Items of which each must stand at least once, or at most once, in every order; any of `seen` between
  /// them.
  std::string in_every_order(const ElementInfo& info, const std::vector<const ChildInfo*>& left,
                             const std::string& seen, const std::string& pad) {
    std::string text = seen.empty() ? "" : many(pad, seen, "one line");
    if (left.empty()) return text;
    const bool is_open = is_part(info) || std::none_of(left.begin(), left.end(), [](const ChildInfo* child) {
                           return child->is_required;
                         });
    text += fmt::format("{}<xs:choice{}>\n", pad, is_open ? " minOccurs=\"0\"" : "");
    for (const auto* child : left) {
      const auto this_one = group(names_.at(&info) + "." + child->element->name);
      auto rest = left;
      rest.erase(std::find(rest.begin(), rest.end(), child));
      text +=
          fmt::format("{0}  <xs:sequence>\n{0}    {1}\n{2}{0}  </xs:sequence>\n", pad, this_one,
                      in_every_order(info, rest, child->is_repeated ? seen + this_one : seen, pad + "    "));
    }
    return text + pad + "</xs:choice>\n";
  }

  std::string attribute(const FieldInfo& field, const ElementInfo& info) {
    const bool is_required = is_version(field) ? &info == &root_ : field.is_required && !is_part(info);
    const auto type = attribute_type(field, patterns_);
    return fmt::format("    <xs:attribute name=\"{}\"{}{}>\n{}{}    </xs:attribute>\n", field.name,
                       type.name.empty() ? "" : fmt::format(" type=\"{}\"", type.name),
                       is_required ? " use=\"required\"" : "", documentation(field_documentation(field), 6),
                       type.inside);
  }

  const ElementInfo& root_;
  std::map<const ElementInfo*, std::string> names_;
  std::set<std::string> taken_;
  std::set<const ElementInfo*> elsewhere_;
  std::set<std::string> with_ids_;  ///< names of elements
  std::vector<const ElementInfo*> order_;
  std::string groups_;
  Patterns patterns_;
};

}  // namespace

std::string write_schema(const ElementInfo& root) { return SchemaWriter(root).write(); }

}  // namespace shellfit::documents
