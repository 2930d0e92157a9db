#include "site/one_line_check.hpp"

#include "site/power_templates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace shellfit::site {

namespace {

using documents::Reading;

class OneLineChecker {
 public:
  OneLineChecker(const PowerSystem& power, const std::vector<Feed>& feeds, Reading& reading)
      : power_(power),
        feeds_(feeds),
        listed_(power.elements),
        line_(expand(power)),
        links_(links_of(line_)),
        index_(index_of(line_.boards)),
        reading_(reading) {}

  bool check() {
    check_ids();
    if (!all_resolve()) return false;  // told where references are resolved
    check_ends();
    if (!is_self_joined_) check_rings();
    return is_sound_;
  }

 private:
  void complain(const std::string& message, const Location& where, const std::string& expected) {
    is_sound_ = false;
    reading_.fault("E-SITE-016", message, where, "", expected);
  }

  /// Ids of elements are unique in their file; what a block stands for may still clash with them. What may be
  /// out is called by its id alone, so that all kinds share one space of names.
  void check_ids() {
    std::map<std::string, Location> seen;
    for (const auto& one : feeds_) seen.emplace(one.id.text(), one.where);
    for (const auto& one : power_.offers) seen.emplace(one.id.text(), one.where);
    for (const auto& one : power_.mv_boards) seen.emplace(one.id.text(), one.where);
    for_each_id(listed_, [&](const std::string& id, const Location& where) { seen.emplace(id, where); });
    for (const auto& block : power_.blocks) {
      for_each_id(expand(block, block.count, {}, true), [&](const std::string& id, const Location& where) {
        const auto [known, is_new] = seen.try_emplace(id, where);
        if (is_new) return;
        is_sound_ = false;
        reading_.fault({"E-ID-002",
                        fmt::format("id \"{}\" is used twice, once by what a block stands for", id), where,
                        id, "an id used once", "", known->second, "first used here"});
      });
    }
  }
  template <class Visit>
  static void for_each_id(const OneLine& line, const Visit& visit) {
    const auto all = [&](const auto& list) {
      for (const auto& one : list) visit(one.id.text(), one.where);
    };
    all(line.boards);
    all(line.transformers);
    all(line.generators);
    all(line.upses);
    all(line.breakers);
    all(line.cables);
    all(line.switches);
    all(line.outlets);
  }

  bool all_resolve() const {
    const auto is_there = [&](const BoardId& id) { return index_.contains(id); };
    const auto all = [](const auto& list, auto test) { return std::all_of(list.begin(), list.end(), test); };
    return all(links_, [&](const Link& one) { return is_there(one.from) && is_there(one.to); }) &&
           all(line_.transformers, [&](const TransformerUnit& one) { return is_there(one.to); }) &&
           all(line_.generators, [&](const GeneratorUnit& one) { return is_there(one.on); }) &&
           all(line_.outlets,
               [&](const Outlet& one) { return is_there(one.a) && (!one.b || is_there(*one.b)); });
  }

  void check_ends() {
    for (const auto& link : links_) {
      if (link.from != link.to) continue;
      is_self_joined_ = true;
      complain(link.what + " is joined to itself", link.where, "another board");
    }
    for (const auto& one : listed_.upses) {
      if (!one.battery)
        complain(fmt::format("ups {} has no battery", one.id.text()), one.where, "an attribute battery");
    }
    for (const auto& one : line_.switches) {
      auto from = one.from;
      std::sort(from.begin(), from.end());
      if (from.size() < 2 || std::adjacent_find(from.begin(), from.end()) != from.end())
        complain(fmt::format("transfer-switch {} has nothing to choose from", one.id.text()), one.where,
                 "two different boards or more in from");
    }
    for (const auto& one : line_.outlets) {
      if (one.b && *one.b == one.a)
        complain(fmt::format("both sides of outlet {} are one board", one.id.text()), one.where,
                 "two boards, or no b");
    }
  }

  /// A board that feeds itself through others has no source of its own; ties are for what may go either way.
  void check_rings() {
    std::vector<std::vector<int>> fed_by(line_.boards.size());
    for (const auto& link : links_) {
      if (link.kind != Link::Kind::ties)
        fed_by[static_cast<std::size_t>(index_.at(link.to))].push_back(index_.at(link.from));
    }
    enum class Mark : char { unseen, open, done };
    std::vector<Mark> marks(line_.boards.size(), Mark::unseen);
    struct Step {
      int board;
      std::size_t next;
    };
    for (std::size_t start = 0; start < marks.size(); ++start) {
      if (marks[start] != Mark::unseen) continue;
      std::vector<Step> path{{static_cast<int>(start), 0}};
      marks[start] = Mark::open;
      while (!path.empty()) {
        auto& [board, next] = path.back();
        const auto& sources = fed_by[static_cast<std::size_t>(board)];
        if (next == sources.size()) {
          marks[static_cast<std::size_t>(board)] = Mark::done;
          path.pop_back();
          continue;
        }
        const int source = sources[next++];
        auto& mark = marks[static_cast<std::size_t>(source)];
        if (mark == Mark::open) return tell_ring(path, source);
        if (mark == Mark::done) continue;
        mark = Mark::open;
        path.push_back({source, 0});
      }
    }
  }

