#include "reports/thermal_text.hpp"

#include "base/unit_text.hpp"
#include "reports/loop_words.hpp"
#include "reports/text_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace shellfit::reports {

namespace {

using studies::LoopAnswer;
using studies::LoopOutcome;
using thermal::LinkStatus;

constexpr std::size_t most_flows = 3;

std::string flow_text(const studies::LoopLink& link) {
  return link.flow.is_missing() ? "no answer" : to_text(link.flow, units::L_per_s);
}

/// Air moves cubic metres where liquids move litres, so the largest flows and the pressures are of liquids,
/// where there are any.
class Liquids {
 public:
  explicit Liquids(const LoopAnswer& answer) : problem_(answer.problem) {
    for (std::size_t i = 0; i < problem_.circuits.size(); ++i) has_any_ |= is_liquid(static_cast<int>(i));
  }
  [[nodiscard]] bool counts_node(std::size_t node) const { return counts(problem_.circuit_of_node[node]); }
  [[nodiscard]] bool counts_link(std::size_t link) const { return counts(problem_.links[link].circuit); }

 private:
  [[nodiscard]] bool is_liquid(int circuit) const {
    return problem_.circuits[static_cast<std::size_t>(circuit)].fluid.kind != thermal::Fluid::Kind::air;
  }
  [[nodiscard]] bool counts(int circuit) const { return !has_any_ || is_liquid(circuit); }
  const thermal::NetworkProblem& problem_;
  bool has_any_ = false;
};

std::string largest_flows(const LoopAnswer& answer) {
  const Liquids liquids(answer);
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < answer.links.size(); ++i) {
    const auto flow = answer.links[i].flow;
    if (liquids.counts_link(i) && !flow.is_missing() && flow.in_si() != 0.0) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::fabs(answer.links[a].flow.in_si()) > std::fabs(answer.links[b].flow.in_si());
  });
  if (order.empty()) return text_line("largest flow", "nothing flows");
  std::string text;
  for (std::size_t i = 0; i < std::min(order.size(), most_flows); ++i) {
    const auto& link = answer.links[order[i]];
    const auto speed = link.velocity.is_missing()
                           ? std::string{}
                           : fmt::format(", {:.2f} m/s", std::fabs(link.velocity.in_si()));
    text += text_line(
        i == 0 ? "largest flows" : "",
        fmt::format("{}{} in {}", to_text(std::fabs(link.flow.in_si()) * units::m3_per_s, units::L_per_s),
                    speed, answer.network.links[order[i]].id.text()));
  }
  return text;
}

std::string extreme_pressures(const LoopAnswer& answer) {
  const Liquids liquids(answer);
  std::optional<std::size_t> lowest, highest;
  for (std::size_t i = 0; i < answer.nodes.size(); ++i) {
    const auto pressure = answer.nodes[i].pressure;
    if (pressure.is_missing() || !liquids.counts_node(i)) continue;
    if (!lowest || pressure < answer.nodes[*lowest].pressure) lowest = i;
    if (!highest || pressure > answer.nodes[*highest].pressure) highest = i;
  }
  if (!lowest) return {};
  const auto line = [&](std::string_view name, std::size_t i) {
    return text_line(name,
                     fmt::format("{}, head {}, at {}", to_text(answer.nodes[i].pressure, units::kPa_gauge),
                                 to_text(answer.nodes[i].head, units::m), answer.network.nodes[i].id.text()));
  };
  return line("lowest pressure", *lowest) + line("highest", *highest);
}

std::string warmest(const LoopAnswer& answer) {
  std::optional<std::size_t> warmest;
  for (std::size_t i = 0; i < answer.nodes.size(); ++i) {
    const auto temperature = answer.nodes[i].temperature;
    if (temperature.is_missing()) continue;
    if (!warmest || temperature > answer.nodes[*warmest].temperature) warmest = i;
  }
  if (!warmest) return {};
  return text_line("warmest",
                   fmt::format("{} at {}", to_text(answer.nodes[*warmest].temperature, units::degC),
                               answer.network.nodes[*warmest].id.text()));
}

std::string demands(const LoopAnswer& answer) {
  double taken = 0.0;
  for (const auto& node : answer.nodes) {
    if (node.demand.in_si() > 0.0) taken += node.demand.in_si();
  }
  return taken > 0.0 ? text_line("leaves", to_text(taken * units::m3_per_s, units::L_per_s)) : std::string{};
}

