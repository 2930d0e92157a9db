// That power-grid-model itself solves these files to the same voltages is shown in tests/interop.
#include "exchange/power_grid_model_export.hpp"

#include "exchange/power_grid_model_network.hpp"
#include "tests/unit/power/networks.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <map>

using namespace shellfit;
using namespace shellfit::power;
namespace pgm = shellfit::exchange::power_grid_model;

namespace {

Transformer transformer_of(const char* id, const char* from, const char* to) {
  Transformer t;
  t.id = ElementId(id);
  t.from = BusId(from);
  t.to = BusId(to);
  t.rating = 2.5 * units::MVA;
  t.primary = 34.5 * units::kV;
  t.secondary = 480.0 * units::V;
  t.impedance = 5.75 * units::percent;
  t.x_over_r = ratio(8.0);
  t.no_load_loss = 3.0 * units::kW;
  t.no_load_current = ratio(0.004);
  return t;
}
/// A utility, a board whose two halves a closed switch joins, a transformer, a UPS and what hangs on them.
Network plant() {
  Network net;
  net.buses = {{BusId("poi"), 34.5 * units::kV},
               {BusId("board.a"), 34.5 * units::kV},
               {BusId("board.b"), 34.5 * units::kV},
               {BusId("low"), 480.0 * units::V},
               {BusId("ups.out"), 480.0 * units::V}};
  Source feed;
  feed.id = ElementId("feed");
  feed.bus = BusId("poi");
  feed.voltage_pu = 1.02;
  feed.fault_level = 400.0 * units::MVA;
  feed.x_over_r = ratio(12.0);
  net.sources = {feed};
  auto run = cable("cable", "poi", "board.a", 0.5, 0.7);
  run.charging = Admittance::from_si(2e-5);
  run.leakage = Admittance::from_si(1e-6);
  net.lines = {run};
  net.switches = {{ElementId("coupler"), BusId("board.a"), BusId("board.b"), Switch::Kind::breaker, true}};
  auto t = transformer_of("t", "board.b", "low");
  t.shift_rad = std::acos(-1.0) / 6.0;
  t.from_tap = TapChanger{-0.025, 0.0, 0.0, 0, 1, -2, 2};
  net.transformers = {t};
  net.converters = {{ElementId("ups"), BusId("low"), BusId("ups.out"), 1.0 * units::MW, ratio(0.96),
                     ratio(0.99), 0.0 * units::kW}};
  Load house{ElementId("house"),  BusId("low"), 300.0 * units::kW,
             100.0 * units::kvar, {0.3, 0.2},   {0.0, 0.5}};
  Load racks{ElementId("racks"), BusId("ups.out"), 600.0 * units::kW, 60.0 * units::kvar, {}, {}};
  net.loads = {house, racks};
  net.shunts = {{ElementId("filter"), BusId("board.a"), 0.0 * units::kW, -200.0 * units::kvar}};
  return net;
}
studies::NetworkAnswer answer_of(const Network& network) {
  studies::NetworkAnswer answer;
  answer.network = network;
  answer.problem = to_problem(network);
  answer.input = normal_state(answer.problem);
  answer.flow = solve_load_flow(answer.problem, answer.input);
  return answer;
}
pgm::Case read_back(const studies::NetworkAnswer& answer) {
  auto parsed = pgm::parse_case("written.json", exchange::power_grid_model_text(answer));
  if (!parsed) FAIL(render(parsed.error().front(), false));
  CHECK(parsed->remarks.empty());
  return std::move(*parsed);
}
/// Voltages of the written network, solved again, against those of the answer; nodes in the order of buses.
void check_same_voltages(const Network& network, const std::vector<int>& node_of_bus) {
  const auto answer = answer_of(network);
  REQUIRE(answer.flow.has_converged());
  const auto again = answer_of(pgm::to_network(read_back(answer)).network);
  REQUIRE(again.flow.has_converged());
  for (std::size_t i = 0; i < node_of_bus.size(); ++i) {
    const auto& there = again.flow.buses.at(static_cast<std::size_t>(node_of_bus[i]));
    CHECK(there.voltage_pu == Approx(answer.flow.buses[i].voltage_pu).margin(1e-9));
    CHECK(std::cos(there.angle_rad - answer.flow.buses[i].angle_rad) == Approx(1.0).margin(1e-12));
  }
}

}  // namespace

