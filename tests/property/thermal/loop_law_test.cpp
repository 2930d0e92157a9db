#include "tests/property/thermal/random_loop.hpp"
#include "thermal/rating.hpp"

#include <algorithm>
#include <cmath>
#include <map>

using namespace shellfit;
using namespace shellfit::thermal;
using shellfit::testing::between;
using shellfit::testing::law;

namespace {

template <class T>
void shuffle(std::vector<T>& items) {
  for (std::size_t i = items.size(); i > 1; --i)
    std::swap(items[i - 1], items[static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(i)))]);
}
double largest_flow(const Solution& s) {
  double most = 0;
  for (const auto& link : s.links) most = std::max(most, std::fabs(link.flow.in_si()));
  return most;
}

}  // namespace

TEST_CASE("flow balances at every node to 1e-8 of the throughput") {
  law([] {
    const auto network = random_loop();
    const auto s = answer(network);
    std::map<std::string, double> balance;
    double throughput = 0;
    for (std::size_t i = 0; i < network.links.size(); ++i) {
      const double q = s.links[i].mass_flow.in_si();
      balance[network.links[i].from.text()] -= q;
      balance[network.links[i].to.text()] += q;
      throughput = std::max(throughput, std::fabs(q));
    }
    RC_ASSERT(throughput > 0);
    for (const auto& [node, sum] : balance) RC_ASSERT(std::fabs(sum) <= 1e-8 * throughput);
  });
}

TEST_CASE("drops add up to nothing around every loop") {
  law([] {
    // Static pressure differences, height put back in, equal each link's own drop.
    const auto network = random_loop();
    const auto s = answer(network);
    const auto problem = to_problem(network);
    for (std::size_t i = 0; i < network.links.size(); ++i) {
      const auto from = static_cast<std::size_t>(problem.links[i].from);
      const auto to = static_cast<std::size_t>(problem.links[i].to);
      const double weight = fluid_in(network, problem, s, i).density.in_si() * gravity_m_s2;
      const double head = (s.nodes[from].pressure - s.nodes[to].pressure).in_si() +
                          weight * (problem.elevation_m[from] - problem.elevation_m[to]);
      RC_ASSERT(std::fabs(head - s.links[i].drop.in_si()) <= 1e-8 * 4e5);
    }
  });
}

TEST_CASE("each link's drop is that of its own law at its flow") {
  law([] {
    const auto network = random_loop();
    const auto s = answer(network);
    for (std::size_t i = 0; i < network.links.size(); ++i) {
      const double q = s.links[i].flow.in_si();
      if (const auto* one = std::get_if<Resistance>(&network.links[i].hydraulics)) {
        if (q < 1e-2 * one->flow.in_si()) continue;  // linear near rest
        const double expected = one->drop.in_si() * std::pow(q / one->flow.in_si(), 2);
        RC_ASSERT(std::fabs(s.links[i].drop.in_si() - expected) <= 1e-7 * expected + 1e-2);
      } else if (const auto* limited = std::get_if<LimitedResistance>(&network.links[i].hydraulics)) {
        RC_ASSERT(q <= limited->most.in_si() * (1 + 1e-8));
        const auto& open = open_loss(*limited);
        const double least = open.drop.in_si() * std::pow(q / open.flow.in_si(), 2);
        RC_ASSERT(s.links[i].drop.in_si() >= least * (1 - 1e-6) - 1.0);
        if (!is_limiting(s.links[i]) && q > 1e-2 * open.flow.in_si())
          RC_ASSERT(std::fabs(s.links[i].drop.in_si() - least) <= 1e-7 * least + 1e-2);
      } else if (std::holds_alternative<Pump>(network.links[i].hydraulics)) {
        RC_ASSERT(q >= 0.0);
      }
    }
  });
}

TEST_CASE("a loop's chiller takes all the heat put in, to 1e-8") {
  law([] {
    const auto network = random_loop();
    const auto s = answer(network);
    double gain = 0;
    for (std::size_t i = 0; i < network.links.size(); ++i) {
      if (s.links[i].has_outlet) gain += network.links[i].gain.in_si();
    }
    RC_ASSERT(std::fabs(s.rejectors[0].heat.in_si() - gain) <= 1e-8 * gain + 1e-2);
    // Each stream by itself.
    const Enthalpy enthalpy(network.circuits[0].fluid, network.atmosphere);
    const auto problem = to_problem(network);
    for (std::size_t i = 0; i + 1 < network.links.size(); ++i) {
      if (!s.links[i].has_outlet) continue;
      const auto& in = s.nodes[static_cast<std::size_t>(problem.links[i].from)];
      const double taken =
          (enthalpy.j_kg(s.links[i].outlet.in_si()) - enthalpy.j_kg(in.temperature.in_si())) *
          s.links[i].mass_flow.in_si();
      RC_ASSERT(std::fabs(taken - network.links[i].gain.in_si()) <= 1e-8 * gain + 1e-2);
    }
  });
}

