#pragma once
// The network as numbers: indices in place of names, per unit in place of volts and ohms.
//
// Base power 1 MVA; base voltage of a bus is its nominal voltage. Branches are the lines, then the
// transformers, in the order of the description.

#include "power/network.hpp"

#include <complex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace shellfit::power {

using Complex = std::complex<double>;
inline constexpr double base_power_va = 1e6;

/// One element by its kind and place in the description.
struct ElementRef {
  enum class Kind { bus, source, line, transformer, breaker, converter, load };
  Kind kind = Kind::bus;
  int index = 0;
};

struct NetworkProblem {
  /// i_from = y (v_from / ratio - v_to) / ratio (+ shunt v_from), i_to = y (v_to - v_from / ratio).
  struct Branch {
    int from, to;
    Complex admittance_pu;
    double ratio;          ///< off-nominal, on the `from` side
    double shunt_pu;       ///< real admittance at `from`: no-load loss
    double rating_pu;      ///< apparent power; NaN for lines
    double own_reactance;  ///< x_T of a transformer, relative to its own ratings; NaN for lines
    bool is_transformer;
  };
  struct SourceData {
    int bus;
    double voltage_pu;
    Complex impedance_pu;         ///< zero when stiff
    bool holds_bus_in_load_flow;  ///< stiff or regulated
    double weight;                ///< among those that hold one bus
  };
  struct SwitchData {
    int from, to;
    bool is_breaker, is_closed;
  };
  struct ConverterData {
    int from, to;
    double rating_pu, efficiency, input_reactive_share, recharge_pu;
  };
  struct LoadData {
    int bus;
    double real_pu, reactive_pu;
  };
  struct TransferData {
    int watched;
    std::vector<int> opens;
    int closes;
    int group, stage;
  };

  std::vector<double> base_voltage_v;  ///< one a bus, line to line
  std::vector<Branch> branches;
  int line_count = 0;
  std::vector<SourceData> sources;
  std::vector<SwitchData> switches;
  std::vector<ConverterData> converters;
  std::vector<LoadData> loads;
  std::vector<TransferData> transfers;
  std::unordered_map<BusId, int> bus_index;
  std::unordered_map<ElementId, ElementRef> element_index;

  [[nodiscard]] int bus_count() const { return static_cast<int>(base_voltage_v.size()); }
  [[nodiscard]] int bus(const BusId& id) const { return bus_index.at(id); }
  [[nodiscard]] ElementRef element(const ElementId& id) const { return element_index.at(id); }
  [[nodiscard]] int branch(ElementRef ref) const {
    return ref.kind == ElementRef::Kind::transformer ? line_count + ref.index : ref.index;
  }
};

/// Precondition: check_network finds no fault.
[[nodiscard]] NetworkProblem to_problem(const Network& network);

}  // namespace shellfit::power
