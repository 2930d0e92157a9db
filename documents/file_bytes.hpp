#pragma once
// The bytes of an input file.

#include "base/diagnostics.hpp"

#include <filesystem>
#include <string>

namespace shellfit::documents {

/// No input needs more; beyond it stand mistakes, and memory that runs out.
inline constexpr std::size_t largest_file = std::size_t{64} << 20U;

/// All bytes of a regular file, a pipe or a character device. Faults: E-FILE-001 it cannot be read,
/// E-FILE-003 it is larger than any input. `named_at` is where another file names it, `expected` what it
/// should be.
[[nodiscard]] Outcome<std::string> read_bytes(const std::filesystem::path& file, const Location& named_at,
                                              const std::string& expected = "a readable file");
/// The fault of a file that is too large.
[[nodiscard]] Diagnostic too_large(const std::string& name, const Location& named_at = {});

}  // namespace shellfit::documents