TEST_CASE("the order and the names of nodes and links change no flow") {
  law([] {
    const auto network = random_loop();
    auto other = network;
    shuffle(other.nodes);
    shuffle(other.links);
    for (auto& node : other.nodes) node.id = NodeId("n-" + node.id.text());
    for (auto& link : other.links)
      link.from = NodeId("n-" + link.from.text()), link.to = NodeId("n-" + link.to.text());
    other.circuits[0].reference = NodeId("n-in");
    const auto a = answer(network);
    const auto b = answer(other);
    const auto problem = to_problem(other);
    for (std::size_t i = 0; i < network.links.size(); ++i) {
      const auto& moved = b.links[static_cast<std::size_t>(problem.link_index.at(network.links[i].id))];
      RC_ASSERT(std::fabs(a.links[i].flow.in_si() - moved.flow.in_si()) <= 1e-8 * largest_flow(a));
    }
  });
}

TEST_CASE("a pipe or rack drawn the other way round carries the same flow, negative") {
  law([] {
    const auto network = random_loop();
    auto other = network;
    for (auto& link : other.links) {
      const bool is_symmetric =
          std::holds_alternative<Pipe>(link.hydraulics) ||
          (std::holds_alternative<Resistance>(link.hydraulics) && link.id != LinkId("chiller"));
      if (is_symmetric) std::swap(link.from, link.to);
    }
    const auto a = answer(network);
    const auto b = answer(other);
    for (std::size_t i = 0; i < network.links.size(); ++i) {
      const double sign = network.links[i].from == other.links[i].from ? 1.0 : -1.0;
      RC_ASSERT(std::fabs(a.links[i].flow.in_si() - sign * b.links[i].flow.in_si()) <=
                1e-8 * largest_flow(a));
    }
  });
}

TEST_CASE("flow and heat k-fold through k-fold wide paths leave pressures and temperatures alone") {
  law([] {
    // Resistances and pumps only: pipes do not scale so. Densities are those of the same mean temperature.
    auto network = random_loop();
    for (auto& link : network.links) {
      if (std::holds_alternative<Pipe>(link.hydraulics)) link.hydraulics = resistance(5.0, 10.0);
    }
    const double k = between(0.3, 4.0);
    auto other = network;
    for (auto& link : other.links) {
      link.gain = link.gain * k;
      if (auto* one = std::get_if<Resistance>(&link.hydraulics)) one->flow = one->flow * k;
      if (auto* one = std::get_if<LimitedResistance>(&link.hydraulics))
        open_loss(*one).flow = open_loss(*one).flow * k, one->most = one->most * k;
      if (auto* one = std::get_if<Pump>(&link.hydraulics)) {
        for (auto& point : points_of(*one)) point.flow = point.flow * k;
      }
    }
    const auto a = answer(network);
    const auto b = answer(other);
    for (std::size_t i = 0; i < a.links.size(); ++i)
      RC_ASSERT(std::fabs(k * a.links[i].flow.in_si() - b.links[i].flow.in_si()) <= 1e-7 * largest_flow(b));
    for (std::size_t n = 0; n < a.nodes.size(); ++n) {
      RC_ASSERT(std::fabs((a.nodes[n].pressure - b.nodes[n].pressure).in_si()) <= 1.0);
      RC_ASSERT(a.nodes[n].has_temperature == b.nodes[n].has_temperature);
      if (a.nodes[n].has_temperature)
        RC_ASSERT(std::fabs((a.nodes[n].temperature - b.nodes[n].temperature).in_si()) <= 1e-5);
    }
  });
}

TEST_CASE("closing one rack's valve never gives the plant more flow") {
  law([] {
    const auto network = random_loop();
    const auto problem = to_problem(network);
    auto state = normal_state(problem);
    state.capacity_w.assign(1, 5e6);
    const auto chiller = network.links.size() - 1;
    const auto open = solve(problem, state);
    RC_ASSERT(open.has_converged);
    state.link_closed[static_cast<std::size_t>(problem.link_index.at(LinkId("rack1")))] = 1;
    const auto closed = solve(problem, state);
    RC_ASSERT(closed.has_converged);
    // Fluids settle to 0.05 K, which moves a flow by less than a thousandth.
    RC_ASSERT(closed.links[chiller].flow.in_si() <= open.links[chiller].flow.in_si() * 1.001 + 1e-9);
  });
}

TEST_CASE("effectiveness rises with NTU, falls with the capacity ratio, and stays between nothing and one") {
  law([] {
    const double ntu = between(0.01, 10);
    const double ratio = between(0, 1);
    const double e = counterflow_effectiveness(ntu, ratio);
    RC_ASSERT(e > 0);
    RC_ASSERT(e < 1);
    RC_ASSERT(counterflow_effectiveness(ntu * 1.1, ratio) > e * (1 - 1e-12));
    RC_ASSERT(counterflow_effectiveness(ntu, ratio * 0.9) >= e * (1 - 1e-9));
  });
}
