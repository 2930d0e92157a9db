#include "documents/element_table.hpp"

#include "base/nearest.hpp"
#include "documents/schema_types.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

namespace shellfit::documents {

namespace detail {

namespace {

constexpr std::string_view spaces = " \t\r\n";

std::string join(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, ", ")); }

double limit_si(std::string_view text, const FieldInfo& field) {
  const auto parsed = parse_si(text, *field.kind);
  ensure(parsed.has_value(), "a limit in a field table is a quantity");
  return parsed->low;
}

std::string_view trimmed(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(spaces), text.size()));
  return text.substr(0, text.find_last_not_of(spaces) + 1);
}

/// from_chars does not take a leading plus sign.
std::string_view without_plus(std::string_view number) {
  const bool has_plus = number.size() > 1 && number.front() == '+' && number[1] != '-';
  return has_plus ? number.substr(1) : number;
}

/// Declarations of prefixes, and what names the schema for an editor. Elements have no namespace.
bool is_for_editors(const Attribute& attribute) {
  constexpr std::array<std::string_view, 2> of_instances{"xsi:noNamespaceSchemaLocation",
                                                         "xsi:schemaLocation"};
  return attribute.name.starts_with("xmlns:") || (attribute.name == "xmlns" && attribute.value.empty()) ||
         std::find(of_instances.begin(), of_instances.end(), attribute.name) != of_instances.end();
}

/// A version of the form that is given must be one that is read here.
bool check_version(const Element& element, Reading& reading) {
  const auto* schema = element.find("schema");
  if (schema == nullptr || schema->value == "1") return true;
  reading.fault("E-XML-009",
                fmt::format("{} is of schema version {}", element.name, shortened(schema->value)),
                schema->value_at, schema->value, "schema=\"1\"", "a newer file needs a newer program");
  return false;
}

std::vector<std::string> child_names(const ElementInfo& info) {
  std::vector<std::string> names;
  for (const auto& child : info.children) names.push_back(child.element->name);
  return names;
}

std::string nearest_hint(std::string_view word, const std::vector<std::string>& names) {
  return did_you_mean(word, names, names.empty() ? std::string{} : "valid here: " + join(names));
}

}  // namespace

void add_plausible_limits(FieldInfo& field) {
  if (field.lowest.empty()) field.lowest = field.is_positive ? field.kind->least : field.kind->lowest;
  if (field.highest.empty()) field.highest = field.kind->highest;
}

void check_limits(double low_si, double high_si, const FieldInfo& field, const Attribute& attribute,
                  const Element& element, Reading& reading) {
  const auto complain = [&](const std::string& expected) {
    reading.fault("E-VAL-008",
                  fmt::format("{} of {} cannot be {}", field.name, element.name, shortened(attribute.value)),
                  attribute.value_at, attribute.value, expected);
  };
  if (field.is_positive && low_si <= 0.0)
    return complain(fmt::format("more than zero, such as \"{}\"", field.kind->example));
  if (!field.lowest.empty() && low_si < limit_si(field.lowest, field))
    return complain("at least " + field.lowest);
  if (!field.highest.empty() && high_si > limit_si(field.highest, field))
    return complain("at most " + field.highest);
}

std::optional<int> read_whole_number(const FieldInfo& field, const Attribute& attribute,
                                     const Element& element, Reading& reading) {
  int number = 0;
  const auto written = without_plus(trimmed(attribute.value));
  const auto* end = written.data() + written.size();
  const auto [rest, fault] = std::from_chars(written.data(), end, number);
  if (fault == std::errc::result_out_of_range && rest == end) {
    const bool is_low = written.starts_with('-');
    const auto limit = is_low ? field.lowest : field.highest;
    reading.fault(
        "E-VAL-010",
        fmt::format("{} of {} is too {} a number", field.name, element.name, is_low ? "low" : "large"),
        attribute.value_at, attribute.value,
        limit.empty() ? std::string("a whole number such as \"8\"")
                      : fmt::format("at {} {}", is_low ? "least" : "most", limit));
    return std::nullopt;
  }
  if (fault != std::errc{} || rest != end) {
    reading.fault("E-VAL-010", fmt::format("{} of {} is not a whole number", field.name, element.name),
                  attribute.value_at, attribute.value, "a whole number such as \"8\"");
    return std::nullopt;
  }
  const auto bound = [](const std::string& text) { return std::stoi(text); };
  const bool is_low =
      (field.is_positive && number <= 0) || (!field.lowest.empty() && number < bound(field.lowest));
  const bool is_high = !field.highest.empty() && number > bound(field.highest);
  if (is_low || is_high) {
    const auto expected = is_low ? (field.is_positive ? std::string("1 or more") : "at least " + field.lowest)
                                 : "at most " + field.highest;
    reading.fault("E-VAL-008", fmt::format("{} of {} cannot be {}", field.name, element.name, number),
                  attribute.value_at, attribute.value, expected);
    return std::nullopt;
  }
  return number;
}

