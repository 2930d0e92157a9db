#include "exchange/catalog_figures.hpp"

#include "catalogs/catalog.hpp"
#include "catalogs/equipment_tables.hpp"
#include "site/study.hpp"

#include <algorithm>
#include <cmath>

namespace shellfit::exchange {

namespace {

const documents::ElementInfo* child_of(const documents::ElementInfo& parent, std::string_view name) {
  for (const auto& child : parent.children) {
    if (child.element->name == name) return child.element.get();
  }
  return nullptr;
}

const documents::FieldInfo* field_of(const documents::ElementInfo* element, std::string_view name) {
  if (element == nullptr) return nullptr;
  for (const auto& field : element->fields) {
    if (field.name == name) return &field;
  }
  return nullptr;
}

const documents::ElementInfo& shell_info() {
  static const auto* info = [] {
    for (const auto& kind : site::file_kinds()) {
      if (kind.name == "shell") return kind.info;
    }
    return static_cast<const documents::ElementInfo*>(nullptr);
  }();
  ensure(info != nullptr, "a shell is a kind of file");
  return *info;
}

double si_of(const std::string& text, const KindText& kind) {
  const auto parsed = parse_si(text, kind);
  ensure(parsed.has_value(), "a limit in a field table is a quantity");
  return parsed->low;
}

template <class T>
std::vector<std::string> missing_of(const documents::Element& type) {
  documents::Reading ignored;
  return catalogs::table_of<T>().missing(catalogs::table_of<T>().elements().read(type, "", ignored));
}

}  // namespace

std::string_view catalog_element(Kind kind) {
  switch (kind) {
    case Kind::board:
    case Kind::distribution:
      return "board";
    case Kind::transformer:
      return "transformer";
    case Kind::generator:
      return "generator";
    case Kind::ups:
      return "ups";
    case Kind::battery:
      return "battery";
    case Kind::cdu:
      return "cdu";
    case Kind::air_unit:
      return "air-unit";
    case Kind::cooler:
      return "cooler";
    case Kind::chiller:
      return "chiller";
    case Kind::pump:
      return "pump";
    default:
      return "";
  }
}

const documents::FieldInfo* figure_field(Kind kind, std::string_view figure) {
  if (kind == Kind::feed) return field_of(child_of(shell_info(), "feed"), figure);
  return figure_field(catalog_element(kind), figure);
}

const documents::FieldInfo* figure_field(std::string_view element, std::string_view figure) {
  const auto* type = child_of(catalogs::catalog_file_info(), element);
  return type == nullptr ? nullptr : field_of(child_of(*type, figure), "value");
}

std::optional<std::string> broken_limit(const documents::FieldInfo& field, double value_si) {
  if (field.is_positive && value_si <= 0) return "more than zero";
  const double low = field.lowest.empty() ? -HUGE_VAL : si_of(field.lowest, *field.kind);
  const double high = field.highest.empty() ? HUGE_VAL : si_of(field.highest, *field.kind);
  if (value_si < low) return "at least " + field.lowest;
  if (value_si > high) return "at most " + field.highest;
  return std::nullopt;
}

std::string exact_text(double value_si, const KindText& kind) {
  const UnitSymbol* best = nullptr;
  for (const auto& unit : kind.units) {
    if (!unit.is_for_display) continue;
    // Boards are sold as 4,000 A, not as 4 kA.
    if (unit.symbol == "kA" && std::fabs(value_si) < 10e3) continue;
    const bool shows_whole = std::fabs(value_si) >= unit.factor;
    const bool is_better =
        best == nullptr || (shows_whole ? unit.factor > best->factor
                                        : best->factor > std::fabs(value_si) && unit.factor < best->factor);
    if (is_better) best = &unit;
  }
  ensure(best != nullptr, "every kind has a unit to show");
  const auto number = number_text((value_si - best->offset) / best->factor, 7);
  return best->symbol.empty() ? number : number + " " + std::string(best->symbol);
}

std::vector<std::string> missing_figures(Kind kind, const documents::Element& type) {
  switch (kind) {
    case Kind::board:
    case Kind::distribution:
      return missing_of<catalogs::BoardType>(type);
    case Kind::transformer:
      return missing_of<catalogs::TransformerType>(type);
    case Kind::generator:
      return missing_of<catalogs::GeneratorType>(type);
    case Kind::ups:
      return missing_of<catalogs::UpsType>(type);
    case Kind::battery:
      return missing_of<catalogs::BatteryType>(type);
    case Kind::air_unit:
      return missing_of<catalogs::AirUnitType>(type);
    case Kind::cooler:
      return missing_of<catalogs::CoolerType>(type);
    case Kind::chiller:
      return missing_of<catalogs::ChillerType>(type);
    default:
      return {};
  }
}

}  // namespace shellfit::exchange
