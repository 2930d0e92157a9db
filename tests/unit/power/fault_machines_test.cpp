#include "power/fault_currents.hpp"
#include "power/fault_impedances.hpp"
#include "tests/unit/power/networks.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <complex>

using namespace shellfit;
using namespace shellfit::power;

namespace {

using Ohms = std::complex<double>;

Network board() {
  Network network;
  network.buses = boards({"a", "b"}, 10.0 * units::kV);
  return network;
}
Generator set(const std::string& id, const std::string& at) {
  SynchronousMachine machine;
  machine.rating = 10.0 * units::MVA;
  machine.voltage = 10.5 * units::kV;
  machine.power_factor = ratio(0.8);
  machine.subtransient_reactance = ratio(0.1);
  machine.resistance = 0.018 * units::ohm;
  auto one = generator(id, at, 0.0);
  one.machine = machine;
  return one;
}
Motor pump(const std::string& id, const std::string& at) {
  return {element(id), bus(at), 5.0 * units::MW, 10.0 * units::kV, ratio(0.975), ratio(0.88), ratio(5),
          ratio(0.1),  1};
}
FaultResult fault_at(const Network& network, int at, FaultOptions options = {}) {
  options.with_contributions = true;
  const auto problem = to_problem(network);
  return solve_faults(network, problem, normal_state(problem), options, {at})[0];
}
double kiloamperes(Current current) { return current.in(units::kA); }

}  // namespace

// IEC 60909-0:2016, 6.6.1: K_G = Un / UrG c_max / (1 + xd" sin φ); ip with R_Gf = 0.07 Xd".
TEST_CASE("a generator feeds a fault through its corrected subtransient impedance") {
  auto network = board();
  network.generators = {set("g", "a")};
  const auto fault = fault_at(network, 0);
  const double k_g = 10.0 / 10.5 * 1.1 / (1 + 0.1 * 0.6);
  const Ohms z = k_g * Ohms{0.018, 0.1 * 10.5 * 10.5 / 10.0};
  const double initial = 1.1 * 10.0 / (std::sqrt(3.0) * std::abs(z));
  CHECK(kiloamperes(fault.initial) == Approx(initial).epsilon(1e-9));
  CHECK(fault.kappa == Approx(1.02 + 0.98 * std::exp(-3 * 0.07)).epsilon(1e-9));
  const double ratio_to_rated = initial / (10.0 / (std::sqrt(3.0) * 10.5));
  const double mu = 0.62 + 0.72 * std::exp(-0.32 * ratio_to_rated);
  CHECK(kiloamperes(fault.breaking) == Approx(mu * initial).epsilon(1e-9));
  // Its saturation is not described.
  CHECK(fault.steady.is_missing());
  CHECK_FALSE(fault.reason.empty());
}

TEST_CASE("a generator without figures of its machine is named") {
  auto network = board();
  network.generators = {set("g", "a")};
  network.generators[0].machine.reset();
  CHECK_FALSE(fault_at(network, 0).is_solved);
  CHECK(fault_at(network, 0).reason ==
        "g gives no figures of its machine, such as its subtransient reactance");
}

// 6.10: Z_M = 1 / 5 x U^2 / S_rM; 9.1.2: q = 0.57 + 0.12 ln 5 after 0.1 s; 10.3: nothing of it stays.
TEST_CASE("a motor adds to the greatest current, decays, and adds nothing to the least") {
  auto network = board();
  network.sources = {feed("q", "a", 500.0, 10.0)};
  network.sources[0].least_fault_level = 500.0 * units::MVA;
  network.motors = {pump("m", "a")};
  const double rated = 5.0 / (0.975 * 0.88) / (std::sqrt(3.0) * 10.0);
  const double from_feed = 500.0 / (std::sqrt(3.0) * 10.0);
  const double from_motor = 1.1 * 5 * rated;
  const auto fault = fault_at(network, 0);
  CHECK(kiloamperes(fault.initial) == Approx(from_feed + from_motor).epsilon(1e-6));
  CHECK(kiloamperes(fault.steady) == Approx(from_feed).epsilon(1e-9));
  const double mu = 0.62 + 0.72 * std::exp(-0.32 * 5.5);
  const double q = 0.57 + 0.12 * std::log(5.0);
  CHECK(kiloamperes(fault.breaking) == Approx(from_feed + mu * q * from_motor).epsilon(1e-6));
  FaultOptions least;
  least.extreme = FaultExtreme::least;
  CHECK(kiloamperes(fault_at(network, 0, least).initial) == Approx(from_feed).epsilon(1e-9));
}

TEST_CASE("what feeds a fault is listed with its share and the current at its own terminals") {
  auto network = board();
  network.sources = {feed("q", "a", 500.0, 10.0)};
  network.motors = {pump("m", "a")};
  network.limited_sources = {{element("bess"), bus("a"), 0.5 * units::kA}};
  const auto fault = fault_at(network, 0);
  REQUIRE(fault.contributions.size() == 3);
  double shares = 0;
  for (const auto& one : fault.contributions) shares += one.share;
  CHECK(shares == Approx(1.0).epsilon(1e-9));
  CHECK(fault.contributions[0].element == element("q"));
  CHECK(kiloamperes(fault.contributions[0].at_terminals) ==
        Approx(500.0 / (std::sqrt(3.0) * 10.0)).epsilon(1e-9));
  CHECK(kiloamperes(fault.contributions[2].at_terminals) == Approx(0.5));
}

