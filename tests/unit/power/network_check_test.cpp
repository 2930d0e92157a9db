#include "power/network_check.hpp"

#include "tests/unit/power/networks.hpp"

#include <catch2/catch.hpp>

#include <functional>
#include <limits>

using namespace shellfit;
using namespace shellfit::power;

namespace {

constexpr double no_number = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

/// One of each element, all sound.
Network one_of_each() {
  Network network;
  network.buses = {{bus("mv"), 20.0 * units::kV},
                   {bus("lv"), 400.0 * units::V},
                   {bus("b"), 400.0 * units::V},
                   {bus("out"), 400.0 * units::V}};
  network.sources = {feed("q", "mv", 300.0, 8.0)};
  network.transformers = {{element("t"), bus("mv"), bus("lv"), 1.0 * units::MVA, 20.0 * units::kV,
                           400.0 * units::V, ratio(0.06), ratio(6), 1.0 * units::kW}};
  network.lines = {cable("l", "lv", "b", 0.001, 0.001)};
  network.switches = {breaker("s", "lv", "b")};
  network.converters = {ups("u", "b", "out", 0.96)};
  network.loads = {draw("d", "out", 10.0)};
  network.transfers = {{TransferId("x"), bus("b"), {}, element("s")}};
  network.generators = {generator("g", "lv", 10.0)};
  network.shunts = {{element("c"), bus("lv"), 0.0 * units::kW, -10.0 * units::kvar}};
  network.two_ports = {{element("y"), bus("lv"), bus("b"), 1.0 * units::MVA, 9.0, -9.0, -9.0, 9.0, {}}};
  Motor motor;
  motor.id = element("m");
  motor.bus = bus("b");
  motor.rating = 30.0 * units::kW;
  motor.voltage = 400.0 * units::V;
  motor.efficiency = ratio(0.93);
  motor.power_factor = ratio(0.86);
  motor.locked_rotor = ratio(6);
  network.motors = {motor};
  network.limited_sources = {{element("bess"), bus("b"), 800.0 * units::A}};
  ThreeWindingTransformer three;
  three.id = element("w");
  const char* at[] = {"mv", "lv", "out"};
  for (std::size_t k = 0; k < 3; ++k) {
    three.sides[k].bus = bus(at[k]);
    three.sides[k].rating = 1.0 * units::MVA;
    three.sides[k].voltage = network.buses[k == 2 ? 3 : k].nominal;
    three.pairs[k] = {ratio(0.08), ratio(9), {}, {}};
  }
  three.no_load_loss = 1.0 * units::kW;
  network.three_windings = {three};
  return network;
}

struct Spoil {
  const char* what;
  std::function<void(Network&)> apply;
  const char* element;
};

}  // namespace

TEST_CASE("a sound network has no faults") { CHECK(check_network(one_of_each()).empty()); }

