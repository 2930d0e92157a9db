// Sweep files, and their addresses put into a study.

#include "site/study.hpp"

#include <cstdint>

namespace {

using namespace shellfit;

const documents::Element& study() {
  static const auto element = documents::parse_document(
      "study.xml",
      "<study schema=\"1\" id=\"s\"><deployment schema=\"1\"><line id=\"a\" rack=\"r\" racks=\"1\"/>"
      "<line id=\"b\" rack=\"r\" racks=\"2\"/></deployment><basis schema=\"1\"><liquid/></basis></study>");
  return *element;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto root =
      documents::parse_document("sweep.xml", std::string(reinterpret_cast<const char*>(data), size));
  if (!root) return 0;
  const auto sweep = site::read_sweep(*root, "folder");
  if (!sweep) {
    for (const auto& fault : sweep.error()) (void)render(fault, false);
    return 0;
  }
  auto changed = study();
  for (const auto& axis : sweep->axes) {
    for (const auto& value : axis.values) {
      if (const auto fault = documents::set_attribute(changed, value)) (void)render(*fault, false);
    }
  }
  return 0;
}
