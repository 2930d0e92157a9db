#include "reports/power_text.hpp"

#include "base/unit_text.hpp"
#include "reports/text_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

namespace shellfit::reports {

namespace {

using studies::NetworkAnswer;
using studies::NetworkOutcome;

std::string megawatts(RealPower power) { return number_text(power.in(units::MW)) + " MW"; }

/// The branch with the greatest share of its rating.
std::string worst_loading(const NetworkAnswer& answer) {
  double worst = -1.0;
  std::string id;
  const auto look = [&](const auto& elements, int windings) {
    for (const auto& one : elements) {
      for (int i = 0; i < windings; ++i) {
        const auto* result = answer.branch(one.id, i);
        if (result == nullptr || !(result->loading > worst)) continue;
        worst = result->loading;
        id = one.id.text();
      }
    }
  };
  look(answer.network.lines, 1);
  look(answer.network.transformers, 1);
  look(answer.network.three_windings, 3);
  look(answer.network.two_ports, 1);
  if (worst < 0.0) return "no rating of a branch is known";
  if (!answer.branch_prefix.empty() && id.starts_with(answer.branch_prefix))
    id = "branch " + id.substr(answer.branch_prefix.size());
  return fmt::format("{:.1f} % of {}", worst * 100.0, id);
}

std::string voltages(const NetworkAnswer& answer) {
  const power::Bus* lowest = nullptr;
  const power::Bus* highest = nullptr;
  double least = 0;
  double most = 0;
  for (const auto& bus : answer.network.buses) {
    const auto* result = answer.bus(bus.id);
    if (result == nullptr || !result->is_solved) continue;
    if (lowest == nullptr || result->voltage_pu < least) {
      lowest = &bus;
      least = result->voltage_pu;
    }
    if (highest == nullptr || result->voltage_pu > most) {
      highest = &bus;
      most = result->voltage_pu;
    }
  }
  if (lowest == nullptr) return {};
  return text_line("lowest voltage", fmt::format("{:.4f} pu at bus {}", least, lowest->id.text())) +
         text_line("highest voltage", fmt::format("{:.4f} pu at bus {}", most, highest->id.text()));
}

/// Controls of taps that did not reach their band.
std::string taps(const NetworkAnswer& answer) {
  const auto names = studies::control_names(answer);
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto& [end, seen_pu] = answer.flow.controls[i];
    const auto words = power::tap_control_words(end);
    const auto& data = answer.problem.controls[i];
    if (!words.empty())
      lines.push_back(
          fmt::format("{} sees {:.4f} pu for {:.4f} pu: {}", names[i], seen_pu, data.target_pu, words));
  }
  return first_lines("out of band", lines, "controls");
}

std::string faults(const NetworkAnswer& answer) {
  if (!answer.has_faults) return {};
  const auto names = studies::bus_names(answer);
  std::optional<std::size_t> worst;
  for (std::size_t i = 0; i < answer.faults.size(); ++i) {
    if (answer.faults[i].is_solved && (!worst || answer.faults[i].initial > answer.faults[*worst].initial))
      worst = i;
  }
  if (!worst) {
    // Each reason once, by the first bus that has it.
    std::set<std::string> told;
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < answer.faults.size(); ++i) {
      const auto& reason = answer.faults[i].reason;
      if (!reason.empty() && told.insert(reason).second)
        lines.push_back(fmt::format("none at bus {}: {}", names[i], reason));
    }
    if (lines.empty()) lines.emplace_back("no bus is live");
    return first_lines("short circuit", lines, "reasons");
  }
  const auto& one = answer.faults[*worst];
  return text_line("short circuit",
                   fmt::format("{:.2f} kA (ip {:.2f} kA) at bus {}, the highest", one.initial.in(units::kA),
                               one.peak.in(units::kA), names[*worst]));
}

std::string unsolved(const NetworkAnswer& answer) {
  const auto names = studies::bus_names(answer);
  std::vector<std::string> lines;
  for (const auto& one : answer.unsound)
    lines.push_back(fmt::format("{}: bad data: {}", count_of(one.buses.size(), "bus", "buses"), one.reason));
  for (const auto& one : answer.flow.islands) {
    if (one.has_converged) continue;
    const bool is_named = one.worst_bus >= 0 && one.worst_bus < answer.problem.described_buses;
    const auto at = is_named ? fmt::format("; {} bus {}", one.is_infeasible ? "weakest at" : "see",
                                           names[static_cast<std::size_t>(one.worst_bus)])
                             : std::string{};
    lines.push_back(fmt::format("{}: {}{}", count_of(static_cast<std::size_t>(one.buses), "bus", "buses"),
                                one.reason, at));
  }
  for (const auto& one : answer.flow.dead_islands) {
    const auto bus = one.worst_bus >= 0 ? names[static_cast<std::size_t>(one.worst_bus)] : std::string{};
    lines.push_back(fmt::format("{}{}: {}", count_of(static_cast<std::size_t>(one.buses), "bus", "buses"),
                                bus.empty() ? "" : fmt::format(" ({})", bus),
                                one.reason.empty() ? "no source" : one.reason));
  }
  return first_lines("without answer", lines, "islands");
}

std::string_view words_of(NetworkOutcome outcome) {
  switch (outcome) {
    case NetworkOutcome::solved:
      return "solved";
    case NetworkOutcome::infeasible:
      return "not all of it has a solution";
    case NetworkOutcome::no_solution:
      return "no solution was found, and no reason";
    case NetworkOutcome::unsound:
      return "parts of the network cannot be as they are described";
  }
  return {};
}

}  // namespace

std::string power_text(const NetworkAnswer& answer) {
  const auto& flow = answer.flow;
  int iterations = 0;
  for (const auto& island : flow.islands) iterations = std::max(iterations, island.iterations);
  const auto solved = std::count_if(flow.islands.begin(), flow.islands.end(),
                                    [](const auto& one) { return one.has_converged; });
  std::string text = fmt::format("{} ({})\n\n", answer.name, answer.state);
  text += text_line("solved",
                    fmt::format("{} of {}, {}", solved,
                                count_of(flow.islands.size() + answer.unsound.size(), "island", "islands"),
                                count_of(static_cast<std::size_t>(iterations), "iteration", "iterations")));
  text += text_line("loads", megawatts(flow.served));
  text += text_line("losses", megawatts(flow.losses));
  text += voltages(answer);
  text += text_line("worst loading", worst_loading(answer));
  text += taps(answer);
  text += faults(answer);
  text += unsolved(answer);
  text += note_lines(answer.notes);
  return text + fmt::format("\n{}\n", words_of(answer.outcome()));
}

}  // namespace shellfit::reports
