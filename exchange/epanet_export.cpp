#include "exchange/epanet_export.hpp"

#include "exchange/epanet_quantities.hpp"
#include "thermal/friction.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>
#include <set>

namespace shellfit::exchange {

namespace {

using studies::LoopAnswer;
using thermal::LinkStatus;

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

constexpr double litres = 1e3;  ///< in a cubic metre; of EPANET's, below
/// EPANET's cubic foot has 28.317 L.
const double file_litres = litres * epanet::in_cubic_foot_per_second(epanet::FlowUnit::lps) / 28.316846592;

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
    const auto stub = links_.of("stub of the vessel"), reservoir = nodes_.of("the vessel");
    for (const int n : used_nodes_)
      junctions_ += fmt::format(" {}  {}  ; {}\n", nodes_.of(problem_.node_name(n)),
                                problem_.elevation_m[ix(n)], comment(problem_.node_name(n)));
    return fmt::format(
        "[TITLE]\n{}\n{}, as solved in {}\n\n[JUNCTIONS]\n{}\n[RESERVOIRS]\n {}  {}\n\n[PIPES]\n {}  {}  {}  "
        "1  "
        "1000  0.05\n{}\n[PUMPS]\n{}\n[VALVES]\n{}\n[STATUS]\n{}\n[CURVES]\n{}\n[OPTIONS]\n UNITS  LPS\n "
        "HEADLOSS  "
        "D-W\n VISCOSITY  {}\n SPECIFIC GRAVITY  {}\n ACCURACY  1e-6\n HEADERROR  1e-6\n FLOWCHANGE  1e-6\n "
        "TRIALS  "
        "500\n\n[END]\n",
        comment(answer_.name), comment(problem_.circuits[ix(circuit_)].name), comment(answer_.state),
        junctions_, reservoir, answer_.nodes[ix(vessel)].head.in_si(), stub, reservoir, vessel_id, pipes_,
        pumps_, valves_, statuses_, curves_, viscosity_m2_s(),
        density_ / EpanetQuantities({}).density_kg_m3());
  }

 private:
  /// At the mean of the links' temperatures, which is what lengths are then scaled from.
  [[nodiscard]] double viscosity_m2_s() const { return answer_.viscosity_pa_s[ix(circuit_)] / density_; }
  [[nodiscard]] double flow_m3_s(std::size_t k) const {
    return answer_.links[k].mass_flow.in_si() / density_;
  }
  /// What the heads at its ends differ by, which is its drop and the lift of what is warmer than the mean.
  [[nodiscard]] double head_loss_m(std::size_t k) const {
    const auto& link = problem_.links[k];
    const auto from = answer_.nodes[ix(link.from)].head, to = answer_.nodes[ix(link.to)].head;
    if (from.is_missing() || to.is_missing()) return std::numeric_limits<double>::quiet_NaN();
    return from.in_si() - to.in_si();
  }
  /// The head that a link takes at its flow: as solved, or by its law alone where that says nothing.
  [[nodiscard]] double target_m(std::size_t k, double by_law_m) const {
    const double solved = head_loss_m(k);
    const bool is_usable = flow_m3_s(k) * solved > 0.0 && solved / by_law_m > 0.2 && solved / by_law_m < 5.0;
    return is_usable ? std::fabs(solved) : std::fabs(by_law_m);
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
    constexpr double exact_factor = 8.0 / (std::numbers::pi * std::numbers::pi * epanet_gravity_ft_s2);
    constexpr double loss_ratio = exact_factor / epanet_loss_factor;
    const double flow = flow_m3_s(k);
    const double gravity = problem_.circuits[ix(circuit_)].gravity_m_s2;
    double scale = epanet_gravity_m_s2 / gravity;
    if (flow != 0.0) {
      const auto law =
          thermal::pipe_drop(thermal::FrictionLaw::swamee_jain, flow, link.length_m, link.bore_m,
                             link.roughness_m, link.minor_loss, density_, viscosity_m2_s() * density_);
      const double by_law_m = law.drop_pa / weight_;
      scale *= target_m(k, by_law_m) / std::fabs(by_law_m);
    }
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
    const double by_law_m =
        thermal::link_drop(link, thermal::FrictionLaw::swamee_jain,
                           {density_, viscosity_m2_s() * density_, 1.0}, 1.0, at * density_)
            .drop_pa /
        weight_;
    // A valve that limits drops what the rest leaves, so its own loss is that of its law.
    const double loss_m = flow != 0.0 && !is_limiting ? target_m(k, by_law_m) : by_law_m;
    const double bore_ft = bore_mm / 1e3 / epanet::metres_in_foot;
    const double cubic_feet = at * litres / 28.316846592;
    return loss_m / epanet::metres_in_foot * std::pow(bore_ft, 4.0) /
           (epanet_loss_factor * cubic_feet * cubic_feet);
  }
  [[nodiscard]] double limit(std::size_t k) const {
    const auto& link = problem_.links[k];
    const bool is_limiting = answer_.links[k].status == LinkStatus::limiting;
    return (is_limiting ? flow_m3_s(k) : link.limit_m3_s) * file_litres;
  }

  void add_curve(std::size_t k, const std::string& id) {
    const auto& link = problem_.links[k];
    constexpr int lines = 30;
    const double flow = std::max(0.0, flow_m3_s(k));
    const double last = std::max(2.0 * link.curve.middle_flow_m3_s() * link.speed, 1.2 * flow);
    const double lift_m = -head_loss_m(k);
    const bool is_at_point =
        answer_.links[k].status == LinkStatus::open && flow > 0.0 && std::isfinite(lift_m);
    std::map<double, double> points;
    for (int i = 0; i <= lines; ++i) {
      const double q = last * i / lines;
      // As solved the point stands by what its fluid weighs; the others are moved along with it.
      if (is_at_point && std::fabs(q - flow) < 0.6 * last / lines) continue;
      points[q] = link.curve.at(q, link.speed).head_pa / weight_;
    }
    if (is_at_point) {
      const double moved = lift_m - link.curve.at(flow, link.speed).head_pa / weight_;
      for (auto& [q, head] : points) head += moved;
      points[flow] = lift_m;
    }
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

bool can_be_written(const LoopAnswer& answer, std::size_t circuit) {
  const auto& data = answer.problem.circuits[circuit];
  return data.reference >= 0 && data.fluid.kind != thermal::Fluid::Kind::air;
}

}  // namespace

std::vector<std::string> epanet_circuits(const LoopAnswer& answer) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < answer.problem.circuits.size(); ++i) {
    if (can_be_written(answer, i)) names.push_back(answer.problem.circuits[i].name);
  }
  return names;
}

tl::expected<std::string, std::string> epanet_text(const LoopAnswer& answer, const std::string& circuit) {
  for (std::size_t i = 0; i < answer.problem.circuits.size(); ++i) {
    if (answer.problem.circuits[i].name != circuit || !can_be_written(answer, i)) continue;
    if (answer.density_kg_m3.empty()) return tl::unexpected(std::string("it has no answer to export"));
    return LoopWriter(answer, static_cast<int>(i)).write();
  }
  return tl::unexpected(std::string("there is no such circuit"));
}

}  // namespace shellfit::exchange
