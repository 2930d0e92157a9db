#include "exchange/epanet_start.hpp"

#include "exchange/epanet_curves.hpp"

namespace shellfit::exchange {

namespace {

using namespace epanet;

class Start {
 public:
  explicit Start(const EpanetCase& network) : network_(network) {}

  EpanetStart make() {
    for (const auto& node : network_.nodes) {
      start_.demands.push_back(demand_of(node));
      start_.fixed_heads.push_back(head_of(node));
    }
    for (const auto& link : network_.links) start_.links.push_back(state_of(link));
    for (std::size_t row = 0; row < network_.controls.size(); ++row) consider(row);
    return std::move(start_);
  }

 private:
  [[nodiscard]] double factor_of(std::size_t pattern) const {
    const auto& factors = network_.patterns[pattern].factors;
    const auto period = network_.times.pattern_start_s / network_.times.pattern_step_s;
    return factors[static_cast<std::size_t>(period) % factors.size()];
  }
  [[nodiscard]] double demand_of(const Node& node) const {
    const auto* const junction = std::get_if<Junction>(&node.element);
    if (junction == nullptr) return 0.0;
    double sum = 0.0;
    for (const auto& demand : junction->demands) {
      const auto pattern = demand.pattern ? demand.pattern : network_.options.pattern;
      sum += demand.base * (pattern ? factor_of(*pattern) : 1.0) * network_.options.demand_multiplier;
    }
    return sum;
  }
  [[nodiscard]] std::optional<double> head_of(const Node& node) const {
    if (const auto* const tank = std::get_if<Tank>(&node.element)) return node.elevation + tank->level;
    if (const auto* const reservoir = std::get_if<Reservoir>(&node.element)) {
      if (reservoir->head_pattern) return node.elevation * factor_of(*reservoir->head_pattern);
      return node.elevation + reservoir->level;
    }
    return std::nullopt;
  }
  [[nodiscard]] EpanetStart::LinkState state_of(const Link& link) const {
    const auto* const pump = std::get_if<Pump>(&link.element);
    if (pump == nullptr || !pump->speed_pattern) return {link.status, link.setting};
    // A pattern goes before the speed and the status of its pump.
    const double speed = factor_of(*pump->speed_pattern);
    return {speed > 0.0 ? Status::open : Status::closed, speed};
  }

  void consider(std::size_t row) {
    const auto& control = network_.controls[row];
    if (!control.is_enabled) return;
    switch (control.when) {
      case Control::When::time:
        if (control.time_s == 0) apply_epanet_control(control, start_);
        return;
      case Control::When::clock_time:
        if (control.time_s == network_.times.clock_start_s) apply_epanet_control(control, start_);
        return;
      case Control::When::below:
      case Control::When::above:
        if (std::holds_alternative<Junction>(network_.nodes[control.node].element)) {
          start_.pressure_controls.push_back(row);
        } else if (acts_at_level(control)) {
          apply_epanet_control(control, start_);
        }
        return;
    }
  }
  /// Levels are compared as the volumes under them, which a curve may have equal. At a reservoir, where
  /// EPANET compares nothing with nothing and acts always, the head is compared.
  [[nodiscard]] bool acts_at_level(const Control& control) const {
    const auto& node = network_.nodes[control.node];
    double now = 0.0, limit = control.value;
    if (const auto* const tank = std::get_if<Tank>(&node.element)) {
      now = tank->level;
      if (tank->volume_curve) {
        const auto& curve = network_.curves[*tank->volume_curve];
        now = interpolated(curve, now);
        limit = interpolated(curve, limit);
      }
    } else {
      now = *start_.fixed_heads[control.node];
      limit += node.elevation;
    }
    return control.when == Control::When::below ? now <= limit : now >= limit;
  }

  const EpanetCase& network_;
  EpanetStart start_;
};

}  // namespace

EpanetStart epanet_start(const EpanetCase& network) { return Start(network).make(); }

void apply_epanet_control(const epanet::Control& control, EpanetStart& start) {
  auto& link = start.links[control.link];
  link.status = control.status;
  if (control.setting) link.setting = *control.setting;
}

}  // namespace shellfit::exchange
