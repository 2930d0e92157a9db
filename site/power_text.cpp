#include "base/unit_text.hpp"
#include "documents/document.hpp"
#include "site/plant_text.hpp"

#include <fmt/format.h>

namespace shellfit::site {

namespace {

/// One element on a line of its own, attribute by attribute.
class ElementLine {
 public:
  ElementLine(int indent, std::string_view name) : text_(fmt::format("{:{}}<{}", "", indent, name)) {}
  ElementLine& with(std::string_view name, std::string_view value) {
    text_ += fmt::format(" {}=\"{}\"", name, documents::escape_xml(value));
    return *this;
  }
  template <class T>
  ElementLine& with_id(std::string_view name, const Id<T>& id) {
    return with(name, id.text());
  }
  template <class T>
  ElementLine& with_id(std::string_view name, const std::optional<Id<T>>& id) {
    return id ? with(name, id->text()) : *this;
  }
  ElementLine& with_presence(bool is_installed) { return is_installed ? *this : with("is", "to-be-built"); }
  [[nodiscard]] std::string take() const { return text_ + "/>\n"; }

 private:
  std::string text_;
};

std::string_view word(Serves serves) {
  return serves == Serves::racks ? "racks" : serves == Serves::mechanical ? "mechanical" : "both";
}

}  // namespace

std::string power_text(const OneLine& one_line, int indent) {
  const int inner = indent + 2;
  std::string text = fmt::format("{:{}}<power is=\"described\">\n", "", indent);
  for (const auto& one : one_line.boards) {
    if (one.is_medium_voltage)
      text += ElementLine(inner, "mv-board")
                  .with_id("id", one.id)
                  .with_id("type", one.type)
                  .with_id("feed", one.feed)
                  .with_id("tie", one.tie)
                  .with_presence(one.is_installed)
                  .take();
  }
  for (const auto& one : one_line.transformers)
    text += ElementLine(inner, "transformer")
                .with_id("id", one.id)
                .with_id("type", one.type)
                .with_id("from", one.from)
                .with_id("to", one.to)
                .with_presence(one.is_installed)
                .take();
  for (const auto& one : one_line.boards) {
    if (!one.is_medium_voltage)
      text += ElementLine(inner, "board")
                  .with_id("id", one.id)
                  .with_id("type", one.type)
                  .with_id("from", one.from)
                  .with_id("tie", one.tie)
                  .with_presence(one.is_installed)
                  .take();
  }
  for (const auto& one : one_line.generators)
    text += ElementLine(inner, "generator")
                .with_id("id", one.id)
                .with_id("type", one.type)
                .with_id("on", one.on)
                .with_presence(one.is_installed)
                .take();
  for (const auto& one : one_line.upses) {
    ElementLine line(inner, "ups");
    line.with_id("id", one.id).with_id("type", one.type).with_id("battery", one.battery);
    line.with("autonomy", fmt::format("{:.12g} s", one.autonomy.in_si()));
    if (one.cabinets) line.with("cabinets", std::to_string(*one.cabinets));
    line.with_id("from", one.from).with_id("to", one.to);
    if (one.is_reserve) line.with("reserve", "yes");
    line.with_presence(one.is_installed);
    text += line.take();
  }
  for (const auto& one : one_line.breakers)
    text += ElementLine(inner, "breaker")
                .with_id("id", one.id)
                .with_id("from", one.from)
                .with_id("to", one.to)
                .take();
  for (const auto& one : one_line.switches) {
    std::string from;
    for (const auto& board : one.from) from += (from.empty() ? "" : " ") + board.text();
    text += ElementLine(inner, "transfer-switch")
                .with_id("id", one.id)
                .with("kind", one.kind == TransferSwitch::Kind::static_switch ? "static" : "automatic")
                .with("from", from)
                .with_id("to", one.to)
                .take();
  }
  for (const auto& one : one_line.outlets) {
    ElementLine line(inner, "outlet");
    line.with_id("id", one.id).with_id("a", one.a).with_id("b", one.b).with("serves", word(one.serves));
    // Digits enough that racks are dealt out the same again.
    if (one.share) line.with("share", fmt::format("{:.15g}", one.share->in_si()));
    if (one.limit) line.with("limit", fmt::format("{:.15g} W", one.limit->in_si()));
    text += line.take();
  }
  return text + fmt::format("{:{}}</power>\n", "", indent);
}

}  // namespace shellfit::site
