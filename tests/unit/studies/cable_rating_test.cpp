#include "studies/cable_rating.hpp"

#include "tests/unit/site/small_study.hpp"

#include <complex>

using namespace shellfit;
using namespace shellfit::studies;

namespace {

constexpr auto nec = site::DeratingBasis::CableGrouping::nec;
constexpr auto iec = site::DeratingBasis::CableGrouping::iec;
constexpr auto air = catalogs::LaidIn::air;
constexpr auto tray = catalogs::LaidIn::tray;
constexpr auto ground = catalogs::LaidIn::ground;

site::Study site_in(const std::string& country, const std::string& basis = "") {
  site::SmallStudy small;
  small.country = country;
  small.basis = basis;
  return small.good();
}

site::Cable cable(const char* type, int sets, std::optional<int> grouped) {
  site::Cable one;
  one.id = site::PlantId("c");
  one.type = Id<catalogs::PowerCableType>(type);
  one.from = site::BoardId("a");
  one.to = site::BoardId("b");
  one.length = 60.0 * units::m;
  one.sets = sets;
  one.grouped = grouped;
  return one;
}

double amperes(const site::Study& study, const site::Cable& one) {
  return cable_rating(study, one)->for_hours.in(units::A);
}

}  // namespace

TEST_CASE("conductors that lie together leave each other what the tables print") {
  struct Printed {
    int sets;
    double share;
  };
  // NEC table 310.15(C)(1), three conductors to a set; 4 to 6, 7 to 9, 10 to 20, 21 to 30, 31 to 40, more.
  for (const auto& [sets, share] : {Printed{1, 1.0},
                                    {2, 0.8},
                                    {3, 0.7},
                                    {4, 0.5},
                                    {6, 0.5},
                                    {7, 0.45},
                                    {10, 0.45},
                                    {11, 0.40},
                                    {13, 0.40},
                                    {14, 0.35}}) {
    INFO(sets);
    CHECK(grouping_share(nec, air, sets, 3) == share);
  }
  // With the neutral counted.
  for (const auto& [sets, share] :
       {Printed{1, 0.8}, {2, 0.7}, {3, 0.5}, {5, 0.5}, {6, 0.45}, {8, 0.40}, {11, 0.35}}) {
    INFO(sets);
    CHECK(grouping_share(nec, air, sets, 4) == share);
  }
  // IEC 60364-5-52, B.52.17 item 1; ten counts as twelve.
  for (const auto& [sets, share] : {Printed{1, 1.0}, {2, 0.8}, {5, 0.6}, {9, 0.5}, {10, 0.45}, {20, 0.38}}) {
    INFO(sets);
    CHECK(grouping_share(iec, air, sets, 3) == share);
  }
  CHECK(grouping_share(iec, air, 80, 3) == Approx(0.19));
  CHECK(grouping_share(iec, air, 2, 4) == Approx(0.8 * 0.86));
  // Item 4, one layer on a perforated tray; B.52.18 in the ground, by NEC as well.
  for (const auto& [sets, share] :
       {Printed{1, 1.0}, {2, 0.88}, {4, 0.77}, {6, 0.73}, {9, 0.72}, {20, 0.72}}) {
    INFO(sets);
    CHECK(grouping_share(iec, tray, sets, 3) == share);
  }
  for (const auto by : {nec, iec}) {
    CHECK(grouping_share(by, ground, 2, 3) == 0.75);
    CHECK(grouping_share(by, ground, 13, 3) == 0.32);
    CHECK(grouping_share(by, ground, 1, 4) == 0.86);
  }
}

TEST_CASE("in warm air a cable carries what the tables of NEC and IEC print") {
  // NEC table 310.15(B)(1), 30 degC, column of 90 degC; IEC 60364-5-52 table B.52.14 has the same for XLPE.
  struct Printed {
    double celsius, share;
  };
  const auto study = site_in("DE");
  for (const auto& [celsius, share] :
       {Printed{30, 1.0}, {35, 0.96}, {40, 0.91}, {45, 0.87}, {50, 0.82}, {55, 0.76}, {60, 0.71}}) {
    auto one = cable("xlpe-cu-240-tray", 1, {});
    one.ambient = celsius * units::degC;
    INFO(celsius);
    CHECK(amperes(study, one) == Approx(607 * share).epsilon(0.008));
  }
}

