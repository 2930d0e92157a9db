// Figures of the built-in catalog whose meaning or grade was once mistaken.

#include "catalogs/catalog.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <string>

using namespace shellfit;
using namespace shellfit::catalogs;

namespace {

template <class T>
const T& type(const std::string& id) {
  return built_in_catalog().get(Id<T>(id));
}
template <class Q>
Evidence grade(const Figure<Q>& figure) {
  return figure.provenance().evidence;
}

}  // namespace

TEST_CASE(
    "a class of facility water is no limit of a CDU's coolant, and a coolant that nobody names is unknown") {
  CHECK_FALSE(type<CduType>("vertiv-cdu-600").supply_highest.is_known());
  CHECK(type<CduType>("vertiv-xdu1350-3-pump").rated_coolant == "unknown");
}

TEST_CASE("two temperatures of an air handler are its water's, in and out, as its flow confirms") {
  // Sizing tables: 233 kW at 18/38 degC and 175 L/min, 252.4 kW at 18/25 degC and 548 L/min, 351.7 kW at
  // 18/25 degC and 761 L/min. Water takes up 4.18 MJ/m3/K.
  for (const auto* id : {"vertiv-pw170", "vertiv-fa069hc", "vertiv-fa096hc"}) {
    INFO(id);
    const auto& unit = type<AirUnitType>(id);
    const double rise_k = unit.duty.value().in_si() / (unit.water_flow.value().in_si() * 4.18e6);
    const double stated_k = unit.water_out.value().in_si() - unit.water_in.value().in_si();
    // Each temperature is printed to a whole degree.
    CHECK(std::fabs(rise_k - stated_k) < 1.0);
    CHECK_FALSE(unit.return_air.is_known());
  }
}

TEST_CASE("what a UPS takes in beyond its output is not all charging of its battery") {
  // 9395P: 1,336 A over 1,083 A counts losses; Galaxy VXL: 931 A over 746 A counts overload or recharge.
  for (const auto* id : {"eaton-9395p-900", "galaxy-vxl-500"}) {
    INFO(id);
    CHECK_FALSE(type<UpsType>(id).recharge.is_known());
  }
}

TEST_CASE("a least time and an efficiency at a load that nobody names stand for nothing else") {
  // 50 ms are the least that the switch must stay open, not the longest without voltage.
  CHECK_FALSE(type<TransferSwitchType>("ats-before-9395").transfer.is_known());
  const auto& cast_resin = type<TransformerType>("cast-resin-3000-22k9-415");
  CHECK_FALSE(cast_resin.peak_efficiency.is_given());
  CHECK_FALSE(cast_resin.test_load.is_known());
  // About 6 K are to the wet bulb.
  CHECK_FALSE(type<CoolerType>("adiabatic-cooler-vendor").approach.is_known());
}

TEST_CASE("figures taken over from another type, maker or class are assumed") {
  CHECK(grade(type<GeneratorType>("cat-c175-16-3000").derating_altitude) == Evidence::assumed);
  CHECK(grade(type<GeneratorType>("cat-c175-16-3000").body.width) == Evidence::assumed);
  CHECK(grade(type<GeneratorType>("cummins-dqkan-2500").reactance) == Evidence::assumed);
  CHECK(grade(type<RackType>("gb200-nvl72").inlet_highest) == Evidence::assumed);
  CHECK(grade(type<RackType>("gb200-nvl72").load_rating) == Evidence::assumed);
  CHECK(grade(type<RackType>("gb300-nvl72").inlet_highest) == Evidence::quoted);
  CHECK(grade(type<TransformerType>("grid-138-34k5-60").rating) == Evidence::assumed);
  CHECK(grade(type<TransformerType>("pa-345-90").peak_efficiency) == Evidence::assumed);
  CHECK(grade(type<TransformerType>("unit-3000-34k5-480").rating) == Evidence::assumed);
  CHECK(grade(type<CoolerType>("adiabatic-cooler-2mw").fan_power) == Evidence::assumed);
  for (const auto* id : {"a100-air-rack", "h100-air-rack", "network-rack", "management-rack"}) {
    INFO(id);
    CHECK(grade(type<RackType>(id).body.height) == Evidence::assumed);
  }
}

TEST_CASE("figures of press are not called the maker's") {
  const auto& shelf = type<RectifierType>("nvl72-power-shelf");
  CHECK(grade(shelf.rating) == Evidence::primary);
  CHECK(grade(shelf.input_voltage) == Evidence::secondary);
}

TEST_CASE("breakers are tested by the standards of breakers, not of the boards around them") {
  const auto& low = type<BoardType>("switchboard-4000-65");
  CHECK(low.test_x_over_r.provenance().source == "ieee-c37-13");
  CHECK(low.continuous.provenance().source == "ieee-c37-13");
  const auto& medium = type<BoardType>("metal-clad-38-1200-40");
  // 45 ms at 60 Hz: 2 pi 60 x 0.045 = 17.
  CHECK(std::fabs(medium.test_x_over_r.value().in_si() - 2 * 3.14159265358979 * 60 * 0.045) < 0.1);
  CHECK(medium.test_x_over_r.provenance().source == "ieee-c37-04");
  CHECK(grade(medium.continuous) == Evidence::recalled);
}
