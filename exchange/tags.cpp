#include "exchange/tags.hpp"

#include "exchange/words.hpp"

#include <fmt/format.h>

namespace shellfit::exchange {

std::string id_of_tag(std::string_view tag) {
  std::string id;
  for (const char c : plain(tag)) {
    const bool is_allowed = is_digit(c) || is_letter(c) || c == '_' || c == '.' || c == '-';
    if (is_allowed) {
      id += c;
    } else if (!id.empty() && id.back() != '-') {
      id += '-';
    }
  }
  while (!id.empty() && (id.back() == '-' || id.back() == '.')) id.pop_back();
  const auto first = id.find_first_not_of("-.");
  return first == std::string::npos ? std::string{} : id.substr(first);
}

std::vector<std::string> tags_in(std::string_view raw) {
  constexpr int most = 10'000;
  const auto text = plain(raw);
  const auto digits_before = [&](std::size_t end) {
    auto start = end;
    while (start > 0 && is_digit(text[start - 1])) --start;
    return start;
  };
  for (const std::string_view mark : {" through ", " thru ", " to ", "..", " - ", "-"}) {
    for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1)) {
      const auto first_end = at;
      const auto second = at + mark.size();
      const auto first_digits = digits_before(first_end);
      const auto last_digits = digits_before(text.size());
      if (first_digits == first_end || last_digits == text.size() || last_digits < second) continue;
      const auto prefix = std::string_view(text).substr(0, first_digits);
      const auto again = std::string_view(text).substr(second, last_digits - second);
      // T1-T12, or T1..12 where the mark leaves no doubt.
      const bool is_same = !prefix.empty() && (again == prefix || (again.empty() && mark != "-"));
      const auto width = first_end - first_digits;
      if (!is_same || width > 6 || text.size() - last_digits > 6) continue;
      const int low = std::stoi(text.substr(first_digits, width));
      const int high = std::stoi(text.substr(last_digits));
      if (high < low) continue;
      if (high - low >= most) return {};
      std::vector<std::string> tags;
      for (int i = low; i <= high; ++i) tags.push_back(fmt::format("{}{:0{}}", prefix, i, width));
      return tags;
    }
  }
  return {text};
}

std::string tag_key(std::string_view tag) {
  std::string key = id_of_tag(tag);
  for (auto& c : key) {
    c = lower(c);
    if (c == '_') c = '-';
  }
  return key;
}

}  // namespace shellfit::exchange
