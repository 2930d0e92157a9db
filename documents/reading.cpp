#include "documents/reading.hpp"

#include "base/ids.hpp"
#include "base/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shellfit::documents {

void Reading::fault(std::string code, std::string message, const Location& where, std::string_view found,
                    std::string expected, std::string hint) {
  faults_.push_back({std::move(code),
                     std::move(message),
                     where,
                     shortened(found),
                     std::move(expected),
                     std::move(hint),
                     {},
                     ""});
}

void Reading::text_fault(const TextFault& fault, const Attribute& attribute, const Element& element) {
  using Kind = TextFault::Kind;
  const auto field = fmt::format("{} of {}", attribute.name, element.name);
  const auto [code, message] = [&]() -> std::pair<std::string_view, std::string> {
    switch (fault.kind) {
      case Kind::not_a_number:
        return {"E-VAL-001", fmt::format("{} is not a quantity", field)};
      case Kind::not_finite:
        return {"E-VAL-002", fmt::format("{} is not finite", field)};
      case Kind::missing_unit:
        return {"E-VAL-003", fmt::format("{} has no unit", field)};
      case Kind::unknown_unit:
        return {"E-VAL-004", fmt::format("{} has an unknown unit", field)};
      case Kind::wrong_dimension:
        return {"E-VAL-005", fmt::format("{} has a unit of another kind", field)};
      case Kind::reversed_range:
        return {"E-VAL-006", fmt::format("{} is a range that runs backwards", field)};
      case Kind::not_known:
        return {"E-VAL-007", fmt::format("{} must be known", field)};
    }
    return {"E-VAL-001", field};
  }();
  faults_.push_back({std::string(code),
                     message,
                     attribute.value_at,
                     shortened(fault.found),
                     fault.expected,
                     fault.hint,
                     {},
                     ""});
}

void Reading::declare(std::string_view category, const std::string& id, const Location& where,
                      bool may_be_laid_over) {
  if (!is_valid_id(id)) {
    fault("E-ID-001", fmt::format("{} id \"{}\" is not valid", category, shortened(id)), where, id,
          "1 to 64 of A-Z a-z 0-9 _ . -");
    return;
  }
  const auto [in_file, is_new_in_file] = ids_by_file_.try_emplace({where.file(), id}, where);
  const auto [known, is_new] = ids_[std::string(category)].try_emplace(id, where);
  if (is_new_in_file && (is_new || may_be_laid_over)) return;
  const auto& first = is_new_in_file ? known->second : in_file->second;
  faults_.push_back({"E-ID-002", fmt::format("id \"{}\" is used twice", id), where, id, "an id used once", "",
                     first, "first used here"});
}

void Reading::refer(std::string_view category, const std::string& id, const Location& where) {
  references_.push_back({std::string(category), id, where});
}

void Reading::know(std::string_view category, const std::string& id) {
  ids_[std::string(category)].try_emplace(id);
}

bool Reading::is_known(std::string_view category, const std::string& id) const {
  const auto found = ids_.find(category);
  return found != ids_.end() && found->second.contains(id);
}

namespace {

/// "known are a, b, c and 17 more"
std::string some_of(const std::vector<std::string>& names) {
  constexpr std::size_t most = 4;
  std::string text;
  for (std::size_t i = 0; i < std::min(most, names.size()); ++i)
    text += (i == 0 ? "known are " : ", ") + shortened(names[i]);
  return names.size() > most ? fmt::format("{} and {} more", text, names.size() - most) : text;
}

}  // namespace

void Reading::resolve_references(const std::set<std::string>* categories) {
  for (const auto& reference : references_) {
    if (categories != nullptr && !categories->contains(reference.category)) continue;
    if (is_known(reference.category, reference.id)) continue;
    std::vector<std::string> names;
    const auto known = ids_.find(reference.category);
    if (known != ids_.end()) {
      for (const auto& [id, where] : known->second) names.push_back(id);
    }
    auto hint = did_you_mean(reference.id, names, some_of(names));
    if (names.empty()) hint = fmt::format("no {} is defined", reference.category);
    const auto other = std::find_if(ids_.begin(), ids_.end(),
                                    [&](const auto& kind) { return kind.second.contains(reference.id); });
    if (other != ids_.end())
      hint = fmt::format("{} is the id of {}{}{}", reference.id, with_article(other->first),
                         hint.empty() || names.empty() ? "" : "; ", names.empty() ? "" : hint);
    fault("E-ID-003", fmt::format("there is no {} \"{}\"", reference.category, shortened(reference.id)),
          reference.where, reference.id, "the id of " + with_article(reference.category), hint);
  }
  references_.clear();
}

Diagnostics Reading::take_faults() {
  sort_diagnostics(faults_);
  return std::move(faults_);
}

}  // namespace shellfit::documents
