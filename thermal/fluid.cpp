#include "thermal/fluid.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace shellfit::thermal {

namespace {

// IAPWS R7-97(2012), table 2: exponents and coefficients of region 1.
struct Term {
  int i, j;
  double n;
};
constexpr std::array<Term, 34> region_1{{
    {0, -2, 0.14632971213167},        {0, -1, -0.84548187169114},       {0, 0, -0.37563603672040e1},
    {0, 1, 0.33855169168385e1},       {0, 2, -0.95791963387872},        {0, 3, 0.15772038513228},
    {0, 4, -0.16616417199501e-1},     {0, 5, 0.81214629983568e-3},      {1, -9, 0.28319080123804e-3},
    {1, -7, -0.60706301565874e-3},    {1, -1, -0.18990068218419e-1},    {1, 0, -0.32529748770505e-1},
    {1, 1, -0.21841717175414e-1},     {1, 3, -0.52838357969930e-4},     {2, -3, -0.47184321073267e-3},
    {2, 0, -0.30001780793026e-3},     {2, 1, 0.47661393906987e-4},      {2, 3, -0.44141845330846e-5},
    {2, 17, -0.72694996297594e-15},   {3, -4, -0.31679644845054e-4},    {3, 0, -0.28270797985312e-5},
    {3, 6, -0.85205128120103e-9},     {4, -5, -0.22425281908000e-5},    {4, -2, -0.65171222895601e-6},
    {4, 10, -0.14341729937924e-12},   {5, -8, -0.40516996860117e-6},    {8, -11, -0.12734301741641e-8},
    {8, -6, -0.17424871230634e-9},    {21, -29, -0.68762131295531e-18}, {23, -31, 0.14478307828521e-19},
    {29, -38, 0.26335781662795e-22},  {30, -39, -0.11947622640071e-22}, {31, -40, 0.18228094581404e-23},
    {32, -41, -0.93537087292458e-25},
}};

// IAPWS R12-08, tables 1 and 2, without the critical enhancement, which is below 1e-6 here.
constexpr std::array<double, 4> viscosity_0{1.67752, 2.20462, 0.6366564, -0.241605};
struct ViscosityTerm {
  int i, j;
  double h;
};
constexpr std::array<ViscosityTerm, 21> viscosity_1{{
    {0, 0, 5.20094e-1},  {1, 0, 8.50895e-2},  {2, 0, -1.08374},    {3, 0, -2.89555e-1}, {0, 1, 2.22531e-1},
    {1, 1, 9.99115e-1},  {2, 1, 1.88797},     {3, 1, 1.26613},     {5, 1, 1.20573e-1},  {0, 2, -2.81378e-1},
    {1, 2, -9.06851e-1}, {2, 2, -7.72479e-1}, {3, 2, -4.89837e-1}, {4, 2, -2.57040e-1}, {0, 3, 1.61913e-1},
    {1, 3, 2.57399e-1},  {0, 4, -3.25372e-2}, {3, 4, 6.98452e-2},  {4, 5, 8.72102e-3},  {3, 6, -4.35673e-3},
    {5, 6, -5.93264e-4},
}};

// CoolProp's incompressible fluid APG (ASHRAE Handbook Fundamentals 2001 tables, fitted by M. J. Skovrup):
// rows are powers of T - 305.65 K, columns powers of x - 0.35, x the volume fraction.
using Fit = std::array<std::array<double, 6>, 4>;
constexpr double fit_temperature_k = 305.65;
constexpr double fit_fraction = 0.35;
constexpr Fit glycol_density{{{1026.177, 72.53677, -65.32547, 34.66575, -15.82785, -213.9879},
                              {-0.5350059, -0.5056296, 0.1751278, -0.092333, 0.02877433, 0.0},
                              {-0.002566157, -0.0001703579, 0.001165892, -0.000207517, 0.0, 0.0},
                              {-5.177362e-09, 9.673215e-09, 3.368862e-07, 0.0, 0.0, 0.0}}};
constexpr Fit glycol_heat{{{3815.392, -1391.877, -1121.4, -419.3939, -243.53, 4054.145},
                           {3.025751, 5.558605, -0.1073388, 0.5290725, -2.262081, 0.0},
                           {4.165345e-05, -9.03207e-05, -0.003392169, 0.01079472, 0.0, 0.0},
                           {-4.309483e-07, -1.33518e-06, 3.538903e-05, 0.0, 0.0, 0.0}}};
constexpr Fit glycol_log_viscosity{{{-6.025825, 3.573663, -1.995205, -6.42511, 36.01949, 53.50879},
                                    {-0.03284399, -0.03838339, 0.08223532, 0.01520795, -1.123741, 0.0},
                                    {0.0002492009, 0.0003529886, -0.0005119547, -0.0006572286, 0.0, 0.0},
                                    {-1.155771e-06, -1.216539e-06, 3.230125e-06, 0.0, 0.0, 0.0}}};
constexpr std::array<double, 6> glycol_log_freezing{5.546103,   -0.326277, -0.6666873,
                                                    -0.8800598, -1.071417, -1.875782};

double evaluate(const Fit& fit, double temperature_k, double fraction) {
  double value = 0;
  double t = 1;
  for (const auto& row : fit) {
    double x = 1;
    for (const double coefficient : row) {
      value += coefficient * t * x;
      x *= fraction - fit_fraction;
    }
    t *= temperature_k - fit_temperature_k;
  }
  return value;
}

FluidProperties air_properties(double temperature_k, double pressure_pa) {
  // Ideal gas with R = 287.055 J/kg/K; cp of dry air 1006 J/kg/K (ASHRAE Handbook Fundamentals 2017, ch. 1);
  // Sutherland's viscosity.
  constexpr double gas_constant = 287.055;
  constexpr double heat_j_kgk = 1006.0;
  const double viscosity = 1.458e-6 * std::pow(temperature_k, 1.5) / (temperature_k + 110.4);
  return {pressure_pa / (gas_constant * temperature_k) * units::kg_per_m3, heat_j_kgk * units::J_per_kgK,
          viscosity * units::Pa_s};
}

}  // namespace

