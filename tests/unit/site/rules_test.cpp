#include "site/rules.hpp"

#include "site/rule_choice.hpp"
#include "tests/unit/site/small_study.hpp"

#include <algorithm>
#include <set>

using namespace shellfit;
using namespace shellfit::site;

namespace {

SmallStudy with_basis(const std::string& inside, const std::string& country = "") {
  SmallStudy small;
  small.basis = inside;
  small.country = country;
  return small;
}
SmallStudy in_set(const std::string& set, const std::string& inside = "") {
  SmallStudy small;
  small.basis_attributes = "rules=\"" + set + "\"";
  small.basis = inside;
  return small;
}
const documents::DefaultUsed* default_of(const Study& study, const std::string& field) {
  const auto found = std::find_if(study.defaults.begin(), study.defaults.end(),
                                  [&](const documents::DefaultUsed& used) { return used.field == field; });
  return found == study.defaults.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("every attribute that takes its default from rules gets one from every set that stands alone") {
  REQUIRE(rule_fields().size() > 20);
  for (const char* id : {"us-2023", "iec-2023"}) {
    const auto set = whole_set(built_in_rule_sets(), id);
    for (const auto& field : rule_fields()) {
      INFO(id << " " << field.name);
      CHECK(set.giving(field.name) != nullptr);
    }
  }
}

TEST_CASE("every rule cites a document of its set, and no two give the same attribute") {
  for (const auto& [id, set] : built_in_rule_sets()) {
    const auto whole = whole_set(built_in_rule_sets(), id);
    std::set<std::string> given;
    for (const auto& rule : whole.rules) {
      INFO(id << " " << rule.id);
      CHECK(whole.citation(rule) != rule.clause);
      if (!rule.gives.empty()) CHECK(given.insert(rule.gives).second);
    }
  }
}

TEST_CASE("where the basis names no set, the site's country chooses") {
  const auto set_in = [](const std::string& country) {
    const auto study = with_basis("", country).good();
    const auto* used = default_of(study, "rules");
    REQUIRE(used != nullptr);
    CHECK(used->value == study.rules->id);
    return study.rules->id;
  };
  for (const auto* country : {"US", "usa", "United States", "United States of America", "CA", "Canada", "MX",
                              "Mexico", "Puerto Rico", "PH", ""})
    CHECK(set_in(country) == "us-2023");
  CHECK(default_rule_set("PH").reason.find("(recalled)") != std::string::npos);
  // What is no country gets the stricter set, and is told.
  for (const auto* country : {"USA, Texas", "M\xc3\xa9xico", "Europe", "U"}) {
    INFO(country);
    CHECK(set_in(country) == "us-2023");
    CHECK(default_rule_set(country).reason.find("no country (ISO 3166) is called") == 0);
  }
  for (const auto* country : {"DE", "Germany", "France", "SG", "AE", "JP", "UK", "gbr"})
    CHECK(set_in(country) == "iec-2023");
}

TEST_CASE("a set that is named is not listed as a default") {
  const auto study = in_set("iec-2023").good();
  CHECK(study.rules->id == "iec-2023");
  CHECK(default_of(study, "rules") == nullptr);
}

TEST_CASE("the sets give what their clauses say") {
  const auto us = in_set("us-2023").good().basis;
  CHECK(us.electrical.breaker_share.in_si() == Approx(0.8));
  CHECK(us.space.board_front.in(units::m) == Approx(1.07));
  CHECK(us.electrical.fault_method == ElectricalBasis::FaultMethod::ansi);
  CHECK(us.electrical.frequency.in_si() == 60.0);
  const auto iec = in_set("iec-2023").good().basis;
  CHECK(iec.electrical.breaker_share.in_si() == Approx(1.0));
  CHECK(iec.space.board_front.in(units::m) == Approx(0.70));
  CHECK(iec.electrical.fault_method == ElectricalBasis::FaultMethod::iec);
  CHECK(iec.electrical.frequency.in_si() == 50.0);
  // Rules of halls stand beneath both.
  for (const auto& basis : {us, iec}) {
    CHECK(basis.air.leakage.in_si() == Approx(0.1));
    CHECK(basis.weather.recirculation.in_si() == Approx(2.0));
    CHECK(basis.structure.feet_on_floor == 3);
  }
}

TEST_CASE("a default from a rule says which, with clause, edition and kind") {
  const auto study = in_set("us-2023").good();
  const auto* used = default_of(study, "board-front");
  REQUIRE(used != nullptr);
  CHECK(used->origin == "us-2023 nec-110.26.a1.151-600.condition-2: NEC 2023, 110.26(A)(1), recalled");
}

TEST_CASE("what the basis states itself wins over the rules") {
  const auto study = in_set("us-2023", "<electrical breaker-share=\"90 %\"/>").good();
  CHECK(study.basis.electrical.breaker_share.in_si() == Approx(0.9));
  CHECK(study.basis.rules.giving("electrical/breaker-share") == nullptr);
  CHECK(default_of(study, "breaker-share") == nullptr);
}

TEST_CASE("a figure that the basis lays over a rule wins over the set's") {
  const auto study = in_set("us-2023",
                            "<rule id=\"nec-110.26.a1.151-600.condition-2\" value=\"1.2 m\" "
                            "clause=\"City code 2026, 4.2\" source=\"permit office\"/>")
                         .good();
  CHECK(study.basis.space.board_front.in(units::m) == Approx(1.2));
  const auto* applied = study.basis.rules.giving("space/board-front");
  REQUIRE(applied != nullptr);
  CHECK(applied->citation == "City code 2026, 4.2");
  CHECK(applied->evidence == catalogs::Evidence::primary);
  CHECK(study.basis.rules.unused.empty());
}

TEST_CASE("a figure laid over a rule that nothing takes is told") {
  const auto study =
      in_set("us-2023", "<rule id=\"nec-110.26.e\" value=\"2 m\" clause=\"x\" source=\"y\"/>").good();
  REQUIRE(study.basis.rules.unused.size() == 1);
  CHECK(study.basis.rules.unused.front().find("no check uses") != std::string::npos);
  const auto stated = in_set("us-2023",
                             "<rule id=\"nec-210.20\" value=\"70 %\" clause=\"x\" source=\"y\"/>"
                             "<electrical breaker-share=\"90 %\"/>")
                          .good();
  CHECK(stated.basis.electrical.breaker_share.in_si() == Approx(0.9));
  CHECK(stated.basis.rules.unused.size() == 1);
}

TEST_CASE("an unknown set is named with the nearest, once") {
  const auto study = in_set("us-2032").read();
  REQUIRE_FALSE(study.has_value());
  REQUIRE(study.error().size() == 1);
  CHECK(study.error().front().code == "E-ID-003");
  CHECK(study.error().front().hint == "did you mean us-2023?");
}

TEST_CASE("a rule without a clause, of another kind, or that cannot be is refused") {
  const auto fault = [](const std::string& rule) { return in_set("us-2023", rule).fault().substr(0, 10); };
  CHECK(fault("<rule id=\"nec-210.20\" value=\"70 %\" source=\"y\"/>") == "E-XML-005:");
  CHECK(fault("<rule id=\"nec-210.20\" value=\"70 %\" clause=\"\" source=\"y\"/>") == "E-VAL-011:");
  CHECK(fault("<rule id=\"nec-210.20\" value=\"7 m\" clause=\"x\" source=\"y\"/>") == "E-VAL-005:");
  CHECK(fault("<rule id=\"nec-110.26.e\" value=\"-1 m\" clause=\"x\" source=\"y\"/>") == "E-VAL-008:");
  CHECK(fault("<rule id=\"nec-210.20\" value=\"2 %\" clause=\"x\" source=\"y\"/>") == "E-VAL-008:");
  CHECK(fault("<rule id=\"nec\" value=\"2 %\" clause=\"x\" source=\"y\"/>") == "E-RULE-004");
}

TEST_CASE("a study's own set stands over a built-in one") {
  auto small = in_set("mine");
  small.catalog =
      "<rules schema=\"1\" id=\"mine\" name=\"Mine\" date=\"2026-01-01\" over=\"us-2023\">"
      "<document id=\"city\" name=\"City code\" title=\"Code of the city\" edition=\"2026\"/>"
      "<rule id=\"depth\" quantity=\"length\" value=\"1.5 m\" document=\"city\" clause=\"4.2\" "
      "kind=\"primary\" "
      "gives=\"space/board-front\" meaning=\"Depth.\"/></rules>";
  const auto study = small.good();
  CHECK(study.basis.space.board_front.in(units::m) == Approx(1.5));
  CHECK(study.basis.electrical.breaker_share.in_si() == Approx(0.8));
  CHECK(study.basis.rules.giving("space/board-front")->citation == "City code 2026, 4.2");
}

TEST_CASE("a set of its own that gives too little leaves faults for what is missing") {
  auto small = in_set("mine");
  small.catalog =
      "<rules schema=\"1\" id=\"mine\" name=\"Mine\" date=\"2026-01-01\" over=\"halls-2024\"></rules>";
  const auto study = small.read();
  REQUIRE_FALSE(study.has_value());
  std::set<std::string> missing;
  for (const auto& fault : study.error()) {
    CHECK(fault.code == "E-XML-005");
    missing.insert(fault.message);
  }
  CHECK(missing.contains("electrical has no breaker-share"));
  CHECK(missing.contains("space has no board-front"));
}
