#include "reports/html_report.hpp"

#include "base/unit_text.hpp"
#include "documents/document.hpp"
#include "reports/assets.hpp"
#include "reports/json_report.hpp"
#include "reports/loop_drawing.hpp"
#include "reports/one_line_drawing.hpp"
#include "reports/plan_drawing.hpp"
#include "reports/text_report.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <set>

namespace shellfit::reports {

namespace {

using studies::Check;
using studies::Status;

std::string e(std::string_view text) { return documents::escape_xml(text); }

/// JSON that may stand inside a script element: nothing in it can end the element or start a comment.
std::string script_safe(const std::string& json) {
  std::string safe;
  for (const char c : json) {
    if (c == '<') {
      safe += "\\u003c";
    } else if (c == '>') {
      safe += "\\u003e";
    } else if (c == '&') {
      safe += "\\u0026";
    } else {
      safe += c;
    }
  }
  return safe;
}

class HtmlWriter {
 public:
  HtmlWriter(const site::Study& study, const studies::Verdict& verdict, const studies::Evaluation& evaluation,
             const std::string& command)
      : study_(study), verdict_(verdict), evaluation_(evaluation), command_(command) {}

  std::string write() {
    const auto name = study_.name.empty() ? study_.id : study_.name;
    out_ =
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
        "content=\"width=device-width, initial-scale=1\">\n";
    out_ += fmt::format("<title>{}: {}</title>\n<style>\n{}{}</style>\n</head>\n<body>\n<main>\n", e(name),
                        studies::outcome_word(verdict_.outcome), asset("drawing.css"), asset("report.css"));
    out_ += fmt::format("<h1>{}</h1>\n<p class=\"soft\">{}: {} in {}, under {}</p>\n", e(name), e(study_.id),
                        e(study_.deployment.name), e(study_.shell.name), e(study_.basis.name));
    drawing_data_ = nlohmann::json::array();
    write_verdict();
    write_plans();
    write_diagrams();
    write_fit_out();
    write_checks();
    write_as_is();
    list("questions", "Questions to ask", verdict_.questions, "Nothing that decides is unknown.");
    list("assumptions", "Assumptions", verdict_.assumptions, "None.");
    list("notes", "Notes, and what was not judged", verdict_.notes, "None.");
    write_sources();
    write_inputs();
    out_ += "</main>\n";
    out_ += fmt::format(
        "<script type=\"application/json\" "
        "id=\"drawing-data\">{}</script>\n<script>\n{}</script>\n</body>\n</html>\n",
        script_safe(drawing_data_.dump()), asset("report.js"));
    return std::move(out_);
  }

 private:
  void write_verdict() {
    const auto word = studies::outcome_word(verdict_.outcome);
    const auto requested = to_text(verdict_.requested, units::MW);
    const auto hostable = hostable_text(verdict_.with_fit_out.hostable, verdict_.with_fit_out.at_best);
    const auto sentence = verdict_.outcome == studies::Outcome::hosts ? fmt::format("Hosts {}", requested)
                          : verdict_.outcome == studies::Outcome::does_not_host
                              ? fmt::format("Does not host {}; hosts {}", requested, hostable)
                              : fmt::format("It depends whether it hosts {}", requested);
    out_ += fmt::format(
        "<section class=\"verdict {}\" id=\"verdict\"><b>{}</b>{}</section>\n<div class=\"numbers\">\n", word,
        sentence, e(verdict_.reason));
    const auto figure = [&](std::string_view label, const std::string& value) {
      out_ += fmt::format("<div><b>{}</b>{}</div>\n", e(value), e(label));
    };
    figure("asked, IT", requested);
    figure(fmt::format("hostable with the fit-out: {} racks, {} whole units",
                       verdict_.with_fit_out.hostable_racks, verdict_.with_fit_out.hostable_units),
           hostable);
    figure("hostable as is", hostable_text(verdict_.as_is.hostable, verdict_.as_is.at_best));
    if (verdict_.hostable_upper < verdict_.requested)
      figure("proven: no layout and no feed carries more", to_text(verdict_.hostable_upper, units::MW));
    figure("at the POI " + poi_label(verdict_), poi_text(verdict_));
    if (verdict_.it_w_by_space.size() > 1)
      for (const auto& [space, watts] : verdict_.it_w_by_space)
        figure("in " + space, to_text(RealPower::from_si(watts), units::MW));
    out_ += "</div>\n";
    if (verdict_.rivals.empty()) return;
    out_ +=
        "<h2 id=\"rivals\">If another published figure "
        "counts</h2>\n<table><thead><tr><th>Figure</th><th>Asked</th><th>Verdict</th><th>Fails, "
        "by margin</th></tr></thead><tbody>\n";
    for (const auto& rival : verdict_.rivals) {
      out_ += fmt::format("<tr><td>{}</td><td class=\"n\">{}</td><td>{}</td><td>{}</td></tr>\n",
                          e(rival.figure), to_text(rival.requested, units::MW),
                          studies::outcome_word(rival.outcome), e(rival.first_limit));
    }
    out_ += "</tbody></table>\n";
  }

