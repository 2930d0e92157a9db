#pragma once
// States a law over generated cases. The seed stands here, so that every run tries the same ones.

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <sstream>
#include <string>
#include <unordered_map>
#include <utility>

namespace shellfit::testing {

inline constexpr std::uint64_t seed = 20240517;

/// Reports nothing on the way; the library's own listener would speak of a random seed.
class SilentListener : public rc::detail::TestListener {
 public:
  void onTestCaseFinished(const rc::detail::CaseDescription&) override {}
  void onShrinkTried(const rc::detail::CaseDescription&, bool) override {}
  void onTestFinished(const rc::detail::TestMetadata&, const rc::detail::TestResult&) override {}
};

/// Fails the running test case with the smallest counterexample that RapidCheck finds.
template <class Law>
void law(Law&& holds, int cases = 200, int size = 100) {
  rc::detail::TestParams parameters;
  parameters.seed = seed;
  parameters.maxSuccess = cases;
  parameters.maxSize = size;
  SilentListener listener;
  const std::unordered_map<std::string, rc::detail::Reproduce> none;
  const auto result = rc::detail::checkTestable(std::forward<Law>(holds), rc::detail::TestMetadata{},
                                                parameters, listener, none);
  std::ostringstream text;
  rc::detail::printResultMessage(result, text);
  INFO(text.str());
  CHECK(result.template is<rc::detail::SuccessResult>());
}

/// A number between two bounds in steps of a thousandth of their distance: short to read when it fails.
inline double between(double low, double high) {
  return low + (high - low) * (*rc::gen::inRange(0, 1001)) / 1000.0;
}

}  // namespace shellfit::testing
