#pragma once
// A network of pipes in one state with what was found of it, whoever described it: a study or a foreign file.

#include "studies/devices.hpp"
#include "thermal/heat_solver.hpp"
#include "thermal/hydraulic_solver.hpp"
#include "thermal/network.hpp"
#include "thermal/network_problem.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace shellfit::studies {

/// What was found, in the order of gravity.
enum class LoopOutcome {
  solved,      ///< every node that can have an answer has one
  infeasible,  ///< shown: what is asked for cannot be
  no_solution  ///< an iteration ended without an answer and without a reason
};

// Quantities are missing where there is no answer or none is asked for.

struct LoopNode {
  GaugePressure pressure;
  Length head;  ///< pressure as a column of the circuit's fluid, above its elevation
  Temperature temperature;
  VolumeFlow demand;   ///< what leaves the network there; below zero: what comes in
  std::string reason;  ///< why it has no pressure
};
struct LoopLink {
  VolumeFlow flow;
  MassFlow mass_flow;
  Velocity velocity;        ///< of links with a bore
  PressureDifference drop;  ///< elevation apart; of a pump minus its head
  Length head_loss;
  Temperature outlet;
  Temperature fluid;  ///< what its density and viscosity are of
  thermal::LinkStatus status = thermal::LinkStatus::open;
};
/// Nodes of one circuit that share a fate.
struct LoopPiece {
  std::string circuit;
  bool has_converged = false;
  bool is_infeasible = false;  ///< its reason shows that it cannot be
  std::string reason;          ///< of a piece without an answer
  std::size_t node_count = 0;
};
/// A machine of a study that moves, cools or rejects.
struct LoopDevice {
  std::string id;
  DeviceKind kind = DeviceKind::cdu;
  std::optional<thermal::Mode> mode;  ///< of one that moves heat
  HeatFlow heat, most;
  RealPower power;
};

struct LoopAnswer {
  std::string name;  ///< of the file or study
  std::string state = "normal";
  thermal::Network network;         ///< as described
  thermal::NetworkProblem problem;  ///< of it
  int iterations = 0;
  std::vector<LoopNode> nodes;  ///< by node of the network
  std::vector<LoopLink> links;  ///< by link of the network
  std::vector<LoopPiece> pieces;
  std::vector<LoopDevice> devices;
  /// By circuit: means over its links, of which heads are columns.
  std::vector<double> density_kg_m3, viscosity_pa_s;
  std::vector<std::string> notes;
  std::shared_ptr<const thermal::FluidTable> fluid;  ///< that its circuits may name

  [[nodiscard]] LoopOutcome outcome() const;
  [[nodiscard]] bool has_converged() const { return outcome() == LoopOutcome::solved; }
};

/// Flows and pressures of a network whose circuits keep the temperature that they start from, and where no
/// heat is asked for. Precondition: check_network finds no fault.
[[nodiscard]] LoopAnswer solve_isothermal(thermal::Network network);

}  // namespace shellfit::studies
