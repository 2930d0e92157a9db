#include "exchange/figure_draft.hpp"

#include "base/nearest.hpp"
#include "exchange/catalog_figures.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shellfit::exchange {

const Candidate* first_of(const std::vector<Candidate>& list, Measures wanted) {
  const auto found = std::find_if(list.begin(), list.end(),
                                  [&](const Candidate& one) { return one.measure.measures == wanted; });
  return found == list.end() ? nullptr : &*found;
}

bool FigureDraft::put(const std::string& name, double si, const Candidate& one, const std::string& kind,
                      const std::string& note) {
  const auto* field = figure_field(equipment_.kind, name);
  if (field == nullptr) return false;
  if (const auto limit = broken_limit(*field, si)) {
    leave(one, fmt::format("{} of {} is {}", name, with_article(kind_word(equipment_.kind)), *limit));
    return false;
  }
  equipment_.figures[name] = {exact_text(si, *field->kind), kind, note};
  values_[name] = si;
  places_.insert_or_assign(name, one);
  return true;
}

void FigureDraft::take(const std::vector<Candidate>& list, Measures wanted, const std::string& name) {
  const auto* one = first_of(list, wanted);
  if (one == nullptr) {
    const auto& first = list.front();
    return leave(first, first.measure.measures == Measures::nothing
                            ? "no unit"
                            : fmt::format("{} is no unit of its {}", first.measure.unit, name));
  }
  if (!put(name, one->measure.in_si(), *one)) return;
  const auto same = std::count_if(list.begin(), list.end(),
                                  [&](const Candidate& other) { return other.measure.measures == wanted; });
  if (same > 1)
    tell(Standing::guessed, *one,
         fmt::format("{}, the first figure, taken of '{}'", equipment_.figures[name].value,
                     shortened(one->text)));
}

void FigureDraft::guess_unit(Candidate& one, std::string_view usual) {
  const auto* unit = unit_at(usual);
  one.measure.measures = unit->measures;
  one.measure.factor = unit->factor;
  one.measure.unit = usual;
  tell(Standing::guessed, one, fmt::format("'{}' without unit taken as {}", one.measure.as_text, usual));
}

void FigureDraft::drop(const std::string& name, const std::string& why) {
  leave(places_.at(name), why);
  equipment_.figures.erase(name);
  values_.erase(name);
}

double FigureDraft::value(const std::string& name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? 0 : found->second;
}

}  // namespace shellfit::exchange
