// Texts of quantities against every kind.

#include "base/assertion.hpp"
#include "base/unit_text.hpp"

#include <cmath>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace shellfit;
  if (size == 0) return 0;
  // The first byte chooses the kind; most texts are wrong for most kinds in the same way.
  const auto kinds = all_kind_texts();
  const auto& kind = kinds[data[0] % kinds.size()];
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto range = parse_si(text, kind);
  if (!range || !range->is_known) return 0;
  ensure(std::isfinite(range->low) && range->low <= range->high, "a range that was read runs upwards");
  (void)range_to_text(range->low, range->high, kind);
  (void)si_to_text(range->low, kind);
  return 0;
}
