#include "studies/plant_network.hpp"

#include "base/assertion.hpp"
#include "studies/autonomy.hpp"
#include "studies/cable_rating.hpp"
#include "studies/site_ratings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace shellfit::studies {

namespace {

using power::BusId;
using power::ElementId;

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

/// Boards that feed one board together while nothing is out, through closed breakers or in parallel through
/// transformers: any of them that is live makes the others live.
class Couples {
 public:
  Couples(const site::OneLine& line, const site::Feeding& feeding) : feeding_(feeding) {
    for (std::size_t i = 0; i < line.boards.size(); ++i) group_.push_back(static_cast<int>(i));
    for (std::size_t i = 0; i < line.boards.size(); ++i) {
      const int board = static_cast<int>(i);
      join(origins({board}));
      std::vector<int> primaries;
      for (const int one : feeding.of(board).transformers) {
        if (const auto& from = line.transformers[ix(one)].from) primaries.push_back(feeding.board(*from));
      }
      join(origins(std::move(primaries)));
    }
  }
  /// A number that coupled boards share.
  int group(int board) const { return group_[ix(board)]; }

 private:
  /// The boards of one voltage that the supply of some comes from: those with a source of their own.
  std::vector<int> origins(std::vector<int> boards) const {
    static const std::vector<int> none;
    auto found = site::boards_reached(std::move(boards), [&](int at) -> const auto& {
      return is_origin(at) ? none : feeding_.of(at).boards;
    });
    std::erase_if(found, [&](int board) { return !is_origin(board); });
    return found;
  }
  bool is_origin(int board) const {
    const auto& in = feeding_.of(board);
    return in.feed || !in.transformers.empty() || !in.upses.empty() || !in.generators.empty() ||
           in.boards.empty();
  }
  void join(const std::vector<int>& boards) {
    for (const int board : boards) {
      const int from = group_[ix(board)];
      std::replace(group_.begin(), group_.end(), from, group_[ix(boards.front())]);
    }
  }

  const site::Feeding& feeding_;
  std::vector<int> group_;  ///< by board
};

class PlantWriter {
 public:
  PlantWriter(const site::Study& study, const PowerPlan& power, const site::Feeding& feeding,
              const std::vector<std::optional<LineVoltage>>& voltages, NetworkDraft& draft)
      : study_(study),
        power_(power),
        line_(power.one_line),
        feeding_(feeding),
        voltages_(voltages),
        draft_(draft),
        couples_(line_, feeding),
        incomers_(line_.boards.size()),
        joined_(line_.boards.size()) {}

  void write() {
    write_feeds();
    write_boards();
    if (power_.is_offered()) return write_offers();
    write_incoming_breakers();
    for (const auto& one : line_.transformers) write_transformer(one);
    for (const auto& one : line_.cables) write_cable(one);
    for (const auto& one : line_.switches) write_positions(one);
    // Transfers open what feeds a board in whatever way: all of that stands by now.
    write_ties();
    write_generators();
    for (const auto& one : line_.switches) write_transfers(one);
    for (const auto& one : line_.upses) write_ups(one);
  }

 private:
  /// A breaker by which a board is fed, and the board it comes from; -1 from a feed or a transformer.
  struct Incomer {
    ElementId breaker;
    int from;
  };

  int index(const site::BoardId& id) const { return feeding_.board(id); }
  LineVoltage voltage(int board) const {
    ensure(voltages_[ix(board)].has_value(), "what brings a board its voltage is known");
    return *voltages_[ix(board)];
  }

  void write_feeds() {
    for (const auto& feed : study_.shell.feeds) {
      const auto at = "poi/" + feed.id.text();
      draft_.bus(at, feed.voltage);
      const auto level = feed.fault_level.at(Corner::middle);
      draft_.network.sources.push_back(
          {ElementId("feed/" + feed.id.text()), BusId(at), 1.0, level, feed.x_over_r});
      draft_.part(site::Part::feed, feed.id.text(), "feed/" + feed.id.text());
    }
  }

  void write_boards() {
    const auto& boards = line_.boards;
    for (std::size_t i = 0; i < boards.size(); ++i) {
      const auto& id = boards[i].id.text();
      draft_.bus(id, voltage(static_cast<int>(i)));
      draft_.bus_part(boards[i].is_medium_voltage ? site::Part::mv_board : site::Part::board, id, id);
    }
  }

  void write_incoming_breakers() {
    for (std::size_t i = 0; i < line_.boards.size(); ++i) {
      const auto& board = line_.boards[i];
      const auto& id = board.id.text();
      if (board.feed) incomer(static_cast<int>(i), "q/" + id, "poi/" + board.feed->text());
      if (board.from) incomer(static_cast<int>(i), "q/" + id + "/from", *board.from);
    }
    for (const auto& one : line_.breakers) incomer(index(one.to), one.id.text(), one.from);
  }

