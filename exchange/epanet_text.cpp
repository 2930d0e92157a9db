#include "exchange/epanet_text.hpp"

#include "base/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace shellfit::exchange {

namespace {

constexpr bool is_separator(char c) { return c == ' ' || c == '\t' || c == '\r'; }
// Behind these EPANET reads on as if a new line began, and leaves words out (its MAXLINE and MAXTOKS).
constexpr std::size_t longest_line = 1023;
constexpr std::size_t most_words = 40;

constexpr std::array<std::string_view, static_cast<std::size_t>(EpanetSection::count)> headings{
    "[TITLE]",       "[JUNCTIONS]", "[RESERVOIRS]", "[TANKS]",    "[PIPES]",   "[PUMPS]",
    "[VALVES]",      "[CONTROLS]",  "[RULES]",      "[DEMANDS]",  "[SOURCES]", "[EMITTERS]",
    "[LEAKAGE]",     "[PATTERNS]",  "[CURVES]",     "[QUALITY]",  "[STATUS]",  "[ROUGHNESS]",
    "[ENERGY]",      "[REACTIONS]", "[MIXING]",     "[REPORT]",   "[TIMES]",   "[OPTIONS]",
    "[COORDINATES]", "[VERTICES]",  "[LABELS]",     "[BACKDROP]", "[TAGS]",    "[END]"};

bool is_read(EpanetSection section) {
  switch (section) {
    case EpanetSection::junctions:
    case EpanetSection::reservoirs:
    case EpanetSection::tanks:
    case EpanetSection::pipes:
    case EpanetSection::pumps:
    case EpanetSection::valves:
    case EpanetSection::controls:
    case EpanetSection::demands:
    case EpanetSection::emitters:
    case EpanetSection::leakage:
    case EpanetSection::patterns:
    case EpanetSection::curves:
    case EpanetSection::status:
    case EpanetSection::times:
    case EpanetSection::options:
      return true;
    default:
      return false;
  }
}

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

class Splitter {
 public:
  Splitter(std::shared_ptr<const SourceText> source, EpanetFaults& faults)
      : text_(source->text()), faults_(faults) {
    split_.source = std::move(source);
  }

  EpanetText split() {
    std::size_t begin = 0;
    while (begin < text_.size() && !split_.has_end) {
      const auto end = std::min(text_.find('\n', begin), text_.size());
      take_line(begin, end);
      begin = end + 1;
    }
    if (split_.has_end) remark_rest(begin);
    if (homeless_lines_ > 0) {
      split_.remarks.push_back(
          fmt::format("{} line(s) before the first section are not read", homeless_lines_));
    }
    return std::move(split_);
  }

 private:
  /// The first of the characters wanted, or the end.
  template <class IsWanted>
  [[nodiscard]] std::size_t find(std::size_t begin, std::size_t end, IsWanted is_wanted) const {
    while (begin < end && !is_wanted(text_[begin])) ++begin;
    return begin;
  }
  [[nodiscard]] std::size_t skip_blanks(std::size_t begin, std::size_t end) const {
    return find(begin, end, [](char c) { return !is_separator(c); });
  }

  void take_line(std::size_t begin, std::size_t end) {
    if (end - begin > longest_line) {
      faults_.complain("E-INP-012", "the line is too long", {begin + longest_line, 1},
                       fmt::format("at most {} bytes", longest_line));
    }
    end = find(begin, end, [](char c) { return c == ';'; });
    const auto first = skip_blanks(begin, end);
    if (first >= end) return;
    if (text_[first] == '[') return take_heading(first, end);
    if (!split_.has_section) {
      ++homeless_lines_;
      return;
    }
    if (!section_) return;
    ++split_.line_counts[static_cast<std::size_t>(*section_)];
    if (is_read(*section_)) take_words(first, end);
  }

  void take_heading(std::size_t begin, std::size_t end) {
    const auto word = text_.substr(begin, find(begin, end, is_separator) - begin);
    split_.has_section = true;
    const auto known = std::find_if(headings.begin(), headings.end(), [&](std::string_view heading) {
      return begins_with_keyword(word, heading);
    });
    if (known == headings.end()) {
      section_.reset();
      split_.has_unknown_section = true;
      faults_
          .complain("E-INP-002", fmt::format("{} is no section of an EPANET file", shortened(word)),
                    {begin, word.size()})
          .hint = did_you_mean(word, {headings.begin(), headings.end()});
      return;
    }
    section_ = static_cast<EpanetSection>(known - headings.begin());
    if (find(begin + word.size(), end, [](char c) { return !is_separator(c); }) < end)
      split_.remarks.push_back(
          fmt::format("what stands behind {} on its line is not read", heading_of(*section_)));
    split_.has_end = section_ == EpanetSection::end;
  }

  void take_words(std::size_t begin, std::size_t end) {
    const auto first_word = split_.words.size();
    while (begin < end) {
      const bool is_quoted = text_[begin] == '"';
      if (is_quoted) ++begin;
      const auto stop = is_quoted ? find(begin, end, [](char c) { return c == '"' || c == '\r'; })
                                  : find(begin, end, is_separator);
      split_.words.push_back({text_.substr(begin, stop - begin), {begin, stop - begin}});
      begin = skip_blanks(std::min(stop + (is_quoted ? 1 : 0), end), end);
    }
    const auto count = split_.words.size() - first_word;
    if (count > most_words) {
      faults_.complain("E-INP-012", "the line has too many words",
                       split_.words[first_word + most_words].where,
                       fmt::format("at most {} words; EPANET leaves the others out", most_words));
    }
    split_.lines.push_back({*section_, first_word, count});
  }

  void remark_rest(std::size_t begin) {
    if (begin < text_.size() && text_.find_first_not_of(" \t\r\n", begin) != std::string_view::npos)
      split_.remarks.emplace_back("what stands behind [END] is not read");
  }

  std::string_view text_;
  EpanetFaults& faults_;
  EpanetText split_;
  std::optional<EpanetSection> section_;  ///< none in one that is not known
  std::size_t homeless_lines_ = 0;
};

}  // namespace

bool begins_with_keyword(std::string_view word, std::string_view keyword) {
  return word.size() >= keyword.size() && std::equal(keyword.begin(), keyword.end(), word.begin(),
                                                     [](char a, char b) { return upper(a) == upper(b); });
}

std::string_view heading_of(EpanetSection section) { return headings.at(static_cast<std::size_t>(section)); }

EpanetText split_epanet_text(std::shared_ptr<const SourceText> source, EpanetFaults& faults) {
  return Splitter(std::move(source), faults).split();
}

}  // namespace shellfit::exchange
