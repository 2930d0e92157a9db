#include "thermal/exchanger.hpp"

#include "tests/unit/thermal/constant_fluid.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace shellfit;
using namespace shellfit::thermal;

namespace {

FluidProperties at(const Fluid& fluid, double celsius) {
  return properties_of(fluid, celsius * units::degC, rating_pressure);
}
VolumeFlow volume(const Fluid& fluid, double kg_s, double celsius) {
  return VolumeFlow::from_si(kg_s / at(fluid, celsius).density.in_si());
}

/// Vertiv Liebert XDU1350: 1,350 kW, 20.6 kg/s on both sides, PG20 returning at 32 degC, approach 4 K
/// (Modelica Buildings Library, DataCenterEquipment/CDUs/LiquidToLiquid/Data/VertivLiebertXDU1350.mo, of
/// SL-70799 R10/25). The facility water that goes with these figures enters at 11.5 degC.
const Fluid pg20{Fluid::Kind::propylene_glycol, ratio(0.20)};
struct Rated {
  ExchangerRating rating;
  double hot_in_c, hot_out_c, cold_in_c, cold_out_c;
};
Rated xdu1350() {
  constexpr double kg_s = 20.6;
  Rated r{};
  r.hot_in_c = 32.0;
  r.hot_out_c = r.hot_in_c - 1350e3 / (kg_s * at(pg20, 24.0).heat.in_si());
  r.cold_in_c = r.hot_out_c - 4.0;
  r.cold_out_c = r.cold_in_c + 1350e3 / (kg_s * at(Fluid::water, 19.0).heat.in_si());
  r.rating.hot_fluid = pg20;
  r.rating.hot_flow = volume(pg20, kg_s, r.hot_in_c);
  r.rating.cold_flow = volume(Fluid::water, kg_s, r.cold_in_c);
  r.rating.duty = 1350.0 * units::kW_heat;
  r.rating.hot_in = r.hot_in_c * units::degC;
  r.rating.cold_in = r.cold_in_c * units::degC;
  return r;
}
double heat_on(const Rated& r, const Fluid& coolant, double hot_kg_s = 20.6, double cold_kg_s = 20.6) {
  const auto hot = exchanger_stream(at(coolant, 0.5 * (r.hot_in_c + r.hot_out_c)), hot_kg_s);
  const auto cold = exchanger_stream(at(Fluid::water, 0.5 * (r.cold_in_c + r.cold_out_c)), cold_kg_s);
  return exchange_w_k(exchanger_constants(r.rating), hot, cold) * (r.hot_in_c - r.cold_in_c);
}

}  // namespace

TEST_CASE("Deschutes: 2 MW at an approach of 3 K need an effectiveness of 0.84") {
  // Google Project Deschutes (OCP, CDU information, 24 March 2026, as in Modelica Buildings Library,
  // GoogleProjectDeschutes_2MW.mo): 31.48 kg/s PG25, 32.30 kg/s water entering at 26.8 degC. By the heat
  // balance the racks return at 45.9 to 46.2 degC (cp 3.95 by ASHRAE, 3.87 by the library's mixture of mass);
  // the record itself says 45.
  ExchangerRating rating;
  rating.hot_fluid = Fluid::pg25;
  rating.duty = 2000.0 * units::kW_heat;
  rating.cold_in = 26.8 * units::degC;
  const double supply_c = 29.8;
  const double return_c = supply_c + 2e6 / (31.48 * at(Fluid::pg25, 38.0).heat.in_si());
  CHECK(std::fabs(return_c - 45.0) < 1.5);
  rating.hot_in = return_c * units::degC;
  rating.hot_flow = volume(Fluid::pg25, 31.48, return_c);
  rating.cold_flow = volume(Fluid::water, 32.30, 26.8);
  const auto cdu = exchanger_constants(rating);
  CHECK(cdu.hot_kg_s == Approx(31.48));
  CHECK(cdu.cold_kg_s == Approx(32.30));
  const double hot_w_k = 2e6 / (return_c - supply_c);
  CHECK((return_c - supply_c) / (return_c - 26.8) == Approx(0.845).margin(0.005));
  CHECK(cdu.conductance_w_k / hot_w_k == Approx(4.386).epsilon(0.03));
  CHECK(cdu.conductance_w_k == Approx(534e3).epsilon(0.05));
  // The rating comes back, and with it the approach.
  const auto hot = exchanger_stream(at(Fluid::pg25, 0.5 * (supply_c + return_c)), 31.48);
  const auto cold = exchanger_stream(at(Fluid::water, 26.8 + 0.5 * 2e6 / (32.30 * 4179)), 32.30);
  CHECK(exchange_w_k(cdu, hot, cold) * (return_c - 26.8) == Approx(2e6).epsilon(1e-5));
}

