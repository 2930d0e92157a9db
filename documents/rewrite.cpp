#include "documents/rewrite.hpp"

#include "base/assertion.hpp"
#include "base/blanks.hpp"
#include "documents/file_bytes.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shellfit::documents {

namespace {

constexpr auto none = std::string_view::npos;

struct AttributeSpan {
  std::size_t name, name_end, value, value_end;
};

/// The start tag of an element, found again from the place of its name. The text is well-formed.
struct StartTag {
  std::size_t open;   ///< of '<'
  std::size_t last;   ///< behind the name or the last attribute
  std::size_t close;  ///< of '>' or '/>'
  std::size_t end;    ///< behind it
  bool is_empty;
  std::vector<AttributeSpan> attributes;
};

StartTag start_tag_at(std::string_view text, std::size_t name) {
  StartTag tag{name - 1, text.find_first_of(" \t\r\n/>", name), 0, 0, false, {}};
  for (auto at = text.find_first_not_of(blanks, tag.last);; at = text.find_first_not_of(blanks, tag.last)) {
    ensure(at != none, "a start tag of parsed XML ends");
    if (text[at] == '>' || text[at] == '/') {
      tag.close = at;
      tag.is_empty = text[at] == '/';
      tag.end = at + (tag.is_empty ? 2 : 1);
      return tag;
    }
    const auto quote = text.find_first_of("\"'", at);
    ensure(quote != none, "an attribute of parsed XML has a value");
    const auto end = text.find(text[quote], quote + 1);
    ensure(end != none, "a value of parsed XML ends");
    tag.attributes.push_back({at, text.find_first_of(" \t\r\n=", at), quote + 1, end});
    tag.last = end + 1;
  }
}

/// Where the end tag of an element opens, found by counting tags; behind the start tag when it has none.
struct EndTag {
  std::size_t open, end;
};
EndTag end_tag_of(std::string_view text, const StartTag& start) {
  if (start.is_empty) return {start.end, start.end};
  int depth = 1;
  for (auto at = text.find('<', start.end); at != none; at = text.find('<', at)) {
    const auto rest = text.substr(at);
    const auto skip_to = [&](std::string_view mark) { at = text.find(mark, at) + mark.size(); };
    if (rest.starts_with("<!--")) {
      at += 4;
      skip_to("-->");
    } else if (rest.starts_with("<![CDATA[")) {
      skip_to("]]>");
    } else if (rest.starts_with("<?")) {
      skip_to("?>");
    } else if (rest.starts_with("</")) {
      const auto open = at;
      at = text.find('>', at) + 1;
      if (--depth == 0) return {open, at};
    } else {
      const auto tag = start_tag_at(text, at + 1);
      if (!tag.is_empty) ++depth;
      at = tag.end;
    }
  }
  ensure(false, "an element of parsed XML ends");
  return {};
}

std::size_t line_start(std::string_view text, std::size_t at) {
  const auto before = at == 0 ? none : text.rfind('\n', at - 1);
  return before == none ? 0 : before + 1;
}
/// The white space before a place when nothing else stands before it on its line.
std::string_view indent_at(std::string_view text, std::size_t at) {
  const auto start = line_start(text, at);
  const auto before = text.substr(start, at - start);
  return before.find_first_not_of(" \t") == none ? before : before.substr(0, 0);
}
bool is_first_on_line(std::string_view text, std::size_t at) {
  const auto start = line_start(text, at);
  return text.substr(start, at - start).find_first_not_of(" \t") == none;
}

std::string escape_value(std::string_view value, char quote) {
  std::string escaped;
  for (const char c : value) {
    if (c == '&') {
      escaped += "&amp;";
    } else if (c == '<') {
      escaped += "&lt;";
    } else if (c == quote) {
      escaped += c == '"' ? "&quot;" : "&apos;";
    } else if (c == '\t' || c == '\n' || c == '\r') {
      escaped += fmt::format("&#{};", static_cast<int>(c));  // white space would be read as a blank
    } else {
      escaped += c;
    }
  }
  return escaped;
}

}  // namespace

Rewrite::Rewrite(std::shared_ptr<const SourceText> source) : source_(std::move(source)) {
  const auto end = source_->text().find('\n');
  newline_ = end != std::string::npos && end > 0 && source_->text()[end - 1] == '\r' ? "\r\n" : "\n";
}

void Rewrite::put(std::size_t offset, std::size_t length, std::string text) {
  edits_.push_back({offset, length, std::move(text)});
}

std::string Rewrite::laid_out(std::string_view xml, const std::string& indent) const {
  std::string text;
  while (!xml.empty()) {
    const auto end = std::min(xml.find('\n'), xml.size());
    text += (text.empty() ? "" : newline_) + indent;
    text += xml.substr(0, end);
    xml.remove_prefix(std::min(end + 1, xml.size()));
  }
  return text;
}

void Rewrite::set_attribute(const Element& element, std::string_view name, std::string_view value) {
  ensure(element.where.source == source_, "an edit belongs to its own file");
  const std::string_view text = source_->text();
  const auto* attribute = element.find(name);
  if (attribute == nullptr) {
    auto& added = new_attributes_[element.where.offset];
    const auto known =
        std::find_if(added.begin(), added.end(), [&](const auto& one) { return one.first == name; });
    if (known != added.end()) {
      known->second = value;
    } else {
      added.emplace_back(name, value);
    }
    return;
  }
  const auto tag = start_tag_at(text, element.where.offset);
  const auto span = std::find_if(tag.attributes.begin(), tag.attributes.end(), [&](const AttributeSpan& one) {
    return one.name == attribute->name_at.offset;
  });
  ensure(span != tag.attributes.end(), "an attribute of the tree stands in the text");
  // What was there means the same: not a byte changes.
  const auto written = attribute->value == value
                           ? std::string(text.substr(span->value, span->value_end - span->value))
                           : escape_value(value, text[span->value - 1]);
  const auto known = std::find_if(edits_.begin(), edits_.end(), [&](const Edit& edit) {
    return edit.offset == span->value && edit.length == span->value_end - span->value;
  });
  if (known != edits_.end()) {
    known->text = written;
  } else {
    put(span->value, span->value_end - span->value, written);
  }
}

