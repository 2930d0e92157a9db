#include "documents/element_table.hpp"

#include <catch2/catch.hpp>

#include <set>
#include <string>

using namespace shellfit;
using namespace shellfit::documents;

namespace {

enum class Mood { calm, wild };
struct Leg {
  Length length;
  Location where;
};
struct Beast {
  Id<Beast> id;
  std::string name;
  Mass mass;
  Uncertain<Velocity> speed;
  std::optional<Temperature> heat;
  int eyes = 0;
  bool is_tame = false;
  Mood mood = Mood::calm;
  std::vector<Mood> moods;
  std::optional<Id<Beast>> mate;
  std::vector<Id<Beast>> herd;
  std::vector<Leg> legs;
  Leg tail;
  Location where;
};

const ElementTable<Leg>& leg_table(const char* name) {
  const auto make = [](const char* called) {
    ElementTable<Leg> t(called, "A leg or tail.");
    t.value("length", &Leg::length,
            {.meaning = "How long.", .fallback = "1 m", .lowest = "10 cm", .highest = "3 m"});
    return t;
  };
  static const auto leg = make("leg");
  static const auto tail = make("tail");
  return std::string_view(name) == "leg" ? leg : tail;
}
const ElementTable<Beast>& beast_table() {
  static const auto table = [] {
    ElementTable<Beast> t("beast", "An animal.");
    t.id("beast", &Beast::id);
    t.value("name", &Beast::name, {.meaning = "What people call it."});
    t.value("mass", &Beast::mass, {.meaning = "On its feet.", .is_required = true, .is_positive = true});
    t.value("speed", &Beast::speed, {.meaning = "At most.", .fallback = "2..4 m/s", .lowest = "0 m/s"});
    t.value("heat", &Beast::heat, {.meaning = "Inside."});
    t.value("eyes", &Beast::eyes, {.meaning = "How many.", .fallback = "2", .lowest = "0", .highest = "8"});
    t.value("tame", &Beast::is_tame, {.meaning = "Whether it bites.", .fallback = "no"});
    t.choice("mood", &Beast::mood, {{"calm", Mood::calm}, {"wild", Mood::wild}}, {.meaning = "Now."});
    t.choices("moods", &Beast::moods, {{"calm", Mood::calm}, {"wild", Mood::wild}}, {.meaning = "Ever."});
    t.reference("mate", "beast", &Beast::mate, {.meaning = "Another."});
    t.references("herd", "beast", &Beast::herd, {.meaning = "Others."});
    t.children(&Beast::legs, leg_table("leg"));
    t.child_or_defaults(&Beast::tail, leg_table("tail"));
    return t;
  }();
  return table;
}

struct Read {
  Beast beast;
  Diagnostics faults;
  std::vector<DefaultUsed> defaults;
};
Read read(const std::string& text) {
  const auto root = parse_document("a.xml", text);
  REQUIRE(root.has_value());
  Reading reading;
  Read result;
  result.beast = beast_table().read(*root, "", reading);
  result.defaults = reading.defaults();
  reading.resolve_references();
  result.faults = reading.take_faults();
  return result;
}
Diagnostic only_fault(const std::string& attributes, const std::string& inside = "") {
  auto result = read("<beast id=\"cow\" " + attributes + ">" + inside + "</beast>");
  INFO(attributes << inside);
  REQUIRE(result.faults.size() == 1);
  return result.faults.front();
}

}  // namespace

TEST_CASE("a table reads every form of field") {
  const auto [beast, faults, defaults] = read(
      "<beast id=\"cow\" name=\"Bell &amp; Co\" mass=\"1500 lb\" speed=\"unknown\" heat=\"101.5 degF\" "
      "eyes=\"3\" "
      "tame=\"yes\" mood=\"wild\" moods=\" calm  wild \" mate=\"cow\" herd=\"cow cow\"><leg length=\"40 "
      "in\"/><leg/>"
      "<tail length=\"50 cm\"/></beast>");
  REQUIRE(faults.empty());
  CHECK(beast.id.text() == "cow");
  CHECK(beast.name == "Bell & Co");
  CHECK(std::abs(beast.mass.in_si() - 680.388555) < 1e-9);  // 1500 x 0.45359237
  CHECK(beast.speed.is_unknown());
  CHECK(std::abs(beast.heat->in(units::degC)-38.611111) < 1e-6);
  CHECK(beast.eyes == 3);
  CHECK(beast.is_tame);
  CHECK(beast.mood == Mood::wild);
  CHECK(beast.moods == std::vector{Mood::calm, Mood::wild});
  CHECK(beast.mate->text() == "cow");
  CHECK(beast.herd.size() == 2);
  REQUIRE(beast.legs.size() == 2);
  CHECK(std::abs(beast.legs[0].length.in_si() - 1.016) < 1e-12);
  CHECK(beast.tail.length.in_si() == 0.5);
  CHECK(beast.legs[1].where.is_known());
}

