#pragma once
// Which kind of equipment a schedule's words mean.

#include <optional>
#include <string>
#include <string_view>

namespace shellfit::exchange {

enum class Kind {
  feed,
  board,
  distribution,  ///< PDU, remote power panel: a board at the end of the chain
  transformer,
  generator,
  ups,
  battery,
  transfer_switch,
  busway,
  cable,  ///< between two others; its sets and metres are not read
  cdu,
  air_unit,
  cooler,
  chiller,
  pump,
  cooling_tower
};

/// "transformer", "air unit".
[[nodiscard]] std::string_view kind_word(Kind kind);
[[nodiscard]] bool is_cooling(Kind kind);

struct KindFound {
  Kind kind;
  std::string word;       ///< that gave it away
  bool is_plain = false;  ///< the kind's own name, so that nothing was guessed
};
/// The kind that the words of a type or a description name; the last noun of the first phrase counts, as in
/// "UPS output switchboard" and "Transformer, pad-mounted".
[[nodiscard]] std::optional<KindFound> kind_in(std::string_view text);
/// The kind that a tag such as "XFMR-3" hints at.
[[nodiscard]] std::optional<KindFound> kind_of_tag(std::string_view tag);
/// The nearest word that would be understood.
[[nodiscard]] std::optional<std::string> nearest_kind_word(std::string_view text);

[[nodiscard]] bool says_medium_voltage(std::string_view text);
[[nodiscard]] bool says_static(std::string_view text);
[[nodiscard]] bool says_padmount(std::string_view text);
[[nodiscard]] bool says_adiabatic(std::string_view text);
[[nodiscard]] bool says_utility(std::string_view text);
[[nodiscard]] bool says_mechanical(std::string_view text);

}  // namespace shellfit::exchange
