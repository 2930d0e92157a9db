#pragma once
// The example that `new` writes: examples/hall-12mw, carried in the program. The source is generated.

#include <span>
#include <string_view>

namespace shellfit::cli {

struct ExampleFile {
  std::string_view name;
  std::string_view text;
};
[[nodiscard]] std::span<const ExampleFile> example_files();

}  // namespace shellfit::cli
