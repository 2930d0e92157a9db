#include "thermal/enthalpy.hpp"

#include "thermal/water.hpp"

#include <catch2/catch.hpp>

#include <limits>

using namespace shellfit;
using namespace shellfit::thermal;

namespace {

constexpr auto atmosphere = 101325.0 * units::Pa_absolute;

}  // namespace

TEST_CASE("the enthalpy of water is that of IAPWS-IF97") {
  const Enthalpy water(Fluid::water, atmosphere);
  const auto published = [](double kelvin) {
    return water_state(kelvin * units::kelvin, 3e5 * units::Pa_absolute).enthalpy_j_kg;
  };
  for (const double kelvin : {275.0, 290.5, 311.1, 333.33, 371.0}) {
    const double rise = water.j_kg(kelvin) - water.j_kg(274.0);
    CHECK(rise == Approx(published(kelvin) - published(274.0)).epsilon(1e-6));
    CHECK(water.heat_j_kgk(kelvin) ==
          Approx(properties_of(Fluid::water, kelvin * units::kelvin, atmosphere).heat.in_si()).epsilon(1e-6));
  }
}

TEST_CASE("a temperature is found from its enthalpy, also beyond the fluid's range") {
  for (const auto& fluid : {Fluid::water, Fluid::pg25, Fluid::air}) {
    const Enthalpy enthalpy(fluid, atmosphere);
    for (const double kelvin : {200.0, 265.0, 275.3, 300.0, 340.7, 372.0, 450.0})
      CHECK(enthalpy.temperature_k(enthalpy.j_kg(kelvin)) == Approx(kelvin).epsilon(1e-12));
  }
  CHECK(std::isnan(Enthalpy(Fluid::water, atmosphere).j_kg(std::numeric_limits<double>::quiet_NaN())));
}

TEST_CASE("between the rows of a table the enthalpy is a parabola") {
  const auto row = [](double celsius, double heat) {
    return FluidRow{
        celsius * units::degC,
        {1000.0 * units::kg_per_m3, heat * units::J_per_kgK, 1e-3 * units::Pa_s, 0.6 * units::W_per_mK}};
  };
  const FluidTable table{row(0.0, 4000.0), row(40.0, 4400.0), row(60.0, 4100.0)};
  Fluid oil{Fluid::Kind::tabulated};
  oil.table = &table;
  const Enthalpy enthalpy(oil, atmosphere);
  CHECK(enthalpy.j_kg(273.15 + 20.0) == Approx(20.0 * 4100.0).epsilon(1e-12));
  CHECK(enthalpy.j_kg(273.15 + 60.0) == Approx(40.0 * 4200.0 + 20.0 * 4250.0).epsilon(1e-12));
}

TEST_CASE("on a scale of heat equal steps are equal heat, and it meets kelvin at its mean") {
  const Enthalpy water(Fluid::water, atmosphere);
  const HeatScale scale{&water, 320.0, water.heat_j_kgk(320.0)};
  CHECK(scale.from_kelvin(320.0) == 320.0);
  CHECK(scale.slope(320.0) == 1.0);
  const double step = scale.from_kelvin(350.0) - scale.from_kelvin(300.0);
  CHECK(step * scale.heat_j_kgk == Approx(water.j_kg(350.0) - water.j_kg(300.0)).epsilon(1e-12));
  CHECK(scale.to_kelvin(scale.from_kelvin(283.0)) == Approx(283.0).epsilon(1e-12));
  CHECK(HeatScale{}.from_kelvin(283.0) == 283.0);
}
