#include "power/island_model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace shellfit::power {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

constexpr double same_pu = 1e-9;  // that two holders of one node ask for

class Modelling {
 public:
  Modelling(const NetworkProblem& network, const NetworkState& state, const Islands& islands, int island)
      : network_(network), state_(state), islands_(islands), island_(islands.list[ix(island)]) {
    model_.own_nodes = static_cast<int>(island_.nodes.size());
    model_.problem.resize(model_.own_nodes);
  }

  IslandModel model(const std::vector<Complex>& converter_input_pu, const std::vector<Complex>& start) {
    add_branches();
    add_sources();
    add_outputs();
    add_generators();
    set_injections(network_, state_, islands_, island_, converter_input_pu, model_.problem);
    set_start(start);
    return std::move(model_);
  }

 private:
  int at(int bus) const { return islands_.local_of_bus(bus); }
  bool is_in_service(int bus) const { return islands_.node[ix(bus)] >= 0; }

  void add_branches() {
    auto& p = model_.problem;
    for (const int i : island_.branches) {
      const auto& branch = network_.branches[ix(i)];
      const auto y = network_.taps.empty() ? branch.y : branch_admittance(network_, i, state_.tap_positions);
      if (branch.is_from_closed && branch.is_to_closed) {
        if (!is_in_service(branch.from) || !is_in_service(branch.to)) continue;
        p.branches.push_back({at(branch.from), at(branch.to), y.from_from, y.from_to, y.to_from, y.to_to});
      } else {
        // Live from one end only, it is a shunt there.
        const int node = at(branch.is_from_closed ? branch.from : branch.to);
        const Complex seen = branch.is_from_closed ? seen_from_from(y) : seen_from_to(y);
        p.branches.push_back({node, node, seen, 0.0, 0.0, 0.0});
      }
      model_.branches.push_back(i);
    }
    for (const int i : island_.shunts) {
      const auto& shunt = network_.shunts[ix(i)];
      p.shunt[ix(at(shunt.bus))] += shunt.admittance_pu;
    }
  }

  /// Two that hold one node must agree.
  void hold(int node, Complex voltage, ElementRef element, int bus) {
    auto& kind = model_.problem.kind[ix(node)];
    auto& given = model_.problem.start[ix(node)];
    if (kind == NodeKind::reference && std::abs(given - voltage) > same_pu && model_.fault.empty()) {
      model_.fault = fmt::format("bad data: {} holds {:.6g} pu where another source holds {:.6g} pu",
                                 name_of(network_, element), std::abs(voltage), std::abs(given));
      if (std::fabs(std::abs(given) - std::abs(voltage)) <= same_pu)
        model_.fault = fmt::format("bad data: {} and another source hold one bus at different angles",
                                   name_of(network_, element));
      model_.fault_bus = bus;
    }
    kind = NodeKind::reference;
    given = voltage;
  }

  void add_sources() {
    auto& p = model_.problem;
    for (const int i : island_.sources) {
      const auto& source = network_.sources[ix(i)];
      const Complex voltage = std::polar(state_.source_voltage_pu[ix(i)], source.angle_rad);
      int node = at(source.bus);
      if (!source.holds_bus_in_load_flow) {
        const int inner = p.size;
        p.resize(inner + 1);
        const Complex y = 1.0 / source.impedance_pu;
        p.branches.push_back({inner, node, y, -y, -y, y});
        node = inner;
      }
      model_.source_nodes.push_back(node);
      hold(node, voltage, {ElementRef::Kind::source, i}, source.bus);
      if (source.holds_bus_in_load_flow)
        add_held(
            {node, std::abs(voltage), source.least_reactive_pu, source.most_reactive_pu, 0.0, true, {}, {}})
            .sources.push_back(i);
    }
  }

  void add_outputs() {
    for (const int i : island_.outputs) {
      const int bus = network_.converters[ix(i)].to;
      hold(at(bus), 1.0, {ElementRef::Kind::converter, i}, bus);
    }
  }

