#pragma once
// The text of an EPANET input file: sections, lines and words, each with its place.

#include "exchange/epanet_faults.hpp"

#include <array>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace shellfit::exchange {

enum class EpanetSection {
  title,
  junctions,
  reservoirs,
  tanks,
  pipes,
  pumps,
  valves,
  controls,
  rules,
  demands,
  sources,
  emitters,
  leakage,
  patterns,
  curves,
  quality,
  status,
  roughness,
  energy,
  reactions,
  mixing,
  report,
  times,
  options,
  coordinates,
  vertices,
  labels,
  backdrop,
  tags,
  end,
  count
};

struct EpanetWord {
  std::string_view text;  ///< without the quotes around it
  EpanetPlace where;
};

/// A line of a section that is read, with one word at least.
struct EpanetLine {
  EpanetSection section = EpanetSection::title;
  std::size_t first_word = 0, word_count = 0;
};

struct EpanetText {
  std::shared_ptr<const SourceText> source;  ///< UTF-8: Latin-1 is turned into it
  std::vector<EpanetWord> words;
  std::vector<EpanetLine> lines;
  std::array<std::size_t, static_cast<std::size_t>(EpanetSection::count)>
      line_counts{};  ///< also of unread ones
  bool has_section = false, has_unknown_section = false, has_end = false;
  std::vector<std::string> remarks;  ///< what of the text is left, and why

  [[nodiscard]] std::span<const EpanetWord> words_of(const EpanetLine& line) const {
    return std::span(words).subspan(line.first_word, line.word_count);
  }
  [[nodiscard]] std::size_t line_count(EpanetSection section) const {
    return line_counts[static_cast<std::size_t>(section)];
  }
};

/// True when `word` begins with `keyword`, whatever their case: EPANET asks no more of a keyword.
[[nodiscard]] bool begins_with_keyword(std::string_view word, std::string_view keyword);

/// The heading of a section, such as [JUNCTIONS].
[[nodiscard]] std::string_view heading_of(EpanetSection section);

/// Splits a text into the words that EPANET sees: blanks part them, ; begins a comment, quotes hold a word
/// together, and nothing behind [END] is read. Faults: E-INP-002, E-INP-012.
[[nodiscard]] EpanetText split_epanet_text(std::shared_ptr<const SourceText> source, EpanetFaults& faults);

}  // namespace shellfit::exchange
