#include "power/linear_start.hpp"

#include "base/sparse.hpp"

#include <cmath>
#include <cstddef>

// What node i takes out is the sum of Y_ij V_j; an injection s at 1 pu brings in conj(s) V. With R the
// references: (Y - diag(conj(s))) V = 0 on the other nodes, V = V_R there.

namespace shellfit::power {

namespace {

using Complex = std::complex<double>;

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

struct Equations {
  SparsePattern pattern;
  std::vector<Complex> values, right;
};

Equations equations_of(const IslandProblem& island, double share) {
  std::vector<std::pair<int, int>> places;
  for (int i = 0; i < island.size; ++i) places.emplace_back(i, i);
  for (const auto& branch : island.branches) {
    places.emplace_back(branch.from, branch.to);
    places.emplace_back(branch.to, branch.from);
  }
  Equations made{
      SparsePattern::of(island.size, std::move(places)), {}, std::vector<Complex>(ix(island.size))};
  made.values.resize(made.pattern.rows.size());
  const auto add = [&](int row, int column, const Complex& y) {
    if (island.kind[ix(row)] != NodeKind::reference) made.values[ix(made.pattern.index(row, column))] += y;
  };
  for (const auto& branch : island.branches) {
    add(branch.from, branch.from, branch.y_from_from);
    add(branch.from, branch.to, branch.y_from_to);
    add(branch.to, branch.from, branch.y_to_from);
    add(branch.to, branch.to, branch.y_to_to);
  }
  for (int i = 0; i < island.size; ++i) {
    if (island.kind[ix(i)] == NodeKind::reference) {
      made.values[ix(made.pattern.index(i, i))] = 1.0;
      made.right[ix(i)] = island.start[ix(i)];
      continue;
    }
    auto injected = island.injected[ix(i)] + island.injected_current[ix(i)] + island.injected_square[ix(i)];
    if (island.kind[ix(i)] == NodeKind::held) injected = injected.real();
    add(i, i, island.shunt[ix(i)] - share * std::conj(injected));
  }
  return made;
}

}  // namespace

std::vector<Complex> linear_start(const IslandProblem& island, double share) {
  auto [pattern, values, voltage] = equations_of(island, share);
  const ComplexSparseSolver solver(pattern, values);
  if (!solver.is_regular()) return island.start;
  solver.solve(voltage);
  for (std::size_t i = 0; i < voltage.size(); ++i) {
    const double v = std::abs(voltage[i]);
    if (!std::isfinite(v) || v <= 0.0) return island.start;
    if (island.kind[i] == NodeKind::held) voltage[i] *= std::abs(island.start[i]) / v;
  }
  return voltage;
}

}  // namespace shellfit::power
