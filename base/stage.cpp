#include "base/stage.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include <cmath>
#include <condition_variable>
#include <future>
#include <map>
#include <mutex>

namespace shellfit {

std::string StageKey::hex() const { return fmt::format("{:016x}{:016x}", high, low); }

StageKey hash_bytes(std::string_view bytes) {
  const auto hash = XXH3_128bits(bytes.data(), bytes.size());
  return {hash.high64, hash.low64};
}

StageKey stage_key(StageId stage, std::string_view input_bytes) {
  std::string bytes = fmt::format("{}\n{}\n", stage.name, stage.version);
  bytes += input_bytes;
  return hash_bytes(bytes);
}

struct StageStore::State {
  using Bytes = std::shared_ptr<const std::string>;
  mutable std::mutex mutex;
  std::map<StageKey, std::shared_future<Bytes>> results;
  std::map<std::string, StageCounts, std::less<>> counts;
  bool retains_large = true;
};

StageStore::StageStore(bool retains_large) : state_(std::make_unique<State>()) {
  state_->retains_large = retains_large;
}
StageStore::~StageStore() = default;

std::optional<std::string> StageStore::fetch(StageKey /*key*/) { return std::nullopt; }
void StageStore::keep(StageId /*stage*/, StageKey /*key*/, const std::string& /*bytes*/) {}

std::shared_ptr<const std::string> StageStore::get(StageId stage, StageKey key,
                                                   const std::function<std::string()>& compute) {
  std::promise<State::Bytes> promise;
  {
    std::unique_lock lock(state_->mutex);
    const auto [place, is_new] = state_->results.try_emplace(key, promise.get_future().share());
    if (!is_new) {
      ++state_->counts[std::string(stage.name)].known;
      const auto result = place->second;
      lock.unlock();
      return result.get();
    }
  }
  try {
    auto stored = stage.is_kept ? fetch(key) : std::nullopt;
    const bool is_known = stored.has_value();
    auto bytes = std::make_shared<const std::string>(is_known ? std::move(*stored) : compute());
    if (!is_known && stage.is_kept) keep(stage, key, *bytes);
    const std::lock_guard lock(state_->mutex);
    auto& counts = state_->counts[std::string(stage.name)];
    ++(is_known ? counts.known : counts.computed);
    promise.set_value(bytes);
    if (!stage.is_kept && !state_->retains_large) state_->results.erase(key);
    return bytes;
  } catch (...) {
    const std::lock_guard lock(state_->mutex);
    state_->results.erase(key);
    promise.set_exception(std::current_exception());
    throw;
  }
}

StageCounts StageStore::counts(std::string_view stage) const {
  const std::lock_guard lock(state_->mutex);
  const auto found = state_->counts.find(stage);
  return found == state_->counts.end() ? StageCounts{} : found->second;
}

std::vector<std::pair<std::string, StageCounts>> StageStore::all_counts() const {
  const std::lock_guard lock(state_->mutex);
  return {state_->counts.begin(), state_->counts.end()};
}

void Digester::real(double value) {
  if (!std::isfinite(value)) {
    words_.text(std::isnan(value) ? "nan" : value > 0 ? "inf" : "-inf");
    return;
  }
  // The weight makes two values that change places change the digest.
  constexpr std::size_t period = 997;
  const double weight = 1.0 + static_cast<double>(sums_.reals % period) / static_cast<double>(period);
  ++sums_.reals;
  sums_.sum += value;
  sums_.weighted += weight * value;
  sums_.magnitude += std::fabs(value);
}

Digest Digester::digest() {
  sums_.discrete = hash_bytes(words_.take());
  return sums_;
}

bool Digest::matches(const Digest& other) const {
  constexpr double tolerance = 1e-9;
  const double allowed = tolerance * std::max(magnitude, other.magnitude);
  return discrete == other.discrete && reals == other.reals && std::fabs(sum - other.sum) <= allowed &&
         std::fabs(weighted - other.weighted) <= 2 * allowed &&
         std::fabs(magnitude - other.magnitude) <= allowed;
}

}  // namespace shellfit
