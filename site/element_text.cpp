#include "site/element_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shellfit::site {

namespace {

/// A figure in the unit that it is shown in.
struct ExactText {
  std::string number;
  const UnitSymbol* unit;
};
std::string number_in(double si, const UnitSymbol& unit) {
  constexpr int all_digits = 15;
  return number_text((si - unit.offset) / unit.factor, all_digits);
}
ExactText exact(double si, const KindText& kind) {
  const auto shown = si_to_text(si, kind);
  const auto space = shown.find(' ');
  const auto symbol = space == std::string::npos ? std::string{} : shown.substr(space + 1);
  const auto unit = std::find_if(kind.units.begin(), kind.units.end(),
                                 [&](const UnitSymbol& one) { return one.symbol == symbol; });
  const auto parsed = parse_si(shown, kind);
  const bool is_exact = parsed.has_value() && parsed->low == si;
  return {is_exact ? shown.substr(0, space) : number_in(si, *unit), &*unit};
}
std::string with_unit(const std::string& number, const UnitSymbol& unit) {
  return unit.symbol.empty() ? number : fmt::format("{} {}", number, unit.symbol);
}

}  // namespace

std::string detail::exact_text(double si, const KindText& kind) {
  const auto one = exact(si, kind);
  return with_unit(one.number, *one.unit);
}

std::string detail::exact_text(double low_si, double high_si, const KindText& kind) {
  const auto high = exact(high_si, kind);
  return with_unit(fmt::format("{}..{}", number_in(low_si, *high.unit), high.number), *high.unit);
}

ElementText::ElementText(int depth, std::string_view name)
    : text_(fmt::format("{:{}}<{}", "", 2 * depth, name)) {}

ElementText& ElementText::put(std::string_view name, std::string_view value) {
  text_ += fmt::format(" {}=\"{}\"", name, value);
  return *this;
}

}  // namespace shellfit::site
