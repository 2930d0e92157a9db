#include "base/low_rank_change.hpp"

#include "base/assertion.hpp"

#include <Eigen/Dense>

namespace shellfit {

LowRankChange::LowRankChange(std::vector<int> places, std::span<const double> change,
                             std::vector<double> inverse)
    : places_(std::move(places)), inverse_(std::move(inverse)) {
  const auto m = static_cast<Eigen::Index>(places_.size());
  ensure(change.size() == places_.size() * places_.size(), "the change is square");
  if (m == 0) return;
  const auto size = static_cast<Eigen::Index>(inverse_.size()) / m;
  const Eigen::Map<const Eigen::MatrixXd> c(change.data(), m, m);
  const Eigen::Map<const Eigen::MatrixXd> z(inverse_.data(), size, m);
  const Eigen::MatrixXd at_places = z(places_, Eigen::all);
  correction_.resize(change.size());
  Eigen::Map<Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>(
      correction_.data(), m, m) = (Eigen::MatrixXd::Identity(m, m) + c * at_places).partialPivLu().solve(c);
}

void LowRankChange::apply(std::span<double> solution) const {
  std::vector<double> at(places_.size());
  for (std::size_t j = 0; j < at.size(); ++j) at[j] = solution[static_cast<std::size_t>(places_[j])];
  for (std::size_t i = 0; i < at.size(); ++i) {
    double amount = 0;
    for (std::size_t j = 0; j < at.size(); ++j) amount += correction_[i * at.size() + j] * at[j];
    const double* column = &inverse_[i * solution.size()];
    for (std::size_t k = 0; k < solution.size(); ++k) solution[k] -= amount * column[k];
  }
}

}  // namespace shellfit
