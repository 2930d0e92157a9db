#include "exchange/epanet_case.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>

using namespace shellfit;
using namespace shellfit::exchange;
using namespace shellfit::exchange::epanet;

namespace {

/// A reservoir, a tank and two junctions, with one link of each kind.
const std::string whole =
    "[TITLE]\n"                                // 1
    "Two junctions\n"                          // 2
    "[JUNCTIONS]\n"                            // 3
    ";id elevation demand pattern\n"           // 4
    " a  10  5  day ; the first\n"             // 5
    " b  12  7\n"                              // 6
    "[RESERVOIRS]\n"                           // 7
    " lake  100  tide\n"                       // 8
    "[TANKS]\n"                                // 9
    " t  40  3  1  6  20  0\n"                 // 10
    "[PIPES]\n"                                // 11
    " p1  a  b  1000  12  110  0.5  CLOSED\n"  // 12
    " p2  b  t  500  10  120  CV\n"            // 13
    "[PUMPS]\n"                                // 14
    " pump lake a HEAD h SPEED 0.9\n"          // 15
    "[VALVES]\n"                               // 16
    " v  a  b  8  PRV  55  2\n"                // 17
    "[DEMANDS]\n"                              // 18
    " b  1\n"                                  // 19
    " b  2  day  ; more\n"                     // 20
    "[EMITTERS]\n"                             // 21
    " a  0.3\n"                                // 22
    "[PATTERNS]\n"                             // 23
    " day 1.0 0.5\n"                           // 24
    " tide 1.1\n"                              // 25
    " day 2.0\n"                               // 26
    "[CURVES]\n"                               // 27
    " h 0 60\n"                                // 28
    " h 10 50\n"                               // 29
    " h 20 20\n"                               // 30
    "[CONTROLS]\n"                             // 31
    " LINK p1 OPEN IF NODE t BELOW 2\n"        // 32
    "[OPTIONS]\n"                              // 33
    " UNITS LPS\n"                             // 34
    " HEADLOSS D-W\n"                          // 35
    "[TIMES]\n"                                // 36
    " PATTERN TIMESTEP 2:00\n"                 // 37
    " START CLOCKTIME 6 PM\n"                  // 38
    "[END]\n";

EpanetCase read(const std::string& text) {
  auto parsed = parse_epanet_case("two.inp", text);
  if (!parsed) FAIL(render(parsed.error().front(), false));
  return std::move(*parsed);
}
std::string faults_of(const std::string& text) {
  const auto parsed = parse_epanet_case("two.inp", text);
  if (parsed) return "none";
  std::string all;
  for (const auto& fault : parsed.error()) {
    if (!all.empty()) all += ' ';
    all += fault.code.substr(6) + ":" + std::to_string(fault.where.line()) + ":" +
           std::to_string(fault.where.column());
  }
  return all;
}
std::string replaced(const std::string& what, const std::string& by) {
  std::string text = whole;
  const auto place = text.find(what);
  REQUIRE(place != std::string::npos);
  return text.replace(place, what.size(), by);
}
/// What is wrong with the file when one stretch of it reads otherwise: code, line and column.
std::string faults_with(const std::string& what, const std::string& by) {
  return faults_of(replaced(what, by));
}
std::string with_option(const std::string& line) {
  return replaced(" UNITS LPS\n", " UNITS LPS\n" + line + "\n");
}
bool has_remark(const EpanetCase& network, const std::string& part) {
  return std::any_of(network.remarks.begin(), network.remarks.end(),
                     [&](const std::string& one) { return one.find(part) != std::string::npos; });
}

}  // namespace

