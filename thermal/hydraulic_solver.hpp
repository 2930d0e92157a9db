#pragma once
// Flows and pressures of all circuits in a state.

#include "thermal/link_law.hpp"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace shellfit::thermal {

enum class LinkStatus : char {
  open,        ///< it passes what its law says
  closed,      ///< in this state, a given flow's link too
  limiting,    ///< the valve holds the flow at its limit, or nodes left out ask for all it may carry
  stopped,     ///< its check valve, a tank that is full or empty: nothing passes
  below_head,  ///< a pump whose head at no flow is less than what stands against it
  regulating,  ///< a pressure valve holds what it is set to
  given        ///< its flow is
};

/// Why there are no flows.
enum class NoFlow {
  none,                      ///< there are
  unfed_demand,              ///< what is asked for cannot get there
  contradictory_flows,       ///< given flows have no way on
  contradictory_regulators,  ///< pressure valves ask for what cannot be together
  not_found                  ///< an iteration ended without an answer and without a cause
};

/// Nodes that have no answer, and why.
struct Unsolved {
  NoFlow why = NoFlow::none;
  std::string reason;  ///< a sentence that names what is missing or contradictory
  int circuit = -1;
  std::vector<int> nodes;  ///< empty: all of the circuit
};

struct HydraulicSolution {
  bool has_converged = false;  ///< nothing is unsolved
  int iterations = 0;
  std::vector<double> kg_s;  ///< by link; NaN in a circuit without an answer, zero within a piece without one
  std::vector<double>
      drop_pa;  ///< by link, from `from` to `to`, elevation apart; NaN where an end has no pressure
  std::vector<LinkStatus> status;      ///< by link
  std::vector<double> pressure_pa;     ///< by node, gauge; NaN where nothing fixes it
  std::vector<double> demand_kg_s;     ///< by demand: what it gets
  std::vector<double> emitter_kg_s;    ///< by emitter
  std::vector<double> reservoir_kg_s;  ///< by reservoir: what it gives
  std::vector<Unsolved> unsolved;
};
/// `fluids` the same in all of a circuit: for tests and first rounds.
[[nodiscard]] std::vector<LinkFluid> uniform_fluids(const NetworkProblem& problem,
                                                    std::span<const LinkFluid> by_circuit);

/// A network made ready for any number of states. The problem must outlive it.
class HydraulicModel {
 public:
  explicit HydraulicModel(const NetworkProblem& problem);
  ~HydraulicModel();
  HydraulicModel(HydraulicModel&&) noexcept;
  HydraulicModel& operator=(HydraulicModel&&) noexcept;

  /// Flows balance to 1e-8 of the circuit's throughput at every node but those in `unsolved`. `fluids` by
  /// link. Starts from the flows of `start`, which may be the answer to another state; the answer does not
  /// depend on it.
  [[nodiscard]] HydraulicSolution solve(const NetworkState& state, std::span<const LinkFluid> fluids,
                                        const HydraulicSolution* start = nullptr);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace shellfit::thermal