std::string pumps(const LoopAnswer& answer) {
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < answer.links.size(); ++i) {
    const auto& described = answer.network.links[i];
    if (!std::holds_alternative<thermal::Pump>(described.hydraulics)) continue;
    const auto& link = answer.links[i];
    auto words = fmt::format("{}: {}", described.id.text(), flow_text(link));
    if (!link.head_loss.is_missing() && link.status == LinkStatus::open)
      words += fmt::format(", {}", to_text(-link.head_loss, units::m));
    if (link.status != LinkStatus::open) words += fmt::format(", {}", status_word(link.status));
    lines.push_back(std::move(words));
  }
  return first_lines("pump", lines, "pumps");
}

bool holds(LinkStatus status) { return status == LinkStatus::limiting || status == LinkStatus::regulating; }

/// Valves that hold a pressure or a flow; of many only those that do not.
std::string regulators(const LoopAnswer& answer) {
  std::vector<std::string> all, idle;
  for (std::size_t i = 0; i < answer.links.size(); ++i) {
    const auto& described = answer.network.links[i];
    const auto& law = described.hydraulics;
    const bool is_one = std::holds_alternative<thermal::LimitedResistance>(law) ||
                        std::holds_alternative<thermal::PressureReducer>(law) ||
                        std::holds_alternative<thermal::PressureSustainer>(law) ||
                        std::holds_alternative<thermal::PressureBreaker>(law);
    if (!is_one) continue;
    const auto status = answer.links[i].status;
    all.push_back(
        fmt::format("{}: {}, {}", described.id.text(), status_word(status), flow_text(answer.links[i])));
    if (!holds(status)) idle.push_back(all.back());
  }
  if (all.size() <= most_text_lines) return first_lines("valve", all, "valves");
  return text_line("valves", fmt::format("{} of {} hold their flow or pressure", all.size() - idle.size(),
                                         all.size())) +
         first_lines("valve", idle, "valves");
}

std::string devices(const LoopAnswer& answer) {
  std::vector<std::string> lines;
  for (const auto& device : answer.devices) {
    if (device.mode != thermal::Mode::full) continue;
    lines.push_back(fmt::format("{}: {}", device.id, to_text(device.heat, units::kW_heat)));
  }
  return first_lines("at its most", lines, "machines");
}

std::string unsolved(const LoopAnswer& answer) {
  std::vector<std::string> lines;
  for (const auto& piece : answer.pieces) {
    if (!piece.has_converged)
      lines.push_back(fmt::format("{}: {}", count_of(piece.node_count, "node", "nodes"), piece.reason));
  }
  std::size_t cut_off = 0;
  for (const auto& node : answer.nodes) cut_off += node.pressure.is_missing();
  for (const auto& piece : answer.pieces) cut_off -= piece.has_converged ? 0 : piece.node_count;
  auto text = first_lines("without answer", lines, "pieces");
  if (cut_off > 0)
    text += text_line("cut off", fmt::format("{}, behind closed links", count_of(cut_off, "node", "nodes")));
  return text;
}

std::string_view words_of(LoopOutcome outcome) {
  switch (outcome) {
    case LoopOutcome::solved:
      return "solved";
    case LoopOutcome::infeasible:
      return "not all of it has a solution";
    case LoopOutcome::no_solution:
      return "no solution was found, and no reason";
  }
  return {};
}

}  // namespace

std::string thermal_text(const LoopAnswer& answer) {
  std::size_t solved = 0;
  for (const auto& piece : answer.pieces) solved += piece.has_converged ? piece.node_count : 0;
  auto text = fmt::format("{} ({})\n\n", answer.name, answer.state);
  text += text_line(
      "solved",
      fmt::format("{} of {}, {}", solved, count_of(answer.nodes.size(), "node", "nodes"),
                  count_of(static_cast<std::size_t>(answer.iterations), "iteration", "iterations")));
  text += demands(answer);
  text += largest_flows(answer);
  text += extreme_pressures(answer);
  text += warmest(answer);
  text += pumps(answer);
  text += regulators(answer);
  text += devices(answer);
  text += unsolved(answer);
  text += note_lines(answer.notes);
  return text + fmt::format("\n{}\n", words_of(answer.outcome()));
}

}  // namespace shellfit::reports
