#include "power/branch_admittance.hpp"
#include "tests/unit/power/networks.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <complex>
#include <numbers>

using namespace shellfit;
using namespace shellfit::power;
using std::numbers::pi;

namespace {

constexpr double degree = pi / 180.0;

/// Voltage, line to line, at a node in V.
std::complex<double> volts(const LoadFlowResult& result, std::size_t bus, double nominal_v) {
  return std::polar(result.buses[bus].voltage_pu * nominal_v, result.buses[bus].angle_rad);
}

Network stiff_line(double ohm_r, double ohm_x, double siemens) {
  Network network;
  network.buses = boards({"a", "b"}, 20.0 * units::kV);
  network.sources = {stiff("grid", "a")};
  network.lines = {cable("ab", "a", "b", ohm_r, ohm_x)};
  network.lines[0].charging = Admittance::from_si(siemens);
  return network;
}

Transformer step_down(double shift_rad = 0.0) {
  Transformer t;
  t.id = element("t");
  t.from = bus("hv");
  t.to = bus("lv");
  t.rating = 2.0 * units::MVA;
  t.primary = 20.0 * units::kV;
  t.secondary = 400.0 * units::V;
  t.impedance = ratio(0.06);
  t.x_over_r = ratio(8);
  t.no_load_loss = 0.0 * units::kW;
  t.shift_rad = shift_rad;
  return t;
}

Network behind_transformer(const Transformer& transformer, double kw) {
  Network network;
  network.buses = {{bus("hv"), 20.0 * units::kV}, {bus("lv"), 400.0 * units::V}};
  network.sources = {stiff("grid", "hv")};
  network.transformers = {transformer};
  network.loads = {draw("load", "lv", kw)};
  return network;
}

}  // namespace

TEST_CASE("the open end of a charged line stands above its sending end") {
  // v_b / v_a = 1 / (1 + z y / 2); the line takes y / 2 + y / 2 / (1 + z y / 2) of v_a.
  auto network = stiff_line(2.0, 8.0, 4e-4);
  const std::complex<double> z(2.0, 8.0), half(0, 2e-4);
  SECTION("as a bus without load") {}
  SECTION("as an open end") { network.lines[0].is_to_closed = false; }
  const bool is_open = !network.lines[0].is_to_closed;
  const auto result = solved(network);
  REQUIRE(result.has_converged());
  const auto rise = 1.0 / (1.0 + z * half);
  if (!is_open) CHECK(std::abs(volts(result, 1, 1.0) - rise) < 1e-9);
  const auto taken_va = 20e3 * 20e3 * std::conj(half + half * rise);
  CHECK(result.branches[0].real_from.in_si() == Approx(taken_va.real()).epsilon(1e-6));
  CHECK(result.branches[0].reactive_from.in_si() == Approx(taken_va.imag()).epsilon(1e-9));
  CHECK(result.branches[0].current_to.in_si() == Approx(0.0).margin(1e-6));
  CHECK(result.buses[1].is_solved != is_open);
}

TEST_CASE("a load that goes with the voltage draws what its shares say") {
  const double current = GENERATE(0.0, 1.0, 0.3);
  const double impedance = GENERATE(0.0, 0.5);
  if (current + impedance > 1.0) return;
  auto network = stiff_line(4.0, 9.0, 0);
  network.loads = {draw("load", "b", 5000.0, 2000.0)};
  network.loads[0].real_dependence = {current, impedance};
  const auto result = solved(network);
  REQUIRE(result.has_converged());
  const double v = result.buses[1].voltage_pu;
  CHECK(v < 0.99);
  const double share = 1.0 - current - impedance + current * v + impedance * v * v;
  CHECK(-result.branches[0].real_to.in(units::kW) == Approx(5000.0 * share).epsilon(1e-7));
  CHECK(-result.branches[0].reactive_to.in(units::kvar) == Approx(2000.0).epsilon(1e-7));
}

TEST_CASE("a load of constant impedance is a divider") {
  // 4 MW at 20 kV are 100 ohm.
  auto network = stiff_line(5.0, 10.0, 0);
  network.loads = {draw("load", "b", 4000.0)};
  network.loads[0].real_dependence = network.loads[0].reactive_dependence = {0.0, 1.0};
  const auto result = solved(network);
  REQUIRE(result.has_converged());
  CHECK(std::abs(volts(result, 1, 1.0) - 100.0 / std::complex<double>(105.0, 10.0)) < 1e-9);
}

