#include "catalogs/catalog.hpp"
#include "catalogs/equipment_tables.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace shellfit;
using namespace shellfit::catalogs;

namespace {

struct Laid {
  Catalog catalog;
  Diagnostics faults;
};
/// A catalog file with this inside laid over the built-in one; "me" is a source.
Laid lay(const std::string& inside) {
  const auto root = documents::parse_document(
      "mine.xml", "<catalog schema=\"1\"><source id=\"me\" title=\"A survey\"/>\n" + inside + "</catalog>");
  REQUIRE(root.has_value());
  Laid laid{built_in_catalog(), {}};
  documents::Reading reading;
  overlay_catalog(laid.catalog, *root, reading);
  make_known(laid.catalog, reading);
  reading.resolve_references();
  if (!reading.has_faults()) check_catalog(laid.catalog, reading);
  laid.faults = reading.take_faults();
  return laid;
}
std::string figure(const std::string& name, const std::string& value) {
  return "<" + name + " value=\"" + value + "\" source=\"me\" kind=\"assumed\"/>";
}
Diagnostic only_fault(const std::string& inside) {
  const auto laid = lay(inside);
  INFO(inside);
  REQUIRE(laid.faults.size() == 1);
  return laid.faults.front();
}
const Id<RackType> gb300("gb300-nvl72");

}  // namespace

TEST_CASE("a figure laid over replaces all claims to it and leaves the rest as it was") {
  const auto [catalog, faults] = lay("<rack id=\"gb300-nvl72\">" + figure("tdp", "137 kW") + "</rack>");
  REQUIRE(faults.empty());
  const auto& rack = catalog.get(gb300);
  const auto& original = built_in_catalog().get(gb300);
  CHECK(rack.tdp.value() == 137.0 * units::kW);
  CHECK(rack.tdp.claims.size() == 1);
  CHECK(rack.tdp.provenance().source == "me");
  CHECK(rack.tdp.provenance().evidence == Evidence::assumed);
  CHECK(rack.peak.value() == original.peak.value());
  CHECK(rack.coolant.size() == original.coolant.size());
  CHECK(rack.about.name == original.about.name);
  CHECK(rack.supplies.count == original.supplies.count);
  CHECK(original.tdp.value() == 142.0 * units::kW);  // the built-in catalog is never changed
}

TEST_CASE("an unknown figure becomes known by an overlay, and a known one unknown") {
  const auto [catalog, faults] = lay("<cooler id=\"dry-cooler-2mw\">" + figure("water-drop", "60 kPa") +
                                     figure("mass", "unknown") + "</cooler>");
  REQUIRE(faults.empty());
  const auto& cooler = catalog.get(Id<CoolerType>("dry-cooler-2mw"));
  CHECK(cooler.water_drop.value() == 60.0 * units::kPa);
  CHECK_FALSE(cooler.body.mass.is_known());
  CHECK(table_of<CoolerType>().unknown_inputs(cooler).empty());
}

TEST_CASE(
    "of rival claims laid over, the highest TDP counts, by its upper end, and unknown counts for nothing") {
  const auto chosen = [](const std::string& claims) {
    const auto laid = lay("<rack id=\"gb300-nvl72\">" + claims + "</rack>");
    REQUIRE(laid.faults.empty());
    CHECK(laid.catalog.get(gb300).tdp.claims.size() == 3);
    return to_text(laid.catalog.get(gb300).tdp.claim().value);
  };
  CHECK(chosen(figure("tdp", "120 kW") + figure("tdp", "140 kW") + figure("tdp", "130 kW")) == "140 kW");
  CHECK(chosen(figure("tdp", "unknown") + figure("tdp", "120 kW") + figure("tdp", "110 kW")) == "120 kW");
  CHECK(chosen(figure("tdp", "130 kW") + figure("tdp", "120..141 kW") + figure("tdp", "unknown")) ==
        "120..141 kW");
}

TEST_CASE("a curve laid over replaces all curves of its kind") {
  const auto [catalog, faults] =
      lay("<rack id=\"gb300-nvl72\"><coolant source=\"me\" kind=\"assumed\"><point supply=\"30 degC\" "
          "flow=\"70 L/min\" "
          "drop=\"20 kPa\"/><point supply=\"40 degC\" flow=\"120 L/min\" drop=\"60 kPa\"/></coolant></rack>");
  REQUIRE(faults.empty());
  REQUIRE(catalog.get(gb300).coolant.size() == 1);
  CHECK(catalog.get(gb300).coolant[0].points.size() == 2);
  CHECK(catalog.get(gb300).airflow.size() == built_in_catalog().get(gb300).airflow.size());
}

TEST_CASE("a new type stands beside the built-in ones") {
  const auto [catalog, faults] = lay("<pipe id=\"dn600\" name=\"DN 600\">" + figure("bore", "597 mm") +
                                     figure("roughness", "0.045 mm") + figure("mass", "90 kg/m") + "</pipe>");
  REQUIRE(faults.empty());
  CHECK(catalog.all<PipeType>().size() == built_in_catalog().all<PipeType>().size() + 1);
  CHECK(catalog.get(Id<PipeType>("dn600")).about.name == "DN 600");
}

TEST_CASE("a new type must claim every figure of its kind, if only as unknown") {
  const auto fault =
      only_fault("<pipe id=\"dn600\">" + figure("bore", "597 mm") + figure("mass", "90 kg/m") + "</pipe>");
  CHECK(fault.code == "E-CAT-001");
  CHECK(fault.message == "pipe dn600 has no roughness");
  CHECK(fault.where.line() == 2);
  const auto laid = lay("<pipe id=\"dn600\">" + figure("bore", "597 mm") + figure("mass", "90 kg/m") +
                        figure("roughness", "unknown") + "</pipe>");
  CHECK(laid.faults.empty());
}

TEST_CASE("a figure without source or kind is refused, and so is a source that nobody defined") {
  const auto with = [](const std::string& provenance) {
    return only_fault("<rack id=\"gb300-nvl72\"><tdp value=\"137 kW\" " + provenance + "/></rack>");
  };
  CHECK(with("kind=\"assumed\"").message == "tdp has no source");
  CHECK(with("source=\"me\"").message == "tdp has no kind");
  CHECK(with("source=\"me\" kind=\"guessed\"").code == "E-VAL-009");
  CHECK(with("source=\"you\" kind=\"assumed\"").code == "E-ID-003");
}

TEST_CASE("an id may be used by the built-in catalog and by a file, but once in the file") {
  const auto mass = figure("mass", "900 kg");
  CHECK(lay("<rack id=\"network-rack\">" + mass + "</rack>").faults.empty());
  const auto fault = only_fault("<rack id=\"network-rack\">" + mass + "</rack><rack id=\"network-rack\">" +
                                mass + "</rack>");
  CHECK(fault.code == "E-ID-002");
}

TEST_CASE("a root that is no catalog of version 1 changes nothing") {
  for (const auto* text : {"<shell schema=\"1\"/>", "<catalog/>", "<catalog schema=\"7\"/>"}) {
    Catalog catalog;
    documents::Reading reading;
    overlay_catalog(catalog, *documents::parse_document("a.xml", text), reading);
    CHECK(reading.take_faults().at(0).code == "E-XML-009");
    CHECK(list_catalog(catalog).empty());
  }
}
