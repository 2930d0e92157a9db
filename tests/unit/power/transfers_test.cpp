#include "power/network_check.hpp"
#include "power/switching.hpp"
#include "tests/unit/power/networks.hpp"

#include <catch2/catch.hpp>

using namespace shellfit;
using namespace shellfit::power;

namespace {

using Flags = std::vector<char>;

constexpr auto volts = 400.0;

Transfer transfer(const std::string& id, const std::string& watched, const std::vector<std::string>& opens,
                  const std::string& closes, int stage = 0, int group = -1) {
  Transfer one{TransferId(id), bus(watched), {}, element(closes), group, stage};
  for (const auto& name : opens) one.opens.push_back(element(name));
  return one;
}

/// A network whose first state is that after the loss of what `lose` says.
struct Case {
  explicit Case(const Network& network) : problem(to_problem(network)), state(normal_state(problem)) {}
  Zone fault(const std::string& id) { return apply_fault(problem, state, problem.element(element(id))); }
  Zone fault_bus(const std::string& id) {
    return apply_fault(problem, state, {ElementRef::Kind::bus, problem.bus(bus(id))});
  }
  Zone maintain_bus(const std::string& id) {
    return apply_maintenance(problem, state, {ElementRef::Kind::bus, problem.bus(bus(id))});
  }
  [[nodiscard]] std::vector<int> act() { return act_transfers(problem, state); }
  [[nodiscard]] bool is_live(const std::string& id) const {
    return energized_buses(problem, state)[static_cast<std::size_t>(problem.bus(bus(id)))] != 0;
  }
  [[nodiscard]] bool is_closed(const std::string& id) const {
    return state.switch_closed[static_cast<std::size_t>(problem.element(element(id)).index)] != 0;
  }
  NetworkProblem problem;
  NetworkState state;
};

/// Two boards with a feed each, a tie between them and a rack bus behind each.
Network tied_boards() {
  Network network;
  network.buses = boards({"a", "b", "rack.a", "rack.b"}, volts * units::V);
  network.sources = {stiff("ga", "a"), stiff("gb", "b")};
  network.switches = {breaker("qa", "a", "rack.a"), breaker("qb", "b", "rack.b"),
                      breaker("tie", "rack.a", "rack.b", false)};
  network.transfers = {transfer("tie/a", "rack.a", {"qa"}, "tie"),
                       transfer("tie/b", "rack.b", {"qb"}, "tie")};
  return network;
}

}  // namespace

TEST_CASE("a zone says which switches opened around it and which buses it holds") {
  Network network;
  network.buses = boards({"main", "board", "half", "rack"}, volts * units::V);
  network.sources = {stiff("grid", "main")};
  network.switches = {breaker("cb1", "main", "board"), isolator("iso", "board", "half"),
                      breaker("cb2", "half", "rack")};
  Case faulted(network);
  const auto zone = faulted.fault_bus("half");
  CHECK(zone.buses == std::vector<int>{1, 2});
  CHECK(zone.opened == std::vector<int>{0, 2});
  CHECK(faulted.is_closed("iso"));
  Case maintained(network);
  CHECK(maintained.maintain_bus("half").opened == std::vector<int>{1, 2});
}

TEST_CASE("a fault during maintenance does not reach through the isolators that maintenance opened") {
  // left -i1- middle -i2- right: with the middle isolated, a fault on the left leaves the right alone.
  Network network;
  network.buses = boards({"left", "middle", "right"}, volts * units::V);
  network.sources = {stiff("gl", "left"), stiff("gr", "right")};
  network.switches = {isolator("i1", "left", "middle"), isolator("i2", "middle", "right")};
  Case one(network);
  one.maintain_bus("middle");
  one.fault_bus("left");
  CHECK(one.state.bus_out == Flags{1, 1, 0});
  CHECK(one.is_live("right"));
}

TEST_CASE("a fault takes out all that hangs on the one breaker that clears it, and no more") {
  // main =cb= node, and two cables from the node without breakers of their own.
  Network network;
  network.buses = boards({"main", "node", "x", "y", "z"}, volts * units::V);
  network.sources = {stiff("grid", "main")};
  network.switches = {breaker("cb", "main", "node"), breaker("cz", "main", "z")};
  network.lines = {cable("to-x", "node", "x", 0.01, 0.01), cable("to-y", "node", "y", 0.01, 0.01)};
  Case one(network);
  CHECK(one.fault("to-x").opened == std::vector<int>{0});
  CHECK(one.state.bus_out == Flags{0, 1, 1, 1, 0});
  CHECK(one.state.branch_out == Flags{1, 1});
  CHECK(one.is_live("z"));
}