// 7.2.2: I"k = c Un / (sqrt 3 Z) + its own; 8.1.1: without a direct current.
TEST_CASE("a converter adds what it is limited to, without a direct component") {
  auto network = board();
  network.sources = {feed("q", "a", 500.0, 10.0)};
  const auto without = fault_at(network, 0);
  network.limited_sources = {{element("bess"), bus("a"), 0.5 * units::kA}};
  const auto with = fault_at(network, 0);
  CHECK(kiloamperes(with.initial) == Approx(kiloamperes(without.initial) + 0.5).epsilon(1e-9));
  CHECK(kiloamperes(with.peak) == Approx(kiloamperes(without.peak) + 0.5 * std::sqrt(2.0)).epsilon(1e-9));
}

TEST_CASE("an island of converters alone gives what they are limited to, through any impedance") {
  auto network = board();
  network.buses.push_back({bus("lv"), 400.0 * units::V});
  network.lines = {cable("ab", "a", "b", 0.3, 0.2)};
  network.transformers = {{element("t"), bus("b"), bus("lv"), 1.0 * units::MVA, 10.0 * units::kV,
                           400.0 * units::V, ratio(0.06), ratio(5), 1.7 * units::kW}};
  network.limited_sources = {{element("bess"), bus("lv"), 2.0 * units::kA}};
  const auto fault = fault_at(network, 0);
  CHECK(fault.is_solved);
  CHECK(kiloamperes(fault.initial) == Approx(2.0 * 0.4 / 10.0).epsilon(1e-9));
  CHECK(fault.peak / fault.initial == Approx(std::sqrt(2.0)));
  FaultOptions to_earth;
  to_earth.kind = FaultKind::one_phase_to_earth;
  CHECK_FALSE(fault_at(network, 0, to_earth).is_solved);
}

// Two equal paths of R/X = 1 behind a feeder of 0.1: κ of b is 1.15 times, of c that of 20 Hz.
TEST_CASE("kappa of a mesh is by the method asked for") {
  auto network = board();
  network.sources = {feed("q", "a", 500.0, 10.0)};
  network.lines = {cable("one", "a", "b", 0.4, 0.4), cable("two", "a", "b", 0.4, 0.4)};
  const double z_q = 1.1 * 100.0 / 500.0;
  const double x_q = z_q / std::sqrt(1.01);
  const Ohms z{0.1 * x_q + 0.2, x_q + 0.2};
  const auto kappa = [](double r_over_x) { return 1.02 + 0.98 * std::exp(-3 * r_over_x); };
  FaultOptions options;
  options.peak = PeakMethod::at_fault;
  CHECK(fault_at(network, 1, options).kappa == Approx(1.15 * kappa(z.real() / z.imag())).epsilon(1e-9));
  // By one path only.
  CHECK(fault_at(network, 0, options).kappa == Approx(kappa(0.1)).epsilon(1e-9));
  options.peak = PeakMethod::smallest_ratio;
  CHECK(fault_at(network, 1, options).kappa == Approx(kappa(0.1)).epsilon(1e-9));
  options.peak = PeakMethod::equivalent_frequency;
  CHECK(fault_at(network, 1, options).kappa == Approx(kappa(z.real() / z.imag())).epsilon(1e-9));
}

TEST_CASE("the direct and the alternating current heat between the limits of the standard") {
  // No time: the whole direct component, and all of the initial current.
  CHECK(direct_heat(2.0, 50, 1.0) == Approx(2.0));
  CHECK(direct_heat(1.8, 50, 1e-9) == Approx(2.0).epsilon(1e-6));
  CHECK(direct_heat(1.8, 50, 1e3) == Approx(0.0).margin(1e-4));
  // IEC 60909-0:2016, figure 18: κ = 1.8, f Tk = 5: (1 - e^(20 ln 0.8)) / (10 x 0.2231).
  CHECK(direct_heat(1.8, 50, 0.1) == Approx((1 - std::pow(0.8, 20)) / (10 * -std::log(0.8))).epsilon(1e-12));
  CHECK(alternating_heat(1.2, 1.0) == 1.0);
  CHECK(alternating_heat(3.0, 1e-9) == Approx(1.0).epsilon(1e-6));
  CHECK(alternating_heat(3.0, 1e6) == Approx(1.0 / 9.0).epsilon(1e-4));
}

