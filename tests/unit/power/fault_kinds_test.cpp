#include "tests/unit/power/networks.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <complex>

using namespace shellfit;
using namespace shellfit::power;

namespace {

using Ohms = std::complex<double>;

const double sqrt3 = std::sqrt(3.0);

Ohms split(double ohm, double x_over_r) {
  const double r = ohm / std::sqrt(1 + x_over_r * x_over_r);
  return {r, r * x_over_r};
}

/// 20 kV feeder of 500 MVA, Dyn transformer of 1 MVA to 400 V, a cable with a zero sequence.
Network supply() {
  Network network;
  network.buses = {
      {bus("mv"), 20.0 * units::kV}, {bus("lv"), 400.0 * units::V}, {bus("end"), 400.0 * units::V}};
  network.sources = {feed("q", "mv", 500.0, 10.0)};
  network.sources[0].least_fault_level = 200.0 * units::MVA;
  network.sources[0].zero_reactance = ratio(INFINITY);  // its star point is not earthed
  Transformer t;
  t.id = element("t");
  t.from = bus("mv");
  t.to = bus("lv");
  t.rating = 1.0 * units::MVA;
  t.primary = 20.0 * units::kV;
  t.secondary = 400.0 * units::V;
  t.impedance = ratio(0.06);
  t.x_over_r = ratio(5);
  t.no_load_loss = 1.7 * units::kW;
  t.windings = {Winding::delta, Winding::earthed_wye};
  t.zero_impedance = ratio(0.05);
  t.zero_x_over_r = ratio(4);
  network.transformers = {t};
  network.lines = {cable("c", "lv", "end", 0.004, 0.003)};
  network.lines[0].zero_resistance = 0.016 * units::ohm;
  network.lines[0].zero_reactance = 0.009 * units::ohm;
  network.lines[0].end_temperature = 160.0 * units::degC;
  return network;
}

/// Impedances at the end of the cable, seen from 400 V.
struct Seen {
  Ohms z1, z0;
};
Seen greatest_at_end() {
  const double k_t = 0.95 * 1.05 / (1 + 0.6 * 0.06 * 5 / std::sqrt(26.0));
  const double square = 400.0 * 400.0;
  return {split(1.1 * square / 500e6, 10) + k_t * split(0.06 * square / 1e6, 5) + Ohms{0.004, 0.003},
          k_t * split(0.05 * square / 1e6, 4) + Ohms{0.016, 0.009}};
}

FaultResult fault_at(const Network& network, int at, FaultKind kind, FaultOptions options = {}) {
  options.kind = kind;
  options.with_contributions = true;
  const auto problem = to_problem(network);
  return solve_faults(network, problem, normal_state(problem), options, {at})[0];
}
double kiloamperes(Current current) { return current.in(units::kA); }

}  // namespace

// IEC 60909-0:2016, 7.2 to 7.5.
TEST_CASE("faults of all four kinds behind a feeder, a transformer and a cable are those of the hand") {
  const auto [z1, z0] = greatest_at_end();
  const double cu = 1.05 * 0.4;  // kV
  const auto network = supply();
  const Ohms a = std::polar(1.0, 2 * M_PI / 3);
  CHECK(kiloamperes(fault_at(network, 2, FaultKind::three_phase).initial) ==
        Approx(cu / (sqrt3 * std::abs(z1))).epsilon(1e-9));
  CHECK(kiloamperes(fault_at(network, 2, FaultKind::two_phase).initial) ==
        Approx(cu / (2 * std::abs(z1))).epsilon(1e-9));
  const auto one = fault_at(network, 2, FaultKind::one_phase_to_earth);
  CHECK(kiloamperes(one.initial) == Approx(sqrt3 * cu / std::abs(2.0 * z1 + z0)).epsilon(1e-9));
  CHECK(one.earth == one.initial);
  CHECK(one.x_over_r == Approx((2.0 * z1 + z0).imag() / (2.0 * z1 + z0).real()).epsilon(1e-9));
  const auto two = fault_at(network, 2, FaultKind::two_phase_to_earth);
  const double d = std::abs(z1 * z1 + 2.0 * z1 * z0);
  const double greater = std::max(std::abs(z0 - a * z1), std::abs(z0 - a * a * z1));
  CHECK(kiloamperes(two.initial) == Approx(cu * greater / d).epsilon(1e-9));
  CHECK(kiloamperes(two.earth) == Approx(sqrt3 * cu * std::abs(z1) / d).epsilon(1e-9));
}