TEST_CASE("a fault on a bus behind an open breaker reaches no further than that breaker") {
  auto network = tied_boards();
  network.buses.push_back({bus("spare"), volts * units::V});
  network.switches.push_back(breaker("qs", "rack.a", "spare", false));
  Case one(network);
  const auto zone = one.fault_bus("spare");
  CHECK(zone.buses == std::vector<int>{4});
  CHECK(zone.opened.empty());
  CHECK(one.act().empty());
  CHECK(one.is_live("rack.a"));
}

TEST_CASE("a zone does not cross the open end of a cable, and takes a cable that it holds by one end") {
  Network network;
  network.buses = boards({"x", "y"}, volts * units::V);
  network.sources = {stiff("gx", "x"), stiff("gy", "y")};
  network.lines = {cable("xy", "x", "y", 0.01, 0.01)};
  network.lines[0].is_from_closed = false;
  Case far(network);
  CHECK(far.fault_bus("x").buses == std::vector<int>{0});
  CHECK(far.state.branch_out == Flags{0});
  Case near(network);
  CHECK(near.fault_bus("y").buses == std::vector<int>{1});
  CHECK(near.state.branch_out == Flags{1});
  Case cable(network);
  CHECK(cable.fault("xy").buses == std::vector<int>{1});
  network.lines[0].is_to_closed = false;
  Case loose(network);
  CHECK(loose.fault("xy").buses.empty());
  CHECK(loose.state.branch_out == Flags{1});
}

TEST_CASE("a fault in a transformer of three windings takes out all three of its buses") {
  Network network;
  network.buses = {{bus("hv"), 110.0 * units::kV},
                   {bus("mv"), 20.0 * units::kV},
                   {bus("lv"), 10.0 * units::kV},
                   {bus("grid"), 110.0 * units::kV}};
  network.sources = {stiff("q", "grid")};
  network.switches = {breaker("qh", "grid", "hv")};
  ThreeWindingTransformer three;
  three.id = element("t3");
  const auto side = [](const std::string& at, LineVoltage voltage) {
    ThreeWindingTransformer::Side one;
    one.bus = bus(at);
    one.rating = 40.0 * units::MVA;
    one.voltage = voltage;
    return one;
  };
  three.sides = {side("hv", 110.0 * units::kV), side("mv", 20.0 * units::kV), side("lv", 10.0 * units::kV)};
  for (auto& pair : three.pairs) {
    pair.impedance = ratio(0.1);
    pair.x_over_r = ratio(20);
  }
  three.no_load_loss = 30.0 * units::kW;
  network.three_windings = {three};
  Case one(network);
  CHECK(one.fault("t3").buses == std::vector<int>{0, 1, 2});
  CHECK(one.state.branch_out == Flags{1, 1, 1});
  CHECK(one.is_live("grid"));
  // An open side is not reached.
  network.three_windings[0].sides[2].is_closed = false;
  Case open(network);
  CHECK(open.fault("t3").buses == std::vector<int>{0, 1});
}

TEST_CASE("two zones are out together whatever their order, and the second names only what it adds") {
  const auto network = tied_boards();
  Case one(network);
  one.fault("qa");
  const auto second = one.fault_bus("rack.a");
  CHECK(second.buses.empty());
  CHECK(second.opened.empty());
  Case other(network);
  other.fault_bus("rack.a");
  other.fault("qa");
  CHECK(one.state.bus_out == other.state.bus_out);
  CHECK(one.state.switch_closed == other.state.switch_closed);
}

TEST_CASE("a tie feeds a board whose feed is lost, and never a board that is itself lost") {
  Case feed_lost(tied_boards());
  feed_lost.fault("ga");
  CHECK(feed_lost.act() == std::vector<int>{0});
  CHECK(feed_lost.is_live("rack.a"));
  CHECK_FALSE(feed_lost.is_live("a"));
  Case board_lost(tied_boards());
  board_lost.fault_bus("rack.a");
  CHECK(board_lost.act().empty());
  CHECK_FALSE(board_lost.is_closed("tie"));
  // In maintenance no less.
  Case maintained(tied_boards());
  maintained.maintain_bus("rack.a");
  CHECK(maintained.act().empty());
  CHECK_FALSE(maintained.is_live("rack.a"));
}

