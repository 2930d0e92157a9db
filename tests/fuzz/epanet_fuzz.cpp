// EPANET input files, and what flows in them at time 0.

#include "exchange/epanet_answer.hpp"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace shellfit;
  const auto network =
      exchange::parse_epanet_case("fuzz.inp", std::string(reinterpret_cast<const char*>(data), size));
  const auto answer = network ? exchange::solve_epanet(*network) : tl::unexpected(network.error());
  if (answer) return 0;
  for (const auto& fault : answer.error()) (void)render(fault, false);
  return 0;
}
