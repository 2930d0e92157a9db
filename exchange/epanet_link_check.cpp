#include "exchange/epanet_curves.hpp"
#include "exchange/epanet_links.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shellfit::exchange {

namespace {

using namespace epanet;

/// PRVs, PSVs and FCVs in the order of the file, at their nodes.
class ValveCheck {
 public:
  explicit ValveCheck(EpanetDraft& draft) : draft_(draft), links_(draft.network.links) {
    by_node_.resize(draft.network.nodes.size());
  }

  void check() {
    for (std::size_t row = 0; row < links_.size(); ++row) {
      const auto* const valve = std::get_if<Valve>(&links_[row].element);
      if (valve == nullptr) continue;
      if (valve->kind != ValveKind::prv && valve->kind != ValveKind::psv && valve->kind != ValveKind::fcv)
        continue;
      check_ends(row);
      check_neighbours(row);
      by_node_[links_[row].from].push_back(row);
      by_node_[links_[row].to].push_back(row);
    }
  }

 private:
  void check_ends(std::size_t row) {
    for (const auto node : {links_[row].from, links_[row].to}) {
      if (std::holds_alternative<Junction>(draft_.network.nodes[node].element)) continue;
      draft_.faults.complain("E-INP-008",
                             fmt::format("valve {} stands at {}, which is a reservoir or tank",
                                         shortened(links_[row].id), shortened(draft_.network.nodes[node].id)),
                             links_[row].where, "junctions at both ends");
    }
  }
  void check_neighbours(std::size_t row) {
    for (const auto node : {links_[row].from, links_[row].to}) {
      for (const auto other : by_node_[node]) {
        if (!contradict(links_[other], links_[row]) && !contradict(links_[row], links_[other])) continue;
        auto& fault =
            draft_.faults.complain("E-INP-008",
                                   fmt::format("valves {} and {} contradict each other",
                                               shortened(links_[other].id), shortened(links_[row].id)),
                                   links_[row].where, "pipe between them");
        fault.other = draft_.faults.at(links_[other].where);
        fault.other_label = "the other one";
        return;
      }
    }
  }
  /// The pairs that EPANET refuses. (project.c: valvecheck)
  static bool contradict(const Link& a, const Link& b) {
    const auto kind_a = std::get<Valve>(a.element).kind, kind_b = std::get<Valve>(b.element).kind;
    const bool is_in_series = a.to == b.from;
    if (kind_a == ValveKind::prv && kind_b == ValveKind::prv) return is_in_series || a.to == b.to;
    if (kind_a == ValveKind::psv && kind_b == ValveKind::psv) return is_in_series || a.from == b.from;
    const bool is_held_twice = (kind_a == ValveKind::prv && kind_b == ValveKind::psv) ||
                               (kind_a == ValveKind::fcv && kind_b == ValveKind::psv) ||
                               (kind_a == ValveKind::prv && kind_b == ValveKind::fcv);
    return is_held_twice && is_in_series;
  }

  EpanetDraft& draft_;
  const std::vector<Link>& links_;
  std::vector<std::vector<std::size_t>> by_node_;
};

void check_pump(EpanetDraft& draft, const Link& link, const Pump& pump) {
  const auto complain = [&](std::string_view what, std::string_view expected) {
    draft.faults.complain("E-INP-009", fmt::format("pump {} {}", shortened(link.id), what), link.where,
                          std::string(expected));
  };
  if (!pump.head_curve) {
    if (!pump.power) complain("has neither a curve nor a power", "HEAD and a curve, or POWER and a number");
    return;
  }
  const auto& curve = draft.network.curves[*pump.head_curve];
  const bool falls = is_fitted(curve)
                         ? fit_epanet_pump(curve).has_value()
                         : std::adjacent_find(curve.y.begin(), curve.y.end(),
                                              [](double a, double b) { return b >= a; }) == curve.y.end();
  if (!falls)
    complain(fmt::format("has a curve {} that does not fall", shortened(curve.id)),
             "less head at every greater flow");
}

void check_valve_curve(EpanetDraft& draft, const Link& link, const Valve& valve) {
  if (valve.kind != ValveKind::gpv || !valve.curve) return;
  const auto& curve = draft.network.curves[*valve.curve];
  const auto complain = [&](std::string_view what, std::string_view expected) {
    draft.faults.complain("E-INP-009", fmt::format("valve {} has a curve {}", shortened(link.id), what),
                          link.where, std::string(expected));
  };
  if (curve.x.size() < 2)
    complain("of one point", "two points or more");
  else if (curve.x.front() < 0.0 || curve.y.front() < 0.0)
    complain("that begins below zero", "flows and losses from zero on");
  else if (!std::is_sorted(curve.y.begin(), curve.y.end()))
    complain("that falls", "no less loss at a greater flow");
}

}  // namespace

void check_epanet_links(EpanetDraft& draft) {
  ValveCheck(draft).check();
  for (const auto& link : draft.network.links) {
    if (const auto* const pump = std::get_if<Pump>(&link.element)) check_pump(draft, link, *pump);
    if (const auto* const valve = std::get_if<Valve>(&link.element)) check_valve_curve(draft, link, *valve);
  }
}

}  // namespace shellfit::exchange
