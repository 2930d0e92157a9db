#include "thermal/glycol.hpp"

#include <catch2/catch.hpp>

using namespace shellfit;
using namespace shellfit::thermal;

namespace {

/// ASHRAE Handbook Fundamentals 2001, chapter 21, as kept in CoolProp's
/// ASHRAE__{Propylene,Ethylene}_Glycol_*.txt: kg/m3, J/(kg K), 1e-5 Pa s, 1e-3 W/(m K) at percent by volume
/// and degC.
struct Tabled {
  double percent, celsius, density, heat, viscosity, conductivity;
};
void check(Glycol glycol, const Tabled& tabled) {
  CAPTURE(tabled.percent, tabled.celsius);
  const auto p = glycol_properties(glycol, tabled.celsius * units::degC, ratio(tabled.percent / 100));
  CHECK(p.density.in_si() == Approx(tabled.density).epsilon(2e-4));
  CHECK(p.heat.in_si() == Approx(tabled.heat).epsilon(2e-4));
  CHECK(p.viscosity.in_si() == Approx(tabled.viscosity * 1e-5).epsilon(0.013));
  CHECK(p.conductivity.in_si() == Approx(tabled.conductivity * 1e-3).epsilon(2e-3));
}

}  // namespace

TEST_CASE("propylene glycol agrees with the ASHRAE tables") {
  check(Glycol::propylene, GENERATE(values<Tabled>({{10, 0, 1013.85, 4042, 268, 510},
                                                    {10, 40, 1000.46, 4107, 89, 569},
                                                    {20, 0, 1025.84, 3929, 405, 464},
                                                    {20, 20, 1019.01, 3973, 202, 492},
                                                    {20, 40, 1010.16, 4016, 118, 513},
                                                    {20, 100, 971.56, 4147, 43, 544},
                                                    {30, 20, 1028.35, 3848, 306, 445},
                                                    {30, 40, 1018.42, 3903, 163, 462},
                                                    {30, 60, 1006.44, 3958, 101, 475},
                                                    {40, -15, 1050.43, 3586, 3322, 369},
                                                    {40, 20, 1036.24, 3702, 457, 402},
                                                    {50, -20, 1060.49, 3378, 7303, 334},
                                                    {50, 60, 1017.04, 3686, 175, 378},
                                                    {60, -35, 1072.92, 3096, 52401, 296},
                                                    {60, 40, 1035.47, 3427, 425, 331}})));
}

TEST_CASE("ethylene glycol agrees with the ASHRAE tables") {
  check(Glycol::ethylene, GENERATE(values<Tabled>({{10, 0, 1018.73, 3937, 208, 511},
                                                   {10, 40, 1006.01, 4007, 80, 572},
                                                   {20, -5, 1036.85, 3757, 365, 460},
                                                   {20, 20, 1029.72, 3815, 165, 497},
                                                   {20, 40, 1021.83, 3861, 106, 520},
                                                   {30, 20, 1045.25, 3645, 220, 453},
                                                   {30, 40, 1036.78, 3702, 134, 473},
                                                   {30, 100, 999.69, 3872, 49, 504},
                                                   {40, -20, 1071.98, 3334, 1575, 371},
                                                   {40, 20, 1059.68, 3468, 296, 415},
                                                   {50, -35, 1089.94, 3068, 6693, 328},
                                                   {50, 60, 1052.04, 3435, 143, 404},
                                                   {60, -35, 1104.6, 2844, 9344, 307},
                                                   {60, 40, 1075.95, 3171, 284, 360}})));
}

TEST_CASE("a glycol of 25 percent lies between the tabled 20 and 30") {
  const auto glycol = GENERATE(Glycol::propylene, Glycol::ethylene);
  for (const double celsius : {10.0, 25.0, 40.0, 60.0}) {
    const auto at = [&](double x) { return glycol_properties(glycol, celsius * units::degC, ratio(x)); };
    CAPTURE(celsius);
    CHECK(at(0.25).density > at(0.2).density);
    CHECK(at(0.25).density < at(0.3).density);
    CHECK(at(0.25).heat < at(0.2).heat);
    CHECK(at(0.25).heat > at(0.3).heat);
    CHECK(at(0.25).viscosity > at(0.2).viscosity);
    CHECK(at(0.25).viscosity < at(0.3).viscosity);
    CHECK(at(0.25).conductivity < at(0.2).conductivity);
    CHECK(at(0.25).conductivity > at(0.3).conductivity);
  }
}

TEST_CASE("viscosity falls with temperature at every fraction") {
  const auto glycol = GENERATE(Glycol::propylene, Glycol::ethylene);
  for (int percent = 10; percent <= 60; ++percent) {
    const auto fraction = ratio(percent / 100.0);
    auto warmth = glycol_freezing_point(glycol, fraction);
    auto last = glycol_properties(glycol, warmth, fraction).viscosity;
    while (warmth < 99.0 * units::degC) {
      warmth = warmth + 1.0 * units::K;
      const auto next = glycol_properties(glycol, warmth, fraction).viscosity;
      CAPTURE(percent, warmth.in(units::degC));
      REQUIRE(next < last);
      last = next;
    }
  }
}

TEST_CASE("glycols freeze where the ASHRAE tables say") {
  // The same tables, TFreeze: degC at percent by volume, printed to 0.1 K; that of ethylene is less even than
  // a polynomial can be.
  const auto [percent, propylene] = GENERATE(table<double, double>(
      {{14.5, -5.1}, {19.4, -7.1}, {24.4, -9.6}, {29.4, -12.7}, {39.6, -21.1}, {49.9, -33.5}, {60, -51.1}}));
  CHECK(glycol_freezing_point(Glycol::propylene, ratio(percent / 100)).in(units::degC) ==
        Approx(propylene).margin(0.1));
  const auto [parts, ethylene] = GENERATE(table<double, double>({{13.6, -5.4},
                                                                 {20.1, -8.9},
                                                                 {24.8, -12.0},
                                                                 {29.6, -15.4},
                                                                 {40.5, -25.3},
                                                                 {49.6, -36.4},
                                                                 {55.7, -45.6}}));
  CHECK(glycol_freezing_point(Glycol::ethylene, ratio(parts / 100)).in(units::degC) ==
        Approx(ethylene).margin(0.18));
}
