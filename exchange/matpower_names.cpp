#include "exchange/matpower_names.hpp"

#include <array>

namespace shellfit::exchange {

namespace {

constexpr std::array bus_names{
    MatpowerName{"PQ", 1},     MatpowerName{"PV", 2},       MatpowerName{"REF", 3},
    MatpowerName{"NONE", 4},   MatpowerName{"BUS_I", 1},    MatpowerName{"BUS_TYPE", 2},
    MatpowerName{"PD", 3},     MatpowerName{"QD", 4},       MatpowerName{"GS", 5},
    MatpowerName{"BS", 6},     MatpowerName{"BUS_AREA", 7}, MatpowerName{"VM", 8},
    MatpowerName{"VA", 9},     MatpowerName{"BASE_KV", 10}, MatpowerName{"ZONE", 11},
    MatpowerName{"VMAX", 12},  MatpowerName{"VMIN", 13},    MatpowerName{"LAM_P", 14},
    MatpowerName{"LAM_Q", 15}, MatpowerName{"MU_VMAX", 16}, MatpowerName{"MU_VMIN", 17}};
constexpr std::array generator_names{
    MatpowerName{"GEN_BUS", 1},  MatpowerName{"PG", 2},         MatpowerName{"QG", 3},
    MatpowerName{"QMAX", 4},     MatpowerName{"QMIN", 5},       MatpowerName{"VG", 6},
    MatpowerName{"MBASE", 7},    MatpowerName{"GEN_STATUS", 8}, MatpowerName{"PMAX", 9},
    MatpowerName{"PMIN", 10},    MatpowerName{"MU_PMAX", 22},   MatpowerName{"MU_PMIN", 23},
    MatpowerName{"MU_QMAX", 24}, MatpowerName{"MU_QMIN", 25},   MatpowerName{"PC1", 11},
    MatpowerName{"PC2", 12},     MatpowerName{"QC1MIN", 13},    MatpowerName{"QC1MAX", 14},
    MatpowerName{"QC2MIN", 15},  MatpowerName{"QC2MAX", 16},    MatpowerName{"RAMP_AGC", 17},
    MatpowerName{"RAMP_10", 18}, MatpowerName{"RAMP_30", 19},   MatpowerName{"RAMP_Q", 20},
    MatpowerName{"APF", 21}};
constexpr std::array branch_names{
    MatpowerName{"F_BUS", 1},   MatpowerName{"T_BUS", 2},      MatpowerName{"BR_R", 3},
    MatpowerName{"BR_X", 4},    MatpowerName{"BR_B", 5},       MatpowerName{"RATE_A", 6},
    MatpowerName{"RATE_B", 7},  MatpowerName{"RATE_C", 8},     MatpowerName{"TAP", 9},
    MatpowerName{"SHIFT", 10},  MatpowerName{"BR_STATUS", 11}, MatpowerName{"PF", 14},
    MatpowerName{"QF", 15},     MatpowerName{"PT", 16},        MatpowerName{"QT", 17},
    MatpowerName{"MU_SF", 18},  MatpowerName{"MU_ST", 19},     MatpowerName{"ANGMIN", 12},
    MatpowerName{"ANGMAX", 13}, MatpowerName{"MU_ANGMIN", 20}, MatpowerName{"MU_ANGMAX", 21}};

}  // namespace

std::span<const MatpowerName> matpower_names_of(std::string_view function) {
  if (function == "idx_bus") return bus_names;
  if (function == "idx_gen") return generator_names;
  if (function == "idx_brch") return branch_names;
  return {};
}

}  // namespace shellfit::exchange
