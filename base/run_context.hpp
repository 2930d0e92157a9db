#pragma once
// What goes through every stage beside its inputs: progress, cancelling, effort, and the store of results.

#include <functional>
#include <stop_token>
#include <string_view>

namespace shellfit {

class StageStore;

/// Hears how far long work has come. Called from any thread, one call at a time.
class ProgressSink {
 public:
  virtual ~ProgressSink() = default;
  /// `done` of `total` pieces of the work named `what` are finished.
  virtual void report(std::string_view what, std::size_t done, std::size_t total) = 0;
};

struct RunContext {
  StageStore& store;
  ProgressSink* progress = nullptr;
  std::stop_token stop{};
  int jobs = 1;  ///< threads to use; results never depend on it

  void report(std::string_view what, std::size_t done, std::size_t total) const {
    if (progress != nullptr) progress->report(what, done, total);
  }
};

/// Calls `work(i)` for 0 <= i < count on up to `jobs` threads. Each call must be independent of the others.
/// Once a stop is requested no further call begins; those under way end. A caller whose context can be
/// stopped must then ask `context.stop` before it uses what the calls leave behind: any of it may be missing.
void for_each_index(const RunContext& context, std::size_t count,
                    const std::function<void(std::size_t)>& work);

}  // namespace shellfit
