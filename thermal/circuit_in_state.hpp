#pragma once
// A circuit of the description, made into what its solver sees, state by state.

#include "thermal/circuit_problem.hpp"

#include <span>
#include <vector>

namespace shellfit::thermal {

/// Keeps a `CircuitProblem` that is set to one state after the other. The network problem must outlive it.
class CircuitInState {
 public:
  /// `local` numbers the nodes of each circuit from 0; it must outlive this too.
  CircuitInState(const NetworkProblem& problem, int circuit, const std::vector<int>& local);
  CircuitInState(const CircuitInState&) = delete;
  CircuitInState& operator=(const CircuitInState&) = delete;

  void set(const NetworkState& state, std::span<const LinkFluid> fluids);

  [[nodiscard]] const CircuitProblem& flow() const { return flow_; }
  [[nodiscard]] const NetworkProblem& network() const { return problem_; }
  [[nodiscard]] int circuit() const { return circuit_; }
  /// Of the network, by local node.
  [[nodiscard]] const std::vector<int>& nodes() const { return nodes_; }
  /// By node of the network.
  [[nodiscard]] int local(int node) const { return local_[static_cast<std::size_t>(node)]; }
  [[nodiscard]] bool has(int node) const {
    return problem_.circuit_of_node[static_cast<std::size_t>(node)] == circuit_;
  }
  /// Demands that depend on pressure, and emitters, are branches to the outside.
  struct WayOut {
    int of, branch;
  };
  [[nodiscard]] const std::vector<WayOut>& demands() const { return demands_; }
  [[nodiscard]] const std::vector<WayOut>& emitters() const { return emitters_; }
  [[nodiscard]] double demand_kg_s(const NetworkState& state, std::size_t demand) const;
  [[nodiscard]] double mean_density_kg_m3() const { return mean_.density_kg_m3; }
  [[nodiscard]] double weight_pa_m() const { return weight_; }

 private:
  [[nodiscard]] const NetworkProblem::CircuitData& data() const;
  void add_ways_out();
  void find_mean_fluid(std::span<const LinkFluid> fluids);
  void set_nodes(const NetworkState& state);
  /// What a law was made for; another is made only for another.
  struct Basis {
    LinkFluid fluid{0, 0, 0};
    double speed = 0, factor = 0;
    friend bool operator==(const Basis&, const Basis&) = default;
  };
  void set_law(std::size_t k, const Basis& basis);
  void describe_demand(std::size_t k, const NetworkProblem::DemandData& demand, double flow_m3_s);
  void set_way_out(std::size_t k, int node, double against_pa);
  void bound_at(const NetworkProblem::ReservoirData& reservoir);

  const NetworkProblem& problem_;
  int circuit_;
  const std::vector<int>& local_;
  std::vector<int> nodes_;
  std::vector<NetworkProblem::LinkData> outlets_;
  std::vector<WayOut> demands_, emitters_;
  CircuitProblem flow_;
  std::vector<Basis> basis_;  ///< by branch
  LinkFluid mean_{};
  double weight_ = 0;
};

}  // namespace shellfit::thermal
