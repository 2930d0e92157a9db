#include "catalogs/catalog.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace shellfit;
using namespace shellfit::catalogs;

namespace {

std::string figure(const std::string& name, const std::string& value) {
  return "<" + name + " value=\"" + value + "\" source=\"shellfit\" kind=\"assumed\"/>";
}
/// The one fault of a built-in type with this laid over it, as "code: message".
std::string fault_of(const std::string& kind, const std::string& id, const std::string& inside,
                     const std::string& attributes = "") {
  const auto root =
      documents::parse_document("mine.xml", "<catalog schema=\"1\"><" + kind + " id=\"" + id + "\" " +
                                                attributes + ">" + inside + "</" + kind + "></catalog>");
  REQUIRE(root.has_value());
  auto catalog = built_in_catalog();
  documents::Reading reading;
  overlay_catalog(catalog, *root, reading);
  if (!reading.has_faults()) check_catalog(catalog, reading);
  const auto faults = reading.take_faults();
  INFO(kind << " " << inside);
  REQUIRE(faults.size() == 1);
  return faults.front().code + ": " + faults.front().message;
}
std::string curve(const std::string& name, const std::string& points) {
  return "<" + name + " source=\"shellfit\" kind=\"assumed\">" + points + "</" + name + ">";
}
std::string supplies(const std::string& changed) {
  std::string text =
      "<power-supplies count=\"8\" needed=\"4\" each=\"33 kW\" connection=\"three-phase\" "
      "lowest-voltage=\"374 V\" highest-voltage=\"528 V\" efficiency=\"97.5 %\" power-factor=\"0.99\" "
      "circuit=\"60 A\" source=\"shellfit\" kind=\"assumed\"/>";
  const auto name = changed.substr(0, changed.find('=') + 1);
  const auto from = text.find(" " + name) + 1;
  return text.replace(from, text.find('"', from + name.size() + 1) + 1 - from, changed);
}
const std::string rack = "gb300-nvl72";

}  // namespace

TEST_CASE("a peak below the TDP is a contradiction") {
  CHECK(fault_of("rack", rack, figure("peak", "100 kW")) ==
        "E-CAT-003: the peak of gb300-nvl72 is below its TDP");
}

TEST_CASE("figures beyond what can be are refused by the kind's limits") {
  for (const auto& inside :
       {figure("tdp", "5 MW"), figure("tdp", "-1 kW"), figure("tdp", "0 kW"), figure("liquid-share", "101 %"),
        figure("liquid-share", "-1 %"), figure("width", "0 mm"), figure("mass", "500 t"),
        figure("supply-highest", "95 degC"), figure("tdp", "1..5 MW")}) {
    CHECK(fault_of("rack", rack, inside).starts_with("E-VAL-008"));
  }
  CHECK(fault_of("ups", "galaxy-vxl-2x1250", figure("efficiency", "101 %")).starts_with("E-VAL-008"));
  CHECK(fault_of("transformer", "unit-3000-34k5-480", figure("impedance", "0 %")).starts_with("E-VAL-008"));
  CHECK(fault_of("pump", "fws-pump-4250", figure("efficiency", "0 %")).starts_with("E-VAL-008"));
}

TEST_CASE("a rack needs no more power supplies than it has, and an input window") {
  CHECK(fault_of("rack", rack, supplies("needed=\"9\"")) ==
        "E-CAT-003: gb300-nvl72 needs more power supplies than it has");
  CHECK(fault_of("rack", rack, supplies("lowest-voltage=\"528 V\"")) ==
        "E-CAT-003: the input window of gb300-nvl72 is empty");
  CHECK(fault_of("rack", rack, supplies("count=\"0\"")).starts_with("E-VAL-008"));
}

TEST_CASE("a coolant curve rises with its supply temperature and has two points or more") {
  const std::string at_30 = "<point supply=\"30 degC\" flow=\"70 L/min\" drop=\"20 kPa\"/>";
  const std::string at_40_less = "<point supply=\"40 degC\" flow=\"60 L/min\" drop=\"20 kPa\"/>";
  CHECK(fault_of("rack", rack, curve("coolant", at_30)) ==
        "E-CAT-002: coolant of gb300-nvl72 has fewer than two points");
  CHECK(fault_of("rack", rack, curve("coolant", at_30 + at_40_less)) ==
        "E-CAT-002: coolant of gb300-nvl72 does not rise with its points in order");
  CHECK(fault_of("rack", rack, curve("coolant", at_30 + at_30)).starts_with("E-CAT-002"));
  CHECK(fault_of("rack", rack, curve("coolant", "")).starts_with("E-CAT-002"));
}

TEST_CASE("a pump's head falls with its flow") {
  CHECK(fault_of("pump", "fws-pump-4250",
                 curve("pump-curve",
                       "<point flow=\"0 L/s\" head=\"300 kPa\"/><point flow=\"9 L/s\" head=\"301 kPa\"/>")) ==
        "E-CAT-002: pump-curve of fws-pump-4250 does not fall with its points in order");
}

