#pragma once
// Words for what was found of a network of pipes, the same in text and in JSON.

#include "studies/loop_answer.hpp"

#include <string_view>

namespace shellfit::reports {

[[nodiscard]] std::string_view status_word(thermal::LinkStatus status);
[[nodiscard]] std::string_view mode_word(thermal::Mode mode);
[[nodiscard]] std::string_view device_word(studies::DeviceKind kind);

}  // namespace shellfit::reports
