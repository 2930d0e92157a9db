#include "documents/document.hpp"

#include "base/assertion.hpp"
#include "base/blanks.hpp"
#include "documents/file_bytes.hpp"

#include <fmt/format.h>
#include <pugixml.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <optional>
#include <set>

namespace shellfit::documents {

std::size_t first_bad_byte(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    const auto lead = static_cast<unsigned char>(text[i]);
    if (lead < 0x80) {
      if (lead < 0x20 && lead != '\t' && lead != '\n' && lead != '\r') return i;
      ++i;
      continue;
    }
    const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || i + length > text.size()) return i;
    for (std::size_t k = 1; k < length; ++k) {
      if ((static_cast<unsigned char>(text[i + k]) & 0xc0U) != 0x80U) return i;
    }
    const auto second = static_cast<unsigned char>(text[i + 1]);
    const bool is_overlong_or_surrogate = (lead == 0xe0 && second < 0xa0) ||
                                          (lead == 0xed && second > 0x9f) ||
                                          (lead == 0xf0 && second < 0x90) || (lead == 0xf4 && second > 0x8f);
    if (is_overlong_or_surrogate) return i;
    i += length;
  }
  return std::string_view::npos;
}

namespace {

constexpr int deepest_level = 64;
constexpr std::size_t longest_path = 400;

using Source = std::shared_ptr<const SourceText>;

/// The code point of a character reference such as "#65" or "#x41"; nothing when it is none.
std::optional<unsigned> referred(std::string_view reference) {
  if (!reference.starts_with('#')) return std::nullopt;
  reference.remove_prefix(1);
  const bool is_hexadecimal = reference.starts_with('x');
  if (is_hexadecimal) reference.remove_prefix(1);
  unsigned code = 0;
  const auto* end = reference.data() + reference.size();
  const auto [rest, fault] = std::from_chars(reference.data(), end, code, is_hexadecimal ? 16 : 10);
  return fault == std::errc{} && rest == end ? std::optional(code) : std::nullopt;
}

/// True for what may stand between & and ; where no document type is read (XML 1.0, 4.1, 4.6 and 2.2).
bool is_reference(std::string_view name) {
  if (const auto code = referred(name)) {
    return *code == '\t' || *code == '\n' || *code == '\r' || (*code >= 0x20 && *code <= 0xd7ff) ||
           (*code >= 0xe000 && *code <= 0xfffd) || (*code >= 0x10000 && *code <= 0x10ffff);
  }
  constexpr std::array<std::string_view, 5> entities{"amp", "lt", "gt", "quot", "apos"};
  return std::find(entities.begin(), entities.end(), name) != entities.end();
}

/// Turns pugixml's tree over an in-place buffer into ours; offsets in the buffer are offsets in the file.
class TreeBuilder {
 public:
  TreeBuilder(Source source, const char* buffer) : source_(std::move(source)), buffer_(buffer) {}

  Element build(pugi::xml_node node, int level) {
    Element element;
    element.name = node.name();
    element.where = at(node.name());
    if (level > deepest_level) {
      complain("E-FILE-003", fmt::format("elements are nested deeper than {} levels", deepest_level),
               element.where);
      return element;
    }
    std::set<std::string_view> names;
    for (const auto attribute : node.attributes()) {
      const auto name_at = at(attribute.name());
      // An empty value may point at pugixml's own empty text; show the name then.
      Attribute ours{attribute.name(), attribute.value(), name_at,
                     *attribute.value() == '\0' ? name_at : at(attribute.value())};
      const auto quote = source_->text().find_first_of("\"'", name_at.offset + ours.name.size());
      check_references(quote + 1, source_->text()[quote]);
      if (!names.insert(attribute.name()).second) {
        const auto* first = element.find(ours.name);
        faults_.push_back(
            {"E-XML-002",
             fmt::format("attribute {} of {} is given twice", shortened(ours.name), shortened(element.name)),
             ours.name_at, ours.name, "", "remove one of them", first->name_at, "first given here"});
        continue;
      }
      element.attributes.push_back(std::move(ours));
    }
    for (const auto child : node.children()) {
      if (child.type() == pugi::node_element) {
        element.children.push_back(build(child, level + 1));
      } else if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
        element.text += child.value();
        if (child.type() == pugi::node_pcdata) check_references(at(child.value()).offset, '<');
      }
    }
    return element;
  }
  [[nodiscard]] Diagnostics take_faults() { return std::move(faults_); }

 private:
  void complain(std::string code, std::string message, Location where, std::string hint = {}) {
    faults_.push_back(
        {std::move(code), std::move(message), std::move(where), "", "", std::move(hint), {}, ""});
  }
  /// Complains of the first wrong reference from `start` up to `end`: pugixml keeps one that it does not know
  /// as it stands, as no other XML parser would.
  void check_references(std::size_t start, char end) {
    const auto& text = source_->text();
    const auto raw = std::string_view(text).substr(start, text.find(end, start) - start);
    for (auto i = raw.find('&'); i != std::string_view::npos; i = raw.find('&', i + 1)) {
      const auto semicolon = raw.find_first_of("; \t\r\n&", i + 1);
      const auto name = raw.substr(i + 1, std::min(semicolon, raw.size()) - i - 1);
      const bool is_closed = semicolon != std::string_view::npos && raw[semicolon] == ';';
      if (is_closed && is_reference(name)) continue;
      complain("E-XML-001", fmt::format("not well-formed XML: &{} is no reference", shortened(name)),
               {source_, start + i, name.size() + 1}, "write & itself as &amp;");
      return;
    }
  }
  Location at(const char* place) {
    const auto offset = static_cast<std::size_t>(place - buffer_);
    ensure(offset <= source_->text().size(), "names and values lie in the buffer");
    return {source_, offset, std::max<std::size_t>(1, std::string_view(place).size())};
  }
  Source source_;
  const char* buffer_;
  Diagnostics faults_;
};