TEST_CASE("the XDU1350 gives its rating back on PG20, more on water and less on PG25") {
  const auto r = xdu1350();
  CHECK(r.cold_in_c == Approx(11.5).margin(0.1));
  CHECK(heat_on(r, pg20) == Approx(1350e3).epsilon(1e-5));
  CHECK(heat_on(r, Fluid::pg25) < 0.99 * heat_on(r, pg20));
  CHECK(heat_on(r, Fluid::pg25) > 0.94 * heat_on(r, pg20));
  CHECK(heat_on(r, Fluid::water) > 1.04 * heat_on(r, pg20));
  CHECK(heat_on(r, Fluid::water) < 1.15 * heat_on(r, pg20));
}

TEST_CASE("a film goes with k^(2/3) c^(1/3) mu^(1/3 - n)") {
  // Dittus-Boelter form: twice the viscosity at n = 0.7 costs a factor 2^(1/3 - 0.7).
  const ExchangerStream one{1.0, 4000.0, 1e-3, 0.5};
  CHECK(film_group({1.0, 4000.0, 2e-3, 0.5}, 0.7) / film_group(one, 0.7) ==
        Approx(std::pow(2.0, 1.0 / 3 - 0.7)));
  CHECK(film_group({1.0, 4000.0, 1e-3, 1.0}, 0.7) / film_group(one, 0.7) == Approx(std::pow(2.0, 2.0 / 3)));
  CHECK(film_group({1.0, 8000.0, 1e-3, 0.5}, 0.7) / film_group(one, 0.7) == Approx(std::pow(2.0, 1.0 / 3)));
}

TEST_CASE("coils at other flows pass what the Modelica Buildings Library passes") {
  // Buildings.Fluid.HeatExchangers.Validation.DryCoilEffectivenessNTU, reference results of
  // github.com/lbl-srg/modelica-buildings at c4117cce, columns hexCroUnm.Q1_flow and hexCou.Q1_flow. Rated: 5
  // kg/s of water (4184 J/kgK) from 30 degC, air of the same capacity rate (1014.54 J/kgK) from 20
  // degC, 83.68 kW; films with flow to the power 0.85 and 0.8, that of air 2/3 of that of water.
  struct Row {
    double water_kg_s, air_kg_s, water_in_c, crossflow_w, counterflow_w;
  };
  const double water_j_kgk = 4184.0;
  const double air_j_kgk = 0.99 * 1006.0 + 0.01 * 1860.0;
  const double rated_w_k = 5 * water_j_kgk;
  const double rated_air_kg_s = rated_w_k / air_j_kgk;
  // The library holds the ratio of capacity rates at 0.98 when it rates counterflow; ours need not.
  const double theirs = counterflow_ntu(0.4, 0.98) * rated_w_k;
  CHECK(conductance_needed(Arrangement::counterflow, 0.4 * rated_w_k * 10, rated_w_k, rated_w_k, 10) ==
        Approx(theirs).epsilon(0.008));
  const double crossed =
      conductance_needed(Arrangement::crossflow_unmixed, 0.4 * rated_w_k * 10, rated_w_k, rated_w_k, 10);
  for (const auto& row : {Row{15.811388, 92.216263, 40.0, 556052.06, 542185.31},
                          Row{14.832394, 51.61914, 39.8, 404479.38, 397040.54},
                          Row{6.3245581, 40.547202, 38.6, 236963.68, 231873.65}}) {
    const auto heat_w = [&](Arrangement arrangement, double rated) {
      const double ua = series_conductance_w_k(rated, 0.4, std::pow(row.water_kg_s / 5, 0.85),
                                               std::pow(row.air_kg_s / rated_air_kg_s, 0.8));
      return exchange_w_k(arrangement, ua, row.water_kg_s * water_j_kgk, row.air_kg_s * air_j_kgk) *
             (row.water_in_c - 20.0);
    };
    CHECK(heat_w(Arrangement::crossflow_unmixed, crossed) == Approx(row.crossflow_w).epsilon(1e-6));
    CHECK(heat_w(Arrangement::counterflow, theirs) == Approx(row.counterflow_w).epsilon(1e-5));
  }
}

