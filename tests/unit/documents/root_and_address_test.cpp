#include "documents/address.hpp"
#include "documents/element_table.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace shellfit;
using namespace shellfit::documents;

namespace {

Element parse(const std::string& text) {
  auto root = parse_document("a.xml", text);
  REQUIRE(root.has_value());
  return std::move(*root);
}
const std::string study =
    "<study><deployment><line id=\"a\" units=\"1\"/><line id=\"b\"/></deployment><basis/></study>";

std::optional<Diagnostic> set(Element& root, const std::string& address, const std::string& value = "9") {
  return set_attribute(root, {address, value, {}, {}});
}
std::string fault_text(const std::string& address) {
  auto root = parse(study);
  const auto fault = set(root, address);
  INFO(address);
  REQUIRE(fault.has_value());
  CHECK(fault->code == "E-ADR-001");
  return fault->message + "; " + fault->hint;
}

}  // namespace

TEST_CASE("a root of the right name and version is accepted, any other is a fault") {
  const auto is_good = [](const std::string& text) {
    Reading reading;
    const bool is_root = check_root(parse(text), "study", reading);
    CHECK(is_root != reading.has_faults());
    return is_root;
  };
  CHECK(is_good("<study schema=\"1\"/>"));
  CHECK_FALSE(is_good("<study/>"));
  CHECK_FALSE(is_good("<study schema=\"2\"/>"));
  CHECK_FALSE(is_good("<study schema=\"\"/>"));
  CHECK_FALSE(is_good("<study schema=\"1.0\"/>"));
  CHECK_FALSE(is_good("<Study schema=\"1\"/>"));
}

TEST_CASE("an address sets an attribute that is there or is not yet there") {
  auto root = parse(study);
  CHECK_FALSE(set(root, "deployment/line[a]@units").has_value());
  CHECK(root.children.at(0).children.at(0).find("units")->value == "9");
  CHECK_FALSE(set(root, "deployment/line[b]@units").has_value());
  CHECK(root.children.at(0).children.at(1).find("units")->value == "9");
  CHECK_FALSE(set(root, "@name", "x").has_value());
  CHECK(root.find("name")->value == "x");
}

TEST_CASE("an element without an id that is missing on the way is made") {
  auto root = parse(study);
  CHECK_FALSE(set(root, "basis/air@supply", "24 degC").has_value());
  const auto& air = root.children.at(1).children.at(0);
  CHECK(air.name == "air");
  CHECK(air.find("supply")->value == "24 degC");
}

TEST_CASE("an address that leads nowhere or to several places is a fault") {
  CHECK(fault_text("deployment/line@units").find("names 2 elements line") != std::string::npos);
  CHECK(fault_text("deployment/line[c]@units").find("no line with id c") != std::string::npos);
  CHECK(fault_text("deployment/line[a]").find("names no attribute") != std::string::npos);
  CHECK(fault_text("deployment/line[a]@").find("names no attribute") != std::string::npos);
  for (const auto* broken :
       {"deployment//line[a]@units", "/deployment@order", "deployment/line[@units", "deployment/[a]@units",
        "deployment/line[]@units", "deployment/line[a]x@units"}) {
    CHECK(fault_text(broken).find("cannot be read") != std::string::npos);
  }
}

TEST_CASE("no message repeats a long root or address") {
  const std::string huge(100000, 'x');
  for (const auto& address : {huge, huge + "@a", "deployment/" + huge + "[b]@a",
                              "deployment/line[" + huge + "]@a", "deployment/line@" + huge, huge + "[@a"}) {
    auto root = parse(study);
    if (const auto fault = set(root, address)) CHECK(render(*fault, false).size() < 800);
  }
  for (const auto& text : {"<" + huge + "/>", "<study schema=\"" + huge + "\"/>"}) {
    Reading reading;
    CHECK_FALSE(check_root(parse(text), "study", reading));
    CHECK(render(reading.take_faults().front(), false).size() < 800);
  }
}

TEST_CASE("the nearest id is offered for one that is misspelt") {
  auto root = parse("<study><line id=\"gb300\"/></study>");
  CHECK(set(root, "line[gb200]@units")->hint == "did you mean line[gb300]?");
}

TEST_CASE("an attribute that a sweep sets twice keeps the last value") {
  auto root = parse(study);
  (void)set(root, "basis@name", "one");
  (void)set(root, "basis@name", "two");
  CHECK(root.children.at(1).find("name")->value == "two");
  CHECK(root.children.at(1).attributes.size() == 1);
}