TEST_CASE("a shunt is a constant admittance") {
  // 2 Mvar of capacitors at 20 kV are -j 200 ohm.
  auto network = stiff_line(0.0, 10.0, 0);
  network.shunts = {{element("bank"), bus("b"), 0.0 * units::MW, -2.0 * units::Mvar}};
  const auto result = solved(network);
  REQUIRE(result.has_converged());
  CHECK(result.buses[1].voltage_pu == Approx(200.0 / 190.0).epsilon(1e-9));
}

TEST_CASE("two feeds at an angle exchange what V² sin δ / X says") {
  auto network = stiff_line(0.0, 16.0, 0);
  network.sources.push_back(stiff("other", "b"));
  network.sources[1].angle_rad = -10 * degree;
  const auto result = solved(network);
  REQUIRE(result.has_converged());
  CHECK(result.branches[0].real_from.in_si() == Approx(20e3 * 20e3 / 16.0 * std::sin(10 * degree)));
  CHECK(result.sources[1].real.in_si() == Approx(-result.branches[0].real_from.in_si()));
}

TEST_CASE("a generator holds its bus until its reactive power is used up") {
  auto network = stiff_line(1.0, 10.0, 0);
  network.loads = {draw("load", "b", 8000.0, 4000.0)};
  Generator generator;
  generator.id = element("set");
  generator.bus = bus("b");
  generator.real = 3.0 * units::MW;
  generator.voltage_pu = 1.01;
  network.generators = {generator};
  auto result = solved(network);
  REQUIRE(result.has_converged());
  CHECK(result.buses[1].voltage_pu == Approx(1.01).epsilon(1e-12));
  const double wanted_mvar = result.generators[0].reactive.in(units::Mvar);
  // From the line's reactance alone: (1.01 - 1) 20 kV over 10 ohm, and what the load and R P ask for.
  CHECK(wanted_mvar > 4.0);
  CHECK_FALSE(result.generators[0].is_at_limit);

  network.generators[0].most_reactive = 3.0 * units::Mvar;
  network.generators[0].least_reactive = -1.0 * units::Mvar;
  result = solved(network);
  REQUIRE(result.has_converged());
  CHECK(result.generators[0].is_at_limit);
  CHECK(result.generators[0].reactive.in(units::Mvar) == Approx(3.0));
  CHECK(result.buses[1].voltage_pu < 1.01);
  // It is now a load of 5 MW and 1 Mvar.
  auto same = stiff_line(1.0, 10.0, 0);
  same.loads = {draw("load", "b", 5000.0, 1000.0)};
  CHECK(result.buses[1].voltage_pu == Approx(solved(same).buses[1].voltage_pu).epsilon(1e-9));
}

TEST_CASE("a swing machine at its limit passes the swing on and keeps the power it had") {
  // Three buses in a row; the load at the end asks the first for more reactive power than it has.
  Network network;
  network.buses = boards({"a", "b", "c"}, 20.0 * units::kV);
  network.sources = {stiff("swing", "a")};
  network.sources[0].least_reactive = -1.0 * units::Mvar;
  network.sources[0].most_reactive = 1.0 * units::Mvar;
  network.lines = {cable("ab", "a", "b", 0.2, 2.0), cable("bc", "b", "c", 0.2, 2.0)};
  network.loads = {draw("load", "b", 6000.0, 5000.0)};
  Generator generator;
  generator.id = element("set");
  generator.bus = bus("c");
  generator.real = 2.0 * units::MW;
  generator.voltage_pu = 1.0;
  network.generators = {generator};
  const auto problem = to_problem(network);
  LoadFlowOptions without;
  without.has_reactive_limits = false;
  const auto before = solve_load_flow(problem, normal_state(problem), without);
  const auto result = solved(network);
  REQUIRE((before.has_converged() && result.has_converged()));
  CHECK(before.sources[0].reactive.in(units::Mvar) > 1.0);
  CHECK(result.sources[0].is_at_limit);
  CHECK(result.sources[0].reactive.in(units::Mvar) == Approx(1.0).epsilon(1e-9));
  CHECK(result.sources[0].real.in_si() == Approx(before.sources[0].real.in_si()).epsilon(1e-9));
  CHECK(result.buses[0].voltage_pu < 1.0);
  CHECK(result.buses[0].angle_rad == Approx(0.0).margin(1e-12));
  CHECK(result.buses[2].voltage_pu == Approx(1.0).epsilon(1e-12));
  // What the set gives beside its 2 MW is what the losses grew by.
  CHECK(result.generators[0].real.in(units::kW)-2000.0 ==
        Approx(result.losses.in(units::kW)-before.losses.in(units::kW)).epsilon(1e-6));
}

