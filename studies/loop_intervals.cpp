#include "studies/loop_volumes.hpp"
#include "thermal/exchanger.hpp"

#include <algorithm>
#include <cmath>

namespace shellfit::studies {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

double kg_s(const thermal::Solution& solution, std::size_t link) {
  const double flow = solution.links[link].mass_flow.in_si();
  return std::isfinite(flow) ? flow : 0.0;
}

class IntervalWriter {
 public:
  IntervalWriter(const SolvedCooling& normal, const LoopVolumes& volumes, const Hold& hold)
      : s_(normal),
        volumes_(volumes),
        hold_(hold),
        network_(normal.thermal.problem),
        out_(thermal::still_interval(volumes.problem, hold.end_s)),
        before_(steady_flows(normal, normal.answer->solution)),
        now_(steady_flows(normal, hold.answer->solution)) {}

  thermal::HeatInterval write() {
    for (std::size_t i = 0; i < network_.links.size(); ++i) {
      const bool coasts = hold_.coast_s && runs_down(network_.links[i].circuit);
      const double rate = volumes_.heat_j_kgk[ix(network_.links[i].circuit)];
      for (const int stream : volumes_.link_streams[i]) {
        auto& flow = out_.flow[ix(stream)];
        flow.steady_w_k = now_[i] * rate;
        if (!coasts) continue;
        flow.coasting_w_k = (before_[i] - now_[i]) * rate;
        flow.coast_s = *hold_.coast_s;
      }
      put_heat(i);
    }
    for (std::size_t x = 0; x < network_.exchangers.size(); ++x) {
      if (network_.exchangers[x].constants)
        out_.exchanger_w_k[ix(volumes_.exchangers[x])] = conductance_w_k(network_.exchangers[x]);
      else
        set_water_chiller(x);
    }
    for (std::size_t r = 0; r < network_.rejectors.size(); ++r) set_sink(r);
    return std::move(out_);
  }

 private:
  /// Flow that a pump no longer drives runs down, if nothing in the circuit flows more than before.
  bool runs_down(int circuit) const {
    const auto falls = [&](int link) {
      return network_.links[ix(link)].circuit != circuit || before_[ix(link)] >= now_[ix(link)];
    };
    return std::all_of(network_.exchangers.begin(), network_.exchangers.end(),
                       [&](const auto& x) { return falls(x.hot) && falls(x.cold); }) &&
           std::all_of(network_.rejectors.begin(), network_.rejectors.end(),
                       [&](const auto& rejector) { return falls(rejector.link); });
  }

  /// Racks run on at what they drew; machines as the state of the interval has them, into what stands behind
  /// them where nothing flows.
  void put_heat(std::size_t link) {
    const bool is_rack = is_of_racks(static_cast<int>(link));
    const double w = (is_rack ? s_.answer->input : hold_.answer->input).gain_w[link];
    const bool stays = is_rack || now_[link] != 0.0;
    auto& heat = out_.heat_w[ix(stays ? volumes_.heated_volume[link] : network_.links[link].to)];
    heat.first += w;
    heat.last += w;
  }
  bool is_of_racks(int link) const {
    const auto& racks = s_.thermal.rack_links;
    return std::find(racks.begin(), racks.end(), link) != racks.end() ||
           std::any_of(s_.thermal.zones.begin(), s_.thermal.zones.end(),
                       [&](const auto& zone) { return zone.rack_link == link; });
  }

  /// UA at the flows of the interval; while they run down, at those of before.
  double conductance_w_k(const thermal::NetworkProblem::ExchangerData& x) const {
    const auto stream = [&](int link) {
      const int circuit = network_.links[ix(link)].circuit;
      const bool coasts = hold_.coast_s && runs_down(circuit);
      const auto& solution = coasts ? s_.answer->solution : hold_.answer->solution;
      const auto& flows = coasts ? before_ : now_;
      const auto fluid =
          thermal::properties_of(network_.circuits[ix(circuit)].fluid,
                                 Temperature::from_si(solution.link_temperature_k[ix(link)]), s_.pressure);
      return thermal::exchanger_stream(fluid, flows[ix(link)] > 0.0 ? kg_s(solution, ix(link)) : 0.0);
    };
    const auto hot = stream(x.hot);
    const auto cold = stream(x.cold);
    if (!(hot.kg_s > 0.0) || !(cold.kg_s > 0.0)) return 0.0;
    return thermal::conductance_w_k(*x.constants, hot, cold);
  }

  /// It gives what it could before, as long as its compressors run and condenser water flows; how that warms
  /// is not followed.
  void set_water_chiller(std::size_t x) {
    const bool runs = hold_.compresses[x] != 0 && now_[ix(network_.exchangers[x].cold)] != 0.0;
    const double w = runs ? s_.answer->input.moved_most_w[x] : 0.0;
    out_.chiller_w[ix(volumes_.water_chillers[x])] = {w, w};
  }

