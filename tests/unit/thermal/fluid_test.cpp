#include "thermal/fluid.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <cmath>

using namespace shellfit;
using namespace shellfit::thermal;

TEST_CASE("water agrees with the verification table of IAPWS-IF97") {
  // IAPWS R7-97(2012), table 5: v in m3/kg, cp in kJ/(kg K), at T and p.
  const auto [kelvin, mega_pascal, volume, heat] =
      GENERATE(table<double, double, double, double>({{300, 3, 0.100215168e-2, 0.417301218e1},
                                                      {300, 80, 0.971180894e-3, 0.401008987e1},
                                                      {500, 3, 0.120241800e-2, 0.465580682e1}}));
  const auto p = water_properties(kelvin * units::kelvin, mega_pascal * 1e6 * units::Pa_absolute);
  CHECK(1.0 / p.density.in_si() == Approx(volume).epsilon(1e-8));
  CHECK(p.heat.in_si() / 1e3 == Approx(heat).epsilon(1e-8));
}

TEST_CASE("water's viscosity agrees with the verification table of IAPWS") {
  // IAPWS R12-08, table 4 (without the critical enhancement): µPa s at T and density. The density is met by
  // pressure.
  const auto [kelvin, density, micro_pascal_s] =
      GENERATE(table<double, double, double>({{298.15, 998.0, 889.735100}, {373.15, 1000.0, 307.883622}}));
  double low = 1e5;
  double high = 150e6;
  for (int i = 0; i < 100; ++i) {
    const double middle = 0.5 * (low + high);
    const auto p = water_properties(kelvin * units::kelvin, middle * units::Pa_absolute);
    (p.density.in_si() < density ? low : high) = middle;
  }
  const auto p = water_properties(kelvin * units::kelvin, low * units::Pa_absolute);
  REQUIRE(p.density.in_si() == Approx(density).epsilon(1e-12));
  CHECK(p.viscosity.in_si() * 1e6 == Approx(micro_pascal_s).epsilon(1e-8));
}

TEST_CASE("water at 20 degC has the viscosity by which viscometers are calibrated") {
  // ISO/TR 3666:1998: 1.0016 mPa s, to 0.17 %.
  const auto p = water_properties(20.0 * units::degC, 101325.0 * units::Pa_absolute);
  CHECK(p.viscosity.in_si() * 1e3 == Approx(1.0016).epsilon(1.7e-3));
}

TEST_CASE("water at ordinary temperatures has its handbook density") {
  // CRC Handbook of Chemistry and Physics, "Standard density of water" (ITS-90), kg/m3, printed to 0.01.
  const auto [celsius, density] = GENERATE(table<double, double>(
      {{4, 999.97}, {10, 999.70}, {20, 998.21}, {25, 997.05}, {50, 988.04}, {90, 965.31}}));
  const auto p = water_properties(celsius * units::degC, 101325.0 * units::Pa_absolute);
  CHECK(p.density.in_si() == Approx(density).margin(0.012));
}

TEST_CASE("water's specific heat is the handbook's") {
  // NIST Chemistry WebBook (IAPWS-95): 4184.1 and 4181.3 J/(kg K); IF97 is within 0.05 % of it here.
  const auto heat_at = [](double celsius) {
    return water_properties(celsius * units::degC, 101325.0 * units::Pa_absolute).heat.in_si();
  };
  CHECK(heat_at(20.0) == Approx(4184.1).epsilon(5e-4));
  CHECK(heat_at(25.0) == Approx(4181.3).epsilon(5e-4));
}

