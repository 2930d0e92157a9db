#include "tests/validation/fault_requests.hpp"

#include "power/short_circuit.hpp"
#include "tests/validation/requested_network.hpp"

#include <map>
#include <string>

namespace shellfit::validation {

namespace {

using namespace shellfit::power;

FaultOptions options_of(const json& request) {
  const std::map<std::string, FaultKind> kinds{{"3ph", FaultKind::three_phase},
                                               {"2ph", FaultKind::two_phase},
                                               {"2ph-e", FaultKind::two_phase_to_earth},
                                               {"1ph", FaultKind::one_phase_to_earth}};
  const std::map<std::string, PeakMethod> peaks{{"a", PeakMethod::smallest_ratio},
                                                {"b", PeakMethod::at_fault},
                                                {"c", PeakMethod::equivalent_frequency}};
  FaultOptions options;
  options.kind = kinds.at(request.value("fault", "3ph"));
  options.method = request.value("method", "iec") == "iec" ? FaultMethod::iec : FaultMethod::ansi;
  options.extreme = request.value("extreme", "max") == "max" ? FaultExtreme::greatest : FaultExtreme::least;
  options.edition = request.value("edition", 2016) == 2016 ? FaultEdition::of_2016 : FaultEdition::of_2001;
  options.peak = peaks.at(request.value("kappa", "c"));
  options.low_voltage_tolerance = request.value("lv_tolerance_percent", 6) == 6
                                      ? LowVoltageTolerance::percent_6
                                      : LowVoltageTolerance::percent_10;
  options.frequency_hz = number(request, "hz", 50.0);
  options.clearing = number(request, "clearing_s", 1.0) * units::s;
  options.minimum_delay = number(request, "delay_s", 0.1) * units::s;
  options.fault_resistance = number(request, "fault_r_ohm", 0.0) * units::ohm;
  options.fault_reactance = number(request, "fault_x_ohm", 0.0) * units::ohm;
  options.with_contributions = true;
  return options;
}

}  // namespace

json solve_faults_of(const json& request) {
  const auto network = network_of(request);
  refuse_faults(network);
  const auto problem = to_problem(network);
  std::vector<int> all;
  for (std::size_t i = 0; i < network.buses.size(); ++i) all.push_back(static_cast<int>(i));
  const auto results = solve_faults(network, problem, normal_state(problem), options_of(request), all);
  json faults = json::array();
  for (std::size_t i = 0; i < results.size(); ++i) {
    const auto& one = results[i];
    json from = json::array();
    for (const auto& part : one.contributions)
      from.push_back({{"id", part.element.text()},
                      {"share", finite_or_null(part.share)},
                      {"at_terminals_ka", finite_or_null(part.at_terminals.in(units::kA))}});
    faults.push_back({{"bus", network.buses[i].id.text()},
                      {"solved", one.is_solved},
                      {"reason", one.reason},
                      {"ikss_ka", finite_or_null(one.initial.in(units::kA))},
                      {"ip_ka", finite_or_null(one.peak.in(units::kA))},
                      {"ib_ka", finite_or_null(one.breaking.in(units::kA))},
                      {"ik_ka", finite_or_null(one.steady.in(units::kA))},
                      {"ith_ka", finite_or_null(one.thermal.in(units::kA))},
                      {"earth_ka", finite_or_null(one.earth.in(units::kA))},
                      {"kappa", finite_or_null(one.kappa)},
                      {"x_over_r", finite_or_null(one.x_over_r)},
                      {"from", from}});
  }
  return {{"faults", faults}};
}

}  // namespace shellfit::validation
