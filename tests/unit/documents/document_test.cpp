#include "documents/document.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace shellfit;
using namespace shellfit::documents;

namespace {

Element good(const std::string& text) {
  auto document = parse_document("a.xml", text);
  if (!document) FAIL(render(document.error().front(), false));
  return std::move(*document);
}
Diagnostics bad(const std::string& text) {
  const auto document = parse_document("a.xml", text);
  REQUIRE_FALSE(document.has_value());
  return document.error();
}
void check_place(const Location& where, int line, int column) {
  CHECK(where.line() == line);
  CHECK(where.column() == column);
}
std::string nested(int levels) {
  std::string text;
  for (int i = 0; i < levels; ++i) text += "<a>";
  for (int i = 0; i < levels; ++i) text += "</a>";
  return text;
}

}  // namespace

TEST_CASE("elements, attributes and values know their line and column") {
  const auto root = good("<?xml version=\"1.0\"?>\n<a>\n  <b c=\"5\"\n     dd = 'six'/>\n</a>\n");
  check_place(root.where, 2, 2);
  const auto& child = root.children.at(0);
  check_place(child.where, 3, 4);
  check_place(child.find("c")->name_at, 3, 6);
  check_place(child.find("c")->value_at, 3, 9);
  check_place(child.find("dd")->name_at, 4, 6);
  check_place(child.find("dd")->value_at, 4, 12);
  CHECK(child.find("dd")->value == "six");
  CHECK(child.find("dd")->value_at.length == 3);
  CHECK(child.find("e") == nullptr);
}

TEST_CASE("an empty value is shown at its attribute's name") {
  const auto root = good("<a bcd=\"\"/>");
  check_place(root.find("bcd")->value_at, 1, 4);
}

TEST_CASE("a byte order mark counts for nothing") {
  const auto root = good("\xef\xbb\xbf<a b=\"c\"/>");
  check_place(root.where, 1, 2);
  check_place(root.find("b")->value_at, 1, 7);
}

TEST_CASE("lines may end in CRLF") {
  const auto root = good("<a>\r\n\r\n  <b c=\"d\"/>\r\n</a>\r\n");
  check_place(root.children.at(0).find("c")->value_at, 3, 9);
  CHECK(root.text.empty());
}

TEST_CASE("tabs count one column, letters of several bytes count their bytes") {
  check_place(good("\t\t<a b=\"c\"/>").find("b")->value_at, 1, 9);
  check_place(good("<a n=\"\xc3\xa4\xe2\x82\xac\" b=\"c\"/>").find("b")->value_at, 1, 17);
}

TEST_CASE("entities and character references are read, and what follows keeps its place") {
  const std::string text = "<a n=\"R&amp;D &lt;x&gt; &quot;&apos; &#65;&#x42;&#xe4;\" b=\"c\"/>";
  const auto root = good(text);
  CHECK(root.find("n")->value == "R&D <x> \"' AB\xc3\xa4");
  check_place(root.find("b")->value_at, 1, static_cast<int>(text.find("c\"/>")) + 1);
}

TEST_CASE("comments and processing instructions are skipped, text is kept and trimmed") {
  const auto root = good("<a><!-- <b/> --><?x y?>  text\n </a>");
  CHECK(root.children.empty());
  CHECK(root.text == "text");
  CHECK(good("<a><![CDATA[<b/>]]></a>").text == "<b/>");
}

TEST_CASE("an attribute given twice is a fault that shows both places") {
  const auto faults = bad("<a b=\"1\" c=\"2\"\n   b=\"3\" c=\"4\"/>");
  REQUIRE(faults.size() == 2);
  CHECK(faults[0].code == "E-XML-002");
  check_place(faults[0].where, 2, 4);
  check_place(faults[0].other, 1, 4);
  CHECK(faults[1].message == "attribute c of a is given twice");
}

TEST_CASE("a file that was cut off anywhere is not well-formed") {
  const std::string whole = "<?xml version=\"1.0\"?>\n<a>\n  <b c=\"5\">text</b>\n</a>";
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const auto faults = bad(whole.substr(0, length));
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].code == "E-XML-001");
    CHECK(faults[0].where.is_known());
  }
  CHECK(bad(whole.substr(0, whole.size() - 1))[0].hint == "the file may have been cut off");
}

TEST_CASE("a file without an element is not well-formed") {
  for (const auto* text : {"", " \n", "just text", "<!-- a -->", "<?xml version=\"1.0\"?>", "<!DOCTYPE a>"}) {
    const auto faults = bad(text);
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].code == "E-XML-001");
  }
}

TEST_CASE("a file has one root element") {
  const auto faults = bad("<a/>\n<b/>");
  CHECK(faults.at(0).code == "E-XML-001");
  check_place(faults.at(0).where, 2, 2);
}

TEST_CASE("tags that do not match and values without quotes are not well-formed") {
  for (const auto* text :
       {"<a></b>", "<a b=c/>", "<a b/>", "<a b=\"c/>", "<a><b></a>", "<1a/>", "< a/>", "<a b=\"1\"c=\"2\"/>"})
    CHECK(bad(text).at(0).code == "E-XML-001");
}

