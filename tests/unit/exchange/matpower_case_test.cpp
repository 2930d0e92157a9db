#include "exchange/matpower_case.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <string>

using namespace shellfit;
using namespace shellfit::exchange;

namespace {

/// Two buses, one generator, one branch, with what a test adds at the end.
std::string two_buses(const std::string& more = {}) {
  return "function mpc = two\n"
         "%TWO  two buses\n"
         "mpc.version = '2';\n"
         "mpc.baseMVA = 10;\n"
         "mpc.bus = [ %% type Pd Qd Gs Bs\n"
         "\t1\t3\t0\t0\t0\t0\t1\t1\t0\t12.66\t1\t1.1\t0.9;\n"
         "\t2\t1\t100\t60\t0\t0\t1\t1\t0\t12.66\t1\t1.1\t0.9;\n"
         "];\n"
         "mpc.gen = [\n"
         "\t1\t0\t0\tInf\t-Inf\t1.02\t100\t1\t10\t0;\n"
         "];\n"
         "mpc.branch = [\n"
         "\t1\t2\t0.0922\t0.0470\t0\t0\t0\t0\t0\t0\t1;\n"
         "];\n" +
         more;
}
MatpowerCase read(const std::string& text) {
  auto parsed = parse_matpower_case("two.m", text);
  if (!parsed) FAIL(render(parsed.error().front(), false));
  return std::move(*parsed);
}
std::string fault_of(const std::string& text) {
  const auto parsed = parse_matpower_case("two.m", text);
  if (parsed) return "none";
  const auto& fault = parsed.error().front();
  return fault.code + ":" + std::to_string(fault.where.line()) + ":" + std::to_string(fault.where.column());
}
std::string replaced(std::string text, const std::string& what, const std::string& by) {
  const auto place = text.find(what);
  REQUIRE(place != std::string::npos);
  return text.replace(place, what.size(), by);
}
/// The first figure of the branch table after `mpc.branch(1, 3) = ...`.
double value_of(const std::string& expression) {
  return read(two_buses("mpc.branch(1, 3) = " + expression + ";\n")).branch.at(0, matpower::Branch::r);
}

}  // namespace

TEST_CASE("a case file becomes tables with the file's own bus numbers") {
  const auto one = read(two_buses());
  CHECK(one.name == "two");
  CHECK(one.base_mva == 10.0);
  CHECK(one.bus.rows == 2);
  CHECK(one.bus.columns == 13);
  CHECK(one.bus.at(1, matpower::Bus::pd) == 100.0);
  CHECK(one.generator.at(0, matpower::Generator::vg) == 1.02);
  CHECK(std::isinf(one.generator.at(0, matpower::Generator::qmin)));
  CHECK(one.bus_row(2.0) == 1);
}

TEST_CASE("code at the end converts ohms and kW as case33bw and case141 do") {
  const auto one =
      read(two_buses("[PQ, PV, REF, NONE, BUS_I, BUS_TYPE, PD, QD, GS, BS, BUS_AREA, VM, ...\n"
                     "    VA, BASE_KV, ZONE, VMAX, VMIN, LAM_P, LAM_Q, MU_VMAX, MU_VMIN] = idx_bus;\n"
                     "[F_BUS, T_BUS, BR_R, BR_X, BR_B, RATE_A, RATE_B, RATE_C, ...\n"
                     "    TAP, SHIFT, BR_STATUS, PF, QF, PT, QT, MU_SF, MU_ST, ...\n"
                     "    ANGMIN, ANGMAX, MU_ANGMIN, MU_ANGMAX] = idx_brch;\n"
                     "Vbase = mpc.bus(1, BASE_KV) * 1e3;      %% in Volts\n"
                     "Sbase = mpc.baseMVA * 1e6;              %% in VA\n"
                     "mpc.branch(:, [BR_R BR_X]) = mpc.branch(:, [BR_R BR_X]) / (Vbase^2 / Sbase);\n"
                     "mpc.bus(:, [PD, QD]) = mpc.bus(:, [PD, QD]) / 1e3;\n"
                     "pf = 0.85;\n"
                     "mpc.bus(:, QD) = mpc.bus(:, PD) * sin(acos(pf));\n"
                     "mpc.bus(:, PD) = mpc.bus(:, PD) * pf;\n"));
  // Z base 12.66 kV² / 10 MVA = 16.02756 ohm; 0.1 MVA at 0.85: 85 kW and 52.678 kvar.
  CHECK(one.branch.at(0, matpower::Branch::r) == Approx(0.0922 / 16.02756).epsilon(1e-12));
  CHECK(one.branch.at(0, matpower::Branch::x) == Approx(0.0470 / 16.02756).epsilon(1e-12));
  CHECK(one.bus.at(1, matpower::Bus::pd) == Approx(0.085).epsilon(1e-12));
  CHECK(one.bus.at(1, matpower::Bus::qd) == Approx(0.1 * std::sqrt(1.0 - 0.85 * 0.85)).epsilon(1e-12));
}

