#include "thermal/heat_solver.hpp"

#include "base/disjoint_sets.hpp"
#include "thermal/heat_devices.hpp"
#include "thermal/heat_streams.hpp"
#include "thermal/law_search.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

// Equations: heat_equations.hpp; which device holds and which is at full: law_search.hpp. Here: what flows
// where, which heat has a way out, and the answer with its balance.

namespace shellfit::thermal {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

class HeatSolver {
 public:
  HeatSolver(const NetworkProblem& problem, const NetworkState& state, std::span<const LinkFluid> fluids,
             std::span<const ExchangerFluids> films, const HydraulicSolution& flow,
             std::span<const HeatScale> scales, const HeatSolution* last)
      : problem_(problem),
        state_(state),
        fluids_(fluids),
        films_(films),
        flow_(flow),
        kg_s_(flow.kg_s),
        scales_(scales),
        last_(last),
        streams_(heat_streams(problem, state, fluids, flow.kg_s, scales, last)) {}

  HeatSolution solve() {
    find_inflows();
    find_components();
    devices_ = cooling_devices({problem_, state_, kg_s_, scales_, films_, last_}, streams_);
    find_bounded();
    drop_unbounded();
    reserve_answer();
    if (!has_all_sinks()) return std::move(solution_);
    HeatEquations equations(problem_.node_count(), streams_, devices_, inflows_);
    LawSearch search(equations);
    if (search.run()) {
      write(equations, search);
    } else {
      explain(equations, search.temperature_k());
    }
    return std::move(solution_);
  }

 private:
  [[nodiscard]] HeatScale scale(int circuit) const {
    return scales_.empty() ? HeatScale{} : scales_[ix(circuit)];
  }

  void find_inflows() {
    std::vector<double> heat_j_kgk(problem_.circuits.size(), 0.0);
    for (std::size_t i = 0; i < problem_.links.size(); ++i)
      heat_j_kgk[ix(problem_.links[i].circuit)] = fluids_[i].heat_j_kgk;
    const auto add = [&](int node, double kg_s, double temperature_k) {
      if (!(kg_s > 0.0)) return;
      const int circuit = problem_.circuit_of_node[ix(node)];
      inflows_.push_back({node, kg_s * heat_j_kgk[ix(circuit)], scale(circuit).from_kelvin(temperature_k)});
    };
    for (std::size_t r = 0; r < problem_.reservoirs.size(); ++r)
      add(problem_.reservoirs[r].node, flow_.reservoir_kg_s[r], problem_.reservoirs[r].temperature_k);
    for (std::size_t d = 0; d < problem_.demands.size(); ++d)
      add(problem_.demands[d].node, -flow_.demand_kg_s[d], inflow_k(problem_.demands[d]));
    for (std::size_t e = 0; e < problem_.emitters.size(); ++e)
      add(problem_.emitters[e].node, -flow_.emitter_kg_s[e], nan);
  }

  /// What a demand does not tell of the water it lets in, a reservoir at its node may.
  [[nodiscard]] double inflow_k(const NetworkProblem::DemandData& demand) const {
    if (!std::isnan(demand.inflow_k)) return demand.inflow_k;
    for (const auto& one : problem_.reservoirs) {
      if (one.node == demand.node) return one.temperature_k;
    }
    return nan;
  }

  /// Nodes that a flow joins. In a closed one what flows, flows round; into an open one it comes from
  /// outside.
  void find_components() {
    DisjointSets components(problem_.node_count());
    for (const auto& stream : streams_) {
      if (stream.capacity_w_k > 0) components.join(stream.from, stream.to);
    }
    for (int n = 0; n < problem_.node_count(); ++n) component_.push_back(components.root(n));
  }
  std::size_t component_of(int link) const { return ix(component_[ix(problem_.links[ix(link)].from)]); }

