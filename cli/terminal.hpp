#pragma once
// Where output goes: colour only for people, progress only for people, files whole or not at all.

#include "base/diagnostics.hpp"
#include "base/run_context.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shellfit::cli {

/// Exit status of every command.
enum Exit {
  hosts = 0,
  does_not_host = 1,
  bad_input = 2,
  no_answer = 3,
  bug = 4,
  depends = 5,
  interrupted = 130
};

/// A file that cannot be written; the message names it.
class OutputError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// True when text for people on this stream may be coloured: a terminal, unless NO_COLOR, TERM=dumb or
/// --no-color say otherwise; FORCE_COLOR turns it on anywhere.
[[nodiscard]] bool may_color(int file_descriptor);
void forbid_color();

void print(std::string_view text);        ///< results, to stdout
void print_error(std::string_view text);  ///< everything else, to stderr

/// Prints the faults and a closing count; the most important line last.
void print_faults(const Diagnostics& faults);

/// Writes beside the file and renames, so that a failure never costs an earlier result. "-" is stdout.
void write_result(const std::string& path, std::string_view content);
/// The same for files (path, content) that belong together: all are written beside before the first is
/// renamed.
void write_results(const std::vector<std::pair<std::string, std::string>>& files);

/// Shows on a terminal how far long work has come, and nothing elsewhere.
class TerminalProgress : public ProgressSink {
 public:
  explicit TerminalProgress(bool is_quiet);
  ~TerminalProgress() override;
  void report(std::string_view what, std::size_t done, std::size_t total) override;

 private:
  bool is_on_;
  bool has_line_ = false;
  long last_ms_ = 0;
};

/// Threads that --jobs 0 stands for.
[[nodiscard]] int processors();

}  // namespace shellfit::cli
