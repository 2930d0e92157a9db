#include "exchange/epanet_network.hpp"

#include "exchange/epanet_curves.hpp"
#include "exchange/epanet_quantities.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace shellfit::exchange {

namespace {

using namespace epanet;
using thermal::CurvePoint;
using thermal::NodeId;

const thermal::CircuitId circuit_id("network");
/// Any: the file says none, and nothing depends on it.
constexpr auto temperature = 20.0 * units::degC;
/// A valve without a loss drops so many feet at 1 cubic foot per second. (hydcoeffs.c: CSMALL)
constexpr double least_slope = 1e-6;

/// Nowhere does a figure of an isothermal network depend on its temperature.
std::shared_ptr<const thermal::FluidTable> water_of(const Options& options, const EpanetQuantities& si) {
  const double m2_s = si.viscosity_ft2_s(options.viscosity) * metres_in_foot * metres_in_foot;
  const double density = si.density_kg_m3();
  const thermal::FluidProperties properties{density * units::kg_per_m3, 4186.0 * units::J_per_kgK,
                                            m2_s * density * units::Pa_s, 0.6 * units::W_per_mK};
  return std::make_shared<const thermal::FluidTable>(
      thermal::FluidTable{{0.0 * units::degC, properties}, {100.0 * units::degC, properties}});
}

class NetworkWriter {
 public:
  NetworkWriter(const EpanetCase& from, const EpanetStart& start)
      : from_(from), start_(start), si_(from.options), faults_(from.source) {}

  Outcome<EpanetNetwork> write() {
    out_.water = water_of(from_.options, si_);
    thermal::Circuit circuit;
    circuit.id = circuit_id;
    circuit.fluid.kind = thermal::Fluid::Kind::tabulated;
    circuit.fluid.table = out_.water.get();
    circuit.reference_pressure = GaugePressure::from_si(0.0);
    circuit.start = temperature;
    circuit.gravity_m_s2 = epanet_gravity_m_s2;
    out_.network.circuits = {circuit};
    out_.network.atmosphere = 101.325 * units::kPa_absolute;
    out_.network.nodes.reserve(from_.nodes.size());
    out_.network.demands.reserve(from_.nodes.size());
    out_.network.links.reserve(from_.links.size());
    for (std::size_t row = 0; row < from_.nodes.size(); ++row) write_node(row);
    for (std::size_t row = 0; row < from_.links.size(); ++row) write_link(row);
    if (!faults_.is_empty()) return tl::unexpected(faults_.take());
    return std::move(out_);
  }

 private:
  [[nodiscard]] static NodeId id_of(const Node& node) { return NodeId(node.id); }

  void write_node(std::size_t row) {
    const auto& node = from_.nodes[row];
    const auto* const tank = std::get_if<Tank>(&node.element);
    const auto* const junction = std::get_if<Junction>(&node.element);
    const double elevation =
        junction != nullptr || tank != nullptr ? node.elevation : *start_.fixed_heads[row];
    out_.network.nodes.push_back({id_of(node), circuit_id, si_.length(elevation)});
    if (junction != nullptr) {
      write_demand(row);
      if (junction->emitter > 0.0) write_emitter(node, junction->emitter);
      return;
    }
    thermal::Reservoir reservoir;
    reservoir.node = id_of(node);
    reservoir.pressure = si_.pressure(tank != nullptr ? si_.feet(tank->level) : 0.0);
    if (tank != nullptr) {
      constexpr double level_tolerance_ft = 0.0005;  // EPANET's Htol
      const double level_ft = si_.feet(tank->level);
      reservoir.may_take = tank->may_overflow || level_ft < si_.feet(tank->most_level) - level_tolerance_ft;
      reservoir.may_give = level_ft > si_.feet(tank->least_level) + level_tolerance_ft;
    }
    out_.network.reservoirs.push_back(reservoir);
  }
  void write_demand(std::size_t row) {
    const double flow = start_.demands[row];
    if (flow == 0.0) return;
    thermal::Demand demand;
    demand.node = id_of(from_.nodes[row]);
    demand.flow = si_.flow(si_.cubic_feet_per_second(flow));
    const auto& options = from_.options;
    // What flows in comes whatever the pressure.
    if (options.is_demand_by_pressure && flow > 0.0) {
      demand.with_pressure = thermal::PressureDependence{
          si_.pressure(si_.feet_of_pressure(options.least_pressure)),
          si_.pressure(si_.feet_of_pressure(options.required_pressure)), options.pressure_exponent};
    }
    out_.network.demands.push_back(demand);
  }
  void write_emitter(const Node& node, double coefficient) {
    out_.network.emitters.push_back({id_of(node), si_.flow(si_.cubic_feet_per_second(coefficient)),
                                     si_.drop(si_.emitter_feet()), from_.options.emitter_exponent,
                                     from_.options.emitters_flow_back});
  }