  /// A component has a steady temperature when it can give heat away, to the outdoors or to one that can, or
  /// when what enters it has one.
  void find_bounded() {
    is_bounded_.assign(component_.size(), 0);
    for (const auto& stream : streams_) {
      if (stream.capacity_w_k > 0 && stream.kept < 1.0) is_bounded_[ix(component_[ix(stream.from)])] = 1;
    }
    std::vector<char> is_untold(component_.size(), 0);
    for (const auto& one : inflows_) {
      const auto component = ix(component_[ix(one.node)]);
      is_bounded_[component] = 1;
      if (std::isnan(one.temperature_k)) is_untold[component] = 1;
    }
    for (std::size_t c = 0; c < is_untold.size(); ++c) {
      if (is_untold[c] != 0) is_bounded_[c] = 0;
    }
    for (bool has_changed = true; has_changed;) {
      has_changed = false;
      for (const auto& device : devices_) {
        const auto component = component_of(device.link);
        const bool has_way =
            device.runs && (device.cold_link < 0 || is_bounded_[component_of(device.cold_link)] != 0);
        if (!has_way || is_bounded_[component] != 0 || is_untold[component] != 0) continue;
        is_bounded_[component] = 1;
        has_changed = true;
      }
    }
    // A circuit is bounded when some of it is and no heat is put into the rest.
    auto& bounded = solution_.circuit_is_bounded;
    bounded.assign(problem_.circuits.size(), 0);
    for (std::size_t i = 0; i < streams_.size(); ++i) {
      if (streams_[i].capacity_w_k > 0 && is_bounded_[component_of(static_cast<int>(i))] != 0)
        bounded[ix(problem_.links[i].circuit)] = 1;
    }
    for (std::size_t i = 0; i < streams_.size(); ++i) {
      if (streams_[i].rise_k != 0 && is_bounded_[component_of(static_cast<int>(i))] == 0)
        bounded[ix(problem_.links[i].circuit)] = 0;
    }
  }

  /// Without a way out there is nothing to solve: the component counts as standing still.
  void drop_unbounded() {
    for (std::size_t i = 0; i < streams_.size(); ++i) {
      if (is_bounded_[component_of(static_cast<int>(i))] == 0) streams_[i] = {};
    }
    std::erase_if(inflows_,
                  [&](const Inflow& one) { return is_bounded_[ix(component_[ix(one.node)])] == 0; });
    for (auto& device : devices_) {
      const bool has_streams = streams_[ix(device.link)].capacity_w_k > 0 &&
                               (device.cold_link < 0 || streams_[ix(device.cold_link)].capacity_w_k > 0);
      device.runs = device.runs && has_streams;
    }
  }

  void reserve_answer() {
    auto& s = solution_;
    s.temperature_k.assign(ix(problem_.node_count()), nan);
    s.outlet_k.assign(streams_.size(), nan);
    s.exchanger_mode.assign(problem_.exchangers.size(), Mode::off);
    s.exchanger_heat_w.assign(problem_.exchangers.size(), 0.0);
    s.exchanger_most_w.assign(problem_.exchangers.size(), 0.0);
    s.rejector_mode.assign(problem_.rejectors.size(), Mode::off);
    s.rejector_heat_w.assign(problem_.rejectors.size(), 0.0);
    s.rejector_most_w.assign(problem_.rejectors.size(), 0.0);
    s.lost_w.assign(streams_.size(), 0.0);
  }

  /// False, with the reason, when nobody said what a running rejector gives its heat to.
  bool has_all_sinks() {
    for (std::size_t d = 0; d < devices_.size(); ++d) {
      const auto& device = devices_[d];
      const bool is_chiller = device.exchange_w_k <= 0;
      const bool is_tower =
          d < problem_.rejectors.size() && problem_.rejectors[d].kind == Rejector::Kind::evaporative;
      if (!device.runs || (device.cold_link >= 0 && !is_chiller)) continue;
      if (std::isfinite(is_chiller ? device.capacity_w : device.sink_k)) continue;
      solution_.failure = Failure::missing_input;
      solution_.reason = fmt::format("{} of {} is not given",
                                     is_chiller ? "the capacity"
                                     : is_tower ? "the wet bulb of the air"
                                                : "the temperature of the air",
                                     problem_.link_name(device.link));
      return false;
    }
    return true;
  }

