#include "exchange/epanet_options.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <utility>

namespace shellfit::exchange {

namespace {

using namespace epanet;

template <class Value>
using Words = std::pair<std::string_view, Value>;

constexpr std::array<Words<FlowUnit>, 12> flow_units{{{"CFS", FlowUnit::cfs},
                                                      {"GPM", FlowUnit::gpm},
                                                      {"AFD", FlowUnit::afd},
                                                      {"MGD", FlowUnit::mgd},
                                                      {"IMGD", FlowUnit::imgd},
                                                      {"LPS", FlowUnit::lps},
                                                      {"LPM", FlowUnit::lpm},
                                                      {"CMH", FlowUnit::cmh},
                                                      {"CMD", FlowUnit::cmd},
                                                      {"MLD", FlowUnit::mld},
                                                      {"CMS", FlowUnit::cms},
                                                      {"SI", FlowUnit::lps}}};
constexpr std::array<Words<PressureUnit>, 5> pressure_units{{{"PSI", PressureUnit::psi},
                                                             {"KPA", PressureUnit::kpa},
                                                             {"METERS", PressureUnit::metres},
                                                             {"BAR", PressureUnit::bar},
                                                             {"FEET", PressureUnit::feet}}};
constexpr std::array<Words<HeadLoss>, 3> head_losses{
    {{"H-W", HeadLoss::hazen_williams}, {"D-W", HeadLoss::darcy_weisbach}, {"C-M", HeadLoss::chezy_manning}}};
constexpr std::array<Words<bool>, 2> demand_models{{{"DDA", false}, {"PDA", true}}};
constexpr std::array<Words<bool>, 2> yes_or_no{{{"NO", false}, {"YES", true}}};

/// What steers EPANET's iteration, its quality model or its files, and no answer.
constexpr std::array<std::string_view, 17> unused_options{
    "QUAL",      "MAP",   "VERI", "UNBA", "SEGM", "TOLER", "DIFF",      "DAMPLIMIT", "FLOWCHANGE",
    "HEADERROR", "TRIAL", "ACCU", "HTOL", "QTOL", "RQTOL", "CHECKFREQ", "MAXCHECK"};

class OptionReader {
 public:
  explicit OptionReader(EpanetDraft& draft) : draft_(draft), options_(draft.network.options) {}

  void read() {
    for_each_epanet_row(draft_, EpanetSection::options, [this](EpanetRow& row) { read_option(row); });
    if (!has_pressure_unit_)
      options_.pressure_unit = is_metric(options_.flow_unit) ? PressureUnit::metres : PressureUnit::psi;
    set_pattern();
    check_pressures();
    if (!unused_.empty()) draft_.remark(fmt::format("[OPTIONS]: not used here: {}", unused_));
  }

 private:
  /// An option that is named without a value keeps its default, as in EPANET.
  template <class Value, std::size_t count>
  bool choose(EpanetRow& row, std::size_t word, const std::array<Words<Value>, count>& choices,
              Value& chosen) {
    if (!row.has(word)) return false;
    for (const auto& [keyword, value] : choices) {
      if (!row.says(word, keyword)) continue;
      chosen = value;
      return true;
    }
    std::string expected;
    for (const auto& choice : choices)
      expected += fmt::format("{}{}", expected.empty() ? "" : ", ", choice.first);
    row.complain_unknown_word(word, expected);
    return false;
  }
  void set(EpanetRow& row, std::size_t word, std::string_view what, EpanetRange range, double& value) {
    if (!row.has(word)) return;
    if (const auto number = row.number(word, what, range)) value = *number;
  }

