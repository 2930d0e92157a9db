#include "power/load_flow.hpp"

#include "base/assertion.hpp"
#include "power/newton_solver.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace shellfit::power {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

RealPower real_of(double pu) { return RealPower::from_si(pu * base_power_va); }
ReactivePower reactive_of(double pu) { return ReactivePower::from_si(pu * base_power_va); }

class LoadFlow {
 public:
  LoadFlow(const NetworkProblem& problem, const NetworkState& state)
      : problem_(problem),
        state_(state),
        live_(energized_buses(problem, state)),
        node_(merge_buses(problem, state, nodes_)) {}

  LoadFlowResult solve() {
    result_.buses.resize(live_.size());
    result_.branches.resize(problem_.branches.size());
    result_.sources.resize(problem_.sources.size());
    result_.converters.resize(problem_.converters.size());
    find_islands();
    constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
    converter_input_pu_.assign(problem_.converters.size(), Complex{unknown, unknown});
    for (const int island : solving_order()) {
      if (!refuse(island)) solve_one(island);
    }
    sum_up();
    return std::move(result_);
  }

 private:
  bool branch_is_in(std::size_t i) const {
    const auto& branch = problem_.branches[i];
    return state_.branch_out[i] == 0 && live_[ix(branch.from)] != 0 && live_[ix(branch.to)] != 0;
  }
  bool converter_runs(std::size_t i) const {
    const auto& converter = problem_.converters[i];
    return state_.converter_out[i] == 0 && live_[ix(converter.from)] != 0 && live_[ix(converter.to)] != 0;
  }

  void find_islands() {
    std::vector<int> parent(ix(nodes_));
    std::iota(parent.begin(), parent.end(), 0);
    const auto find = [&](int i) {
      while (parent[ix(i)] != i) i = parent[ix(i)] = parent[ix(parent[ix(i)])];
      return i;
    };
    for (std::size_t i = 0; i < problem_.branches.size(); ++i) {
      if (branch_is_in(i))
        parent[ix(find(node_[ix(problem_.branches[i].from)]))] = find(node_[ix(problem_.branches[i].to)]);
    }
    island_of_node_.assign(ix(nodes_), -1);
    std::vector<int> number(ix(nodes_), -1);
    for (int bus = 0; bus < problem_.bus_count(); ++bus) {
      if (live_[ix(bus)] == 0) continue;
      const int root = find(node_[ix(bus)]);
      if (number[ix(root)] < 0) number[ix(root)] = islands_++;
      island_of_node_[ix(node_[ix(bus)])] = number[ix(root)];
    }
    result_.islands.resize(ix(islands_));
    for (int bus = 0; bus < problem_.bus_count(); ++bus) {
      if (live_[ix(bus)] != 0) ++result_.islands[ix(island_of_bus(bus))].buses;
    }
  }
  int island_of_bus(int bus) const { return island_of_node_[ix(node_[ix(bus)])]; }

  /// Islands in an order in which every converter's output comes before its input; a ring of converters comes
  /// last, with what feeds it.
  std::vector<int> solving_order() const {
    std::vector<int> order;
    std::vector<char> is_done(ix(islands_), 0);
    while (static_cast<int>(order.size()) < islands_) {
      const auto before = order.size();
      for (int island = 0; island < islands_; ++island) {
        if (is_done[ix(island)] != 0) continue;
        bool is_ready = true;
        for (std::size_t i = 0; i < problem_.converters.size(); ++i) {
          const auto& converter = problem_.converters[i];
          if (!converter_runs(i) || island_of_bus(converter.from) != island) continue;
          const int output = island_of_bus(converter.to);
          if (output != island && is_done[ix(output)] == 0) is_ready = false;
        }
        if (!is_ready) continue;
        is_done[ix(island)] = 1;
        order.push_back(island);
      }
      if (order.size() > before) continue;
      for (int island = 0; island < islands_; ++island) {
        if (is_done[ix(island)] == 0) order.push_back(island);
      }
    }
    return order;
  }

