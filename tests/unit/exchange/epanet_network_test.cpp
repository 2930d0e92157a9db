#include "exchange/epanet_network.hpp"

#include "exchange/epanet_answer.hpp"
#include "thermal/network_check.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>
#include <string>

using namespace shellfit;
using namespace shellfit::exchange;
using thermal::LinkStatus;

namespace {

EpanetCase parsed(const std::string& text) {
  auto read = parse_epanet_case("net.inp", text + "\n[END]\n");
  if (!read) FAIL(render(read.error().front(), false));
  return std::move(*read);
}
/// A lake, a pipe to junction a, the lines to test between a and b, a pipe from b to a sea.
std::string with_between(const std::string& sections, const std::string& options = "") {
  return "[JUNCTIONS]\n a 10 0\n b 5 0\n[RESERVOIRS]\n lake 200\n sea 50\n"
         "[PIPES]\n up lake a 1000 12 100\n down b sea 1000 12 100\n" +
         sections + "\n[OPTIONS]\n UNITS CFS\n" + options + "\n";
}
EpanetNetwork network_of(const EpanetCase& from) {
  auto made = epanet_network(from, epanet_start(from));
  if (!made) FAIL(render(made.error().front(), false));
  CHECK(thermal::check_network(made->network).empty());
  return std::move(*made);
}
/// The law of the link between a and b.
template <class Law>
Law law_between(const std::string& sections, const std::string& options = "") {
  const auto from = parsed(with_between(sections, options));
  const auto made = network_of(from);
  for (const auto& link : made.network.links) {
    if (link.from.text() == "a" && link.to.text() == "b") return std::get<Law>(link.hydraulics);
  }
  FAIL("no such link");
  return {};
}

constexpr double foot_m = 0.3048, cubic_foot_m3 = foot_m * foot_m * foot_m;
constexpr double psi_pa = 6894.757293168;
/// A foot of EPANET's water is 0.4333 psi.
constexpr double foot_pa = 0.4333 * psi_pa;

double feet(PressureDifference drop) { return drop.in_si() / foot_pa; }
double feet(GaugePressure pressure) { return pressure.in_si() / foot_pa; }
double cfs(VolumeFlow flow) { return flow.in_si() / cubic_foot_m3; }

studies::LoopAnswer solved(const std::string& text) {
  auto answer = solve_epanet(parsed(text));
  if (!answer) FAIL(render(answer.error().front(), false));
  return std::move(*answer);
}
const studies::LoopLink& link_of(const studies::LoopAnswer& answer, const std::string& id) {
  for (std::size_t i = 0; i < answer.links.size(); ++i) {
    if (answer.network.links[i].id.text() == id) return answer.links[i];
  }
  FAIL("no link " + id);
  return answer.links.front();
}
const studies::LoopNode& node_of(const studies::LoopAnswer& answer, const std::string& id) {
  for (std::size_t i = 0; i < answer.nodes.size(); ++i) {
    if (answer.network.nodes[i].id.text() == id) return answer.nodes[i];
  }
  FAIL("no node " + id);
  return answer.nodes.front();
}

}  // namespace

TEST_CASE("a Hazen-Williams pipe drops what EPANET's formula says, its losses in velocity heads") {
  const auto law = law_between<thermal::PowerLaw>("[PIPES]\n p a b 500 6 120 2.5");
  const double q = cfs(law.flow), d = 0.5;
  CHECK(law.exponent == 1.852);
  CHECK(feet(law.drop) ==
        Approx(4.727 * 500.0 * std::pow(120.0, -1.852) * std::pow(d, -4.871) * std::pow(q, 1.852))
            .epsilon(1e-12));
  CHECK(feet(law.minor_drop) == Approx(0.02517 * 2.5 / std::pow(d, 4.0) * q * q).epsilon(1e-12));
  CHECK(law.bore.in_si() == Approx(d * foot_m));
}

TEST_CASE("a Chezy-Manning pipe drops what EPANET's formula says") {
  const auto law = law_between<thermal::PowerLaw>("[PIPES]\n p a b 500 6 0.012", "HEADLOSS C-M");
  const double q = cfs(law.flow), d = 0.5;
  const double speed = 4.0 * 0.012 / (1.49 * std::numbers::pi * d * d) * q;
  CHECK(law.exponent == 2.0);
  CHECK(feet(law.drop) == Approx(speed * speed * std::pow(d / 4.0, -1.333) * 500.0).epsilon(1e-12));
}

