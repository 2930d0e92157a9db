#pragma once
// How warm volumes of coolant, air and metal become in time: what a loop still holds when pumps, chillers or
// the utility are lost. Numbers in SI, nothing of equipment.

#include <tl/expected.hpp>

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace shellfit::thermal {

/// A volume, or a boundary: what lies outside, at a temperature of its own.
struct Place {
  bool is_boundary = false;
  int index = 0;
};
[[nodiscard]] constexpr Place volume(int index) { return {false, index}; }
[[nodiscard]] constexpr Place boundary(int index) { return {true, index}; }

/// Volumes that are each of one temperature, and what passes heat between them. Streams bring heat where they
/// flow, and what a stream takes out of a volume another brings in.
struct HeatInTime {
  struct Stream {
    Place from, to;
  };
  /// Heat by the difference of temperatures, without flow.
  struct Conductance {
    Place one, other;
    double w_k = 0;
  };
  /// Cools a stream to a setpoint as far as its capacity goes; it never warms it.
  struct Chiller {
    int stream = 0;
    double setpoint_k = 0;
  };
  /// Counterflow between two streams: cools the hot one, to the setpoint if there is one, else as far as it
  /// can; it never warms it. Outdoor air is a cold stream from a boundary to a boundary.
  struct Exchanger {
    int hot_stream = 0, cold_stream = 0;
    std::optional<double> setpoint_k{};
  };
  /// A temperature that a volume must not reach.
  struct Limit {
    int volume = 0;
    double k = 0;
  };

  std::vector<double> capacity_j_k;  ///< by volume: of its coolant or air, and of the metal it wets
  int boundaries = 0;
  std::vector<Stream> streams;
  std::vector<Conductance> conductances;
  std::vector<Chiller> chillers;
  std::vector<Exchanger> exchangers;
  std::vector<Limit> limits;
};

/// Changes evenly from an interval's begin to its end.
struct Linear {
  double first = 0, last = 0;
};

/// Mass flow times specific heat; below zero against the stream's direction. The part that coasts falls with
/// the time t since the interval's begin as 1 / (1 + t / coast_s): a pump that runs down against a loop whose
/// drop goes with the square of the flow. An interval that begins at t' into a coast-down goes on with it
/// when the part is divided by 1 + t' / coast_s and t' is added to coast_s.
struct StreamFlow {
  double steady_w_k = 0;
  double coasting_w_k = 0;
  double coast_s = 1;
};

/// What holds from the end of the interval before, or from 0 s.
struct HeatInterval {
  double end_s = 0;
  std::vector<StreamFlow> flow;       ///< by stream
  std::vector<Linear> heat_w;         ///< by volume: put in
  std::vector<double> boundary_k;     ///< by boundary
  std::vector<Linear> chiller_w;      ///< by chiller: capacity
  std::vector<double> exchanger_w_k;  ///< by exchanger: UA
};
/// An interval in which nothing flows, heats or cools. Temperatures of boundaries are NaN until written.
[[nodiscard]] HeatInterval still_interval(const HeatInTime& problem, double end_s);

/// A stratified tank: equal layers, each a volume, from the top down, joined by streams that go down.
struct Tank {
  int top_volume = 0, layers = 0, first_stream = 0;
  [[nodiscard]] Place top() const { return volume(top_volume); }
  [[nodiscard]] Place bottom() const { return volume(top_volume + layers - 1); }
};
/// Adds a tank of this heat capacity in all. `mixing_w_k` conducts between neighbouring layers.
Tank add_tank(HeatInTime& problem, int layers, double capacity_j_k, double mixing_w_k);
/// Lets a flow pass through the tank, downwards above zero.
void pass_tank(HeatInterval& interval, const Tank& tank, const StreamFlow& down);

struct HeatHistory {
  struct Point {
    double s = 0;
    std::vector<double> volume_k;
  };
  struct Passing {
    int limit = 0;
    double s = 0;
  };
  std::vector<Point> points;      ///< the start, each multiple of the output step, each interval's end
  std::vector<Passing> passings;  ///< when each limit was first reached, in order of time
  double heat_j = 0;              ///< put into volumes
  double removed_j = 0;           ///< by chillers and through boundaries
  double stored_j = 0;            ///< heat_j - removed_j; asserted to 1e-8 of what moved
};

/// Follows the volumes from their temperatures at 0 s through the intervals. Temperatures are kept to an
/// error of 1e-8 K a step; no step is longer than `output_s`, so that only a passing shorter than that can be
/// missed. A limit that is reached at the start is passed at 0 s. Otherwise all faults of the figures, or the
/// one reason for which the integration ended, as sentences.
[[nodiscard]] tl::expected<HeatHistory, std::vector<std::string>> follow_heat(
    const HeatInTime& problem, std::span<const double> start_k, std::span<const HeatInterval> intervals,
    double output_s);

}  // namespace shellfit::thermal
