#include "thermal/water.hpp"

#include "thermal/polynomial.hpp"

#include <array>
#include <cmath>
#include <cstddef>

namespace shellfit::thermal {

namespace {

constexpr double gas_constant = 461.526;

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

constexpr int most_i = 32, least_j = -41, most_j = 17;
constexpr double pi_origin = 7.1, tau_origin = 1.222;

/// The dimensionless Gibbs energy and its derivatives, IAPWS R7-97(2012), equation (7) and table 4.
struct Gibbs {
  double pi, tau;
  double g = 0, g_pi = 0, g_tau = 0, g_pi_pi = 0, g_tau_tau = 0, g_pi_tau = 0;
};

/// Powers by products: one call of std::pow costs as much as all of these.
Gibbs gibbs_energy(Temperature temperature, AbsolutePressure pressure) {
  Gibbs result{pressure.in_si() / 16.53e6, 1386.0 / temperature.in_si()};
  const double a = pi_origin - result.pi;
  const double b = result.tau - tau_origin;
  std::array<double, most_i + 1> powers_a{1.0};
  for (std::size_t k = 1; k < powers_a.size(); ++k) powers_a[k] = powers_a[k - 1] * a;
  std::array<double, most_j - least_j + 1> powers_b;
  constexpr std::size_t zero = -least_j;
  powers_b[zero] = 1.0;
  for (std::size_t k = zero + 1; k < powers_b.size(); ++k) powers_b[k] = powers_b[k - 1] * b;
  for (std::size_t k = zero; k-- > 0;) powers_b[k] = powers_b[k + 1] / b;
  for (const auto& term : region_1) {
    const double value = term.n * powers_a[static_cast<std::size_t>(term.i)] *
                         powers_b[static_cast<std::size_t>(term.j - least_j)];
    result.g += value;
    result.g_pi -= term.i * value;
    result.g_tau += term.j * value;
    result.g_pi_pi += term.i * (term.i - 1) * value;
    result.g_tau_tau += term.j * (term.j - 1) * value;
    result.g_pi_tau -= term.i * term.j * value;
  }
  result.g_pi /= a;
  result.g_tau /= b;
  result.g_pi_pi /= a * a;
  result.g_tau_tau /= b * b;
  result.g_pi_tau /= a * b;
  return result;
}

double volume_m3_kg(const Gibbs& gibbs, double kelvin) {
  constexpr double reference_pa = 16.53e6;
  return gas_constant * kelvin * gibbs.g_pi / reference_pa;
}
double heat_j_kgk(const Gibbs& gibbs) { return -gas_constant * gibbs.tau * gibbs.tau * gibbs.g_tau_tau; }

// Both transport properties are a gas at no density times the exponential of a double polynomial.
constexpr double critical_k = 647.096, critical_kg_m3 = 322.0;
template <std::size_t terms, std::size_t rows, std::size_t columns>
double transport(const std::array<double, terms>& dilute,
                 const std::array<std::array<double, columns>, rows>& dense, Temperature temperature,
                 Density density) {
  const double inverse_t = critical_k / temperature.in_si();
  const double rho = density.in_si() / critical_kg_m3;
  return std::exp(rho * polynomial(dense, inverse_t - 1.0, rho - 1.0)) /
         (std::sqrt(inverse_t) * polynomial(dilute, inverse_t));
}

// IAPWS R12-08, tables 1 and 2.
constexpr std::array<double, 4> dilute_viscosity{1.67752, 2.20462, 0.6366564, -0.241605};
constexpr std::array<std::array<double, 7>, 6> dense_viscosity{
    {{5.20094e-1, 2.22531e-1, -2.81378e-1, 1.61913e-1, -3.25372e-2, 0.0, 0.0},
     {8.50895e-2, 9.99115e-1, -9.06851e-1, 2.57399e-1, 0.0, 0.0, 0.0},
     {-1.08374, 1.88797, -7.72479e-1, 0.0, 0.0, 0.0, 0.0},
     {-2.89555e-1, 1.26613, -4.89837e-1, 0.0, 6.98452e-2, 0.0, -4.35673e-3},
     {0.0, 0.0, -2.57040e-1, 0.0, 0.0, 8.72102e-3, 0.0},
     {0.0, 1.20573e-1, 0.0, 0.0, 0.0, 0.0, -5.93264e-4}}};

// IAPWS R15-11, tables 1 and 2.
constexpr std::array<double, 5> dilute_conductivity{2.443221e-3, 1.323095e-2, 6.770357e-3, -3.454586e-3,
                                                    4.096266e-4};
constexpr std::array<std::array<double, 6>, 5> dense_conductivity{
    {{1.60397357, -0.646013523, 0.111443906, 0.102997357, -0.0504123634, 0.00609859258},
     {2.33771842, -2.78843778, 1.53616167, -0.463045512, 0.0832827019, -0.00719201245},
     {2.19650529, -4.54580785, 3.55777244, -1.40944978, 0.275418278, -0.0205938816},
     {-1.21051378, 1.60812989, -0.621178141, 0.0716373224, 0.0, 0.0},
     {-2.7203370, 4.57586331, -3.18369245, 1.1168348, -0.19268305, 0.012913842}}};

// IAPWS R7-97(2012), table 34: coefficients of region 4, n1 to n10.
constexpr std::array<double, 10> region_4{
    0.11670521452767e4, -0.72421316703206e6, -0.17073846940092e2, 0.12020824702470e5, -0.32325550322333e7,
    0.14915108613530e2, -0.48232657361591e4, 0.40511340542057e6,  -0.23855557567849,  0.65017534844798e3};

}  // namespace

WaterState water_state(Temperature temperature, AbsolutePressure pressure) {
  const double kelvin = temperature.in_si();
  const auto gibbs = gibbs_energy(temperature, pressure);
  const double rt = gas_constant * kelvin;
  const double difference = gibbs.g_pi - gibbs.tau * gibbs.g_pi_tau;
  const double sound_square =
      rt * gibbs.g_pi * gibbs.g_pi /
      (difference * difference / (gibbs.tau * gibbs.tau * gibbs.g_tau_tau) - gibbs.g_pi_pi);
  return {volume_m3_kg(gibbs, kelvin),
          rt * gibbs.tau * gibbs.g_tau,
          rt * (gibbs.tau * gibbs.g_tau - gibbs.pi * gibbs.g_pi),
          gas_constant * (gibbs.tau * gibbs.g_tau - gibbs.g),
          heat_j_kgk(gibbs),
          std::sqrt(sound_square)};
}

AbsolutePressure vapour_pressure(Temperature temperature) {
  const auto& n = region_4;
  const double kelvin = temperature.in_si();
  const double theta = kelvin + n[8] / (kelvin - n[9]);
  const double a = theta * theta + n[0] * theta + n[1];
  const double b = n[2] * theta * theta + n[3] * theta + n[4];
  const double c = n[5] * theta * theta + n[6] * theta + n[7];
  const double root = 2.0 * c / (-b + std::sqrt(b * b - 4.0 * a * c));
  const double square = root * root;
  return square * square * 1e6 * units::Pa_absolute;
}

Temperature boiling_point(AbsolutePressure pressure) {
  const auto& n = region_4;
  const double beta = std::sqrt(std::sqrt(pressure.in_si() / 1e6));
  const double e = beta * beta + n[2] * beta + n[5];
  const double f = n[0] * beta * beta + n[3] * beta + n[6];
  const double g = n[1] * beta * beta + n[4] * beta + n[7];
  const double d = 2.0 * g / (-f - std::sqrt(f * f - 4.0 * e * g));
  const double sum = n[9] + d;
  return 0.5 * (sum - std::sqrt(sum * sum - 4.0 * (n[8] + n[9] * d))) * units::kelvin;
}

Viscosity water_viscosity(Temperature temperature, Density density) {
  constexpr double reference_pa_s = 1e-4;
  return reference_pa_s * transport(dilute_viscosity, dense_viscosity, temperature, density) * units::Pa_s;
}

Conductivity water_conductivity(Temperature temperature, Density density) {
  constexpr double reference_w_mk = 1e-3;
  return reference_w_mk * transport(dilute_conductivity, dense_conductivity, temperature, density) *
         units::W_per_mK;
}

FluidProperties water_properties(Temperature temperature, AbsolutePressure pressure) {
  const auto gibbs = gibbs_energy(temperature, pressure);
  const auto density = 1.0 / volume_m3_kg(gibbs, temperature.in_si()) * units::kg_per_m3;
  return {density, heat_j_kgk(gibbs) * units::J_per_kgK, water_viscosity(temperature, density),
          water_conductivity(temperature, density)};
}

}  // namespace shellfit::thermal
