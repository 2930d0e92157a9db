#include "base/sparse.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <random>

using namespace shellfit;

namespace {

/// A ring of nodes with a chord here and there, two unknowns a node: the shape of a load flow's Jacobian.
SparsePattern ring_pattern(int nodes) {
  std::vector<std::pair<int, int>> places;
  const auto join = [&](int a, int b) {
    for (int i = 0; i < 2; ++i) {
      for (int k = 0; k < 2; ++k) {
        places.emplace_back(2 * a + i, 2 * b + k);
        places.emplace_back(2 * b + i, 2 * a + k);
      }
    }
  };
  for (int node = 0; node < nodes; ++node) {
    join(node, node);
    join(node, (node + 1) % nodes);
    if (node % 5 == 0) join(node, (node + nodes / 2) % nodes);
  }
  return SparsePattern::of(2 * nodes, std::move(places));
}

std::vector<double> random_values(const SparsePattern& pattern, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> number(-1.0, 1.0);
  std::vector<double> values(pattern.rows.size());
  for (auto& value : values) value = number(random);
  for (int j = 0; j < pattern.size; ++j) values[static_cast<std::size_t>(pattern.index(j, j))] += 10.0;
  return values;
}

std::vector<double> product(const SparsePattern& pattern, const std::vector<double>& values,
                            const std::vector<double>& x) {
  std::vector<double> result(x.size());
  for (std::size_t j = 0; j < x.size(); ++j) {
    for (auto e = pattern.starts[j]; e < pattern.starts[j + 1]; ++e) {
      const auto at = static_cast<std::size_t>(e);
      result[static_cast<std::size_t>(pattern.rows[at])] += values[at] * x[j];
    }
  }
  return result;
}

std::vector<double> counting(int size) {
  std::vector<double> x(static_cast<std::size_t>(size));
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = 1.0 + 0.01 * static_cast<double>(i);
  return x;
}

void check_near(const std::vector<double>& found, const std::vector<double>& expected) {
  REQUIRE(found.size() == expected.size());
  double worst = 0;
  for (std::size_t i = 0; i < found.size(); ++i) worst = std::max(worst, std::fabs(found[i] - expected[i]));
  CHECK(worst < 1e-12);
}

}  // namespace

TEST_CASE("a factored system gives back what its matrix was multiplied with", "[sparse]") {
  const auto pattern = ring_pattern(40);
  const auto x = counting(pattern.size);
  std::vector<int> backwards;
  for (int i = pattern.size; i-- > 0;) backwards.push_back(i);
  for (const auto& traits :
       {SparseTraits{}, SparseTraits{true, {}}, SparseTraits{true, minimum_degree_order(pattern)},
        SparseTraits{false, backwards}}) {
    SparseSolver solver(pattern, traits);
    for (const unsigned seed : {1U, 2U, 3U}) {  // the second and third take the pivots of the first
      const auto values = random_values(pattern, seed);
      REQUIRE(solver.factor(values));
      auto solution = product(pattern, values, x);
      solver.solve(solution);
      check_near(solution, x);
    }
  }
}

TEST_CASE("four right-hand sides are solved at once as each alone, and none sees another", "[sparse]") {
  const auto pattern = ring_pattern(25);
  SparseSolver solver(pattern, {true, minimum_degree_order(pattern)});
  REQUIRE(solver.factor(random_values(pattern, 4)));
  std::vector<Four> together(static_cast<std::size_t>(pattern.size));
  std::vector<Four> by_itself(together.size());
  std::vector<std::vector<double>> alone;
  for (std::size_t lane = 0; lane < Four::size; ++lane) {
    std::vector<double> one(together.size(), 0.0);
    one[7 * lane] = 1.0;
    for (std::size_t i = 0; i < one.size(); ++i) together[i].set(lane, one[i]);
    if (lane == 2) {
      for (std::size_t i = 0; i < one.size(); ++i) by_itself[i].set(lane, one[i]);
    }
    solver.solve(one);
    alone.push_back(std::move(one));
  }
  auto factors = solver.fourfold();
  factors.solve(together);
  factors.solve(by_itself);
  for (std::size_t lane = 0; lane < Four::size; ++lane) {
    for (std::size_t i = 0; i < together.size(); ++i)
      CHECK(together[i][lane] == Approx(alone[lane][i]).epsilon(1e-12).margin(1e-15));
  }
  for (std::size_t i = 0; i < together.size(); ++i) {
    CHECK(by_itself[i][2] == together[i][2]);
    CHECK(by_itself[i][0] == 0.0);
  }
}

TEST_CASE("pivots that no longer serve are chosen again", "[sparse]") {
  // [p 1; 1 1] pivots on p, which is good for p = 2 and costs nine digits of the answer for p = 1e-9.
  const auto pattern = SparsePattern::of(2, {{0, 0}, {0, 1}, {1, 0}, {1, 1}});
  SparseSolver solver(pattern, {true, {0, 1}});
  const std::vector<double> good{2.0, 1.0, 1.0, 1.0};
  REQUIRE(solver.factor(good));
  const std::vector<double> bad{1e-9, 1.0, 1.0, 1.0};
  REQUIRE(solver.factor(bad));
  std::vector<double> x{1.0, 2.0};  // 1e-9 x0 + x1 = 1, x0 + x1 = 2
  solver.solve(x);
  CHECK(x[0] == Approx(1.0 / (1.0 - 1e-9)).epsilon(1e-12));
  CHECK(x[1] == Approx(2.0 - 1.0 / (1.0 - 1e-9)).epsilon(1e-12));
}

TEST_CASE("a singular matrix is not factored, whether new or after a regular one", "[sparse]") {
  const auto pattern = SparsePattern::of(2, {{0, 0}, {0, 1}, {1, 0}, {1, 1}});
  const std::vector<double> singular{1.0, 2.0, 2.0, 4.0};
  const std::vector<double> regular{1.0, 2.0, 2.0, 5.0};
  SparseSolver fresh(pattern);
  CHECK_FALSE(fresh.factor(singular));
  SparseSolver used(pattern);
  REQUIRE(used.factor(regular));
  CHECK_FALSE(used.factor(singular));
  REQUIRE(used.factor(regular));
}
