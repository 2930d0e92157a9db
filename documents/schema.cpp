#include "documents/schema.hpp"

#include "documents/document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace shellfit::documents {

namespace {

constexpr std::string_view number_pattern = R"([+\-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+\-]?[0-9]+)?)";

std::string escape_pattern(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (std::string_view(".\\?*+{}()[]|-^").find(c) != std::string_view::npos) escaped += '\\';
    escaped += c;
  }
  return escaped;
}

std::string type_name(const KindText& kind, bool may_be_uncertain) {
  std::string name(kind.name);
  std::replace(name.begin(), name.end(), ' ', '-');
  return name + (may_be_uncertain ? "-or-unknown" : "");
}

std::string quantity_pattern(const KindText& kind, bool may_be_uncertain) {
  std::string symbols;
  bool is_optional = false;
  for (const auto& unit : kind.units) {
    if (unit.symbol.empty()) {
      is_optional = true;
      continue;
    }
    symbols += (symbols.empty() ? "" : "|") + escape_pattern(unit.symbol);
  }
  const auto unit = fmt::format("({}){}", symbols, is_optional ? "?" : "");
  if (!may_be_uncertain) return fmt::format(R"(\s*{}\s*{}\s*)", number_pattern, unit);
  return fmt::format(R"(\s*({0}(\.\.{0})?\s*{1}|unknown)\s*)", number_pattern, unit);
}

std::string limits_in_words(const FieldInfo& field) {
  if (field.lowest.empty() && field.highest.empty()) return field.is_positive ? " More than zero." : "";
  if (field.lowest.empty())
    return fmt::format(" {} {}.", field.is_positive ? "More than zero, at most" : "At most", field.highest);
  if (field.highest.empty()) return fmt::format(" At least {}.", field.lowest);
  return fmt::format(" From {} to {}.", field.lowest, field.highest);
}

class SchemaWriter {
 public:
  std::string write(const ElementInfo& root) {
    text_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    text_ += "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" elementFormDefault=\"qualified\">\n";
    collect(root);
    write_simple_types();
    text_ += fmt::format("  <xs:element name=\"{}\" type=\"{}-element\">\n{}  </xs:element>\n", root.name,
                         names_.at(&root), documentation(root.meaning, 4));
    for (const auto* info : order_) write_element(*info, info == &root);
    text_ += "</xs:schema>\n";
    return text_;
  }

 private:
  void collect(const ElementInfo& info) {
    if (names_.contains(&info)) return;
    std::string name = info.name;
    for (int i = 2; taken_.contains(name); ++i) name = fmt::format("{}-{}", info.name, i);
    taken_.insert(name);
    names_[&info] = name;
    order_.push_back(&info);
    for (const auto& field : info.fields) {
      if (field.kind != nullptr)
        quantities_[type_name(*field.kind, field.may_be_uncertain)] =
            quantity_pattern(*field.kind, field.may_be_uncertain);
    }
    for (const auto& child : info.children) collect(*child.element);
  }

  static std::string documentation(const std::string& meaning, int indent) {
    if (meaning.empty()) return {};
    const std::string pad(static_cast<std::size_t>(indent), ' ');
    return fmt::format("{0}<xs:annotation><xs:documentation>{1}</xs:documentation></xs:annotation>\n", pad,
                       escape_xml(meaning));
  }

  void write_simple_types() {
    text_ +=
        "  <xs:simpleType name=\"id\">\n    <xs:restriction base=\"xs:string\"><xs:pattern "
        "value=\"[A-Za-z0-9_.\\-]{1,64}\"/></xs:restriction>\n  </xs:simpleType>\n";
    text_ +=
        "  <xs:simpleType name=\"ids\">\n    <xs:restriction base=\"xs:string\"><xs:pattern value=\" "
        "*[A-Za-z0-9_.\\-]{1,64}( +[A-Za-z0-9_.\\-]{1,64})* *\"/></xs:restriction>\n  </xs:simpleType>\n";
    for (const auto& [name, pattern] : quantities_) {
      text_ += fmt::format(
          "  <xs:simpleType name=\"{}\">\n    <xs:restriction base=\"xs:string\"><xs:pattern "
          "value=\"{}\"/></xs:restriction>\n  </xs:simpleType>\n",
          name, escape_xml(pattern));
    }
  }

