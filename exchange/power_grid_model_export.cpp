#include "exchange/power_grid_model_export.hpp"

#include "exchange/balancing_generators.hpp"
#include "exchange/equivalent_pi.hpp"
#include "exchange/power_grid_model_counterparts.hpp"
#include "exchange/power_grid_model_ids.hpp"
#include "power/branch_admittance.hpp"
#include "power/islands.hpp"
#include "power/voltage_dependence.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numbers>
#include <optional>

namespace shellfit::exchange {

namespace {

using nlohmann::ordered_json;
using power::Complex;
using power::ElementRef;
using power::NetworkProblem;
using studies::NetworkAnswer;

constexpr double frequency_hz = 50.0;
/// Short-circuit power of a source that holds its node, over all that the network draws and gives: its
/// impedance drops nothing, and the rounding of its power is still small beside that power.
constexpr double stiffness = 1e12;
/// Admittances that rounding leaves, over those they are left of.
constexpr double rounding = 1e-12;

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

class CaseWriter {
 public:
  explicit CaseWriter(const NetworkAnswer& answer)
      : answer_(answer),
        problem_(answer.problem),
        islands_(power::find_islands(answer.problem, answer.input)),
        positions_(answer.flow.tap_positions.empty() ? answer.input.tap_positions
                                                     : answer.flow.tap_positions),
        stiff_va_(stiffness * std::max(1.0, throughput_pu(answer)) * power::base_power_va) {}

  std::string write() {
    take_names();
    add_nodes();
    for (const auto& one : answer_.network.lines) add_line(one);
    for (const auto& one : answer_.network.transformers) add_transformer(one);
    for (const auto& one : answer_.network.three_windings) {
      if (const auto first = branch_of(one.id)) {
        for (int k = 0; k < 3; ++k) add_generic(*first + k, one.id.text());
      }
    }
    for (const auto& one : answer_.network.two_ports) {
      if (const auto branch = branch_of(one.id)) add_generic(*branch, one.id.text());
    }
    add_sources();
    add_loads();
    add_generators();
    add_shunts();
    return text();
  }

 private:
  using Kind = ElementRef::Kind;
  struct Numbered {
    Kind kind;
    int index;
    friend auto operator<=>(const Numbered&, const Numbered&) = default;
  };

  /// All that loads, shunts and generators draw and give at nominal voltage.
  static double throughput_pu(const NetworkAnswer& answer) {
    double sum = 0.0;
    for (std::size_t i = 0; i < answer.problem.loads.size(); ++i) {
      const double power = std::hypot(answer.input.load_real_pu[i], answer.input.load_reactive_pu[i]);
      if (std::isfinite(power)) sum += power;
    }
    for (const auto& one : answer.problem.shunts) sum += std::abs(one.admittance_pu);
    for (const auto& one : answer.problem.generators) sum += std::hypot(one.real_pu, one.reactive_pu);
    return sum;
  }

  void take_names() {
    bus_names_ = studies::bus_names(answer_);
    for (const auto& [id, ref] : problem_.element_index) names_[{ref.kind, ref.index}] = id.text();
    for (const auto& name : bus_names_) ids_.reserve(name);
    for (const auto& [key, name] : names_) ids_.reserve(name);
  }
  [[nodiscard]] const std::string& name_of(Kind kind, std::size_t index) const {
    return names_.at({kind, static_cast<int>(index)});
  }

  [[nodiscard]] bool is_there(int bus) const { return islands_.node[ix(bus)] >= 0; }
  [[nodiscard]] int node(int bus) const { return node_ids_[ix(islands_.node[ix(bus)])]; }
  [[nodiscard]] double volts(int bus) const {
    return problem_.base_voltage_v[ix(first_bus_[ix(islands_.node[ix(bus)])])];
  }
  ordered_json& put(const char* component, const std::string& name) {
    auto& list = data_[component];
    list.push_back({{"id", ids_.next(name)}});
    return list.back();
  }

  void add_nodes() {
    std::vector<std::vector<std::string>> names;
    for (int i = 0; i < problem_.bus_count(); ++i) {
      if (!is_there(i)) continue;
      const auto place = ix(islands_.node[ix(i)]);
      if (place >= names.size()) names.resize(place + 1);
      if (place >= first_bus_.size()) first_bus_.resize(place + 1, -1);
      if (first_bus_[place] < 0) first_bus_[place] = i;
      names[place].push_back(bus_names_[ix(i)].empty() ? "star point" : bus_names_[ix(i)]);
    }
    for (std::size_t place = 0; place < names.size(); ++place) {
      auto& made = put("node", names[place].front());
      node_ids_.push_back(made["id"]);
      made["u_rated"] = problem_.base_voltage_v[ix(first_bus_[place])];
      made["extra"] = {{"buses", names[place]}};
    }
  }