TEST_CASE("cross-flow has its limits, stays under counterflow, and its NTU is its inverse") {
  for (const double ntu : {0.1, 0.7, 2.0, 5.0}) {
    CHECK(effectiveness_of(Arrangement::crossflow_unmixed, ntu, 0.0) == Approx(1 - std::exp(-ntu)));
    CHECK(effectiveness_of(Arrangement::crossflow_unmixed, ntu, 1e-8) == Approx(1 - std::exp(-ntu)));
    for (const double ratio : {0.2, 0.6, 1.0}) {
      const double e = effectiveness_of(Arrangement::crossflow_unmixed, ntu, ratio);
      CHECK(e < counterflow_effectiveness(ntu, ratio));
      CHECK(ntu_of(Arrangement::crossflow_unmixed, e, ratio) == Approx(ntu).epsilon(1e-9));
    }
  }
  CHECK(std::isinf(ntu_of(Arrangement::crossflow_unmixed, 1.0, 0.5)));
  CHECK(std::isinf(ntu_of(Arrangement::counterflow, 1.2, 0.5)));
}

TEST_CASE("the cold flow for a duty passes that duty") {
  const auto r = xdu1350();
  const auto cdu = exchanger_constants(r.rating);
  const auto hot = exchanger_stream(at(Fluid::pg25, 24.0), 18.0);
  auto cold = exchanger_stream(at(Fluid::water, 19.0), 25.0);
  const double lift_k = 20.0;
  for (const double duty_w : {1e3, 200e3, 900e3, 1.2e6}) {
    const double kg_s = cold_flow_for(cdu, duty_w, hot, 310.0, cold, 310.0 - lift_k);
    auto some = cold;
    some.kg_s = kg_s;
    CHECK(kg_s < cold.kg_s);
    CHECK(exchange_w_k(cdu, hot, some) * lift_k == Approx(duty_w).epsilon(1e-8));
  }
  CHECK(cold_flow_for(cdu, 5e6, hot, 310.0, cold, 290.0) == 25.0);  // all there is
  CHECK(cold_flow_for(cdu, 1e3, hot, 290.0, cold, 310.0) == 25.0);  // no flow would do
  CHECK(cold_flow_for(cdu, 0.0, hot, 310.0, cold, 290.0) == 0.0);
}

TEST_CASE("nothing passes without flow, and a rating that contradicts itself passes all there is") {
  auto r = xdu1350();
  const auto hot = exchanger_stream(at(pg20, 24.0), 20.0);
  const auto still = exchanger_stream(at(Fluid::water, 19.0), 0.0);
  CHECK(exchange_w_k(exchanger_constants(r.rating), hot, still) == 0.0);
  CHECK(exchange_w_k(exchanger_constants(r.rating), still, hot) == 0.0);
  r.rating.duty = 5000.0 * units::kW_heat;
  const auto impossible = exchanger_constants(r.rating);
  CHECK(std::isinf(impossible.conductance_w_k));
  const auto cold = exchanger_stream(at(Fluid::water, 19.0), 10.0);
  CHECK(exchange_w_k(impossible, hot, cold) == Approx(cold.capacity_w_k()));
}

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
  CHECK(series_conductance_w_k(1000.0, 0.5, std::pow(0.5, 0.7), 1.0) ==
        Approx(1000.0 / (0.5 / std::pow(0.5, 0.7) + 0.5)));
  const auto r = xdu1350();
  const auto cdu = exchanger_constants(r.rating);
  const auto hot = exchanger_stream(at(pg20, 0.5 * (r.hot_in_c + r.hot_out_c)), 10.3);
  const auto cold = exchanger_stream(at(Fluid::water, 0.5 * (r.cold_in_c + r.cold_out_c)), 20.6);
  CHECK(conductance_w_k(cdu, hot, cold) ==
        Approx(cdu.conductance_w_k / (0.5 / std::pow(0.5, 0.7) + 0.5)).epsilon(1e-4));
}

TEST_CASE("an exchanger gives its rating at its rating, and nothing when the hot side is no warmer") {
  const ExchangerRating rating{Fluid::pg25,           Fluid::water,           20.0 * units::L_per_s,
                               25.0 * units::L_per_s, 600.0 * units::kW_heat, 50.0 * units::degC,
                               30.0 * units::degC};
  const auto heat_kw = [&](double hot_flow, double hot_c, double cold_c) {
    return exchanger_capacity(exchanger_constants(rating),
                              {Fluid::pg25, hot_flow * units::L_per_s, hot_c * units::degC},
                              {Fluid::water, rating.cold_flow, cold_c * units::degC}, rating_pressure)
        .in(units::kW_heat);
  };
  CHECK(heat_kw(20.0, 50.0, 30.0) == Approx(600.0).epsilon(1e-9));
  CHECK(heat_kw(20.0, 30.0, 30.0) == 0.0);
  CHECK(heat_kw(20.0, 25.0, 30.0) == 0.0);
  CHECK(heat_kw(0.0, 50.0, 30.0) == 0.0);
  CHECK(heat_kw(10.0, 50.0, 30.0) < 600.0);
  CHECK(heat_kw(10.0, 50.0, 30.0) > 300.0);  // half the flow is better used
}

