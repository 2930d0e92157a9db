#include "reports/loop_drawing.hpp"

#include "documents/document.hpp"
#include "reports/check_marks.hpp"
#include "reports/loop_ladder.hpp"

#include <fmt/format.h>

#include <array>

namespace shellfit::reports {

namespace {

using site::Role;
using studies::CheckKind;

constexpr std::array machine_kinds{CheckKind::cdu_duty, CheckKind::cdu_flow, CheckKind::air_heat};
constexpr double symbol_half = 26.0;
constexpr double first_bar = 60.0;  // names of bars further left would leave the sheet

std::string n(double value) { return svg_number(value); }

class LoopWriter {
 public:
  LoopWriter(const studies::Evaluation& evaluation, const studies::LoopPlan& loop)
      : evaluation_(evaluation),
        loop_(loop),
        serves_(loop.serves == site::LoopServes::liquid ? "liquid"
                : loop.serves == site::LoopServes::air  ? "air"
                                                        : "plant"),
        ladder_(arrange(evaluation.plan.cooling, loop)),
        marks_(evaluation.checks) {}

  Drawing write() {
    drawing_.title = fmt::format("Loop {}, {}", loop_.id, serves_);
    drawing_.sort = "loop";
    drawing_.width = ladder_.width;
    drawing_.height = ladder_.height;
    write_heading();
    for (const auto& one : ladder_.returns) write_return(one);
    for (const auto& bar : ladder_.bars) {
      write_bar(bar);
      const bool is_first = bar.x < first_bar;
      svg_.text(is_first ? "soft" : "soft middle", is_first ? bar.x - 4.0 : bar.x, bar.top - 16.0,
                bar.id.text());
    }
    for (const auto& one : ladder_.returns) write_bar(one.bar);
    for (const auto& rung : ladder_.rungs) rung.role == Role::uses ? write_user(rung) : write_rung(rung);
    drawing_.body = svg_.take();
    return std::move(drawing_);
  }

 private:
  /// Between two bars; what it crosses on its way is bridged.
  void wire(double from, double to, double y) {
    const double inset = from < to ? 3.0 : -3.0;
    const auto path = fmt::format("M{} {}H{}", n(from + inset), n(y), n(to - inset));
    svg_.add(fmt::format("<path class=\"bridge\" d=\"{0}\"/><path class=\"wire\" d=\"{0}\"/>\n", path));
  }

  void write_heading() {
    auto words = fmt::format("{}: {} at design", loop_.id, to_text(loop_.design_flow, units::L_per_min));
    const auto pumps = marks_.use(loop_.id, CheckKind::loop_pump);
    const auto heat = marks_.use(serves_, CheckKind::heat_rejection);
    if (!pumps.empty())
      words += (loop_.piping.pumps.empty() ? ", pressure at its flange " : ", its pumps at ") + pumps;
    if (!heat.empty()) words += ", its heat rejection at " + heat;
    words += supply_text();
    const bool fails = marks_.status(loop_.id) == "fail" || marks_.status(serves_) == "fail";
    svg_.text(fails ? "name fail" : "name", 16.0, 20.0, words);
  }

  /// How warm the water of a loop that serves plant gets.
  [[nodiscard]] std::string supply_text() const {
    for (const auto& check : evaluation_.checks) {
      if (check.kind == CheckKind::plant_supply && check.element == loop_.id && check.demand &&
          check.capacity)
        return fmt::format(", up to {:.1f} of {:.1f} degC", *check.demand, *check.capacity);
    }
    return {};
  }

  void write_bar(const HeaderBar& bar) {
    svg_.add(fmt::format("<path class=\"bar\" d=\"M{} {}V{}\"/>\n", n(bar.x), n(bar.top), n(bar.bottom)));
    drawing_.items.push_back({bar.id.text(), "header", "", bar.x - 4.0, bar.top, bar.x + 4.0, bar.bottom});
  }

  void write_return(const LoopLadder::Return& one) {
    wire(one.bar.x, ladder_.bar(one.bar.id).x, one.lane);
    svg_.text("soft", one.bar.x + 8.0, one.lane + 3.0, one.bar.id.text());
  }

