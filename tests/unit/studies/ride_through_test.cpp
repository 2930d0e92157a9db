#include "studies/ride_through.hpp"

#include "base/stage.hpp"
#include "studies/cooling_ratings.hpp"
#include "studies/loop_volumes.hpp"
#include "studies/ride_through_checks.hpp"
#include "studies/state_solve.hpp"
#include "tests/unit/studies/plans.hpp"

#include <algorithm>
#include <cmath>

using namespace shellfit;
using namespace shellfit::studies;

namespace {

/// The 12 MW hall, whose racks hold 5.7 L and metal that nobody weighs, with what its basis asks after a
/// loss.
struct Hall {
  explicit Hall(const std::vector<site::Part>& on_ups, double coast_s = 0.0) : study(example("hall-12mw")) {
    study.basis.ride_through =
        site::RideThroughBasis{15.0 * units::s, on_ups, Duration::from_si(coast_s), 0.0 * units::s, {}};
    auto racks = hosting_order(study);
    std::vector<site::SpaceId> spaces(racks.size(), site::SpaceId("hall"));
    plan = make_plan(study, std::move(racks), std::move(spaces), Mode::with_fit_out, {});
    devices = list_devices(study, plan);
    weather = weather_points(study);
    thermal = assemble_thermal(study, plan, devices, Spots(layout::Layout{}));
    state.id = "normal@dry-bulb/full";
    state.weather = 0;
    SolveCounts counts;
    StageStore store;
    const RunContext context{store};
    answer = solve_states(context, problem(), {state}, counts).front();
    REQUIRE(answer.thermal->solution.has_converged);
  }
  [[nodiscard]] StateProblem problem() const { return {study, plan, devices, weather, nullptr, &thermal}; }
  [[nodiscard]] std::vector<RideThrough> ride() const {
    const auto all = problem();
    return ride_through(SolvedCooling(all, state, answer));
  }
  [[nodiscard]] RideThrough of(const std::string& state_id, const std::string& element) const {
    const auto rides = ride();
    const auto found = std::find_if(rides.begin(), rides.end(), [&](const RideThrough& one) {
      return one.state == state_id && one.element == element;
    });
    for (const auto& one : rides) UNSCOPED_INFO(one.state << " " << one.element << " " << one.question);
    REQUIRE(found != rides.end());
    return *found;
  }
  site::Study study;
  Plan plan;
  std::vector<Device> devices;
  std::vector<WeatherPoint> weather;
  ThermalAssembly thermal;
  State state;
  StateAnswer answer;
};

constexpr auto utility = "lost:utility@dry-bulb/full";

}  // namespace

TEST_CASE("coolant that stands in a rack warms by the rack's heat over what the rack holds") {
  const Hall hall({});
  const auto ride = hall.of(utility, "gb300");
  INFO(ride.question);
  REQUIRE(ride.question.empty());
  CHECK(ride.what.starts_with("coolant leaving"));
  // 142 kW x 85.56 % into 5.7 L of PG25, from where it leaves the rack up to what the sheet allows.
  // Support racks, without coolant, come first in a unit.
  const auto& links = hall.thermal.rack_links;
  const auto first = std::find_if(links.begin(), links.end(), [](int one) { return one >= 0; });
  const auto& rack = hall.plan.racks[static_cast<std::size_t>(first - links.begin())];
  const auto link = static_cast<std::size_t>(*first);
  const auto outlet = hall.answer.thermal->solution.links[link].outlet;
  const auto properties = thermal::properties_of(rack_fluid, outlet, site_pressure(hall.study));
  const double stored = 5.7e-3 * properties.density.in_si() * properties.heat.in_si();
  const double rise = 65.0 - outlet.in(units::degC);
  REQUIRE(ride.seconds);
  CHECK(*ride.seconds == Approx(rise * stored / rack.liquid.in_si()).epsilon(1e-3));
  CHECK(ride.against_s == 15.0);
  REQUIRE_FALSE(ride.curve.empty());
  CHECK(ride.curve.front().second == Approx(outlet.in(units::degC)).margin(1e-6));
}

TEST_CASE("flow that runs down carries off heat that would stay in the rack") {
  const auto at_once = Hall({}).of(utility, "gb300");
  const auto slowly = Hall({}, 2.0).of(utility, "gb300");
  CHECK(*slowly.seconds > *at_once.seconds + 2.0);
}

TEST_CASE("with pumps on a UPS racks last longer, and the sign of the margin turns") {
  const auto standing = ride_through_checks(Hall({}).ride(), 0.0 * units::s);
  auto hall = Hall({site::Part::pump, site::Part::cdu});
  const auto ride = hall.of(utility, "gb300");
  CHECK(ride.seconds.value_or(ride.followed_s) > 15.0);
  const auto find = [](const std::vector<Check>& checks) {
    return *std::find_if(checks.begin(), checks.end(),
                         [](const Check& one) { return one.element == "gb300" && one.state == utility; });
  };
  // Short of time, but with figures lacking that would store heat: that is a question.
  CHECK(find(standing).status == Status::unknown);
  CHECK(find(standing).reason.find("wetted metal of gb300-nvl72") != std::string::npos);
  const auto running = find(ride_through_checks(hall.ride(), 0.0 * units::s));
  CHECK(running.status == Status::pass);
  CHECK(*running.margin > 0.0);
  auto known = Hall({}).ride();
  for (auto& one : known) one.lacking.clear();
  const auto failed = find(ride_through_checks(known, 0.0 * units::s));
  CHECK(failed.status == Status::fail);
  CHECK(*failed.margin < 0.0);
}

