#include "thermal/network_check.hpp"

#include "tests/unit/thermal/loops.hpp"

#include <catch2/catch.hpp>

#include <functional>
#include <limits>

using namespace shellfit;
using namespace shellfit::thermal;

namespace {

constexpr double no_number = std::numeric_limits<double>::quiet_NaN();

/// One of each part, all sound.
Network one_of_each() {
  auto network = circuit_of({"a", "b", "c"});
  const CircuitId other("other");
  network.circuits.push_back(
      {other, Fluid::water, NodeId("d"), 100.0 * units::kPa_gauge, 20.0 * units::degC});
  for (const char* node : {"d", "e"}) network.nodes.push_back({NodeId(node), other, 0.0 * units::m});
  join(network, "pump", "a", "b", pump({{0, 300}, {10, 100}}));
  join(network, "pipe", "b", "c", Pipe{10.0 * units::m, 80.0 * units::mm, 0.05 * units::mm, 1.0});
  join(network, "x", "c", "a", resistance(50, 10));
  join(network, "y", "d", "e", LimitedResistance{resistance(50, 10), 8.0 * units::L_per_s});
  join(network, "fan", "e", "d", given(5.0));
  network.exchangers = {
      {LinkId("x"), LinkId("y"), 30.0 * units::degC,
       ExchangerRating{Fluid::water, Fluid::water, 10.0 * units::L_per_s, 10.0 * units::L_per_s,
                       200.0 * units::kW_heat, 50.0 * units::degC, 30.0 * units::degC}}};
  network.rejectors = {
      {LinkId("fan"), Rejector::Kind::air_cooled, 25.0 * units::degC,
       CoolerRating{200.0 * units::kW_heat, 40.0 * units::degC, 30.0 * units::degC, 25.0 * units::degC}}};
  return network;
}
template <class T>
T& part(Network& network, std::size_t link) {
  return std::get<T>(network.links[link].hydraulics);
}

struct Spoil {
  const char* what;
  std::function<void(Network&)> apply;
  const char* element;
};

}  // namespace

TEST_CASE("a sound cooling network has no faults") { CHECK(check_network(one_of_each()).empty()); }

TEST_CASE("faults of a cooling network are sentences") {
  auto network = one_of_each();
  network.atmosphere = -1.0 * units::kPa_absolute;
  CHECK(check_network(network).front().message == "has an atmosphere that is not positive");
  network = one_of_each();
  part<Pipe>(network, 1).length = -1.0 * units::m;
  CHECK(check_network(network).front().message == "has a length that is not positive");
}

