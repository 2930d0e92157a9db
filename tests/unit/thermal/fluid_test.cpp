#include "thermal/fluid.hpp"

#include "thermal/glycol.hpp"

#include <catch2/catch.hpp>

using namespace shellfit;
using namespace shellfit::thermal;

TEST_CASE("PG25 lies between the tabled 20 and 30 percent") {
  for (const double celsius : {10.0, 25.0, 40.0, 60.0}) {
    const auto at = [&](double x) {
      return glycol_properties(Glycol::propylene, celsius * units::degC, ratio(x));
    };
    const auto pg25 = properties_of(Fluid::pg25, celsius * units::degC, 101.325 * units::kPa_absolute);
    CAPTURE(celsius);
    CHECK(pg25.density.in_si() == Approx(0.5 * (at(0.2).density + at(0.3).density).in_si()).epsilon(1e-3));
    CHECK(pg25.heat < at(0.2).heat);
    CHECK(pg25.heat > at(0.3).heat);
    CHECK(pg25.viscosity > at(0.2).viscosity);
    CHECK(pg25.viscosity < at(0.3).viscosity);
  }
}

TEST_CASE("air has the density, viscosity and conductivity of the standard atmosphere") {
  // U.S. Standard Atmosphere 1976 at sea level (15 degC, 101325 Pa): 1.2250 kg/m3, 1.7894e-5 Pa s,
  // 2.5326e-2 W/(m K).
  const auto p = properties_of(Fluid::air, 15.0 * units::degC, 101325.0 * units::Pa_absolute);
  CHECK(p.density.in_si() == Approx(1.2250).epsilon(1e-4));
  CHECK(p.viscosity.in_si() == Approx(1.7894e-5).epsilon(1e-4));
  CHECK(p.conductivity.in_si() == Approx(2.5326e-2).epsilon(1e-4));
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

TEST_CASE("glycols may be any mixture of the tables, named and bounded by it") {
  const Fluid eg40{Fluid::Kind::ethylene_glycol, ratio(0.4)};
  CHECK(fluid_name(eg40) == "EG40");
  CHECK(fluid_name(Fluid::pg25) == "PG25");
  CHECK(eg40 != Fluid{Fluid::Kind::ethylene_glycol, ratio(0.3)});
  // ASHRAE Handbook Fundamentals 2001, chapter 21: 1e-5 Pa s at 20 degC.
  const auto atmosphere = 101.325 * units::kPa_absolute;
  CHECK(properties_of(eg40, 20.0 * units::degC, atmosphere).viscosity.in_si() ==
        Approx(296e-5).epsilon(0.013));
  // Its ice begins near -24.8 degC; that of 60 % below all tables.
  CHECK(freezing_point(eg40).in(units::degC) == Approx(-24.8).margin(0.4));
  CHECK(in_range(eg40, -24.0 * units::degC));
  CHECK_FALSE(in_range(eg40, -26.0 * units::degC));
  CHECK(range_of({Fluid::Kind::propylene_glycol, ratio(0.6)}).low_c == -35.0);
  CHECK(freezing_point(Fluid::water) == 0.0 * units::degC);
}

TEST_CASE("a table of a fluid is followed by straight lines and ends at its rows") {
  const auto row = [](double celsius, double density, double viscosity) {
    return FluidRow{celsius * units::degC,
                    {density * units::kg_per_m3, 4000.0 * units::J_per_kgK, viscosity * units::Pa_s,
                     0.6 * units::W_per_mK}};
  };
  const FluidTable table{row(10.0, 1000.0, 2e-3), row(30.0, 990.0, 1e-3), row(40.0, 980.0, 8e-4)};
  Fluid oil{Fluid::Kind::tabulated};
  oil.table = &table;
  const auto at = [&](double celsius) {
    return properties_of(oil, celsius * units::degC, 101325.0 * units::Pa_absolute);
  };
  CHECK(at(15.0).density.in_si() == Approx(997.5));
  CHECK(at(15.0).viscosity.in_si() == Approx(1.75e-3));
  CHECK(at(30.0).density.in_si() == Approx(990.0));
  CHECK(at(35.0).heat.in_si() == Approx(4000.0));
  CHECK(at(0.0).density.in_si() == 1000.0);
  CHECK(at(90.0).conductivity.in_si() == 0.6);
  CHECK(in_range(oil, 40.0 * units::degC));
  CHECK_FALSE(in_range(oil, 41.0 * units::degC));
  CHECK_FALSE(in_range(oil, 9.0 * units::degC));
}
