#include "exchange/matpower_network.hpp"

#include "exchange/matpower_export.hpp"
#include "power/network_check.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>
#include <string>

using namespace shellfit;
using namespace shellfit::exchange;
using power::Complex;

namespace {

constexpr double radians = std::numbers::pi / 180.0;

/// A reference, a held bus with two generators, a load with a shunt, an isolated bus; one branch with a tap
/// and a shift, one out of service.
const std::string four_buses =
    "function mpc = four\n"
    "mpc.version = '2';\n"
    "mpc.baseMVA = 100;\n"
    "mpc.bus = [\n"
    "  7 3 0 0 0 0 1 1.01 5 0 1 1.1 0.9;\n"
    "  20 2 0 0 0 0 1 0.98 1 138 1 1.1 0.9;\n"
    "  3 1 50 20 2 19 1 0.97 -2 138 1 1.1 0.9;\n"
    "  4 4 10 0 0 0 1 1 0 138 1 1.1 0.9;\n"
    "];\n"
    "mpc.gen = [\n"
    "  7 0 0 50 -50 1.02 100 1 100 0;\n"
    "  20 10 0 30 -10 1.00 100 1 100 0;\n"
    "  20 5 0 Inf -Inf 1.01 100 1 100 0;\n"
    "  3 0 0 30 -10 1.05 100 0 100 0;\n"
    "  3 -4 2 30 -10 1.05 100 1 100 0;\n"
    "];\n"
    "mpc.branch = [\n"
    "  7 20 0.01 0.1 0.04 120 0 0 0.95 30 1;\n"
    "  20 3 0.02 0.2 0 0 0 0 0 0 1;\n"
    "  7 3 0.02 0.2 0 0 0 0 0 0 0;\n"
    "  3 4 0.02 0.2 0 0 0 0 0 0 1;\n"
    "];\n";

MatpowerNetwork network_of(const std::string& text) {
  const auto parsed = parse_matpower_case("four.m", text);
  if (!parsed) FAIL(render(parsed.error().front(), false));
  return matpower_network(*parsed);
}
studies::NetworkAnswer solved(const std::string& text, bool has_reactive_limits = false) {
  auto made = network_of(text);
  studies::NetworkAnswer answer;
  answer.name = "four";
  answer.network = std::move(made.network);
  studies::NetworkRequest request;
  request.faults = std::move(made.faults);
  for (auto& fault : power::check_network(answer.network)) request.faults.push_back(std::move(fault));
  request.start = std::move(made.start);
  request.has_reactive_limits = has_reactive_limits;
  studies::solve_network(answer, request);
  return answer;
}
std::string replaced(std::string text, const std::string& what, const std::string& by) {
  const auto place = text.find(what);
  REQUIRE(place != std::string::npos);
  return text.replace(place, what.size(), by);
}

}  // namespace

TEST_CASE("rows of a case become elements by what MATPOWER's bus types say of them") {
  const auto made = network_of(four_buses);
  const auto& network = made.network;
  REQUIRE(network.buses.size() == 4);
  CHECK(network.buses[0].nominal.in(units::kV) == 1.0);  // the file gives none
  CHECK(network.buses[1].nominal.in(units::kV) == 138.0);
  REQUIRE(network.sources.size() == 1);
  CHECK(network.sources[0].id.text() == "gen.1");
  CHECK(network.sources[0].voltage_pu == 1.02);
  CHECK(network.sources[0].angle_rad == Approx(5.0 * radians));
  REQUIRE(network.generators.size() == 3);
  CHECK(network.generators[0].voltage_pu == 1.01);  // of the bus's last generator
  CHECK(network.generators[0].most_reactive.in(units::Mvar) == Approx(30.0));
  CHECK(std::isinf(network.generators[1].most_reactive.in_si()));
  CHECK(network.generators[2].id.text() == "gen.5");
  CHECK_FALSE(network.generators[2].voltage_pu.has_value());
  CHECK(network.generators[2].real.in(units::MW) == Approx(-4.0));
  REQUIRE(network.loads.size() == 1);  // what the isolated bus draws is left out
  CHECK(network.loads[0].real.in(units::MW) == Approx(50.0));
  REQUIRE(network.shunts.size() == 1);
  CHECK(network.shunts[0].real.in(units::MW) == Approx(2.0));
  CHECK(network.shunts[0].reactive.in(units::Mvar) == Approx(-19.0));
  CHECK(made.start[1] == std::polar(1.01, 1.0 * radians));
  CHECK(made.start[2] == std::polar(0.97, -2.0 * radians));
}

