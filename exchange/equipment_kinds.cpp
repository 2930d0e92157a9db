#include "exchange/equipment_kinds.hpp"

#include "base/nearest.hpp"
#include "exchange/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace shellfit::exchange {

namespace {

struct KindWord {
  std::string_view words;  ///< one or more, separated by blanks
  Kind kind;
  bool is_plain = false;
};

constexpr std::array kind_words{
    KindWord{"utility feed", Kind::feed, true},
    KindWord{"utility", Kind::feed},
    KindWord{"utility service", Kind::feed},
    KindWord{"feed", Kind::feed, true},
    KindWord{"poi", Kind::feed},
    KindWord{"incomer", Kind::feed},
    KindWord{"grid", Kind::feed},
    KindWord{"grid connection", Kind::feed},
    KindWord{"board", Kind::board, true},
    KindWord{"switchboard", Kind::board, true},
    KindWord{"switchgear", Kind::board, true},
    KindWord{"switch gear", Kind::board},
    KindWord{"swgr", Kind::board},
    KindWord{"swbd", Kind::board},
    KindWord{"swb", Kind::board},
    KindWord{"switchbd", Kind::board},
    KindWord{"msb", Kind::board},
    KindWord{"mdb", Kind::board},
    KindWord{"mdp", Kind::board},
    KindWord{"mcc", Kind::board},
    KindWord{"motor control center", Kind::board},
    KindWord{"db", Kind::board},
    KindWord{"bus", Kind::board},
    KindWord{"busbar", Kind::board},
    KindWord{"panel", Kind::board},
    KindWord{"panelboard", Kind::board},
    KindWord{"distribution panel", Kind::board},
    KindWord{"distribution board", Kind::board, true},
    KindWord{"metal clad", Kind::board},
    KindWord{"metalclad", Kind::board},
    KindWord{"rmu", Kind::board},
    KindWord{"ring main unit", Kind::board},
    KindWord{"lineup", Kind::board},
    KindWord{"pdu", Kind::distribution, true},
    KindWord{"power distribution unit", Kind::distribution, true},
    KindWord{"rpp", Kind::distribution, true},
    KindWord{"remote power panel", Kind::distribution, true},
    KindWord{"transformer", Kind::transformer, true},
    KindWord{"transformers", Kind::transformer, true},
    KindWord{"xfmr", Kind::transformer},
    KindWord{"xfrmr", Kind::transformer},
    KindWord{"xfrm", Kind::transformer},
    KindWord{"xfmer", Kind::transformer},
    KindWord{"xformer", Kind::transformer},
    KindWord{"tfmr", Kind::transformer},
    KindWord{"trafo", Kind::transformer},
    KindWord{"txf", Kind::transformer},
    KindWord{"tx", Kind::transformer},
    KindWord{"padmount", Kind::transformer},
    KindWord{"pad mount", Kind::transformer},
    KindWord{"pad mounted", Kind::transformer},
    KindWord{"padmounted", Kind::transformer},
    KindWord{"unit substation", Kind::transformer},
    KindWord{"generator", Kind::generator, true},
    KindWord{"generating set", Kind::generator},
    KindWord{"genset", Kind::generator},
    KindWord{"gen set", Kind::generator},
    KindWord{"gen", Kind::generator},
    KindWord{"diesel", Kind::generator},
    KindWord{"ups", Kind::ups, true},
    KindWord{"uninterruptible power supply", Kind::ups, true},
    KindWord{"battery", Kind::battery, true},
    KindWord{"batteries", Kind::battery, true},
    KindWord{"battery cabinet", Kind::battery, true},
    KindWord{"battery rack", Kind::battery, true},
    KindWord{"batt", Kind::battery},
    KindWord{"sts", Kind::transfer_switch, true},
    KindWord{"ats", Kind::transfer_switch, true},
    KindWord{"transfer switch", Kind::transfer_switch, true},
    KindWord{"static switch", Kind::transfer_switch},
    KindWord{"busway", Kind::busway, true},
    KindWord{"bus duct", Kind::busway},
    KindWord{"busduct", Kind::busway},
    KindWord{"cable", Kind::cable, true},
    KindWord{"cables", Kind::cable, true},
    KindWord{"cable feeder", Kind::cable, true},
    KindWord{"feeder cable", Kind::cable, true},
    KindWord{"cdu", Kind::cdu, true},
    KindWord{"coolant distribution unit", Kind::cdu, true},
    KindWord{"crah", Kind::air_unit, true},
    KindWord{"crac", Kind::air_unit},
    KindWord{"fan wall", Kind::air_unit, true},
    KindWord{"fanwall", Kind::air_unit},
    KindWord{"fwu", Kind::air_unit},
    KindWord{"ahu", Kind::air_unit},
    KindWord{"air handler", Kind::air_unit},
    KindWord{"air handling unit", Kind::air_unit},
    KindWord{"dry cooler", Kind::cooler, true},
    KindWord{"drycooler", Kind::cooler},
    KindWord{"adiabatic cooler", Kind::cooler, true},
    KindWord{"fluid cooler", Kind::cooler},
    KindWord{"chiller", Kind::chiller, true},
    KindWord{"pump", Kind::pump, true},
    KindWord{"cooling tower", Kind::cooling_tower, true},
};

/// Prefixes of tags; the longest that the tag begins with counts.
constexpr std::array tag_words{
    KindWord{"xfmr", Kind::transformer},
    KindWord{"tx", Kind::transformer},
    KindWord{"tr", Kind::transformer},
    KindWord{"t", Kind::transformer},
    KindWord{"msb", Kind::board},
    KindWord{"swgr", Kind::board},
    KindWord{"swbd", Kind::board},
    KindWord{"mdp", Kind::board},
    KindWord{"upb", Kind::board},
    KindWord{"db", Kind::board},
    KindWord{"mv", Kind::board},
    KindWord{"lp", Kind::board},
    KindWord{"dp", Kind::board},
    KindWord{"gen", Kind::generator},
    KindWord{"g", Kind::generator},
    KindWord{"dg", Kind::generator},
    KindWord{"ups", Kind::ups},
    KindWord{"batt", Kind::battery},
    KindWord{"bat", Kind::battery},
    KindWord{"sts", Kind::transfer_switch},
    KindWord{"ats", Kind::transfer_switch},
    KindWord{"pdu", Kind::distribution},
    KindWord{"rpp", Kind::distribution},
    KindWord{"cdu", Kind::cdu},
    KindWord{"crah", Kind::air_unit},
    KindWord{"crac", Kind::air_unit},
    KindWord{"fw", Kind::air_unit},
    KindWord{"ahu", Kind::air_unit},
    KindWord{"ch", Kind::chiller},
    KindWord{"chlr", Kind::chiller},
    KindWord{"dc", Kind::cooler},
    KindWord{"ct", Kind::cooling_tower},
    KindWord{"p", Kind::pump},
    KindWord{"pmp", Kind::pump},
    KindWord{"chwp", Kind::pump},
    KindWord{"util", Kind::feed},
};

bool has_word(std::string_view text, std::initializer_list<std::string_view> wanted) {
  const auto words = words_of(text);
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    return std::find(wanted.begin(), wanted.end(), word) != wanted.end();
  });
}

