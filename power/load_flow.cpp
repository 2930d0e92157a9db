#include "power/load_flow.hpp"

#include "power/linear_start.hpp"
#include "power/load_flow_answer.hpp"
#include "power/reactive_limits.hpp"
#include "power/tap_control.hpp"
#include "power/usual_voltages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace shellfit::power {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// Whether a node gives real power and holds no voltage. Then more than one solution may be usual, of which
/// the nearest to loads as impedances is meant, and what follows from no load need not lead there.
bool gives_without_holding(const IslandProblem& island) {
  for (std::size_t i = 0; i < island.kind.size(); ++i) {
    const auto injected = island.injected[i] + island.injected_current[i] + island.injected_square[i];
    if (island.kind[i] == NodeKind::free && injected.real() > 0.0) return true;
  }
  return false;
}

/// States that join the same elements, so that only injections and voltages of sources differ.
bool is_joined_alike(const NetworkState& a, const NetworkState& b) {
  return a.bus_out == b.bus_out && a.branch_out == b.branch_out && a.source_out == b.source_out &&
         a.generator_out == b.generator_out && a.converter_out == b.converter_out &&
         a.switch_closed == b.switch_closed && a.source_voltage_pu == b.source_voltage_pu &&
         a.tap_positions == b.tap_positions;
}

}  // namespace

class LoadFlowSolver::Impl {
 public:
  explicit Impl(const NetworkProblem& network) : network_(network) {}

  LoadFlowResult solve(const NetworkState& state, const LoadFlowOptions& options) {
    join(state);
    LoadFlowAnswer answer(network_, state, islands_);
    converter_input_pu_.assign(network_.converters.size(), Complex{unknown, unknown});
    for (const int island : order_) {
      auto& report = answer.island(island);
      if (refuse(state, answer, island, report)) continue;
      solve_island(state, options, island, answer, report);
    }
    return answer.finished();
  }

 private:
  /// A model of an island as its taps are described, and what was analysed of it.
  struct Kept {
    IslandModel model;
    std::optional<PowerBalance> balance;
    std::vector<Complex> start;  ///< that the state before was given
  };

  /// An island's solution, and the curve of solutions where it had to be followed.
  struct Found {
    LimitedSolution limited;
    std::optional<NoseCurve> curve;
    bool may_have_other_branches = false;  ///< solutions that do not follow from no load
  };

  void join(const NetworkState& state) {
    if (!kept_.empty() && is_joined_alike(state, joined_)) return;
    joined_ = state;
    islands_ = find_islands(network_, state);
    order_ = solving_order(network_, islands_);
    kept_.clear();
    kept_.resize(islands_.list.size());
  }

  /// True, with the reason in the island's report, when what the island draws is not known.
  bool refuse(const NetworkState& state, const LoadFlowAnswer& answer, int island, IslandResult& report) {
    const auto& own = islands_.list[ix(island)];
    for (const int i : own.loads) {
      if (std::isfinite(state.load_real_pu[ix(i)]) && std::isfinite(state.load_reactive_pu[ix(i)])) continue;
      report.reason = fmt::format("bad data: the power of load {} is not a number",
                                  name_of(network_, {ElementRef::Kind::load, i}));
      report.worst_bus = network_.loads[ix(i)].bus;
      return true;
    }
    for (const int i : own.inputs) {
      const auto& converter = network_.converters[ix(i)];
      if (std::isfinite(converter_input_pu_[ix(i)].real())) continue;
      const auto& reason = answer.island(islands_.of_bus(converter.to)).reason;
      report.reason = fmt::format("what converter {} takes is not known: {}",
                                  name_of(network_, {ElementRef::Kind::converter, i}),
                                  reason.empty() ? "it feeds a ring of converters" : reason);
      report.worst_bus = converter.from;
      return true;
    }
    return false;
  }

