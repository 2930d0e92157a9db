#include "documents/rewrite.hpp"

#include <catch2/catch.hpp>

#include <functional>
#include <string>

using namespace shellfit;
using namespace shellfit::documents;

namespace {

std::string rewritten(const std::string& text, const std::function<void(Rewrite&, const Element&)>& edit) {
  const auto root = parse_document("a.xml", text);
  REQUIRE(root.has_value());
  Rewrite rewrite(root->where.source);
  edit(rewrite, *root);
  auto after = rewrite.text();
  REQUIRE(after.has_value());
  return *after;
}

const std::string text =
    "<?xml version='1.0'?>\r\n<!-- <a b=\"1\"/> -->\r\n<a  b = '1'\tc=\"x &amp; y\" ><!-- > -->\r\n  <d "
    "e=''/>\r\n  "
    "<f><![CDATA[</f>]]></f>\r\n</a>\r\n";

}  // namespace

TEST_CASE("setting a value changes that value and nothing else") {
  CHECK(rewritten(text, [](Rewrite& r, const Element& a) { r.set_attribute(a, "b", "2"); }) ==
        "<?xml version='1.0'?>\r\n<!-- <a b=\"1\"/> -->\r\n<a  b = '2'\tc=\"x &amp; y\" ><!-- > -->\r\n  <d "
        "e=''/>\r\n  "
        "<f><![CDATA[</f>]]></f>\r\n</a>\r\n");
  CHECK(rewritten(text, [](Rewrite& r, const Element& a) {
          r.set_attribute(a, "b", "2");
          r.set_attribute(a, "b", "it's <3");
        }).find("<a  b = 'it&apos;s &lt;3'\tc") != std::string::npos);
}

TEST_CASE("setting what stands there already changes no byte") {
  CHECK(rewritten(text, [](Rewrite& r, const Element& a) { r.set_attribute(a, "c", "x & y"); }) == text);
}

TEST_CASE("an empty value and an attribute that is not there can be set") {
  const auto after = rewritten(text, [](Rewrite& r, const Element& a) {
    r.set_attribute(a.children.at(0), "e", "5");
    r.set_attribute(a.children.at(0), "g", "6");
    r.set_attribute(a.children.at(0), "g", "7");
    r.set_attribute(a.children.at(1), "h", "\"");
  });
  CHECK(after.find("<d e='5' g=\"7\"/>") != std::string::npos);
  CHECK(after.find("<f h=\"&quot;\"><![CDATA[") != std::string::npos);
}

TEST_CASE("children are put last, with the indentation and the line ends of the file") {
  const auto after = rewritten(text, [](Rewrite& r, const Element& a) {
    r.append_child(a, "<x/>");
    r.append_child(a, "<y>\n  <z/>\n</y>");
    r.append_child(a.children.at(0), "<w/>");
  });
  CHECK(after.find("</f>\r\n  <x/>\r\n  <y>\r\n    <z/>\r\n  </y>\r\n</a>\r\n") != std::string::npos);
  CHECK(after.find("  <d e=''>\r\n    <w/>\r\n  </d>\r\n  <f>") != std::string::npos);
}

TEST_CASE("elements and attributes are inserted, replaced and removed") {
  const std::string small = "<a>\n  <b c=\"1\" d=\"2\"/>\n  <!-- kept -->\n  <e/>\n</a>\n";
  CHECK(rewritten(small, [](Rewrite& r, const Element& a) {
          r.insert_before(a.children[0], "<x/>\n<y/>");
        }) == "<a>\n  <x/>\n  <y/>\n  <b c=\"1\" d=\"2\"/>\n  <!-- kept -->\n  <e/>\n</a>\n");
  CHECK(rewritten(small, [](Rewrite& r, const Element& a) { r.insert_after(a.children[0], "<x/>"); }) ==
        "<a>\n  <b c=\"1\" d=\"2\"/>\n  <x/>\n  <!-- kept -->\n  <e/>\n</a>\n");
  CHECK(rewritten(small, [](Rewrite& r, const Element& a) {
          r.replace(a.children[1], "<x>\n  <y/>\n</x>");
        }) == "<a>\n  <b c=\"1\" d=\"2\"/>\n  <!-- kept -->\n  <x>\n    <y/>\n  </x>\n</a>\n");
  CHECK(rewritten(small, [](Rewrite& r, const Element& a) { r.remove(a.children[1]); }) ==
        "<a>\n  <b c=\"1\" d=\"2\"/>\n  <!-- kept -->\n</a>\n");
  CHECK(rewritten(small, [](Rewrite& r, const Element& a) { r.remove_attribute(a.children[0], "c"); }) ==
        "<a>\n  <b d=\"2\"/>\n  <!-- kept -->\n  <e/>\n</a>\n");
}

TEST_CASE("what would not be XML is refused") {
  const auto root = parse_document("a.xml", "<a/>");
  Rewrite rewrite(root->where.source);
  rewrite.append_child(*root, "<b>");
  CHECK_FALSE(rewrite.text().has_value());
}