TEST_CASE("a transfer does not close onto what is out, though what it watches is not") {
  // mid is faulted; a transfer that watches load would switch b onto mid.
  Network network;
  network.buses = boards({"a", "load", "mid", "b"}, volts * units::V);
  network.sources = {stiff("ga", "a"), stiff("gb", "b")};
  network.switches = {breaker("qa", "a", "load"), breaker("qm", "mid", "load"),
                      breaker("qb", "b", "mid", false)};
  network.transfers = {transfer("t", "load", {"qa"}, "qb")};
  Case one(network);
  one.fault("ga");
  one.fault_bus("mid");
  const auto steps = run_transfers(one.problem, one.state);
  REQUIRE(steps.size() == 1);
  CHECK(steps[0].hindrance == Hindrance::closes_on_fault);
  CHECK_FALSE(one.is_closed("qb"));
  CHECK(one.is_closed("qa") == false);  // it parted the faulted feed from the load
  // Without that fault it serves the load through mid.
  Case whole(network);
  whole.fault("ga");
  CHECK(whole.act() == std::vector<int>{0});
  CHECK(whole.is_live("load"));
}

TEST_CASE("a transfer opens before it closes: what it parts from its supply is no supply") {
  // The spare is fed by the very breaker that the transfer opens.
  Network network;
  network.buses = boards({"b", "spare", "load"}, volts * units::V);
  network.sources = {stiff("gb", "b")};
  network.switches = {breaker("qb", "b", "spare"), breaker("qs", "spare", "load", false)};
  network.transfers = {transfer("t", "load", {"qb"}, "qs")};
  Case one(network);
  CHECK(one.act().empty());
  CHECK(one.is_closed("qb"));
  CHECK(one.is_live("spare"));
}

TEST_CASE("a transfer leaves alone what is live and not joined with the dead side") {
  // Boards that share a common bus open both feeds before a tie takes over; with the common bus out, one of
  // them goes on by itself.
  Network network;
  network.buses = boards({"m1", "m2", "b1", "b2", "common", "x"}, volts * units::V);
  network.sources = {stiff("g1", "m1"), stiff("g2", "m2"), stiff("gx", "x")};
  network.switches = {breaker("q1", "m1", "b1"), breaker("q2", "m2", "b2"), breaker("c1", "b1", "common"),
                      breaker("c2", "b2", "common"), breaker("tie", "x", "b1", false)};
  network.transfers = {transfer("tie/b1", "b1", {"q1", "q2"}, "tie")};
  Case one(network);
  one.maintain_bus("common");
  one.fault("g1");
  CHECK(one.act() == std::vector<int>{0});
  CHECK(one.is_live("b1"));
  CHECK(one.is_live("b2"));
  CHECK(one.is_closed("q2"));
}

TEST_CASE("a transfer does not join two live systems, which nothing has synchronized") {
  auto network = tied_boards();
  network.buses.push_back({bus("dead"), volts * units::V});
  network.transfers = {transfer("wrong", "dead", {}, "tie")};
  Case one(network);
  const auto steps = run_transfers(one.problem, one.state);
  REQUIRE(steps.size() == 1);
  CHECK(steps[0].hindrance == Hindrance::joins_live_systems);
  CHECK_FALSE(one.is_closed("tie"));
}

TEST_CASE("a switch between different voltages is refused before anything is solved") {
  auto network = tied_boards();
  network.buses[3].nominal = 480.0 * units::V;
  const auto faults = check_network(network);
  REQUIRE_FALSE(faults.empty());
  CHECK(faults.front().message.find("different nominal voltage") != std::string::npos);
}

namespace {

/// Utility boards u1, u2; a chain of automatic switches u1|u2 -> first -> second; a UPS from second to out;
/// a static switch out|catcher -> rack. `is_reversed`: transfers of one stage in the other order.
Network chain(bool is_reversed) {
  Network network;
  network.buses = boards({"u1", "u2", "dead", "first", "second", "out", "catcher", "rack"}, volts * units::V);
  network.sources = {stiff("g1", "u1"), stiff("g2", "u2"), stiff("gc", "catcher")};
  network.switches = {breaker("f1", "u1", "first"),  breaker("f2", "u2", "first", false),
                      breaker("s1", "u1", "second"), breaker("s2", "first", "second", false),
                      breaker("r1", "out", "rack"),  breaker("r2", "catcher", "rack", false)};
  network.converters = {ups("ups", "second", "out", 0.96)};
  std::vector<Transfer> automatic = {transfer("ats.1", "first", {"f1"}, "f2", 0),
                                     transfer("ats.2", "second", {"s1"}, "s2", 0)};
  if (is_reversed) std::swap(automatic[0], automatic[1]);
  network.transfers = automatic;
  network.transfers.push_back(transfer("sts", "rack", {"r1"}, "r2", 1));
  return network;
}

}  // namespace

