#include "reports/thermal_text.hpp"

#include "reports/json_figures.hpp"
#include "reports/text_lines.hpp"
#include "reports/thermal_json.hpp"

#include <catch2/catch.hpp>

using namespace shellfit;
using namespace shellfit::reports;
using thermal::CircuitId;
using thermal::LinkId;
using thermal::NodeId;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

void join(thermal::Network& network, const std::string& id, const std::string& from, const std::string& to,
          thermal::Hydraulics law, bool is_open = true) {
  network.links.push_back(
      {LinkId(id), NodeId(from), NodeId(to), std::move(law), 0.0 * units::W_heat, false, is_open});
}
const thermal::Resistance loss{1.0 * units::L_per_s, 10.0 * units::kPa};

/// A lake, a valve to a junction that asks for 1 L/s, and whatever `add` joins to that.
template <class Add>
studies::LoopAnswer solved(Add add) {
  thermal::Network network;
  network.atmosphere = 101.325 * units::kPa_absolute;
  const CircuitId id("network");
  network.circuits = {{id, thermal::Fluid::water, {}, {}, 20.0 * units::degC}};
  for (const auto* node : {"lake", "a", "b"}) network.nodes.push_back({NodeId(node), id, 0.0 * units::m});
  network.reservoirs = {{NodeId("lake"), GaugePressure::from_si(0.0), {}}};
  network.demands = {{NodeId("a"), 1.0 * units::L_per_s, {}, {}}};
  join(network, "first", "lake", "a", loss);
  add(network);
  return studies::solve_isothermal(std::move(network));
}
const studies::LoopNode& last_node(const studies::LoopAnswer& answer) { return answer.nodes.back(); }

}  // namespace

TEST_CASE("a node behind a closed link is cut off and not counted as solved") {
  const auto answer = solved([](auto& network) { join(network, "second", "a", "b", loss, false); });
  CHECK(last_node(answer).no_pressure == studies::NoPressure::cut_off);
  CHECK(has(last_node(answer).reason, "closed or at a bound"));
  CHECK(has(thermal_text(answer), "2 of 3 nodes"));
  CHECK(has(thermal_text(answer), "1 node, behind links that are closed or at a bound"));
}

TEST_CASE("a valve that limits to nothing cuts off without being closed") {
  const auto answer = solved([](auto& network) {
    join(network, "second", "a", "b", thermal::LimitedResistance{loss, 0.0 * units::L_per_s});
  });
  CHECK(last_node(answer).no_pressure == studies::NoPressure::cut_off);
  CHECK_FALSE(has(thermal_text(answer), "behind closed links"));
}

TEST_CASE("where flows are given no pressure is asked for, and nothing is cut off") {
  const auto answer = solved([](auto& network) {
    join(network, "fan", "a", "b", thermal::GivenFlow{1.0 * units::L_per_s});
    join(network, "back", "b", "a", thermal::GivenFlow{1.0 * units::L_per_s});
  });
  CHECK(last_node(answer).no_pressure == studies::NoPressure::not_asked);
  CHECK(last_node(answer).reason == "its flows are given, and no pressure is asked for");
  CHECK(has(thermal_text(answer), "3 of 3 nodes"));
  CHECK_FALSE(has(thermal_text(answer), "cut off"));
}

TEST_CASE("the lowest and the highest pressure are of junctions") {
  const auto answer = solved([](auto& network) { join(network, "second", "a", "b", loss); });
  CHECK(answer.nodes.front().pressure.in_si() == 0.0);
  CHECK_FALSE(has(thermal_text(answer), "at lake"));
  CHECK(has(thermal_text(answer), "lowest pressure -10 kPa"));
}

TEST_CASE("without an answer no pump, no valve and no flow is told, and no status") {
  auto answer = solved([](auto& network) {
    join(network, "second", "a", "b", thermal::LimitedResistance{loss, 2.0 * units::L_per_s});
    join(network, "pump", "a", "b",
         thermal::Pump{thermal::Pump::Power{30.0 * units::kPa, 1.0 * units::L_per_s, 10.0 * units::kPa}});
  });
  CHECK(has(thermal_text(answer), "valve "));
  CHECK(has(thermal_text(answer), "pump "));
  for (auto& link : answer.links) link = {};
  for (auto& node : answer.nodes) node = {};
  const auto text = thermal_text(answer);
  for (const auto* word : {"valve ", "pump ", "flow", "open", "nothing"}) CHECK_FALSE(has(text, word));
  CHECK(has(text, "0 of 3 nodes"));
  const auto json = Json::parse(thermal_json(answer));
  REQUIRE(json["links"].size() == 3);
  for (const auto& link : json["links"]) CHECK(link["status"].is_null());
}

TEST_CASE("the title of a file stands below its name") {
  auto answer = solved([](auto&) {});
  answer.name = "net";
  answer.title = "A lake and a junction";
  CHECK(thermal_text(answer).starts_with("net (normal)\nA lake and a junction\n\n"));
  CHECK(Json::parse(thermal_json(answer))["title"] == "A lake and a junction");
  answer.title.clear();
  CHECK(thermal_text(answer).starts_with("net (normal)\n\n"));
  CHECK(Json::parse(thermal_json(answer))["title"].is_null());
}

TEST_CASE("one line more is one line, not lines") {
  std::vector<std::string> lines(most_text_lines + 1, "text");
  CHECK(has(first_lines("pump", lines, "pump", "pumps"), "and 1 pump more\n"));
  CHECK(has(note_lines(lines), "and 1 note more"));
  lines.emplace_back("text");
  CHECK(has(first_lines("pump", lines, "pump", "pumps"), "and 2 pumps more\n"));
  CHECK(has(note_lines(lines), "and 2 notes more"));
}

TEST_CASE("figures in JSON have no signed zero, and what is missing is null") {
  CHECK(number(-0.0).dump() == "0.0");
  CHECK(figure(-0.0 * units::MW, units::MW).dump() == "0.0");
  CHECK(number(std::nan("")).is_null());
  CHECK(number(std::optional<double>{}).is_null());
  CHECK(figure(RealPower{}, units::MW).is_null());
  CHECK(words("").is_null());
  CHECK(rows(std::vector<int>{}, [](std::size_t, Json&) {}).dump() == "[]");
}
