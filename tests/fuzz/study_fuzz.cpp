// Studies and their parts, from XML text. No file is opened: a part that stands elsewhere is left out.

#include "site/study.hpp"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace shellfit;
  auto root = documents::parse_document("study.xml", std::string(reinterpret_cast<const char*>(data), size));
  if (!root || root->name == "catalog") return 0;
  const auto kind = site::validate_document(std::move(*root));
  if (!kind) {
    for (const auto& fault : kind.error()) (void)render(fault, false);
  }
  return 0;
}
