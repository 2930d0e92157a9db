#include "site/one_line.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

namespace shellfit::site {

int OneLine::board(const BoardId& id) const {
  const auto found =
      std::find_if(boards.begin(), boards.end(), [&](const Board& one) { return one.id == id; });
  return found == boards.end() ? -1 : static_cast<int>(found - boards.begin());
}

void OneLine::append(OneLine more) {
  const auto add = [](auto& to, auto& from) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
  };
  add(boards, more.boards);
  add(transformers, more.transformers);
  add(generators, more.generators);
  add(upses, more.upses);
  add(breakers, more.breakers);
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
  std::erase_if(one_line.breakers, [&](const auto& one) { return is_gone(one.from) || is_gone(one.to); });
  for (auto& one : one_line.switches) std::erase_if(one.from, is_gone);
  std::erase_if(one_line.switches, [&](const auto& one) { return one.from.empty() || is_gone(one.to); });
  for (auto& one : one_line.outlets) {
    if (is_gone(one.b)) one.b.reset();
  }
  std::erase_if(one_line.outlets, [&](const auto& one) { return is_gone(one.a); });
  return one_line;
}

std::vector<Incomers> incomers_of(const OneLine& one_line) {
  std::map<BoardId, std::size_t> index;
  for (std::size_t i = 0; i < one_line.boards.size(); ++i) index.emplace(one_line.boards[i].id, i);
  std::vector<Incomers> incomers(one_line.boards.size());
  for (std::size_t i = 0; i < one_line.boards.size(); ++i) {
    const auto& board = one_line.boards[i];
    incomers[i].feed = board.feed;
    if (board.from) incomers[i].boards.push_back(static_cast<int>(index.at(*board.from)));
  }
  for (std::size_t i = 0; i < one_line.transformers.size(); ++i)
    incomers[index.at(one_line.transformers[i].to)].transformers.push_back(static_cast<int>(i));
  for (std::size_t i = 0; i < one_line.upses.size(); ++i)
    incomers[index.at(one_line.upses[i].to)].upses.push_back(static_cast<int>(i));
  for (const auto& one : one_line.breakers)
    incomers[index.at(one.to)].boards.push_back(static_cast<int>(index.at(one.from)));
  for (const auto& one : one_line.switches)
    incomers[index.at(one.to)].boards.push_back(static_cast<int>(index.at(one.from.front())));
  return incomers;
}

std::vector<std::optional<LineVoltage>> voltages_of(const OneLine& one_line, LineVoltage feed_voltage,
                                                    const catalogs::Catalog& catalog) {
  std::map<BoardId, std::size_t> index;
  for (std::size_t i = 0; i < one_line.boards.size(); ++i) index.emplace(one_line.boards[i].id, i);
  std::vector<std::optional<LineVoltage>> voltages(one_line.boards.size());
  for (std::size_t i = 0; i < one_line.boards.size(); ++i) {
    if (one_line.boards[i].is_medium_voltage || one_line.boards[i].feed) voltages[i] = feed_voltage;
  }
  for (const auto& one : one_line.transformers) {
    const auto& type = catalog.get(one.type);
    if (type.secondary.is_known()) voltages[index.at(one.to)] = type.secondary.value();
  }
  // Through everything that does not change the voltage, until nothing is new; then boards that nothing feeds
  // are taken at what they are made for.
  bool has_taken_ratings = false;
  for (bool has_changed = true; has_changed || !has_taken_ratings;) {
    if (!has_changed) {
      has_taken_ratings = true;
      for (std::size_t i = 0; i < one_line.boards.size(); ++i) {
        const auto& type = one_line.boards[i].type;
        if (!voltages[i] && type && catalog.get(*type).voltage.is_known())
          voltages[i] = catalog.get(*type).voltage.value();
      }
    }
    has_changed = false;
    const auto carry = [&](const BoardId& a, const BoardId& b) {
      auto& one = voltages[index.at(a)];
      auto& other = voltages[index.at(b)];
      if (one.has_value() == other.has_value()) return;
      if (one) {
        other = one;
      } else {
        one = other;
      }
      has_changed = true;
    };
    for (const auto& board : one_line.boards) {
      if (board.from) carry(*board.from, board.id);
      if (board.tie) carry(*board.tie, board.id);
    }
    for (const auto& one : one_line.breakers) carry(one.from, one.to);
    for (const auto& one : one_line.upses) carry(one.from, one.to);
    for (const auto& one : one_line.switches) {
      for (const auto& from : one.from) carry(from, one.to);
    }
  }
  return voltages;
}

}  // namespace shellfit::site
