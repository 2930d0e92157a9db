#include "exchange/epanet_start.hpp"

#include "exchange/epanet_curves.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <string>

using namespace shellfit;
using namespace shellfit::exchange;
using epanet::Status;

namespace {

/// Rows of nodes and links below.
constexpr std::size_t a = 0, b = 1, lake = 2, tower = 3, main_pipe = 0, pump = 1, valve = 3;

EpanetStart start_with(const std::string& more, const std::string& pump_words = "") {
  auto parsed = parse_epanet_case("start.inp",
                                  "[JUNCTIONS]\n a 10 5 day\n b 12 7\n"
                                  "[RESERVOIRS]\n lake 100 tide\n"
                                  "[TANKS]\n tower 40 3 1 6 20\n"
                                  "[PIPES]\n main a b 1000 12 110\n"
                                  "[PUMPS]\n pump lake a POWER 5 " +
                                      pump_words +
                                      "\n"
                                      "[PIPES]\n up b tower 100 12 110\n"
                                      "[VALVES]\n valve a b 8 PRV 55\n"
                                      "[PATTERNS]\n day 1.0 0.5 2.0\n tide 1.1 0.9\n off 0 1.3\n" +
                                      more + "\n[END]\n");
  if (!parsed) FAIL(render(parsed.error().front(), false));
  return epanet_start(*parsed);
}
EpanetStart start_with_control(const std::string& line) { return start_with("[CONTROLS]\n" + line); }
bool closes_main(const std::string& when) {
  return start_with_control("LINK main CLOSED " + when).links[main_pipe].status == Status::closed;
}

}  // namespace

TEST_CASE("demands follow their pattern, the default pattern and the multiplier") {
  CHECK(start_with("").demands == std::vector<double>{5.0, 7.0, 0.0, 0.0});
  CHECK(start_with("[OPTIONS]\n DEMAND MULTIPLIER 2\n PATTERN day\n[TIMES]\n PATTERN START 1:00").demands ==
        std::vector<double>{5.0, 7.0, 0.0, 0.0});
  CHECK(start_with("[DEMANDS]\n b 1\n b 2 day\n[TIMES]\n PATTERN START 2:30").demands[b] == 1.0 + 2.0 * 2.0);
}

TEST_CASE("patterns begin again behind their last factor") {
  CHECK(start_with("[TIMES]\n PATTERN START 4:00").demands[a] == 2.5);
  CHECK(start_with("[TIMES]\n PATTERN START 4:00\n PATTERN TIMESTEP 2:00").demands[a] == 10.0);
}

TEST_CASE("a reservoir's pattern multiplies its head, a tank stands at its level") {
  const auto start = start_with("");
  CHECK(start.fixed_heads[lake].value() == Approx(110.0));
  CHECK(start.fixed_heads[tower].value() == 43.0);
  CHECK(!start.fixed_heads[a].has_value());
  CHECK(start_with("[TIMES]\n PATTERN START 1:00").fixed_heads[lake].value() == Approx(90.0));
}

TEST_CASE("a pump's pattern goes before its speed and its status") {
  CHECK(start_with("", "SPEED 1.2").links[pump].setting == 1.2);
  const auto stopped = start_with("", "SPEED 1.2 PATTERN off").links[pump];
  CHECK(stopped.status == Status::closed);
  const auto running =
      start_with("[STATUS]\n pump CLOSED\n[TIMES]\n PATTERN START 1:00", "PATTERN off").links[pump];
  CHECK(running.status == Status::open);
  CHECK(running.setting == 1.3);
}

TEST_CASE("controls act at time 0 when it is their time, time of day or level") {
  CHECK(closes_main("AT TIME 0"));
  CHECK(!closes_main("AT TIME 1"));
  CHECK(!closes_main("AT TIME 0 DISABLED"));
  CHECK(closes_main("AT CLOCKTIME 12 AM"));
  CHECK(closes_main("AT CLOCKTIME 6 PM\n[TIMES]\n START CLOCKTIME 6 PM"));
  CHECK(!closes_main("AT CLOCKTIME 6 AM\n[TIMES]\n START CLOCKTIME 6 PM"));
  CHECK(closes_main("IF NODE tower BELOW 3"));
  CHECK(closes_main("IF NODE tower ABOVE 3"));
  CHECK(!closes_main("IF NODE tower BELOW 2.9"));
  CHECK(!closes_main("IF NODE tower ABOVE 3.1"));
  CHECK(closes_main("IF NODE lake ABOVE 9"));
  CHECK(!closes_main("IF NODE lake BELOW 9"));
}

