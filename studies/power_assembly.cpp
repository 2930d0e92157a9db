#include "studies/power_assembly.hpp"

#include "base/assertion.hpp"
#include "power/network_check.hpp"
#include "studies/busway_stretches.hpp"
#include "studies/fit_out.hpp"

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
      : study_(study), plan_(plan), devices_(devices), spots_(spots) {}

  PowerAssembly write() {
    write_feeds();
    if (plan_.power.is_offered) {
      write_offers();
    } else {
      write_mv_boards();
      write_units();
    }
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
      const auto at = "poi." + feed.id.text();
      bus(at, feed.voltage);
      const auto level = feed.fault_level.at(Corner::middle);
      out_.network.sources.push_back({ElementId(feed.id.text()), BusId(at), 1.0, level, feed.x_over_r});
      part(site::Part::feed, feed.id.text(), feed.id.text());
    }
  }

  void write_mv_boards() {
    const auto voltage = study_.shell.feeds.front().voltage;
    std::vector<std::pair<std::string, std::string>> ties;
    for (const auto& planned : plan_.power.mv_boards) {
      const auto& board = planned.board;
      bus(board.id.text(), voltage);
      bus_part(site::Part::mv_board, board.id.text(), board.id.text());
      if (board.feed) breaker("q." + board.id.text(), "poi." + board.feed->text(), board.id.text());
    }
    for (const auto& planned : plan_.power.mv_boards) {
      const auto& board = planned.board;
      if (!board.tie) continue;
      const auto pair = std::minmax(board.id.text(), board.tie->text());
      const auto tie = fmt::format("tie.{}.{}", pair.first, pair.second);
      if (std::find(ties.begin(), ties.end(), std::pair<std::string, std::string>(pair)) == ties.end()) {
        ties.emplace_back(pair);
        breaker(tie, pair.first, pair.second, false);
      }
      power::Transfer transfer{
          power::TransferId("transfer." + board.id.text()), BusId(board.id.text()), {}, ElementId(tie)};
      if (board.feed) transfer.opens.push_back(ElementId("q." + board.id.text()));
      mv_transfers_.push_back(std::move(transfer));
    }
  }

  void write_units() {
    for (const auto& unit : plan_.power.units) {
      const auto& block = plan_.power.blocks[ix(unit.block)];
      write_unit(unit, block);
    }
    // The reserve units of a block make its catcher bus; static switches join it to each load bus.
    for (std::size_t b = 0; b < plan_.power.blocks.size(); ++b) {
      const auto& block = plan_.power.blocks[b];
      if (block.topology == site::Topology::block_redundant) write_catcher(static_cast<int>(b), block);
    }
  }

  void write_unit(const PowerUnit& unit, const site::PowerBlock& block) {
    const auto& u = unit.id;
    const auto& transformer = study_.catalog.get(block.transformer);
    const auto primary = study_.shell.feeds.front().voltage;
    const auto secondary = transformer.secondary.value();
    bus(u + ".hv", primary);
    bus(u + ".lv", secondary);
    bus(u + ".board", secondary);
    if (!unit.mv_board.empty()) breaker("q." + u + ".mv", unit.mv_board, u + ".hv");
    out_.network.transformers.push_back({ElementId(u + ".transformer"), BusId(u + ".hv"), BusId(u + ".lv"),
                                         transformer.rating.value(), transformer.primary.value(),
                                         transformer.secondary.value(), transformer.impedance.value(),
                                         transformer.x_over_r.value(), transformer.no_load_loss.value()});
    breaker("q." + u + ".main", u + ".lv", u + ".board");
    part(site::Part::transformer, u + ".transformer", u + ".transformer");
    bus_part(site::Part::board, u + ".board", u + ".board");
    if (block.generator) write_generator(u, secondary, study_.catalog.get(*block.generator));
    auto output = u + ".board";
    if (block.ups) {
      const auto& ups = study_.catalog.get(*block.ups);
      bus(u + ".ups.in", secondary);
      bus(u + ".ups.out", secondary);
      bus(u + ".out", secondary);
      breaker("q." + u + ".ups.in", u + ".board", u + ".ups.in");
      breaker("q." + u + ".ups.out", u + ".ups.out", u + ".out");
      out_.network.converters.push_back(
          {ElementId(u + ".ups"), BusId(u + ".ups.in"), BusId(u + ".ups.out"), ups.rating.value(),
           ups.efficiency.value(), ups.input_power_factor.value(),
           // A reserve has carried nothing that it would have to recharge.
           unit.is_reserve ? 0.0 * units::W : ups.rating.value() * ups.recharge.value().in_si()});
      part(site::Part::ups, u + ".ups", u + ".ups");
      bus_part(site::Part::board, u + ".out", u + ".out");
      output = u + ".out";
    }
    outputs_.push_back(output);
    voltages_.push_back(secondary);
  }

  void write_generator(const std::string& u, LineVoltage voltage, const catalogs::GeneratorType& type) {
    bus(u + ".gen", voltage);
    const auto elevation = study_.shell.site.elevation.at(Corner::middle).value_or(0.0 * units::m);
    const auto rating = apparent_power(derated(type, elevation), type.power_factor.value());
    out_.network.sources.push_back({ElementId(u + ".generator"), BusId(u + ".gen"), 1.0,
                                    rating / type.reactance.value().in_si(), ratio(generator_x_over_r),
                                    true});
    breaker("q." + u + ".gen", u + ".gen", u + ".board", false);
    generator_transfers_.push_back({power::TransferId("start." + u),
                                    BusId(u + ".board"),
                                    {ElementId("q." + u + ".main")},
                                    ElementId("q." + u + ".gen")});
    part(site::Part::generator, u + ".generator", u + ".generator");
  }

  /// Load buses A and B of a working unit, each behind a static switch of its own to the catcher.
  void write_catcher(int block_index, const site::PowerBlock& block) {
    const auto catcher = block.id.text() + ".catcher";
    bool has_catcher = false;
    for (std::size_t i = 0; i < plan_.power.units.size(); ++i) {
      const auto& unit = plan_.power.units[i];
      if (unit.block != block_index || !unit.is_reserve) continue;
      if (!has_catcher) bus(catcher, voltages_[i]);
      has_catcher = true;
      breaker("q." + unit.id + ".catcher", outputs_[i], catcher);
    }
    for (std::size_t i = 0; i < plan_.power.units.size(); ++i) {
      const auto& unit = plan_.power.units[i];
      if (unit.block != block_index || unit.is_reserve) continue;
      for (const char side : {'a', 'b'}) {
        const auto load_bus = fmt::format("{}.load.{}", unit.id, side);
        const auto own = fmt::format("sts.{}.{}.1", unit.id, side);
        const auto other = fmt::format("sts.{}.{}.2", unit.id, side);
        bus(load_bus, voltages_[i]);
        bus_part(site::Part::board, load_bus, load_bus);
        breaker(own, outputs_[i], load_bus);
        if (!has_catcher) continue;
        breaker(other, catcher, load_bus, false);
        static_transfers_.push_back({power::TransferId(fmt::format("sts.{}.{}", unit.id, side)),
                                     BusId(load_bus),
                                     {ElementId(own)},
                                     ElementId(other)});
      }
    }
  }

  void write_offers() {
    for (const auto& offer : plan_.power.offers) {
      const auto& id = offer.id.text();
      bus(id, offer.voltage);
      std::optional<ApparentPower> level;
      if (const auto current = offer.fault_current.at(Corner::middle))
        level = three_phase_power(*current, offer.voltage);
      constexpr double low_voltage_x_over_r = 6.6;
      out_.network.sources.push_back(
          {ElementId(id + ".offer"), BusId(id), 1.0, level, ratio(low_voltage_x_over_r)});
      part(site::Part::feed, id, id + ".offer");
      outputs_.push_back(id);
      voltages_.push_back(offer.voltage);
    }
  }

  /// The bus that side A (0) or B (1) of a rack on this unit hangs on.
  std::string load_bus(int unit, int side) const {
    if (plan_.power.is_offered) return outputs_[ix(unit)];
    const auto& one = plan_.power.units[ix(unit)];
    const auto& block = plan_.power.blocks[ix(one.block)];
    if (block.topology == site::Topology::block_redundant)
      return fmt::format("{}.load.{}", one.id, side == 0 ? 'a' : 'b');
    return outputs_[ix(unit)];
  }
  void write_runs() {
    out_.racks.resize(plan_.racks.size());
    rack_buses_.resize(plan_.racks.size());
    const auto stretches = plan_stretches(study_, plan_, spots_, voltages_);
    for (std::size_t i = 0; i < stretches.size(); ++i) {
      const auto& stretch = stretches[i];
      write_run(fmt::format("busway.{}.a", i + 1), stretch.unit, 0, stretch);
      if (!has_two_feeds(plan_, stretch.racks.front())) continue;
      write_run(fmt::format("busway.{}.b", i + 1), stretch.unit_b >= 0 ? stretch.unit_b : stretch.unit, 1,
                stretch);
    }
  }

  void write_run(const std::string& id, int unit, int side, const Stretch& stretch) {
    const auto& racks = stretch.racks;
    const auto* type = stretch.busway;
    const auto voltage = voltages_[ix(stretch.unit)];
    BuswayRun run;
    run.id = id;
    run.unit = unit;
    run.side = side;
    run.racks = racks;
    run.breaker = ElementId("q." + id);
    const auto first = spots_.find(plan_.racks[ix(racks.front())].id.text());
    const auto board =
        plan_.power.is_offered ? std::nullopt : spots_.find(plan_.power.units[ix(unit)].id + ".board");
    run.feeder = run_length(board, first);
    run.along = 0.0 * units::m;
    bus(id + ".0", voltage);
    breaker("q." + id, load_bus(unit, side), id + ".0");
    std::string last = id + ".0";
    std::optional<Spot> last_spot;
    for (std::size_t k = 0; k < racks.size(); ++k) {
      const int rack = racks[k];
      auto tap = id + ".0";
      const auto spot = spots_.find(plan_.racks[ix(rack)].id.text());
      if (type != nullptr) {
        tap = fmt::format("{}.{}", id, k + 1);
        bus(tap, voltage);
        const auto length =
            k == 0 ? run.feeder
            : spot && last_spot
                ? (std::fabs(spot->x_m - last_spot->x_m) + std::fabs(spot->y_m - last_spot->y_m)) * units::m
                : 0.6 * units::m;
        if (k > 0) run.along += length;
        out_.network.lines.push_back({ElementId(tap + ".line"), BusId(last), BusId(tap),
                                      Impedance{type->resistance.value().si() * length.si()},
                                      Impedance{type->reactance.value().si() * length.si()}});
        if (k == 0) first_lines_.emplace_back(out_.runs.size(), tap + ".line");
      }
      rack_buses_[ix(rack)][ix(side)] = tap;
      last = tap;
      last_spot = spot;
    }
    if (type != nullptr) {
      run.type = type->id.text();
      bus_part(site::Part::busway, id, id + ".0");
    }
    out_.runs.push_back(std::move(run));
  }

  /// Mechanical loads hang on the boards that serve them, in turn; with two sides, behind a transfer switch.
  void write_mechanical() {
    write_rack_loads();
    std::vector<int> boards;
    if (plan_.power.is_offered) {
      for (std::size_t i = 0; i < plan_.power.offers.size(); ++i) boards.push_back(static_cast<int>(i));
    } else {
      for (std::size_t i = 0; i < plan_.power.units.size(); ++i) {
        if (plan_.power.blocks[ix(plan_.power.units[i].block)].serves != site::BlockServes::racks)
          boards.push_back(static_cast<int>(i));
      }
    }
    out_.device_loads.assign(devices_.size(), -1);
    out_.device_buses.assign(devices_.size(), -1);
    if (boards.empty()) return;
    for (std::size_t d = 0; d < devices_.size(); ++d) {
      const auto home = boards[d % boards.size()];
      device_load_names_.emplace_back(d, write_mechanical_load(devices_[d].id, home, 0.0 * units::W));
    }
    const auto share = study_.basis.electrical.house_load / static_cast<double>(boards.size());
    for (const int home : boards)
      house_load_names_.push_back(
          write_mechanical_load(fmt::format("house.{}", outputs_[ix(home)]), home, share));
  }

  /// The other side of a 2N unit, or the unit itself.
  int partner(int unit) const {
    if (plan_.power.is_offered) return unit;
    const auto& one = plan_.power.units[ix(unit)];
    if (plan_.power.blocks[ix(one.block)].topology != site::Topology::dual) return unit;
    return one.side == 0 ? unit + 1 : unit - 1;
  }

  std::string write_mechanical_load(const std::string& id, int home, RealPower real) {
    const auto at = "load." + id;
    bus(at, voltages_[ix(home)]);
    breaker("q." + id + ".1", outputs_[ix(home)], at);
    const int other = partner(home);
    if (other != home) {
      breaker("q." + id + ".2", outputs_[ix(other)], at, false);
      mechanical_transfers_.push_back({power::TransferId("ats." + id),
                                       BusId(at),
                                       {ElementId("q." + id + ".1")},
                                       ElementId("q." + id + ".2")});
    }
    const double tangent = std::tan(std::acos(mechanical_power_factor));
    out_.network.loads.push_back(
        {ElementId(id), BusId(at), real, ReactivePower::from_si(real.in_si() * tangent)});
    return id;
  }

  void write_rack_loads() {
    for (std::size_t i = 0; i < plan_.racks.size(); ++i) {
      for (std::size_t side = 0; side < 2; ++side) {
        const auto& at = rack_buses_[i][side];
        if (!at.empty())
          out_.network.loads.push_back(
              {ElementId(fmt::format("{}.{}", plan_.racks[i].id.text(), side == 0 ? "a" : "b")), BusId(at),
               0.0 * units::W, 0.0 * units::kvar});
      }
    }
  }

  /// Ties first; then generators, for which the batteries wait; then static switches, where a UPS output
  /// stays dead; then the mechanical transfer switches.
  void order_transfers() {
    for (auto* list : {&mv_transfers_, &generator_transfers_, &static_transfers_, &mechanical_transfers_}) {
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
      out_.feed_sources.push_back(problem.element(ElementId(feed.id.text())).index);
    for (const auto& board : plan_.power.mv_boards)
      out_.mv_buses.push_back(problem.bus(BusId(board.board.id.text())));
    for (std::size_t i = 0; i < outputs_.size(); ++i) out_.units.push_back(unit_places(i));
    for (std::size_t i = 0; i < plan_.racks.size(); ++i) {
      auto& feeds = out_.racks[i];
      const auto load_of = [&](const char* side) {
        return problem.element(ElementId(fmt::format("{}.{}", plan_.racks[i].id.text(), side))).index;
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

  UnitPlaces unit_places(std::size_t i) const {
    const auto& problem = out_.problem;
    UnitPlaces places;
    if (plan_.power.is_offered) {
      places.board_bus = problem.bus(BusId(outputs_[i]));
      return places;
    }
    const auto& u = plan_.power.units[i].id;
    const auto& block = plan_.power.blocks[ix(plan_.power.units[i].block)];
    places.transformer_branch = problem.branch(problem.element(ElementId(u + ".transformer")));
    places.board_bus = problem.bus(BusId(u + ".board"));
    if (block.ups) places.converter = problem.element(ElementId(u + ".ups")).index;
    if (block.generator) places.generator_source = problem.element(ElementId(u + ".generator")).index;
    return places;
  }

  struct NamedPart {
    site::Part part;
    std::string id, name;
    bool is_bus;
  };

  const site::Study& study_;
  const Plan& plan_;
  const std::vector<Device>& devices_;
  const Spots& spots_;
  PowerAssembly out_;
  std::vector<std::string> outputs_;   ///< by unit or offer: the bus its loads hang on
  std::vector<LineVoltage> voltages_;  ///< by unit or offer
  std::vector<std::array<std::string, 2>> rack_buses_;
  std::vector<NamedPart> named_parts_;
  std::vector<power::Transfer> mv_transfers_, static_transfers_, generator_transfers_, mechanical_transfers_;
  std::vector<std::pair<std::size_t, std::string>> first_lines_, device_load_names_;
  std::vector<std::string> house_load_names_;
};

}  // namespace

PowerAssembly assemble_power(const site::Study& study, const Plan& plan, const std::vector<Device>& devices,
                             const Spots& spots) {
  return PowerWriter(study, plan, devices, spots).write();
}

}  // namespace shellfit::studies
