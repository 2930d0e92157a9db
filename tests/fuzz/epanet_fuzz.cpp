// EPANET input files, and what they are at time 0.

#include "exchange/epanet_start.hpp"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace shellfit;
  const auto network =
      exchange::parse_epanet_case("fuzz.inp", std::string(reinterpret_cast<const char*>(data), size));
  if (network) {
    (void)exchange::epanet_start(*network);
    return 0;
  }
  for (const auto& fault : network.error()) (void)render(fault, false);
  return 0;
}
