#include "base/sparse.hpp"

#include "base/assertion.hpp"

#include <Eigen/KLUSupport>
#include <Eigen/SparseCore>
#include <klu.h>

#include <algorithm>
#include <amd.h>

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

std::vector<int> minimum_degree_order(const SparsePattern& pattern) {
  std::vector<int> order(static_cast<std::size_t>(pattern.size));
  const int status =
      amd_order(pattern.size, pattern.starts.data(), pattern.rows.data(), order.data(), nullptr, nullptr);
  ensure(status == AMD_OK, "a pattern is sorted and has no place twice");
  return order;
}

struct SparseSolver::Lu {
  SparsePattern pattern;
  klu_common common{};
  klu_symbolic* symbolic = nullptr;
  klu_numeric* numeric = nullptr;
  double chosen_condition = 0;  ///< by pivots, when they were chosen

  Lu(SparsePattern p, SparseTraits traits) : pattern(std::move(p)) {
    klu_defaults(&common);
    if (traits.is_scaled) common.scale = -1;  // nor looks for places twice or out of range in every matrix
    if (traits.order.empty()) {
      symbolic = klu_analyze(pattern.size, pattern.starts.data(), pattern.rows.data(), &common);
      return;
    }
    common.btf = 0;
    symbolic = klu_analyze_given(pattern.size, pattern.starts.data(), pattern.rows.data(),
                                 traits.order.data(), traits.order.data(), &common);
  }
  Lu(const Lu&) = delete;
  Lu& operator=(const Lu&) = delete;
  ~Lu() {
    if (numeric != nullptr) klu_free_numeric(&numeric, &common);
    if (symbolic != nullptr) klu_free_symbolic(&symbolic, &common);
  }
};

SparseSolver::SparseSolver(SparsePattern pattern, SparseTraits traits)
    : lu_(std::make_unique<Lu>(std::move(pattern), std::move(traits))) {}
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
  const auto condition = [&] {
    return klu_rcond(lu.symbolic, lu.numeric, &lu.common) != 0 ? lu.common.rcond : 0.0;
  };
  constexpr double worst_condition = 1e-22;  // an estimate by pivots: only true singularity is this small
  if (lu.numeric != nullptr) {
    // The growth of the factors costs half of what they cost, so it is looked at when the pivots have
    // worsened.
    constexpr double worst_growth = 1e-6;
    constexpr double worst_change = 1e-2;
    const bool is_refactored =
        klu_refactor(starts, rows, numbers, lu.symbolic, lu.numeric, &lu.common) != 0 &&
        (condition() > worst_change * lu.chosen_condition ||
         (klu_rgrowth(starts, rows, numbers, lu.symbolic, lu.numeric, &lu.common) != 0 &&
          lu.common.rgrowth > worst_growth && lu.common.rcond > worst_condition));
    if (is_refactored) return true;
    klu_free_numeric(&lu.numeric, &lu.common);
  }
  lu.numeric = klu_factor(starts, rows, numbers, lu.symbolic, &lu.common);
  if (lu.numeric == nullptr || lu.common.status == KLU_SINGULAR) return false;
  lu.chosen_condition = condition();
  return lu.chosen_condition > worst_condition;
}

void SparseSolver::solve(std::span<double> right_hand_side) const {
  const bool is_solved =
      klu_solve(lu_->symbolic, lu_->numeric, lu_->pattern.size, 1, right_hand_side.data(), &lu_->common) != 0;
  ensure(is_solved, "a factored system solves");
}

FourfoldFactors SparseSolver::fourfold() const {
  auto& lu = *lu_;
  ensure(lu.common.scale <= 0 && lu.symbolic->nblocks == 1, "the factors are of the matrix as it is");
  const auto size = static_cast<std::size_t>(lu.pattern.size);
  /// By columns, as KLU gives it.
  struct Columns {
    std::vector<int> starts, rows;
    std::vector<double> values;
    Columns(std::size_t columns, int places)
        : starts(columns + 1), rows(static_cast<std::size_t>(places)), values(rows.size()) {}
  };
  Columns lower(size, lu.numeric->lnz);
  Columns upper(size, lu.numeric->unz);
  FourfoldFactors result;
  result.rows_.resize(size);
  result.columns_.resize(size);
  const bool is_given =
      klu_extract(lu.numeric, lu.symbolic, lower.starts.data(), lower.rows.data(), lower.values.data(),
                  upper.starts.data(), upper.rows.data(), upper.values.data(), nullptr, nullptr, nullptr,
                  result.rows_.data(), result.columns_.data(), nullptr, nullptr, &lu.common) != 0;
  ensure(is_given, "a factored system gives its factors");
  result.inverse_pivots_.resize(size);
  const auto by_rows = [&](const Columns& from) {
    FourfoldFactors::Triangle to;
    to.starts.assign(size + 1, 0);
    const auto each = [&](const auto& see) {
      for (std::size_t column = 0; column < size; ++column) {
        for (auto e = static_cast<std::size_t>(from.starts[column]);
             e < static_cast<std::size_t>(from.starts[column + 1]); ++e)
          see(static_cast<std::size_t>(from.rows[e]), column, from.values[e]);
      }
    };
    each([&](std::size_t row, std::size_t column, double) { to.starts[row + 1] += row != column; });
    for (std::size_t row = 0; row < size; ++row) to.starts[row + 1] += to.starts[row];
    to.columns.resize(static_cast<std::size_t>(to.starts.back()));
    to.values.resize(to.columns.size());
    auto next = to.starts;
    each([&](std::size_t row, std::size_t column, double value) {
      if (row == column) {
        result.inverse_pivots_[row] = 1.0 / value;
        return;
      }
      const auto at = static_cast<std::size_t>(next[row]++);
      to.columns[at] = static_cast<int>(column);
      to.values[at] = value;
    });
    return to;
  };
  result.lower_ = by_rows(lower);  // of ones on the diagonal
  result.upper_ = by_rows(upper);
  result.solved_.resize(size);
  return result;
}

/// What is left of a right-hand side when the row's unknowns that are solved are taken off.
inline Four FourfoldFactors::Triangle::without(std::size_t row, const std::vector<Four>& solved,
                                               Four rest) const {
  for (auto e = static_cast<std::size_t>(starts[row]); e < static_cast<std::size_t>(starts[row + 1]); ++e)
    rest -= values[e] * solved[static_cast<std::size_t>(columns[e])];
  return rest;
}

void FourfoldFactors::solve(std::span<Four> right_hand_sides) {
  const std::size_t size = rows_.size();
  for (std::size_t i = 0; i < size; ++i)
    solved_[i] = lower_.without(i, solved_, right_hand_sides[static_cast<std::size_t>(rows_[i])]);
  for (std::size_t i = size; i-- > 0;) {
    solved_[i] = inverse_pivots_[i] * upper_.without(i, solved_, solved_[i]);
    right_hand_sides[static_cast<std::size_t>(columns_[i])] = solved_[i];
  }
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