  void write_link(std::size_t row) {
    const auto& link = from_.links[row];
    thermal::Link written;
    written.id = thermal::LinkId(link.id);
    written.from = id_of(from_.nodes[link.from]);
    written.to = id_of(from_.nodes[link.to]);
    written.gain = 0.0 * units::W_heat;
    written.is_open = start_.links[row].status != Status::closed;
    if (const auto* const pipe = std::get_if<Pipe>(&link.element)) {
      written.hydraulics = pipe_law(*pipe);
      written.is_one_way = pipe->has_check_valve;
    } else if (const auto* const pump = std::get_if<Pump>(&link.element)) {
      const double speed = start_.links[row].setting;
      written.hydraulics = pump_law(*pump, speed);
      written.is_open = written.is_open && speed > 0.0;
    } else {
      written.hydraulics = valve_law(link, std::get<Valve>(link.element), start_.links[row]);
    }
    out_.network.links.push_back(std::move(written));
  }

  /// At a foot per second, from where EPANET starts and below which a law may be made linear.
  [[nodiscard]] static double usual_cfs(double diameter_ft) {
    return std::numbers::pi * diameter_ft * diameter_ft / 4.0;
  }
  [[nodiscard]] static double loss_ft(double coefficient, double diameter_ft, double cfs) {
    const double square = diameter_ft * diameter_ft;
    return epanet_loss_factor * coefficient / (square * square) * cfs * cfs;
  }

  /// (hydcoeffs.c: resistcoeff)
  [[nodiscard]] thermal::Hydraulics pipe_law(const Pipe& pipe) const {
    const double length_ft = si_.feet(pipe.length), bore_ft = si_.feet_of_diameter(pipe.diameter);
    if (from_.options.head_loss == HeadLoss::darcy_weisbach) {
      thermal::Pipe law;
      law.length = si_.length(pipe.length);
      law.bore = si_.diameter(pipe.diameter);
      law.roughness = si_.length(pipe.roughness / 1000.0);
      law.minor_loss = pipe.minor_loss * epanet_loss_factor / exact_loss_factor;
      return law;
    }
    thermal::PowerLaw law;
    const double cfs = usual_cfs(bore_ft);
    double drop_ft = 0.0;
    if (from_.options.head_loss == HeadLoss::hazen_williams) {
      law.exponent = 1.852;
      drop_ft = 4.727 * length_ft / std::pow(pipe.roughness, law.exponent) / std::pow(bore_ft, 4.871) *
                std::pow(cfs, law.exponent);
    } else {
      law.exponent = 2.0;
      const double speed_factor = 4.0 * pipe.roughness / (1.49 * std::numbers::pi * bore_ft * bore_ft);
      drop_ft = speed_factor * speed_factor * std::pow(bore_ft / 4.0, -1.333) * length_ft * cfs * cfs;
    }
    law.flow = si_.flow(cfs);
    law.drop = si_.drop(drop_ft);
    law.minor_drop = si_.drop(loss_ft(pipe.minor_loss, bore_ft, cfs));
    law.bore = si_.diameter(pipe.diameter);
    return law;
  }

  [[nodiscard]] CurvePoint point_of(double flow, double head) const {
    return {si_.flow(si_.cubic_feet_per_second(flow)), si_.drop(si_.feet(head))};
  }
  [[nodiscard]] thermal::Hydraulics pump_law(const Pump& pump, double speed) const {
    thermal::Pump law;
    law.speed = speed > 0.0 ? speed : 1.0;  // a pump without speed is closed
    if (!pump.head_curve) {
      // Feet by cubic feet per second of a horsepower, rounded. (input1.c: the curves of pumps)
      constexpr double feet_times_cfs = 8.814;
      law.curve = thermal::Pump::ConstantPower{si_.power(feet_times_cfs * si_.horsepower(*pump.power), 1.0)};
      return law;
    }
    const auto& curve = from_.curves[*pump.head_curve];
    if (const auto fit = is_fitted(curve) ? fit_epanet_pump(curve) : std::nullopt) {
      const double flow = curve.x.size() == 1 ? curve.x[0] : curve.x[1];
      const auto drop = point_of(flow, fit->factor * std::pow(flow, fit->exponent));
      law.curve =
          thermal::Pump::Power{si_.drop(si_.feet(fit->shut_off)), drop.flow, drop.head, fit->exponent};
    } else {
      thermal::Pump::Segments segments;
      for (std::size_t i = 0; i < curve.x.size(); ++i)
        segments.points.push_back(point_of(curve.x[i], curve.y[i]));
      law.curve = std::move(segments);
    }
    return law;
  }