TEST_CASE("an island whose every generator is at its limit has no solution, and says so") {
  auto network = stiff_line(1.0, 10.0, 0);
  network.loads = {draw("load", "b", 8000.0, 4000.0)};
  network.sources[0].most_reactive = 2.0 * units::Mvar;
  const auto result = solved(network);
  CHECK_FALSE(result.has_converged());
  CHECK(result.islands[0].is_infeasible);
  CHECK(result.islands[0].worst_bus == 0);
  CHECK(result.islands[0].reason ==
        "no generator is left to hold the voltage: each gives the reactive power that it can");
  CHECK(std::isnan(result.buses[1].voltage_pu));
}

TEST_CASE("generators of one bus share reactive power as their ranges") {
  auto network = stiff_line(1.0, 10.0, 0);
  network.loads = {draw("load", "b", 8000.0, 4000.0)};
  for (const double most : {2.0, 6.0}) {
    Generator one;
    one.id = element("set" + std::to_string(network.generators.size()));
    one.bus = bus("b");
    one.real = 1.0 * units::MW;
    one.voltage_pu = 1.0;
    one.least_reactive = 0.0 * units::Mvar;
    one.most_reactive = most * units::Mvar;
    network.generators.push_back(one);
  }
  const auto result = solved(network);
  REQUIRE(result.has_converged());
  CHECK(result.generators[1].reactive / result.generators[0].reactive == Approx(3.0));
}

TEST_CASE("the secondary lags by the shift, and taps and clock leave the power alone") {
  const auto plain = solved(behind_transformer(step_down(), 1200.0));
  const auto turned = solved(behind_transformer(step_down(150 * degree), 1200.0));
  REQUIRE((plain.has_converged() && turned.has_converged()));
  CHECK(turned.buses[1].voltage_pu == Approx(plain.buses[1].voltage_pu).epsilon(1e-12));
  CHECK(std::remainder(turned.buses[1].angle_rad - plain.buses[1].angle_rad + 150 * degree, 2 * pi) ==
        Approx(0.0).margin(1e-12));
  CHECK(turned.losses.in_si() == Approx(plain.losses.in_si()).epsilon(1e-9));
}

TEST_CASE("a tap of the primary turns the voltage of the secondary down") {
  auto transformer = step_down();
  transformer.from_tap = TapChanger{.step = 0.025, .position = 2, .least = -2, .most = 2};
  auto network = behind_transformer(transformer, 0.0);
  CHECK(solved(network).buses[1].voltage_pu == Approx(1 / 1.05).epsilon(1e-9));
  network.transformers[0].to_tap = TapChanger{.step = 0.01, .position = -1, .least = -2, .most = 2};
  CHECK(solved(network).buses[1].voltage_pu == Approx(0.99 / 1.05).epsilon(1e-9));
  // In quadrature: the voltage grows by |1 + j 0.05|, and turns.
  network.transformers[0].to_tap.reset();
  network.transformers[0].from_tap->direction_rad = pi / 2;
  const auto crossed = solved(network);
  CHECK(crossed.buses[1].voltage_pu == Approx(1 / std::hypot(1.0, 0.05)).epsilon(1e-9));
  CHECK(crossed.buses[1].angle_rad == Approx(-std::atan(0.05)).epsilon(1e-9));
}

TEST_CASE("a transformer's magnetizing current stands at both ends or in its middle") {
  auto transformer = step_down();
  transformer.no_load_loss = 4.0 * units::kW;
  transformer.no_load_current = ratio(0.01);
  const std::complex<double> z = 0.06 / 2.0 * std::complex<double>(1, 8) / std::hypot(1, 8);  // of 1 MVA
  const std::complex<double> y(0.004, -std::sqrt(0.02 * 0.02 - 0.004 * 0.004));
  const auto pi_model = solved(behind_transformer(transformer, 0.0));
  CHECK(std::abs(volts(pi_model, 1, 1.0) - 1.0 / (1.0 + z * y / 2.0)) < 1e-9);
  transformer.magnetizing = Magnetizing::star;
  const auto star_model = solved(behind_transformer(transformer, 0.0));
  CHECK(std::abs(volts(star_model, 1, 1.0) - 1.0 / (1.0 + z * y / 2.0)) < 1e-9);
  // Seen from the primary: the middle behind half of the impedance, against both ends.
  const auto into_star = 1e6 * std::conj(1.0 / (z / 2.0 + 1.0 / y));
  const auto into_pi = 1e6 * std::conj(y / 2.0 + 1.0 / (z + 2.0 / y));
  CHECK(star_model.branches[0].reactive_from.in_si() == Approx(into_star.imag()).epsilon(1e-8));
  CHECK(pi_model.branches[0].reactive_from.in_si() == Approx(into_pi.imag()).epsilon(1e-8));
}

