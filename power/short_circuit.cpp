#include "power/short_circuit.hpp"

#include "power/fault_solver.hpp"

#include <algorithm>
#include <map>

namespace shellfit::power {

namespace {

class FaultRun {
 public:
  FaultRun(const Network& network, const NetworkProblem& problem, const NetworkState& state,
           const FaultOptions& options)
      : network_(network), problem_(problem), state_(state), options_(options) {}

  /// Solves those buses that a source reaches and are not solved yet.
  void solve(const std::vector<int>& buses, bool is_behind_converters, std::vector<FaultResult>& results) {
    const FaultPlace place{is_behind_converters, -1};
    const auto faults = to_fault_problem(network_, problem_, state_, options_, place);
    FaultSolver solver(faults, options_);
    std::map<int, std::vector<std::size_t>> within_units;  // places in `buses` by node
    for (std::size_t k = 0; k < buses.size(); ++k) {
      const int node = faults.node_of_bus[static_cast<std::size_t>(buses[k])];
      if (node < 0 || is_answered_[k] != 0 || !solver.is_fed(node)) continue;
      is_answered_[k] = 1;
      bool is_within_unit = false;
      for (const auto& terminal : faults.unit_terminals)
        is_within_unit = is_within_unit || terminal.node == node;
      if (is_within_unit)
        within_units[node].push_back(k);
      else
        results[k] = solver.at(node);
    }
    for (const auto& [node, places] : within_units) {
      const auto inside =
          to_fault_problem(network_, problem_, state_, options_, {is_behind_converters, node});
      const auto result = FaultSolver(inside, options_).at(node);
      for (const auto k : places) results[k] = result;
    }
  }

  std::vector<FaultResult> solve(const std::vector<int>& buses) {
    std::vector<FaultResult> results(buses.size());
    is_answered_.assign(buses.size(), 0);
    solve(buses, false, results);
    // What only converters feed: there a fault closes their bypasses. A fault before them does not.
    if (!problem_.converters.empty()) solve(buses, true, results);
    solve_limited(buses, results);
    return results;
  }

 private:
  void solve_limited(const std::vector<int>& buses, std::vector<FaultResult>& results) {
    if (std::find(is_answered_.begin(), is_answered_.end(), 0) == is_answered_.end()) return;
    const auto faults = to_fault_problem(network_, problem_, state_, options_, {});
    const FaultSolver solver(faults, options_);
    for (std::size_t k = 0; k < buses.size(); ++k) {
      if (is_answered_[k] != 0) continue;
      const int node = faults.node_of_bus[static_cast<std::size_t>(buses[k])];
      if (node < 0)
        results[k].reason = "it is out of service";
      else
        results[k] = solver.from_limited(node);
    }
  }

  const Network& network_;
  const NetworkProblem& problem_;
  const NetworkState& state_;
  const FaultOptions& options_;
  std::vector<char> is_answered_;
};

}  // namespace

std::vector<FaultResult> solve_faults(const Network& network, const NetworkProblem& problem,
                                      const NetworkState& state, const FaultOptions& options,
                                      const std::vector<int>& buses) {
  return FaultRun(network, problem, state, options).solve(buses);
}

}  // namespace shellfit::power
