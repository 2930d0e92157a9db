#pragma once
// One sequence of a faulted network: what impedance a node sees, what a current into it does elsewhere.

#include "base/sparse.hpp"
#include "power/fault_problem.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace shellfit::power {

/// Parts that are not connected are solved apart, so that one without an answer leaves the others theirs.
class SequenceNetwork {
 public:
  enum class Seen {
    impedance,  ///< it has one
    nothing,    ///< no path to earth: the impedance is infinite
    stiffness,  ///< the node is held: the impedance is zero
    gap,        ///< something connected with it gives no figures
    singular,
  };
  struct Shunt {
    int node;
    Complex z_pu;  ///< zero: holds its node
  };

  SequenceNetwork(int nodes, std::vector<FaultProblem::Branch> branches, const std::vector<Shunt>& shunts,
                  const std::vector<FaultProblem::Gap>& gaps);

  [[nodiscard]] Seen seen(int node) const;
  /// Why, where Seen is gap.
  [[nodiscard]] const std::string& gap(int node) const;
  /// Voltages that a current of one into the node makes; at a node of another part, 0. Precondition: seen is
  /// impedance. The result stands until the next call.
  [[nodiscard]] const std::vector<Complex>& column(int node);
  /// What flows out of a held node into its branches at these voltages.
  [[nodiscard]] Complex current_from_held(int node, const std::vector<Complex>& voltages) const;
  /// Nodes in one part with this one.
  [[nodiscard]] const std::vector<int>& part_of(int node) const;

 private:
  struct Part {
    std::vector<int> nodes;
    std::vector<std::size_t> branches, shunts;
    std::string gap;
    bool has_path = false;
    Seen seen = Seen::nothing;
    std::unique_ptr<ComplexSparseSolver> solver;
  };
  void factor(Part& part);

  std::vector<FaultProblem::Branch> branches_;
  std::vector<Shunt> shunts_;
  std::vector<char> is_held_;
  std::vector<int> part_, row_;  ///< by node
  std::vector<Part> parts_;
  std::vector<Complex> column_, right_;
};

}  // namespace shellfit::power