TEST_CASE("propylene glycol agrees with the ASHRAE tables") {
  // ASHRAE Handbook Fundamentals 2001, chapter 21, as kept in CoolProp's ASHRAE__Propylene_Glycol_*.txt:
  // kg/m3, J/(kg K), 1e-5 Pa s at percent by volume and degC. The fit is good to 0.02 %, 0.1 % and 2 %.
  const auto [percent, celsius, density, heat, viscosity] =
      GENERATE(table<double, double, double, double, double>({{20, 0, 1025.84, 3929, 405},
                                                              {20, 20, 1019.01, 3973, 202},
                                                              {20, 40, 1010.16, 4016, 118},
                                                              {30, 20, 1028.35, 3848, 306},
                                                              {30, 40, 1018.42, 3903, 163},
                                                              {30, 60, 1006.44, 3958, 101},
                                                              {40, 20, 1036.24, 3702, 457},
                                                              {50, -20, 1060.49, 3378, 7303},
                                                              {50, 60, 1017.04, 3686, 175},
                                                              {60, 40, 1035.47, 3427, 425}}));
  CAPTURE(percent, celsius);
  const auto p = propylene_glycol_properties(celsius * units::degC, ratio(percent / 100));
  CHECK(p.density.in_si() == Approx(density).epsilon(2e-4));
  CHECK(p.heat.in_si() == Approx(heat).epsilon(1e-3));
  CHECK(p.viscosity.in_si() == Approx(viscosity * 1e-5).epsilon(0.02));
}

TEST_CASE("PG25 lies between the tabled 20 and 30 percent") {
  for (const double celsius : {10.0, 25.0, 40.0, 60.0}) {
    const auto at = [&](double x) { return propylene_glycol_properties(celsius * units::degC, ratio(x)); };
    const auto pg25 = properties_of(Fluid::pg25, celsius * units::degC, 101.325 * units::kPa_absolute);
    CAPTURE(celsius);
    CHECK(pg25.density.in_si() == Approx(0.5 * (at(0.2).density + at(0.3).density).in_si()).epsilon(1e-3));
    CHECK(pg25.heat < at(0.2).heat);
    CHECK(pg25.heat > at(0.3).heat);
    CHECK(pg25.viscosity > at(0.2).viscosity);
    CHECK(pg25.viscosity < at(0.3).viscosity);
  }
}

TEST_CASE("propylene glycol freezes where the ASHRAE table says") {
  // The same tables, TFreeze: degC at percent by volume, printed to 0.1 K; the fit is good to 0.2 K.
  const auto [percent, celsius] = GENERATE(
      table<double, double>({{19.4, -7.1}, {24.4, -9.6}, {29.4, -12.7}, {39.6, -21.1}, {49.9, -33.5}}));
  CAPTURE(percent);
  CHECK(propylene_glycol_freezing_point(ratio(percent / 100)).in(units::degC) == Approx(celsius).margin(0.2));
}

TEST_CASE("air has the density and viscosity of the standard atmosphere") {
  // U.S. Standard Atmosphere 1976 at sea level (15 degC, 101325 Pa): 1.2250 kg/m3, 1.7894e-5 Pa s.
  const auto p = properties_of(Fluid::air, 15.0 * units::degC, 101325.0 * units::Pa_absolute);
  CHECK(p.density.in_si() == Approx(1.2250).epsilon(1e-4));
  CHECK(p.viscosity.in_si() == Approx(1.7894e-5).epsilon(1e-4));
  const auto thin = properties_of(Fluid::air, 15.0 * units::degC, 50662.5 * units::Pa_absolute);
  CHECK(thin.density.in_si() == Approx(0.6125).epsilon(1e-4));
}

TEST_CASE("each fluid knows its range, and properties end with it") {
  CHECK(in_range(Fluid::water, 50.0 * units::degC));
  CHECK_FALSE(in_range(Fluid::water, 101.0 * units::degC));
  CHECK_FALSE(in_range(Fluid::water, -1.0 * units::degC));
  CHECK(in_range(Fluid::pg25, -9.0 * units::degC));
  CHECK_FALSE(in_range(Fluid::pg25, -11.0 * units::degC));
  CHECK(in_range(Fluid::air, -40.0 * units::degC));
  const auto atmosphere = 101.325 * units::kPa_absolute;
  CHECK(properties_of(Fluid::water, 300.0 * units::degC, atmosphere).density ==
        properties_of(Fluid::water, 100.0 * units::degC, atmosphere).density);
}
