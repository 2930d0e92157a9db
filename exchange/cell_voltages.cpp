#include "exchange/cell_voltages.hpp"

#include "base/units.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace shellfit::exchange {

namespace {

constexpr double least_volts = 50, least_plain_volts = 100;

bool is_bare(const Measure& one) { return one.measures == Measures::nothing; }

bool is_phases(const Measure& one) { return is_bare(one) && (one.number == 1 || one.number == 3); }
bool is_hertz(const Measure& one) { return is_bare(one) && (one.number == 50 || one.number == 60); }

/// How many numbers at the end of a cell are phases, wires and hertz, as in 480/277-3-60 and "480 V, 4".
std::size_t phases_and_hertz(const std::vector<Measure>& list) {
  const auto count = list.size();
  const auto are_both = [&](std::size_t first) {
    return (is_phases(list[first]) && is_hertz(list[first + 1])) ||
           (is_hertz(list[first]) && is_phases(list[first + 1]));
  };
  if (count > 2 && are_both(count - 2)) return 2;
  const bool is_one = count > 1 && list[count - 2].in_si() >= least_plain_volts &&
                      (is_phases(list.back()) || is_hertz(list.back()));
  return is_one ? 1 : 0;
}

/// Only what can be voltages: a number without unit behind a voltage in a unit of its own needs the size of
/// one, or 60 would be 60 kV.
std::vector<Measure> likely_voltages(std::vector<Measure> list, std::vector<std::string>& guesses) {
  std::erase_if(list, [](const Measure& one) { return one.measures != Measures::voltage && !is_bare(one); });
  const auto leave = [&](const Measure& one) {
    guesses.push_back(fmt::format("{} without unit taken as no voltage", one.as_text));
  };
  for (auto count = phases_and_hertz(list); count > 0; --count) {
    leave(list.back());
    list.pop_back();
  }
  const auto with_unit =
      std::find_if(list.rbegin(), list.rend(), [](const Measure& one) { return !is_bare(one); });
  if (with_unit == list.rend()) return list;
  const auto behind = list.begin() + (list.rend() - with_unit);
  for (auto one = behind; one != list.end(); ++one) {
    if (!one->is_wye && one->number < least_plain_volts) leave(*one);
  }
  list.erase(std::remove_if(behind, list.end(),
                            [](const Measure& one) { return !one.is_wye && one.number < least_plain_volts; }),
             list.end());
  return list;
}

/// A number without unit takes the unit behind it, else that of the heading, else the likelier one.
void give_units(std::vector<Measure>& list, double header_factor, std::vector<std::string>& guesses) {
  double next_factor = header_factor;
  for (auto one = list.rbegin(); one != list.rend(); ++one) {
    if (one->measures == Measures::voltage) {
      next_factor = one->factor;
      continue;
    }
    const bool is_too_small = one->number < least_plain_volts && !one->is_wye;
    one->factor = next_factor > 0 ? next_factor : (is_too_small ? 1e3 : 1.0);
    if (next_factor > 0 && one->factor > 1 && one->number >= 1000)
      one->factor = 1;  // 13200-480Y in a column of kV
    if (next_factor <= 0)
      guesses.push_back(fmt::format("{} without unit taken as {}", one->as_text, is_too_small ? "kV" : "V"));
  }
}

}  // namespace

Voltages voltages_of(const CellValue& value, double header_factor) {
  Voltages result;
  result.fault = value.fault;
  if (!result.fault.empty()) return result;
  std::vector<std::string> unit_guesses, left, doubtful;
  auto list = likely_voltages(value.measures, left);
  give_units(list, header_factor, unit_guesses);
  std::erase_if(list, [](const Measure& one) { return one.in_si() < least_volts; });
  for (std::size_t i = 0; i < list.size(); ++i) {
    const double volts = list[i].in_si();
    if (!list[i].doubtful.empty())
      doubtful.push_back(fmt::format("'{}': {}", list[i].as_text, list[i].doubtful));
    const auto is_phase_of = [&](double line) { return std::fabs(line / sqrt_3 / volts - 1) < 0.02; };
    if (i > 0 && is_phase_of(list[i - 1].in_si())) {
      result.guesses.push_back(fmt::format("{:g} V from '{:g}{}/{:g}'", list[i - 1].in_si(),
                                           list[i - 1].number, list[i - 1].is_wye ? "Y" : "",
                                           list[i].number));
      continue;
    }
    result.volts.push_back(volts);
  }
  if (result.guesses.empty()) result.guesses = std::move(unit_guesses);
  for (const auto* more : {&doubtful, &left})
    result.guesses.insert(result.guesses.end(), more->begin(), more->end());
  if (result.volts.empty()) result.fault = "no voltage in it";
  return result;
}

}  // namespace shellfit::exchange
