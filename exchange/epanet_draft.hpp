#pragma once
// What the readers of the sections of an EPANET file share: the case in the making, its ids, words as
// figures.

#include "exchange/epanet_case.hpp"
#include "exchange/epanet_text.hpp"

#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>

namespace shellfit::exchange {

using EpanetIds = std::unordered_map<std::string_view, std::size_t>;  ///< views into the source

struct EpanetDraft {
  const EpanetText& text;
  EpanetCase& network;
  EpanetFaults& faults;
  EpanetIds nodes, links, patterns, curves;

  void remark(std::string what) { network.remarks.push_back(std::move(what)); }
};

enum class EpanetRange { any, not_negative, positive };

/// The words of a line, and complaints about them.
class EpanetRow {
 public:
  EpanetRow(EpanetDraft& draft, const EpanetLine& line) : draft_(draft), words_(draft.text.words_of(line)) {}

  [[nodiscard]] std::size_t size() const { return words_.size(); }
  [[nodiscard]] bool has(std::size_t word) const { return word < words_.size(); }
  [[nodiscard]] std::string_view text(std::size_t word) const {
    return has(word) ? words_[word].text : std::string_view{};
  }
  [[nodiscard]] EpanetPlace where(std::size_t word) const { return words_[word].where; }
  [[nodiscard]] bool says(std::size_t word, std::string_view keyword) const {
    return begins_with_keyword(text(word), keyword);
  }

  /// The number at a word; a complaint where there is none, or one out of its range.
  std::optional<double> number(std::size_t word, std::string_view what, EpanetRange range = EpanetRange::any);
  /// The row that the id at a word names; a complaint when it names none.
  std::optional<std::size_t> node(std::size_t word) { return find(word, draft_.nodes, "node"); }
  std::optional<std::size_t> link(std::size_t word) { return find(word, draft_.links, "link"); }
  std::optional<std::size_t> pattern(std::size_t word) { return find(word, draft_.patterns, "pattern"); }
  std::optional<std::size_t> curve(std::size_t word) { return find(word, draft_.curves, "curve"); }
  /// False, and a complaint, when the first word is too long for an id or is one of `ids` already.
  bool claim_id(EpanetIds& ids, std::size_t row, EpanetPlace (*place_of)(const EpanetCase&, std::size_t));
  /// False, and a complaint, when the line has fewer words.
  bool has_words(std::size_t least, std::string_view form);
  void complain_unknown_word(std::size_t word, std::string_view expected);

 private:
  std::optional<std::size_t> find(std::size_t word, const EpanetIds& ids, std::string_view noun);

  EpanetDraft& draft_;
  std::span<const EpanetWord> words_;
};

/// Calls `read` with a row for every line of a section.
template <class Read>
void for_each_epanet_row(EpanetDraft& draft, EpanetSection section, Read read) {
  for (const auto& line : draft.text.lines) {
    if (line.section != section) continue;
    EpanetRow row(draft, line);
    read(row);
  }
}

/// A whole text as a number; nothing when it is none that is finite.
[[nodiscard]] std::optional<double> epanet_number(std::string_view text);

/// False, and a complaint at `where`, when an id is longer than EPANET's.
bool is_epanet_id(EpanetDraft& draft, std::string_view id, EpanetPlace where);

}  // namespace shellfit::exchange