  /// The branch of an element of the description; nothing when it is out or in no sound island.
  [[nodiscard]] std::optional<int> branch_of(const power::ElementId& id) const {
    const auto known = problem_.element_index.find(id);
    if (known == problem_.element_index.end()) return std::nullopt;
    const int branch = problem_.branch(known->second);
    return answer_.input.branch_out[ix(branch)] == 0 ? std::optional(branch) : std::nullopt;
  }
  /// No branch of theirs joins a node to itself or to what is not there.
  [[nodiscard]] bool is_between_nodes(const NetworkProblem::Branch& branch) const {
    return is_there(branch.from) && is_there(branch.to) && node(branch.from) != node(branch.to);
  }
  ordered_json& put_branch(const char* component, const std::string& name,
                           const NetworkProblem::Branch& branch) {
    auto& made = put(component, name);
    made["from_node"] = node(branch.from);
    made["to_node"] = node(branch.to);
    made["from_status"] = branch.is_from_closed ? 1 : 0;
    made["to_status"] = branch.is_to_closed ? 1 : 0;
    return made;
  }

  void add_line(const power::Line& line) {
    const auto branch = branch_of(line.id);
    if (!branch) return;
    const double charging = line.charging.in_si();
    if (!power_grid_model::has_counterpart(line) || !is_between_nodes(problem_.branches[ix(*branch)]))
      return add_generic(*branch, line.id.text());
    auto& made = put_branch("line", line.id.text(), problem_.branches[ix(*branch)]);
    made["r1"] = line.resistance.in_si();
    made["x1"] = line.reactance.in_si();
    made["c1"] = charging / (2.0 * std::numbers::pi * frequency_hz);
    made["tan1"] = charging == 0.0 ? 0.0 : line.leakage.in_si() / charging;
    if (!line.ampacity.is_missing()) made["i_n"] = line.ampacity.in_si();
    made["extra"] = {{"id", line.id.text()}};
  }

  void add_transformer(const power::Transformer& t) {
    const auto branch = branch_of(t.id);
    if (!branch) return;
    if (!power_grid_model::has_counterpart(t) || !is_between_nodes(problem_.branches[ix(*branch)]))
      return add_generic(*branch, t.id.text());
    auto& made = put_branch("transformer", t.id.text(), problem_.branches[ix(*branch)]);
    const double rating_va = t.rating.in_si();
    const int clock = static_cast<int>(std::lround(t.shift_rad * 6.0 / std::numbers::pi)) % 12;
    made["u1"] = t.primary.in_si();
    made["u2"] = t.secondary.in_si();
    made["sn"] = rating_va;
    made["uk"] = t.impedance.in_si();
    made["pk"] = power::split_by_x_over_r(t.impedance.in_si(), t.x_over_r.in_si()).real() * rating_va;
    made["i0"] = std::max(t.no_load_current.in_si(), t.no_load_loss.in_si() / rating_va);
    made["p0"] = t.no_load_loss.in_si();
    // Windings that the clock allows: an odd one has a delta at one side.
    made["winding_from"] = clock % 2 == 0 ? 1 : 2;
    made["winding_to"] = 1;
    made["clock"] = clock < 0 ? clock + 12 : clock;
    const auto& tap = t.to_tap ? t.to_tap : t.from_tap;
    const double rated_v = (t.to_tap ? t.secondary : t.primary).in_si();
    made["tap_side"] = t.to_tap ? 1 : 0;
    // A negative step is one whose positions count downwards.
    const int position = tap ? position_of(*branch) : 0;
    const int neutral = tap ? tap->neutral : 0;
    const auto [least, most] =
        tap ? std::minmax({tap->least, tap->most, position, neutral}) : std::pair{0, 0};
    const bool is_downwards = tap && tap->step < 0.0;
    made["tap_min"] = is_downwards ? most : least;
    made["tap_max"] = is_downwards ? least : most;
    made["tap_nom"] = neutral;
    made["tap_pos"] = position;
    made["tap_size"] = tap ? std::abs(tap->step) * rated_v : 0.0;
    made["extra"] = {{"id", t.id.text()}};
  }
  [[nodiscard]] int position_of(int branch) const {
    for (std::size_t i = 0; i < problem_.taps.size(); ++i) {
      if (problem_.taps[i].branch == branch) return positions_[i];
    }
    return 0;
  }

