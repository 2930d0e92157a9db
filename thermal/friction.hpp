#pragma once
// Friction in round pipes.

namespace shellfit::thermal {

/// How the turbulent friction factor is found.
enum class FrictionLaw {
  swamee_jain,           ///< laminar below Re 2000, Swamee and Jain above 4000, Dunlop's cubic between
  colebrook,             ///< laminar below Re 2000, Colebrook and White above 4000, a cubic between
  colebrook_throughout,  ///< Colebrook and White at every Reynolds number: other programs' files
  nikuradse_and_laminar  ///< 64/Re + Nikuradse's rough pipe: other programs' files
};

/// Pressure drop along a pipe and its derivative with flow.
struct Drop {
  double drop_pa;
  double slope_pa_s_m3;
};

/// Darcy-Weisbach with minor losses. Laminar below Re 2000 (Hagen-Poiseuille), turbulent above Re 4000
/// (Swamee and Jain, J. Hydraul. Div. ASCE 102, 1976), between them Dunlop's cubic, which joins both with
/// their slopes (EPANET 2.2 user manual, 12.1). Odd in the flow.
[[nodiscard]] Drop pipe_drop(double flow_m3_s, double length_m, double bore_m, double roughness_m,
                             double minor_loss, double density_kg_m3, double viscosity_pa_s);

/// The Darcy friction factor and its derivative with the Reynolds number, for Re above 0.
struct Friction {
  double factor;
  double slope;
};
[[nodiscard]] Friction friction_factor(double reynolds, double relative_roughness);

}  // namespace shellfit::thermal