TEST_CASE("a branch is the pi section of the manual behind its ideal transformer") {
  const auto network = network_of(four_buses).network;
  REQUIRE(network.two_ports.size() == 4);
  const auto& one = network.two_ports[0];
  // MATPOWER User's Manual, (3.2): yff = (ys + j b/2) / tap², yft = -ys / (tap e^(-j shift)),
  // ytf = -ys / (tap e^(j shift)), ytt = ys + j b/2.
  const Complex ys = 1.0 / Complex(0.01, 0.1);
  CHECK(std::abs(one.from_from - (ys + Complex(0, 0.02)) / (0.95 * 0.95)) < 1e-12);
  CHECK(std::abs(one.from_to + ys / (0.95 * std::polar(1.0, -30.0 * radians))) < 1e-12);
  CHECK(std::abs(one.to_from + ys / (0.95 * std::polar(1.0, 30.0 * radians))) < 1e-12);
  CHECK(std::abs(one.to_to - ys - Complex(0, 0.02)) < 1e-12);
  CHECK(one.base.in(units::MVA) == Approx(100.0));
  CHECK(one.rating->in(units::MVA) == Approx(120.0));
  CHECK_FALSE(network.two_ports[1].rating.has_value());
  CHECK(network.two_ports[1].is_from_closed);
  CHECK_FALSE(network.two_ports[2].is_from_closed);
  CHECK_FALSE(network.two_ports[3].is_to_closed);  // its other end is isolated
}

TEST_CASE("a branch without impedance costs its island the answer, with a sentence, and no other") {
  auto text = replaced(four_buses, "  4 4 10 0", "  4 3 10 0");
  text = replaced(text, "  3 4 0.02 0.2 0 0 0 0 0 0 1;", "");
  text = replaced(text, "  3 -4 2 30", "  4 0 0 30");
  const auto sound = solved(text);
  CHECK(sound.outcome() == studies::NetworkOutcome::solved);
  const auto answer = solved(replaced(text, "20 3 0.02 0.2", "20 3 0 0"));
  CHECK(answer.outcome() == studies::NetworkOutcome::unsound);
  REQUIRE(answer.unsound.size() == 1);
  CHECK(answer.unsound[0].buses.size() == 3);
  CHECK(answer.unsound[0].reason.find("branch.2 (line 19) has no impedance") == 0);
  CHECK(answer.bus(power::BusId("3")) == nullptr);
  REQUIRE(answer.bus(power::BusId("4")) != nullptr);
  CHECK(answer.bus(power::BusId("4"))->is_solved);
}

TEST_CASE("a rating that cannot be costs its island the answer, with its line") {
  for (const std::string rating : {"-120", "NaN"}) {
    const auto answer = solved(replaced(four_buses, "0.04 120", "0.04 " + rating));
    REQUIRE(answer.unsound.size() == 1);
    CHECK(answer.unsound[0].reason.find("branch.1 (line 18) cannot be rated for") == 0);
  }
}

TEST_CASE("a load that is no number costs its island the answer") {
  const auto answer = solved(replaced(four_buses, "  3 1 50 20", "  3 1 NaN 20"));
  CHECK(answer.outcome() != studies::NetworkOutcome::solved);
  const auto* bus = answer.bus(power::BusId("3"));
  CHECK((bus == nullptr || !bus->is_solved));
}

TEST_CASE("loads without a source are said to be so") {
  const auto answer =
      solved(replaced(four_buses, "20 3 0.02 0.2 0 0 0 0 0 0 1", "20 3 0.02 0.2 0 0 0 0 0 0 0"));
  CHECK(answer.outcome() == studies::NetworkOutcome::infeasible);
  CHECK(answer.flow.has_converged());
  CHECK_FALSE(answer.bus(power::BusId("3"))->is_solved);
}

