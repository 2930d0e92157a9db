#include "base/stage.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <limits>
#include <set>
#include <stdexcept>
#include <thread>

using namespace shellfit;

TEST_CASE("bytes are hashed with XXH3 of 128 bits") {
  // Printed by `xxh128sum` (xxHash 0.8) for an empty file.
  CHECK(hash_bytes("").hex() == "99aa06d3014798d86001c324468d497f");
}

TEST_CASE("a key depends on the stage, its version and every byte of its inputs") {
  std::set<std::string> keys;
  for (const auto* name : {"layout", "power"}) {
    for (const int version : {1, 2, 11}) {
      for (const auto* bytes : {"", "a", "b", "1"}) keys.insert(stage_key({name, version}, bytes).hex());
    }
  }
  CHECK(keys.size() == 2U * 3U * 4U);
  CHECK(stage_key({"layout", 1}, "a") == stage_key({"layout", 1}, "a"));
  CHECK(stage_key({"layout", 1, true}, "a") == stage_key({"layout", 1, false}, "a"));
}

TEST_CASE("a stage is computed once and known afterwards") {
  StageStore store;
  const RunContext context{store};
  int runs = 0;
  const auto twice = [&](int input) {
    ++runs;
    return 2 * input;
  };
  CHECK(run_stage<int>(context, {"double", 1}, 21, twice) == 42);
  CHECK(run_stage<int>(context, {"double", 1}, 21, twice) == 42);
  CHECK(runs == 1);
  CHECK(run_stage<int>(context, {"double", 2}, 21, twice) == 42);
  CHECK(run_stage<int>(context, {"double", 1}, 22, twice) == 44);
  CHECK(runs == 3);
  CHECK(store.counts("double").computed == 3);
  CHECK(store.counts("double").known == 1);
  CHECK(store.counts("never run").computed == 0);
}

TEST_CASE("many threads that ask for one key compute it once") {
  StageStore store;
  std::atomic<int> runs{0};
  std::vector<std::thread> threads;
  std::vector<std::string> answers(8);
  for (std::size_t i = 0; i < answers.size(); ++i) {
    threads.emplace_back([&, i] {
      answers[i] = *store.get({"slow", 1}, {1, 2}, [&] {
        ++runs;
        return std::string("answer");
      });
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(runs == 1);
  for (const auto& answer : answers) CHECK(answer == "answer");
}

TEST_CASE("a computation that throws stores nothing") {
  StageStore store;
  const auto fail = []() -> std::string { throw std::runtime_error("no"); };
  CHECK_THROWS_WITH(store.get({"s", 1}, {1, 1}, fail), "no");
  CHECK(*store.get({"s", 1}, {1, 1}, [] { return std::string("yes"); }) == "yes");
}

TEST_CASE("a store that does not retain large results forgets them and keeps the others") {
  StageStore store(false);
  int runs = 0;
  const auto compute = [&] {
    ++runs;
    return std::string("bytes");
  };
  for (int i = 0; i < 2; ++i) (void)store.get({"large", 1, false}, {1, 1}, compute);
  CHECK(runs == 2);
  for (int i = 0; i < 2; ++i) (void)store.get({"small", 1, true}, {2, 2}, compute);
  CHECK(runs == 3);
}

TEST_CASE("a digest tolerates the last bits of reals and nothing else") {
  using Values = std::vector<double>;
  const auto base = digest_of(Values{1.0, 2.0, 3.0});
  CHECK(base.matches(digest_of(Values{1.0, 2.0, 3.0 * (1 + 1e-12)})));
  CHECK_FALSE(base.matches(digest_of(Values{1.0, 2.0, 3.0 * (1 + 1e-6)})));
  CHECK_FALSE(base.matches(digest_of(Values{2.0, 1.0, 3.0})));
  CHECK_FALSE(base.matches(digest_of(Values{1.0, 2.0})));
  CHECK_FALSE(base.matches(digest_of(Values{1.0, 2.0, -3.0})));
  CHECK_FALSE(digest_of(Values{1.0, -1.0}).matches(digest_of(Values{2.0, -2.0})));
}

TEST_CASE("a digest tells a NaN and an infinity from numbers and from each other") {
  using Values = std::vector<double>;
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinity = std::numeric_limits<double>::infinity();
  const std::vector<Values> all{{0.0}, {nan}, {infinity}, {-infinity}, {1.0}};
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t j = 0; j < all.size(); ++j)
      CHECK(digest_of(all[i]).matches(digest_of(all[j])) == (i == j));
  }
}

TEST_CASE("discrete parts of a digest are exact") {
  CHECK_FALSE(digest_of(std::string("a")).matches(digest_of(std::string("b"))));
  CHECK_FALSE(digest_of(std::vector<int>{1, 2}).matches(digest_of(std::vector<int>{2, 1})));
  CHECK_FALSE(digest_of(std::optional<int>{}).matches(digest_of(std::optional<int>{0})));
}
