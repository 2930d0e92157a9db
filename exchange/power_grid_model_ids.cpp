#include "exchange/power_grid_model_ids.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace shellfit::exchange::power_grid_model {

namespace {

std::optional<int> whole_number(const std::string& text) {
  int value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  constexpr int most = 1'000'000'000;  // above it there must be room for the others
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size() || value < 0 || value > most)
    return std::nullopt;
  return value;
}

}  // namespace

void ComponentIds::reserve(const std::string& name) {
  if (const auto number = whole_number(name)) next_ = std::max(next_, *number + 1);
}

int ComponentIds::next(const std::string& name) {
  if (const auto number = whole_number(name); number && taken_.insert(*number).second) return *number;
  return next_++;
}

}  // namespace shellfit::exchange::power_grid_model