TEST_CASE("water leaves a cooler colder than it enters and warmer than the air") {
  CHECK(fault_of("cooler", "dry-cooler-2mw", figure("water-out", "46 degC")) ==
        "E-CAT-003: water leaves dry-cooler-2mw no colder than it enters");
  CHECK(fault_of("cooler", "dry-cooler-2mw", figure("air-in", "36 degC")) ==
        "E-CAT-003: dry-cooler-2mw cools water below its air");
}

TEST_CASE("water leaves an air unit warmer than it enters and meets warmer air") {
  CHECK(fault_of("air-unit", "liebert-ca80", figure("water-out", "20 degC")) ==
        "E-CAT-003: water leaves liebert-ca80 no warmer than it enters");
  CHECK(fault_of("air-unit", "liebert-ca80", figure("return-air", "20 degC")) ==
        "E-CAT-003: the return air of liebert-ca80 is no warmer than its water");
}

TEST_CASE("a chiller's hot ambient is the hotter one, and a transformer steps down") {
  CHECK(fault_of("chiller", "liebert-afc-1500", figure("hot-ambient", "35 degC")).starts_with("E-CAT-003"));
  CHECK(fault_of("transformer", "unit-3000-34k5-480", figure("secondary", "35 kV")) ==
        "E-CAT-003: unit-3000-34k5-480 steps up");
}

TEST_CASE("a CDU says the coolant of its rating") {
  CHECK(fault_of("cdu", "coolit-chx2000", "", "rated-coolant=\"oil\"") ==
        "E-VAL-009: rated-coolant of cdu cannot be \"oil\"");
}

TEST_CASE("an air unit's water can only be as warm as the air that warms it") {
  // Water out at 40 degC from return air at 36 degC: no coil does that.
  CHECK(fault_of("air-unit", "liebert-ca80", figure("water-out", "40 degC")) ==
        "E-CAT-003: the return air of liebert-ca80 is no warmer than its water");
}

TEST_CASE("an air unit's air can only be as cold as the water that cools it") {
  CHECK(fault_of("air-unit", "liebert-ca80", figure("airflow", "3 m3/s")) ==
        "E-CAT-003: liebert-ca80 would blow air no warmer than its water");
}

TEST_CASE("a CDU's facility water is no ice, and leaves colder than the coolant enters") {
  CHECK(fault_of("cdu", "coolit-chx2000", figure("rated-supply", "5 degC") + figure("approach", "5 K")) ==
        "E-CAT-003: the facility water of coolit-chx2000 would be ice");
  CHECK(fault_of("cdu", "coolit-chx2000", figure("primary-flow", "10 L/min")) ==
        "E-CAT-003: facility water would leave coolit-chx2000 no colder than the coolant enters");
}

TEST_CASE("a rack's coolant carries its heat without boiling") {
  const std::string little = "<point supply=\"30 degC\" flow=\"10 L/min\" drop=\"20 kPa\"/>";
  const std::string more = "<point supply=\"40 degC\" flow=\"70 L/min\" drop=\"20 kPa\"/>";
  CHECK(fault_of("rack", rack, curve("coolant", little + more))
            .starts_with("E-CAT-003: the coolant of gb300-nvl72 would leave it at "));
  CHECK(fault_of("pump", "fws-pump-4250",
                 curve("pump-curve",
                       "<point flow=\"0 L/s\" head=\"1 kPa\"/><point flow=\"10000 m3/s\" head=\"0 kPa\"/>"))
            .starts_with("E-VAL-008"));
}

TEST_CASE("a chiller cools no more in hotter air") {
  CHECK(fault_of("chiller", "liebert-afc-1500",
                 figure("hot-duty", "1600 kW") + figure("nameplate", "600 kW")) ==
        "E-CAT-003: liebert-afc-1500 cools more in hotter air");
}

TEST_CASE("figures without limits of their own have those of their kind of quantity") {
  CHECK(fault_of("busway", "starline-t5-800", figure("mass", "1e308 kg/m")).starts_with("E-VAL-008"));
  CHECK(fault_of("cdu", "coolit-chx2000", figure("primary-flow", "0.001 L/min")).starts_with("E-VAL-008"));
  CHECK(fault_of("cooler", "dry-cooler-2mw", figure("water-drop", "1e12 kPa")).starts_with("E-VAL-008"));
}

TEST_CASE("a range contradicts another figure when one of its ends does") {
  const std::string air = "the return air of liebert-ca80 is no warmer than its water";
  CHECK(fault_of("cooler", "adiabatic-cooler-2mw", figure("air-in", "31..37 degC")) ==
        "E-CAT-003: adiabatic-cooler-2mw cools water below its air");
  CHECK(fault_of("cooler", "adiabatic-cooler-2mw", figure("water-out", "36..46 degC")) ==
        "E-CAT-003: water leaves adiabatic-cooler-2mw no colder than it enters");
  CHECK(fault_of("air-unit", "liebert-ca80", figure("duty", "500..900 kW")) ==
        "E-CAT-003: liebert-ca80 would blow air no warmer than its water");
  CHECK(fault_of("air-unit", "liebert-ca80", figure("return-air", "31..36 degC")) == "E-CAT-003: " + air);
  CHECK(fault_of("chiller", "liebert-afc-1500", figure("ambient", "20..60 degC")) ==
        "E-CAT-003: the hot ambient of liebert-afc-1500 is not the hotter one");
}
