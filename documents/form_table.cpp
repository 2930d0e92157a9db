#include "documents/form_table.hpp"

#include <fmt/format.h>

namespace shellfit::documents {

namespace {

std::string_view form_name(FieldInfo::Form form) {
  using Form = FieldInfo::Form;
  switch (form) {
    case Form::text:
      return "text";
    case Form::quantity:
      return "quantity";
    case Form::whole_number:
      return "whole-number";
    case Form::word:
      return "word";
    case Form::words:
      return "words";
    case Form::flag:
      return "flag";
    case Form::id:
      return "id";
    case Form::reference:
      return "reference";
    case Form::references:
      return "references";
  }
  return "";
}

std::string_view yes(bool is) { return is ? "yes" : "no"; }

std::string field_row(const FieldInfo& field, const std::string& path) {
  std::string units;
  if (field.kind != nullptr) {
    for (const auto& unit : field.kind->units)
      units += (units.empty() ? "" : " ") + std::string(unit.symbol.empty() ? "1" : unit.symbol);
  }
  const auto form = std::string(form_name(field.form)) + (field.may_be_uncertain ? "-or-unknown" : "");
  return fmt::format("{}\t{}\t{}\t{}\tno\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n", path, field.name, form,
                     yes(field.is_required), field.lowest, field.highest, yes(field.is_positive),
                     field.fallback, field.kind == nullptr ? "" : field.kind->name, units,
                     fmt::join(field.words, " "), field.category);
}

void add_element(const ElementInfo& info, const std::string& path, bool is_required, bool is_repeated,
                 bool may_be_elsewhere, std::string& text) {
  text += fmt::format("{}\t\t{}\t{}\t{}\t\t\t\t\t\t\t\t\n", path, may_be_elsewhere ? "part" : "element",
                      yes(is_required), yes(is_repeated));
  for (const auto& field : info.fields) text += field_row(field, path);
  for (const auto& child : info.children)
    add_element(*child.element, path + "/" + child.element->name, child.is_required, child.is_repeated,
                child.may_be_elsewhere, text);
}

}  // namespace

std::string write_form_table(const ElementInfo& root) {
  std::string text =
      "path\tattribute\tform\trequired\trepeated\tlowest\thighest\tpositive\tdefault\tquantity\tunits\twords"
      "\t"
      "category\n";
  add_element(root, root.name, true, false, false, text);
  return text;
}

}  // namespace shellfit::documents
