#pragma once
// Promises the program makes to itself. Always on: a broken one is a bug (exit 4), never a result.

#include <source_location>
#include <stdexcept>
#include <string>
#include <string_view>

namespace shellfit {

/// A broken promise inside the program. Never thrown for bad input.
class Bug : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

[[noreturn]] inline void fail_promise(std::string_view promise, std::source_location where) {
  throw Bug(std::string(where.file_name()) + ":" + std::to_string(where.line()) + ": " +
            std::string(promise));
}
/// Throws Bug unless `holds`; `promise` says what should have been true.
constexpr void ensure(bool holds, std::string_view promise,
                      std::source_location where = std::source_location::current()) {
  if (!holds) fail_promise(promise, where);
}

}  // namespace shellfit