TEST_CASE("the margin of the basis is added to what is waited for") {
  RideThrough ride;
  ride.state = "lost:utility";
  ride.element = "h";
  ride.seconds = 40.0;
  ride.followed_s = 120.0;
  ride.against_s = 30.0;
  CHECK(ride_through_checks({ride}, 5.0 * units::s).front().status == Status::pass);
  CHECK(ride_through_checks({ride}, 15.0 * units::s).front().status == Status::fail);
  // Cooling is back in time, but what comes back with it is too warm.
  ride.passed_s = 42.0;
  CHECK(ride_through_checks({ride}, 5.0 * units::s).front().status == Status::fail);
  // Nothing brings pumps back but a repair: told, not judged.
  ride.against_s.reset();
  CHECK(ride_through_checks({ride}, 5.0 * units::s).empty());
}

TEST_CASE("a chiller of which nobody says how long it restarts leaves the question") {
  auto ride = Hall({}).of(utility, "hall");
  CHECK(ride.question == "how long does liebert-afc-1500 take from the return of power to full cooling?");
  CHECK(ride.no_sooner_s == 15.0);
  const auto status = [&](double seconds) {
    ride.seconds = seconds;
    const auto checks = ride_through_checks({ride}, 0.0 * units::s);
    REQUIRE(checks.size() == 1);
    return checks.front().status;
  };
  CHECK(status(16.0) == Status::unknown);
  // Before the generators are there no chiller restarts, however fast it is.
  CHECK(status(14.0) == Status::fail);
}

TEST_CASE("the restart of every type of chiller counts among what a ride hangs on, each once") {
  Hall hall({});
  auto& types = hall.study.catalog.all<catalogs::ChillerType>();
  const Id<catalogs::ChillerType> first("liebert-afc-1500"), other("other-chiller");
  const auto restart = [](double seconds, catalogs::Evidence evidence) {
    catalogs::Figure<Duration> figure;
    figure.claims.push_back({seconds * units::s, {"a note", evidence}, {}});
    return figure;
  };
  auto type = types.at(first);
  type.restart = restart(60.0, catalogs::Evidence::recalled);
  types.at(first) = type;
  type.id = other;
  type.restart = restart(60.0, catalogs::Evidence::primary);
  types.insert_or_assign(other, type);
  std::size_t last = hall.devices.size();
  std::ptrdiff_t chillers = 0;
  for (std::size_t d = 0; d < hall.devices.size(); ++d) {
    if (hall.devices[d].kind != DeviceKind::chiller) continue;
    last = d;
    ++chillers;
  }
  REQUIRE(chillers > 2);
  hall.devices[last].type = other.text();
  const auto weak = hall.of(utility, "hall").weak;
  CHECK(std::count(weak.begin(), weak.end(), "liebert-afc-1500 restart (recalled)") == 1);
}

TEST_CASE("volumes start at the normal state and stay there while nothing is lost") {
  const Hall hall({});
  const auto all = hall.problem();
  const SolvedCooling normal(all, hall.state, hall.answer);
  const auto volumes = loop_volumes(normal);
  Hold hold;
  hold.end_s = 600.0;
  hold.answer = hall.answer.thermal.get();
  hold.gives_heat.assign(hall.thermal.problem.rejectors.size(), 1);
  const auto followed = thermal::follow_heat(volumes.problem, volumes.start_k,
                                             std::vector{interval_of(normal, volumes, hold)}, 1.0);
  if (!followed) FAIL(followed.error().front());
  double worst_k = 0;
  for (std::size_t v = 0; v < volumes.start_k.size(); ++v)
    worst_k = std::max(worst_k, std::fabs(followed->points.back().volume_k[v] - volumes.start_k[v]));
  // The fans of the air units, 13.8 kW into 135 kW/K, would make it 0.1 K if their heat passed the coils by;
  // what is left is one specific heat a loop.
  CHECK(worst_k < 0.005);
}

TEST_CASE("what a cooler takes in an interval goes with the weight of the air there is") {
  const Hall hall({});
  const auto all = hall.problem();
  const SolvedCooling normal(all, hall.state, hall.answer);
  const auto volumes = loop_volumes(normal);
  Hold hold;
  hold.end_s = 1.0;
  hold.answer = hall.answer.thermal.get();
  hold.gives_heat.assign(hall.thermal.problem.rejectors.size(), 1);
  const auto interval = interval_of(normal, volumes, hold);
  const auto cooler = std::find_if(volumes.sinks.begin(), volumes.sinks.end(),
                                   [](const auto& sink) { return sink.exchanger >= 0; });
  REQUIRE(cooler != volumes.sinks.end());
  const auto r = static_cast<std::size_t>(cooler - volumes.sinks.begin());
  const auto& rated = hall.thermal.problem.rejectors[r].cooler;
  const double air_k = hall.answer.thermal->input.sink_k[r];
  REQUIRE(std::fabs(air_k - rated.air_in_k) > 1.0);
  // An ideal gas; the film falls with the power 0.6 of the mass.
  const double share = site_pressure(hall.study).in_si() / 101325.0 * rated.air_in_k / air_k;
  CHECK(interval.flow[static_cast<std::size_t>(cooler->air_stream)].steady_w_k ==
        Approx(share * rated.air_capacity_rate_w_k));
  CHECK(interval.exchanger_w_k[static_cast<std::size_t>(cooler->exchanger)] ==
        Approx(std::pow(share, 0.6) * rated.conductance_w_k));
}
