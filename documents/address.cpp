#include "documents/address.hpp"

#include "base/nearest.hpp"

#include <fmt/format.h>

namespace shellfit::documents {

namespace {

Diagnostic address_fault(const Override& change, const std::string& message, const std::string& hint) {
  return {"E-ADR-001",
          message,
          change.address_at,
          shortened(change.address),
          "an address such as deployment/line[gb300]@units",
          hint,
          {},
          ""};
}

/// One step of an address: an element's name and, in brackets, its id.
struct Step {
  std::string name;
  std::string id;
};

std::optional<Step> parse_step(std::string_view text) {
  const auto bracket = text.find('[');
  if (bracket == std::string_view::npos)
    return text.empty() ? std::nullopt : std::optional<Step>(Step{std::string(text), ""});
  if (text.back() != ']' || bracket == 0 || bracket + 2 >= text.size()) return std::nullopt;
  return Step{std::string(text.substr(0, bracket)),
              std::string(text.substr(bracket + 1, text.size() - bracket - 2))};
}

/// The nearest id of elements of that name, or the nearest name when none is called so.
std::string nearest_place(const Element& parent, const std::string& name, const std::string& wanted) {
  std::vector<std::string> ids;
  for (const auto& child : parent.children) {
    const auto* id = child.find("id");
    if (child.name == name && id != nullptr) ids.push_back(id->value);
  }
  if (ids.empty()) {
    std::vector<std::string> names;
    for (const auto& child : parent.children) names.push_back(child.name);
    const auto near_name = nearest(name, names);
    return near_name && *near_name != name ? fmt::format("did you mean {}?", shortened(*near_name)) : "";
  }
  const auto near = nearest(wanted, ids);
  return near ? fmt::format("did you mean {}[{}]?", shortened(name), shortened(*near)) : "";
}

}  // namespace

namespace {

/// What an address leads to in a tree; `Node` is Element or const Element.
template <class Node>
struct Way {
  Node* element = nullptr;
  std::vector<std::string> missing;
  std::string attribute;
};

template <class Node>
tl::expected<Way<Node>, Diagnostic> follow(Node& root, const Override& change) {
  const auto refuse = [&](const std::string& message, const std::string& hint) {
    return tl::unexpected(address_fault(change, message, hint));
  };
  const auto at_sign = change.address.rfind('@');
  if (at_sign == std::string::npos || at_sign + 1 == change.address.size())
    return refuse("the address names no attribute", "end it with @ and the attribute");
  Way<Node> way{&root, {}, change.address.substr(at_sign + 1)};
  std::string_view rest = std::string_view(change.address).substr(0, at_sign);
  while (!rest.empty()) {
    const auto slash = std::min(rest.find('/'), rest.size());
    const auto step = parse_step(rest.substr(0, slash));
    rest.remove_prefix(std::min(slash + 1, rest.size()));
    if (!step) return refuse(fmt::format("the address {} cannot be read", shortened(change.address)), "");
    Node* found = nullptr;
    int matches = 0;
    for (auto& child : way.element->children) {
      const auto* id = child.find("id");
      const bool is_this = way.missing.empty() && child.name == step->name &&
                           (step->id.empty() || (id != nullptr && id->value == step->id));
      if (!is_this) continue;
      ++matches;
      if (found == nullptr) found = &child;
    }
    if (matches > 1)
      return refuse(fmt::format("the address {} names {} elements {}", shortened(change.address), matches,
                                shortened(step->name)),
                    "choose one by its id in brackets");
    if (found == nullptr && !step->id.empty()) {
      return refuse(fmt::format("the address {} names no {} with id {}", shortened(change.address),
                                shortened(step->name), shortened(step->id)),
                    way.missing.empty() ? nearest_place(*way.element, step->name, step->id)
                                        : nearest_place(*way.element, way.missing.front(), ""));
    }
    if (found == nullptr) {
      way.missing.push_back(step->name);
    } else {
      way.element = found;
    }
  }
  return way;
}

}  // namespace

tl::expected<Place, Diagnostic> find_place(const Element& root, const Override& change) {
  auto way = follow(root, change);
  if (!way) return tl::unexpected(std::move(way.error()));
  return Place{way->element, std::move(way->missing), std::move(way->attribute)};
}

std::optional<Diagnostic> set_attribute(Element& root, const Override& change) {
  auto way = follow(root, change);
  if (!way) return std::move(way.error());
  auto* element = way->element;
  for (const auto& name : way->missing) {
    Element made;
    made.name = name;
    made.where = change.address_at;
    element->children.push_back(std::move(made));
    element = &element->children.back();
  }
  for (auto& attribute : element->attributes) {
    if (attribute.name != way->attribute) continue;
    attribute.value = change.value;
    attribute.value_at = change.value_at;
    return std::nullopt;
  }
  element->attributes.push_back({way->attribute, change.value, change.address_at, change.value_at});
  return std::nullopt;
}

}  // namespace shellfit::documents
