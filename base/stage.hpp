#pragma once
// Stages: pure functions whose results are stored under a hash of everything they depend on.
//
// key = xxh3-128(stage name, stage version, canonical bytes of the typed inputs). The same key is computed
// once, however many threads ask; a later run with the same store finds it known.

#include "base/canonical.hpp"
#include "base/run_context.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace shellfit {

/// Name and version of a stage. The version goes up when the same inputs give another result.
struct StageId {
  std::string_view name;
  int version;
  bool is_kept = true;  ///< false: known within the process only, too large for a file
};

struct StageKey {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  friend auto operator<=>(const StageKey&, const StageKey&) = default;
  [[nodiscard]] std::string hex() const;
};

[[nodiscard]] StageKey hash_bytes(std::string_view bytes);
[[nodiscard]] StageKey stage_key(StageId stage, std::string_view input_bytes);

/// How often stages were computed and how often they were known.
struct StageCounts {
  std::size_t computed = 0;
  std::size_t known = 0;
};

/// Keeps results by key; safe from many threads. Subclasses may keep them beyond the process.
class StageStore {
 public:
  /// `retains_large` false: results of stages that are too large to keep are forgotten at once, for long
  /// sweeps.
  explicit StageStore(bool retains_large = true);
  virtual ~StageStore();
  StageStore(const StageStore&) = delete;
  StageStore& operator=(const StageStore&) = delete;

  /// The bytes under `key`, computed by `compute` if nobody has them. A second caller of a key that is
  /// being computed waits for it. A throw of `compute` reaches every waiting caller and stores nothing.
  std::shared_ptr<const std::string> get(StageId stage, StageKey key,
                                         const std::function<std::string()>& compute);
  [[nodiscard]] StageCounts counts(std::string_view stage) const;
  [[nodiscard]] std::vector<std::pair<std::string, StageCounts>> all_counts() const;

 protected:
  /// Looks beyond the process. Called at most once per key at a time.
  virtual std::optional<std::string> fetch(StageKey key);
  virtual void keep(StageId stage, StageKey key, const std::string& bytes);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Runs a stage through the store. `Result` and `Inputs` are canonical types.
template <class Result, class Inputs, class Compute>
[[nodiscard]] Result run_stage(const RunContext& context, StageId stage, const Inputs& inputs,
                               Compute&& compute) {
  const auto key = stage_key(stage, to_bytes(inputs));
  std::optional<Result> fresh;
  const auto bytes = context.store.get(stage, key, [&] {
    fresh = compute(inputs);
    return to_bytes(*fresh);
  });
  if (fresh) return std::move(*fresh);
  auto known = from_bytes<Result>(*bytes);
  ensure(known.has_value(), "a stored stage result reads back");
  return std::move(*known);
}

/// What a committed digest holds of a result: discrete parts exactly, reals as sums that can be compared
/// to 1e-9 on another kind of processor.
struct Digest {
  StageKey discrete;
  std::size_t reals = 0;
  double sum = 0;
  double weighted = 0;
  double magnitude = 0;
  [[nodiscard]] bool matches(const Digest& other) const;
};

/// The sink that digests.
class Digester {
 public:
  void word(std::uint64_t word) { words_.word(word); }
  void text(const std::string& text) { words_.text(text); }
  void real(double value);
  [[nodiscard]] Digest digest();

 private:
  Encoder words_;
  Digest sums_;
};

template <class T>
[[nodiscard]] Digest digest_of(const T& value) {
  Digester digester;
  walk(digester, value);
  return digester.digest();
}

}  // namespace shellfit
