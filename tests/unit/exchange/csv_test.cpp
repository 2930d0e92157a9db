#include "exchange/csv.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace shellfit;
using namespace shellfit::exchange;

namespace {
Table table(const std::string& bytes) {
  auto parsed = parse_table("a.csv", bytes);
  REQUIRE(parsed.has_value());
  return std::move(*parsed);
}
std::string code(const std::string& bytes) {
  const auto parsed = parse_table("a.csv", bytes);
  return parsed ? "" : parsed.error().front().code;
}
}  // namespace

TEST_CASE("quotes hold separators, quotes and line ends") {
  const auto t = table("a,\"b, \"\"c\"\"\nd\",e\r\n1,2,3\r\n");
  REQUIRE(t.rows.size() == 2);
  CHECK(t.rows[0].cells[1].text == "b, \"c\"\nd");
  CHECK(t.rows[1].cells[2].text == "3");
  const auto place = t.at(t.rows[1].cells[1]);
  CHECK(place.line() == 3);
  CHECK(place.column() == 3);
}

TEST_CASE("the separator is found by what cuts rows alike") {
  CHECK(table("a;b\n\"1,5\";2\n").separator == ';');
  CHECK(table("a;b\n1,5;2,5\n").has_decimal_comma());
  CHECK(table("a\tb\n1,5\t2\n").separator == '\t');
  CHECK(table("sep=;\na,b;c\n").rows.front().cells.front().text == "a,b");
  CHECK(table("a\rb\r").rows.size() == 2);
  for (const std::string end : {"\n", "\r\n", "\r"}) {
    const auto marked = table("sep=;" + end + "a,b;c" + end + "1;2" + end);
    REQUIRE(marked.rows.size() == 2);
    CHECK(marked.rows.front().cells.front().text == "a,b");
  }
}

TEST_CASE("a byte-order mark is no part of the first heading, and Latin-1 is read") {
  CHECK(table("\xef\xbb\xbfTag,b\n").rows[0].cells[0].text == "Tag");
  const auto latin = table("Tag,B\xe9\n");
  CHECK(latin.is_latin1);
  CHECK(latin.rows[0].cells[1].text == "B\xc3\xa9");
}

TEST_CASE("what is no text table is refused") {
  CHECK(code(std::string("a\0b", 3)) == "E-IMPORT-001");
  CHECK(code("PK\x03\x04zip") == "E-IMPORT-001");
  CHECK(code("\xff\xfe"
             "a") == "E-IMPORT-001");
  CHECK(code("a,\x1b[31m\n") == "E-IMPORT-001");
  CHECK(code("a,\"b\n") == "E-IMPORT-002");
}
