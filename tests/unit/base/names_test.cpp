#include "base/ids.hpp"
#include "base/nearest.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <type_traits>
#include <unordered_map>

using namespace shellfit;

namespace {
struct BusTag;
struct RackTag;
}  // namespace

TEST_CASE("an id is 1 to 64 of letters, digits, underscore, dot and dash") {
  for (const auto* good : {"a", "A9", "gb300-nvl72", "line.12", "_", "-", "."}) CHECK(is_valid_id(good));
  CHECK(is_valid_id(std::string(64, 'x')));
  CHECK_FALSE(is_valid_id(std::string(65, 'x')));
  for (const auto* bad : {"", " ", "a b", "a/b", "../a", "a\\b", "\xc3\xa4", "a\n", "a[0]", "<a>", "a:b"})
    CHECK_FALSE(is_valid_id(bad));
  CHECK_FALSE(is_valid_id(std::string_view("a\0b", 3)));
}

TEST_CASE("ids of different things are different types") {
  STATIC_REQUIRE_FALSE(std::is_convertible_v<Id<BusTag>, Id<RackTag>>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<std::string, Id<BusTag>>);
  STATIC_REQUIRE_FALSE(std::is_constructible_v<Id<BusTag>, Id<RackTag>>);
}

TEST_CASE("ids compare and hash by their text") {
  using BusId = Id<BusTag>;
  CHECK(BusId("a") == BusId("a"));
  CHECK(BusId("a") < BusId("b"));
  CHECK(BusId().empty());
  const std::unordered_map<BusId, int> counts{{BusId("a"), 1}, {BusId("b"), 2}};
  CHECK(counts.at(BusId("b")) == 2);
}

TEST_CASE("the distance of two words counts inserts, deletes, substitutions and swaps of neighbours") {
  CHECK(edit_distance("", "") == 0);
  CHECK(edit_distance("kW", "kw") == 0);
  CHECK(edit_distance("kitten", "sitting") == 3);  // the textbook example of Levenshtein distance
  CHECK(edit_distance("gmp", "gpm") == 1);         // a swap is one step (Damerau)
  CHECK(edit_distance("abc", "") == 3);
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance("cooling", "colling") == 1);
}

TEST_CASE("the nearest name is given when it is near enough to be meant") {
  const std::vector<std::string> names{"cooling", "power", "space", "feed"};
  CHECK(nearest("colling", names) == "cooling");
  CHECK(nearest("spaces", names) == "space");
  CHECK_FALSE(nearest("zebra", names).has_value());
  CHECK_FALSE(nearest("", names).has_value());
  CHECK_FALSE(nearest("cooling", {}).has_value());
}

TEST_CASE("of two names as near, the first in order is given") {
  CHECK(nearest("bat", {"cat", "hat"}) == "cat");
  CHECK(nearest("bat", {"hat", "cat"}) == "hat");
}

TEST_CASE("a word longer than any id has no nearest name") {
  CHECK_FALSE(nearest(std::string(65, 'a'), {std::string(64, 'a')}).has_value());
  CHECK(nearest(std::string(63, 'a'), {std::string(64, 'a')}).has_value());
}

TEST_CASE("a hint is the nearest name, else those that hold the word, else what is said otherwise") {
  const std::vector<std::string> names{"gb300-nvl72", "vertiv-xdu1350", "vr-nvl72-max-q", "hgx-h100"};
  CHECK(did_you_mean("gb300-nvl73", names) == "did you mean gb300-nvl72?");
  CHECK(did_you_mean("nvl72", names) == "did you mean gb300-nvl72 or vr-nvl72-max-q?");
  CHECK(did_you_mean("XDU-1350", names) == "did you mean vertiv-xdu1350?");
  CHECK(did_you_mean("chiller", names, "list them") == "list them");
  CHECK(did_you_mean("xd", names).empty());
}

TEST_CASE("nouns have their article") {
  CHECK(with_article("air-unit") == "an air-unit");
  CHECK(with_article("pump") == "a pump");
  CHECK(with_article("UPS") == "a UPS");
}
