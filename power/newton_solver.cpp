#include "power/newton_solver.hpp"

#include "base/sparse.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

// Power balance (Tinney and Hart, IEEE Trans. PAS-86, 1967). Unknown: angle θ and magnitude v of each node
// that is no reference. With Y = G + jB and θ_ik = θ_i - θ_k:
//   P_i = v_i Σ_k v_k (G_ik cos θ_ik + B_ik sin θ_ik)
//   Q_i = v_i Σ_k v_k (G_ik sin θ_ik - B_ik cos θ_ik)
// Injections count positive into the node. Newton's step solves
//   [∂P/∂θ  ∂P/∂v; ∂Q/∂θ  ∂Q/∂v] [Δθ; Δv] = [P_given - P; Q_given - Q].
// Rows and columns of a node stand together (2u, 2u + 1), which keeps KLU's fill low.

namespace shellfit::power {

namespace {

using Complex = std::complex<double>;

class Newton {
 public:
  explicit Newton(const IslandProblem& island)
      : island_(island), unknown_(static_cast<std::size_t>(island.size), -1) {
    for (int node = 0; node < island.size; ++node) {
      if (island.is_reference[static_cast<std::size_t>(node)] == 0)
        unknown_[static_cast<std::size_t>(node)] = unknowns_++;
    }
    build_admittance();
    if (unknowns_ > 0) build_pattern();
  }

  IslandSolution solve(const std::vector<Complex>& start, double scale, int most_iterations) {
    IslandSolution solution;
    solution.voltage = start;
    const auto n = static_cast<std::size_t>(island_.size);
    std::vector<double> magnitude(n);
    std::vector<double> angle(n);
    double largest_pu = 0;
    double throughput_pu = 0;
    for (std::size_t i = 0; i < n; ++i) {
      magnitude[i] = std::abs(start[i]);
      angle[i] = std::arg(start[i]);
      largest_pu = std::max(largest_pu, std::abs(island_.injected[i]));
      throughput_pu += std::abs(island_.injected[i]);
    }
    const double tolerance_pu = std::min(1e-9 * largest_pu, 1e-8 * throughput_pu / static_cast<double>(n));
    // Small powers over small impedances drown in rounding: 1e-9 pu, a milliwatt, is the most put up with.
    solution.rounding_pu = rounding_pu();
    const double put_up_with_pu = std::min(solution.rounding_pu, 1e-9 * std::max(1.0, largest_pu));
    double before_pu = std::numeric_limits<double>::infinity();
    for (;; ++solution.iterations) {
      fill(solution.voltage, magnitude, scale);
      find_worst(solution);
      const double worst_pu = solution.worst_mismatch_pu;
      if (!std::isfinite(worst_pu)) return solution;
      if (worst_pu <= tolerance_pu || (worst_pu <= put_up_with_pu && worst_pu > 0.5 * before_pu)) {
        solution.has_converged = true;
        return solution;
      }
      before_pu = worst_pu;
      if (solution.iterations >= most_iterations || !solver_->factor(jacobian_)) return solution;
      solver_->solve(step_);
      for (std::size_t i = 0; i < n; ++i) {
        const int u = unknown_[i];
        if (u < 0) continue;
        angle[i] += step_[2 * static_cast<std::size_t>(u)];
        magnitude[i] += step_[2 * static_cast<std::size_t>(u) + 1];
        solution.voltage[i] = std::polar(std::fabs(magnitude[i]), angle[i]);
        magnitude[i] = std::fabs(magnitude[i]);
      }
    }
  }

 private:
  struct Entry {
    int row, column;
    Complex y;
    int place = -1;  ///< of the 2x2 block's first value; -1 when a reference takes part
    int stride = 0;  ///< between the block's two columns
  };

  void build_admittance() {
    diagonal_ = island_.shunt;
    for (const auto& branch : island_.branches) {
      diagonal_[static_cast<std::size_t>(branch.from)] += branch.y_from_from;
      diagonal_[static_cast<std::size_t>(branch.to)] += branch.y_to_to;
      if (branch.from == branch.to) {
        diagonal_[static_cast<std::size_t>(branch.from)] += branch.y_from_to + branch.y_to_from;
        continue;
      }
      entries_.push_back({branch.from, branch.to, branch.y_from_to});
      entries_.push_back({branch.to, branch.from, branch.y_to_from});
    }
  }

  void build_pattern() {
    std::vector<std::pair<int, int>> places;
    const auto add_block = [&](int row, int column) {
      for (int a = 0; a < 2; ++a) {
        for (int b = 0; b < 2; ++b) places.emplace_back(2 * row + a, 2 * column + b);
      }
    };
    for (int u = 0; u < unknowns_; ++u) add_block(u, u);
    for (const auto& entry : entries_) {
      const int row = unknown_[static_cast<std::size_t>(entry.row)];
      const int column = unknown_[static_cast<std::size_t>(entry.column)];
      if (row >= 0 && column >= 0) add_block(row, column);
    }
    auto pattern = SparsePattern::of(2 * unknowns_, std::move(places));
    const auto place_block = [&](int row, int column, int& place, int& stride) {
      place = pattern.index(2 * row, 2 * column);
      stride = pattern.index(2 * row, 2 * column + 1) - place;
    };
    for (auto& entry : entries_) {
      const int row = unknown_[static_cast<std::size_t>(entry.row)];
      const int column = unknown_[static_cast<std::size_t>(entry.column)];
      if (row >= 0 && column >= 0) place_block(row, column, entry.place, entry.stride);
    }
    diagonal_place_.resize(static_cast<std::size_t>(unknowns_));
    for (int u = 0; u < unknowns_; ++u)
      place_block(u, u, diagonal_place_[static_cast<std::size_t>(u)].first,
                  diagonal_place_[static_cast<std::size_t>(u)].second);
    jacobian_.resize(pattern.rows.size());
    step_.resize(2 * static_cast<std::size_t>(unknowns_));
    solver_.emplace(std::move(pattern));
  }

