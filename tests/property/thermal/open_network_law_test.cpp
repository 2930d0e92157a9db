#include "tests/property/law.hpp"
#include "tests/unit/thermal/open_networks.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <map>

using namespace shellfit;
using namespace shellfit::thermal;
using testing::between;
using testing::law;

namespace {

/// A connected network of 3 to 12 nodes with one to three reservoirs, demands, an emitter at times, pipes of
/// both kinds, check valves, pumps, valves that limit, and at times one that reduces pressure. Some pipes are
/// so wide, or demands so small, that next to nothing drops there.
Network random_network() {
  const auto pick = [](int from, int to) { return *rc::gen::inRange(from, to); };
  const int count = pick(3, 13);
  std::vector<std::string> nodes;
  for (int i = 0; i < count; ++i) nodes.push_back("n" + std::to_string(i));
  auto network = open_net(nodes);
  for (auto& node : network.nodes) node.elevation = between(0, 30) * units::m;
  const int reservoirs = pick(1, 4);
  for (int i = 0; i < reservoirs && i < count - 1; ++i)
    hold(network, nodes[static_cast<std::size_t>(i)], between(100, 600));
  const auto some_pipe = [&]() -> Hydraulics {
    switch (pick(0, 5)) {
      case 0:
        return rough_pipe(between(1, 50), between(1, 20));
      case 1:
        return Pipe{between(1, 300) * units::m, between(25, 300) * units::mm, 0.05 * units::mm,
                    between(0, 5)};
      case 2:
        return Pipe{between(0.1, 20) * units::m, between(1000, 3000) * units::mm, 0.05 * units::mm, 0};
      case 3:
        return resistance(between(1, 50), between(1, 20));
      default:
        return wide_open();
    }
  };
  for (int i = 1; i < count; ++i) {
    const auto other = nodes[static_cast<std::size_t>(pick(0, i))];
    const auto self = nodes[static_cast<std::size_t>(i)];
    const auto id = "l" + std::to_string(i);
    const int kind = pick(0, 10);
    if (kind == 0)
      join(network, id, other, self, pump({{0, between(100, 300)}, {10, between(50, 90)}, {20, 10}}));
    else if (kind == 1)
      join(network, id, other, self, LimitedResistance{wide_open(), between(0, 10) * units::L_per_s});
    else
      join(network, id, other, self, some_pipe());
    if (kind == 2) network.links.back().is_one_way = true;
    if (pick(0, 3) == 0 && i >= reservoirs) draw(network, self, pick(0, 4) == 0 ? 1e-5 : between(-1, 4));
  }
  const int chords = pick(0, count);
  for (int i = 0; i < chords; ++i) {
    const auto a = static_cast<std::size_t>(pick(0, count));
    const auto b = static_cast<std::size_t>(pick(0, count));
    if (a == b) continue;
    join(network, "c" + std::to_string(i), nodes[a], nodes[b], some_pipe());
    if (pick(0, 4) == 0) network.links.back().is_one_way = true;
  }
  if (pick(0, 3) == 0)
    network.emitters = {
        {NodeId(nodes.back()), 1.0 * units::L_per_s, 100.0 * units::kPa, 0.5, pick(0, 2) == 0}};
  if (count > 3 && pick(0, 3) == 0)
    join(network, "prv", nodes[static_cast<std::size_t>(count - 2)], nodes.back(),
         PressureReducer{wide_open(), between(50, 300) * units::kPa_gauge});
  return network;
}

/// For the log of a counterexample.
std::string text_of(const Network& network) {
  std::string text;
  for (const auto& one : network.reservoirs)
    text += fmt::format("{} {:.1f} kPa; ", one.node.text(), one.pressure->in(units::kPa_gauge));
  for (const auto& one : network.nodes)
    text += fmt::format("{} {:.2f} m; ", one.id.text(), one.elevation.in_si());
  for (const auto& one : network.demands)
    text +=
        fmt::format("{} draws {:.3f} L/s; ", one.node.text(), 1e3 * std::get<VolumeFlow>(one.flow).in_si());
  for (const auto& one : network.emitters) text += fmt::format("{} emits; ", one.node.text());
  for (const auto& one : network.links) {
    text += fmt::format("{} {} {}{} {}", one.id.text(), one.from.text(), one.is_one_way ? "> " : "",
                        one.to.text(), one.hydraulics.index());
    if (const auto* limited = std::get_if<LimitedResistance>(&one.hydraulics))
      text += fmt::format(" up to {:.3f} L/s", 1e3 * limited->most.in_si());
    if (const auto* law = std::get_if<PowerLaw>(&one.hydraulics))
      text += fmt::format(" {:.3f} kPa at {:.3f} L/s", 1e-3 * law->drop.in_si(), 1e3 * law->flow.in_si());
    text += "; ";
  }
  return text;
}

double throughput_of(const Solution& s) {
  double most = 1e-9;
  for (const auto& link : s.links) most = std::max(most, std::fabs(link.mass_flow.in_si()));
  return most;
}
double most_pressure(const Solution& s) {
  double most = 1.0;
  for (const auto& node : s.nodes) {
    if (node.has_pressure) most = std::max(most, std::fabs(node.pressure.in_si()));
  }
  return most;
}
/// What a link drops at its flow, with its own fluid.
LinkDrop law_of(const Network& network, const NetworkProblem& problem, const Solution& s, std::size_t i) {
  const auto p = fluid_in(network, problem, s, i);
  const LinkFluid fluid{p.density.in_si(), p.viscosity.in_si(), p.heat.in_si()};
  return LinkLaw(problem.links[i], FrictionLaw::swamee_jain, fluid, 1.0, 1.0)
      .drop(s.links[i].mass_flow.in_si());
}

}  // namespace

