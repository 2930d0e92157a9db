#include "documents/schema.hpp"

#include "documents/document.hpp"
#include "documents/element_table.hpp"

#include <catch2/catch.hpp>

#include <regex>
#include <string>

using namespace shellfit;
using namespace shellfit::documents;

namespace {

struct Beast {
  Id<Beast> id;
  Mass mass;
  Uncertain<Velocity> speed;
  int eyes = 0;
  bool is_tame = false;
};
const ElementTable<Beast>& beast_table() {
  static const auto table = [] {
    ElementTable<Beast> t("beast", "An <animal> & more.");
    t.versioned();
    t.id("beast", &Beast::id);
    t.value("mass", &Beast::mass,
            {.meaning = "On its feet.", .is_required = true, .highest = "9 t", .is_positive = true});
    t.value("speed", &Beast::speed, {.meaning = "At most.", .fallback = "2 m/s"});
    t.value("eyes", &Beast::eyes, {.meaning = "How many.", .highest = "8", .is_positive = true});
    t.value("tame", &Beast::is_tame, {.meaning = "Whether it bites."});
    return t;
  }();
  return table;
}

/// The element of a tag whose attribute `name` is `wanted`, anywhere below.
const Element* find(const Element& from, const std::string& tag, const std::string& wanted) {
  const auto* name = from.find("name");
  if (from.name == tag && name != nullptr && name->value == wanted) return &from;
  for (const auto& child : from.children) {
    if (const auto* found = find(child, tag, wanted)) return found;
  }
  return nullptr;
}
std::string pattern_of(const Element& schema, const std::string& type) {
  const auto* simple = find(schema, "xs:simpleType", type);
  REQUIRE(simple != nullptr);
  return simple->children.at(0).children.at(0).find("value")->value;
}
Element schema() {
  auto parsed = parse_document("beast.xsd", write_schema(*beast_table().info()));
  REQUIRE(parsed.has_value());
  return std::move(*parsed);
}

}  // namespace

TEST_CASE("the schema says which attributes there are and which are required") {
  const auto root = schema();
  CHECK(root.name == "xs:schema");
  REQUIRE(find(root, "xs:element", "beast") != nullptr);
  for (const auto* name : {"schema", "id", "mass", "speed", "eyes", "tame"}) {
    const auto* attribute = find(root, "xs:attribute", name);
    INFO(name);
    REQUIRE(attribute != nullptr);
    const std::string wanted = name;
    const bool is_required = wanted == "schema" || wanted == "id" || wanted == "mass";
    CHECK((attribute->find("use") != nullptr && attribute->find("use")->value == "required") == is_required);
  }
}

TEST_CASE("the schema carries what each field means, its limits and its default") {
  const auto text = write_schema(*beast_table().info());
  const auto says = [&](const std::string& words) {
    return text.find("<xs:documentation>" + escape_xml(words) + "</xs:documentation>") != std::string::npos;
  };
  CHECK(says(
      "At most. A velocity, such as \"2.5 m/s\", a range or \"unknown\"; units: m/s, ft/s. From 0 m/s to 100 "
      "m/s. Default: 2 m/s."));
  CHECK(says("On its feet. A mass, such as \"1360 kg\"; units: kg, t, lb. From 0.001 kg to 9 t."));
  CHECK(says("How many. A whole number. More than zero, at most 8."));
  CHECK(says("Whether it bites. One of no, yes."));
  CHECK(text.find("An &lt;animal&gt; &amp; more.") != std::string::npos);
}

TEST_CASE("the pattern of a quantity takes what the reader takes and refuses what it refuses") {
  const auto root = schema();
  const std::regex mass(pattern_of(root, "mass-above-zero"));
  const std::regex speed(pattern_of(root, "velocity-from-zero-or-unknown"));
  for (const auto* text : {"1 kg", "1kg", " 1.5e3  t ", "+2 lb", ".5 kg", "5. kg", "0.05 kg", "100 kg"}) {
    INFO(text);
    CHECK(std::regex_match(text, mass));
    CHECK(parse_quantity<Mass>(text).has_value());
  }
  for (const auto* text :
       {"", "kg", "1", "1 KG", "1 m", "nan kg", "inf kg", "1,5 kg", "1..2 kg", "unknown", "1 kg!"}) {
    INFO(text);
    CHECK_FALSE(std::regex_match(text, mass));
    CHECK_FALSE(parse_quantity<Mass>(text).has_value());
  }
  for (const auto* text : {"1 m/s", "1..2 m/s", "unknown", " unknown "}) {
    INFO(text);
    CHECK(std::regex_match(text, speed));
    CHECK(parse_uncertain<Velocity>(text).has_value());
  }
  for (const auto* text : {"1..", "..2 m/s", "1..2..3 m/s", "Unknown", "unknown m/s"}) {
    INFO(text);
    CHECK_FALSE(std::regex_match(text, speed));
    CHECK_FALSE(parse_uncertain<Velocity>(text).has_value());
  }
}

TEST_CASE("the pattern of a quantity knows the sign that its limits leave") {
  const auto root = schema();
  const std::regex mass(pattern_of(root, "mass-above-zero"));
  const std::regex speed(pattern_of(root, "velocity-from-zero-or-unknown"));
  for (const auto* text : {"-1 kg", "0 kg", "0.00 kg", "0e5 kg", "-0 kg"})
    CHECK_FALSE(std::regex_match(text, mass));
  for (const auto* text : {"0 m/s", "-0 m/s", "0..1 m/s", "-0.0..2 m/s"})
    CHECK(std::regex_match(text, speed));
  for (const auto* text : {"-1 m/s", "-0.1 m/s", "-2..1 m/s"}) CHECK_FALSE(std::regex_match(text, speed));
}

TEST_CASE("the pattern of an id takes what ids may be") {
  const std::regex id(pattern_of(schema(), "id"));
  for (const auto& text : {std::string("gb300-nvl72"), std::string("line.12"), std::string(64, 'x')})
    CHECK(std::regex_match(text, id));
  for (const auto& text : {std::string(), std::string("a b"), std::string("../a"), std::string(65, 'x')})
    CHECK_FALSE(std::regex_match(text, id));
}

TEST_CASE("a flag is one of its words") {
  const auto root = schema();
  const auto* tame = find(root, "xs:attribute", "tame");
  const auto& words = tame->children.at(1).children.at(0).children;
  REQUIRE(words.size() == 2);
  CHECK(words[0].find("value")->value == "no");
  CHECK(words[1].find("value")->value == "yes");
}