FluidRange range_of(Fluid fluid) {
  switch (fluid) {
    case Fluid::water:
      return {0.1, 100.0};
    case Fluid::pg25:
      return {-10.0, 100.0};
    case Fluid::air:
      return {-60.0, 200.0};
  }
  return {0.0, 100.0};
}

FluidProperties water_properties(Temperature temperature, AbsolutePressure pressure) {
  constexpr double gas_constant = 461.526;
  const double t = temperature.in_si();
  const double pi = pressure.in_si() / 16.53e6;
  const double tau = 1386.0 / t;
  double gamma_pi = 0;
  double gamma_tau_tau = 0;
  for (const auto& term : region_1) {
    const double base = std::pow(7.1 - pi, term.i) * std::pow(tau - 1.222, term.j);
    gamma_pi -= term.n * term.i * base / (7.1 - pi);
    gamma_tau_tau += term.n * term.j * (term.j - 1) * base / ((tau - 1.222) * (tau - 1.222));
  }
  const double density = pressure.in_si() / (gas_constant * t * pi * gamma_pi);
  const double heat = -gas_constant * tau * tau * gamma_tau_tau;

  const double reduced_t = t / 647.096;
  const double reduced_rho = density / 322.0;
  double divisor = 0;
  for (std::size_t i = 0; i < viscosity_0.size(); ++i)
    divisor += viscosity_0[i] / std::pow(reduced_t, static_cast<double>(i));
  double exponent = 0;
  for (const auto& term : viscosity_1)
    exponent += term.h * std::pow(1.0 / reduced_t - 1.0, term.i) * std::pow(reduced_rho - 1.0, term.j);
  const double viscosity = 1e-6 * 100.0 * std::sqrt(reduced_t) / divisor * std::exp(reduced_rho * exponent);
  return {density * units::kg_per_m3, heat * units::J_per_kgK, viscosity * units::Pa_s};
}

FluidProperties propylene_glycol_properties(Temperature temperature, Ratio volume_fraction) {
  const double t = temperature.in_si();
  const double x = volume_fraction.in_si();
  return {evaluate(glycol_density, t, x) * units::kg_per_m3, evaluate(glycol_heat, t, x) * units::J_per_kgK,
          std::exp(evaluate(glycol_log_viscosity, t, x)) * units::Pa_s};
}

Temperature propylene_glycol_freezing_point(Ratio volume_fraction) {
  double logarithm = 0;
  double x = 1;
  for (const double coefficient : glycol_log_freezing) {
    logarithm += coefficient * x;
    x *= volume_fraction.in_si() - fit_fraction;
  }
  return Temperature::from_si(std::exp(logarithm));
}

FluidProperties properties_of(Fluid fluid, Temperature temperature, AbsolutePressure pressure) {
  const auto range = range_of(fluid);
  const double celsius = std::clamp(temperature.in(units::degC), range.low_c, range.high_c);
  const auto clamped = celsius * units::degC;
  constexpr double loop_pressure_pa = 3e5;
  constexpr double pg25_fraction = 0.25;
  switch (fluid) {
    case Fluid::water:
      return water_properties(clamped, loop_pressure_pa * units::Pa_absolute);
    case Fluid::pg25:
      return propylene_glycol_properties(clamped, ratio(pg25_fraction));
    case Fluid::air:
      break;
  }
  return air_properties(clamped.in_si(), pressure.in_si());
}

bool in_range(Fluid fluid, Temperature temperature) {
  const auto range = range_of(fluid);
  const double celsius = temperature.in(units::degC);
  return celsius >= range.low_c && celsius <= range.high_c;
}

std::string fluid_name(Fluid fluid) {
  switch (fluid) {
    case Fluid::water:
      return "water";
    case Fluid::pg25:
      return "PG25";
    case Fluid::air:
      return "air";
  }
  return "";
}

}  // namespace shellfit::thermal
