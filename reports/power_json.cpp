#include "reports/power_json.hpp"

#include "power/injections.hpp"
#include "reports/json_figures.hpp"
#include "reports/json_report.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace shellfit::reports {

namespace {

using studies::NetworkAnswer;

constexpr double degrees = 180.0 / std::numbers::pi;

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

class PowerJson {
 public:
  explicit PowerJson(const NetworkAnswer& answer) : answer_(answer) {}

  Json write(const std::string& study_hash) {
    Json json;
    json["shellfit_version"] = version();
    json["schema"] = json_schema;
    json["study_hash"] = words(study_hash);
    json["name"] = answer_.name;
    json["state"] = answer_.state;
    const auto& flow = answer_.flow;
    json["converged"] = flow.has_converged() && answer_.unsound.empty();
    int iterations = 0;
    for (const auto& island : flow.islands) iterations = std::max(iterations, island.iterations);
    json["iterations"] = iterations;
    json["losses_mw"] = figure(flow.losses, units::MW);
    json["served_mw"] = figure(flow.served, units::MW);
    json["unserved_mw"] = figure(flow.unserved, units::MW);
    json["islands"] = islands();
    json["buses"] = buses();
    json["branches"] = branches();
    json["generators"] = supplies();
    json["tap_controls"] = tap_controls();
    json["faults"] = faults();
    json["notes"] = answer_.notes;
    return json;
  }

 private:
  static Json island(const power::IslandResult& one) {
    Json json;
    json["converged"] = one.has_converged;
    json["reason"] = words(one.reason);
    json["iterations"] = one.iterations;
    json["buses"] = one.buses;
    json["loadability"] = number(one.loadability);
    return json;
  }
  [[nodiscard]] Json islands() const {
    Json list = Json::array();
    const auto worst = [&](const power::IslandResult& one) {
      const bool is_known = one.worst_bus >= 0 && one.worst_bus < answer_.problem.described_buses;
      return is_known ? Json(bus_names_[ix(one.worst_bus)]) : Json(nullptr);
    };
    for (const auto* islands : {&answer_.flow.islands, &answer_.flow.dead_islands}) {
      for (const auto& one : *islands) {
        auto json = island(one);
        json["worst_bus"] = worst(one);
        list.push_back(std::move(json));
      }
    }
    for (const auto& one : answer_.unsound) {
      power::IslandResult bad;
      bad.reason = "bad data: " + one.reason;
      bad.buses = static_cast<int>(one.buses.size());
      auto json = island(bad);
      json["worst_bus"] = nullptr;
      list.push_back(std::move(json));
    }
    return list;
  }

  [[nodiscard]] Json buses() const {
    const auto into = power::injections(answer_.problem, answer_.input, answer_.flow);
    Json list = Json::array();
    for (const auto& bus : answer_.network.buses) {
      constexpr double none = std::numeric_limits<double>::quiet_NaN();
      const auto* result = answer_.bus(bus.id);
      const bool is_solved = result != nullptr && result->is_solved;
      const auto power = is_solved ? into[ix(answer_.problem.bus(bus.id))] : power::Complex{none, none};
      Json json;
      json["id"] = bus.id.text();
      json["vm_pu"] = number(is_solved ? result->voltage_pu : none);
      json["va_deg"] = number(is_solved ? result->angle_rad * degrees : none);
      json["p_mw"] = number(power.real());
      json["q_mvar"] = number(power.imag());
      list.push_back(std::move(json));
    }
    return list;
  }

