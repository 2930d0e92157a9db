#pragma once
// The examples that `new` writes, carried in the program. The source is generated.

#include <span>
#include <string_view>

namespace shellfit::cli {

struct ExampleFile {
  std::string_view name;  ///< path below examples/: hall-12mw/study.xml
  std::string_view text;
};
[[nodiscard]] std::span<const ExampleFile> example_files();

}  // namespace shellfit::cli
