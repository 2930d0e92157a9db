#pragma once
// The files of catalogs/data, carried in the program. The source of this header's functions is generated.

#include <span>
#include <string_view>

namespace shellfit::catalogs {

struct BuiltInFile {
  std::string_view name;
  std::string_view text;
};
[[nodiscard]] std::span<const BuiltInFile> built_in_files();

}  // namespace shellfit::catalogs
