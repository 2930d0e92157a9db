#pragma once
// Quantities: what a number measures is part of its type.
//
// Boost.Units supplies the dimensions and checks the arithmetic. On top of it each *kind* of quantity has
// a type of its own, because kinds that share a dimension must not mix: real, reactive and apparent power
// and heat; absolute, gauge and differential pressure; line and phase voltage; a temperature and a
// temperature difference; a floor load and a fluid pressure. A crossing is a named function below.

#include <boost/units/quantity.hpp>
#include <boost/units/systems/si/area.hpp>
#include <boost/units/systems/si/conductance.hpp>
#include <boost/units/systems/si/current.hpp>
#include <boost/units/systems/si/dimensionless.hpp>
#include <boost/units/systems/si/dynamic_viscosity.hpp>
#include <boost/units/systems/si/electric_potential.hpp>
#include <boost/units/systems/si/energy.hpp>
#include <boost/units/systems/si/force.hpp>
#include <boost/units/systems/si/frequency.hpp>
#include <boost/units/systems/si/length.hpp>
#include <boost/units/systems/si/mass.hpp>
#include <boost/units/systems/si/mass_density.hpp>
#include <boost/units/systems/si/power.hpp>
#include <boost/units/systems/si/pressure.hpp>
#include <boost/units/systems/si/resistance.hpp>
#include <boost/units/systems/si/temperature.hpp>
#include <boost/units/systems/si/time.hpp>
#include <boost/units/systems/si/velocity.hpp>
#include <boost/units/systems/si/volume.hpp>

#include <compare>
#include <concepts>
#include <limits>
#include <string_view>

namespace shellfit {

/// A unit in which quantities of one kind are written: value_si = number * factor + offset.
template <class Kind>
struct Unit {
  std::string_view symbol;
  double factor;
  double offset = 0.0;
};

/// A value of one kind, held in SI. NaN until written: missing is not zero.
template <class Kind>
class Quantity {
 public:
  using kind = Kind;
  using si_quantity = boost::units::quantity<typename Kind::unit, double>;

  constexpr Quantity() = default;
  /// The gate from dimension-checked Boost.Units arithmetic back to a kind.
  constexpr explicit Quantity(si_quantity value) : value_(value.value()) {}
  [[nodiscard]] static constexpr Quantity from_si(double value) { return Quantity(value); }

  /// The gate to dimension-checked arithmetic.
  [[nodiscard]] constexpr si_quantity si() const { return si_quantity::from_value(value_); }
  [[nodiscard]] constexpr double in_si() const { return value_; }
  [[nodiscard]] constexpr double in(Unit<Kind> unit) const { return (value_ - unit.offset) / unit.factor; }
  [[nodiscard]] constexpr bool is_missing() const { return value_ != value_; }

  friend constexpr bool operator==(Quantity, Quantity) = default;
  friend constexpr auto operator<=>(Quantity, Quantity) = default;

