#pragma once
// What a plant draws and evaporates in all hours of a year, its racks at their design load: PUE, WUE, hours
// in which a setpoint is not held.

#include "base/diagnostics.hpp"
#include "base/run_context.hpp"
#include "site/epw.hpp"
#include "studies/study_states.hpp"
#include "studies/weather_hours.hpp"
#include "thermal/plant_hour.hpp"

#include <tl/expected.hpp>

#include <array>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace shellfit::studies {

/// What draws power, in the order of reports.
enum class Consumer { racks, power_chain, cdus, pumps, air_movers, cooler_fans, chillers };
inline constexpr std::size_t consumer_count = 7;
[[nodiscard]] std::string consumer_word(Consumer consumer);

/// The plant as it runs in the normal state, ready for any hour's weather. Raw numbers are SI.
struct YearProblem {
  struct Loop {
    std::string id;
    thermal::PlantLoop plant;
    double delivered_k = 0.0;  ///< offered water that comes warmer than the setpoint; else the setpoint
  };
  struct Zone {
    std::string id;
    thermal::WallZone air;
  };
  double racks_w = 0.0, cdus_w = 0.0, pumps_w = 0.0, air_movers_w = 0.0;
  /// Losses between the point of interconnection and what draws: that much in the solved state, and by watt
  /// of mechanical power more or less. NaN: the power of the study is not known.
  double losses_w = std::numeric_limits<double>::quiet_NaN();
  double losses_at_w = 0.0;  ///< mechanical power of that state
  double losses_by_w = 0.0;
  double recirculation_k = 0.0;
  double cycles = 5.0;  ///< of concentration
  std::vector<Loop> loops;
  std::vector<Zone> zones;
  std::vector<std::string> always_over;  ///< what is too warm in the coldest weather too, and why
  std::vector<std::string> notes;
};

/// What one hour takes; powers in W by Consumer, water in kg/s.
struct YearHour {
  std::array<double, consumer_count> power_w{};
  thermal::WaterUse water{};
  std::vector<double> supply_k;  ///< of each loop, then of each zone; NaN: no temperature would do
  std::vector<char> holds;
  bool compresses = false, is_wet = false;
  [[nodiscard]] double total_w() const;
};
[[nodiscard]] YearHour year_hour(const YearProblem& problem, const thermal::OutdoorAir& air);

/// A sum over hours.
struct YearSum {
  std::array<Energy, consumer_count> energy{};
  Volume evaporated, drift, blowdown;
  std::size_t hours = 0, over = 0, compressor = 0, wet = 0;
  [[nodiscard]] Energy total() const;
  [[nodiscard]] Volume water() const { return evaporated + drift + blowdown; }
  /// All energy by that of the racks; NaN where losses are unknown or nothing runs.
  [[nodiscard]] double pue() const;
  [[nodiscard]] double water_l_kwh() const;  ///< by energy of the racks
};

/// An hour worth naming.
struct NamedHour {
  HourOfYear hour;
  RealPower power;  ///< of all that draws; NaN where losses are unknown
};

/// A loop or a space whose supply has a limit.
struct SupplyYear {
  std::string id;
  Temperature limit;
  std::size_t over = 0;
  Temperature warmest;  ///< reached; NaN: in some hour no temperature would do
};

struct PlantYear {
  std::string name;
  std::string weather, weather_hash;  ///< the hash of the file; empty: made up
  YearSum year;
  std::array<YearSum, 12> months;
  std::vector<SupplyYear> supplies;
  NamedHour hottest;
  NamedHour most_cooling;  ///< in which fans and compressors of coolers and chillers draw most
  std::vector<std::string> notes;
};

/// Runs the hours in their order; each is independent of the others.
[[nodiscard]] PlantYear run_year(const YearProblem& problem, const WeatherHours& weather);

/// Why there is no year.
struct NoYear {
  Diagnostics faults;          ///< of the weather file
  std::string reason;          ///< of the study
  bool is_infeasible = false;  ///< the plant has no steady state at all
};

/// The plant of a study as `run_year` takes it: the whole deployment with its fit-out, solved in its normal
/// state.
[[nodiscard]] tl::expected<YearProblem, NoYear> year_problem(const RunContext& context,
                                                             const StudyStates& whole);

/// The year of a study in the weather of `year`; without one in that of its weather file, and without that in
/// one made up of its extremes.
[[nodiscard]] tl::expected<PlantYear, NoYear> solve_year(const RunContext& context, const site::Study& study,
                                                         const std::optional<site::WeatherYear>& year = {});

}  // namespace shellfit::studies