  /// No laws agree: the path of the search went below all sense where no temperature is steady. (Above there
  /// is always one: devices at full give the more the warmer their streams are.)
  void explain(const HeatEquations& equations, const std::vector<double>& temperature_k) {
    int coldest = -1;
    for (int n = 0; n < static_cast<int>(temperature_k.size()); ++n) {
      if (!equations.has_inflow(n)) continue;
      if (coldest < 0 || temperature_k[ix(n)] < temperature_k[ix(coldest)]) coldest = n;
    }
    // Only a stream that heat is taken from cools so; else it is the search that failed.
    const bool is_cooled =
        std::any_of(streams_.begin(), streams_.end(), [](const Stream& one) { return one.rise_k < 0; });
    if (coldest < 0 || !is_cooled || temperature_k[ix(coldest)] > LawSearch::coldest_k) {
      solution_.reason = "no state of the cooling devices was found that agrees with itself";
      return;
    }
    solution_.failure = Failure::unsteady;
    solution_.reason = fmt::format(
        "no steady temperature exists: more heat is taken from the stream at {} than is put into it",
        problem_.node_name(coldest));
  }

  static Mode mode_of(const HeatEquations& equations, const CoolingDevice& device, Law law,
                      const std::vector<double>& temperature_k) {
    if (!device.runs) return Mode::off;
    if (law != Law::pass) return law == Law::hold ? Mode::hold : Mode::full;
    // Too warm, and the other side no colder: all it can do is nothing.
    constexpr double hair_k = 1e-5;
    const double hair_w = hair_k * equations.capacity_w_k(device);
    const bool is_too_warm = equations.demand_w(device, temperature_k) > hair_w;
    return is_too_warm && equations.most_w(device, temperature_k) <= hair_w ? Mode::full : Mode::off;
  }

