#include "studies/plant_year.hpp"

#include "studies/weather.hpp"
#include "tests/unit/studies/climates.hpp"
#include "thermal/moist_air.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

using namespace shellfit;
using namespace shellfit::studies;

namespace {

constexpr const char* extremes =
    "dry-bulb=\"38 degC\" wet-bulb=\"26 degC\" dew-point=\"24 degC\" cold=\"-10 degC\" source=\"test\"";

/// 1 MW of racks whose 1.05 MW coolers take; power chain of 50 kW and 4 % of what machines draw.
YearProblem plant(int coolers = 2) {
  thermal::CoolerRating rating{600.0 * units::kW_heat, 46.0 * units::degC, 36.0 * units::degC,
                               31.0 * units::degC};
  rating.fan_power = 15.0 * units::kW;
  rating.pad_effectiveness = ratio(0.8);
  YearProblem problem;
  problem.racks_w = 1e6;
  problem.cdus_w = 20e3;
  problem.pumps_w = 30e3;
  problem.losses_w = 50e3;
  problem.losses_at_w = 50e3;
  problem.losses_by_w = 0.04;
  problem.recirculation_k = 2.0;
  YearProblem::Loop loop;
  loop.id = "fws";
  loop.plant.duty_w = 1.05e6;
  loop.plant.water_w_k = 105e3;
  loop.plant.setpoint_k = loop.delivered_k = 309.15;
  loop.plant.banks = {{thermal::cooler_constants(rating), coolers}};
  problem.loops.push_back(loop);
  return problem;
}
WeatherHours made_up(const char* climate = extremes) {
  auto hours = synthetic_hours(in(climate));
  REQUIRE(hours.has_value());
  return std::move(*hours);
}

}  // namespace

TEST_CASE("a year that is made up meets both extremes and passes none") {
  const auto weather = made_up();
  REQUIRE(weather.hours.size() == 8760);
  CHECK(weather.hash.empty());
  const auto [coldest, hottest] =
      std::minmax_element(weather.hours.begin(), weather.hours.end(),
                          [](const auto& a, const auto& b) { return a.air.dry_bulb_k < b.air.dry_bulb_k; });
  CHECK(hottest->air.dry_bulb_k == Approx(273.15 + 38).epsilon(1e-12));
  CHECK((hottest->month == 7 && hottest->day == 19 && hottest->hour == 15));
  CHECK(coldest->air.dry_bulb_k == Approx(273.15 - 10).epsilon(1e-12));
  CHECK((coldest->month == 1 && coldest->hour == 3));
  double mean_k = 0.0;
  const auto pressure = site_pressure(in(extremes));
  for (const auto& hour : weather.hours) {
    mean_k += hour.air.dry_bulb_k / 8760.0;
    CHECK(hour.air.wet_bulb_k <= std::min(hour.air.dry_bulb_k, 273.15 + 26.0) + 1e-9);
    const double moisture = thermal::humidity_ratio(Temperature::from_si(hour.air.dry_bulb_k),
                                                    Temperature::from_si(hour.air.wet_bulb_k), pressure);
    CHECK(thermal::dew_point(moisture, pressure).in(units::degC) <= 24.0 + 1e-3);
  }
  CHECK(mean_k == Approx(273.15 + 14.0).margin(0.01));  // the middle of 38 and -10
}

TEST_CASE("without an extreme dry bulb there is no year to make up") {
  CHECK_FALSE(synthetic_hours(in("dry-bulb=\"unknown\" wet-bulb=\"26 degC\" dew-point=\"24 degC\" cold=\"-10 "
                                 "degC\" source=\"test\""))
                  .has_value());
}

