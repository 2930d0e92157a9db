#include "exchange/epanet_controls.hpp"

#include "exchange/epanet_options.hpp"

#include <fmt/format.h>

namespace shellfit::exchange {

namespace {

using namespace epanet;

/// Open, closed or a number.
struct Wanted {
  Status status = Status::active;
  double number = 0.0;
};

std::optional<Wanted> wanted_of(EpanetRow& row, std::size_t word, EpanetRange range) {
  if (row.says(word, "OPEN")) return Wanted{Status::open, 0.0};
  if (row.says(word, "CLOSED")) return Wanted{Status::closed, 0.0};
  const auto number = row.number(word, "status or setting", range);
  if (!number) return std::nullopt;
  return Wanted{Status::active, *number};
}

bool is_general_valve(const Link& link) {
  const auto* const valve = std::get_if<Valve>(&link.element);
  return valve != nullptr && valve->kind == ValveKind::gpv;
}
bool has_check_valve(const Link& link) {
  const auto* const pipe = std::get_if<Pipe>(&link.element);
  return pipe != nullptr && pipe->has_check_valve;
}

/// False when the link takes no such status. (input3.c: changestatus)
bool set_status(Link& link, const Wanted& wanted) {
  if (has_check_valve(link)) return false;
  if (std::holds_alternative<Pump>(link.element)) {
    link.setting = wanted.status == Status::active ? wanted.number
                   : wanted.status == Status::open ? 1.0
                                                   : 0.0;
    link.status = link.setting == 0.0 ? Status::closed : Status::open;
    return true;
  }
  const bool is_valve = std::holds_alternative<Valve>(link.element) && !is_general_valve(link);
  if (wanted.status == Status::active && !is_valve) return false;
  if (wanted.status == Status::active) link.setting = wanted.number;
  link.status = wanted.status;
  return true;
}

/// The whole number that a text begins with, as C's atol reads it.
long long leading_number(std::string_view text) {
  constexpr long long most = 999'999'999'999;
  long long number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9' || number > most) break;
    number = 10 * number + (c - '0');
  }
  return number;
}

void set_range(EpanetDraft& draft, EpanetRow& row, const Wanted& wanted) {
  const auto first = leading_number(row.text(0)), last = leading_number(row.text(1));
  const bool is_by_number = first > 0 && last > 0;
  bool is_anything = false;
  for (auto& link : draft.network.links) {
    const auto number = leading_number(link.id);
    const bool is_meant =
        is_by_number ? number >= first && number <= last : link.id >= row.text(0) && link.id <= row.text(1);
    if (!is_meant) continue;
    is_anything = true;
    set_status(link, wanted);
  }
  if (!is_anything)
    draft.remark(
        fmt::format("[STATUS]: no link is from {} to {}", shortened(row.text(0)), shortened(row.text(1))));
}

void complain_of_check_valve(EpanetDraft& draft, EpanetRow& row, std::size_t word) {
  draft.faults.complain("E-INP-004",
                        fmt::format("{} has a check valve, which takes no status", shortened(row.text(word))),
                        row.where(word), "a link without a check valve");
}

void read_status(EpanetDraft& draft, EpanetRow& row) {
  if (!row.has_words(2, "a link and its status")) return;
  const auto wanted = wanted_of(row, row.size() - 1, EpanetRange::not_negative);
  if (row.size() > 2) {
    if (wanted) set_range(draft, row, *wanted);
    return;
  }
  const auto known = row.link(0);
  if (!known || !wanted) return;
  auto& link = draft.network.links[*known];
  if (has_check_valve(link)) return complain_of_check_valve(draft, row, 0);
  if (set_status(link, *wanted)) return;
  if (is_general_valve(link))
    row.complain_unknown_word(1, "OPEN, CLOSED");
  else
    draft.remark(fmt::format("[STATUS]: the number for pipe {} has no effect", shortened(link.id)));
}

/// What a control makes of its link. (input3.c: controldata)
bool set_wanted(EpanetDraft& draft, EpanetRow& row, const Link& link, Control& control) {
  const bool is_valve = std::holds_alternative<Valve>(link.element);
  const auto wanted = wanted_of(row, 2, is_valve ? EpanetRange::any : EpanetRange::not_negative);
  if (!wanted) return false;
  const bool is_number = wanted->status == Status::active;
  control.status = wanted->status;
  if (has_check_valve(link)) {
    complain_of_check_valve(draft, row, 1);
    return false;
  }
  if (is_general_valve(link)) {
    if (is_number) row.complain_unknown_word(2, "OPEN, CLOSED");
    return !is_number;
  }
  if (is_valve) {
    if (is_number) control.setting = wanted->number;
    return true;
  }
  // A pump's or pipe's number says whether it is open; a pump's is its speed too.
  if (is_number) control.status = wanted->number == 0.0 ? Status::closed : Status::open;
  if (std::holds_alternative<Pump>(link.element))
    control.setting = is_number ? wanted->number : wanted->status == Status::open ? 1.0 : 0.0;
  return true;
}

bool read_time(EpanetDraft& draft, EpanetRow& row, std::size_t size, Control& control) {
  constexpr double longest_hours = 1e9;
  constexpr long long seconds_of_day = 86400;
  const auto hours = epanet_hours(row.text(5), size > 6 ? row.text(6) : std::string_view{});
  if (!hours || *hours < 0.0 || *hours > longest_hours) {
    draft.faults.complain("E-INP-004", fmt::format("{} is no time", shortened(row.text(5))), row.where(5),
                          "a time such as 1:30, 90 MIN or 6 AM");
    return false;
  }
  control.time_s = static_cast<long long>(3600.0 * *hours);
  if (control.when == Control::When::clock_time) control.time_s %= seconds_of_day;
  return true;
}

bool read_level(EpanetDraft& draft, EpanetRow& row, std::size_t size, Control& control) {
  if (size < 8) {
    draft.faults.complain("E-INP-004", "the control is not complete", row.where(size - 1),
                          "IF NODE id BELOW or ABOVE value");
    return false;
  }
  const auto node = row.node(5);
  const auto value = row.number(7, "level or pressure");
  const bool is_below = row.says(6, "BELOW");
  if (!is_below && !row.says(6, "ABOVE")) {
    row.complain_unknown_word(6, "BELOW, ABOVE");
    return false;
  }
  if (!node || !value) return false;
  control.when = is_below ? Control::When::below : Control::When::above;
  control.node = *node;
  control.value = *value;
  return true;
}

/// LINK id setting AT TIME or CLOCKTIME value (unit), or LINK id setting IF NODE id BELOW or ABOVE value.
void read_control(EpanetDraft& draft, EpanetRow& row) {
  if (!row.has_words(6, "LINK id setting AT TIME value, or LINK id setting IF NODE id BELOW value")) return;
  Control control;
  auto size = row.size();
  control.is_enabled = !row.says(size - 1, "DISABLED");
  if (!control.is_enabled) --size;
  const auto link = row.link(1);
  if (!link) return;
  control.link = *link;
  bool is_whole = set_wanted(draft, row, draft.network.links[*link], control);
  if (row.says(4, "TIME") || row.says(4, "CLOCKTIME")) {
    control.when = row.says(4, "TIME") ? Control::When::time : Control::When::clock_time;
    is_whole = read_time(draft, row, size, control) && is_whole;
  } else if (row.says(4, "NODE") || row.says(3, "IF")) {
    is_whole = read_level(draft, row, size, control) && is_whole;
  } else {
    row.complain_unknown_word(4, "TIME, CLOCKTIME, NODE");
    return;
  }
  if (is_whole) draft.network.controls.push_back(control);
}

}  // namespace

void read_epanet_statuses(EpanetDraft& draft) {
  for_each_epanet_row(draft, EpanetSection::status, [&](EpanetRow& row) { read_status(draft, row); });
}

void read_epanet_controls(EpanetDraft& draft) {
  for_each_epanet_row(draft, EpanetSection::controls, [&](EpanetRow& row) { read_control(draft, row); });
}

}  // namespace shellfit::exchange
