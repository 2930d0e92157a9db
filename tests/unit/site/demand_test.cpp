#include "tests/unit/site/small_study.hpp"

#include <cmath>

using namespace shellfit;
using namespace shellfit::site;

namespace {

std::string fault_of_lines(const std::string& lines) {
  SmallStudy study;
  study.lines = lines;
  return study.fault();
}
std::string fault_of_basis(const std::string& basis) {
  SmallStudy study;
  study.basis = basis;
  return study.fault();
}
Study with_basis(const std::string& basis) {
  SmallStudy study;
  study.basis = basis;
  return study.good();
}

}  // namespace

TEST_CASE("a deployment of nothing is refused") {
  CHECK(fault_of_lines("") == "E-XML-006: deployment has no line");
  CHECK(fault_of_lines("<line id=\"a\" rack=\"gb300-nvl72\"/>") ==
        "E-SITE-010: line a gives 0 of racks, units and power");
  for (const auto* zero : {"racks=\"0\"", "units=\"0\"", "racks=\"-8\"", "power=\"0 MW\"", "power=\"-1 MW\""})
    CHECK(fault_of_lines("<line id=\"a\" rack=\"gb300-nvl72\" " + std::string(zero) + "/>")
              .starts_with("E-VAL-008"));
}

TEST_CASE("a line asks in one way only, and for one rack at least") {
  CHECK(fault_of_lines("<line id=\"a\" rack=\"gb300-nvl72\" racks=\"8\" units=\"1\"/>") ==
        "E-SITE-010: line a gives 2 of racks, units and power");
  CHECK(fault_of_lines("<line id=\"a\" rack=\"gb300-nvl72\" power=\"141 kW\"/>") ==
        "E-SITE-010: line a asks for less than one rack");
  SmallStudy study;
  study.lines = "<line id=\"a\" rack=\"gb300-nvl72\" power=\"142 kW\"/>";
  CHECK(study.good().deployment.lines.at(0).power == 142.0 * units::kW);
}

TEST_CASE("a line's rack and spaces exist, and its spaces are white") {
  CHECK(fault_of_lines("<line id=\"a\" rack=\"gb300\" racks=\"8\"/>") ==
        "E-ID-003: there is no rack \"gb300\"");
  CHECK(fault_of_lines("<line id=\"a\" rack=\"fws-pump-4250\" racks=\"8\"/>") ==
        "E-ID-003: there is no rack \"fws-pump-4250\"");
  CHECK(fault_of_lines("<line id=\"a\" rack=\"gb300-nvl72\" racks=\"8\" spaces=\"hall attic\"/>") ==
        "E-ID-003: there is no space \"attic\"");
}

TEST_CASE("lines and support racks have ids of their own") {
  CHECK(fault_of_lines("<line id=\"a\" rack=\"gb300-nvl72\" racks=\"8\"/><line id=\"a\" rack=\"gb300-nvl72\" "
                       "racks=\"8\"/>") == "E-ID-002: id \"a\" is used twice");
  CHECK(fault_of_lines("<line id=\"a\" rack=\"gb300-nvl72\" racks=\"8\"><support id=\"a\" "
                       "rack=\"network-rack\" per-unit=\"1\"/></line>") ==
        "E-ID-002: id \"a\" is used twice");
}

TEST_CASE("a basis that says nothing is full of reported defaults") {
  const auto study = with_basis("");
  CHECK(study.basis.liquid.supply == 40.0 * units::degC);
  CHECK(study.basis.electrical.breaker_share == ratio(0.8));
  CHECK(std::fabs(study.basis.space.cold_aisle.in_si() - 1.2) < 1e-12);
  CHECK(study.basis.structure.feet_on_floor == 3);
  CHECK(study.basis.survive.empty());
  CHECK_FALSE(study.basis.scope.mv_board.has_value());
  bool has_leakage = false;
  for (const auto& used : study.defaults) {
    CHECK_FALSE(used.meaning.empty());
    if (used.element == "study/basis/air" && used.field == "leakage") has_leakage = used.value == "10 %";
  }
  CHECK(has_leakage);
}

TEST_CASE("a figure that the basis gives is no default") {
  for (const auto& used : with_basis("<air leakage=\"5 %\"/>").defaults)
    CHECK_FALSE((used.element == "study/basis/air" && used.field == "leakage"));
}