 private:
  constexpr explicit Quantity(double value) : value_(value) {}
  double value_ = std::numeric_limits<double>::quiet_NaN();
};

template <class T>
struct is_quantity : std::false_type {};
template <class Kind>
struct is_quantity<Quantity<Kind>> : std::true_type {};
template <class T>
concept AnyQuantity = is_quantity<T>::value;

/// A kind whose values are points on a scale (a temperature): points subtract to a difference.
template <class Kind>
concept PointKind = requires { typename Kind::difference; };
template <class Kind>
concept AmountKind = !PointKind<Kind>;

template <class Kind>
constexpr Quantity<Kind> operator*(double number, Unit<Kind> unit) {
  return Quantity<Kind>::from_si(number * unit.factor + unit.offset);
}
template <AmountKind Kind>
constexpr Quantity<Kind> operator+(Quantity<Kind> a, Quantity<Kind> b) {
  return Quantity<Kind>::from_si(a.in_si() + b.in_si());
}
template <AmountKind Kind>
constexpr Quantity<Kind> operator-(Quantity<Kind> a, Quantity<Kind> b) {
  return Quantity<Kind>::from_si(a.in_si() - b.in_si());
}
template <AmountKind Kind>
constexpr Quantity<Kind> operator-(Quantity<Kind> a) {
  return Quantity<Kind>::from_si(-a.in_si());
}
template <AmountKind Kind>
constexpr Quantity<Kind> operator*(Quantity<Kind> a, double scale) {
  return Quantity<Kind>::from_si(a.in_si() * scale);
}
template <AmountKind Kind>
constexpr Quantity<Kind> operator*(double scale, Quantity<Kind> a) {
  return a * scale;
}
template <AmountKind Kind>
constexpr Quantity<Kind> operator/(Quantity<Kind> a, double divisor) {
  return Quantity<Kind>::from_si(a.in_si() / divisor);
}
template <AmountKind Kind>
constexpr double operator/(Quantity<Kind> a, Quantity<Kind> b) {
  return a.in_si() / b.in_si();
}
template <AmountKind Kind>
constexpr Quantity<Kind>& operator+=(Quantity<Kind>& a, Quantity<Kind> b) {
  return a = a + b;
}
template <PointKind Kind>
constexpr Quantity<typename Kind::difference> operator-(Quantity<Kind> a, Quantity<Kind> b) {
  return Quantity<typename Kind::difference>::from_si(a.in_si() - b.in_si());
}
template <PointKind Kind>
constexpr Quantity<Kind> operator+(Quantity<Kind> a, Quantity<typename Kind::difference> b) {
  return Quantity<Kind>::from_si(a.in_si() + b.in_si());
}
template <PointKind Kind>
constexpr Quantity<Kind> operator-(Quantity<Kind> a, Quantity<typename Kind::difference> b) {
  return Quantity<Kind>::from_si(a.in_si() - b.in_si());
}

namespace kinds {
namespace si = boost::units::si;
template <class A, class B>
using over = typename boost::units::divide_typeof_helper<A, B>::type;

struct Length {
  using unit = si::length;
  static constexpr std::string_view name = "length";
};
struct Area {
  using unit = si::area;
  static constexpr std::string_view name = "area";
};
struct Volume {
  using unit = si::volume;
  static constexpr std::string_view name = "volume";
};
struct Mass {
  using unit = si::mass;
  static constexpr std::string_view name = "mass";
};
struct Duration {
  using unit = si::time;
  static constexpr std::string_view name = "duration";
};
struct Velocity {
  using unit = si::velocity;
  static constexpr std::string_view name = "velocity";
};
struct Force {
  using unit = si::force;
  static constexpr std::string_view name = "force";
};
struct AreaLoad {
  using unit = si::pressure;
  static constexpr std::string_view name = "area load";
};
struct LinearMass {
  using unit = over<si::mass, si::length>;
  static constexpr std::string_view name = "mass per length";
};
struct VolumeFlow {
  using unit = over<si::volume, si::time>;
  static constexpr std::string_view name = "volume flow";
};
struct MassFlow {
  using unit = over<si::mass, si::time>;
  static constexpr std::string_view name = "mass flow";
};
struct AirflowPerPower {
  using unit = over<over<si::volume, si::time>, si::power>;
  static constexpr std::string_view name = "airflow per power";
};
struct PressureDifference {
  using unit = si::pressure;
  static constexpr std::string_view name = "pressure difference";
};
struct GaugePressure {
  using unit = si::pressure;
  using difference = PressureDifference;
  static constexpr std::string_view name = "gauge pressure";
};
struct AbsolutePressure {
  using unit = si::pressure;
  using difference = PressureDifference;
  static constexpr std::string_view name = "absolute pressure";
};
struct TemperatureDifference {
  using unit = si::temperature;
  static constexpr std::string_view name = "temperature difference";
};
struct Temperature {
  using unit = si::temperature;
  using difference = TemperatureDifference;
  static constexpr std::string_view name = "temperature";
};
struct RealPower {
  using unit = si::power;
  static constexpr std::string_view name = "real power";
};
struct ReactivePower {
  using unit = si::power;
  static constexpr std::string_view name = "reactive power";
};
struct ApparentPower {
  using unit = si::power;
  static constexpr std::string_view name = "apparent power";
};
struct HeatFlow {
  using unit = si::power;
  static constexpr std::string_view name = "heat flow";
};
struct Energy {
  using unit = si::energy;
  static constexpr std::string_view name = "energy";
};
struct LineVoltage {
  using unit = si::electric_potential;
  static constexpr std::string_view name = "line-to-line voltage";
};
struct PhaseVoltage {
  using unit = si::electric_potential;
  static constexpr std::string_view name = "phase voltage";
};
struct Current {
  using unit = si::current;
  static constexpr std::string_view name = "current";
};
struct Impedance {
  using unit = si::resistance;
  static constexpr std::string_view name = "impedance";
};
struct Admittance {
  using unit = si::conductance;
  static constexpr std::string_view name = "admittance";
};
struct LinearImpedance {
  using unit = over<si::resistance, si::length>;
  static constexpr std::string_view name = "impedance per length";
};
struct Ratio {
  using unit = si::dimensionless;
  static constexpr std::string_view name = "ratio";
};
struct Frequency {
  using unit = si::frequency;
  static constexpr std::string_view name = "frequency";
};
struct Density {
  using unit = si::mass_density;
  static constexpr std::string_view name = "density";
};
struct Viscosity {
  using unit = si::dynamic_viscosity;
  static constexpr std::string_view name = "dynamic viscosity";
};
struct SpecificHeat {
  using unit = over<over<si::energy, si::mass>, si::temperature>;
  static constexpr std::string_view name = "specific heat";
};
struct ThermalResistance {
  using unit = over<si::temperature, si::power>;
  static constexpr std::string_view name = "thermal resistance";
};
struct Conductivity {
  using unit = over<over<si::power, si::length>, si::temperature>;
  static constexpr std::string_view name = "thermal conductivity";
};
struct HeatTransfer {
  using unit = over<over<si::power, si::area>, si::temperature>;
  static constexpr std::string_view name = "heat transfer coefficient";
};
}  // namespace kinds

using Length = Quantity<kinds::Length>;
using Area = Quantity<kinds::Area>;
using Volume = Quantity<kinds::Volume>;
using Mass = Quantity<kinds::Mass>;
using Duration = Quantity<kinds::Duration>;
using Velocity = Quantity<kinds::Velocity>;
using Force = Quantity<kinds::Force>;
using AreaLoad = Quantity<kinds::AreaLoad>;
using LinearMass = Quantity<kinds::LinearMass>;
using VolumeFlow = Quantity<kinds::VolumeFlow>;
using MassFlow = Quantity<kinds::MassFlow>;
using AirflowPerPower = Quantity<kinds::AirflowPerPower>;
using PressureDifference = Quantity<kinds::PressureDifference>;
using GaugePressure = Quantity<kinds::GaugePressure>;
using AbsolutePressure = Quantity<kinds::AbsolutePressure>;
using Temperature = Quantity<kinds::Temperature>;
using TemperatureDifference = Quantity<kinds::TemperatureDifference>;
using RealPower = Quantity<kinds::RealPower>;
using ReactivePower = Quantity<kinds::ReactivePower>;
using ApparentPower = Quantity<kinds::ApparentPower>;
using HeatFlow = Quantity<kinds::HeatFlow>;
using Energy = Quantity<kinds::Energy>;
using LineVoltage = Quantity<kinds::LineVoltage>;
using PhaseVoltage = Quantity<kinds::PhaseVoltage>;
using Current = Quantity<kinds::Current>;
using Impedance = Quantity<kinds::Impedance>;
using Admittance = Quantity<kinds::Admittance>;
using LinearImpedance = Quantity<kinds::LinearImpedance>;
using Ratio = Quantity<kinds::Ratio>;
using Frequency = Quantity<kinds::Frequency>;
using Density = Quantity<kinds::Density>;
using Viscosity = Quantity<kinds::Viscosity>;
using SpecificHeat = Quantity<kinds::SpecificHeat>;
using ThermalResistance = Quantity<kinds::ThermalResistance>;
using Conductivity = Quantity<kinds::Conductivity>;
using HeatTransfer = Quantity<kinds::HeatTransfer>;

/// The units that code writes. `unit_text.cpp` lists all that files may write.
namespace units {
inline constexpr Unit<kinds::Length> m{"m", 1.0}, mm{"mm", 1e-3};
inline constexpr Unit<kinds::Area> m2{"m2", 1.0};
inline constexpr Unit<kinds::Volume> m3{"m3", 1.0}, L{"L", 1e-3};
inline constexpr Unit<kinds::Mass> kg{"kg", 1.0};
inline constexpr Unit<kinds::Duration> s{"s", 1.0}, min{"min", 60.0}, h{"h", 3600.0};
inline constexpr Unit<kinds::Velocity> m_per_s{"m/s", 1.0};
inline constexpr Unit<kinds::Force> N{"N", 1.0}, kN{"kN", 1e3};
inline constexpr Unit<kinds::AreaLoad> kPa_load{"kPa", 1e3};
inline constexpr Unit<kinds::LinearMass> kg_per_m{"kg/m", 1.0};
inline constexpr Unit<kinds::VolumeFlow> m3_per_s{"m3/s", 1.0}, L_per_s{"L/s", 1e-3},
    L_per_min{"L/min", 1e-3 / 60.0};
inline constexpr Unit<kinds::MassFlow> kg_per_s{"kg/s", 1.0};
inline constexpr Unit<kinds::AirflowPerPower> m3_per_s_kW{"m3/s/kW", 1e-3};
inline constexpr Unit<kinds::PressureDifference> Pa{"Pa", 1.0}, kPa{"kPa", 1e3};
inline constexpr Unit<kinds::GaugePressure> kPa_gauge{"kPa", 1e3}, bar_gauge{"bar", 1e5};
inline constexpr Unit<kinds::AbsolutePressure> Pa_absolute{"Pa", 1.0}, kPa_absolute{"kPa", 1e3};
inline constexpr Unit<kinds::Temperature> degC{"degC", 1.0, 273.15}, kelvin{"K", 1.0};
inline constexpr Unit<kinds::TemperatureDifference> K{"K", 1.0};
inline constexpr Unit<kinds::RealPower> W{"W", 1.0}, kW{"kW", 1e3}, MW{"MW", 1e6};
inline constexpr Unit<kinds::ReactivePower> kvar{"kvar", 1e3}, Mvar{"Mvar", 1e6};
inline constexpr Unit<kinds::ApparentPower> VA{"VA", 1.0}, kVA{"kVA", 1e3}, MVA{"MVA", 1e6};
inline constexpr Unit<kinds::HeatFlow> W_heat{"W", 1.0}, kW_heat{"kW", 1e3};
inline constexpr Unit<kinds::Energy> kWh{"kWh", 3.6e6};
inline constexpr Unit<kinds::LineVoltage> V{"V", 1.0}, kV{"kV", 1e3};
inline constexpr Unit<kinds::PhaseVoltage> V_phase{"V", 1.0};
inline constexpr Unit<kinds::Current> A{"A", 1.0}, kA{"kA", 1e3};
inline constexpr Unit<kinds::Impedance> ohm{"ohm", 1.0};
inline constexpr Unit<kinds::LinearImpedance> ohm_per_m{"ohm/m", 1.0}, mohm_per_m{"mohm/m", 1e-3};
inline constexpr Unit<kinds::Ratio> one{"", 1.0}, percent{"%", 1e-2};
inline constexpr Unit<kinds::Density> kg_per_m3{"kg/m3", 1.0};
inline constexpr Unit<kinds::Viscosity> Pa_s{"Pa.s", 1.0};
inline constexpr Unit<kinds::SpecificHeat> J_per_kgK{"J/kg/K", 1.0};
inline constexpr Unit<kinds::ThermalResistance> K_per_W{"K/W", 1.0};
inline constexpr Unit<kinds::Conductivity> W_per_mK{"W/m/K", 1.0};
inline constexpr Unit<kinds::HeatTransfer> W_per_m2K{"W/m2/K", 1.0};
}  // namespace units

inline constexpr double sqrt_3 = 1.7320508075688772;
inline constexpr double gravity_m_s2 = 9.80665;

// The named crossings between kinds.

/// Electric power that a device turns wholly into heat.
[[nodiscard]] constexpr HeatFlow heat_of(RealPower power) { return HeatFlow{power.si()}; }
[[nodiscard]] constexpr RealPower power_drawn_as(HeatFlow heat) { return RealPower{heat.si()}; }
[[nodiscard]] constexpr MassFlow mass_flow(VolumeFlow flow, Density density) {
  return MassFlow{flow.si() * density.si()};
}
[[nodiscard]] constexpr Force weight_of(Mass mass) { return Force::from_si(mass.in_si() * gravity_m_s2); }
[[nodiscard]] constexpr ApparentPower apparent_power(RealPower power, Ratio power_factor) {
  return ApparentPower{power.si() / power_factor.si()};
}
[[nodiscard]] constexpr RealPower real_power(ApparentPower power, Ratio power_factor) {
  return RealPower{power.si() * power_factor.si()};
}
/// Line current of a balanced three-phase load.
[[nodiscard]] constexpr Current three_phase_current(ApparentPower power, LineVoltage voltage) {
  return Current{power.si() / (voltage.si() * sqrt_3)};
}
[[nodiscard]] constexpr ApparentPower three_phase_power(Current current, LineVoltage voltage) {
  return ApparentPower{current.si() * voltage.si() * sqrt_3};
}
[[nodiscard]] constexpr PhaseVoltage phase_voltage(LineVoltage voltage) {
  return PhaseVoltage{voltage.si() / sqrt_3};
}
[[nodiscard]] constexpr AbsolutePressure absolute(GaugePressure gauge, AbsolutePressure atmosphere) {
  return AbsolutePressure{gauge.si() + atmosphere.si()};
}
[[nodiscard]] constexpr Ratio ratio(double value) { return Ratio::from_si(value); }

}  // namespace shellfit
