#include "base/low_rank_change.hpp"

#include "base/assertion.hpp"

#include <Eigen/Dense>

#include <algorithm>

namespace shellfit {

LowRankChange::LowRankChange(std::vector<int> places, std::span<const double> change,
                             std::vector<Four> inverse)
    : places_(std::move(places)), inverse_(std::move(inverse)) {
  const auto m = static_cast<Eigen::Index>(places_.size());
  ensure(change.size() == places_.size() * places_.size(), "the change is square");
  if (m == 0) return;
  const std::size_t size = inverse_.size() / ((places_.size() + 3) / 4);
  const Eigen::Map<const Eigen::MatrixXd> c(change.data(), m, m);
  Eigen::MatrixXd at_places(m, m);
  for (Eigen::Index i = 0; i < m; ++i) {
    for (Eigen::Index j = 0; j < m; ++j) {
      const auto column = static_cast<std::size_t>(j);
      const auto row = static_cast<std::size_t>(places_[static_cast<std::size_t>(i)]);
      at_places(i, j) = inverse_[column / 4 * size + row][column % 4];
    }
  }
  correction_.resize(change.size());
  Eigen::Map<Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>(
      correction_.data(), m, m) = (Eigen::MatrixXd::Identity(m, m) + c * at_places).partialPivLu().solve(c);
}

void LowRankChange::apply(std::span<double> solution) const {
  std::vector<double> at(places_.size());
  for (std::size_t j = 0; j < at.size(); ++j) at[j] = solution[static_cast<std::size_t>(places_[j])];
  for (std::size_t first = 0; first < at.size(); first += 4) {
    Four amount;
    for (std::size_t k = 0; k < std::min(Four::size, at.size() - first); ++k) {
      double one = 0;
      for (std::size_t j = 0; j < at.size(); ++j) one += correction_[(first + k) * at.size() + j] * at[j];
      amount.set(k, one);
    }
    const Four* columns = &inverse_[first / 4 * solution.size()];
    for (std::size_t i = 0; i < solution.size(); ++i) {
      const Four part = amount * columns[i];
      solution[i] -= (part[0] + part[2]) + (part[1] + part[3]);
    }
  }
}

}  // namespace shellfit
