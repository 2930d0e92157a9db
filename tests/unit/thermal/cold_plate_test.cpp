#include "thermal/cold_plate.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <cmath>

using namespace shellfit;
using namespace shellfit::thermal;

namespace {

constexpr double litre_per_minute = 1e-3 / 60;

/// OCP OAI system liquid cooling guidelines, March 2023, figures 7 and 8, a cold plate of 1 kW, as in the
/// Modelica Buildings Library (DataCenterEquipment/Racks/LiquidCooledSinglePhase/Data/OCP_1kW_OAM_PG25.mo and
/// _Water.mo).
FlowTable table(std::initializer_list<std::pair<double, double>> points) {
  std::vector<FlowTable::Point> list;
  for (const auto& [flow, value] : points) list.push_back({flow * litre_per_minute, value});
  return FlowTable(list);
}
FlowTable on_pg25() {
  return table({{0.4, 0.0389},
                {0.5, 0.0325},
                {0.6, 0.0300},
                {0.7, 0.0280},
                {0.8, 0.0265},
                {0.9, 0.0255},
                {1.0, 0.0245},
                {1.2, 0.0230},
                {1.4, 0.0220},
                {1.6, 0.0214},
                {1.8, 0.0209},
                {2.0, 0.0204},
                {2.2, 0.0200},
                {2.4, 0.0197}});
}
FlowTable on_water() { return table({{2.0, 0.0172}, {3.0, 0.0160}, {4.0, 0.0154}, {5.0, 0.0151}}); }

/// What a GB300 NVL72 asks of its coolant by supply temperature: Lenovo LP2357 table 27 (flow and drop; 121.5
/// kW in liquid), and NVIDIA's AIF rack template (flow; 116 kW; drop 0.0048 Q^2 + 0.0617 Q kPa, Q in L/min).
/// Rivals: neither is an average of the other.
struct Need {
  double supply_c, lenovo_l_min, lenovo_kpa, aif_l_min;
};
constexpr std::array<Need, 5> gb300{{{25, 59, 15.9, 65.1},
                                     {30, 71, 22.1, 76.5},
                                     {35, 89, 33.8, 92.6},
                                     {40, 119, 58.6, 117.5},
                                     {45, 177, 126.9, 160}}};
double aif_kpa(double l_min) { return 0.0048 * l_min * l_min + 0.0617 * l_min; }

}  // namespace

TEST_CASE("the OCP plate of 1 kW stands 24.5 K over its coolant at 1 L/min and 38.9 K at 0.4") {
  const auto plate = on_pg25();
  CHECK(1e3 * plate.at(1.0 * litre_per_minute).value() == Approx(24.5).epsilon(1e-12));
  CHECK(1e3 * plate.at(0.4 * litre_per_minute).value() == Approx(38.9).epsilon(1e-12));
  CHECK(1e3 * plate.at(2.4 * litre_per_minute).value() == Approx(19.7).epsilon(1e-12));
  // Between 0.9 (25.5 K) and 1.0 L/min.
  CHECK(1e3 * plate.at(0.95 * litre_per_minute).value() == Approx(24.98).margin(0.05));
}

TEST_CASE("resistance falls with flow everywhere, and water's is below that of PG25") {
  const auto plate = on_pg25();
  double last = 1;
  for (int i = 0; i <= 400; ++i) {
    const double flow = (0.4 + 2.0 * i / 400) * litre_per_minute;
    const double resistance = plate.at(flow).value();
    CHECK(resistance < last);
    CHECK(plate.flow_for(resistance).value() == Approx(flow).epsilon(1e-9));
    last = resistance;
  }
  for (const double flow : {2.0, 2.2, 2.4})
    CHECK(on_water().at(flow * litre_per_minute).value() < plate.at(flow * litre_per_minute).value());
}

