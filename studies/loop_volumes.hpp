#pragma once
// Loops and halls of a plan as volumes that warm in time.

#include "studies/solved_cooling.hpp"
#include "thermal/heat_in_time.hpp"

#include <optional>
#include <string>
#include <vector>

namespace shellfit::studies {

/// A temperature that must not be reached, in the order of the limits of the problem.
struct Watch {
  std::string element, what;  ///< "gb300", "coolant entering gb300.3"
  bool is_air = false;
  int volume = 0;
  double limit_k = 0;
};

/// What is held: of a limit nobody gives, only the question is left.
struct LoopVolumes {
  thermal::HeatInTime problem;
  std::vector<double> start_k;
  std::vector<Watch> watches;
  struct Unwatched {
    std::string element, question;
  };
  std::vector<Unwatched> unwatched;
  struct Lack {
    bool is_air = false;
    std::string figure;  ///< "coolant volume of gb300-nvl72"
  };
  std::vector<Lack> lacking;
  std::vector<std::string> weak_liquid;
  // By link, exchanger and rejector of the thermal network.
  std::vector<std::vector<int>> link_streams;  ///< one after the other along the link
  std::vector<int> heated_volume;              ///< that a link's gain goes into
  std::vector<int> exchangers;                 ///< of the problem; -1 for chillers
  std::vector<int> water_chillers;             ///< by exchanger: the problem's chiller; -1 for others
  struct Sink {
    int chiller = -1, exchanger = -1;    ///< of the problem
    int boundary = -1, air_stream = -1;  ///< of outdoor air
  };
  std::vector<Sink> sinks;
  std::vector<double> heat_j_kgk;  ///< by circuit, at its mean temperature in the normal state
};

/// Pipes, CDUs and racks with what their figures say they hold, and the air of each white space, half of it
/// in cold aisles (assumed); at the temperatures of the normal state.
[[nodiscard]] LoopVolumes loop_volumes(const SolvedCooling& normal);

/// Coolant or air that flows, kg/s by link, as far as it is more than rounding.
[[nodiscard]] std::vector<double> steady_flows(const SolvedCooling& normal,
                                               const thermal::Solution& solution);

/// What holds from one change to the next.
struct Hold {
  double end_s = 0;
  const ThermalAnswer* answer = nullptr;  ///< flows and the heat of machines
  std::vector<char> gives_heat;           ///< by rejector: its fans or compressors run
  std::vector<char> compresses;           ///< by exchanger: the compressors of a chiller run
  /// Flows of before, that run down with this time; nothing: they are gone at once.
  std::optional<double> coast_s;
};
[[nodiscard]] thermal::HeatInterval interval_of(const SolvedCooling& normal, const LoopVolumes& volumes,
                                                const Hold& hold);

}  // namespace shellfit::studies