  void write_plans() {
    out_ +=
        "<h2 id=\"plan\">Plan</h2>\n<p class=\"soft\">To scale. What the fit-out adds, and the racks; the "
        "yellow line is a rack's front. Plant that is there already is not drawn.</p>\n";
    std::set<std::string> kinds;
    const auto drawings = draw_plans(study_, evaluation_);
    for (const auto& drawing : drawings) {
      for (const auto& item : drawing.items) kinds.insert(item.kind);
    }
    out_ += "<div class=\"legend\">";
    for (const auto& kind : kinds)
      out_ += fmt::format(
          "<span><svg width=\"11\" height=\"11\" aria-hidden=\"true\"><rect class=\"{0}\" width=\"11\" "
          "height=\"11\"/></svg> {0}</span>",
          kind);
    out_ += "</div>\n";
    for (const auto& drawing : drawings) write_drawing(drawing);
  }

  void write_diagrams() {
    out_ +=
        "<h2 id=\"one-line\">One-line</h2>\n<p class=\"soft\">Blue is what the fit-out adds, red an "
        "element of which a check fails; percentages are of what the element may carry, in the state that "
        "asks most of "
        "it.</p>\n";
    const auto one_line = draw_one_line(study_, evaluation_);
    if (one_line) {
      write_drawing(*one_line);
    } else {
      out_ += "<p>No power plant is known.</p>\n";
    }
    out_ += "<h2 id=\"loops\">Cooling loops</h2>\n";
    const auto loops = draw_loops(evaluation_);
    for (const auto& loop : loops) write_drawing(loop);
    for (const auto& walls : evaluation_.plan.cooling.evaporative_walls)
      out_ += fmt::format("<p>Evaporative walls of {}, without a loop: {} x {}</p>\n", e(walls.space.text()),
                          walls.count, e(walls.type.text()));
    if (loops.empty() && evaluation_.plan.cooling.evaporative_walls.empty())
      out_ += "<p>No cooling plant is known.</p>\n";
  }

  /// The frame that the script enhances, and what it tells of the items.
  void write_drawing(const Drawing& drawing) {
    auto items = nlohmann::json::array();
    for (const auto& item : drawing.items)
      items.push_back({item.id, item.kind, item.text, item.left, item.top, item.right, item.bottom});
    drawing_data_.push_back(std::move(items));
    out_ += fmt::format(
        "<section>\n<div class=\"tools\" hidden><b>{}</b><button data-do=\"in\" aria-label=\"zoom "
        "in\">+</button><button data-do=\"out\" aria-label=\"zoom out\">-</button><button "
        "data-do=\"all\">all</button>"
        "<span class=\"soft\">wheel or + - to zoom, drag or arrows to move, n and p to step through the "
        "items</span></div>\n<div class=\"frame\" tabindex=\"0\">\n{}</div>\n<p class=\"tip soft\" "
        "aria-live=\"polite\">Point at a thing for its figures.</p>\n</section>\n",
        e(drawing.title), svg_element(drawing));
  }

