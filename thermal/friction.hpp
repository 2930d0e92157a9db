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

/// Darcy-Weisbach with minor losses; odd in the flow. Laminar (Hagen-Poiseuille) below Re 2000 by the laws
/// that have such a branch. Sources: Swamee and Jain, J. Hydraul. Div. ASCE 102, 1976; Colebrook, J. ICE
/// 11:4, 1939; Dunlop's cubic as in the EPANET 2.2 user manual, 12.1.
class PipeLaw {
 public:
  PipeLaw(FrictionLaw law, double length_m, double bore_m, double roughness_m, double minor_loss,
          double density_kg_m3, double viscosity_pa_s);
  [[nodiscard]] Drop drop(double flow_m3_s) const;

 private:
  FrictionLaw law_;
  double friction_pa_s2_m6_;  ///< of a friction factor of 1
  double minor_pa_s2_m6_;
  double re_per_flow_;
  double relative_roughness_;
  double linear_below_re_;
};

/// The Darcy friction factor and its derivative with the Reynolds number, for Re above 0.
struct Friction {
  double factor;
  double slope;
};
[[nodiscard]] Friction friction_factor(FrictionLaw law, double reynolds, double relative_roughness);

}  // namespace shellfit::thermal
