#include "power/usual_voltages.hpp"

#include <algorithm>

namespace shellfit::power {

UsualVoltages::UsualVoltages(const IslandProblem& island) {
  constexpr double usual_pu = 0.3;
  constexpr double least_usual_pu = 0.5;
  squares_.reserve(island.start.size());
  for (const auto& start : island.start) {
    const double v = std::abs(start);
    const double least = std::max(least_usual_pu, v - usual_pu);
    squares_.push_back({least * least, (v + usual_pu) * (v + usual_pu)});
  }
}

bool UsualVoltages::has(std::span<const std::complex<double>> voltage) const {
  for (std::size_t i = 0; i < voltage.size(); ++i) {
    const double square = std::norm(voltage[i]);
    if (square < squares_[i].least_pu || square > squares_[i].most_pu) return false;
  }
  return true;
}

}  // namespace shellfit::power
