#include "base/unit_text.hpp"

#include "base/assertion.hpp"
#include "base/blanks.hpp"
#include "base/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <locale>
#include <sstream>
#include <vector>

namespace shellfit {

namespace {

// Conversion factors are exact by definition (NIST SP 811, appendix B) unless a comment says otherwise.
constexpr double foot = 0.3048, inch = 0.0254, pound = 0.45359237, gallon_us = 3.785411784e-3,
                 psi = 6894.757293168361;
constexpr double btu = 1055.05585262, pound_force = 4.4482216152605, rankine = 5.0 / 9.0;
constexpr double cubic_foot = foot * foot * foot;

constexpr std::array length_units{UnitSymbol{"m", 1, 0, true}, UnitSymbol{"mm", 1e-3, 0},
                                  UnitSymbol{"cm", 1e-2, 0},   UnitSymbol{"km", 1e3, 0},
                                  UnitSymbol{"ft", foot, 0},   UnitSymbol{"in", inch, 0}};
constexpr std::array area_units{UnitSymbol{"m2", 1, 0, true}, UnitSymbol{"ft2", foot* foot, 0},
                                UnitSymbol{"sqft", foot* foot, 0}};
constexpr std::array volume_units{UnitSymbol{"m3", 1, 0, true}, UnitSymbol{"L", 1e-3, 0, true},
                                  UnitSymbol{"gal", gallon_us, 0}};
constexpr std::array mass_units{UnitSymbol{"kg", 1, 0, true}, UnitSymbol{"t", 1e3, 0, true},
                                UnitSymbol{"lb", pound, 0}};
constexpr std::array duration_units{UnitSymbol{"s", 1, 0, true}, UnitSymbol{"min", 60, 0, true},
                                    UnitSymbol{"h", 3600, 0, true}, UnitSymbol{"ms", 1e-3, 0},
                                    UnitSymbol{"week", 7 * 24 * 3600.0, 0}};
constexpr std::array velocity_units{UnitSymbol{"m/s", 1, 0, true}, UnitSymbol{"ft/s", foot, 0}};
constexpr std::array force_units{UnitSymbol{"kN", 1e3, 0, true}, UnitSymbol{"N", 1, 0},
                                 UnitSymbol{"lbf", pound_force, 0}};
constexpr std::array area_load_units{
    UnitSymbol{"kPa", 1e3, 0, true}, UnitSymbol{"Pa", 1, 0}, UnitSymbol{"kN/m2", 1e3, 0},
    UnitSymbol{"psf", pound_force / (foot * foot), 0}, UnitSymbol{"kg/m2", gravity_m_s2, 0}};
constexpr std::array linear_mass_units{UnitSymbol{"kg/m", 1, 0, true}, UnitSymbol{"lb/ft", pound / foot, 0}};
constexpr std::array volume_flow_units{
    UnitSymbol{"L/min", 1e-3 / 60, 0},       UnitSymbol{"LPM", 1e-3 / 60, 0},
    UnitSymbol{"L/s", 1e-3, 0, true},        UnitSymbol{"m3/s", 1, 0, true},
    UnitSymbol{"m3/h", 1.0 / 3600, 0},       UnitSymbol{"gpm", gallon_us / 60, 0},
    UnitSymbol{"CFM", cubic_foot / 60, 0},   UnitSymbol{"L/h", 1e-3 / 3600, 0},
    UnitSymbol{"gal/h", gallon_us / 3600, 0}};
constexpr std::array mass_flow_units{UnitSymbol{"kg/s", 1, 0, true}, UnitSymbol{"kg/h", 1.0 / 3600, 0},
                                     UnitSymbol{"lb/h", pound / 3600, 0}};
constexpr std::array airflow_per_power_units{UnitSymbol{"m3/s/kW", 1e-3, 0, true},
                                             UnitSymbol{"m3/h/kW", 1e-3 / 3600, 0},
                                             UnitSymbol{"CFM/kW", cubic_foot / 60 / 1e3, 0}};
constexpr std::array pressure_units{UnitSymbol{"kPa", 1e3, 0, true}, UnitSymbol{"Pa", 1, 0},
                                    UnitSymbol{"bar", 1e5, 0},       UnitSymbol{"MPa", 1e6, 0},
                                    UnitSymbol{"psi", psi, 0},       UnitSymbol{"psid", psi, 0}};
constexpr std::array gauge_units{UnitSymbol{"kPa", 1e3, 0, true}, UnitSymbol{"bar", 1e5, 0},
                                 UnitSymbol{"psi", psi, 0}, UnitSymbol{"psig", psi, 0}};
constexpr std::array absolute_pressure_units{UnitSymbol{"kPa", 1e3, 0, true}, UnitSymbol{"bar", 1e5, 0},
                                             UnitSymbol{"psia", psi, 0}};
constexpr std::array temperature_units{
    UnitSymbol{"degC", 1, 273.15, true}, UnitSymbol{"degF", rankine, 459.67 * rankine}, UnitSymbol{"K", 1, 0},
    UnitSymbol{"\u00b0C", 1, 273.15}, UnitSymbol{"\u00b0F", rankine, 459.67 * rankine}};
constexpr std::array temperature_difference_units{UnitSymbol{"K", 1, 0, true}, UnitSymbol{"degF", rankine, 0},
                                                  UnitSymbol{"degC", 1, 0}, UnitSymbol{"\u00b0C", 1, 0},
                                                  UnitSymbol{"\u00b0F", rankine, 0}};
constexpr std::array real_power_units{UnitSymbol{"W", 1, 0, true}, UnitSymbol{"kW", 1e3, 0, true},
                                      UnitSymbol{"MW", 1e6, 0, true}, UnitSymbol{"hp", 745.6998715822702, 0}};
constexpr std::array reactive_power_units{UnitSymbol{"var", 1, 0}, UnitSymbol{"kvar", 1e3, 0, true},
                                          UnitSymbol{"Mvar", 1e6, 0, true}};
constexpr std::array apparent_power_units{UnitSymbol{"VA", 1, 0}, UnitSymbol{"kVA", 1e3, 0, true},
                                          UnitSymbol{"MVA", 1e6, 0, true}};
constexpr std::array heat_units{UnitSymbol{"W", 1, 0}, UnitSymbol{"kW", 1e3, 0, true},
                                UnitSymbol{"MW", 1e6, 0, true}, UnitSymbol{"Btu/h", btu / 3600, 0},
                                UnitSymbol{"ton", 12000 * btu / 3600, 0}};
constexpr std::array energy_units{UnitSymbol{"kWh", 3.6e6, 0, true}, UnitSymbol{"MWh", 3.6e9, 0, true},
                                  UnitSymbol{"J", 1, 0}, UnitSymbol{"MJ", 1e6, 0}};
constexpr std::array voltage_units{UnitSymbol{"V", 1, 0, true}, UnitSymbol{"kV", 1e3, 0, true}};
constexpr std::array current_units{UnitSymbol{"A", 1, 0, true}, UnitSymbol{"kA", 1e3, 0, true}};
constexpr std::array impedance_units{UnitSymbol{"ohm", 1, 0, true}, UnitSymbol{"mohm", 1e-3, 0, true}};
constexpr std::array linear_impedance_units{UnitSymbol{"mohm/m", 1e-3, 0, true},
                                            UnitSymbol{"ohm/km", 1e-3, 0}, UnitSymbol{"ohm/m", 1, 0},
                                            UnitSymbol{"ohm/kft", 1.0 / (1e3 * foot), 0}};
constexpr std::array ratio_units{UnitSymbol{"%", 1e-2, 0, true}, UnitSymbol{"", 1, 0}};
// A year of 365.25 days, as reliability data count it.
constexpr std::array frequency_units{UnitSymbol{"Hz", 1, 0, true},
                                     UnitSymbol{"1/year", 1 / (365.25 * 24 * 3600), 0}};
constexpr std::array density_units{UnitSymbol{"kg/m3", 1, 0, true},
                                   UnitSymbol{"lb/ft3", pound / cubic_foot, 0}};
constexpr std::array viscosity_units{UnitSymbol{"mPa.s", 1e-3, 0, true}, UnitSymbol{"Pa.s", 1, 0},
                                     UnitSymbol{"cP", 1e-3, 0}};
constexpr std::array specific_heat_units{UnitSymbol{"kJ/kg/K", 1e3, 0, true}, UnitSymbol{"J/kg/K", 1, 0}};
constexpr std::array thermal_resistance_units{UnitSymbol{"K/W", 1, 0, true}, UnitSymbol{"K/kW", 1e-3, 0}};
constexpr std::array conductivity_units{UnitSymbol{"W/m/K", 1, 0, true}};

const std::vector<KindText>& kind_texts() {
  static const std::vector<KindText> texts{
      {kinds::Length::name, "a", "600 mm", length_units, "-10 km", "10 km", "0.001 mm"},
      {kinds::Area::name, "an", "2160 m2", area_units, "0 m2", "100000000 m2", "0.000001 m2"},
      {kinds::Volume::name, "a", "14 m3", volume_units, "0 m3", "1000000 m3", "0.001 L"},
      {kinds::Mass::name, "a", "1360 kg", mass_units, "0 kg", "10000 t", "0.001 kg"},
      {kinds::Duration::name, "a", "10 min", duration_units, "0 s", "10000 h", "1 ms"},
      {kinds::Velocity::name, "a", "2.5 m/s", velocity_units, "0 m/s", "100 m/s", "0.001 m/s"},
      {kinds::Force::name, "a", "5.2 kN", force_units, "0 kN", "100000 kN", "1 N"},
      {kinds::AreaLoad::name, "an", "12 kPa", area_load_units, "0 kPa", "10000 kPa", "1 Pa"},
      {kinds::LinearMass::name, "a", "15 kg/m", linear_mass_units, "0 kg/m", "100000 kg/m", "0.001 kg/m"},
      {kinds::VolumeFlow::name, "a", "119 L/min", volume_flow_units, "0 L/s", "10000 m3/s", "0.1 L/min"},
      {kinds::MassFlow::name, "a", "2.5 kg/s", mass_flow_units, "0 kg/s", "10000000 kg/s", "0.001 kg/s"},
      {kinds::AirflowPerPower::name, "an", "157 CFM/kW", airflow_per_power_units, "0 m3/s/kW", "10 m3/s/kW",
       "0.0001 m3/s/kW"},
      {kinds::PressureDifference::name, "a", "58.6 kPa", pressure_units, "0 kPa", "100 MPa", "1 Pa"},
      {kinds::GaugePressure::name, "a", "5 bar", gauge_units, "-1 bar", "1000 bar", ""},
      {kinds::AbsolutePressure::name, "an", "101.325 kPa", absolute_pressure_units, "0 kPa", "100000 kPa",
       ""},
      {kinds::TemperatureDifference::name, "a", "4 K", temperature_difference_units, "-200 K", "200 K",
       "0.001 K"},
      {kinds::Temperature::name, "a", "40 degC", temperature_units, "-100 degC", "200 degC", ""},
      {kinds::RealPower::name, "a", "142 kW", real_power_units, "0 kW", "1000000 MW", "1 W"},
      {kinds::ReactivePower::name, "a", "20 kvar", reactive_power_units, "-1000000 Mvar", "1000000 Mvar",
       "1 var"},
      {kinds::ApparentPower::name, "an", "2.5 MVA", apparent_power_units, "0 kVA", "1000000 MVA", "1 VA"},
      {kinds::HeatFlow::name, "a", "500 kW", heat_units, "0 kW", "1000000 MW", "1 W"},
      {kinds::Energy::name, "an", "51 kWh", energy_units, "0 kWh", "1000000 MWh", "1 J"},
      {kinds::LineVoltage::name, "a", "480 V", voltage_units, "0 V", "1500 kV", "1 V"},
      {kinds::PhaseVoltage::name, "a", "240 V", voltage_units, "0 V", "1000 kV", "1 V"},
      {kinds::Current::name, "a", "4000 A", current_units, "0 A", "1000 kA", "0.001 A"},
      {kinds::Impedance::name, "an", "3 mohm", impedance_units, "0 ohm", "1000000 ohm", "0.000001 mohm"},
      {kinds::LinearImpedance::name, "an", "0.03 mohm/m", linear_impedance_units, "0 ohm/m", "1 ohm/m",
       "0.0001 mohm/m"},
      {kinds::Ratio::name, "a", "5.75 %", ratio_units, "-1000", "1000", "0.000001"},
      {kinds::Frequency::name, "a", "60 Hz", frequency_units, "0 Hz", "1000 Hz", "1 Hz"},
      {kinds::Density::name, "a", "1022.5 kg/m3", density_units, "0 kg/m3", "100000 kg/m3", "0.001 kg/m3"},
      {kinds::Viscosity::name, "a", "1.58 mPa.s", viscosity_units, "0 Pa.s", "1000 Pa.s", "0.0001 mPa.s"},
      {kinds::SpecificHeat::name, "a", "3.92 kJ/kg/K", specific_heat_units, "0 kJ/kg/K", "100 kJ/kg/K",
       "0.001 kJ/kg/K"},
      {kinds::ThermalResistance::name, "a", "0.0245 K/W", thermal_resistance_units, "0 K/W", "1000 K/W",
       "0.000001 K/W"},
      {kinds::Conductivity::name, "a", "0.476 W/m/K", conductivity_units, "0 W/m/K", "10000 W/m/K",
       "0.0001 W/m/K"},
  };
  return texts;
}

/// What from_chars calls out of range: infinity when too large, zero when too small.
double beyond_range(std::string_view number) {
  std::istringstream stream{std::string(number)};
  stream.imbue(std::locale::classic());
  double value = 0;
  return stream >> value ? value : std::numeric_limits<double>::infinity();
}

/// Takes a number from the front of `text`. from_chars does not take a leading plus sign.
std::optional<double> take_number(std::string_view& text) {
  const bool has_plus = text.size() > 1 && text.front() == '+' &&
                        (std::isdigit(static_cast<unsigned char>(text[1])) != 0 || text[1] == '.');
  if (has_plus) text.remove_prefix(1);
  // "12..15" must read as 12, then "..15": stop the number before a double dot.
  const auto dots = text.find("..");
  const auto end = dots == std::string_view::npos ? text.size() : dots;
  double value = 0;
  const auto [rest, fault] = std::from_chars(text.data(), text.data() + end, value);
  if (fault == std::errc::result_out_of_range) {
    value = beyond_range({text.data(), rest});
  } else if (fault != std::errc{}) {
    return std::nullopt;
  }
  text.remove_prefix(static_cast<std::size_t>(rest - text.data()));
  return value;
}

std::string units_in_words(const KindText& kind) {
  std::string text;
  for (const auto& unit : kind.units) {
    if (unit.symbol.empty()) continue;
    text += text.empty() ? "" : ", ";
    text += unit.symbol;
  }
  return text;
}

std::string expectation(const KindText& kind) {
  return fmt::format("{} {} such as \"{}\"", kind.article, kind.name, kind.example);
}

TextFault unit_fault(std::string_view symbol, std::string_view text, const KindText& kind) {
  for (const auto& other : all_kind_texts()) {
    for (const auto& unit : other.units) {
      if (!symbol.empty() && unit.symbol == symbol) {
        return {TextFault::Kind::wrong_dimension, std::string(text), expectation(kind),
                fmt::format("{} measures {}; {} is written in {}", symbol, other.name, kind.name,
                            units_in_words(kind))};
      }
    }
  }
  if (symbol.empty()) {
    return {TextFault::Kind::missing_unit, std::string(text), expectation(kind),
            fmt::format("write the unit: {}", units_in_words(kind))};
  }
  std::vector<std::string> names;
  for (const auto& unit : kind.units) names.emplace_back(unit.symbol);
  return {TextFault::Kind::unknown_unit, std::string(text), expectation(kind),
          did_you_mean(symbol, names, fmt::format("{} is written in {}", kind.name, units_in_words(kind)))};
}

/// "2,5 MVA": which of a decimal mark and a separator of thousands a comma is, files do not leave open.
std::optional<TextFault> comma_fault(std::string_view text, std::string_view rest, const KindText& kind) {
  const bool is_mark = rest.size() > 1 && rest.front() == ',' && rest[1] >= '0' && rest[1] <= '9';
  if (!is_mark) return std::nullopt;
  std::string with_point(text), without(text);
  std::replace(with_point.begin(), with_point.end(), ',', '.');
  std::erase(without, ',');
  // The commas of this number alone; a range may have some in both of its ends.
  const auto end = std::min(rest.find_first_not_of("0123456789,"), rest.size());
  const auto commas = std::count(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(end), ',');
  const auto digits = std::min(rest.find_first_not_of("0123456789", 1), rest.size()) - 1;
  const bool is_one = commas == 1;
  const bool may_be_thousands = digits == 3 || !is_one;
  return TextFault{
      TextFault::Kind::not_a_number, std::string(text), expectation(kind),
      fmt::format("a comma stands in no number: write the decimal mark as a point{}",
                  !may_be_thousands ? fmt::format(", {}", with_point)
                  : is_one ? fmt::format(", {}, or no separator of thousands, {}", with_point, without)
                           : fmt::format(" and no separators of thousands, {}", without))};
}

}  // namespace

std::span<const KindText> all_kind_texts() { return kind_texts(); }

const KindText& kind_text(std::string_view kind_name) {
  const auto& texts = kind_texts();
  const auto found =
      std::find_if(texts.begin(), texts.end(), [&](const KindText& text) { return text.name == kind_name; });
  ensure(found != texts.end(), "every kind of quantity has its text");
  return *found;
}

tl::expected<SiRange, TextFault> parse_si(std::string_view text, const KindText& kind) {
  const auto whole = trimmed(text);
  if (whole == "unknown") return SiRange{0, 0, false};
  auto rest = whole;
  const auto low = take_number(rest);
  if (!low)
    return tl::unexpected(TextFault{TextFault::Kind::not_a_number, std::string(text), expectation(kind), ""});
  if (auto fault = comma_fault(whole, rest, kind)) return tl::unexpected(std::move(*fault));
  auto high = low;
  if (rest.starts_with("..")) {
    rest.remove_prefix(2);
    high = take_number(rest);
    if (!high) {
      return tl::unexpected(TextFault{TextFault::Kind::not_a_number, std::string(text),
                                      fmt::format("a range such as \"12..15 {}\"", kind.units.front().symbol),
                                      ""});
    }
    if (auto fault = comma_fault(whole, rest, kind)) return tl::unexpected(std::move(*fault));
  }
  const auto symbol = trimmed(rest);
  const auto unit = std::find_if(kind.units.begin(), kind.units.end(),
                                 [&](const UnitSymbol& u) { return u.symbol == symbol; });
  if (unit == kind.units.end()) return tl::unexpected(unit_fault(symbol, text, kind));
  const SiRange range{*low * unit->factor + unit->offset, *high * unit->factor + unit->offset, true};
  if (!std::isfinite(range.low) || !std::isfinite(range.high)) {
    return tl::unexpected(TextFault{TextFault::Kind::not_finite, std::string(text), expectation(kind),
                                    "a figure must be finite"});
  }
  if (range.high < range.low) {
    return tl::unexpected(TextFault{TextFault::Kind::reversed_range, std::string(text),
                                    "a range from the lower to the higher value", ""});
  }
  return range;
}

std::string number_text(double value, int digits) {
  if (value == 0.0 || !std::isfinite(value)) return value == 0.0 ? "0" : "no figure";
  const int magnitude = static_cast<int>(std::floor(std::log10(std::fabs(value)))) + 1;
  const int decimals = std::max(0, digits - magnitude);
  auto text = fmt::format("{:.{}f}", value, decimals);
  if (text.find('.') != std::string::npos) {
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
  }
  return text == "-0" ? "0" : text;
}

namespace {

/// The largest display unit in which the value still shows at least one whole.
const UnitSymbol& display_unit(double value_si, const KindText& kind) {
  const UnitSymbol* chosen = nullptr;
  for (const auto& unit : kind.units) {
    if (!unit.is_for_display) continue;
    const double shown = std::fabs(value_si - unit.offset) / unit.factor;
    const bool is_better =
        chosen == nullptr ||
        (unit.factor > chosen->factor ? shown >= 1.0 : std::fabs(value_si) / chosen->factor < 1.0);
    if (is_better) chosen = &unit;
  }
  ensure(chosen != nullptr, "every kind has a unit to show");
  return *chosen;
}

std::string number_in(const UnitSymbol& unit, double value_si) {
  return number_text((value_si - unit.offset) / unit.factor);
}
std::string with_symbol(const std::string& number, const UnitSymbol& unit) {
  return unit.symbol.empty() ? number : number + " " + std::string(unit.symbol);
}

}  // namespace

std::string si_to_text(double value_si, const KindText& kind) {
  const auto& unit = display_unit(value_si, kind);
  return with_symbol(number_in(unit, value_si), unit);
}

std::string range_to_text(double low_si, double high_si, const KindText& kind) {
  const auto& unit = display_unit(std::max(std::fabs(low_si), std::fabs(high_si)), kind);
  return with_symbol(number_in(unit, low_si) + ".." + number_in(unit, high_si), unit);
}

}  // namespace shellfit
