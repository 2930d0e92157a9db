#include "exchange/cell_values.hpp"

#include "base/units.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace shellfit::exchange {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lowered(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), lower);
  return result;
}

/// Blanks, dashes and quotes of word processors as plain ones.
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

constexpr double foot = 0.3048, inch = 0.0254, pound = 0.45359237, ton_w = 12000 * 1055.05585262 / 3600;

/// Longer words first where one begins another.
constexpr std::array units{
    UnitWord{"kvar", Measures::something_else, 1e3},
    UnitWord{"mva", Measures::apparent_power, 1e6},
    UnitWord{"kva", Measures::apparent_power, 1e3},
    UnitWord{"va", Measures::apparent_power, 1},
    UnitWord{"ekw", Measures::real_power, 1e3},
    UnitWord{"mwe", Measures::real_power, 1e6},
    UnitWord{"kwe", Measures::real_power, 1e3},
    UnitWord{"kwh", Measures::something_else, 1},
    UnitWord{"mw", Measures::real_power, 1e6},
    UnitWord{"kw", Measures::real_power, 1e3},
    UnitWord{"watts", Measures::real_power, 1},
    UnitWord{"w", Measures::real_power, 1},
    UnitWord{"hp", Measures::real_power, 745.6998715822702},
    UnitWord{"tons", Measures::real_power, ton_w},
    UnitWord{"ton", Measures::real_power, ton_w},
    UnitWord{"tr", Measures::real_power, ton_w},
    UnitWord{"mbh", Measures::real_power, 1055.05585262e3 / 3600},
    UnitWord{"kaic", Measures::current, 1e3},
    UnitWord{"kasc", Measures::current, 1e3},
    UnitWord{"ka", Measures::current, 1e3},
    UnitWord{"amperes", Measures::current, 1},
    UnitWord{"ampere", Measures::current, 1},
    UnitWord{"amps", Measures::current, 1},
    UnitWord{"amp", Measures::current, 1},
    UnitWord{"aic", Measures::current, 1},
    UnitWord{"af", Measures::current, 1},
    UnitWord{"at", Measures::current, 1},
    UnitWord{"a", Measures::current, 1},
    UnitWord{"kvac", Measures::voltage, 1e3},
    UnitWord{"kv", Measures::voltage, 1e3},
    UnitWord{"volts", Measures::voltage, 1},
    UnitWord{"volt", Measures::voltage, 1},
    UnitWord{"vac", Measures::voltage, 1},
    UnitWord{"v", Measures::voltage, 1},
    UnitWord{"%", Measures::ratio, 1e-2},
    UnitWord{"percent", Measures::ratio, 1e-2},
    UnitWord{"pct", Measures::ratio, 1e-2},
    UnitWord{"gpm", Measures::flow, 0.003785411784 / 60},
    UnitWord{"l/min", Measures::flow, 1e-3 / 60},
    UnitWord{"lpm", Measures::flow, 1e-3 / 60},
    UnitWord{"l/s", Measures::flow, 1e-3},
    UnitWord{"m3/h", Measures::flow, 1.0 / 3600},
    UnitWord{"cfm", Measures::flow, foot* foot* foot / 60},
    UnitWord{"minutes", Measures::duration, 60},
    UnitWord{"mins", Measures::duration, 60},
    UnitWord{"min", Measures::duration, 60},
    UnitWord{"seconds", Measures::duration, 1},
    UnitWord{"sec", Measures::duration, 1},
    UnitWord{"mm", Measures::length, 1e-3},
    UnitWord{"inches", Measures::length, inch},
    UnitWord{"in", Measures::length, inch},
    UnitWord{"ft", Measures::length, foot},
    UnitWord{"m", Measures::length, 1},
    UnitWord{"kg", Measures::mass, 1},
    UnitWord{"lbs", Measures::mass, pound},
    UnitWord{"lb", Measures::mass, pound},
    UnitWord{"s", Measures::duration, 1},
    UnitWord{"h", Measures::duration, 3600},
    UnitWord{"t", Measures::mass, 1000},
};

