#include "base/four.hpp"

#include <catch2/catch.hpp>

#include <limits>

using namespace shellfit;

namespace {

Four of(double a, double b, double c, double d) {
  Four four;
  const double values[] = {a, b, c, d};
  for (std::size_t lane = 0; lane < Four::size; ++lane) four.set(lane, values[lane]);
  return four;
}

void check(const Four& found, double a, double b, double c, double d) {
  CHECK(found[0] == a);
  CHECK(found[1] == b);
  CHECK(found[2] == c);
  CHECK(found[3] == d);
}

}  // namespace

TEST_CASE("four numbers are worked on each by itself", "[four]") {
  const Four a = of(1, 2, 3, 4);
  const Four b = of(8, 6, -4, 2);
  check(a + b, 9, 8, -1, 6);
  check(a - b, -7, -4, 7, 2);
  check(a * b, 8, 12, -12, 8);
  check(b / a, 8, 3, -4.0 / 3, 0.5);
  check(2.0 * a, 2, 4, 6, 8);
  check(greater(a, b), 8, 6, 3, 4);
  check(absolute(b), 8, 6, 4, 2);
  check(Four(), 0, 0, 0, 0);
}

TEST_CASE("of a first that is no number the second is the greater", "[four]") {
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  check(greater(of(none, 1, none, -1), of(0, 0, 5, 0)), 0, 1, 5, 0);
}
