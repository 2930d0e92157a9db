#pragma once
// Files of results: whole or not at all, and never at the cost of an earlier result.

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shellfit::cli {

/// Output that cannot be written; the message names the place and the reason.
class OutputError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// What kind of file a path names, in small letters: ".xml".
[[nodiscard]] std::string extension_of(const std::string& path);

/// Writes beside the file and renames, so that a failure never costs an earlier result; a file that is there
/// keeps its permissions, and behind a symbolic link the file that it names is written. What is no regular
/// file (a pipe, a device) is written into. "-" is stdout.
void write_result(const std::string& path, std::string_view content);
/// The same for files (path, content) that belong together: all are written beside before the first is
/// renamed.
void write_results(const std::vector<std::pair<std::string, std::string>>& files);

}  // namespace shellfit::cli