TEST_CASE("a stage is done before the next looks, in whatever order its transfers are written") {
  for (const bool is_reversed : {false, true}) {
    Case one(chain(is_reversed));
    one.fault("g1");
    CHECK(one.act().size() == 2);  // both automatic switches, and the static one has nothing to do
    CHECK(one.is_closed("f2"));
    CHECK(one.is_closed("s2"));
    CHECK(one.is_closed("r1"));
    CHECK_FALSE(one.is_closed("r2"));
    CHECK(one.is_live("rack"));
  }
}

TEST_CASE("a static switch goes to the catcher when the chain before it has nothing left") {
  Case one(chain(false));
  one.fault("g1");
  one.fault("g2");
  const auto steps = run_transfers(one.problem, one.state);
  REQUIRE(steps.size() == 3);
  CHECK_FALSE(steps[0].hindrance);
  CHECK(steps[0].transfer == 2);
  CHECK(steps[0].opened == std::vector<int>{4});
  CHECK(steps[1].hindrance == Hindrance::closes_on_fault);  // u2 is gone
  CHECK(steps[2].hindrance == Hindrance::has_no_supply);
  CHECK(one.is_live("rack"));
}

TEST_CASE("a static switch does not take a faulted load bus to the catcher") {
  Case one(chain(false));
  one.fault_bus("rack");
  CHECK(one.act().empty());
  CHECK(one.is_live("catcher"));
  CHECK_FALSE(one.is_live("rack"));
}

TEST_CASE("an earlier stage looks again when a later one brought a supply back") {
  // The generator starts on a; only then can the tie feed b, and b's static switch stays where it is.
  Network network;
  network.buses = boards({"mv", "a", "b", "set", "catcher", "rack"}, volts * units::V);
  network.sources = {stiff("grid", "mv"), stiff("engine", "set"), stiff("other", "catcher")};
  network.switches = {breaker("qa", "mv", "a"),        breaker("qb", "mv", "b"),
                      breaker("tie", "a", "b", false), breaker("start", "set", "a", false),
                      breaker("r1", "b", "rack"),      breaker("r2", "catcher", "rack", false)};
  network.transfers = {transfer("tie/b", "b", {"qb"}, "tie", 0), transfer("start/a", "a", {"qa"}, "start", 1),
                       transfer("sts", "rack", {"r1"}, "r2", 2)};
  Case one(network);
  one.state.source_out[0] = 1;  // the utility is lost
  CHECK(one.act() == std::vector<int>{1, 0});
  CHECK_FALSE(one.is_closed("r2"));
  CHECK_FALSE(one.is_live("mv"));
}

namespace {

/// Two boards coupled over a common bus, each with a generating set that starts in one group.
Network coupled_sets() {
  Network network;
  network.buses = boards({"mv", "b1", "b2", "common", "g1", "g2"}, volts * units::V);
  network.sources = {stiff("grid", "mv"), stiff("set1", "g1"), stiff("set2", "g2")};
  network.switches = {breaker("q1", "mv", "b1"),        breaker("q2", "mv", "b2"),
                      breaker("c1", "b1", "common"),    breaker("c2", "b2", "common"),
                      breaker("s1", "g1", "b1", false), breaker("s2", "g2", "b2", false)};
  network.transfers = {transfer("start1", "b1", {"q1", "q2"}, "s1", 0, 0),
                       transfer("start2", "b2", {"q1", "q2"}, "s2", 0, 0)};
  return network;
}

}  // namespace

TEST_CASE("of two sets that start together, one that fails is not closed onto the live bus") {
  Case one(coupled_sets());
  one.state.source_out[0] = 1;
  one.state.source_out[2] = 1;  // the second set does not start
  const auto steps = run_transfers(one.problem, one.state);
  REQUIRE(steps.size() == 1);
  CHECK(steps[0].transfer == 0);
  CHECK_FALSE(one.is_closed("s2"));
  CHECK_FALSE(one.is_live("g2"));
  CHECK(one.is_live("common"));
}

TEST_CASE("sets of a group do not close onto a bus that something else has made live meanwhile") {
  // The second board is not reached by the first set but by a tie to a live system, after both were dead.
  auto network = coupled_sets();
  network.buses.push_back({bus("other"), volts * units::V});
  network.sources.push_back(stiff("neighbour", "other"));
  network.switches.push_back(breaker("tie", "other", "b2", false));
  network.switches[2].is_closed = false;  // the boards are not coupled
  network.transfers.insert(network.transfers.begin() + 1, transfer("tie/b2", "b2", {"q2"}, "tie"));
  Case one(network);
  one.state.source_out[0] = 1;
  CHECK(one.act() == std::vector<int>{0, 1});
  CHECK(one.is_closed("tie"));
  CHECK_FALSE(one.is_closed("s2"));
}
