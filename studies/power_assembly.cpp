#include "studies/power_assembly.hpp"

#include "base/assertion.hpp"
#include "power/network_check.hpp"
#include "site/feeding.hpp"
#include "studies/busway_stretches.hpp"
#include "studies/outlet_capacity.hpp"
#include "studies/plant_network.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace shellfit::studies {

namespace {

using power::BusId;
using power::ElementId;

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
        feeding_(line_),
        voltages_(board_voltages(study, plan.power)) {}

  PowerAssembly write() {
    write_plant(study_, plan_.power, feeding_, voltages_, draft_);
    write_runs();
    write_rack_loads();
    write_mechanical();
    out_.network = draft_.finished();
    const auto faults = power::check_network(out_.network);
    if (!faults.empty())
      ensure(false, fmt::format("the assembled one-line is sound; {} {}", faults.front().element,
                                faults.front().message));
    out_.problem = power::to_problem(out_.network);
    resolve();
    return std::move(out_);
  }

 private:
  int index(const site::BoardId& id) const { return feeding_.board(id); }
  LineVoltage voltage(int board) const {
    ensure(voltages_[ix(board)].has_value(), "what brings a board its voltage is known");
    return *voltages_[ix(board)];
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
    const auto first = spots_.find(plan_.racks[ix(racks.front())].id.text());
    const int home = feeding_.home_board(board);
    run.feeder = run_length(home < 0 ? std::nullopt : spots_.find(line_.boards[ix(home)].id.text()), first);
    run.along = 0.0 * units::m;
    draft_.bus(id + "/0", voltage(board));
    draft_.breaker_part("q/run/" + id, line_.boards[ix(board)].id.text(), id + "/0");
    std::string last = id + "/0";
    std::optional<Spot> last_spot;
    for (std::size_t k = 0; k < racks.size(); ++k) {
      const int rack = racks[k];
      auto tap = id + "/0";
      const auto spot = spots_.find(plan_.racks[ix(rack)].id.text());
      if (type != nullptr) {
        tap = fmt::format("{}/{}", id, k + 1);
        draft_.bus(tap, voltage(board));
        const auto length =
            k == 0 ? run.feeder
            : spot && last_spot
                ? (std::fabs(spot->x_m - last_spot->x_m) + std::fabs(spot->y_m - last_spot->y_m)) * units::m
                : 0.6 * units::m;
        if (k > 0) run.along += length;
        draft_.network.lines.push_back({ElementId(tap + "/line"), BusId(last), BusId(tap),
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
      draft_.bus_part(site::Part::busway, id, id + "/0");
    }
    out_.runs.push_back(std::move(run));
  }

  /// Mechanical loads hang on the outlets that serve them, in turn; with two sides, behind a transfer switch.
  void write_mechanical() {
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
    draft_.bus(at, voltage(index(outlet.a)));
    draft_.breaker("q/" + id + "/1", outlet.a.text(), at);
    if (outlet.b) {
      draft_.breaker("q/" + id + "/2", outlet.b->text(), at, false);
      draft_.mechanical.push_back({power::TransferId("ats/" + id),
                                   BusId(at),
                                   {ElementId("q/" + id + "/1")},
                                   ElementId("q/" + id + "/2")});
    }
    const double tangent = std::tan(std::acos(mechanical_power_factor));
    draft_.network.loads.push_back(
        {ElementId(at), BusId(at), real, ReactivePower::from_si(real.in_si() * tangent)});
  }

  void write_rack_loads() {
    for (std::size_t i = 0; i < plan_.racks.size(); ++i) {
      for (std::size_t side = 0; side < 2; ++side) {
        const auto& at = rack_buses_[i][side];
        if (!at.empty())
          draft_.network.loads.push_back(
              {ElementId(fmt::format("load/{}/{}", plan_.racks[i].id.text(), side == 0 ? "a" : "b")),
               BusId(at), 0.0 * units::W, 0.0 * units::kvar});
      }
    }
  }

  void resolve() {
    const auto& problem = out_.problem;
    for (const auto& named : draft_.parts) {
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
    for (const auto& one : line_.cables)
      out_.cable_branches.push_back(problem.branch(problem.element(ElementId(one.id.text()))));
    std::set<std::string> sources;
    for (const auto& one : draft_.network.sources) sources.insert(one.id.text());
    for (const auto& one : line_.generators)
      out_.generator_sources.push_back(
          sources.contains(one.id.text()) ? problem.element(ElementId(one.id.text())).index : -1);
    for (const auto& one : line_.upses)
      out_.converters.push_back(problem.element(ElementId(one.id.text())).index);
    for (const auto& outlet : line_.outlets) {
      auto& generators = out_.outlet_generators.emplace_back();
      for (const int board : feeding_.boards_behind(outlet)) {
        const auto& standing_by = feeding_.of(board).generators;
        std::copy_if(standing_by.begin(), standing_by.end(), std::back_inserter(generators),
                     [&](int one) { return out_.generator_sources[ix(one)] >= 0; });
      }
    }
    std::vector<int> board_of(ix(problem.bus_count()), -1);
    for (std::size_t i = 0; i < out_.board_buses.size(); ++i)
      board_of[ix(out_.board_buses[i])] = static_cast<int>(i);
    out_.board_switches.resize(line_.boards.size());
    for (std::size_t i = 0; i < problem.switches.size(); ++i) {
      const int from = board_of[ix(problem.switches[i].from)];
      const int to = board_of[ix(problem.switches[i].to)];
      if (from >= 0) out_.board_switches[ix(from)].push_back({static_cast<int>(i), -1.0});
      if (to >= 0) out_.board_switches[ix(to)].push_back({static_cast<int>(i), 1.0});
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

  const site::Study& study_;
  const Plan& plan_;
  const site::OneLine& line_;
  const std::vector<Device>& devices_;
  const Spots& spots_;
  site::Feeding feeding_;
  std::vector<std::optional<LineVoltage>> voltages_;  ///< by board
  NetworkDraft draft_;
  PowerAssembly out_;
  std::vector<std::array<std::string, 2>> rack_buses_;
  std::vector<std::pair<std::size_t, std::string>> first_lines_, device_load_names_;
  std::vector<std::string> house_load_names_;
};

}  // namespace

PowerAssembly assemble_power(const site::Study& study, const Plan& plan, const std::vector<Device>& devices,
                             const Spots& spots) {
  return PowerWriter(study, plan, devices, spots).write();
}

power::FaultOptions fault_options(const site::Study& study) {
  const auto& basis = study.basis.electrical;
  power::FaultOptions options;
  options.method = basis.fault_method == site::ElectricalBasis::FaultMethod::ansi ? power::FaultMethod::ansi
                                                                                  : power::FaultMethod::iec;
  options.frequency_hz = basis.frequency.in_si();
  return options;
}

}  // namespace shellfit::studies