TEST_CASE("an EPANET file becomes tables in its own ids and units") {
  const auto network = read(whole);
  CHECK(network.title == "Two junctions");
  CHECK(network.remarks.empty());
  REQUIRE(network.nodes.size() == 4);
  CHECK(network.nodes[0].id == "a");
  CHECK(network.nodes[0].elevation == 10.0);
  CHECK(std::get<Junction>(network.nodes[0].element).emitter == 0.3);
  CHECK(network.nodes[2].elevation == 100.0);
  CHECK(std::get<Reservoir>(network.nodes[2].element).head_pattern == 1U);
  const auto& tank = std::get<Tank>(network.nodes[3].element);
  CHECK(tank.level == 3.0);
  CHECK(tank.least_level == 1.0);
  CHECK(tank.most_level == 6.0);
  CHECK(tank.diameter == 20.0);
  REQUIRE(network.links.size() == 4);
  const auto& pipe = std::get<Pipe>(network.links[0].element);
  CHECK(pipe.length == 1000.0);
  CHECK(pipe.diameter == 12.0);
  CHECK(pipe.roughness == 110.0);
  CHECK(pipe.minor_loss == 0.5);
  CHECK(network.links[0].status == Status::closed);
  CHECK(std::get<Pipe>(network.links[1].element).has_check_valve);
  CHECK(std::get<Pipe>(network.links[1].element).minor_loss == 0.0);
  CHECK(network.links[1].to == 3);
  CHECK(std::get<Pump>(network.links[2].element).head_curve == 0U);
  CHECK(network.links[2].setting == 0.9);
  CHECK(std::get<Valve>(network.links[3].element).kind == ValveKind::prv);
  CHECK(std::get<Valve>(network.links[3].element).minor_loss == 2.0);
  CHECK(network.links[3].status == Status::active);
  CHECK(network.links[3].setting == 55.0);
  CHECK(network.curves[0].x == std::vector<double>{0, 10, 20});
  CHECK(network.curves[0].y == std::vector<double>{60, 50, 20});
}

TEST_CASE("lines of one pattern are one pattern, whatever stands between them") {
  CHECK(read(whole).patterns[0].factors == std::vector<double>{1.0, 0.5, 2.0});
}

TEST_CASE("the first line of demands replaces the junction's, the others add to it") {
  const auto network = read(whole);
  const auto& demands = std::get<Junction>(network.nodes[1].element).demands;
  REQUIRE(demands.size() == 2);
  CHECK(demands[0].base == 1.0);
  CHECK(!demands[0].pattern.has_value());
  CHECK(demands[1].base == 2.0);
  CHECK(demands[1].pattern == 0U);
  CHECK(std::get<Junction>(network.nodes[0].element).demands.front().base == 5.0);
}

TEST_CASE("sections may stand in any order") {
  const auto pipes = whole.find("[PIPES]"), pumps = whole.find("[PUMPS]");
  auto text = whole.substr(pipes, pumps - pipes) + whole.substr(0, pipes) + whole.substr(pumps);
  CHECK(faults_of(text) == "none");
}

TEST_CASE("keywords count by their first letters, in either case") {
  CHECK(read(replaced("[PIPES]", "[pipes]")).links.size() == 4);
  CHECK(read(replaced("UNITS LPS", "unitage lpsecond")).options.flow_unit == FlowUnit::lps);
  CHECK(faults_with("UNITS LPS", "UN LPS") == "003:34:2");
}

TEST_CASE("metric flows make pressures metres, unless the file says otherwise") {
  CHECK(read(whole).options.pressure_unit == PressureUnit::metres);
  CHECK(read(replaced("UNITS LPS", "UNITS CMH")).options.flow_unit == FlowUnit::cmh);
  CHECK(read(replaced(" UNITS LPS\n", "")).options.pressure_unit == PressureUnit::psi);
  CHECK(read(replaced(" UNITS LPS\n", "")).options.flow_unit == FlowUnit::gpm);
  CHECK(read(with_option("PRESSURE kPa")).options.pressure_unit == PressureUnit::kpa);
  CHECK(faults_of(with_option("PRESSURE torr")) == "003:35:10");
}

TEST_CASE("options with figures") {
  const auto options = read(with_option("DEMAND MULTIPLIER 2\nDEMAND MODEL PDA\nMINIMUM PRESSURE 4\n"
                                        "REQUIRED PRESSURE 20\nPRESSURE EXPONENT 0.6\nEMITTER EXPONENT 0.7\n"
                                        "BACKFLOW ALLOWED NO\nSPECIFIC GRAVITY 1.1\nVISCOSITY 0.9"))
                           .options;
  CHECK(options.demand_multiplier == 2.0);
  CHECK(options.is_demand_by_pressure);
  CHECK(options.least_pressure == 4.0);
  CHECK(options.required_pressure == 20.0);
  CHECK(options.pressure_exponent == 0.6);
  CHECK(options.emitter_exponent == 0.7);
  CHECK(!options.emitters_flow_back);
  CHECK(options.specific_gravity == 1.1);
  CHECK(options.viscosity == 0.9);
  CHECK(options.head_loss == HeadLoss::darcy_weisbach);
  CHECK(read(with_option("MINIMUM PRESSURE 4")).options.required_pressure == Approx(4.1));
  CHECK(read(with_option("MINIMUM PRESSURE 4\nREQUIRED PRESSURE")).options.required_pressure == Approx(4.1));
  CHECK(faults_of(with_option("MINIMUM PRESSURE 4\nREQUIRED PRESSURE 4")) == "004:36:1");
  CHECK(faults_of(with_option("VISCOSITY 0")) == "004:35:11");
  CHECK(faults_of(with_option("HYDRAULICS USE flows.hyd")) == "011:35:1");
  CHECK(faults_of(with_option("COLOUR blue")) == "003:35:1");
}

