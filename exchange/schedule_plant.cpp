#include "exchange/schedule_plant.hpp"

#include "exchange/plant_draft.hpp"

#include <fmt/format.h>

#include <optional>

namespace shellfit::exchange {

namespace {

class PlantWriter : PlantDraft {
 public:
  PlantWriter(Schedule& schedule, const Connections& connections, const ThereAlready& there)
      : PlantDraft(schedule, connections, there) {}

  PlantText write() {
    // Feeds first: whether one can be written decides what hangs on it.
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      if (is_feed(i)) write_feed(i);
    }
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      if (pieces_[i].role == Role::scheduled && !is_feed(i)) write_piece(i);
    }
    tell_of_ends_there_already();
    for (auto* list : {&mv_boards_, &boards_, &transformers_, &generators_, &ups_, &switches_, &outlets_})
      text_.elements.insert(text_.elements.end(), list->begin(), list->end());
    return std::move(text_);
  }

 private:
  static std::string figure_of(const Equipment& one, const char* figure) {
    const auto found = one.figures.find(figure);
    return found == one.figures.end() ? std::string("unknown") : found->second.value;
  }

  void write_feed(std::size_t i) {
    const auto& piece = pieces_[i];
    if (piece.is_there_already) return;
    std::string voltage = "unknown", more = " rating=\"unknown\" fault-level=\"unknown\"";
    if (piece.role == Role::scheduled) {
      const auto& one = equipment(i);
      voltage = figure_of(one, "voltage");
      more = fmt::format(" rating=\"{}\" fault-level=\"{}\"", figure_of(one, "rating"),
                         figure_of(one, "fault-level"));
      if (one.figures.contains("x-over-r"))
        more += fmt::format(" x-over-r=\"{}\"", figure_of(one, "x-over-r"));
      for (const auto* figure : {"rating", "fault-level"}) {
        if (!one.figures.contains(figure))
          tell(i, Standing::guessed, fmt::format("{} not given, so unknown", figure));
      }
    }
    if (voltage == "unknown") voltage = voltage_by_consumers(i);
    if (voltage == "unknown") {
      tell_about(i, Standing::left, "voltage not known, and a feed cannot be without: not written");
      lost_.insert(i);
      return;
    }
    text_.feeds.push_back(fmt::format("<feed id=\"{}\" voltage=\"{}\"{}/>", piece.id, voltage, more));
    if (piece.role == Role::scheduled) return wrote(i, "feed", piece.id);
    // A feed that is named and has no row is made for the first that names it.
    const auto consumer = piece.consumers.front();
    row(consumer).elements.push_back("feed " + piece.id);
    text_.ids.emplace_back(piece.id,
                           piece.source_at.is_known() ? piece.source_at : equipment(consumer).tag_at);
  }

  /// The voltage of a feed that has none of its own, by what the schedule says it feeds.
  std::string voltage_by_consumers(std::size_t i) {
    for (const auto consumer : pieces_[i].consumers) {
      if (pieces_[consumer].role != Role::scheduled) continue;
      const auto& one = equipment(consumer);
      auto voltage = figure_of(one, one.kind == Kind::transformer ? "primary" : "voltage");
      if (voltage == "unknown") continue;
      tell(consumer, Standing::guessed,
           fmt::format("feed {}: {}; its voltage {} is that of what it feeds", pieces_[i].id,
                       pieces_[i].role == Role::scheduled ? "its row gives no voltage"
                                                          : "the schedule has no row for it",
                       voltage));
      return voltage;
    }
    return "unknown";
  }

  /// The bus on which the output of a source stands; empty when it was not written.
  std::string output_of(std::size_t i) {
    const auto found = *kind(i);
    if (lost_.contains(i) || is_cooling(found) || found == Kind::busway || found == Kind::battery ||
        is_dual(i))
      return {};
    if (!outputs_[i].empty()) return outputs_[i];
    if (is_bus(i)) return outputs_[i] = pieces_[i].id;
    if (found == Kind::feed) return outputs_[i] = board_of_feed(i);
    const auto consumers = power_consumers(i);
    if (consumers.size() == 1 && is_bus(consumers.front()))
      return outputs_[i] = pieces_[consumers.front()].id;
    auto id = fresh_id(pieces_[i].id + "-bus");
    outputs_[i] = id;
    boards_.push_back(fmt::format("<board id=\"{}\"/>", id));
    wrote(i, "board", id);
    tell(i, Standing::guessed,
         fmt::format("a plain bus {} stands at its output: no single board follows it", id));
    if (consumers.empty()) add_outlet(i, id, feeds_cooling(i) ? "mechanical" : "both");
    return id;
  }

