#pragma once
// What the fit-out takes more of after a round of checks.

#include "studies/evaluation.hpp"

namespace shellfit::studies {

/// `growth` with so many units more wherever a check failed that they could cure.
[[nodiscard]] Growth grown(const Growth& growth, const Evaluation& result, int step);

}  // namespace shellfit::studies