TEST_CASE("a Darcy-Weisbach pipe keeps its roughness, and viscosity comes as a multiple or as a figure") {
  const std::string pipe = "[PIPES]\n p a b 500 6 0.5 1";
  const auto law = law_between<thermal::Pipe>(pipe, "HEADLOSS D-W");
  CHECK(law.length.in_si() == Approx(500.0 * foot_m));
  CHECK(law.roughness.in_si() == Approx(0.5e-3 * foot_m));
  CHECK(law.minor_loss == Approx(0.02517 * std::numbers::pi * std::numbers::pi * 32.2 / 8.0).epsilon(1e-12));
  const auto viscosity_m2_s = [&](const std::string& options) {
    const auto from = parsed(with_between(pipe, "HEADLOSS D-W\n" + options));
    const auto made = network_of(from);
    const auto water = thermal::properties_of(made.network.circuits[0].fluid, made.network.circuits[0].start,
                                              made.network.atmosphere);
    return water.viscosity.in_si() / water.density.in_si();
  };
  CHECK(viscosity_m2_s("") == Approx(1.1e-5 * foot_m * foot_m));
  CHECK(viscosity_m2_s("VISCOSITY 2") == Approx(2.2e-5 * foot_m * foot_m));
  CHECK(viscosity_m2_s("VISCOSITY 2E-5") == Approx(2e-5 * foot_m * foot_m));
  CHECK(viscosity_m2_s("VISCOSITY 2E-6\n UNITS LPS") == Approx(2e-6));
}

TEST_CASE("units are EPANET's own rounded ones") {
  const auto flow_of = [](const std::string& unit) {
    const auto from = parsed(
        "[JUNCTIONS]\n a 0 10\n[RESERVOIRS]\n lake 30\n[PIPES]\n p lake a 100 100 100\n"
        "[OPTIONS]\n UNITS " +
        unit);
    return network_of(from).network.demands.front();
  };
  const auto m3_s = [&](const std::string& unit) {
    return std::get<VolumeFlow>(flow_of(unit).flow).in_si() / cubic_foot_m3;
  };
  CHECK(m3_s("GPM") == Approx(10.0 / 448.831).epsilon(1e-14));
  CHECK(m3_s("LPS") == Approx(10.0 / 28.317).epsilon(1e-14));
  CHECK(m3_s("CMH") == Approx(10.0 / 101.94).epsilon(1e-14));
  CHECK(m3_s("MLD") == Approx(10.0 / 2.4466).epsilon(1e-14));
}

TEST_CASE("a pump's curve is fitted, followed by straight lines, or a power") {
  const auto one = std::get<thermal::Pump::Power>(
      law_between<thermal::Pump>("[PUMPS]\n p a b HEAD c SPEED 0.9\n[CURVES]\n c 10 90").curve);
  CHECK(feet(one.shut_off) == Approx(1.33334 * 90.0));
  CHECK(cfs(one.flow) == Approx(10.0));
  CHECK(feet(one.drop) == Approx(0.33334 * 90.0));
  CHECK(one.exponent == Approx(std::log(1.33334 / 0.33334) / std::log(2.0)));
  const auto many =
      law_between<thermal::Pump>("[PUMPS]\n p a b HEAD c SPEED 0.9\n[CURVES]\n c 1 90\n c 2 80\n c 4 20");
  CHECK(many.speed == 0.9);
  const auto& points = std::get<thermal::Pump::Segments>(many.curve).points;
  REQUIRE(points.size() == 3);
  CHECK(cfs(points[2].flow) == Approx(4.0));
  CHECK(feet(points[2].head) == Approx(20.0));
  const auto power =
      std::get<thermal::Pump::ConstantPower>(law_between<thermal::Pump>("[PUMPS]\n p a b POWER 10").curve);
  CHECK(power.hydraulic.in_si() == Approx(8.814 * 10.0 * foot_pa * cubic_foot_m3));
}

TEST_CASE("valves of pressure and flow hold what they are set to, by EPANET's psi") {
  const auto prv = law_between<thermal::PressureReducer>("[VALVES]\n v a b 12 PRV 43.33");
  CHECK(feet(prv.set) == Approx(100.0));
  CHECK(std::holds_alternative<thermal::LinearLoss>(prv.open));
  const auto light =
      law_between<thermal::PressureReducer>("[VALVES]\n v a b 12 PRV 43.33", "SPECIFIC GRAVITY 0.8");
  CHECK(light.set.in_si() == Approx(43.33 * psi_pa));  // a pressure, whatever the density
  const auto psv = law_between<thermal::PressureSustainer>("[VALVES]\n v a b 12 PSV 43.33 2");
  const auto loss = std::get<thermal::Resistance>(psv.open);
  CHECK(feet(loss.drop) == Approx(0.02517 * 2.0 * cfs(loss.flow) * cfs(loss.flow)));
  CHECK(feet(law_between<thermal::PressureBreaker>("[VALVES]\n v a b 12 PBV 4.333").set) == Approx(10.0));
  CHECK(cfs(law_between<thermal::LimitedResistance>("[VALVES]\n v a b 12 FCV 3").most) == Approx(3.0));
}