TEST_CASE("a CDU rated on water gives less heat to coolant") {
  // 2 MW at 2,125 and 1,950 L/min of water, an approach of 3 K under 40 degC; with PG25 the film and the
  // heat that a litre carries are both less.
  ExchangerRating rating{Fluid::water,
                         Fluid::water,
                         2125.0 * units::L_per_min,
                         1950.0 * units::L_per_min,
                         2000.0 * units::kW_heat,
                         (40.0 + 2000e3 / (2125.0 / 60e3 * 988.5 * 4180)) * units::degC,
                         37.0 * units::degC};
  const auto heat_kw = [&](const Fluid& coolant) {
    return exchanger_capacity(exchanger_constants(rating), {coolant, rating.hot_flow, rating.hot_in},
                              {Fluid::water, rating.cold_flow, rating.cold_in}, rating_pressure)
        .in(units::kW_heat);
  };
  CHECK(heat_kw(Fluid::water) == Approx(2000.0).epsilon(1e-9));
  // By hand: hot film (0.506/0.641)^(2/3) (3.90/4.18)^(1/3) (1.05/0.565)^(1/3 - 0.7) (1005/988)^0.7 = 0.67
  // of the rated one, UA 0.80 of it.
  CHECK(heat_kw(Fluid::pg25) < 0.97 * heat_kw(Fluid::water));
  CHECK(heat_kw(Fluid::pg25) > 0.85 * heat_kw(Fluid::water));
}

TEST_CASE("a coil passes less heat in thin air than its volume flows say") {
  // An air unit of 200 kW, 12 m3/s of air of 36 degC against water of 18: at 83 kPa 18 % less mass. Its film,
  // 0.8 of the resistance, falls with the power 0.5 of that: UA by 1/(0.8/0.9051 + 0.2) = 0.9226.
  const ExchangerRating rating{Fluid::air,
                               Fluid::water,
                               12.0 * units::m3_per_s,
                               5.0 * units::L_per_s,
                               200.0 * units::kW_heat,
                               36.0 * units::degC,
                               18.0 * units::degC,
                               0.8,
                               0.5,
                               0.8};
  const auto coil = exchanger_constants(rating);
  const auto thin = 83.0 * units::kPa_absolute;
  const auto air = properties_of(Fluid::air, 29.0 * units::degC, thin);
  const auto water = exchanger_stream(at(Fluid::water, 22.8), coil.cold_kg_s);
  const double kg_s = coil.hot_kg_s * 83.0 / 101.325;
  CHECK(conductance_w_k(coil, exchanger_stream(air, kg_s), water) ==
        Approx(0.9226 * coil.conductance_w_k).epsilon(2e-3));
  const auto at_height = exchanger_capacity(coil, {Fluid::air, rating.hot_flow, rating.hot_in},
                                            {Fluid::water, rating.cold_flow, rating.cold_in}, thin);
  CHECK(at_height.in(units::kW_heat) ==
        Approx(exchange_w_k(Arrangement::counterflow, 0.9226 * coil.conductance_w_k, kg_s * 1007,
                            coil.cold_kg_s * 4180) *
               18e-3)
            .epsilon(2e-3));
}

TEST_CASE("a rating that asks for more than its inlets allow gives no more than they allow") {
  FluidTable table;
  const auto water = constant(table, Fluid::water, 32.0);
  ExchangerRating rating{water, water};
  rating.hot_flow = 10.0 * units::L_per_s;
  rating.cold_flow = 20.0 * units::L_per_s;
  rating.hot_in = 35.0 * units::degC;
  rating.cold_in = 30.0 * units::degC;
  rating.duty = 400.0 * units::kW_heat;  // C_min ΔT is about 207 kW
  CHECK(rated_effectiveness(rating) == Approx(400.0 / 207.8).epsilon(1e-2));
  CHECK_FALSE(std::isfinite(exchanger_constants(rating).conductance_w_k));
  const auto most = exchanger_capacity(exchanger_constants(rating), {water, rating.hot_flow, rating.hot_in},
                                       {water, rating.cold_flow, rating.cold_in}, rating_pressure);
  CHECK(most.in(units::kW_heat) == Approx(400.0 / rated_effectiveness(rating)).epsilon(1e-12));
}
