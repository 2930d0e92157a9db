#pragma once
// Words for small networks, so that a test reads like the one-line it means.

#include "power/load_flow.hpp"
#include "power/network.hpp"
#include "power/short_circuit.hpp"

#include <complex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace shellfit::power {

inline BusId bus(const std::string& id) { return BusId(id); }
inline ElementId element(const std::string& id) { return ElementId(id); }

inline std::vector<Bus> boards(const std::vector<std::string>& ids, LineVoltage nominal) {
  std::vector<Bus> buses;
  for (const auto& id : ids) buses.push_back({bus(id), nominal});
  return buses;
}
inline Source stiff(const std::string& id, const std::string& at, double voltage_pu = 1.0) {
  return {element(id), bus(at), voltage_pu, std::nullopt, ratio(1)};
}
inline Source feed(const std::string& id, const std::string& at, double fault_mva, double x_over_r) {
  return {element(id), bus(at), 1.0, fault_mva * units::MVA, ratio(x_over_r)};
}
inline Line cable(const std::string& id, const std::string& from, const std::string& to, double ohm_r,
                  double ohm_x) {
  return {element(id), bus(from), bus(to), ohm_r * units::ohm, ohm_x * units::ohm};
}
inline Switch breaker(const std::string& id, const std::string& from, const std::string& to,
                      bool is_closed = true) {
  return {element(id), bus(from), bus(to), Switch::Kind::breaker, is_closed};
}
inline Switch isolator(const std::string& id, const std::string& from, const std::string& to) {
  return {element(id), bus(from), bus(to), Switch::Kind::isolator, true};
}
inline Converter ups(const std::string& id, const std::string& from, const std::string& to,
                     double efficiency) {
  return {element(id), bus(from), bus(to), 500.0 * units::kW, ratio(efficiency), ratio(1.0), 0.0 * units::kW};
}
inline Load draw(const std::string& id, const std::string& at, double kw, double kvar = 0.0) {
  return {element(id), bus(at), kw * units::kW, kvar * units::kvar};
}
/// It holds `held_pu` at its bus; without one it gives no reactive power.
inline Generator generator(const std::string& id, const std::string& at, double kw,
                           std::optional<double> held_pu = std::nullopt) {
  return {element(id), bus(at), kw * units::kW, held_pu};
}
/// One run of 20 kV from a stiff source at a to b.
inline Network stiff_line(double ohm_r, double ohm_x, double siemens) {
  Network network;
  network.buses = boards({"a", "b"}, 20.0 * units::kV);
  network.sources = {stiff("grid", "a")};
  network.lines = {cable("ab", "a", "b", ohm_r, ohm_x)};
  network.lines[0].charging = Admittance::from_si(siemens);
  return network;
}
inline FaultOptions by(FaultMethod method) {
  FaultOptions options;
  options.method = method;
  return options;
}
/// Lets the transfers act; those that did.
inline std::vector<int> act_transfers(const NetworkProblem& problem, NetworkState& state) {
  std::vector<int> acted;
  for (const auto& step : run_transfers(problem, state)) {
    if (!step.hindrance) acted.push_back(step.transfer);
  }
  return acted;
}
inline LoadFlowResult solved(const Network& network) {
  const auto problem = to_problem(network);
  return solve_load_flow(problem, normal_state(problem));
}
/// Voltage, line to line, at a node in V.
inline std::complex<double> voltage_at(const LoadFlowResult& result, std::size_t bus, double nominal_v) {
  return std::polar(result.buses[bus].voltage_pu * nominal_v, result.buses[bus].angle_rad);
}

}  // namespace shellfit::power
