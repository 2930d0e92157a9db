#include "studies/loop_volumes.hpp"

#include "studies/cooling_ratings.hpp"
#include "studies/evidence.hpp"
#include "studies/fit_out.hpp"
#include "studies/loop_assembly.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace shellfit::studies {

using thermal::boundary;
using thermal::volume;

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

/// What a header or tee holds that no figure tells of (assumed): little, so that it stores next to nothing.
constexpr double tee_m3 = 1e-4;
/// Pipes are cut into pieces no longer than this, each of one temperature.
constexpr double longest_piece_m = 10.0;
constexpr int most_pieces = 8;
/// Of copper, the least of the metals that coolant wets (CRC Handbook).
constexpr double metal_j_kgk = 385.0;

class VolumeWriter {
 public:
  explicit VolumeWriter(const SolvedCooling& normal)
      : s_(normal), network_(normal.thermal.problem), solution_(normal.answer->solution) {}

  LoopVolumes write() {
    take_properties();
    write_nodes();
    write_links();
    write_cdus();
    write_spaces();
    write_devices();
    watch_racks();
    return std::move(out_);
  }

 private:
  void take_properties() {
    for (std::size_t c = 0; c < network_.circuits.size(); ++c) {
      const double mean_k = solution_.mean_temperature_k[c];
      const auto kelvin = std::isfinite(mean_k) && mean_k > 0.0 ? mean_k : network_.circuits[c].start_k;
      const auto properties =
          thermal::properties_of(network_.circuits[c].fluid, Temperature::from_si(kelvin), s_.pressure);
      out_.heat_j_kgk.push_back(properties.heat.in_si());
      j_m3k_.push_back(properties.heat.in_si() * properties.density.in_si());
    }
  }
  double node_k(int node) const {
    return s_.has_temperature(node) ? s_.temperature(node).in_si()
                                    : network_.circuits[ix(network_.circuit_of_node[ix(node)])].start_k;
  }
  int add_volume(double j_k, double start_k) {
    out_.problem.capacity_j_k.push_back(j_k);
    out_.start_k.push_back(start_k);
    return static_cast<int>(out_.start_k.size()) - 1;
  }
  void hold(int node, double m3) {
    out_.problem.capacity_j_k[ix(node)] += m3 * j_m3k_[ix(network_.circuit_of_node[ix(node)])];
  }
  int add_stream(thermal::Place from, thermal::Place to) {
    out_.problem.streams.push_back({from, to});
    return static_cast<int>(out_.problem.streams.size()) - 1;
  }

  /// Volumes of nodes come first, so that a node's index is its volume's.
  void write_nodes() {
    for (int node = 0; node < network_.node_count(); ++node)
      add_volume(tee_m3 * j_m3k_[ix(network_.circuit_of_node[ix(node)])], node_k(node));
  }

  void write_links() {
    rack_of_link_.assign(network_.links.size(), -1);
    for (std::size_t i = 0; i < s_.thermal.rack_links.size(); ++i) {
      if (s_.thermal.rack_links[i] >= 0) rack_of_link_[ix(s_.thermal.rack_links[i])] = static_cast<int>(i);
    }
    rack_volume_.assign(s_.thermal.rack_links.size(), -1);
    std::vector<char> is_machine(network_.links.size(), 0);
    for (const auto& x : network_.exchangers) is_machine[ix(x.hot)] = is_machine[ix(x.cold)] = 1;
    for (const auto& rejector : network_.rejectors) is_machine[ix(rejector.link)] = 1;
    for (std::size_t i = 0; i < network_.links.size(); ++i) {
      const auto& link = network_.links[i];
      out_.heated_volume.push_back(link.to);
      if (rack_of_link_[i] >= 0)
        write_rack(i);
      else if (link.kind == thermal::NetworkProblem::LinkKind::pipe)
        write_pipe(i);
      else if (is_machine[i] != 0)
        write_machine(i);
      else if (const auto* tank = tank_of(static_cast<int>(i)))
        write_tank(i, *tank);
      else
        out_.link_streams.push_back({add_stream(volume(link.from), volume(link.to))});
    }
  }

