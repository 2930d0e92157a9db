#include "power/short_circuit.hpp"

#include "base/sparse.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

// IEC 60909-0:2016, 4.3.1: Ik" = c Un / (√3 |Z_kk|), Z_kk the impedance of the network seen from the fault
// with every source replaced by its impedance. In per unit of the nominal voltage: c / |z_kk|.
// Network feeder, 6.2: Z_Q = c_Q U² / Sk". Transformer, 6.3.3: K_T = 0.95 c_max / (1 + 0.6 x_T), x_T relative
// to the rated voltage and power, c_max of the network on the low-voltage side.

namespace shellfit::power {

namespace {

constexpr double low_voltage_limit_v = 1000.0;

double voltage_factor(FaultMethod method, double nominal_v) {
  if (method == FaultMethod::ansi) return 1.0;
  return nominal_v <= low_voltage_limit_v ? 1.05 : 1.10;
}

/// Of a network without converters.
std::vector<FaultResult> solve_network(const NetworkProblem& problem, const NetworkState& state,
                                       FaultMethod method, const std::vector<int>& buses) {
  std::vector<FaultResult> results(buses.size());
  const auto live = energized_buses(problem, state);
  int nodes = 0;
  auto node = merge_buses(problem, state, nodes);
  for (std::size_t bus = 0; bus < node.size(); ++bus) {
    if (live[bus] == 0) node[bus] = -1;
  }
  const auto node_of = [&](int bus) { return node[static_cast<std::size_t>(bus)]; };
  // Only live nodes stand in the matrix: a dead island would make it singular.
  std::vector<int> row(static_cast<std::size_t>(nodes), -1);
  int rows = 0;
  for (const int n : node) {
    if (n >= 0 && row[static_cast<std::size_t>(n)] < 0) row[static_cast<std::size_t>(n)] = rows++;
  }
  const auto row_of = [&](int bus) {
    return node_of(bus) < 0 ? -1 : row[static_cast<std::size_t>(node_of(bus))];
  };

  struct Term {
    int row, column;
    Complex value;
  };
  std::vector<Term> terms;
  for (int i = 0; i < rows; ++i) terms.push_back({i, i, Complex{}});
  for (std::size_t i = 0; i < problem.branches.size(); ++i) {
    const auto& branch = problem.branches[i];
    const int from = row_of(branch.from);
    const int to = row_of(branch.to);
    if (state.branch_out[i] != 0 || from < 0 || to < 0 || from == to) continue;
    Complex y = branch.series_pu;
    if (branch.is_transformer && method == FaultMethod::iec) {
      const double low_v = std::min(problem.base_voltage_v[static_cast<std::size_t>(branch.from)],
                                    problem.base_voltage_v[static_cast<std::size_t>(branch.to)]);
      y /= 0.95 * voltage_factor(method, low_v) / (1.0 + 0.6 * branch.own_reactance);
    }
    const double t = branch.ratio.real();
    terms.push_back({from, from, y / (t * t)});
    terms.push_back({to, to, y});
    terms.push_back({from, to, -y / t});
    terms.push_back({to, from, -y / t});
  }
  std::vector<char> is_stiff(static_cast<std::size_t>(rows), 0);
  for (std::size_t i = 0; i < problem.sources.size(); ++i) {
    const auto& source = problem.sources[i];
    const int at = row_of(source.bus);
    if (state.source_out[i] != 0 || at < 0) continue;
    if (source.impedance_pu == Complex{}) {
      is_stiff[static_cast<std::size_t>(at)] = 1;
      continue;
    }
    const double c = voltage_factor(method, problem.base_voltage_v[static_cast<std::size_t>(source.bus)]);
    terms.push_back({at, at, 1.0 / (c * source.impedance_pu)});
  }
  if (rows == 0) return results;
  // A stiff source holds its node: its row becomes the identity.
  std::erase_if(terms, [&](const Term& term) { return is_stiff[static_cast<std::size_t>(term.row)] != 0; });
  for (int i = 0; i < rows; ++i) {
    if (is_stiff[static_cast<std::size_t>(i)] != 0) terms.push_back({i, i, Complex{1.0, 0.0}});
  }
  std::vector<std::pair<int, int>> places;
  places.reserve(terms.size());
  for (const auto& term : terms) places.emplace_back(term.row, term.column);
  const auto pattern = SparsePattern::of(rows, std::move(places));
  std::vector<Complex> values(pattern.rows.size());
  for (const auto& term : terms)
    values[static_cast<std::size_t>(pattern.index(term.row, term.column))] += term.value;
  const ComplexSparseSolver solver(pattern, values);
  if (!solver.is_regular()) return results;

  std::vector<Complex> column(static_cast<std::size_t>(rows));
  for (std::size_t k = 0; k < buses.size(); ++k) {
    const int at = row_of(buses[k]);
    if (at < 0 || is_stiff[static_cast<std::size_t>(at)] != 0) continue;
    std::fill(column.begin(), column.end(), Complex{});
    column[static_cast<std::size_t>(at)] = 1.0;
    solver.solve(column);
    const Complex z = column[static_cast<std::size_t>(at)];
    const double nominal_v = problem.base_voltage_v[static_cast<std::size_t>(buses[k])];
    const double base_current = base_power_va / (sqrt_3 * nominal_v);
    const double initial = voltage_factor(method, nominal_v) / std::abs(z) * base_current;
    const double r_over_x = z.real() / z.imag();
    const double kappa = 1.02 + 0.98 * std::exp(-3.0 * r_over_x);
    results[k] = {true, Current::from_si(initial), Current::from_si(kappa * std::numbers::sqrt2 * initial),
                  1.0 / r_over_x};
  }
  return results;
}

}  // namespace

std::vector<FaultResult> solve_faults(const NetworkProblem& problem, const NetworkState& state,
                                      FaultMethod method, const std::vector<int>& buses) {
  auto without = problem;
  without.converters.clear();
  auto results = solve_network(without, state, method, buses);
  // What only converters feed: there a fault closes their bypasses. A fault before them does not.
  std::vector<int> behind;
  for (std::size_t k = 0; k < buses.size(); ++k) {
    if (!results[k].is_solved) behind.push_back(buses[k]);
  }
  if (behind.empty() || problem.converters.empty()) return results;
  auto bypassed = state;
  for (std::size_t i = 0; i < problem.converters.size(); ++i) {
    const auto& converter = problem.converters[i];
    without.switches.push_back({converter.from, converter.to, true, true});
    bypassed.switch_closed.push_back(state.converter_out[i] == 0 ? 1 : 0);
  }
  const auto found = solve_network(without, bypassed, method, behind);
  std::size_t next = 0;
  for (auto& result : results) {
    if (!result.is_solved) result = found[next++];
  }
  return results;
}

double interrupting_multiplier(double circuit_x_over_r, double tested_x_over_r) {
  if (circuit_x_over_r <= tested_x_over_r) return 1.0;
  const auto first_peak = [](double x_over_r) { return 1.0 + std::exp(-std::numbers::pi / x_over_r); };
  return first_peak(circuit_x_over_r) / first_peak(tested_x_over_r);
}

}  // namespace shellfit::power
