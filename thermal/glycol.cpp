#include "thermal/glycol.hpp"

#include "thermal/polynomial.hpp"

#include <array>
#include <cmath>

namespace shellfit::thermal {

namespace {

using Fit = std::array<std::array<double, 6>, 4>;

/// Density, specific heat, conductivity and the logarithm of the freezing point: CoolProp's incompressible
/// fluids APG and AEG (the tables fitted by M. J. Skovrup; MIT), in T - 305.65 K and x - 0.35, x the fraction
/// by volume. Their viscosities miss the tables by up to 10 % near freezing, so `log_viscosity` is a fit of
/// its own to the same tables, in 1000 K / T - 3.2 and x - 0.35, which falls with temperature everywhere.
struct Fits {
  Fit density, heat, conductivity, log_viscosity;
  std::array<double, 6> log_freezing;
};
constexpr double fit_temperature_k = 305.65;
constexpr double fit_fraction = 0.35;
constexpr double fit_inverse_temperature = 3.2;

constexpr Fits propylene{{{{1026.177, 72.53677, -65.32547, 34.66575, -15.82785, -213.9879},
                           {-0.5350059, -0.5056296, 0.1751278, -0.092333, 0.02877433, 0.0},
                           {-0.002566157, -0.0001703579, 0.001165892, -0.000207517, 0.0, 0.0},
                           {-5.177362e-09, 9.673215e-09, 3.368862e-07, 0.0, 0.0, 0.0}}},
                         {{{3815.392, -1391.877, -1121.4, -419.3939, -243.53, 4054.145},
                           {3.025751, 5.558605, -0.1073388, 0.5290725, -2.262081, 0.0},
                           {4.165345e-05, -9.03207e-05, -0.003392169, 0.01079472, 0.0, 0.0},
                           {-4.309483e-07, -1.33518e-06, 3.538903e-05, 0.0, 0.0, 0.0}}},
                         {{{0.4329771, -0.4535551, 0.1845012, -0.2435214, 0.06266485, 1.891363},
                           {0.0007338869, -0.001966849, 0.0009861397, -1.817568e-05, -0.001628752, 0.0},
                           {-5.424175e-06, 1.100798e-05, -3.754805e-06, 5.476691e-07, 0.0, 0.0},
                           {5.879754e-10, -6.777235e-10, -2.213073e-08, 0.0, 0.0, 0.0}}},
                         {{{-6.248404, 3.31751, 0.471372, -8.732321, -2.30736, 100.8343},
                           {2.8838, 3.713317, -7.465934, -40.37635, 114.7295, 587.2587},
                           {1.205701, 2.451151, -18.96172, -17.62892, 252.0033, 0.0},
                           {0.0613431, 0.9238421, 0.7986651, -39.20963, 0.0, 0.0}}},
                         {5.546103, -0.326277, -0.6666873, -0.8800598, -1.071417, -1.875782}};

constexpr Fits ethylene{{{{1047.337, 140.4485, -48.70559, 71.41693, 52.4585, -693.3962},
                          {-0.4505054, -0.3001582, -0.03952614, 0.02496264, -0.06817576, 0.0},
                          {-0.002432696, -2.084384e-05, 0.0003108353, -0.0008979712, 0.0, 0.0},
                          {-3.72545e-09, 1.044784e-06, -4.391164e-06, 0.0, 0.0, 0.0}}},
                        {{{3596.551, -1707.073, -444.7538, -552.7923, -715.9059, 7905.301},
                          {3.096886, 5.184379, -0.7061384, 0.7949891, -0.6689394, 0.0},
                          {-3.388642e-05, 0.0003639717, 0.0009169943, -0.005359818, 0.0, 0.0},
                          {3.171299e-07, -2.457345e-06, 1.419543e-05, 0.0, 0.0, 0.0}}},
                        {{{0.4453745, -0.4067857, 0.2325883, -0.1569133, -0.1074279, 1.192263},
                          {0.0008706814, -0.001560464, 0.000790936, -2.926925e-05, -0.0002372089, 0.0},
                          {-5.352757e-06, 1.082907e-05, -6.117302e-06, 5.716025e-06, 0.0, 0.0},
                          {-1.560759e-10, -6.139943e-09, 3.179827e-08, 0.0, 0.0, 0.0}}},
                        {{{-6.460764, 2.904989, 0.3590975, -23.32539, -11.08472, 289.8426},
                          {2.181454, 1.095703, -0.953621, 16.56893, 45.44018, -14.08842},
                          {0.4809093, -0.2931014, 0.123425, 5.225391, 7.222142, 0.0},
                          {0.4382194, 1.753491, -3.484527, -34.64891, 0.0, 0.0}}},
                        {5.534468, -0.3574293, -0.6535113, -0.9039166, 1.048048, 4.622116}};

const Fits& fits_of(Glycol glycol) { return glycol == Glycol::propylene ? propylene : ethylene; }

}  // namespace

FluidProperties glycol_properties(Glycol glycol, Temperature temperature, Ratio volume_fraction) {
  const auto& fits = fits_of(glycol);
  const double t = temperature.in_si() - fit_temperature_k;
  const double x = volume_fraction.in_si() - fit_fraction;
  const double u = 1000.0 / temperature.in_si() - fit_inverse_temperature;
  return {polynomial(fits.density, t, x) * units::kg_per_m3, polynomial(fits.heat, t, x) * units::J_per_kgK,
          std::exp(polynomial(fits.log_viscosity, u, x)) * units::Pa_s,
          polynomial(fits.conductivity, t, x) * units::W_per_mK};
}

Temperature glycol_freezing_point(Glycol glycol, Ratio volume_fraction) {
  const double x = volume_fraction.in_si() - fit_fraction;
  return Temperature::from_si(std::exp(polynomial(fits_of(glycol).log_freezing, x)));
}

}  // namespace shellfit::thermal
