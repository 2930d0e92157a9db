#include "site/power_templates.hpp"

#include "site/plant_text.hpp"
#include "tests/unit/site/small_study.hpp"

#include <algorithm>

using namespace shellfit;
using namespace shellfit::site;

namespace {

PowerBlock block(Topology topology, int count, int reserve, bool has_ups = true) {
  PowerBlock one;
  one.id = BlockId("b");
  one.topology = topology;
  one.serves = Serves::racks;
  one.count = count;
  one.reserve = reserve;
  one.transformer = Id<catalogs::TransformerType>("unit-3000-34k5-480");
  one.board = Id<catalogs::BoardType>("switchboard-4000-65");
  if (has_ups) {
    one.ups = Id<catalogs::UpsType>("galaxy-vxl-2x1250");
    one.battery = Id<catalogs::BatteryType>("samsung-136s");
  }
  one.autonomy = 300.0 * units::s;
  return one;
}
OneLine expanded(const PowerBlock& one) {
  return expand(one, one.count, {BoardId("mv-a"), BoardId("mv-b")}, true);
}
std::vector<std::string> sides(const OneLine& line) {
  std::vector<std::string> found;
  for (const auto& outlet : line.outlets)
    found.push_back(outlet.a.text() + (outlet.b ? "+" + outlet.b->text() : ""));
  return found;
}

}  // namespace

TEST_CASE("radial units feed their own loads from the boards in turn") {
  const auto line = expanded(block(Topology::radial, 3, 0, false));
  CHECK(sides(line) == std::vector<std::string>{"b.1.board", "b.2.board", "b.3.board"});
  CHECK(line.transformers.at(2).from->text() == "mv-a");
  CHECK(line.upses.empty());
}

TEST_CASE("n-plus-1 puts all units on one bus and keeps one unit's part free") {
  const auto line = expanded(block(Topology::parallel, 4, 1));
  CHECK(sides(line) == std::vector<std::string>{"b.bus"});
  CHECK(line.outlets.front().share.value() == ratio(0.75));
  CHECK(std::all_of(line.upses.begin(), line.upses.end(),
                    [](const UpsUnit& one) { return one.to.text() == "b.bus" && !one.is_reserve; }));
  const auto without_ups = expanded(block(Topology::parallel, 4, 1, false));
  CHECK(without_ups.breakers.size() == 4);
  CHECK(without_ups.breakers.front().to.text() == "b.bus");
}

TEST_CASE("2n units stand in pairs, each load on a side of both") {
  CHECK(sides(expanded(block(Topology::dual, 4, 0))) ==
        std::vector<std::string>{"b.1.out+b.2.out", "b.3.out+b.4.out"});
}

TEST_CASE("a catcher stands behind the static switches of all working units") {
  const auto line = expanded(block(Topology::block_redundant, 3, 1));
  CHECK(sides(line) == std::vector<std::string>{"b.1.load.a+b.1.load.b", "b.2.load.a+b.2.load.b"});
  REQUIRE(line.switches.size() == 4);
  CHECK(line.switches.front().from == std::vector<BoardId>{BoardId("b.1.out"), BoardId("b.catcher")});
  CHECK(line.upses.at(2).is_reserve);
  CHECK(line.breakers.at(0).from.text() == "b.3.out");
}

TEST_CASE("4 to make 3 gives every pair of units an outlet for half a unit") {
  const auto line = expanded(block(Topology::distributed, 4, 1));
  REQUIRE(line.outlets.size() == 6);
  double sum = 0;
  for (const auto& outlet : line.outlets) sum += outlet.share->in_si();
  CHECK(sum == Approx(3.0));
  // One unit out: each of the other three has half of the loads it shared with it on top of its own.
  double on_one = 0;
  for (const auto& outlet : line.outlets) {
    const bool has_one = outlet.a.text() == "b.1.out" || outlet.b->text() == "b.1.out";
    const bool has_lost = outlet.a.text() == "b.4.out" || outlet.b->text() == "b.4.out";
    if (has_one) on_one += outlet.share->in_si() * (has_lost ? 1.0 : 0.5);
  }
  CHECK(on_one == Approx(1.0));
}

