#pragma once
// Sparse linear systems whose pattern is fixed and whose values change: analysed once, refactored often.
// The door to KLU: no other file names it, nor Eigen's sparse solvers.

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
  /// Solves in place, column after column where there are several: four cost less than two alone.
  /// Precondition: factored.
  void solve(std::span<double> right_hand_sides) const;

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
