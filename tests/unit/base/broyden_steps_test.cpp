#include "base/broyden_steps.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace shellfit;

namespace {

/// What is left of [3 1; 1 2] x = (5, 5) after four steps with the factors of its diagonal; solved by (1, 2).
double left_after_four(bool restarts) {
  BroydenSteps steps;
  std::vector<double> x{0, 0};
  for (int k = 0; k < 4; ++k) {
    std::vector<double> step{(5 - 3 * x[0] - x[1]) / 3, (5 - x[0] - 2 * x[1]) / 2};
    if (restarts) steps.restart();
    steps.accelerate(step);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] += step[i];
  }
  return std::max(std::fabs(x[0] - 1), std::fabs(x[1] - 2));
}

}  // namespace

TEST_CASE("a linear system of two unknowns is solved in four steps with another matrix's factors",
          "[sparse]") {
  // Gay, SIAM J. Numer. Anal. 16:4, 1979: in twice as many steps as there are unknowns.
  CHECK(left_after_four(false) < 1e-12);
  CHECK(left_after_four(true) > 1e-2);  // steps that know nothing of those before
}
