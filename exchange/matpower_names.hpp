#pragma once
// The names that MATPOWER gives to columns: what define_constants, idx_bus, idx_gen and idx_brch define
// (MATPOWER User's Manual, appendix B, tables B-1 to B-3).

#include <span>
#include <string_view>

namespace shellfit::exchange {

struct MatpowerName {
  std::string_view name;
  double value;
};

/// What a function such as idx_bus returns, in its order; empty when there is none of this name.
[[nodiscard]] std::span<const MatpowerName> matpower_names_of(std::string_view function);

}  // namespace shellfit::exchange
