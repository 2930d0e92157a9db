#include "studies/site_ratings.hpp"

#include "studies/generator_checks.hpp"
#include "tests/unit/site/small_study.hpp"

using namespace shellfit;
using namespace shellfit::studies;

namespace {

/// A site at that elevation whose rules are those of its country.
site::Study site_at(const std::string& elevation, const std::string& country, const std::string& basis = "") {
  site::SmallStudy small;
  small.country = country;
  small.basis = basis;
  auto study = small.good();
  study.shell.site.elevation = Uncertain<Length>(*parse_quantity<Length>(elevation));
  return study;
}

catalogs::TransformerType transformer(std::optional<catalogs::Cooling> cooling) {
  catalogs::TransformerType type;
  type.id = Id<catalogs::TransformerType>("t");
  type.cooling = cooling;
  return type;
}

double share(const site::Study& study, std::optional<catalogs::Cooling> cooling, double mean_c) {
  return transformer_share(study, transformer(cooling), mean_c * units::degC).share;
}

template <class Q>
catalogs::Figure<Q> figure(Q value) {
  catalogs::Figure<Q> one;
  one.claims.push_back({Uncertain<Q>(value), {"sheet", catalogs::Evidence::primary, ""}, {}});
  return one;
}

constexpr auto liquid = catalogs::Cooling::liquid;
constexpr auto dry = catalogs::Cooling::dry;

}  // namespace

TEST_CASE(
    "a liquid-immersed transformer loses 1.5 % per kelvin above a mean of 30 degC (IEEE C57.91, table 3)") {
  const auto study = site_at("0 m", "US");
  CHECK(share(study, liquid, 30.0) == Approx(1.0));
  CHECK(share(study, liquid, 31.0) == Approx(0.985));
  CHECK(share(study, liquid, 40.0) == Approx(0.85));
  // No credit for the cold.
  CHECK(share(study, liquid, -10.0) == Approx(1.0));
}

TEST_CASE(
    "thin air takes 0.4 % per 100 m above 1,000 m from liquid-immersed and 0.3 % from dry transformers") {
  CHECK(share(site_at("1000 m", "US"), liquid, 20.0) == Approx(1.0));
  CHECK(share(site_at("2000 m", "US"), liquid, 20.0) == Approx(0.96));
  CHECK(share(site_at("2000 m", "US"), dry, 20.0) == Approx(0.97));
  CHECK(share(site_at("2000 m", "US"), liquid, 40.0) == Approx(0.96 * 0.85));
}

TEST_CASE("of a transformer of unknown cooling what leaves less counts") {
  const auto study = site_at("2000 m", "US");
  CHECK(share(study, std::nullopt, 40.0) ==
        Approx(std::min(share(study, liquid, 40.0), share(study, dry, 40.0))));
}

TEST_CASE("in IEC countries a transformer gives what keeps its rise as many kelvin lower (IEC 60076-2)") {
  // The winding's hot spot over air at a load K by IEC 60076-7: 55 ((1 + 5 K^2) / 6)^0.8 + 23 K^1.6. In air
  // of 40 degC it may rise by 10 K less than the 78 K at its rating. The rule must not allow more than that.
  const double k = share(site_at("0 m", "DE"), liquid, 40.0);
  const auto rise = [](double load) {
    return 55.0 * std::pow((1.0 + 5.0 * load * load) / 6.0, 0.8) + 23.0 * std::pow(load, 1.6);
  };
  CHECK(rise(k) <= 78.0 - 10.0);
  CHECK(rise(k + 0.01) > 78.0 - 10.0);
}

TEST_CASE("what takes from a transformer is said and cited, and its own figures go before the rules") {
  const auto study = site_at("2000 m", "US");
  const auto left = transformer_share(study, transformer(liquid), 40.0 * units::degC);
  CHECK(left.reason == "40 degC on the mean of the day, at 2000 m");
  CHECK(left.clause.find("IEEE C57.91 2011, table 3") == 0);
  CHECK(left.weak == std::vector<std::string>{"rule us-2023 ieee-c57-91.altitude 0.4 % (recalled)"});
  auto own = transformer(liquid);
  own.derating_ambient = figure(ratio(0.08));
  own.derating_altitude = figure(ratio(0.0));
  const auto by_sheet = transformer_share(study, own, 40.0 * units::degC);
  CHECK(by_sheet.share == Approx(0.92));
  CHECK(by_sheet.reason == "40 degC on the mean of the day");
}