std::optional<std::size_t> read_word(const FieldInfo& field, const Attribute& attribute,
                                     const Element& element, Reading& reading) {
  const auto found = std::find(field.words.begin(), field.words.end(), attribute.value);
  if (found != field.words.end()) return static_cast<std::size_t>(found - field.words.begin());
  reading.fault(
      "E-VAL-009",
      fmt::format("{} of {} cannot be \"{}\"", field.name, element.name, shortened(attribute.value)),
      attribute.value_at, attribute.value, "one of " + join(field.words),
      did_you_mean(attribute.value, field.words));
  return std::nullopt;
}

void expect_text(const Attribute& attribute, const Element& element, Reading& reading) {
  if (attribute.value.find_first_not_of(spaces) != std::string::npos) return;
  reading.fault("E-VAL-011", fmt::format("{} of {} is empty", attribute.name, element.name),
                attribute.value_at, "", "a text");
}

std::vector<Attribute> split_words(const Attribute& attribute) {
  std::vector<Attribute> words;
  std::size_t i = 0;
  while (i < attribute.value.size()) {
    const auto end = std::min(attribute.value.find_first_of(spaces, i), attribute.value.size());
    if (end > i) {
      Attribute word{attribute.name, attribute.value.substr(i, end - i), attribute.name_at,
                     attribute.value_at};
      word.value_at.offset += i;
      word.value_at.length = end - i;
      words.push_back(std::move(word));
    }
    i = end + 1;
  }
  return words;
}

std::vector<std::pair<std::string, Location>> read_references(const FieldInfo& field,
                                                              const Attribute& attribute, Reading& reading) {
  std::vector<std::pair<std::string, Location>> ids;
  for (const auto& word : split_words(attribute)) {
    reading.refer(field.category, word.value, word.value_at);
    ids.emplace_back(word.value, word.value_at);
  }
  return ids;
}

void check_shape(const ElementInfo& info, const Element& element, Reading& reading) {
  std::vector<std::string> names;
  for (const auto& field : info.fields) {
    names.push_back(field.name);
    if (is_version(field)) check_version(element, reading);
  }
  for (const auto& attribute : element.attributes) {
    if (std::find(names.begin(), names.end(), attribute.name) != names.end()) continue;
    if (is_for_editors(attribute)) continue;
    reading.fault("E-XML-004", fmt::format("{} has no attribute {}", info.name, shortened(attribute.name)),
                  attribute.name_at, attribute.name, "", nearest_hint(attribute.name, names));
  }
  const auto known_children = child_names(info);
  for (const auto& child : element.children) {
    if (std::find(known_children.begin(), known_children.end(), child.name) != known_children.end()) continue;
    reading.fault("E-XML-003", fmt::format("{} has no element {}", info.name, shortened(child.name)),
                  child.where, child.name, "", nearest_hint(child.name, known_children));
  }
  for (const auto& child : info.children) {
    const auto is_this = [&](const Element& other) { return other.name == child.element->name; };
    const auto count = std::count_if(element.children.begin(), element.children.end(), is_this);
    if (child.is_required && count == 0) {
      reading.fault("E-XML-006", fmt::format("{} has no {}", info.name, child.element->name), element.where,
                    "", fmt::format("an element <{}>", child.element->name));
    }
    if (!child.is_repeated && count > 1) {
      const auto first = std::find_if(element.children.begin(), element.children.end(), is_this);
      const auto second = std::find_if(std::next(first), element.children.end(), is_this);
      reading.fault({"E-XML-007", fmt::format("{} has more than one {}", info.name, child.element->name),
                     second->where, second->name, "one", "", first->where, "first given here"});
    }
  }
  if (!element.text.empty())
    reading.fault("E-XML-008", fmt::format("text inside {}", info.name), element.where, element.text,
                  "attributes and elements only");
}

std::optional<Attribute> attribute_or_default(const FieldInfo& field, const Element& element,
                                              const std::string& path, Reading& reading) {
  if (const auto* given = element.find(field.name)) return *given;
  if (const auto* given = reading.given_default(path, field.name)) {
    if (given->is_told) reading.used_default({path, field.name, given->value, field.meaning, given->origin});
    return Attribute{field.name, given->value, given->where, given->where};
  }
  if (field.is_required || !field.default_from.empty()) {
    reading.fault("E-XML-005", fmt::format("{} has no {}", element.name, field.name), element.where, "",
                  fmt::format("attribute {}{}: {}", field.name,
                              field.default_from.empty() ? "" : ", or a default by " + field.default_from,
                              field.meaning));
    return std::nullopt;
  }
  if (field.fallback.empty()) return std::nullopt;
  if (field.form == FieldInfo::Form::quantity)
    reading.used_default({path, field.name, field.fallback, field.meaning, ""});
  return Attribute{field.name, field.fallback, element.where, element.where};
}

}  // namespace detail

bool check_root(const Element& root, std::string_view name, Reading& reading) {
  if (root.name != name) {
    reading.fault("E-XML-009", fmt::format("the root element is <{}>, not <{}>", shortened(root.name), name),
                  root.where, root.name, fmt::format("<{}>", name));
    return false;
  }
  if (root.find("schema") == nullptr) {
    reading.fault("E-XML-009", fmt::format("{} names no schema version", name), root.where, "",
                  "schema=\"1\"");
    return false;
  }
  return detail::check_version(root, reading);
}

}  // namespace shellfit::documents