TEST_CASE("valves of loss take their setting, their curve, or their position") {
  const auto k_of = [](const thermal::Resistance& loss) {
    return feet(loss.drop) / (cfs(loss.flow) * cfs(loss.flow)) / 0.02517;
  };
  CHECK(k_of(law_between<thermal::Resistance>("[VALVES]\n v a b 12 TCV 7 2")) == Approx(7.0));
  CHECK(k_of(law_between<thermal::Resistance>("[VALVES]\n v a b 12 TCV 7 2\n[STATUS]\n v OPEN")) ==
        Approx(2.0));
  CHECK(k_of(law_between<thermal::Resistance>("[VALVES]\n v a b 12 PCV 50 2")) == Approx(8.0));
  CHECK(k_of(law_between<thermal::Resistance>("[VALVES]\n v a b 12 PCV 100 2")) == Approx(2.0));
  CHECK(k_of(law_between<thermal::Resistance>(
            "[VALVES]\n v a b 12 PCV 50 2 c\n[CURVES]\n c 0 0\n c 50 20\n c 100 100")) == Approx(50.0));
  const auto gpv =
      law_between<thermal::TableLoss>("[VALVES]\n v a b 12 GPV c\n[CURVES]\n c 0 0\n c 2 3\n c 4 10");
  REQUIRE(gpv.points.size() == 3);
  CHECK(feet(gpv.points[1].head) == Approx(3.0));
}

TEST_CASE("a curve of losses that does not begin at no flow says what is made of it") {
  const auto from = parsed(with_between("[VALVES]\n v a b 12 GPV c\n[CURVES]\n c 1 5\n c 2 6"));
  const auto made = network_of(from);
  REQUIRE(made.notes.size() == 1);
  CHECK(made.notes[0].find("valve v") != std::string::npos);
}

TEST_CASE("statuses close, open for good, or leave to the setting") {
  const auto is_open = [](const std::string& sections) {
    const auto from = parsed(with_between(sections));
    return network_of(from).network.links.back().is_open;
  };
  CHECK(is_open("[PIPES]\n p a b 10 12 100"));
  CHECK_FALSE(is_open("[PIPES]\n p a b 10 12 100 0 CLOSED"));
  CHECK_FALSE(is_open("[PUMPS]\n p a b POWER 5 SPEED 0"));
  CHECK_FALSE(is_open("[PUMPS]\n p a b POWER 5 PATTERN off\n[PATTERNS]\n off 0"));
  CHECK_FALSE(is_open("[VALVES]\n v a b 12 PRV 50\n[STATUS]\n v CLOSED"));
  const auto open = law_between<thermal::LinearLoss>("[VALVES]\n v a b 12 PRV 50\n[STATUS]\n v OPEN");
  CHECK(feet(open.drop) == Approx(1e-6 * cfs(open.flow)));
  const auto from = parsed(with_between("[PIPES]\n p a b 10 12 100 CV"));
  CHECK(network_of(from).network.links.back().is_one_way);
}

TEST_CASE("a setting below zero is refused at its valve") {
  const auto from = parsed(with_between("[VALVES]\n v a b 12 TCV -7"));
  const auto made = epanet_network(from, epanet_start(from));
  REQUIRE_FALSE(made.has_value());
  CHECK(made.error().front().code == "E-INP-004");
}

TEST_CASE("a figure beyond all measure is refused, not a bug") {
  const auto from = parsed(with_between("[PIPES]\n p a b 1e300 1e-90 1e-200"));
  const auto answer = solve_epanet(from);
  REQUIRE_FALSE(answer.has_value());
  CHECK(answer.error().front().code == "E-INP-004");
}

TEST_CASE("tanks stand at their level, and take and give as it is") {
  const auto tank = [](const std::string& levels) {
    const auto from =
        parsed("[JUNCTIONS]\n a 0 1\n[TANKS]\n t 100 " + levels + "\n[PIPES]\n p t a 100 12 100\n");
    return network_of(from).network.reservoirs.front();
  };
  CHECK(feet(*tank("15 5 20 50").pressure) == Approx(15.0));
  CHECK(tank("15 5 20 50").may_take);
  CHECK(tank("15 5 20 50").may_give);
  CHECK_FALSE(tank("20 5 20 50").may_take);
  CHECK(tank("20 5 20 50 0 * YES").may_take);
  CHECK_FALSE(tank("5 5 20 50").may_give);
}

