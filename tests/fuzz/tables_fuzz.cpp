// Trees made from the tables themselves, so that every field is reached: the bytes choose which attributes
// and elements stand there, and whether a value is a likely one, a limit or any text.

#include "site/study.hpp"

#include <cstdint>
#include <fuzzer/FuzzedDataProvider.h>

namespace {

using namespace shellfit;
using documents::Element;
using documents::ElementInfo;
using documents::FieldInfo;

constexpr int deepest = 6;
constexpr int most_alike = 3;

std::string likely_value(const FieldInfo& field, FuzzedDataProvider& bytes) {
  using Form = FieldInfo::Form;
  if (!field.words.empty())
    return bytes.PickValueInArray({0, 1}) == 0 ? field.words.front() : field.words.back();
  switch (field.form) {
    case Form::quantity:
      return std::string(field.kind->example);
    case Form::whole_number:
      return "4";
    case Form::id:
    case Form::reference:
    case Form::references:
      return std::string(1, bytes.PickValueInArray({'a', 'b', 'c'}));
    default:
      return "text";
  }
}

std::string value(const FieldInfo& field, FuzzedDataProvider& bytes) {
  switch (bytes.ConsumeIntegralInRange(0, 7)) {
    case 0:
      return bytes.ConsumeRandomLengthString(24);
    case 1:
      return field.lowest;
    case 2:
      return field.highest;
    case 3:
      return field.may_be_uncertain ? "unknown" : field.fallback;
    case 4:
      if (field.kind != nullptr && !field.kind->units.empty()) {
        const auto last = field.kind->units.size() - 1;
        return std::to_string(bytes.ConsumeIntegral<std::int16_t>()) + " " +
               std::string(field.kind->units[bytes.ConsumeIntegralInRange<std::size_t>(0, last)].symbol);
      }
      return std::to_string(bytes.ConsumeIntegral<std::int32_t>());
    default:
      return likely_value(field, bytes);
  }
}

Element make(const ElementInfo& info, FuzzedDataProvider& bytes, const Location& where, int level) {
  Element element;
  element.name = info.name;
  element.where = where;
  for (const auto& field : info.fields) {
    if (bytes.remaining_bytes() == 0) break;
    const bool is_version = field.name == "schema";
    if (!is_version && !field.is_required && bytes.ConsumeBool()) continue;
    element.attributes.push_back({field.name, is_version ? "1" : value(field, bytes), where, where});
  }
  if (level == deepest) return element;
  for (const auto& child : info.children) {
    if (bytes.remaining_bytes() == 0) break;
    int count = child.is_required ? 1 : 0;
    if (child.is_repeated) count = bytes.ConsumeIntegralInRange(0, most_alike);
    for (int i = 0; i < count; ++i) element.children.push_back(make(*child.element, bytes, where, level + 1));
  }
  return element;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto kinds = site::file_kinds();
  static const Location where{std::make_shared<const SourceText>("tree.xml", "<tree/>\n"), 1, 4};
  FuzzedDataProvider bytes(data, size);
  // A study or a catalog copies the built-in types, so few inputs are one.
  const auto chosen = bytes.ConsumeIntegralInRange<std::size_t>(0, 63);
  const auto& kind = kinds[chosen < kinds.size() ? chosen : 1 + chosen % 3];
  const auto read = site::validate_document(make(*kind.info, bytes, where, 0));
  if (!read) {
    for (const auto& fault : read.error()) (void)render(fault, false);
  }
  return 0;
}
