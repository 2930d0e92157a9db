#include "tests/unit/exchange/epanet_files.hpp"

using namespace shellfit;
using namespace shellfit::exchange;

TEST_CASE("every fault has its code, line and column") {
  CHECK(faults_of("") == "001:1:1");
  CHECK(faults_of("hello\n") == "001:1:1");
  CHECK(faults_of(std::string("[TITLE]\0", 8)) == "001:0:0");
  CHECK(faults_with("[EMITTERS]", "[EMITERS]") == "002:21:1");
  CHECK(faults_with("PRV", "PVR") == "003:17:14");
  CHECK(faults_with("CV\n", "SHUT 1\n") == "004:13:26 003:13:31");
  CHECK(faults_with("HEAD h", "HAED h") == "003:15:14");
  CHECK(faults_with("SPEED 0.9", "SPEED") == "004:15:21");
  CHECK(faults_with(" a  10", " a  1O") == "004:5:5");
  CHECK(faults_with("1000", "-1000") == "004:12:12");
  CHECK(faults_with("1000", "inf") == "004:12:12");
  CHECK(faults_with("1000  12  110  0.5  CLOSED", "1000") == "004:12:12");
  CHECK(faults_with(" b  12", " a  12").starts_with("005:6:2"));
  CHECK(faults_with(" p2  b", " p1  b") == "005:13:2");
  CHECK(faults_with(" p2  b  t", " p2  b  T") == "006:13:9");
  CHECK(faults_with("HEAD h", "HEAD g") == "006:15:19");
  CHECK(faults_with("5  day", "5  night") == "006:5:12");
  CHECK(faults_with(" p2  b  t", " p2  b  b") == "007:13:9");
  CHECK(faults_with(" v  a  b", " v  a  t") == "008:17:2");
  CHECK(faults_with(" h 20 20", " h 20 55") == "009:15:2");
  CHECK(faults_with(" h 20 20", " h 5 20") == "009:28:2");
  CHECK(faults_with("HEAD h SPEED 0.9", "SPEED 0.9") == "009:15:2");
  CHECK(faults_with(" t  40  3", " t  40  9") == "010:10:9");
  CHECK(faults_with("[DEMANDS]", "[LEAKAGE]\n p1 1 2\n[DEMANDS]") == "011:19:2");
  CHECK(faults_with("; the first", "; " + std::string(1020, 'x')) == "012:5:1024");
  CHECK(faults_with(" tide 1.1", " tide 1.1\n " + std::string(32, 'x') + " 1") == "012:26:2");
  CHECK(faults_with("[PIPES]", " a2 1\n[PIPES]") == "none");
  CHECK(faults_with("[RESERVOIRS]", " c 1\n[RESERVOIRS]") == "013:7:2");
}

TEST_CASE("a curve of losses rises, from no flow and no loss on") {
  const auto faults_of_curve = [](const std::string& points) {
    auto text = replaced(" v  a  b  8  PRV  55  2", " v  a  b  8  GPV  g");
    return faults_of(text.insert(text.find("[PATTERNS]"), "[CURVES]\n" + points));
  };
  CHECK(faults_of_curve(" g 0 0\n g 2 3\n g 4 3\n") == "none");
  CHECK(faults_of_curve(" g 0 0\n") == "009:17:2");
  CHECK(faults_of_curve(" g 0 4\n g 2 3\n") == "009:17:2");
  CHECK(faults_of_curve(" g 0 -1\n g 2 3\n") == "009:17:2");
  CHECK(faults_of_curve(" g -1 0\n g 2 3\n") == "009:17:2");
}

TEST_CASE("all faults of a file come at once, in its order") {
  auto text = replaced(" a  10", " a  1O");
  text.replace(text.find("PRV"), 3, "PVR");
  text.replace(text.find("LINK p1"), 7, "LINK p9");
  CHECK(faults_of(text) == "004:5:5 003:17:14 006:32:7");
}

TEST_CASE("a fault quotes its line") {
  const auto parsed = parse_epanet_case("two.inp", replaced("1000", "-1000"));
  REQUIRE(!parsed);
  const auto shown = render(parsed.error().front(), false);
  CHECK(shown.find("two.inp:12:12") != std::string::npos);
  CHECK(shown.find(" p1  a  b  -1000  12") != std::string::npos);
}

TEST_CASE("valves that hold one pressure twice are refused, as EPANET refuses them") {
  const auto with_valve = [](const std::string& line) {
    return faults_with(" v  a  b  8  PRV  55  2", " v  a  b  8  PRV  55  2\n" + line);
  };
  CHECK(with_valve(" w  a  b  8  PRV  40") == "008:18:2");
  CHECK(with_valve(" w  b  a  8  PRV  40") == "008:18:2");
  CHECK(with_valve(" w  b  a  8  PSV  40") == "008:18:2");
  CHECK(with_valve(" w  a  b  8  PSV  40") == "none");
  CHECK(with_valve(" w  b  t  8  TCV  40") == "none");
}

TEST_CASE("a cut-off file is refused, or read with the remark that it has no end") {
  const auto end = whole.find("[END]");
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const auto parsed = parse_epanet_case("two.inp", whole.substr(0, length));
    if (length > end + 4) {
      CHECK(parsed.has_value());
    } else if (parsed) {
      CHECK(has_remark(*parsed, "no [END]"));
    } else {
      CHECK(!parsed.error().empty());
    }
  }
}

TEST_CASE("any byte in place of another is read or refused") {
  const std::string bytes = std::string("\0\t\n\r \"*-.0;9[]aZ\x7f\x80\xc3\xff", 20);
  std::size_t refused = 0;
  for (std::size_t place = 0; place < whole.size(); ++place) {
    for (const char byte : bytes) {
      auto text = whole;
      text[place] = byte;
      const auto parsed = parse_epanet_case("two.inp", text);
      if (parsed) continue;
      ++refused;
      REQUIRE(!parsed.error().empty());
      REQUIRE(parsed.error().front().code.starts_with("E-INP-"));
    }
  }
  CHECK(refused > whole.size());
}
