#include "tests/unit/exchange/epanet_files.hpp"

using namespace shellfit;
using namespace shellfit::exchange;
using namespace shellfit::exchange::epanet;

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
