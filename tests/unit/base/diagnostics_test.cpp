#include "base/diagnostics.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <memory>
#include <string>

using namespace shellfit;

namespace {

/// A stretch of `text` from the first place of `what`, in a file called a.xml.
Location at(const std::shared_ptr<const SourceText>& source, const std::string& what, std::size_t from = 0) {
  const auto offset = source->text().find(what, from);
  REQUIRE(offset != std::string::npos);
  return {source, offset, what.size()};
}
std::shared_ptr<const SourceText> file(const std::string& text, const std::string& name = "a.xml") {
  return std::make_shared<const SourceText>(name, text);
}
/// The line of a rendering that has the caret, and the one above it.
std::pair<std::string, std::string> excerpt_of(const std::string& rendered) {
  const auto caret = rendered.find('^');
  REQUIRE(caret != std::string::npos);
  const auto start = rendered.rfind('\n', caret) + 1;
  const auto above = rendered.rfind('\n', start - 2) + 1;
  return {rendered.substr(above, start - 1 - above),
          rendered.substr(start, rendered.find('\n', start) - start)};
}

}  // namespace

TEST_CASE("positions count lines and byte columns from one") {
  const SourceText text("a.xml", "ab\ncd\n\nef");
  CHECK(text.position(0).line == 1);
  CHECK(text.position(0).column == 1);
  CHECK(text.position(2).column == 3);  // the line's end belongs to the line
  CHECK(text.position(3).line == 2);
  CHECK(text.position(6).line == 3);
  CHECK(text.position(8).line == 4);
  CHECK(text.position(8).column == 2);
  CHECK(text.line_at(4) == "cd");
  CHECK(text.line_at(6).empty());
  CHECK(text.line_at(9) == "ef");
}

TEST_CASE("a line's end is not shown, whether LF or CRLF") {
  const SourceText text("a.xml", "ab\r\ncd\r\n");
  CHECK(text.line_at(0) == "ab");
  CHECK(text.line_at(4) == "cd");
  CHECK(text.position(4).line == 2);
}

TEST_CASE("a fault shows its line with a caret under what is wrong, and how to mend it") {
  const auto source = file("<a>\n  <b power=\"500\"/>\n</a>\n");
  const Diagnostic fault{"E-VAL-003",
                         "power of b has no unit",
                         at(source, "500"),
                         "500",
                         "a real power",
                         "write the unit: W",
                         {},
                         ""};
  CHECK(render(fault, false) ==
        "error[E-VAL-003]: power of b has no unit\n"
        "  --> a.xml:2:13\n"
        "  |\n"
        "2 |   <b power=\"500\"/>\n"
        "  |             ^^^ expected a real power\n"
        "help: write the unit: W\n");
}

TEST_CASE("a fault about two places shows both") {
  const auto source = file("<a>\n<b id=\"x\"/>\n<c id=\"x\"/>\n</a>\n");
  const auto first = at(source, "x\"");
  const Diagnostic fault{"E-ID-002",
                         "id \"x\" is used twice",
                         {source, source->text().rfind("x\""), 1},
                         "x",
                         "an id used once",
                         "",
                         {source, first.offset, 1},
                         "first used here"};
  CHECK(render(fault, false) ==
        "error[E-ID-002]: id \"x\" is used twice\n"
        "  --> a.xml:3:8\n"
        "  |\n"
        "3 | <c id=\"x\"/>\n"
        "  |        ^ expected an id used once\n"
        "  ::: a.xml:2:8\n"
        "  |\n"
        "2 | <b id=\"x\"/>\n"
        "  |        - first used here\n");
}

TEST_CASE("a fault without a place says what was expected all the same") {
  const Diagnostic fault{"E-FILE-001", "cannot read a.xml", {}, "", "a readable file", "", {}, ""};
  CHECK(render(fault, false) == "error[E-FILE-001]: cannot read a.xml\n  = expected a readable file\n");
}

TEST_CASE("colour is there only when asked for") {
  const Diagnostic fault{"E-FILE-001", "cannot read a.xml", {}, "", "", "", {}, ""};
  CHECK(render(fault, false).find('\x1b') == std::string::npos);
  CHECK(render(fault, true).find("\x1b[1;31merror[E-FILE-001]\x1b[0m") == 0);
}

TEST_CASE("tabs before the fault do not move the caret off it") {
  const auto source = file("\t\t<b power=\"500\"/>");
  const auto [line, caret] = excerpt_of(render({"E", "m", at(source, "500"), "", "", "", {}, ""}, false));
  CHECK(line.find("500") == caret.find("^^^"));
  CHECK(line.find('\t') == std::string::npos);
}

