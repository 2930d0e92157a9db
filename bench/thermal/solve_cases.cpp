// Times and memory of this program on one job of bench/thermal: solve_cases JOB CASE FOLDER
//
// The jobs and the files are those of measure.py beside this file, which does the same for the peers.

#include "bench/measuring.hpp"
#include "exchange/epanet_network.hpp"
#include "exchange/epanet_start.hpp"
#include "thermal/hydraulic_solver.hpp"
#include "thermal/network_check.hpp"

#include <nlohmann/json.hpp>

#include <fstream>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

using nlohmann::json;
using namespace shellfit;
using namespace shellfit::thermal;
using Path = bench::Path;
using Flows = std::vector<double>;  ///< m3/s, by link, state by state

namespace {

/// A case as read, ready to be solved.
struct Model {
  std::unique_ptr<NetworkProblem> problem;
  std::vector<LinkFluid> fluids;
  NetworkState state;
  std::optional<HydraulicModel> solver;
};

class Tool {
 public:
  static constexpr auto tests = "change of every flow below 1e-10 of the largest";

  Tool(Path folder, const std::string& name) : folder_(std::move(folder)), name_(name) {
    const auto settings = json::parse(std::ifstream(file(".json")));
    if (!settings.contains("turned")) return;
    turned_ = settings.at("turned");
    variants_ = bench::numbers<double>(file(".variants.raw"));
  }

  Model read() const {
    const auto from = exchange::read_epanet_case(file(".inp"));
    if (!from) throw std::runtime_error("the case is not read");
    const auto made = exchange::epanet_network(*from, exchange::epanet_start(*from));
    if (!made || !check_network(made->network).empty()) throw std::runtime_error("the case has faults");
    Model model;
    model.problem = std::make_unique<NetworkProblem>(to_problem(made->network));
    const auto& circuit = made->network.circuits.front();
    const auto water = properties_of(circuit.fluid, circuit.start, made->network.atmosphere);
    const LinkFluid everywhere{water.density.in_si(), water.viscosity.in_si(), water.heat.in_si()};
    model.fluids = uniform_fluids(*model.problem, std::span(&everywhere, 1));
    model.state = normal_state(*model.problem);
    model.solver.emplace(*model.problem);
    return model;
  }

  Flows run(const std::string& job, Model& model) const {
    Flows flows;
    const auto normal = solve(model, nullptr, flows);
    if (job == "flow") return flows;
    flows.clear();
    const std::size_t width = 1 + 2 * turned_;
    flows.reserve(variants_.size() / width * normal.kg_s.size());
    for (std::size_t at = 0; at < variants_.size(); at += width) {
      vary(model, &variants_[at]);
      solve(model, &normal, flows);
      restore(model, &variants_[at]);
    }
    return flows;
  }

  void write(const std::string& job, const Flows& flows) const {
    bench::write_numbers(file("." + job + ".shellfit.raw"), flows);
  }

 private:
  Path file(const std::string& ending) const { return folder_ / (name_ + ending); }

  static HydraulicSolution solve(Model& model, const HydraulicSolution* start, Flows& flows) {
    auto solution = model.solver->solve(model.state, model.fluids, start);
    for (std::size_t i = 0; i < solution.kg_s.size(); ++i)
      flows.push_back(solution.has_converged ? solution.kg_s[i] / model.fluids[i].density_kg_m3
                                             : NetworkProblem::none);
    return solution;
  }

  /// Of a row: the link that is out, the links that are turned, by what their drops grow.
  void vary(Model& model, const double* row) const {
    for (std::size_t k = 1; k <= turned_; ++k)
      model.state.drop_factor[static_cast<std::size_t>(row[k])] = row[k + turned_];
    model.state.link_closed[static_cast<std::size_t>(row[0])] = 1;
  }
  void restore(Model& model, const double* row) const {
    for (std::size_t k = 1; k <= turned_; ++k)
      model.state.drop_factor[static_cast<std::size_t>(row[k])] = 1.0;
    model.state.link_closed[static_cast<std::size_t>(row[0])] = 0;
  }

  Path folder_;
  std::string name_;
  std::size_t turned_ = 0;  ///< links in a variant
  std::vector<double> variants_;
};

}  // namespace

int main(int count, char** arguments) { return bench::measure_as_told<Tool>(count, arguments); }