TEST_CASE("the default pattern is the option's, else the one called 1") {
  CHECK(!read(whole).options.pattern.has_value());
  CHECK(read(with_option("PATTERN tide")).options.pattern == 1U);
  CHECK(read(replaced(" tide 1.1", " tide 1.1\n 1 3")).options.pattern == 2U);
  CHECK(has_remark(read(with_option("PATTERN none")), "no pattern none"));
  CHECK(read(with_option("PATTERN 1")).remarks.empty());
}

TEST_CASE("what changes no flow at time 0 is named, not dropped in silence") {
  const auto network = read(replaced("[END]\n", "[RULES]\nRULE 1\n[QUALITY]\n a 1\n[TAGS]\n[END]\nmore\n"));
  CHECK(has_remark(network, "[RULES]"));
  CHECK(has_remark(network, "[QUALITY]"));
  CHECK(!has_remark(network, "[TAGS]"));
  CHECK(has_remark(network, "behind [END]"));
  CHECK(has_remark(read(with_option("TRIALS 40")), "TRIALS"));
  CHECK(has_remark(read(replaced("[END]\n", "")), "no [END]"));
  CHECK(has_remark(read("a line\n" + whole), "before the first section"));
  CHECK(has_remark(read(replaced(" b  1\n", " b  1\n t  1\n")), "demand of t"));
}

TEST_CASE("a tank without diameter is a reservoir, a long line of reservoirs a tank") {
  const auto as_reservoir = read(replaced("1  6  20  0", "1  6  0  0"));
  CHECK(std::get<Reservoir>(as_reservoir.nodes[3].element).level == 3.0);
  const auto moved = read(replaced("[TANKS]\n", ""));
  CHECK(std::holds_alternative<Tank>(moved.nodes[3].element));
  CHECK(faults_with(" t  40  3  1  6  20  0", " t  40  3  1") == "004:10:12");
}

TEST_CASE("statuses set one link, ids between two, or numbers between two") {
  const auto with_status = [](const std::string& lines) {
    return replaced("[TITLE]", "[STATUS]\n" + lines + "\n[TITLE]");
  };
  CHECK(read(with_status("p1 OPEN")).links[0].status == Status::open);
  CHECK(read(with_status("pump CLOSED")).links[2].setting == 0.0);
  CHECK(read(with_status("pump 1.2")).links[2].setting == 1.2);
  CHECK(read(with_status("pump 1.2")).links[2].status == Status::open);
  CHECK(read(with_status("v CLOSED")).links[3].status == Status::closed);
  const auto reset = read(with_status("v CLOSED\nv 40"));
  CHECK(reset.links[3].status == Status::active);
  CHECK(reset.links[3].setting == 40.0);
  // p1 and pump are between; p2 has a check valve and keeps it.
  const auto by_text = read(with_status("p1 pz CLOSED"));
  CHECK(by_text.links[2].status == Status::closed);
  CHECK(by_text.links[1].status == Status::open);
  CHECK(by_text.links[3].status == Status::active);
  CHECK(has_remark(read(with_status("x y CLOSED")), "no link is from x to y"));
  CHECK(has_remark(read(with_status("p1 3")), "no effect"));
  CHECK(faults_of(with_status("p2 OPEN")) == "004:2:1");
  CHECK(faults_of(with_status("p1 -1")) == "004:2:4");
  CHECK(faults_of(with_status("p9 OPEN")) == "006:2:1");
}

