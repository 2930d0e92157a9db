#pragma once
// Sparse linear systems whose pattern is fixed and whose values change: analysed once, refactored often.
// The door to KLU: no other file names it, nor Eigen's sparse solvers.

#include "base/four.hpp"

#include <complex>
#include <memory>
#include <span>
#include <vector>

namespace shellfit {

/// A square pattern in compressed columns: rows of column j are rows[starts[j] .. starts[j+1]), ascending.
struct SparsePattern {
  int size = 0;
  std::vector<int> starts;
  std::vector<int> rows;

  /// Builds the pattern of the given (row, column) places; repeated places are one.
  [[nodiscard]] static SparsePattern of(int size, std::vector<std::pair<int, int>> places);
  /// Index of a place in the value array. Precondition: the place is in the pattern.
  [[nodiscard]] int index(int row, int column) const;
};

/// An order of elimination with little fill for a symmetric pattern: approximate minimum degree (Amestoy,
/// Davis and Duff, ACM TOMS 30:3, 2004).
[[nodiscard]] std::vector<int> minimum_degree_order(const SparsePattern& pattern);

/// What is known of a matrix before it is factored.
struct SparseTraits {
  bool is_scaled = false;  ///< rows are of like size: they need not be scaled first
  std::vector<int> order;  ///< of rows and columns alike, for elimination; empty: found from the pattern
};

/// Factors laid out for four right-hand sides at once, which cost less than two alone.
class FourfoldFactors {
 public:
  /// Solves in place; an answer does not depend on those beside it.
  void solve(std::span<Four> right_hand_sides);

 private:
  friend class SparseSolver;
  /// Off the diagonal, row after row in the order of elimination.
  struct Triangle {
    std::vector<int> starts, columns;
    std::vector<double> values;
    [[nodiscard]] Four without(std::size_t row, const std::vector<Four>& solved, Four rest) const;
  };
  Triangle lower_, upper_;
  std::vector<double> inverse_pivots_;
  std::vector<int> rows_, columns_;  ///< of the matrix, in the order of elimination
  std::vector<Four> solved_;
};

/// LU of a sparse matrix by KLU (Davis and Palamadai Natarajan, ACM TOMS 37:3, 2010).
class SparseSolver {
 public:
  /// Orders and analyses the pattern.
  explicit SparseSolver(SparsePattern pattern, SparseTraits traits = {});
  ~SparseSolver();
  SparseSolver(SparseSolver&&) noexcept;
  SparseSolver& operator=(SparseSolver&&) noexcept;

  [[nodiscard]] const SparsePattern& pattern() const;
  /// Factors the values, reusing the pivots of the last factorization while they stay good.
  /// False when the matrix is singular to working precision.
  [[nodiscard]] bool factor(std::span<const double> values);
  /// Solves in place. Precondition: factored.
  void solve(std::span<double> right_hand_side) const;
  /// Copies the factors. Precondition: factored, the traits gave an order and said that it is scaled.
  [[nodiscard]] FourfoldFactors fourfold() const;

 private:
  struct Lu;
  std::unique_ptr<Lu> lu_;
};

/// LU of a complex sparse matrix, once: KLU through Eigen.
class ComplexSparseSolver {
 public:
  /// Factors; `values` follow the pattern.
  ComplexSparseSolver(const SparsePattern& pattern, std::span<const std::complex<double>> values);
  ~ComplexSparseSolver();
  /// False when the matrix is singular; then nothing may be solved.
  [[nodiscard]] bool is_regular() const;
  /// Solves in place.
  void solve(std::span<std::complex<double>> right_hand_side) const;

 private:
  struct Lu;
  std::unique_ptr<Lu> lu_;
};

}  // namespace shellfit
