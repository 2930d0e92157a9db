#include "reports/text_report.hpp"

#include "base/unit_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

namespace shellfit::reports {

namespace {

using studies::Check;
using studies::Status;

struct Paint {
  bool is_on;
  [[nodiscard]] std::string operator()(std::string_view code, std::string_view text) const {
    return is_on ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
  }
};

/// Text of an input file made safe for a terminal.
std::string printable(std::string_view text) {
  std::string shown;
  for (const char c : text) shown += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
  return shown;
}

std::string cut(std::string text, std::size_t width) {
  if (text.size() <= width) return text;
  // Never inside a character of several bytes.
  auto end = width - 1;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U) --end;
  return text.substr(0, end) + "~";
}

std::string figures(const Check& check) {
  const auto& info = studies::info_of(check.kind);
  if (!check.capacity) return "";
  if (!check.demand) return fmt::format("limit {} {}", number_text(*check.capacity), info.unit);
  const auto relation = info.sense == studies::Sense::at_most ? "of" : "over";
  return fmt::format("{} {} {} {}", number_text(*check.demand), relation, number_text(*check.capacity),
                     info.unit);
}

struct Row {
  std::string word, color, check, figures, margin, where;
};

std::string table(const std::vector<Row>& rows, const Paint& paint) {
  std::size_t check_width = 0;
  std::size_t figure_width = 0;
  for (const auto& row : rows) {
    check_width = std::max(check_width, row.check.size());
    figure_width = std::max(figure_width, row.figures.size());
  }
  std::string text;
  for (const auto& row : rows) {
    text += fmt::format("  {}  {:<{}}  {:>{}}  {:>9}  {}\n", paint(row.color, fmt::format("{:<7}", row.word)),
                        row.check, check_width, row.figures, figure_width, row.margin, row.where);
  }
  return text;
}

/// One row a kind: its worst check, and how many more there are.
std::vector<Row> rows_by_kind(const std::vector<Check>& checks, Status status, const std::string& word,
                              const std::string& color, std::size_t most) {
  std::vector<std::pair<const Check*, int>> kinds;
  for (const auto& check : checks) {
    if (check.status != status) continue;
    const auto known = std::find_if(kinds.begin(), kinds.end(),
                                    [&](const auto& one) { return one.first->kind == check.kind; });
    if (known == kinds.end()) {
      kinds.emplace_back(&check, 0);
    } else {
      ++known->second;
    }
  }
  std::vector<Row> rows;
  for (const auto& [check, more] : kinds) {
    if (rows.size() == most) break;
    auto where = check->state.empty() ? check->reason : check->state;
    if (more > 0) where += fmt::format("{}and {} more", where.empty() ? "" : ", ", more);
    rows.push_back(
        {word, color, check->id(), figures(*check), margin_text(*check), cut(printable(where), 60)});
  }
  return rows;
}

int count(const std::vector<Check>& checks, Status status) {
  return static_cast<int>(std::count_if(checks.begin(), checks.end(),
                                        [&](const Check& check) { return check.status == status; }));
}

std::string title(const site::Study& study, const Paint& paint) {
  const auto name = study.name.empty() ? study.id : fmt::format("{} ({})", study.name, study.id);
  return paint("1", printable(name)) + "\n\n";
}

std::string outcome_sentence(const studies::Verdict& verdict, const Paint& paint) {
  if (verdict.requested.is_missing())
    return fmt::format("{} on what the racks are: {}", paint("1;33", "depends"), printable(verdict.reason));
  const auto requested = to_text(verdict.requested, units::MW);
  const auto hostable = hostable_text(verdict.with_fit_out.hostable, verdict.with_fit_out.at_best);
  switch (verdict.outcome) {
    case studies::Outcome::hosts:
      return fmt::format("{} {}: {}", paint("1;32", "hosts"), requested, printable(verdict.reason));
    case studies::Outcome::does_not_host:
      return fmt::format("{} {}, hosts {}: {}", paint("1;31", "does not host"), requested, hostable,
                         printable(verdict.reason));
    case studies::Outcome::depends:
      return fmt::format("{} whether it hosts {}: {}", paint("1;33", "depends"), requested,
                         printable(verdict.reason));
  }
  return "";
}

}  // namespace

std::string hostable_text(RealPower hostable, RealPower at_best) {
  if (hostable.is_missing()) return fmt::format("undecided, {} at best", to_text(at_best, units::MW));
  if (hostable < at_best)
    return fmt::format("{} for certain, {} at best", to_text(hostable, units::MW),
                       to_text(at_best, units::MW));
  return to_text(hostable, units::MW);
}

std::string margin_text(const Check& check) {
  if (!check.margin_rel) return "";
  if (studies::info_of(check.kind).unit == "degC" && check.margin)
    return fmt::format("{:+.1f} K", *check.margin);
  return fmt::format("{:+.1f} %", 100.0 * *check.margin_rel);
}

std::string poi_label(const studies::Verdict& verdict) {
  return fmt::format("for what is asked, at the design hour{}",
                     verdict.has_batteries ? ", batteries recharging" : "");
}

std::string poi_text(const studies::Verdict& verdict) {
  if (verdict.poi_real.is_missing()) return "not known: no load flow was solved";
  return fmt::format("{}, {}", to_text(verdict.poi_real, units::MW),
                     to_text(verdict.poi_apparent, units::MVA));
}

