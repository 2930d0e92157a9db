#include "power/sound_part.hpp"

#include <catch2/catch.hpp>

using namespace shellfit;
using namespace shellfit::power;

namespace {

/// Two islands of two buses: a1-a2 and b1-b2, with an open switch between a2 and the bus c alone.
Network two_islands() {
  Network network;
  for (const auto* id : {"a1", "a2", "b1", "b2", "c"}) network.buses.push_back({BusId(id), 10.0 * units::kV});
  for (const auto* name : {"a", "b"}) {
    const std::string one(name);
    Source source;
    source.id = ElementId("source." + one);
    source.bus = BusId(one + "1");
    network.sources.push_back(source);
    Line line;
    line.id = ElementId("line." + one);
    line.from = BusId(one + "1");
    line.to = BusId(one + "2");
    network.lines.push_back(line);
  }
  network.switches.push_back({ElementId("tie"), BusId("a2"), BusId("c"), Switch::Kind::breaker, false});
  return network;
}

}  // namespace

TEST_CASE("without faults all of a network is sound") {
  const auto part = sound_part(two_islands(), {});
  CHECK(part.unsound.empty());
  CHECK(part.network.buses.size() == 5);
}

TEST_CASE("a fault spoils what its element is joined to, over open switches too, and no more") {
  const auto part = sound_part(two_islands(), {{"line.a", "has no impedance"}, {"a2", "has no voltage"}});
  REQUIRE(part.unsound.size() == 1);
  CHECK(part.unsound[0].buses == std::vector<BusId>{BusId("a1"), BusId("a2"), BusId("c")});
  CHECK(part.unsound[0].reason == "line.a has no impedance");
  REQUIRE(part.network.buses.size() == 2);
  CHECK(part.network.buses[0].id.text() == "b1");
  REQUIRE(part.network.sources.size() == 1);
  CHECK(part.network.sources[0].id.text() == "source.b");
  CHECK(part.network.lines.size() == 1);
  CHECK(part.network.switches.empty());
}

TEST_CASE("a fault at a bus that does not exist spoils the other end of its element") {
  auto network = two_islands();
  network.lines[1].to = BusId("nowhere");
  const auto part = sound_part(network, {{"line.b", "is connected to bus nowhere, which does not exist"}});
  REQUIRE(part.unsound.size() == 1);
  CHECK(part.unsound[0].buses == std::vector<BusId>{BusId("b1")});
  CHECK(part.network.lines.size() == 1);
}

TEST_CASE("a fault that names nothing known spoils everything") {
  const auto part = sound_part(two_islands(), {{"ghost", "cannot be"}});
  CHECK(part.network.buses.empty());
  CHECK(part.unsound.size() == 2);
}

TEST_CASE("a transfer joins what it watches and what it closes") {
  auto network = two_islands();
  network.transfers.push_back({TransferId("ats"), BusId("b2"), {}, ElementId("tie"), -1});
  const auto part = sound_part(network, {{"line.b", "has no impedance"}});
  REQUIRE(part.unsound.size() == 1);
  CHECK(part.unsound[0].buses.size() == 5);
  CHECK(part.network.transfers.empty());
}