  Json branch(const std::string& id, const std::string& from, const std::string& to,
              const power::BranchResult* result) const {
    static const power::BranchResult nothing;
    const auto& one = result == nullptr ? nothing : *result;
    const bool is_ours = !answer_.branch_prefix.empty() && id.starts_with(answer_.branch_prefix);
    Json json;
    json["id"] = is_ours ? id.substr(answer_.branch_prefix.size()) : id;
    json["from"] = from;
    json["to"] = to;
    json["p_from_mw"] = figure(one.real_from, units::MW);
    json["q_from_mvar"] = figure(one.reactive_from, units::Mvar);
    json["p_to_mw"] = figure(one.real_to, units::MW);
    json["q_to_mvar"] = figure(one.reactive_to, units::Mvar);
    json["loading_percent"] = number(one.loading * 100.0);
    return json;
  }
  [[nodiscard]] Json branches() const {
    Json list = Json::array();
    const auto add = [&](const auto& elements) {
      for (const auto& one : elements)
        list.push_back(branch(one.id.text(), one.from.text(), one.to.text(), answer_.branch(one.id)));
    };
    add(answer_.network.lines);
    add(answer_.network.transformers);
    // Three branches that meet at a star point, which bears the transformer's name.
    for (const auto& one : answer_.network.three_windings) {
      for (int side = 0; side < 3; ++side) {
        list.push_back(branch(one.id.text() + "/" + std::to_string(side + 1), one.sides[ix(side)].bus.text(),
                              one.id.text(), answer_.branch(one.id, side)));
      }
    }
    add(answer_.network.two_ports);
    return list;
  }

  [[nodiscard]] Json supplies() const {
    Json list = Json::array();
    const auto add = [&](const auto& elements, const std::vector<power::SupplyResult>& results) {
      for (const auto& one : elements) {
        const auto known = answer_.problem.element_index.find(one.id);
        const bool is_known = known != answer_.problem.element_index.end();
        const auto result = is_known ? results[ix(known->second.index)] : power::SupplyResult{};
        Json json;
        json["id"] = one.id.text();
        json["bus"] = one.bus.text();
        json["p_mw"] = figure(result.real, units::MW);
        json["q_mvar"] = figure(result.reactive, units::Mvar);
        json["at_limit"] = result.is_at_limit;
        list.push_back(std::move(json));
      }
    };
    add(answer_.network.sources, answer_.flow.sources);
    add(answer_.network.generators, answer_.flow.generators);
    return list;
  }

  [[nodiscard]] Json tap_controls() const {
    const auto names = studies::control_names(answer_);
    Json list = Json::array();
    for (std::size_t i = 0; i < names.size(); ++i) {
      using End = power::TapControlResult::End;
      const auto& data = answer_.problem.controls[i];
      const auto& [end, seen_pu] = answer_.flow.controls[i];
      const std::string why(power::tap_control_words(end));
      Json json;
      json["id"] = names[i];
      json["bus"] = bus_names_[ix(data.bus)];
      json["position"] = answer_.flow.tap_positions[ix(data.tap)];
      json["seen_pu"] = number(seen_pu);
      json["target_pu"] = data.target_pu;
      json["band_pu"] = data.band_pu;
      json["in_band"] = end == End::idle ? Json(nullptr) : Json(end == End::in_band);
      json["reason"] = words(why);
      list.push_back(std::move(json));
    }
    return list;
  }

  [[nodiscard]] Json faults() const {
    Json list = Json::array();
    for (std::size_t i = 0; i < answer_.faults.size(); ++i) {
      const auto& one = answer_.faults[i];
      Json json;
      json["bus"] = bus_names_[i];
      const auto add = [&](const char* name, double value) {
        json[name] = number(one.is_solved ? value : std::nan(""));
      };
      add("ikss_ka", one.initial.in(units::kA));
      add("ip_ka", one.peak.in(units::kA));
      add("ib_ka", one.breaking.in(units::kA));
      add("ik_ka", one.steady.in(units::kA));
      add("ith_ka", one.thermal.in(units::kA));
      add("earth_ka", one.earth.in(units::kA));
      add("x_over_r", one.x_over_r);
      if (!one.reason.empty()) json["reason"] = one.reason;
      list.push_back(std::move(json));
    }
    return list;
  }

  const NetworkAnswer& answer_;
  std::vector<std::string> bus_names_ = studies::bus_names(answer_);
};

}  // namespace

std::string power_json(const NetworkAnswer& answer, const std::string& study_hash) {
  return PowerJson(answer).write(study_hash).dump(2) + "\n";
}

}  // namespace shellfit::reports
