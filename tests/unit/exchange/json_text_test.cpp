#include "exchange/json_text.hpp"

#include <catch2/catch.hpp>

using namespace shellfit;
using namespace shellfit::exchange;

namespace {

JsonText parsed(const std::string& text) {
  auto json = parse_json("a.json", text);
  if (!json) FAIL(render(json.error().front(), false));
  return std::move(*json);
}
/// Code, line and column of the first fault.
std::string fault_of(const std::string& text) {
  const auto json = parse_json("a.json", text);
  if (json) return "none";
  const auto& fault = json.error().front();
  return fault.code + ":" + std::to_string(fault.where.line()) + ":" + std::to_string(fault.where.column());
}
std::string text_at(const JsonText& json, const JsonValue& value) {
  return json.source->text().substr(value.offset, value.length);
}

}  // namespace

TEST_CASE("each value of JSON knows its place") {
  const auto json =
      parsed("{\n  \"a\": [1, -2.5e3 , true],\n  \"b\\\"c\": \"x\\\\\\\"y\",\"d\":null,\"e\":{}}");
  const auto* a = json.root.find("a");
  REQUIRE(a != nullptr);
  REQUIRE(a->members.size() == 3);
  CHECK(text_at(json, a->members[0].value) == "1");
  CHECK(text_at(json, a->members[1].value) == "-2.5e3");
  CHECK(a->members[1].value.number == -2500.0);
  CHECK(text_at(json, a->members[2].value) == "true");
  CHECK(json.at(*a).line() == 2);
  CHECK(json.at(*a).column() == 8);
  const auto* b = json.root.find("b\"c");
  REQUIRE(b != nullptr);
  CHECK(b->text == "x\\\"y");
  CHECK(text_at(json, *b) == "\"x\\\\\\\"y\"");
  CHECK(text_at(json, *json.root.find("d")) == "null");
  CHECK(json.at(json.root.members[3]).column() == json.at(json.root.members[3].value).column() - 4);
  CHECK(json.root.find("f") == nullptr);
  CHECK(json.root.offset == 0);
}

TEST_CASE("a number that ends the file has its place too") {
  const auto json = parsed(" 42");
  CHECK(text_at(json, json.root) == "42");
}

TEST_CASE("JSON that is cut off says so, wherever it was") {
  const std::string whole = R"({"a": [1, {"b": "text"}], "c": -1.5e2})";
  REQUIRE(parsed(whole).root.members.size() == 2);
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const auto json = parse_json("a.json", whole.substr(0, length));
    REQUIRE_FALSE(json.has_value());
    CHECK(json.error().front().code == "E-JSON-001");
  }
  const auto cut = parse_json("a.json", whole.substr(0, 12));
  CHECK(cut.error().front().message == "the file ends before its last value is complete");
}

TEST_CASE("what is no JSON is shown where it stands") {
  CHECK(fault_of("{\"a\": nan}") == "E-JSON-001:1:8");
  CHECK(fault_of("{\"a\": 1,\n }") == "E-JSON-001:2:2");
  CHECK(fault_of("<xml/>") == "E-JSON-001:1:1");
  CHECK(fault_of("") == "E-JSON-001:1:1");
  CHECK(fault_of("{\"a\": 1e999}").starts_with("E-JSON-001:1:"));
}

TEST_CASE("a name that stands twice in one object is refused, in two objects not") {
  CHECK(fault_of("{\"a\": 1, \"a\": 2}") == "E-JSON-002:1:10");
  CHECK(fault_of("[{\"a\": 1}, {\"a\": 2}]") == "none");
}

TEST_CASE("JSON deeper than any input needs is refused") {
  CHECK(fault_of(std::string(64, '[') + std::string(64, ']')) == "none");
  CHECK(fault_of(std::string(65, '[') + std::string(65, ']')) == "E-FILE-003:1:65");
  CHECK(fault_of(std::string(100000, '[')) == "E-FILE-003:1:65");
}
