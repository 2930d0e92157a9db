#include "exchange/power_grid_model_case.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace shellfit;
using namespace shellfit::exchange::power_grid_model;

namespace {

/// A data set of these components.
std::string data_set(const std::string& components, const std::string& attributes = "{}") {
  return "{\"version\": \"1.0\", \"type\": \"input\", \"is_batch\": false, \"attributes\": " + attributes +
         ",\n\"data\": {" + components + "}}";
}
const std::string two_nodes = R"("node": [{"id": 1, "u_rated": 10000}, {"id": 2, "u_rated": 10000}])";
const std::string a_line =
    R"({"id": 3, "from_node": 1, "to_node": 2, "from_status": 1, "to_status": 1, "r1": 1, "x1": 2, "c1": 1e-6, "tan1": 0.1})";

Case read(const std::string& text, Phases phases = Phases::refuse) {
  auto parsed = parse_case("case.json", text, phases);
  if (!parsed) FAIL(render(parsed.error().front(), false));
  return std::move(*parsed);
}
std::vector<std::string> faults_of(const std::string& text) {
  std::vector<std::string> codes;
  const auto parsed = parse_case("case.json", text);
  if (parsed) return codes;
  for (const auto& fault : parsed.error()) {
    CHECK(fault.where.is_known());
    codes.push_back(fault.code + ": " + fault.message);
  }
  return codes;
}
using Faults = std::vector<std::string>;
bool has_remark(const Case& one, const std::string& part) {
  return std::any_of(one.remarks.begin(), one.remarks.end(),
                     [&](const std::string& remark) { return remark.find(part) != std::string::npos; });
}

}  // namespace

TEST_CASE("components are read by the names of power-grid-model") {
  const auto one = read(data_set(two_nodes + ", \"line\": [" + a_line + R"(],
    "source": [{"id": 4, "node": 1, "status": 1, "u_ref": 1.02, "sk": "inf"}],
    "sym_load": [{"id": 5, "node": 2, "status": 0, "type": 2, "p_specified": 1e3, "q_specified": -2e2}])"));
  REQUIRE(one.nodes.size() == 2);
  CHECK(one.nodes[1].id == 2);
  CHECK(one.nodes[1].u_rated_v == 10000.0);
  REQUIRE(one.lines.size() == 1);
  CHECK(one.lines[0].x1_ohm == 2.0);
  CHECK_FALSE(one.lines[0].i_n_ampere.has_value());
  REQUIRE(one.sources.size() == 1);
  CHECK(std::isinf(one.sources[0].sk_va.value()));
  CHECK_FALSE(one.sources[0].rx_ratio.has_value());
  REQUIRE(one.loads.size() == 1);
  CHECK_FALSE(one.loads[0].status);
  CHECK(one.loads[0].type == 2);
  CHECK(one.loads[0].q_specified_var == -200.0);
  CHECK(one.remarks.empty());
}

TEST_CASE("lists of values follow the file's own order of attributes, beside objects") {
  const auto one = read(data_set(R"("node": [[400.0, 7], {"id": 8, "u_rated": 230}, [110e3, 9]])",
                                 R"({"node": ["u_rated", "id"]})"));
  REQUIRE(one.nodes.size() == 3);
  CHECK(one.nodes[0].id == 7);
  CHECK(one.nodes[0].u_rated_v == 400.0);
  CHECK(one.nodes[1].id == 8);
  CHECK(one.nodes[2].u_rated_v == 110e3);
}

TEST_CASE("null and the lowest integers stand for what is missing") {
  const std::string transformer =
      R"("transformer": [{"id": 3, "from_node": 1, "to_node": 2, "from_status": 1, "to_status": 1, "u1": 10000, "u2": 10000,
      "sn": 1e6, "uk": 0.1, "pk": 1e4, "i0": 0, "p0": 0, "winding_from": 1, "winding_to": 1, "clock": 0, "tap_side": 0,
      "tap_min": -5, "tap_max": 5, "tap_size": 100, "tap_pos": -128, "tap_nom": null, "uk_min": null}])";
  const auto one = read(data_set(two_nodes + ", " + transformer));
  REQUIRE(one.transformers.size() == 1);
  CHECK_FALSE(one.transformers[0].tap_pos.has_value());
  CHECK_FALSE(one.transformers[0].tap_nom.has_value());
  CHECK_FALSE(one.transformers[0].uk_min.has_value());
  CHECK(faults_of(data_set(R"("node": [{"id": 1, "u_rated": null}])")) ==
        Faults{"E-PGM-003: u_rated of /data/node/0 is missing"});
}

