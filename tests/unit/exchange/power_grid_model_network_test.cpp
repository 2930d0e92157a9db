// Expected voltages are closed forms of two nodes, written after the equations of power-grid-model's
// Components.
#include "exchange/power_grid_model_network.hpp"

#include "power/load_flow.hpp"
#include "power/network_check.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

using namespace shellfit;
using namespace shellfit::exchange::power_grid_model;
using Complex = std::complex<double>;

namespace {

/// A stiff source of 1 pu at node 1 and 10 kV, a node 2, and what is between.
Case two_nodes(double second_v = 10e3) {
  Case one;
  one.nodes = {{1, 10e3}, {2, second_v}};
  Source source;
  source.id = 100;
  source.node = 1;
  source.sk_va = 1e40;
  one.sources = {source};
  return one;
}
/// One node, fed through 0.1 pu.
Case one_node() {
  auto one = two_nodes();
  one.nodes.resize(1);
  one.sources[0].sk_va = 1e7;
  one.sources[0].rx_ratio = 0.0;
  return one;
}
Line line_between(int from, int to) {
  Line line;
  line.id = 3;
  line.from_node = from;
  line.to_node = to;
  line.r1_ohm = 1.0;
  line.x1_ohm = 2.0;
  return line;
}
LoadOrGenerator load_at(int node, LoadType type, double p_w, double q_var) {
  LoadOrGenerator load;
  load.id = 200;
  load.node = node;
  load.type = static_cast<int>(type);
  load.p_specified_w = p_w;
  load.q_specified_var = q_var;
  return load;
}
Transformer transformer_between(int from, int to) {
  Transformer t;
  t.id = 3;
  t.from_node = from;
  t.to_node = to;
  t.u1_v = 10e3;
  t.u2_v = 400.0;
  t.sn_va = 1e6;
  t.uk = 0.06;
  t.pk_w = 10e3;
  t.winding_from = 2;
  t.winding_to = 1;
  t.clock = 11;
  t.tap_min = -5;
  t.tap_max = 5;
  return t;
}
GenericBranch generic_branch_between(int from, int to) {
  GenericBranch branch;
  branch.id = 3;
  branch.from_node = from;
  branch.to_node = to;
  branch.r1_ohm = 0.002;
  branch.x1_ohm = 0.01;
  branch.b1_siemens = 0.05;
  branch.k = 0.97;
  branch.theta_rad = 0.3;
  return branch;
}
/// Of the load or generator that is there, at this voltage.
VoltageRegulator voltage_regulator(double u_ref) {
  VoltageRegulator regulator;
  regulator.id = 300;
  regulator.regulated_object = 200;
  regulator.u_ref = u_ref;
  return regulator;
}
/// Voltages of the nodes in per unit.
std::vector<Complex> voltages(const Case& from) {
  const auto made = to_network(from);
  const auto faults = power::check_network(made.network);
  if (!faults.empty()) FAIL(faults[0].element + " " + faults[0].message);
  const auto problem = power::to_problem(made.network);
  const auto result = power::solve_load_flow(problem, power::normal_state(problem));
  std::vector<Complex> found;
  for (const auto& bus : result.buses) found.push_back(std::polar(bus.voltage_pu, bus.angle_rad));
  return found;
}
void check_same(Complex found, Complex expected, double tolerance = 1e-9) {
  CHECK(found.real() == Approx(expected.real()).margin(tolerance));
  CHECK(found.imag() == Approx(expected.imag()).margin(tolerance));
}
constexpr double base_ohm = 100.0;  // of 10 kV and 1 MVA
/// The voltage of one_node() when it feeds an admittance.
Complex fed(Complex admittance_pu) { return 1.0 / (1.0 + Complex{0.0, 0.1} * admittance_pu); }
Complex charging_pu(double farad) { return {0.0, 2 * std::numbers::pi * 50.0 * farad * base_ohm}; }
const Complex line_z = Complex{1.0, 2.0} / base_ohm;

}  // namespace

