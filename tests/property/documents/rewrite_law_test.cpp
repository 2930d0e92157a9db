#include "documents/rewrite.hpp"
#include "tests/property/law.hpp"

#include <string>
#include <vector>

using namespace shellfit;
using namespace shellfit::documents;

namespace {

/// Text of elements with comments, odd blanks and quotes of both kinds between their values. The values are
/// cut out: the text is pieces[0] value[0] pieces[1] value[1] ... pieces[n].
struct Scattered {
  std::vector<std::string> pieces;
  std::vector<std::string> values;
  [[nodiscard]] std::string text() const {
    std::string whole = pieces[0];
    for (std::size_t i = 0; i < values.size(); ++i) whole += values[i] + pieces[i + 1];
    return whole;
  }
};

Scattered scattered() {
  const std::vector<std::string> gaps{" ", "\n    ", "\t", "\r\n  "};
  const std::vector<std::string> between{"<!-- v=\"1\" > -->", "\n", "<?keep v=\"2\"?>",
                                         "<x><![CDATA[<e v='3'>]]></x>", "  "};
  const auto pick = [](const std::vector<std::string>& list) {
    return list[static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(list.size())))];
  };
  Scattered s;
  std::string piece = "<root>";
  const int count = *rc::gen::inRange(1, 8);
  for (int i = 0; i < count; ++i) {
    const std::string quote = *rc::gen::inRange(0, 2) == 0 ? "'" : "\"";
    piece += pick(between) + "<e" + pick(gaps) + "v" + (*rc::gen::inRange(0, 2) == 0 ? "=" : " = ") + quote;
    s.pieces.push_back(piece);
    s.values.push_back(std::to_string(*rc::gen::inRange(0, 1000)));
    piece = quote + pick(gaps) + "w='k'" + (*rc::gen::inRange(0, 2) == 0 ? "/>" : "><!-- in --></e>");
  }
  s.pieces.push_back(piece + pick(between) + "</root>\n");
  return s;
}

std::vector<const Element*> targets(const Element& root) {
  std::vector<const Element*> list;
  for (const auto& child : root.children) {
    if (child.name == "e") list.push_back(&child);
  }
  return list;
}

}  // namespace

TEST_CASE("any sequence of sets leaves every byte outside the values alone") {
  testing::law([] {
    auto expected = scattered();
    auto text = expected.text();
    const int rounds = *rc::gen::inRange(1, 6);
    for (int round = 0; round < rounds; ++round) {
      const auto root = parse_document("a.xml", text);
      RC_ASSERT(root.has_value());
      const auto elements = targets(*root);
      RC_ASSERT(elements.size() == expected.values.size());
      Rewrite rewrite(root->where.source);
      const int edits = *rc::gen::inRange(0, 5);
      for (int edit = 0; edit < edits; ++edit) {
        const auto i = static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(elements.size())));
        expected.values[i] = std::to_string(*rc::gen::inRange(0, 100000));
        rewrite.set_attribute(*elements[i], "v", expected.values[i]);
      }
      const auto after = rewrite.text();
      RC_ASSERT(after.has_value());
      text = *after;
      RC_ASSERT(text == expected.text());
    }
  });
}

TEST_CASE("whatever text is set reads back as it was") {
  testing::law([] {
    const auto value = *rc::gen::container<std::string>(
        rc::gen::element('a', '<', '&', '"', '\'', '>', ' ', ';', '#', '\n', '\t'));
    const auto root = parse_document("a.xml", "<a b='1' c=\"2\"/>");
    Rewrite rewrite(root->where.source);
    for (const auto* name : {"b", "c", "d"}) rewrite.set_attribute(*root, name, value);
    const auto after = rewrite.text();
    RC_ASSERT(after.has_value());
    const auto again = parse_document("a.xml", *after);
    for (const auto* name : {"b", "c", "d"}) RC_ASSERT(again->find(name)->value == value);
  });
}
