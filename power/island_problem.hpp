#pragma once
// One island as arrays in per unit: what Newton's method and the curve to the nose see of it.

#include <complex>
#include <vector>

namespace shellfit::power {

enum class NodeKind : char {
  reference,  ///< voltage given
  held,       ///< real power and magnitude given
  free        ///< real and reactive power given
};

/// Nodes 0 .. size-1, at least one of them a reference. All vectors but `branches` have one entry a node.
struct IslandProblem {
  struct Branch {
    int from, to;  ///< may be one node
    std::complex<double> y_from_from, y_from_to, y_to_from, y_to_to;
  };
  int size = 0;
  std::vector<Branch> branches;
  std::vector<std::complex<double>> shunt;  ///< admittance to ground
  std::vector<NodeKind> kind;
  std::vector<std::complex<double>> injected;          ///< power into the node, whatever the voltage
  std::vector<std::complex<double>> injected_current;  ///< power into the node at 1 pu that goes with |v|
  std::vector<std::complex<double>> injected_square;   ///< and with |v|²
  std::vector<std::complex<double>>
      start;  ///< voltages to start from; of references and held nodes, the given

  void resize(int nodes);
};

}  // namespace shellfit::power
