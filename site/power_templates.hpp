#pragma once
// What a template of power plant stands for, element by element.

#include "site/plant.hpp"

#include <vector>

namespace shellfit::site {

/// `count` units of a block. Ids follow from the block's: "it.3.transformer", "it.3.board", "it.3.out". On
/// `boards` in turn where the block names none.
///
/// With x units to make y, each pair of units has an outlet for 2 y / (x (x - 1)) of a unit: so y units carry
/// all that hangs on x. N+1 puts all units on one bus and leaves one unit's part of it free.
[[nodiscard]] OneLine expand(const PowerBlock& block, int count, const std::vector<BoardId>& boards,
                             bool is_installed);

/// All of a described system: its medium-voltage boards, its blocks, and what it lists by itself.
[[nodiscard]] OneLine expand(const PowerSystem& power);

}  // namespace shellfit::site
