#pragma once
// An equipment schedule becomes a catalog of types and the power plant of a shell.

#include "base/diagnostics.hpp"
#include "exchange/import_report.hpp"

#include <filesystem>
#include <span>
#include <string>

namespace shellfit::exchange {

struct ImportRequest {
  std::filesystem::path schedule;  ///< comma-separated values
  std::filesystem::path shell;     ///< amended when it is there, else begun
  std::filesystem::path types;     ///< catalog to be laid over the built-in one; amended when it is there
};

struct Import {
  ImportReport report;
  std::string shell, types;  ///< whole bytes of both files; nothing was written
  bool is_new_shell = false, has_types = false;
};

/// Reads the schedule and puts what it says into the bytes of both files. Of files that are there, all else
/// stays as it is, and an id that is taken is a fault.
[[nodiscard]] Outcome<Import> import_equipment(const ImportRequest& request);

[[nodiscard]] std::span<const FaultKind> import_fault_kinds();

}  // namespace shellfit::exchange