  /// True, with the reason in the island's report, when what the island draws is not known.
  bool refuse(int island) {
    auto& report = result_.islands[ix(island)];
    for (std::size_t i = 0; i < problem_.loads.size(); ++i) {
      const int bus = problem_.loads[i].bus;
      if (live_[ix(bus)] == 0 || island_of_bus(bus) != island) continue;
      if (std::isfinite(state_.load_real_pu[i]) && std::isfinite(state_.load_reactive_pu[i])) continue;
      report.reason = fmt::format("bad data: the power of load {} is not a number",
                                  name_of({ElementRef::Kind::load, static_cast<int>(i)}));
      report.worst_bus = bus;
      return true;
    }
    for (std::size_t i = 0; i < problem_.converters.size(); ++i) {
      const auto& converter = problem_.converters[i];
      if (!converter_runs(i) || island_of_bus(converter.from) != island) continue;
      if (std::isfinite(converter_input_pu_[i].real())) continue;
      const auto& fed = result_.islands[ix(island_of_bus(converter.to))];
      if (island_of_bus(converter.to) == island) {
        converter_input_pu_[i] = 0.0;  // its output is reached past it: it carries nothing
        continue;
      }
      report.reason = fmt::format("what converter {} takes is not known: {}",
                                  name_of({ElementRef::Kind::converter, static_cast<int>(i)}),
                                  fed.reason.empty() ? "it feeds a ring of converters" : fed.reason);
      report.worst_bus = converter.from;
      return true;
    }
    return false;
  }
  std::string name_of(ElementRef wanted) const {
    for (const auto& [id, ref] : problem_.element_index) {
      if (ref.kind == wanted.kind && ref.index == wanted.index) return id.text();
    }
    return std::to_string(wanted.index + 1);
  }

  void solve_one(int island) {
    // Local numbers of the island's nodes; sources add an inner node behind their impedance.
    std::vector<int> local(ix(nodes_), -1);
    IslandProblem one;
    std::vector<int> bus_of;
    for (int bus = 0; bus < problem_.bus_count(); ++bus) {
      if (live_[ix(bus)] == 0 || island_of_bus(bus) != island) continue;
      auto& number = local[ix(node_[ix(bus)])];
      if (number >= 0) continue;
      number = one.size++;
      bus_of.push_back(bus);
    }
    const auto at = [&](int bus) { return local[ix(node_[ix(bus)])]; };
    std::vector<int> branch_of;
    for (std::size_t i = 0; i < problem_.branches.size(); ++i) {
      const auto& branch = problem_.branches[i];
      if (!branch_is_in(i) || island_of_bus(branch.from) != island) continue;
      const double t = branch.ratio;
      one.branches.push_back({at(branch.from), at(branch.to),
                              branch.admittance_pu / (t * t) + branch.shunt_pu, -branch.admittance_pu / t,
                              -branch.admittance_pu / t, branch.admittance_pu});
      branch_of.push_back(static_cast<int>(i));
    }
    const int inner_first = one.size;
    std::vector<int> source_of;
    std::vector<std::pair<int, double>> references;
    for (std::size_t i = 0; i < problem_.sources.size(); ++i) {
      const auto& source = problem_.sources[i];
      if (state_.source_out[i] != 0 || state_.bus_out[ix(source.bus)] != 0 ||
          island_of_bus(source.bus) != island)
        continue;
      source_of.push_back(static_cast<int>(i));
      if (source.holds_bus_in_load_flow) {
        references.emplace_back(at(source.bus), state_.source_voltage_pu[i]);
        continue;
      }
      const int inner = one.size++;
      const Complex y = 1.0 / source.impedance_pu;
      one.branches.push_back({inner, at(source.bus), y, -y, -y, y});
      references.emplace_back(inner, state_.source_voltage_pu[i]);
    }
    const bool has_source = !references.empty();
    std::vector<int> converter_of;
    for (std::size_t i = 0; i < problem_.converters.size(); ++i) {
      if (!converter_runs(i) || island_of_bus(problem_.converters[i].to) != island) continue;
      // A converter whose output is also reached by a source carries nothing.
      if (has_source) {
        converter_input_pu_[i] = 0.0;
        continue;
      }
      converter_of.push_back(static_cast<int>(i));
      references.emplace_back(at(problem_.converters[i].to), 1.0);
    }
    const auto n = ix(one.size);
    one.shunt.assign(n, Complex{});
    one.injected.assign(n, Complex{});
    one.is_reference.assign(n, 0);
    one.start.assign(n, Complex{1.0, 0.0});
    for (const auto& [node, voltage] : references) {
      one.is_reference[ix(node)] = 1;
      one.start[ix(node)] = voltage;
    }
    for (std::size_t i = 0; i < problem_.loads.size(); ++i) {
      const int bus = problem_.loads[i].bus;
      if (live_[ix(bus)] != 0 && island_of_bus(bus) == island)
        one.injected[ix(at(bus))] -= Complex{state_.load_real_pu[i], state_.load_reactive_pu[i]};
    }
    for (std::size_t i = 0; i < problem_.converters.size(); ++i) {
      if (converter_runs(i) && island_of_bus(problem_.converters[i].from) == island)
        one.injected[ix(at(problem_.converters[i].from))] -= converter_input_pu_[i];
    }

    auto solution = solve_island(one);
    if (solution.has_converged && strays(one, solution)) {
      IslandSolution followed;
      if (loadability(one, followed) >= 1.0) solution = std::move(followed);
    }
    auto& report = result_.islands[ix(island)];
    report.has_converged = solution.has_converged;
    report.iterations = solution.iterations;
    if (!solution.has_converged) return explain_failure(one, solution, bus_of, inner_first, report);
    write(one, solution, at, island, branch_of, source_of, converter_of);
  }

