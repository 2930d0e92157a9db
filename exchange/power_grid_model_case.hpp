#pragma once
// A power-grid-model input data set as its file says it: https://power-grid-model.readthedocs.io, Components
// and Serialization. Ids are the file's own; figures are in the file's SI units, in fields of its names.

#include "base/diagnostics.hpp"

#include <array>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace shellfit::exchange::power_grid_model {

struct Node {
  int id = 0;
  double u_rated_v = 0.0;
};
struct Branch {
  int id = 0, from_node = 0, to_node = 0;
  bool from_status = true, to_status = true;
};
struct Line : Branch {
  double r1_ohm = 0.0, x1_ohm = 0.0, c1_farad = 0.0, tan1 = 0.0;
  std::optional<double> r0_ohm, x0_ohm, c0_farad, tan0, i_n_ampere;
};
struct Link : Branch {};
/// A pi circuit referred to its to side, behind an ideal transformer of ratio k and angle theta.
struct GenericBranch : Branch {
  double r1_ohm = 0.0, x1_ohm = 0.0, g1_siemens = 0.0, b1_siemens = 0.0;
  std::optional<double> k, theta_rad, sn_va;
};
enum class Winding { wye = 0, wye_n = 1, delta = 2, zigzag = 3, zigzag_n = 4 };
struct Transformer : Branch {
  double u1_v = 0.0, u2_v = 0.0, sn_va = 0.0, uk = 0.0, pk_w = 0.0, i0 = 0.0, p0_w = 0.0;
  int winding_from = 0, winding_to = 0;  ///< of Winding
  int clock = 0;
  int tap_side = 0, tap_min = 0, tap_max = 0;
  std::optional<int> tap_pos, tap_nom;
  double tap_size_v = 0.0;
  std::optional<double> uk_min, uk_max, pk_min_w, pk_max_w;
  std::optional<double> r_grounding_from_ohm, x_grounding_from_ohm, r_grounding_to_ohm, x_grounding_to_ohm;
};
struct ThreeWindingTransformer {
  int id = 0;
  int node_1 = 0, node_2 = 0, node_3 = 0;
  bool status_1 = true, status_2 = true, status_3 = true;
  double u1_v = 0.0, u2_v = 0.0, u3_v = 0.0, sn_1_va = 0.0, sn_2_va = 0.0, sn_3_va = 0.0;
  double uk_12 = 0.0, uk_13 = 0.0, uk_23 = 0.0, pk_12_w = 0.0, pk_13_w = 0.0, pk_23_w = 0.0;
  double i0 = 0.0, p0_w = 0.0;
  int winding_1 = 0, winding_2 = 0, winding_3 = 0;  ///< of Winding
  int clock_12 = 0, clock_13 = 0;
  int tap_side = 0, tap_min = 0, tap_max = 0;
  std::optional<int> tap_pos, tap_nom;
  double tap_size_v = 0.0;
  std::optional<double> uk_12_min, uk_12_max, uk_13_min, uk_13_max, uk_23_min, uk_23_max;
  std::optional<double> pk_12_min_w, pk_12_max_w, pk_13_min_w, pk_13_max_w, pk_23_min_w, pk_23_max_w;
};
struct Appliance {
  int id = 0, node = 0;
  bool status = true;
};
struct Source : Appliance {
  double u_ref = 1.0;
  std::optional<double> u_ref_angle_rad, sk_va, rx_ratio, z01_ratio;
};
enum class LoadType { const_power = 0, const_impedance = 1, const_current = 2 };
/// What a load draws or a generator gives, as its list says.
struct LoadOrGenerator : Appliance {
  int type = 0;  ///< of LoadType
  double p_specified_w = 0.0, q_specified_var = 0.0;
  bool was_asymmetric = false;  ///< the sum of its phases
};
struct Shunt : Appliance {
  double g1_siemens = 0.0, b1_siemens = 0.0;
};
struct Regulator {
  int id = 0, regulated_object = 0;
  bool status = true;
};
struct TapRegulator : Regulator {
  int control_side = 0;
  double u_set_v = 0.0, u_band_v = 0.0;
  std::optional<double> line_drop_compensation_r_ohm, line_drop_compensation_x_ohm;
};
struct VoltageRegulator : Regulator {
  double u_ref = 1.0;
  std::optional<double> q_min_var, q_max_var;
};

struct Case {
  std::vector<Node> nodes;
  std::vector<Line> lines;
  std::vector<Link> links;
  std::vector<GenericBranch> generic_branches;
  std::vector<Transformer> transformers;
  std::vector<ThreeWindingTransformer> three_winding_transformers;
  std::vector<Source> sources;
  std::vector<LoadOrGenerator> loads, generators;
  std::vector<Shunt> shunts;
  std::vector<TapRegulator> tap_regulators;
  std::vector<VoltageRegulator> voltage_regulators;
  std::vector<std::string> remarks;  ///< what of the file was left, and why
};

/// What to make of loads and generators whose phases differ.
enum class Phases {
  refuse,  ///< this program solves balanced networks
  sum      ///< as power-grid-model's own symmetric calculation does
};

/// Reads an input data set of version 1.0; all its faults at once, up to a few. Faults: E-JSON-*, E-PGM-*,
/// E-FILE-*. Nothing half-read is returned.
[[nodiscard]] Outcome<Case> read_case(const std::filesystem::path& file, Phases phases = Phases::refuse);
/// The same of text; `name` is how messages call the file.
[[nodiscard]] Outcome<Case> parse_case(std::string name, std::string text, Phases phases = Phases::refuse);

[[nodiscard]] std::span<const FaultKind> fault_kinds();

}  // namespace shellfit::exchange::power_grid_model