TEST_CASE("each fault of a cooling network is named by its element") {
  const std::vector<Spoil> spoils{
      {"no reference", [](Network& n) { n.circuits[0].reference = NodeId("nowhere"); }, "loop"},
      {"reference elsewhere", [](Network& n) { n.circuits[0].reference = NodeId("d"); }, "loop"},
      {"two nodes", [](Network& n) { n.nodes.push_back(n.nodes[2]); }, "c"},
      {"two circuits", [](Network& n) { n.circuits.push_back(n.circuits[1]); }, "other"},
      {"node of no circuit",
       [](Network& n) {
         n.nodes.push_back({NodeId("z"), CircuitId("?"), 0.0 * units::m});
       },
       "z"},
      {"two links", [](Network& n) { n.links.push_back(n.links[1]); }, "pipe"},
      {"link nowhere", [](Network& n) { n.links[1].to = NodeId("nowhere"); }, "pipe"},
      {"link over circuits", [](Network& n) { n.links[1].to = NodeId("d"); }, "pipe"},
      {"link to itself", [](Network& n) { n.links[1].to = NodeId("b"); }, "pipe"},
      {"gain", [](Network& n) { n.links[1].gain = no_number * units::kW_heat; }, "pipe"},
      {"length", [](Network& n) { part<Pipe>(n, 1).length = no_number * units::m; }, "pipe"},
      {"bore", [](Network& n) { part<Pipe>(n, 1).bore = 0.0 * units::m; }, "pipe"},
      {"roughness", [](Network& n) { part<Pipe>(n, 1).roughness = no_number * units::m; }, "pipe"},
      {"minor loss", [](Network& n) { part<Pipe>(n, 1).minor_loss = no_number; }, "pipe"},
      {"rated flow", [](Network& n) { part<Resistance>(n, 2).flow = 0.0 * units::L_per_s; }, "x"},
      {"drop", [](Network& n) { part<Resistance>(n, 2).drop = no_number * units::kPa; }, "x"},
      {"limit", [](Network& n) { part<LimitedResistance>(n, 3).most = no_number * units::L_per_s; }, "y"},
      {"given flow", [](Network& n) { part<GivenFlow>(n, 4).flow = no_number * units::L_per_s; }, "fan"},
      {"short curve", [](Network& n) { points_of(part<Pump>(n, 0)).pop_back(); }, "pump"},
      {"rising curve",
       [](Network& n) {
         part<Pump>(n, 0) = pump({{0, 100}, {10, 300}});
       },
       "pump"},
      {"curve without a head",
       [](Network& n) {
         part<Pump>(n, 0) = pump({{0, no_number}, {10, 300}});
       },
       "pump"},
      {"curve that stands",
       [](Network& n) {
         part<Pump>(n, 0) = pump({{5, 300}, {5, 100}});
       },
       "pump"},
      {"duty", [](Network& n) { n.exchangers[0].rating->duty = no_number * units::kW_heat; }, "x"},
      {"hot flow", [](Network& n) { n.exchangers[0].rating->hot_flow = no_number * units::L_per_s; }, "x"},
      {"hot no warmer", [](Network& n) { n.exchangers[0].rating->hot_in = 30.0 * units::degC; }, "x"},
      {"hot in", [](Network& n) { n.exchangers[0].rating->hot_in = no_number * units::degC; }, "x"},
      {"rating that contradicts itself",
       [](Network& n) { n.exchangers[0].rating->duty = 900.0 * units::kW_heat; }, "x"},
      {"share below nothing", [](Network& n) { n.exchangers[0].rating->hot_share = -0.1; }, "x"},
      {"film exponent", [](Network& n) { n.exchangers[0].rating->cold_exponent = no_number; }, "x"},
      {"cooler's setpoint", [](Network& n) { n.rejectors[0].setpoint = no_number * units::degC; }, "fan"},
      {"start", [](Network& n) { n.circuits[0].start = no_number * units::degC; }, "loop"},
      {"curve below no flow",
       [](Network& n) {
         part<Pump>(n, 0) = pump({{-5, 300}, {5, 100}});
       },
       "pump"},
      {"used twice", [](Network& n) { n.rejectors[0].link = LinkId("y"); }, "y"},
      {"cooler below air", [](Network& n) { n.rejectors[0].cooler->air_in = 35.0 * units::degC; }, "fan"},
      {"cooler's air", [](Network& n) { n.rejectors[0].cooler->air_in = no_number * units::degC; }, "fan"},
      {"cooler's fans", [](Network& n) { n.rejectors[0].cooler->fan_power = no_number * units::kW; }, "fan"},
      {"cooler's pads", [](Network& n) { n.rejectors[0].cooler->pad_effectiveness = ratio(1.5); }, "fan"},
      {"cooler without a rating", [](Network& n) { n.rejectors[0].cooler.reset(); }, "fan"},
      {"rating of no cooler", [](Network& n) { n.rejectors[0].kind = Rejector::Kind::refrigerated; }, "fan"}};
  for (const auto& spoil : spoils) {
    auto network = one_of_each();
    spoil.apply(network);
    const auto faults = check_network(network);
    CAPTURE(spoil.what);
    REQUIRE_FALSE(faults.empty());
    CHECK(faults[0].element == spoil.element);
  }
}

TEST_CASE("a rating that cannot be is told in the words of its kind, and one without a figure only as that") {
  auto network = one_of_each();
  network.exchangers[0].rating->duty = 900.0 * units::kW_heat;
  network.rejectors[0].cooler->air_in = 35.0 * units::degC;
  auto faults = check_network(network);
  REQUIRE(faults.size() == 2);
  const std::string contradicts = "has a rating that contradicts itself: ";
  CHECK(faults[0].message == contradicts + contradiction_in(*network.exchangers[0].rating));
  CHECK(faults[1].message == contradicts + contradiction_in(*network.rejectors[0].cooler));
  network = one_of_each();
  network.exchangers[0].rating->duty = no_number * units::kW_heat;
  CHECK(check_network(network).size() == 1);
}