  /// It opens when the board takes from a tie, a generator or another position of its transfer switch.
  void incomer(int board, const std::string& id, const std::string& from) {
    draft_.breaker_part(id, from, line_.boards[ix(board)].id.text());
    incomers_[ix(board)].push_back({ElementId(id), -1});
  }
  void incomer(int board, const std::string& id, const site::BoardId& from) {
    draft_.breaker_part(id, from.text(), line_.boards[ix(board)].id.text());
    incomers_[ix(board)].push_back({ElementId(id), index(from)});
  }
  /// Of a board, and of those that a cable without a breaker joins to it.
  std::vector<Incomer> incomers_of(int board) const {
    std::vector<Incomer> incomers;
    for (const int one :
         site::boards_reached({board}, [&](int at) -> const auto& { return joined_[ix(at)]; }))
      incomers.insert(incomers.end(), incomers_[ix(one)].begin(), incomers_[ix(one)].end());
    return incomers;
  }

  void write_ties() {
    std::set<std::pair<std::string, std::string>> ties;
    for (std::size_t i = 0; i < line_.boards.size(); ++i) {
      const auto& board = line_.boards[i];
      if (!board.tie) continue;
      const auto pair = std::minmax(board.id.text(), board.tie->text());
      const auto tie = fmt::format("tie/{}/{}", pair.first, pair.second);
      if (ties.emplace(pair).second) draft_.breaker_part(tie, pair.first, pair.second, false);
      draft_.ties.push_back({power::TransferId("transfer/" + board.id.text()), BusId(board.id.text()),
                             opened_before_taking_over(static_cast<int>(i)), ElementId(tie)});
    }
  }

  void write_transformer(const site::TransformerUnit& one) {
    const auto& id = one.id.text();
    const auto& type = study_.catalog.get(one.type);
    draft_.bus(id + "/hv", one.from ? voltage(index(*one.from)) : type.primary.value());
    draft_.bus(id + "/lv", type.secondary.value());
    if (one.from) draft_.breaker_part("q/" + id + "/hv", one.from->text(), id + "/hv");
    draft_.network.transformers.push_back(
        {ElementId(id), BusId(id + "/hv"), BusId(id + "/lv"), type.rating.value(), type.primary.value(),
         type.secondary.value(), type.impedance.value(), type.x_over_r.value(), type.no_load_loss.value()});
    incomer(index(one.to), "q/" + id + "/lv", id + "/lv");
    draft_.part(site::Part::transformer, id, id);
  }

  /// A plain bus has no breaker: what is wrong with it takes the cable along, and the other way round.
  void write_cable(const site::Cable& one) {
    const auto& id = one.id.text();
    const auto& type = study_.catalog.get(one.type);
    const int end = index(one.to);
    const auto level = voltage(index(one.from));
    std::optional<ElementId> nearest_breaker;  // to its end
    const auto behind_breaker = [&](const site::BoardId& board, const std::string& side) {
      if (!line_.boards[ix(index(board))].type) return board.text();
      auto bus = id + "/" + side;
      draft_.bus(bus, level);
      draft_.breaker_part("q/" + bus, board.text(), bus);
      nearest_breaker = ElementId("q/" + bus);
      return bus;
    };
    power::Line line;
    line.id = ElementId(id);
    line.from = BusId(behind_breaker(one.from, "from"));
    line.to = BusId(behind_breaker(one.to, "to"));
    const auto length = one.length.si() / static_cast<double>(one.sets);
    line.resistance = Impedance{type.resistance.value().si() * length};
    line.reactance = Impedance{type.reactance.value().si() * length};
    line.cold_resistance =
        line.resistance /
        warm_resistance_ratio(type.conductor.value_or(catalogs::Conductor::copper), type.temperature.value());
    if (const auto rating = cable_rating(study_, one)) line.ampacity = rating->for_hours;
    if (nearest_breaker) {
      incomers_[ix(end)].push_back({*nearest_breaker, index(one.from)});
    } else {
      joined_[ix(end)].push_back(index(one.from));
    }
    draft_.network.lines.push_back(std::move(line));
    draft_.part(site::Part::cable, id, id);
  }

  /// What opens before a board is fed in another way: its incomers, and those of the boards that are coupled
  /// with it, so that none of them feeds back into the dead network.
  std::vector<ElementId> opened_before_taking_over(int board) const {
    std::vector<ElementId> opens;
    for (const auto& one : incomers_of(board)) opens.push_back(one.breaker);
    const int group = couples_.group(board);
    for (std::size_t other = 0; other < line_.boards.size(); ++other) {
      if (static_cast<int>(other) == board || couples_.group(static_cast<int>(other)) != group) continue;
      for (const auto& one : incomers_of(static_cast<int>(other))) {
        if (one.from < 0 || couples_.group(one.from) != group) opens.push_back(one.breaker);
      }
    }
    return opens;
  }

