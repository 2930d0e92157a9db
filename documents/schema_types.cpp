#include "documents/schema_types.hpp"

#include "base/nearest.hpp"
#include "documents/document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace shellfit::documents {

namespace {

constexpr std::string_view exponent = R"(([eE][+\-]?[0-9]+)?)";

/// What sign a field's limits leave to its numbers.
enum class Sign { any, from_zero, above_zero };

std::string number_pattern(Sign sign) {
  switch (sign) {
    case Sign::any:
      return fmt::format(R"([+\-]?([0-9]+(\.[0-9]*)?|\.[0-9]+){})", exponent);
    case Sign::from_zero:
      return fmt::format(R"((\+?([0-9]+(\.[0-9]*)?|\.[0-9]+)|-(0+(\.0*)?|\.0+)){})", exponent);
    case Sign::above_zero:
      return fmt::format(R"(\+?([0-9]*[1-9][0-9]*(\.[0-9]*)?|[0-9]*\.[0-9]*[1-9][0-9]*){})", exponent);
  }
  return {};
}

Sign sign_of(const FieldInfo& field) {
  const auto has_offset = [](const UnitSymbol& unit) { return unit.offset != 0.0; };
  if (std::any_of(field.kind->units.begin(), field.kind->units.end(), has_offset)) return Sign::any;
  if (field.is_positive) return Sign::above_zero;
  const auto lowest =
      field.lowest.empty() ? std::nullopt : std::optional(parse_si(field.lowest, *field.kind));
  if (!lowest || lowest->value().low < 0.0) return Sign::any;
  return lowest->value().low > 0.0 ? Sign::above_zero : Sign::from_zero;
}

std::string escape_pattern(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (std::string_view(".\\?*+{}()[]|-^").find(c) != std::string_view::npos) escaped += '\\';
    escaped += c;
  }
  return escaped;
}

std::string quantity_pattern(const KindText& kind, Sign sign, bool may_be_uncertain) {
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
  const auto number = number_pattern(sign);
  if (!may_be_uncertain) return fmt::format(R"(\s*{}\s*{}\s*)", number, unit);
  return fmt::format(R"(\s*({0}(\.\.{0})?\s*{1}|unknown)\s*)", number, unit);
}

std::string limits_in_words(const FieldInfo& field) {
  if (field.lowest.empty() && field.highest.empty()) return field.is_positive ? " More than zero." : "";
  if (field.lowest.empty())
    return fmt::format(" {} {}.", field.is_positive ? "More than zero, at most" : "At most", field.highest);
  if (field.highest.empty()) return fmt::format(" At least {}.", field.lowest);
  return fmt::format(" From {} to {}.", field.lowest, field.highest);
}

std::string form_in_words(const FieldInfo& field) {
  using Form = FieldInfo::Form;
  switch (field.form) {
    case Form::quantity: {
      std::string units;
      for (const auto& unit : field.kind->units)
        units += (units.empty() || unit.symbol.empty() ? "" : ", ") + std::string(unit.symbol);
      return fmt::format(" {} {}, such as \"{}\"{}; units: {}.", field.kind->article == "an" ? "An" : "A",
                         field.kind->name, field.kind->example,
                         field.may_be_uncertain ? ", a range or \"unknown\"" : "", units);
    }
    case Form::whole_number:
      return " A whole number.";
    case Form::words:
      return fmt::format(" Some of {}, with spaces between.", fmt::join(field.words, ", "));
    case Form::word:
    case Form::flag:
      if (field.words.size() == 1) return {};
      return fmt::format(" One of {}.", fmt::join(field.words, ", "));
    case Form::reference:
      return fmt::format(" The id of {}.", with_article(field.category));
    case Form::references:
      return fmt::format(" Ids of {}s, with spaces between.", field.category);
    case Form::id:
      return " 1 to 64 of A-Z a-z 0-9 _ . -";
    case Form::text:
      return {};
  }
  return {};
}