  /// Feeds end at medium-voltage boards; what is not one gets a plain one before it.
  std::string board_of_feed(std::size_t i) {
    auto id = fresh_id(pieces_[i].id + "-board");
    mv_boards_.push_back(fmt::format("<mv-board id=\"{}\" feed=\"{}\"/>", id, pieces_[i].id));
    for (const auto consumer : pieces_[i].consumers)
      tell(consumer, Standing::guessed, fmt::format("a plain board stands between it and its feed: {}", id));
    if (pieces_[i].role == Role::scheduled) {
      wrote(i, "mv-board", id);
    } else {
      text_.ids.emplace_back(id, equipment(pieces_[i].consumers.front()).tag_at);
    }
    return id;
  }

  /// What is in the shell already stays as it is. What can name it as its end does so; of all else that the
  /// schedule says to feed it, or to be fed by it as a battery is, the rows tell.
  void tell_of_ends_there_already() {
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      if (!pieces_[i].is_there_already) continue;
      for (const auto source : pieces_[i].sources) {
        if (pieces_[source].role != Role::scheduled) continue;
        const bool names_it = outputs_[source] == pieces_[i].id && !is_bus(source) && !is_feed(source);
        if (names_it) continue;
        tell(source, Standing::left,
             fmt::format("{} is in the shell already and stays as it is: not connected. Name {} there",
                         pieces_[i].id, outputs_[source].empty() ? pieces_[source].id : outputs_[source]));
      }
    }
  }

  void add_outlet(std::size_t i, const std::string& board, std::string_view serves,
                  const std::string& other = {}) {
    const auto id = fresh_id(pieces_[i].id + ".outlet");
    outlets_.push_back(fmt::format("<outlet id=\"{}\" a=\"{}\"{} serves=\"{}\"/>", id, board,
                                   other.empty() ? "" : fmt::format(" b=\"{}\"", other), serves));
    wrote(i, "outlet", id);
  }

  void write_piece(std::size_t i) {
    const auto& one = equipment(i);
    switch (one.kind) {
      case Kind::board:
        return write_board(i);
      case Kind::cable:
        tell(i, Standing::guessed,
             "its sets and metres are not read: a plain bus stands in its place, until a <cable> does");
        return write_board(i);
      case Kind::distribution:
        return is_dual(i) ? write_dual(i) : write_board(i);
      case Kind::transformer: {
        const auto from = single_source(i);
        transformers_.push_back(fmt::format("<transformer id=\"{}\"{}{} to=\"{}\"/>", pieces_[i].id,
                                            type_attribute(i), from, output_of(i)));
        return wrote(i, "transformer", pieces_[i].id);
      }
      case Kind::ups: {
        const auto from = single_source(i);
        ups_.push_back(fmt::format("<ups id=\"{}\"{}{}{} to=\"{}\"/>", pieces_[i].id, type_attribute(i),
                                   battery_of(i), from, output_of(i)));
        return wrote(i, "ups", pieces_[i].id);
      }
      case Kind::generator:
        return write_generator(i);
      case Kind::transfer_switch:
        return write_switch(i);
      case Kind::battery:
        return write_battery(i);
      case Kind::busway:
        return tell(i, Standing::left, "busways run over rows of racks; the layout places them");
      case Kind::cooling_tower:
        return tell(i, Standing::left, "cooling towers are not described: coolers and chillers are");
      default:
        return tell(i, Standing::left,
                    one.type_id.empty() ? "no type: it needs a pump curve, which a schedule does not have; "
                                          "name maker and model of a catalog type"
                                        : "not placed: a schedule does not say which loop it belongs to; its "
                                          "type can be used in <loop>");
    }
  }

  /// from="..." of what has one source; further ones are told.
  std::string single_source(std::size_t i) {
    std::string from;
    for (const auto source : power_sources(i)) {
      const auto id = output_of(source);
      if (from.empty() && !id.empty()) {
        from = id;
      } else if (id.empty()) {
        tell(i, Standing::left, fmt::format("its source was not written: {}", pieces_[source].id));
      } else {
        tell(i, Standing::left, fmt::format("a second source is not described: {}", pieces_[source].id));
      }
    }
    if (from.empty()) {
      tell(i, Standing::left, "nothing says what it is fed from: written without a source");
      return {};
    }
    return fmt::format(" from=\"{}\"", from);
  }

  void write_board(std::size_t i) {
    const auto& one = equipment(i);
    const auto& id = pieces_[i].id;
    std::string feed, from, tie;
    int incomers = 0;
    for (const auto source : power_sources(i)) {
      const bool is_own_feed =
          is_feed(source) && one.is_medium_voltage && feed.empty() && !lost_.contains(source);
      if (is_own_feed) {
        feed = pieces_[source].id;
      } else if (output_of(source).empty()) {
        tell(i, Standing::left, fmt::format("its source was not written: {}", pieces_[source].id));
      } else if (const auto output = output_of(source); output == id) {
        ++incomers;
      } else if (from.empty() && feed.empty() && incomers == 0) {
        from = output;
      } else if (tie.empty()) {
        tie = output;
        tell(i, Standing::guessed,
             fmt::format("its second source is taken as a tie, normally open: {}", output));
      } else {
        tell(i, Standing::left, fmt::format("a third source is not described: {}", output));
      }
    }
    if (!feed.empty() && !from.empty()) {
      tell(i, Standing::guessed,
           fmt::format("beside its feed, the other source is taken as a tie, normally open: {}", from));
      if (tie.empty()) tie = from;
      from.clear();
    }
    if (incomers > 1) tell(i, Standing::guessed, "all its incomers are taken as closed");
    const auto attributes = [&](std::string_view name, const std::string& value) {
      return value.empty() ? std::string{} : fmt::format(" {}=\"{}\"", name, value);
    };
    const bool is_mv = one.is_medium_voltage && from.empty() && incomers == 0;
    if (is_mv) {
      mv_boards_.push_back(fmt::format("<mv-board id=\"{}\"{}{}{}/>", id, type_attribute(i),
                                       attributes("feed", feed), attributes("tie", tie)));
    } else {
      boards_.push_back(fmt::format("<board id=\"{}\"{}{}{}/>", id, type_attribute(i),
                                    attributes("from", from), attributes("tie", tie)));
    }
    wrote(i, is_mv ? "mv-board" : "board", id);
    if (one.type_id.empty()) tell(i, Standing::guessed, "without a rating it is a plain bus");
    if (power_sources(i).empty())
      tell(i, Standing::left, "nothing says what it is fed from: written without a source");
    if (!one.is_medium_voltage) write_outlets(i, id);
  }

  void write_outlets(std::size_t i, const std::string& id) {
    const auto& one = equipment(i);
    const bool is_end = power_consumers(i).empty();
    if (feeds_cooling(i)) return add_outlet(i, id, "mechanical");
    if (!is_end) return;
    if (one.kind == Kind::distribution) return add_outlet(i, id, "racks");
    const bool is_mechanical = says_mechanical(one.words) || says_mechanical(one.tag);
    const std::string_view serves = is_mechanical ? "mechanical" : is_behind_ups(i) ? "racks" : "both";
    tell(i, Standing::guessed, fmt::format("an outlet for {}: it ends the chain", serves));
    add_outlet(i, id, serves);
  }

  bool is_behind_ups(std::size_t i) const {
    for (std::size_t steps = 0; steps < 64; ++steps) {
      if (kind(i) == Kind::ups) return true;
      if (pieces_[i].sources.empty()) return false;
      i = pieces_[i].sources.front();
    }
    return false;
  }

  /// A PDU with two sources gives each rack a side of both.
  void write_dual(std::size_t i) {
    std::vector<std::string> sides;
    for (const auto source : power_sources(i)) {
      const auto output = output_of(source);
      if (output.empty() || sides.size() == 2) {
        tell(i, Standing::left, fmt::format("a source is not described: {}", pieces_[source].id));
        continue;
      }
      sides.push_back(fresh_id(pieces_[i].id + (sides.empty() ? ".a" : ".b")));
      boards_.push_back(
          fmt::format("<board id=\"{}\"{} from=\"{}\"/>", sides.back(), type_attribute(i), output));
      wrote(i, "board", sides.back());
    }
    if (sides.empty()) return;
    tell(i, Standing::guessed, "its two sources taken as sides a and b, each with a board of its own");
    add_outlet(i, sides.front(), "racks", sides.size() > 1 ? sides[1] : "");
  }

  void write_generator(std::size_t i) {
    if (power_consumers(i).empty() && !feeds_cooling(i))
      return tell(i, Standing::left, "nothing says what it feeds: not written");
    if (!pieces_[i].sources.empty())
      tell(i, Standing::left, "a generator has no source: what it is said to be fed from is left");
    generators_.push_back(
        fmt::format("<generator id=\"{}\"{} on=\"{}\"/>", pieces_[i].id, type_attribute(i), output_of(i)));
    wrote(i, "generator", pieces_[i].id);
  }

  void write_switch(std::size_t i) {
    const auto sources = power_sources(i);
    if (is_bus(i)) {
      tell(i, Standing::guessed,
           "a transfer switch needs two sources: with one it is written as a plain bus");
      return write_board(i);
    }
    std::vector<std::string> from;
    for (const auto source : sources) {
      const auto output = output_of(source);
      if (!output.empty() && from.size() < 2) from.push_back(output);
    }
    if (from.size() < 2)
      return tell(i, Standing::left, "one of its two sources was not written: left as well");
    if (sources.size() > 2) tell(i, Standing::left, "more than two sources are not described");
    tell(i, Standing::guessed, "the first of its sources taken as the preferred one");
    switches_.push_back(fmt::format("<transfer-switch id=\"{}\" kind=\"{}\" from=\"{} {}\" to=\"{}\"/>",
                                    pieces_[i].id, equipment(i).is_static ? "static" : "automatic", from[0],
                                    from[1], output_of(i)));
    wrote(i, "transfer-switch", pieces_[i].id);
  }

  /// type, cabinets and autonomy of the battery that names this UPS.
  std::string battery_of(std::size_t i) {
    const auto batteries = batteries_of(schedule_, connections_, pieces_[i]);
    const auto& ups = equipment(i);
    std::string text;
    if (batteries.empty()) {
      text += fmt::format(" battery=\"{}\"", ups.battery_type);
      tell(i, Standing::guessed, "no battery names it: written with one of which nothing is known");
    } else {
      const auto& battery = equipment(batteries.front());
      if (!battery.type_id.empty()) text += fmt::format(" battery=\"{}\"", battery.type_id);
      const auto cabinets = !ups.cabinets.empty()       ? ups.cabinets
                            : !battery.cabinets.empty() ? battery.cabinets
                                                        : std::to_string(batteries.size());
      text += fmt::format(" cabinets=\"{}\"", cabinets);
    }
    const auto autonomy = !ups.autonomy.empty() ? ups.autonomy
                          : batteries.empty()   ? std::string{}
                                                : equipment(batteries.front()).autonomy;
    if (!autonomy.empty()) text += fmt::format(" autonomy=\"{}\"", autonomy);
    return text;
  }

  void write_battery(std::size_t i) {
    for (const auto* list : {&pieces_[i].consumers, &pieces_[i].sources}) {
      for (const auto one : *list) {
        if (kind(one) != Kind::ups) continue;
        row(i).elements.push_back(fmt::format("battery of {}", pieces_[one].id));
        return;
      }
    }
    tell(i, Standing::left, "it names no UPS: not written");
  }
};

}  // namespace

PlantText write_plant(Schedule& schedule, const Connections& connections, const ThereAlready& there) {
  return PlantWriter(schedule, connections, there).write();
}

}  // namespace shellfit::exchange