TEST_CASE("the decay of machines follows the curves of the standard and goes between them in line") {
  CHECK(generator_decay(2.0, 0.1) == 1.0);
  CHECK(generator_decay(5.0, 0.02) == Approx(0.84 + 0.26 * std::exp(-1.3)));
  CHECK(generator_decay(5.0, 0.01) == generator_decay(5.0, 0.02));
  CHECK(generator_decay(5.0, 1.0) == Approx(0.56 + 0.94 * std::exp(-1.9)));
  CHECK(generator_decay(5.0, 0.075) == Approx((generator_decay(5.0, 0.05) + generator_decay(5.0, 0.1)) / 2));
  CHECK(motor_decay(1.0, 0.25) == Approx(0.26));
  CHECK(motor_decay(100.0, 0.02) == 1.0);
  CHECK(motor_decay(1e-9, 0.25) == 0.0);
}

// IEC TR 60909-4, table of the impedances: K_S of T1 and G1 0.995975, K_SO of T2 and G2 0.876832 as the
// network encodes.
TEST_CASE("power station units have one factor for generator and transformer") {
  const double x1 = std::sqrt(0.16 * 0.16 - 0.005 * 0.005);
  const PowerStationUnit one{110e3, 21e3, 115e3, 21e3, 0.0, 0.0, 0.14, x1, 0.85};
  CHECK(unit_correction_on_load(one, 1.1) == Approx(0.995975).epsilon(1e-6));
  const PowerStationUnit two{110e3, 10.5e3, 120e3, 10.5e3, 0.075, 0.0, 0.16, 0.12, 0.9};
  CHECK(unit_correction_fixed(two, 1.1) == Approx(0.876832).epsilon(1e-6));
}

// IEC 61439-1:2020, table 7: n is 1.7 to 10 kA, 2.1 to 50 kA, 2.2 above; IEC 62271-1: 2.5 at 50 Hz, 2.6 at 60
// Hz.
TEST_CASE("a peak beyond that of the rating counts the symmetrical current up") {
  CHECK(peak_multiplier(2.1, 400, 50e3, 50) == 1.0);
  CHECK(peak_multiplier(2.31, 400, 50e3, 50) == Approx(1.1));
  CHECK(peak_multiplier(2.31, 400, 51e3, 50) == Approx(1.05));
  CHECK(peak_multiplier(2.04, 400, 10e3, 60) == Approx(1.2));
  CHECK(peak_multiplier(2.6, 20e3, 25e3, 60) == 1.0);
  CHECK(peak_multiplier(2.6, 20e3, 25e3, 50) == Approx(1.04));
}

TEST_CASE("an impedance in the fault is to machines what a line before a bolted one is") {
  auto network = board();
  network.generators = {set("g", "a")};
  network.motors = {pump("m", "a")};
  network.sources = {feed("q", "a", 100.0, 8.0)};
  auto before = network;
  before.lines = {cable("in the fault", "a", "b", 0.1, 1.0)};
  const auto bolted = fault_at(before, 1);
  FaultOptions options;
  options.fault_resistance = 0.1 * units::ohm;
  options.fault_reactance = 1.0 * units::ohm;
  const auto through = fault_at(network, 0, options);
  CHECK(kiloamperes(through.initial) == Approx(kiloamperes(bolted.initial)).epsilon(1e-9));
  CHECK(kiloamperes(through.breaking) == Approx(kiloamperes(bolted.breaking)).epsilon(1e-9));
  CHECK(kiloamperes(through.steady) == Approx(kiloamperes(bolted.steady)).epsilon(1e-9));
  CHECK(kiloamperes(through.thermal) == Approx(kiloamperes(bolted.thermal)).epsilon(1e-9));
  REQUIRE(through.contributions.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(through.contributions[i].share == Approx(bolted.contributions[i].share).epsilon(1e-9));
    CHECK(kiloamperes(through.contributions[i].at_terminals) ==
          Approx(kiloamperes(bolted.contributions[i].at_terminals)).epsilon(1e-9));
  }
  const auto without = fault_at(network, 0);
  CHECK(through.breaking / through.initial > without.breaking / without.initial);
}

// 9.1: what shares its path with another feeder acts back on it, as in meshes.
TEST_CASE("a machine beside a feeder behind one line shares the line's voltage with it") {
  auto network = board();
  network.generators = {set("g", "a")};
  network.sources = {feed("q", "a", 200.0, 8.0)};
  network.lines = {cable("shared", "a", "b", 0.1, 1.0)};
  const auto fault = fault_at(network, 1);
  const double base = 10.0 * 10.0;
  const double c = 1.1;
  const Ohms z_g = c / 1.05 / 1.06 * Ohms{0.018, 0.1 * 10.5 * 10.5 / 10.0};
  const Ohms z_q = c * base / 200.0 * Ohms{1, 8} / std::hypot(1.0, 8.0);
  const Ohms total = c * 10.0 / (Ohms{0.1, 1.0} + 1.0 / (1.0 / z_g + 1.0 / z_q));  // over √3, in kA
  const Ohms own = total * z_q / (z_g + z_q);
  const double mu = 0.62 + 0.72 * std::exp(-0.32 * std::abs(own) / (10.0 / 10.5));
  REQUIRE(mu < 1.0);
  const Ohms lost = Ohms{0, z_g.imag()} * own / (c * 10.0) * (1 - mu) * own;
  CHECK(kiloamperes(fault.breaking) == Approx(std::abs(total - lost) / std::sqrt(3.0)).epsilon(1e-9));
}
