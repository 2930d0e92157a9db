#include "thermal/friction.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>

using namespace shellfit::thermal;

namespace {

/// Colebrook's implicit law, J. Inst. Civ. Eng. 11 (1939): 1/√f = -2 log10(ε/3.7 + 2.51/(Re √f)).
double colebrook(double reynolds, double relative_roughness) {
  double x = 7.0;  // 1/√f
  for (int i = 0; i < 100; ++i) x = -2.0 * std::log10(relative_roughness / 3.7 + 2.51 * x / reynolds);
  return 1.0 / (x * x);
}

}  // namespace

TEST_CASE("laminar flow has 64 over Reynolds") {
  for (const double re : {1.0, 100.0, 1999.0, 2000.0})
    CHECK(friction_factor(FrictionLaw::swamee_jain, re, 0.01).factor == 64.0 / re);
}

TEST_CASE("smooth pipes agree with White's table of Prandtl's law") {
  // White, Fluid Mechanics, section 6.6. Swamee and Jain's fit strays up to 2 % from it at the ends.
  CHECK(friction_factor(FrictionLaw::swamee_jain, 4e3, 0.0).factor == Approx(0.0399).epsilon(0.02));
  CHECK(friction_factor(FrictionLaw::swamee_jain, 1e4, 0.0).factor == Approx(0.0309).epsilon(0.01));
  CHECK(friction_factor(FrictionLaw::swamee_jain, 1e5, 0.0).factor == Approx(0.0180).epsilon(0.01));
  CHECK(friction_factor(FrictionLaw::swamee_jain, 1e6, 0.0).factor == Approx(0.0116).epsilon(0.01));
  CHECK(friction_factor(FrictionLaw::swamee_jain, 1e7, 0.0).factor == Approx(0.0081).epsilon(0.01));
  CHECK(friction_factor(FrictionLaw::swamee_jain, 1e8, 0.0).factor == Approx(0.0059).epsilon(0.025));
}

TEST_CASE("rough pipes agree with Colebrook") {
  // The authors claim 1 % for 1e-6 <= e/D <= 1e-2 and 5e3 <= Re <= 1e8; Brkić (J. Pet. Sci. Eng. 77, 2011)
  // finds up to 3 % at low Re, as this comparison does.
  for (const double roughness : {1e-6, 1e-5, 1e-4, 1e-3, 1e-2}) {
    for (const double re : {5e3, 2e4, 1e5, 1e6, 1e7, 1e8}) {
      CAPTURE(roughness, re);
      const bool is_low = re <= 2e4;
      CHECK(friction_factor(FrictionLaw::swamee_jain, re, roughness).factor ==
            Approx(colebrook(re, roughness)).epsilon(is_low ? 0.03 : 0.015));
    }
  }
}

TEST_CASE("fully rough flow follows von Kármán") {
  // 1/√f = 2 log10(3.7 / ε): 0.0196 at ε = 0.001 (Moody's chart).
  CHECK(friction_factor(FrictionLaw::swamee_jain, 1e9, 0.001).factor == Approx(0.0196).epsilon(0.005));
}

TEST_CASE("the law is one piece through the transition, with its slope") {
  for (const double roughness : {0.0, 1e-4, 1e-2}) {
    CAPTURE(roughness);
    for (const double joint : {2000.0, 4000.0}) {
      const auto below = friction_factor(FrictionLaw::swamee_jain, joint * (1 - 1e-9), roughness);
      const auto above = friction_factor(FrictionLaw::swamee_jain, joint * (1 + 1e-9), roughness);
      CHECK(below.factor == Approx(above.factor).epsilon(1e-5));
      CHECK(below.slope == Approx(above.slope).epsilon(1e-3).margin(1e-9));
    }
    for (const double re : {500.0, 2500.0, 3000.0, 3900.0, 1e4, 1e6}) {
      const double h = 1e-4 * re;
      const double secant = (friction_factor(FrictionLaw::swamee_jain, re + h, roughness).factor -
                             friction_factor(FrictionLaw::swamee_jain, re - h, roughness).factor) /
                            (2 * h);
      CHECK(friction_factor(FrictionLaw::swamee_jain, re, roughness).slope == Approx(secant).epsilon(1e-4));
    }
  }
}

TEST_CASE("a pipe's laminar drop is Hagen and Poiseuille's") {
  // Δp = 128 μ L Q / (π D⁴)
  const double expected = 128 * 1e-3 * 10.0 * 1e-6 / (std::numbers::pi * std::pow(0.02, 4));
  const auto drop = PipeLaw(FrictionLaw::swamee_jain, 10.0, 0.02, 1e-4, 0.0, 1000.0, 1e-3).drop(1e-6);
  CHECK(drop.drop_pa == Approx(expected).epsilon(1e-12));
  CHECK(drop.slope_pa_s_m3 == Approx(expected / 1e-6).epsilon(1e-12));
}

TEST_CASE("a pipe's turbulent drop is Darcy and Weisbach's with minor losses") {
  // 100 m of 100 mm, 0.05 mm rough, 2 m/s of water at 1e-3 Pa s: Re 2e5; K = 4.
  const double area = std::numbers::pi / 4 * 0.01;
  const double expected = (colebrook(2e5, 5e-4) * 1000.0 + 4.0) * 0.5 * 1000.0 * 4.0;
  CHECK(PipeLaw(FrictionLaw::swamee_jain, 100.0, 0.1, 5e-5, 4.0, 1000.0, 1e-3).drop(2.0 * area).drop_pa ==
        Approx(expected).epsilon(0.01));
}

TEST_CASE("a pipe's drop is odd, rises everywhere, and is nothing at rest") {
  const PipeLaw pipe(FrictionLaw::swamee_jain, 10.0, 0.05, 1e-4, 2.0, 1000.0, 1e-3);
  CHECK(pipe.drop(0.0).drop_pa == 0.0);
  double last = 0;
  for (double q = 1e-6; q < 0.05; q *= 1.3) {
    const auto forth = pipe.drop(q);
    const auto back = pipe.drop(-q);
    CHECK(back.drop_pa == -forth.drop_pa);
    CHECK(back.slope_pa_s_m3 == forth.slope_pa_s_m3);
    CHECK(forth.drop_pa > last);
    last = forth.drop_pa;
    const double h = 1e-5 * q;
    const double secant = (pipe.drop(q + h).drop_pa - pipe.drop(q - h).drop_pa) / (2 * h);
    CHECK(forth.slope_pa_s_m3 == Approx(secant).epsilon(1e-3));
  }
}