Diagnostic parse_fault(const Source& source, const pugi::xml_parse_result& result) {
  auto offset =
      std::min(static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, result.offset)), source->text().size());
  const bool is_cut_off = offset + 1 >= source->text().size() && !source->text().empty();
  if (is_cut_off && offset == source->text().size()) --offset;
  std::string message = result.description();
  if (!message.empty())
    message.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(message.front())));
  return {"E-XML-001",
          fmt::format("not well-formed XML: {}", message),
          {source, offset, 1},
          "",
          "",
          is_cut_off ? "the file may have been cut off" : "",
          {},
          ""};
}

}  // namespace

const Attribute* Element::find(std::string_view attribute) const {
  const auto found = std::find_if(attributes.begin(), attributes.end(),
                                  [&](const Attribute& a) { return a.name == attribute; });
  return found == attributes.end() ? nullptr : &*found;
}

namespace {

tl::unexpected<Diagnostics> refuse(std::string code, std::string message, Location where,
                                   std::string expected = {}) {
  Diagnostic fault;
  fault.code = std::move(code);
  fault.message = std::move(message);
  fault.where = std::move(where);
  fault.expected = std::move(expected);
  Diagnostics faults;
  faults.push_back(std::move(fault));
  return tl::unexpected(std::move(faults));
}

}  // namespace

Outcome<Element> parse_document(std::string name, std::string text) {
  constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
  if (std::string_view(text).starts_with(byte_order_mark)) text.erase(0, byte_order_mark.size());
  const auto source = std::make_shared<const SourceText>(std::move(name), std::move(text));
  if (source->text().size() > largest_file) return tl::unexpected(Diagnostics{too_large(source->name())});
  const auto bad = first_bad_byte(source->text());
  if (bad != std::string_view::npos) {
    return refuse("E-FILE-002", fmt::format("{} is not UTF-8 text", source->name()), {source, bad, 1},
                  "UTF-8 without control characters");
  }
  std::string buffer = source->text();
  pugi::xml_document document;
  constexpr unsigned options =
      (pugi::parse_default | pugi::parse_trim_pcdata) & ~static_cast<unsigned>(pugi::parse_eol);
  const auto result =
      document.load_buffer_inplace(buffer.data(), buffer.size(), options, pugi::encoding_utf8);
  if (is_blank(source->text())) {
    return refuse("E-XML-001", fmt::format("{} is empty", shortened(source->name(), longest_path)),
                  {source, 0, 1}, "an XML file");
  }
  if (!result) {
    Diagnostics faults;
    faults.push_back(parse_fault(source, result));
    return tl::unexpected(std::move(faults));
  }
  const auto root = document.document_element();
  if (!root)
    return refuse("E-XML-001", fmt::format("{} has no element", source->name()), {source, 0, 1},
                  "a root element");
  for (auto other = root.next_sibling(); other; other = other.next_sibling()) {
    if (other.type() != pugi::node_element) continue;
    const auto offset = static_cast<std::size_t>(other.name() - buffer.data());
    return refuse("E-XML-001", "a second root element",
                  {source, offset, std::string_view(other.name()).size()}, "one root element");
  }
  TreeBuilder builder(source, buffer.data());
  auto element = builder.build(root, 1);
  auto faults = builder.take_faults();
  if (!faults.empty()) return tl::unexpected(std::move(faults));
  return element;
}

namespace {

/// What stands in an element beside its href would be dropped when the part takes its place.
void expect_href_alone(const Element& part, Diagnostics& faults) {
  const auto complain = [&](const char* code, const std::string& what, const Location& where,
                            const std::string& found) {
    faults.push_back({code,
                      fmt::format("{} has both href and {}", shortened(part.name), shortened(what)),
                      where,
                      shortened(found),
                      "href alone",
                      "write it in the file that href names",
                      {},
                      ""});
  };
  for (const auto& attribute : part.attributes) {
    if (attribute.name != "href") complain("E-XML-004", attribute.name, attribute.name_at, attribute.name);
  }
  for (const auto& child : part.children) complain("E-XML-003", child.name, child.where, child.name);
  if (!part.text.empty()) complain("E-XML-008", "text", part.where, part.text);
}

Outcome<Element> read_named(const std::filesystem::path& file, const Location& named_at) {
  auto text = read_bytes(file, named_at);
  if (!text) return tl::unexpected(std::move(text.error()));
  return parse_document(file.string(), std::move(*text));
}
}  // namespace

Outcome<Element> read_document(const std::filesystem::path& file) { return read_named(file, {}); }

Outcome<Element> read_document_with_parts(const std::filesystem::path& file) {
  auto document = read_document(file);
  if (!document) return document;
  Diagnostics faults;
  for (auto& part : document->children) {
    const auto* href = part.find("href");
    if (href == nullptr) continue;
    expect_href_alone(part, faults);
    auto target = read_named(file.parent_path() / href->value, href->value_at);
    if (!target) {
      faults.insert(faults.end(), target.error().begin(), target.error().end());
    } else if (target->name != part.name) {
      faults.push_back({"E-XML-009",
                        fmt::format("{} holds <{}>, not <{}>", shortened(href->value, longest_path),
                                    shortened(target->name), shortened(part.name)),
                        href->value_at, shortened(target->name), shortened(part.name), "", target->where,
                        "its root"});
    } else {
      part = std::move(*target);
    }
  }
  if (!faults.empty()) return tl::unexpected(std::move(faults));
  return document;
}

std::string escape_xml(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

}  // namespace shellfit::documents
