#include "exchange/connections.hpp"

#include "base/nearest.hpp"
#include "exchange/tags.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shellfit::exchange {

namespace {

constexpr std::size_t most_candidates = 5'000;
constexpr std::size_t most_searches = 200;

std::string look_alike(std::string_view tag) {
  auto key = tag_key(tag);
  for (auto& c : key) {
    if (c == 'i' || c == 'l') c = '1';
    if (c == 'o') c = '0';
    if (c == 's') c = '5';
  }
  return key;
}

class Connector {
 public:
  Connector(Schedule& schedule, const ThereAlready& there) : schedule_(schedule) {
    for (const auto& id : there.boards) there_by_key_.try_emplace(tag_key(id), id, Piece::Role::board);
    for (const auto& id : there.feeds) there_by_key_.try_emplace(tag_key(id), id, Piece::Role::feed);
    for (std::size_t i = 0; i < schedule_.equipment.size(); ++i) {
      const auto& one = schedule_.equipment[i];
      auto& group = groups_[tag_key(one.tag)];
      for (const auto& id : one.ids) {
        by_key_[tag_key(id)] = pieces_.size();
        group.push_back(pieces_.size());
        pieces_.push_back({Piece::Role::scheduled, i, id, false, {}, {}, {}});
      }
    }
  }

  Outcome<Connections> run() {
    std::size_t first = 0;
    for (const auto& one : schedule_.equipment) {
      for (const auto& tie : one.sources) connect_tie(one, first, tie, true);
      for (const auto& tie : one.loads) connect_tie(one, first, tie, false);
      first += one.ids.size();
    }
    if (auto fault = circle()) return tl::unexpected(Diagnostics{std::move(*fault)});
    return Connections{std::move(pieces_)};
  }

 private:
  RowReport& row_of(const Equipment& one) { return schedule_.report.rows[one.row]; }

  /// Pieces that a tag names; empty when it names none.
  std::vector<std::size_t> named(const Equipment& one, const std::string& tag, bool is_source) {
    const auto key = tag_key(tag);
    if (key.empty()) return {};
    if (const auto found = by_key_.find(key); found != by_key_.end()) return {found->second};
    if (const auto found = groups_.find(key); found != groups_.end()) return found->second;
    if (const auto found = there_by_key_.find(key); found != there_by_key_.end()) {
      by_key_[key] = pieces_.size();
      pieces_.push_back({found->second.second, 0, found->second.first, true, {}, {}, {}});
      return {pieces_.size() - 1};
    }
    if (!is_source || !says_utility(tag) || is_cooling(one.kind)) return {};
    by_key_[key] = pieces_.size();
    pieces_.push_back({Piece::Role::feed, 0, id_of_tag(tag), false, {}, {}, {}});
    return {pieces_.size() - 1};
  }

  void leave(const Equipment& one, const Equipment::Tie& tie, const std::string& why) {
    remark(row_of(one), Standing::left, tie.where, "",
           fmt::format("'{}': {}; not connected", shortened(tie.text), why));
  }

  void connect_tie(const Equipment& one, std::size_t first, const Equipment::Tie& tie, bool is_source) {
    std::vector<std::size_t> others;
    const auto tags = by_key_.contains(tag_key(tie.text)) ? std::vector{tie.text} : tags_in(tie.text);
    if (tags.empty()) return leave(one, tie, "names more pieces than can be");
    for (const auto& tag : tags) {
      const auto found = named(one, tag, is_source);
      if (found.empty()) return leave(one, tie, "names no tag" + hint(tag));
      others.insert(others.end(), found.begin(), found.end());
    }
    const auto count = one.ids.size();
    if (others.size() == count && count > 1) {
      remark(row_of(one), Standing::guessed, tie.where, "",
             fmt::format("{} pieces of '{}' taken one to one", count, shortened(tie.text)));
    } else if (others.size() > 1 && count > 1) {
      return leave(one, tie, fmt::format("names {} pieces for {}", others.size(), count));
    }
    for (std::size_t i = 0; i < count; ++i) {
      if (others.size() == count) {
        join(one, first + i, others[i], tie, is_source);
      } else {
        for (const auto other : others) join(one, first + i, other, tie, is_source);
      }
    }
  }

