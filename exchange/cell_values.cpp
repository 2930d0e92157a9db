#include "exchange/cell_values.hpp"

#include "base/blanks.hpp"
#include "exchange/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

namespace shellfit::exchange {

namespace {

/// True when every mark has three digits behind it and one to three before it: 1,234,567. A leading zero is
/// none of a thousand's.
bool is_grouped(std::string_view number, char mark) {
  auto at = number.find(mark);
  if (at == 0 || at > 3 || number.front() == '0') return false;
  for (; at != std::string_view::npos; at = number.find(mark, at + 1)) {
    const auto next = number.find_first_not_of("0123456789", at + 1);
    const auto end = next == std::string_view::npos ? number.size() : next;
    if (end - at != 4 || (next != std::string_view::npos && number[next] != mark)) return false;
  }
  return true;
}

/// Leaves nothing of the marks but a decimal point; false when they contradict each other.
bool settle_marks(std::string& token, bool has_decimal_comma, std::string& doubtful) {
  const auto commas = std::count(token.begin(), token.end(), ',');
  const auto points = std::count(token.begin(), token.end(), '.');
  if (commas > 0 && points > 0) {
    const auto decimal = std::max(token.rfind(','), token.rfind('.'));
    const char other = token[decimal] == ',' ? '.' : ',';
    if (!is_grouped(std::string_view(token).substr(0, decimal), other)) return false;
    std::erase(token, other);
  } else if (commas > 1 || points > 1) {
    const char mark = commas > 1 ? ',' : '.';
    if (!is_grouped(token, mark)) return false;
    std::erase(token, mark);
  } else if (commas == 1 && is_grouped(token, ',') && !has_decimal_comma) {
    doubtful = "the comma taken as separator of thousands";
    std::erase(token, ',');
  } else if (commas == 1 && (is_grouped(token, ',') || !has_decimal_comma)) {
    doubtful = "the comma taken as decimal mark";
  } else if (points == 1 && has_decimal_comma && is_grouped(token, '.')) {
    doubtful = "the point taken as separator of thousands, as the file's decimal mark is a comma";
    std::erase(token, '.');
  }
  std::replace(token.begin(), token.end(), ',', '.');
  return true;
}

/// A number with separators of thousands and a decimal mark; nothing when it is none.
std::optional<double> number_of(std::string token, bool has_decimal_comma, std::string& doubtful) {
  std::erase(token, ' ');
  std::erase(token, '\'');
  if (!settle_marks(token, has_decimal_comma, doubtful)) return std::nullopt;
  double value = 0;
  const auto [rest, fault] = std::from_chars(token.data(), token.data() + token.size(), value);
  if (fault != std::errc{} || rest != token.data() + token.size() || !std::isfinite(value))
    return std::nullopt;
  return value;
}

/// The end of a number that starts at `i`: digits, marks, blanks before three digits, an exponent.
std::size_t end_of_number(std::string_view text, std::size_t i) {
  const auto three_digits_at = [&](std::size_t at) {
    return at + 3 <= text.size() &&
           std::all_of(text.begin() + static_cast<std::ptrdiff_t>(at),
                       text.begin() + static_cast<std::ptrdiff_t>(at + 3), is_digit) &&
           (at + 3 == text.size() || !is_digit(text[at + 3]));
  };
  const auto start = i;
  while (i < text.size()) {
    const char c = text[i];
    const bool has_digit_next = i + 1 < text.size() && is_digit(text[i + 1]);
    if (is_digit(c) || ((c == '.' || c == ',') && has_digit_next)) {
      ++i;
    } else if ((c == ' ' || c == '\'') && i - start <= 7 && three_digits_at(i + 1)) {
      i += 4;
    } else {
      break;
    }
  }
  const bool has_exponent =
      i + 1 < text.size() && (text[i] == 'e' || text[i] == 'E') &&
      (is_digit(text[i + 1]) ||
       (i + 2 < text.size() && (text[i + 1] == '+' || text[i + 1] == '-') && is_digit(text[i + 2])));
  if (has_exponent) {
    i += 2;
    while (i < text.size() && is_digit(text[i])) ++i;
  }
  return i;
}

/// Letters that stand for a word or for a sign, as words and signs.
std::string spelt(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> signs{{{"\xc3\x98", " ph "},
                                                                                       {"\xc3\xb8", " ph "},
                                                                                       {"\xcf\x86", " ph "},
                                                                                       {"\xce\xa6", " ph "},
                                                                                       {"\xc3\x97", "*"}}};
  auto result = plain(text);
  for (const auto& [sign, word] : signs) {
    for (auto at = result.find(sign); at != std::string::npos; at = result.find(sign, at + word.size()))
      result.replace(at, sign.size(), word);
  }
  return result;
}

/// Goes through a cell from number to number.
class ValueReader {
 public:
  ValueReader(std::string_view text, bool has_decimal_comma)
      : text_(text), has_decimal_comma_(has_decimal_comma) {}

