#include "studies/pressure_checks.hpp"

#include "studies/weather.hpp"
#include "tests/unit/studies/plans.hpp"

#include <algorithm>

using namespace shellfit;
using namespace shellfit::studies;

namespace {

/// The checks of a study whose racks all stand in the hall, without a layout.
struct Pressures : Loops {
  explicit Pressures(const site::Study& study_) : Loops(study_), study(study_) {
    const std::vector<WeatherPoint> weather;
    const StateProblem problem{study, plan, devices, weather, nullptr, &thermal};
    checks = pressure_checks(problem, {}, {});
  }
  /// The same with the vessels, in a state at rest and one temperature everywhere.
  std::vector<Check> swelling(Temperature hottest) {
    const std::vector<WeatherPoint> weather;
    const StateProblem problem{study, plan, devices, weather, nullptr, &thermal};
    auto answer = std::make_shared<ThermalAnswer>();
    answer->solution.has_converged = true;
    answer->solution.nodes.resize(thermal.network.nodes.size());
    for (auto& node : answer->solution.nodes) {
      node.has_temperature = true;
      node.temperature = hottest;
    }
    StateAnswer in_state;
    in_state.thermal = answer;
    State at_rest;
    at_rest.id = "normal";
    return expansion_checks(problem, {at_rest}, {in_state});
  }
  const Check& of(CheckKind kind, const std::string& element) const { return find(checks, kind, element); }
  static const Check& find(const std::vector<Check>& checks, CheckKind kind, const std::string& element) {
    const auto found = std::find_if(checks.begin(), checks.end(), [&](const Check& check) {
      return check.kind == kind && check.element == element;
    });
    REQUIRE(found != checks.end());
    return *found;
  }

  const site::Study& study;
  std::vector<Check> checks;
};

template <class T>
catalogs::Figure<T> given(T value) {
  catalogs::Figure<T> figure;
  figure.claims.push_back({value, {}, {}});
  return figure;
}

template <class T, class Change>
site::Study changed(site::Study study, const std::string& id, Change change) {
  auto type = study.catalog.get(Id<T>(id));
  change(type);
  study.catalog.all<T>().at(Id<T>(id)) = type;
  return study;
}

constexpr double water_10_kg_m3 = 999.796;  // IAPWS-97 at 10 degC and 0.3 MPa

}  // namespace

TEST_CASE("the highest point of a loop has the fill pressure less the column below it") {
  const auto study = example("hall-12mw");
  const Pressures hall(study);
  // CDUs of 2.3 m and 1.5 m of pipes above them.
  const auto& fws = hall.of(CheckKind::loop_high_point, "fws");
  CHECK(*fws.demand == Approx(100.0 - water_10_kg_m3 * 9.80665 * 3.8 / 1e3).epsilon(1e-5));
  CHECK(*fws.capacity == Approx(50.0));
  CHECK(fws.status == Status::pass);
}

TEST_CASE("against closed valves racks have the head of the CDUs at no flow, up to their relief valves") {
  const auto study = example("hall-12mw");
  const Pressures hall(study);
  CHECK(*hall.of(CheckKind::rack_pressure, "gb300").demand == Approx(450.0).epsilon(1e-9));
  const auto late = changed<catalogs::CduType>(
      study, "coolit-chx2000", [](auto& type) { type.relief_pressure = given(6.0 * units::bar_gauge); });
  const Pressures unrelieved(late);
  const auto& rack = unrelieved.of(CheckKind::rack_pressure, "gb300");
  // 1 bar and the first point of the curve; the rack's foot stands as low as the CDU.
  CHECK(*rack.demand == Approx(568.5).epsilon(1e-6));
  CHECK(rack.status == Status::fail);
}

TEST_CASE("a relief valve that racks need and nobody gave is a question") {
  const auto study = changed<catalogs::CduType>(example("hall-12mw"), "coolit-chx2000",
                                                [](auto& type) { type.relief_pressure = {}; });
  const Pressures hall(study);
  const auto& rack = hall.of(CheckKind::rack_pressure, "gb300");
  CHECK(rack.status == Status::unknown);
  CHECK(rack.reason.find("relief valve of coolit-chx2000") != std::string::npos);
  CHECK(rack.reason.find("568 kPa on gb300-nvl72") != std::string::npos);
  // The CDU itself takes 6 bar.
  CHECK(hall.of(CheckKind::equipment_pressure, "tcs.1").status == Status::pass);
}

TEST_CASE("behind a decoupler users see the secondary pumps' head, in series that of both") {
  const auto study = decoupled_hall();
  const Pressures hall(study);
  CHECK(*hall.of(CheckKind::equipment_pressure, "fws").demand == Approx(100.0 + 350.0).margin(1.0));
  // The decoupler shut, all water passes both.
  auto loop = hall.plan;
  loop.cooling.liquid_loop->piping.decouplers.clear();
  const auto assembly = assemble_thermal(study, loop, hall.devices, Spots(layout::Layout{}));
  const std::vector<WeatherPoint> weather;
  const StateProblem problem{study, loop, hall.devices, weather, nullptr, &assembly};
  const auto checks = pressure_checks(problem, {}, {});
  CHECK(*Pressures::find(checks, CheckKind::equipment_pressure, "fws").demand ==
        Approx(100.0 + 2 * 350.0).margin(1.0));
}