  void join(const Equipment& one, std::size_t piece, std::size_t other, const Equipment::Tie& tie,
            bool is_source) {
    if (piece == other) return leave(one, tie, "names itself");
    const auto source = is_source ? other : piece;
    const auto consumer = is_source ? piece : other;
    auto& sources = pieces_[consumer].sources;
    if (std::find(sources.begin(), sources.end(), source) != sources.end()) return;
    if (sources.empty()) pieces_[consumer].source_at = tie.where;
    sources.push_back(source);
    pieces_[source].consumers.push_back(consumer);
  }

  std::string hint(const std::string& tag) {
    if (++searches_ > most_searches || pieces_.size() > most_candidates) return "";
    std::vector<std::string> ids;
    for (const auto& piece : pieces_) {
      // A letter for the digit that looks like it is the likeliest slip.
      if (look_alike(piece.id) == look_alike(tag)) return fmt::format("; did they mean {}?", piece.id);
      ids.push_back(piece.id);
    }
    const auto near = nearest(tag, ids);
    return near ? fmt::format("; did they mean {}?", *near) : "";
  }

  bool is_board(std::size_t piece) const {
    return pieces_[piece].role == Piece::Role::board ||
           (pieces_[piece].role == Piece::Role::scheduled &&
            schedule_.equipment[pieces_[piece].equipment].kind == Kind::board);
  }
  /// A board's second source is a tie when it is a board too; ties may go both ways.
  bool is_tie(std::size_t consumer, std::size_t rank) const {
    return rank > 0 && is_board(consumer) && is_board(pieces_[consumer].sources[rank]);
  }

  std::optional<Diagnostic> circle() const {
    enum class Mark { fresh, open, done };
    std::vector<Mark> marks(pieces_.size(), Mark::fresh);
    for (std::size_t start = 0; start < pieces_.size(); ++start) {
      std::vector<std::pair<std::size_t, std::size_t>> path{{start, 0}};
      if (marks[start] != Mark::fresh) continue;
      marks[start] = Mark::open;
      while (!path.empty()) {
        auto& [piece, rank] = path.back();
        if (rank == pieces_[piece].sources.size()) {
          marks[piece] = Mark::done;
          path.pop_back();
          continue;
        }
        const auto next = pieces_[piece].sources[rank];
        const bool is_skipped = is_tie(piece, rank++);
        if (is_skipped || marks[next] == Mark::done) continue;
        if (marks[next] == Mark::open) return circle_fault(path, next);
        marks[next] = Mark::open;
        path.emplace_back(next, 0);
      }
    }
    return std::nullopt;
  }

  Diagnostic circle_fault(const std::vector<std::pair<std::size_t, std::size_t>>& path,
                          std::size_t closing) const {
    const auto start =
        std::find_if(path.begin(), path.end(), [&](const auto& step) { return step.first == closing; });
    std::string ids;
    std::size_t shown = 0;
    for (auto step = start; step != path.end() && shown < 8; ++step, ++shown)
      ids += pieces_[step->first].id + " from ";
    Diagnostic fault;
    fault.code = "E-IMPORT-005";
    fault.message = "equipment is fed from itself, in a circle";
    fault.where = pieces_[closing].source_at;
    fault.found = fmt::format("{}{}", ids, shown == 8 ? "..." : pieces_[closing].id);
    fault.expected = "sources that lead to a feed or a generator";
    fault.hint = fmt::format("the circle: {}", fault.found);
    return fault;
  }

  Schedule& schedule_;
  std::map<std::string, std::pair<std::string, Piece::Role>> there_by_key_;
  std::vector<Piece> pieces_;
  std::map<std::string, std::size_t> by_key_;
  std::map<std::string, std::vector<std::size_t>> groups_;
  std::size_t searches_ = 0;
};

}  // namespace

std::vector<std::size_t> batteries_of(const Schedule& schedule, const Connections& connections,
                                      const Piece& ups) {
  std::vector<std::size_t> batteries;
  for (const auto* list : {&ups.consumers, &ups.sources}) {
    for (const auto one : *list) {
      const auto& piece = connections.pieces[one];
      if (piece.role == Piece::Role::scheduled && schedule.equipment[piece.equipment].kind == Kind::battery)
        batteries.push_back(one);
    }
  }
  return batteries;
}

Outcome<Connections> connect(Schedule& schedule, const ThereAlready& there) {
  return Connector(schedule, there).run();
}

}  // namespace shellfit::exchange
