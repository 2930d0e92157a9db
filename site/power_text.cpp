#include "site/element_text.hpp"
#include "site/plant_text.hpp"

namespace shellfit::site {

namespace {

constexpr int in_power = 2;

std::string_view word(Serves serves) {
  return serves == Serves::racks ? "racks" : serves == Serves::mechanical ? "mechanical" : "both";
}

std::string board_text(const Board& one) {
  return ElementText(in_power, one.is_medium_voltage ? "mv-board" : "board")
      .put("id", one.id)
      .put("type", one.type)
      .put("feed", one.feed)
      .put("from", one.from)
      .put("tie", one.tie)
      .presence(one.is_installed)
      .closed();
}

std::string transformer_text(const TransformerUnit& one) {
  ElementText text(in_power, "transformer");
  text.put("id", one.id).put("type", one.type).put("from", one.from).put("to", one.to);
  if (one.stands) text.put("stands", *one.stands == Stands::indoors ? "indoors" : "outdoors");
  return text.presence(one.is_installed).closed();
}

std::string ups_text(const UpsUnit& one) {
  ElementText text(in_power, "ups");
  text.put("id", one.id).put("type", one.type).put("battery", one.battery);
  text.put("autonomy", exact_text(one.autonomy));
  if (one.cabinets) text.put("cabinets", std::to_string(*one.cabinets));
  text.put("from", one.from).put("to", one.to);
  if (one.is_reserve) text.put("reserve", "yes");
  return text.presence(one.is_installed).closed();
}

std::string cable_text(const Cable& one) {
  ElementText text(in_power, "cable");
  text.put("id", one.id).put("type", one.type).put("from", one.from).put("to", one.to);
  text.put("length", exact_text(one.length));
  if (one.sets != 1) text.put("sets", std::to_string(one.sets));
  if (one.grouped) text.put("grouped", std::to_string(*one.grouped));
  if (one.ambient) text.put("ambient", exact_text(*one.ambient));
  return text.presence(one.is_installed).closed();
}

std::string switch_text(const TransferSwitch& one) {
  std::string from;
  for (const auto& board : one.from) from += (from.empty() ? "" : " ") + board.text();
  return ElementText(in_power, "transfer-switch")
      .put("id", one.id)
      .put("kind", one.kind == TransferSwitch::Kind::static_switch ? "static" : "automatic")
      .put("from", from)
      .put("to", one.to)
      .closed();
}

}  // namespace

std::string power_text(const OneLine& one_line) {
  auto text = ElementText(1, "power").put("is", "described").open();
  for (const auto& one : one_line.boards) text += board_text(one);
  for (const auto& one : one_line.transformers) text += transformer_text(one);
  for (const auto& one : one_line.generators)
    text += ElementText(in_power, "generator")
                .put("id", one.id)
                .put("type", one.type)
                .put("on", one.on)
                .presence(one.is_installed)
                .closed();
  for (const auto& one : one_line.upses) text += ups_text(one);
  for (const auto& one : one_line.breakers)
    text +=
        ElementText(in_power, "breaker").put("id", one.id).put("from", one.from).put("to", one.to).closed();
  for (const auto& one : one_line.cables) text += cable_text(one);
  for (const auto& one : one_line.switches) text += switch_text(one);
  for (const auto& one : one_line.outlets)
    text += ElementText(in_power, "outlet")
                .put("id", one.id)
                .put("a", one.a)
                .put("b", one.b)
                .put("serves", word(one.serves))
                .put("share", one.share)
                .put("limit", one.limit)
                .closed();
  return text + "  </power>\n";
}

}  // namespace shellfit::site