TEST_CASE("outside its points a table knows nothing") {
  const auto plate = on_pg25();
  CHECK_FALSE(plate.at(0.39 * litre_per_minute));
  CHECK_FALSE(plate.at(2.41 * litre_per_minute));
  CHECK_FALSE(plate.at(0.0));
  CHECK_FALSE(plate.at(-1.0));
  CHECK_FALSE(plate.flow_for(0.05));
  CHECK_FALSE(plate.flow_for(0.01));
  CHECK_FALSE(plate.flow_for(0.0));
}

TEST_CASE("GB300: by Lenovo's flows the coolant returns at 55 to 56 degC whatever its supply") {
  for (const auto& need : gb300) {
    const double supply_k = 273.15 + need.supply_c;
    const double back_c =
        coolant_return_k(Fluid::pg25, 121.5e3, supply_k, need.lenovo_l_min * litre_per_minute) - 273.15;
    CHECK(back_c > 55.0);
    CHECK(back_c < 56.0);
    // So a limit on the return tells the flow.
    CHECK(coolant_flow_m3_s(Fluid::pg25, 121.5e3, supply_k, 273.15 + 55.3) ==
          Approx(need.lenovo_l_min * litre_per_minute).epsilon(0.03));
    const double aif_c =
        coolant_return_k(Fluid::pg25, 116e3, supply_k, need.aif_l_min * litre_per_minute) - 273.15;
    CHECK(aif_c > 51.0);
    CHECK(aif_c < 56.0);
  }
}

TEST_CASE("GB300: both curves of drop, and how far they stand apart") {
  std::vector<FlowTable::Point> drop, supply;
  for (const auto& need : gb300) {
    drop.push_back({need.lenovo_l_min * litre_per_minute, 1e3 * need.lenovo_kpa});
    supply.push_back({need.lenovo_l_min * litre_per_minute, 273.15 + need.supply_c});
  }
  const FlowTable lenovo(drop);
  for (const auto& need : gb300)
    CHECK(lenovo.at(need.lenovo_l_min * litre_per_minute).value() == Approx(1e3 * need.lenovo_kpa));
  // MGX caps a rack at 130 L/min: 89 kPa by AIF, a fifth less by Lenovo.
  CHECK(aif_kpa(130) == Approx(89.1).margin(0.1));
  CHECK(lenovo.at(130 * litre_per_minute).value() == Approx(69e3).margin(2e3));
  CHECK(lenovo.flow_for(69e3).value() == Approx(130 * litre_per_minute).epsilon(0.02));
  // With that flow the warmest supply for full power is about 41 degC.
  CHECK(FlowTable(supply).at(130 * litre_per_minute).value() - 273.15 == Approx(41.1).margin(0.4));
  CHECK_FALSE(lenovo.at(180 * litre_per_minute));
}

TEST_CASE("1.5 L/min for a kW warm water by 9.6 K and PG25 by 10 K") {
  // The rule "1.5 L/min for a kW, at most 10 K". For PG25 it stands at its limit: 9.93 K by ASHRAE's
  // figures, 10.0 by those of Dow for DOWFROST LC 25 (1030.3 kg/m3, 3.88 kJ/kgK at 25 degC).
  const auto rise_k = [](const Fluid& fluid) {
    return coolant_return_k(fluid, 1e3, 303.15, 1.5 * litre_per_minute) - 303.15;
  };
  CHECK(rise_k(Fluid::water) == Approx(9.60).margin(0.03));
  CHECK(rise_k(Fluid::pg25) == Approx(10.0).margin(0.1));
}

TEST_CASE("flow and return are each other's inverse") {
  for (const double return_k : {305.0, 320.0, 335.0}) {
    const double flow = coolant_flow_m3_s(Fluid::pg25, 50e3, 300.0, return_k);
    CHECK(coolant_return_k(Fluid::pg25, 50e3, 300.0, flow) == Approx(return_k).epsilon(1e-10));
  }
  CHECK(coolant_return_k(Fluid::pg25, 0.0, 300.0, 1e-3) == 300.0);
}
