#include "studies/thermal_state.hpp"

#include "studies/cooling_checks.hpp"
#include "studies/state_solve.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace shellfit::studies {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

class Taker {
 public:
  Taker(const StudyStates& whole, const StateAnswer& state, LoopAnswer& answer)
      : whole_(whole), found_(*state.thermal), answer_(answer) {}

  void take() {
    answer_.network = whole_.thermal->network;
    answer_.problem = whole_.thermal->problem;
    answer_.iterations = found_.solution.iterations;
    const auto& solution = found_.solution;
    answer_.nodes.resize(answer_.network.nodes.size());
    answer_.links.resize(answer_.network.links.size());
    if (!solution.has_converged || !found_.has_settled) return take_reason();
    take_circuits();
    for (std::size_t i = 0; i < answer_.nodes.size(); ++i) take_node(i);
    for (std::size_t i = 0; i < answer_.links.size(); ++i) take_link(i);
    for (std::size_t i = 0; i < whole_.evaluation.devices.size(); ++i) take_device(i);
  }

 private:
  /// Heads are columns of the mean density of a circuit's links.
  void take_circuits() {
    const auto& problem = answer_.problem;
    const auto atmosphere = AbsolutePressure::from_si(problem.atmosphere_pa);
    std::vector<double> density(problem.circuits.size(), 0.0), viscosity(density);
    std::vector<std::size_t> links(problem.circuits.size(), 0), nodes(links);
    for (std::size_t i = 0; i < problem.links.size(); ++i) {
      const auto circuit = ix(problem.links[i].circuit);
      const auto temperature = Temperature::from_si(found_.solution.link_temperature_k[i]);
      const auto fluid = thermal::properties_of(problem.circuits[circuit].fluid, temperature, atmosphere);
      density[circuit] += fluid.density.in_si();
      viscosity[circuit] += fluid.viscosity.in_si();
      ++links[circuit];
    }
    for (const int circuit : problem.circuit_of_node) ++nodes[ix(circuit)];
    for (std::size_t i = 0; i < problem.circuits.size(); ++i) {
      const double count = static_cast<double>(std::max<std::size_t>(links[i], 1));
      answer_.density_kg_m3.push_back(density[i] / count);
      answer_.viscosity_pa_s.push_back(viscosity[i] / count);
      answer_.pieces.push_back({problem.circuits[i].name, true, false, {}, nodes[i]});
    }
  }
  void take_reason() {
    const auto& solution = found_.solution;
    LoopPiece piece;
    piece.circuit = "all";
    piece.node_count = answer_.nodes.size();
    piece.is_infeasible = !solution.has_converged && is_shown(solution.failure);
    piece.reason =
        solution.has_converged ? "power and temperatures of the machines do not settle" : solution.reason;
    for (auto& node : answer_.nodes) node.reason = piece.reason;
    answer_.pieces.push_back(std::move(piece));
  }
  [[nodiscard]] Length column(double pascal, int circuit) const {
    return pascal /
           (answer_.density_kg_m3[ix(circuit)] * answer_.problem.circuits[ix(circuit)].gravity_m_s2) *
           units::m;
  }
  void take_node(std::size_t i) {
    const auto& from = found_.solution.nodes[i];
    auto& to = answer_.nodes[i];
    to.demand = 0.0 * units::m3_per_s;
    if (from.has_temperature) to.temperature = from.temperature;
    if (!from.has_pressure) {
      to.reason = "no open link joins it to the vessel of its circuit";
      return;
    }
    to.pressure = from.pressure;
    to.head = column(from.pressure.in_si(), answer_.problem.circuit_of_node[i]) +
              answer_.problem.elevation_m[i] * units::m;
  }
  void take_link(std::size_t i) {
    const auto& from = found_.solution.links[i];
    auto& to = answer_.links[i];
    const int circuit = answer_.problem.links[i].circuit;
    to.flow = from.flow;
    to.mass_flow = from.mass_flow;
    to.status = from.status;
    to.velocity = from.velocity;
    to.drop = from.drop;
    if (!from.drop.is_missing()) to.head_loss = column(from.drop.in_si(), circuit);
    if (from.has_outlet) to.outlet = from.outlet;
    to.fluid = Temperature::from_si(found_.solution.link_temperature_k[i]);
  }
  void take_device(std::size_t d) {
    const auto& device = whole_.evaluation.devices[d];
    LoopDevice taken;
    taken.id = device.id;
    taken.kind = device.kind;
    taken.power = found_.device_w[d] * units::W;
    const int exchanger = whole_.thermal->device_exchangers[d];
    const int rejector = whole_.thermal->device_rejectors[d];
    const thermal::DeviceResult* result = nullptr;
    if (exchanger >= 0) result = &found_.solution.exchangers[ix(exchanger)];
    if (rejector >= 0) result = &found_.solution.rejectors[ix(rejector)];
    if (result != nullptr) {
      taken.mode = result->mode;
      taken.heat = result->heat;
      taken.most = result->most;
    }
    answer_.devices.push_back(std::move(taken));
  }

  const StudyStates& whole_;
  const ThermalAnswer& found_;
  LoopAnswer& answer_;
};

}  // namespace

tl::expected<LoopAnswer, NoState> solve_thermal_state(const RunContext& context, const site::Study& given,
                                                      const std::string& name) {
  const auto whole = study_states(context, given);
  if (auto reason = why_no_loops(whole); !reason.empty())
    return tl::unexpected(NoState{std::move(reason), {}});
  const auto state = whole.find(name);
  if (!state) return tl::unexpected(state.error());
  SolveCounts counts;
  const auto answers = solve_states(context, whole.problem(), {*state}, counts);
  LoopAnswer answer;
  answer.name = whole.study.name.empty() ? whole.study.id : whole.study.name;
  answer.state = state->id;
  Taker(whole, answers.front(), answer).take();
  if (!whole.power)
    answer.notes.emplace_back("every rack and machine is taken as live: the power of the study is not known");
  return answer;
}

}  // namespace shellfit::studies