  void add_generators() {
    auto& p = model_.problem;
    for (const int i : island_.generators) {
      const auto& one = network_.generators[ix(i)];
      if (!one.holds_bus) continue;
      const int node = at(one.bus);
      if (const int converter = converter_at(node); converter >= 0 && model_.fault.empty()) {
        model_.fault = fmt::format("bad data: {} would hold the voltage that converter {} makes",
                                   name_of(network_, {ElementRef::Kind::generator, i}),
                                   name_of(network_, {ElementRef::Kind::converter, converter}));
        model_.fault_bus = one.bus;
      }
      auto& held = add_held({node,
                             one.voltage_pu,
                             one.least_reactive_pu,
                             one.most_reactive_pu,
                             one.real_pu,
                             p.kind[ix(node)] == NodeKind::reference,
                             {},
                             {}});
      held.generators.push_back(i);
      if (!held.is_reference) {
        p.kind[ix(node)] = NodeKind::held;
        p.start[ix(node)] = held.voltage_pu;
      }
      if (std::fabs(held.voltage_pu - one.voltage_pu) <= same_pu || !model_.fault.empty()) continue;
      model_.fault =
          fmt::format("bad data: {} holds {:.6g} pu where another holds {:.6g} pu",
                      name_of(network_, {ElementRef::Kind::generator, i}), one.voltage_pu, held.voltage_pu);
      model_.fault_bus = one.bus;
    }
  }

  /// One whose output stands at the node; -1: none.
  int converter_at(int node) const {
    for (const int i : island_.outputs) {
      if (at(network_.converters[ix(i)].to) == node) return i;
    }
    return -1;
  }

  /// Those at one node act together.
  HeldNode& add_held(HeldNode one) {
    const auto [found, is_new] = held_at_.try_emplace(one.node, model_.held.size());
    if (is_new) return model_.held.emplace_back(std::move(one));
    auto& held = model_.held[found->second];
    held.least_pu += one.least_pu;
    held.most_pu += one.most_pu;
    held.real_pu += one.real_pu;
    return held;
  }

  void set_start(const std::vector<Complex>& start) {
    auto& p = model_.problem;
    if (start.empty()) {
      turn_start();
      return;
    }
    for (const int bus : island_.buses) {
      const int node = at(bus);
      const auto& given = start[ix(bus)];
      if (p.kind[ix(node)] == NodeKind::reference || !(std::abs(given) > 0)) continue;
      p.start[ix(node)] =
          p.kind[ix(node)] == NodeKind::held ? std::abs(p.start[ix(node)]) / std::abs(given) * given : given;
    }
  }