TEST_CASE("the least fault takes c_min, the least level, warm conductors and no K_T") {
  const double square = 400.0 * 400.0;
  const double warm = 1 + 0.004 * 140;
  const Ohms z1 = split(1.0 * square / 200e6, 10) + split(0.06 * square / 1e6, 5) + Ohms{0.004 * warm, 0.003};
  FaultOptions options;
  options.extreme = FaultExtreme::least;
  auto network = supply();
  CHECK(kiloamperes(fault_at(network, 2, FaultKind::three_phase, options).initial) ==
        Approx(0.95 * 0.4 / (sqrt3 * std::abs(z1))).epsilon(1e-9));
  options.low_voltage_tolerance = LowVoltageTolerance::percent_10;
  CHECK(kiloamperes(fault_at(network, 2, FaultKind::two_phase, options).initial) ==
        Approx(0.90 * 0.4 / (2 * std::abs(z1))).epsilon(1e-9));
  network.lines[0].end_temperature = {};
  const auto cold = fault_at(network, 2, FaultKind::three_phase, options);
  CHECK_FALSE(cold.is_solved);
  CHECK(cold.reason == "c gives no temperature of its conductor as a fault ends");
  network.sources[0].least_fault_level.reset();
  CHECK(fault_at(network, 1, FaultKind::three_phase, options).reason == "q gives no least fault level");
}

TEST_CASE("a fault to earth is not solved where an element that it needs gives no zero sequence") {
  auto network = supply();
  network.lines[0].zero_resistance = {};
  auto fault = fault_at(network, 2, FaultKind::one_phase_to_earth);
  CHECK_FALSE(fault.is_solved);
  CHECK(fault.initial.is_missing());
  CHECK(fault.reason == "c gives no zero-sequence impedance");
  CHECK(fault_at(network, 2, FaultKind::two_phase).is_solved);
  network = supply();
  network.transformers[0].windings.reset();
  fault = fault_at(network, 2, FaultKind::two_phase_to_earth);
  CHECK(fault.reason == "t does not say how its windings are connected");
  // Behind a delta it is not needed.
  network = supply();
  network.sources[0].zero_reactance = {};
  CHECK(fault_at(network, 2, FaultKind::one_phase_to_earth).is_solved);
  CHECK(fault_at(network, 0, FaultKind::one_phase_to_earth).reason ==
        "q gives no zero-sequence reactance (X0 over X1)");
}

TEST_CASE("no current but the capacitive one flows to earth where no star point is earthed") {
  auto network = supply();
  auto fault = fault_at(network, 0, FaultKind::one_phase_to_earth);
  CHECK(fault.is_solved);
  CHECK(fault.initial.in_si() == 0.0);
  CHECK_FALSE(fault.reason.empty());
  const auto two = fault_at(network, 0, FaultKind::two_phase);
  CHECK(fault_at(network, 0, FaultKind::two_phase_to_earth).initial == two.initial);
  // With 1 microsiemens to earth: 3 c U / sqrt 3 times it, the impedances of the feeder being far below.
  network.buses.push_back({bus("far"), 20.0 * units::kV});
  network.lines.push_back(cable("overhead", "mv", "far", 1.0, 1.0));
  network.lines[1].zero_resistance = 3.0 * units::ohm;
  network.lines[1].zero_reactance = 3.0 * units::ohm;
  network.lines[1].zero_charging = Admittance::from_si(1e-6);
  fault = fault_at(network, 0, FaultKind::one_phase_to_earth);
  CHECK(fault.initial.in_si() == Approx(3 * 1.1 * 20e3 / sqrt3 * 1e-6).epsilon(1e-5));
}