TEST_CASE("later controls go before earlier ones, and before patterns") {
  CHECK(start_with_control("LINK main CLOSED AT TIME 0\nLINK main OPEN AT TIME 0").links[main_pipe].status ==
        Status::open);
  const auto start =
      start_with("[CONTROLS]\n LINK pump 0.8 AT TIME 0\n LINK valve CLOSED AT TIME 0", "PATTERN off");
  CHECK(start.links[pump].status == Status::open);
  CHECK(start.links[pump].setting == 0.8);
  CHECK(start.links[valve].status == Status::closed);
  CHECK(start_with_control("LINK valve 30 AT TIME 0").links[valve].setting == 30.0);
}

TEST_CASE("controls by the pressure of a junction wait for a solution") {
  const auto start = start_with_control("LINK main CLOSED IF NODE a BELOW 99\nLINK main CLOSED AT TIME 7");
  CHECK(start.links[main_pipe].status == Status::open);
  CHECK(start.pressure_controls == std::vector<std::size_t>{0});
}

TEST_CASE("levels with the same volume under them are one level") {
  const std::string curve = "[CURVES]\n v 0 0\n v 2 100\n v 4 100\n v 6 300\n";
  const auto text = [&](const std::string& level) {
    return "[JUNCTIONS]\n a 0\n[TANKS]\n t 0 3 0 6 9 0 v\n[PIPES]\n p a t 1 1 1\n" + curve +
           "[CONTROLS]\n LINK p CLOSED IF NODE t BELOW " + level + "\n[END]\n";
  };
  const auto is_closed = [&](const std::string& level) {
    const auto parsed = parse_epanet_case("volume.inp", text(level));
    REQUIRE(parsed);
    return epanet_start(*parsed).links[0].status == Status::closed;
  };
  CHECK(is_closed("2.5"));
  CHECK(!is_closed("1.9"));
}

TEST_CASE("a pump curve goes through its points") {
  // H = 60 - 0.1 q^2 and, of one point, H = 1.33334 H1 at no flow and 0 at twice the flow.
  const auto three = fit_epanet_pump({"h", {0, 10, 20}, {60, 50, 20}, {}});
  REQUIRE(three);
  CHECK(three->shut_off == 60.0);
  CHECK(three->exponent == Approx(2.0).epsilon(1e-12));
  CHECK(three->factor == Approx(0.1).epsilon(1e-12));
  const auto one = fit_epanet_pump({"h", {10}, {30}, {}});
  REQUIRE(one);
  CHECK(one->shut_off == Approx(40.0002));
  CHECK(one->shut_off - one->factor * std::pow(10.0, one->exponent) == Approx(30.0));
  CHECK(one->shut_off - one->factor * std::pow(20.0, one->exponent) == Approx(0.0).margin(1e-9));
  CHECK(!fit_epanet_pump({"h", {0, 10, 20}, {60, 60, 20}, {}}).has_value());
  CHECK(!fit_epanet_pump({"h", {0}, {60}, {}}).has_value());
  CHECK(!is_fitted({"h", {1, 10, 20}, {60, 50, 20}, {}}));
}

TEST_CASE("a curve is straight between its points and flat beyond them") {
  const epanet::Curve curve{"v", {1, 3}, {10, 30}, {}};
  CHECK(interpolated(curve, 0.0) == 10.0);
  CHECK(interpolated(curve, 2.0) == Approx(20.0));
  CHECK(interpolated(curve, 9.0) == 30.0);
}

TEST_CASE("EPANET's units are its own rounded ones") {
  using namespace epanet;
  CHECK(in_cubic_foot_per_second(FlowUnit::gpm) == 448.831);
  CHECK(is_metric(FlowUnit::lps));
  CHECK(!is_metric(FlowUnit::afd));
  CHECK(in_foot_of_head(PressureUnit::psi, 1.2) == Approx(0.4333 * 1.2));
  CHECK(in_foot_of_head(PressureUnit::metres, 1.2) == 0.3048);
}
