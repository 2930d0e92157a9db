#pragma once
// Answers of one FaultProblem, node by node.

#include "power/fault_problem.hpp"
#include "power/sequence_network.hpp"
#include "power/short_circuit.hpp"

#include <optional>
#include <vector>

namespace shellfit::power {

class FaultSolver {
 public:
  FaultSolver(const FaultProblem& problem, const FaultOptions& options);

  /// Whether a voltage behind an impedance reaches the node, or something that gives no figures does.
  [[nodiscard]] bool is_fed(int node) const;
  [[nodiscard]] FaultResult at(int node);
  /// Of a node that only limited sources reach; not solved where none does.
  [[nodiscard]] FaultResult from_limited(int node) const;

 private:
  struct Loop {
    double line_pu = 0, earth_pu = 0;
    Complex z_pu;        ///< that sets the current
    Complex fault_pu{};  ///< share of the fault's own impedance that stands in one line of it
  };
  [[nodiscard]] std::optional<Loop> loop_at(int node, const Complex& z1, double c, FaultResult& result);
  [[nodiscard]] Complex fault_impedance(int node) const;
  [[nodiscard]] double kappa_at(int node, const Complex& fault_pu);
  [[nodiscard]] double limited_at(const std::vector<Complex>& column) const;
  void decay(int node, const std::vector<Complex>& column, double c, const Complex& fault_pu,
             double initial_pu, double limited_pu, FaultResult& result);
  void list(const std::vector<Complex>& column, double c, const Complex& total, double limited_pu,
            FaultResult& result) const;
  /// What a machine's current is at the fault, per unit of itself, where nothing else shares its path. An
  /// impedance in the fault is shared by all that feed it.
  [[nodiscard]] std::optional<double> alone_at(int fault, int machine, bool is_through_impedance) const;
  [[nodiscard]] double base_a(int node) const;

  const FaultProblem& problem_;
  const FaultOptions& options_;
  SequenceNetwork positive_;
  std::optional<SequenceNetwork> zero_, peak_, without_motors_;
  std::vector<char> has_one_path_;                     ///< by node; of method b
  std::vector<std::vector<std::size_t>> branches_at_;  ///< by node
  std::vector<int> feeders_at_;                        ///< how many, by node
  std::vector<char> is_in_tree_;                       ///< by node
};

}  // namespace shellfit::power