TEST_CASE("a feeder in the US carries the lower of 80 % at its terminations and of its derated ampacity") {
  const auto study = site_in("US");
  // 500 kcmil copper: 380 A at 75 degC, 430 A at 90 degC.
  CHECK(amperes(study, cable("xhhw2-cu-500", 4, 1)) == Approx(4 * 380 * 0.8));
  CHECK(amperes(study, cable("xhhw2-cu-500", 4, {})) == Approx(4 * 430 * 0.5));
  CHECK(amperes(study, cable("xhhw2-cu-500", 4, 2)) == Approx(4 * 380 * 0.8));
  auto listed = cable("xhhw2-cu-500", 4, 1);
  listed.is_listed = true;
  CHECK(amperes(study, listed) == Approx(4 * 380));
  listed.grouped = 2;
  CHECK(amperes(study, listed) == Approx(4 * 430 * 0.8));
  const auto rating = *cable_rating(study, cable("xhhw2-cu-500", 4, {}));
  CHECK(rating.is_derated);
  CHECK(rating.surroundings == "4 sets together");
  CHECK(rating.clause.starts_with("NEC 2023, table 310.15(C)(1)"));
  CHECK(rating.for_seconds.in(units::A) == Approx(4 * 380));
  // A type without that column: 75 degC at its terminations by the formula, 607 sqrt(45 / 60) A.
  CHECK(amperes(study, cable("xlpe-cu-240-tray", 1, {})) == Approx(0.8 * 607 * std::sqrt(0.75)));
  CHECK(amperes(site_in("DE"), cable("xlpe-cu-240-tray", 1, {})) == Approx(607));
}

TEST_CASE("terminations hold as warm as the basis has them, above 1 kV as the conductor's rating") {
  const auto one = cable("xhhw2-cu-500", 1, {});
  CHECK(amperes(site_in("US", "<derating terminals=\"60 degC\"/>"), one) ==
        Approx(0.8 * 430 * std::sqrt(30.0 / 60.0)));
  CHECK(amperes(site_in("US", "<derating terminals=\"90 degC\"/>"), one) == Approx(0.8 * 430));
  CHECK(amperes(site_in("US"), cable("xlpe-cu-240-20kv", 1, {})) == Approx(469));
}

TEST_CASE("what surrounds a cable depends on where it lies") {
  const auto buried = cable("xlpe-cu-240-20kv", 1, {});
  CHECK(amperes(site_in("DE"), buried) == Approx(469));
  CHECK(amperes(site_in("DE", "<derating ground=\"35 degC\"/>"), buried) ==
        Approx(469 * std::sqrt(55.0 / 70.0)));
  CHECK(amperes(site_in("DE", "<derating room=\"45 degC\"/>"), buried) == Approx(469));
  auto study = site_in("DE");
  study.shell.site.climate.dry_bulb = Uncertain<Temperature>(42.0 * units::degC);
  auto outdoors = cable("xlpe-cu-240-tray", 1, {});
  outdoors.stands = site::Stands::outdoors;
  CHECK(amperes(study, outdoors) == Approx(607 * std::sqrt(48.0 / 60.0)));
  study.shell.site.climate.dry_bulb = Uncertain<Temperature>();
  CHECK_FALSE(cable_rating(study, outdoors).has_value());
  auto burnt = cable("xhhw2-cu-500", 1, {});
  burnt.ambient = 95.0 * units::degC;
  CHECK(amperes(study, burnt) == 0.0);
}

TEST_CASE("of two cables in parallel the first at its rating limits both") {
  const auto study = site_in("US");
  const auto one = cable("xhhw2-cu-500", 4, 1);
  auto short_one = cable("xhhw2-cu-500", 4, 1);
  short_one.length = 30.0 * units::m;
  CHECK(parallel_rating(study, {&one, &one}).in(units::A) == Approx(2 * 4 * 304));
  // Of half the length it takes two thirds; of aluminium less, and what the two take is not in phase.
  const auto other = cable("xhhw2-al-4-0", 4, 1);
  const std::complex<double> y1 = 1.0 / std::complex<double>{0.0929, 0.128},
                             y2 = 1.0 / std::complex<double>{0.344, 0.135};
  CHECK(parallel_rating(study, {&one, &other}).in(units::A) ==
        Approx(4 * 304 * std::abs(y1 + y2) / std::abs(y1)));
  CHECK(parallel_rating(study, {&one, &short_one}).in(units::A) == Approx(1.5 * 4 * 304));
}

TEST_CASE("a conductor at 90 degC has 1.275 times the resistance it has at 20 degC, aluminium 1.282") {
  CHECK(warm_resistance_ratio(catalogs::Conductor::copper, 90.0 * units::degC) == Approx(324.5 / 254.5));
  CHECK(warm_resistance_ratio(catalogs::Conductor::aluminium, 90.0 * units::degC) == Approx(318.1 / 248.1));
  CHECK(warm_resistance_ratio(catalogs::Conductor::copper, 20.0 * units::degC) == 1.0);
}
