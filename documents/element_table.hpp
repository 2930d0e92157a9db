#pragma once
// One table per kind of element: names, quantities, what is required, what range is possible, defaults,
// and what each field means. The table drives the reader, the nearest-name hints and the generated schema.

#include "base/canonical.hpp"
#include "base/ids.hpp"
#include "documents/element_info.hpp"
#include "documents/field_values.hpp"
#include "documents/reading.hpp"

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace shellfit::documents {

/// Options of a field, written where the field is listed.
struct Field {
  std::string_view meaning;
  bool is_required = false;
  std::string_view fallback = {};
  std::string_view lowest = {};
  std::string_view highest = {};
  bool is_positive = false;
  std::string_view default_from = {};
};

/// A member of a member, for the field tables: at(&CoolantCurve::provenance, &Provenance::note).
template <class T, class P, class M>
[[nodiscard]] constexpr auto at(P T::*part, M P::*member) {
  return [part, member](auto& object) -> auto& { return object.*part.*member; };
}

namespace detail {

template <class T, class Member>
using member_type = std::remove_cvref_t<std::invoke_result_t<Member, T&>>;

template <class T>
struct unwrapped {
  using type = T;
  static constexpr bool is_optional = false;
};
template <class T>
struct unwrapped<std::optional<T>> {
  using type = T;
  static constexpr bool is_optional = true;
};
template <class T>
struct is_uncertain : std::false_type {};
template <class Q>
struct is_uncertain<Uncertain<Q>> : std::true_type {
  using quantity = Q;
};

/// Faults for attributes and children that the table does not list, missing ones, repeated ones, stray text.
void check_shape(const ElementInfo& info, const Element& element, Reading& reading);
/// The attribute, or its default as if it had been written, or nothing.
[[nodiscard]] std::optional<Attribute> attribute_or_default(const FieldInfo& field, const Element& element,
                                                            const std::string& path, Reading& reading);

}  // namespace detail

template <class T>
class ElementTable {
 public:
  ElementTable(std::string name, std::string meaning) : info_(std::make_shared<ElementInfo>()) {
    info_->name = std::move(name);
    info_->meaning = std::move(meaning);
  }

  /// The schema version that a file of this kind carries on its root; see check_root.
  ElementTable& versioned() {
    FieldInfo field{.name = "schema", .meaning = "The version of the file's form: 1.", .words = {"1"}};
    field.form = FieldInfo::Form::word;
    return add(std::move(field), [](const FieldInfo&, const Attribute&, const Element&, T&, Reading&) {});
  }

  // A `member` below is a pointer to member or at(part, member).

  /// A required id of a category of things, unique in its file. Where files are laid over each other, another
  /// file may use it again.
  template <class Member>
  ElementTable& id(std::string_view category, Member member, bool may_be_laid_over = false) {
    FieldInfo field{.name = "id",
                    .meaning = "Unique in its file.",
                    .form = FieldInfo::Form::id,
                    .is_required = true,
                    .category = std::string(category),
                    .may_be_laid_over = may_be_laid_over};
    return add(std::move(field), [member, may_be_laid_over](const FieldInfo& f, const Attribute& attribute,
                                                            const Element&, T& object, Reading& reading) {
      reading.declare(f.category, attribute.value, attribute.value_at, may_be_laid_over);
      std::invoke(member, object) = detail::member_type<T, Member>(attribute.value);
    });
  }

  /// A quantity (known, uncertain, or optional of either), a text, a whole number or a flag, by the member's
  /// type.
  template <class Member>
  ElementTable& value(std::string_view name, Member member, Field options) {
    using Plain = typename detail::unwrapped<detail::member_type<T, Member>>::type;
    auto field = describe(name, options);
    if constexpr (std::is_same_v<Plain, std::string>) {
      return add(std::move(field), [member](const FieldInfo& f, const Attribute& attribute,
                                            const Element& element, T& object, Reading& reading) {
        if (f.is_required) detail::expect_text(attribute, element, reading);
        std::invoke(member, object) = attribute.value;
      });
    } else if constexpr (std::is_same_v<Plain, bool>) {
      field.form = FieldInfo::Form::flag;
      field.words = {"no", "yes"};
      return add(std::move(field), [member](const FieldInfo& f, const Attribute& attribute,
                                            const Element& element, T& object, Reading& reading) {
        if (const auto word = detail::read_word(f, attribute, element, reading))
          std::invoke(member, object) = *word == 1;
      });
    } else if constexpr (std::is_same_v<Plain, int>) {
      field.form = FieldInfo::Form::whole_number;
      return add(std::move(field), [member](const FieldInfo& f, const Attribute& attribute,
                                            const Element& element, T& object, Reading& reading) {
        if (const auto number = detail::read_whole_number(f, attribute, element, reading))
          std::invoke(member, object) = *number;
      });
    } else if constexpr (detail::is_uncertain<Plain>::value) {
      using Q = typename detail::is_uncertain<Plain>::quantity;
      field.form = FieldInfo::Form::quantity;
      field.kind = &text_of<Q>();
      field.may_be_uncertain = true;
      detail::add_plausible_limits(field);
      return add(std::move(field), [member](const FieldInfo& f, const Attribute& attribute,
                                            const Element& element, T& object, Reading& reading) {
        if (const auto figure = detail::read_uncertain<Q>(f, attribute, element, reading))
          std::invoke(member, object) = *figure;
      });
    } else {
      static_assert(is_quantity<Plain>::value, "fields are quantities, texts, whole numbers or flags");
      field.form = FieldInfo::Form::quantity;
      field.kind = &text_of<Plain>();
      detail::add_plausible_limits(field);
      return add(std::move(field), [member](const FieldInfo& f, const Attribute& attribute,
                                            const Element& element, T& object, Reading& reading) {
        const auto parsed = parse_quantity<Plain>(attribute.value);
        if (!parsed) return reading.text_fault(parsed.error(), attribute, element);
        detail::check_limits(parsed->in_si(), parsed->in_si(), f, attribute, element, reading);
        std::invoke(member, object) = *parsed;
      });
    }
  }

  /// One of a few words, each standing for a value of an enum in order.
  template <class Member>
  ElementTable& choice(
      std::string_view name, Member member,
      std::vector<
          std::pair<std::string_view, typename detail::unwrapped<detail::member_type<T, Member>>::type>>
          words,
      Field options) {
    auto field = describe(name, options);
    field.form = FieldInfo::Form::word;
    for (const auto& [word, meant] : words) field.words.emplace_back(word);
    return add(std::move(field), [member, words](const FieldInfo& f, const Attribute& attribute,
                                                 const Element& element, T& object, Reading& reading) {
      if (const auto word = detail::read_word(f, attribute, element, reading))
        std::invoke(member, object) = words[*word].second;
    });
  }

  /// Several of a few words, separated by spaces.
  template <class Member>
  ElementTable& choices(
      std::string_view name, Member member,
      std::vector<std::pair<std::string_view, typename detail::member_type<T, Member>::value_type>> words,
      Field options) {
    auto field = describe(name, options);
    field.form = FieldInfo::Form::words;
    for (const auto& [word, meant] : words) field.words.emplace_back(word);
    return add(std::move(field), [member, words](const FieldInfo& f, const Attribute& attribute,
                                                 const Element& element, T& object, Reading& reading) {
      detail::expect_text(attribute, element, reading);
      for (const auto& one : detail::split_words(attribute)) {
        if (const auto word = detail::read_word(f, one, element, reading))
          std::invoke(member, object).push_back(words[*word].second);
      }
    });
  }

  /// The id of one thing of a category.
  template <class Member>
  ElementTable& reference(std::string_view name, std::string_view category, Member member, Field options) {
    auto field = describe(name, options);
    field.form = FieldInfo::Form::reference;
    field.category = category;
    return add(std::move(field), [member](const FieldInfo& f, const Attribute& attribute, const Element&,
                                          T& object, Reading& reading) {
      using Plain = typename detail::unwrapped<detail::member_type<T, Member>>::type;
      reading.refer(f.category, attribute.value, attribute.value_at);
      std::invoke(member, object) = Plain(attribute.value);
    });
  }

  /// The ids of several things of a category, separated by spaces.
  template <class Member>
  ElementTable& references(std::string_view name, std::string_view category, Member member, Field options) {
    auto field = describe(name, options);
    field.form = FieldInfo::Form::references;
    field.category = category;
    return add(std::move(field), [member](const FieldInfo& f, const Attribute& attribute,
                                          const Element& element, T& object, Reading& reading) {
      detail::expect_text(attribute, element, reading);
      using Item = typename detail::member_type<T, Member>::value_type;
      for (auto& [id, where] : detail::read_references(f, attribute, reading))
        std::invoke(member, object).push_back(Item(id));
    });
  }

  /// Children of one kind, any number (at least one when required).
  template <class C>
  ElementTable& children(std::vector<C> T::*member, const ElementTable<C>& table, bool is_required = false) {
    return add_child(
        table, {is_required, true, false},
        [member, &table](const Element& child, const std::string& path, T& object, Reading& reading) {
          (object.*member).push_back(table.read(child, path, reading));
        });
  }
  /// Exactly one child of a kind.
  template <class C>
  ElementTable& child(C T::*member, const ElementTable<C>& table) {
    return add_child(table, {true, false, false}, read_into(member, table));
  }
  /// At most one child of a kind; `member` is a C or an optional C, left as it is when there is none.
  template <class C, class M>
  ElementTable& optional_child(M T::*member, const ElementTable<C>& table) {
    return add_child(table, {false, false, false}, read_into(member, table));
  }
  /// At most one child of a kind; when there is none, it is read as if empty, with all its defaults.
  template <class C>
  ElementTable& child_or_defaults(C T::*member, const ElementTable<C>& table) {
    absent_.push_back(
        [member, &table](const Element& parent, const std::string& path, T& object, Reading& reading) {
          const auto& name = table.info()->name;
          const bool is_there = std::any_of(parent.children.begin(), parent.children.end(),
                                            [&](const Element& child) { return child.name == name; });
          if (is_there) return;
          Element empty;
          empty.name = name;
          empty.where = parent.where;
          object.*member = table.read(empty, path, reading);
        });
    return add_child(table, {false, false, false}, read_into(member, table));
  }
  /// Exactly one child of a kind, which may stand in a file of its own that href names.
  template <class C>
  ElementTable& part(C T::*member, const ElementTable<C>& table) {
    return add_child(table, {true, false, true}, read_into(member, table));
  }
  /// Children that a reader of the caller's takes; `info` describes them for the schema.
  ElementTable& custom_children(
      const std::shared_ptr<const ElementInfo>& info, bool is_required, bool is_repeated,
      std::function<void(const Element&, const std::string& path, T&, Reading&)> read,
      bool may_be_elsewhere = false) {
    info_->children.push_back({info, is_required, is_repeated, may_be_elsewhere});
    child_readers_.push_back({info->name, std::move(read)});
    return *this;
  }

  /// Reads an element whose shape and values may be wrong; every fault goes to `reading`.
  [[nodiscard]] T read(const Element& element, const std::string& parent_path, Reading& reading) const {
    T object{};
    if constexpr (requires { object.where; }) object.where = element.where;
    const auto path = parent_path.empty() ? info_->name : parent_path + "/" + info_->name;
    detail::check_shape(*info_, element, reading);
    for (std::size_t i = 0; i < field_readers_.size(); ++i) {
      const auto& field = info_->fields[i];
      if (const auto attribute = detail::attribute_or_default(field, element, path, reading))
        field_readers_[i](field, *attribute, element, object, reading);
    }
    for (const auto& child : element.children) {
      for (const auto& reader : child_readers_) {
        if (reader.name == child.name) reader.read(child, path, object, reading);
      }
    }
    for (const auto& fill : absent_) fill(element, path, object, reading);
    return object;
  }
  [[nodiscard]] std::shared_ptr<const ElementInfo> info() const { return info_; }

 private:
  using FieldReader = std::function<void(const FieldInfo&, const Attribute&, const Element&, T&, Reading&)>;
  using ChildReader = std::function<void(const Element&, const std::string&, T&, Reading&)>;
  struct NamedChildReader {
    std::string name;
    ChildReader read;
  };
  struct Cardinality {
    bool is_required, is_repeated, may_be_elsewhere;
  };
  static FieldInfo describe(std::string_view name, const Field& options) {
    FieldInfo field{.name = std::string(name),
                    .meaning = std::string(options.meaning),
                    .is_required = options.is_required,
                    .fallback = std::string(options.fallback)};
    field.lowest = options.lowest;
    field.highest = options.highest;
    field.is_positive = options.is_positive;
    field.default_from = options.default_from;
    return field;
  }
  template <class C, class M>
  static ChildReader read_into(M T::*member, const ElementTable<C>& table) {
    return [member, &table](const Element& child, const std::string& path, T& object, Reading& reading) {
      object.*member = table.read(child, path, reading);
    };
  }
  ElementTable& add(FieldInfo field, FieldReader reader) {
    info_->fields.push_back(std::move(field));
    field_readers_.push_back(std::move(reader));
    return *this;
  }
  template <class C>
  ElementTable& add_child(const ElementTable<C>& table, Cardinality cardinality, ChildReader reader) {
    info_->children.push_back(
        {table.info(), cardinality.is_required, cardinality.is_repeated, cardinality.may_be_elsewhere});
    child_readers_.push_back({table.info()->name, std::move(reader)});
    return *this;
  }
  std::shared_ptr<ElementInfo> info_;
  std::vector<FieldReader> field_readers_;
  std::vector<NamedChildReader> child_readers_;
  std::vector<ChildReader> absent_;
};

/// Checks that a root element is `<name schema="1">`; adds a fault otherwise.
[[nodiscard]] bool check_root(const Element& root, std::string_view name, Reading& reading);

}  // namespace shellfit::documents