  CellValue read() {
    find_doubts();
    while (at_ < text_.size()) {
      if (!is_start_of_number()) {
        ++at_;
      } else if (at_ > 0 && is_letter(text_[at_ - 1]) && behind_ != at_) {
        skip_word();
      } else if (!take_number()) {
        return std::move(value_);
      }
    }
    if (value_.measures.empty() && value_.fault.empty()) value_.fault = "no number in it";
    return std::move(value_);
  }

 private:
  void find_doubts() {
    const auto tolerance = text_.find("+/-");
    if (tolerance != std::string_view::npos && tolerance > 0) {
      value_.left = text_.substr(tolerance);
      text_ = text_.substr(0, tolerance);
    }
    if (text_.find_first_of("<>") != std::string_view::npos) value_.fault = "a limit, not a figure";
    if (text_.find('~') != std::string_view::npos) value_.fault = "only about";
    if (text_.find('?') != std::string_view::npos) value_.fault = "a question mark stands beside it";
  }

  bool is_start_of_number() const {
    const bool has_digit_next = at_ + 1 < text_.size() && is_digit(text_[at_ + 1]);
    return is_digit(text_[at_]) ||
           (text_[at_] == '.' && has_digit_next && (at_ == 0 || text_[at_ - 1] != '.'));
  }

  std::string_view between() const { return text_.substr(behind_, at_ - behind_); }

  /// A digit behind a letter belongs to a word, as in T5; the x of 2x2500 is a sign.
  void skip_word() {
    if (!value_.measures.empty() && squeezed(between()) == "x") value_.fault = "a product of numbers";
    while (at_ < text_.size() && (is_digit(text_[at_]) || is_letter(text_[at_]))) ++at_;
  }

  /// What stands between two numbers says how they belong together.
  void join_to_last() {
    const auto gap = trimmed(between());
    if (value_.measures.empty()) {
      if (gap.find('-') != std::string_view::npos && text_[at_ - 1] == '-') value_.fault = "negative";
      return;
    }
    const auto word = squeezed(gap);
    if (gap.find('*') != std::string_view::npos || word == "x") value_.fault = "a product of numbers";
    value_.is_range |= gap.find("..") != std::string_view::npos || word == "to" ||
                       (gap.find('-') != std::string_view::npos && word.empty());
    value_.measures.back().is_listed =
        (!gap.empty() && word.empty() && gap.find_first_of("()[]*") == std::string_view::npos) ||
        word == "to" || word == "or";
  }

  /// False when the cell can say nothing.
  bool take_number() {
    join_to_last();
    Measure measure;
    const auto end = end_of_number(text_, at_);
    measure.as_text = text_.substr(at_, end - at_);
    const auto number = number_of(measure.as_text, has_decimal_comma_, measure.doubtful);
    if (!number) {
      value_.fault = fmt::format("{} is no number", measure.as_text);
      return false;
    }
    measure.number = *number;
    at_ = end;
    const bool is_wye = at_ < text_.size() && lower(text_[at_]) == 'y' &&
                        (at_ + 1 == text_.size() || !is_letter(text_[at_ + 1]));
    if (is_wye) {
      measure.is_wye = true;
      ++at_;
    }
    const auto unit_start = std::min(text_.find_first_not_of(' ', at_), text_.size());
    if (const auto* unit = unit_at(text_.substr(unit_start))) {
      measure.measures = unit->measures;
      measure.factor = unit->factor;
      measure.unit = text_.substr(unit_start, unit->word.size());
      at_ = unit_start + unit->word.size();
    }
    behind_ = at_;
    // 3P, 4P: poles.
    const bool are_poles =
        measure.measures == Measures::nothing && at_ < text_.size() && lower(text_[at_]) == 'p';
    if (!are_poles) value_.measures.push_back(std::move(measure));
    return true;
  }

  std::string_view text_;
  bool has_decimal_comma_;
  CellValue value_;
  std::size_t at_ = 0, behind_ = 0;  ///< behind the last number and its unit
};

}  // namespace

bool is_unknown(std::string_view text) {
  static constexpr std::array<std::string_view, 27> words{
      "tbd",  "tbc",      "tba",      "na",  "nan", "inf",   "none", "null",           "unknown",
      "hold", "pending",  "later",    "xx",  "xxx", "x",     "ref",  "value",          "div0",
      "tobe", "byothers", "bylessor", "unk", "nil", "tbdby", "name", "tobedetermined", "tobeconfirmed"};
  const auto squeezed_text = squeezed(text);
  if (squeezed_text.empty()) return text.find('=') == std::string_view::npos;
  const auto all = words_of(text);
  return std::find(words.begin(), words.end(), squeezed_text) != words.end() ||
         (!all.empty() && (all.front() == "tbd" || all.front() == "tbc" || all.front() == "tba"));
}

bool is_formula(std::string_view text) {
  if (text.empty() || std::string_view("=+@").find(text.front()) == std::string_view::npos) return false;
  return text.front() != '+' || text.size() < 2 || (!is_digit(text[1]) && text[1] != '/');
}

CellValue value_of(std::string_view raw, bool has_decimal_comma) {
  const auto text = spelt(raw);
  return ValueReader(text, has_decimal_comma).read();
}

}  // namespace shellfit::exchange
