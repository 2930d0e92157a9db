#include "studies/prefix_search.hpp"

namespace shellfit::studies {

Prefixes::Prefixes(const RunContext& context, const site::Study& study, std::vector<HostedRack> racks,
                   Mode mode)
    : context_(context), study_(study), racks_(std::move(racks)), mode_(mode) {}

std::vector<HostedRack> Prefixes::first(int count) const { return {racks_.begin(), racks_.begin() + count}; }

const Evaluation& Prefixes::at(int count) {
  auto& known = known_[count];
  if (known == nullptr)
    known = std::make_unique<const Evaluation>(evaluate(context_, study_, first(count), mode_));
  return *known;
}

int Prefixes::longest(const std::function<bool(const Evaluation&)>& passes) {
  if (size() == 0 || passes(at(size()))) return size();
  int good = 0;
  int bad = size();
  // Most that fail do so from the first rack on: look there before halving.
  if (bad > 1 && !passes(at(1))) return 0;
  if (bad > 1) good = 1;
  while (bad - good > 1) {
    const int middle = good + (bad - good) / 2;
    (passes(at(middle)) ? good : bad) = middle;
  }
  return good;
}

Hosted find_hosted(Prefixes& prefixes) {
  Hosted hosted;
  hosted.at_best = prefixes.longest([](const Evaluation& evaluation) { return evaluation.passes(); });
  const bool is_certain = hosted.at_best == 0 || prefixes.at(hosted.at_best).is_certain();
  hosted.for_certain =
      is_certain ? hosted.at_best
                 : prefixes.longest([](const Evaluation& evaluation) { return evaluation.is_certain(); });
  hosted.is_known = hosted.for_certain > 0 ||
                    (hosted.at_best == 0 && (prefixes.size() == 0 || prefixes.at(1).has_failed()));
  return hosted;
}

}  // namespace shellfit::studies
