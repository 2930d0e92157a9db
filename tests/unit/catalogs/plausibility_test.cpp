#include "tests/unit/catalogs/catalog_faults.hpp"

using namespace shellfit;
using namespace shellfit::catalogs;

namespace {

/// Unknown figures of a body.
const std::string no_body = figure("width", "unknown") + figure("depth", "unknown") +
                            figure("height", "unknown") + figure("mass", "unknown");

}  // namespace

TEST_CASE("an NVL72 of 3,000 kg and 2.4 MW is refused, for its mass and for its power") {
  const auto texts = messages("rack", "gb200-nvl72",
                              figure("mass", "3000 kg") + figure("tdp", "2.4 MW") + figure("peak", "2.4 MW"));
  // 3,000 kg and 2.4 MW / (0.6 x 1.068 x 2.236 m); 8 x 33 kW / 0.975.
  CHECK(holds(texts, "E-CAT-004: 3 t in the 1.433 m3 of gb200-nvl72 would be 2094 kg/m3"));
  CHECK(holds(texts, "E-CAT-004: 2.4 MW in the box of gb200-nvl72 would be 1.675 MW in a cubic metre"));
  CHECK(holds(texts,
              "E-CAT-005: the 8 power supplies of gb200-nvl72 draw 270.8 kW at most, and its TDP is 2.4 MW"));
}

TEST_CASE("a rack that is light as air is refused too, and both bounds are open to what is built") {
  CHECK(messages("rack", "gb300-nvl72", figure("mass", "60 kg")) ==
        Texts{"E-CAT-004: 60 kg in the 1.433 m3 of gb300-nvl72 would be 41.88 kg/m3"});
  CHECK(messages("rack", "gb300-nvl72", figure("mass", "120 kg")).empty());
  // 1,996 and 2,003 kg/m3.
  CHECK(messages("rack", "gb300-nvl72", figure("mass", "2860 kg")).empty());
  CHECK(messages("rack", "gb300-nvl72", figure("mass", "2870 kg")) ==
        Texts{"E-CAT-004: 2.87 t in the 1.433 m3 of gb300-nvl72 would be 2003 kg/m3"});
}

TEST_CASE("an accelerator may be a whole wafer, and no more") {
  CHECK(messages("rack gpus=\"1\"", "rubin-nvl8-2u", figure("tdp", "23 kW")).empty());
  CHECK(messages("rack gpus=\"1\"", "rubin-nvl8-2u", figure("tdp", "91 kW")) ==
        Texts{"E-CAT-004: 91 kW over 1 accelerators of rubin-nvl8-2u would be 91 kW each"});
}

TEST_CASE(
    "accelerators draw no more than their rack, idle is below the TDP, and parts burst above their "
    "pressure") {
  CHECK(messages("rack", "gb300-nvl72", figure("gpu-tdp", "2 kW")) ==
        Texts{"E-CAT-005: 72 accelerators of 2 kW draw more than the rack gb300-nvl72"});
  CHECK(messages("rack", "gb300-nvl72", figure("idle", "143 kW")) ==
        Texts{"E-CAT-005: gb300-nvl72 draws more idle than at its TDP"});
  CHECK(messages("rack", "gb300-nvl72", figure("pressure-burst", "5 bar")) ==
        Texts{"E-CAT-005: the coolant parts of gb300-nvl72 would burst at their working pressure"});
}

TEST_CASE("air leaves a rack at most 60 K warmer") {
  // 1 / (10 CFM/kW x 1.3 kJ/m3/K) = 163 K.
  CHECK(messages("rack", "h100-air-rack", figure("airflow-per-power", "10 CFM/kW")) ==
        Texts{"E-CAT-005: air would leave h100-air-rack 163 K warmer than it enters"});
}

TEST_CASE("a COP stays below three quarters of Carnot's") {
  // 298.15 K / 18 K = 16.56 from 25 to 43 degC.
  CHECK(messages("chiller", "liebert-afc-1500", figure("hot-cop", "12.5")) ==
        Texts{"E-CAT-005: liebert-afc-1500 would cool at a COP of 12.5 from 25 degC to 43 degC"});
  CHECK(messages("chiller", "liebert-afc-1500", figure("hot-cop", "12.3")).empty());
}