  /// True where a voltage is so far off that it may be the lower of two solutions: the one that follows from
  /// no load is the one that a network takes.
  static bool strays(const IslandProblem& one, const IslandSolution& solution) {
    constexpr double usual_pu = 0.3;
    for (std::size_t i = 0; i < solution.voltage.size(); ++i) {
      if (std::fabs(std::abs(solution.voltage[i]) - std::abs(one.start[i])) > usual_pu) return true;
    }
    return false;
  }

  static void explain_failure(const IslandProblem& one, IslandSolution& solution,
                              const std::vector<int>& bus_of, int inner_first, IslandResult& report) {
    if (solution.worst_node >= 0 && solution.worst_node < inner_first)
      report.worst_bus = bus_of[ix(solution.worst_node)];
    IslandSolution last;
    report.loadability = loadability(one, last);
    if (report.loadability >= 1.0) {
      report.reason = "the iteration did not converge although a solution exists by continuation";
      return;
    }
    // The weakest bus is where the voltage was lowest when the loads could grow no more.
    double lowest = std::numeric_limits<double>::infinity();
    for (int node = 0; node < inner_first; ++node) {
      const double v = std::abs(last.voltage[ix(node)]);
      if (v >= lowest) continue;
      lowest = v;
      report.worst_bus = bus_of[ix(node)];
    }
    report.reason = fmt::format("beyond the nose: {:.1f} % of the load has a solution, all of it has none",
                                100.0 * report.loadability);
  }

  template <class At>
  void write(const IslandProblem& one, const IslandSolution& solution, const At& at, int island,
             const std::vector<int>& branch_of, const std::vector<int>& source_of,
             const std::vector<int>& converter_of) {
    const auto& v = solution.voltage;
    for (int bus = 0; bus < problem_.bus_count(); ++bus) {
      if (live_[ix(bus)] == 0 || island_of_bus(bus) != island) continue;
      const auto& voltage = v[ix(at(bus))];
      result_.buses[ix(bus)] = {true, std::abs(voltage), std::arg(voltage)};
    }
    Complex lost{};
    std::vector<Complex> into(v.size(), Complex{});  // power that the branches take from each node
    for (std::size_t k = 0; k < one.branches.size(); ++k) {
      const auto& branch = one.branches[k];
      const Complex i_from = branch.y_from_from * v[ix(branch.from)] + branch.y_from_to * v[ix(branch.to)];
      const Complex i_to = branch.y_to_from * v[ix(branch.from)] + branch.y_to_to * v[ix(branch.to)];
      const Complex s_from = v[ix(branch.from)] * std::conj(i_from);
      const Complex s_to = v[ix(branch.to)] * std::conj(i_to);
      into[ix(branch.from)] += s_from;
      into[ix(branch.to)] += s_to;
      lost += s_from + s_to;
      if (k >= branch_of.size()) continue;  // inside a source
      const auto& described = problem_.branches[ix(branch_of[k])];
      const auto amperes = [&](const Complex& current, int bus) {
        return Current::from_si(std::abs(current) * base_power_va /
                                (sqrt_3 * problem_.base_voltage_v[ix(bus)]));
      };
      result_.branches[ix(branch_of[k])] = {real_of(s_from.real()),          real_of(s_to.real()),
                                            reactive_of(s_from.imag()),      reactive_of(s_to.imag()),
                                            amperes(i_from, described.from), amperes(i_to, described.to)};
      losses_pu_ += (s_from + s_to).real();
    }
    write_supplies(one, v, into, at, source_of, converter_of);
    // What the references give is what the loads take and the branches lose.
    Complex given{};
    Complex taken{};
    for (std::size_t i = 0; i < v.size(); ++i) {
      if (one.is_reference[i] != 0)
        given += into[i];
      else
        taken -= one.injected[i];
    }
    const double throughput = std::abs(given) + std::abs(taken);
    const auto rounding = 2.0 * static_cast<double>(v.size()) * solution.rounding_pu;
    ensure(std::abs(given - taken - lost) <= 1e-8 * throughput + rounding, "power balances in every island");
  }

