// After power-grid-model 1.14, docs/user_manual/components.md.
#include "exchange/power_grid_model_attributes.hpp"

namespace shellfit::exchange::power_grid_model {

namespace {

constexpr double no_limit = std::numeric_limits<double>::infinity();
constexpr Limits any{};
constexpr Limits positive{0.0, no_limit, false};
constexpr Limits positive_or_infinite{0.0, no_limit, false, true};
constexpr Limits not_negative{0.0, no_limit};
constexpr Limits a_bound{-no_limit, no_limit, true, true};
/// int32 without the value that stands for a missing one.
constexpr Limits an_id{-2147483647.0, 2147483647.0};
/// int8 without the value that stands for a missing one.
constexpr Limits a_position{-127.0, 127.0};
constexpr Limits a_clock{-12.0, 12.0};
constexpr Limits a_winding{0.0, 4.0};
constexpr Limits a_load_type{0.0, 2.0};
constexpr Limits one_of_two{0.0, 1.0};
constexpr Limits one_of_three{0.0, 2.0};

/// The attributes of a branch, then those of its own kind.
template <class T>
std::vector<Attribute<T>> of_branch(std::vector<Attribute<T>> own) {
  std::vector<Attribute<T>> all{{"id", &T::id, an_id},
                                {"from_node", &T::from_node, an_id},
                                {"to_node", &T::to_node, an_id},
                                {"from_status", &T::from_status, one_of_two},
                                {"to_status", &T::to_status, one_of_two}};
  all.insert(all.end(), own.begin(), own.end());
  return all;
}
template <class T>
std::vector<Attribute<T>> of_appliance(std::vector<Attribute<T>> own) {
  std::vector<Attribute<T>> all{
      {"id", &T::id, an_id}, {"node", &T::node, an_id}, {"status", &T::status, one_of_two}};
  all.insert(all.end(), own.begin(), own.end());
  return all;
}
template <class T>
std::vector<Attribute<T>> of_regulator(std::vector<Attribute<T>> own) {
  std::vector<Attribute<T>> all{{"id", &T::id, an_id},
                                {"regulated_object", &T::regulated_object, an_id},
                                {"status", &T::status, one_of_two}};
  all.insert(all.end(), own.begin(), own.end());
  return all;
}

}  // namespace

template <>
const std::vector<Attribute<Node>>& attributes() {
  static const std::vector<Attribute<Node>> all{{"id", &Node::id, an_id},
                                                {"u_rated", &Node::u_rated_v, positive}};
  return all;
}

template <>
const std::vector<Attribute<Line>>& attributes() {
  using T = Line;
  static const auto all = of_branch<T>({{"r1", &T::r1_ohm, any},
                                        {"x1", &T::x1_ohm, any},
                                        {"c1", &T::c1_farad, any},
                                        {"tan1", &T::tan1, any},
                                        {"r0", &T::r0_ohm, any},
                                        {"x0", &T::x0_ohm, any},
                                        {"c0", &T::c0_farad, any},
                                        {"tan0", &T::tan0, any},
                                        {"i_n", &T::i_n_ampere, positive_or_infinite}});
  return all;
}

template <>
const std::vector<Attribute<Link>>& attributes() {
  static const auto all = of_branch<Link>({});
  return all;
}

template <>
const std::vector<Attribute<GenericBranch>>& attributes() {
  using T = GenericBranch;
  static const auto all = of_branch<T>({{"r1", &T::r1_ohm, any},
                                        {"x1", &T::x1_ohm, any},
                                        {"g1", &T::g1_siemens, any},
                                        {"b1", &T::b1_siemens, any},
                                        {"k", &T::k, positive},
                                        {"theta", &T::theta_rad, any},
                                        {"sn", &T::sn_va, not_negative}});
  return all;
}

template <>
const std::vector<Attribute<Transformer>>& attributes() {
  using T = Transformer;
  static const auto all = of_branch<T>({{"u1", &T::u1_v, positive},
                                        {"u2", &T::u2_v, positive},
                                        {"sn", &T::sn_va, positive},
                                        {"uk", &T::uk, positive},
                                        {"pk", &T::pk_w, not_negative},
                                        {"i0", &T::i0, not_negative},
                                        {"p0", &T::p0_w, not_negative},
                                        {"winding_from", &T::winding_from, a_winding},
                                        {"winding_to", &T::winding_to, a_winding},
                                        {"clock", &T::clock, a_clock},
                                        {"tap_side", &T::tap_side, one_of_two},
                                        {"tap_pos", &T::tap_pos, a_position},
                                        {"tap_min", &T::tap_min, a_position},
                                        {"tap_max", &T::tap_max, a_position},
                                        {"tap_nom", &T::tap_nom, a_position},
                                        {"tap_size", &T::tap_size_v, not_negative},
                                        {"uk_min", &T::uk_min, positive},
                                        {"uk_max", &T::uk_max, positive},
                                        {"pk_min", &T::pk_min_w, not_negative},
                                        {"pk_max", &T::pk_max_w, not_negative},
                                        {"r_grounding_from", &T::r_grounding_from_ohm, any},
                                        {"x_grounding_from", &T::x_grounding_from_ohm, any},
                                        {"r_grounding_to", &T::r_grounding_to_ohm, any},
                                        {"x_grounding_to", &T::x_grounding_to_ohm, any}});
  return all;
}

template <>
const std::vector<Attribute<ThreeWindingTransformer>>& attributes() {
  using T = ThreeWindingTransformer;
  static const std::vector<Attribute<T>> all{{"id", &T::id, an_id},
                                             {"node_1", &T::node_1, an_id},
                                             {"node_2", &T::node_2, an_id},
                                             {"node_3", &T::node_3, an_id},
                                             {"status_1", &T::status_1, one_of_two},
                                             {"status_2", &T::status_2, one_of_two},
                                             {"status_3", &T::status_3, one_of_two},
                                             {"u1", &T::u1_v, positive},
                                             {"u2", &T::u2_v, positive},
                                             {"u3", &T::u3_v, positive},
                                             {"sn_1", &T::sn_1_va, positive},
                                             {"sn_2", &T::sn_2_va, positive},
                                             {"sn_3", &T::sn_3_va, positive},
                                             {"uk_12", &T::uk_12, positive},
                                             {"uk_13", &T::uk_13, positive},
                                             {"uk_23", &T::uk_23, positive},
                                             {"pk_12", &T::pk_12_w, not_negative},
                                             {"pk_13", &T::pk_13_w, not_negative},
                                             {"pk_23", &T::pk_23_w, not_negative},
                                             {"i0", &T::i0, not_negative},
                                             {"p0", &T::p0_w, not_negative},
                                             {"winding_1", &T::winding_1, a_winding},
                                             {"winding_2", &T::winding_2, a_winding},
                                             {"winding_3", &T::winding_3, a_winding},
                                             {"clock_12", &T::clock_12, a_clock},
                                             {"clock_13", &T::clock_13, a_clock},
                                             {"tap_side", &T::tap_side, one_of_three},
                                             {"tap_pos", &T::tap_pos, a_position},
                                             {"tap_min", &T::tap_min, a_position},
                                             {"tap_max", &T::tap_max, a_position},
                                             {"tap_nom", &T::tap_nom, a_position},
                                             {"tap_size", &T::tap_size_v, not_negative},
                                             {"uk_12_min", &T::uk_12_min, positive},
                                             {"uk_12_max", &T::uk_12_max, positive},
                                             {"uk_13_min", &T::uk_13_min, positive},
                                             {"uk_13_max", &T::uk_13_max, positive},
                                             {"uk_23_min", &T::uk_23_min, positive},
                                             {"uk_23_max", &T::uk_23_max, positive},
                                             {"pk_12_min", &T::pk_12_min_w, not_negative},
                                             {"pk_12_max", &T::pk_12_max_w, not_negative},
                                             {"pk_13_min", &T::pk_13_min_w, not_negative},
                                             {"pk_13_max", &T::pk_13_max_w, not_negative},
                                             {"pk_23_min", &T::pk_23_min_w, not_negative},
                                             {"pk_23_max", &T::pk_23_max_w, not_negative}};
  return all;
}

template <>
const std::vector<Attribute<Source>>& attributes() {
  using T = Source;
  static const auto all = of_appliance<T>({{"u_ref", &T::u_ref, positive},
                                           {"u_ref_angle", &T::u_ref_angle_rad, any},
                                           {"sk", &T::sk_va, positive_or_infinite},
                                           {"rx_ratio", &T::rx_ratio, not_negative},
                                           {"z01_ratio", &T::z01_ratio, positive}});
  return all;
}

template <>
const std::vector<Attribute<LoadOrGenerator>>& attributes() {
  static const auto all = of_appliance<LoadOrGenerator>({{"type", &LoadOrGenerator::type, a_load_type}});
  return all;
}

template <>
const std::vector<Attribute<Shunt>>& attributes() {
  static const auto all =
      of_appliance<Shunt>({{"g1", &Shunt::g1_siemens, any}, {"b1", &Shunt::b1_siemens, any}});
  return all;
}

template <>
const std::vector<Attribute<TapRegulator>>& attributes() {
  using T = TapRegulator;
  static const auto all =
      of_regulator<T>({{"control_side", &T::control_side, one_of_three},
                       {"u_set", &T::u_set_v, not_negative},
                       {"u_band", &T::u_band_v, positive},
                       {"line_drop_compensation_r", &T::line_drop_compensation_r_ohm, not_negative},
                       {"line_drop_compensation_x", &T::line_drop_compensation_x_ohm, not_negative}});
  return all;
}

template <>
const std::vector<Attribute<VoltageRegulator>>& attributes() {
  using T = VoltageRegulator;
  static const auto all = of_regulator<T>(
      {{"u_ref", &T::u_ref, positive}, {"q_min", &T::q_min_var, a_bound}, {"q_max", &T::q_max_var, a_bound}});
  return all;
}

}  // namespace shellfit::exchange::power_grid_model
