#include "studies/loop_answer.hpp"

#include "studies/loop_filling.hpp"
#include "thermal/fluid.hpp"

#include <algorithm>
#include <cmath>

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
    LoopFilling filling(answer_);
    take_nodes(filling);
    take_links(filling);
    filling.explain_missing_pressures("every reservoir and tank");
    take_pieces();
  }

 private:
  [[nodiscard]] double density(int circuit) const { return fluids_[ix(circuit)].density_kg_m3; }
  [[nodiscard]] VolumeFlow volume_flow(double kg_s, int circuit) const {
    return kg_s / density(circuit) * units::m3_per_s;
  }

  void take_nodes(LoopFilling& filling) {
    std::vector<double> leaves_kg_s(ix(problem_.node_count()), 0.0);
    const auto add = [&](const auto& elements, const std::vector<double>& kg_s, double sign) {
      for (std::size_t i = 0; i < elements.size(); ++i) leaves_kg_s[ix(elements[i].node)] += sign * kg_s[i];
    };
    add(problem_.demands, flow_.demand_kg_s, 1.0);
    add(problem_.emitters, flow_.emitter_kg_s, 1.0);
    add(problem_.reservoirs, flow_.reservoir_kg_s, -1.0);
    for (std::size_t i = 0; i < answer_.nodes.size(); ++i) {
      answer_.nodes[i].demand = volume_flow(leaves_kg_s[i], problem_.circuit_of_node[i]);
      filling.put_pressure(i, flow_.pressure_pa[i]);
    }
  }

  void take_links(LoopFilling& filling) {
    for (std::size_t i = 0; i < problem_.links.size(); ++i) {
      const int circuit = problem_.links[i].circuit;
      filling.put_link(i, flow_.status[i], volume_flow(flow_.kg_s[i], circuit),
                       flow_.kg_s[i] * units::kg_per_s, flow_.drop_pa[i] * units::Pa);
      answer_.links[i].fluid = Temperature::from_si(problem_.circuits[ix(circuit)].start_k);
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
      answer_.links[i] = {};
      if (flow_.status[i] == thermal::LinkStatus::closed) answer_.links[i].status = flow_.status[i];
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

std::size_t LoopAnswer::solved_nodes() const {
  return static_cast<std::size_t>(std::count_if(nodes.begin(), nodes.end(), [](const LoopNode& node) {
    return node.no_pressure == NoPressure::none || node.no_pressure == NoPressure::not_asked;
  }));
}

std::size_t LoopAnswer::cut_off_nodes() const {
  return static_cast<std::size_t>(std::count_if(nodes.begin(), nodes.end(), [](const LoopNode& node) {
    return node.no_pressure == NoPressure::cut_off;
  }));
}

LoopAnswer solve_isothermal(thermal::Network network) {
  LoopAnswer answer;
  answer.network = std::move(network);
  answer.problem = thermal::to_problem(answer.network);
  Isothermal(answer).solve();
  return answer;
}

}  // namespace shellfit::studies
