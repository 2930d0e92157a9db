#include "base/uncertain.hpp"

#include <catch2/catch.hpp>

using namespace shellfit;

TEST_CASE("a figure that nobody wrote is unknown at every corner") {
  const Uncertain<Mass> figure;
  CHECK(figure.is_unknown());
  CHECK_FALSE(figure.is_known());
  CHECK_FALSE(figure.is_range());
  for (const auto corner : {Corner::low, Corner::middle, Corner::high})
    CHECK_FALSE(figure.at(corner).has_value());
}

TEST_CASE("a known figure is the same at every corner") {
  const Uncertain<Mass> figure(1360.0 * units::kg);
  CHECK(figure.is_known());
  CHECK_FALSE(figure.is_range());
  for (const auto corner : {Corner::low, Corner::middle, Corner::high})
    CHECK(figure.at(corner) == 1360.0 * units::kg);
  CHECK(figure.value() == 1360.0 * units::kg);
}

TEST_CASE("a range carries its ends, and its middle for display") {
  const Uncertain<PressureDifference> figure(12.0 * units::kPa, 15.0 * units::kPa);
  CHECK(figure.is_range());
  CHECK_FALSE(figure.is_known());
  CHECK(figure.at(Corner::low) == 12.0 * units::kPa);
  CHECK(figure.at(Corner::high) == 15.0 * units::kPa);
  CHECK(figure.at(Corner::middle) == 13.5 * units::kPa);
}

TEST_CASE("zero is known, not unknown") {
  CHECK(Uncertain<RealPower>(0.0 * units::kW).is_known());
  CHECK_FALSE(Uncertain<RealPower>(0.0 * units::kW) == Uncertain<RealPower>{});
}

TEST_CASE("two ranges are equal when both ends are") {
  const Uncertain<Length> a(1.0 * units::m, 2.0 * units::m);
  CHECK(a == Uncertain<Length>(1.0 * units::m, 2.0 * units::m));
  CHECK_FALSE(a == Uncertain<Length>(1.0 * units::m, 3.0 * units::m));
  CHECK_FALSE(a == Uncertain<Length>(1.0 * units::m));
}