TEST_CASE("a written network solves to the same voltages, buses of a closed switch as one node") {
  check_same_voltages(plant(), {0, 1, 1, 2, 3});
}

TEST_CASE("a written network keeps names beside whole-numbered ids, no id twice") {
  const auto text = exchange::power_grid_model_text(answer_of(plant()));
  CHECK(text.find(R"("extra":{"buses":["board.a","board.b"]})") != std::string::npos);
  CHECK(text.find(R"("extra":{"id":"cable"})") != std::string::npos);
  CHECK(text.find(R"x("extra":{"id":"ups (input)"})x") != std::string::npos);
  const auto one = read_back(answer_of(plant()));  // which refuses ids that stand twice
  CHECK(one.nodes.size() == 4);
  CHECK(one.transformers.size() == 1);
  CHECK(one.transformers[0].clock == 1);
  CHECK(one.transformers[0].tap_size_v == Approx(0.025 * 34500.0));
  CHECK(one.generic_branches.empty());
}

TEST_CASE("what a UPS takes is a load before it, and its output a stiff source") {
  const auto one = read_back(answer_of(plant()));
  REQUIRE(one.sources.size() == 2);
  CHECK(one.sources[1].u_ref == Approx(1.0));
  CHECK(one.sources[1].sk_va.value() >= 1e18);
  // So stiff that it is read back as one that holds its node.
  CHECK_FALSE(pgm::to_network(one).network.sources[1].fault_level.has_value());
  double most_w = 0;
  for (const auto& load : one.loads) most_w = std::max(most_w, load.node == 3 ? load.p_specified_w : 0.0);
  CHECK(most_w == Approx(600e3 / 0.96));
}

TEST_CASE("transformers that power-grid-model has no model of are generic branches") {
  auto net = plant();
  net.transformers[0].magnetizing = Magnetizing::star;
  CHECK(read_back(answer_of(net)).generic_branches.size() == 1);
  check_same_voltages(net, {0, 1, 1, 2, 3});
  net = plant();
  net.transformers[0].shift_rad = 0.4;
  CHECK(read_back(answer_of(net)).generic_branches.size() == 1);
  check_same_voltages(net, {0, 1, 1, 2, 3});
}

TEST_CASE("any two-port is a generic branch and a shunt of what is left over; an open one is a shunt") {
  auto net = plant();
  TwoPort port;
  port.id = ElementId("equivalent");
  port.from = BusId("poi");
  port.to = BusId("board.b");
  port.base = 1.0 * units::MVA;
  const std::complex<double> series = 1.0 / std::complex<double>{0.001, 0.004};
  port.from_from = series / 0.81 + std::complex<double>{0.2, 0.3};
  port.to_to = series + std::complex<double>{0.0, 0.1};
  port.from_to = -series / 0.9 * std::polar(1.0, -0.02);
  port.to_from = -series / 0.9 * std::polar(1.0, 0.02);
  net.two_ports = {port};
  check_same_voltages(net, {0, 1, 1, 2, 3});
  net.two_ports[0].is_to_closed = false;
  check_same_voltages(net, {0, 1, 1, 2, 3});
}

TEST_CASE("a generator that holds its bus is written by what that took") {
  auto net = plant();
  net.generators = {generator("set", "low", 200.0, 1.0)};
  const auto answer = answer_of(net);
  const auto one = read_back(answer);
  REQUIRE(one.generators.size() == 1);
  CHECK(one.generators[0].q_specified_var == Approx(answer.flow.generators[0].reactive.in_si()));
  CHECK(one.voltage_regulators.empty());
  check_same_voltages(net, {0, 1, 1, 2, 3});
}

