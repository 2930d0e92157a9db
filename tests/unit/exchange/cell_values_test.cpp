#include "exchange/cell_values.hpp"

#include "exchange/cell_voltages.hpp"
#include "exchange/tags.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace shellfit::exchange;

namespace {
double si(const std::string& text, bool has_decimal_comma = false) {
  const auto value = value_of(text, has_decimal_comma);
  INFO(text << ": " << value.fault);
  REQUIRE(value.fault.empty());
  REQUIRE_FALSE(value.measures.empty());
  return value.measures.front().in_si();
}
std::vector<double> volts(const std::string& text, double header_factor = 0) {
  const auto found = voltages_of(value_of(text, false), header_factor);
  INFO(text << ": " << found.fault);
  return found.volts;
}
using Volts = std::vector<double>;
}  // namespace

TEST_CASE("numbers are read as spreadsheets write them") {
  CHECK(si("2500 kVA") == Approx(2.5e6));
  CHECK(si("2.5MVA") == Approx(2.5e6));
  CHECK(si("2,500 kVA") == Approx(2.5e6));
  CHECK(si("2 500 kVA") == Approx(2.5e6));
  CHECK(si("2.500,5 kVA", true) == Approx(2.5005e6));
  CHECK(si("2,5 MVA", true) == Approx(2.5e6));
  CHECK(si("5,75%", true) == Approx(0.0575));
  CHECK(si("2.5E3 kVA") == Approx(2.5e6));
  CHECK(si("65 kAIC") == Approx(65e3));
  CHECK(si("5.75% +/- 7.5%") == Approx(0.0575));
  CHECK(si("500 tons") == Approx(500 * 3516.85).epsilon(1e-4));
}

TEST_CASE("a comma before three digits is said to be ambiguous, and behind a leading zero it is decimal") {
  const auto doubt = [](const std::string& text, bool has_decimal_comma) {
    return value_of(text, has_decimal_comma).measures.at(0).doubtful;
  };
  CHECK(si("0,500 MVA") == Approx(0.5e6));
  CHECK(si("0.500 MVA", true) == Approx(0.5e6));
  CHECK(si("2,500 kVA", true) == Approx(2.5e3));
  CHECK(doubt("0,500 MVA", false) == "the comma taken as decimal mark");
  CHECK(doubt("2,500 kVA", false) == "the comma taken as separator of thousands");
  CHECK(doubt("2,500 kVA", true) == "the comma taken as decimal mark");
  CHECK(doubt("1,234,567 W", false).empty());
  CHECK_FALSE(value_of("1,2.5 MVA", false).fault.empty());
}

TEST_CASE("a product is no figure, and what is listed shares its unit") {
  for (const auto* text : {"2x2500 kVA", "2 x 2500 kVA", "2*2500 kVA", "2 \xc3\x97 2500 kVA"})
    CHECK(value_of(text, false).fault == "a product of numbers");
  CHECK(value_of("2500/3333 kVA", false).measures.at(0).is_listed);
  CHECK_FALSE(value_of("(2) 2500 kVA", false).measures.at(0).is_listed);
  CHECK(value_of("5.75% +/-7.5%", false).left == "+/-7.5%");
}

TEST_CASE("ranges, limits, negatives and words are no figures") {
  CHECK(value_of("1200-1600 A", false).is_range);
  CHECK(value_of("12..15 kPa", false).is_range);
  CHECK(value_of("12 to 15 A", false).is_range);
  for (const auto* text : {"-5 A", "<5 A", "~ 2500 kVA", "2500?", "large", "1.2.3", "1,2,3"})
    CHECK_FALSE(value_of(text, false).fault.empty());
  for (const auto* text : {"", "-", "--", "TBD", "tbc", "N/A", "n.a.", "?", "NaN", "#REF!", "TBD by utility"})
    CHECK(is_unknown(text));
  CHECK_FALSE(is_unknown("T1"));
  for (const auto* text : {"=cmd|' /C calc'!A0", "@SUM(1)", "+cmd"}) CHECK(is_formula(text));
  CHECK_FALSE(is_formula("+5 A"));
}

TEST_CASE("line voltages are told from phase voltages") {
  CHECK(volts("34.5kV-480Y/277V") == Volts{34500, 480});
  CHECK(volts("34.5/0.48 kV") == Volts{34500, 480});
  CHECK(volts("34,500-480Y/277 V") == Volts{34500, 480});
  CHECK(volts("480/277") == Volts{480});
  CHECK(volts("480Y/277V, 3PH, 4W") == Volts{480});
  CHECK(volts("415/240 V") == Volts{415});
  CHECK(volts("13.2kV D - 415Y/240V") == Volts{13200, 415});
  CHECK(volts("34.5", 1000) == Volts{34500});
  CHECK(volts("34.5") == Volts{34500});
}

TEST_CASE("a doubtful comma does not hide that the unit is guessed") {
  const auto found = voltages_of(value_of("34,500", false), 0);
  CHECK(found.volts == Volts{34500});
  REQUIRE(found.guesses.size() == 2);
  CHECK(found.guesses[0] == "34,500 without unit taken as V");
  CHECK(found.guesses[1].find("'34,500'") == 0);
}

TEST_CASE("phases, wires and hertz are no voltages") {
  for (const auto* text : {"480 V, 60 Hz", "480V/3PH/60HZ", "480-3-60", "480/277-3-60", "480V, 60",
                           "480 V, 3 phase, 4 wire, 60 Hz", "480/277V 3\xc3\x98 4W 60Hz", "480/60/3"})
    CHECK(volts(text) == Volts{480});
  CHECK(volts("13.8-3-60", 1000) == Volts{13800});
  CHECK(volts("34.5kV-480V, 3PH, 60 Hz") == Volts{34500, 480});
}

TEST_CASE("tags stand for ranges and become ids") {
  CHECK(tags_in("T1-T3") == std::vector<std::string>{"T1", "T2", "T3"});
  CHECK(tags_in("UPS-08 thru UPS-10") == std::vector<std::string>{"UPS-08", "UPS-09", "UPS-10"});
  CHECK(tags_in("MSB-1-2").size() == 1);
  CHECK(tags_in("T1-T999999").empty());
  CHECK(id_of_tag("MSB 1/A") == "MSB-1-A");
  CHECK(id_of_tag("<script>alert(1)</script>") == "script-alert-1-script");
  CHECK(id_of_tag("../../etc/passwd") == "etc-passwd");
}