  template <class At>
  void write_supplies(const IslandProblem& one, const std::vector<Complex>& v,
                      const std::vector<Complex>& into, const At& at, const std::vector<int>& source_of,
                      const std::vector<int>& converter_of) {
    for (const int i : source_of) {
      const auto& source = problem_.sources[ix(i)];
      const int node = at(source.bus);
      Complex s{};
      if (source.holds_bus_in_load_flow) {
        double weights = 0;
        for (const int other : source_of) {
          const auto& beside = problem_.sources[ix(other)];
          if (beside.holds_bus_in_load_flow && at(beside.bus) == node) weights += beside.weight;
        }
        s = (into[ix(node)] - one.injected[ix(node)]) * (source.weight / weights);
      } else {
        // Behind its impedance: current from the inner voltage to the bus, power at the bus.
        s = v[ix(node)] * std::conj((state_.source_voltage_pu[ix(i)] - v[ix(node)]) / source.impedance_pu);
      }
      result_.sources[ix(i)] = {real_of(s.real()), reactive_of(s.imag()), {}};
    }
    for (const int i : converter_of) {
      const auto& converter = problem_.converters[ix(i)];
      const int node = at(converter.to);
      const auto sharing = std::count_if(converter_of.begin(), converter_of.end(), [&](int other) {
        return at(problem_.converters[ix(other)].to) == node;
      });
      const Complex s = (into[ix(node)] - one.injected[ix(node)]) / static_cast<double>(sharing);
      const double input =
          s.real() / converter.efficiency + (state_.is_recharging ? converter.recharge_pu : 0.0);
      converter_input_pu_[ix(i)] = {input, input * converter.input_reactive_share};
      result_.converters[ix(i)] = {real_of(s.real()), reactive_of(s.imag()), real_of(input)};
    }
  }

  void sum_up() {
    double served = 0;
    double unserved = 0;
    for (std::size_t i = 0; i < problem_.loads.size(); ++i) {
      const auto& bus = result_.buses[ix(problem_.loads[i].bus)];
      if (bus.is_solved) served += state_.load_real_pu[i];
      if (live_[ix(problem_.loads[i].bus)] == 0) unserved += state_.load_real_pu[i];
    }
    result_.served = real_of(served);
    result_.unserved = real_of(unserved);
    result_.losses = real_of(losses_pu_);
  }

  const NetworkProblem& problem_;
  const NetworkState& state_;
  int nodes_ = 0;
  std::vector<char> live_;
  std::vector<int> node_;
  int islands_ = 0;
  std::vector<int> island_of_node_;
  std::vector<Complex> converter_input_pu_;
  double losses_pu_ = 0;
  LoadFlowResult result_;
};

}  // namespace

bool LoadFlowResult::has_converged() const {
  return std::all_of(islands.begin(), islands.end(),
                     [](const IslandResult& island) { return island.has_converged; });
}

LoadFlowResult solve_load_flow(const NetworkProblem& problem, const NetworkState& state) {
  return LoadFlow(problem, state).solve();
}

}  // namespace shellfit::power