  /// Any two-port whose transfer admittances are of one size: 1 / (r + jx) between equal shunts, behind k
  /// e^(j theta), and what is left over at the from side as a shunt of its node.
  void add_generic(int index, const std::string& name) {
    const auto& branch = problem_.branches[ix(index)];
    const auto y = power::branch_admittance(problem_, index, positions_);
    if (!branch.is_from_closed || !branch.is_to_closed || !is_between_nodes(branch))
      return add_draw(branch, y, name);
    const double base_siemens = power::base_power_va / (volts(branch.to) * volts(branch.to));
    const auto pi = equivalent_pi(y);
    const Complex z_ohm = 1.0 / (pi.series * base_siemens);
    if (!std::isfinite(std::abs(z_ohm))) {  // as good as open between its ends
      put_shunt(branch.from, y.from_from, name);
      put_shunt(branch.to, y.to_to, name);
      return;
    }
    auto& made = put_branch("generic_branch", name, branch);
    made["r1"] = z_ohm.real();
    made["x1"] = z_ohm.imag();
    const Complex shunt = 2.0 * pi.shunt_to;
    const bool is_bare = std::abs(shunt) < rounding * std::abs(pi.series);
    made["g1"] = is_bare ? 0.0 : shunt.real() * base_siemens;
    made["b1"] = is_bare ? 0.0 : shunt.imag() * base_siemens;
    made["k"] = std::abs(pi.ratio);
    made["theta"] = std::arg(pi.ratio);
    if (std::isfinite(branch.rating_pu)) made["sn"] = branch.rating_pu * power::base_power_va;
    made["extra"] = {{"id", name}};
    const Complex left = (pi.shunt_from - pi.shunt_to) / std::norm(pi.ratio);
    if (std::abs(left) > rounding * std::abs(y.from_from))
      put_shunt(branch.from, left, name + " (from side)");
  }
  /// What the closed ends of a branch draw that joins no two nodes.
  void add_draw(const NetworkProblem::Branch& branch, const power::TwoPortAdmittance& y,
                const std::string& name) {
    if (branch.is_from_closed && branch.is_to_closed) {
      if (is_there(branch.from) && is_there(branch.to))
        put_shunt(branch.from, y.from_from + y.from_to + y.to_from + y.to_to, name);
    } else if (branch.is_from_closed && is_there(branch.from)) {
      put_shunt(branch.from, power::seen_from_from(y), name);
    } else if (branch.is_to_closed && is_there(branch.to)) {
      put_shunt(branch.to, power::seen_from_to(y), name);
    }
  }
  void put_shunt(int bus, Complex admittance_pu, const std::string& name) {
    const double base_siemens = power::base_power_va / (volts(bus) * volts(bus));
    auto& made = put("shunt", name);
    made["node"] = node(bus);
    made["status"] = 1;
    made["g1"] = admittance_pu.real() * base_siemens;
    made["b1"] = admittance_pu.imag() * base_siemens;
    made["extra"] = {{"id", name}};
  }
  void add_shunts() {
    for (std::size_t i = 0; i < problem_.shunts.size(); ++i) {
      const auto& one = problem_.shunts[i];
      const auto known = names_.find({Kind::shunt, static_cast<int>(i)});
      if (is_there(one.bus))
        put_shunt(one.bus, one.admittance_pu, known == names_.end() ? "star point" : known->second);
    }
  }

  void put_source(const std::string& name, int bus, double voltage_pu, double angle_rad, double sk_va,
                  double rx) {
    auto& made = put("source", name);
    made["node"] = node(bus);
    made["status"] = 1;
    made["u_ref"] = voltage_pu;
    made["u_ref_angle"] = angle_rad;
    made["sk"] = sk_va;
    made["rx_ratio"] = rx;
    made["extra"] = {{"id", name}};
  }
  /// A source that holds the bus at the voltage that it has in the answer.
  void put_holder(const std::string& name, int bus) {
    const auto& solved = answer_.flow.buses[ix(bus)];
    put_source(name, bus, solved.voltage_pu, solved.angle_rad, stiff_va_, 0.1);
  }
  void add_sources() {
    for (std::size_t i = 0; i < problem_.sources.size(); ++i) {
      const auto& one = problem_.sources[i];
      if (answer_.input.source_out[i] != 0 || !is_there(one.bus)) continue;
      const auto z = one.impedance_pu;
      const bool is_stiff = one.holds_bus_in_load_flow;
      if (const auto& result = answer_.flow.sources[i]; result.is_at_limit) {
        put_supply(name_of(Kind::source, i), one.bus, result);
        continue;
      }
      put_source(name_of(Kind::source, i), one.bus, answer_.input.source_voltage_pu[i], one.angle_rad,
                 is_stiff ? stiff_va_ * one.weight : power::base_power_va / std::abs(z),
                 is_stiff || z.imag() == 0.0 ? 0.1 : z.real() / z.imag());
    }
    for (std::size_t i = 0; i < problem_.converters.size(); ++i) {
      const auto& one = problem_.converters[i];
      const auto& result = answer_.flow.converters[i];
      // One that gives nothing stands beside a source of its output's island, or is dead.
      if (answer_.input.converter_out[i] != 0 || !is_there(one.to) || !std::isfinite(result.real.in_si()))
        continue;
      put_holder(name_of(Kind::converter, i), one.to);
      const double input_w = result.input_real.in_si();
      if (is_there(one.from) && std::isfinite(input_w))
        put_load("sym_load", name_of(Kind::converter, i) + " (input)", one.from, 0, input_w,
                 input_w * one.input_reactive_share);
    }
  }

