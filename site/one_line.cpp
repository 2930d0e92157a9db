#include "site/one_line.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

namespace shellfit::site {

void OneLine::append(OneLine more) {
  const auto add = [](auto& to, auto& from) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
  };
  add(boards, more.boards);
  add(transformers, more.transformers);
  add(generators, more.generators);
  add(upses, more.upses);
  add(breakers, more.breakers);
  add(cables, more.cables);
  add(switches, more.switches);
  add(outlets, more.outlets);
}

OneLine installed_part(OneLine one_line) {
  const auto is_planned = [](const auto& one) { return !one.is_installed; };
  std::erase_if(one_line.boards, is_planned);
  std::set<BoardId> there;
  for (const auto& board : one_line.boards) there.insert(board.id);
  const auto is_gone = [&](const std::optional<BoardId>& board) { return board && !there.contains(*board); };
  for (auto& board : one_line.boards) {
    if (is_gone(board.from)) board.from.reset();
    if (is_gone(board.tie)) board.tie.reset();
  }
  for (auto& one : one_line.transformers) {
    if (is_gone(one.from)) one.from.reset();
  }
  std::erase_if(one_line.transformers, [&](const auto& one) { return is_planned(one) || is_gone(one.to); });
  std::erase_if(one_line.generators, [&](const auto& one) { return is_planned(one) || is_gone(one.on); });
  std::erase_if(one_line.upses,
                [&](const auto& one) { return is_planned(one) || is_gone(one.from) || is_gone(one.to); });
  std::erase_if(one_line.cables,
                [&](const auto& one) { return is_planned(one) || is_gone(one.from) || is_gone(one.to); });
  std::erase_if(one_line.breakers, [&](const auto& one) { return is_gone(one.from) || is_gone(one.to); });
  for (auto& one : one_line.switches) std::erase_if(one.from, is_gone);
  std::erase_if(one_line.switches, [&](const auto& one) { return one.from.empty() || is_gone(one.to); });
  for (auto& one : one_line.outlets) {
    if (is_gone(one.b)) one.b.reset();
  }
  std::erase_if(one_line.outlets, [&](const auto& one) { return is_gone(one.a); });
  return one_line;
}

BoardIndex index_of(const std::vector<Board>& boards) {
  BoardIndex index;
  for (std::size_t i = 0; i < boards.size(); ++i) index.emplace(boards[i].id, static_cast<int>(i));
  return index;
}

std::vector<Link> links_of(const OneLine& one_line) {
  using enum Link::Kind;
  std::vector<Link> links;
  for (const auto& one : one_line.boards) {
    if (one.from) links.push_back({feeds, "board " + one.id.text(), *one.from, one.id, one.where});
    if (one.tie) links.push_back({ties, "the tie of board " + one.id.text(), *one.tie, one.id, one.where});
  }
  for (const auto& one : one_line.transformers) {
    if (one.from) links.push_back({transforms, "transformer " + one.id.text(), *one.from, one.to, one.where});
  }
  for (const auto& one : one_line.upses)
    links.push_back({feeds, "ups " + one.id.text(), one.from, one.to, one.where});
  for (const auto& one : one_line.breakers)
    links.push_back({feeds, "breaker " + one.id.text(), one.from, one.to, one.where});
  for (const auto& one : one_line.cables)
    links.push_back({feeds, "cable " + one.id.text(), one.from, one.to, one.where});
  for (const auto& one : one_line.switches) {
    for (const auto& from : one.from)
      links.push_back({feeds, "transfer-switch " + one.id.text(), from, one.to, one.where});
  }
  return links;
}

std::vector<std::optional<LineVoltage>> voltages_of(const OneLine& one_line, LineVoltage feed_voltage,
                                                    const catalogs::Catalog& catalog) {
  const auto index = index_of(one_line.boards);
  const auto links = links_of(one_line);
  std::vector<std::optional<LineVoltage>> voltages(one_line.boards.size());
  const auto of = [&](const BoardId& board) -> std::optional<LineVoltage>& {
    return voltages[static_cast<std::size_t>(index.at(board))];
  };
  // Through all that keeps the voltage, until nothing is new.
  const auto carry = [&] {
    for (bool has_changed = true; has_changed;) {
      has_changed = false;
      for (const auto& link : links) {
        if (link.kind == Link::Kind::transforms || of(link.from).has_value() == of(link.to).has_value())
          continue;
        (of(link.from) ? of(link.to) : of(link.from)) = of(link.from) ? of(link.from) : of(link.to);
        has_changed = true;
      }
    }
  };
  for (const auto& one : one_line.transformers) {
    const auto& type = catalog.get(one.type);
    if (type.secondary.is_known()) of(one.to) = type.secondary.value();
  }
  for (const auto& board : one_line.boards) {
    if (board.feed) of(board.id) = feed_voltage;
  }
  carry();
  // The feeds come to medium voltage that nothing of the plant brings to another.
  std::set<BoardId> transformed;
  for (const auto& one : one_line.transformers) transformed.insert(one.to);
  for (const auto& board : one_line.boards) {
    if (board.is_medium_voltage && !of(board.id) && !transformed.contains(board.id))
      of(board.id) = feed_voltage;
  }
  carry();
  // Nothing can be said of boards that a transformer of unknown secondary feeds, nor of those joined to them.
  std::vector<char> is_unknown(voltages.size(), 0);
  for (const auto& one : one_line.transformers) {
    if (!of(one.to)) is_unknown[static_cast<std::size_t>(index.at(one.to))] = 1;
  }
  for (bool has_changed = true; has_changed;) {
    has_changed = false;
    for (const auto& link : links) {
      auto& from = is_unknown[static_cast<std::size_t>(index.at(link.from))];
      auto& to = is_unknown[static_cast<std::size_t>(index.at(link.to))];
      if (link.kind == Link::Kind::transforms || from == to) continue;
      from = to = 1;
      has_changed = true;
    }
  }
  // Boards that nothing feeds are taken at the least that one of those joined is made for.
  std::multimap<LineVoltage, std::size_t> dead;
  for (std::size_t i = 0; i < voltages.size(); ++i) {
    const auto& type = one_line.boards[i].type;
    if (!voltages[i] && is_unknown[i] == 0 && type && catalog.get(*type).voltage.is_known())
      dead.emplace(catalog.get(*type).voltage.value(), i);
  }
  for (const auto& [rated, board] : dead) {
    if (voltages[board]) continue;
    voltages[board] = rated;
    carry();
  }
  return voltages;
}

}  // namespace shellfit::site