TEST_CASE("pumps give no more than they take, fans neither spin for nothing nor blow like a forge") {
  // 1,200 L/min x 248 kPa = 4.96 kW.
  CHECK(messages("cdu", "vertiv-xdu1350", figure("power", "4.9 kW")) ==
        Texts{"E-CAT-005: vertiv-xdu1350 would put 4.96 kW into its flow from 4.9 kW"});
  CHECK(messages("cdu", "vertiv-xdu1350", figure("power", "5 kW")).empty());
  // 150,000 m3/h are 41.67 m3/s.
  CHECK(messages("air-unit", "liebert-ca80", figure("fan-power", "100 W")) ==
        Texts{"E-CAT-004: the fans of liebert-ca80 would spend 2.4 J on a cubic metre of air"});
  CHECK(messages("air-unit", "liebert-ca80", figure("fan-power", "500 kW")) ==
        Texts{"E-CAT-004: the fans of liebert-ca80 would spend 12000 J on a cubic metre of air"});
  CHECK(messages("pump", "fws-pump-4250", figure("efficiency", "95 %")) ==
        Texts{"E-CAT-004: fws-pump-4250 would turn 95 % of its input into flow"});
}

TEST_CASE("fuel holds its heating value, gallons are no litres") {
  // 3,000 kW / (212.9 L/h x 35.9 MJ/L).
  CHECK(messages("generator", "cat-c175-16-3000", figure("fuel", "212.9 L/h")) ==
        Texts{"E-CAT-005: cat-c175-16-3000 would turn 141.3 % of its fuel into power"});
  CHECK(messages("generator", "cat-c175-16-3000", figure("fuel", "212.9 gal/h")).empty());
}

TEST_CASE("gas is counted in cubic metres, by a set that says that it burns gas") {
  // 3,000 kW / (800 m3/h x 36 MJ/m3) = 37.5 %.
  const auto fuel = figure("fuel", "800 m3/h");
  CHECK(messages("generator burns=\"natural-gas\"", "cat-c175-16-3000", fuel).empty());
  CHECK(messages("generator burns=\"other\"", "cat-c175-16-3000", fuel).empty());
  const auto faults = faults_of("generator", "cat-c175-16-3000", fuel);
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].message == "cat-c175-16-3000 would turn 0.0376 % of its fuel into power");
  CHECK(faults[0].hint == "a set for gas says so: burns=\"natural-gas\"");
  CHECK(messages("generator burns=\"natural-gas\"", "cat-c175-16-3000", figure("fuel", "300 m3/h")) ==
        Texts{"E-CAT-005: cat-c175-16-3000 would turn 100 % of its gas into power"});
  CHECK(messages("generator burns=\"natural-gas\"", "cat-c175-16-3000", figure("fuel", "6000 m3/h")) ==
        Texts{"E-CAT-005: cat-c175-16-3000 would turn 5 % of its gas into power"});
}

TEST_CASE("batteries hold and give what cells can") {
  // 34.6 kWh last 62.3 s at 2 MW, 58 times in an hour.
  CHECK(messages("battery", "samsung-136s", figure("power", "2 MW")) ==
        Texts{"E-CAT-005: samsung-136s would give 2 MW for 5 min, more than it holds",
              "E-CAT-004: samsung-136s would be empty in 1.038 min at 2 MW"});
  CHECK(messages("battery", "samsung-136s", figure("runtime", "30 min")) ==
        Texts{"E-CAT-005: samsung-136s would give 207 kW for 30 min, more than it holds"});
  CHECK(messages("battery", "samsung-136s", figure("energy", "346 kWh")) ==
        Texts{"E-CAT-004: samsung-136s would hold 0.6291 kWh in each kg"});
  // 62,500 kWh in 45,000 kg and 6.06 x 2.44 x 2.90 m.
  CHECK(messages("storage", "catl-tener", figure("energy", "62.5 MWh")) ==
        Texts{"E-CAT-004: catl-tener would hold 1.389 kWh in each kg",
              "E-CAT-004: catl-tener would hold 1458 kWh in a cubic metre"});
}

TEST_CASE("flywheels and capacitors give their energy in seconds, and say that they are no cells") {
  // 4.5 MJ at 300 kW last 15 s, 240 times in an hour; 0.15 MJ at 300 kW half a second.
  const auto flywheel = no_body + figure("energy", "4.5 MJ") + figure("power", "300 kW");
  CHECK(messages("battery store=\"flywheel\"", "wheel", flywheel + figure("runtime", "15 s")).empty());
  CHECK(messages("storage store=\"flywheel\"", "wheel", flywheel).empty());
  const auto faults = faults_of("battery", "wheel", flywheel);
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].message == "wheel would be empty in 15 s at 300 kW");
  CHECK(faults[0].hint == "a flywheel or capacitors say so: store=\"flywheel\", store=\"capacitor\"");
  const auto capacitor = no_body + figure("energy", "0.15 MJ") + figure("power", "300 kW");
  CHECK(messages("storage store=\"capacitor\"", "shelf", capacitor).empty());
  CHECK(messages("storage store=\"flywheel\"", "shelf", capacitor) ==
        Texts{"E-CAT-004: shelf would be empty in 0.5 s at 300 kW"});
  CHECK(messages("storage store=\"flywheel\"", "catl-tener", "") ==
        Texts{"E-CAT-004: catl-tener would hold 0.1389 kWh in each kg",
              "E-CAT-004: catl-tener would hold 145.8 kWh in a cubic metre"});
}

