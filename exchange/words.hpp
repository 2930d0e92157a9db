#pragma once
// Words of a cell, whatever a spreadsheet or a word processor made of their letters. Only ASCII letters
// count.

#include <string>
#include <string_view>
#include <vector>

namespace shellfit::exchange {

[[nodiscard]] bool is_digit(char c);
[[nodiscard]] bool is_letter(char c);
[[nodiscard]] char lower(char c);

/// Blanks, dashes and quotes of word processors as plain ones.
[[nodiscard]] std::string plain(std::string_view text);
/// Lower-case letters and digits only: "Equip. Tag" is "equiptag".
[[nodiscard]] std::string squeezed(std::string_view text);
/// Lower-case words of letters and digits.
[[nodiscard]] std::vector<std::string> words_of(std::string_view text);

}  // namespace shellfit::exchange
