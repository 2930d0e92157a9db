#pragma once
// Power plant while it is written: what is known of each piece, and what is told of it.

#include "exchange/schedule_plant.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace shellfit::exchange {

class PlantDraft {
 protected:
  using Role = Piece::Role;

  PlantDraft(Schedule& schedule, const Connections& connections, const ThereAlready& there)
      : schedule_(schedule),
        connections_(connections),
        pieces_(connections.pieces),
        outputs_(pieces_.size()) {
    for (const auto& [id, where] : there.ids) taken_.insert(id);
    for (const auto& piece : pieces_) taken_.insert(piece.id);
  }

  const Equipment& equipment(std::size_t i) const { return schedule_.equipment[pieces_[i].equipment]; }
  std::optional<Kind> kind(std::size_t i) const {
    if (pieces_[i].role == Role::feed) return Kind::feed;
    if (pieces_[i].role == Role::board) return Kind::board;
    return equipment(i).kind;
  }
  bool is_feed(std::size_t i) const { return kind(i) == Kind::feed; }
  /// Sources that carry power in: no batteries.
  std::vector<std::size_t> power_sources(std::size_t i) const {
    std::vector<std::size_t> list;
    for (const auto one : pieces_[i].sources) {
      if (kind(one) != Kind::battery) list.push_back(one);
    }
    return list;
  }
  bool is_dual(std::size_t i) const { return kind(i) == Kind::distribution && power_sources(i).size() > 1; }
  /// True for what is nothing but a bus, so that others end at it.
  bool is_bus(std::size_t i) const {
    return kind(i) == Kind::board || kind(i) == Kind::cable ||
           (kind(i) == Kind::distribution && !is_dual(i)) ||
           (kind(i) == Kind::transfer_switch && power_sources(i).size() < 2);
  }
  RowReport& row(std::size_t i) { return schedule_.report.rows[equipment(i).row]; }

  void tell(std::size_t i, Standing standing, std::string text) {
    if (pieces_[i].role != Role::scheduled) return;
    const auto& one = equipment(i);
    // Pieces of one row say the same; the row says it once.
    if (told_.insert({one.row, text.substr(0, text.find(':'))}).second)
      remark(row(i), standing, one.tag_at, "", std::move(text));
  }
  /// Of a thing without a row, the rows tell that name it.
  void tell_about(std::size_t i, Standing standing, const std::string& text) {
    if (pieces_[i].role == Role::scheduled) return tell(i, standing, "its " + text);
    for (const auto consumer : pieces_[i].consumers)
      tell(consumer, standing, fmt::format("{}: {}", pieces_[i].id, text));
  }
  void wrote(std::size_t i, std::string_view element, const std::string& id) {
    if (pieces_[i].role != Role::scheduled) return;
    row(i).elements.push_back(fmt::format("{} {}", element, id));
    text_.ids.emplace_back(id, equipment(i).tag_at);
  }
  /// An id that nothing has yet.
  std::string fresh_id(const std::string& wanted) {
    std::string id = wanted.substr(0, 60);
    for (int k = 2; !taken_.insert(id).second; ++k) id = fmt::format("{}.{}", wanted.substr(0, 58), k);
    return id;
  }
  std::string type_attribute(std::size_t i) const {
    const auto& type = equipment(i).type_id;
    return type.empty() || kind(i) == Kind::cable ? std::string{} : fmt::format(" type=\"{}\"", type);
  }

  static bool takes_power(Kind kind) {
    return !is_cooling(kind) && kind != Kind::battery && kind != Kind::busway;
  }
  std::vector<std::size_t> power_consumers(std::size_t i) const {
    std::vector<std::size_t> list;
    for (const auto one : pieces_[i].consumers) {
      if (takes_power(*kind(one)) && !is_feed(one)) list.push_back(one);
    }
    return list;
  }
  bool feeds_cooling(std::size_t i) const {
    return std::any_of(pieces_[i].consumers.begin(), pieces_[i].consumers.end(),
                       [&](std::size_t one) { return is_cooling(*kind(one)); });
  }

  Schedule& schedule_;
  const Connections& connections_;
  const std::vector<Piece>& pieces_;
  std::vector<std::string> outputs_;
  std::set<std::string> taken_;
  std::set<std::size_t> lost_;  ///< feeds that could not be written
  std::set<std::pair<std::size_t, std::string>> told_;
  std::vector<std::string> mv_boards_, boards_, transformers_, generators_, ups_, switches_, outlets_;
  PlantText text_;
};

}  // namespace shellfit::exchange