TEST_CASE("a line with its charging feeds an impedance as a divider does") {
  auto one = two_nodes();
  auto line = line_between(1, 2);
  line.c1_farad = 1e-5;
  line.tan1 = 0.1;
  one.lines = {line};
  one.loads = {load_at(2, LoadType::const_impedance, 2e6, 1e6)};
  // Half of the charging and the load stand at node 2.
  const Complex charging = charging_pu(1e-5) * Complex{1.0, -0.1};
  const Complex at_end = Complex{2.0, -1.0} + 0.5 * charging;
  check_same(voltages(one)[1], 1.0 / (1.0 + line_z * at_end));
}

TEST_CASE("a line that is open at its far end is seen as its charging through its impedance") {
  auto one = one_node();
  one.nodes.push_back({2, 10e3});
  auto line = line_between(1, 2);
  line.c1_farad = 1e-4;
  line.to_status = false;
  one.lines = {line};
  const Complex shunt = charging_pu(1e-4);
  const auto found = voltages(one);
  check_same(found[0], fed(0.5 * shunt + 1.0 / (line_z + 2.0 / shunt)));
  CHECK(std::isnan(found[1].real()));
}

TEST_CASE("loads of constant current and power draw what their types say") {
  auto one = two_nodes();
  one.lines = {line_between(1, 2)};
  one.loads = {load_at(2, LoadType::const_current, 1e6, 5e5)};
  auto v = voltages(one)[1];
  check_same(v * std::conj((1.0 - v) / line_z), Complex{1.0, 0.5} * std::abs(v));
  one.loads = {load_at(2, LoadType::const_power, 1e6, 5e5)};
  v = voltages(one)[1];
  check_same(v * std::conj((1.0 - v) / line_z), Complex{1.0, 0.5});
  // A generator of the same figures lifts what the load lowers.
  one.generators = {load_at(2, LoadType::const_power, 1e6, 5e5)};
  one.generators[0].id = 201;
  check_same(voltages(one)[1], 1.0);
}

TEST_CASE("a transformer turns by its clock, taps its rated voltage and magnetizes as a pi section") {
  auto one = two_nodes(400.0);
  auto t = transformer_between(1, 2);
  t.i0 = 0.01;
  t.p0_w = 2e3;
  t.tap_size_v = 250.0;
  t.tap_pos = 2;
  one.transformers = {t};
  one.loads = {load_at(2, LoadType::const_impedance, 5e5, 2e5)};
  const double k = 10500.0 / 10000.0;
  const Complex z{0.01, std::sqrt(0.06 * 0.06 - 0.01 * 0.01)};
  const Complex magnetizing{0.002, -std::sqrt(0.01 * 0.01 - 0.002 * 0.002)};
  const Complex at_end = Complex{0.5, -0.2} + 0.5 * magnetizing;
  const Complex expected = 1.0 / (k * std::polar(1.0, 11.0 * std::numbers::pi / 6.0)) / (1.0 + z * at_end);
  check_same(voltages(one)[1], expected);
  // Where the highest voltage has the lowest position, the same tap is position -2.
  one.transformers[0].tap_min = 5;
  one.transformers[0].tap_max = -5;
  one.transformers[0].tap_pos = -2;
  check_same(voltages(one)[1], expected);
}

TEST_CASE("a tap at the far side moves the impedance with the square of its voltage") {
  auto one = two_nodes(400.0);
  auto t = transformer_between(1, 2);
  t.tap_side = 1;
  t.tap_size_v = 10.0;
  t.tap_pos = -3;
  t.uk_min = 0.08;  // at tap -5
  one.transformers = {t};
  one.loads = {load_at(2, LoadType::const_impedance, 5e5, 2e5)};
  const double turns = 370.0 / 400.0;
  const double uk = 0.06 + 0.02 * 3.0 / 5.0;
  const Complex z = Complex{0.01, std::sqrt(uk * uk - 0.01 * 0.01)} * turns * turns;
  const Complex expected =
      turns * std::polar(1.0, -11.0 * std::numbers::pi / 6.0) / (1.0 + z * Complex{0.5, -0.2});
  check_same(voltages(one)[1], expected);
}