TEST_CASE("an emitter's coefficient is a flow at 1 psi, or at 1 m where units are metric") {
  const auto emitter = [](const std::string& unit) {
    const auto from = parsed(
        "[JUNCTIONS]\n a 0 0\n[RESERVOIRS]\n lake 100\n[PIPES]\n p lake a 100 12 100\n"
        "[EMITTERS]\n a 2\n[OPTIONS]\n PRESSURE KPA\n UNITS " +
        unit);
    return network_of(from).network.emitters.front();
  };
  CHECK(feet(emitter("CFS").at) == Approx(1.0 / 0.4333));
  CHECK(cfs(emitter("CFS").flow) == Approx(2.0));
  CHECK(feet(emitter("LPS").at) == Approx(1.0 / foot_m));
}

TEST_CASE("demands by pressure have EPANET's limits, inflows come whatever the pressure") {
  const auto from = parsed(
      "[JUNCTIONS]\n a 0 5\n b 0 -2\n[RESERVOIRS]\n lake 100\n"
      "[PIPES]\n p lake a 100 12 100\n q a b 100 12 100\n"
      "[OPTIONS]\n DEMAND MODEL PDA\n MINIMUM PRESSURE 4.333\n REQUIRED PRESSURE 43.33\n");
  const auto made = network_of(from);
  REQUIRE(made.network.demands.size() == 2);
  REQUIRE(made.network.demands[0].with_pressure.has_value());
  CHECK(feet(made.network.demands[0].with_pressure->least) == Approx(10.0));
  CHECK(feet(made.network.demands[0].with_pressure->full) == Approx(100.0));
  CHECK_FALSE(made.network.demands[1].with_pressure.has_value());
}

TEST_CASE("two pipes in a row share the head by their lengths") {
  const auto answer = solved(with_between("[PIPES]\n p a b 2000 12 100"));
  CHECK(answer.has_converged());
  // 150 ft over 4000 ft of one pipe.
  const double q = std::pow(150.0 * std::pow(100.0, 1.852) / (4.727 * 4000.0), 1.0 / 1.852);
  CHECK(cfs(link_of(answer, "p").flow) == Approx(q).epsilon(1e-9));
  CHECK(node_of(answer, "a").head.in_si() == Approx(162.5 * foot_m).epsilon(1e-9));
  CHECK(node_of(answer, "a").pressure.in_si() == Approx(152.5 * foot_pa).epsilon(1e-9));
  CHECK(cfs(node_of(answer, "sea").demand) == Approx(q).epsilon(1e-9));
  CHECK(cfs(node_of(answer, "lake").demand) == Approx(-q).epsilon(1e-9));
  CHECK(link_of(answer, "p").velocity.in_si() == Approx(q / (std::numbers::pi / 4.0) * foot_m));
}

TEST_CASE("a control by the pressure of a junction acts after the first solution") {
  const std::string pipes = "[PIPES]\n p a b 2000 12 100\n second a b 2000 12 100 CLOSED\n[CONTROLS]\n";
  const auto without = solved(with_between(pipes + " LINK second OPEN IF NODE a ABOVE 70"));
  CHECK(link_of(without, "second").status == LinkStatus::closed);
  const auto with =
      solved(with_between(pipes + " LINK second OPEN IF NODE a ABOVE 60"));  // 66.1 psi at first
  CHECK(link_of(with, "second").flow.in_si() == Approx(link_of(with, "p").flow.in_si()));
  CHECK(link_of(with, "p").flow.in_si() > 0.0);
}

TEST_CASE("controls that undo one another end with a note") {
  const auto answer =
      solved(with_between("[PIPES]\n p a b 2000 12 100\n second a b 2000 12 100 CLOSED\n[CONTROLS]\n"
                          " LINK second OPEN IF NODE a ABOVE 66\n LINK second CLOSED IF NODE a BELOW 65.9"));
  REQUIRE_FALSE(answer.notes.empty());
  CHECK(answer.notes.back().find("undo one another") != std::string::npos);
}

TEST_CASE("what is asked for behind a closed pipe has no answer, the rest has") {
  const auto answer = solved(
      "[JUNCTIONS]\n a 0 1\n b 0 1\n[RESERVOIRS]\n lake 100\n[PIPES]\n p lake a 100 12 100\n q a b 100 12 "
      "100 0 CLOSED\n");
  CHECK(answer.outcome() == studies::LoopOutcome::infeasible);
  CHECK(node_of(answer, "b").head.is_missing());
  CHECK_FALSE(node_of(answer, "b").reason.empty());
  CHECK(cfs(link_of(answer, "p").flow) * 448.831 == Approx(1.0));
}

TEST_CASE("what stands behind a closed pipe without asking for anything is cut off and no failure") {
  const auto answer = solved(
      "[JUNCTIONS]\n a 0 1\n b 0 0\n[RESERVOIRS]\n lake 100\n[PIPES]\n p lake a 100 12 100\n q a b 100 12 "
      "100 0 CLOSED\n");
  CHECK(answer.has_converged());
  CHECK(node_of(answer, "b").head.is_missing());
  CHECK_FALSE(node_of(answer, "b").reason.empty());
}