  /// All sets of a board stand on one bus of their own and start together, and so do those of coupled boards.
  void write_generators() {
    const auto elevation = study_.shell.site.elevation.at(Corner::middle).value_or(0.0 * units::m);
    std::vector<char> has_bus(line_.boards.size(), 0);
    for (const auto& one : line_.generators) {
      const int board = index(one.on);
      const auto on = one.on.text() + "/generators";
      const auto& type = study_.catalog.get(one.type);
      const auto power = derated(type, elevation);
      if (power.in_si() <= 0.0) continue;  // nothing is left of it at that elevation
      if (has_bus[ix(board)] == 0) {
        draft_.bus(on, voltage(board));
        draft_.breaker_part("q/" + on, on, one.on.text(), false);
        draft_.generators.push_back({power::TransferId("start/" + one.on.text()), BusId(one.on.text()),
                                     opened_before_taking_over(board), ElementId("q/" + on),
                                     couples_.group(board)});
        has_bus[ix(board)] = 1;
      }
      const auto& id = one.id.text();
      draft_.bus(id + "/out", voltage(board));
      draft_.breaker_part("q/" + id, id + "/out", on);
      const auto rating = apparent_power(power, type.power_factor.value());
      draft_.network.sources.push_back({ElementId(id), BusId(id + "/out"), 1.0,
                                        rating / type.reactance.value().in_si(), ratio(generator_x_over_r),
                                        true, power.in_si()});
      draft_.part(site::Part::generator, id, id);
    }
  }

  void write_ups(const site::UpsUnit& one) {
    const auto& id = one.id.text();
    const auto& type = study_.catalog.get(one.type);
    const auto level = voltage(index(one.from));
    draft_.bus(id + "/in", level);
    draft_.bus(id + "/out", level);
    draft_.breaker_part("q/" + id + "/in", one.from.text(), id + "/in");
    draft_.breaker_part("q/" + id + "/out", id + "/out", one.to.text());
    draft_.network.converters.push_back(
        {ElementId(id), BusId(id + "/in"), BusId(id + "/out"), type.rating.value(), type.efficiency.value(),
         type.input_power_factor.value(),
         // A reserve has carried nothing that it would have to recharge.
         one.is_reserve ? 0.0 * units::W : type.rating.value() * type.recharge.value().in_si()});
    draft_.part(site::Part::ups, id, id);
    if (one.battery) draft_.part(site::Part::battery, battery_id(one), id);
  }

  static std::string position(const site::TransferSwitch& one, std::size_t k) {
    return fmt::format("{}/{}", one.id.text(), k + 1);
  }

  /// Its positions are breakers of its own: what is lost with it is the board that it feeds.
  void write_positions(const site::TransferSwitch& one) {
    const int board = index(one.to);
    for (std::size_t k = 0; k < one.from.size(); ++k) {
      draft_.breaker(position(one, k), one.from[k].text(), one.to.text(), k == 0);
      incomers_[ix(board)].push_back({ElementId(position(one, k)), index(one.from[k])});
    }
    draft_.bus_part(site::Part::transfer_switch, one.id.text(), one.to.text());
  }

  void write_transfers(const site::TransferSwitch& one) {
    auto& transfers = one.kind == site::TransferSwitch::Kind::static_switch ? draft_.static_switches
                                                                            : draft_.automatic_switches;
    for (std::size_t k = 1; k < one.from.size(); ++k) {
      const ElementId closes(position(one, k));
      auto opens = opened_before_taking_over(index(one.to));
      std::erase(opens, closes);
      transfers.push_back(
          {power::TransferId(position(one, k)), BusId(one.to.text()), std::move(opens), closes});
    }
  }

  void write_offers() {
    for (const auto& offer : power_.offers) {
      const auto& id = offer.id.text();
      std::optional<ApparentPower> level;
      if (const auto current = offer.fault_current.at(Corner::middle))
        level = three_phase_power(*current, offer.voltage);
      constexpr double low_voltage_x_over_r = 6.6;
      draft_.network.sources.push_back(
          {ElementId("feed/" + id), BusId(id), 1.0, level, ratio(low_voltage_x_over_r)});
      draft_.part(site::Part::feed, id, "feed/" + id);
    }
  }

  const site::Study& study_;
  const PowerPlan& power_;
  const site::OneLine& line_;
  const site::Feeding& feeding_;
  const std::vector<std::optional<LineVoltage>>& voltages_;
  NetworkDraft& draft_;
  Couples couples_;
  std::vector<std::vector<Incomer>> incomers_;  ///< by board
  std::vector<std::vector<int>> joined_;        ///< by board: those that feed it by a cable without a breaker
};

}  // namespace

void write_plant(const site::Study& study, const PowerPlan& power, const site::Feeding& feeding,
                 const std::vector<std::optional<LineVoltage>>& voltages, NetworkDraft& draft) {
  PlantWriter(study, power, feeding, voltages, draft).write();
}

}  // namespace shellfit::studies