TEST_CASE("the star of three windings gives back the impedances of its pairs") {
  ThreeWindingTransformer t;
  t.id = element("t");
  const double mva[] = {40, 25, 15};
  const double kv[] = {110, 20, 10};
  const char* at[] = {"h", "m", "l"};
  Network network;
  for (std::size_t k = 0; k < 3; ++k) {
    network.buses.push_back({bus(at[k]), kv[k] * units::kV});
    t.sides[k].bus = bus(at[k]);
    t.sides[k].rating = mva[k] * units::MVA;
    t.sides[k].voltage = kv[k] * units::kV;
  }
  t.sides[2].shift_rad = 30 * degree;
  const double percent[] = {10, 6, 17};  // h-m, m-l, l-h
  for (std::size_t k = 0; k < 3; ++k)
    t.pairs[k] = {percent[k] * units::percent, ratio(std::numeric_limits<double>::infinity()), {}, {}};
  t.no_load_loss = 0.0 * units::kW;
  network.three_windings = {t};
  network.sources = {stiff("grid", "h")};
  // With a load at m alone, l carries nothing: the pair h-m is a plain reactance of 10 % on 25 MVA.
  network.loads = {draw("load", "m", 20000.0)};
  const auto result = solved(network);
  REQUIRE(result.has_converged());
  CHECK(result.islands[0].buses == 3);
  const double x = 0.10 / 25.0 * 20.0;
  CHECK(std::sin(-result.buses[1].angle_rad) * result.buses[1].voltage_pu == Approx(x).epsilon(1e-8));
  // l is at the star point: the share of h in the pair, (10/25 + 17/15 - 6/15) / 2 of it.
  const double x_h = 0.5 * (0.10 / 25 + 0.17 / 15 - 0.06 / 15) * 20.0;
  const auto current = std::conj(std::complex<double>(1.0, 0) / volts(result, 1, 1.0));
  const auto star = 1.0 - std::complex<double>(0, x_h) * current;
  CHECK(result.buses[2].voltage_pu == Approx(std::abs(star)).epsilon(1e-8));
  CHECK(result.buses[2].angle_rad == Approx(std::arg(star) - 30 * degree).epsilon(1e-8));
  CHECK(result.branches[0].loading == Approx(std::abs(current) * 20.0 / 40.0).epsilon(1e-8));
  // With all windings open its star point is no island of its own.
  for (auto& side : network.three_windings[0].sides) side.is_closed = false;
  const auto open = solved(network);
  CHECK(open.has_converged());
  CHECK(open.dead_islands.size() == 2);
}

TEST_CASE("a tap of one winding brings the voltage of another into its band") {
  ThreeWindingTransformer t;
  t.id = element("t");
  const double kv[] = {110, 20, 10};
  const char* at[] = {"h", "m", "l"};
  Network network;
  for (std::size_t k = 0; k < 3; ++k) {
    network.buses.push_back({bus(at[k]), kv[k] * units::kV});
    t.sides[k].bus = bus(at[k]);
    t.sides[k].rating = 40.0 * units::MVA;
    t.sides[k].voltage = kv[k] * units::kV;
    t.pairs[k] = {10.0 * units::percent, ratio(20), {}, {}};
  }
  t.no_load_loss = 0.0 * units::kW;
  const auto tapped = GENERATE(std::size_t{0}, std::size_t{1});
  const double target = GENERATE(0.97, 1.03);
  t.sides[tapped].tap = TapChanger{.step = 0.01, .position = 0, .least = -10, .most = 10};
  t.control = VoltageControl{bus("m"), target, 0.02};
  network.three_windings = {t};
  network.sources = {stiff("grid", "h")};
  network.loads = {draw("load", "m", 5000.0, 1000.0)};
  const auto result = solved(network);
  REQUIRE(result.has_converged());
  CHECK(std::fabs(result.buses[1].voltage_pu - target) <= 0.01);
}

TEST_CASE("a solution that only the curve reaches is told whole") {
  // From 0.02 pu at the load Newton's method goes astray.
  auto network = stiff_line(1.0, 10.0, 0);
  network.loads = {draw("load", "b", 8000.0, 2000.0)};
  const auto problem = to_problem(network);
  LoadFlowOptions options;
  options.start = {1.0, 0.02};
  options.most_iterations = 6;
  const auto odd = solve_load_flow(problem, normal_state(problem), options);
  const auto plain = solved(network);
  REQUIRE((odd.has_converged() && plain.has_converged()));
  CHECK(odd.buses[1].voltage_pu == Approx(plain.buses[1].voltage_pu).epsilon(1e-9));
  CHECK(odd.sources[0].real.in_si() == Approx(plain.sources[0].real.in_si()).epsilon(1e-9));
  CHECK(odd.sources[0].reactive.in_si() == Approx(plain.sources[0].reactive.in_si()).epsilon(1e-8));
}