  void read_option(EpanetRow& row) {
    if (row.says(0, "UNIT")) {
      choose(row, 1, flow_units, options_.flow_unit);
    } else if (row.says(0, "PRESSURE") && row.says(1, "EXP")) {
      set(row, 2, "exponent", EpanetRange::not_negative, options_.pressure_exponent);
    } else if (row.says(0, "PRESSURE")) {
      has_pressure_unit_ |= choose(row, 1, pressure_units, options_.pressure_unit);
    } else if (row.says(0, "HEADL")) {
      choose(row, 1, head_losses, options_.head_loss);
    } else if (row.says(0, "PATT")) {
      if (row.has(1)) default_pattern_ = row.text(1);
    } else if (row.says(0, "DEMAND") && row.says(1, "MODEL")) {
      choose(row, 2, demand_models, options_.is_demand_by_pressure);
    } else if (row.says(0, "DEMAND")) {
      set(row, 2, "multiplier", EpanetRange::positive, options_.demand_multiplier);
    } else if (row.says(0, "BACK")) {
      choose(row, 2, yes_or_no, options_.emitters_flow_back);
    } else if (row.says(0, "EMIT")) {
      set(row, 2, "exponent", EpanetRange::positive, options_.emitter_exponent);
    } else if (row.says(0, "SPEC")) {
      set(row, 2, "gravity", EpanetRange::positive, options_.specific_gravity);
    } else if (row.says(0, "VISC")) {
      set(row, 1, "viscosity", EpanetRange::positive, options_.viscosity);
    } else if (row.says(0, "MINI")) {
      set(row, 2, "pressure", EpanetRange::not_negative, options_.least_pressure);
      pressure_place_ = row.where(0);
    } else if (row.says(0, "REQ")) {
      set(row, 2, "pressure", EpanetRange::not_negative, options_.required_pressure);
      has_required_pressure_ = row.has(2);
      pressure_place_ = row.where(0);
    } else if (row.says(0, "HYDR")) {
      read_hydraulics(row);
    } else {
      leave(row);
    }
  }
  void read_hydraulics(EpanetRow& row) {
    if (!row.has(2) || row.says(1, "SAVE")) return leave_word(row.text(0));
    if (!row.says(1, "USE")) return row.complain_unknown_word(1, "SAVE");
    draft_.faults.complain("E-INP-011", "flows from a file of another run are not read", row.where(0));
  }
  void leave(EpanetRow& row) {
    for (const auto keyword : unused_options) {
      if (row.says(0, keyword)) return leave_word(row.text(0));
    }
    row.complain_unknown_word(0,
                              "UNITS, PRESSURE, HEADLOSS, PATTERN, DEMAND MULTIPLIER, DEMAND MODEL, "
                              "MINIMUM PRESSURE, REQUIRED PRESSURE, EMITTER EXPONENT, BACKFLOW ALLOWED, "
                              "SPECIFIC GRAVITY, VISCOSITY or one for EPANET alone");
  }
  void leave_word(std::string_view word) {
    unused_ += fmt::format("{}{}", unused_.empty() ? "" : ", ", shortened(word));
  }

  /// The pattern "1" is the default of files that name none; one that is not there means none.
  void set_pattern() {
    const auto known = draft_.patterns.find(default_pattern_.value_or("1"));
    if (known != draft_.patterns.end())
      options_.pattern = known->second;
    else if (default_pattern_ && *default_pattern_ != "1")
      draft_.remark(fmt::format("[OPTIONS]: there is no pattern {}: demands without one are constant",
                                shortened(*default_pattern_)));
  }
  void check_pressures() {
    constexpr double least_difference = 0.1;  // EPANET's MINPDIFF
    if (!has_required_pressure_) options_.required_pressure = options_.least_pressure + least_difference;
    // The figures of a file such as 20 and 20.1 are not exactly so far apart.
    if (options_.required_pressure - options_.least_pressure >= least_difference - 1e-9) return;
    draft_.faults.complain("E-INP-004", "the required pressure is not above the minimum pressure",
                           pressure_place_, fmt::format("{} more at least", least_difference));
  }

