#include "base/unit_text.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace shellfit;
using Fault = TextFault::Kind;

namespace {

template <class Q>
TextFault fault_of(const std::string& text) {
  const auto parsed = parse_uncertain<Q>(text);
  INFO(text);
  REQUIRE_FALSE(parsed.has_value());
  return parsed.error();
}

}  // namespace

TEST_CASE("a number without a unit is refused with the units it could have") {
  const auto fault = fault_of<ApparentPower>("20");
  CHECK(fault.kind == Fault::missing_unit);
  CHECK(fault.found == "20");
  CHECK(fault.hint == "write the unit: VA, kVA, MVA");
  CHECK(fault_of<Length>("0").kind == Fault::missing_unit);
  CHECK(fault_of<Temperature>("20..30").kind == Fault::missing_unit);
}

TEST_CASE("a misspelt unit is refused with the nearest one") {
  CHECK(fault_of<RealPower>("132 KW").hint == "did you mean kW?");
  CHECK(fault_of<VolumeFlow>("21 gmp").hint == "did you mean gpm?");
  CHECK(fault_of<Temperature>("40 degc").hint == "did you mean degC?");
  const auto far = fault_of<RealPower>("5 bananas");
  CHECK(far.kind == Fault::unknown_unit);
  CHECK(far.hint == "real power is written in W, kW, MW, hp");
}

TEST_CASE("a unit of another kind is refused and both kinds are named") {
  const auto fault = fault_of<ApparentPower>("20 MW");
  CHECK(fault.kind == Fault::wrong_dimension);
  CHECK(fault.hint == "MW measures real power; apparent power is written in VA, kVA, MVA");
  CHECK(fault.expected == "an apparent power such as \"2.5 MVA\"");
  CHECK(fault_of<RealPower>("20 MVA").kind == Fault::wrong_dimension);
  CHECK(fault_of<RealPower>("20 kvar").kind == Fault::wrong_dimension);
  CHECK(fault_of<Length>("5 kg").kind == Fault::wrong_dimension);
  CHECK(fault_of<GaugePressure>("5 psia").kind == Fault::wrong_dimension);
  CHECK(fault_of<Current>("5 V").kind == Fault::wrong_dimension);
  CHECK(fault_of<Mass>("5 kN").kind == Fault::wrong_dimension);
}

TEST_CASE("text that does not start with a number is no quantity") {
  for (const auto* text : {"", "   ", "kW", "about 5 kW", "- 5 kW", "--5 kW", "+ 5 kW", "..5 kW", "e5 kW",
                           "\xc2\xb1"
                           "5 kW"}) {
    CHECK(fault_of<RealPower>(text).kind == Fault::not_a_number);
  }
  CHECK(fault_of<RealPower>("5..").kind == Fault::not_a_number);
  CHECK(fault_of<RealPower>("5..kW").kind == Fault::not_a_number);
  CHECK(fault_of<RealPower>("5..many kW").kind == Fault::not_a_number);
}

TEST_CASE("a number written as people group digits is refused, not cut short") {
  CHECK(fault_of<RealPower>("1,000 kW").kind == Fault::not_a_number);
  CHECK(fault_of<RealPower>("1 000 kW").kind == Fault::unknown_unit);
  CHECK(fault_of<RealPower>("0x10 kW").kind == Fault::unknown_unit);
  CHECK(fault_of<RealPower>("5 kW kW").kind == Fault::unknown_unit);
  CHECK(fault_of<RealPower>("5 kW..6 kW").kind == Fault::unknown_unit);
}

TEST_CASE("NaN, infinity and numbers too large for a double are not finite") {
  for (const auto* text : {"nan kW", "NaN kW", "-nan kW", "inf kW", "-inf kW", "Infinity kW", "1e400 kW",
                           "-1e400 kW", "1..inf kW", "1..1e999 kW", "nan..1 kW"}) {
    CHECK(fault_of<RealPower>(text).kind == Fault::not_finite);
  }
}

// 1e303 MVA is 1e309 VA, more than a double holds (1.8e308).
TEST_CASE("a finite number whose unit makes it infinite is not finite") {
  for (const auto* text : {"1e303 MVA", "-1e303 MVA", "1..1e303 MVA"})
    CHECK(fault_of<ApparentPower>(text).kind == Fault::not_finite);
  CHECK(parse_uncertain<ApparentPower>("1e301 MVA").has_value());
}

TEST_CASE("a number too small for a double is zero, and one too large is not finite however it is written") {
  const auto small = "0." + std::string(400, '0') + "1 W";
  for (const auto& text :
       {std::string("1e-400 W"), std::string("-1e-400 W"), std::string("1.5e-99999 W"), small}) {
    const auto parsed = parse_quantity<RealPower>(text);
    INFO(text);
    REQUIRE(parsed.has_value());
    CHECK(parsed->in_si() == 0.0);
  }
  CHECK(fault_of<RealPower>("1" + std::string(400, '0') + " W").kind == Fault::not_finite);
  CHECK(fault_of<RealPower>("1.5e99999 W").kind == Fault::not_finite);
}

TEST_CASE("a range that runs backwards is refused") {
  CHECK(fault_of<PressureDifference>("15..12 kPa").kind == Fault::reversed_range);
  CHECK(fault_of<Temperature>("-4..-20 degC").kind == Fault::reversed_range);
}

TEST_CASE("where one figure is needed, a range and unknown are refused") {
  for (const auto* text : {"12..15 kV", "unknown"}) {
    const auto parsed = parse_quantity<LineVoltage>(text);
    REQUIRE_FALSE(parsed.has_value());
    CHECK(parsed.error().kind == Fault::not_known);
    CHECK(parsed.error().expected == "one known line-to-line voltage, such as \"480 V\"");
  }
}

TEST_CASE("symbols are exact: case and prefixes matter") {
  CHECK(fault_of<RealPower>("5 mw").kind == Fault::unknown_unit);
  CHECK(fault_of<Length>("5 M").kind == Fault::unknown_unit);
  CHECK(fault_of<LineVoltage>("34.5 KV").hint == "did you mean kV?");
  CHECK(fault_of<Temperature>("5 C").kind == Fault::unknown_unit);
}

TEST_CASE("a comma in a number is named as the fault, with what could be meant") {
  const auto hint = [](const char* text) {
    const auto parsed = parse_si(text, kind_text(kinds::ApparentPower::name));
    REQUIRE_FALSE(parsed.has_value());
    return parsed.error().hint;
  };
  CHECK(hint("2,5 MVA") == "a comma stands in no number: write the decimal mark as a point, 2.5 MVA");
  CHECK(hint("2,500 kVA") ==
        "a comma stands in no number: write the decimal mark as a point, 2.500 kVA, or no separator of "
        "thousands, "
        "2500 kVA");
  CHECK(hint("1,500..2,500 kVA").find("1.500..2.500 kVA, or no separator of thousands, 1500..2500 kVA") !=
        std::string::npos);
  CHECK(hint("2,5..3,5 MVA") ==
        "a comma stands in no number: write the decimal mark as a point, 2.5..3.5 MVA");
  CHECK(hint("1,250,000 kVA").find("no separators of thousands, 1250000 kVA") != std::string::npos);
}

TEST_CASE("degrees may be written with their sign") {
  CHECK(parse_si("30 \u00b0C", kind_text(kinds::Temperature::name))->low == Approx(303.15));
  CHECK(parse_si("86 \u00b0F", kind_text(kinds::Temperature::name))->low == Approx(303.15));
  CHECK(parse_si("4 \u00b0C", kind_text(kinds::TemperatureDifference::name))->low == Approx(4));
}