TEST_CASE("a default used for a figure is reported with its place in the study, one that was given is not") {
  const auto [beast, faults, defaults] =
      read("<beast id=\"cow\" mass=\"1 kg\" tame=\"no\"><leg length=\"1 m\"/></beast>");
  REQUIRE(faults.empty());
  CHECK(beast.speed.is_range());
  CHECK(beast.eyes == 2);
  CHECK(beast.tail.length.in_si() == 1.0);
  REQUIRE(defaults.size() == 2);
  CHECK(defaults[0].element == "beast");
  CHECK(defaults[0].field == "speed");
  CHECK(defaults[0].value == "2..4 m/s");
  CHECK(defaults[0].meaning == "At most.");
  CHECK(defaults[1].element == "beast/tail");
  CHECK(defaults[1].field == "length");
}

TEST_CASE("an optional figure that is not given stays empty") {
  const auto result = read("<beast id=\"cow\" mass=\"1 kg\"/>");
  CHECK_FALSE(result.beast.heat.has_value());
  CHECK_FALSE(result.beast.mate.has_value());
}

TEST_CASE("a required field that is missing is a fault at the element") {
  const auto result = read("\n<beast/>");
  REQUIRE(result.faults.size() == 2);
  for (const auto& fault : result.faults) {
    CHECK(fault.code == "E-XML-005");
    CHECK(fault.where.line() == 2);
    CHECK(fault.where.column() == 2);
  }
  CHECK(result.faults[0].message == "beast has no id");
  CHECK(result.faults[1].expected == "attribute mass: On its feet.");
}

TEST_CASE("unknown names are faults with the nearest valid one") {
  const auto attribute = only_fault("mass=\"1 kg\" sped=\"2 m/s\"");
  CHECK(attribute.code == "E-XML-004");
  CHECK(attribute.hint == "did you mean speed?");
  CHECK(attribute.where.column() == 29);
  const auto element = only_fault("mass=\"1 kg\"", "<legs/>");
  CHECK(element.code == "E-XML-003");
  CHECK(element.hint == "did you mean leg?");
  CHECK(only_fault("mass=\"1 kg\"", "<zebra/>").hint == "valid here: leg, tail");
}

TEST_CASE("attributes of namespaces and of schema instances are left alone") {
  const auto result = read(
      "<beast id=\"cow\" mass=\"1 kg\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
      "xsi:noNamespaceSchemaLocation=\"beast.xsd\"/>");
  CHECK(result.faults.empty());
}

TEST_CASE("figures outside their limits are faults at the value, whichever unit they are written in") {
  const auto fault = only_fault("mass=\"0 kg\"");
  CHECK(fault.code == "E-VAL-008");
  CHECK(fault.where.column() == 23);
  CHECK(fault.expected == "more than zero, such as \"1360 kg\"");
  CHECK(only_fault("mass=\"-5 lb\"").code == "E-VAL-008");
  CHECK(only_fault("mass=\"1 kg\" speed=\"-1..3 m/s\"").expected == "at least 0 m/s");
  CHECK(only_fault("mass=\"1 kg\"", "<leg length=\"11 ft\"/>").expected == "at most 3 m");
  CHECK(only_fault("mass=\"1 kg\" eyes=\"9\"").expected == "at most 8");
  CHECK(only_fault("mass=\"1 kg\" eyes=\"-1\"").expected == "at least 0");
  CHECK(read("<beast id=\"cow\" mass=\"1 kg\" eyes=\"8\"><leg length=\"300 cm\"/></beast>").faults.empty());
}

TEST_CASE("a field without limits of its own has those of its kind of quantity") {
  CHECK(only_fault("mass=\"1e9 kg\"").expected == "at most 10000 t");
  CHECK(only_fault("mass=\"1e-9 kg\"").expected == "at least 0.001 kg");
  CHECK(only_fault("mass=\"1e-400 kg\"").expected == "more than zero, such as \"1360 kg\"");
  CHECK(only_fault("mass=\"1 kg\" speed=\"1..1e9 m/s\"").expected == "at most 100 m/s");
  CHECK(only_fault("mass=\"1 kg\" heat=\"1e4 K\"").expected == "at most 200 degC");
  CHECK(only_fault("mass=\"1 kg\" heat=\"0 K\"").expected == "at least -100 degC");
  CHECK(only_fault("mass=\"1e9 kg\"").code == "E-VAL-008");
}

