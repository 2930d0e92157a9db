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
  enum class Turn : char { converged, singular, unsettled, grows, unbalanced };

  void start();
  /// `keeps_valves`: pressure valves that are shut stay so.
  [[nodiscard]] FlowShortage shortage(bool keeps_valves) const;
  [[nodiscard]] bool has_given_flows() const;
  bool leave_out(CircuitAnswer& answer);
  void leave_out_starved();
  Turn iterate();
  void assemble();
  void assemble_regulator(std::size_t k);
  void move_flows();
  [[nodiscard]] double step_share();
  void find_moving();
  [[nodiscard]] bool is_without_head(std::size_t k) const;
  [[nodiscard]] bool passes_pressure(std::size_t k) const;
  void find_pieces();
  struct Room {
    double down_pa, up_pa;
  };
  [[nodiscard]] Room room(std::size_t k, bool is_beginning) const;
  /// False when a piece can neither keep nor get rid of what it has too much, or get what it lacks.
  [[nodiscard]] bool level_pieces();
  [[nodiscard]] bool change_statuses(bool only_one);
  bool open_one_valve();
  [[nodiscard]] BranchStatus next_status(std::size_t k) const;
  [[nodiscard]] BranchStatus next_of_regulator(std::size_t k) const;
  void set_status(std::size_t k, BranchStatus next);
  [[nodiscard]] double pull(std::size_t k) const;
  [[nodiscard]] double pressure(int node) const;
  [[nodiscard]] double largest_pressure() const;
  void still_residues();
  void finish();

  const CircuitProblem& problem_;
  CircuitSystem system_;
  CircuitAnswer* answer_ = nullptr;
  std::vector<FlowBounds> bounds_;  ///< by branch; of what leads to starved nodes, given
  std::vector<double> pressure_, leaves_;
  std::vector<char> is_held_, is_starved_;
  std::vector<int> piece_;  ///< by node and the outside: of those that nothing fixes; -1: fixed
  int pieces_ = 0;
  std::vector<double> surplus_;  ///< by piece: what enters it less what leaves
  std::vector<int> part_;        ///< by branch: of the circuit that flow can go round in; -1: it stands
  int parts_ = 0;
  std::vector<char> is_driven_by_given_;  ///< by part
  struct Step {
    double slope, missed, predicted;
  };
  std::vector<Step> step_;
  std::vector<double> change_;  ///< by branch, of the last step
  double scale_kg_s_ = 1;
  static constexpr int most_opened = 30;
  int opened_ = 0;  ///< valves, because the equations were singular
  int spent_ = 0;   ///< iterations since the start, or since something was left out
};

}  // namespace shellfit::thermal