  void write_fit_out() {
    out_ += "<h2 id=\"fit-out\">Fit-out</h2>\n";
    if (verdict_.additions.empty()) {
      out_ += "<p>Nothing is added.</p>\n";
      return;
    }
    out_ += "<table><thead><tr><th>Kind</th><th>Type</th><th>Count</th></tr></thead><tbody>\n";
    for (const auto& addition : verdict_.additions)
      out_ += fmt::format("<tr><td>{}</td><td>{}</td><td class=\"n\">{}</td></tr>\n", e(addition.kind),
                          e(addition.type), addition.count);
    out_ += "</tbody></table>\n";
  }

  static std::string bar(const Check& check) {
    if (!check.margin_rel) return "";
    const double margin = std::clamp(*check.margin_rel, -1.0, 1.0);
    return fmt::format("<span class=\"margin\"><i style=\"left:{:.1f}%;width:{:.1f}%\"></i></span>",
                       margin < 0 ? 50.0 + 50.0 * margin : 50.0, 50.0 * std::fabs(margin));
  }

  void write_check_rows(const std::vector<Check>& checks) {
    for (const auto& check : checks) {
      const auto& info = studies::info_of(check.kind);
      const auto figure = [&](const std::optional<double>& value) {
        return value ? number_text(*value) : std::string{};
      };
      out_ += fmt::format(
          "<tr class=\"{}\"><td class=\"s\">{}</td><td>{}<small>{}</small></td><td class=\"n\">{}</td><td "
          "class=\"n\">{}</td><td>{}</td><td class=\"n\">{}</td><td>{}</td><td>{}</td></tr>\n",
          studies::status_word(check.status), studies::status_word(check.status), e(check.id()),
          e(info.title), figure(check.demand), figure(check.capacity), e(info.unit), e(margin_text(check)),
          bar(check), details(check));
    }
  }

  static std::string details(const Check& check) {
    std::string text = e(check.state);
    const auto add = [&](const std::string& more) {
      if (!more.empty()) text += "<small>" + e(more) + "</small>";
    };
    add(check.reason);
    add(check.basis);
    if (!check.weak.empty()) add(fmt::format("hangs on {}", fmt::join(check.weak, ", ")));
    if (check.hostable_mw) add(fmt::format("alone it would stop at {} MW", number_text(*check.hostable_mw)));
    return text;
  }

  static constexpr std::string_view check_head =
      "<thead><tr><th>Status</th><th>Check</th><th>Demand</th><th>Capacity</th><th>Unit</th><th>Margin</"
      "th><th></th><th>State, reason, basis</th></tr></thead><tbody>\n";

  void write_checks() {
    out_ +=
        "<h2 id=\"checks-title\">Checks, with the fit-out</h2>\n<p>" + e(margin_legend) +
        "</p>\n<div class=\"tools\" hidden><label>Find "
        "<input id=\"check-search\" type=\"search\"></label><label>Status <select "
        "id=\"check-status\"><option "
        "value=\"\">all</option><option>fail</option><option>unknown</option><option>pass</option></select></"
        "label><span id=\"check-shown\" class=\"soft\"></span></div>\n";
    out_ += fmt::format("<table id=\"checks\">{}", check_head);
    write_check_rows(verdict_.with_fit_out.checks);
    out_ += "</tbody></table>\n";
  }

