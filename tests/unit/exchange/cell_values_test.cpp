#include "exchange/cell_values.hpp"

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

TEST_CASE("tags stand for ranges and become ids") {
  CHECK(tags_in("T1-T3") == std::vector<std::string>{"T1", "T2", "T3"});
  CHECK(tags_in("UPS-08 thru UPS-10") == std::vector<std::string>{"UPS-08", "UPS-09", "UPS-10"});
  CHECK(tags_in("MSB-1-2").size() == 1);
  CHECK(tags_in("T1-T999999").empty());
  CHECK(id_of_tag("MSB 1/A") == "MSB-1-A");
  CHECK(id_of_tag("<script>alert(1)</script>") == "script-alert-1-script");
  CHECK(id_of_tag("../../etc/passwd") == "etc-passwd");
}
