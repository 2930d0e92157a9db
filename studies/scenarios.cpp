#include "studies/scenarios.hpp"

#include "base/canonical.hpp"

#include <fmt/format.h>

namespace shellfit::studies {

namespace {

template <class T>
struct is_uncertain : std::false_type {};
template <class Q>
struct is_uncertain<Uncertain<Q>> : std::true_type {};

/// Calls `visit` for every figure that may be uncertain.
template <class T, class Visit>
void for_each_uncertain(T& object, Visit& visit) {
  if constexpr (is_uncertain<T>::value) {
    visit(object);
  } else if constexpr (is_vector<T>::value) {
    for (auto& item : object) for_each_uncertain(item, visit);
  } else if constexpr (is_map<T>::value) {
    for (auto& [key, item] : object) for_each_uncertain(item, visit);
  } else if constexpr (is_optional<T>::value) {
    if (object) for_each_uncertain(*object, visit);
  } else if constexpr (HasMembers<T> && !std::is_same_v<T, geometry::Polygon>) {
    for_each_member(object, [&](auto& member) { for_each_uncertain(member, visit); });
  }
}

/// The figures of the shell and of the catalog.
template <class Visit>
void visit_figures(site::Study& study, Visit& visit) {
  for_each_uncertain(study.shell, visit);
  study.catalog.for_each_kind([&](auto& types) { for_each_uncertain(types, visit); });
}

}  // namespace

int range_count(const site::Study& study) {
  int count = 0;
  auto copy = study;
  auto visit = [&](const auto& figure) { count += figure.is_range() ? 1 : 0; };
  visit_figures(copy, visit);
  return count;
}

std::vector<Scenario> scenarios(const site::Study& study) {
  const int ranges = range_count(study);
  if (ranges == 0) return {{"as given", study}};
  std::vector<std::vector<Corner>> choices;
  constexpr int most_for_all = 3;
  if (ranges <= most_for_all) {
    for (unsigned ends = 0; ends < (1U << static_cast<unsigned>(ranges)); ++ends) {
      std::vector<Corner> corners;
      for (int i = 0; i < ranges; ++i)
        corners.push_back(((ends >> static_cast<unsigned>(i)) & 1U) != 0 ? Corner::high : Corner::low);
      choices.push_back(std::move(corners));
    }
  } else {
    const auto count = static_cast<std::size_t>(ranges);
    choices.emplace_back(count, Corner::low);
    choices.emplace_back(count, Corner::high);
    for (std::size_t i = 0; i < count; ++i) {
      for (const auto end : {Corner::low, Corner::high}) {
        std::vector<Corner> corners(count, Corner::middle);
        corners[i] = end;
        choices.push_back(std::move(corners));
      }
    }
  }
  std::vector<Scenario> all;
  for (const auto& corners : choices) {
    Scenario scenario{"", study};
    std::size_t i = 0;
    std::string name;
    auto narrow = [&](auto& figure) {
      if (!figure.is_range()) return;
      const auto value = *figure.at(corners[i++]);
      name += fmt::format("{}{}", name.empty() ? "" : ", ", to_text(value));
      figure = value;
    };
    visit_figures(scenario.study, narrow);
    scenario.name = "ranges at " + name;
    all.push_back(std::move(scenario));
  }
  return all;
}

}  // namespace shellfit::studies
