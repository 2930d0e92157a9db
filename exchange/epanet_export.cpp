#include "exchange/epanet_export.hpp"

#include "exchange/epanet_quantities.hpp"
#include "thermal/link_law.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

namespace shellfit::exchange {

namespace {

using studies::LoopAnswer;
using thermal::LinkStatus;

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

constexpr double litres = 1e3;  ///< in a cubic metre; of EPANET's, below
/// EPANET's cubic foot has 28.317 L.
const double file_litres =
    litres * epanet::in_cubic_foot_per_second(epanet::FlowUnit::lps) / litres_in_cubic_foot;

/// Ids of EPANET: at most 31 bytes, without blanks and what its reader takes for more than letters.
class Ids {
 public:
  explicit Ids(char letter) : letter_(letter) {}
  std::string of(const std::string& name) {
    const auto known = ids_.find(name);
    if (known != ids_.end()) return known->second;
    const bool fits = !name.empty() && name.size() <= 31 && name[0] != '[' &&
                      std::all_of(name.begin(), name.end(),
                                  [](char c) { return c > ' ' && c != ';' && c != '"' && c != '\x7f'; });
    auto id = name;
    for (std::size_t n = ids_.size() + 1; !fits || taken_.contains(id); ++n) {
      id = fmt::format("{}{}", letter_, n);
      if (!taken_.contains(id)) break;
    }
    taken_.insert(id);
    return ids_.emplace(name, id).first->second;
  }

 private:
  char letter_;
  std::map<std::string, std::string> ids_;
  std::set<std::string> taken_;
};

/// Text behind a semicolon: on its line, and no more.
std::string comment(const std::string& text) {
  std::string safe;
  for (const char c : text) safe += static_cast<unsigned char>(c) < 0x20U ? ' ' : c;
  constexpr std::size_t longest = 200;  // EPANET's lines have 1,023 bytes
  return safe.substr(0, longest);
}

class LoopWriter {
 public:
  LoopWriter(const LoopAnswer& answer, int circuit)
      : answer_(answer),
        problem_(answer.problem),
        circuit_(circuit),
        density_(answer.density_kg_m3[ix(circuit)]),
        weight_(density_ * problem_.circuits[ix(circuit)].gravity_m_s2) {}

  tl::expected<std::string, std::string> write() {
    const int vessel = problem_.circuits[ix(circuit_)].reference;
    for (std::size_t k = 0; k < problem_.links.size(); ++k) {
      if (problem_.links[k].circuit != circuit_) continue;
      if (answer_.links[k].flow.is_missing())
        return tl::unexpected(std::string("it has no answer to export"));
      add_link(k);
    }
    if (!refusal_.empty()) return tl::unexpected(refusal_);
    const auto vessel_id = nodes_.of(problem_.node_name(vessel));
    const auto reservoir = nodes_.of("the vessel");
    const auto to_vessel = links_.of("pipe to the vessel");
    for (const int n : used_nodes_)
      junctions_ += fmt::format(" {}  {}  ; {}\n", nodes_.of(problem_.node_name(n)),
                                problem_.elevation_m[ix(n)], comment(problem_.node_name(n)));
    pipes_ = fmt::format(" {}  {}  {}  1  1000  0.05  ; to the vessel\n", to_vessel, reservoir, vessel_id) +
             pipes_;
    std::string text;
    const auto section = [&](std::string_view heading, const std::string& lines) {
      text += fmt::format("[{}]\n{}\n", heading, lines);
    };
    // A line that began with the name could be taken for a heading.
    section("TITLE", fmt::format("Study: {}\nLoop: {}, as solved in {}\n", comment(answer_.name),
                                 comment(problem_.circuits[ix(circuit_)].name), comment(answer_.state)));
    section("JUNCTIONS", junctions_);
    section("RESERVOIRS",
            fmt::format(" {}  {}  ; the vessel\n", reservoir, answer_.nodes[ix(vessel)].head.in_si()));
    section("PIPES", pipes_);
    section("PUMPS", pumps_);
    section("VALVES", valves_);
    section("STATUS", statuses_);
    section("CURVES", curves_);
    section(
        "OPTIONS",
        fmt::format(" UNITS  LPS\n HEADLOSS  D-W\n VISCOSITY  {}\n SPECIFIC GRAVITY  {}\n ACCURACY  1e-6\n"
                    " HEADERROR  1e-6\n FLOWCHANGE  1e-6\n TRIALS  500\n",
                    viscosity_m2_s(), density_ / EpanetQuantities({}).density_kg_m3()));
    return text + "[END]\n";
  }

