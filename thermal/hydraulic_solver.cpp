#include "thermal/hydraulic_solver.hpp"

#include "thermal/circuit_in_state.hpp"
#include "thermal/circuit_solver.hpp"
#include "thermal/no_flow.hpp"

#include <cmath>
#include <iterator>
#include <memory>

namespace shellfit::thermal {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// A circuit with its solver.
class CircuitModel {
 public:
  CircuitModel(const NetworkProblem& problem, int circuit, const std::vector<int>& local)
      : circuit_(problem, circuit, local), solver_(circuit_.flow()) {}

  void solve(const NetworkState& state, std::span<const LinkFluid> fluids, const HydraulicSolution* start,
             HydraulicSolution& solution) {
    circuit_.set(state, fluids);
    const auto& branches = circuit_.flow().branches;
    answer_.kg_s.assign(branches.size(), nan);
    for (std::size_t k = 0; start != nullptr && k < branches.size(); ++k) {
      if (branches[k].link >= 0) answer_.kg_s[k] = start->kg_s[ix(branches[k].link)];
    }
    solver_.solve(answer_);
    solution.iterations += answer_.iterations;
    if (answer_.end != CircuitAnswer::End::found) {
      solution.unsolved.push_back(why_no_flows(circuit_, answer_));
      return;
    }
    auto left_out = why_left_out(circuit_, state, answer_);
    const bool has_any = left_out.empty() || !left_out.front().nodes.empty();
    if (has_any) write(state, solution);
    std::move(left_out.begin(), left_out.end(), std::back_inserter(solution.unsolved));
  }

 private:
  void write(const NetworkState& state, HydraulicSolution& solution) const {
    for (std::size_t n = 0; n < circuit_.nodes().size(); ++n)
      solution.pressure_pa[ix(circuit_.nodes()[n])] =
          answer_.pressure_pa[n] -
          circuit_.weight_pa_m() * circuit_.network().elevation_m[ix(circuit_.nodes()[n])];
    std::vector<double> gives(circuit_.nodes().size(), 0.0);
    for (std::size_t k = 0; k < circuit_.flow().branches.size(); ++k) {
      const auto& branch = circuit_.flow().branches[k];
      gives[ix(branch.from)] += answer_.kg_s[k];
      if (branch.link < 0) continue;
      gives[ix(branch.to)] -= answer_.kg_s[k];
      const auto i = ix(branch.link);
      solution.kg_s[i] = answer_.kg_s[k];
      solution.drop_pa[i] = answer_.drop_pa[k];
      solution.status[i] = status(state, k);
    }
    for (std::size_t n = 0; n < circuit_.nodes().size(); ++n) gives[n] += circuit_.flow().leaves_kg_s[n];
    for (std::size_t r = 0; r < circuit_.network().reservoirs.size(); ++r) {
      const int node = circuit_.network().reservoirs[r].node;
      if (circuit_.has(node) && circuit_.flow().gives[ix(circuit_.local(node))] != 0)
        solution.reservoir_kg_s[r] = gives[ix(circuit_.local(node))];
    }
    for (std::size_t d = 0; d < circuit_.network().demands.size(); ++d) {
      const auto& demand = circuit_.network().demands[d];
      if (!circuit_.has(demand.node) || answer_.is_left_out[ix(circuit_.local(demand.node))] != 0) continue;
      solution.demand_kg_s[d] = circuit_.demand_kg_s(state, d);
    }
    for (const auto [d, k] : circuit_.demands()) {
      if (circuit_.demand_kg_s(state, ix(d)) > 0.0) solution.demand_kg_s[ix(d)] = answer_.kg_s[ix(k)];
    }
    for (const auto [e, k] : circuit_.emitters()) solution.emitter_kg_s[ix(e)] = answer_.kg_s[ix(k)];
  }
  [[nodiscard]] LinkStatus status(const NetworkState& state, std::size_t k) const {
    using Kind = NetworkProblem::LinkKind;
    const auto& branch = circuit_.flow().branches[k];
    const auto kind = branch.kind;
    switch (answer_.status[k]) {
      case BranchStatus::follows_law:
        return LinkStatus::open;
      case BranchStatus::at_most:
        return kind == Kind::limited ? LinkStatus::limiting : LinkStatus::stopped;
      case BranchStatus::at_least:
        return kind == Kind::pump ? LinkStatus::below_head : LinkStatus::stopped;
      case BranchStatus::regulates:
        return LinkStatus::regulating;
      case BranchStatus::given:
        break;
    }
    if (state.link_closed[ix(branch.link)] != 0) return LinkStatus::closed;
    if (kind == Kind::given) return LinkStatus::given;
    return answer_.kg_s[k] != 0.0 || kind == Kind::limited ? LinkStatus::limiting : LinkStatus::stopped;
  }

  CircuitInState circuit_;
  CircuitSolver solver_;
  CircuitAnswer answer_;
};

}  // namespace

class HydraulicModel::Impl {
 public:
  explicit Impl(const NetworkProblem& problem) : problem_(problem), local_(ix(problem.node_count())) {
    std::vector<int> count(problem.circuits.size(), 0);
    for (int n = 0; n < problem.node_count(); ++n)
      local_[ix(n)] = count[ix(problem.circuit_of_node[ix(n)])]++;
    for (std::size_t c = 0; c < problem.circuits.size(); ++c)
      circuits_.push_back(std::make_unique<CircuitModel>(problem, static_cast<int>(c), local_));
  }

  HydraulicSolution solve(const NetworkState& state, std::span<const LinkFluid> fluids,
                          const HydraulicSolution* start) {
    HydraulicSolution solution;
    solution.kg_s.assign(problem_.links.size(), nan);
    solution.drop_pa.assign(problem_.links.size(), nan);
    solution.status.assign(problem_.links.size(), LinkStatus::open);
    solution.pressure_pa.assign(ix(problem_.node_count()), nan);
    solution.demand_kg_s.assign(problem_.demands.size(), 0.0);
    solution.emitter_kg_s.assign(problem_.emitters.size(), 0.0);
    solution.reservoir_kg_s.assign(problem_.reservoirs.size(), 0.0);
    for (const auto& circuit : circuits_) circuit->solve(state, fluids, start, solution);
    solution.has_converged = solution.unsolved.empty();
    return solution;
  }

 private:
  const NetworkProblem& problem_;
  std::vector<int> local_;
  std::vector<std::unique_ptr<CircuitModel>> circuits_;
};

HydraulicModel::HydraulicModel(const NetworkProblem& problem) : impl_(std::make_unique<Impl>(problem)) {}
HydraulicModel::~HydraulicModel() = default;
HydraulicModel::HydraulicModel(HydraulicModel&&) noexcept = default;
HydraulicModel& HydraulicModel::operator=(HydraulicModel&&) noexcept = default;

HydraulicSolution HydraulicModel::solve(const NetworkState& state, std::span<const LinkFluid> fluids,
                                        const HydraulicSolution* start) {
  return impl_->solve(state, fluids, start);
}

std::vector<LinkFluid> uniform_fluids(const NetworkProblem& problem, std::span<const LinkFluid> by_circuit) {
  std::vector<LinkFluid> fluids;
  for (const auto& link : problem.links) fluids.push_back(by_circuit[ix(link.circuit)]);
  return fluids;
}

}  // namespace shellfit::thermal
