#include "studies/cooling_templates.hpp"

#include "tests/unit/studies/plans.hpp"

using namespace shellfit;
using namespace shellfit::studies;

namespace {

struct Decoupled : Loops {
  Decoupled() : Loops(decoupled_hall()) {}

  double through(const std::vector<int>& pumps) const {
    double sum = 0;
    for (const int d : pumps) sum += kg_s(thermal.device_links[static_cast<std::size_t>(d)]);
    return sum;
  }
  double kg_s(int link) const { return solution.links[static_cast<std::size_t>(link)].mass_flow.in_si(); }
  int node(const char* name) const {
    return thermal.problem.node_index.at(thermal::NodeId(std::string("fws:header:fws.") + name));
  }
  double kelvin(const char* name) const {
    return solution.nodes[static_cast<std::size_t>(node(name))].temperature.in_si();
  }
};

}  // namespace

TEST_CASE("secondary pumps in the scope make a loop with a decoupler between two circuits") {
  const Decoupled hall;
  const auto& places = hall.thermal.liquid;
  REQUIRE(places.decouplers.size() == 1);
  CHECK(places.plant_pumps.size() >= 2);
  CHECK(places.user_pumps.size() >= 2);
  CHECK(hall.devices[static_cast<std::size_t>(places.plant_pumps.front())].id == "fws.pump.1");
  CHECK(hall.devices[static_cast<std::size_t>(places.user_pumps.front())].id == "fws.secondary-pump.1");
}

TEST_CASE("a decoupler takes what the primary pumps move beyond the secondary ones, from supply to return") {
  Decoupled hall;
  hall.solve();
  const auto& places = hall.thermal.liquid;
  const double primary = hall.through(places.plant_pumps);
  const double secondary = hall.through(places.user_pumps);
  const double surplus = hall.kg_s(places.decouplers.front());
  CHECK(surplus == Approx(primary - secondary).epsilon(1e-6));
  // The balancing valves are set 5 % above what the users' valves let through, both by volume.
  double set = 0;
  double drawn = 0;
  for (const int link : places.plant_valves) set += hall.flow(link);
  for (const int d : places.users)
    drawn += hall.flow(hall.thermal.device_cold_links[static_cast<std::size_t>(d)]);
  CHECK(set == Approx(1.05 * drawn).epsilon(1e-9));
  CHECK(hall.kelvin("supply") == Approx(hall.kelvin("plant")).epsilon(1e-12));
  // Users get the plant's water; what goes round dilutes the return.
  CHECK(hall.kelvin("suction") < hall.kelvin("hall.return") - 0.1);
}

TEST_CASE("with too few primary pumps the decoupler flows backwards and warms the users' supply") {
  Decoupled hall;
  const auto& places = hall.thermal.liquid;
  for (std::size_t i = 1; i < places.plant_pumps.size(); ++i)
    hall.lose(hall.devices[static_cast<std::size_t>(places.plant_pumps[i])].id);
  hall.solve();
  const double primary = hall.through(places.plant_pumps);
  const double secondary = hall.through(places.user_pumps);
  REQUIRE(primary > 0.0);
  REQUIRE(secondary > 1.2 * primary);
  CHECK(hall.kg_s(places.decouplers.front()) == Approx(primary - secondary).epsilon(1e-6));
  // One stream of the plant's water and one of return, by their flows.
  const double mixed =
      (primary * hall.kelvin("plant") + (secondary - primary) * hall.kelvin("hall.return")) / secondary;
  CHECK(hall.kelvin("supply") == Approx(mixed).epsilon(1e-6));
  CHECK(hall.kelvin("supply") > hall.kelvin("plant") + 1.0);
}

TEST_CASE("a dedicated CDU that is lost stops its own racks and no others") {
  Loops hall(hall_of_dedicated_cdus());
  const auto& groups = hall.plan.cooling.cdu_groups;
  const auto& piping = hall.plan.cooling.liquid_loop->piping;
  REQUIRE(groups.size() == piping.groups.size());
  REQUIRE(groups.size() == 7);
  for (const auto& group : piping.groups) CHECK(group.cdus.size() == 1);
  CHECK(piping.groups[1].cdus.front().id.text() == "tcs.2.cdu.1");
  hall.lose("tcs.2.cdu.1");
  hall.solve();
  for (std::size_t g = 0; g < groups.size(); ++g) {
    for (const int rack : groups[g].racks) {
      const double flow = hall.flow(hall.thermal.rack_links[static_cast<std::size_t>(rack)]);
      INFO(hall.plan.racks[static_cast<std::size_t>(rack)].id.text());
      if (g == 1)
        CHECK(flow == Approx(0.0).margin(1e-12));
      else
        CHECK(flow > 1e-3);
    }
  }
}

TEST_CASE("dedicated CDUs beyond those with racks are shut off") {
  auto study = hall_of_dedicated_cdus();
  auto& cooling = study.shell.cooling;
  cooling.liquid = site::SystemState::described;
  site::CoolingLoop loop;
  loop.id = site::LoopId("water");
  loop.pumps = {Id<catalogs::PumpType>("fws-pump-4250"), 4, 1, {}};
  loop.coolers = {Id<catalogs::CoolerType>("adiabatic-cooler-2mw"), 8, 1, {}};
  loop.cdus = {Id<catalogs::CduType>("coolit-chx2000"), site::CduArrangement::dedicated, 9, 0, 12, {}};
  cooling.loops = {loop};
  const Loops hall(study);
  REQUIRE(hall.plan.cooling.cdu_groups.size() == 8);
  CHECK(hall.plan.cooling.cdu_groups.back().racks.empty());
  CHECK(hall.plan.cooling.liquid_loop->piping.groups.back().cdus.size() == 2);
  CHECK_FALSE(hall.index.contains("tcs.8.cdu.1"));
  CHECK(hall.index.contains("tcs.7.cdu.1"));
}

TEST_CASE("names of units skip what a file has used") {
  auto study = example("hall-12mw");
  site::CoolingLoop loop;
  loop.piping.pumps.emplace_back().id = site::ElementId("fws.pump.2");
  study.shell.cooling.loops = {loop};
  UnitNames names(study);
  CHECK(names.next("fws.pump") == "fws.pump.1");
  CHECK(names.next("fws.pump") == "fws.pump.3");
  CHECK(names.unused_stem("fws.pump") == "fws.pump-b");
}