  /// Half a piece at each end belongs to the node there.
  void write_pipe(std::size_t i) {
    const auto& link = network_.links[i];
    const bool has_fittings = std::find(s_.thermal.fitted_links.begin(), s_.thermal.fitted_links.end(),
                                        static_cast<int>(i)) != s_.thermal.fitted_links.end();
    const double length = link.length_m / (has_fittings ? 1.0 + fittings_share : 1.0);
    const double m3 = length * link.bore_m * link.bore_m * std::numbers::pi / 4.0;
    const int pieces = std::clamp(static_cast<int>(std::ceil(length / longest_piece_m)), 1, most_pieces);
    const double piece_m3 = m3 / pieces;
    hold(link.from, 0.5 * piece_m3);
    hold(link.to, 0.5 * piece_m3);
    const bool is_forwards = solution_.links[i].mass_flow.in_si() >= 0.0;
    const double start_k = node_k(is_forwards ? link.from : link.to);
    std::vector<int> streams;
    int last = link.from;
    for (int piece = 1; piece < pieces; ++piece) {
      const int next = add_volume(piece_m3 * j_m3k_[ix(link.circuit)], start_k);
      streams.push_back(add_stream(volume(last), volume(next)));
      last = next;
    }
    streams.push_back(add_stream(volume(last), volume(link.to)));
    out_.link_streams.push_back(std::move(streams));
  }

  /// What a machine's fan or pump puts into its stream it puts in before the machine cools it, as solve_heat
  /// has it.
  void write_machine(std::size_t i) {
    const auto& link = network_.links[i];
    const double rate_w_k =
        std::fabs(solution_.links[i].mass_flow.in_si()) * out_.heat_j_kgk[ix(link.circuit)];
    const double rise_k = rate_w_k > 0.0 ? s_.answer->input.gain_w[i] / rate_w_k : 0.0;
    const int warmed = add_volume(tee_m3 * j_m3k_[ix(link.circuit)], node_k(link.from) + rise_k);
    out_.heated_volume.back() = warmed;
    const int in = add_stream(volume(link.from), volume(warmed));
    out_.link_streams.push_back({in, add_stream(volume(warmed), volume(link.to))});
  }

  const catalogs::TankType* tank_of(int link) const {
    for (const auto& tank : s_.thermal.tanks) {
      if (tank.link == link) return &s_.problem.study.catalog.get(tank.type);
    }
    return nullptr;
  }
  /// What is usable of a tank, in layers that mix each by itself and are passed one after the other.
  void write_tank(std::size_t i, const catalogs::TankType& type) {
    const auto& link = network_.links[i];
    const int layers = std::max(1, type.layers);
    const double layer_m3 = type.volume.value().in_si() * type.usable.value().in_si() / layers;
    const bool is_forwards = solution_.links[i].mass_flow.in_si() >= 0.0;
    const double start_k = node_k(is_forwards ? link.from : link.to);
    std::vector<int> streams;
    int last = link.from;
    for (int layer = 0; layer < layers; ++layer) {
      const int next = add_volume(layer_m3 * j_m3k_[ix(link.circuit)], start_k);
      streams.push_back(add_stream(volume(last), volume(next)));
      last = next;
    }
    streams.push_back(add_stream(volume(last), volume(link.to)));
    out_.link_streams.push_back(std::move(streams));
    const auto& air = s_.cooling.air_loop;
    if (air && network_.circuits[ix(link.circuit)].name == air->id) return;
    note_weak(WeakFigures()
                  .with(type.id.text(), "volume", type.volume)
                  .with(type.id.text(), "usable", type.usable)
                  .take());
  }

  void write_rack(std::size_t i) {
    const auto& link = network_.links[i];
    const auto& type = type_of(rack_of_link_[i]);
    double j_k = tee_m3 * j_m3k_[ix(link.circuit)];
    if (type.coolant_volume.is_known())
      j_k = type.coolant_volume.value().in_si() * j_m3k_[ix(link.circuit)];
    else
      lack(false, "coolant volume", type.id.text());
    if (type.wetted_metal.is_known())
      j_k += type.wetted_metal.value().in_si() * metal_j_kgk;
    else
      lack(false, "wetted metal", type.id.text());
    const auto& found = solution_.links[i];
    const int inside = add_volume(j_k, found.has_outlet ? found.outlet.in_si() : node_k(link.to));
    rack_volume_[ix(rack_of_link_[i])] = inside;
    out_.heated_volume.back() = inside;
    const int in = add_stream(volume(link.from), volume(inside));
    out_.link_streams.push_back({in, add_stream(volume(inside), volume(link.to))});
    note_weak(WeakFigures()
                  .with(type.id.text(), "coolant-volume", type.coolant_volume)
                  .with(type.id.text(), "wetted-metal", type.wetted_metal)
                  .take());
  }

