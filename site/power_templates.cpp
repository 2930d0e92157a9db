#include "site/power_templates.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shellfit::site {

namespace {

class BlockWriter {
 public:
  BlockWriter(const PowerBlock& block, int count, const std::vector<BoardId>& on, bool is_installed)
      : block_(block), count_(count), on_(block.on.empty() ? on : block.on), is_installed_(is_installed) {}

  OneLine write() {
    for (int i = 0; i < count_; ++i) write_unit(i);
    switch (block_.topology) {
      case Topology::radial:
        for (int i = 0; i < count_; ++i) outlet(unit(i), outputs_[ix(i)], std::nullopt);
        break;
      case Topology::parallel:
        write_common_bus();
        break;
      case Topology::dual:
        write_pairs();
        break;
      case Topology::block_redundant:
        write_catcher();
        break;
      case Topology::distributed:
        write_shared_pairs();
        break;
    }
    return std::move(out_);
  }

 private:
  static std::size_t ix(int i) { return static_cast<std::size_t>(i); }
  std::string unit(int i) const { return fmt::format("{}.{}", block_.id.text(), i + 1); }
  bool is_reserve(int i) const {
    return block_.topology == Topology::block_redundant && i >= count_ - block_.reserve;
  }

  BoardId bus(const std::string& id, std::optional<Id<catalogs::BoardType>> type = std::nullopt) {
    Board board;
    board.id = BoardId(id);
    board.type = std::move(type);
    board.is_installed = is_installed_;
    board.where = block_.where;
    out_.boards.push_back(std::move(board));
    return BoardId(id);
  }
  Outlet& outlet(const std::string& id, const BoardId& a, std::optional<BoardId> b) {
    out_.outlets.push_back(
        {OutletId(id), a, std::move(b), block_.serves, std::nullopt, std::nullopt, block_.where});
    return out_.outlets.back();
  }

  /// Transformer, board, generator and UPS of one unit; `outputs_` gets the bus its loads hang on.
  void write_unit(int i) {
    const auto u = unit(i);
    const auto board = bus(u + ".board", block_.board);
    std::optional<BoardId> from;
    if (!on_.empty()) from = on_[ix(i) % on_.size()];
    out_.transformers.push_back({PlantId(u + ".transformer"), block_.transformer, from, board, std::nullopt,
                                 is_installed_, block_.where});
    if (block_.generator)
      out_.generators.push_back(
          {PlantId(u + ".generator"), *block_.generator, board, is_installed_, block_.where});
    if (!block_.ups) {
      outputs_.push_back(board);
      return;
    }
    const bool is_common = block_.topology == Topology::parallel;
    const auto output = is_common ? BoardId(block_.id.text() + ".bus") : bus(u + ".out");
    out_.upses.push_back({PlantId(u + ".ups"), *block_.ups, block_.battery, block_.autonomy, block_.cabinets,
                          board, output, is_reserve(i), is_installed_, block_.where});
    outputs_.push_back(output);
  }

  void write_common_bus() {
    const auto common = bus(block_.id.text() + ".bus");
    if (!block_.ups) {
      // Without UPS the boards themselves are joined, by breakers.
      for (int i = 0; i < count_; ++i)
        out_.breakers.push_back({PlantId(unit(i) + ".coupler"), outputs_[ix(i)], common, block_.where});
    }
    outlet(block_.id.text(), common, std::nullopt).share =
        ratio(static_cast<double>(count_ - block_.reserve) / count_);
  }

  void write_pairs() {
    for (int i = 0; i + 1 < count_; i += 2) {
      outlet(unit(i), outputs_[ix(i)], outputs_[ix(i + 1)]);
      // Racks hang on both sides at once; mechanical loads are shared out over the pair.
      if (block_.serves != Serves::racks) {
        out_.outlets.back().serves = block_.serves;
        outlet(unit(i + 1), outputs_[ix(i + 1)], outputs_[ix(i)]).serves = Serves::mechanical;
      }
    }
  }

  /// Load buses A and B of a working unit, each behind a static switch of its own to the catcher.
  void write_catcher() {
    const auto catcher = bus(block_.id.text() + ".catcher");
    for (int i = 0; i < count_; ++i) {
      if (is_reserve(i))
        out_.breakers.push_back({PlantId(unit(i) + ".coupler"), outputs_[ix(i)], catcher, block_.where});
    }
    for (int i = 0; i < count_; ++i) {
      if (is_reserve(i)) continue;
      std::vector<BoardId> sides;
      for (const char side : {'a', 'b'}) {
        sides.push_back(bus(fmt::format("{}.load.{}", unit(i), side)));
        out_.switches.push_back({PlantId(fmt::format("{}.sts.{}", unit(i), side)),
                                 TransferSwitch::Kind::static_switch,
                                 {outputs_[ix(i)], catcher},
                                 sides.back(),
                                 block_.where});
      }
      outlet(unit(i), sides[0], sides[1]);
    }
  }

  void write_shared_pairs() {
    const double share = 2.0 * (count_ - block_.reserve) / (static_cast<double>(count_) * (count_ - 1));
    for (int i = 0; i < count_; ++i) {
      for (int j = i + 1; j < count_; ++j) {
        outlet(fmt::format("{}.{}-{}", block_.id.text(), i + 1, j + 1), outputs_[ix(i)], outputs_[ix(j)])
            .share = ratio(share);
      }
    }
  }

  const PowerBlock& block_;
  int count_;
  std::vector<BoardId> on_;
  bool is_installed_;
  OneLine out_;
  std::vector<BoardId> outputs_;
};

}  // namespace

OneLine expand(const PowerBlock& block, int count, const std::vector<BoardId>& boards, bool is_installed) {
  return BlockWriter(block, count, boards, is_installed).write();
}

OneLine expand(const PowerSystem& power) {
  OneLine all;
  for (auto board : power.mv_boards) {
    board.is_medium_voltage = true;
    all.boards.push_back(std::move(board));
  }
  // A described block that names no board is not connected.
  for (const auto& block : power.blocks) all.append(expand(block, block.count, {}, true));
  all.append(power.elements);
  return all;
}

}  // namespace shellfit::site
