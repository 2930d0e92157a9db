#include "exchange/epanet_measure.hpp"

#include <fmt/format.h>

#include <cmath>
#include <string>
#include <unordered_map>
#include <utility>

namespace shellfit::exchange {

namespace {

constexpr double most_m3_s = 1e5;  // half of the Amazon
constexpr double most_pa = 1e9;    // a hundred kilometres of water
constexpr double most_height_m = 1e5;
constexpr double most_lift_pa = 2e7;   // two kilometres of water
constexpr double most_loss_pa = 1e18;  // of what is shut in all but name

using Range = std::pair<double, double>;

class Measure {
 public:
  Measure(const EpanetCase& from, const thermal::Network& network) : network_(network), faults_(from.source) {
    for (const auto& node : from.nodes) node_at_.emplace(node.id, node.where);
    for (const auto& link : from.links) link_at_.emplace(link.id, link.where);
  }

  Diagnostics check() {
    at_ = {};
    who_ = "the water";
    const auto water = network_.circuits.front().fluid.table->front().properties;
    expect("density", water.density.in_si(), {1.0, 1e5}, "kg/m3");
    expect("viscosity", water.viscosity.in_si() / water.density.in_si(), {1e-10, 1.0}, "m2/s");
    for (const auto& node : network_.nodes) {
      turn_to_node(node.id);
      expect("elevation", node.elevation.in_si(), {-most_height_m, most_height_m}, "m");
    }
    for (const auto& one : network_.reservoirs) {
      turn_to_node(one.node);
      if (one.pressure) expect_pressure("pressure", *one.pressure);
    }
    for (const auto& one : network_.demands) {
      turn_to_node(one.node);
      if (const auto* const flow = std::get_if<VolumeFlow>(&one.flow))
        expect("demand", flow->in_si(), {-most_m3_s, most_m3_s}, "m3/s");
      if (!one.with_pressure) continue;
      expect_pressure("minimum pressure", one.with_pressure->least);
      expect_pressure("required pressure", one.with_pressure->full);
      expect_exponent(one.with_pressure->exponent);
    }
    for (const auto& one : network_.emitters) {
      turn_to_node(one.node);
      expect_flow("flow of its emitter", one.flow);
      expect_exponent(one.exponent);
    }
    for (const auto& link : network_.links) {
      who_ = link.id.text();
      at_ = link_at_.at(who_);
      std::visit([&](const auto& law) { check_law(law); }, link.hydraulics);
    }
    return faults_.take();
  }

 private:
  void turn_to_node(const thermal::NodeId& id) {
    who_ = id.text();
    at_ = node_at_.at(who_);
  }
  void expect(std::string_view what, double value, Range range, std::string_view unit) {
    if (value >= range.first && value <= range.second) return;
    faults_.complain(
        "E-INP-004",
        fmt::format("{}: the {} is {:.4g}{}{}, beyond all measure", shortened(who_), what, value,
                    unit.empty() ? "" : " ", unit),
        at_, fmt::format("{:g} to {:g}{}{}", range.first, range.second, unit.empty() ? "" : " ", unit));
  }
  void expect_flow(std::string_view what, VolumeFlow flow) {
    expect(what, flow.in_si(), {1e-12, most_m3_s}, "m3/s");
  }
  void expect_pressure(std::string_view what, GaugePressure pressure) {
    expect(what, pressure.in_si(), {-most_pa, most_pa}, "Pa");
  }
  void expect_exponent(double exponent) { expect("exponent", exponent, {0.01, 100.0}, ""); }
  /// Pipes of next to no width stand for ones that are yet to be built.
  void expect_bore(Length bore) { expect("diameter", bore.in_si(), {1e-8, 50.0}, "m"); }
  void expect_loss(VolumeFlow flow, PressureDifference drop) {
    expect("flow at a foot a second", flow.in_si(), {1e-18, most_m3_s}, "m3/s");
    expect("loss at a foot a second", drop.in_si(), {1e-15, most_loss_pa}, "Pa");
  }

  void check_law(const thermal::Pipe& pipe) {
    expect("length", pipe.length.in_si(), {1e-6, 1e8}, "m");
    expect_bore(pipe.bore);
    expect("roughness", pipe.roughness.in_si(), {0.0, 50.0}, "m");
    expect("loss coefficient", pipe.minor_loss, {0.0, 1e15}, "");
  }
  void check_law(const thermal::PowerLaw& pipe) {
    expect_bore(pipe.bore);
    expect_loss(pipe.flow, pipe.drop);
    expect("loss of its fittings", pipe.minor_drop.in_si(), {0.0, most_loss_pa}, "Pa");
  }
  void check_law(const thermal::Resistance& loss) { expect_loss(loss.flow, loss.drop); }
  void check_law(const thermal::LinearLoss& loss) { expect_loss(loss.flow, loss.drop); }
  void check_law(const thermal::OpenLoss& open) {
    std::visit([&](const auto& loss) { check_law(loss); }, open);
  }
  void check_law(const thermal::TableLoss& table) {
    for (const auto& point : table.points) {
      expect("flow of its curve", point.flow.in_si(), {0.0, most_m3_s}, "m3/s");
      expect("loss of its curve", point.head.in_si(), {0.0, most_pa}, "Pa");
    }
  }
  void check_law(const thermal::LimitedResistance& valve) {
    check_law(valve.open);
    expect("setting", valve.most.in_si(), {0.0, most_m3_s}, "m3/s");
  }
  void check_law(const thermal::PressureReducer& valve) {
    check_law(valve.open);
    expect_pressure("setting", valve.set);
  }
  void check_law(const thermal::PressureSustainer& valve) {
    check_law(valve.open);
    expect_pressure("setting", valve.set);
  }
  void check_law(const thermal::PressureBreaker& valve) {
    check_law(valve.open);
    expect("setting", valve.set.in_si(), {0.0, most_pa}, "Pa");
  }
  void check_law(const thermal::Pump& pump) {
    expect("speed", pump.speed, {1e-3, 1e3}, "");
    std::visit([&](const auto& curve) { check_curve(curve); }, pump.curve);
  }
  void check_curve(const thermal::Pump::Power& curve) {
    expect("head at no flow", curve.shut_off.in_si(), {1.0, most_lift_pa}, "Pa");
    expect_flow("flow of its curve", curve.flow);
  }
  void check_curve(const thermal::Pump::Segments& curve) { check_points(curve.points); }
  void check_curve(const thermal::Pump::Smooth& curve) { check_points(curve.points); }
  void check_points(const std::vector<thermal::CurvePoint>& points) {
    for (const auto& point : points) {
      expect("flow of its curve", point.flow.in_si(), {0.0, most_m3_s}, "m3/s");
      expect("head of its curve", point.head.in_si(), {-most_lift_pa, most_lift_pa}, "Pa");
    }
  }
  void check_curve(const thermal::Pump::ConstantPower& curve) {
    expect("power", curve.hydraulic.in_si(), {1e-3, 1e12}, "W");
  }
  /// No file has one.
  void check_law(const thermal::GivenFlow& /*unused*/) {}

  const thermal::Network& network_;
  EpanetFaults faults_;
  std::unordered_map<std::string_view, EpanetPlace> node_at_, link_at_;
  std::string who_;
  EpanetPlace at_;
};

}  // namespace

Diagnostics check_measure(const EpanetCase& from, const thermal::Network& network) {
  return Measure(from, network).check();
}

}  // namespace shellfit::exchange
