// Times and memory of this program on one job of bench/power: solve_cases JOB CASE FOLDER
//
// The jobs and the files are those of measure.py beside this file, which does the same for the peers.

#include "bench/measuring.hpp"
#include "exchange/matpower_network.hpp"
#include "power/load_flow.hpp"
#include "power/network_check.hpp"
#include "power/state_sweep.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

using nlohmann::json;
using namespace shellfit;
using namespace shellfit::power;
using Path = bench::Path;
using Voltages = std::vector<std::complex<double>>;

namespace {

constexpr double tolerance_pu = 1e-8;

/// A case as read, ready to be solved.
struct Model {
  std::unique_ptr<NetworkProblem> problem;
  double base_mva = 0;
  int first_branch = 0;          ///< of the file's among the problem's
  std::vector<int> load_of_bus;  ///< by row of the bus table; -1: none
  std::optional<LoadFlowSolver> solver;
  std::optional<StateSweep> sweep;
};

class Tool {
 public:
  static constexpr auto tests = "max of |ΔP| and |ΔQ| below 1e-08 pu";

  Tool(Path folder, const std::string& name) : folder_(std::move(folder)), name_(name) {
    start_ = bench::numbers<std::complex<double>>(file(".start.raw"));
    const auto settings = json::parse(std::ifstream(file(".json")));
    outages_ = settings.at("outages").get<std::vector<int>>();
    if (!settings.contains("state_buses")) return;
    state_buses_ = settings.at("state_buses").get<std::vector<int>>();
    states_ = bench::numbers<double>(file(".states.raw"));
  }

  Model read() const {
    const auto from = exchange::read_matpower_case(file(".m"));
    if (!from) throw std::runtime_error("the case is not read");
    const auto made = exchange::matpower_network(*from);
    if (!made.faults.empty() || !check_network(made.network).empty())
      throw std::runtime_error("the case has faults");
    Model model;
    model.problem = std::make_unique<NetworkProblem>(to_problem(made.network));
    model.base_mva = from->base_mva;
    model.first_branch = model.problem->first_two_port;
    model.load_of_bus.assign(model.problem->base_voltage_v.size(), -1);
    for (std::size_t i = 0; i < model.problem->loads.size(); ++i)
      model.load_of_bus[static_cast<std::size_t>(model.problem->loads[i].bus)] = static_cast<int>(i);
    model.solver.emplace(*model.problem);
    return model;
  }

  /// Voltages, state by state.
  Voltages run(const std::string& job, Model& model) const {
    if (job == "flow") return flow(model);
    return job == "outages" ? outages(model) : states(model);
  }

  void write(const std::string& job, const Voltages& voltage) const {
    bench::write_numbers(file("." + job + ".shellfit.raw"), voltage);
  }

 private:
  Path file(const std::string& ending) const { return folder_ / (name_ + ending); }

  LoadFlowOptions options(const Model& model, const Voltages& start) const {
    LoadFlowOptions options;
    options.has_reactive_limits = false;
    options.moves_taps = false;
    options.most_iterations = 50;
    options.mismatch_pu = tolerance_pu * model.base_mva;  // the program's base is 1 MVA
    options.start = start;
    return options;
  }

  Voltages flow(Model& model) const {
    const auto result = model.solver->solve(normal_state(*model.problem), options(model, start_));
    Voltages voltage;
    voltage.reserve(result.buses.size());
    for (const auto& bus : result.buses) voltage.push_back(std::polar(bus.voltage_pu, bus.angle_rad));
    return voltage;
  }

  /// The sweep solves the normal state itself, from the case's start.
  StateSweep& sweep(Model& model) const {
    if (!model.sweep)
      model.sweep.emplace(*model.problem, normal_state(*model.problem), [&] {
        auto result = options(model, start_);
        result.follows_curve = false;  // as the peers, which tell no more than that there is no answer
        return result;
      }());
    return *model.sweep;
  }

  Voltages swept(Model& model, std::size_t count,
                 const std::function<void(int, NetworkState&)>& describe) const {
    const auto buses = model.problem->base_voltage_v.size();
    Voltages all(count * buses);
    sweep(model).solve(static_cast<int>(count), describe, [&](int i, const SweptState& state) {
      std::copy(state.voltage.begin(), state.voltage.end(),
                all.begin() + static_cast<std::ptrdiff_t>(buses) * i);
    });
    return all;
  }

  Voltages outages(Model& model) const {
    return swept(model, outages_.size(), [&](int i, NetworkState& state) {
      state.branch_out[static_cast<std::size_t>(model.first_branch) +
                       static_cast<std::size_t>(outages_[static_cast<std::size_t>(i)])] = 1;
    });
  }

  /// A row of the states: the branch that is out, real power of the loads, reactive power of them.
  Voltages states(Model& model) const {
    const std::size_t width = 1 + 2 * state_buses_.size();
    return swept(model, states_.size() / width, [&](int i, NetworkState& state) {
      const double* row = &states_[static_cast<std::size_t>(i) * width];
      state.branch_out[static_cast<std::size_t>(model.first_branch) + static_cast<std::size_t>(row[0])] = 1;
      for (std::size_t k = 0; k < state_buses_.size(); ++k) {
        const auto load =
            static_cast<std::size_t>(model.load_of_bus[static_cast<std::size_t>(state_buses_[k])]);
        state.load_real_pu[load] = row[1 + k];
        state.load_reactive_pu[load] = row[1 + state_buses_.size() + k];
      }
    });
  }

  Path folder_;
  std::string name_;
  Voltages start_;
  std::vector<int> outages_, state_buses_;
  std::vector<double> states_;
};

}  // namespace

int main(int count, char** arguments) { return bench::measure_as_told<Tool>(count, arguments); }