  template <class Path>
  void tell_ring(const Path& path, int source) {
    std::string ring = line_.boards[static_cast<std::size_t>(source)].id.text();
    bool is_inside = false;
    for (const auto& step : path) {
      is_inside = is_inside || step.board == source;
      if (is_inside && step.board != source)
        ring += ", fed by " + line_.boards[static_cast<std::size_t>(step.board)].id.text();
    }
    ring += ", fed by " + line_.boards[static_cast<std::size_t>(source)].id.text();
    complain("boards feed each other in a ring: " + ring,
             line_.boards[static_cast<std::size_t>(source)].where, "a tie, where current may go either way");
  }

  const PowerSystem& power_;
  const std::vector<Feed>& feeds_;
  const OneLine& listed_;  ///< one by one, without what blocks stand for
  const OneLine line_;
  const std::vector<Link> links_;
  const BoardIndex index_;
  Reading& reading_;
  bool is_sound_ = true;
  bool is_self_joined_ = false;
};

}  // namespace

bool check_one_line(const PowerSystem& power, const std::vector<Feed>& feeds, Reading& reading) {
  return OneLineChecker(power, feeds, reading).check();
}

void check_voltages(const OneLine& one_line, LineVoltage feed_voltage, const catalogs::Catalog& catalog,
                    Reading& reading) {
  const auto voltages = voltages_of(one_line, feed_voltage, catalog);
  // Units of one block are alike: what is wrong with the first is told once.
  std::set<std::pair<int, int>> told;
  const auto fault = [&](const std::string& message, const Location& where, const std::string& found,
                         const std::string& expected) {
    if (told.emplace(where.line(), where.column()).second)
      reading.fault("E-SITE-009", message, where, found, expected);
  };
  const auto index = index_of(one_line.boards);
  const auto at = [&](const BoardId& id) { return voltages[static_cast<std::size_t>(index.at(id))]; };
  const auto expect_equal = [&](const std::string& what, const BoardId& a, const BoardId& b,
                                const Location& where) {
    const auto one = at(a);
    const auto other = at(b);
    if (one && other && *one != *other)
      fault(fmt::format("{} joins {} at {} and {} at {}", what, a.text(), to_text(*one), b.text(),
                        to_text(*other)),
            where, to_text(*other), to_text(*one));
  };
  const bool knows_all_transformers =
      std::all_of(one_line.transformers.begin(), one_line.transformers.end(),
                  [&](const TransformerUnit& one) { return catalog.get(one.type).secondary.is_known(); });
  for (std::size_t i = 0; i < one_line.boards.size(); ++i) {
    const auto& board = one_line.boards[i];
    const auto& id = board.id.text();
    if (!voltages[i] && knows_all_transformers)
      reading.fault("E-SITE-016", fmt::format("nothing brings a voltage to board {}", id), board.where, "",
                    "a transformer, UPS, breaker or switch that feeds it");
    if (board.type && voltages[i]) {
      const auto& type = catalog.get(*board.type);
      if (type.voltage.is_known() && type.voltage.value() < *voltages[i])
        fault(fmt::format("board {} of {} is fed with {}", id, to_text(type.voltage.value()),
                          to_text(*voltages[i])),
              board.where, to_text(type.voltage.value()), "at least " + to_text(*voltages[i]));
    }
  }
  for (const auto& one : one_line.transformers) {
    const auto& type = catalog.get(one.type);
    const auto supply = one.from ? at(*one.from) : std::nullopt;
    if (supply && type.primary.is_known() && *supply != type.primary.value())
      fault(fmt::format("{} takes {} but its type {} is made for {}", one.id.text(), to_text(*supply),
                        one.type.text(), to_text(type.primary.value())),
            one.where, to_text(type.primary.value()), to_text(*supply));
    const auto secondary = at(one.to);
    if (secondary && type.secondary.is_known() && *secondary != type.secondary.value())
      fault(fmt::format("{} gives {} to {}, which stands at {}", one.id.text(),
                        to_text(type.secondary.value()), one.to.text(), to_text(*secondary)),
            one.where, to_text(type.secondary.value()), to_text(*secondary));
  }
  for (const auto& one : one_line.cables) {
    const auto& type = catalog.get(one.type);
    const auto supply = at(one.from);
    if (supply && type.voltage.is_known() && type.voltage.value() < *supply)
      fault(fmt::format("cable {} of {} is fed with {}", one.id.text(), to_text(type.voltage.value()),
                        to_text(*supply)),
            one.where, to_text(type.voltage.value()), "at least " + to_text(*supply));
  }
  for (const auto& link : links_of(one_line)) {
    if (link.kind != Link::Kind::transforms) expect_equal(link.what, link.from, link.to, link.where);
  }
  for (const auto& one : one_line.outlets) {
    if (one.b) expect_equal("outlet " + one.id.text(), one.a, *one.b, one.where);
  }
}

}  // namespace shellfit::site