  void write_element(const ElementInfo& info, bool is_root) {
    text_ += fmt::format("  <xs:complexType name=\"{}-element\">\n", names_.at(&info));
    if (!info.children.empty()) write_children(info);
    // A part may be elsewhere: then only href stands here, so nothing else can be required of it.
    const bool may_be_elsewhere = elsewhere_.contains(&info);
    if (may_be_elsewhere) text_ += "    <xs:attribute name=\"href\" type=\"xs:string\"/>\n";
    for (const auto& field : info.fields) write_field(field, may_be_elsewhere, is_root);
    text_ += "  </xs:complexType>\n";
  }

  void write_children(const ElementInfo& info) {
    const bool all_single = std::none_of(info.children.begin(), info.children.end(),
                                         [](const ChildInfo& child) { return child.is_repeated; });
    const bool is_part = elsewhere_.contains(&info);
    text_ += all_single ? "    <xs:all>\n" : "    <xs:choice minOccurs=\"0\" maxOccurs=\"unbounded\">\n";
    for (const auto& child : info.children) {
      if (child.may_be_elsewhere) elsewhere_.insert(child.element.get());
      const auto occurs = all_single ? fmt::format(" minOccurs=\"{}\"", child.is_required && !is_part ? 1 : 0)
                                     : std::string{};
      text_ += fmt::format("      <xs:element name=\"{}\" type=\"{}-element\"{}>\n{}      </xs:element>\n",
                           child.element->name, names_.at(child.element.get()), occurs,
                           documentation(child.element->meaning, 8));
    }
    text_ += all_single ? "    </xs:all>\n" : "    </xs:choice>\n";
  }

  void write_field(const FieldInfo& field, bool is_in_part, bool is_root) {
    const bool is_version = field.name == "schema" && field.words == std::vector<std::string>{"1"};
    const bool is_required = is_version ? is_root : field.is_required && !is_in_part;
    const auto use = is_required ? " use=\"required\"" : "";
    const auto fallback =
        field.fallback.empty() ? std::string{} : fmt::format(" Default: {}.", field.fallback);
    const auto note = documentation(field.meaning + limits_in_words(field) + fallback, 6);
    if (field.form == FieldInfo::Form::words) {
      const auto any = fmt::format("({})", fmt::join(field.words, "|"));
      text_ += fmt::format(
          "    <xs:attribute name=\"{0}\"{1}>\n{2}      <xs:simpleType><xs:restriction "
          "base=\"xs:string\"><xs:pattern value=\" *{3}( +{3})* *\"/></xs:restriction></xs:simpleType>\n    "
          "</xs:attribute>\n",
          field.name, use, note, any);
      return;
    }
    if (!field.words.empty()) {
      text_ += fmt::format(
          "    <xs:attribute name=\"{}\"{}>\n{}      <xs:simpleType><xs:restriction base=\"xs:string\">\n",
          field.name, use, note);
      for (const auto& word : field.words)
        text_ += fmt::format("        <xs:enumeration value=\"{}\"/>\n", escape_xml(word));
      text_ += "      </xs:restriction></xs:simpleType>\n    </xs:attribute>\n";
      return;
    }
    const auto type = [&]() -> std::string {
      switch (field.form) {
        case FieldInfo::Form::quantity:
          return type_name(*field.kind, field.may_be_uncertain);
        case FieldInfo::Form::whole_number:
          return "xs:integer";
        case FieldInfo::Form::id:
        case FieldInfo::Form::reference:
          return "id";
        case FieldInfo::Form::references:
          return "ids";
        default:
          return "xs:string";
      }
    }();
    text_ += fmt::format("    <xs:attribute name=\"{}\" type=\"{}\"{}>\n{}    </xs:attribute>\n", field.name,
                         type, use, note);
  }

  std::string text_;
  std::map<const ElementInfo*, std::string> names_;
  std::set<std::string> taken_;
  std::set<const ElementInfo*> elsewhere_;
  std::vector<const ElementInfo*> order_;
  std::map<std::string, std::string> quantities_;
};

}  // namespace

std::string write_schema(const ElementInfo& root) { return SchemaWriter().write(root); }

}  // namespace shellfit::documents
