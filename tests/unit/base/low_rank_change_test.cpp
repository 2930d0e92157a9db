#include "base/low_rank_change.hpp"

#include <catch2/catch.hpp>

using namespace shellfit;

TEST_CASE("a change at two rows and columns is solved with the factors of the matrix before it", "[sparse]") {
  // A = diag(2, 4, 5); with C = [1 3; 2 4] at 0 and 2 it is [3 0 3; 0 4 0; 2 0 9], whose product with (1, 2,
  // 3) is (12, 8, 29).
  const std::vector<double> by_columns{1, 2, 3, 4};
  std::vector<Four> inverse(3);
  inverse[0].set(0, 0.5);
  inverse[2].set(1, 0.2);
  const LowRankChange change({0, 2}, by_columns, inverse);
  std::vector<double> x{12.0 / 2, 8.0 / 4, 29.0 / 5};  // solved with A
  change.apply(x);
  CHECK(x[0] == Approx(1).epsilon(1e-14));
  CHECK(x[1] == Approx(2).epsilon(1e-14));
  CHECK(x[2] == Approx(3).epsilon(1e-14));
}

TEST_CASE("a change at more than four places is made four by four", "[sparse]") {
  // A = I; with C = I at 0 .. 4 it is 2 I.
  std::vector<double> identity(25, 0.0);
  std::vector<Four> inverse(10);  // the fifth column stands in the second five
  for (std::size_t i = 0; i < 5; ++i) {
    identity[6 * i] = 1.0;
    inverse[i / 4 * 5 + i].set(i % 4, 1.0);
  }
  const LowRankChange change({0, 1, 2, 3, 4}, identity, inverse);
  std::vector<double> x{2, 4, 6, 8, 10};
  change.apply(x);
  for (std::size_t i = 0; i < x.size(); ++i)
    CHECK(x[i] == Approx(1.0 + static_cast<double>(i)).epsilon(1e-14));
}

TEST_CASE("no change leaves a solution as it is", "[sparse]") {
  std::vector<double> x{1, 2};
  LowRankChange().apply(x);
  CHECK(x == std::vector<double>{1, 2});
}
