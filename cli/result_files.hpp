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

/// Throws OutputError when two of the paths are one file, or one of them is one of `inputs`. Paths that are
/// empty, stdout or no regular files count for nothing.
void expect_distinct(const std::vector<std::string>& paths, const std::vector<std::string>& inputs);

/// Writes files (path, content) that belong together: all beside their places before the first is renamed, so
/// that a failure never costs an earlier result. A file that is there keeps its permissions, and behind a
/// symbolic link the file that it names is written. What is no regular file (a pipe, a device) is written
/// into. "-" is stdout. Nothing is written when expect_distinct throws: `inputs` are what the results were
/// computed from.
void write_results(const std::vector<std::pair<std::string, std::string>>& files,
                   const std::vector<std::string>& inputs);

}  // namespace shellfit::cli
