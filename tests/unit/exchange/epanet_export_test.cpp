#include "exchange/epanet_export.hpp"

#include "exchange/epanet_answer.hpp"

#include <catch2/catch.hpp>

#include <sstream>

using namespace shellfit;
using namespace shellfit::exchange;
using thermal::CircuitId;
using thermal::LinkId;
using thermal::LinkStatus;
using thermal::NodeId;

namespace {

/// A pump, a pipe up to the users and back, and two users: one behind a valve that limits, one whose valve is
/// open.
thermal::Network ring() {
  thermal::Network network;
  network.atmosphere = 101.325 * units::kPa_absolute;
  const CircuitId id("fws");
  network.circuits = {
      {id, thermal::Fluid::water, NodeId("return"), 100.0 * units::kPa_gauge, 20.0 * units::degC}};
  for (const auto& [name, height] :
       {std::pair{"return", 0.0}, {"discharge", 0.0}, {"supply", 4.0}, {"back", 4.0}})
    network.nodes.push_back({NodeId(name), id, height * units::m});
  const auto join = [&](const char* name, const char* from, const char* to, thermal::Hydraulics law) {
    network.links.push_back({LinkId(name), NodeId(from), NodeId(to), std::move(law), 0.0 * units::W_heat});
  };
  const auto point = [](double litres, double kpa) {
    return thermal::CurvePoint{litres * units::L_per_s, kpa * units::kPa};
  };
  join("pump", "return", "discharge",
       thermal::Pump{thermal::Pump::Smooth{{point(0, 320), point(20, 300), point(40, 220)}}});
  const thermal::Pipe pipe{60.0 * units::m, 0.15 * units::m, 0.05 * units::mm, 4.0};
  join("there", "discharge", "supply", pipe);
  join("home", "back", "return", pipe);
  const thermal::Resistance user{10.0 * units::L_per_s, 80.0 * units::kPa};
  join("limited", "supply", "back", thermal::LimitedResistance{user, 8.0 * units::L_per_s});
  join("open", "supply", "back", thermal::LimitedResistance{user, 90.0 * units::L_per_s});
  return network;
}

studies::LoopAnswer solved() {
  auto answer = studies::solve_isothermal(ring());
  answer.name = "hall";
  return answer;
}
std::string exported(const studies::LoopAnswer& answer) {
  const auto text = epanet_text(answer, "fws");
  if (!text) FAIL(text.error());
  return *text;
}
studies::LoopAnswer read_back(const std::string& text) {
  const auto read = parse_epanet_case("fws.inp", text);
  if (!read) FAIL(render(read.error().front(), false));
  auto answer = solve_epanet(*read);
  if (!answer) FAIL(render(answer.error().front(), false));
  return std::move(*answer);
}
template <class Described>
std::size_t place_of(const std::vector<Described>& described, const std::string& id) {
  for (std::size_t i = 0; i < described.size(); ++i) {
    if (described[i].id.text() == id) return i;
  }
  FAIL("no " + id);
  return 0;
}
/// The figure after the word FCV on the line of a valve.
double limit_in(const std::string& text, const std::string& valve) {
  std::istringstream line(text.substr(text.find(" " + valve + "  supply")));
  std::string word;
  while (line >> word && word != "FCV") {
  }
  double figure = 0.0;
  line >> figure;
  return figure;
}
constexpr double file_litres = 28.317 / 28.316846592;

}  // namespace

TEST_CASE("an exported loop reads back to the same flows and heads, whether its valves limit or not") {
  const auto answer = solved();
  const auto limited = place_of(answer.network.links, "limited"),
             open = place_of(answer.network.links, "open");
  REQUIRE(answer.links[limited].status == LinkStatus::limiting);
  REQUIRE(answer.links[open].status == LinkStatus::open);
  const auto text = exported(answer);
  const auto again = read_back(text);
  CHECK(again.has_converged());
  for (std::size_t i = 0; i < answer.links.size(); ++i) {
    const auto& id = answer.network.links[i].id.text();
    CAPTURE(id);
    // EPANET's own water is as heavy as 0.4333 psi a foot make it.
    CHECK(again.links[place_of(again.network.links, id)].mass_flow.in_si() ==
          Approx(answer.links[i].mass_flow.in_si()).epsilon(2e-4));
  }
  for (std::size_t i = 0; i < answer.nodes.size(); ++i) {
    const auto& id = answer.network.nodes[i].id.text();
    CAPTURE(id);
    CHECK(again.nodes[place_of(again.network.nodes, id)].head.in_si() ==
          Approx(answer.nodes[i].head.in_si()).margin(1e-3));
  }
}

TEST_CASE("a limit is written as it is set, not as what flows") {
  auto answer = solved();
  const auto limited = place_of(answer.network.links, "limited");
  CHECK(limit_in(exported(answer), "limited") == Approx(8.0 * file_litres).epsilon(1e-12));
  CHECK(limit_in(exported(answer), "open") == Approx(90.0 * file_litres).epsilon(1e-12));
  answer.links[limited].mass_flow = 0.5 * answer.links[limited].mass_flow;
  CHECK(limit_in(exported(answer), "limited") == Approx(8.0 * file_litres).epsilon(1e-12));
  // A limit is a volume of what the link holds, EPANET's one of the mean.
  answer.links[limited].fluid = 60.0 * units::degC;
  const auto warm = thermal::properties_of(thermal::Fluid::water, 60.0 * units::degC, ring().atmosphere);
  CHECK(limit_in(exported(answer), "limited") ==
        Approx(8.0 * file_litres * warm.density.in_si() / answer.density_kg_m3.front()).epsilon(1e-9));
}

TEST_CASE("no name of a study becomes a heading of its file") {
  auto answer = solved();
  for (const auto* name : {"[END] of my hall", "[PIPES]", "", "a\n[END]\n"}) {
    CAPTURE(name);
    answer.name = name;
    const auto read = parse_epanet_case("fws.inp", exported(answer));
    REQUIRE(read.has_value());
    CHECK(read->links.size() == answer.links.size() + 1);
    CHECK(read->title.starts_with("Study:"));
  }
}

TEST_CASE("the vessel is a reservoir that says what it is") {
  const auto text = exported(solved());
  CHECK(text.find("; the vessel\n") != std::string::npos);
  CHECK(text.find("; to the vessel\n") != std::string::npos);
  const auto again = read_back(text);
  REQUIRE(again.problem.reservoirs.size() == 1);
}

TEST_CASE("without an answer nothing is exported, and only closed loops of liquids can be") {
  auto answer = solved();
  CHECK(epanet_circuits(answer.problem) == std::vector<std::string>{"fws"});
  CHECK_FALSE(epanet_text(answer, "chw").has_value());
  answer.density_kg_m3.clear();
  CHECK(epanet_text(answer, "fws").error() == "it has no answer to export");
  auto air = ring();
  air.circuits.front().fluid = thermal::Fluid::air;
  CHECK(epanet_circuits(thermal::to_problem(air)).empty());
}