std::string enumeration(const std::vector<std::string>& words, const std::string& pad) {
  auto text = pad + "<xs:simpleType><xs:restriction base=\"xs:string\">\n";
  for (const auto& word : words)
    text += fmt::format("{}  <xs:enumeration value=\"{}\"/>\n", pad, escape_xml(word));
  return text + pad + "</xs:restriction></xs:simpleType>\n";
}

std::string whole_number(const FieldInfo& field) {
  const auto lowest = !field.lowest.empty() ? field.lowest
                      : field.is_positive   ? "1"
                                            : std::to_string(std::numeric_limits<int>::min());
  const auto highest =
      field.highest.empty() ? std::to_string(std::numeric_limits<int>::max()) : field.highest;
  return fmt::format(
      "      <xs:simpleType><xs:restriction base=\"xs:integer\"><xs:minInclusive "
      "value=\"{}\"/><xs:maxInclusive "
      "value=\"{}\"/></xs:restriction></xs:simpleType>\n",
      lowest, highest);
}

}  // namespace

std::string quantity_type(const FieldInfo& field, Patterns& patterns) {
  std::string name(field.kind->name);
  std::replace(name.begin(), name.end(), ' ', '-');
  const auto sign = sign_of(field);
  if (sign != Sign::any) name += sign == Sign::from_zero ? "-from-zero" : "-above-zero";
  if (field.may_be_uncertain) name += "-or-unknown";
  patterns.try_emplace(name, quantity_pattern(*field.kind, sign, field.may_be_uncertain));
  return name;
}

AttributeType attribute_type(const FieldInfo& field, Patterns& patterns) {
  switch (field.form) {
    case FieldInfo::Form::quantity:
      return {quantity_type(field, patterns), ""};
    case FieldInfo::Form::whole_number:
      return {"", whole_number(field)};
    case FieldInfo::Form::id:
    case FieldInfo::Form::reference:
      return {"id", ""};
    case FieldInfo::Form::references:
      return {"ids", ""};
    case FieldInfo::Form::word:
    case FieldInfo::Form::flag:
      return {"", enumeration(field.words, "      ")};
    case FieldInfo::Form::words:
      return {"", "      <xs:simpleType><xs:restriction>\n        <xs:simpleType><xs:list>\n" +
                      enumeration(field.words, "          ") +
                      "        </xs:list></xs:simpleType>\n        <xs:minLength value=\"1\"/>\n"
                      "      </xs:restriction></xs:simpleType>\n"};
    case FieldInfo::Form::text:
      return {field.is_required ? "text" : "xs:string", ""};
  }
  return {"xs:string", ""};
}

std::string field_documentation(const FieldInfo& field) {
  const auto fallback = field.fallback.empty() ? std::string{} : fmt::format(" Default: {}.", field.fallback);
  return field.meaning + form_in_words(field) + limits_in_words(field) + fallback;
}

std::string simple_types(const Patterns& patterns) {
  const auto pattern_type = [](const std::string& name, const std::string& pattern) {
    return fmt::format(
        "  <xs:simpleType name=\"{}\">\n    <xs:restriction base=\"xs:string\"><xs:pattern "
        "value=\"{}\"/></xs:restriction>\n  </xs:simpleType>\n",
        name, escape_xml(pattern));
  };
  auto text = pattern_type("id", R"([A-Za-z0-9_.\-]{1,64})");
  text +=
      "  <xs:simpleType name=\"ids\">\n    <xs:restriction><xs:simpleType><xs:list "
      "itemType=\"id\"/></xs:simpleType><xs:minLength value=\"1\"/></xs:restriction>\n  </xs:simpleType>\n";
  text +=
      "  <xs:simpleType name=\"text\">\n    <xs:restriction base=\"xs:token\"><xs:minLength "
      "value=\"1\"/></xs:restriction>\n  </xs:simpleType>\n";
  // Between the tags of an element without children stands nothing but spaces.
  text +=
      "  <xs:simpleType name=\"nothing\">\n    <xs:restriction base=\"xs:token\"><xs:length "
      "value=\"0\"/></xs:restriction>\n  </xs:simpleType>\n";
  for (const auto& [name, pattern] : patterns) text += pattern_type(name, pattern);
  return text;
}

}  // namespace shellfit::documents
