#include "studies/cable_rating.hpp"

#include "tests/unit/site/small_study.hpp"

using namespace shellfit;
using namespace shellfit::studies;

namespace {

constexpr auto nec = site::DeratingBasis::CableGrouping::nec;
constexpr auto iec = site::DeratingBasis::CableGrouping::iec;
constexpr auto air = catalogs::LaidIn::air;
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
  one.sets = sets;
  one.grouped = grouped;
  return one;
}

site::OneLine line_from(const char* board_type) {
  site::OneLine line;
  line.boards.resize(2);
  line.boards[0].id = site::BoardId("a");
  line.boards[1].id = site::BoardId("b");
  if (*board_type != '\0') line.boards[0].type = Id<catalogs::BoardType>(board_type);
  return line;
}

double amperes(const site::Study& study, const site::Cable& one, const char* head = "") {
  return cable_rating(study, line_from(head), one)->for_hours.in(units::A);
}

}  // namespace

TEST_CASE("conductors that lie together leave each other what the tables print") {
  // NEC table 310.15(C)(1), three conductors to a set.
  const std::pair<int, double> by_nec[] = {{1, 1.0},  {2, 0.8},   {3, 0.7},   {4, 0.5},   {6, 0.5},
                                           {7, 0.45}, {10, 0.45}, {11, 0.40}, {13, 0.40}, {14, 0.35}};
  for (const auto& [sets, share] : by_nec) {
    INFO(sets);
    CHECK(grouping_share(nec, air, sets) == share);
    CHECK(grouping_share(nec, ground, sets) == share);
  }
  // IEC 60364-5-52, B.52.17 item 1; ten counts as twelve.
  const std::pair<int, double> in_air[] = {{1, 1.0}, {2, 0.8}, {5, 0.6}, {9, 0.5}, {10, 0.45}, {20, 0.38}};
  for (const auto& [sets, share] : in_air) {
    INFO(sets);
    CHECK(grouping_share(iec, air, sets) == share);
  }
  CHECK(grouping_share(iec, ground, 2) == 0.75);
  CHECK(grouping_share(iec, ground, 13) == 0.32);
  CHECK(grouping_share(iec, air, 80) == Approx(0.19));
}

TEST_CASE("in warm air a cable carries what the tables of NEC and IEC print") {
  // NEC table 310.15(B)(1), 30 degC, column of 90 degC: to 35 degC 0.96, 40 0.91, 45 0.87, 50 0.82, 55 0.76,
  // 60 0.71. IEC 60364-5-52 table B.52.14 has the same for XLPE.
  const std::pair<double, double> printed[] = {{30, 1.0},  {35, 0.96}, {40, 0.91}, {45, 0.87},
                                               {50, 0.82}, {55, 0.76}, {60, 0.71}};
  const auto study = site_in("DE");
  for (const auto& [celsius, share] : printed) {
    auto one = cable("xlpe-cu-240-tray", 1, {});
    one.ambient = celsius * units::degC;
    INFO(celsius);
    const auto rating = *cable_rating(study, line_from(""), one);
    CHECK(rating.left == Approx(share).margin(0.006));
    CHECK(rating.for_hours.in(units::A) == Approx(607 * rating.left));
  }
}

TEST_CASE("a feeder in the US carries the lower of 80 % at its terminations and of its derated ampacity") {
  const auto study = site_in("US");
  // 500 kcmil copper: 380 A at 75 degC, 430 A at 90 degC.
  CHECK(amperes(study, cable("xhhw2-cu-500", 4, 1)) == Approx(4 * 380 * 0.8));
  CHECK(amperes(study, cable("xhhw2-cu-500", 4, {})) == Approx(4 * 430 * 0.5));
  CHECK(amperes(study, cable("xhhw2-cu-500", 4, 2)) == Approx(4 * 380 * 0.8));
  // A board that is listed for 100 % asks for no more than what flows.
  CHECK(amperes(study, cable("xhhw2-cu-500", 4, 1), "switchboard-4000-65") == Approx(4 * 380));
  CHECK(amperes(study, cable("xhhw2-cu-500", 4, 2), "switchboard-4000-65") == Approx(4 * 430 * 0.8));
  const auto rating = *cable_rating(study, line_from(""), cable("xhhw2-cu-500", 4, {}));
  CHECK(rating.is_derated);
  CHECK(rating.surroundings == "4 sets together");
  CHECK(rating.clause.starts_with("NEC 2023, table 310.15(C)(1)"));
  CHECK(rating.for_seconds.in(units::A) == Approx(4 * 380));
  // Air of the room, or the ground: what surrounds a cable depends on where it lies.
  CHECK(amperes(site_in("DE", "<derating ground=\"35 degC\"/>"), cable("na2xs2y-240-20kv", 1, {})) ==
        Approx(421 * std::sqrt(55.0 / 70.0)));
  CHECK(amperes(site_in("DE", "<derating room=\"45 degC\"/>"), cable("na2xs2y-240-20kv", 1, {})) ==
        Approx(421));
  auto burnt = cable("xhhw2-cu-500", 1, {});
  burnt.ambient = 95.0 * units::degC;
  CHECK(amperes(study, burnt) == 0.0);
}

TEST_CASE("a conductor at 90 degC has 1.275 times the resistance it has at 20 degC, aluminium 1.282") {
  CHECK(warm_resistance_ratio(catalogs::Conductor::copper, 90.0 * units::degC) == Approx(324.5 / 254.5));
  CHECK(warm_resistance_ratio(catalogs::Conductor::aluminium, 90.0 * units::degC) == Approx(318.1 / 248.1));
  CHECK(warm_resistance_ratio(catalogs::Conductor::copper, 20.0 * units::degC) == 1.0);
}
