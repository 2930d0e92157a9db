#include "base/unit_text.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <set>
#include <string>

using namespace shellfit;

namespace {

template <class Q>
double si(const std::string& text) {
  const auto parsed = parse_quantity<Q>(text);
  INFO(text);
  REQUIRE(parsed.has_value());
  return parsed->in_si();
}

/// The relative distance of what `text` means from `expected`.
template <class Q>
double distance(const std::string& text, double expected) {
  return std::fabs(si<Q>(text) - expected) / std::fabs(expected);
}
constexpr double tight = 1e-12;

// Definitions: NIST SP 811 (2008), appendix B.8.
constexpr double foot_m = 0.3048;
constexpr double inch_m = 0.0254;
constexpr double pound_kg = 0.45359237;
constexpr double gallon_m3 = 231 * inch_m * inch_m * inch_m;  // 231 cubic inches
constexpr double pound_force_n = pound_kg * 9.80665;
constexpr double btu_j = 1055.05585262;  // international table

}  // namespace

TEST_CASE("lengths, areas and volumes in US units are the defined metric ones") {
  CHECK(distance<Length>("24 in", 0.6096) < tight);
  CHECK(distance<Length>("10 ft", 3.048) < tight);
  CHECK(distance<Area>("100 ft2", 100 * foot_m * foot_m) < tight);
  CHECK(distance<Area>("100 sqft", 9.290304) < tight);
  CHECK(distance<Volume>("1 gal", 3.785411784e-3) < tight);
  CHECK(distance<Velocity>("100 ft/s", 30.48) < tight);
}

TEST_CASE("flows in US units are the defined metric ones") {
  CHECK(distance<VolumeFlow>("21 gpm", 21 * gallon_m3 / 60) < tight);
  CHECK(distance<VolumeFlow>("3900 CFM", 3900 * foot_m * foot_m * foot_m / 60) < tight);
  CHECK(distance<AirflowPerPower>("157 CFM/kW", 157 * foot_m * foot_m * foot_m / 60 / 1000) < tight);
  CHECK(distance<MassFlow>("3600 lb/h", pound_kg) < tight);
}

TEST_CASE("masses, forces and loads in US units are the defined metric ones") {
  CHECK(distance<Mass>("3000 lb", 1360.77711) < tight);
  CHECK(distance<Force>("1000 lbf", 1000 * pound_force_n) < tight);
  CHECK(distance<AreaLoad>("125 psf", 125 * pound_force_n / (foot_m * foot_m)) < tight);
  CHECK(distance<LinearMass>("10 lb/ft", 10 * pound_kg / foot_m) < tight);
  CHECK(distance<Density>("62.4 lb/ft3", 62.4 * pound_kg / (foot_m * foot_m * foot_m)) < tight);
}

TEST_CASE("every kind of pressure takes psi, as a difference, gauge or absolute") {
  constexpr double psi_pa = pound_force_n / (inch_m * inch_m);
  CHECK(distance<PressureDifference>("18.4 psi", 18.4 * psi_pa) < tight);
  CHECK(distance<PressureDifference>("18.4 psid", 18.4 * psi_pa) < tight);
  CHECK(distance<GaugePressure>("60 psig", 60 * psi_pa) < tight);
  CHECK(distance<AbsolutePressure>("14.7 psia", 14.7 * psi_pa) < tight);
  CHECK_FALSE(parse_quantity<GaugePressure>("14.7 psia").has_value());
  CHECK_FALSE(parse_quantity<AbsolutePressure>("60 psig").has_value());
}

TEST_CASE("a temperature in degF has an offset and a difference in degF has none") {
  CHECK(distance<Temperature>("104 degF", 313.15) < tight);
  CHECK(distance<Temperature>("-40 degF", 233.15) < tight);
  CHECK(distance<Temperature>("32 degF", 273.15) < tight);
  CHECK(distance<Temperature>("40 degC", 313.15) < tight);
  CHECK(distance<Temperature>("300 K", 300.0) < tight);
  CHECK(distance<TemperatureDifference>("9 degF", 5.0) < tight);
  CHECK(distance<TemperatureDifference>("5 degC", 5.0) < tight);
  CHECK(distance<TemperatureDifference>("5 K", 5.0) < tight);
}

