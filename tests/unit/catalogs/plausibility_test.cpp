#include "catalogs/catalog.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <vector>

using namespace shellfit;
using namespace shellfit::catalogs;

namespace {

std::string figure(const std::string& name, const std::string& value) {
  return "<" + name + " value=\"" + value + "\" source=\"me\" kind=\"secondary\"/>\n";
}
Diagnostics faults_of(const std::string& kind, const std::string& id, const std::string& inside) {
  const auto root = documents::parse_document(
      "mine.xml", "<catalog schema=\"1\"><source id=\"me\" title=\"A page\"/>\n<" + kind + " id=\"" + id +
                      "\">\n" + inside + "</" + kind + "></catalog>");
  REQUIRE(root.has_value());
  return catalog_file_faults(*root);
}
std::vector<std::string> messages(const std::string& kind, const std::string& id, const std::string& inside) {
  std::vector<std::string> texts;
  for (const auto& fault : faults_of(kind, id, inside)) texts.push_back(fault.code + ": " + fault.message);
  return texts;
}
bool holds(const std::vector<std::string>& texts, const std::string& text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}
using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("an NVL72 of 3,000 kg and 2.4 MW is refused, for its mass and for its power") {
  const auto texts = messages("rack", "gb200-nvl72",
                              figure("mass", "3000 kg") + figure("tdp", "2.4 MW") + figure("peak", "2.4 MW"));
  // 3,000 kg / (0.6 x 1.068 x 2.236 m); 2.4 MW / 72; 8 x 33 kW / 0.975.
  CHECK(holds(texts, "E-CAT-004: 3 t in the 1.433 m3 of gb200-nvl72 would be 2094 kg/m3"));
  CHECK(holds(texts, "E-CAT-004: 2.4 MW over 72 accelerators of gb200-nvl72 would be 33.33 kW each"));
  CHECK(holds(texts,
              "E-CAT-005: the 8 power supplies of gb200-nvl72 draw 270.8 kW at most, and its TDP is 2.4 MW"));
}

TEST_CASE("an impossible rival is refused as an impossible choice is, where it stands") {
  const auto faults = faults_of("rack", "gb300-nvl72", figure("mass", "1360 kg") + figure("mass", "3000 kg"));
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].code == "E-CAT-004");
  CHECK(faults[0].where.line() == 4);
  CHECK(faults[0].hint == "a rival claim to mass; rivals must be possible too");
}

TEST_CASE("a rack that is light as air is refused too, and both bounds are open to what is built") {
  CHECK(messages("rack", "gb300-nvl72", figure("mass", "60 kg")).size() == 1);
  CHECK(messages("rack", "gb300-nvl72", figure("mass", "120 kg")).empty());
  CHECK(messages("rack", "gb300-nvl72", figure("mass", "2100 kg")).empty());
}

TEST_CASE(
    "accelerators draw no more than their rack, idle is below the TDP, and parts burst above their "
    "pressure") {
  CHECK(messages("rack", "gb300-nvl72", figure("gpu-tdp", "2 kW")) ==
        Texts{"E-CAT-005: 72 accelerators of 2 kW draw more than the rack gb300-nvl72"});
  CHECK(messages("rack", "gb300-nvl72", figure("idle", "143 kW")).size() == 1);
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
  CHECK(messages("air-unit", "liebert-ca80", figure("fan-power", "100 W")).size() == 1);
  CHECK(messages("pump", "fws-pump-4250", figure("efficiency", "95 %")).size() == 1);
}

TEST_CASE("fuel holds its heating value, gallons are no litres") {
  CHECK(messages("generator", "cat-c175-16-3000", figure("fuel", "212.9 L/h")) ==
        Texts{"E-CAT-005: cat-c175-16-3000 would turn 141.3 % of its fuel into power"});
  CHECK(messages("generator", "cat-c175-16-3000", figure("fuel", "212.9 gal/h")).empty());
}

TEST_CASE("batteries hold and give what cells can") {
  // 58 times its energy in an hour; and for 5 min more than it holds.
  CHECK(messages("battery", "samsung-136s", figure("power", "2 MW")).size() == 2);
  CHECK(messages("battery", "samsung-136s", figure("runtime", "30 min")).size() == 1);
  CHECK(messages("battery", "samsung-136s", figure("energy", "346 kWh")).size() == 1);
  CHECK(messages("storage", "catl-tener", figure("energy", "62.5 MWh")).size() == 2);
}

TEST_CASE("losses of transformers, UPS and busways are neither nothing nor everything") {
  CHECK(messages("transformer", "eu-t2-liquid-2500", figure("no-load-loss", "60 kW")).size() == 1);
  // 6 % of 2,500 kVA is 150 kW.
  CHECK(messages("transformer", "eu-t2-liquid-2500", figure("load-loss", "151 kW")) ==
        Texts{"E-CAT-005: the load loss of eu-t2-liquid-2500 is more than its impedance"});
  CHECK(messages("transformer", "doe-liquid-2500", figure("test-efficiency", "99.7 %")).size() == 1);
  CHECK(messages("ups", "galaxy-vxl-500", figure("efficiency", "99.5 %")).size() == 2);
  CHECK(messages("busway", "starline-t5-800", figure("resistance", "5 mohm/m")).size() == 1);
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
  const auto texts = messages("rack", "gb300-nvl72", figure("tdp", "5 MW") + figure("peak", "5 MW"));
  CHECK(
      std::any_of(texts.begin(), texts.end(), [](const auto& one) { return one.starts_with("E-VAL-008"); }));
  CHECK(
      std::any_of(texts.begin(), texts.end(), [](const auto& one) { return one.starts_with("E-CAT-004"); }));
}
