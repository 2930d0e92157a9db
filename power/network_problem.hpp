#pragma once
// The network as numbers: indices in place of names, per unit in place of volts and ohms.
//
// Base power 1 MVA; base voltage of a bus is its nominal voltage. Buses are the described ones, then the
// star points of three-winding transformers. Branches are the lines, the transformers, three for each
// three-winding transformer, then the two-ports; each list in the order of the description.

#include "power/branch_admittance.hpp"
#include "power/network.hpp"

#include <string>
#include <unordered_map>
#include <vector>

namespace shellfit::power {

inline constexpr double base_power_va = 1e6;

/// One element by its kind and place in the description.
struct ElementRef {
  enum class Kind {
    bus,
    source,
    generator,
    line,
    transformer,
    three_winding,
    two_port,
    breaker,
    converter,
    load,
    shunt,
    motor,
    limited_source
  };
  Kind kind = Kind::bus;
  int index = 0;
};

struct NetworkProblem {
  struct Branch {
    int from, to;
    TwoPortAdmittance y;
    bool is_from_closed, is_to_closed;
    double rated_from_a, rated_to_a;  ///< NaN: not by current
    double rating_pu;                 ///< apparent power; NaN: not by power
  };
  /// A tap changer of a branch, in one of its two windings.
  struct TapData {
    int branch;
    bool is_at_from;
    TapChanger changer;
    TransformerFigures figures;
    int other_tap;  ///< of the branch's other winding; -1: none
  };
  struct ControlData {
    int tap;
    int bus;
    double target_pu, band_pu;
    Complex drop_pu;
    int branch;       ///< whose current makes the drop
    bool is_at_from;  ///< the controlled end of it
  };
  struct SourceData {
    int bus;
    double voltage_pu, angle_rad;
    Complex impedance_pu;         ///< zero when stiff
    bool holds_bus_in_load_flow;  ///< stiff or regulated
    double weight;                ///< among those that hold one bus
    double least_reactive_pu, most_reactive_pu;
  };
  struct GeneratorData {
    int bus;
    double real_pu, reactive_pu;
    bool holds_bus;
    double voltage_pu, least_reactive_pu, most_reactive_pu;
  };
  struct SwitchData {
    int from, to;
    bool is_breaker, is_closed;
  };
  struct ConverterData {
    int from, to;
    double efficiency, input_reactive_share, recharge_pu;
  };
  struct LoadData {
    int bus;
    double real_pu, reactive_pu;
    VoltageDependence real_dependence, reactive_dependence;
  };
  struct ShuntData {
    int bus;
    Complex admittance_pu;
  };
  struct TransferData {
    int watched;
    std::vector<int> opens;
    int closes;
    int group, stage;
  };

  std::vector<double> base_voltage_v;  ///< one a bus, line to line
  int described_buses = 0;             ///< the rest are star points
  std::vector<Branch> branches;
  int first_transformer = 0, first_three_winding = 0, first_two_port = 0;  ///< among branches
  std::vector<TapData> taps;
  std::vector<ControlData> controls;
  std::vector<SourceData> sources;
  std::vector<GeneratorData> generators;
  std::vector<SwitchData> switches;
  std::vector<ConverterData> converters;
  std::vector<LoadData> loads;
  std::vector<ShuntData> shunts;
  std::vector<int> motor_buses, limited_source_buses;  ///< they count in faults only
  std::vector<TransferData> transfers;
  std::unordered_map<BusId, int> bus_index;
  std::unordered_map<ElementId, ElementRef> element_index;

  [[nodiscard]] int bus_count() const { return static_cast<int>(base_voltage_v.size()); }
  [[nodiscard]] int bus(const BusId& id) const { return bus_index.at(id); }
  [[nodiscard]] ElementRef element(const ElementId& id) const { return element_index.at(id); }
  /// The branch of a line, transformer or two-port; the first of the three of a three-winding transformer.
  [[nodiscard]] int branch(ElementRef ref) const;
};

/// Precondition: check_network finds no fault.
[[nodiscard]] NetworkProblem to_problem(const Network& network);

/// The two-port of a branch with its taps where `positions` (by tap) has them.
[[nodiscard]] TwoPortAdmittance branch_admittance(const NetworkProblem& problem, int branch,
                                                  const std::vector<int>& positions);

}  // namespace shellfit::power
