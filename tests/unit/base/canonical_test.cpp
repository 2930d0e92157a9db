#include "base/canonical.hpp"

#include "base/ids.hpp"
#include "base/uncertain.hpp"

#include <catch2/catch.hpp>

#include <limits>

using namespace shellfit;

namespace {

enum class Color { red, green };
struct Part {
  std::string name;
  Length length;
  Location where;
  static constexpr auto members() { return std::tuple{&Part::name, &Part::length, &Part::where}; }
};
struct Whole {
  std::vector<Part> parts;
  std::map<std::string, int> counts;
  std::optional<double> factor;
  std::variant<int, std::string> choice;
  std::pair<bool, Color> pair{false, Color::red};
  Uncertain<Mass> mass;
  Id<Part> id;
  static constexpr auto members() {
    return std::tuple{&Whole::parts, &Whole::counts, &Whole::factor, &Whole::choice,
                      &Whole::pair,  &Whole::mass,   &Whole::id};
  }
};

Whole example() {
  Whole whole;
  whole.parts = {{"a", 1.5 * units::m, {}}, {"", -2.0 * units::m, {}}};
  whole.counts = {{"x", 1}, {"y", -2}};
  whole.factor = 0.25;
  whole.choice = std::string("text");
  whole.pair = {true, Color::green};
  whole.mass = Uncertain<Mass>(1.0 * units::kg, 2.0 * units::kg);
  whole.id = Id<Part>("p.1");
  return whole;
}

}  // namespace

TEST_CASE("what is encoded reads back the same") {
  const auto bytes = to_bytes(example());
  const auto back = from_bytes<Whole>(bytes);
  REQUIRE(back.has_value());
  CHECK(to_bytes(*back) == bytes);
  CHECK(back->parts.at(1).length.in_si() == -2.0);
  CHECK(back->counts.at("y") == -2);
  CHECK(back->factor == 0.25);
  CHECK(std::get<std::string>(back->choice) == "text");
  CHECK(back->pair.second == Color::green);
  CHECK(back->mass.is_range());
  CHECK(back->id.text() == "p.1");
}

TEST_CASE("a word is eight bytes, the lowest first, and a text has its length before it") {
  CHECK(to_bytes(258) == std::string("\x02\x01\0\0\0\0\0\0", 8));
  CHECK(to_bytes(std::string("ab")) == std::string("\x02\0\0\0\0\0\0\0ab", 10));
  CHECK(to_bytes(1.0) == std::string("\0\0\0\0\0\0\xf0\x3f", 8));  // IEEE 754: 0x3ff0000000000000
}

TEST_CASE("there is one zero and one NaN") {
  CHECK(to_bytes(-0.0) == to_bytes(0.0));
  CHECK(to_bytes(0.0 * units::m) == to_bytes(-0.0 * units::m));
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK(to_bytes(nan) == to_bytes(-nan));
  CHECK(to_bytes(nan) == to_bytes(std::bit_cast<double>(0x7ff8000000000abcULL)));
  CHECK(to_bytes(nan) != to_bytes(0.0));
  CHECK(to_bytes(std::numeric_limits<double>::denorm_min()) != to_bytes(0.0));
}

TEST_CASE("where texts and lists end is part of the bytes") {
  using Texts = std::vector<std::string>;
  CHECK(to_bytes(Texts{"ab", "c"}) != to_bytes(Texts{"a", "bc"}));
  CHECK(to_bytes(Texts{"a", ""}) != to_bytes(Texts{"", "a"}));
  CHECK(to_bytes(Texts{""}) != to_bytes(Texts{}));
  using Lists = std::vector<std::vector<int>>;
  CHECK(to_bytes(Lists{{1}, {}}) != to_bytes(Lists{{}, {1}}));
  CHECK(to_bytes(Lists{{1, 2}}) != to_bytes(Lists{{1}, {2}}));
}

TEST_CASE("the order of a list counts and the order of writing a map does not") {
  CHECK(to_bytes(std::vector<int>{1, 2}) != to_bytes(std::vector<int>{2, 1}));
  std::map<std::string, int> a;
  a["x"] = 1;
  a["y"] = 2;
  std::map<std::string, int> b;
  b["y"] = 2;
  b["x"] = 1;
  CHECK(to_bytes(a) == to_bytes(b));
}

TEST_CASE("nothing, a zero and the alternatives of a variant are told apart") {
  CHECK(to_bytes(std::optional<int>{}) != to_bytes(std::optional<int>{0}));
  using Choice = std::variant<int, long>;
  CHECK(to_bytes(Choice{std::in_place_index<0>, 5}) != to_bytes(Choice{std::in_place_index<1>, 5L}));
  CHECK(to_bytes(Uncertain<Mass>{}) != to_bytes(Uncertain<Mass>(0.0 * units::kg)));
}

TEST_CASE("where a figure stood in a file is not part of what it means") {
  const auto source = std::make_shared<const SourceText>("a.xml", "text");
  const Part here{"a", 1.0 * units::m, {source, 2, 1}};
  const Part there{"a", 1.0 * units::m, {}};
  CHECK(to_bytes(here) == to_bytes(there));
}

TEST_CASE("bytes cut short or with something after them read as nothing") {
  const auto bytes = to_bytes(example());
  for (std::size_t length = 0; length < bytes.size(); ++length)
    REQUIRE_FALSE(from_bytes<Whole>(std::string_view(bytes).substr(0, length)).has_value());
  CHECK_FALSE(from_bytes<Whole>(bytes + '\0').has_value());
}

TEST_CASE("bytes with a length beyond their end or an unknown alternative read as nothing") {
  CHECK_FALSE(from_bytes<std::string>(std::string(8, '\xff')).has_value());
  CHECK_FALSE(from_bytes<std::vector<int>>(std::string(8, '\xff')).has_value());
  using Choice = std::variant<int, long>;
  CHECK_FALSE(from_bytes<Choice>(to_bytes(std::pair<int, int>{2, 0})).has_value());
}

TEST_CASE("a visit finds every value of a type wherever it is held") {
  auto whole = example();
  double sum_m = 0;
  visit_all<Length>(whole, [&](const Length& length) { sum_m += length.in_si(); });
  CHECK(sum_m == -0.5);
  int texts = 0;
  visit_all<std::string>(whole, [&](const std::string&) { ++texts; });
  CHECK(texts == 4);  // two names, the choice and the id
}
