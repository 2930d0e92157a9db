#include "power/state_sweep.hpp"

#include "power/island_model.hpp"
#include "power/usual_voltages.hpp"
#include "power/variations.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

namespace shellfit::power {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// Alike in all but loads and branches.
bool is_alike(const NetworkState& a, const NetworkState& b) {
  return a.bus_out == b.bus_out && a.source_out == b.source_out && a.generator_out == b.generator_out &&
         a.converter_out == b.converter_out && a.switch_closed == b.switch_closed &&
         a.source_voltage_pu == b.source_voltage_pu && a.tap_positions == b.tap_positions &&
         a.is_recharging == b.is_recharging;
}

/// Which nodes of an island lose their supply with some of its branches.
class Reach {
 public:
  explicit Reach(const IslandProblem& island)
      : island_(island), mark_(ix(island.size), 0), first_(ix(island.size) + 1, 0) {
    for (const auto& branch : island.branches) {
      ++first_[ix(branch.from) + 1];
      ++first_[ix(branch.to) + 1];
    }
    for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
    beside_.resize(2 * island.branches.size());
    auto next = first_;
    for (std::size_t b = 0; b < island.branches.size(); ++b) {
      const auto& branch = island.branches[b];
      beside_[next[ix(branch.from)]++] = {branch.to, static_cast<int>(b)};
      beside_[next[ix(branch.to)]++] = {branch.from, static_cast<int>(b)};
    }
  }

  std::vector<int> dead_without(const std::vector<int>& branches) {
    if (branches.empty()) return {};
    return branches.size() == 1 ? behind(branches.front()) : left_alone(branches);
  }

 private:
  struct Beside {
    int node, branch;
  };

  template <class See>
  void see_neighbours(int node, const See& see) const {
    for (auto e = first_[ix(node)]; e < first_[ix(node) + 1]; ++e) see(beside_[e]);
  }

  /// Looks from both ends in turn, so that it costs as much as the smaller side, or as the way round.
  std::vector<int> behind(int out) {
    const auto& branch = island_.branches[ix(out)];
    if (branch.from == branch.to) return {};
    mark_base_ += 2;
    sides_[0].assign(1, branch.from);
    sides_[1].assign(1, branch.to);
    mark_[ix(branch.from)] = mark_base_;
    mark_[ix(branch.to)] = mark_base_ + 1;
    for (std::size_t at = 0;; ++at) {
      for (int side = 0; side < 2; ++side) {
        if (at == sides_[ix(side)].size()) return apart(side, at, out);
        if (meets(side, sides_[ix(side)][at], out)) return {};
      }
    }
  }

  /// Adds a node's neighbours to a side; true when one is on the other.
  bool meets(int side, int node, int out) {
    bool is_joined = false;
    see_neighbours(node, [&](const Beside& next) {
      if (next.branch == out) return;
      auto& mark = mark_[ix(next.node)];
      is_joined = is_joined || mark == mark_base_ + 1 - side;
      if (mark >= mark_base_) return;
      mark = mark_base_ + side;
      sides_[ix(side)].push_back(next.node);
    });
    return is_joined;
  }

  /// The side that has no reference, one of them being known.
  std::vector<int> apart(int known, std::size_t seen_of_other, int out) {
    const auto has_reference = [&](const std::vector<int>& nodes) {
      return std::any_of(nodes.begin(), nodes.end(),
                         [&](int node) { return island_.kind[ix(node)] == NodeKind::reference; });
    };
    if (!has_reference(sides_[ix(known)])) return sides_[ix(known)];
    auto& other = sides_[ix(1 - known)];
    for (auto at = known == 0 ? seen_of_other : seen_of_other + 1; at < other.size(); ++at)
      meets(1 - known, other[at], out);
    return has_reference(other) ? std::vector<int>{} : other;
  }

