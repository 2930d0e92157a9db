#include "documents/field_values.hpp"

#include "base/assertion.hpp"
#include "base/blanks.hpp"
#include "base/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace shellfit::documents::detail {

namespace {

std::string join(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, ", ")); }

double limit_si(std::string_view text, const FieldInfo& field) {
  const auto parsed = parse_si(text, *field.kind);
  ensure(parsed.has_value(), "a limit in a field table is a quantity");
  return parsed->low;
}

/// from_chars does not take a leading plus sign.
std::string_view without_plus(std::string_view number) {
  const bool has_plus = number.size() > 1 && number.front() == '+' && number[1] != '-';
  return has_plus ? number.substr(1) : number;
}

}  // namespace

void add_plausible_limits(FieldInfo& field) {
  if (field.lowest.empty()) field.lowest = field.is_positive ? field.kind->least : field.kind->lowest;
  if (field.highest.empty()) field.highest = field.kind->highest;
}

void check_limits(double low_si, double high_si, const FieldInfo& field, const Attribute& attribute,
                  const Element& element, Reading& reading) {
  const auto complain = [&](const std::string& expected) {
    reading.fault("E-VAL-008",
                  fmt::format("{} of {} cannot be {}", field.name, element.name, shortened(attribute.value)),
                  attribute.value_at, attribute.value, expected);
  };
  if (field.is_positive && low_si <= 0.0)
    return complain(fmt::format("more than zero, such as \"{}\"", field.kind->example));
  if (!field.lowest.empty() && low_si < limit_si(field.lowest, field))
    return complain("at least " + field.lowest);
  if (!field.highest.empty() && high_si > limit_si(field.highest, field))
    return complain("at most " + field.highest);
}

std::optional<int> read_whole_number(const FieldInfo& field, const Attribute& attribute,
                                     const Element& element, Reading& reading) {
  int number = 0;
  const auto written = without_plus(trimmed(attribute.value));
  const auto* end = written.data() + written.size();
  const auto [rest, fault] = std::from_chars(written.data(), end, number);
  if (fault == std::errc::result_out_of_range && rest == end) {
    const bool is_low = written.starts_with('-');
    const auto limit = is_low ? field.lowest : field.highest;
    reading.fault(
        "E-VAL-010",
        fmt::format("{} of {} is too {} a number", field.name, element.name, is_low ? "low" : "large"),
        attribute.value_at, attribute.value,
        limit.empty() ? std::string("a whole number such as \"8\"")
                      : fmt::format("at {} {}", is_low ? "least" : "most", limit));
    return std::nullopt;
  }
  if (fault != std::errc{} || rest != end) {
    reading.fault("E-VAL-010", fmt::format("{} of {} is not a whole number", field.name, element.name),
                  attribute.value_at, attribute.value, "a whole number such as \"8\"");
    return std::nullopt;
  }
  const auto bound = [](const std::string& text) { return std::stoi(text); };
  const bool is_low =
      (field.is_positive && number <= 0) || (!field.lowest.empty() && number < bound(field.lowest));
  const bool is_high = !field.highest.empty() && number > bound(field.highest);
  if (is_low || is_high) {
    const auto expected = is_low ? (field.is_positive ? std::string("1 or more") : "at least " + field.lowest)
                                 : "at most " + field.highest;
    reading.fault("E-VAL-008", fmt::format("{} of {} cannot be {}", field.name, element.name, number),
                  attribute.value_at, attribute.value, expected);
    return std::nullopt;
  }
  return number;
}

std::optional<std::size_t> read_word(const FieldInfo& field, const Attribute& attribute,
                                     const Element& element, Reading& reading) {
  const auto found = std::find(field.words.begin(), field.words.end(), attribute.value);
  if (found != field.words.end()) return static_cast<std::size_t>(found - field.words.begin());
  reading.fault(
      "E-VAL-009",
      fmt::format("{} of {} cannot be \"{}\"", field.name, element.name, shortened(attribute.value)),
      attribute.value_at, attribute.value, "one of " + join(field.words),
      did_you_mean(attribute.value, field.words));
  return std::nullopt;
}

void expect_text(const Attribute& attribute, const Element& element, Reading& reading) {
  if (!is_blank(attribute.value)) return;
  reading.fault("E-VAL-011", fmt::format("{} of {} is empty", attribute.name, element.name),
                attribute.value_at, "", "a text");
}

std::vector<Attribute> split_words(const Attribute& attribute) {
  std::vector<Attribute> words;
  std::size_t i = 0;
  while (i < attribute.value.size()) {
    const auto end = std::min(attribute.value.find_first_of(blanks, i), attribute.value.size());
    if (end > i) {
      Attribute word{attribute.name, attribute.value.substr(i, end - i), attribute.name_at,
                     attribute.value_at};
      word.value_at.offset += i;
      word.value_at.length = end - i;
      words.push_back(std::move(word));
    }
    i = end + 1;
  }
  return words;
}

std::vector<std::pair<std::string, Location>> read_references(const FieldInfo& field,
                                                              const Attribute& attribute, Reading& reading) {
  std::vector<std::pair<std::string, Location>> ids;
  for (const auto& word : split_words(attribute)) {
    reading.refer(field.category, word.value, word.value_at);
    ids.emplace_back(word.value, word.value_at);
  }
  return ids;
}

}  // namespace shellfit::documents::detail
