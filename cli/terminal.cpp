#include "cli/terminal.hpp"

#include "base/nearest.hpp"
#include "cli/result_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <unistd.h>

namespace shellfit::cli {

namespace {
bool is_color_forbidden = false;

bool is_set(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0';
}

long now_ms() {
  return static_cast<long>(std::chrono::duration_cast<std::chrono::milliseconds>(
                               std::chrono::steady_clock::now().time_since_epoch())
                               .count());
}
}  // namespace

void forbid_color() { is_color_forbidden = true; }

bool may_color(int file_descriptor) {
  if (is_color_forbidden || is_set("NO_COLOR")) return false;
  if (is_set("FORCE_COLOR")) return true;
  const char* terminal = std::getenv("TERM");
  const bool is_dumb = terminal != nullptr && std::string_view(terminal) == "dumb";
  return isatty(file_descriptor) != 0 && !is_dumb;
}

void print(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0) return;
  // A reader that has seen enough, such as head, is no fault.
  if (errno != EPIPE) throw OutputError("cannot write to the standard output");
}
void print_error(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fflush(stderr);
}

void print_faults(const Diagnostics& faults, std::string_view outcome) {
  const bool color = may_color(STDERR_FILENO);
  constexpr std::size_t most = 50;
  std::string text;
  for (std::size_t i = 0; i < std::min(most, faults.size()); ++i) text += render(faults[i], color) + "\n";
  if (faults.size() > most) text += fmt::format("... and {} more\n\n", faults.size() - most);
  text +=
      fmt::format("{} error{}{}{}. Try: shellfit explain {}\n", faults.size(), faults.size() == 1 ? "" : "s",
                  outcome.empty() ? "" : "; ", outcome, faults.front().code);
  print_error(text);
}

tl::unexpected<int> refuse(const std::string& error, int status) {
  print_error("error: " + error + "\n");
  return tl::unexpected(status);
}

int refuse_word(std::string_view error, std::string_view word, const std::vector<std::string>& names,
                std::string_view otherwise) {
  print_error(fmt::format("error: {}\nhelp: {}\n", error, did_you_mean(word, names, otherwise)));
  return Exit::bad_input;
}

TerminalProgress::TerminalProgress(bool is_quiet) : is_on_(!is_quiet && isatty(STDERR_FILENO) != 0) {}

TerminalProgress::~TerminalProgress() {
  if (has_line_) print_error("\r\x1b[K");
}

void TerminalProgress::report(std::string_view what, std::size_t done, std::size_t total) {
  if (!is_on_) return;
  constexpr long pause_ms = 100;
  const long now = now_ms();
  if (now - last_ms_ < pause_ms && done != total) return;
  last_ms_ = now;
  has_line_ = true;
  print_error(fmt::format("\r\x1b[K{:>12} {} of {}", what, done, total));
}

int processors() { return static_cast<int>(std::max(1U, std::thread::hardware_concurrency())); }

}  // namespace shellfit::cli