TEST_CASE("a pressure that closed valves leave open is a question for all that stands there") {
  const auto study = example("hall-12mw");
  const Pressures hall(study);
  const std::vector<WeatherPoint> weather;
  const auto judged = [&](const ThermalAssembly& thermal) {
    return pressure_checks({study, hall.plan, hall.devices, weather, nullptr, &thermal}, {}, {});
  };
  const auto asks = [](const std::vector<Check>& checks, CheckKind kind, const std::string& element) {
    return std::any_of(checks.begin(), checks.end(), [&](const Check& check) {
      return check.kind == kind && check.element == element && check.status == Status::unknown &&
             check.reason.find("was not found") != std::string::npos;
    });
  };
  // With its pumps' valves closed too, what is behind them hangs on nothing.
  auto parted = hall.thermal;
  for (std::size_t d = 0; d < hall.devices.size(); ++d) {
    const auto kind = hall.devices[d].kind;
    if (kind == DeviceKind::cdu || kind == DeviceKind::liquid_pump)
      parted.problem.links[static_cast<std::size_t>(parted.device_links[d])].is_open = false;
  }
  const auto none = judged(parted);
  CHECK(asks(none, CheckKind::rack_pressure, "gb300"));
  CHECK(asks(none, CheckKind::equipment_pressure, "tcs.1"));
  CHECK(asks(none, CheckKind::equipment_pressure, "fws"));
  // One rack of many is enough.
  auto one_rack = hall.thermal;
  const auto rack = std::find_if(one_rack.rack_links.rbegin(), one_rack.rack_links.rend(),
                                 [](int link) { return link >= 0; });
  const int node = one_rack.problem.links[static_cast<std::size_t>(*rack)].from;
  for (auto& link : one_rack.problem.links) link.is_open = link.is_open && link.to != node;
  const auto some = judged(one_rack);
  CHECK(asks(some, CheckKind::rack_pressure, "gb300"));
  CHECK(Pressures::find(some, CheckKind::equipment_pressure, "tcs.2").status == Status::pass);
}

TEST_CASE("a vessel takes what Boyle leaves between its charge, the fill and its highest pressure") {
  auto study = example("hall-12mw");
  auto& vessel = study.basis.scope.expansion_vessels.front();
  const auto taken = [&] {
    Pressures hall(study);
    const auto checks = hall.swelling(50.0 * units::degC);
    return *Pressures::find(checks, CheckKind::expansion, "fws").capacity;
  };
  const double atmosphere_kpa = 100.129;  // 100 m: ASHRAE Fundamentals 2021, ch. 1, eq. 3
  CHECK(taken() == Approx(1000.0 * (1 - (100 + atmosphere_kpa) / (300 + atmosphere_kpa))).epsilon(1e-4));
  // Charged lower, it is partly full when cold; charged higher, it takes nothing before that.
  vessel.charge = 0.5 * units::bar_gauge;
  CHECK(taken() ==
        Approx(1000.0 * (50 + atmosphere_kpa) * (1 / (100 + atmosphere_kpa) - 1 / (300 + atmosphere_kpa)))
            .epsilon(1e-4));
  vessel.charge = 2.0 * units::bar_gauge;
  CHECK(taken() == Approx(1000.0 * (1 - (200 + atmosphere_kpa) / (300 + atmosphere_kpa))).epsilon(1e-4));
}

TEST_CASE("water swells by the fall of its density") {
  const auto study = example("hall-12mw");
  Pressures hall(study);
  const auto at = [&](double celsius) {
    const auto checks = hall.swelling(celsius * units::degC);
    return *Pressures::find(checks, CheckKind::expansion, "fws").demand;
  };
  CHECK(at(10.0) == Approx(0.0).margin(1e-9));
  // IAPWS: 999.70 kg/m3 at 10, 992.22 at 40, 988.03 at 50 degC.
  CHECK(at(50.0) / at(40.0) == Approx((999.70 / 988.03 - 1) / (999.70 / 992.22 - 1)).epsilon(2e-3));
}

TEST_CASE("without a vessel, and with water of unknown volume, expansion is a question") {
  auto study = example("hall-12mw");
  study.basis.scope.expansion_vessels.clear();
  Pressures bare(study);
  const auto none = bare.swelling(50.0 * units::degC);
  const auto& fws = Pressures::find(none, CheckKind::expansion, "fws");
  CHECK(fws.status == Status::unknown);
  CHECK(fws.reason.find("no expansion vessel is named: fws swells by") != std::string::npos);

  const auto unsaid = changed<catalogs::CoolerType>(example("hall-12mw"), "adiabatic-cooler-2mw",
                                                    [](auto& type) { type.water_volume = {}; });
  Pressures unknown(unsaid);
  const auto some = unknown.swelling(40.0 * units::degC);
  const auto& less = Pressures::find(some, CheckKind::expansion, "fws");
  CHECK(less.status == Status::unknown);
  CHECK(less.reason.find("the water-volume of adiabatic-cooler-2mw") != std::string::npos);
  // What is known is too much for a small vessel whatever the rest holds.
  auto small = unsaid;
  small.basis.scope.expansion_vessels.front().volume = 50.0 * units::L;
  Pressures tight(small);
  CHECK(Pressures::find(tight.swelling(40.0 * units::degC), CheckKind::expansion, "fws").status ==
        Status::fail);
}

TEST_CASE("a vessel holds the pressure where it hangs") {
  auto study = example("hall-12mw");
  Loops hall(study);
  auto plan = hall.plan;
  REQUIRE(plan.cooling.liquid_loop->water.expansion_vessels.size() == 1);
  plan.cooling.liquid_loop->water.expansion_vessels.front().at = site::HeaderId("fws.supply");
  const auto assembly = assemble_thermal(study, plan, hall.devices, Spots(layout::Layout{}));
  const auto fws = std::find_if(assembly.network.circuits.begin(), assembly.network.circuits.end(),
                                [](const thermal::Circuit& one) { return one.id.text() == "fws"; });
  REQUIRE(fws != assembly.network.circuits.end());
  CHECK(fws->reference == thermal::NodeId("fws:header:fws.supply"));
}
