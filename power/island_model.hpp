#pragma once
// An island of a network in a state as an island problem, and where its elements stand in it.

#include "power/island_problem.hpp"
#include "power/islands.hpp"

#include <string>

namespace shellfit::power {

/// Generators, or sources with limits, that hold the voltage of one node together.
struct HeldNode {
  int node;
  double voltage_pu;
  double least_pu, most_pu;  ///< reactive power of all of them
  double real_pu;            ///< that the generators are set to give
  bool is_reference;
  std::vector<int> sources, generators;  ///< that hold it
};

struct IslandModel {
  IslandProblem problem;  ///< the island's nodes, then one behind each source's impedance
  int own_nodes = 0;
  std::vector<int> branches;      ///< of the network; the first of the problem's, in its order
  std::vector<int> source_nodes;  ///< by place in Island::sources: what holds it, inside or at its bus
  std::vector<HeldNode> held;
  std::string fault;  ///< bad data: why there is nothing to solve
  int fault_bus = -1;
};

/// `converter_input_pu`: what each converter takes. `start` as in LoadFlowOptions. The problem's injections
/// are those of the state.
[[nodiscard]] IslandModel model_island(const NetworkProblem& network, const NetworkState& state,
                                       const Islands& islands, int island,
                                       const std::vector<Complex>& converter_input_pu,
                                       const std::vector<Complex>& start);

/// Writes the state's loads, generators and converter inputs into the problem's injections.
void set_injections(const NetworkProblem& network, const NetworkState& state, const Islands& islands,
                    const Island& island, const std::vector<Complex>& converter_input_pu,
                    IslandProblem& problem);

/// The id of an element, for a sentence.
[[nodiscard]] std::string name_of(const NetworkProblem& network, ElementRef wanted);

}  // namespace shellfit::power