  std::vector<int> left_alone(const std::vector<int>& branches) {
    std::vector<char> is_reached(ix(island_.size), 0);
    std::vector<int> reached;
    for (int node = 0; node < island_.size; ++node) {
      if (island_.kind[ix(node)] != NodeKind::reference) continue;
      is_reached[ix(node)] = 1;
      reached.push_back(node);
    }
    for (std::size_t at = 0; at < reached.size(); ++at) {
      see_neighbours(reached[at], [&](const Beside& next) {
        if (is_reached[ix(next.node)] != 0 ||
            std::binary_search(branches.begin(), branches.end(), next.branch))
          return;
        is_reached[ix(next.node)] = 1;
        reached.push_back(next.node);
      });
    }
    std::vector<int> dead;
    for (int node = 0; node < island_.size; ++node) {
      if (is_reached[ix(node)] == 0) dead.push_back(node);
    }
    return dead;
  }

  const IslandProblem& island_;
  std::vector<int> mark_;
  int mark_base_ = 0;
  std::vector<std::size_t> first_;  ///< by node, into beside_
  std::vector<Beside> beside_;
  std::array<std::vector<int>, 2> sides_;
};

}  // namespace

class StateSweep::Impl {
 public:
  Impl(const NetworkProblem& network, NetworkState normal, LoadFlowOptions options)
      : network_(network), normal_(std::move(normal)), options_(std::move(options)), solver_(network) {
    islands_ = find_islands(network_, normal_);
    prepare();
  }

  void solve(int count, const std::function<void(int, NetworkState&)>& describe,
             const std::function<void(int, const SweptState&)>& take) {
    std::vector<int> far;
    std::vector<int> lost;  // alike, but the factors of the normal state do not lead to their answer
    if (!variations_) {
      for (int i = 0; i < count; ++i) far.push_back(i);
    } else {
      voltage_.assign(ix(network_.bus_count()), Complex{none, none});
      NetworkState state = normal_;
      variations_->solve(
          count,
          [&](int i) -> std::optional<Variation> {
            state = normal_;
            describe(i, state);
            auto variation = vary(state);
            if (!variation) far.push_back(i);
            return variation;
          },
          [&](int i, const VariedSolution& found) {
            if (!found.has_converged || !usual_->has(found.voltage)) {
              lost.push_back(i);
              return;
            }
            for (const int bus : live_buses_)
              voltage_[ix(bus)] = found.voltage[ix(islands_.local_of_bus(bus))];
            take(i, {true, true, -1, voltage_});
          },
          NewtonLimits{options_.most_iterations, options_.mismatch_pu});
    }
    std::sort(far.begin(), far.end());
    for (const int i : far) solve_alone(i, options_, describe, take);
    std::sort(lost.begin(), lost.end());
    for (const int i : lost) solve_alone(i, from_normal_, describe, take);
  }

 private:
  /// Leaves variations_ empty where no state can be near.
  void prepare() {
    const auto order = solving_order(network_, islands_);
    if (order.size() != 1) return;
    const int live = order.front();
    const auto& island = islands_.list[ix(live)];
    if (!island.outputs.empty() || !island.inputs.empty()) return;
    if (options_.moves_taps && !network_.controls.empty()) return;
    model_ = model_island(network_, normal_, islands_, live, {}, options_.start);
    if (!model_.fault.empty()) return;
    if (options_.has_reactive_limits &&
        std::any_of(model_.held.begin(), model_.held.end(), [](const HeldNode& held) {
          return std::isfinite(held.least_pu) || std::isfinite(held.most_pu);
        }))
      return;
    balance_.emplace(model_.problem);
    auto solution = solve_newton(*balance_, model_.problem, model_.problem.start,
                                 NewtonLimits{options_.most_iterations, options_.mismatch_pu});
    usual_.emplace(model_.problem);
    if (!solution.has_converged || !usual_->has(solution.voltage)) return;
    from_normal_ = options_;
    from_normal_.start.assign(ix(network_.bus_count()), Complex{});
    for (const int bus : island.buses)
      from_normal_.start[ix(bus)] = solution.voltage[ix(islands_.local_of_bus(bus))];
    variations_ = std::make_unique<Variations>(*balance_, model_.problem, std::move(solution.voltage));
    if (!variations_->is_ready()) {
      variations_.reset();
      return;
    }
    live_buses_ = island.buses;
    reach_.emplace(model_.problem);
    place_of_branch_.assign(network_.branches.size(), -1);
    for (std::size_t i = 0; i < model_.branches.size(); ++i)
      place_of_branch_[ix(model_.branches[i])] = static_cast<int>(i);
    without_loads_ = model_.problem.injected;
    for (const int i : island.loads) {
      const auto& load = network_.loads[ix(i)];
      const auto& p = load.real_dependence;
      const auto& q = load.reactive_dependence;
      const bool is_constant = p.current == 0 && p.impedance == 0 && q.current == 0 && q.impedance == 0;
      (is_constant ? constant_loads_ : other_loads_).push_back(i);
      if (is_constant)
        without_loads_[ix(islands_.local_of_bus(load.bus))] +=
            Complex{normal_.load_real_pu[ix(i)], normal_.load_reactive_pu[ix(i)]};
    }
  }