 private:
  /// At the mean of the links' temperatures.
  [[nodiscard]] double viscosity_m2_s() const { return answer_.viscosity_pa_s[ix(circuit_)] / density_; }
  [[nodiscard]] double flow_m3_s(std::size_t k) const {
    return answer_.links[k].mass_flow.in_si() / density_;
  }
  /// What a link's own fluid makes of it, for EPANET has one fluid in a network.
  struct Own {
    thermal::LinkFluid fluid;
    double lift_pa;  ///< of a column that is heavier than the mean, from its beginning to its end
  };
  [[nodiscard]] Own own(std::size_t k) const {
    const auto& link = problem_.links[k];
    const auto& circuit = problem_.circuits[ix(circuit_)];
    const auto p = thermal::properties_of(circuit.fluid, answer_.links[k].fluid,
                                          AbsolutePressure::from_si(problem_.atmosphere_pa));
    const double fall_m = problem_.elevation_m[ix(link.from)] - problem_.elevation_m[ix(link.to)];
    return {{p.density.in_si(), p.viscosity.in_si(), p.heat.in_si()},
            (p.density.in_si() - density_) * circuit.gravity_m_s2 * fall_m};
  }
  [[nodiscard]] double drop_pa(std::size_t k, const thermal::LinkFluid& fluid, double kg_s) const {
    const auto friction = problem_.circuits[ix(circuit_)].friction;
    return thermal::LinkLaw(problem_.links[k], friction, fluid, 1.0, 1.0).drop(kg_s).drop_pa;
  }
  [[nodiscard]] thermal::LinkFluid mean_fluid() const { return {density_, viscosity_m2_s() * density_, 1.0}; }
  /// What a link drops by its law at its own temperature, less the lift, by what it would drop with the mean
  /// fluid at the same mass flow: lengths and losses are written that much larger. Without flow, 1.
  [[nodiscard]] double own_share(std::size_t k, bool counts_lift) const {
    const double kg_s = answer_.links[k].mass_flow.in_si();
    if (kg_s == 0.0) return 1.0;
    const auto [fluid, lift_pa] = own(k);
    const double mean = drop_pa(k, mean_fluid(), kg_s);
    const double of_fluid = drop_pa(k, fluid, kg_s) / mean;
    const double of_both = of_fluid - lift_pa / mean;
    // A lift that is near what the link drops, or more, is no loss of any length.
    return counts_lift && of_both > 0.5 * of_fluid && of_both < 2.0 * of_fluid ? of_both : of_fluid;
  }

  void add_link(std::size_t k) {
    const auto& link = problem_.links[k];
    used_nodes_.insert(link.from);
    used_nodes_.insert(link.to);
    const auto id = links_.of(problem_.link_name(static_cast<int>(k)));
    const auto ends = fmt::format("{}  {}  {}", id, nodes_.of(problem_.node_name(link.from)),
                                  nodes_.of(problem_.node_name(link.to)));
    const auto note = "  ; " + comment(problem_.link_name(static_cast<int>(k))) + "\n";
    const auto status = answer_.links[k].status;
    const bool is_closed = status == LinkStatus::closed;
    using Kind = thermal::NetworkProblem::LinkKind;
    switch (link.kind) {
      case Kind::pipe:
        pipes_ += fmt::format(" {}  {}  {}{}", ends, pipe_figures(k),
                              is_closed         ? "CLOSED"
                              : link.is_one_way ? "CV"
                                                : "OPEN",
                              note);
        return;
      case Kind::pump:
        pumps_ += fmt::format(" {}  HEAD {}{}", ends, id, note);
        add_curve(k, id);
        break;
      case Kind::resistance:
        valves_ += fmt::format(" {}  {}  TCV  {}  0{}", ends, bore_mm, loss_coefficient(k), note);
        break;
      case Kind::limited:
        valves_ += fmt::format(" {}  {}  FCV  {}  {}{}", ends, bore_mm, limit(k), loss_coefficient(k), note);
        break;
      default:
        refusal_ = fmt::format("{} moves a given flow, which EPANET has no link for",
                               problem_.link_name(static_cast<int>(k)));
        return;
    }
    if (is_closed) statuses_ += fmt::format(" {}  CLOSED\n", id);
  }