  EpanetDraft& draft_;
  Options& options_;
  std::optional<std::string_view> default_pattern_;
  EpanetPlace pressure_place_;
  bool has_pressure_unit_ = false, has_required_pressure_ = false;
  std::string unused_;
};

void complain_of_time(EpanetDraft& draft, EpanetRow& row, std::size_t word) {
  draft.faults.complain("E-INP-004", fmt::format("{} is no time", shortened(row.text(word))), row.where(word),
                        "a time such as 1:30, 90 MIN or 6 AM");
}

/// The seconds that the last words of a row of [TIMES] say.
std::optional<long long> seconds_of(EpanetDraft& draft, EpanetRow& row) {
  constexpr double longest_hours = 1e9;
  const auto last = row.size() - 1;
  auto hours = epanet_hours(row.text(last), {});
  if (!hours) hours = epanet_hours(row.text(last - 1), row.text(last));
  if (hours && *hours >= 0.0 && *hours < longest_hours) return std::llround(3600.0 * *hours);
  complain_of_time(draft, row, last);
  return std::nullopt;
}

void read_time(EpanetDraft& draft, EpanetRow& row) {
  auto& times = draft.network.times;
  if (row.says(0, "STAT")) return;
  if (!row.has_words(2, "a name and a time")) return;
  const auto seconds = seconds_of(draft, row);
  if (!seconds) return;
  constexpr long long seconds_of_day = 86400;
  if (row.says(0, "PATT") && row.says(1, "TIME")) {
    if (*seconds > 0) times.pattern_step_s = *seconds;
  } else if (row.says(0, "PATT") && row.says(1, "STAR")) {
    times.pattern_start_s = *seconds;
  } else if (row.says(0, "STAR")) {
    times.clock_start_s = *seconds % seconds_of_day;
  } else if (row.says(0, "PATT") || (row.says(0, "REPO") && !row.says(1, "TIME") && !row.says(1, "STAR"))) {
    row.complain_unknown_word(1, "TIMESTEP, START");
  } else if (!row.says(0, "DURA") && !row.says(0, "HYDR") && !row.says(0, "QUAL") && !row.says(0, "RULE") &&
             !row.says(0, "MINI") && !row.says(0, "REPO")) {
    row.complain_unknown_word(0, "PATTERN TIMESTEP, PATTERN START, START CLOCKTIME or one for EPANET alone");
  }
}

}  // namespace

std::optional<double> epanet_hours(std::string_view time, std::string_view unit) {
  std::array<double, 3> parts{};
  std::size_t count = 0;
  for (;;) {
    const auto colon = time.find(':');
    const auto part = epanet_number(time.substr(0, colon));
    if (!part || count == parts.size()) return std::nullopt;
    parts.at(count++) = *part;
    if (colon == std::string_view::npos) break;
    time.remove_prefix(colon + 1);
  }
  const double hours = parts[0] + parts[1] / 60.0 + parts[2] / 3600.0;
  if (unit.empty()) return hours;
  if (count == 1) {
    if (begins_with_keyword(unit, "SEC")) return hours / 3600.0;
    if (begins_with_keyword(unit, "MIN")) return hours / 60.0;
    if (begins_with_keyword(unit, "HOU")) return hours;
    if (begins_with_keyword(unit, "DAY")) return hours * 24.0;
  }
  const bool is_afternoon = begins_with_keyword(unit, "PM");
  if ((!is_afternoon && !begins_with_keyword(unit, "AM")) || hours >= 13.0) return std::nullopt;
  // 12 am is midnight, 12 pm is noon.
  return (hours >= 12.0 ? hours - 12.0 : hours) + (is_afternoon ? 12.0 : 0.0);
}

void read_epanet_options(EpanetDraft& draft) { OptionReader(draft).read(); }

void read_epanet_times(EpanetDraft& draft) {
  for_each_epanet_row(draft, EpanetSection::times, [&](EpanetRow& row) { read_time(draft, row); });
}

}  // namespace shellfit::exchange
