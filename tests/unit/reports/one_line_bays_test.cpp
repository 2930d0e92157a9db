#include "reports/one_line_bays.hpp"

#include "site/power_templates.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace shellfit;
using namespace shellfit::reports;
using site::BoardId;
using site::PlantId;

namespace {

site::OneLine expanded(site::Topology topology, int count, int reserve) {
  site::PowerBlock one;
  one.id = site::BlockId("b");
  one.topology = topology;
  one.count = count;
  one.reserve = reserve;
  one.transformer = Id<catalogs::TransformerType>("t");
  one.board = Id<catalogs::BoardType>("s");
  one.ups = Id<catalogs::UpsType>("u");
  one.generator = Id<catalogs::GeneratorType>("g");
  one.autonomy = 300.0 * units::s;
  auto line = site::expand(one, one.count, {BoardId("mv-a"), BoardId("mv-b")}, true);
  for (const auto* id : {"mv-a", "mv-b"}) {
    site::Board board;
    board.id = BoardId(id);
    board.is_medium_voltage = true;
    board.feed = site::FeedId(id);
    line.boards.push_back(board);
  }
  line.boards.back().tie = BoardId("mv-a");
  return line;
}

std::size_t count_of(const OneLineBays& bays, Bay::What what) {
  std::size_t count = 0;
  for (const auto& bay : bays.bays) count += bay.what == what ? bay.elements.size() : 0;
  return count;
}

const Bar& bar_of(const OneLineBays& bays, int board) {
  return bays.bars.at(static_cast<std::size_t>(board));
}

}  // namespace

TEST_CASE("every element of every topology is drawn once, between bars that reach it") {
  const auto topology = GENERATE(site::Topology::radial, site::Topology::parallel, site::Topology::dual,
                                 site::Topology::block_redundant, site::Topology::distributed);
  const auto line =
      expanded(topology, 6, topology == site::Topology::radial || topology == site::Topology::dual ? 0 : 1);
  const auto bays = arrange(line, 0);
  CHECK(count_of(bays, Bay::What::transformer) == line.transformers.size());
  CHECK(count_of(bays, Bay::What::generator) == line.generators.size());
  CHECK(count_of(bays, Bay::What::ups) == line.upses.size());
  CHECK(count_of(bays, Bay::What::transfer) == line.switches.size());
  CHECK(count_of(bays, Bay::What::feed) == 2);
  std::size_t sides = 0;
  for (const auto& outlet : line.outlets) sides += outlet.b ? 2 : 1;
  CHECK(count_of(bays, Bay::What::outlet) == sides);
  CHECK(bays.detours.empty());
  for (const auto& bay : bays.bays) {
    for (const int board : {bay.from, bay.to}) {
      if (board < 0) continue;
      CHECK(bay.x > bar_of(bays, board).left);
      CHECK(bay.x < bar_of(bays, board).right);
    }
    if (bay.from >= 0 && bay.to >= 0) CHECK(bar_of(bays, bay.from).y < bar_of(bays, bay.to).y);
  }
}

TEST_CASE("bars of one height do not touch, and all lie on the sheet") {
  const auto bays = arrange(expanded(site::Topology::block_redundant, 6, 1), 0);
  for (std::size_t a = 0; a < bays.bars.size(); ++a) {
    CHECK(bays.bars[a].left >= 0.0);
    CHECK(bays.bars[a].right <= bays.width);
    CHECK(bays.bars[a].y < bays.height);
    for (std::size_t b = 0; b < a; ++b) {
      const bool touch = bays.bars[a].y == bays.bars[b].y && bays.bars[a].left <= bays.bars[b].right &&
                         bays.bars[b].left <= bays.bars[a].right;
      CHECK_FALSE(touch);
    }
  }
}

TEST_CASE("a catcher runs in one lane past all static switches") {
  const auto line = expanded(site::Topology::block_redundant, 6, 1);
  const auto bays = arrange(line, 0);
  REQUIRE(bays.second_inputs.size() == 1);
  CHECK(bays.second_inputs.front().bays.size() == line.switches.size());
  CHECK(line.boards.at(static_cast<std::size_t>(bays.second_inputs.front().from)).id.text() == "b.catcher");
}

TEST_CASE("units of n-plus-1 meet on one bar, and a tie joins level bars end to end") {
  const auto line = expanded(site::Topology::parallel, 4, 1);
  const auto bays = arrange(line, 0);
  const auto& bus = bar_of(bays, site::index_of(line.boards).at(BoardId("b.bus")));
  for (const auto& bay : bays.bays) {
    if (bay.what == Bay::What::ups) CHECK((bay.x > bus.left && bay.x < bus.right));
  }
  REQUIRE(bays.ties.size() == 1);
  CHECK(bays.ties.front().y == bar_of(bays, bays.ties.front().board).y);
  CHECK(bays.ties.front().x < bays.ties.front().x_other);
}

TEST_CASE("equal units between two boards are one bay when there are many") {
  site::OneLine line;
  for (const auto* id : {"in", "out"}) {
    line.boards.emplace_back();
    line.boards.back().id = BoardId(id);
  }
  for (int i = 0; i < 8; ++i) {
    site::UpsUnit ups;
    ups.id = PlantId("ups." + std::to_string(i));
    ups.type = Id<catalogs::UpsType>("module");
    ups.from = BoardId("in");
    ups.to = BoardId("out");
    line.upses.push_back(ups);
  }
  const auto bays = arrange(line, 0);
  REQUIRE(bays.bays.size() == 1);
  CHECK(bays.bays.front().elements.size() == 8);
}

TEST_CASE("transfer switches that take their second input from each other are drawn") {
  site::OneLine line;
  for (const auto* id : {"a", "b", "load-a", "load-b"}) {
    line.boards.emplace_back();
    line.boards.back().id = BoardId(id);
  }
  for (const auto& [id, first, second, to] :
       {std::tuple{"s1", "a", "load-b", "load-a"}, std::tuple{"s2", "b", "load-a", "load-b"}}) {
    site::TransferSwitch one;
    one.id = PlantId(id);
    one.from = {BoardId(first), BoardId(second)};
    one.to = BoardId(to);
    line.switches.push_back(one);
  }
  const auto bays = arrange(line, 0);
  CHECK(bays.second_inputs.size() == 2);
  CHECK(bays.bars.at(2).y == bays.bars.at(3).y);
}

TEST_CASE("a transformer that nothing feeds and a board alone are drawn") {
  site::OneLine line;
  line.boards.emplace_back();
  line.boards.back().id = BoardId("alone");
  site::TransformerUnit unit;
  unit.id = PlantId("spare");
  unit.type = Id<catalogs::TransformerType>("t");
  unit.to = BoardId("alone");
  line.transformers.push_back(unit);
  const auto bays = arrange(line, 0);
  REQUIRE(bays.bays.size() == 1);
  CHECK(bays.bays.front().from == -1);
  CHECK(bays.width > 0.0);
}
