// XML texts as trees; every place that the tree names lies in the text, and every fault can be shown.

#include "base/assertion.hpp"
#include "documents/document.hpp"

#include <cstdint>

namespace {

using namespace shellfit;

void expect_places(const documents::Element& element) {
  const auto is_inside = [](const Location& where) {
    return where.is_known() && where.offset + where.length <= where.source->text().size();
  };
  ensure(is_inside(element.where) && element.where.line() > 0, "an element has a place in its file");
  for (const auto& attribute : element.attributes)
    ensure(is_inside(attribute.name_at) && is_inside(attribute.value_at), "an attribute has one too");
  for (const auto& child : element.children) expect_places(child);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto read =
      documents::parse_document("input.xml", std::string(reinterpret_cast<const char*>(data), size));
  if (read) {
    expect_places(*read);
  } else {
    ensure(!read.error().empty(), "what is refused has a fault");
    for (const auto& fault : read.error()) ensure(!render(fault, false).empty(), "a fault can be shown");
  }
  return 0;
}
