#include "studies/loop_answer.hpp"

#include "thermal/fluid.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace shellfit::studies {

namespace {

using thermal::HydraulicSolution;
using thermal::NoFlow;

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

/// Fills an answer that has its network and its problem.
class Isothermal {
 public:
  explicit Isothermal(LoopAnswer& answer) : answer_(answer), problem_(answer.problem) {}

  void solve() {
    for (const auto& circuit : problem_.circuits) {
      const auto properties = thermal::properties_of(circuit.fluid, Temperature::from_si(circuit.start_k),
                                                     AbsolutePressure::from_si(problem_.atmosphere_pa));
      answer_.density_kg_m3.push_back(properties.density.in_si());
      answer_.viscosity_pa_s.push_back(properties.viscosity.in_si());
      fluids_.push_back({properties.density.in_si(), properties.viscosity.in_si(), properties.heat.in_si()});
    }
    thermal::HydraulicModel model(problem_);
    flow_ = model.solve(thermal::normal_state(problem_), thermal::uniform_fluids(problem_, fluids_));
    answer_.iterations = flow_.iterations;
    take_nodes();
    take_links();
    take_pieces();
  }

 private:
  [[nodiscard]] double density(int circuit) const { return fluids_[ix(circuit)].density_kg_m3; }
  [[nodiscard]] Length column(double pascal, int circuit) const {
    return pascal / (density(circuit) * problem_.circuits[ix(circuit)].gravity_m_s2) * units::m;
  }
  [[nodiscard]] VolumeFlow volume_flow(double kg_s, int circuit) const {
    return kg_s / density(circuit) * units::m3_per_s;
  }

  void take_nodes() {
    std::vector<double> leaves_kg_s(ix(problem_.node_count()), 0.0);
    const auto add = [&](const auto& elements, const std::vector<double>& kg_s, double sign) {
      for (std::size_t i = 0; i < elements.size(); ++i) leaves_kg_s[ix(elements[i].node)] += sign * kg_s[i];
    };
    add(problem_.demands, flow_.demand_kg_s, 1.0);
    add(problem_.emitters, flow_.emitter_kg_s, 1.0);
    add(problem_.reservoirs, flow_.reservoir_kg_s, -1.0);
    for (int i = 0; i < problem_.node_count(); ++i) {
      LoopNode node;
      const int circuit = problem_.circuit_of_node[ix(i)];
      const double pressure = flow_.pressure_pa[ix(i)];
      if (std::isfinite(pressure)) {
        node.pressure = GaugePressure::from_si(pressure);
        node.head = column(pressure, circuit) + problem_.elevation_m[ix(i)] * units::m;
      } else {
        node.reason = "no open link joins it to a reservoir or tank";
      }
      node.demand = volume_flow(leaves_kg_s[ix(i)], circuit);
      answer_.nodes.push_back(std::move(node));
    }
  }

  void take_links() {
    for (std::size_t i = 0; i < problem_.links.size(); ++i) {
      const auto& link = problem_.links[i];
      LoopLink taken;
      taken.status = flow_.status[i];
      taken.fluid = Temperature::from_si(problem_.circuits[ix(link.circuit)].start_k);
      if (std::isfinite(flow_.kg_s[i])) {
        taken.flow = volume_flow(flow_.kg_s[i], link.circuit);
        taken.mass_flow = flow_.kg_s[i] * units::kg_per_s;
        if (link.bore_m > 0.0) {
          taken.velocity =
              4.0 / (std::numbers::pi * link.bore_m * link.bore_m) * taken.flow.in_si() * units::m_per_s;
        }
      }
      if (std::isfinite(flow_.drop_pa[i])) {
        taken.drop = flow_.drop_pa[i] * units::Pa;
        taken.head_loss = column(flow_.drop_pa[i], link.circuit);
      }
      answer_.links.push_back(taken);
    }
  }

  /// What has no answer has no figures left behind either.
  void take_pieces() {
    std::vector<std::size_t> unsolved_nodes(problem_.circuits.size(), 0);
    std::vector<char> is_unsolved(ix(problem_.node_count()), 0);
    std::vector<LoopPiece> without;
    for (const auto& one : flow_.unsolved) {
      auto nodes = one.nodes;
      if (nodes.empty()) {
        for (int i = 0; i < problem_.node_count(); ++i) {
          if (problem_.circuit_of_node[ix(i)] == one.circuit) nodes.push_back(i);
        }
      }
      for (const int node : nodes) {
        is_unsolved[ix(node)] = 1;
        answer_.nodes[ix(node)] = {};
        answer_.nodes[ix(node)].reason = one.reason;
      }
      unsolved_nodes[ix(one.circuit)] += nodes.size();
      without.push_back({problem_.circuits[ix(one.circuit)].name, false, one.why != NoFlow::not_found,
                         one.reason, nodes.size()});
    }
    for (std::size_t i = 0; i < problem_.links.size(); ++i) {
      const auto& link = problem_.links[i];
      const bool is_between = is_unsolved[ix(link.from)] != 0 && is_unsolved[ix(link.to)] != 0;
      if (!is_between) continue;
      const auto status = answer_.links[i].status;
      answer_.links[i] = {};
      answer_.links[i].status = status;
    }
    for (std::size_t i = 0; i < problem_.circuits.size(); ++i) {
      const int circuit = static_cast<int>(i);
      const auto count = static_cast<std::size_t>(
          std::count(problem_.circuit_of_node.begin(), problem_.circuit_of_node.end(), circuit));
      if (count > unsolved_nodes[i])
        answer_.pieces.push_back({problem_.circuits[i].name, true, false, {}, count - unsolved_nodes[i]});
    }
    answer_.pieces.insert(answer_.pieces.end(), without.begin(), without.end());
  }

  LoopAnswer& answer_;
  const thermal::NetworkProblem& problem_;
  std::vector<thermal::LinkFluid> fluids_;
  HydraulicSolution flow_;
};

}  // namespace

LoopOutcome LoopAnswer::outcome() const {
  auto outcome = LoopOutcome::solved;
  for (const auto& piece : pieces) {
    if (piece.has_converged) continue;
    if (!piece.is_infeasible) return LoopOutcome::no_solution;
    outcome = LoopOutcome::infeasible;
  }
  return outcome;
}

LoopAnswer solve_isothermal(thermal::Network network) {
  LoopAnswer answer;
  answer.network = std::move(network);
  answer.problem = thermal::to_problem(answer.network);
  Isothermal(answer).solve();
  return answer;
}

}  // namespace shellfit::studies
