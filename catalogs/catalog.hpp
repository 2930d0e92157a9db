#pragma once
// All equipment types a study may name: the built-in ones with the user's laid over them.

#include "base/diagnostics.hpp"
#include "catalogs/equipment.hpp"
#include "catalogs/figure.hpp"
#include "documents/document.hpp"
#include "documents/element_table.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace shellfit::catalogs {

/// Who claims figures, and where that can be read.
struct Source {
  std::string id;
  std::string title;
  std::string address;
  Location where;
  static constexpr auto members() { return std::tuple{&Source::id, &Source::title, &Source::address}; }
};

class Catalog {
 public:
  template <class T>
  using Types = std::map<Id<T>, T>;

  template <class T>
  [[nodiscard]] const Types<T>& all() const {
    return std::get<Types<T>>(types_);
  }
  template <class T>
  [[nodiscard]] Types<T>& all() {
    return std::get<Types<T>>(types_);
  }
  /// The type of an id that a reader has resolved.
  template <class T>
  [[nodiscard]] const T& get(const Id<T>& id) const {
    const auto found = all<T>().find(id);
    ensure(found != all<T>().end(), "references to types are resolved when files are read");
    return found->second;
  }
  /// Calls `visit(types)` for the types of each kind.
  template <class Visit>
  void for_each_kind(Visit&& visit) const {
    std::apply([&](const auto&... types) { (visit(types), ...); }, types_);
  }
  template <class Visit>
  void for_each_kind(Visit&& visit) {
    std::apply([&](auto&... types) { (visit(types), ...); }, types_);
  }
  [[nodiscard]] const std::map<std::string, Source>& sources() const { return sources_; }
  [[nodiscard]] std::map<std::string, Source>& sources() { return sources_; }

 private:
  EquipmentTypes::in<std::tuple, Types> types_;
  std::map<std::string, Source> sources_;
};

/// The catalog that the program carries.
[[nodiscard]] const Catalog& built_in_catalog();
/// What is wrong with it: nothing, in a program that was tested.
[[nodiscard]] Diagnostics built_in_faults();
/// What is wrong with a catalog file laid over the built-in catalog: form, missing sources, impossible
/// figures.
[[nodiscard]] Diagnostics catalog_file_faults(const documents::Element& root);

/// Lays the types of a <catalog> element over `catalog`: figures given replace, new types are added.
/// Faults, those of the merged types included, go to `reading`.
void overlay_catalog(Catalog& catalog, const documents::Element& root, documents::Reading& reading);
/// Makes every type and source of the catalog known to a reading, so that references resolve.
void make_known(const Catalog& catalog, documents::Reading& reading);
/// Figures of all kinds that contradict themselves or miss what their kind needs.
void check_catalog(const Catalog& catalog, documents::Reading& reading);

/// The form of a catalog file, for the generated schema.
[[nodiscard]] const documents::ElementInfo& catalog_file_info();

/// One line of `catalog list`.
struct CatalogEntry {
  std::string kind;
  std::string id;
  std::string name;
  std::string maker;
  std::string generation;
};
[[nodiscard]] std::vector<CatalogEntry> list_catalog(const Catalog& catalog);
/// The words of all kinds, in order.
[[nodiscard]] std::vector<std::string> catalog_kinds();
/// Figures of the types with this id (ids are unique within a kind); empty when there is none.
struct TypeSheet {
  CatalogEntry entry;
  std::string note;
  std::vector<FigureRow> rows;
};
[[nodiscard]] std::vector<TypeSheet> show_types(const Catalog& catalog, const std::string& id);

[[nodiscard]] std::span<const FaultKind> catalog_fault_kinds();

}  // namespace shellfit::catalogs
