#include "exchange/epanet_draft.hpp"

#include "base/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace shellfit::exchange {

namespace {

constexpr std::size_t longest_id = 31;
constexpr std::size_t most_candidates = 1000;  // comparing with more takes longer than the hint is worth

std::string_view expected_of(EpanetRange range) {
  switch (range) {
    case EpanetRange::positive:
      return "a number above 0";
    case EpanetRange::not_negative:
      return "a number, 0 or more";
    case EpanetRange::any:
      break;
  }
  return "a number";
}

bool is_in(EpanetRange range, double value) {
  if (range == EpanetRange::positive) return value > 0.0;
  return range == EpanetRange::any || value >= 0.0;
}

}  // namespace

std::optional<double> epanet_number(std::string_view text) {
  if (text.starts_with('+')) {
    text.remove_prefix(1);
    if (text.starts_with('-')) return std::nullopt;
  }
  double value = 0.0;
  const auto* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, value);
  if (read.ec != std::errc{} || read.ptr != end || !std::isfinite(value)) return std::nullopt;
  return value;
}

bool is_epanet_id(EpanetDraft& draft, std::string_view id, EpanetPlace where) {
  // Letters of more than one byte in UTF-8 may have been one byte in the file.
  const auto length = std::count_if(id.begin(), id.end(),
                                    [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; });
  if (static_cast<std::size_t>(length) <= longest_id) return true;
  draft.faults.complain("E-INP-012", fmt::format("the id {} is too long", shortened(id)), where,
                        fmt::format("at most {} characters", longest_id));
  return false;
}

std::optional<double> EpanetRow::number(std::size_t word, std::string_view what, EpanetRange range) {
  if (!has(word)) {
    draft_.faults.complain("E-INP-004", fmt::format("{}: the {} is missing", shortened(text(0)), what),
                           words_.back().where, std::string(expected_of(range)));
    return std::nullopt;
  }
  const auto value = epanet_number(text(word));
  if (value && is_in(range, *value)) return value;
  draft_.faults.complain(
      "E-INP-004", fmt::format("{}: the {} cannot be {}", shortened(text(0)), what, shortened(text(word))),
      where(word), std::string(expected_of(range)));
  return std::nullopt;
}

std::optional<std::size_t> EpanetRow::find(std::size_t word, const EpanetIds& ids, std::string_view noun) {
  const auto known = ids.find(text(word));
  if (has(word) && known != ids.end()) return known->second;
  auto& fault = draft_.faults.complain(
      "E-INP-006",
      has(word) ? fmt::format("there is no {} {}", noun, shortened(text(word)))
                : fmt::format("the {} is missing", noun),
      has(word) ? where(word) : words_.back().where, fmt::format("the id of a {}", noun));
  if (!has(word) || ids.size() > most_candidates) return std::nullopt;
  std::vector<std::string> candidates(ids.size());
  std::transform(ids.begin(), ids.end(), candidates.begin(),
                 [](const auto& one) { return std::string(one.first); });
  std::sort(candidates.begin(), candidates.end());
  fault.hint = did_you_mean(text(word), candidates);
  return std::nullopt;
}

bool EpanetRow::claim_id(EpanetIds& ids, std::size_t row,
                         EpanetPlace (*place_of)(const EpanetCase&, std::size_t)) {
  if (!is_epanet_id(draft_, text(0), where(0))) return false;
  const auto [known, is_new] = ids.try_emplace(text(0), row);
  if (is_new) return true;
  auto& fault = draft_.faults.complain("E-INP-005",
                                       fmt::format("the id {} is used twice", shortened(text(0))), where(0));
  fault.other = draft_.faults.at(place_of(draft_.network, known->second));
  fault.other_label = "first here";
  return false;
}

bool EpanetRow::has_words(std::size_t least, std::string_view form) {
  if (size() >= least) return true;
  draft_.faults.complain("E-INP-004", fmt::format("{}: the line is not complete", shortened(text(0))),
                         words_.back().where, std::string(form));
  return false;
}

void EpanetRow::complain_unknown_word(std::size_t word, std::string_view expected) {
  const bool is_there = has(word);
  draft_.faults.complain("E-INP-003",
                         is_there ? fmt::format("{} is not known here", shortened(text(word)))
                                  : fmt::format("{}: a word is missing", shortened(text(0))),
                         is_there ? where(word) : words_.back().where, std::string(expected));
}

}  // namespace shellfit::exchange
