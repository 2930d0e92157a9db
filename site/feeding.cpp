#include "site/feeding.hpp"

#include <algorithm>
#include <utility>

namespace shellfit::site {

Feeding::Feeding(const OneLine& one_line)
    : line_(one_line), index_(index_of(one_line.boards)), incomers_(one_line.boards.size()) {
  const auto from_board = [&](const BoardId& from, const BoardId& to) {
    of(to).boards.push_back(board(from));
    of(to).behind.push_back(board(from));
  };
  for (const auto& one : line_.boards) {
    of(one.id).feed = one.feed;
    if (one.from) from_board(*one.from, one.id);
  }
  for (std::size_t i = 0; i < line_.transformers.size(); ++i) {
    const auto& one = line_.transformers[i];
    of(one.to).transformers.push_back(static_cast<int>(i));
    if (one.from) of(one.to).behind.push_back(board(*one.from));
  }
  for (std::size_t i = 0; i < line_.upses.size(); ++i) {
    const auto& one = line_.upses[i];
    of(one.to).upses.push_back(static_cast<int>(i));
    of(one.to).behind.push_back(board(one.from));
  }
  for (std::size_t i = 0; i < line_.generators.size(); ++i)
    of(line_.generators[i].on).generators.push_back(static_cast<int>(i));
  for (const auto& one : line_.breakers) from_board(one.from, one.to);
  for (std::size_t i = 0; i < line_.cables.size(); ++i) {
    const auto& one = line_.cables[i];
    of(one.to).cables.push_back(static_cast<int>(i));
    from_board(one.from, one.to);
  }
  for (const auto& one : line_.switches) from_board(one.from.front(), one.to);
}

std::vector<int> Feeding::boards_behind(const Outlet& outlet) const {
  std::vector<int> front{board(outlet.a)};
  if (outlet.b) front.push_back(board(*outlet.b));
  return boards_reached(std::move(front), [&](int one) -> const auto& { return of(one).behind; });
}

int Feeding::home_board(int board) const {
  while (!line_.boards[static_cast<std::size_t>(board)].type) {
    const auto& in = of(board);
    if (in.boards.empty() && in.upses.empty()) return -1;
    board = in.boards.empty() ? this->board(line_.upses[static_cast<std::size_t>(in.upses.front())].from)
                              : in.boards.front();
  }
  return board;
}

Backing Feeding::backing(const Outlet& outlet) const {
  const auto boards = boards_behind(outlet);
  const auto any = [&](auto has) { return std::any_of(boards.begin(), boards.end(), has); };
  if (any([&](int one) { return !of(one).upses.empty(); })) return Backing::ups;
  if (any([&](int one) { return !of(one).generators.empty(); })) return Backing::generator;
  return Backing::none;
}

}  // namespace shellfit::site