TEST_CASE("an exported case reads back and solves to the same voltages") {
  const auto answer = solved(four_buses);
  REQUIRE(answer.outcome() == studies::NetworkOutcome::solved);
  const auto again = solved(matpower_text(answer, "again"));
  CHECK(again.outcome() == studies::NetworkOutcome::solved);
  for (const auto* id : {"7", "20", "3"}) {
    const auto* before = answer.bus(power::BusId(id));
    const auto* after = again.bus(power::BusId(id));
    REQUIRE(after != nullptr);
    CHECK(after->voltage_pu == Approx(before->voltage_pu).epsilon(1e-9));
    CHECK(after->angle_rad == Approx(before->angle_rad).epsilon(1e-9));
  }
  CHECK_FALSE(again.bus(power::BusId("4"))->is_solved);
}

TEST_CASE(
    "a source at its limit is exported as PQ, and the generator that balances for it as the reference") {
  // The reference may give no reactive power, so that the generators of bus 20 take its place.
  const auto answer = solved(replaced(four_buses, "7 0 0 50 -50", "7 0 0 0 0"), true);
  REQUIRE(answer.outcome() == studies::NetworkOutcome::solved);
  REQUIRE(answer.flow.sources[0].is_at_limit);
  const auto text = matpower_text(answer, "again");
  CHECK(text.find("\n\t7\t1\t") != std::string::npos);
  CHECK(text.find("\n\t20\t3\t") != std::string::npos);
  const auto again = solved(text);
  REQUIRE(again.outcome() == studies::NetworkOutcome::solved);
  for (const auto* id : {"7", "20", "3"}) {
    const auto* before = answer.bus(power::BusId(id));
    const auto* after = again.bus(power::BusId(id));
    CHECK(after->voltage_pu == Approx(before->voltage_pu).epsilon(1e-9));
    CHECK(after->angle_rad == Approx(before->angle_rad).margin(1e-9));
  }
}

TEST_CASE("no bus of an export has the number of one that a closed switch made one with another") {
  auto made =
      network_of(replaced(replaced(four_buses, "  4 4 10", "  21 4 10"), "  3 4 0.02", "  3 21 0.02"));
  made.network.switches = {{power::ElementId("coupler"), power::BusId("3"), power::BusId("21"),
                            power::Switch::Kind::breaker, true}};
  made.network.sources[0].fault_level = 1000.0 * units::MVA;
  made.network.sources[0].x_over_r = ratio(10.0);
  studies::NetworkAnswer answer;
  answer.network = made.network;
  studies::solve_network(answer, {});
  const auto text = matpower_text(answer, "joined");
  CHECK(text.find("% bus 3: 3 21 (closed switches join them)") != std::string::npos);
  CHECK(text.find("\n\t22\t3\t") != std::string::npos);  // behind the source's impedance
}

TEST_CASE("a two-port splits into a branch and shunts that make it again") {
  const Complex ratio = std::polar(0.95, 150.0 * radians);
  // Unequal shunts, with conductance, behind a shift of more than a right angle.
  const auto y =
      power::pi_section(1.0 / Complex(0.01, 0.1), ratio, Complex(0.001, 0.02), Complex(0.003, 0.05));
  const auto one = matpower_branch(y);
  CHECK(one.shift_rad == Approx(150.0 * radians));
  const Complex t = std::polar(one.tap, one.shift_rad);
  const Complex ys = 1.0 / Complex(one.r, one.x);
  const Complex half(0.0, one.b / 2.0);
  CHECK(std::abs((ys + half) / std::norm(t) + one.shunt_from - y.from_from) < 1e-12);
  CHECK(std::abs(-ys / std::conj(t) - y.from_to) < 1e-12);
  CHECK(std::abs(-ys / t - y.to_from) < 1e-12);
  CHECK(std::abs(ys + half + one.shunt_to - y.to_to) < 1e-12);
}

TEST_CASE("a plain pi section splits into its own figures") {
  const auto one =
      matpower_branch(power::pi_section(1.0 / Complex(0.0, 0.1), 1.0, Complex(0, 0.02), Complex(0, 0.02)));
  CHECK(one.r == Approx(0.0).margin(1e-15));
  CHECK(one.x == Approx(0.1));
  CHECK(one.b == Approx(0.04));
  CHECK(one.tap == 1.0);
  CHECK(one.shift_rad == 0.0);
  CHECK(one.shunt_from == Complex{});
}
