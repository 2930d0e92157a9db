#pragma once
// The field table of one kind of equipment: reads it, lists its figures, lays a user's figures over the
// built-in ones, and says which figures a type must have.

#include "catalogs/equipment.hpp"
#include "catalogs/figure.hpp"
#include "documents/element_table.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shellfit::catalogs {

/// Reads source, kind and note of a claim or curve.
[[nodiscard]] Provenance read_provenance(const documents::Element& element, documents::Reading& reading);
/// The fields every claim has, for the schema.
[[nodiscard]] std::vector<documents::FieldInfo> provenance_fields();
/// Words for Evidence, in order.
[[nodiscard]] const std::vector<std::string>& evidence_words();
/// The same with what they stand for, for field tables.
[[nodiscard]] std::vector<std::pair<std::string_view, Evidence>> evidence_choices();

/// How one figure of a kind is read and checked.
struct FigureRule {
  std::string_view meaning;
  bool is_required = false;     ///< the type must claim it, if only as "unknown"
  bool is_engine_input = true;  ///< a required one without which no network can be set up
  std::string_view lowest = {};
  std::string_view highest = {};
  std::string_view shown_in = {};  ///< unit of lists and sheets, where the usual one would not do
};
/// Shows a ratio as a number: a COP of 3, not of 300 %.
inline constexpr std::string_view plain_number = "1";

/// A figure in a unit of one's choice: "27 week".
[[nodiscard]] std::string text_in_unit(double low_si, double high_si, const KindText& kind,
                                       std::string_view unit);
template <AnyQuantity Q>
[[nodiscard]] std::string figure_text(const Uncertain<Q>& value, std::string_view unit) {
  if (unit.empty() || value.is_unknown()) return to_text(value);
  return text_in_unit(value.low->in_si(), value.high->in_si(), text_of<Q>(),
                      unit == plain_number ? std::string_view{} : unit);
}

/// Who makes a claim, and where it stands.
struct ClaimOrigin {
  std::string source;
  Location where;
  bool is_unknown = false;
};

template <class T>
class TypeTable {
 public:
  TypeTable(std::string kind, std::string meaning)
      : elements_(kind, std::move(meaning)), kind_(std::move(kind)) {
    elements_.id(kind_, &T::id, true);
    text("name", &About::name, "What people call it.");
    text("maker", &About::maker, "Who makes it.");
    text("generation", &About::generation, "The generation of accelerator it belongs to.");
    text("note", &About::note, "Anything a reader of the figures should know.");
  }

  /// A figure; `member` is a pointer to member or documents::at(part, member).
  template <class Member>
  TypeTable& figure(const std::string& name, Member member, FigureRule rule);
  /// Curves that stand beside each other as rivals; the first counts.
  template <class C>
  TypeTable& curves(std::vector<C> T::*member, const documents::ElementTable<C>& table,
                    std::function<std::string(const C&)> show) {
    elements_.children(member, table);
    const auto name = table.info()->name;
    rows_.push_back([member, name, show](const T& type, std::vector<FigureRow>& rows) {
      bool is_first = true;
      for (const auto& curve : type.*member) {
        rows.push_back({name, show(curve), curve.provenance, !is_first});
        is_first = false;
      }
    });
    overlays_.push_back([member](T& type, const T& patch) {
      if (!(patch.*member).empty()) type.*member = patch.*member;
    });
    const auto at = [](int i) { return static_cast<std::size_t>(i); };
    claimed_.push_back(
        {name, [member](const T& type) { return static_cast<int>((type.*member).size()); },
         [](const T& /*type*/) { return 0; },
         [member, at](const T& type, int i) {
           const auto& curve = (type.*member)[at(i)];
           return ClaimOrigin{curve.provenance.source, curve.where, curve.is_unknown};
         },
         [member, at](T& type, int i) { std::swap((type.*member)[0], (type.*member)[at(i)]); }});
    return *this;
  }
  /// Plain fields (attributes) that are not figures.
  template <class Add>
  TypeTable& plain(Add add) {
    add(elements_);
    return *this;
  }
  TypeTable& overlay_with(std::function<void(T&, const T&)> overlay) {
    overlays_.push_back(std::move(overlay));
    return *this;
  }
  TypeTable& rows_with(std::function<void(const T&, std::vector<FigureRow>&)> rows) {
    rows_.push_back(std::move(rows));
    return *this;
  }

  /// Something that is no figure and yet must be claimed, if only as unknown.
  TypeTable& require(std::string name, std::function<bool(const T&)> is_given,
                     std::function<bool(const T&)> is_known) {
    required_.push_back({std::move(name), true, std::move(is_given), std::move(is_known)});
    return *this;
  }