  void write_cdus() {
    const auto& devices = s_.problem.devices;
    for (std::size_t d = 0; d < devices.size(); ++d) {
      if (devices[d].kind != DeviceKind::cdu) continue;
      const auto& type = s_.problem.study.catalog.get(Id<catalogs::CduType>(devices[d].type));
      const auto put = [&](int link, const catalogs::Figure<Volume>& held, const char* figure) {
        if (link < 0) return;
        if (held.is_known())
          hold(network_.links[ix(link)].to, held.value().in_si());
        else
          lack(false, figure, type.id.text());
      };
      put(s_.thermal.device_links[d], type.coolant_volume, "coolant volume");
      put(s_.thermal.device_cold_links[d], type.primary_volume, "primary volume");
      note_weak(WeakFigures()
                    .with(type.id.text(), "coolant-volume", type.coolant_volume)
                    .with(type.id.text(), "primary-volume", type.primary_volume)
                    .take());
    }
  }

  void write_spaces() {
    for (const auto& zone : s_.thermal.zones) {
      const auto& spaces = s_.problem.study.shell.spaces;
      const auto space = std::find_if(spaces.begin(), spaces.end(),
                                      [&](const site::Space& one) { return one.id == zone.space; });
      const auto height = space->clear_height ? space->clear_height->at(Corner::middle) : std::nullopt;
      if (height) {
        double m3 = geometry::area(site::outline_of(*space)).in_si() * height->in_si();
        for (std::size_t i = 0; i < s_.problem.plan.racks.size(); ++i) {
          if (s_.problem.plan.rack_space[i] == zone.space) m3 -= body_m3(type_of(static_cast<int>(i)).body);
        }
        for (const int node : {zone.cold_node, zone.hot_node}) hold(node, 0.5 * std::max(0.0, m3));
      } else {
        lack(true, "clear height", zone.space.text());
      }
      watch_air(zone);
    }
  }
  static double body_m3(const catalogs::Body& body) {
    const auto metres = [](const catalogs::Figure<Length>& figure) {
      return figure.is_known() ? figure.value().in_si() : 0.0;
    };
    return metres(body.width) * metres(body.depth) * metres(body.height);
  }

  void write_devices() {
    auto& p = out_.problem;
    for (const auto& x : network_.exchangers) {
      const bool is_chiller = !x.constants;
      out_.exchangers.push_back(is_chiller ? -1 : static_cast<int>(p.exchangers.size()));
      out_.water_chillers.push_back(is_chiller ? static_cast<int>(p.chillers.size()) : -1);
      if (is_chiller)
        p.chillers.push_back({last_stream(x.hot), x.setpoint_k});
      else
        p.exchangers.push_back({last_stream(x.hot), last_stream(x.cold), x.setpoint_k});
    }
    for (const auto& rejector : network_.rejectors) {
      LoopVolumes::Sink sink;
      const auto& link = network_.links[ix(rejector.link)];
      switch (rejector.kind) {
        case thermal::Rejector::Kind::refrigerated:
          sink.chiller = static_cast<int>(p.chillers.size());
          p.chillers.push_back({last_stream(rejector.link), rejector.setpoint_k});
          break;
        case thermal::Rejector::Kind::air_cooled:
        case thermal::Rejector::Kind::evaporative:
          sink.boundary = p.boundaries++;
          sink.air_stream = add_stream(boundary(sink.boundary), boundary(sink.boundary));
          sink.exchanger = static_cast<int>(p.exchangers.size());
          p.exchangers.push_back({last_stream(rejector.link), sink.air_stream, rejector.setpoint_k});
          break;
        case thermal::Rejector::Kind::open_air:
          // Warm air leaves, outdoor air comes in its place.
          sink.boundary = p.boundaries++;
          p.streams[ix(last_stream(rejector.link))].to = boundary(sink.boundary);
          out_.link_streams[ix(rejector.link)].push_back(
              add_stream(boundary(sink.boundary), volume(link.to)));
          break;
      }
      out_.sinks.push_back(sink);
    }
  }
  /// The stream of a link that a machine cools or warms.
  int last_stream(int link) const { return out_.link_streams[ix(link)].back(); }

