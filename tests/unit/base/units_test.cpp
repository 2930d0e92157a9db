#include "base/units.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <type_traits>

using namespace shellfit;

TEST_CASE("a quantity is missing until it is written") {
  CHECK(RealPower{}.is_missing());
  CHECK_FALSE((0.0 * units::kW).is_missing());
  CHECK_FALSE(RealPower{} == RealPower{});
}

TEST_CASE("temperatures subtract to a difference and a difference moves a temperature") {
  const auto rise = (45.0 * units::degC) - (40.0 * units::degC);
  STATIC_REQUIRE(std::is_same_v<std::remove_const_t<decltype(rise)>, TemperatureDifference>);
  CHECK(std::fabs(rise.in_si() - 5.0) < 1e-12);
  CHECK(std::fabs(((40.0 * units::degC) + rise).in(units::degC)-45.0) < 1e-12);
  CHECK(std::fabs(((40.0 * units::degC) - rise).in(units::degC)-35.0) < 1e-12);
}

TEST_CASE("the line current of a balanced three-phase load follows from S = sqrt(3) V I") {
  // 1 MVA at 415 V: 1e6 / (1.7320508 x 415) = 1391.2 A.
  const auto current = three_phase_current(1.0 * units::MVA, 415.0 * units::V);
  CHECK(std::fabs(current.in_si() - 1391.2) < 0.05);
  CHECK(std::fabs(three_phase_power(current, 415.0 * units::V).in(units::MVA)-1.0) < 1e-12);
}

TEST_CASE("415 V between lines is 240 V to neutral") {
  CHECK(std::fabs(phase_voltage(415.0 * units::V).in_si() - 239.6) < 0.01);
}

TEST_CASE("the power factor joins real and apparent power") {
  CHECK(std::fabs(apparent_power(3000.0 * units::kW, ratio(0.8)).in(units::kVA)-3750.0) < 1e-9);
  CHECK(std::fabs(real_power(3750.0 * units::kVA, ratio(0.8)).in(units::kW)-3000.0) < 1e-9);
}

TEST_CASE("gauge pressure stands on the atmosphere") {
  const auto absolute_pressure = absolute(5.0 * units::bar_gauge, 101.325 * units::kPa_absolute);
  CHECK(std::fabs(absolute_pressure.in(units::kPa_absolute)-601.325) < 1e-9);
}

TEST_CASE("mass flow is volume flow times density, and weight is mass times standard gravity") {
  CHECK(std::fabs(mass_flow(60.0 * units::L_per_min, 1022.5 * units::kg_per_m3).in_si() - 1.0225) < 1e-12);
  CHECK(std::fabs(weight_of(1360.0 * units::kg).in_si() - 13337.044) < 1e-9);  // 1360 x 9.80665
}

TEST_CASE("electric power turned to heat is as much heat") {
  CHECK(heat_of(142.0 * units::kW).in(units::kW_heat) == 142.0);
  CHECK(power_drawn_as(heat_of(142.0 * units::kW)) == 142.0 * units::kW);
}

TEST_CASE("amounts add, scale and compare; their ratio is a number") {
  const auto sum = 100.0 * units::kW + 42.0 * units::kW;
  CHECK(sum == 142.0 * units::kW);
  CHECK(sum / (71.0 * units::kW) == 2.0);
  CHECK(2.0 * (71.0 * units::kW) == sum);
  CHECK(sum / 2.0 == 71.0 * units::kW);
  CHECK(-(1.0 * units::kW) < 0.0 * units::kW);
}