TEST_CASE("arithmetic follows MATLAB's order of operations") {
  CHECK(value_of("-2^2") == -4.0);
  CHECK(value_of("2^-1") == 0.5);
  CHECK(value_of("2^3^2") == 64.0);
  CHECK(value_of("8/4/2") == 1.0);
  CHECK(value_of("1 + 2*3 - (4 - 1)") == 4.0);
  CHECK(value_of("- - 3") == 3.0);
  CHECK(value_of("sqrt(abs(-16)) * cos(pi)") == Approx(-4.0));
  CHECK(value_of("mpc.bus(end, 3) / mpc.baseMVA") == 10.0);
  CHECK(value_of("1e3 ...  % goes on\n / 10") == 100.0);
}

TEST_CASE("between brackets a sign behind a blank begins a number") {
  CHECK(read(two_buses("mpc.x = [1 -2];\n")).unused.size() == 1);
  // Eleven columns with a joined sum in place of one number.
  CHECK(read(replaced(two_buses(), "\t0.0922\t", "\t1 - 0.5\t")).branch.at(0, 2) == 0.5);
  CHECK(read(replaced(two_buses(), "\t0.0922\t", "\t2*0.25\t")).branch.at(0, 2) == 0.5);
  CHECK(read(replaced(two_buses(), "\t0.0922\t", "\t-.5e-1\t")).branch.at(0, 2) == -0.05);
  CHECK(read(replaced(two_buses(), "\t0.0922\t0.0470\t", "  0.0922 -0.0470,")).branch.at(0, 3) == -0.047);
}

TEST_CASE("rows end at semicolons or line ends, and comments and continuations stand anywhere") {
  const auto text = replaced(two_buses(), "\t0.0922\t0.0470\t0\t0", "\t0.0922 ... of copper\n 0.0470 0 0");
  CHECK(read(text).branch.at(0, 3) == 0.047);
  CHECK(read(replaced(two_buses(), "0.9;\n", "0.9 % no semicolon\n")).bus.rows == 2);
  CHECK(read("% before\n%{\nany [ thing\n%}\n" + two_buses("%{\nmore\n%{\ninner\n%}\n%}\n")).bus.rows == 2);
  std::string windows;
  for (const char c : two_buses()) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
  CHECK(read(windows).bus.rows == 2);
}

TEST_CASE("what a load flow has no use for is named") {
  const auto one =
      read(two_buses("mpc.gencost = [2 0 0 3 0 20 0];\nmpc.bus_name = {\n'a''s %';\n'b}'\n};\nreturn\n"));
  CHECK(one.unused == std::vector<std::string>{"gencost", "bus_name"});
}

TEST_CASE("every cut-off case is refused") {
  const auto whole = two_buses();
  const auto last_table = whole.find("mpc.branch");
  // From the end of the branch table on the file is a whole case.
  for (std::size_t length = 0; length + 1 < whole.size(); ++length) {
    const auto parsed = parse_matpower_case("two.m", whole.substr(0, length));
    const bool is_whole = length > last_table && whole.substr(0, length).ends_with("];");
    CHECK(parsed.has_value() == is_whole);
  }
}