  void watch(std::string element, std::string what, bool is_air, int at, double limit_k) {
    out_.problem.limits.push_back({at, limit_k});
    out_.watches.push_back({std::move(element), std::move(what), is_air, at, limit_k});
  }
  void watch_racks() {
    for (std::size_t i = 0; i < s_.thermal.rack_links.size(); ++i) {
      const int l = s_.thermal.rack_links[i];
      if (l < 0 || s_.boundary.rack_on[i] == 0) continue;
      const auto& rack = s_.problem.plan.racks[i];
      const auto& type = type_of(static_cast<int>(i));
      if (!type.supply_highest.is_known()) {
        const auto question = fmt::format("the highest supply temperature of {} is unknown", type.id.text());
        if (std::none_of(out_.unwatched.begin(), out_.unwatched.end(),
                         [&](const auto& one) { return one.element == rack.line; }))
          out_.unwatched.push_back({rack.line, question});
        continue;
      }
      const auto supply = type.supply_highest.value();
      watch(rack.line, fmt::format("coolant entering {}", rack.id.text()), false, network_.links[ix(l)].from,
            supply.in_si());
      watch(rack.line, fmt::format("coolant leaving {}", rack.id.text()), false, rack_volume_[i],
            return_limit_k(i, type, supply));
    }
  }
  /// What leaves a rack may be as warm as its sheet allows, else as it is at the highest supply and the flow
  /// that the sheet asks for there.
  double return_limit_k(std::size_t rack, const catalogs::RackType& type, Temperature supply) const {
    if (type.return_highest.is_known()) return type.return_highest.value().in_si();
    const auto need = coolant_need(type, supply);
    return thermal::warmed_by({rack_fluid, need.flow, supply}, HeatFlow::from_si(s_.liquid_heat_w(rack)),
                              s_.pressure)
        .in_si();
  }
  void watch_air(const ThermalAssembly::AirZone& zone) {
    std::optional<Temperature> limit;
    for (std::size_t i = 0; i < s_.problem.plan.racks.size(); ++i) {
      const auto& rack = s_.problem.plan.racks[i];
      if (s_.problem.plan.rack_space[i] != zone.space || rack.air.in_si() <= 0.0) continue;
      const auto own = type_of(static_cast<int>(i))
                           .inlet_highest.value_if_known()
                           .value_or(s_.problem.study.basis.air.inlet_highest);
      limit = std::min(limit.value_or(own), own);
    }
    if (limit)
      watch(zone.space.text(), fmt::format("air entering the racks of {}", zone.space.text()), true,
            zone.cold_node, limit->in_si());
  }

  const catalogs::RackType& type_of(int rack) const {
    return s_.problem.study.catalog.get(s_.problem.plan.racks[ix(rack)].type);
  }
  void lack(bool is_air, const char* figure, const std::string& of) {
    LoopVolumes::Lack one{is_air, fmt::format("{} of {}", figure, of)};
    if (std::none_of(out_.lacking.begin(), out_.lacking.end(),
                     [&](const auto& known) { return known.figure == one.figure; }))
      out_.lacking.push_back(std::move(one));
  }
  void note_weak(std::vector<std::string> names) {
    for (auto& name : names) {
      if (std::find(out_.weak_liquid.begin(), out_.weak_liquid.end(), name) == out_.weak_liquid.end())
        out_.weak_liquid.push_back(std::move(name));
    }
  }

  const SolvedCooling& s_;
  const thermal::NetworkProblem& network_;
  const thermal::Solution& solution_;
  LoopVolumes out_;
  std::vector<double> j_m3k_;
  std::vector<int> rack_of_link_, rack_volume_;
};

}  // namespace

LoopVolumes loop_volumes(const SolvedCooling& normal) { return VolumeWriter(normal).write(); }

}  // namespace shellfit::studies
