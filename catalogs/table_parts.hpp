#pragma once
// Groups of fields that several kinds of equipment share.

#include "catalogs/type_table.hpp"

#include <string>
#include <utility>

namespace shellfit::catalogs {

template <class C>
void add_provenance(documents::ElementTable<C>& table) {
  table.value("note", documents::at(&C::provenance, &Provenance::note),
              documents::Field{.meaning = "What a reader of the figures should know."});
  table.reference(
      "source", "source", documents::at(&C::provenance, &Provenance::source),
      documents::Field{.meaning = "The id of the source that claims the figures.", .is_required = true});
  table.choice("kind", documents::at(&C::provenance, &Provenance::evidence), evidence_choices(),
               documents::Field{.meaning = "How the figures are known.", .is_required = true});
}

/// Lets curves and the like be claimed as unknown: <coolant value="unknown" source="..." kind="..."/>.
template <class C>
void add_unknown(documents::ElementTable<C>& table) {
  table.choice(
      "value", &C::is_unknown, {{"unknown", true}},
      documents::Field{.meaning =
                           "Claimed as unknown: then nothing else stands here but source, kind and note."});
}

/// The table of curves with these points.
template <class C>
[[nodiscard]] documents::ElementTable<C> curve_table(
    std::string name, std::string meaning, const documents::ElementTable<typename C::Point>& point) {
  documents::ElementTable<C> table(std::move(name), std::move(meaning));
  add_provenance(table);
  add_unknown(table);
  table.children(&C::points, point);
  return table;
}

template <class T>
void add_water_volume(TypeTable<T>& t) {
  t.figure("water-volume", &T::water_volume,
           {.meaning = "Water inside it.", .highest = "10 m3", .shown_in = "L"});
}
/// The four figures of a body; a type must claim all of them.
template <class T>
void add_body(TypeTable<T>& t) {
  t.figure("width", documents::at(&T::body, &Body::width),
           {.meaning = "Along the row.",
            .is_required = true,
            .is_engine_input = false,
            .lowest = "50 mm",
            .highest = "30 m"});
  t.figure("depth", documents::at(&T::body, &Body::depth),
           {.meaning = "Across the row, front to rear.",
            .is_required = true,
            .is_engine_input = false,
            .lowest = "50 mm",
            .highest = "30 m"});
  t.figure("height", documents::at(&T::body, &Body::height),
           {.meaning = "From the floor to its top.",
            .is_required = true,
            .is_engine_input = false,
            .lowest = "50 mm",
            .highest = "15 m"});
  t.figure("mass", documents::at(&T::body, &Body::mass),
           {.meaning = "In service, with its fluids.",
            .is_required = true,
            .is_engine_input = false,
            .lowest = "1 kg",
            .highest = "400 t"});
}

}  // namespace shellfit::catalogs