TEST_CASE("a generic branch has its figures at its to side, behind its ratio and angle") {
  auto one = two_nodes(400.0);
  one.generic_branches = {generic_branch_between(1, 2)};
  one.loads = {load_at(2, LoadType::const_impedance, 5e5, 2e5)};
  const double ohm = 0.16;  // of 400 V and 1 MVA
  const Complex at_end = Complex{0.5, -0.2} + Complex{0.0, 0.5 * 0.05 * ohm};
  check_same(voltages(one)[1], std::polar(1.0 / 0.97, -0.3) / (1.0 + Complex{0.002, 0.01} / ohm * at_end));
}

TEST_CASE("a link joins its nodes without impedance, and an open one does not") {
  auto one = two_nodes();
  Link link;
  link.id = 3;
  link.from_node = 1;
  link.to_node = 2;
  one.links = {link};
  one.loads = {load_at(2, LoadType::const_power, 5e6, 0.0)};
  check_same(voltages(one)[1], 1.0);
  one.links[0].to_status = false;
  CHECK(std::isnan(voltages(one)[1].real()));
}

TEST_CASE("a source is a voltage behind the impedance of its short-circuit power") {
  auto one = two_nodes();
  one.nodes.resize(1);
  one.sources[0].sk_va = 2e7;
  one.sources[0].rx_ratio = 0.5;
  one.sources[0].u_ref = 1.05;
  one.sources[0].u_ref_angle_rad = 0.2;
  one.loads = {load_at(1, LoadType::const_impedance, 1e6, 1e6)};
  const Complex z = Complex{0.5, 1.0} / std::hypot(0.5, 1.0) * 0.05;
  check_same(voltages(one)[0], std::polar(1.05, 0.2) / (1.0 + z * Complex{1.0, -1.0}));
}

TEST_CASE("a regulated generator holds its node until its reactive power is used up") {
  auto one = two_nodes();
  one.lines = {line_between(1, 2)};
  one.generators = {load_at(2, LoadType::const_power, 1e6, 0.0)};
  one.voltage_regulators = {voltage_regulator(1.03)};
  CHECK(std::abs(voltages(one)[1]) == Approx(1.03).margin(1e-9));
  one.voltage_regulators[0].q_max_var = 2e5;
  auto v = voltages(one)[1];
  CHECK(std::abs(v) < 1.03);
  check_same(v * std::conj((v - 1.0) / line_z), {1.0, 0.2});
  one.voltage_regulators[0].status = false;
  v = voltages(one)[1];
  check_same(v * std::conj((v - 1.0) / line_z), {1.0, 0.0});
}

TEST_CASE("a regulated load counts its reactive power as it draws it") {
  auto one = two_nodes();
  one.lines = {line_between(1, 2)};
  one.loads = {load_at(2, LoadType::const_power, 1e6, 0.0)};
  one.voltage_regulators = {voltage_regulator(1.05)};
  one.voltage_regulators[0].q_min_var = -3e5;
  const auto v = voltages(one)[1];
  check_same(v * std::conj((1.0 - v) / line_z), {1.0, -0.3});
}

TEST_CASE("a line from a node to itself draws its charging there") {
  auto one = one_node();
  auto line = line_between(1, 1);
  line.c1_farad = 1e-4;
  one.lines = {line};
  check_same(voltages(one)[0], fed(charging_pu(1e-4)));
}

