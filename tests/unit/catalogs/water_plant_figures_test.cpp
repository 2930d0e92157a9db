// Towers, water chillers, exchangers, tanks and cold plates: their figures and what is refused of them.

#include "catalogs/equipment_tables.hpp"
#include "tests/unit/catalogs/catalog_faults.hpp"

#include <cmath>

using namespace shellfit;
using namespace shellfit::catalogs;

namespace {

template <class T>
const T& type(const std::string& id) {
  return built_in_catalog().get(Id<T>(id));
}

}  // namespace

TEST_CASE("what a model asks of towers, chillers and doors is asked where nobody has published it") {
  CHECK(table_of<TowerType>().unknown_inputs(type<TowerType>("open-tower-median")) ==
        std::vector<std::string>{"duty", "wet-bulb", "water-drop"});
  CHECK(table_of<TowerType>().unknown_inputs(type<TowerType>("open-tower-2mw")) ==
        std::vector<std::string>{"water-drop"});
  CHECK(table_of<WaterChillerType>().unknown_inputs(type<WaterChillerType>("trane-cvhf-2317")) ==
        std::vector<std::string>{"water-drop", "condenser-drop"});
  CHECK(table_of<RearDoorType>().unknown_inputs(type<RearDoorType>("motivair-chilleddoor")) ==
        std::vector<std::string>{"air-in", "airflow", "water-drop", "fan-power"});
  CHECK(table_of<ColdPlateType>().unknown_inputs(type<ColdPlateType>("ocp-oam-1kw-pg25")) ==
        std::vector<std::string>{"drop-curve"});
  // Today's chillers, CDUs and pumps miss nothing that they did not miss before.
  CHECK(table_of<ChillerType>().unknown_inputs(type<ChillerType>("liebert-afc-1500")) ==
        std::vector<std::string>{"water-flow", "water-drop"});
  CHECK(table_of<PumpType>().unknown_inputs(type<PumpType>("fws-pump-4250")).empty());
}

TEST_CASE("the plate of the OCP guidelines is 24.5 K above its coolant at 1 kW and 1 L/min, 38.9 K at 0.4") {
  const auto& points = type<ColdPlateType>("ocp-oam-1kw-pg25").resistance.front().points;
  REQUIRE(points.size() == 14);
  CHECK(std::fabs(points[6].flow.in(units::L_per_min)-1.0) < 1e-9);
  CHECK(std::fabs(1000 * points[6].resistance.in(units::K_per_W)-24.5) < 1e-9);
  CHECK(std::fabs(points[0].flow.in(units::L_per_min)-0.4) < 1e-9);
  CHECK(std::fabs(1000 * points[0].resistance.in(units::K_per_W)-38.9) < 1e-9);
}

TEST_CASE("the second ratings of water chillers follow from their published curves") {
  // EnergyPlus data set, CVHF 2,317 kW: capacity and input against chilled water leaving (5.56 degC) and
  // condenser water entering, relative to 29.44 degC.
  struct Curve {
    double c[6];
    [[nodiscard]] double at(double te, double tc) const {
      return c[0] + c[1] * te + c[2] * te * te + c[3] * tc + c[4] * tc * tc + c[5] * te * tc;
    }
  };
  const Curve capacity{
      {7.277716E-01, 1.018101E-02, -6.282438E-04, 1.337701E-02, -5.050352E-04, 1.527259E-03}};
  const Curve input{{3.502330E-01, -2.301510E-02, 5.749596E-04, 1.902421E-02, 3.109974E-04, -4.714517E-04}};
  const auto& chiller = type<WaterChillerType>("trane-cvhf-2317");
  const double te = 5.56, hot = 29.44, mild = 23.89;
  const double duty_kw = 2317.4 * capacity.at(te, mild) / capacity.at(te, hot);
  const double cop = 6.33 * input.at(te, hot) / input.at(te, mild);
  CHECK(std::fabs(chiller.duty.value().in(units::kW_heat)-duty_kw) < 1);
  CHECK(std::fabs(chiller.cop.value().in_si() - cop) < 0.01);
}

TEST_CASE("the fans of the least towers of ASHRAE 90.1 follow from flow a horsepower and range") {
  // Water of 95 to 85 and of 102 to 90 degF: 40.2 and 16.1 US gallons a minute for each hp of 745.7 W.
  struct Tower {
    const char* id;
    double gpm_hp;
  };
  for (const auto& [id, gpm_hp] :
       {Tower{"ashrae-90-1-open-tower", 40.2}, Tower{"ashrae-90-1-closed-tower", 16.1}}) {
    INFO(id);
    const auto& tower = type<TowerType>(id);
    const double heat_w = gpm_hp * 3.785411784e-3 / 60 * 995 * 4180 * tower.range.value().in_si();
    CHECK(std::fabs(tower.specific_power.value().in_si() - 745.7 / heat_w) < 5e-4);
  }
  CHECK(type<TowerType>("ashrae-90-1-closed-tower").circuit == TowerType::Circuit::closed);
}