TEST_CASE(
    "a source at its limit is written by what it gave, and the generator that balances for it as a source") {
  auto net = plant();
  net.sources[0].is_regulated = true;
  net.sources[0].most_reactive = 50.0 * units::kvar;
  net.generators = {generator("set", "low", 200.0, 1.01)};
  const auto answer = answer_of(net);
  REQUIRE(answer.flow.sources[0].is_at_limit);
  const auto one = read_back(answer);
  REQUIRE(one.generators.size() == 1);
  CHECK(one.generators[0].node == one.nodes[0].id);
  CHECK(one.generators[0].p_specified_w == Approx(answer.flow.sources[0].real.in_si()));
  CHECK(one.generators[0].q_specified_var == Approx(50e3));
  REQUIRE(one.sources.size() == 2);  // of the set and of the UPS
  check_same_voltages(net, {0, 1, 1, 2, 3});
  // Of two sets the one that gives other than it is set to: here the second, as the first gives all it can.
  net.generators[0].most_reactive = 1.0 * units::kvar;
  net.generators[0].least_reactive = -1.0 * units::kvar;
  net.generators.push_back(generator("other set", "board.a", 200.0, 1.01));
  const auto text = exchange::power_grid_model_text(answer_of(net));
  CHECK(text.find(R"("rx_ratio":0.1,"extra":{"id":"other set"})") != std::string::npos);
  CHECK(text.find(R"("rx_ratio":0.1,"extra":{"id":"set"})") == std::string::npos);
  check_same_voltages(net, {0, 1, 1, 2, 3});
}

TEST_CASE("a branch whose ends a closed switch joins is written by what it draws") {
  auto net = plant();
  auto bridge = cable("bridge", "board.a", "board.b", 0.1, 0.2);
  bridge.charging = Admittance::from_si(1e-5);
  net.lines.push_back(bridge);
  const auto one = read_back(answer_of(net));
  CHECK(one.lines.size() == 1);
  CHECK(one.shunts.size() == 2);
  check_same_voltages(net, {0, 1, 1, 2, 3});
}

TEST_CASE("a line that is open at a bus out of service keeps the charging that its other end feeds") {
  auto net = plant();
  net.buses.push_back({BusId("far"), 34.5 * units::kV});
  auto spur = cable("spur", "board.a", "far", 0.5, 0.7);
  spur.charging = Admittance::from_si(5e-4);
  spur.is_to_closed = false;
  net.lines.push_back(spur);
  auto answer = answer_of(net);
  answer.input.bus_out[static_cast<std::size_t>(answer.problem.bus(BusId("far")))] = 1;
  answer.flow = solve_load_flow(answer.problem, answer.input);
  const auto again = answer_of(pgm::to_network(read_back(answer)).network);
  CHECK(again.flow.buses[1].voltage_pu == Approx(answer.flow.buses[1].voltage_pu).margin(1e-9));
}

TEST_CASE("what is out is left out, and dead parts stay without a source") {
  const auto net = plant();
  auto answer = answer_of(net);
  answer.input
      .branch_out[static_cast<std::size_t>(answer.problem.branch(answer.problem.element(ElementId("t"))))] =
      1;
  answer.flow = solve_load_flow(answer.problem, answer.input);
  const auto one = read_back(answer);
  CHECK(one.transformers.empty());
  CHECK(one.sources.size() == 1);  // the UPS has nothing to give
  CHECK(one.lines.size() == 1);
}

TEST_CASE("names that are whole numbers stay ids") {
  auto net = plant();
  net.buses[3].id = BusId("70");
  net.transformers[0].to = BusId("70");
  net.converters[0].from = BusId("70");
  net.loads[0].bus = BusId("70");
  net.lines[0].id = ElementId("12");
  const auto one = read_back(answer_of(net));
  CHECK(one.lines[0].id == 12);
  CHECK(one.nodes[2].id == 70);
  CHECK(one.nodes[0].id == 71);
  // One that leaves no room behind it is numbered anew.
  net.lines[0].id = ElementId("2147483647");
  CHECK(read_back(answer_of(net)).lines[0].id < 100);
}
