#include "exchange/epanet_links.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace shellfit::exchange {

namespace {

using namespace epanet;

constexpr std::array<std::pair<std::string_view, ValveKind>, 7> valve_kinds{{{"PRV", ValveKind::prv},
                                                                             {"PSV", ValveKind::psv},
                                                                             {"PBV", ValveKind::pbv},
                                                                             {"FCV", ValveKind::fcv},
                                                                             {"TCV", ValveKind::tcv},
                                                                             {"GPV", ValveKind::gpv},
                                                                             {"PCV", ValveKind::pcv}}};

EpanetPlace place_of_link(const EpanetCase& network, std::size_t row) { return network.links[row].where; }

/// The ends of a link; nothing, and a complaint, when one is not there or both are one.
std::optional<std::pair<std::size_t, std::size_t>> ends_of(EpanetDraft& draft, EpanetRow& row) {
  if (!row.has_words(3, "an id and two nodes")) return std::nullopt;
  const auto from = row.node(1), to = row.node(2);
  if (!from || !to) return std::nullopt;
  if (*from != *to) return std::pair{*from, *to};
  draft.faults.complain(
      "E-INP-007", fmt::format("{} leads from {} to itself", shortened(row.text(0)), shortened(row.text(1))),
      row.where(2), "another node");
  return std::nullopt;
}

/// The word of a pipe's status, or a complaint.
void read_pipe_status(EpanetRow& row, std::size_t word, Pipe& pipe, Link& link) {
  if (row.says(word, "CV"))
    pipe.has_check_valve = true;
  else if (row.says(word, "CLOSED"))
    link.status = Status::closed;
  else if (!row.says(word, "OPEN"))
    row.complain_unknown_word(word, "OPEN, CLOSED, CV");
}
bool is_pipe_status(const EpanetRow& row, std::size_t word) {
  return row.says(word, "CV") || row.says(word, "CLOSED") || row.says(word, "OPEN");
}

/// Length, diameter and roughness must be there: EPANET's defaults for them are nobody's pipe.
void read_pipe(EpanetRow& row, Link& link) {
  Pipe pipe;
  pipe.length = row.number(3, "length", EpanetRange::positive).value_or(1.0);
  if (row.has(3)) pipe.diameter = row.number(4, "diameter", EpanetRange::positive).value_or(1.0);
  if (row.has(4)) pipe.roughness = row.number(5, "roughness", EpanetRange::positive).value_or(1.0);
  // Behind them a loss, a status or both.
  if (row.has(6) && !row.has(7) && is_pipe_status(row, 6))
    read_pipe_status(row, 6, pipe, link);
  else if (row.has(6))
    pipe.minor_loss = row.number(6, "loss coefficient", EpanetRange::not_negative).value_or(0.0);
  if (row.has(7)) read_pipe_status(row, 7, pipe, link);
  link.element = pipe;
}

void read_pump(EpanetDraft& draft, EpanetRow& row, Link& link) {
  Pump pump;
  link.setting = 1.0;
  for (std::size_t word = 3; word + 1 < row.size(); word += 2) {
    if (row.says(word, "POWER"))
      pump.power = row.number(word + 1, "power", EpanetRange::positive);
    else if (row.says(word, "HEAD"))
      pump.head_curve = row.curve(word + 1);
    else if (row.says(word, "PATT"))
      pump.speed_pattern = row.pattern(word + 1);
    else if (row.says(word, "SPEE"))
      link.setting = row.number(word + 1, "speed", EpanetRange::not_negative).value_or(1.0);
    else
      return row.complain_unknown_word(word, "POWER, HEAD, PATTERN, SPEED");
  }
  if (row.size() % 2 == 0 && row.size() > 3) {
    draft.faults.complain("E-INP-004",
                          fmt::format("{}: nothing stands behind {}", shortened(row.text(0)),
                                      shortened(row.text(row.size() - 1))),
                          row.where(row.size() - 1), "pairs of a keyword and its value");
  }
  link.element = pump;
}

void read_valve(EpanetRow& row, Link& link) {
  Valve valve;
  valve.diameter = row.number(3, "diameter", EpanetRange::positive).value_or(1.0);
  const auto kind = std::find_if(valve_kinds.begin(), valve_kinds.end(),
                                 [&](const auto& one) { return row.says(4, one.first); });
  if (kind == valve_kinds.end()) return row.complain_unknown_word(4, "PRV, PSV, PBV, FCV, TCV, GPV, PCV");
  valve.kind = kind->second;
  const bool is_general = valve.kind == ValveKind::gpv;
  link.status = is_general ? Status::open : Status::active;
  if (is_general)
    valve.curve = row.curve(5);
  else
    link.setting = row.number(5, "setting").value_or(0.0);
  if (row.has(6))
    valve.minor_loss = row.number(6, "loss coefficient", EpanetRange::not_negative).value_or(0.0);
  if (valve.kind == ValveKind::pcv && row.has(7)) {
    valve.curve = row.curve(7);
    constexpr double fully_open = 100.0;  // per cent
    link.setting = std::min(link.setting, fully_open);
  }
  link.element = valve;
}

template <class ReadElement>
void read_link(EpanetDraft& draft, EpanetRow& row, ReadElement read_element) {
  const auto ends = ends_of(draft, row);
  Link link;
  link.id = row.text(0);
  link.where = row.where(0);
  if (row.size() >= 3) read_element(row, link);
  // A link without its ends still takes its id, so that statuses and controls of it are no second fault.
  if (ends) std::tie(link.from, link.to) = *ends;
  if (row.claim_id(draft.links, draft.network.links.size(), place_of_link))
    draft.network.links.push_back(std::move(link));
}

}  // namespace

void read_epanet_links(EpanetDraft& draft) {
  for (const auto& line : draft.text.lines) {
    EpanetRow row(draft, line);
    if (line.section == EpanetSection::pipes) read_link(draft, row, read_pipe);
    if (line.section == EpanetSection::pumps)
      read_link(draft, row, [&](EpanetRow& one, Link& link) { read_pump(draft, one, link); });
    if (line.section == EpanetSection::valves) read_link(draft, row, read_valve);
  }
}

}  // namespace shellfit::exchange