TEST_CASE("a tower evaporates no more than its heat can, and its water carries its duty") {
  // 5.56 K x 4.18 / 2,400 kJ/kg = 0.97 %; half as much again 1.45 %.
  CHECK(messages("tower", "open-tower-2mw", figure("evaporation", "1.4 %")).empty());
  CHECK(messages("tower", "open-tower-2mw", figure("evaporation", "1.5 %")) ==
        Texts{"E-CAT-005: open-tower-2mw would evaporate more than its heat can"});
  // 2,000 kW / 5.56 K / 4.22 MJ/m3/K / 1.25 = 68.2 L/s.
  CHECK(messages("tower", "open-tower-2mw", figure("water-flow", "69 L/s")).empty());
  CHECK(messages("tower", "open-tower-2mw", figure("water-flow", "68 L/s")) ==
        Texts{"E-CAT-005: the water of open-tower-2mw cannot carry its duty"});
  CHECK(messages("tower", "open-tower-2mw", figure("fan-power", "210 kW")) ==
        Texts{"E-CAT-004: the fans of open-tower-2mw would take over a tenth of its duty"});
}

TEST_CASE("warmer condenser water costs capacity and COP") {
  const std::string id = "trane-cvhf-2317";
  CHECK(messages("water-chiller", id, figure("hot-condenser-in", "20 degC")) ==
        Texts{"E-CAT-003: the hot condenser water of trane-cvhf-2317 is not the warmer one"});
  CHECK(messages("water-chiller", id, figure("hot-duty", "2400 kW")) ==
        Texts{"E-CAT-003: trane-cvhf-2317 cools more with warmer condenser water"});
  CHECK(messages("water-chiller", id, figure("hot-cop", "7.8")) ==
        Texts{"E-CAT-003: trane-cvhf-2317 takes less with warmer condenser water"});
}

TEST_CASE("an exchanger moves no more than its lesser stream could take up") {
  // 76 L/s x 4.22 MJ/m3/K x 7 K = 2.25 MW.
  CHECK(messages("plate-exchanger", "plate-exchanger-2mw", figure("duty", "2240 kW")).empty());
  const auto texts = messages("plate-exchanger", "plate-exchanger-2mw", figure("duty", "2300 kW"));
  CHECK(holds(texts, "E-CAT-005: the streams of plate-exchanger-2mw cannot carry its duty"));
  CHECK(messages("plate-exchanger", "plate-exchanger-2mw", figure("cold-in", "23 degC")) ==
        Texts{"E-CAT-003: the cold water of plate-exchanger-2mw is no colder than the warm water"});
}

TEST_CASE("a tank holds no more than its box, and air of a door is warmer than its water") {
  CHECK(messages("tank", "stratified-tank-100",
                 figure("width", "4 m") + figure("depth", "4 m") + figure("height", "6 m")) ==
        Texts{"E-CAT-005: stratified-tank-100 would hold more than its box"});
  CHECK(messages("rear-door", "motivair-chilleddoor", figure("air-in", "29 degC")) ==
        Texts{"E-CAT-003: the air of motivair-chilleddoor is no warmer than its water"});
  CHECK(messages("chiller", "liebert-afc-1500",
                 figure("free-ambient", "30 degC") + figure("free-water-in", "28 degC")) ==
        Texts{"E-CAT-003: the air of the free cooling of liebert-afc-1500 is no colder than its water"});
}

TEST_CASE("resistance falls with flow, drop rises, and K/W are no K/kW") {
  const auto curve = [](const char* name, const std::string& points) {
    return "<" + std::string(name) + " source=\"me\" kind=\"secondary\">" + points + "</" + name + ">";
  };
  const std::string id = "ocp-oam-1kw-pg25";
  CHECK(messages("cold-plate", id,
                 curve("resistance-curve",
                       "<point flow=\"1 L/min\" resistance=\"0.02 K/W\"/>"
                       "<point flow=\"2 L/min\" resistance=\"0.03 K/W\"/>")) ==
        Texts{"E-CAT-002: resistance-curve of ocp-oam-1kw-pg25 does not fall with its points in order"});
  CHECK(messages("cold-plate", id,
                 curve("drop-curve",
                       "<point flow=\"1 L/min\" drop=\"20 kPa\"/>"
                       "<point flow=\"2 L/min\" drop=\"10 kPa\"/>")) ==
        Texts{"E-CAT-002: drop-curve of ocp-oam-1kw-pg25 does not rise with its points in order"});
  const auto slip = messages("cold-plate", id,
                             curve("resistance-curve",
                                   "<point flow=\"1 L/min\" resistance=\"9 K/W\"/>"
                                   "<point flow=\"2 L/min\" resistance=\"8 K/W\"/>"));
  CHECK(holds(slip, "E-CAT-004: ocp-oam-1kw-pg25 would have a resistance of 9 K/W"));
  CHECK(messages("cold-plate", id,
                 curve("resistance-curve",
                       "<point flow=\"1 L/min\" resistance=\"24.5 K/kW\"/>"
                       "<point flow=\"2 L/min\" resistance=\"20 K/kW\"/>"))
            .empty());
}

TEST_CASE("a rack names the plate on its accelerators, one that there is") {
  CHECK(messages("rack cold-plate=\"ocp-oam-1kw-pg25\"", "gb300-nvl72", "").empty());
  const auto texts = messages("rack cold-plate=\"ocp-oam\"", "gb300-nvl72", "");
  REQUIRE(texts.size() == 1);
  CHECK(texts.front().starts_with("E-ID-003"));
}