  /// Empty when the state is not near.
  std::optional<Variation> vary(const NetworkState& state) {
    if (!is_alike(state, normal_)) return std::nullopt;
    for (const int i : other_loads_) {
      if (state.load_real_pu[ix(i)] != normal_.load_real_pu[ix(i)] ||
          state.load_reactive_pu[ix(i)] != normal_.load_reactive_pu[ix(i)])
        return std::nullopt;
    }
    Variation variation;
    for (std::size_t i = 0; i < state.branch_out.size(); ++i) {
      if (state.branch_out[i] == normal_.branch_out[i]) continue;
      if (state.branch_out[i] == 0) return std::nullopt;  // it comes into service
      if (place_of_branch_[i] >= 0) variation.branches_out.push_back(place_of_branch_[i]);
    }
    std::sort(variation.branches_out.begin(), variation.branches_out.end());
    variation.dead_nodes = reach_->dead_without(variation.branches_out);
    if (state.load_real_pu == normal_.load_real_pu && state.load_reactive_pu == normal_.load_reactive_pu)
      return variation;
    variation.injected = without_loads_;
    for (const int i : constant_loads_) {
      const Complex power{state.load_real_pu[ix(i)], state.load_reactive_pu[ix(i)]};
      if (!std::isfinite(power.real()) || !std::isfinite(power.imag())) return std::nullopt;
      variation.injected[ix(islands_.local_of_bus(network_.loads[ix(i)].bus))] -= power;
    }
    return variation;
  }

  void solve_alone(int i, const LoadFlowOptions& options,
                   const std::function<void(int, NetworkState&)>& describe,
                   const std::function<void(int, const SweptState&)>& take) {
    NetworkState state = normal_;
    describe(i, state);
    const auto result = solver_.solve(state, options);
    std::vector<Complex> voltage(ix(network_.bus_count()), Complex{none, none});
    for (std::size_t bus = 0; bus < voltage.size(); ++bus) {
      const auto& one = result.buses[bus];
      if (one.is_solved) voltage[bus] = std::polar(one.voltage_pu, one.angle_rad);
    }
    const auto lost = std::find_if(result.islands.begin(), result.islands.end(),
                                   [](const IslandResult& island) { return !island.has_converged; });
    take(i,
         {lost == result.islands.end(), false, lost == result.islands.end() ? -1 : lost->worst_bus, voltage});
  }

  const NetworkProblem& network_;
  NetworkState normal_;
  LoadFlowOptions options_, from_normal_;
  LoadFlowSolver solver_;
  Islands islands_;
  IslandModel model_;
  std::optional<PowerBalance> balance_;
  std::unique_ptr<Variations> variations_;
  std::optional<UsualVoltages> usual_;
  std::optional<Reach> reach_;
  std::vector<int> live_buses_;
  std::vector<int> place_of_branch_;  ///< in the island; -1: not there
  std::vector<int> constant_loads_, other_loads_;
  std::vector<Complex> without_loads_;  ///< injected by node
  std::vector<Complex> voltage_;
};

StateSweep::StateSweep(const NetworkProblem& problem, NetworkState normal, LoadFlowOptions options)
    : impl_(std::make_unique<Impl>(problem, std::move(normal), std::move(options))) {}
StateSweep::~StateSweep() = default;
StateSweep::StateSweep(StateSweep&&) noexcept = default;
StateSweep& StateSweep::operator=(StateSweep&&) noexcept = default;
void StateSweep::solve(int count, const std::function<void(int, NetworkState&)>& describe,
                       const std::function<void(int, const SweptState&)>& take) {
  impl_->solve(count, describe, take);
}

}  // namespace shellfit::power
