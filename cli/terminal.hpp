#pragma once
// Where text goes: colour only for people, progress only for people.

#include "base/diagnostics.hpp"
#include "base/run_context.hpp"

#include <tl/expected.hpp>

#include <string>
#include <string_view>
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

/// True when text for people on this stream may be coloured: a terminal, unless NO_COLOR, TERM=dumb or
/// --no-color say otherwise; FORCE_COLOR turns it on anywhere.
[[nodiscard]] bool may_color(int file_descriptor);
void forbid_color();

void print(std::string_view text);        ///< results, to stdout
void print_error(std::string_view text);  ///< everything else, to stderr

/// Prints the faults and a closing count with what did not happen; the most important line last.
void print_faults(const Diagnostics& faults, std::string_view outcome = "nothing was computed");

/// Prints an error of one sentence; the exit status, for what is expected.
tl::unexpected<int> refuse(const std::string& error, int status = Exit::bad_input);

/// Says that a word of the command line names nothing, with the nearest name or `otherwise`; the exit status.
int refuse_word(std::string_view error, std::string_view word, const std::vector<std::string>& names,
                std::string_view otherwise);

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