TEST_CASE("what a template stands for reads back to the same elements") {
  for (const auto topology : {Topology::radial, Topology::parallel, Topology::dual, Topology::block_redundant,
                              Topology::distributed}) {
    const bool has_reserve = topology != Topology::radial && topology != Topology::dual;
    PowerSystem power;
    power.is = SystemState::described;
    Board board;
    board.id = BoardId("mv-a");
    board.type = Id<catalogs::BoardType>("metal-clad-38-1200-40");
    board.feed = FeedId("F1");
    power.mv_boards.push_back(board);
    auto one = block(topology, 4, has_reserve ? 1 : 0);
    one.on = {BoardId("mv-a")};
    power.blocks.push_back(one);
    const auto line = expand(power);
    SmallStudy study;
    study.plant = power_text(line);
    INFO(study.plant);
    const auto read = expand(study.good().shell.power);
    CHECK(to_bytes(read) == to_bytes(line));
  }
}

TEST_CASE("a one-line that cannot work says where and why") {
  const auto fault = [](const std::string& inside) {
    SmallStudy study;
    study.plant =
        "<power is=\"described\"><mv-board id=\"mv\" type=\"metal-clad-38-1200-40\" feed=\"F1\"/>"
        "<transformer id=\"T\" type=\"unit-3000-34k5-480\" from=\"mv\" to=\"B\"/><board id=\"B\"/>"
        "<outlet id=\"o\" a=\"B\"/>" +
        inside + "</power>";
    return study.fault();
  };
  CHECK(fault("<board id=\"C\" from=\"C\"/>").starts_with("E-SITE-016: board C is joined to itself"));
  CHECK(fault("<board id=\"C\" from=\"D\"/><board id=\"D\" from=\"C\"/>")
            .starts_with("E-SITE-016: boards feed each other in a ring: "));
  CHECK(fault("<board id=\"C\"/>") == "E-SITE-016: nothing brings a voltage to board C");
  CHECK(fault("<breaker id=\"q\" from=\"mv\" to=\"B\"/>") ==
        "E-SITE-009: breaker q joins mv at 34.5 kV and B at 480 V");
  CHECK(fault("<outlet id=\"p\" a=\"B\" b=\"B\"/>") == "E-SITE-016: both sides of outlet p are one board");
  CHECK(fault("<board id=\"C\"/><transfer-switch id=\"s\" kind=\"static\" from=\"B\" to=\"C\"/>") ==
        "E-SITE-016: transfer-switch s has nothing to choose from");
  CHECK(fault("<ups id=\"u\" type=\"galaxy-vxl-2x1250\" from=\"B\" to=\"C\"/><board id=\"C\"/>") ==
        "E-SITE-016: ups u has no battery");
  CHECK(fault("<transformer id=\"U\" type=\"unit-3000-34k5-480\" from=\"B\" to=\"C\"/><board id=\"C\"/>") ==
        "E-SITE-009: U takes 480 V but its type unit-3000-34k5-480 is made for 34.5 kV");
  CHECK(fault("<generator id=\"g\" type=\"cat-c175-16-3000\" on=\"BB\"/>") ==
        "E-ID-003: there is no switchboard \"BB\"");
}

TEST_CASE("an element may not take an id that a block stands for") {
  SmallStudy study;
  study.plant =
      "<power is=\"described\"><mv-board id=\"mv\" type=\"metal-clad-38-1200-40\" feed=\"F1\"/>"
      "<block id=\"b\" topology=\"radial\" serves=\"both\" count=\"1\" transformer=\"unit-3000-34k5-480\" "
      "board=\"switchboard-4000-65\" on=\"mv\"/><board id=\"b.1.board\" from=\"x\"/><board "
      "id=\"x\"/></power>";
  const auto read = study.read();
  REQUIRE_FALSE(read.has_value());
  CHECK(read.error().front().code == "E-ID-002");
}