TEST_CASE("taps move until the voltage is within its band, and stop where their steps are too wide") {
  auto transformer = step_down();
  transformer.from_tap = TapChanger{.step = 0.0125, .position = 0, .least = -8, .most = 8};
  transformer.control = VoltageControl{bus("lv"), 1.0, 0.02};
  auto network = behind_transformer(transformer, 1800.0);
  network.loads[0].reactive = 900.0 * units::kvar;
  auto result = solved(network);
  REQUIRE(result.has_converged());
  CHECK(std::fabs(result.buses[1].voltage_pu - 1.0) <= 0.01);
  CHECK(result.tap_positions[0] < 0);
  // By hand, the same.
  network.transformers[0].control.reset();
  network.transformers[0].from_tap->position = result.tap_positions[0];
  CHECK(solved(network).buses[1].voltage_pu == Approx(result.buses[1].voltage_pu).epsilon(1e-9));

  network.transformers[0].from_tap->position = 8;
  network.transformers[0].control = VoltageControl{bus("lv"), 0.995, 0.001};
  result = solved(network);
  REQUIRE(result.has_converged());
  CHECK(std::fabs(result.buses[1].voltage_pu - 0.995) < 0.0125 / 2 + 0.001);
}

TEST_CASE("an island that no source reaches is reported, and the others are solved") {
  auto network = stiff_line(1.0, 2.0, 0);
  network.buses.push_back({bus("far"), 20.0 * units::kV});
  network.loads = {draw("near", "b", 100.0), draw("lonely", "far", 50.0)};
  const auto result = solved(network);
  CHECK(result.has_converged());
  REQUIRE(result.dead_islands.size() == 1);
  CHECK(result.dead_islands[0].reason == "no source reaches it");
  CHECK(result.dead_islands[0].worst_bus == 2);
  CHECK(result.unserved.in(units::kW) == Approx(50.0));
}

TEST_CASE("two sources that would hold one bus at different voltages are bad data") {
  auto network = stiff_line(1.0, 2.0, 0);
  network.buses.push_back({bus("c"), 20.0 * units::kV});
  network.sources.push_back(stiff("other", "c", 1.02));
  network.switches = {breaker("tie", "a", "c")};
  const auto result = solved(network);
  CHECK_FALSE(result.has_converged());
  CHECK(result.islands[0].reason == "bad data: other holds 1.02 pu where another source holds 1 pu");
  CHECK(std::isnan(result.buses[1].voltage_pu));
}

TEST_CASE("the nose of a load behind a reactance is V² / 2X") {
  const double most_kw = 20e3 * 20e3 / (2 * 50.0) / 1e3;
  auto network = stiff_line(0.0, 50.0, 0);
  network.loads = {draw("load", "b", 0.999 * most_kw)};
  auto result = solved(network);
  REQUIRE(result.has_converged());
  network.loads = {draw("load", "b", 1.25 * most_kw)};
  result = solved(network);
  CHECK_FALSE(result.has_converged());
  CHECK(result.islands[0].loadability == Approx(0.8).epsilon(2e-4));
  CHECK(result.islands[0].reason == "beyond the nose: 80.0 % of the load has a solution, all of it has none");
}

TEST_CASE("a solver that is asked again answers as a new one") {
  auto network = stiff_line(1.0, 2.0, 0);
  network.loads = {draw("load", "b", 900.0, 300.0)};
  const auto problem = to_problem(network);
  LoadFlowSolver solver(problem);
  const auto first = normal_state(problem);
  auto more = first;
  more.load_real_pu[0] *= 3;
  auto without = more;
  without.branch_out[0] = 1;
  const std::vector<const NetworkState*> states{&first, &more, &without, &first, &more};
  for (const auto* state : states) {
    const auto again = solver.solve(*state);
    const auto fresh = solve_load_flow(problem, *state);
    for (std::size_t i = 0; i < again.buses.size(); ++i) {
      CHECK(again.buses[i].is_solved == fresh.buses[i].is_solved);
      if (fresh.buses[i].is_solved) CHECK(again.buses[i].voltage_pu == fresh.buses[i].voltage_pu);
    }
  }
}
