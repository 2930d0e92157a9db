#include "studies/fit_out.hpp"
#include "studies/outlet_capacity.hpp"
#include "tests/unit/studies/plans.hpp"

#include <catch2/catch.hpp>

using namespace shellfit;
using namespace shellfit::studies;

namespace {

site::Board board(const std::string& id, const char* type = nullptr) {
  site::Board one;
  one.id = site::BoardId(id);
  if (type != nullptr) one.type = Id<catalogs::BoardType>(type);
  return one;
}
site::UpsUnit ups(const std::string& id, const std::string& from, const std::string& to) {
  site::UpsUnit one;
  one.id = site::PlantId(id);
  one.type = Id<catalogs::UpsType>("galaxy-vxl-2x1250");
  one.from = site::BoardId(from);
  one.to = site::BoardId(to);
  return one;
}
site::TransformerUnit transformer(const std::string& id, const std::string& from, const std::string& to) {
  site::TransformerUnit one;
  one.id = site::PlantId(id);
  one.type = Id<catalogs::TransformerType>("unit-3000-34k5-480");
  one.from = site::BoardId(from);
  one.to = site::BoardId(to);
  return one;
}

/// mv - transformer - "in", with an outlet on "out".
PowerPlan plan_of() {
  PowerPlan plan;
  plan.one_line.boards = {board("mv"), board("in", "switchboard-4000-65"), board("out")};
  plan.one_line.boards[0].is_medium_voltage = true;
  plan.one_line.boards[0].feed = site::FeedId("utility");
  plan.one_line.transformers = {transformer("t1", "mv", "in"), transformer("t2", "mv", "in")};
  site::Outlet outlet;
  outlet.id = site::OutletId("o");
  outlet.a = site::BoardId("out");
  plan.one_line.outlets = {outlet};
  return plan;
}

}  // namespace

TEST_CASE("UPS in parallel behind one board carry together what the board passes on") {
  const auto study = example("hall-12mw");
  auto plan = plan_of();
  plan.one_line.upses = {ups("u1", "in", "out")};
  const auto one = outlet_capacities(study, plan).front();
  plan.one_line.upses.push_back(ups("u2", "in", "out"));
  const auto two = outlet_capacities(study, plan).front();
  const auto& type = study.catalog.get(Id<catalogs::BoardType>("switchboard-4000-65"));
  const auto passed = three_phase_power(board_limit(study, type, true), 480.0 * units::V);
  CHECK(one.tdp.in_si() > 0.6 * passed.in_si());
  CHECK(two.tdp.in_si() < passed.in_si());
}

TEST_CASE("transformers in parallel behind one board carry together what the board passes on") {
  const auto study = example("hall-12mw");
  auto plan = plan_of();
  plan.one_line.transformers.push_back(transformer("t3", "in", "out"));
  plan.one_line.transformers.push_back(transformer("t4", "in", "out"));
  const auto found = outlet_capacities(study, plan).front();
  const auto& type = study.catalog.get(Id<catalogs::BoardType>("switchboard-4000-65"));
  CHECK(found.apparent.in_si() ==
        Approx(three_phase_power(board_limit(study, type, true), 480.0 * units::V).in_si()));
}

TEST_CASE("units that the scope adds to plant that is there bring their reserve") {
  auto study = example("mining-10mw");
  site::PowerBlock block;
  block.id = site::BlockId("it");
  block.topology = site::Topology::block_redundant;
  block.count = 4;
  block.reserve = 1;
  block.transformer = Id<catalogs::TransformerType>("padmount-2500-34k5-415");
  block.board = Id<catalogs::BoardType>("mining-panel-4000-42");
  study.basis.scope.blocks = {block};
  auto racks = hosting_order(study);
  std::vector<site::SpaceId> spaces(racks.size(), site::SpaceId("building"));
  Growth growth;
  growth.blocks = 1;
  const auto plan = make_plan(study, std::move(racks), std::move(spaces), Mode::with_fit_out, growth);
  CHECK(plan.power.one_line.transformers.size() == 12 + 2);
}