/// The last noun of a phrase; of two that end together the longer.
std::optional<KindFound> last_kind(std::string_view phrase) {
  std::string joined = " ";
  for (const auto& word : words_of(phrase)) joined += word + " ";
  const KindWord* best = nullptr;
  std::size_t best_end = 0;
  for (const auto& known : kind_words) {
    for (const auto& plural : {"", "s"}) {
      const auto at = joined.rfind(fmt::format(" {}{} ", known.words, plural));
      if (at == std::string::npos) continue;
      const auto end = at + known.words.size();
      if (best != nullptr && (end < best_end || (end == best_end && known.words.size() < best->words.size())))
        continue;
      best = &known;
      best_end = end;
    }
  }
  if (best == nullptr) return std::nullopt;
  return KindFound{best->kind, std::string(best->words), best->is_plain};
}

}  // namespace

std::string_view kind_word(Kind kind) {
  constexpr std::array<std::string_view, 16> words{"utility feed",
                                                   "board",
                                                   "power distribution unit",
                                                   "transformer",
                                                   "generator",
                                                   "UPS",
                                                   "battery",
                                                   "transfer switch",
                                                   "busway",
                                                   "cable",
                                                   "CDU",
                                                   "air unit",
                                                   "cooler",
                                                   "chiller",
                                                   "pump",
                                                   "cooling tower"};
  return words[static_cast<std::size_t>(kind)];
}

bool is_cooling(Kind kind) { return kind >= Kind::cdu; }

std::optional<KindFound> kind_in(std::string_view text) {
  const auto cut = text.find_first_of(",;(:\n");
  if (cut != std::string_view::npos) {
    if (auto found = last_kind(text.substr(0, cut))) return found;
  }
  if (auto found = last_kind(text)) return found;
  // One slip in a word of six letters or more.
  for (const auto& word : words_of(text)) {
    for (const auto& known : kind_words) {
      if (word.size() >= 6 && known.words.size() >= 6 && edit_distance(word, known.words) == 1)
        return KindFound{known.kind, std::string(known.words), false};
    }
  }
  return std::nullopt;
}

std::optional<KindFound> kind_of_tag(std::string_view tag) {
  const auto squeezed_tag = squeezed(tag);
  const auto letters = squeezed_tag.substr(0, squeezed_tag.find_first_of("0123456789"));
  for (const auto& known : tag_words) {
    if (letters == known.words) return KindFound{known.kind, std::string(known.words), false};
  }
  const auto words = words_of(tag);
  for (const auto& known : tag_words) {
    if (!words.empty() && known.words.size() > 1 && words.front() == known.words)
      return KindFound{known.kind, std::string(known.words), false};
  }
  return std::nullopt;
}

std::optional<std::string> nearest_kind_word(std::string_view text) {
  std::vector<std::string> words;
  for (const auto& known : kind_words) words.emplace_back(known.words);
  return nearest(text, words);
}

bool says_medium_voltage(std::string_view text) {
  return has_word(text, {"mv", "rmu", "metalclad"}) ||
         squeezed(text).find("mediumvolt") != std::string::npos ||
         squeezed(text).find("metalclad") != std::string::npos ||
         squeezed(text).find("ringmain") != std::string::npos;
}
bool says_static(std::string_view text) { return has_word(text, {"sts", "static"}); }
bool says_padmount(std::string_view text) { return squeezed(text).find("padmount") != std::string::npos; }
bool says_adiabatic(std::string_view text) { return squeezed(text).find("adiabat") != std::string::npos; }
bool says_utility(std::string_view text) {
  return has_word(text, {"utility", "util", "grid", "poi", "substation", "service"});
}
bool says_mechanical(std::string_view text) {
  return has_word(
      text, {"mech", "mechanical", "hvac", "cooling", "chiller", "pump", "pumps", "crah", "mcc", "house"});
}

}  // namespace shellfit::exchange