void Rewrite::remove_attribute(const Element& element, std::string_view name) {
  const auto* attribute = element.find(name);
  if (attribute == nullptr) return;
  const auto tag = start_tag_at(source_->text(), element.where.offset);
  for (const auto& span : tag.attributes) {
    if (span.name != attribute->name_at.offset) continue;
    const auto before = source_->text().find_last_not_of(blanks, span.name - 1) + 1;
    put(before, span.value_end + 1 - before, "");
  }
}

void Rewrite::append_child(const Element& parent, std::string xml) {
  ensure(parent.where.source == source_, "an edit belongs to its own file");
  new_children_[parent.where.offset].push_back(std::move(xml));
}

void Rewrite::insert_before(const Element& sibling, std::string_view xml) {
  const auto open = sibling.where.offset - 1;
  const std::string indent(indent_at(source_->text(), open));
  // The first line stands where the sibling stood, behind its indentation.
  put(open, 0, laid_out(xml, indent).substr(indent.size()) + newline_ + indent);
}

void Rewrite::insert_after(const Element& sibling, std::string_view xml) {
  const auto& text = source_->text();
  const auto tag = start_tag_at(text, sibling.where.offset);
  put(end_tag_of(text, tag).end, 0, newline_ + laid_out(xml, std::string(indent_at(text, tag.open))));
}

void Rewrite::replace(const Element& element, std::string_view xml) {
  const auto& text = source_->text();
  const auto tag = start_tag_at(text, element.where.offset);
  const std::string indent(indent_at(text, tag.open));
  put(tag.open, end_tag_of(text, tag).end - tag.open, laid_out(xml, indent).substr(indent.size()));
}

void Rewrite::remove(const Element& element) {
  const std::string_view text = source_->text();
  const auto tag = start_tag_at(text, element.where.offset);
  auto from = tag.open;
  auto to = end_tag_of(text, tag).end;
  // An element that fills its lines takes them along.
  const auto rest = text.find_first_not_of(" \t\r", to);
  if (is_first_on_line(text, from) && rest != none && text[rest] == '\n') {
    from = line_start(text, from);
    to = rest + 1;
  }
  put(from, to - from, "");
}

bool Rewrite::is_empty() const { return edits_.empty() && new_attributes_.empty() && new_children_.empty(); }

void Rewrite::add_attributes(std::vector<Edit>& edits) const {
  for (const auto& [name_at, attributes] : new_attributes_) {
    std::string text;
    for (const auto& [name, value] : attributes)
      text += fmt::format(" {}=\"{}\"", name, escape_value(value, '"'));
    edits.push_back({start_tag_at(source_->text(), name_at).last, 0, std::move(text)});
  }
}

void Rewrite::add_children(std::vector<Edit>& edits) const {
  const std::string_view text = source_->text();
  for (const auto& [name_at, children] : new_children_) {
    const auto tag = start_tag_at(text, name_at);
    const std::string indent(indent_at(text, tag.open));
    const std::string child_indent = indent + (indent.find('\t') == std::string::npos ? "  " : "\t");
    std::string lines;
    for (const auto& child : children) lines += laid_out(child, child_indent) + newline_;
    if (tag.is_empty) {
      const auto name = text.substr(name_at, text.find_first_of(" \t\r\n/>", name_at) - name_at);
      edits.push_back(
          {tag.close, tag.end - tag.close, fmt::format(">{}{}{}</{}>", newline_, lines, indent, name)});
      continue;
    }
    const auto open = end_tag_of(text, tag).open;
    if (is_first_on_line(text, open)) {
      edits.push_back({line_start(text, open), 0, lines});
    } else {
      edits.push_back({open, 0, newline_});
      edits.back().text.append(lines).append(indent);
    }
  }
}

Outcome<std::string> Rewrite::text() const {
  auto edits = edits_;
  add_attributes(edits);
  add_children(edits);
  std::stable_sort(edits.begin(), edits.end(),
                   [](const Edit& a, const Edit& b) { return a.offset < b.offset; });
  const std::string_view before = source_->text();
  std::string after;
  std::size_t at = 0;
  for (const auto& edit : edits) {
    ensure(edit.offset >= at, "edits do not overlap");
    after += before.substr(at, edit.offset - at);
    after += edit.text;
    at = edit.offset + edit.length;
  }
  after += before.substr(at);
  auto parsed = parse_document(source_->name(), after);
  if (!parsed) return tl::unexpected(std::move(parsed.error()));
  return after;
}

Outcome<std::string> bytes_in_place_of(const SourceText& before, std::string after) {
  constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
  const auto bytes = read_bytes(before.name(), {});
  if (bytes && *bytes == before.text()) return after;
  if (bytes && *bytes == std::string(byte_order_mark) + before.text())
    return std::string(byte_order_mark) + after;
  Diagnostic fault;
  fault.code = "E-FILE-004";
  fault.message = fmt::format("{} was changed by something else in the meantime", before.name());
  fault.hint = "nothing was written; try again";
  return tl::unexpected(Diagnostics{std::move(fault)});
}

}  // namespace shellfit::documents
