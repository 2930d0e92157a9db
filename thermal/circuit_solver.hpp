#pragma once
// Flows and pressures of one circuit.

#include "thermal/circuit_system.hpp"
#include "thermal/feasible_flows.hpp"

#include <limits>
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
  enum class End : char { found, singular, unsettled, grows };
  End end = End::unsettled;
  int iterations = 0;
  std::vector<double> kg_s;          ///< by branch
  std::vector<BranchStatus> status;  ///< by branch
  std::vector<double> pressure_pa;   ///< by node: piezometric; NaN where nothing fixes it
  std::vector<double> drop_pa;       ///< by branch, source included; NaN where nothing joins its ends
  std::vector<char> is_left_out;     ///< by node: what is asked for there cannot come, or go
  /// Why nodes were left out, one after the other; those of the first are left out when the second is found.
  std::vector<FlowShortage> shortages;
  int worst_branch = -1;   ///< whose flow did not settle
  double worst_share = 0;  ///< by how much of the circuit's flows
};

/// Keeps the pattern and the memory of a circuit from state to state.
class CircuitSolver {
 public:
  /// `problem` may change in all that belongs to the state; it must outlive the solver.
  explicit CircuitSolver(const CircuitProblem& problem);
  /// Starts from `answer.kg_s`.
  void solve(CircuitAnswer& answer);

 private:
  void start();
  /// `keeps_valves`: pressure valves that are shut stay so.
  [[nodiscard]] FlowShortage shortage(bool keeps_valves) const;
  [[nodiscard]] bool has_given_flows() const;
  /// True when what cannot be fed, or has no way on, was left out, so that the rest can be solved.
  bool leave_out(bool keeps_valves);
  void leave_out(const FlowShortage& found);
  void reset_pressures();
  void stop_blocked_powers();
  [[nodiscard]] bool leads_back(const Branch& pump) const;
  CircuitAnswer::End iterate();
  void assemble();
  void assemble_regulator(std::size_t k);
  void move_flows();
  [[nodiscard]] bool look_at_step();
  [[nodiscard]] double largest_residue();
  [[nodiscard]] std::vector<std::size_t> softest_tree() const;
  double spread_residues(double rounding_pa);
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
  [[nodiscard]] BranchStatus next_of_breaker(std::size_t k) const;
  void set_status(std::size_t k, BranchStatus next);
  [[nodiscard]] double pull(std::size_t k) const;
  [[nodiscard]] double pressure(int node) const;
  void still_residues();
  [[nodiscard]] bool finish();

  const CircuitProblem& problem_;
  CircuitSystem system_;
  CircuitAnswer* answer_ = nullptr;
  std::vector<FlowBounds> bounds_;  ///< by branch; of what leads to nodes left out, given
  std::vector<double> pressure_, leaves_;
  double largest_pa_ = 0;        ///< of `pressure_`
  std::vector<double> residue_;  ///< by node and the outside: what enters it less what leaves
  std::vector<char> is_held_, is_left_out_;
  std::vector<int> piece_;  ///< by node and the outside: of those that nothing fixes; -1: fixed
  int pieces_ = 0;
  std::vector<double> surplus_;  ///< by piece: what enters it less what leaves
  std::vector<int> part_;        ///< by branch: of the circuit that flow can go round in; -1: it stands
  int parts_ = 0;
  std::vector<char> is_driven_by_given_;  ///< by part
  struct Step {
    double slope, missed, predicted;
    double wanted;  ///< change of the flow, of which a part is made when it is cut
    bool is_cut;
  };
  std::vector<Step> step_;
  std::vector<double> change_, last_change_;  ///< by branch, of the last step and the one before
  bool can_balance_ = true;                   ///< pieces can get rid of what they have too much
  double scale_kg_s_ = 1;
  static constexpr int most_opened = 30;
  int opened_ = 0;  ///< valves, because the equations were singular
  int spent_ = 0;   ///< iterations since the start, or since something was left out
};

}  // namespace shellfit::thermal
