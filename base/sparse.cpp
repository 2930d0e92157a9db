#include "base/sparse.hpp"

#include "base/assertion.hpp"

#include <Eigen/KLUSupport>
#include <Eigen/SparseCore>
#include <klu.h>

#include <algorithm>

namespace shellfit {

SparsePattern SparsePattern::of(int size, std::vector<std::pair<int, int>> places) {
  std::sort(places.begin(), places.end(), [](const auto& a, const auto& b) {
    return std::pair(a.second, a.first) < std::pair(b.second, b.first);
  });
  places.erase(std::unique(places.begin(), places.end()), places.end());
  SparsePattern pattern;
  pattern.size = size;
  pattern.starts.assign(static_cast<std::size_t>(size) + 1, 0);
  pattern.rows.reserve(places.size());
  for (const auto& [row, column] : places) {
    ++pattern.starts[static_cast<std::size_t>(column) + 1];
    pattern.rows.push_back(row);
  }
  for (std::size_t j = 1; j < pattern.starts.size(); ++j) pattern.starts[j] += pattern.starts[j - 1];
  return pattern;
}

int SparsePattern::index(int row, int column) const {
  const auto first = rows.begin() + starts[static_cast<std::size_t>(column)];
  const auto last = rows.begin() + starts[static_cast<std::size_t>(column) + 1];
  const auto found = std::lower_bound(first, last, row);
  ensure(found != last && *found == row, "the place is in the pattern");
  return static_cast<int>(found - rows.begin());
}

struct SparseSolver::Lu {
  SparsePattern pattern;
  klu_common common{};
  klu_symbolic* symbolic = nullptr;
  klu_numeric* numeric = nullptr;

  explicit Lu(SparsePattern p) : pattern(std::move(p)) {
    klu_defaults(&common);
    symbolic = klu_analyze(pattern.size, pattern.starts.data(), pattern.rows.data(), &common);
  }
  Lu(const Lu&) = delete;
  Lu& operator=(const Lu&) = delete;
  ~Lu() {
    if (numeric != nullptr) klu_free_numeric(&numeric, &common);
    if (symbolic != nullptr) klu_free_symbolic(&symbolic, &common);
  }
};

SparseSolver::SparseSolver(SparsePattern pattern) : lu_(std::make_unique<Lu>(std::move(pattern))) {}
SparseSolver::~SparseSolver() = default;
SparseSolver::SparseSolver(SparseSolver&&) noexcept = default;
SparseSolver& SparseSolver::operator=(SparseSolver&&) noexcept = default;

const SparsePattern& SparseSolver::pattern() const { return lu_->pattern; }

bool SparseSolver::factor(std::span<const double> values) {
  auto& lu = *lu_;
  if (lu.symbolic == nullptr) return false;  // structurally singular
  // KLU takes the arrays without const but does not write to them.
  auto* starts = lu.pattern.starts.data();
  auto* rows = lu.pattern.rows.data();
  auto* numbers = const_cast<double*>(values.data());  // NOLINT(cppcoreguidelines-pro-type-const-cast)
  constexpr double worst_growth = 1e-6;
  constexpr double worst_condition = 1e-22;  // an estimate by pivots: only true singularity is this small
  if (lu.numeric != nullptr) {
    const bool is_refactored =
        klu_refactor(starts, rows, numbers, lu.symbolic, lu.numeric, &lu.common) != 0 &&
        klu_rgrowth(starts, rows, numbers, lu.symbolic, lu.numeric, &lu.common) != 0 &&
        lu.common.rgrowth > worst_growth;
    if (!is_refactored) klu_free_numeric(&lu.numeric, &lu.common);
  }
  if (lu.numeric == nullptr) lu.numeric = klu_factor(starts, rows, numbers, lu.symbolic, &lu.common);
  if (lu.numeric == nullptr || lu.common.status == KLU_SINGULAR) return false;
  return klu_rcond(lu.symbolic, lu.numeric, &lu.common) != 0 && lu.common.rcond > worst_condition;
}

void SparseSolver::solve(std::span<double> right_hand_side) const {
  const bool is_solved =
      klu_solve(lu_->symbolic, lu_->numeric, lu_->pattern.size, 1, right_hand_side.data(), &lu_->common) != 0;
  ensure(is_solved, "a factored system solves");
}

struct ComplexSparseSolver::Lu {
  Eigen::SparseMatrix<std::complex<double>> matrix;
  Eigen::KLU<Eigen::SparseMatrix<std::complex<double>>> klu;
};

ComplexSparseSolver::ComplexSparseSolver(const SparsePattern& pattern,
                                         std::span<const std::complex<double>> values)
    : lu_(std::make_unique<Lu>()) {
  using Matrix = Eigen::SparseMatrix<std::complex<double>>;
  lu_->matrix = Eigen::Map<const Matrix>(pattern.size, pattern.size, static_cast<int>(pattern.rows.size()),
                                         pattern.starts.data(), pattern.rows.data(), values.data());
  lu_->klu.compute(lu_->matrix);
}
ComplexSparseSolver::~ComplexSparseSolver() = default;

bool ComplexSparseSolver::is_regular() const { return lu_->klu.info() == Eigen::Success; }

void ComplexSparseSolver::solve(std::span<std::complex<double>> right_hand_side) const {
  Eigen::Map<Eigen::VectorXcd> b(right_hand_side.data(), static_cast<Eigen::Index>(right_hand_side.size()));
  const Eigen::VectorXcd x = lu_->klu.solve(b);
  b = x;
}

}  // namespace shellfit
