#pragma once
// The solutions of islands as answers about buses, branches and supplies.

#include "power/load_flow.hpp"
#include "power/reactive_limits.hpp"

namespace shellfit::power {

class LoadFlowAnswer {
 public:
  LoadFlowAnswer(const NetworkProblem& network, const NetworkState& state, const Islands& islands);

  /// The report on an island with a source.
  [[nodiscard]] IslandResult& island(int island) { return reports_[static_cast<std::size_t>(island)]; }
  [[nodiscard]] const IslandResult& island(int island) const {
    return reports_[static_cast<std::size_t>(island)];
  }
  void set_taps(const Island& island, const std::vector<int>& positions);
  [[nodiscard]] std::vector<TapControlResult>& controls() { return result_.controls; }
  /// Writes an island's solution, and what its converters take into `converter_input_pu`. Power balances, or
  /// the promise is broken.
  void write(int island, const IslandModel& model, const LimitedSolution& found,
             std::vector<Complex>& converter_input_pu);
  /// Sums up; nothing may follow.
  [[nodiscard]] LoadFlowResult finished();

 private:
  /// Power that the branches and shunts take from each node, and what all of them lose.
  struct Flows {
    std::vector<Complex> taken;
    Complex lost;
  };
  [[nodiscard]] Flows write_branches(const IslandModel& model, const std::vector<Complex>& v);
  void write_sources(const Island& own, const IslandModel& model, const std::vector<Complex>& v);
  void write_holders(const HeldNode& held, Complex power_pu, int limit);
  void write_outputs(const Island& own, const IslandModel& model, const std::vector<Complex>& v,
                     const Flows& flows, std::vector<Complex>& converter_input_pu);
  [[nodiscard]] BranchResult branch_result(int branch, Complex s_from, Complex s_to, double i_from_pu,
                                           double i_to_pu) const;

  const NetworkProblem& network_;
  const NetworkState& state_;
  const Islands& islands_;
  std::vector<IslandResult> reports_;  ///< by island
  double losses_pu_ = 0;
  LoadFlowResult result_;
};

}  // namespace shellfit::power
