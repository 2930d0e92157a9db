#include "studies/check.hpp"

#include "base/assertion.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace shellfit::studies {

std::string Check::id() const { return std::string(info_of(kind).id) + "/" + element; }

std::string_view status_word(Status status) {
  switch (status) {
    case Status::pass:
      return "pass";
    case Status::fail:
      return "fail";
    case Status::unknown:
      return "unknown";
    case Status::not_applicable:
      return "not-applicable";
  }
  return "unknown";
}

namespace {

double span_of(const CheckKindInfo& info, double demand, double capacity) {
  if (info.span == "demand") return std::fabs(demand);
  if (info.span == "10 K") return 10.0;
  if (info.span == "larger") return std::max(std::fabs(demand), std::fabs(capacity));
  return std::fabs(capacity);
}

}  // namespace

Check make_check(CheckKind kind, std::string element, std::string state, double demand, double capacity,
                 std::string basis, std::vector<std::string> weak) {
  const auto& info = info_of(kind);
  ensure(std::isfinite(demand) && std::isfinite(capacity), "the figures of a check are numbers");
  Check check;
  check.kind = kind;
  check.element = std::move(element);
  check.state = std::move(state);
  check.demand = demand;
  check.capacity = capacity;
  check.margin = info.sense == Sense::at_most ? capacity - demand : demand - capacity;
  const double span = span_of(info, demand, capacity);
  // Without a span to measure by, a missing capacity is short by all of it.
  check.margin_rel = span > 0.0 ? *check.margin / span : (*check.margin < 0.0 ? -1.0 : 0.0);
  // A billionth of the span is rounding, not a breach.
  check.status =
      *check.margin >= -1e-9 * std::max({span, std::fabs(demand), 1e-6}) ? Status::pass : Status::fail;
  if (info.is_met_by_design && check.status == Status::pass) check.margin_rel.reset();
  check.basis = basis.empty() ? std::string(info.clause) : std::move(basis);
  check.weak = std::move(weak);
  return check;
}

Check unknown_check(CheckKind kind, std::string element, std::string reason) {
  Check check;
  check.kind = kind;
  check.element = std::move(element);
  check.status = Status::unknown;
  check.basis = std::string(info_of(kind).clause);
  check.reason = std::move(reason);
  return check;
}

Check failed_check(CheckKind kind, std::string element, std::string state, std::optional<double> demand,
                   std::optional<double> capacity, std::string reason) {
  Check check;
  check.kind = kind;
  check.element = std::move(element);
  check.state = std::move(state);
  check.demand = demand;
  check.capacity = capacity;
  if (demand && capacity)
    check.margin = info_of(kind).sense == Sense::at_most ? *capacity - *demand : *demand - *capacity;
  check.margin_rel = -1.0;
  check.status = Status::fail;
  check.basis = std::string(info_of(kind).clause);
  check.reason = std::move(reason);
  return check;
}

namespace {

/// Lower is worse.
int rank(const Check& check) {
  switch (check.status) {
    case Status::fail:
      return 0;
    case Status::unknown:
      return 1;
    case Status::pass:
      return 2;
    case Status::not_applicable:
      return 3;
  }
  return 3;
}

bool governs(const Check& a, const Check& b) {
  if (rank(a) != rank(b)) return rank(a) < rank(b);
  const double margin_a = a.margin_rel.value_or(std::numeric_limits<double>::infinity());
  const double margin_b = b.margin_rel.value_or(std::numeric_limits<double>::infinity());
  // The same figure in two states is told of the first; a hair of rounding is no difference.
  return margin_a < margin_b - 1e-9;
}

}  // namespace

void CheckBook::add(Check check) {
  auto id = check.id();
  const auto place =
      std::lower_bound(order_.begin(), order_.end(), id,
                       [](const auto& entry, const std::string& wanted) { return entry.first < wanted; });
  if (place != order_.end() && place->first == id) {
    auto& known = checks_[place->second];
    if (governs(check, known)) known = std::move(check);
    return;
  }
  order_.insert(place, {std::move(id), checks_.size()});
  checks_.push_back(std::move(check));
}

std::vector<Check> CheckBook::take() {
  sort_checks(checks_);
  order_.clear();
  return std::move(checks_);
}

void sort_checks(std::vector<Check>& checks) {
  struct Key {
    int rank;
    double mw, margin;
    std::string id;
    auto operator<=>(const Key&) const = default;
  };
  std::vector<std::pair<Key, std::size_t>> keys;
  for (std::size_t i = 0; i < checks.size(); ++i) {
    const auto& check = checks[i];
    // Margins that differ by rounding alone fall back to the id, so that any number of threads gives one
    // order.
    const double margin = std::round(check.margin_rel.value_or(1e9) * 1e9) / 1e9;
    const double mw = check.status == Status::fail ? check.hostable_mw.value_or(0.0) : 0.0;
    keys.push_back({{rank(check), std::round(mw * 1e6) / 1e6, margin, check.id()}, i});
  }
  std::sort(keys.begin(), keys.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Check> sorted;
  sorted.reserve(checks.size());
  for (const auto& [key, i] : keys) sorted.push_back(std::move(checks[i]));
  checks = std::move(sorted);
}

}  // namespace shellfit::studies
