#include "base/monotone_cubic.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using shellfit::MonotoneCubic;

TEST_CASE("a curve goes through its points and nowhere beyond its neighbours") {
  // A flat stretch and a steep one, between which an ordinary spline swings.
  const MonotoneCubic curve({0, 1, 2, 3, 5}, {10, 10, 4, 3.9, 0});
  for (std::size_t i = 0; i < 5; ++i) CHECK(curve.at(curve.x()[i]).y == Approx(curve.y()[i]).margin(1e-12));
  double last = 10;
  for (int i = 0; i <= 500; ++i) {
    const auto value = curve.at(5.0 * i / 500);
    CHECK(value.y <= last + 1e-12);
    CHECK(value.slope <= 1e-12);
    last = value.y;
  }
}

TEST_CASE("its slope is the derivative, without a step at the points") {
  const MonotoneCubic curve({0, 1, 2.5, 3}, {0, 1, 1.5, 4});
  constexpr double h = 1e-6;
  for (const double x : {0.3, 0.999999, 1.0, 1.7, 2.5, 2.9})
    CHECK(curve.at(x).slope == Approx((curve.at(x + h).y - curve.at(x - h).y) / (2 * h)).epsilon(1e-4));
}

TEST_CASE("beyond its ends a curve goes on straight") {
  const MonotoneCubic curve({0, 1, 2}, {0, 1, 3});
  CHECK(curve.at(-1).y == Approx(-1));
  CHECK(curve.at(4).y == Approx(7));
  CHECK(curve.at(4).slope == Approx(2));
}

TEST_CASE("five points of a pump make a curve that falls ever steeper") {
  // Vertiv Liebert XDU1350: head against flow by those of its rating (Modelica Buildings Library,
  // VertivLiebertXDU1350.mo, of SL-70799). The shape alone: its head of 500 kPa stands against 248 kPa in
  // SL-71309.
  const MonotoneCubic curve({0, 0.25, 0.5, 0.75, 1}, {3.846, 3.676, 3.231, 2.538, 1.0});
  CHECK(curve.at(0.5).y == Approx(3.231));
  // A parabola through the middle three points: 3.4845 and 2.9155 between them.
  CHECK(curve.at(0.375).y == Approx(3.4845).epsilon(0.01));
  CHECK(curve.at(0.625).y == Approx(2.9155).epsilon(0.01));
  double slope = 0;
  for (int i = 0; i <= 4; ++i) {
    CHECK(curve.at(0.25 * i).slope < slope + 1e-12);
    slope = curve.at(0.25 * i).slope;
  }
}