  [[nodiscard]] std::string css_of(const Rung& rung) const {
    std::string_view status;
    auto ids = rung.ids;
    if (rung.role == Role::offers) ids.insert(ids.end(), {loop_.id, serves_});
    for (const auto& id : ids) {
      const auto one = marks_.status(id);
      if (one == "fail" || status.empty()) status = one;
    }
    return fmt::format("{} {}", rung.is_installed ? "installed" : "added", status);
  }

  /// "4 x fws.pump.1…4"
  [[nodiscard]] static std::string name_of(const Rung& rung) {
    const auto& first = rung.ids.front();
    const auto& last = rung.ids.back();
    if (rung.ids.size() == 1) return first;
    const auto stem = first.rfind('.');
    const bool is_series = stem != std::string::npos && last.compare(0, stem + 1, first, 0, stem + 1) == 0;
    return fmt::format("{} x {}…{}", rung.ids.size(), first, is_series ? last.substr(stem + 1) : last);
  }
  [[nodiscard]] static std::string standby_text(const Rung& rung) {
    return rung.standby > 0 ? fmt::format(", {} standby", rung.standby) : std::string{};
  }

  void point_at(const Rung& rung, double left, double right, const std::string& more) {
    auto words = rung.type.empty() ? more : more.empty() ? rung.type : rung.type + ", " + more;
    for (const auto& id : rung.ids) {
      const auto said = marks_.sentences(id);
      if (!said.empty()) words += "; " + id + ": " + said.substr(2);
    }
    drawing_.items.push_back({name_of(rung), rung.kind, words, left, rung.y - 14.0, right, rung.y + 14.0});
  }

  void write_symbol(const Rung& rung, double x) {
    const auto css = css_of(rung);
    const auto path = [&](const std::string& d) {
      svg_.add(fmt::format("<path class=\"symbol {}\" d=\"{}\"/>\n", css, d));
    };
    const double y = rung.y;
    if (rung.kind == "pump") {
      path(fmt::format("M{0} {1}a12 12 0 1 0 24 0a12 12 0 1 0 -24 0zM{2} {3}L{4} {1}L{2} {5}", n(x - 12.0),
                       n(y), n(x - 5.0), n(y - 11.0), n(x + 12.0), n(y + 11.0)));
    } else if (rung.kind == "valve") {
      path(fmt::format("M{0} {1}v14l20 -14v14z", n(x - 10.0), n(y - 7.0)));
    } else if (rung.kind != "pipe" && rung.kind != "decoupler") {
      path(fmt::format("M{} {}h{}v24h-{}z", n(x - symbol_half), n(y - 12.0), n(2.0 * symbol_half),
                       n(2.0 * symbol_half)));
      svg_.text("inside", x, y + 3.5, rung.kind);
    }
  }

  void write_rung(const Rung& rung) {
    const double from = ladder_.bar(rung.from).x;
    const double to = ladder_.bar(rung.to).x;
    const double x = (from + to) / 2.0;
    wire(from, to, rung.y);
    write_symbol(rung, x);
    const bool is_line = rung.kind == "pipe" || rung.kind == "decoupler";
    const double left = std::min(from, to) + 6.0;
    svg_.text("name " + css_of(rung), left, rung.y - (is_line ? 5.0 : 17.0), name_of(rung));
    auto below = is_line ? run_text(rung) : rung.type + standby_text(rung);
    if (rung.role == Role::offers) below = offered_text();
    svg_.text("soft", left, rung.y + (is_line ? 12.0 : 24.0), below);
    point_at(rung, x - symbol_half, x + symbol_half, rung.role == Role::offers ? below : std::string{});
  }

  /// A pipe as it was sized.
  [[nodiscard]] std::string run_text(const Rung& rung) const {
    for (const auto& run : evaluation_.runs) {
      if (run.id == rung.ids.front()) return fmt::format("{}, {}", run.type, to_text(run.length));
    }
    return rung.type.empty() ? rung.kind : rung.type;
  }

  [[nodiscard]] std::string offered_text() const {
    const auto& water = loop_.piping.offered->water;
    auto words = fmt::format("{} at {}", to_text(water.flow), to_text(water.supply));
    if (loop_.piping.mixing) words += ", mixed";
    return words;
  }

