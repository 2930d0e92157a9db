#include "studies/plant_network.hpp"

#include "base/assertion.hpp"
#include "studies/outlet_capacity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace shellfit::studies {

namespace {

using power::BusId;
using power::ElementId;

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

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
        incomer_breakers_(line_.boards.size()) {}

  void write() {
    write_feeds();
    write_boards();
    if (power_.is_offered) return write_offers();
    write_incoming_breakers();
    for (const auto& one : line_.transformers) write_transformer(one);
    for (const auto& one : line_.switches) write_transfer_switch(one);
    write_ties();
    write_generators();
    for (const auto& one : line_.upses) write_ups(one);
  }

 private:
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
      if (board.feed) incomer(static_cast<int>(i), "q/" + id, "poi/" + board.feed->text(), id);
      if (board.from) incomer(static_cast<int>(i), "q/" + id + "/from", board.from->text(), id);
    }
    for (const auto& one : line_.breakers)
      incomer(index(one.to), one.id.text(), one.from.text(), one.to.text());
  }

  /// A breaker by which a board is fed: it opens when the board takes from a tie or a generator.
  void incomer(int board, const std::string& id, const std::string& from, const std::string& to,
               bool is_closed = true) {
    draft_.breaker(id, from, to, is_closed);
    incomer_breakers_[ix(board)].emplace_back(id);
  }

  void write_ties() {
    std::set<std::pair<std::string, std::string>> ties;
    for (std::size_t i = 0; i < line_.boards.size(); ++i) {
      const auto& board = line_.boards[i];
      if (!board.tie) continue;
      const auto pair = std::minmax(board.id.text(), board.tie->text());
      const auto tie = fmt::format("tie/{}/{}", pair.first, pair.second);
      if (ties.emplace(pair).second) draft_.breaker(tie, pair.first, pair.second, false);
      draft_.ties.push_back({power::TransferId("transfer/" + board.id.text()), BusId(board.id.text()),
                             incomer_breakers_[i], ElementId(tie)});
    }
  }

  void write_transformer(const site::TransformerUnit& one) {
    const auto& id = one.id.text();
    const auto& type = study_.catalog.get(one.type);
    draft_.bus(id + "/hv", one.from ? voltage(index(*one.from)) : type.primary.value());
    draft_.bus(id + "/lv", type.secondary.value());
    if (one.from) draft_.breaker("q/" + id + "/hv", one.from->text(), id + "/hv");
    draft_.network.transformers.push_back(
        {ElementId(id), BusId(id + "/hv"), BusId(id + "/lv"), type.rating.value(), type.primary.value(),
         type.secondary.value(), type.impedance.value(), type.x_over_r.value(), type.no_load_loss.value()});
    incomer(index(one.to), "q/" + id + "/lv", id + "/lv", one.to.text());
    draft_.part(site::Part::transformer, id, id);
  }

  /// All sets of a board stand on one bus of their own and start together.
  void write_generators() {
    const auto elevation = study_.shell.site.elevation.at(Corner::middle).value_or(0.0 * units::m);
    std::vector<char> has_bus(line_.boards.size(), 0);
    for (const auto& one : line_.generators) {
      const int board = index(one.on);
      const auto on = one.on.text() + "/generators";
      const auto& type = study_.catalog.get(one.type);
      if (has_bus[ix(board)] == 0) {
        draft_.bus(on, voltage(board));
        draft_.breaker("q/" + on, on, one.on.text(), false);
        draft_.generators.push_back({power::TransferId("start/" + one.on.text()), BusId(one.on.text()),
                                     incomer_breakers_[ix(board)], ElementId("q/" + on)});
        has_bus[ix(board)] = 1;
      }
      const auto& id = one.id.text();
      draft_.bus(id + "/out", voltage(board));
      draft_.breaker("q/" + id, id + "/out", on);
      const auto rating = apparent_power(derated(type, elevation), type.power_factor.value());
      draft_.network.sources.push_back({ElementId(id), BusId(id + "/out"), 1.0,
                                        rating / type.reactance.value().in_si(), ratio(generator_x_over_r),
                                        true});
      draft_.part(site::Part::generator, id, id);
    }
  }

  void write_ups(const site::UpsUnit& one) {
    const auto& id = one.id.text();
    const auto& type = study_.catalog.get(one.type);
    const auto level = voltage(index(one.from));
    draft_.bus(id + "/in", level);
    draft_.bus(id + "/out", level);
    draft_.breaker("q/" + id + "/in", one.from.text(), id + "/in");
    draft_.breaker("q/" + id + "/out", id + "/out", one.to.text());
    draft_.network.converters.push_back(
        {ElementId(id), BusId(id + "/in"), BusId(id + "/out"), type.rating.value(), type.efficiency.value(),
         type.input_power_factor.value(),
         // A reserve has carried nothing that it would have to recharge.
         one.is_reserve ? 0.0 * units::W : type.rating.value() * type.recharge.value().in_si()});
    draft_.part(site::Part::ups, id, id);
  }

  void write_transfer_switch(const site::TransferSwitch& one) {
    const auto position = [&](std::size_t k) { return fmt::format("{}/{}", one.id.text(), k + 1); };
    for (std::size_t k = 0; k < one.from.size(); ++k)
      incomer(index(one.to), position(k), one.from[k].text(), one.to.text(), k == 0);
    auto& transfers = one.kind == site::TransferSwitch::Kind::static_switch ? draft_.static_switches
                                                                            : draft_.automatic_switches;
    for (std::size_t k = 1; k < one.from.size(); ++k) {
      power::Transfer transfer{power::TransferId(fmt::format("{}/{}", one.id.text(), k + 1)),
                               BusId(one.to.text()),
                               {},
                               ElementId(position(k))};
      for (std::size_t other = 0; other < k; ++other) transfer.opens.emplace_back(position(other));
      transfers.push_back(std::move(transfer));
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
  std::vector<std::vector<ElementId>> incomer_breakers_;  ///< by board
};

}  // namespace

void write_plant(const site::Study& study, const PowerPlan& power, const site::Feeding& feeding,
                 const std::vector<std::optional<LineVoltage>>& voltages, NetworkDraft& draft) {
  PlantWriter(study, power, feeding, voltages, draft).write();
}

}  // namespace shellfit::studies