TEST_CASE("bytes that are not UTF-8 are refused where they stand") {
  // RFC 3629: a lone continuation, a cut sequence, an overlong slash, a surrogate, beyond U+10FFFF.
  for (const auto* bytes : {"\x80", "\xc3", "\xe2\x82", "\xc0\xaf", "\xe0\x80\xaf", "\xed\xa0\x80",
                            "\xf4\x90\x80\x80", "\xff", "\xf0\x80\x80\xaf", "\xc3("}) {
    const auto faults = bad("<a>\n<b c=\"" + std::string(bytes) + "\"/></a>");
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].code == "E-FILE-002");
    check_place(faults[0].where, 2, 7);
  }
  CHECK(good("<a b=\"\xf0\x9f\x92\xa1 \xed\x9f\xbf \xef\xbf\xbd\"/>").attributes.size() == 1);
}

TEST_CASE("a UTF-16 file and control characters are refused") {
  CHECK(bad(std::string("\xff\xfe<\0a\0/\0>\0", 10)).at(0).code == "E-FILE-002");
  CHECK(bad(std::string("<a b=\"x\0y\"/>", 12)).at(0).code == "E-FILE-002");
  CHECK(bad("<a b=\"\x1b[31m\"/>").at(0).code == "E-FILE-002");
}

TEST_CASE("elements may be nested 64 deep and no deeper") {
  CHECK(good(nested(64)).name == "a");
  const auto faults = bad(nested(65));
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].code == "E-FILE-003");
  check_place(faults[0].where, 1, 64 * 3 + 2);
  CHECK(bad(nested(200000)).at(0).code == "E-FILE-003");
}

TEST_CASE("a text above 64 MB is refused and one below is read") {
  const std::string padding(std::size_t{64} << 20U, ' ');
  CHECK(bad("<a/>" + padding).at(0).code == "E-FILE-003");
  CHECK(good("<a/>" + padding.substr(4)).name == "a");
}

TEST_CASE("entities of a document type are never expanded") {
  std::string text = "<!DOCTYPE a [<!ENTITY l0 \"lollollollollollollollollollol\">";
  for (int i = 1; i < 10; ++i) {
    const auto before = "&l" + std::to_string(i - 1) + ";";
    text += "<!ENTITY l" + std::to_string(i) + " \"";
    for (int k = 0; k < 10; ++k) text += before;
    text += "\">";
  }
  text += "]><a b=\"&l9;\">&l9;</a>";
  const auto document = parse_document("a.xml", text);
  if (!document) return;  // refusing it is as good
  CHECK(document->find("b")->value.size() < 10);
  CHECK(document->text.size() < 10);
}

TEST_CASE("a reference that no XML parser knows is refused where it stands") {
  const auto faults = bad("<a n=\"R&D\">\n  <b m='x' n='5 &amp; &foo; &#0;'/>\n  &nbsp; &lt;\n</a>");
  REQUIRE(faults.size() == 3);
  for (const auto& fault : faults) CHECK(fault.code == "E-XML-001");
  check_place(faults[0].where, 1, 8);
  CHECK(faults[0].message == "not well-formed XML: &D is no reference");
  CHECK(faults[0].hint == "write & itself as &amp;");
  check_place(faults[1].where, 2, 23);
  check_place(faults[2].where, 3, 3);
  for (const auto* reference :
       {"&", "&;", "& ", "&amp", "&AMP;", "&#;", "&#x;", "&#xg;", "&#-65;", "&#27;", "&#xd800;", "&#xffff;",
        "&#x110000;", "&#99999999999;", "&#0;", "&#0;x", "&a b;", "&&amp;"}) {
    INFO(reference);
    CHECK(bad("<a b=\"" + std::string(reference) + "\"/>").size() == 1);
    CHECK(bad("<a>" + std::string(reference) + "</a>").size() == 1);
  }
}

TEST_CASE("what looks like a reference in a comment, a CDATA section or an instruction is none") {
  CHECK(good("<?xml version=\"1.0\"?><!-- R&D --><a><?x &y?><!-- &foo; --><![CDATA[R&D]]></a>").text ==
        "R&D");
}

TEST_CASE("an entity that names a file brings nothing of it in") {
  const auto document =
      parse_document("a.xml", "<!DOCTYPE a [<!ENTITY x SYSTEM \"/etc/passwd\">]><a b=\"&x;\">&x;</a>");
  if (!document) return;
  CHECK(document->find("b")->value.find("root") == std::string::npos);
  CHECK(document->text.find("root") == std::string::npos);
}

TEST_CASE("text is escaped for use in XML and HTML") {
  CHECK(escape_xml("<a b=\"c\" d='e'>&") == "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;");
  CHECK(good("<a b=\"" + escape_xml("<\"'&>") + "\"/>").find("b")->value == "<\"'&>");
}
