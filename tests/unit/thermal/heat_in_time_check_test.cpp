#include "thermal/heat_in_time_check.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <functional>

using namespace shellfit::thermal;

namespace {

/// Two volumes, a chiller on the way round, an exchanger to a boundary: without fault until broken.
struct Case {
  HeatInTime problem;
  std::vector<double> start_k{300.0, 310.0};
  std::vector<HeatInterval> intervals;
  double output_s = 1.0;

  Case() {
    problem.capacity_j_k = {1e6, 2e6};
    problem.boundaries = 1;
    problem.streams = {
        {volume(0), volume(1)}, {volume(1), volume(0)}, {volume(0), volume(0)}, {boundary(0), boundary(0)}};
    problem.conductances = {{volume(0), boundary(0), 100.0}};
    problem.chillers = {{1, 290.0}};
    problem.exchangers = {{2, 3, {}}};
    problem.limits = {{1, 330.0}};
    auto interval = still_interval(problem, 10.0);
    interval.flow = {{5e3, 2e3, 3.0}, {5e3, 2e3, 3.0}, {1e3}, {1e3}};
    interval.boundary_k = {295.0};
    intervals = {interval, interval};
    intervals[1].end_s = 20.0;
  }
};

std::vector<std::string> faults(const std::function<void(Case&)>& broken) {
  Case one;
  broken(one);
  return faults_of(one.problem, one.start_k, one.intervals, one.output_s);
}

}  // namespace

TEST_CASE("figures of heat in time that cannot be are refused, each with its sentence") {
  REQUIRE(faults([](Case&) {}).empty());
  const std::vector<std::pair<std::function<void(Case&)>, std::string>> cases{
      {[](Case& c) { c.problem.capacity_j_k[1] = 0; },
       "volume 1 has a heat capacity of 0 J/K; it must be above zero"},
      {[](Case& c) { c.problem.conductances[0].one = volume(2); },
       "conductance 0 names volume 2, which is not there"},
      {[](Case& c) { c.problem.conductances[0].other = boundary(1); },
       "conductance 0 names boundary 1, which is not there"},
      {[](Case& c) { c.problem.conductances[0].w_k = -1; },
       "conductance 0 is -1 W/K; it must be zero or above"},
      {[](Case& c) { c.problem.limits[0].volume = 5; }, "limit 0 is of volume 5, which is not there"},
      {[](Case& c) { c.problem.limits[0].k = -5; }, "limit 0 is -5 K"},
      {[](Case& c) { c.problem.chillers[0].stream = 4; }, "chiller 0 is on stream 4, which is not there"},
      {[](Case& c) { c.problem.chillers[0].stream = 2; },
       "stream 2 goes through two devices; each needs a stream of its own"},
      {[](Case& c) { c.problem.chillers[0].setpoint_k = std::nan(""); }, "chiller 0 is set to nan K"},
      {[](Case& c) { c.problem.exchangers[0].setpoint_k = 0; }, "exchanger 0 is set to 0 K"},
      {[](Case& c) { c.start_k.pop_back(); }, "1 temperatures at the start for 2 volumes"},
      {[](Case& c) { c.start_k[0] = std::nan(""); }, "volume 0 starts at nan K"},
      {[](Case& c) { c.intervals.clear(); }, "there is no interval"},
      {[](Case& c) { c.output_s = 0; }, "the output step is 0 s; it must be above zero"},
      {[](Case& c) { c.intervals[1].end_s = 10; },
       "in interval 1: it ends at 10 s, not after 10 s, where it begins"},
      {[](Case& c) { c.intervals[0].flow.pop_back(); }, "in interval 0: 3 flows for 4 streams"},
      {[](Case& c) { c.intervals[0].heat_w[1].last = std::nan(""); },
       "in interval 0: the heat into volume 1 is no number"},
      {[](Case& c) { c.intervals[0].boundary_k[0] = std::nan(""); }, "in interval 0: boundary 0 is at nan K"},
      {[](Case& c) { c.intervals[0].chiller_w[0].first = -1; },
       "in interval 0: the capacity of chiller 0 goes from -1 W to 0 W; it must be zero or above"},
      {[](Case& c) { c.intervals[0].exchanger_w_k[0] = -1; },
       "in interval 0: exchanger 0 has a UA of -1 W/K; it must be zero or above"},
      {[](Case& c) { c.intervals[0].flow[2].steady_w_k = std::nan(""); },
       "in interval 0: the flow of stream 2 is no number"},
      {[](Case& c) { c.intervals[0].flow[0].coast_s = 0; },
       "in interval 0: stream 0 coasts with a time of 0 s; it must be above zero"},
      {[](Case& c) { c.intervals[0].flow[2].steady_w_k = -1e3; },
       "in interval 0: stream 2 flows backwards through its device"}};
  for (const auto& [broken, sentence] : cases) CHECK(faults(broken) == std::vector{sentence});
}

TEST_CASE("what flows into a volume flows out of it, and what coasts does so at all times") {
  CHECK(faults([](Case& c) { c.intervals[0].flow[0].steady_w_k += 10; }) ==
        std::vector<std::string>{"in interval 0: volume 0 takes in 10 W/K less than it gives off",
                                 "in interval 0: volume 1 takes in 10 W/K more than it gives off"});
  CHECK(faults([](Case& c) { c.intervals[1].flow[0].coast_s = 4; }).size() == 4);
  CHECK(faults([](Case& c) { c.intervals[0].flow[0].steady_w_k += 1e-5; }).empty());
}

TEST_CASE("all faults come at once, and the run is refused with them") {
  Case one;
  one.problem.capacity_j_k = {0, -1};
  one.output_s = -1;
  const auto history = follow_heat(one.problem, one.start_k, one.intervals, one.output_s);
  REQUIRE_FALSE(history);
  CHECK(history.error().size() == 3);
}
