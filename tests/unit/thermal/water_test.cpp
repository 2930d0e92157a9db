#include "thermal/water.hpp"

#include <catch2/catch.hpp>

using namespace shellfit;
using namespace shellfit::thermal;

TEST_CASE("water agrees with the verification table of IAPWS-IF97") {
  // IAPWS R7-97(2012), table 5: v m3/kg, h and u kJ/kg, s and cp kJ/(kg K), w m/s, at K and MPa.
  struct Row {
    double kelvin, mega_pascal;
    WaterState state;
  };
  const auto row = GENERATE(
      Row{300, 3, {0.100215168e-2, 0.115331273e3, 0.112324818e3, 0.392294792, 0.417301218e1, 0.150773921e4}},
      Row{300, 80, {0.971180894e-3, 0.184142828e3, 0.106448356e3, 0.368563852, 0.401008987e1, 0.163469054e4}},
      Row{500,
          3,
          {0.120241800e-2, 0.975542239e3, 0.971934985e3, 0.258041912e1, 0.465580682e1, 0.124071337e4}});
  CAPTURE(row.kelvin, row.mega_pascal);
  const auto pressure = row.mega_pascal * 1e6 * units::Pa_absolute;
  const auto state = water_state(row.kelvin * units::kelvin, pressure);
  const auto nine_digits = [](double expected) { return Approx(expected).epsilon(5e-9); };
  CHECK(state.volume_m3_kg == nine_digits(row.state.volume_m3_kg));
  CHECK(state.enthalpy_j_kg / 1e3 == nine_digits(row.state.enthalpy_j_kg));
  CHECK(state.energy_j_kg / 1e3 == nine_digits(row.state.energy_j_kg));
  CHECK(state.entropy_j_kgk / 1e3 == nine_digits(row.state.entropy_j_kgk));
  CHECK(state.heat_j_kgk / 1e3 == nine_digits(row.state.heat_j_kgk));
  CHECK(state.sound_m_s == nine_digits(row.state.sound_m_s));
  const auto p = water_properties(row.kelvin * units::kelvin, pressure);
  CHECK(1.0 / p.density.in_si() == nine_digits(row.state.volume_m3_kg));
  CHECK(p.heat.in_si() / 1e3 == nine_digits(row.state.heat_j_kgk));
}

TEST_CASE("water boils where IAPWS-IF97 says") {
  // IAPWS R7-97(2012), table 35 (MPa at K) and table 36 (K at MPa).
  const auto [kelvin, mega_pascal] =
      GENERATE(table<double, double>({{300, 0.353658941e-2}, {500, 0.263889776e1}, {600, 0.123443146e2}}));
  CHECK(vapour_pressure(kelvin * units::kelvin).in_si() / 1e6 == Approx(mega_pascal).epsilon(5e-9));
  const auto [pressure, boiling] =
      GENERATE(table<double, double>({{0.1, 0.372755919e3}, {1, 0.453035632e3}, {10, 0.584149488e3}}));
  CHECK(boiling_point(pressure * 1e6 * units::Pa_absolute).in_si() == Approx(boiling).epsilon(5e-9));
}

TEST_CASE("the boiling point undoes the vapour pressure") {
  for (double celsius = 0.0; celsius <= 370.0; celsius += 10.0) {
    CAPTURE(celsius);
    CHECK(boiling_point(vapour_pressure(celsius * units::degC)).in(units::degC) ==
          Approx(celsius).margin(1e-5));
  }
}

TEST_CASE("water's viscosity agrees with the verification table of IAPWS") {
  // IAPWS R12-08, table 4 (without the critical enhancement): uPa s at K and kg/m3.
  const auto [kelvin, density, micro_pascal_s] =
      GENERATE(table<double, double, double>({{298.15, 998, 889.735100},
                                              {298.15, 1200, 1437.649467},
                                              {373.15, 1000, 307.883622},
                                              {433.15, 1, 14.538324},
                                              {433.15, 1000, 217.685358},
                                              {873.15, 1, 32.619287},
                                              {873.15, 100, 35.802262},
                                              {873.15, 600, 77.430195},
                                              {1173.15, 1, 44.217245},
                                              {1173.15, 100, 47.640433},
                                              {1173.15, 400, 64.154608}}));
  CAPTURE(kelvin, density);
  const auto viscosity = water_viscosity(kelvin * units::kelvin, density * units::kg_per_m3);
  CHECK(viscosity.in_si() * 1e6 == Approx(micro_pascal_s).margin(1e-6));
}

TEST_CASE("water's conductivity agrees with the verification table of IAPWS") {
  // IAPWS R15-11, table 4 (without the critical enhancement): mW/(m K) at K and kg/m3.
  const auto [kelvin, density, milli_watt] =
      GENERATE(table<double, double, double>({{298.15, 0, 18.4341883},
                                              {298.15, 998, 607.712868},
                                              {298.15, 1200, 799.038144},
                                              {873.15, 0, 79.1034659}}));
  CAPTURE(kelvin, density);
  const auto conductivity = water_conductivity(kelvin * units::kelvin, density * units::kg_per_m3);
  CHECK(conductivity.in_si() * 1e3 == Approx(milli_watt).epsilon(5e-9));
}

TEST_CASE("derivatives of the Gibbs energy belong together") {
  // cp is the slope of enthalpy, and by energy and enthalpy h - u = p v.
  const auto pressure = 300.0 * units::kPa_absolute;
  for (double celsius = 5.0; celsius < 100.0; celsius += 15.0) {
    CAPTURE(celsius);
    const auto at = [&](double c) { return water_state(c * units::degC, pressure); };
    const double slope = (at(celsius + 0.01).enthalpy_j_kg - at(celsius - 0.01).enthalpy_j_kg) / 0.02;
    CHECK(at(celsius).heat_j_kgk == Approx(slope).epsilon(1e-6));
    CHECK(at(celsius).enthalpy_j_kg - at(celsius).energy_j_kg ==
          Approx(pressure.in_si() * at(celsius).volume_m3_kg).epsilon(1e-6));
  }
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