// Impedance to earth of each connection, seen from the 400 V side: leakage 0.05, magnetizing 0.4, Z_N 0.01
// ohm.
TEST_CASE("windings and earthing decide what the zero sequence sees") {
  const double own = 400.0 * 400.0 / 1e6;
  const double k_t = 0.95 * 1.05 / (1 + 0.6 * 0.06 * 5 / std::sqrt(26.0));
  const auto z0_of = [&](Winding from, Winding to) -> double {
    auto network = supply();
    auto& t = network.transformers[0];
    t.windings = {from, to};
    t.zero_magnetizing = ratio(8);
    t.zero_magnetizing_r_over_x = ratio(0);
    t.to_earthing_reactance = 0.01 * units::ohm;
    t.zero_x_over_r = ratio(INFINITY);
    const auto one = fault_at(network, 1, FaultKind::one_phase_to_earth);
    const double loop = sqrt3 * 1.05 * 400.0 / one.initial.in_si();
    const Ohms z1 = split(1.1 * 400.0 * 400.0 / 500e6, 10) + k_t * split(0.06 * own, 5);
    // |2 z1 + j x0| = loop
    return std::sqrt(loop * loop - 4 * z1.real() * z1.real()) - 2 * z1.imag();
  };
  const double leakage = k_t * 0.05 * own;
  CHECK(z0_of(Winding::delta, Winding::earthed_wye) == Approx(leakage + 0.03).epsilon(1e-9));
  CHECK(z0_of(Winding::wye, Winding::earthed_wye) == Approx(leakage + 0.4 * own + 0.03).epsilon(1e-9));
  CHECK(z0_of(Winding::wye, Winding::earthed_zigzag) == Approx(leakage + 0.03).epsilon(1e-9));
  // Earthed on both sides, but nothing earthed before it: through half of the leakage and the magnetizing
  // branch.
  CHECK(z0_of(Winding::earthed_wye, Winding::earthed_wye) ==
        Approx(leakage / 2 + 0.4 * own + 0.03).epsilon(1e-9));
}

TEST_CASE("an element that cannot be divided by is named, and the other islands are solved") {
  auto network = supply();
  network.buses.push_back({bus("other"), 400.0 * units::V});
  network.sources.push_back(feed("alone", "other", 10.0, 5.0));
  Motor motor{element("m"), bus("end"), 0.0 * units::kW, 400.0 * units::V, ratio(0.95), ratio(0.85), ratio(6),
              {},           1};
  network.motors = {motor};
  CHECK(fault_at(network, 2, FaultKind::three_phase).reason == "m has figures that are not positive numbers");
  CHECK(fault_at(network, 3, FaultKind::three_phase).is_solved);
}

TEST_CASE("a fault impedance stands in every loop as it should") {
  const auto [z1, z0] = greatest_at_end();
  const Ohms zf{0.01, 0.02};
  FaultOptions options;
  options.fault_resistance = 0.01 * units::ohm;
  options.fault_reactance = 0.02 * units::ohm;
  const auto network = supply();
  const double cu = 1.05 * 0.4;
  CHECK(kiloamperes(fault_at(network, 2, FaultKind::three_phase, options).initial) ==
        Approx(cu / (sqrt3 * std::abs(z1 + zf))).epsilon(1e-9));
  CHECK(kiloamperes(fault_at(network, 2, FaultKind::two_phase, options).initial) ==
        Approx(cu / std::abs(2.0 * z1 + zf)).epsilon(1e-9));
  CHECK(kiloamperes(fault_at(network, 2, FaultKind::one_phase_to_earth, options).initial) ==
        Approx(sqrt3 * cu / std::abs(2.0 * z1 + z0 + 3.0 * zf)).epsilon(1e-9));
}

