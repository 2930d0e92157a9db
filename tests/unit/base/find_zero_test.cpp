#include "base/find_zero.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using shellfit::find_zero;

TEST_CASE("a zero is found to its tolerance in few calls") {
  int calls = 0;
  const double zero = find_zero(0.0, 3.0, 1e-12, [&](double x) {
    ++calls;
    return x * x * x - 2.0;
  });
  CHECK(std::abs(zero - std::cbrt(2.0)) < 1e-11);
  CHECK(calls < 20);
}

TEST_CASE("a flat function with a step is halved down to it") {
  const double step = 0.123456789;
  const double zero = find_zero(-10.0, 10.0, 1e-9, [&](double x) { return x < step ? -1.0 : 1.0; });
  CHECK(std::abs(zero - step) < 2e-9);
}

TEST_CASE("without a zero inside, the nearer end is told") {
  CHECK(find_zero(1.0, 2.0, 1e-9, [](double x) { return x; }) == 1.0);
  CHECK(find_zero(1.0, 2.0, 1e-9, [](double x) { return x - 5.0; }) == 2.0);
}