/// A number with separators of thousands and a decimal mark; nothing when it is none.
std::optional<double> number_of(std::string token, bool has_decimal_comma, std::string& doubtful) {
  std::erase(token, ' ');
  std::erase(token, '\'');
  const auto is_grouped = [&](char mark) {
    auto at = token.find(mark);
    if (at == 0 || at > 3) return false;
    for (; at != std::string::npos; at = token.find(mark, at + 1)) {
      const auto next = token.find_first_not_of("0123456789", at + 1);
      const auto end = next == std::string::npos ? token.size() : next;
      if (end - at != 4 || (next != std::string::npos && token[next] != mark)) return false;
    }
    return true;
  };
  const auto commas = std::count(token.begin(), token.end(), ',');
  const auto dots = std::count(token.begin(), token.end(), '.');
  if (commas > 0 && dots > 0) {
    const char mark = token.rfind(',') > token.rfind('.') ? ',' : '.';
    if (std::count(token.begin(), token.end(), mark) != 1) return std::nullopt;
    std::erase(token, mark == ',' ? '.' : ',');
  } else if (commas > 0) {
    if (is_grouped(',') && (commas > 1 || !has_decimal_comma)) {
      std::erase(token, ',');
    } else if (commas > 1) {
      return std::nullopt;
    } else if (!has_decimal_comma) {
      doubtful = "the comma taken as decimal mark";
    }
  } else if (dots > 1 || (dots == 1 && has_decimal_comma && is_grouped('.'))) {
    if (!is_grouped('.')) return std::nullopt;
    if (dots == 1)
      doubtful = "the point taken as separator of thousands, as the file's decimal mark is a comma";
    std::erase(token, '.');
  }
  std::replace(token.begin(), token.end(), ',', '.');
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

const UnitWord* unit_at(std::string_view text) {
  const auto low = lowered(text.substr(0, 12));
  const UnitWord* best = nullptr;
  for (const auto& unit : units) {
    if (!low.starts_with(unit.word)) continue;
    const bool is_whole = low.size() == unit.word.size() || !is_letter(low[unit.word.size()]);
    if (is_whole && (best == nullptr || unit.word.size() > best->word.size())) best = &unit;
  }
  return best;
}

CellValue value_of(std::string_view raw, bool has_decimal_comma) {
  const auto whole = plain(raw);
  std::string_view text = whole;
  CellValue value;
  const auto tolerance = text.find("+/-");
  if (tolerance != std::string_view::npos && tolerance > 0) text = text.substr(0, tolerance);
  if (text.find_first_of("<>") != std::string_view::npos) value.fault = "a limit, not a figure";
  if (text.find('~') != std::string_view::npos) value.fault = "only about";
  if (text.find('?') != std::string_view::npos) value.fault = "a question mark stands beside it";
  std::size_t before_end = 0;
  for (std::size_t i = 0; i < text.size();) {
    const bool is_start = is_digit(text[i]) || (text[i] == '.' && i + 1 < text.size() &&
                                                is_digit(text[i + 1]) && (i == 0 || text[i - 1] != '.'));
    // A digit behind a letter belongs to a word, as in 3P or T5.
    if (!is_start || (i > 0 && is_letter(text[i - 1]) && !value.measures.empty() && before_end != i)) {
      ++i;
      continue;
    }
    if (i > 0 && is_letter(text[i - 1]) && before_end != i) {
      ++i;
      while (i < text.size() && (is_digit(text[i]) || is_letter(text[i]))) ++i;
      continue;
    }
    const auto between = text.substr(before_end, i - before_end);
    if (value.measures.empty() && between.find('-') != std::string_view::npos && text[i - 1] == '-')
      value.fault = "negative";
    if (!value.measures.empty() &&
        (between.find("..") != std::string_view::npos || squeezed(between) == "to" ||
         (between.find('-') != std::string_view::npos && squeezed(between).empty())))
      value.is_range = true;
    Measure measure;
    auto end = end_of_number(text, i);
    measure.as_text = text.substr(i, end - i);
    const auto number = number_of(measure.as_text, has_decimal_comma, measure.doubtful);
    if (!number) {
      value.fault = fmt::format("{} is no number", measure.as_text);
      return value;
    }
    measure.number = *number;
    auto rest = text.substr(end);
    if (!rest.empty() && lower(rest.front()) == 'y' && (rest.size() == 1 || !is_letter(rest[1]))) {
      measure.is_wye = true;
      rest.remove_prefix(1);
    }
    const auto blanks = std::min(rest.find_first_not_of(' '), rest.size());
    if (const auto* unit = unit_at(rest.substr(blanks))) {
      measure.measures = unit->measures;
      measure.factor = unit->factor;
      measure.unit = rest.substr(blanks, unit->word.size());
      rest.remove_prefix(blanks + unit->word.size());
    }
    i = text.size() - rest.size();
    before_end = i;
    // Poles, phases and wires.
    if (measure.measures == Measures::nothing && !rest.empty() && lower(rest.front()) == 'p') continue;
    value.measures.push_back(std::move(measure));
  }
  if (value.measures.empty() && value.fault.empty()) value.fault = "no number in it";
  return value;
}

Voltages voltages_of(const CellValue& value, double header_factor) {
  Voltages result;
  if (!value.fault.empty()) {
    result.fault = value.fault;
    return result;
  }
  double next_factor = header_factor;
  std::vector<std::string> unit_guesses;
  std::vector<Measure> list = value.measures;
  // 3P, 4W, 60 Hz and percentages are no voltages; a number without unit takes the unit behind it.
  std::erase_if(list, [](const Measure& one) {
    return one.measures != Measures::voltage && one.measures != Measures::nothing;
  });
  for (auto one = list.rbegin(); one != list.rend(); ++one) {
    if (one->measures == Measures::voltage) {
      next_factor = one->factor;
      continue;
    }
    const bool is_too_small = one->number < 100 && !one->is_wye;
    one->factor = next_factor > 0 ? next_factor : (is_too_small ? 1e3 : 1.0);
    if (next_factor > 0 && one->factor > 1 && one->number >= 1000)
      one->factor = 1;  // 13200-480Y in a column of kV
    if (next_factor <= 0)
      unit_guesses.push_back(
          fmt::format("{} without unit taken as {}", one->as_text, is_too_small ? "kV" : "V"));
  }
  std::erase_if(list, [](const Measure& one) { return one.in_si() < 50; });
  const double root3 = std::sqrt(3.0);
  for (std::size_t i = 0; i < list.size(); ++i) {
    const double volts = list[i].in_si();
    const auto is_phase_of = [&](double line) { return std::fabs(line / root3 / volts - 1) < 0.02; };
    if (i > 0 && is_phase_of(list[i - 1].in_si())) {
      result.guesses.push_back(fmt::format("{:g} V from '{:g}{}/{:g}'", list[i - 1].in_si(),
                                           list[i - 1].number, list[i - 1].is_wye ? "Y" : "",
                                           list[i].number));
      continue;
    }
    result.volts.push_back(volts);
  }
  if (result.guesses.empty()) result.guesses = std::move(unit_guesses);
  if (result.volts.empty()) result.fault = "no voltage in it";
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

}  // namespace shellfit::exchange