  [[nodiscard]] std::string pipe_figures(std::size_t k) const {
    const auto& link = problem_.links[k];
    constexpr double loss_ratio = exact_loss_factor / epanet_loss_factor;
    const double gravity = problem_.circuits[ix(circuit_)].gravity_m_s2;
    const double scale = own_share(k, true) * epanet_gravity_m_s2 / gravity;
    return fmt::format("{}  {}  {}  {}", link.length_m * scale, link.bore_m * 1e3, link.roughness_m * 1e3,
                       link.minor_loss * scale * loss_ratio);
  }

  /// Of a bore that says nothing but what the coefficient counts on.
  static constexpr double bore_mm = 300.0;
  [[nodiscard]] double loss_coefficient(std::size_t k) const {
    const auto& link = problem_.links[k];
    const bool is_limiting = answer_.links[k].status == LinkStatus::limiting;
    const double flow = flow_m3_s(k);
    const double at = flow != 0.0 ? std::fabs(flow) : link.rated_flow_m3_s;
    // A valve that limits drops what the rest leaves: of its own loss only the fluid counts.
    const double loss_m =
        std::fabs(drop_pa(k, mean_fluid(), at * density_)) / weight_ * own_share(k, !is_limiting);
    const double bore_ft = bore_mm / 1e3 / epanet::metres_in_foot;
    const double cubic_feet = at * litres / litres_in_cubic_foot;
    return loss_m / epanet::metres_in_foot * std::pow(bore_ft, 4.0) /
           (epanet_loss_factor * cubic_feet * cubic_feet);
  }
  /// What passes at most, as a volume of the mean fluid of the same mass.
  [[nodiscard]] double limit(std::size_t k) const {
    return problem_.links[k].limit_m3_s * own(k).fluid.density_kg_m3 / density_ * file_litres;
  }

  void add_curve(std::size_t k, const std::string& id) {
    const auto& link = problem_.links[k];
    constexpr int lines = 30;
    const double flow = std::max(0.0, flow_m3_s(k));
    const double last = std::max(2.0 * link.curve.middle_flow_m3_s() * link.speed, 1.2 * flow);
    const auto [fluid, lift_pa] = own(k);
    const double own_volume = density_ / fluid.density_kg_m3;
    std::map<double, double> points;
    const auto add = [&](double q) {
      points[q] = (link.curve.at(q * own_volume, link.speed).head_pa + lift_pa) / weight_;
    };
    // One of the points is where the pump stands, so that straight lines miss nothing there.
    for (int i = 0; i <= lines; ++i) {
      const double q = last * i / lines;
      if (flow == 0.0 || std::fabs(q - flow) >= 0.6 * last / lines) add(q);
    }
    if (flow > 0.0) add(flow);
    double above = std::numeric_limits<double>::infinity();
    for (const auto& [q, head] : points) {
      // A curve must fall all the way.
      const double falling = std::min(head, above - 1e-6 * std::max(1.0, std::fabs(above)));
      const double written = std::isfinite(above) ? falling : head;
      curves_ += fmt::format(" {}  {}  {}\n", id, q * file_litres, written);
      above = written;
    }
  }

  const LoopAnswer& answer_;
  const thermal::NetworkProblem& problem_;
  int circuit_;
  double density_, weight_;
  Ids nodes_{'N'}, links_{'L'};
  std::set<int> used_nodes_;
  std::string junctions_, pipes_, pumps_, valves_, statuses_, curves_, refusal_;
};

bool can_be_written(const thermal::NetworkProblem& problem, std::size_t circuit) {
  const auto& data = problem.circuits[circuit];
  return data.reference >= 0 && data.fluid.kind != thermal::Fluid::Kind::air;
}

}  // namespace

std::vector<std::string> epanet_circuits(const thermal::NetworkProblem& problem) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < problem.circuits.size(); ++i) {
    if (can_be_written(problem, i)) names.push_back(problem.circuits[i].name);
  }
  return names;
}

tl::expected<std::string, std::string> epanet_text(const LoopAnswer& answer, const std::string& circuit) {
  for (std::size_t i = 0; i < answer.problem.circuits.size(); ++i) {
    if (answer.problem.circuits[i].name != circuit || !can_be_written(answer.problem, i)) continue;
    if (answer.density_kg_m3.empty()) return tl::unexpected(std::string("it has no answer to export"));
    return LoopWriter(answer, static_cast<int>(i)).write();
  }
  return tl::unexpected(std::string("there is no such circuit"));
}

}  // namespace shellfit::exchange
