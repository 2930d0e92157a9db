#include "exchange/epanet_nodes.hpp"

#include <fmt/format.h>

namespace shellfit::exchange {

namespace {

using namespace epanet;

EpanetPlace place_of_node(const EpanetCase& network, std::size_t row) { return network.nodes[row].where; }

/// The row of a pattern or curve, which may go on over many lines; a new one when its id is new.
template <class Table>
std::optional<std::size_t> row_of(EpanetDraft& draft, EpanetRow& row, EpanetIds& ids,
                                  std::vector<Table>& tables) {
  if (!is_epanet_id(draft, row.text(0), row.where(0))) return std::nullopt;
  const auto [known, is_new] = ids.try_emplace(row.text(0), tables.size());
  if (is_new) tables.emplace_back().id = row.text(0);
  return known->second;
}

/// Where a word may be left out, or say nothing by "" or *.
bool is_left_out(const EpanetRow& row, std::size_t word) {
  return row.text(word).empty() || row.text(word)[0] == '*';
}

void read_junction(EpanetDraft& draft, EpanetRow& row) {
  Node node;
  node.id = row.text(0);
  node.where = row.where(0);
  Junction junction;
  Demand demand;
  if (row.has(1)) node.elevation = row.number(1, "elevation").value_or(0.0);
  if (row.has(2)) demand.base = row.number(2, "demand").value_or(0.0);
  if (row.has(3) && !row.text(3).empty()) demand.pattern = row.pattern(3);
  junction.demands.push_back(demand);
  node.element = std::move(junction);
  if (row.claim_id(draft.nodes, draft.network.nodes.size(), place_of_node))
    draft.network.nodes.push_back(std::move(node));
}

void read_reservoir(EpanetRow& row, Node& node) {
  Reservoir reservoir;
  node.elevation = row.number(1, "head").value_or(0.0);
  if (row.has(2) && !row.text(2).empty()) reservoir.head_pattern = row.pattern(2);
  node.element = reservoir;
}

void check_levels(EpanetDraft& draft, EpanetRow& row, const Tank& tank) {
  if (tank.level < tank.least_level || tank.level > tank.most_level) {
    draft.faults.complain(
        "E-INP-010",
        fmt::format("tank {}: the level at the start is not between the others", shortened(row.text(0))),
        row.where(2), fmt::format("{} to {}", tank.least_level, tank.most_level));
  }
  if (!tank.volume_curve) return;
  const auto& curve = draft.network.curves[*tank.volume_curve];
  constexpr double rounding = 1e-6;  // EPANET's TINY
  if (curve.x.size() < 2) {
    draft.faults.complain("E-INP-009", fmt::format("the volume curve {} has one point", shortened(curve.id)),
                          row.where(7), "two points or more");
  } else if (tank.least_level < curve.x.front() - rounding || tank.most_level > curve.x.back() + rounding) {
    draft.faults.complain(
        "E-INP-010", fmt::format("tank {}: its levels reach beyond its volume curve", shortened(row.text(0))),
        row.where(7), fmt::format("levels from {} to {}", curve.x.front(), curve.x.back()));
  }
}

void read_tank(EpanetDraft& draft, EpanetRow& row, Node& node) {
  if (!row.has_words(6, "id, elevation, level at the start, lowest, highest, diameter")) return;
  Tank tank;
  const auto figure = [&row](std::size_t word, std::string_view what) {
    return row.number(word, what, EpanetRange::not_negative);
  };
  node.elevation = row.number(1, "elevation").value_or(0.0);
  const auto level = figure(2, "level at the start"), least = figure(3, "lowest level");
  const auto most = figure(4, "highest level"), diameter = figure(5, "diameter");
  if (row.has(6)) tank.least_volume = figure(6, "lowest volume").value_or(0.0);
  if (row.has(7) && !is_left_out(row, 7)) tank.volume_curve = row.curve(7);
  if (row.has(8)) {
    tank.may_overflow = row.says(8, "YES");
    if (!tank.may_overflow && !row.says(8, "NO")) row.complain_unknown_word(8, "YES, NO");
  }
  if (!level || !least || !most || !diameter) return;
  if (*diameter == 0.0) {
    node.element = Reservoir{*level, {}};
    return;
  }
  tank.level = *level;
  tank.least_level = *least;
  tank.most_level = *most;
  tank.diameter = *diameter;
  check_levels(draft, row, tank);
  node.element = tank;
}

/// A line of two or three words is a reservoir and a longer one a tank, whichever section it stands in.
void read_reservoir_or_tank(EpanetDraft& draft, EpanetRow& row) {
  if (!row.has_words(2, "an id and a head")) return;
  Node node;
  node.id = row.text(0);
  node.where = row.where(0);
  if (row.size() <= 3)
    read_reservoir(row, node);
  else
    read_tank(draft, row, node);
  if (row.claim_id(draft.nodes, draft.network.nodes.size(), place_of_node))
    draft.network.nodes.push_back(std::move(node));
}

/// The junction that a line of demands or emitters is about; nothing, with a remark, at a reservoir or tank.
Junction* junction_of(EpanetDraft& draft, EpanetRow& row, std::size_t node, std::string_view what) {
  auto& one = draft.network.nodes[node];
  if (auto* junction = std::get_if<Junction>(&one.element)) return junction;
  draft.remark(fmt::format("the {} of {} has no effect: it is no junction", what, shortened(row.text(0))));
  return nullptr;
}

void check_rising(EpanetDraft& draft, const Curve& curve) {
  for (std::size_t i = 1; i < curve.x.size(); ++i) {
    if (curve.x[i] > curve.x[i - 1]) continue;
    draft.faults.complain("E-INP-009", fmt::format("curve {}: its points do not rise", shortened(curve.id)),
                          curve.where,
                          fmt::format("more than {} behind it, not {}", curve.x[i - 1], curve.x[i]));
    return;
  }
}

}  // namespace

void read_epanet_patterns(EpanetDraft& draft) {
  for_each_epanet_row(draft, EpanetSection::patterns, [&](EpanetRow& row) {
    if (!row.has_words(2, "an id and a factor")) return;
    const auto known = row_of(draft, row, draft.patterns, draft.network.patterns);
    if (!known) return;
    for (std::size_t word = 1; word < row.size(); ++word)
      draft.network.patterns[*known].factors.push_back(row.number(word, "factor").value_or(1.0));
  });
}

void read_epanet_curves(EpanetDraft& draft) {
  for_each_epanet_row(draft, EpanetSection::curves, [&](EpanetRow& row) {
    if (!row.has_words(3, "an id and the two figures of a point")) return;
    const auto known = row_of(draft, row, draft.curves, draft.network.curves);
    const auto x = row.number(1, "first figure"), y = row.number(2, "second figure");
    if (!known || !x || !y) return;
    auto& curve = draft.network.curves[*known];
    if (curve.x.empty()) curve.where = row.where(0);
    curve.x.push_back(*x);
    curve.y.push_back(*y);
  });
  if (!draft.faults.is_empty()) return;
  for (const auto& curve : draft.network.curves) check_rising(draft, curve);
}

void read_epanet_nodes(EpanetDraft& draft) {
  for (const auto& line : draft.text.lines) {
    EpanetRow row(draft, line);
    if (line.section == EpanetSection::junctions) read_junction(draft, row);
    if (line.section == EpanetSection::reservoirs || line.section == EpanetSection::tanks)
      read_reservoir_or_tank(draft, row);
  }
}

void read_epanet_demands(EpanetDraft& draft) {
  // The first line about a junction replaces its demand in [JUNCTIONS], the others add to that.
  std::vector<char> is_replaced(draft.network.nodes.size(), 0);
  for_each_epanet_row(draft, EpanetSection::demands, [&](EpanetRow& row) {
    if (!row.has_words(2, "a junction and its demand")) return;
    const auto node = row.node(0);
    const auto base = row.number(1, "demand");
    Demand demand{base.value_or(0.0), {}};
    if (row.has(2) && !row.text(2).empty()) demand.pattern = row.pattern(2);
    if (!node) return;
    auto* const junction = junction_of(draft, row, *node, "demand");
    if (junction == nullptr) return;
    if (is_replaced[*node] == 0) junction->demands.clear();
    is_replaced[*node] = 1;
    junction->demands.push_back(demand);
  });
}

void read_epanet_emitters(EpanetDraft& draft) {
  for_each_epanet_row(draft, EpanetSection::emitters, [&](EpanetRow& row) {
    if (!row.has_words(2, "a junction and its coefficient")) return;
    const auto node = row.node(0);
    const auto coefficient = row.number(1, "coefficient", EpanetRange::not_negative);
    if (!node || !coefficient) return;
    if (auto* const junction = junction_of(draft, row, *node, "emitter")) junction->emitter = *coefficient;
  });
}

}  // namespace shellfit::exchange