TEST_CASE("setpoints that contradict each other are refused") {
  CHECK(fault_of_basis("<liquid supply=\"36 degC\" facility-supply=\"36 degC\"/>")
            .starts_with("E-SITE-012: facility water"));
  CHECK(fault_of_basis("<air supply=\"20 degC\" water-supply=\"25 degC\"/>")
            .starts_with("E-SITE-012: the air units' water"));
  SmallStudy study;
  study.climate =
      "<climate dry-bulb=\"20 degC\" wet-bulb=\"27 degC\" dew-point=\"15 degC\" cold=\"-18 degC\" "
      "source=\"x\"/>";
  CHECK(study.fault() == "E-SITE-012: the wet bulb of the climate is above its dry bulb");
  study.climate =
      "<climate dry-bulb=\"unknown\" wet-bulb=\"27 degC\" dew-point=\"25 degC\" cold=\"-18 degC\" "
      "source=\"x\"/>";
  CHECK(study.good().shell.site.climate.dry_bulb.is_unknown());
}

TEST_CASE("a claim that the basis chooses becomes the one that counts") {
  const auto study = with_basis(
      "<choose rack=\"gb300-nvl72\" figure=\"tdp\" source=\"hpe-gb300\"/>"
      "<choose rack=\"gb300-nvl72\" figure=\"coolant\" source=\"nv-aif\"/>");
  const auto& rack = study.catalog.get(Id<catalogs::RackType>("gb300-nvl72"));
  CHECK(rack.tdp.value() == 132.0 * units::kW);  // HPE QuickSpecs
  CHECK(rack.coolant.front().provenance.source == "nv-aif");
  CHECK(rack.coolant.size() == 2);
}

TEST_CASE("a claim that nobody makes cannot be chosen") {
  CHECK(fault_of_basis("<choose rack=\"gb300-nvl72\" figure=\"tdp\" source=\"watts\"/>") ==
        "E-SITE-011: gb300-nvl72 has no claim to tdp by watts");
  CHECK(fault_of_basis("<choose rack=\"gb300-nvl72\" figure=\"tpd\" source=\"hpe-gb300\"/>") ==
        "E-VAL-009: figure of choose cannot be \"tpd\"");
  CHECK(fault_of_basis("<choose rack=\"gb301\" figure=\"tdp\" source=\"hpe-gb300\"/>") ==
        "E-ID-003: there is no rack \"gb301\"");
}

TEST_CASE("outages to survive are words of the trade") {
  const auto survive =
      with_basis("<survive loss-of=\"feed cdu\" by-maintenance=\"yes\"/>").basis.survive.at(0);
  CHECK(survive.parts == std::vector{Part::feed, Part::cdu});
  CHECK(survive.by_fault);
  CHECK(survive.by_maintenance);
  CHECK(survive.during.empty());
  CHECK(fault_of_basis("<survive loss-of=\"feeds\"/>").starts_with("E-VAL-009"));
  CHECK(fault_of_basis("<survive/>") == "E-XML-005: survive has no loss-of");
}

TEST_CASE("a fault may come while parts of some classes are in maintenance, but the utility is in none") {
  const auto survive = with_basis(
                           "<survive loss-of=\"breaker battery transfer-switch\" "
                           "during-maintenance-of=\"ups generator\"/>")
                           .basis.survive.at(0);
  CHECK(survive.parts == std::vector{Part::breaker, Part::battery, Part::transfer_switch});
  CHECK(survive.during == std::vector{Part::ups, Part::generator});
  CHECK(fault_of_basis("<survive loss-of=\"ups\" during-maintenance-of=\"utility\"/>") ==
        "E-VAL-009: during-maintenance-of of survive cannot be \"utility\"");
}

TEST_CASE("what the fit-out may add is listed with types that exist and a most of each") {
  const auto scope = with_basis(
                         "<fit-out><cdu type=\"coolit-chx2000\" standby=\"1\" most=\"8\" "
                         "racks-per-group=\"40\"/><mixing/></fit-out>")
                         .basis.scope;
  CHECK(scope.cdus.at(0).most == 8);
  CHECK(scope.has_mixing);
  CHECK(scope.coolers.empty());
  CHECK(
      fault_of_basis("<fit-out><cooler type=\"dry-cooler\" most=\"2\"/></fit-out>").starts_with("E-ID-003"));
  CHECK(fault_of_basis("<fit-out><cooler type=\"dry-cooler-2mw\"/></fit-out>") ==
        "E-XML-005: cooler has no most");
  CHECK(
      fault_of_basis(
          "<fit-out><cdu type=\"coolit-chx2000\" standby=\"8\" most=\"8\" racks-per-group=\"40\"/></fit-out>")
          .starts_with("E-SITE-007"));
}
