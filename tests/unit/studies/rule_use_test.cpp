#include "studies/rule_use.hpp"

#include "site/rules.hpp"
#include "tests/unit/site/small_study.hpp"

#include <algorithm>

using namespace shellfit;
using namespace shellfit::studies;

TEST_CASE("every attribute that rules give goes into some check") {
  for (const auto& field : site::rule_fields()) {
    INFO(field.name);
    CHECK_FALSE(checks_using(field.name).empty());
  }
}

TEST_CASE("a check cites the clause and edition of its rule, or the basis that states the figure") {
  site::SmallStudy small;
  small.country = "US";
  CHECK(cite_rule(small.good(), "electrical/breaker-share") == "NEC 2023, 210.20, 215.3 (recalled)");
  small.country = "DE";
  CHECK(cite_rule(small.good(), "electrical/breaker-share") ==
        "IEC 60364-4-43 2008, 433.1: design current up to the rated current (recalled)");
  small.basis = "<electrical breaker-share=\"90 %\"/>";
  CHECK(cite_rule(small.good(), "electrical/breaker-share") == "basis of design, electrical/breaker-share");
}

TEST_CASE("a check that hangs on a recalled or assumed rule says so, and no other does") {
  site::SmallStudy small;
  small.country = "US";
  const auto weak_of = [&](CheckKind kind) {
    std::vector<Check> checks{make_check(kind, "one", "", 1.0, 2.0)};
    name_weak_rules(small.good(), checks);
    return checks.front().weak;
  };
  CHECK(weak_of(CheckKind::air_flow) == std::vector<std::string>{"rule us-2023 air.leakage 10 % (assumed)"});
  CHECK(weak_of(CheckKind::transformer_load).empty());
  // What only some checks of a kind use, those name themselves.
  for (const auto kind : {CheckKind::board_load, CheckKind::busway_load, CheckKind::branch_circuit,
                          CheckKind::aisle, CheckKind::air_inlet, CheckKind::heat_rejection})
    CHECK(weak_of(kind).empty());
  const auto share = [&] { return weak_rule(small.good(), "electrical/breaker-share"); };
  CHECK(share() == std::vector<std::string>{"rule us-2023 nec-210.20 80 % (recalled)"});
  small.basis =
      "<rule id=\"nec-210.20\" value=\"75 %\" clause=\"City code 2026, 4.2\" source=\"permit office\"/>";
  CHECK(share().empty());
}