  void write(const HeatEquations& equations, const LawSearch& search) {
    auto& s = solution_;
    const auto& t = search.temperature_k();
    s.has_converged = true;
    for (int n = 0; n < problem_.node_count(); ++n) {
      if (equations.has_inflow(n)) s.temperature_k[ix(n)] = t[ix(n)];
    }
    for (std::size_t i = 0; i < streams_.size(); ++i) {
      const auto& one = streams_[i];
      if (one.capacity_w_k <= 0) continue;
      s.outlet_k[i] = equations.outlet_k(i, search.laws(), t);
      if (one.kept < 1.0) s.lost_w[i] = one.capacity_w_k * (t[ix(one.from)] + one.rise_k - s.outlet_k[i]);
    }
    const auto rejectors = problem_.rejectors.size();
    for (std::size_t d = 0; d < devices_.size(); ++d) {
      const auto& device = devices_[d];
      const auto link = ix(device.link);
      const bool is_rejector = d < rejectors;
      (is_rejector ? s.rejector_mode[d] : s.exchanger_mode[d - rejectors]) =
          mode_of(equations, device, search.laws()[d], t);
      if (streams_[link].capacity_w_k <= 0 ||
          (!is_rejector && streams_[ix(device.cold_link)].capacity_w_k <= 0))
        continue;
      const double heat =
          streams_[link].capacity_w_k * (equations.entering_k(device.link, t) - s.outlet_k[link]);
      const double most = device.runs ? std::max(0.0, equations.most_w(device, t)) : 0.0;
      (is_rejector ? s.rejector_heat_w[d] : s.exchanger_heat_w[d - rejectors]) = heat;
      (is_rejector ? s.rejector_most_w[d] : s.exchanger_most_w[d - rejectors]) = most;
    }
    // What is dropped as residue of a standing stream counts where streams next to it nearly stand, and boil.
    s.has_converged = is_balanced();
    to_kelvin();
    if (s.has_converged) return;
    s.reason = fmt::format("heat does not balance to 1e-8; hottest is {}, where the stream may nearly stand",
                           problem_.node_name(hottest_node()));
  }
  void to_kelvin() {
    auto& s = solution_;
    if (scales_.empty()) return;
    for (std::size_t n = 0; n < s.temperature_k.size(); ++n)
      s.temperature_k[n] = kelvin_or_nan(problem_.circuit_of_node[n], s.temperature_k[n]);
    for (std::size_t i = 0; i < s.outlet_k.size(); ++i)
      s.outlet_k[i] = kelvin_or_nan(problem_.links[i].circuit, s.outlet_k[i]);
  }
  [[nodiscard]] double kelvin_or_nan(int circuit, double on_scale) const {
    return std::isnan(on_scale) ? nan : scale(circuit).to_kelvin(on_scale);
  }
  bool is_balanced() const {
    const auto& s = solution_;
    std::vector<double> residue(problem_.circuits.size(), 0.0);
    std::vector<double> moved(problem_.circuits.size(), 0.0);
    // Temperatures near 300 K carry a rounding of their own: C T eps per stream.
    std::vector<double> streams(problem_.circuits.size(), 0.0);
    const auto add = [&](int link, double heat) {
      residue[ix(problem_.links[ix(link)].circuit)] += heat;
      moved[ix(problem_.links[ix(link)].circuit)] += std::fabs(heat);
    };
    for (std::size_t i = 0; i < streams_.size(); ++i) {
      if (streams_[i].capacity_w_k <= 0) continue;
      add(static_cast<int>(i), state_.gain_w[i]);
      add(static_cast<int>(i), -s.lost_w[i]);
      streams[ix(problem_.links[i].circuit)] += streams_[i].capacity_w_k;
    }
    add_what_passes_through(residue, streams);
    for (std::size_t e = 0; e < problem_.exchangers.size(); ++e) {
      add(problem_.exchangers[e].hot, -s.exchanger_heat_w[e]);
      add(problem_.exchangers[e].cold, s.exchanger_heat_w[e]);
    }
    for (std::size_t r = 0; r < problem_.rejectors.size(); ++r)
      add(problem_.rejectors[r].link, -s.rejector_heat_w[r]);
    for (std::size_t c = 0; c < residue.size(); ++c) {
      if (!(std::fabs(residue[c]) <= 1e-8 * moved[c] + 1e-10 * 300.0 * streams[c])) return false;
    }
    return true;
  }
  /// Heat that comes in and goes out with what enters and leaves the network.
  void add_what_passes_through(std::vector<double>& residue, std::vector<double>& streams) const {
    std::vector<double> net(ix(problem_.node_count()), 0.0);
    for (const auto& one : streams_) {
      if (one.capacity_w_k <= 0) continue;
      net[ix(one.from)] -= one.capacity_w_k;
      net[ix(one.to)] += one.capacity_w_k;
    }
    for (const auto& one : inflows_) {
      const auto c = ix(problem_.circuit_of_node[ix(one.node)]);
      net[ix(one.node)] += one.capacity_w_k;
      residue[c] += one.capacity_w_k * one.temperature_k;
      streams[c] += one.capacity_w_k;
    }
    if (inflows_.empty()) return;
    for (int n = 0; n < problem_.node_count(); ++n) {
      const double t = solution_.temperature_k[ix(n)];
      if (!std::isnan(t)) residue[ix(problem_.circuit_of_node[ix(n)])] -= net[ix(n)] * t;
    }
  }
  int hottest_node() const {
    int hottest = -1;
    for (int n = 0; n < problem_.node_count(); ++n) {
      const double t = solution_.temperature_k[ix(n)];
      if (!std::isnan(t) && (hottest < 0 || t > solution_.temperature_k[ix(hottest)])) hottest = n;
    }
    return hottest;
  }

  const NetworkProblem& problem_;
  const NetworkState& state_;
  std::span<const LinkFluid> fluids_;
  std::span<const ExchangerFluids> films_;
  const HydraulicSolution& flow_;
  const std::vector<double>& kg_s_;
  std::span<const HeatScale> scales_;
  const HeatSolution* last_;
  std::vector<Stream> streams_;
  std::vector<Inflow> inflows_;
  std::vector<CoolingDevice> devices_;
  std::vector<int> component_;
  std::vector<char> is_bounded_;  ///< by component, which bears the index of one of its nodes
  HeatSolution solution_;
};

}  // namespace

HeatSolution solve_heat(const NetworkProblem& problem, const NetworkState& state,
                        std::span<const LinkFluid> fluids, std::span<const ExchangerFluids> films,
                        const HydraulicSolution& flow, std::span<const HeatScale> scales,
                        const HeatSolution* last) {
  return HeatSolver(problem, state, fluids, films, flow, scales, last).solve();
}

}  // namespace shellfit::thermal