  /// A tower by its heat and slope at the water that entered it before; with its fans at rest, what still air
  /// takes. Exchangers know no slope: the same effectiveness against a stream of air without end.
  void set_tower(std::size_t r, const LoopVolumes::Sink& sink, bool runs) {
    const auto& data = network_.rejectors[r];
    const auto& input = s_.answer->input;
    const thermal::OutdoorAir air{input.sink_k[r], input.wet_bulb_k[r], network_.atmosphere_pa};
    const int circuit = network_.links[ix(data.link)].circuit;
    const double water_w_k = now_[ix(data.link)] * volumes_.heat_j_kgk[ix(circuit)];
    out_.boundary_k[ix(sink.boundary)] = data.setpoint_k;
    out_.exchanger_w_k[ix(sink.exchanger)] = 0.0;
    if (!(water_w_k > 0.0) || !std::isfinite(air.wet_bulb_k)) return;
    const int node = network_.links[ix(data.link)].from;
    constexpr double least_lift_k = 0.5, step_k = 0.05;
    const double from_k = std::max(s_.has_temperature(node) ? s_.temperature(node).in_si() : 0.0,
                                   air.wet_bulb_k + least_lift_k);
    const double speed = runs ? 1.0 : 0.0;
    const auto heat_w = [&](double k) {
      return thermal::tower_heat_w(*data.tower, speed, water_w_k, k, air);
    };
    const double w = heat_w(from_k);
    const double slope_w_k = (heat_w(from_k + step_k) - w) / step_k;
    if (!(slope_w_k > 0.0)) return;
    constexpr double most_effective = 0.999, endless = 1e3;
    out_.boundary_k[ix(sink.boundary)] = from_k - w / slope_w_k;
    out_.flow[ix(sink.air_stream)].steady_w_k = endless * water_w_k;
    out_.exchanger_w_k[ix(sink.exchanger)] =
        -water_w_k * std::log1p(-std::min(most_effective, slope_w_k / water_w_k));
  }

  void set_sink(std::size_t r) {
    const auto& rejector = network_.rejectors[r];
    const auto& sink = volumes_.sinks[r];
    const bool runs = hold_.gives_heat[r] != 0;
    if (sink.chiller >= 0) {
      constexpr double unlimited_w = 1e12;
      const double capacity = hold_.answer->input.capacity_w[r];
      const double w = !runs ? 0.0 : std::isfinite(capacity) ? capacity : unlimited_w;
      out_.chiller_w[ix(sink.chiller)] = {w, w};
    }
    if (sink.boundary < 0) return;
    if (rejector.kind == thermal::Rejector::Kind::evaporative) return set_tower(r, sink, runs);
    const double outdoors = s_.answer->input.sink_k[r];
    const double air_k = std::isfinite(outdoors) ? outdoors : rejector.setpoint_k;
    out_.boundary_k[ix(sink.boundary)] = air_k;
    if (sink.exchanger < 0) return;
    const auto cooler = thermal::in_air(rejector.cooler, air_k, network_.atmosphere_pa);
    out_.flow[ix(sink.air_stream)].steady_w_k = cooler.air_capacity_rate_w_k;
    out_.exchanger_w_k[ix(sink.exchanger)] = runs ? cooler.conductance_w_k : 0.0;
  }

  const SolvedCooling& s_;
  const LoopVolumes& volumes_;
  const Hold& hold_;
  const thermal::NetworkProblem& network_;
  thermal::HeatInterval out_;
  std::vector<double> before_, now_;
};

}  // namespace

std::vector<double> steady_flows(const SolvedCooling& normal, const thermal::Solution& solution) {
  const auto& network = normal.thermal.problem;
  const auto& usual = normal.answer->solution;
  std::vector<double> most(network.circuits.size(), 0.0), change(most), left(most);
  for (std::size_t i = 0; i < network.links.size(); ++i) {
    const auto c = ix(network.links[i].circuit);
    most[c] = std::max(most[c], std::fabs(kg_s(usual, i)));
    left[c] = std::max(left[c], std::fabs(kg_s(solution, i)));
    change[c] = std::max(change[c], std::fabs(kg_s(solution, i) - kg_s(usual, i)));
  }
  // Coolant of another temperature flows a little otherwise; what stands creeps by a rounding error.
  constexpr double same = 0.02, none = 1e-4, rounding = 1e-9;
  std::vector<double> flows;
  for (std::size_t i = 0; i < network.links.size(); ++i) {
    const auto c = ix(network.links[i].circuit);
    const bool is_still = left[c] <= none * most[c];
    const double flow = kg_s(change[c] <= same * most[c] ? usual : solution, i);
    flows.push_back(is_still || std::fabs(flow) <= rounding * most[c] ? 0.0 : flow);
  }
  return flows;
}

thermal::HeatInterval interval_of(const SolvedCooling& normal, const LoopVolumes& volumes, const Hold& hold) {
  return IntervalWriter(normal, volumes, hold).write();
}

}  // namespace shellfit::studies
