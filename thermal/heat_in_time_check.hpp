#pragma once
// Whether the figures of a problem of heat in time can be.

#include "thermal/heat_in_time.hpp"

namespace shellfit::thermal {

/// All faults as sentences, counting from 0; empty when there are none.
[[nodiscard]] std::vector<std::string> faults_of(const HeatInTime& problem, std::span<const double> start_k,
                                                 std::span<const HeatInterval> intervals, double output_s);

}  // namespace shellfit::thermal