TEST_CASE("a file that is no single input of version 1.0 is refused as a whole") {
  CHECK(faults_of("[]") == Faults{"E-PGM-001: this is no power-grid-model data set"});
  CHECK(
      faults_of(R"({"version": "1.0", "type": "update", "is_batch": false, "attributes": {}, "data": {}})") ==
      Faults{"E-PGM-001: this type is not that of a power-grid-model input"});
  CHECK(faults_of(R"({"version": "1.0", "type": "input", "is_batch": true, "attributes": {}, "data": []})") ==
        Faults{"E-PGM-001: this is_batch is not that of a power-grid-model input"});
  CHECK(faults_of(R"({"type": "input", "is_batch": false, "data": {}})") ==
        Faults{"E-PGM-001: the version is missing"});
  CHECK(faults_of(data_set("")) == Faults{"E-PGM-001: the data set has no node"});
}

TEST_CASE("a regulator of a third side names a transformer of three windings") {
  const std::string transformer =
      R"(, "transformer": [{"id": 3, "from_node": 1, "to_node": 2, "from_status": 1, "to_status": 1, "u1": 10000, "u2": 10000,
      "sn": 1e6, "uk": 0.1, "pk": 1e4, "i0": 0, "p0": 0, "winding_from": 1, "winding_to": 1, "clock": 0, "tap_side": 0,
      "tap_min": -5, "tap_max": 5, "tap_size": 100}])";
  const auto regulated_at = [&](const std::string& side) {
    return data_set(
        two_nodes + transformer +
        R"(, "transformer_tap_regulator": [{"id": 4, "regulated_object": 3, "status": 1, "control_side": )" +
        side + R"(, "u_set": 10000, "u_band": 200}])");
  };
  CHECK(faults_of(regulated_at("1")).empty());
  CHECK(faults_of(regulated_at("2")) ==
        Faults{"E-PGM-006: regulated_object of /data/transformer_tap_regulator/0 names a transformer"});
}

