#include "base/low_rank_change.hpp"

#include <catch2/catch.hpp>

using namespace shellfit;

TEST_CASE("a change at two rows and columns is solved with the factors of the matrix before it", "[sparse]") {
  // A = diag(2, 4, 5); with C = [1 3; 2 4] at 0 and 2 it is [3 0 3; 0 4 0; 2 0 9], whose product with (1, 2,
  // 3) is (12, 8, 29).
  const std::vector<double> by_columns{1, 2, 3, 4};
  const LowRankChange change({0, 2}, by_columns, {0.5, 0, 0, 0, 0, 0.2});
  std::vector<double> x{12.0 / 2, 8.0 / 4, 29.0 / 5};  // solved with A
  change.apply(x);
  CHECK(x[0] == Approx(1).epsilon(1e-14));
  CHECK(x[1] == Approx(2).epsilon(1e-14));
  CHECK(x[2] == Approx(3).epsilon(1e-14));
}

TEST_CASE("no change leaves a solution as it is", "[sparse]") {
  std::vector<double> x{1, 2};
  LowRankChange().apply(x);
  CHECK(x == std::vector<double>{1, 2});
}