  /// Water in from the supply over the return's bar, out to the return; on the right what is cooled.
  void write_user(const Rung& rung) {
    const double supply = ladder_.bar(rung.from).x;
    double back = supply;
    for (const auto& one : ladder_.returns) {
      if (one.bar.id == rung.to) back = one.bar.x;
    }
    const double x = ladder_.users_x;
    const double cooled = x + 92.0;
    wire(supply, x - symbol_half + 3.0, rung.y - 7.0);
    wire(back, x - symbol_half + 3.0, rung.y + 7.0);
    wire(x + symbol_half - 3.0, cooled + 3.0, rung.y - 7.0);
    wire(x + symbol_half - 3.0, cooled + 3.0, rung.y + 7.0);
    write_symbol(rung, x);
    const auto status = rung.group < 0 ? marks_.status(rung.space) : std::string_view{};
    svg_.add(fmt::format("<path class=\"symbol load {}\" d=\"M{} {}h60v24h-60z\"/>\n", status, n(cooled),
                         n(rung.y - 12.0)));
    const auto cooled_text = what_it_cools(rung);
    svg_.text("inside", cooled + 30.0, rung.y + 3.5,
              rung.group >= 0      ? "racks"
              : rung.cools.empty() ? "air"
                                   : "water");
    svg_.text("soft", cooled + 68.0, rung.y - 2.0, cooled_text.first);
    svg_.text(fmt::format("soft {}", status), cooled + 68.0, rung.y + 10.0, cooled_text.second);
    svg_.text("name " + css_of(rung), x - symbol_half, rung.y - 17.0, name_of(rung));
    svg_.text("soft " + css_of(rung), x - symbol_half, rung.y + 24.0,
              rung.type + standby_text(rung) + most_used(rung));
    point_at(rung, x - symbol_half, cooled + 60.0, cooled_text.first + ", " + cooled_text.second);
  }

  /// What its checks say, the first that fails before the first that has a figure.
  [[nodiscard]] std::string most_used(const Rung& rung) const {
    for (const auto& id : rung.ids) {
      const auto failing = marks_.failing(id);
      if (!failing.empty()) return ", " + failing;
    }
    for (const auto& id : rung.ids) {
      const auto use = marks_.use(id, machine_kinds);
      if (!use.empty()) return ", " + use + " used";
    }
    return "";
  }

  [[nodiscard]] std::pair<std::string, std::string> what_it_cools(const Rung& rung) const {
    if (!rung.cools.empty()) return {"loop " + rung.cools, ""};
    if (rung.group < 0) {
      const auto failing = marks_.failing(rung.space);
      const auto use = marks_.use(rung.space, CheckKind::air_heat);
      return {rung.space, !failing.empty() ? failing : use.empty() ? use : use + " of its air cooling"};
    }
    const auto& group = evaluation_.plan.cooling.cdu_groups[static_cast<std::size_t>(rung.group)];
    double watts = 0.0;
    for (const int rack : group.racks)
      watts += evaluation_.plan.racks[static_cast<std::size_t>(rack)].liquid.in_si();
    return {group.racks.empty() ? "shut off" : fmt::format("{} racks of {}", group.racks.size(), group.id),
            fmt::format("{} to liquid", to_text(RealPower::from_si(watts), units::MW))};
  }

  const studies::Evaluation& evaluation_;
  const studies::LoopPlan& loop_;
  std::string serves_;
  LoopLadder ladder_;
  CheckMarks marks_;
  SvgBody svg_;
  Drawing drawing_;
};

}  // namespace

std::vector<Drawing> draw_loops(const studies::Evaluation& evaluation) {
  std::vector<Drawing> drawings;
  const auto& cooling = evaluation.plan.cooling;
  if (cooling.liquid_loop) drawings.push_back(LoopWriter(evaluation, *cooling.liquid_loop).write());
  if (cooling.air_loop) drawings.push_back(LoopWriter(evaluation, *cooling.air_loop).write());
  for (const auto& loop : cooling.plant_loops) drawings.push_back(LoopWriter(evaluation, loop).write());
  return drawings;
}

}  // namespace shellfit::reports