  /// Gives nodes the angle that the transformers between them and a reference make, and the voltage where
  /// their ratios are far off the nominal one.
  void turn_start() {
    auto& p = model_.problem;
    constexpr double plain_rad = 0.1;  // what lines and their loads make is left to the solver
    const auto turn_of = [](const IslandProblem::Branch& b) { return std::arg(-b.y_to_from / b.y_to_to); };
    // Voltage at the far end over that at the near one, without load.
    constexpr double plain_gain = 0.1;
    const auto gain_of = [](const IslandProblem::Branch& b, bool is_forward) {
      const double gain = is_forward ? std::abs(b.y_to_from) / std::abs(b.y_to_to)
                                     : std::abs(b.y_from_to) / std::abs(b.y_from_from);
      // Beyond a ratio of five it is no transformer's.
      return std::fabs(gain - 1.0) > plain_gain && gain > 0.2 && gain < 5.0 ? gain : 1.0;
    };
    const bool has_turn =
        std::any_of(p.branches.begin(), p.branches.end(), [&](const IslandProblem::Branch& b) {
          return b.from != b.to && (std::fabs(turn_of(b)) > plain_rad || gain_of(b, true) != 1.0);
        });
    const bool has_angle = std::any_of(p.start.begin(), p.start.end(),
                                       [](const Complex& v) { return std::fabs(std::arg(v)) > 0; });
    if (!has_turn && !has_angle) return;
    std::vector<int> first(ix(p.size) + 1, 0);
    std::vector<int> incident;
    for (const auto& b : p.branches) {
      ++first[ix(b.from) + 1];
      ++first[ix(b.to) + 1];
    }
    for (std::size_t i = 1; i < first.size(); ++i) first[i] += first[i - 1];
    incident.resize(ix(first.back()));
    auto next = first;
    for (std::size_t k = 0; k < p.branches.size(); ++k) {
      incident[ix(next[ix(p.branches[k].from)]++)] = static_cast<int>(k);
      incident[ix(next[ix(p.branches[k].to)]++)] = static_cast<int>(k);
    }
    std::vector<char> is_reached(ix(p.size), 0);
    std::vector<double> gain(ix(p.size), 1.0);
    std::vector<int> front;
    for (int node = 0; node < p.size; ++node) {
      if (p.kind[ix(node)] != NodeKind::reference) continue;
      is_reached[ix(node)] = 1;
      front.push_back(node);
    }
    for (std::size_t k = 0; k < front.size(); ++k) {
      const int here = front[k];
      for (int e = first[ix(here)]; e < first[ix(here) + 1]; ++e) {
        const auto& b = p.branches[ix(incident[ix(e)])];
        const int there = b.from == here ? b.to : b.from;
        if (is_reached[ix(there)] != 0) continue;
        is_reached[ix(there)] = 1;
        const double turn = turn_of(b);
        const double kept = std::fabs(turn) > plain_rad ? turn : 0.0;
        if (p.kind[ix(there)] == NodeKind::free)
          gain[ix(there)] = gain[ix(here)] * gain_of(b, b.from == here);
        p.start[ix(there)] = std::polar(std::abs(p.start[ix(there)]) * gain[ix(there)],
                                        std::arg(p.start[ix(here)]) + (b.from == here ? kept : -kept));
        front.push_back(there);
      }
    }
  }

  const NetworkProblem& network_;
  const NetworkState& state_;
  const Islands& islands_;
  const Island& island_;
  IslandModel model_;
  std::unordered_map<int, std::size_t> held_at_;  ///< by node, into model_.held
};

}  // namespace

IslandModel model_island(const NetworkProblem& network, const NetworkState& state, const Islands& islands,
                         int island, const std::vector<Complex>& converter_input_pu,
                         const std::vector<Complex>& start) {
  return Modelling(network, state, islands, island).model(converter_input_pu, start);
}

void set_injections(const NetworkProblem& network, const NetworkState& state, const Islands& islands,
                    const Island& island, const std::vector<Complex>& converter_input_pu,
                    IslandProblem& problem) {
  std::fill(problem.injected.begin(), problem.injected.end(), Complex{});
  std::fill(problem.injected_current.begin(), problem.injected_current.end(), Complex{});
  std::fill(problem.injected_square.begin(), problem.injected_square.end(), Complex{});
  for (const int i : island.loads) {
    const auto& load = network.loads[ix(i)];
    const auto node = ix(islands.local_of_bus(load.bus));
    const double p = state.load_real_pu[ix(i)];
    const double q = state.load_reactive_pu[ix(i)];
    const auto& [p_current, p_impedance] = load.real_dependence;
    const auto& [q_current, q_impedance] = load.reactive_dependence;
    problem.injected[node] -= Complex{p * (1 - p_current - p_impedance), q * (1 - q_current - q_impedance)};
    problem.injected_current[node] -= Complex{p * p_current, q * q_current};
    problem.injected_square[node] -= Complex{p * p_impedance, q * q_impedance};
  }
  for (const int i : island.generators) {
    const auto& one = network.generators[ix(i)];
    problem.injected[ix(islands.local_of_bus(one.bus))] +=
        Complex{one.real_pu, one.holds_bus ? 0.0 : one.reactive_pu};
  }
  for (const int i : island.inputs)
    problem.injected[ix(islands.local_of_bus(network.converters[ix(i)].from))] -= converter_input_pu[ix(i)];
}

std::string name_of(const NetworkProblem& network, ElementRef wanted) {
  for (const auto& [id, ref] : network.element_index) {
    if (ref.kind == wanted.kind && ref.index == wanted.index) return id.text();
  }
  return std::to_string(wanted.index + 1);
}

}  // namespace shellfit::power