TEST_CASE("losses of transformers, UPS and busways are neither nothing nor everything") {
  CHECK(messages("transformer", "eu-t2-liquid-2500", figure("no-load-loss", "60 kW")) ==
        Texts{"E-CAT-004: eu-t2-liquid-2500 would lose over 2 % of its rating without load"});
  // 6 % of 2,500 kVA is 150 kW.
  CHECK(messages("transformer", "eu-t2-liquid-2500", figure("load-loss", "151 kW")) ==
        Texts{"E-CAT-005: the load loss of eu-t2-liquid-2500 is more than its impedance"});
  CHECK(messages("ups", "galaxy-vxl-500", figure("efficiency", "99.5 %")) ==
        Texts{"E-CAT-005: galaxy-vxl-500 would lose more on mains than converting twice",
              "E-CAT-004: galaxy-vxl-500 would convert twice with 99.5 %"});
  // 3 x 800 A^2 x 5 mohm/m.
  CHECK(messages("busway", "starline-t5-800", figure("resistance", "5 mohm/m")) ==
        Texts{"E-CAT-005: starline-t5-800 would lose 9.6 kW in each metre at its rating"});
}

TEST_CASE("the efficiency of a listing is the least: a transformer may lose less than it allows, not more") {
  // 2,951 W + 0.25 x 11,805 W; 1,250 kW x (1 / 0.997 - 1).
  CHECK(messages("transformer", "doe-liquid-2500", figure("test-efficiency", "99.7 %")) ==
        Texts{"E-CAT-005: the losses of doe-liquid-2500 come to 5.902 kW at its test load, its least "
              "efficiency allows 3.761 kW"});
  CHECK(messages("transformer", "doe-liquid-2500", figure("test-efficiency", "99 %")).empty());
  CHECK(messages("transformer", "doe-liquid-2500",
                 figure("no-load-loss", "1500 W") + figure("load-loss", "9000 W"))
            .empty());
}

TEST_CASE("cables reach what their medium reaches at any rate that is installed") {
  const auto link = [](const std::string& medium, const std::string& reach) {
    return messages("cable medium=\"" + medium + "\"", "mine",
                    figure("reach", reach) + figure("power", "unknown"));
  };
  // Category 6A with 10GBASE-T; 10GBASE-CX4; 1000BASE-SX on OM2; 100BASE-FX.
  CHECK(link("passive-copper", "100 m").empty());
  CHECK(link("active-copper", "15 m").empty());
  CHECK(link("multimode", "550 m").empty());
  CHECK(link("multimode", "2 km").empty());
  CHECK(link("single-mode", "40 km").empty());
  CHECK(link("passive-copper", "2000 m") == Texts{"E-CAT-004: mine would reach 2000 m"});
  CHECK(link("active-copper", "700 m") == Texts{"E-CAT-004: mine would reach 700 m"});
  CHECK(link("multimode", "5 km") == Texts{"E-CAT-004: mine would reach 5000 m"});
}

TEST_CASE("what an element is claimed to be unknown must not be given") {
  CHECK(messages(
            "rack", "gb300-nvl72",
            "<coolant value=\"unknown\" source=\"me\" kind=\"secondary\"><point supply=\"30 degC\" flow=\"70 "
            "L/min\" drop=\"20 kPa\"/></coolant>") ==
        Texts{"E-CAT-003: coolant of gb300-nvl72 is claimed as unknown and has points"});
  CHECK(messages("rack", "gb300-nvl72", "<coolant value=\"unknown\" source=\"me\" kind=\"secondary\"/>")
            .empty());
  CHECK(
      messages("rack", "gb300-nvl72", "<power-supplies value=\"unknown\" source=\"me\" kind=\"secondary\"/>")
          .empty());
}

TEST_CASE("a figure beyond its limit does not hide what else is wrong with it") {
  // 5 MW / 1.433 m3.
  const auto texts = messages("rack", "gb300-nvl72", figure("tdp", "5 MW") + figure("peak", "5 MW"));
  CHECK(holds(texts, "E-VAL-008: value of tdp cannot be 5 MW"));
  CHECK(holds(texts, "E-CAT-004: 5 MW in the box of gb300-nvl72 would be 3.49 MW in a cubic metre"));
}
