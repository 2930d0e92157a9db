#pragma once
// One XML element that a reader takes again, attribute by attribute; figures in their usual unit, with as
// many digits as bring them back.

#include "base/ids.hpp"
#include "base/uncertain.hpp"
#include "base/unit_text.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace shellfit::site {

namespace detail {
[[nodiscard]] std::string exact_text(double si, const KindText& kind);
/// "12..15 kPa"
[[nodiscard]] std::string exact_text(double low_si, double high_si, const KindText& kind);
}  // namespace detail

template <AnyQuantity Q>
[[nodiscard]] std::string exact_text(Q quantity) {
  return detail::exact_text(quantity.in_si(), text_of<Q>());
}
template <AnyQuantity Q>
[[nodiscard]] std::string exact_text(const Uncertain<Q>& figure) {
  if (figure.is_unknown()) return "unknown";
  if (figure.is_known()) return exact_text(figure.value());
  return detail::exact_text(figure.low->in_si(), figure.high->in_si(), text_of<Q>());
}

class ElementText {
 public:
  ElementText(int depth, std::string_view name);
  /// Precondition: `value` needs no escape.
  ElementText& put(std::string_view name, std::string_view value);
  template <class Tag>
  ElementText& put(std::string_view name, const Id<Tag>& id) {
    return put(name, std::string_view(id.text()));
  }
  template <class T>
  ElementText& put(std::string_view name, const std::optional<T>& value) {
    if (!value) return *this;
    if constexpr (AnyQuantity<T>) {
      return put(name, exact_text(*value));
    } else {
      return put(name, *value);
    }
  }
  ElementText& presence(bool is_installed) { return is_installed ? *this : put("is", "to-be-built"); }
  [[nodiscard]] std::string closed() const { return text_ + "/>\n"; }
  [[nodiscard]] std::string open() const { return text_ + ">\n"; }

 private:
  std::string text_;
};

}  // namespace shellfit::site