TEST_CASE("a case whose conversion was cut off is refused") {
  const auto text = replaced(two_buses(), "%% type Pd", "%% (Pd in kW, converted to MW below)");
  CHECK(fault_of(text) == "E-MPC-001:5:11");
  CHECK(fault_of(text + "mpc.bus(:, [3, 4]) = mpc.bus(:, [3, 4]) / 1e3;\n") == "none");
}

TEST_CASE("what is not understood is an error at its place") {
  CHECK(fault_of(two_buses("if fixed\nend\n")) == "E-MPC-003:15:1");
  CHECK(fault_of(two_buses("mpc.bus(:, PD) = 1;\n")) == "E-MPC-003:15:12");
  CHECK(fault_of(two_buses("mpc.bus(3, 1) = 1;\n")) == "E-MPC-003:15:9");
  CHECK(fault_of(two_buses("mpc.bus(:, 14) = 1;\n")) == "E-MPC-003:15:12");
  CHECK(fault_of(two_buses("mpc.x = mpc.bus';\n")) == "E-MPC-003:15:16");
  CHECK(fault_of(two_buses("mpc.x = mpc.bus * mpc.bus;\n")) == "E-MPC-003:15:17");
  CHECK(fault_of(two_buses("mpc.x = 1e999;\n")) == "E-MPC-003:15:9");
  CHECK(fault_of(two_buses("x == 1;\n")) == "E-MPC-003:15:1");
  CHECK(fault_of(two_buses("mpc.x = [1,,2];\n")) == "E-MPC-003:15:12");
  CHECK(fault_of(two_buses("mpc.x = " + std::string(1000, '(') + "\n")) == "E-MPC-003:15:74");
  CHECK(fault_of(two_buses("mpc = loadcase('case9');\n")) == "E-MPC-002:15:1");
}

TEST_CASE("tables that cannot be are refused with line and column") {
  CHECK(fault_of(replaced(two_buses(), "\t12.66\t1\t1.1\t0.9;\n\t2", "\t1\t1.1\t0.9;\n\t2")) ==
        "E-MPC-004:7:2");
  CHECK(fault_of(replaced(two_buses(), "\t100\t1\t10\t0;", "\t100\t1\t10;")) == "E-MPC-004:9:11");
  CHECK(fault_of(replaced(two_buses(), "mpc.baseMVA = 10;\n", "")) == "E-MPC-005:1:16");
  CHECK(fault_of(replaced(two_buses(), "mpc.baseMVA = 10;", "mpc.baseMVA = 0;")) == "E-MPC-006:4:15");
  CHECK(fault_of(replaced(two_buses(), "mpc.version = '2'", "mpc.version = '1'")) == "E-MPC-002:3:15");
  CHECK(fault_of(replaced(two_buses(), "\t2\t1\t100", "\t2\t7\t100")) == "E-MPC-006:7:4");
  CHECK(fault_of(replaced(two_buses(), "\t2\t1\t100", "\t2.5\t1\t100")) == "E-MPC-006:7:2");
  CHECK(fault_of(replaced(two_buses(), "\t2\t1\t100", "\t1\t1\t100")) == "E-MPC-007:7:2");
  CHECK(fault_of(replaced(two_buses(), "\t1\t2\t0.0922", "\t1\t3\t0.0922")) == "E-MPC-008:13:4");
  CHECK(fault_of(replaced(two_buses(), "\t1\t3\t0\t0", "\t1\t1\t0\t0")) == "E-MPC-009:5:11");
  CHECK(fault_of(replaced(two_buses(), "\t100\t1\t10\t0;", "\t100\t0\t10\t0;")) == "E-MPC-009:6:4");
  CHECK(fault_of("baseMVA = 100;\n") == "E-MPC-002:1:1");
  CHECK(fault_of("function [baseMVA, bus, gen, branch] = case9\n") == "E-MPC-002:1:10");
  CHECK(fault_of("") == "E-MPC-002:1:1");
  CHECK(fault_of(std::string("function mpc = a\0b\n", 19)) == "E-MPC-002:0:0");
}
