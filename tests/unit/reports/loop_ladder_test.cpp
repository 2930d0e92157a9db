#include "reports/loop_ladder.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace shellfit;
using namespace shellfit::reports;
using site::ElementId;
using site::HeaderId;

namespace {

template <class Machine>
Machine machine(const std::string& id, const std::string& from, const std::string& to) {
  Machine one;
  one.id = ElementId(id);
  one.from = HeaderId(from);
  one.to = HeaderId(to);
  return one;
}

/// return -> main -> pumps -> coolers -> supply -> CDUs -> return.
site::Piping primary() {
  site::Piping piping;
  for (const auto* id : {"in", "out", "supply", "return"}) {
    piping.headers.emplace_back();
    piping.headers.back().id = HeaderId(id);
  }
  piping.headers.at(2).users = site::Header::Users::supply;
  piping.headers.at(3).users = site::Header::Users::back;
  piping.pipes.push_back(machine<site::Pipe>("main", "return", "in"));
  for (const auto* id : {"p.1", "p.2", "p.3"})
    piping.pumps.push_back(machine<site::Machine<catalogs::PumpType>>(id, "in", "out"));
  piping.pumps.back().is_standby = true;
  piping.coolers.push_back(machine<site::Machine<catalogs::CoolerType>>("c.1", "out", "supply"));
  piping.groups.emplace_back();
  piping.groups.back().id = site::TcsGroupId("tcs");
  piping.groups.back().standby = 1;
  for (const auto* id : {"cdu.1", "cdu.2"})
    piping.groups.back().cdus.push_back(machine<site::Machine<catalogs::CduType>>(id, "supply", "return"));
  return piping;
}

LoopLadder ladder_of(const site::Piping& piping) {
  studies::LoopPlan loop;
  loop.piping = piping;
  return arrange({}, loop);
}

const Rung& rung(const LoopLadder& ladder, const std::string& kind) {
  return *std::find_if(ladder.rungs.begin(), ladder.rungs.end(),
                       [&](const Rung& one) { return one.kind == kind; });
}

}  // namespace

TEST_CASE("water runs from left to right through the plant, and its return below") {
  const auto ladder = ladder_of(primary());
  CHECK(ladder.bar(HeaderId("return")).x < ladder.bar(HeaderId("in")).x);
  CHECK(ladder.bar(HeaderId("in")).x < ladder.bar(HeaderId("out")).x);
  CHECK(ladder.bar(HeaderId("out")).x < ladder.bar(HeaderId("supply")).x);
  REQUIRE(ladder.returns.size() == 1);
  CHECK(ladder.returns.front().bar.x > ladder.bar(HeaderId("supply")).x);
  CHECK(ladder.returns.front().lane > rung(ladder, "CDU").y);
  CHECK(ladder.bar(HeaderId("return")).bottom >= ladder.returns.front().lane);
  CHECK(ladder.users_x > ladder.returns.front().bar.x);
  CHECK(ladder.width > ladder.users_x);
}

TEST_CASE("equal units share a rung that names all of them") {
  const auto ladder = ladder_of(primary());
  CHECK(ladder.rungs.size() == 4);
  CHECK(rung(ladder, "pump").ids == std::vector<std::string>{"p.1", "p.2", "p.3"});
  CHECK(rung(ladder, "pump").standby == 1);
  CHECK(rung(ladder, "CDU").group == 0);
  CHECK(rung(ladder, "CDU").standby == 1);
  auto other = primary();
  other.pumps.back().is = site::Presence::to_be_built;
  CHECK(ladder_of(other).rungs.size() == 5);
}

TEST_CASE("decouplers, and what would close a ring, run below the ladder") {
  auto piping = primary();
  piping.decouplers.push_back(machine<site::Pipe>("bridge", "supply", "return"));
  piping.balancing_valves.push_back(machine<site::BalancingValve>("bypass", "out", "in"));
  const auto ladder = ladder_of(piping);
  CHECK(rung(ladder, "decoupler").is_below);
  CHECK(rung(ladder, "valve").is_below);
  CHECK_FALSE(rung(ladder, "pump").is_below);
  CHECK(rung(ladder, "decoupler").y > rung(ladder, "CDU").y);
  CHECK(ladder.bar(HeaderId("supply")).bottom >= rung(ladder, "decoupler").y);
}

TEST_CASE("rungs beside each other do not share a height, and a long one passes below the short ones") {
  auto piping = primary();
  piping.chillers.push_back(machine<site::Machine<catalogs::ChillerType>>("ch.1", "out", "supply"));
  piping.pipes.push_back(machine<site::Pipe>("past", "in", "supply"));
  const auto ladder = ladder_of(piping);
  CHECK(rung(ladder, "chiller").y != rung(ladder, "cooler").y);
  const auto past = std::find_if(ladder.rungs.begin(), ladder.rungs.end(),
                                 [](const Rung& one) { return one.ids.front() == "past"; });
  CHECK(past->y > std::max(rung(ladder, "chiller").y, rung(ladder, "cooler").y));
}

TEST_CASE("towers stand among the plant, and what gives its heat to the loop stands as its user") {
  studies::CoolingPlan cooling;
  auto& served = cooling.liquid_loop.emplace();
  served.id = "fws";
  auto plates = machine<site::PlateExchanger>("hx.1", "a", "b");
  plates.plant_from = HeaderId("supply");
  plates.plant_to = HeaderId("return");
  served.water.plate_exchangers.push_back(plates);
  studies::LoopPlan loop;
  loop.serves = site::LoopServes::plant;
  loop.piping = primary();
  loop.piping.groups.clear();
  loop.water.towers.push_back(machine<site::Machine<catalogs::TowerType>>("ct.1", "out", "supply"));
  const auto ladder = arrange(cooling, loop);
  CHECK(rung(ladder, "tower").role == site::Role::rejects);
  CHECK(rung(ladder, "plates").role == site::Role::uses);
  CHECK(rung(ladder, "plates").from == HeaderId("supply"));
  CHECK(rung(ladder, "plates").cools == "fws");
  CHECK(ladder.returns.size() == 1);
}

TEST_CASE("a loop without users has no return") {
  auto piping = primary();
  piping.groups.clear();
  const auto ladder = ladder_of(piping);
  CHECK(ladder.returns.empty());
  CHECK(ladder.height > 0.0);
}
