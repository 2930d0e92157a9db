#pragma once
// What no single field can say: figures of one type that contradict each other.

#include "base/diagnostics.hpp"

#include <span>

namespace shellfit::catalogs {

/// The codes of faults in equipment types.
[[nodiscard]] std::span<const FaultKind> catalog_fault_kinds();

}  // namespace shellfit::catalogs
