// Catalog files laid over an empty catalog.

#include "catalogs/catalog.hpp"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace shellfit;
  const auto root =
      documents::parse_document("catalog.xml", std::string(reinterpret_cast<const char*>(data), size));
  if (!root) return 0;
  catalogs::Catalog catalog;
  documents::Reading reading;
  catalogs::overlay_catalog(catalog, *root, reading);
  for (const auto& [id, source] : catalog.sources()) reading.know("source", id);
  reading.resolve_references();
  if (!reading.has_faults()) catalogs::check_catalog(catalog, reading);
  for (const auto& fault : reading.take_faults()) (void)render(fault, false);
  for (const auto& entry : catalogs::list_catalog(catalog)) (void)catalogs::show_types(catalog, entry.id);
  return 0;
}