TEST_CASE("hours of a file have its pressure, and the site's where it is missing") {
  const auto study = in(extremes);
  const auto year = year_of(site::weather_file({.first_pressure = "999999"}));
  const auto weather = hours_of(year, study);
  REQUIRE(weather.hours.size() == 8760);
  CHECK(weather.hash == year.hash);
  CHECK(weather.hours[0].air.pressure_pa == Approx(site_pressure(study).in_si()));
  // 97 kPa at the station's 300 m, brought to the site's elevation.
  const double ratio = site_pressure(study).in_si() / thermal::atmospheric_pressure(300.0 * units::m).in_si();
  CHECK(weather.hours[1].air.pressure_pa == Approx(97000.0 * ratio));
  REQUIRE(weather.notes.size() == 1);
  CHECK(weather.notes[0].starts_with("1 hours of the weather file have no pressure"));
}

TEST_CASE("a leap year has 8784 hours, of which February has 696") {
  const auto weather = hours_of(year_of(site::weather_file({.is_leap = true})), in(extremes));
  const auto year = run_year(plant(), weather);
  CHECK(year.year.hours == 8784);
  CHECK(year.months[1].hours == 696);
}

TEST_CASE("the year is the sum of its hours, and the same again") {
  const auto problem = plant();
  const auto weather = made_up();
  const auto year = run_year(problem, weather);
  double fans_j = 0.0, water_kg = 0.0, all_j = 0.0;
  std::size_t over = 0;
  for (const auto& point : weather.hours) {
    const auto hour = year_hour(problem, point.air);
    fans_j += hour.power_w[static_cast<std::size_t>(Consumer::cooler_fans)] * 3600.0;
    all_j += hour.total_w() * 3600.0;
    water_kg += hour.water.make_up_kg_s() * 3600.0;
    over += hour.holds[0] == 0 ? 1 : 0;
  }
  const auto& sum = year.year;
  CHECK(sum.energy[static_cast<std::size_t>(Consumer::cooler_fans)].in_si() == Approx(fans_j).epsilon(1e-12));
  CHECK(sum.energy[static_cast<std::size_t>(Consumer::racks)].in(units::kWh) == Approx(8760e3));
  CHECK(sum.total().in_si() == Approx(all_j).epsilon(1e-12));
  CHECK(sum.water().in_si() == Approx(water_kg / 1000.0).epsilon(1e-12));
  CHECK(sum.over == over);
  CHECK(sum.pue() == Approx(all_j / (1e6 * 8760 * 3600.0)).epsilon(1e-12));
  CHECK(sum.water_l_kwh() == Approx(water_kg / 8760e3).epsilon(1e-12));
  CHECK(sum.compressor == 0);
  Energy months = Energy::from_si(0.0);
  for (const auto& month : year.months) months += month.total();
  CHECK(months.in_si() == Approx(all_j).epsilon(1e-12));
  CHECK(run_year(problem, weather).year.total().in_si() == sum.total().in_si());
}

TEST_CASE("losses follow what machines draw; unknown ones leave the PUE unknown") {
  auto problem = plant();
  const thermal::OutdoorAir mild{283.15, 280.15, 101325.0};
  const auto hour = year_hour(problem, mild);
  const double fans_w = hour.power_w[static_cast<std::size_t>(Consumer::cooler_fans)];
  CHECK(hour.power_w[static_cast<std::size_t>(Consumer::power_chain)] == Approx(50e3 + 0.04 * fans_w));
  problem.losses_w = std::numeric_limits<double>::quiet_NaN();
  const auto year = run_year(problem, made_up());
  CHECK(std::isnan(year.year.pue()));
  CHECK(year.most_cooling.power.is_missing());
  CHECK(year.most_cooling.hour.month > 0);
}

TEST_CASE("one cooler too few leaves hours over, with the warmest supply") {
  const auto year = run_year(plant(1), made_up());
  CHECK(year.year.over > 100);
  CHECK(year.year.over < 8760);
  REQUIRE(year.supplies.size() == 1);
  CHECK(year.supplies[0].over == year.year.over);
  CHECK(year.supplies[0].warmest > year.supplies[0].limit);
}

TEST_CASE("what nothing holds is over in every hour") {
  auto problem = plant();
  problem.always_over.emplace_back("the coolant is too warm");
  const auto year = run_year(problem, made_up());
  CHECK(year.year.over == 8760);
  CHECK(year.supplies[0].over == 0);
}