TEST_CASE("a range of numbers takes every id that is between them as a number") {
  auto text = whole;
  for (const auto& [what, by] :
       {std::pair{" p1  a", " 9  a"}, {" pump lake", " 10 lake"}, {"LINK p1", "LINK 9"}}) {
    text.replace(text.find(what), std::string(what).size(), by);
  }
  text.insert(0, "[STATUS]\n 9 10 CLOSED\n");
  const auto network = read(text);
  CHECK(network.links[0].status == Status::closed);
  CHECK(network.links[2].status == Status::closed);
  CHECK(network.links[3].status == Status::active);
}

TEST_CASE("controls by time, time of day and level") {
  const auto with_control = [](const std::string& line) {
    return replaced(" LINK p1 OPEN IF NODE t BELOW 2", line);
  };
  const auto control = [&](const std::string& line) { return read(with_control(line)).controls.at(0); };
  const auto by_level = read(whole).controls.at(0);
  CHECK(by_level.when == Control::When::below);
  CHECK(by_level.node == 3);
  CHECK(by_level.value == 2.0);
  CHECK(by_level.status == Status::open);
  CHECK(by_level.is_enabled);
  CHECK(control("LINK p1 CLOSED AT TIME 3.4").time_s == 12240);
  CHECK(control("LINK p1 CLOSED AT TIME 1:30").time_s == 5400);
  CHECK(control("LINK p1 CLOSED AT TIME 90 MIN").time_s == 5400);
  CHECK(control("LINK p1 CLOSED AT CLOCKTIME 12 AM").time_s == 0);
  CHECK(control("LINK p1 CLOSED AT CLOCKTIME 1:30 PM").time_s == 48600);
  CHECK(control("link pump 1.5 at time 0").setting == 1.5);
  CHECK(control("LINK pump 0 AT TIME 0").status == Status::closed);
  CHECK(control("LINK pump OPEN AT TIME 0").setting == 1.0);
  CHECK(control("LINK v 30 AT TIME 0").status == Status::active);
  CHECK(!control("LINK v OPEN AT TIME 0").setting.has_value());
  CHECK(!control("LINK v OPEN AT TIME 0 DISABLED").is_enabled);
  CHECK(faults_of(with_control("LINK p2 OPEN AT TIME 0")) == "004:32:6");
  CHECK(faults_of(with_control("LINK p1 OPEN AT TIME noon")) == "004:32:22");
  CHECK(faults_of(with_control("LINK p1 OPEN AT DAWN 3")) == "003:32:17");
  CHECK(faults_of(with_control("LINK p1 OPEN IF NODE t NEAR 2")) == "003:32:24");
  CHECK(faults_of(with_control("LINK p1 OPEN IF NODE u BELOW 2")) == "006:32:22");
  CHECK(faults_of(with_control("LINK pump -1 AT TIME 0")) == "004:32:11");
  CHECK(faults_of(with_control("LINK p1 OPEN")) == "004:32:9");
}

TEST_CASE("times are hours, clock times or numbers with a unit") {
  const auto times = read(whole).times;
  CHECK(times.pattern_step_s == 7200);
  CHECK(times.clock_start_s == 64800);
  CHECK(read(replaced("TIMESTEP 2:00", "START 90 MIN")).times.pattern_start_s == 5400);
  CHECK(read(replaced("TIMESTEP 2:00", "TIMESTEP 0")).times.pattern_step_s == 3600);
  CHECK(faults_with("TIMESTEP 2:00", "TIMESTEP two") == "004:37:19");
  CHECK(faults_with("6 PM", "13 PM") == "004:38:21");
  CHECK(faults_with("PATTERN TIMESTEP", "PATTERN LENGTH") == "003:37:10");
}

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

TEST_CASE("quotes hold blanks together, and old files are in Latin-1") {
  CHECK(read(replaced(" a  10", " a  \"10\"")).nodes[0].elevation == 10.0);
  auto text = whole;
  for (auto place = text.find("lake"); place != std::string::npos; place = text.find("lake"))
    text.replace(place, 4, "S\xe9");
  CHECK(read(text).nodes[2].id == "S\xc3\xa9");
  CHECK(read("\xef\xbb\xbf" + whole).remarks.empty());
}

TEST_CASE("line ends of Windows change nothing") {
  std::string windows;
  for (const char c : whole) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
  const auto network = read(windows);
  CHECK(network.title == "Two junctions");
  CHECK(network.links[3].setting == 55.0);
  CHECK(network.remarks.empty());
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