  /// The claims to one figure or curve, for checks that put rivals in the place of the chosen one.
  struct Claimed {
    std::string name;
    std::function<int(const T&)> count, chosen;
    std::function<ClaimOrigin(const T&, int)> origin;
    std::function<void(T&, int)> choose;
  };
  [[nodiscard]] const std::vector<Claimed>& claimed() const { return claimed_; }
  [[nodiscard]] const std::string& kind() const { return kind_; }
  [[nodiscard]] const documents::ElementTable<T>& elements() const { return elements_; }
  [[nodiscard]] std::vector<FigureRow> rows(const T& type) const {
    std::vector<FigureRow> rows;
    for (const auto& list : rows_) list(type, rows);
    return rows;
  }
  /// Figures and texts that `patch` gives replace those of `type`; all else stays.
  void overlay(T& type, const T& patch) const {
    for (const auto& one : overlays_) one(type, patch);
  }
  /// Names of figures that an engine needs and the type claims only as "unknown".
  [[nodiscard]] std::vector<std::string> unknown_inputs(const T& type) const {
    std::vector<std::string> names;
    for (const auto& rule : required_) {
      if (rule.is_engine_input && rule.is_given(type) && !rule.is_known(type)) names.push_back(rule.name);
    }
    return names;
  }
  /// Names of required figures that the type does not claim.
  [[nodiscard]] std::vector<std::string> missing(const T& type) const {
    std::vector<std::string> names;
    for (const auto& rule : required_) {
      if (!rule.is_given(type)) names.push_back(rule.name);
    }
    return names;
  }

 private:
  void text(const std::string& name, std::string About::*member, std::string_view meaning) {
    elements_.value(name, documents::at(&T::about, member), documents::Field{.meaning = meaning});
    overlays_.push_back([member](T& type, const T& patch) {
      if (!(patch.about.*member).empty()) type.about.*member = patch.about.*member;
    });
  }

  struct Required {
    std::string name;
    bool is_engine_input;
    std::function<bool(const T&)> is_given, is_known;
  };
  documents::ElementTable<T> elements_;
  std::string kind_;
  std::vector<std::function<void(const T&, std::vector<FigureRow>&)>> rows_;
  std::vector<std::function<void(T&, const T&)>> overlays_;
  std::vector<Required> required_;
  std::vector<Claimed> claimed_;
};

template <class T>
template <class Member>
TypeTable<T>& TypeTable<T>::figure(const std::string& name, Member member, FigureRule rule) {
  using Q = typename documents::detail::member_type<T, Member>::quantity;
  auto info = std::make_shared<documents::ElementInfo>();
  info->name = name;
  info->meaning = std::string(rule.meaning);
  documents::FieldInfo field{.name = "value",
                             .meaning = std::string(rule.meaning),
                             .form = documents::FieldInfo::Form::quantity,
                             .is_required = true};
  field.kind = &text_of<Q>();
  field.may_be_uncertain = true;
  field.lowest = rule.lowest;
  field.highest = rule.highest;
  field.is_positive = rule.lowest.empty() && !PointKind<typename Q::kind>;
  documents::detail::add_plausible_limits(field);
  info->fields.push_back(field);
  for (auto& more : provenance_fields()) info->fields.push_back(std::move(more));
  elements_.custom_children(
      info, false, true,
      [member, info, field](const documents::Element& element, const std::string&, T& type,
                            documents::Reading& reading) {
        documents::detail::check_shape(*info, element, reading);
        Claim<Q> claim;
        claim.where = element.where;
        claim.provenance = read_provenance(element, reading);
        if (const auto attribute =
                documents::detail::attribute_or_default(field, element, element.name, reading)) {
          if (const auto value = documents::detail::read_uncertain<Q>(field, *attribute, element, reading))
            claim.value = *value;
        }
        std::invoke(member, type).claims.push_back(std::move(claim));
      });
  rows_.push_back([member, name, unit = rule.shown_in](const T& type, std::vector<FigureRow>& rows) {
    const auto& figure = std::invoke(member, type);
    for (std::size_t i = 0; i < figure.claims.size(); ++i) {
      rows.push_back({name, figure_text(figure.claims[i].value, unit), figure.claims[i].provenance,
                      static_cast<int>(i) != figure.chosen});
    }
  });
  claimed_.push_back(
      {name, [member](const T& type) { return static_cast<int>(std::invoke(member, type).claims.size()); },
       [member](const T& type) { return std::invoke(member, type).chosen; },
       [member](const T& type, int i) {
         const auto& claim = std::invoke(member, type).claims[static_cast<std::size_t>(i)];
         return ClaimOrigin{claim.provenance.source, claim.where, claim.value.is_unknown()};
       },
       [member](T& type, int i) { std::invoke(member, type).chosen = i; }});
  overlays_.push_back([member](T& type, const T& patch) {
    if (std::invoke(member, patch).is_given()) std::invoke(member, type) = std::invoke(member, patch);
  });
  if (rule.is_required) {
    required_.push_back({name, rule.is_engine_input,
                         [member](const T& type) { return std::invoke(member, type).is_given(); },
                         [member](const T& type) { return std::invoke(member, type).is_known(); }});
  }
  return *this;
}

}  // namespace shellfit::catalogs
