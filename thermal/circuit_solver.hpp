#pragma once
// Flows and pressures of one circuit.

#include "thermal/circuit_system.hpp"
#include "thermal/feasible_flows.hpp"

#include <limits>
#include <span>
#include <vector>

namespace shellfit::thermal {

/// What a branch does.
enum class BranchStatus : char {
  follows_law,
  at_least,  ///< at its lower bound: a check valve that is shut
  at_most,   ///< at its upper bound: a valve that limits
  given,     ///< both bounds are the same
  regulates  ///< a pressure valve in its action
};

struct CircuitAnswer {
  enum class End : char { found, contradictory_flows, singular, unsettled, grows };
  End end = End::unsettled;
  int iterations = 0;
  std::vector<double> kg_s;          ///< by branch
  std::vector<BranchStatus> status;  ///< by branch
  std::vector<double> pressure_pa;   ///< by node: piezometric; NaN where nothing fixes it
  std::vector<double> drop_pa;       ///< by branch, source included; NaN where nothing joins its ends
  std::vector<char> is_starved;      ///< by node: left out, for what is asked for there cannot come
  FlowShortage shortage;             ///< of what is starved, or contradictory
  int worst_branch = -1;             ///< whose flow did not settle
  double worst_share = 0;            ///< by how much of the circuit's flows
};

/// Keeps the pattern and the memory of a circuit from state to state.
class CircuitSolver {
 public:
  /// `problem` may change in all that belongs to the state; it must outlive the solver.
  explicit CircuitSolver(const CircuitProblem& problem);
  /// Starts from `answer.kg_s`.
  void solve(CircuitAnswer& answer);

 private:
  enum class Turn : char { converged, singular, unsettled, grows, runs_away };

  void start();
  [[nodiscard]] FlowShortage shortage() const;
  [[nodiscard]] bool needs_look_at_flows() const;
  void leave_out_starved();
  Turn iterate();
  [[nodiscard]] bool take_step();
  void assemble();
  void assemble_regulator(std::size_t k);
  void move_flows();
  [[nodiscard]] double step_share();
  void find_moving();
  void hold_pieces();
  [[nodiscard]] bool change_statuses(bool only_one);
  [[nodiscard]] BranchStatus next_status(std::size_t k) const;
  [[nodiscard]] BranchStatus next_of_regulator(std::size_t k) const;
  void set_status(std::size_t k, BranchStatus next);
  [[nodiscard]] double pull(std::size_t k) const;
  [[nodiscard]] double pressure(int node) const;
  [[nodiscard]] double largest_pressure() const;
  [[nodiscard]] bool runs_away() const;
  void still_residues();
  void finish();

  const CircuitProblem& problem_;
  CircuitSystem system_;
  CircuitAnswer* answer_ = nullptr;
  std::vector<FlowBounds> bounds_;  ///< by branch; of what leads to starved nodes, given
  std::vector<double> pressure_, leaves_;
  std::vector<char> is_held_, is_starved_;
  std::vector<char> floats_;  ///< by node: nothing fixes the pressure of its piece
  std::vector<int> part_;     ///< by branch: of the circuit that flow can go round in; -1: it stands
  int parts_ = 0;
  std::vector<char> is_driven_by_given_;  ///< by part
  struct Step {
    double slope, missed, predicted;
  };
  std::vector<Step> step_;
  std::vector<double> change_;  ///< by branch, of the last step
  double scale_kg_s_ = 1, leak_ = 0;
  int away_ = 0;
};

}  // namespace shellfit::thermal