TEST_CASE("an open network has flows, or says what it cannot feed") {
  int solved_ones = 0;
  law(
      [&] {
        const auto network = random_network();
        RC_PRE(check_network(network).empty());
        const auto s = solved(network);
        RC_LOG() << s.reason << text_of(network);
        RC_ASSERT(s.has_converged || s.failure == Failure::unfed_demand ||
                  s.failure == Failure::contradictory_flows);
        solved_ones += s.has_converged ? 1 : 0;
      },
      1500);
  CHECK(solved_ones > 500);
}

TEST_CASE("what enters a node of an open network leaves it") {
  law(
      [] {
        const auto network = random_network();
        RC_PRE(check_network(network).empty());
        const auto s = solved(network);
        RC_PRE(s.has_converged);
        const auto problem = to_problem(network);
        std::vector<double> in(network.nodes.size(), 0.0);
        for (std::size_t i = 0; i < network.links.size(); ++i) {
          in[static_cast<std::size_t>(problem.links[i].from)] -= s.links[i].mass_flow.in_si();
          in[static_cast<std::size_t>(problem.links[i].to)] += s.links[i].mass_flow.in_si();
        }
        const auto take = [&](const auto& parts, const std::vector<MassFlow>& flows, double sign) {
          for (std::size_t k = 0; k < parts.size(); ++k)
            in[static_cast<std::size_t>(problem.node_index.at(parts[k].node))] += sign * flows[k].in_si();
        };
        take(network.demands, s.demands, -1);
        take(network.emitters, s.emitters, -1);
        take(network.reservoirs, s.reservoirs, 1);
        for (const double one : in) RC_ASSERT(std::fabs(one) <= 1e-8 * throughput_of(s));
      },
      1500);
}

TEST_CASE("each link of an open network follows its law or stands at a bound that holds it") {
  law(
      [] {
        const auto network = random_network();
        RC_PRE(check_network(network).empty());
        const auto s = solved(network);
        RC_PRE(s.has_converged);
        const auto problem = to_problem(network);
        const double most_pa = most_pressure(s);
        for (std::size_t i = 0; i < network.links.size(); ++i) {
          const auto& link = s.links[i];
          if (link.drop.is_missing()) continue;
          const auto law = law_of(network, problem, s, i);
          const double beyond = link.drop.in_si() - law.drop_pa;
          const double close = 1e-7 * most_pa + 1e-9 * law.slope_pa_s_kg * throughput_of(s);
          const bool is_wrong =
              (link.status == LinkStatus::open && std::fabs(beyond) > close) ||
              (link.status == LinkStatus::limiting && link.mass_flow.in_si() > 0.0 && beyond < -close) ||
              (link.status == LinkStatus::below_head && beyond > close) ||
              (link.status == LinkStatus::stopped && beyond > close &&
               problem.links[i].kind != NetworkProblem::LinkKind::reducer);
          if (is_wrong)
            RC_LOG() << network.links[i].id.text() << " beyond " << beyond << ' ' << text_of(network);
          RC_ASSERT_FALSE(is_wrong);
          if (problem.links[i].is_one_way) RC_ASSERT(link.mass_flow.in_si() >= 0.0);
        }
      },
      1500);
}

TEST_CASE("neither order nor start change the flows of an open network") {
  law(
      [] {
        auto network = random_network();
        RC_PRE(check_network(network).empty());
        const auto s = solved(network);
        RC_PRE(s.has_converged);
        const auto problem_of_s = to_problem(network);
        auto other = network;
        std::reverse(other.links.begin(), other.links.end());
        std::reverse(other.nodes.begin(), other.nodes.end());
        const auto problem = to_problem(other);
        ThermalModel model(problem);
        auto state = normal_state(problem);
        const auto first = model.solve(state);
        RC_ASSERT(first.has_converged);
        // From the answer to another state.
        for (auto& demand : state.demand_m3_s) demand *= 0.5;
        const auto less = model.solve(state);
        RC_PRE(less.has_converged);
        const auto again = model.solve(normal_state(problem), &less);
        RC_LOG() << again.reason << text_of(network);
        RC_ASSERT(again.has_converged);
        const auto count = network.links.size();
        const double rounding_pa = 2e-12 * most_pressure(s);
        for (std::size_t i = 0; i < count; ++i) {
          // Links without loss to speak of share a flow as rounding has it.
          const double close =
              1e-6 * throughput_of(s) + rounding_pa / law_of(network, problem_of_s, s, i).slope_pa_s_kg;
          const double one = s.links[i].mass_flow.in_si();
          RC_LOG() << network.links[i].id.text() << ' ' << one << ' '
                   << first.links[count - 1 - i].mass_flow.in_si() << ' '
                   << again.links[count - 1 - i].mass_flow.in_si();
          RC_ASSERT(std::fabs(first.links[count - 1 - i].mass_flow.in_si() - one) <= close);
          RC_ASSERT(std::fabs(again.links[count - 1 - i].mass_flow.in_si() - one) <= close);
        }
      },
      800);
}