TEST_CASE("a branch from a node to itself that is open at one end is what its other end sees") {
  auto one = one_node();
  auto line = line_between(1, 1);
  line.c1_farad = 1e-4;
  line.from_status = false;
  one.lines = {line};
  const Complex charging = charging_pu(1e-4);
  check_same(voltages(one)[0], fed(0.5 * charging + 1.0 / (line_z + 2.0 / charging)));
  one.lines.clear();
  auto branch = generic_branch_between(1, 1);
  branch.to_status = false;
  one.generic_branches = {branch};
  const Complex shunt = Complex{0.0, 0.05} * base_ohm;
  const Complex seen = 0.5 * shunt + 1.0 / (Complex{0.002, 0.01} / base_ohm + 2.0 / shunt);
  check_same(voltages(one)[0], fed(seen / (0.97 * 0.97)));
  std::swap(one.generic_branches[0].from_status, one.generic_branches[0].to_status);
  check_same(voltages(one)[0], fed(seen));
  one.generic_branches[0].to_status = false;
  check_same(voltages(one)[0], 1.0);
}

TEST_CASE("a transformer from a node to itself draws what its winding that is closed sees") {
  auto one = one_node();
  one.nodes[0].u_rated_v = 400.0;
  auto t = transformer_between(1, 1);
  t.u1_v = 400.0;
  t.i0 = 0.05;
  t.p0_w = 0.0;
  t.clock = 0;
  t.from_status = false;
  one.transformers = {t};
  const Complex z{0.01, std::sqrt(0.06 * 0.06 - 0.01 * 0.01)};
  const Complex magnetizing{0.0, -0.05};
  check_same(voltages(one)[0], fed(0.5 * magnetizing + 1.0 / (z + 2.0 / magnetizing)));
  one.transformers[0].from_status = true;  // both windings on the same voltage: only the core is left
  check_same(voltages(one)[0], fed(magnetizing));
}

TEST_CASE("a transformer of three windings has its pairs on the smaller rating, and its core at the first") {
  Case one = two_nodes(400.0);
  one.nodes.push_back({4, 230.0});
  ThreeWindingTransformer t;
  t.id = 3;
  t.node_1 = 1;
  t.node_2 = 2;
  t.node_3 = 4;
  t.u1_v = 10e3;
  t.u2_v = 400.0;
  t.u3_v = 230.0;
  t.sn_1_va = 2e6;
  t.sn_2_va = 1e6;
  t.sn_3_va = 1e6;
  t.uk_12 = 0.06;
  t.uk_13 = 0.05;
  t.uk_23 = 0.04;
  t.winding_1 = t.winding_2 = t.winding_3 = 1;
  t.clock_12 = 0;
  t.clock_13 = 6;
  one.three_winding_transformers = {t};
  one.loads = {load_at(2, LoadType::const_impedance, 5e5, 0.0)};
  // All pairs on 1 MVA, without resistance: the star of 6, 5 and 4 %.
  const Complex first{0.0, 0.5 * (0.06 + 0.05 - 0.04)};
  const Complex second{0.0, 0.5 * (0.06 + 0.04 - 0.05)};
  const auto found = voltages(one);
  const Complex current = 1.0 / (first + second + 2.0);
  check_same(found[1], 2.0 * current);
  check_same(found[2], -(1.0 - first * current));
}

TEST_CASE("a regulated tap brings the voltage that it watches into its band") {
  auto one = two_nodes(400.0);
  auto t = transformer_between(1, 2);
  t.tap_size_v = 200.0;
  one.transformers = {t};
  one.loads = {load_at(2, LoadType::const_power, 8e5, 4e5)};
  TapRegulator regulator;
  regulator.id = 300;
  regulator.regulated_object = 3;
  regulator.control_side = 1;
  regulator.u_set_v = 400.0;
  regulator.u_band_v = 10.0;
  one.tap_regulators = {regulator};
  CHECK(std::abs(std::abs(voltages(one)[1]) - 1.0) <= 0.5 * 10.0 / 400.0);
  one.tap_regulators[0].status = false;
  CHECK(std::abs(voltages(one)[1]) < 1.0 - 0.5 * 10.0 / 400.0);
}
