#pragma once
// What a state is solved with, and what power and thermal answered.

#include "power/load_flow.hpp"
#include "power/switch_flow.hpp"
#include "studies/plan.hpp"
#include "studies/power_assembly.hpp"
#include "studies/thermal_assembly.hpp"
#include "thermal/solution.hpp"

#include <memory>
#include <tuple>
#include <vector>

namespace shellfit::studies {

/// What power tells thermal and thermal tells power.
struct Boundary {
  std::vector<char> rack_on;     ///< by rack: a live feed
  std::vector<double> rack_w;    ///< by rack: AC input
  std::vector<char> device_on;   ///< by device: live and not out
  std::vector<double> device_w;  ///< by device: electric input
  static constexpr auto members() {
    return std::tuple{&Boundary::rack_on, &Boundary::rack_w, &Boundary::device_on, &Boundary::device_w};
  }
};

/// What a thermal solve of a state gave; shared by all states with the same boundary and weather.
struct ThermalAnswer {
  thermal::NetworkState input;
  thermal::Solution solution;
  std::vector<double> device_w;
  bool has_settled = false;
  int rounds = 0;
};

/// What a load flow gave; shared by all states with the same loads and switches.
struct PowerAnswer {
  power::LoadFlowResult flow;
  std::vector<power::SwitchFlow> switches;
};

struct StateAnswer {
  Boundary boundary;
  std::shared_ptr<const ThermalAnswer> thermal;  ///< null when there is no thermal network
  std::shared_ptr<const PowerAnswer> power;      ///< null when there is no one-line
  power::NetworkState power_input;
  std::vector<char> live;  ///< by bus; empty when there is no one-line
};

/// Everything a state is solved with.
struct StateProblem {
  const site::Study& study;
  const Plan& plan;
  const std::vector<Device>& devices;
  const std::vector<WeatherPoint>& weather;
  const PowerAssembly* power = nullptr;  ///< null: all is taken as energized
  const ThermalAssembly* thermal = nullptr;
};

}  // namespace shellfit::studies
