#include "catalogs/type_table.hpp"

#include "base/assertion.hpp"

#include <algorithm>

namespace shellfit::catalogs {

std::string text_in_unit(double low_si, double high_si, const KindText& kind, std::string_view unit) {
  const auto found = std::find_if(kind.units.begin(), kind.units.end(),
                                  [&](const UnitSymbol& one) { return one.symbol == unit; });
  ensure(found != kind.units.end(), "a figure is shown in a unit of its kind");
  const auto number = [&](double si) { return number_text((si - found->offset) / found->factor); };
  const auto text = low_si == high_si ? number(low_si) : number(low_si) + ".." + number(high_si);
  return unit.empty() ? text : text + " " + std::string(unit);
}

std::string_view evidence_text(Evidence evidence) {
  switch (evidence) {
    case Evidence::primary:
      return "published (primary)";
    case Evidence::quoted:
      return "published (quoted)";
    case Evidence::secondary:
      return "published (secondary)";
    case Evidence::recalled:
      return "recalled";
    case Evidence::derived:
      return "derived";
    case Evidence::assumed:
      return "assumed";
  }
  return "assumed";
}

const std::vector<std::string>& evidence_words() {
  static const std::vector<std::string> words{"primary",  "quoted",  "secondary",
                                              "recalled", "derived", "assumed"};
  return words;
}

std::vector<std::pair<std::string_view, Evidence>> evidence_choices() {
  std::vector<std::pair<std::string_view, Evidence>> choices;
  for (std::size_t i = 0; i < evidence_words().size(); ++i)
    choices.emplace_back(evidence_words()[i], static_cast<Evidence>(i));
  return choices;
}

std::vector<documents::FieldInfo> provenance_fields() {
  using Form = documents::FieldInfo::Form;
  std::vector<documents::FieldInfo> fields(3);
  fields[0].name = "source";
  fields[0].meaning = "The id of the source that claims the figure.";
  fields[0].form = Form::reference;
  fields[0].is_required = true;
  fields[0].category = "source";
  fields[1].name = "kind";
  fields[1].meaning =
      "How the figure is known: published (primary, quoted or secondary), recalled, derived or assumed.";
  fields[1].form = Form::word;
  fields[1].is_required = true;
  fields[1].words = evidence_words();
  fields[2].name = "note";
  fields[2].meaning = "What a reader of the figure should know.";
  return fields;
}

Provenance read_provenance(const documents::Element& element, documents::Reading& reading) {
  static const auto fields = provenance_fields();
  Provenance provenance;
  if (const auto source =
          documents::detail::attribute_or_default(fields[0], element, element.name, reading)) {
    reading.refer("source", source->value, source->value_at);
    provenance.source = source->value;
  }
  if (const auto kind = documents::detail::attribute_or_default(fields[1], element, element.name, reading)) {
    if (const auto word = documents::detail::read_word(fields[1], *kind, element, reading))
      provenance.evidence = static_cast<Evidence>(*word);
  }
  if (const auto* note = element.find("note")) provenance.note = note->value;
  return provenance;
}

}  // namespace shellfit::catalogs
