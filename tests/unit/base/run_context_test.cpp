#include "base/run_context.hpp"

#include "base/stage.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <stdexcept>
#include <string>
#include <vector>

using namespace shellfit;

namespace {
class Listener : public ProgressSink {
 public:
  void report(std::string_view what, std::size_t done, std::size_t total) override {
    heard.push_back(std::string(what) + " " + std::to_string(done) + "/" + std::to_string(total));
  }
  std::vector<std::string> heard;
};
}  // namespace

TEST_CASE("every index is worked once, whatever the number of threads") {
  StageStore store;
  for (const int jobs : {1, 2, 16}) {
    const RunContext context{store, nullptr, {}, jobs};
    std::vector<std::atomic<int>> visits(1000);
    for_each_index(context, visits.size(), [&](std::size_t i) { ++visits[i]; });
    for (const auto& count : visits) REQUIRE(count == 1);
    for_each_index(context, 0, [](std::size_t) { FAIL("there is nothing to work on"); });
  }
}

TEST_CASE("an exception of one piece of work reaches the caller") {
  StageStore store;
  for (const int jobs : {1, 8}) {
    const RunContext context{store, nullptr, {}, jobs};
    const auto work = [](std::size_t i) {
      if (i == 7) throw std::runtime_error("piece seven");
    };
    CHECK_THROWS_WITH(for_each_index(context, 20, work), "piece seven");
  }
}

TEST_CASE("progress is heard by the sink, and nobody need listen") {
  StageStore store;
  Listener listener;
  const RunContext loud{store, &listener};
  loud.report("states", 3, 10);
  REQUIRE(listener.heard.size() == 1);
  CHECK(listener.heard[0] == "states 3/10");
  const RunContext quiet{store};
  quiet.report("states", 3, 10);
  CHECK(listener.heard.size() == 1);
}

TEST_CASE(
    "a cancel is seen through every copy of the context, and a context without one is never cancelled") {
  StageStore store;
  std::stop_source source;
  const RunContext context{store, nullptr, source.get_token(), 4};
  const RunContext copy = context;
  for_each_index(copy, 100, [&](std::size_t i) {
    if (i == 0) source.request_stop();
  });
  CHECK(context.stop.stop_requested());
  CHECK_FALSE(RunContext{store}.stop.stop_requested());
}

TEST_CASE("once a stop is requested no work begins, and what is under way ends") {
  StageStore store;
  for (const int jobs : {1, 4}) {
    std::stop_source source;
    const RunContext context{store, nullptr, source.get_token(), jobs};
    std::atomic<int> begun{0};
    std::atomic<int> begun_after{0};
    for_each_index(context, 100000, [&](std::size_t) {
      ++begun;
      source.request_stop();
    });
    CHECK(begun >= 1);
    CHECK(begun <= jobs);
    for_each_index(context, 100, [&](std::size_t) { ++begun_after; });
    CHECK(begun_after == 0);
  }
}
