#include "power/reactive_shares.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace shellfit::power {

namespace {

class Sharing {
 public:
  explicit Sharing(const std::vector<ReactiveHolder>& holders) : holders_(holders) {
    // Who is not called upon gives nothing, or the least that it must.
    for (const auto& one : holders) shares_.push_back(std::clamp(0.0, one.least_pu, one.most_pu));
  }

  std::vector<double> by_weight(double total_pu) {
    std::vector<std::size_t> weighty, others;
    for (std::size_t i = 0; i < holders_.size(); ++i)
      (holders_[i].weight > 0.0 ? weighty : others).push_back(i);
    const auto weight = [&](std::size_t i) { return holders_[i].weight; };
    fill(weighty, total_pu - given_by(others), weight);
    if (total_pu != given_by(weighty) + given_by(others))
      fill(others, total_pu - given_by(weighty), [](std::size_t) { return 1.0; });
    const double beyond_pu = total_pu - given_by(weighty) - given_by(others);
    double weights = 0;
    for (const auto i : weighty) weights += weight(i);
    for (const auto i : weighty) shares_[i] += beyond_pu * weight(i) / weights;
    return std::move(shares_);
  }

 private:
  [[nodiscard]] double given_by(const std::vector<std::size_t>& members) const {
    double sum = 0;
    for (const auto i : members) sum += shares_[i];
    return sum;
  }

  /// Of those that would pass a limit, the side that passes by more is fixed first: what it leaves can bring
  /// the other side back, not the other way round.
  template <class Weight>
  void fill(std::vector<std::size_t> open, double total_pu, Weight weight) {
    while (!open.empty()) {
      double weights = 0;
      for (const auto i : open) weights += weight(i);
      double over_pu = 0;
      double under_pu = 0;
      for (const auto i : open) {
        shares_[i] = total_pu * weight(i) / weights;
        over_pu += std::max(0.0, shares_[i] - holders_[i].most_pu);
        under_pu += std::max(0.0, holders_[i].least_pu - shares_[i]);
      }
      if (over_pu == 0.0 && under_pu == 0.0) return;
      std::erase_if(open, [&](std::size_t i) {
        const auto& [own_weight, least_pu, most_pu] = holders_[i];
        const bool is_beyond = over_pu >= under_pu ? shares_[i] > most_pu : shares_[i] < least_pu;
        if (!is_beyond) return false;
        shares_[i] = over_pu >= under_pu ? most_pu : least_pu;
        total_pu -= shares_[i];
        return true;
      });
    }
  }

  const std::vector<ReactiveHolder>& holders_;
  std::vector<double> shares_;
};

}  // namespace

std::vector<double> share_reactive(const std::vector<ReactiveHolder>& holders, double total_pu) {
  double least_pu = 0;
  double range_pu = 0;
  for (const auto& one : holders) {
    least_pu += one.least_pu;
    range_pu += one.most_pu - one.least_pu;
  }
  if (!std::isfinite(range_pu) || range_pu <= 0.0) return Sharing(holders).by_weight(total_pu);
  std::vector<double> shares;
  for (const auto& one : holders)
    shares.push_back(one.least_pu + (total_pu - least_pu) * (one.most_pu - one.least_pu) / range_pu);
  return shares;
}

}  // namespace shellfit::power