TEST_CASE("no message repeats a long text of the input") {
  const std::string huge(100000, 'x');
  for (const auto& attributes :
       {"mass=\"" + huge + "\"", "mass=\"" + std::string(100000, '9') + " kg\"",
        "mass=\"1 kg\" " + huge + "=\"1\"", "mass=\"1 kg\" eyes=\"" + huge + "\"",
        "mass=\"1 kg\" mood=\"" + huge + "\"", "mass=\"1 kg\" mate=\"" + huge + "\"",
        "mass=\"1 kg\" herd=\"cow " + huge + "\"", "mass=\"1 kg\" heat=\"5 " + huge + "\"",
        "mass=\"1." + std::string(100000, '0') + "e9 kg\""})
    CHECK(render(only_fault(attributes), false).size() < 800);
  CHECK(render(only_fault("mass=\"1 kg\"", "<" + huge + "/>"), false).size() < 800);
  CHECK(only_fault("mass=\"" + huge + "\"").found.size() < 100);
  for (const auto& text :
       {"<beast id=\"" + huge + "\" mass=\"1 kg\"/>", "<" + huge + " id=\"a\" mass=\"1 kg\"/>"}) {
    const auto result = read(text);
    for (const auto& fault : result.faults) CHECK(render(fault, false).size() < 800);
  }
}

TEST_CASE("whole numbers are digits, with a sign and spaces around them at most") {
  for (const auto* text :
       {"", " ", "two", "2.0", "2e0", "0x2", "2 2", "++2", "+-2", "+", "99999999999", "2 pcs"})
    CHECK(only_fault("mass=\"1 kg\" eyes=\"" + std::string(text) + "\"").code == "E-VAL-010");
  for (const auto* text : {"2", "2 ", " 2", "+2", "002"}) {
    INFO(text);
    CHECK(read("<beast id=\"cow\" mass=\"1 kg\" eyes=\"" + std::string(text) + "\"/>").faults.empty());
  }
  CHECK(only_fault("mass=\"1 kg\" eyes=\"99999999999\"").message.find("too large") != std::string::npos);
  CHECK(only_fault("mass=\"1 kg\" eyes=\"-99999999999\"").message.find("too low") != std::string::npos);
}

TEST_CASE("a required text and a list say something") {
  CHECK(only_fault("mass=\"1 kg\" moods=\"\"").code == "E-VAL-011");
  CHECK(only_fault("mass=\"1 kg\" herd=\"  \"").code == "E-VAL-011");
}

TEST_CASE("words are exact, and each word of a list has its own place") {
  CHECK(only_fault("mass=\"1 kg\" mood=\"clam\"").hint == "did you mean calm?");
  CHECK(only_fault("mass=\"1 kg\" mood=\"Calm\"").code == "E-VAL-009");
  CHECK(only_fault("mass=\"1 kg\" tame=\"true\"").expected == "one of no, yes");
  const auto fault = only_fault("mass=\"1 kg\" moods=\"calm mad\"");
  CHECK(fault.found == "mad");
  CHECK(fault.where.column() == 41);
}

TEST_CASE("references must name what is declared") {
  const auto fault = only_fault("mass=\"1 kg\" mate=\"cwo\"");
  CHECK(fault.code == "E-ID-003");
  CHECK(fault.hint == "did you mean cow?");
  CHECK(fault.where.column() == 35);
  CHECK(only_fault("mass=\"1 kg\" herd=\"cow bull\"").where.column() == 39);
}

TEST_CASE("references may be resolved of some categories only") {
  Reading reading;
  reading.refer("pump", "x", {});
  reading.refer("pipe", "y", {});
  const std::set<std::string> pumps{"pump"};
  reading.resolve_references(&pumps);
  const auto faults = reading.take_faults();
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].message == "there is no pump \"x\"");
}

TEST_CASE("an id is used once in a file, and by files laid over each other again") {
  Reading reading;
  const auto a = std::make_shared<const SourceText>("a.xml", "0123456789");
  const auto b = std::make_shared<const SourceText>("b.xml", "0123456789");
  reading.declare("pump", "x", {a, 1, 1}, true);
  reading.declare("pump", "x", {b, 1, 1}, true);
  CHECK_FALSE(reading.has_faults());
  reading.declare("pipe", "x", {a, 5, 1}, true);  // ids are unique in their file, whatever they name
  const auto faults = reading.take_faults();
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].code == "E-ID-002");
  CHECK(faults[0].other.column() == 2);
}

TEST_CASE("a child too many and stray text are faults") {
  CHECK(only_fault("mass=\"1 kg\"", "<tail/><tail/>").code == "E-XML-007");
  CHECK(only_fault("mass=\"1 kg\"", "moo").code == "E-XML-008");
}

TEST_CASE("all faults of an element come at once") {
  const auto result =
      read("<beast id=\"a b\" mass=\"heavy\" eyes=\"x\" mood=\"y\"><leg length=\"1\"/><arm/></beast>");
  std::vector<std::string> codes;
  for (const auto& fault : result.faults) codes.push_back(fault.code);
  CHECK(codes == std::vector<std::string>{"E-ID-001", "E-VAL-001", "E-VAL-010", "E-VAL-009", "E-VAL-003",
                                          "E-XML-003"});
}