TEST_CASE("what follows from the initial current sees the impedance in the fault") {
  // A feed of R + jX at 20 kV, and the same with the fault's impedance as a line before a bolted fault.
  Network network;
  network.buses = boards({"a"}, 20.0 * units::kV);
  network.sources = {feed("q", "a", 200.0, 8.0)};
  auto before = network;
  before.buses.push_back({bus("b"), 20.0 * units::kV});
  before.lines = {cable("in the fault", "a", "b", 0.5, 0.7)};
  const auto kind = GENERATE(FaultKind::three_phase, FaultKind::two_phase);
  const auto peak =
      GENERATE(PeakMethod::smallest_ratio, PeakMethod::at_fault, PeakMethod::equivalent_frequency);
  FaultOptions options;
  options.kind = kind;
  options.peak = peak;
  const auto solve = [&](const Network& one, const FaultOptions& how, int at) {
    const auto problem = to_problem(one);
    return solve_faults(one, problem, normal_state(problem), how, {at})[0];
  };
  const auto bolted = solve(before, options, 1);
  // Between two phases the line stands in both.
  const double share = kind == FaultKind::two_phase ? 2.0 : 1.0;
  options.fault_resistance = 0.5 * share * units::ohm;
  options.fault_reactance = 0.7 * share * units::ohm;
  const auto with = solve(network, options, 0);
  REQUIRE((bolted.is_solved && with.is_solved));
  CHECK(with.initial.in_si() == Approx(bolted.initial.in_si()).epsilon(1e-9));
  CHECK(with.kappa == Approx(bolted.kappa).epsilon(1e-9));
  CHECK(with.peak.in_si() == Approx(bolted.peak.in_si()).epsilon(1e-9));
  CHECK(with.steady.in_si() == Approx(bolted.steady.in_si()).epsilon(1e-9));
  CHECK(with.thermal.in_si() == Approx(bolted.thermal.in_si()).epsilon(1e-9));
  CHECK(with.x_over_r == Approx(bolted.x_over_r).epsilon(1e-9));
}

TEST_CASE("of two phases to earth through an impedance the peak is not told") {
  Network network;
  network.buses = boards({"a"}, 20.0 * units::kV);
  network.sources = {feed("q", "a", 200.0, 8.0)};
  network.sources[0].zero_reactance = ratio(1.0);
  network.sources[0].zero_r_over_x = ratio(0.1);
  FaultOptions options;
  options.kind = FaultKind::two_phase_to_earth;
  const auto problem = to_problem(network);
  const auto solve = [&] { return solve_faults(network, problem, normal_state(problem), options, {0})[0]; };
  CHECK(solve().peak.in_si() > 0.0);
  options.fault_resistance = 0.5 * units::ohm;
  const auto through = solve();
  CHECK(through.is_solved);
  CHECK(through.initial.in_si() > 0.0);
  CHECK(through.peak.is_missing());
  CHECK(through.thermal.is_missing());
  CHECK(through.reason == "the peak of two phases to earth through an impedance is not defined");
}

TEST_CASE("an open two-port has no zero sequence at the end that it is open") {
  Network network;
  network.buses = boards({"a", "b"}, 20.0 * units::kV);
  for (const auto* at : {"a", "b"}) {
    network.sources.push_back(feed(std::string("q.") + at, at, 200.0, 8.0));
    network.sources.back().zero_reactance = ratio(1.0);
    network.sources.back().zero_r_over_x = ratio(0.1);
  }
  const std::complex<double> y(1.0, -5.0);
  network.two_ports = {{element("given"), bus("a"), bus("b"), 1.0 * units::MVA, y, -y, -y, y, {}}};
  network.two_ports[0].is_to_closed = false;
  FaultOptions options;
  options.kind = FaultKind::one_phase_to_earth;
  const auto problem = to_problem(network);
  const auto faults = solve_faults(network, problem, normal_state(problem), options, {0, 1});
  CHECK(faults[0].reason == "given is a two-port, which gives no zero sequence");
  CHECK(faults[1].is_solved);
}
