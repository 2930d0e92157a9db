#include "exchange/epanet_answer.hpp"

#include "exchange/epanet_network.hpp"
#include "exchange/epanet_start.hpp"
#include "thermal/network_check.hpp"

#include <fmt/format.h>

namespace shellfit::exchange {

namespace {

/// What the reader lets pass and no network can be: figures beyond all measure.
Diagnostics faults_of(const EpanetCase& from, const thermal::Network& network) {
  EpanetFaults faults(from.source);
  for (const auto& fault : thermal::check_network(network)) {
    EpanetPlace where;
    for (const auto& node : from.nodes) {
      if (node.id == fault.element) where = node.where;
    }
    for (const auto& link : from.links) {
      if (link.id == fault.element) where = link.where;
    }
    faults.complain("E-INP-004", fmt::format("{} {}", shortened(fault.element), fault.message), where,
                    "figures of a size that pipes have");
  }
  return faults.take();
}

bool is_same(const EpanetStart::LinkState& a, const EpanetStart::LinkState& b) {
  return a.status == b.status && a.setting == b.setting;
}

/// Whether the junction is at the pressure of a control. (hydsolver.c: pswitch)
bool acts(const EpanetCase& from, const epanet::Control& control, const studies::LoopAnswer& answer) {
  const auto head = answer.nodes[control.node].head;
  if (head.is_missing()) return false;
  constexpr double tolerance_m = 0.0005 * epanet::metres_in_foot;  // EPANET's Htol
  const bool is_below = control.when == epanet::Control::When::below;
  const auto pressure =
      epanet_pressure(from, control.node, head.in_si() + (is_below ? -tolerance_m : tolerance_m));
  return is_below ? pressure <= control.value : pressure >= control.value;
}

/// Applies the controls by pressure; true when a link has changed.
bool apply_pressure_controls(const EpanetCase& from, const studies::LoopAnswer& answer, EpanetStart& start) {
  bool has_changed = false;
  for (const auto row : start.pressure_controls) {
    const auto& control = from.controls[row];
    if (!acts(from, control, answer)) continue;
    const auto before = start.links[control.link];
    apply_epanet_control(control, start);
    has_changed |= !is_same(before, start.links[control.link]);
  }
  return has_changed;
}

}  // namespace

Outcome<studies::LoopAnswer> solve_epanet(const EpanetCase& from) {
  auto start = epanet_start(from);
  const std::size_t most_rounds = 10 + 2 * start.pressure_controls.size();
  for (std::size_t round = 1;; ++round) {
    auto made = epanet_network(from, start);
    if (!made) return tl::unexpected(std::move(made.error()));
    if (auto faults = faults_of(from, made->network); !faults.empty())
      return tl::unexpected(std::move(faults));
    auto answer = studies::solve_isothermal(std::move(made->network));
    answer.fluid = std::move(made->water);
    const bool has_changed = apply_pressure_controls(from, answer, start);
    if (has_changed && round < most_rounds) continue;
    answer.notes = from.remarks;
    answer.notes.insert(answer.notes.end(), made->notes.begin(), made->notes.end());
    if (round > 1)
      answer.notes.push_back(
          fmt::format("controls by the pressure of junctions acted in {} rounds", round - 1));
    if (has_changed)
      answer.notes.emplace_back(
          "controls by the pressure of junctions undo one another: this is one of their states");
    return answer;
  }
}

}  // namespace shellfit::exchange