  void write_as_is() {
    out_ += "<h2 id=\"as-is\">As is: what fails without the fit-out</h2>\n";
    std::vector<Check> failing;
    std::copy_if(verdict_.as_is.checks.begin(), verdict_.as_is.checks.end(), std::back_inserter(failing),
                 [](const Check& check) { return check.status != Status::pass; });
    if (failing.empty()) {
      out_ += "<p>Nothing fails.</p>\n";
      return;
    }
    out_ += fmt::format("<table>{}", check_head);
    write_check_rows(failing);
    out_ += "</tbody></table>\n";
  }

  void list(std::string_view id, std::string_view title, const std::vector<std::string>& lines,
            std::string_view none) {
    out_ += fmt::format("<h2 id=\"{}\">{}</h2>\n", id, title);
    if (lines.empty()) {
      out_ += fmt::format("<p>{}</p>\n", none);
      return;
    }
    out_ += "<ul>\n";
    for (const auto& line : lines) out_ += fmt::format("<li>{}</li>\n", e(line));
    out_ += "</ul>\n";
  }

  /// Types that the study uses, with each figure, its source and its rivals.
  void write_sources() {
    std::set<std::string> used;
    for (const auto* items : {&evaluation_.placement.plant, &evaluation_.placement.racks}) {
      for (const auto& item : *items) used.insert(item.type);
    }
    const auto& line = evaluation_.plan.power.one_line;
    const auto use_types = [&](const auto& list) {
      for (const auto& one : list) used.insert(one.type.text());
    };
    use_types(line.transformers);
    use_types(line.generators);
    use_types(line.upses);
    use_types(line.cables);
    for (const auto& one : line.boards) {
      if (one.type) used.insert(one.type->text());
    }
    for (const auto& busway : study_.basis.scope.busways) used.insert(busway.text());
    out_ += "<h2 id=\"sources\">Figures and sources</h2>\n";
    for (const auto& id : used) {
      for (const auto& sheet : catalogs::show_types(study_.catalog, id)) {
        out_ += fmt::format(
            "<details><summary>{} {} <span "
            "class=\"soft\">{}</span></summary><table><thead><tr><th>Figure</th><th>Value</th><th>Kind</"
            "th><th>Source</th></tr></thead><tbody>\n",
            e(sheet.entry.kind), e(id), e(sheet.entry.name));
        for (const auto& row : sheet.rows) {
          const auto source = study_.catalog.sources().find(row.provenance.source);
          out_ += fmt::format(
              "<tr><td>{}{}</td><td>{}</td><td>{}</td><td>{}{}</td></tr>\n", e(row.name),
              row.is_rival ? " <span class=\"soft\">(rival)</span>" : "", e(row.value),
              catalogs::evidence_text(row.provenance.evidence),
              e(source == study_.catalog.sources().end() ? row.provenance.source : source->second.title),
              row.provenance.note.empty() ? "" : "<small>" + e(row.provenance.note) + "</small>");
        }
        out_ += "</tbody></table></details>\n";
      }
    }
  }

  void write_inputs() {
    const auto& sizes = verdict_.sizes;
    out_ += fmt::format(
        "<h2 id=\"inputs\">Inputs</h2>\n<p>Command: <code>{}</code></p>\n<p>Study hash: <code>{}</code>, "
        "shellfit {}</p>\n<p class=\"soft\">{} racks, {} buses, {} branches, {} nodes and {} links of the "
        "loops, {} states, {} of "
        "them with cooling of their own, {} load flows.</p>\n",
        e(command_), studies::study_hash(study_), version(), sizes.racks, sizes.buses, sizes.branches,
        sizes.nodes, sizes.links, sizes.states, sizes.thermal_solves, sizes.load_flows);
  }

  const site::Study& study_;
  const studies::Verdict& verdict_;
  const studies::Evaluation& evaluation_;
  const std::string& command_;
  std::string out_;
  nlohmann::json drawing_data_;
};

}  // namespace

std::string verdict_html(const site::Study& study, const studies::Verdict& verdict,
                         const studies::Evaluation& evaluation, const std::string& command) {
  return HtmlWriter(study, verdict, evaluation, command).write();
}

}  // namespace shellfit::reports