TEST_CASE("two regulators in service of one object are a fault that names both") {
  const auto two = [](const std::string& status) {
    return data_set(
        two_nodes +
        R"(, "sym_gen": [{"id": 5, "node": 2, "status": 1, "type": 0, "p_specified": 1, "q_specified": 0}],
    "voltage_regulator": [{"id": 6, "regulated_object": 5, "status": 1, "u_ref": 1.0},
                          {"id": 7, "regulated_object": 5, "status": )" +
        status + R"(, "u_ref": 1.1}])");
  };
  CHECK(faults_of(two("1")) == Faults{"E-PGM-008: 5 is regulated by both 6 and 7"});
  CHECK(read(two("0")).voltage_regulators.size() == 2);
}

TEST_CASE("all faults of a file are named with their places") {
  const auto faults = faults_of(data_set(R"("node": [{"id": 1, "u_rated": -5}, {"id": "two", "u_rated": 10}],
    "line": [{"id": 3, "from_node": 1, "to_node": 9, "from_status": 2, "to_status": 1, "r1": "<script>", "c1": 0, "tan1": 0}],
    "source": [{"id": 3, "node": 1, "status": 1, "u_ref": 1}],
    "windmill": [])"));
  CHECK(faults == Faults{"E-PGM-004: u_rated of /data/node/0 cannot be -5",
                         "E-PGM-004: id of /data/node/1 cannot be the text \"two\"",
                         "E-PGM-003: x1 of /data/line/0 is missing",
                         "E-PGM-006: to_node of /data/line/0 names nothing",
                         "E-PGM-004: from_status of /data/line/0 cannot be 2",
                         "E-PGM-004: r1 of /data/line/0 cannot be the text \"<script>\"",
                         "E-PGM-005: the id of /data/source/0 is that of a line",
                         "E-PGM-002: power-grid-model has no component of this name"});
}

TEST_CASE("figures that no number can be are refused") {
  for (const char* value : {"\"inf\"", "\"-inf\"", "\"nan\"", "true", "[1]", "{}", "-1", "0"})
    CHECK(faults_of(data_set("\"node\": [{\"id\": 1, \"u_rated\": " + std::string(value) + "}]")).size() ==
          1);
  for (const char* value : {"1.5", "1e10", "\"1\"", "null"})
    CHECK(faults_of(data_set("\"node\": [{\"id\": " + std::string(value) + ", \"u_rated\": 1}]")).size() ==
          1);
}

TEST_CASE("a reference must name a component of its kind") {
  CHECK(faults_of(data_set(
            two_nodes + ", \"line\": [" + a_line +
            R"(], "voltage_regulator": [{"id": 6, "regulated_object": 3, "status": 1, "u_ref": 1}])")) ==
        Faults{"E-PGM-006: regulated_object of /data/voltage_regulator/0 names a line"});
  CHECK(faults_of(data_set(two_nodes +
                           R"(, "sym_load": [{"id": 3, "node": 3, "status": 1, "type": 0, "p_specified": 1,
    "q_specified": 1}])")) == Faults{"E-PGM-006: node of /data/sym_load/0 names a sym_load"});
}

TEST_CASE("phases that differ are refused, and summed where that is asked for") {
  const auto with_phases = [](const std::string& p) {
    return data_set(two_nodes +
                    R"(, "asym_load": [{"id": 3, "node": 2, "status": 1, "type": 0, "p_specified": )" + p +
                    R"(, "q_specified": [1, 1, 1]}])");
  };
  CHECK(faults_of(with_phases("[10, 20, 30]")) ==
        Faults{"E-PGM-007: the phases of /data/asym_load/0 differ"});
  CHECK(faults_of(with_phases("[10, 20]")) ==
        Faults{"E-PGM-004: p_specified of /data/asym_load/0 cannot be a list of 2"});
  CHECK(faults_of(data_set(two_nodes + ", \"asym_line\": [{\"id\": 3}]")) ==
        Faults{"E-PGM-007: a line with figures of each phase"});
  const auto alike = read(with_phases("[20, 20, 20]"));
  CHECK(alike.loads.at(0).p_specified_w == 60.0);
  CHECK(has_remark(alike, "by the sum of their phases"));
  const auto summed = read(with_phases("[10, 20, 30]"), Phases::sum);
  CHECK(summed.loads.at(0).p_specified_w == 60.0);
  CHECK(summed.loads.at(0).q_specified_var == 3.0);
}

TEST_CASE(
    "what is left is said: sensors, zero-sequence figures, misspelt attributes; notes of the user are his "
    "own") {
  const auto one = read(data_set(two_nodes + R"(, "sym_voltage_sensor": [{"id": 9}],
    "shunt": [{"id": 3, "node": 1, "status": 1, "g1": 0, "b1": 1, "g0": 0, "b0": 1, "gone": 2, "extra": {"name": "x"}}])"));
  CHECK(has_remark(one, "1 sym_voltage_sensor left: sensors serve state estimation"));
  CHECK(has_remark(one, "b0 of 1 shunt left: a balanced load flow does not use it"));
  CHECK(has_remark(one, "gone of 1 shunt left: power-grid-model knows no such attribute"));
  CHECK_FALSE(has_remark(one, "extra"));
}

TEST_CASE("a list of values that does not fit its attributes is refused") {
  CHECK(faults_of(data_set(R"("node": [[1, 400, 3]])", R"({"node": ["id", "u_rated"]})")) ==
        Faults{"E-PGM-004: /data/node/0 has not one value for each of its attributes"});
  CHECK(faults_of(data_set(R"("node": [[1, 400]])")) ==
        Faults{"E-PGM-004: /data/node/0 has not one value for each of its attributes"});
  CHECK(faults_of(data_set(R"("node": [[1, 400]])", R"({"node": [1, 2]})")) ==
        Faults{"E-PGM-001: attributes is no table of names"});
  CHECK(faults_of(data_set(R"("node": {"id": 1})")) == Faults{"E-PGM-004: /data/node is no list"});
  CHECK(faults_of(data_set(R"("node": [7])")) == Faults{"E-PGM-004: /data/node/0 is no component"});
}
