#include "exchange/words.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace shellfit::exchange {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string plain(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 13> same{{{"\xc2\xa0", " "},
                                                                                       {"\xe2\x80\xaf", " "},
                                                                                       {"\xe2\x80\x89", " "},
                                                                                       {"\xe2\x80\x93", "-"},
                                                                                       {"\xe2\x80\x94", "-"},
                                                                                       {"\xe2\x88\x92", "-"},
                                                                                       {"\xe2\x80\x99", "'"},
                                                                                       {"\xe2\x80\xa6", ".."},
                                                                                       {"\xe2\x89\x88", "~"},
                                                                                       {"\xe2\x89\xa5", ">"},
                                                                                       {"\xe2\x89\xa4", "<"},
                                                                                       {"\xc2\xb1", "+/-"},
                                                                                       {"\xce\x94", "D"}}};
  std::string result;
  for (std::size_t i = 0; i < text.size();) {
    const auto found = std::find_if(same.begin(), same.end(),
                                    [&](const auto& one) { return text.substr(i).starts_with(one.first); });
    if (found == same.end()) {
      result += text[i++];
    } else {
      result += found->second;
      i += found->first.size();
    }
  }
  return result;
}

std::string squeezed(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (is_digit(c) || is_letter(c)) result += lower(c);
  }
  return result;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  bool is_in_word = false;
  for (const char c : text) {
    const bool is_part = is_digit(c) || is_letter(c);
    if (is_part && !is_in_word) words.emplace_back();
    if (is_part) words.back() += lower(c);
    is_in_word = is_part;
  }
  return words;
}

}  // namespace shellfit::exchange
