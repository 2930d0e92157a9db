#include "thermal/rating.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace shellfit;
using namespace shellfit::thermal;

TEST_CASE("the counterflow oil cooler of Incropera is as effective as its example says") {
  // Incropera and DeWitt, Fundamentals of Heat and Mass Transfer, 6th ed., example 11.1: oil 0.1 kg/s of
  // 2131 J/kgK from 100 to 60 degC, water 0.2 kg/s of 4178 J/kgK entering at 30; U 38.1 W/m2K, D 25 mm,
  // L 65.9 m.
  const double oil = 0.1 * 2131;
  const double water = 0.2 * 4178;
  const double conductance = 38.1 * 3.14159265 * 0.025 * 65.9;
  const double effectiveness = counterflow_effectiveness(conductance / oil, oil / water);
  CHECK(effectiveness * oil * (100.0 - 30.0) == Approx(8524.0).epsilon(2e-3));
  CHECK(counterflow_ntu((100.0 - 60.0) / (100.0 - 30.0), oil / water) * oil ==
        Approx(conductance).epsilon(5e-3));
}

TEST_CASE("counterflow effectiveness has its limits") {
  // Kays and London, Compact Heat Exchangers, 2-13: 1 - exp(-NTU) at Cr = 0, NTU/(1 + NTU) at Cr = 1.
  for (const double ntu : {0.1, 0.5, 1.0, 2.0, 5.0}) {
    CHECK(counterflow_effectiveness(ntu, 0.0) == Approx(1 - std::exp(-ntu)).epsilon(1e-12));
    CHECK(counterflow_effectiveness(ntu, 1.0) == Approx(ntu / (1 + ntu)).epsilon(1e-12));
    // The general law runs into the limit without a step.
    CHECK(counterflow_effectiveness(ntu, 1 - 1e-7) == Approx(ntu / (1 + ntu)).epsilon(1e-6));
  }
  // NTU 2, Cr 0.5: (1 - e^-1) / (1 - 0.5 e^-1) = 0.632121 / 0.816060.
  CHECK(counterflow_effectiveness(2.0, 0.5) == Approx(0.774601).epsilon(1e-5));
}

TEST_CASE("NTU and effectiveness are each other's inverse") {
  for (const double ntu : {0.05, 0.7, 3.0, 8.0}) {
    for (const double ratio : {0.0, 0.3, 0.9, 1.0})
      CHECK(counterflow_ntu(counterflow_effectiveness(ntu, ratio), ratio) == Approx(ntu).epsilon(1e-9));
  }
}

TEST_CASE("a film's conductance follows its flow to its exponent") {
  // Half the resistance on each side. Hot flow halved at exponent 0.7: 1/(0.5/0.5^0.7 + 0.5).
  CHECK(conductance_w_k(1000.0, 0.5, 1.0, 0.7, 1.0, 0.7) == Approx(1000.0));
  CHECK(conductance_w_k(1000.0, 0.5, 0.5, 0.7, 1.0, 0.7) ==
        Approx(1000.0 / (0.5 / std::pow(0.5, 0.7) + 0.5)));
  CHECK(conductance_w_k(1000.0, 1.0, 0.5, 0.8, 0.1, 0.8) == Approx(1000.0 * std::pow(0.5, 0.8)));
}

TEST_CASE("an exchanger gives its rating at its rating, and nothing when the hot side is no warmer") {
  ExchangerRating rating;
  rating.hot_fluid = Fluid::pg25;
  rating.hot_flow = 20.0 * units::L_per_s;
  rating.cold_flow = 25.0 * units::L_per_s;
  rating.duty = 600.0 * units::kW_heat;
  rating.hot_in = 50.0 * units::degC;
  rating.cold_in = 30.0 * units::degC;
  const auto at = [&](double hot_flow, double hot_c, double cold_c) {
    return exchanger_capacity(rating, hot_flow * units::L_per_s, rating.cold_flow, hot_c * units::degC,
                              cold_c * units::degC, rating_pressure)
        .in(units::kW_heat);
  };
  CHECK(at(20.0, 50.0, 30.0) == Approx(600.0).epsilon(1e-9));
  CHECK(at(20.0, 30.0, 30.0) == 0.0);
  CHECK(at(20.0, 25.0, 30.0) == 0.0);
  CHECK(at(0.0, 50.0, 30.0) == 0.0);
  CHECK(at(10.0, 50.0, 30.0) < 600.0);
  CHECK(at(10.0, 50.0, 30.0) > 300.0);  // half the flow is better used
}

TEST_CASE("a dry cooler's constants give its rating back") {
  // 400 kW from 40 to 30 degC with air at 25: C = 40 kW/K each side, ε = 10/15, NTU = ε/(1 - ε) = 2.
  const auto constants =
      cooler_constants({400.0 * units::kW_heat, 40.0 * units::degC, 30.0 * units::degC, 25.0 * units::degC});
  CHECK(constants.conductance_w_k == Approx(80e3).epsilon(1e-9));
  CHECK(constants.air_capacity_rate_w_k == Approx(40e3).epsilon(1e-9));
  CHECK(cooler_heat_w_k(constants, 40e3) * 15.0 == Approx(400e3).epsilon(1e-9));
  // Water at half the rate: C_min 20 kW/K, Cr 0.5, NTU 4: ε = (1 - e^-2)/(1 - 0.5 e^-2).
  const double e = std::exp(-2.0);
  CHECK(cooler_heat_w_k(constants, 20e3) == Approx(20e3 * (1 - e) / (1 - 0.5 * e)).epsilon(1e-9));
}

TEST_CASE("thin air carries less, in proportion, and films fall with its power 0.6") {
  const CoolerConstants constants{80e3, 40e3};
  const auto high = at_pressure(constants, 83.0 * units::kPa_absolute);
  CHECK(high.air_capacity_rate_w_k == Approx(40e3 * 83.0 / 101.325));
  CHECK(high.conductance_w_k == Approx(80e3 * std::pow(83.0 / 101.325, 0.6)));
  CHECK(cooler_heat_w_k(high, 40e3) < cooler_heat_w_k(constants, 40e3));
}

TEST_CASE("a rating that asks for more than its inlets allow gives no more than they allow") {
  ExchangerRating rating;
  rating.hot_flow = 10.0 * units::L_per_s;
  rating.cold_flow = 20.0 * units::L_per_s;
  rating.hot_in = 35.0 * units::degC;
  rating.cold_in = 30.0 * units::degC;
  rating.duty = 400.0 * units::kW_heat;  // C_min ΔT is about 207 kW
  CHECK(rated_effectiveness(rating) == Approx(400.0 / 207.8).epsilon(1e-2));
  CHECK_FALSE(std::isfinite(rated_conductance_w_k(rating)));
  const auto most = exchanger_capacity(rating, rating.hot_flow, rating.cold_flow, rating.hot_in,
                                       rating.cold_in, rating_pressure);
  CHECK(most.in(units::kW_heat) == Approx(400.0 / rated_effectiveness(rating)).epsilon(1e-12));
}
