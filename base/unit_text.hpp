#pragma once
// Quantities as text: "132 kW", "21 gpm", "104 degF", "12..15 kPa", "unknown".

#include "base/uncertain.hpp"
#include "base/units.hpp"

#include <tl/expected.hpp>

#include <span>
#include <string>
#include <string_view>

namespace shellfit {

/// One unit symbol of a kind, as files may write it.
struct UnitSymbol {
  std::string_view symbol;
  double factor;
  double offset;
  bool is_for_display = false;  ///< output may choose this unit by the size of the value
};

/// What text needs to know of a kind of quantity.
struct KindText {
  std::string_view name;     ///< "volume flow"
  std::string_view article;  ///< "a" or "an"
  std::string_view example;  ///< a quantity as one would write it
  std::span<const UnitSymbol> units;
  /// What a figure of this kind can be in a hall or its plant, where a field says no more: beyond it stand
  /// slips of a prefix, and numbers with which no solver closes its balance in double precision.
  std::string_view lowest, highest;
  std::string_view least;  ///< the lowest of what must exceed zero; empty for points on a scale
};

/// All kinds that files may write, for "kW measures real power" and for the schema.
[[nodiscard]] std::span<const KindText> all_kind_texts();
[[nodiscard]] const KindText& kind_text(std::string_view kind_name);

/// Why a text is not a quantity of the wanted kind.
struct TextFault {
  enum class Kind {
    not_a_number,
    not_finite,
    missing_unit,
    unknown_unit,
    wrong_dimension,
    reversed_range,
    not_known
  };
  Kind kind;
  std::string found;
  std::string expected;
  std::string hint;
};

struct SiRange {
  double low;
  double high;
  bool is_known;
};

/// Parses a quantity, a range or "unknown" of a kind into SI.
[[nodiscard]] tl::expected<SiRange, TextFault> parse_si(std::string_view text, const KindText& kind);
/// Writes an SI value in the display unit that suits its size, with about four significant digits.
[[nodiscard]] std::string si_to_text(double value_si, const KindText& kind);
/// Writes a range as files do, "12..15 kPa", both ends in one unit.
[[nodiscard]] std::string range_to_text(double low_si, double high_si, const KindText& kind);
/// Writes a number with `digits` significant digits and no trailing zeros.
[[nodiscard]] std::string number_text(double value, int digits = 4);

template <AnyQuantity Q>
[[nodiscard]] const KindText& text_of() {
  return kind_text(Q::kind::name);
}
template <AnyQuantity Q>
[[nodiscard]] tl::expected<Uncertain<Q>, TextFault> parse_uncertain(std::string_view text) {
  const auto parsed = parse_si(text, text_of<Q>());
  if (!parsed) return tl::unexpected(parsed.error());
  if (!parsed->is_known) return Uncertain<Q>{};
  return Uncertain<Q>{Q::from_si(parsed->low), Q::from_si(parsed->high)};
}
/// Parses one known quantity; a range or "unknown" is a fault.
template <AnyQuantity Q>
[[nodiscard]] tl::expected<Q, TextFault> parse_quantity(std::string_view text) {
  const auto parsed = parse_uncertain<Q>(text);
  if (!parsed) return tl::unexpected(parsed.error());
  if (!parsed->is_known() || text.find("..") != std::string_view::npos) {
    return tl::unexpected(TextFault{TextFault::Kind::not_known, std::string(text),
                                    "one known " + std::string(text_of<Q>().name) + ", such as \"" +
                                        std::string(text_of<Q>().example) + "\"",
                                    "nothing can be computed without this figure"});
  }
  return parsed->value();
}
template <AnyQuantity Q>
[[nodiscard]] std::string to_text(Q quantity) {
  return si_to_text(quantity.in_si(), text_of<Q>());
}
template <class Kind>
[[nodiscard]] std::string to_text(Quantity<Kind> quantity, Unit<Kind> unit, int digits = 4) {
  const auto number = number_text(quantity.in(unit), digits);
  return unit.symbol.empty() ? number : number + " " + std::string(unit.symbol);
}
template <AnyQuantity Q>
[[nodiscard]] std::string to_text(const Uncertain<Q>& figure) {
  if (figure.is_unknown()) return "unknown";
  if (figure.is_known()) return to_text(figure.value());
  return range_to_text(figure.low->in_si(), figure.high->in_si(), text_of<Q>());
}

}  // namespace shellfit
