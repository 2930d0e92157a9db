#include "exchange/epanet_case.hpp"

#include "base/blanks.hpp"
#include "documents/document.hpp"
#include "documents/file_bytes.hpp"
#include "exchange/epanet_controls.hpp"
#include "exchange/epanet_links.hpp"
#include "exchange/epanet_nodes.hpp"
#include "exchange/epanet_options.hpp"
#include "exchange/epanet_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace shellfit::exchange {

namespace {

using epanet::Junction;

/// Sections that change no flow at time 0.
constexpr std::array<std::pair<EpanetSection, std::string_view>, 13> unread{
    {{EpanetSection::rules, "EPANET does not run them at time 0"},
     {EpanetSection::energy, "it changes no flow"},
     {EpanetSection::quality, "it changes no flow"},
     {EpanetSection::sources, "it changes no flow"},
     {EpanetSection::reactions, "it changes no flow"},
     {EpanetSection::mixing, "it changes no flow"},
     {EpanetSection::roughness, "EPANET does not read it"},
     {EpanetSection::report, "it is for EPANET's report"},
     {EpanetSection::coordinates, "it is for drawings"},
     {EpanetSection::vertices, "it is for drawings"},
     {EpanetSection::labels, "it is for drawings"},
     {EpanetSection::backdrop, "it is for drawings"},
     {EpanetSection::tags, "it changes no flow"}}};

/// Old files are in Latin-1, which EPANET takes byte by byte: every byte is a letter of the same number.
std::string utf8_of_latin_1(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 8);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80U) {
      text += c;
    } else {
      text += static_cast<char>(0xc0U | (byte >> 6U));
      text += static_cast<char>(0x80U | (byte & 0x3fU));
    }
  }
  return text;
}

std::string title_of(const EpanetText& text) {
  const std::string_view all = text.source->text();
  std::size_t begin = 0;
  bool is_title = false;
  while (begin < all.size()) {
    const auto end = std::min(all.find('\n', begin), all.size());
    const auto line = trimmed(all.substr(begin, end - begin));
    if (line.starts_with('['))
      is_title = begins_with_keyword(line, heading_of(EpanetSection::title));
    else if (is_title && !line.empty() && line[0] != ';')
      return shortened(line);
    begin = end + 1;
  }
  return {};
}

void remark_unread(EpanetDraft& draft) {
  for (const auto& [section, why] : unread) {
    const auto lines = draft.text.line_count(section);
    if (lines > 0)
      draft.remark(fmt::format("{} is not used, {} line(s): {}", heading_of(section), lines, why));
  }
  if (!draft.text.has_end) draft.remark("the file has no [END]: it may have been cut off");
}

void check_leakage(EpanetDraft& draft) {
  for (const auto& line : draft.text.lines) {
    if (line.section != EpanetSection::leakage) continue;
    draft.faults.complain("E-INP-011", "leaks of pipes are not modelled", draft.text.words_of(line)[0].where);
    return;
  }
}

/// EPANET's errors 223, 224 and 233.
void check_whole(EpanetDraft& draft) {
  const auto& network = draft.network;
  std::vector<char> is_linked(network.nodes.size(), 0);
  for (const auto& link : network.links) is_linked[link.from] = is_linked[link.to] = 1;
  bool has_reservoir = false;
  for (std::size_t row = 0; row < network.nodes.size(); ++row) {
    const auto& node = network.nodes[row];
    if (!std::holds_alternative<Junction>(node.element)) {
      has_reservoir = true;
    } else if (is_linked[row] == 0) {
      draft.faults.complain("E-INP-013", fmt::format("junction {} has no link", shortened(node.id)),
                            node.where, "a pipe, pump or valve to it");
    }
  }
  if (network.nodes.size() < 2) draft.faults.complain("E-INP-013", "the file has fewer than two nodes", {});
  if (!has_reservoir) {
    draft.faults.complain("E-INP-013", "the file has no reservoir and no tank", {},
                          "one of them, to hold a pressure");
  }
}

Outcome<EpanetCase> read_text(const std::shared_ptr<const SourceText>& source) {
  EpanetFaults faults(source);
  auto text = split_epanet_text(source, faults);
  if (!text.has_section) {
    faults.complain("E-INP-001", "the file has no section", {}, "[JUNCTIONS] and others");
    return tl::unexpected(faults.take());
  }
  // Whatever its lines define would be missed everywhere else.
  if (text.has_unknown_section) return tl::unexpected(faults.take());
  EpanetCase network;
  network.source = source;
  network.remarks = std::move(text.remarks);
  EpanetDraft draft{text, network, faults, {}, {}, {}, {}};
  read_epanet_patterns(draft);
  read_epanet_curves(draft);
  read_epanet_options(draft);
  read_epanet_times(draft);
  read_epanet_nodes(draft);
  read_epanet_links(draft);
  read_epanet_demands(draft);
  read_epanet_emitters(draft);
  read_epanet_statuses(draft);
  read_epanet_controls(draft);
  check_leakage(draft);
  // What hangs together is judged when every line has been read.
  if (faults.is_empty()) check_epanet_links(draft);
  if (faults.is_empty()) check_whole(draft);
  if (!faults.is_empty()) return tl::unexpected(faults.take());
  network.title = title_of(text);
  remark_unread(draft);
  return network;
}

}  // namespace

Outcome<EpanetCase> parse_epanet_case(std::string name, std::string bytes) {
  constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
  if (std::string_view(bytes).starts_with(byte_order_mark)) bytes.erase(0, byte_order_mark.size());
  auto bad = documents::first_bad_byte(bytes);
  if (bad != std::string::npos && static_cast<unsigned char>(bytes[bad]) >= 0x80U) {
    bytes = utf8_of_latin_1(bytes);
    bad = documents::first_bad_byte(bytes);
  }
  if (bad != std::string::npos) {
    Diagnostic fault;
    fault.code = "E-INP-001";
    fault.message = fmt::format("{} is not text", shortened(name));
    fault.expected = "an .inp file";
    return tl::unexpected(Diagnostics{std::move(fault)});
  }
  return read_text(std::make_shared<const SourceText>(std::move(name), std::move(bytes)));
}

Outcome<EpanetCase> read_epanet_case(const std::filesystem::path& file) {
  auto bytes = documents::read_bytes(file, {}, "an EPANET file");
  if (!bytes) return tl::unexpected(std::move(bytes.error()));
  return parse_epanet_case(file.string(), std::move(*bytes));
}

}  // namespace shellfit::exchange