TEST_CASE("an elevation that is not a number is refused") {
  auto network = one_of_each();
  network.nodes[1].elevation = no_number * units::m;
  CHECK_FALSE(check_network(network).empty());
}
TEST_CASE("a reference pressure that is not a number is refused") {
  auto network = one_of_each();
  network.circuits[0].reference_pressure = no_number * units::kPa_gauge;
  CHECK_FALSE(check_network(network).empty());
}
TEST_CASE("a setpoint that is not a number is refused") {
  auto network = one_of_each();
  network.exchangers[0].setpoint = no_number * units::degC;
  CHECK_FALSE(check_network(network).empty());
}
TEST_CASE("an atmosphere that is not a number is refused") {
  auto network = one_of_each();
  network.atmosphere = AbsolutePressure{};
  CHECK_FALSE(check_network(network).empty());
}
TEST_CASE("a share of resistance above one is refused") {
  auto network = one_of_each();
  network.exchangers[0].rating->hot_share = 1.5;
  CHECK_FALSE(check_network(network).empty());
}
TEST_CASE("a table of losses that does not begin with no drop at no flow is refused") {
  auto network = one_of_each();
  const auto with = [&](double flow, double drop) {
    network.links[0].hydraulics =
        TableLoss{{{flow * units::L_per_s, drop * units::kPa}, {10.0 * units::L_per_s, 20.0 * units::kPa}}};
    return check_network(network).empty();
  };
  CHECK(with(0, 0));
  CHECK_FALSE(with(0, 5));
  CHECK_FALSE(with(2, 5));
}

namespace {

/// One of each part, with a tower for a cooler and a chiller for the exchanger.
Network with_tower() {
  auto network = one_of_each();
  TowerRating tower;
  tower.duty = 200.0 * units::kW_heat;
  tower.wet_bulb = 25.0 * units::degC;
  tower.approach = 4.0 * units::K;
  tower.range = 6.0 * units::K;
  network.exchangers[0].rating.reset();
  network.rejectors = {{LinkId("fan"), Rejector::Kind::evaporative, 25.0 * units::degC, {}, tower}};
  return network;
}

}  // namespace

TEST_CASE("a network with a tower and a chiller of no plates has no faults") {
  CHECK(check_network(with_tower()).empty());
}

TEST_CASE("a chiller between two streams is checked as far as its links and its setpoint") {
  auto network = with_tower();
  network.exchangers[0].setpoint = no_number * units::degC;
  CHECK(check_network(network).front().element == "x");
  network = with_tower();
  network.exchangers[0].cold = LinkId("nowhere");
  CHECK(check_network(network).front().element == "nowhere");
}

TEST_CASE("each fault of a tower is told in its words") {
  const auto told = [](auto spoil) {
    auto network = with_tower();
    spoil(network.rejectors[0]);
    const auto faults = check_network(network);
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].element == "fan");
    return faults[0].message;
  };
  const std::string contradicts = "has a rating that contradicts itself: ";
  CHECK(told([](Rejector& r) { r.tower.reset(); }) == "is a tower and has no rating");
  CHECK(told([](Rejector& r) { r.kind = Rejector::Kind::refrigerated; }) ==
        "has the rating of a tower but is none");
  CHECK(told([](Rejector& r) {
          r.cooler = CoolerRating{200.0 * units::kW_heat, 40.0 * units::degC, 30.0 * units::degC,
                                  25.0 * units::degC};
        }) == "has the rating of a cooler but is none");
  CHECK(told([](Rejector& r) { r.setpoint = no_number * units::degC; }) ==
        "has a setpoint that is not a number");
  for (const auto spoil :
       {+[](TowerRating& t) { t.approach = 0.0 * units::K; },
        +[](TowerRating& t) { t.range = -1.0 * units::K; },
        +[](TowerRating& t) { t.range = 80.0 * units::K; }, +[](TowerRating& t) { t.water_to_air = 6.0; },
        +[](TowerRating& t) { t.duty = no_number * units::kW_heat; },
        +[](TowerRating& t) { t.wet_bulb = no_number * units::degC; }})
    CHECK_THAT(told([&](Rejector& r) { spoil(*r.tower); }), Catch::StartsWith(contradicts));
}

TEST_CASE("a tower's fans, drift and still air must be figures that can be") {
  for (const auto spoil :
       {+[](TowerRating& t) { t.fan_power = no_number * units::kW; },
        +[](TowerRating& t) { t.fan_power = -1.0 * units::kW; },
        +[](TowerRating& t) { t.drift = ratio(no_number); }, +[](TowerRating& t) { t.drift = ratio(-0.1); },
        +[](TowerRating& t) { t.still_air = ratio(no_number); },
        +[](TowerRating& t) { t.still_air = ratio(1.5); }}) {
    auto network = with_tower();
    spoil(*network.rejectors[0].tower);
    const auto faults = check_network(network);
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].element == "fan");
  }
}
