#pragma once
// The one-line of a plan as a network, with the places of everything the studies ask about.

#include "power/fault_options.hpp"
#include "power/network.hpp"
#include "power/network_problem.hpp"
#include "studies/devices.hpp"
#include "studies/plan.hpp"
#include "studies/sites_of_items.hpp"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace shellfit::studies {

/// A busway over a stretch of a row; without a type, the tenant's own feeder.
struct BuswayRun {
  std::string id;
  std::string type;
  int outlet = -1;
  int board = -1;  ///< of the one-line, where its breaker is
  int side = 0;    ///< 0 for A, 1 for B
  std::vector<int> racks;
  Length feeder, along;
  int first_line = -1;  ///< branch that carries all of it; -1 for a tenant's feeder
};

/// Loads and buses of one rack on its feeds.
struct RackFeeds {
  int load_a = -1, load_b = -1;
  int bus_a = -1, bus_b = -1;
  [[nodiscard]] std::array<bool, 2> there() const { return {bus_a >= 0, bus_b >= 0}; }
  /// `live`: by bus.
  [[nodiscard]] std::array<bool, 2> live(const std::vector<char>& live) const {
    const auto is_live = [&](int bus) { return bus >= 0 && live[static_cast<std::size_t>(bus)] != 0; };
    return {is_live(bus_a), is_live(bus_b)};
  }
};

/// Something that may be lost, by its class.
struct PowerPart {
  site::Part part;
  std::string id;
  power::ElementRef element;
};

struct PowerAssembly {
  power::Network network;
  power::NetworkProblem problem;
  std::vector<BuswayRun> runs;
  std::vector<RackFeeds> racks;
  std::vector<int> feed_sources;   ///< by feed of the shell
  std::vector<int> offer_sources;  ///< by offer
  /// Switches at a board, and the sign that what they pass has when it comes in.
  struct BoardSwitch {
    int index;
    double sign;
  };
  std::vector<std::vector<BoardSwitch>> board_switches;  ///< by board
  // By element of the plan's one-line.
  std::vector<int> board_buses, transformer_branches, cable_branches, converters;
  std::vector<int> generator_sources;  ///< -1: of a generator that the elevation leaves nothing of
  std::vector<std::vector<int>> outlet_generators;  ///< by outlet: those on boards that feed it
  std::vector<int> device_loads;                    ///< by device; -1 when no board feeds it
  std::vector<int> device_buses;
  std::vector<int> house_loads;
  std::vector<PowerPart> parts;
};

/// Precondition: no electrical figure of the plan is missing.
[[nodiscard]] PowerAssembly assemble_power(const site::Study& study, const Plan& plan,
                                           const std::vector<Device>& devices, const Spots& spots);

/// How the basis wants short circuits calculated.
[[nodiscard]] power::FaultOptions fault_options(const site::Study& study);

/// Power factor of pumps, fans and chillers behind their drives (assumed).
inline constexpr double mechanical_power_factor = 0.95;

}  // namespace shellfit::studies
