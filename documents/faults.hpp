#pragma once
// The codes of faults that any XML input can have.

#include "base/diagnostics.hpp"

#include <span>

namespace shellfit::documents {
[[nodiscard]] std::span<const FaultKind> fault_kinds();
}  // namespace shellfit::documents