TEST_CASE(
    "a transformer to be built stands outdoors, one that is there where it is said, else in the warmer air") {
  const auto study = site_at("0 m", "US", "<derating room=\"32 degC\"/>");
  site::TransformerUnit one;
  const auto air = [&](double outdoors_c) {
    return air_about(study, one, outdoors_c * units::degC).in(units::degC);
  };
  CHECK(air(47.0) == Approx(37.0));
  CHECK(air(38.0) == Approx(32.0));
  one.stands = site::Stands::outdoors;
  CHECK(air(38.0) == Approx(28.0));
  one.stands = site::Stands::indoors;
  CHECK(air(47.0) == Approx(32.0));
  one.is_installed = false;
  CHECK(air(38.0) == Approx(28.0));
}

TEST_CASE("a busway in hot air carries what makers' tables say") {
  // Rated at 40 degC with a rise of 55 K: 45 degC 0.95, 50 degC 0.90, 55 degC 0.85, 60 degC 0.80, 65 degC
  // 0.74, 70 degC 0.67, as printed by makers of busways to UL 857.
  const std::pair<const char*, double> table[] = {{"40 degC", 1.00}, {"45 degC", 0.95}, {"50 degC", 0.90},
                                                  {"55 degC", 0.85}, {"60 degC", 0.80}, {"65 degC", 0.74},
                                                  {"70 degC", 0.67}};
  for (const auto& [air, printed] : table) {
    const auto study = site_at("0 m", "US", std::string("<derating overhead=\"") + air + "\"/>");
    INFO(air);
    CHECK(busway_share(study, catalogs::BuswayType{}).share == Approx(printed).margin(0.006));
  }
}

TEST_CASE("a busway carries the lower of its breaker's share and what its bars stand (NEC 215.2(A)(1))") {
  catalogs::BuswayType type;
  type.rating = figure(1000.0 * units::A);
  CHECK(busway_limit(site_at("0 m", "US"), type).in(units::A) == Approx(800.0));
  CHECK(busway_limit(site_at("0 m", "US", "<derating overhead=\"55 degC\"/>"), type).in(units::A) ==
        Approx(800.0));
  CHECK(busway_limit(site_at("0 m", "US", "<derating overhead=\"70 degC\"/>"), type).in(units::A) ==
        Approx(1000.0 * std::sqrt(25.0 / 55.0)));
  CHECK(busway_limit(site_at("0 m", "US", "<derating overhead=\"80 degC\" busway-rise=\"40 K\"/>"), type)
            .in(units::A) == Approx(0.0));
}

TEST_CASE("a generator in air hotter than it is rated for loses what its sheet says, or asks") {
  catalogs::GeneratorType type;
  type.rating = figure(2000.0 * units::kW);
  type.derating_altitude = figure(ratio(0.034));
  type.derating_from = figure(1000.0 * units::m);
  const auto at = [&](double celsius, Length elevation = 0.0 * units::m) {
    return derated(type, elevation, celsius * units::degC);
  };
  CHECK(at(40.0)->in(units::kW) == Approx(2000.0));
  CHECK_FALSE(at(41.0).has_value());
  type.derating_above = figure(45.0 * units::degC);
  CHECK(at(41.0)->in(units::kW) == Approx(2000.0));
  type.derating_ambient = figure(ratio(0.2));
  CHECK(at(50.0)->in(units::kW) == Approx(1800.0));
  CHECK(at(50.0, 1300.0 * units::m)->in(units::kW) == Approx(1800.0 * 0.966));
}

TEST_CASE("a generator burns what its sheet prints, and in between on a line") {
  // Cummins C2000D5, as printed: 122, 208, 300 and 406 L/h at a quarter, a half, three quarters and all of
  // it.
  catalogs::GeneratorType type;
  const auto litres = [](double l_h) { return figure(VolumeFlow::from_si(l_h / 3.6e6)); };
  type.rating = figure(1650.0 * units::kW);
  type.fuel = litres(406);
  const auto rate = [&](double share) {
    return fuel_rate(type, 1650.0 * share * units::kW)->in_si() * 3.6e6;
  };
  CHECK(rate(0.5) == Approx(406.0));  // nothing is known of half load
  type.fuel_three_quarters = litres(300);
  type.fuel_half = litres(208);
  type.fuel_quarter = litres(122);
  CHECK(rate(1.0) == Approx(406.0));
  CHECK(rate(0.5) == Approx(208.0));
  CHECK(rate(0.625) == Approx(254.0));
  CHECK(rate(0.1) == Approx(122.0));
  CHECK_FALSE(fuel_rate(catalogs::GeneratorType{}, 1.0 * units::kW).has_value());
}
