#pragma once
// An input file of EPANET 2.3 as tables: its own ids, its own units.
//
// Format: EPANET 2.2 User Manual, appendix C (https://epanet22.readthedocs.io), and where that is silent the
// reader of EPANET 2.3 itself (src/input2.c, input3.c and validate.c of OpenWaterAnalytics/EPANET). Figures
// are numbers in the units that Options names; epanet_units.hpp says what EPANET makes of them.

#include "exchange/epanet_faults.hpp"
#include "exchange/epanet_units.hpp"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace shellfit::exchange {

namespace epanet {

enum class HeadLoss { hazen_williams, darcy_weisbach, chezy_manning };

struct Options {
  FlowUnit flow_unit = FlowUnit::gpm;
  PressureUnit pressure_unit = PressureUnit::psi;  ///< metres where flows are metric, unless the file says so
  HeadLoss head_loss = HeadLoss::hazen_williams;
  std::optional<std::size_t> pattern;  ///< of demands without one
  double demand_multiplier = 1.0;
  double specific_gravity = 1.0;
  double viscosity = 1.0;  ///< above 0.001 a multiple of water's at 20 degC, else ft2/s or m2/s
  bool is_demand_by_pressure = false;
  double least_pressure = 0.0, required_pressure = 0.1, pressure_exponent = 0.5;
  double emitter_exponent = 0.5;
  bool emitters_flow_back = true;
};

struct Times {
  long long pattern_step_s = 3600, pattern_start_s = 0;
  long long clock_start_s = 0;  ///< time of day at time 0
};

struct Pattern {
  std::string id;
  std::vector<double> factors;  ///< one a pattern step, from the first again after the last
};
struct Curve {
  std::string id;
  std::vector<double> x, y;
  EpanetPlace where;
};

struct Demand {
  double base = 0.0;                   ///< flow
  std::optional<std::size_t> pattern;  ///< none: that of Options
};
struct Junction {
  std::vector<Demand> demands;
  /// Flow at a pressure of 1: 1 psi in US units, 1 m of head in metric ones, whatever the pressure unit is.
  double emitter = 0.0;
};
struct Reservoir {
  double level = 0.0;  ///< above the elevation; not 0 only of a tank without diameter
  std::optional<std::size_t> head_pattern;
};
/// Levels are counted from the tank's elevation.
struct Tank {
  double level = 0.0, least_level = 0.0, most_level = 0.0;
  double diameter = 0.0;
  double least_volume = 0.0;
  std::optional<std::size_t> volume_curve;  ///< volume over level
  bool may_overflow = false;
};
struct Node {
  std::string id;
  double elevation = 0.0;  ///< of a reservoir, its head
  std::variant<Junction, Reservoir, Tank> element;
  EpanetPlace where;  ///< of its id
};

struct Pipe {
  double length = 0.0, diameter = 0.0;
  double roughness = 0.0;  ///< coefficient of HeadLoss; of Darcy and Weisbach 0.001 ft or mm
  double minor_loss = 0.0;
  bool has_check_valve = false;
};
struct Pump {
  std::optional<std::size_t> head_curve;  ///< goes before the power
  std::optional<double> power;
  std::optional<std::size_t> speed_pattern;
};
enum class ValveKind { prv, psv, pbv, fcv, tcv, gpv, pcv };
struct Valve {
  ValveKind kind = ValveKind::tcv;
  double diameter = 0.0, minor_loss = 0.0;
  std::optional<std::size_t> curve;  ///< head loss over flow of a GPV, share of opening of a PCV
};
/// Active: a valve does what its setting says; open and closed, its setting counts for nothing.
enum class Status { closed, open, active };
struct Link {
  std::string id;
  std::size_t from = 0, to = 0;  ///< rows of nodes
  std::variant<Pipe, Pump, Valve> element;
  Status status = Status::open;
  double setting = 0.0;  ///< speed of a pump; pressure, flow, coefficient or per cent of a valve
  EpanetPlace where;     ///< of its id
};

/// A change of a link by time or by what a node's level or pressure is.
struct Control {
  enum class When { time, clock_time, below, above };
  std::size_t link = 0;
  Status status = Status::open;
  std::optional<double> setting;  ///< none: only the status changes
  When when = When::time;
  long long time_s = 0;  ///< of time and clock_time
  std::size_t node = 0;  ///< of below and above
  double value = 0.0;    ///< level of a tank or reservoir, pressure of a junction
  bool is_enabled = true;
};

}  // namespace epanet

struct EpanetCase {
  std::string title;  ///< first line of it
  epanet::Options options;
  epanet::Times times;
  std::vector<epanet::Pattern> patterns;
  std::vector<epanet::Curve> curves;
  std::vector<epanet::Node> nodes;
  std::vector<epanet::Link> links;
  std::vector<epanet::Control> controls;
  std::vector<std::string> remarks;  ///< what of the file was left, and why
  std::shared_ptr<const SourceText> source;

  [[nodiscard]] Location at(EpanetPlace where) const { return {source, where.offset, where.length}; }
};

/// Reads a whole file and checks how it hangs together; all its faults at once, up to a hundred. Sections may
/// stand in any order, which EPANET does not allow of all. Faults: E-FILE-001, E-FILE-003, E-INP-001 to
/// E-INP-013.
[[nodiscard]] Outcome<EpanetCase> read_epanet_case(const std::filesystem::path& file);
/// The same of text; `name` is how messages call the file.
[[nodiscard]] Outcome<EpanetCase> parse_epanet_case(std::string name, std::string bytes);

}  // namespace shellfit::exchange