  [[nodiscard]] thermal::OpenLoss open_loss(double coefficient, double diameter_ft) const {
    const double cfs = usual_cfs(diameter_ft);
    if (coefficient > 0.0)
      return thermal::Resistance{si_.flow(cfs), si_.drop(loss_ft(coefficient, diameter_ft, cfs))};
    return thermal::LinearLoss{si_.flow(cfs), si_.drop(least_slope * cfs)};
  }
  static thermal::Hydraulics alone(const thermal::OpenLoss& loss) {
    return std::visit([](const auto& one) { return thermal::Hydraulics(one); }, loss);
  }
  thermal::Hydraulics valve_law(const Link& link, const Valve& valve, const EpanetStart::LinkState& state) {
    const double diameter_ft = si_.feet_of_diameter(valve.diameter);
    const auto open = open_loss(valve.minor_loss, diameter_ft);
    if (valve.kind == ValveKind::gpv) return table_of(link, *valve.curve);
    if (state.status != Status::active) return alone(open);
    const bool is_pressure = valve.kind == ValveKind::prv || valve.kind == ValveKind::psv;
    if (state.setting < 0.0 && !is_pressure) {
      faults_.complain("E-INP-004", fmt::format("valve {} has a setting below zero", shortened(link.id)),
                       link.where, "0 or more");
      return alone(open);
    }
    switch (valve.kind) {
      case ValveKind::prv:
        return thermal::PressureReducer{open, si_.pressure(si_.feet_of_pressure(state.setting))};
      case ValveKind::psv:
        return thermal::PressureSustainer{open, si_.pressure(si_.feet_of_pressure(state.setting))};
      case ValveKind::pbv:
        if (state.setting == 0.0) return alone(open);
        return thermal::PressureBreaker{open, si_.drop(si_.feet_of_pressure(state.setting))};
      case ValveKind::fcv:
        return thermal::LimitedResistance{open, si_.flow(si_.cubic_feet_per_second(state.setting))};
      case ValveKind::tcv:
        return alone(open_loss(state.setting, diameter_ft));
      case ValveKind::pcv:
        return alone(positioned(valve, state.setting, diameter_ft));
      case ValveKind::gpv:
        break;
    }
    return alone(open);
  }
  /// Kv falls with the opening as the curve says; the loss coefficient grows with its square.
  /// (hydcoeffs.c: pcvlosscoeff)
  [[nodiscard]] thermal::OpenLoss positioned(const Valve& valve, double percent_open,
                                             double diameter_ft) const {
    constexpr double fully_open = 100.0, most_loss = 1e8, least_share = 1e-6;
    if (percent_open >= fully_open) return open_loss(valve.minor_loss, diameter_ft);
    const double square = diameter_ft * diameter_ft;
    const double most = most_loss * square * square / epanet_loss_factor;
    if (percent_open <= 0.0) return open_loss(most, diameter_ft);
    const double share = std::clamp(percent_of_kv(valve, percent_open) / 100.0, least_share, 1.0);
    return open_loss(std::min(most, valve.minor_loss / (share * share)), diameter_ft);
  }
  [[nodiscard]] double percent_of_kv(const Valve& valve, double percent_open) const {
    if (!valve.curve) return percent_open;
    const auto& curve = from_.curves[*valve.curve];
    if (percent_open < curve.x.front()) return percent_open / curve.x.front() * curve.y.front();
    const double last_x = curve.x.back(), last_y = curve.y.back();
    // Beyond the last point EPANET goes on to 1 %, not to 100 %: as it is, so that answers are its own.
    if (percent_open > last_x) return (percent_open - last_x) / (1.0 - last_x) * (1.0 - last_y) + last_y;
    return interpolated(curve, percent_open);
  }

  thermal::TableLoss table_of(const Link& link, std::size_t row) {
    const auto& curve = from_.curves[row];
    thermal::TableLoss table;
    // EPANET's first segment goes on to no flow, where it may leave a loss in both directions.
    const double slope = (curve.y[1] - curve.y[0]) / (curve.x[1] - curve.x[0]);
    const double at_zero = curve.y[0] - slope * curve.x[0];
    const bool goes_through_zero = std::fabs(at_zero) <= 1e-9 * std::fabs(curve.y.back());
    table.points.push_back(point_of(0.0, 0.0));
    if (!goes_through_zero) {
      out_.notes.push_back(fmt::format(
          "valve {}: below the first point of its curve the loss falls straight to none at no flow",
          shortened(link.id)));
      constexpr double small = 1e-3;
      if (curve.x[0] == 0.0)
        table.points.push_back(point_of(small * curve.x[1], curve.y[0] + slope * small * curve.x[1]));
    }
    for (std::size_t i = 0; i < curve.x.size(); ++i) {
      if (curve.x[i] > 0.0) table.points.push_back(point_of(curve.x[i], curve.y[i]));
    }
    return table;
  }

  const EpanetCase& from_;
  const EpanetStart& start_;
  EpanetQuantities si_;
  EpanetFaults faults_;
  EpanetNetwork out_;
};

}  // namespace

Outcome<EpanetNetwork> epanet_network(const EpanetCase& from, const EpanetStart& start) {
  return NetworkWriter(from, start).write();
}

double epanet_pressure(const EpanetCase& from, std::size_t node, double head_m) {
  const EpanetQuantities si(from.options);
  return si.pressure_of_feet(head_m / metres_in_foot - si.feet(from.nodes[node].elevation));
}

}  // namespace shellfit::exchange