TEST_CASE("control characters of the input never reach the terminal") {
  const auto source = file("<b \x1b[31m power=\"\x07\"/>");
  const auto text =
      render({"E", "message \x1b[2J", at(source, "power"), "", "\x1b]0;x", "hint \x7f", {}, ""}, false);
  for (const char c : text) CHECK((c == '\n' || static_cast<unsigned char>(c) >= 0x20));
  CHECK(text.find('\x7f') == std::string::npos);
  const auto [line, caret] = excerpt_of(text);
  CHECK(line.find("power") == caret.find("^^^^^"));
}

TEST_CASE("control characters of a file's name never reach the terminal") {
  const auto source = file("<b/>", "a\x1b[2J.xml");
  const auto text = render({"E", "m", at(source, "b"), "", "", "", at(source, "/"), "there"}, false);
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(text.find("  --> a\\x1b[2J.xml:1:2\n") != std::string::npos);
  CHECK(text.find("  ::: a\\x1b[2J.xml:1:3\n") != std::string::npos);
}

TEST_CASE("a long text of the input is cut between letters, a short one is whole") {
  CHECK(shortened("132 kW") == "132 kW");
  CHECK(shortened(std::string(60, 'x')) == std::string(60, 'x'));
  CHECK(shortened(std::string(50 << 20, 'x')) == std::string(60, 'x') + "...");
  CHECK(shortened("abc\xc3\xa4\xc3\xb6", 5) == "abc\xc3\xa4...");
  CHECK(shortened("abc\xc3\xa4\xc3\xb6", 6) == "abc\xc3\xa4...");
  CHECK(shortened("ab\xf0\x9f\x92\xa1!", 5) == "ab...");
}

TEST_CASE("a very long line is cut around the fault") {
  const auto source = file("<b note=\"" + std::string(100000, 'x') + "\" power=\"500\" more=\"" +
                           std::string(100000, 'y') + "\"/>");
  const auto text = render({"E", "m", at(source, "500"), "", "", "", {}, ""}, false);
  CHECK(text.size() < 500);
  const auto [line, caret] = excerpt_of(text);
  CHECK(line.find("500") == caret.find("^^^"));
  const auto long_fault = at(source, std::string(1000, 'y'));
  CHECK(render({"E", "m", long_fault, "", "", "", {}, ""}, false).size() < 500);
}

// Two bytes, one place on the screen: the caret must count what is shown.
TEST_CASE("letters of several bytes before the fault do not move the caret off it") {
  const auto source = file("<b name=\"\xc3\xa4\xc3\xb6\" power=\"500\"/>");
  const auto [line, caret] = excerpt_of(render({"E", "m", at(source, "500"), "", "", "", {}, ""}, false));
  const auto bytes_before = line.find("500");
  CHECK(caret.find("^^^") == bytes_before - 2);  // each of the two letters has one byte more than places
  const auto whole =
      excerpt_of(render({"E", "m", at(source, "\xc3\xa4\xc3\xb6"), "", "", "", {}, ""}, false));
  CHECK(std::count(whole.second.begin(), whole.second.end(), '^') == 2);
}

TEST_CASE("a line cut inside a letter of several bytes stays UTF-8") {
  std::string letters;
  for (int i = 0; i < 200; ++i) letters += "\xc3\xa4";
  for (const auto* odd : {"", "x"}) {
    const auto source = file(letters + "<b" + odd + " power=\"500\"/>" + letters);
    const auto text = render({"E", "m", at(source, "500"), "", "", "", {}, ""}, false);
    for (std::size_t i = 0; i < text.size(); ++i) {
      const auto byte = static_cast<unsigned char>(text[i]);
      const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0U;
      if (byte == 0xc3) CHECK(next == 0xa4);
      if (next == 0xa4) CHECK(byte == 0xc3);
    }
  }
}

TEST_CASE("faults are sorted by file, then place, and repeats are dropped") {
  const auto a = file("abcdef", "a.xml");
  const auto b = file("abcdef", "b.xml");
  const auto fault = [](const std::string& message, const std::shared_ptr<const SourceText>& source,
                        std::size_t offset) {
    return Diagnostic{"E-X-1", message, {source, offset, 1}, "", "", "", {}, ""};
  };
  Diagnostics faults{fault("in b", b, 0), fault("late", a, 4), fault("early", a, 1), fault("late", a, 4)};
  sort_diagnostics(faults);
  REQUIRE(faults.size() == 3);
  CHECK(faults[0].message == "early");
  CHECK(faults[1].message == "late");
  CHECK(faults[2].message == "in b");
}

TEST_CASE("an outcome is a value or all the faults that stand in its way") {
  const Outcome<int> good = 5;
  REQUIRE(good.has_value());
  CHECK(*good == 5);
  const Outcome<int> bad = tl::unexpected(Diagnostics(2));
  REQUIRE_FALSE(bad.has_value());
  CHECK(bad.error().size() == 2);
}