  void solve_island(const NetworkState& state, const LoadFlowOptions& options, int island,
                    LoadFlowAnswer& answer, IslandResult& report) {
    auto& kept = kept_[ix(island)];
    const auto& own = islands_.list[ix(island)];
    if (kept && kept->start == options.start) {
      set_injections(network_, state, islands_, own, converter_input_pu_, kept->model.problem);
    } else {
      kept = std::make_unique<Kept>(
          model_island(network_, state, islands_, island, converter_input_pu_, options.start), std::nullopt,
          options.start);
    }
    if (!kept->model.fault.empty()) {
      report.reason = kept->model.fault;
      report.worst_bus = kept->model.fault_bus;
      kept.reset();
      return;
    }
    auto found = run(state, island, kept->model, kept->balance, options);
    if (options.moves_taps && found.limited.solution.has_converged) {
      if (const auto other = move_taps(state, options, island, found, answer))
        return report_on(*other, found, island, answer, report);
    }
    report_on(*kept, found, island, answer, report);
  }

  /// Moves taps until all are as near as they get. The island as it then is, with its solution in `found`;
  /// null where no tap has moved. Moved taps are another network: what is kept stays as the state describes
  /// it.
  std::unique_ptr<Kept> move_taps(const NetworkState& state, const LoadFlowOptions& options, int island,
                                  Found& found, LoadFlowAnswer& answer) const {
    TapControl taps(network_, islands_, island);
    if (!taps.is_needed()) return nullptr;
    const auto is_whole = [](const Found& one) {
      return one.limited.solution.has_converged && one.limited.exhausted_node < 0;
    };
    auto moved = state;
    std::unique_ptr<Kept> last;
    std::optional<TapControlResult::End> cut_short;
    constexpr int most_rounds = 200;
    for (int round = 0;; ++round) {
      auto next = moved;
      if (!taps.move(by_bus(island, found.limited.solution.voltage), next.tap_positions)) break;
      if (round == most_rounds) {
        cut_short = TapControlResult::End::not_settled;
        break;
      }
      auto other = std::make_unique<Kept>(
          model_island(network_, next, islands_, island, converter_input_pu_, options.start), std::nullopt,
          options.start);
      auto tried = run(next, island, other->model, other->balance, options);
      if (!tried.limited.solution.has_converged || (is_whole(found) && !is_whole(tried))) {
        cut_short = TapControlResult::End::no_solution;
        break;
      }
      moved = std::move(next);
      last = std::move(other);
      found = std::move(tried);
    }
    answer.set_taps(islands_.list[ix(island)], moved.tap_positions);
    if (is_whole(found)) {
      const auto voltage = by_bus(island, found.limited.solution.voltage);
      taps.report(voltage, moved.tap_positions, cut_short, answer.controls());
    }
    return last;
  }

  std::vector<Complex> by_bus(int island, const std::vector<Complex>& voltage) const {
    std::vector<Complex> result(ix(network_.bus_count()));
    for (const int bus : islands_.list[ix(island)].buses)
      result[ix(bus)] = voltage[ix(islands_.local_of_bus(bus))];
    return result;
  }

  Found run(const NetworkState& state, int island, IslandModel& model, std::optional<PowerBalance>& balance,
            const LoadFlowOptions& options) const {
    const NewtonLimits limits{options.most_iterations, options.mismatch_pu};
    const auto solve = [&](const std::vector<Complex>& start) {
      return solve_with_limits(model, balance, limits, options.has_reactive_limits, options.may_hold_again,
                               start);
    };
    Found found{solve({}), std::nullopt};
    const bool has_converged = found.limited.solution.has_converged;
    if (!options.follows_curve ||
        (has_converged && UsualVoltages(model.problem).has(found.limited.solution.voltage)))
      return found;
    const auto as_described = [&] {
      set_injections(network_, state, islands_, islands_.list[ix(island)], converter_input_pu_,
                     model.problem);
      balance.reset();  // it may have been made for holders that had to let go
    };
    const auto as_left = model.problem;  // with those holders: what was found belongs to it
    const auto leave = [&] {
      model.problem = as_left;
      balance.reset();
    };
    as_described();
    if (gives_without_holding(model.problem)) {
      found.may_have_other_branches = true;
      auto near = solve(linear_start(model.problem));
      if (near.solution.has_converged && UsualVoltages(model.problem).has(near.solution.voltage)) {
        found.limited = std::move(near);
        return found;
      }
    }
    leave();
    if (has_converged && found.may_have_other_branches) return found;
    found.curve = follow_to_nose(model.problem, limits);
    if (found.curve->end != NoseCurve::End::all_of_it) return found;
    // From where the curve ends, so that limits are kept there too.
    as_described();
    auto again = solve(found.curve->last.voltage);
    if (again.solution.has_converged || !has_converged)
      found.limited = std::move(again);
    else
      leave();
    return found;
  }

