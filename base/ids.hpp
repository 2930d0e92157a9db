#pragma once
// Names of things, typed by what they name: a bus id is not a rack id.

#include <compare>
#include <functional>
#include <string>
#include <string_view>
#include <tuple>

namespace shellfit {

template <class Tag>
class Id {
 public:
  Id() = default;
  explicit Id(std::string text) : text_(std::move(text)) {}
  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] bool empty() const { return text_.empty(); }

  static constexpr auto members() { return std::tuple{&Id::text_}; }
  friend bool operator==(const Id&, const Id&) = default;
  friend auto operator<=>(const Id&, const Id&) = default;

 private:
  std::string text_;
};

/// True for 1 to 64 of the characters A-Z a-z 0-9 _ . - : what files may use as an id.
[[nodiscard]] constexpr bool is_valid_id(std::string_view text) {
  if (text.empty() || text.size() > 64) return false;
  for (const char c : text) {
    const bool is_allowed = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                            c == '_' || c == '.' || c == '-';
    if (!is_allowed) return false;
  }
  return true;
}

}  // namespace shellfit

template <class Tag>
struct std::hash<shellfit::Id<Tag>> {
  std::size_t operator()(const shellfit::Id<Tag>& id) const noexcept {
    return std::hash<std::string>{}(id.text());
  }
};
