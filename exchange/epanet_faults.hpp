#pragma once
// The faults of an EPANET input file, collected.

#include "base/diagnostics.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace shellfit::exchange {

/// A stretch of the file.
struct EpanetPlace {
  std::size_t offset = 0, length = 1;
};

class EpanetFaults {
 public:
  explicit EpanetFaults(std::shared_ptr<const SourceText> source) : source_(std::move(source)) {}

  /// Adds a fault, to be completed by the caller. Beyond a hundred it is dropped: more help nobody.
  Diagnostic& complain(std::string_view code, std::string message, EpanetPlace where,
                       std::string expected = {});
  [[nodiscard]] Location at(EpanetPlace where) const { return {source_, where.offset, where.length}; }
  [[nodiscard]] bool is_empty() const { return faults_.empty(); }
  /// All faults, in the order of the file.
  [[nodiscard]] Diagnostics take();

 private:
  std::shared_ptr<const SourceText> source_;
  Diagnostics faults_;
  Diagnostic spare_;
};

[[nodiscard]] std::span<const FaultKind> epanet_fault_kinds();

}  // namespace shellfit::exchange
