#pragma once
// A network as a short circuit sees it: impedances of the positive and the zero sequence per unit, corrected
// as the method asks, between the nodes that closed switches leave.
//
// Loads, charging and magnetizing branches are left out; tap changers stand at their rated ratio; phase
// shifts do not matter (IEC 60909-0:2016, 5.1). The negative sequence is the positive one. Base power 1 MVA,
// base voltage of a node the nominal one of its buses.

#include "power/fault_impedances.hpp"
#include "power/fault_options.hpp"
#include "power/network_problem.hpp"
#include "power/switching.hpp"

#include <string>
#include <vector>

namespace shellfit::power {

struct FaultProblem {
  /// i_from = (ff v_from + ft v_to) / z, i_to = (tf v_from + tt v_to) / z.
  struct Branch {
    int from, to;
    Complex z_pu;
    Complex ff, ft, tf, tt;
  };
  /// A voltage behind an impedance.
  struct Feeder {
    enum class Kind { network, generator, motor };
    Kind kind;
    ElementId id;
    int node;
    Complex z_pu;       ///< zero: stiff
    Complex peak_z_pu;  ///< with R_Gf, for the peak current
    double rated_pu;    ///< current; NaN of networks
    double megawatts_per_pole_pair;
  };
  /// What gives a current at most, behind a converter.
  struct Limited {
    ElementId id;
    int node;
    double current_pu;
  };
  struct EarthPath {
    int node;
    Complex z_pu;  ///< zero: stiff
  };
  /// What cannot be told of an element between two nodes, or at one.
  struct Gap {
    int from, to;
    std::string sentence;
  };
  struct UnitTerminal {
    int node;
    double voltage_pu;  ///< U_rG of its generator over the nominal voltage
  };

  int nodes = 0;
  std::vector<int> node_of_bus;                        ///< -1: out
  std::vector<double> base_voltage_v, voltage_factor;  ///< by node
  std::vector<Branch> branches, zero_branches;
  std::vector<Feeder> feeders;
  std::vector<Limited> limited;
  std::vector<EarthPath> earth_paths;
  std::vector<Gap> gaps, zero_gaps;          ///< of the positive and of the zero sequence
  std::vector<UnitTerminal> unit_terminals;  ///< between a generator and the transformer of its unit
};

/// Where a fault is, as far as it changes impedances.
struct FaultPlace {
  bool is_behind_converters = false;  ///< it closes their static bypasses
  int unit_terminal = -1;             ///< the node, within a power station unit
};

[[nodiscard]] FaultProblem to_fault_problem(const Network& network, const NetworkProblem& problem,
                                            const NetworkState& state, const FaultOptions& options,
                                            const FaultPlace& place);

}  // namespace shellfit::power