  /// Writes the mismatch into step_ and the Jacobian into jacobian_.
  void fill(const std::vector<Complex>& voltage, const std::vector<double>& magnitude, double scale) {
    std::fill(jacobian_.begin(), jacobian_.end(), 0.0);
    power_.assign(voltage.size(), Complex{});
    // s_ik = v_i conj(Y_ik v_k): its parts are all the terms that the sums and derivatives need.
    for (const auto& entry : entries_) {
      const auto i = static_cast<std::size_t>(entry.row);
      const auto k = static_cast<std::size_t>(entry.column);
      const Complex s = voltage[i] * std::conj(entry.y * voltage[k]);
      power_[i] += s;
      if (entry.place < 0) continue;
      auto* block = &jacobian_[static_cast<std::size_t>(entry.place)];
      block[0] += s.imag();                                // ∂P_i/∂θ_k
      block[1] -= s.real();                                // ∂Q_i/∂θ_k
      block[entry.stride] += s.real() / magnitude[k];      // ∂P_i/∂v_k
      block[entry.stride + 1] += s.imag() / magnitude[k];  // ∂Q_i/∂v_k
    }
    for (std::size_t i = 0; i < voltage.size(); ++i) {
      const Complex self = std::norm(voltage[i]) * std::conj(diagonal_[i]);
      const Complex others = power_[i];
      power_[i] += self;
      const int u = unknown_[i];
      if (u < 0) continue;
      const auto [place, stride] = diagonal_place_[static_cast<std::size_t>(u)];
      auto* block = &jacobian_[static_cast<std::size_t>(place)];
      block[0] -= others.imag();
      block[1] += others.real();
      block[stride] += (others.real() + 2.0 * self.real()) / magnitude[i];
      block[stride + 1] += (others.imag() + 2.0 * self.imag()) / magnitude[i];
      const Complex mismatch = scale * island_.injected[i] - power_[i];
      step_[2 * static_cast<std::size_t>(u)] = mismatch.real();
      step_[2 * static_cast<std::size_t>(u) + 1] = mismatch.imag();
    }
  }

  /// Of the sum of all powers at a node, about nominal voltage.
  double rounding_pu() const {
    std::vector<double> sum(static_cast<std::size_t>(island_.size));
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] = std::abs(diagonal_[i]);
    for (const auto& entry : entries_) sum[static_cast<std::size_t>(entry.row)] += std::abs(entry.y);
    return 8.0 * std::numeric_limits<double>::epsilon() * *std::max_element(sum.begin(), sum.end());
  }

  void find_worst(IslandSolution& solution) const {
    solution.worst_mismatch_pu = 0;
    for (std::size_t i = 0; i < unknown_.size(); ++i) {
      if (unknown_[i] < 0) continue;
      const auto u = 2 * static_cast<std::size_t>(unknown_[i]);
      const double real = std::fabs(step_[u]);
      const double reactive = std::fabs(step_[u + 1]);
      const double mismatch = std::isnan(reactive) ? reactive : std::max(real, reactive);  // max drops a NaN
      if (mismatch <= solution.worst_mismatch_pu) continue;
      solution.worst_mismatch_pu = mismatch;
      solution.worst_node = static_cast<int>(i);
      if (std::isnan(mismatch)) return;
    }
  }

  const IslandProblem& island_;
  std::vector<int> unknown_;
  int unknowns_ = 0;
  std::vector<Complex> diagonal_;
  std::vector<Entry> entries_;
  std::vector<std::pair<int, int>> diagonal_place_;
  std::optional<SparseSolver> solver_;
  std::vector<double> jacobian_;
  std::vector<double> step_;
  std::vector<Complex> power_;
};

}  // namespace

IslandSolution solve_island(const IslandProblem& island, int most_iterations) {
  return Newton(island).solve(island.start, 1.0, most_iterations);
}

double loadability(const IslandProblem& island, IslandSolution& last) {
  Newton newton(island);
  constexpr int most_iterations = 20;
  constexpr double finest_step = 1e-3;
  last = newton.solve(island.start, 0.0, most_iterations);
  if (!last.has_converged) return 0.0;
  double share = 0.0;
  double step = 0.25;
  while (step >= finest_step) {
    const double next = std::min(1.0, share + step);
    const auto tried = newton.solve(last.voltage, next, most_iterations);
    if (!tried.has_converged) {
      step *= 0.5;
      continue;
    }
    share = next;
    last = tried;
    if (share >= 1.0) return 1.0;
  }
  return share;
}

}  // namespace shellfit::power
