// Solves one case for run_cases.py: a request as JSON on stdin, the answer as JSON on stdout. Speaks to the
// solvers by their public headers only and knows nothing of where a case came from.

#include "tests/validation/fault_requests.hpp"
#include "tests/validation/fluid_requests.hpp"
#include "tests/validation/foreign_loops.hpp"
#include "tests/validation/load_flow_requests.hpp"

#include <iostream>
#include <stdexcept>
#include <string>

using namespace shellfit;
using namespace shellfit::validation;

int main() {
  try {
    const auto request = json::parse(std::cin);
    const auto kind = text(request, "kind");
    if (kind == "power")
      std::cout << solve_load_flow_of(request) << '\n';
    else if (kind == "faults")
      std::cout << solve_faults_of(request) << '\n';
    else if (kind == "properties")
      std::cout << properties_of_request(request) << '\n';
    else if (kind == "loops")
      std::cout << solve_loops_of(request) << '\n';
    else
      throw std::runtime_error("no kind of case is called " + kind);
  } catch (const std::exception& problem) {
    std::cerr << problem.what() << '\n';
    return 1;
  }
  return 0;
}
