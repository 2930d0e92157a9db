#include "studies/power_assembly.hpp"

#include "base/assertion.hpp"
#include "power/network_check.hpp"
#include "studies/busway_stretches.hpp"
#include "studies/outlet_capacity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace shellfit::studies {

namespace {

using power::BusId;
using power::ElementId;
using power::Switch;

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

class PowerWriter {
 public:
  PowerWriter(const site::Study& study, const Plan& plan, const std::vector<Device>& devices,
              const Spots& spots)
      : study_(study),
        plan_(plan),
        line_(plan.power.one_line),
        devices_(devices),
        spots_(spots),
        voltages_(board_voltages(study, plan.power)),
        incomer_breakers_(line_.boards.size()) {
    for (std::size_t i = 0; i < line_.boards.size(); ++i)
      board_index_.emplace(line_.boards[i].id, static_cast<int>(i));
    out_.incomers = site::incomers_of(line_);
    for (std::size_t i = 0; i < line_.boards.size(); ++i)
      out_.home_boards.push_back(home_board(line_, out_.incomers, static_cast<int>(i)));
  }

  PowerAssembly write() {
    write_feeds();
    write_boards();
    if (plan_.power.is_offered) write_offers();
    for (const auto& one : line_.transformers) write_transformer(one);
    write_ties();
    write_generators();
    for (const auto& one : line_.upses) write_ups(one);
    for (const auto& one : line_.switches) write_transfer_switch(one);
    write_runs();
    write_mechanical();
    order_transfers();
    const auto faults = power::check_network(out_.network);
    if (!faults.empty())
      ensure(false, fmt::format("the assembled one-line is sound; {} {}", faults.front().element,
                                faults.front().message));
    out_.problem = power::to_problem(out_.network);
    resolve();
    return std::move(out_);
  }

 private:
  int index(const site::BoardId& id) const { return board_index_.at(id); }
  LineVoltage voltage(int board) const { return *voltages_[ix(board)]; }
  void bus(const std::string& id, LineVoltage nominal) { out_.network.buses.push_back({BusId(id), nominal}); }
  void breaker(const std::string& id, const std::string& from, const std::string& to, bool is_closed = true) {
    out_.network.switches.push_back(
        {ElementId(id), BusId(from), BusId(to), Switch::Kind::breaker, is_closed});
  }
  void part(site::Part kind, const std::string& id, const std::string& element) {
    named_parts_.push_back({kind, id, element, false});
  }
  void bus_part(site::Part kind, const std::string& id, const std::string& bus) {
    named_parts_.push_back({kind, id, bus, true});
  }

  void write_feeds() {
    for (const auto& feed : study_.shell.feeds) {
      const auto at = "poi/" + feed.id.text();
      bus(at, feed.voltage);
      const auto level = feed.fault_level.at(Corner::middle);
      out_.network.sources.push_back(
          {ElementId("feed/" + feed.id.text()), BusId(at), 1.0, level, feed.x_over_r});
      part(site::Part::feed, feed.id.text(), "feed/" + feed.id.text());
    }
  }

  /// Boards, with the breakers that feed and tie them.
  void write_boards() {
    const auto& boards = line_.boards;
    for (std::size_t i = 0; i < boards.size(); ++i) {
      const auto& id = boards[i].id.text();
      bus(id, voltage(static_cast<int>(i)));
      bus_part(boards[i].is_medium_voltage ? site::Part::mv_board : site::Part::board, id, id);
    }
    if (plan_.power.is_offered) return;
    for (std::size_t i = 0; i < boards.size(); ++i) {
      const auto& board = boards[i];
      const auto& id = board.id.text();
      if (board.feed) incomer(static_cast<int>(i), "q/" + id, "poi/" + board.feed->text(), id);
      if (board.from) incomer(static_cast<int>(i), "q/" + id + "/from", board.from->text(), id);
    }
    for (const auto& one : line_.breakers)
      incomer(index(one.to), one.id.text(), one.from.text(), one.to.text());
  }

  /// A closed breaker by which a board is fed: it opens when the board takes from a tie or a generator.
  void incomer(int board, const std::string& id, const std::string& from, const std::string& to) {
    breaker(id, from, to);
    incomer_breakers_[ix(board)].emplace_back(id);
  }