TEST_CASE("each figure that cannot be is refused by the name of its element") {
  const std::vector<Spoil> spoils{
      {"nominal nan", [](Network& n) { n.buses[3].nominal = no_number * units::V; }, "out"},
      {"nominal zero", [](Network& n) { n.buses[3].nominal = 0.0 * units::V; }, "out"},
      {"source voltage", [](Network& n) { n.sources[0].voltage_pu = no_number; }, "q"},
      {"fault level", [](Network& n) { n.sources[0].fault_level = no_number * units::MVA; }, "q"},
      {"fault level zero", [](Network& n) { n.sources[0].fault_level = 0.0 * units::MVA; }, "q"},
      {"source x/r", [](Network& n) { n.sources[0].x_over_r = ratio(no_number); }, "q"},
      {"resistance nan", [](Network& n) { n.lines[0].resistance = no_number * units::ohm; }, "l"},
      {"reactance nan", [](Network& n) { n.lines[0].reactance = no_number * units::ohm; }, "l"},
      {"resistance infinite", [](Network& n) { n.lines[0].resistance = infinity * units::ohm; }, "l"},
      {"resistance negative", [](Network& n) { n.lines[0].resistance = -0.1 * units::ohm; }, "l"},
      {"no impedance", [](Network& n) { n.lines[0] = cable("l", "lv", "b", 0.0, 0.0); }, "l"},
      {"source range", [](Network& n) { n.sources[0].most_reactive = no_number * units::kvar; }, "q"},
      {"source angle", [](Network& n) { n.sources[0].angle_rad = infinity; }, "q"},
      {"generator power", [](Network& n) { n.generators[0].real = no_number * units::kW; }, "g"},
      {"generator voltage", [](Network& n) { n.generators[0].voltage_pu = 0.0; }, "g"},
      {"generator range",
       [](Network& n) {
         n.generators[0].most_reactive = -infinity * units::kvar,
         n.generators[0].least_reactive = 0.0 * units::kvar;
       },
       "g"},
      {"charging", [](Network& n) { n.lines[0].charging = Admittance::from_si(no_number); }, "l"},
      {"ampacity", [](Network& n) { n.lines[0].ampacity = 0.0 * units::A; }, "l"},
      {"shift", [](Network& n) { n.transformers[0].shift_rad = no_number; }, "t"},
      {"no turns", [](Network& n) { n.transformers[0].to_tap = TapChanger{.step = -0.5, .position = 2}; },
       "t"},
      {"control without tap", [](Network& n) { n.transformers[0].control = VoltageControl{bus("lv")}; }, "t"},
      {"control of no bus",
       [](Network& n) {
         n.transformers[0].to_tap = TapChanger{.step = 0.01};
         n.transformers[0].control = VoltageControl{bus("nowhere")};
       },
       "t"},
      {"winding voltage", [](Network& n) { n.three_windings[0].sides[1].voltage = 0.0 * units::V; }, "w"},
      {"winding bus", [](Network& n) { n.three_windings[0].sides[1].bus = bus("nowhere"); }, "w"},
      {"pair", [](Network& n) { n.three_windings[0].pairs[2].impedance = ratio(0); }, "w"},
      {"two-port", [](Network& n) { n.two_ports[0].from_to = infinity; }, "y"},
      {"two-port base", [](Network& n) { n.two_ports[0].base = 0.0 * units::MVA; }, "y"},
      {"shunt", [](Network& n) { n.shunts[0].reactive = no_number * units::kvar; }, "c"},
      {"shunt bus", [](Network& n) { n.shunts[0].bus = bus("nowhere"); }, "c"},
      {"load shares", [](Network& n) { n.loads[0].real_dependence.current = no_number; }, "d"},
      {"motor", [](Network& n) { n.motors[0].efficiency = ratio(1.2); }, "m"},
      {"motor poles", [](Network& n) { n.motors[0].pole_pairs = 0; }, "m"},
      {"limited source", [](Network& n) { n.limited_sources[0].fault_current = 0.0 * units::A; }, "bess"},
      {"rating", [](Network& n) { n.transformers[0].rating = no_number * units::MVA; }, "t"},
      {"impedance", [](Network& n) { n.transformers[0].impedance = ratio(0.0); }, "t"},
      {"transformer x/r", [](Network& n) { n.transformers[0].x_over_r = ratio(no_number); }, "t"},
      {"primary", [](Network& n) { n.transformers[0].primary = no_number * units::V; }, "t"},
      {"no-load loss", [](Network& n) { n.transformers[0].no_load_loss = no_number * units::kW; }, "t"},
      {"efficiency", [](Network& n) { n.converters[0].efficiency = ratio(no_number); }, "u"},
      {"efficiency above one", [](Network& n) { n.converters[0].efficiency = ratio(1.5); }, "u"},
      {"input factor above one", [](Network& n) { n.converters[0].input_power_factor = ratio(1.2); }, "u"},
      {"input factor", [](Network& n) { n.converters[0].input_power_factor = ratio(0.0); }, "u"},
      {"levels of a UPS", [](Network& n) { n.converters[0].from = bus("mv"); }, "u"},
      {"recharge", [](Network& n) { n.converters[0].recharge = no_number * units::kW; }, "u"},
      {"load", [](Network& n) { n.loads[0].real = no_number * units::kW; }, "d"},
      {"reactive", [](Network& n) { n.loads[0].reactive = no_number * units::kvar; }, "d"},
      {"load nowhere", [](Network& n) { n.loads[0].bus = bus("nowhere"); }, "d"},
      {"line to itself", [](Network& n) { n.lines[0].to = bus("lv"); }, "l"},
      {"line over voltages", [](Network& n) { n.lines[0].from = bus("mv"); }, "l"},
      {"switch over voltages", [](Network& n) { n.switches[0].from = bus("mv"); }, "s"},
      {"twice the name", [](Network& n) { n.loads[0].id = element("l"); }, "l"},
      {"twice the bus", [](Network& n) { n.buses.push_back(n.buses[3]); }, "out"},
      {"transfer without switch", [](Network& n) { n.transfers[0].closes = element("l"); }, "x"},
      {"transfer watching nothing", [](Network& n) { n.transfers[0].watched = bus("nowhere"); }, "x"}};
  for (const auto& spoil : spoils) {
    auto network = one_of_each();
    spoil.apply(network);
    const auto faults = check_network(network);
    CAPTURE(spoil.what);
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].element == spoil.element);
    CHECK_FALSE(faults[0].message.empty());
  }
}

TEST_CASE("all faults come at once") {
  auto network = one_of_each();
  network.loads[0].real = no_number * units::kW;
  network.lines[0].resistance = no_number * units::ohm;
  network.transformers[0].rating = 0.0 * units::MVA;
  CHECK(check_network(network).size() == 3);
}

TEST_CASE("an efficiency and a power factor of one are not refused") {
  auto network = one_of_each();
  network.converters[0].efficiency = ratio(1.0);
  network.converters[0].input_power_factor = ratio(1.0);
  CHECK(check_network(network).empty());
}

TEST_CASE("each converter of a ring is named, and none that only feeds it") {
  Network network;
  network.buses = boards({"a", "b", "b2", "c", "d"}, 400.0 * units::V);
  network.sources = {stiff("grid", "a")};
  network.lines = {cable("bb", "b", "b2", 0.01, 0.01)};
  network.converters = {ups("in", "a", "b", 0.96), ups("there", "b2", "c", 0.96), ups("on", "c", "d", 0.96),
                        ups("back", "c", "b", 0.96)};
  const auto faults = check_network(network);
  REQUIRE(faults.size() == 2);
  CHECK(faults[0].element == "there");
  CHECK(faults[1].element == "back");
  network.lines.clear();
  CHECK(check_network(network).empty());
}

TEST_CASE("a UPS with a closed bypass is no ring") {
  Network network;
  network.buses = boards({"a", "b"}, 400.0 * units::V);
  network.sources = {stiff("grid", "a")};
  network.converters = {ups("u", "a", "b", 0.96)};
  network.switches = {breaker("bypass", "a", "b")};
  CHECK(check_network(network).empty());
}
