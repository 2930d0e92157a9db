#include "studies/ride_through_checks.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace shellfit::studies {

namespace {

constexpr auto kind = CheckKind::ride_through;

Check judged(const RideThrough& one, double needed_s) {
  const double lasts_s = one.seconds.value_or(one.followed_s);
  if (lasts_s >= needed_s && one.passed_s)
    return failed_check(kind, one.element, one.state, needed_s, lasts_s,
                        fmt::format("{} passes {:.1f} degC after {:.0f} s, although cooling is back then",
                                    one.what, one.limit_c, *one.passed_s));
  auto check = make_check(kind, one.element, one.state, needed_s, lasts_s, {}, one.weak);
  check.reason = one.seconds ? fmt::format("{} passes {:.1f} degC after {:.1f} s; cooling is back by {}",
                                           one.what, one.limit_c, *one.seconds, one.against)
                             : fmt::format("nothing passes its limit in {:.0f} s, as far as was followed",
                                           one.followed_s);
  return check;
}

}  // namespace

std::vector<Check> ride_through_checks(const std::vector<RideThrough>& found, Duration margin) {
  std::vector<Check> checks;
  for (const auto& one : found) {
    const auto ask = [&](std::string question) {
      auto check = unknown_check(kind, one.element, std::move(question));
      check.state = one.state;
      checks.push_back(std::move(check));
    };
    const double least_s = one.against_s.value_or(one.no_sooner_s) + margin.in_si();
    const bool is_too_soon = one.seconds && *one.seconds < least_s;
    if (!one.question.empty() && !is_too_soon) {
      ask(one.question);
      continue;
    }
    if (!one.against_s && one.question.empty()) continue;
    auto check = judged(one, least_s);
    if (check.status == Status::fail && !one.lacking.empty())
      ask(fmt::format("what is the {}? Without what it holds {} passes {:.1f} degC after {:.1f} s",
                      fmt::join(one.lacking, ", and the "), one.what, one.limit_c,
                      one.seconds.value_or(one.followed_s)));
    else
      checks.push_back(std::move(check));
  }
  return checks;
}

}  // namespace shellfit::studies
