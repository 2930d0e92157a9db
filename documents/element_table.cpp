#include "documents/element_table.hpp"

#include "base/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace shellfit::documents {

namespace detail {

namespace {

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
  return did_you_mean(
      word, names,
      names.empty() ? std::string{} : "valid here: " + fmt::format("{}", fmt::join(names, ", ")));
}

}  // namespace

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