TEST_CASE("heat in tons and Btu per hour is the defined power") {
  CHECK(distance<HeatFlow>("1 ton", 12000 * btu_j / 3600) < tight);
  CHECK(distance<HeatFlow>("12000 Btu/h", 12000 * btu_j / 3600) < tight);
  CHECK(distance<RealPower>("1 hp", 550 * pound_force_n * foot_m) < tight);
  CHECK(distance<LinearImpedance>("1 ohm/kft", 1.0 / 304.8) < tight);
}

TEST_CASE("metric units have their decimal factors") {
  CHECK(distance<RealPower>("132 kW", 132e3) < tight);
  CHECK(distance<RealPower>("1.5 MW", 1.5e6) < tight);
  CHECK(distance<ApparentPower>("2.5 MVA", 2.5e6) < tight);
  CHECK(distance<ReactivePower>("20 kvar", 20e3) < tight);
  CHECK(distance<LineVoltage>("34.5 kV", 34.5e3) < tight);
  CHECK(distance<Current>("65 kA", 65e3) < tight);
  CHECK(distance<VolumeFlow>("2125 L/min", 2.125 / 60) < tight);
  CHECK(distance<VolumeFlow>("2125 LPM", 2.125 / 60) < tight);
  CHECK(distance<VolumeFlow>("150000 m3/h", 150000.0 / 3600) < tight);
  CHECK(distance<Energy>("51 kWh", 51 * 3.6e6) < tight);
  CHECK(distance<Duration>("5 min", 300) < tight);
  CHECK(distance<Mass>("9 t", 9000) < tight);
  CHECK(distance<GaugePressure>("5 bar", 5e5) < tight);
  CHECK(distance<Ratio>("5.75 %", 0.0575) < tight);
  CHECK(distance<Ratio>("0.0575", 0.0575) < tight);
  CHECK(distance<Viscosity>("1.58 cP", 1.58e-3) < tight);
  CHECK(distance<SpecificHeat>("3.92 kJ/kg/K", 3920) < tight);
  CHECK(distance<ThermalResistance>("24.5 K/kW", 0.0245) < tight);
}

TEST_CASE("a number may have a sign, an exponent and space around it") {
  CHECK(si<Length>("  +2.5   m ") == 2.5);
  CHECK(si<Length>("\t2.5\nm") == 2.5);
  CHECK(si<Length>("2.5m") == 2.5);
  CHECK(si<Length>(".5 m") == 0.5);
  CHECK(si<Length>("-3 m") == -3.0);
  CHECK(si<Length>("25E-1 m") == 2.5);
}

TEST_CASE("a range keeps both ends, each converted") {
  const auto drop = parse_uncertain<PressureDifference>("12..15 kPa");
  REQUIRE(drop.has_value());
  CHECK(drop->is_range());
  CHECK(drop->low->in_si() == 12e3);
  CHECK(drop->high->in_si() == 15e3);
  const auto cold = parse_uncertain<Temperature>("-4..50 degF");
  REQUIRE(cold.has_value());
  CHECK(std::fabs(cold->low->in_si() - 253.15) < 1e-9);
  CHECK(std::fabs(cold->high->in_si() - 283.15) < 1e-9);
  const auto point = parse_uncertain<Length>("5..5 m");
  REQUIRE(point.has_value());
  CHECK(point->is_known());
}

TEST_CASE("unknown is a value of an uncertain figure and of nothing else") {
  const auto figure = parse_uncertain<Mass>(" unknown ");
  REQUIRE(figure.has_value());
  CHECK(figure->is_unknown());
  CHECK_FALSE(parse_quantity<Mass>("unknown").has_value());
  CHECK_FALSE(parse_uncertain<Mass>("Unknown").has_value());
  CHECK_FALSE(parse_uncertain<Mass>("unknown kg").has_value());
}

