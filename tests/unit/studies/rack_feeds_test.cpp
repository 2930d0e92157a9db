#include "studies/rack_feeds.hpp"

#include "power/load_flow.hpp"
#include "tests/unit/power/networks.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace shellfit;
using namespace shellfit::studies;

namespace {

constexpr OnFeeds both = {true, true}, only_a = {true, false}, only_b = {false, true}, none = {false, false};

/// 33 kW shelves of an NVL72 rack: three-phase, power factor 0.99.
catalogs::PowerSupplies shelves(int count) {
  catalogs::PowerSupplies supplies;
  supplies.count = count;
  supplies.connection = catalogs::Connection::three_phase;
  supplies.power_factor = ratio(0.99);
  return supplies;
}

double amperes(const catalogs::PowerSupplies& supplies, double rack_kw, const OnFeeds& live,
               double line_volts) {
  const int left = live_supplies(supplies.count, both, live);
  return supply_current(supplies, rack_kw / left * units::kW, terminal_volts(supplies, line_volts)).in_si();
}

}  // namespace

TEST_CASE("supplies stand on both feeds evenly, an odd one on A, and all on the only one") {
  CHECK(supplies_on_feeds(8, both) == std::array{4, 4});
  CHECK(supplies_on_feeds(5, both) == std::array{3, 2});
  CHECK(supplies_on_feeds(8, only_a) == std::array{8, 0});
  CHECK(supplies_on_feeds(8, only_b) == std::array{0, 8});
}

TEST_CASE("each feed carries what the supplies on it carry, and the other all when one is lost") {
  using Shares = std::array<double, 2>;
  CHECK(feed_shares(8, both, both) == Shares{0.5, 0.5});
  CHECK(feed_shares(8, both, only_a) == Shares{1.0, 0.0});
  CHECK(feed_shares(8, both, only_b) == Shares{0.0, 1.0});
  CHECK(feed_shares(8, both, none) == Shares{0.0, 0.0});
  // Shelves on A only: B neither carries nor saves them.
  CHECK(feed_shares(8, only_a, both) == Shares{1.0, 0.0});
  CHECK(feed_shares(8, only_a, only_b) == Shares{0.0, 0.0});
  // N+1 of five shelves: three fifths on A, and two shelves carry all without it.
  CHECK(feed_shares(5, both, both)[0] == Approx(0.6));
  CHECK(live_supplies(5, both, only_b) == 2);
  // A single supply hangs on A: with A dead the rack is off although B is live.
  CHECK(live_supplies(1, both, only_b) == 0);
  CHECK(feed_shares(1, both, only_b) == Shares{0.0, 0.0});
}

TEST_CASE("a supply's current follows from constant power: P / (sqrt 3 V pf)") {
  const auto eight = shelves(8);
  // 132 kW over eight shelves at 415 V: 16.5 kW / (1.7320508 x 415 V x 0.99) = 23.1868 A.
  CHECK(amperes(eight, 132.0, both, 415.0) == Approx(23.1868).epsilon(1e-5));
  // A tenth less voltage is 1 / 0.9 of the current; half the shelves twice of it.
  CHECK(amperes(eight, 132.0, both, 0.9 * 415.0) == Approx(23.1868 / 0.9).epsilon(1e-5));
  CHECK(amperes(eight, 132.0, only_a, 415.0) == Approx(2.0 * 23.1868).epsilon(1e-5));
  // N+N of eight against N+1 of five, feed A lost: four shelves carry 33 kW each, two carry 66 kW.
  CHECK(amperes(shelves(5), 132.0, only_b, 415.0) == Approx(2.0 * amperes(eight, 132.0, only_b, 415.0)));
  // Between line and neutral: 3.3 kW at 415 V / sqrt 3 and 0.99.
  auto servers = shelves(24);
  servers.connection = catalogs::Connection::line_to_neutral;
  CHECK(amperes(servers, 24 * 3.3, both, 415.0) == Approx(3300.0 / (239.6004 * 0.99)).epsilon(1e-5));
}

// Resistive cables at power factor one: V = (E + sqrt(E^2 - 4 R P)) / 2 with V and E line to line, P
// three-phase.
TEST_CASE("feeds of unequal voltage carry equal power, and the lower one more current") {
  using namespace shellfit::power;
  const double ohm_a = 0.02;
  const double ohm_b = 0.08;
  const double half_kw = 66.0;
  const auto volts_behind = [](double ohm, double kw) {
    return (415.0 + std::sqrt(415.0 * 415.0 - 4.0 * ohm * kw * 1e3)) / 2.0;
  };
  const auto solve = [&](const OnFeeds& live) {
    const auto share = feed_shares(8, both, live);
    Network network;
    network.buses = boards({"a", "b", "rack.a", "rack.b"}, 415.0 * units::V);
    network.sources = {stiff("ga", "a"), stiff("gb", "b")};
    network.lines = {cable("to-a", "a", "rack.a", ohm_a, 0.0), cable("to-b", "b", "rack.b", ohm_b, 0.0)};
    network.loads = {draw("load.a", "rack.a", share[0] * 132.0), draw("load.b", "rack.b", share[1] * 132.0)};
    const auto result = solved(network);
    REQUIRE(result.has_converged());
    return result;
  };
  const auto both_live = solve(both);
  const double at_a = volts_behind(ohm_a, half_kw);
  const double at_b = volts_behind(ohm_b, half_kw);
  CHECK(both_live.buses[2].voltage_pu * 415.0 == Approx(at_a).epsilon(1e-9));
  CHECK(both_live.buses[3].voltage_pu * 415.0 == Approx(at_b).epsilon(1e-9));
  const double sqrt3 = std::sqrt(3.0);
  CHECK(both_live.branches[0].current_to.in_si() == Approx(half_kw * 1e3 / (sqrt3 * at_a)).epsilon(1e-9));
  CHECK(both_live.branches[1].current_to.in_si() == Approx(half_kw * 1e3 / (sqrt3 * at_b)).epsilon(1e-9));
  CHECK(both_live.branches[1].current_to.in_si() > both_live.branches[0].current_to.in_si());
  // With A lost, B carries all of it: more than twice the current, for its voltage is lower still.
  const auto b_alone = solve(only_b);
  const double alone = 2.0 * half_kw * 1e3 / (sqrt3 * volts_behind(ohm_b, 2.0 * half_kw));
  CHECK(b_alone.branches[1].current_to.in_si() == Approx(alone).epsilon(1e-9));
  CHECK(b_alone.branches[0].current_to.in_si() == Approx(0.0).margin(1e-9));
  CHECK(alone > 2.0 * both_live.branches[1].current_to.in_si());
}