  void write_ties() {
    std::vector<std::pair<std::string, std::string>> ties;
    for (std::size_t i = 0; i < line_.boards.size(); ++i) {
      const auto& board = line_.boards[i];
      if (!board.tie) continue;
      const auto pair = std::minmax(board.id.text(), board.tie->text());
      const auto tie = fmt::format("tie/{}/{}", pair.first, pair.second);
      if (std::find(ties.begin(), ties.end(), std::pair<std::string, std::string>(pair)) == ties.end()) {
        ties.emplace_back(pair);
        breaker(tie, pair.first, pair.second, false);
      }
      tie_transfers_.push_back({power::TransferId("transfer/" + board.id.text()), BusId(board.id.text()),
                                incomer_breakers_[i], ElementId(tie)});
    }
  }

  void write_transformer(const site::TransformerUnit& one) {
    const auto& id = one.id.text();
    const auto& type = study_.catalog.get(one.type);
    bus(id + "/hv", one.from ? voltage(index(*one.from)) : type.primary.value());
    bus(id + "/lv", type.secondary.value());
    if (one.from) breaker("q/" + id + "/hv", one.from->text(), id + "/hv");
    out_.network.transformers.push_back(
        {ElementId(id), BusId(id + "/hv"), BusId(id + "/lv"), type.rating.value(), type.primary.value(),
         type.secondary.value(), type.impedance.value(), type.x_over_r.value(), type.no_load_loss.value()});
    incomer(index(one.to), "q/" + id + "/lv", id + "/lv", one.to.text());
    part(site::Part::transformer, id, id);
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
        bus(on, voltage(board));
        breaker("q/" + on, on, one.on.text(), false);
        generator_transfers_.push_back({power::TransferId("start/" + one.on.text()), BusId(one.on.text()),
                                        incomer_breakers_[ix(board)], ElementId("q/" + on)});
        has_bus[ix(board)] = 1;
      }
      const auto& id = one.id.text();
      bus(id + "/out", voltage(board));
      breaker("q/" + id, id + "/out", on);
      const auto rating = apparent_power(derated(type, elevation), type.power_factor.value());
      out_.network.sources.push_back({ElementId(id), BusId(id + "/out"), 1.0,
                                      rating / type.reactance.value().in_si(), ratio(generator_x_over_r),
                                      true});
      part(site::Part::generator, id, id);
    }
  }

  void write_ups(const site::UpsUnit& one) {
    const auto& id = one.id.text();
    const auto& type = study_.catalog.get(one.type);
    const auto level = voltage(index(one.from));
    bus(id + "/in", level);
    bus(id + "/out", level);
    breaker("q/" + id + "/in", one.from.text(), id + "/in");
    breaker("q/" + id + "/out", id + "/out", one.to.text());
    out_.network.converters.push_back(
        {ElementId(id), BusId(id + "/in"), BusId(id + "/out"), type.rating.value(), type.efficiency.value(),
         type.input_power_factor.value(),
         // A reserve has carried nothing that it would have to recharge.
         one.is_reserve ? 0.0 * units::W : type.rating.value() * type.recharge.value().in_si()});
    part(site::Part::ups, id, id);
  }

  void write_transfer_switch(const site::TransferSwitch& one) {
    const auto position = [&](std::size_t k) { return fmt::format("{}/{}", one.id.text(), k + 1); };
    for (std::size_t k = 0; k < one.from.size(); ++k)
      breaker(position(k), one.from[k].text(), one.to.text(), k == 0);
    auto& transfers =
        one.kind == site::TransferSwitch::Kind::static_switch ? static_transfers_ : automatic_transfers_;
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
    for (const auto& offer : plan_.power.offers) {
      const auto& id = offer.id.text();
      std::optional<ApparentPower> level;
      if (const auto current = offer.fault_current.at(Corner::middle))
        level = three_phase_power(*current, offer.voltage);
      constexpr double low_voltage_x_over_r = 6.6;
      out_.network.sources.push_back(
          {ElementId("feed/" + id), BusId(id), 1.0, level, ratio(low_voltage_x_over_r)});
      part(site::Part::feed, id, "feed/" + id);
    }
  }

  void write_runs() {
    out_.racks.resize(plan_.racks.size());
    rack_buses_.resize(plan_.racks.size());
    const auto stretches = plan_stretches(study_, plan_, spots_, voltages_);
    for (std::size_t i = 0; i < stretches.size(); ++i) {
      const auto& outlet = line_.outlets[ix(stretches[i].outlet)];
      write_run(fmt::format("busway.{}.a", i + 1), index(outlet.a), 0, stretches[i]);
      if (outlet.b) write_run(fmt::format("busway.{}.b", i + 1), index(*outlet.b), 1, stretches[i]);
    }
  }

  void write_run(const std::string& id, int board, int side, const Stretch& stretch) {
    const auto& racks = stretch.racks;
    const auto* type = stretch.busway;
    BuswayRun run;
    run.id = id;
    run.outlet = stretch.outlet;
    run.board = board;
    run.side = side;
    run.racks = racks;
    run.breaker = ElementId("q/" + id);
    const auto first = spots_.find(plan_.racks[ix(racks.front())].id.text());
    const int home = out_.home_boards[ix(board)];
    run.feeder = run_length(home < 0 ? std::nullopt : spots_.find(line_.boards[ix(home)].id.text()), first);
    run.along = 0.0 * units::m;
    bus(id + "/0", voltage(board));
    breaker("q/" + id, line_.boards[ix(board)].id.text(), id + "/0");
    std::string last = id + "/0";
    std::optional<Spot> last_spot;
    for (std::size_t k = 0; k < racks.size(); ++k) {
      const int rack = racks[k];
      auto tap = id + "/0";
      const auto spot = spots_.find(plan_.racks[ix(rack)].id.text());
      if (type != nullptr) {
        tap = fmt::format("{}/{}", id, k + 1);
        bus(tap, voltage(board));
        const auto length =
            k == 0 ? run.feeder
            : spot && last_spot
                ? (std::fabs(spot->x_m - last_spot->x_m) + std::fabs(spot->y_m - last_spot->y_m)) * units::m
                : 0.6 * units::m;
        if (k > 0) run.along += length;
        out_.network.lines.push_back({ElementId(tap + "/line"), BusId(last), BusId(tap),
                                      Impedance{type->resistance.value().si() * length.si()},
                                      Impedance{type->reactance.value().si() * length.si()}});
        if (k == 0) first_lines_.emplace_back(out_.runs.size(), tap + "/line");
      }
      rack_buses_[ix(rack)][ix(side)] = tap;
      last = tap;
      last_spot = spot;
    }
    if (type != nullptr) {
      run.type = type->id.text();
      bus_part(site::Part::busway, id, id + "/0");
    }
    out_.runs.push_back(std::move(run));
  }

  /// Mechanical loads hang on the outlets that serve them, in turn; with two sides, behind a transfer switch.
  void write_mechanical() {
    write_rack_loads();
    std::vector<const site::Outlet*> outlets;
    for (const auto& outlet : line_.outlets) {
      if (outlet.serves != site::Serves::racks) outlets.push_back(&outlet);
    }
    out_.device_loads.assign(devices_.size(), -1);
    out_.device_buses.assign(devices_.size(), -1);
    if (outlets.empty()) return;
    for (std::size_t d = 0; d < devices_.size(); ++d) {
      write_mechanical_load(devices_[d].id, *outlets[d % outlets.size()], 0.0 * units::W);
      device_load_names_.emplace_back(d, "load/" + devices_[d].id);
    }
    const auto share = study_.basis.electrical.house_load / static_cast<double>(outlets.size());
    for (const auto* outlet : outlets) {
      write_mechanical_load("house/" + outlet->id.text(), *outlet, share);
      house_load_names_.push_back("load/house/" + outlet->id.text());
    }
  }

  void write_mechanical_load(const std::string& id, const site::Outlet& outlet, RealPower real) {
    const auto at = "load/" + id;
    bus(at, voltage(index(outlet.a)));
    breaker("q/" + id + "/1", outlet.a.text(), at);
    if (outlet.b) {
      breaker("q/" + id + "/2", outlet.b->text(), at, false);
      mechanical_transfers_.push_back({power::TransferId("ats/" + id),
                                       BusId(at),
                                       {ElementId("q/" + id + "/1")},
                                       ElementId("q/" + id + "/2")});
    }
    const double tangent = std::tan(std::acos(mechanical_power_factor));
    out_.network.loads.push_back(
        {ElementId(at), BusId(at), real, ReactivePower::from_si(real.in_si() * tangent)});
  }

  void write_rack_loads() {
    for (std::size_t i = 0; i < plan_.racks.size(); ++i) {
      for (std::size_t side = 0; side < 2; ++side) {
        const auto& at = rack_buses_[i][side];
        if (!at.empty())
          out_.network.loads.push_back(
              {ElementId(fmt::format("load/{}/{}", plan_.racks[i].id.text(), side == 0 ? "a" : "b")),
               BusId(at), 0.0 * units::W, 0.0 * units::kvar});
      }
    }
  }

  /// Ties first; then generators and automatic transfer switches, for which the batteries wait; then static
  /// switches, where a UPS output stays dead; then the transfer switches of mechanical loads.
  void order_transfers() {
    for (auto* list : {&tie_transfers_, &generator_transfers_, &automatic_transfers_, &static_transfers_,
                       &mechanical_transfers_}) {
      for (auto& transfer : *list) out_.network.transfers.push_back(std::move(transfer));
    }
  }

  void resolve() {
    const auto& problem = out_.problem;
    for (const auto& named : named_parts_) {
      const auto ref = named.is_bus
                           ? power::ElementRef{power::ElementRef::Kind::bus, problem.bus(BusId(named.name))}
                           : problem.element(ElementId(named.name));
      out_.parts.push_back({named.part, named.id, ref});
    }
    for (const auto& feed : study_.shell.feeds)
      out_.feed_sources.push_back(problem.element(ElementId("feed/" + feed.id.text())).index);
    for (const auto& offer : plan_.power.offers)
      out_.offer_sources.push_back(problem.element(ElementId("feed/" + offer.id.text())).index);
    for (const auto& board : line_.boards) out_.board_buses.push_back(problem.bus(BusId(board.id.text())));
    for (const auto& one : line_.transformers)
      out_.transformer_branches.push_back(problem.branch(problem.element(ElementId(one.id.text()))));
    for (const auto& one : line_.generators)
      out_.generator_sources.push_back(problem.element(ElementId(one.id.text())).index);
    for (const auto& one : line_.upses)
      out_.converters.push_back(problem.element(ElementId(one.id.text())).index);
    for (const auto& outlet : line_.outlets) {
      const auto boards = boards_behind(line_, out_.incomers, outlet);
      auto& generators = out_.outlet_generators.emplace_back();
      for (std::size_t i = 0; i < line_.generators.size(); ++i) {
        if (std::binary_search(boards.begin(), boards.end(), index(line_.generators[i].on)))
          generators.push_back(static_cast<int>(i));
      }
    }
    for (std::size_t i = 0; i < plan_.racks.size(); ++i) {
      auto& feeds = out_.racks[i];
      const auto load_of = [&](const char* side) {
        return problem.element(ElementId(fmt::format("load/{}/{}", plan_.racks[i].id.text(), side))).index;
      };
      if (!rack_buses_[i][0].empty()) {
        feeds.load_a = load_of("a");
        feeds.bus_a = problem.bus(BusId(rack_buses_[i][0]));
      }
      if (!rack_buses_[i][1].empty()) {
        feeds.load_b = load_of("b");
        feeds.bus_b = problem.bus(BusId(rack_buses_[i][1]));
      }
    }
    for (const auto& [run, line] : first_lines_)
      out_.runs[run].first_line = problem.branch(problem.element(ElementId(line)));
    for (const auto& [device, load] : device_load_names_) {
      out_.device_loads[device] = problem.element(ElementId(load)).index;
      out_.device_buses[device] = problem.loads[ix(out_.device_loads[device])].bus;
    }
    for (const auto& load : house_load_names_)
      out_.house_loads.push_back(problem.element(ElementId(load)).index);
  }

  struct NamedPart {
    site::Part part;
    std::string id, name;
    bool is_bus;
  };

  const site::Study& study_;
  const Plan& plan_;
  const site::OneLine& line_;
  const std::vector<Device>& devices_;
  const Spots& spots_;
  PowerAssembly out_;
  std::vector<std::optional<LineVoltage>> voltages_;  ///< by board
  std::map<site::BoardId, int> board_index_;
  std::vector<std::vector<ElementId>> incomer_breakers_;  ///< by board
  std::vector<std::array<std::string, 2>> rack_buses_;
  std::vector<NamedPart> named_parts_;
  std::vector<power::Transfer> tie_transfers_, generator_transfers_, automatic_transfers_, static_transfers_,
      mechanical_transfers_;
  std::vector<std::pair<std::size_t, std::string>> first_lines_, device_load_names_;
  std::vector<std::string> house_load_names_;
};

}  // namespace

PowerAssembly assemble_power(const site::Study& study, const Plan& plan, const std::vector<Device>& devices,
                             const Spots& spots) {
  return PowerWriter(study, plan, devices, spots).write();
}

}  // namespace shellfit::studies
