#pragma once
// Fields and children that several elements of loops share, for their tables.

#include "site/tables.hpp"

#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace shellfit::site {

template <class T>
void add_ends(documents::ElementTable<T>& t) {
  t.reference("from", "header", &T::from,
              {.meaning = "The header that its water comes from.", .is_required = true});
  t.reference("to", "header", &T::to, {.meaning = "The header that its water goes to.", .is_required = true});
}
template <class T>
void add_presence(documents::ElementTable<T>& t) {
  t.choice("is", &T::is, {{"installed", Presence::installed}, {"to-be-built", Presence::to_be_built}},
           {.meaning = "Whether it is there or counts against the fit-out.", .fallback = "installed"});
}
template <class T>
void add_standby(documents::ElementTable<T>& t) {
  t.value("standby", &T::is_standby,
          {.meaning = "Whether it may be out without loss, so that the fit-out does not count on it.",
           .fallback = "no"});
}

template <class Type>
const documents::ElementTable<Machine<Type>>& machine_table(const char* name, const char* category,
                                                            const char* meaning) {
  constexpr bool has_standby =
      !std::is_same_v<Type, catalogs::CduType> && !std::is_same_v<Type, catalogs::TankType>;
  static const auto table = [&] {
    documents::ElementTable<Machine<Type>> t(name, meaning);
    t.id("element", &Machine<Type>::id);
    t.reference("type", category, &Machine<Type>::type, {.meaning = "Its type.", .is_required = true});
    add_ends(t);
    if constexpr (has_standby) add_standby(t);
    add_presence(t);
    return t;
  }();
  return table;
}

/// Any number of children into a vector inside a loop.
template <class Member, class C>
void add_many(documents::ElementTable<CoolingLoop>& t, Member member,
              const documents::ElementTable<C>& table) {
  t.custom_children(table.info(), false, true,
                    [member, &table](const documents::Element& child, const std::string& path,
                                     CoolingLoop& loop, documents::Reading& reading) {
                      member(loop).push_back(table.read(child, path, reading));
                    });
}
/// At most one child into an optional inside a loop.
template <class Member, class C>
void add_at_most_one(documents::ElementTable<CoolingLoop>& t, Member member,
                     const documents::ElementTable<C>& table) {
  t.custom_children(
      table.info(), false, false,
      [member, &table](const documents::Element& child, const std::string& path, CoolingLoop& loop,
                       documents::Reading& reading) { member(loop) = table.read(child, path, reading); });
}

}  // namespace shellfit::site