  void report_on(Kept& kept, const Found& found, int island, LoadFlowAnswer& answer, IslandResult& report) {
    const auto& solution = found.limited.solution;
    report.iterations = solution.iterations;
    if (solution.has_converged && found.limited.exhausted_node >= 0) {
      report.reason = "no generator is left to hold the voltage: each gives the reactive power that it can";
      report.worst_bus = bus_of(island, found.limited.exhausted_node);
      report.is_infeasible = true;
      return;
    }
    report.has_converged = solution.has_converged;
    if (!solution.has_converged) return explain_failure(kept.model, found, island, report);
    answer.write(island, kept.model, found.limited, converter_input_pu_);
  }

  /// The first bus of a node of an island; -1: it stands behind a source's impedance.
  int bus_of(int island, int node) const {
    const auto& buses = islands_.list[ix(island)].buses;
    const auto at =
        std::find_if(buses.begin(), buses.end(), [&](int bus) { return islands_.local_of_bus(bus) == node; });
    return at == buses.end() ? -1 : *at;
  }

  void explain_failure(const IslandModel& model, const Found& found, int island, IslandResult& report) {
    const auto& solution = found.limited.solution;
    if (solution.worst_node >= 0) report.worst_bus = bus_of(island, solution.worst_node);
    if (!found.curve) {
      report.reason = "Newton's method found no solution; whether there is one was not asked";
      return;
    }
    const auto& curve = *found.curve;
    if (curve.end == NoseCurve::End::all_of_it) {
      report.reason = "who keeps to limits of reactive power does not settle";
      return;
    }
    if (curve.end == NoseCurve::End::lost) {
      report.reason = "no solution was found, and that there is none could not be shown";
      return;
    }
    // The weakest bus is where the voltage was lowest when the loads could grow no more.
    double lowest = std::numeric_limits<double>::infinity();
    for (int node = 0; node < model.own_nodes; ++node) {
      const double v = std::abs(curve.last.voltage[ix(node)]);
      if (v >= lowest) continue;
      lowest = v;
      report.worst_bus = bus_of(island, node);
    }
    if (found.may_have_other_branches) {
      report.reason = fmt::format(
          "no solution was found; from no load there are some up to {:.1f} % of the load, but generators of "
          "fixed P and Q may have others: give them a voltage to hold",
          100.0 * curve.share);
      return;
    }
    report.is_infeasible = true;
    report.loadability = curve.share;
    report.reason = fmt::format("beyond the nose: {:.1f} % of the load has a solution, all of it has none",
                                100.0 * curve.share);
  }

  const NetworkProblem& network_;
  NetworkState joined_;
  Islands islands_;
  std::vector<int> order_;
  std::vector<std::unique_ptr<Kept>> kept_;
  std::vector<Complex> converter_input_pu_;
};

LoadFlowSolver::LoadFlowSolver(const NetworkProblem& problem) : impl_(std::make_unique<Impl>(problem)) {}
LoadFlowSolver::~LoadFlowSolver() = default;
LoadFlowSolver::LoadFlowSolver(LoadFlowSolver&&) noexcept = default;
LoadFlowSolver& LoadFlowSolver::operator=(LoadFlowSolver&&) noexcept = default;

LoadFlowResult LoadFlowSolver::solve(const NetworkState& state, const LoadFlowOptions& options) {
  return impl_->solve(state, options);
}

LoadFlowResult solve_load_flow(const NetworkProblem& problem, const NetworkState& state,
                               const LoadFlowOptions& options) {
  return LoadFlowSolver(problem).solve(state, options);
}

std::string_view tap_control_words(TapControlResult::End end) {
  using enum TapControlResult::End;
  switch (end) {
    case at_last_tap:
      return "it is at its last tap";
    case no_tap_in_band:
      return "no tap that it tried brings the voltage into its band";
    case not_settled:
      return "the taps of its island were still moving when their rounds were used up";
    case no_solution:
      return "with the taps that came next no solution was found: the last with one stand";
    default:
      return {};
  }
}

bool LoadFlowResult::has_converged() const {
  return std::all_of(islands.begin(), islands.end(),
                     [](const IslandResult& island) { return island.has_converged; });
}

}  // namespace shellfit::power