  void put_load(const char* component, const std::string& name, int bus, int type, double p_w, double q_var) {
    auto& made = put(component, name);
    made["node"] = node(bus);
    made["status"] = 1;
    made["type"] = type;
    made["p_specified"] = p_w;
    made["q_specified"] = q_var;
    made["extra"] = {{"id", name}};
  }
  /// What gives its power whatever the voltage: as the load flow left it.
  void put_supply(const std::string& name, int bus, const power::SupplyResult& result) {
    put_load("sym_gen", name, bus, 0, result.real.in_si(), result.reactive.in_si());
  }
  /// A load whose power goes with the voltage in several ways is one of each.
  void add_loads() {
    for (std::size_t i = 0; i < problem_.loads.size(); ++i) {
      const auto& one = problem_.loads[i];
      if (!is_there(one.bus)) continue;
      const auto& p = one.real_dependence;
      const auto& q = one.reactive_dependence;
      const double real_w = answer_.input.load_real_pu[i] * power::base_power_va;
      const double reactive_var = answer_.input.load_reactive_pu[i] * power::base_power_va;
      const std::array shares{std::pair{power::constant_share(p), power::constant_share(q)},
                              std::pair{p.impedance, q.impedance}, std::pair{p.current, q.current}};
      for (std::size_t type = 0; type < shares.size(); ++type) {
        const auto [of_p, of_q] = shares[type];
        if (of_p != 0.0 || of_q != 0.0)
          put_load("sym_load", name_of(Kind::load, i), one.bus, static_cast<int>(type), of_p * real_w,
                   of_q * reactive_var);
      }
    }
  }

  /// Generators that hold a bus give what that took: only versions above 1.12 know regulators. The one that
  /// balances an island in place of its sources is a source.
  void add_generators() {
    const auto balancing = balancing_generators(answer_, islands_);
    for (std::size_t i = 0; i < problem_.generators.size(); ++i) {
      const auto& one = problem_.generators[i];
      if (answer_.input.generator_out[i] != 0 || !is_there(one.bus)) continue;
      const auto& result = answer_.flow.generators[i];
      const auto& name = name_of(Kind::generator, i);
      if (std::find(balancing.begin(), balancing.end(), static_cast<int>(i)) != balancing.end())
        put_holder(name, one.bus);
      else if (std::isfinite(result.real.in_si()) && std::isfinite(result.reactive.in_si()))
        put_supply(name, one.bus, result);
      else  // without an answer: as described
        put_load("sym_gen", name, one.bus, 0, one.real_pu * power::base_power_va,
                 one.reactive_pu * power::base_power_va);
    }
  }

  /// One component a line.
  [[nodiscard]] std::string text() const {
    std::string all =
        "{\n  \"version\": \"1.0\",\n  \"type\": \"input\",\n  \"is_batch\": false,\n  \"attributes\": {},\n "
        " \"data\": {";
    const char* between = "\n";
    for (const auto& [name, list] : data_.items()) {
      all += fmt::format("{}    \"{}\": [\n", between, name);
      for (std::size_t i = 0; i < list.size(); ++i)
        all +=
            fmt::format("      {}{}\n", list[i].dump(-1, ' ', false, ordered_json::error_handler_t::replace),
                        i + 1 < list.size() ? "," : "");
      all += "    ]";
      between = ",\n";
    }
    return all + "\n  }\n}\n";
  }

  const NetworkAnswer& answer_;
  const NetworkProblem& problem_;
  power::Islands islands_;
  const std::vector<int>& positions_;
  double stiff_va_;
  std::vector<std::string> bus_names_;
  std::map<Numbered, std::string> names_;
  std::vector<int> first_bus_, node_ids_;  ///< by node
  power_grid_model::ComponentIds ids_;
  ordered_json data_ = ordered_json::object();
};

}  // namespace

std::string power_grid_model_text(const NetworkAnswer& answer) { return CaseWriter(answer).write(); }

}  // namespace shellfit::exchange