TEST_CASE("text shows the largest unit that still has a whole, in four digits without trailing zeros") {
  CHECK(to_text(RealPower::from_si(132e3)) == "132 kW");
  CHECK(to_text(RealPower::from_si(1.2e6)) == "1.2 MW");
  CHECK(to_text(RealPower::from_si(999.0)) == "999 W");
  CHECK(to_text(LineVoltage::from_si(415)) == "415 V");
  CHECK(to_text(LineVoltage::from_si(34500)) == "34.5 kV");
  CHECK(to_text(Temperature::from_si(313.15)) == "40 degC");
  CHECK(to_text(Temperature::from_si(253.15)) == "-20 degC");
  CHECK(to_text(VolumeFlow::from_si(0.0354)) == "35.4 L/s");
  CHECK(to_text(Length::from_si(1.0 / 3.0)) == "0.3333 m");
  CHECK(to_text(Ratio::from_si(0.0575)) == "5.75 %");
  CHECK(to_text(VolumeFlow::from_si(2.125 / 60), units::L_per_min) == "2125 L/min");
  CHECK(to_text(Uncertain<Mass>{}) == "unknown");
  CHECK(number_text(0.0) == "0");
  CHECK(number_text(-0.0) == "0");
  CHECK(number_text(123456.0) == "123456");
  CHECK(number_text(std::nan("")) == "no figure");
}

TEST_CASE("what is shown reads back as the same quantity to the digits shown") {
  for (const auto& kind : all_kind_texts()) {
    for (const auto& unit : kind.units) {
      const double value = 1.234567 * unit.factor + unit.offset;
      const auto text = si_to_text(value, kind);
      INFO(kind.name << ": " << text);
      const auto back = parse_si(text, kind);
      REQUIRE(back.has_value());
      // Four digits of what is shown: of a temperature, the number in degC.
      const double shown = kind.name == kinds::Temperature::name ? value - 273.15 : value;
      CHECK(std::fabs(back->low - value) <= 5e-4 * std::fabs(shown));
    }
  }
}

TEST_CASE("a range is shown as files write it, both ends in the unit of the larger") {
  const auto shown = [](double low_w, double high_w) {
    return to_text(Uncertain<RealPower>(RealPower::from_si(low_w), RealPower::from_si(high_w)));
  };
  CHECK(shown(12e3, 15e3) == "12..15 kW");
  CHECK(shown(500e3, 1.5e6) == "0.5..1.5 MW");
  CHECK(shown(0, 20) == "0..20 W");
  CHECK(to_text(Uncertain<Temperature>(253.15 * units::kelvin, 269.15 * units::kelvin)) == "-20..-4 degC");
  CHECK(to_text(Uncertain<Ratio>(ratio(0.1), ratio(0.25))) == "10..25 %");
}

TEST_CASE("a range that is shown reads back as the same range") {
  for (const auto* text : {"12..15 kPa", "0.5..250 kPa", "0..60 kPa"}) {
    const auto range = parse_uncertain<PressureDifference>(text);
    REQUIRE(range.has_value());
    CHECK(to_text(*range) == text);
    CHECK(parse_uncertain<PressureDifference>(to_text(*range)) == *range);
  }
  for (const auto& kind : all_kind_texts()) {
    for (const auto& unit : kind.units) {
      const double low = 1.234567 * unit.factor + unit.offset;
      const double high = 345.6789 * unit.factor + unit.offset;
      const auto text = range_to_text(low, high, kind);
      INFO(kind.name << ": " << text);
      const auto back = parse_si(text, kind);
      REQUIRE(back.has_value());
      const double zero = kind.name == kinds::Temperature::name ? 273.15 : 0.0;
      CHECK(std::fabs(back->low - low) <= 5e-4 * std::fabs(low - zero));
      CHECK(std::fabs(back->high - high) <= 5e-4 * std::fabs(high - zero));
    }
  }
}

TEST_CASE("what a kind of quantity can be at most and at least reads, and holds its example") {
  for (const auto& kind : all_kind_texts()) {
    INFO(kind.name);
    const auto si_of = [&](std::string_view text) {
      const auto parsed = parse_si(text, kind);
      REQUIRE(parsed.has_value());
      return parsed->low;
    };
    CHECK(si_of(kind.lowest) < si_of(kind.example));
    CHECK(si_of(kind.example) < si_of(kind.highest));
    if (kind.least.empty()) continue;
    CHECK(si_of(kind.least) > 0.0);
    CHECK(si_of(kind.least) < si_of(kind.example));
  }
}

TEST_CASE("each kind's example reads, and no unit is listed twice") {
  for (const auto& kind : all_kind_texts()) {
    INFO(kind.name);
    CHECK(parse_si(kind.example, kind).has_value());
    std::set<std::string_view> symbols;
    for (const auto& unit : kind.units) CHECK(symbols.insert(unit.symbol).second);
  }
}
