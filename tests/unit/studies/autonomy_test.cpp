#include "studies/autonomy.hpp"

#include "studies/ups_efficiency.hpp"
#include "tests/unit/site/small_study.hpp"

#include <cmath>

using namespace shellfit;
using namespace shellfit::studies;

namespace {

template <class Q>
catalogs::Figure<Q> figure(Q value) {
  catalogs::Figure<Q> one;
  one.claims.push_back({Uncertain<Q>(value), {"sheet", catalogs::Evidence::primary, ""}, {}});
  return one;
}

/// 30 kWh and 200 kW.
catalogs::BatteryType cabinet() {
  catalogs::BatteryType type;
  type.id = Id<catalogs::BatteryType>("cabinet");
  type.energy = figure(30.0 * units::kWh);
  type.power = figure(200.0 * units::kW);
  return type;
}

/// The same with a table: 5 min at 200 kW, 10 min at 130 kW, 30 min at 55 kW.
catalogs::BatteryType with_table() {
  auto type = cabinet();
  catalogs::DischargeCurve curve;
  curve.points = {{5.0 * units::min, 200.0 * units::kW},
                  {10.0 * units::min, 130.0 * units::kW},
                  {30.0 * units::min, 55.0 * units::kW}};
  type.discharge.push_back(curve);
  return type;
}

double minutes(const catalogs::BatteryType& type, double kw) {
  return discharge_time(type, kw * units::kW).in(units::min);
}

site::Study study_with(const std::string& basis) {
  site::SmallStudy small;
  small.country = "US";
  small.basis = basis;
  return small.good();
}

}  // namespace

TEST_CASE("without a table the nominal energy lasts at any power") {
  CHECK(minutes(cabinet(), 100.0) == Approx(18.0));
  CHECK(minutes(cabinet(), 30.0) == Approx(60.0));
}

TEST_CASE("a table gives its points, and in between a battery follows Peukert's law") {
  const auto type = with_table();
  CHECK(minutes(type, 200.0) == Approx(5.0));
  CHECK(minutes(type, 130.0) == Approx(10.0));
  CHECK(minutes(type, 55.0) == Approx(30.0));
  // Halfway in logarithms between two points is halfway in those of time.
  CHECK(minutes(type, std::sqrt(200.0 * 130.0)) == Approx(std::sqrt(5.0 * 10.0)));
  CHECK(minutes(type, std::sqrt(130.0 * 55.0)) == Approx(std::sqrt(10.0 * 30.0)));
}

TEST_CASE("beyond its table a battery gives nothing, and below it no more energy than at its last point") {
  CHECK(minutes(with_table(), 201.0) == 0.0);
  CHECK(minutes(with_table(), 27.5) == Approx(60.0));
}

TEST_CASE("the power for a time is the one that lasts so long") {
  for (const auto& type : {cabinet(), with_table()}) {
    for (const double wanted : {5.0, 7.0, 10.0, 22.0, 30.0, 45.0}) {
      INFO(wanted);
      const auto power = discharge_power(type, wanted * units::min);
      CHECK(discharge_time(type, power).in(units::min) == Approx(wanted));
    }
  }
}

TEST_CASE("an old battery is asked for 1.25 times the load, as IEEE 485 has it, unless its sheet says") {
  const auto study = study_with("");
  auto type = cabinet();
  CHECK(*battery_factor(study, type).value == Approx(1.25));
  CHECK(battery_factor(study, type).weak ==
        std::vector<std::string>{"rule us-2023 battery.end-of-life 80 % (recalled)"});
  type.end_of_life = figure(ratio(0.7));
  CHECK(*battery_factor(study, type).value == Approx(1.0 / 0.7));
  CHECK(battery_factor(study, type).weak.empty());
  // Rotors and capacitors are no cells.
  type.store = catalogs::EnergyStore::flywheel;
  CHECK(*battery_factor(study, type).value == Approx(1.0));
}

TEST_CASE("cold lead-acid is larger by table 1 of IEEE 485, other cells ask") {
  CHECK(lead_acid_factor(25.0 * units::degC) == Approx(1.0));
  CHECK(lead_acid_factor(35.0 * units::degC) == Approx(1.0));
  CHECK(lead_acid_factor(18.3 * units::degC) == Approx(1.08));
  CHECK(lead_acid_factor(10.0 * units::degC) == Approx(1.19));
  CHECK(lead_acid_factor(-3.9 * units::degC) == Approx(1.52));
  CHECK(lead_acid_factor(-20.0 * units::degC) > 1.52);
  const auto study = study_with("<batteries temperature=\"10 degC\"/>");
  auto type = cabinet();
  CHECK_FALSE(battery_factor(study, type).value.has_value());
  type.chemistry = catalogs::Chemistry::lead_acid;
  CHECK(*battery_factor(study, type).value == Approx(1.25 * 1.19));
  type.derating_cold = figure(ratio(0.1));
  CHECK(*battery_factor(study, type).value == Approx(1.25 / 0.85));
}

TEST_CASE("the losses of a UPS lie on a line between its points, and stay below the least of them") {
  catalogs::UpsType type;
  type.rating = figure(1000.0 * units::kW);
  type.efficiency = figure(ratio(0.97));
  const auto at = [&](double kw) { return ups_efficiency(type, kw * units::kW).in_si(); };
  CHECK(at(300.0) == Approx(0.97));
  catalogs::EfficiencyCurve curve;
  curve.points = {{ratio(0.25), ratio(0.95)}, {ratio(0.5), ratio(0.965)}, {ratio(1.0), ratio(0.96)}};
  type.efficiency_curve.push_back(curve);
  CHECK(at(250.0) == Approx(0.95));
  CHECK(at(500.0) == Approx(0.965));
  CHECK(at(1000.0) == Approx(0.96));
  CHECK(at(1200.0) == Approx(0.96));
  const auto lost_kw = [&](double kw) { return kw / at(kw) - kw; };
  CHECK(lost_kw(750.0) == Approx(0.5 * (lost_kw(500.0) + lost_kw(1000.0))));
  CHECK(lost_kw(100.0) == Approx(lost_kw(250.0)));
}
