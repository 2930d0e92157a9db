#include "power/reactive_shares.hpp"
#include "tests/property/law.hpp"

#include <cmath>
#include <limits>
#include <vector>

using namespace shellfit::power;
using shellfit::testing::between;
using shellfit::testing::law;

namespace {

std::vector<ReactiveHolder> random_holders() {
  constexpr double endless = std::numeric_limits<double>::infinity();
  std::vector<ReactiveHolder> holders;
  const int count = *rc::gen::inRange(1, 6);
  for (int i = 0; i < count; ++i) {
    ReactiveHolder one{between(0.1, 4), between(-3, 1), 0};
    one.most_pu = one.least_pu + between(0, 4);
    if (*rc::gen::inRange(0, 4) == 0) one.least_pu = -endless;
    if (*rc::gen::inRange(0, 4) == 0) one.most_pu = endless;
    if (i > 0 && *rc::gen::inRange(0, 3) == 0) one.weight = 0;
    holders.push_back(one);
  }
  return holders;
}

}  // namespace

TEST_CASE(
    "holders share all of it in proportion, and nobody passes a limit while another has something left") {
  law(
      [] {
        const auto holders = random_holders();
        const double total = between(-12, 12);
        const auto shares = share_reactive(holders, total);
        double sum = 0;
        double least = 0;
        double most = 0;
        for (std::size_t i = 0; i < holders.size(); ++i) {
          sum += shares[i];
          least += holders[i].least_pu;
          most += holders[i].most_pu;
        }
        RC_ASSERT(std::fabs(sum - total) <= 1e-12 * (1 + std::fabs(total)));
        const bool is_beyond = total < least || total > most;
        const bool is_by_range = std::isfinite(most - least);
        std::vector<double> proportions;  // of those that no limit stops
        for (std::size_t i = 0; i < holders.size(); ++i) {
          const auto& [weight, low, high] = holders[i];
          RC_ASSERT((is_beyond || (shares[i] >= low - 1e-12 && shares[i] <= high + 1e-12)));
          const bool is_free = shares[i] > low + 1e-9 && shares[i] < high - 1e-9;
          if (is_by_range && high > low) proportions.push_back((shares[i] - low) / (high - low));
          if (!is_by_range && !is_beyond && is_free && weight > 0) proportions.push_back(shares[i] / weight);
        }
        for (const double one : proportions)
          RC_ASSERT(std::fabs(one - proportions.front()) <= 1e-9 * (1 + std::fabs(one)));
      },
      2000);
}
