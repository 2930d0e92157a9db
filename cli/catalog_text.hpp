#pragma once
// The catalog as text for people and as JSON for programs.

#include "catalogs/catalog.hpp"

#include <string>
#include <vector>

namespace shellfit::cli {

[[nodiscard]] std::string list_as_text(const std::vector<catalogs::CatalogEntry>& entries);
[[nodiscard]] std::string list_as_json(const std::vector<catalogs::CatalogEntry>& entries);
/// By kind: types, and claims to their figures by how they are known; claims of "unknown" apart.
[[nodiscard]] std::string table_of_kinds(const catalogs::Catalog& catalog,
                                         const std::vector<catalogs::CatalogEntry>& entries);
[[nodiscard]] std::string sheets_as_text(const catalogs::Catalog& catalog,
                                         const std::vector<catalogs::TypeSheet>& sheets);
[[nodiscard]] std::string sheets_as_json(const catalogs::Catalog& catalog,
                                         const std::vector<catalogs::TypeSheet>& sheets);

}  // namespace shellfit::cli
