#include "documents/file_bytes.hpp"

#include <fmt/format.h>

#include <fstream>

namespace shellfit::documents {

namespace {
constexpr std::size_t longest_path = 400;
}

Diagnostic too_large(const std::string& name, const Location& named_at) {
  Diagnostic fault;
  fault.code = "E-FILE-003";
  fault.message = fmt::format("{} is larger than {} MB", shortened(name, longest_path), largest_file >> 20U);
  fault.where = named_at;
  return fault;
}

Outcome<std::string> read_bytes(const std::filesystem::path& file, const Location& named_at,
                                const std::string& expected) {
  std::error_code ignored;
  const bool is_file = std::filesystem::is_regular_file(file, ignored) ||
                       std::filesystem::is_fifo(file, ignored) ||
                       std::filesystem::is_character_file(file, ignored);
  std::ifstream stream;
  if (is_file) stream.open(file, std::ios::binary);
  if (!is_file || !stream) {
    Diagnostic fault;
    fault.code = "E-FILE-001";
    fault.message = fmt::format("cannot read {}", shortened(file.string(), longest_path));
    fault.where = named_at;
    fault.expected = expected;
    return tl::unexpected(Diagnostics{std::move(fault)});
  }
  std::string text;
  constexpr std::size_t chunk = std::size_t{1} << 16U;
  std::string piece(chunk, '\0');
  while (stream.read(piece.data(), static_cast<std::streamsize>(chunk)) || stream.gcount() > 0) {
    text.append(piece, 0, static_cast<std::size_t>(stream.gcount()));
    if (text.size() > largest_file) return tl::unexpected(Diagnostics{too_large(file.string(), named_at)});
  }
  return text;
}

}  // namespace shellfit::documents