std::string verdict_text(const site::Study& study, const studies::Verdict& verdict, bool with_color) {
  const Paint paint{with_color};
  std::string text = title(study, paint);
  const auto line = [&](std::string_view label, const std::string& value) {
    text += fmt::format("  {:<14}{}\n", label, value);
  };
  if (verdict.requested.is_missing()) {
    line("asked", "racks of which too little is known to compute anything");
  } else {
    line("asked", fmt::format("{} IT, {} racks", to_text(verdict.requested, units::MW), verdict.sizes.racks));
    const auto& with = verdict.with_fit_out;
    const auto& without = verdict.as_is;
    const auto racks = with.hostable.is_missing() ? std::string{}
                                                  : fmt::format(" ({} racks, {} whole units)",
                                                                with.hostable_racks, with.hostable_units);
    line("hostable",
         fmt::format("{} with the fit-out{}, {} as is", hostable_text(with.hostable, with.at_best), racks,
                     hostable_text(without.hostable, without.at_best)));
    if (verdict.hostable_upper < verdict.requested)
      line("proven", fmt::format("no layout and no feed carries more than {}",
                                 to_text(verdict.hostable_upper, units::MW)));
    line("at the POI", fmt::format("{} {}", poi_text(verdict), poi_label(verdict)));
  }
  if (verdict.it_w_by_space.size() > 1) {
    std::string spaces;
    for (const auto& [space, watts] : verdict.it_w_by_space)
      spaces += fmt::format("{}{} {}", spaces.empty() ? "" : ", ", space,
                            to_text(RealPower::from_si(watts), units::MW));
    line("by space", spaces);
  }
  for (const auto& rival : verdict.rivals) {
    line("if instead",
         printable(fmt::format("{}: {} asked, {}{}", rival.figure, to_text(rival.requested, units::MW),
                               studies::outcome_word(rival.outcome),
                               rival.first_limit.empty() ? "" : " (fails " + rival.first_limit + ")")));
  }
  text += "\n";
  const auto& checks = verdict.with_fit_out.checks;
  auto rows = rows_by_kind(checks, Status::fail, "fails", "1;31", 12);
  for (auto& row : rows_by_kind(checks, Status::unknown, "unknown", "1;33", 6))
    rows.push_back(std::move(row));
  if (rows.size() < 6) {
    std::vector<Check> with_margin;
    std::copy_if(checks.begin(), checks.end(), std::back_inserter(with_margin),
                 [](const Check& check) { return check.margin_rel.has_value(); });
    for (auto& row : rows_by_kind(with_margin, Status::pass, "holds", "32", 6 - rows.size()))
      rows.push_back(std::move(row));
  }
  text += table(rows, paint);
  const auto as_is = rows_by_kind(verdict.as_is.checks, Status::fail, "as is", "33", 12);
  if (!as_is.empty()) {
    text += fmt::format("\n  what is there, without the fit-out, fails in this order:\n");
    text += table(as_is, paint);
  }
  text += fmt::format(
      "\n  {} checks in {} states: {} hold, {} fail, {} unknown; {} assumptions, {} questions\n",
      checks.size(), verdict.sizes.states, count(checks, Status::pass), count(checks, Status::fail),
      count(checks, Status::unknown), verdict.assumptions.size(), verdict.questions.size());
  text += fmt::format("  {}\n", margin_legend);
  for (const auto& question : verdict.questions)
    text += fmt::format("  {} {}\n", paint("1;33", "?"), printable(question));
  return text + "\n" + outcome_sentence(verdict, paint) + "\n";
}

std::string capacity_text(const site::Study& study, const studies::Capacity& capacity, bool with_color) {
  const Paint paint{with_color};
  std::string text = title(study, paint);
  std::size_t width = 0;
  for (const auto& rung : capacity.ladder)
    width = std::max(width, rung.check.size() + rung.element.size() + 1);
  int beyond = 0;
  for (const auto& rung : capacity.ladder) {
    if (rung.is_above) {
      ++beyond;
      continue;
    }
    text += fmt::format("  {:>8} MW  {:<{}}  {}\n", number_text(rung.mw), rung.check + "/" + rung.element,
                        width, printable(rung.state));
  }
  if (beyond > 0)
    text += fmt::format("  {} kinds of check more hold up to {} MW, the most that was tried\n", beyond,
                        number_text(capacity.ladder.back().mw));
  for (const auto& note : capacity.notes) text += fmt::format("  note: {}\n", printable(note));
  if (!text.ends_with("\n\n")) text += "\n";
  for (const auto& question : capacity.questions)
    text += fmt::format("{} {}\n", paint("1;33", "?"), printable(question));
  if (capacity.at_best.is_missing()) return text;
  if (capacity.questions.empty()) {
    text +=
        fmt::format("{} {} of this deployment: {} racks, {} whole units", paint("1", "hosts at most"),
                    to_text(capacity.hostable, units::MW), capacity.hostable_racks, capacity.hostable_units);
  } else {
    text += fmt::format("{} on these questions: {} of this deployment", paint("1;33", "depends"),
                        hostable_text(capacity.hostable, capacity.at_best));
  }
  if (capacity.stops.empty()) return text + "; nothing was found to stop it\n";
  const auto& stop = capacity.stops.front();
  text +=
      fmt::format("; one rack more {} {} ({}{})", stop.status == Status::fail ? "fails" : "is left open by",
                  stop.id(), figures(stop), stop.state.empty() ? "" : " in " + stop.state);
  if (!stop.reason.empty()) text += ": " + printable(stop.reason);
  const bool is_doubtful = !capacity.is_confirmed && capacity.questions.empty();
  return text + (is_doubtful ? "; a rack fewer or more answers otherwise, see the notes" : "") + "\n";
}

}  // namespace shellfit::reports
