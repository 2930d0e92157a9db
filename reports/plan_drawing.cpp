#include "reports/plan_drawing.hpp"

#include "documents/document.hpp"
#include "layout/floor_plan.hpp"
#include "studies/fit_out.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace shellfit::reports {

namespace {

using documents::escape_xml;

double metres(geometry::Coordinate coordinate) { return geometry::to_length(coordinate).in_si(); }

std::string mm(double value) { return svg_number(value); }

/// What a reader is told of each item.
class ItemTexts {
 public:
  ItemTexts(const site::Study& study, const studies::Evaluation& evaluation)
      : study_(study), evaluation_(evaluation) {
    for (std::size_t i = 0; i < evaluation.plan.racks.size(); ++i)
      racks_.emplace(evaluation.plan.racks[i].id.text(), i);
    for (const auto& group : evaluation.plan.cooling.cdu_groups) {
      for (const int rack : group.racks) groups_.emplace(static_cast<std::size_t>(rack), group.id);
    }
  }

  std::string of(const layout::Item& item) const {
    const auto rack = racks_.find(item.id.text());
    const auto size = fmt::format("{} x {} x {} m", number_text(item.width.in_si()),
                                  number_text(item.depth.in_si()), number_text(item.height.in_si()));
    const auto mass = item.mass.is_missing() ? std::string("mass unknown") : to_text(item.mass);
    if (rack == racks_.end()) return fmt::format("{}, {}, {}", item.type, size, mass);
    const auto& one = evaluation_.plan.racks[rack->second];
    auto text = fmt::format("{}, {} at TDP, unit {}", item.type, to_text(one.tdp), one.unit + 1);
    if (one.liquid.in_si() > 0.0) {
      const auto need = studies::coolant_need(study_.catalog.get(one.type), study_.basis.liquid.supply);
      text += fmt::format("; {} to liquid, {} of coolant at {}", to_text(one.liquid),
                          to_text(need.flow, units::L_per_min), to_text(study_.basis.liquid.supply));
      const auto group = groups_.find(rack->second);
      if (group != groups_.end()) text += " from " + group->second;
    }
    text += fmt::format("; {} to air, {}", to_text(one.air), to_text(studies::rack_airflow(study_, one)));
    const auto& power = evaluation_.plan.power;
    const int outlet = power.rack_outlet.empty() ? -1 : power.rack_outlet[rack->second];
    if (outlet >= 0) text += "; fed by " + power.one_line.outlets[static_cast<std::size_t>(outlet)].id.text();
    return text + "; " + size + ", " + mass;
  }

 private:
  const site::Study& study_;
  const studies::Evaluation& evaluation_;
  std::map<std::string, std::size_t> racks_;
  std::map<std::size_t, std::string> groups_;
};

struct Extent {
  double left = std::numeric_limits<double>::infinity(), right = -left, bottom = left, top = -left;
  void add(const geometry::Box& box) {
    left = std::min(left, metres(box.left));
    right = std::max(right, metres(box.right));
    bottom = std::min(bottom, metres(box.bottom));
    top = std::max(top, metres(box.top));
  }
};

class PlanWriter {
 public:
  PlanWriter(const site::Study& study, const studies::Evaluation& evaluation, int level)
      : study_(study), evaluation_(evaluation), level_(level), texts_(study, evaluation) {
    for (const auto& space : study.shell.spaces) {
      if (space.level == level) extent_.add(geometry::bounding_box(site::outline_of(space)));
    }
  }

  Drawing write() {
    drawing_.title = level_ == 0 ? "Ground" : fmt::format("Storey {}", level_);
    drawing_.sort = "plan";
    drawing_.most_px_per_unit = 24.0;
    constexpr double border_m = 3.0;
    drawing_.left = drawing_.top = -border_m;
    drawing_.width = extent_.right - extent_.left + 2 * border_m;
    drawing_.height = extent_.top - extent_.bottom + 2 * border_m + 3.0;
    write_spaces();
    write_items();
    write_labels();
    write_scale(drawing_.height - border_m - 1.0);
    drawing_.body = std::move(svg_);
    return std::move(drawing_);
  }

 private:
  double x(double metre) const { return metre - extent_.left; }
  double y(double metre) const { return extent_.top - metre; }

  std::string box_path(const geometry::Box& box) const {
    return fmt::format("M{} {}h{}v{}h-{}z", mm(x(metres(box.left))), mm(y(metres(box.top))),
                       mm(metres(box.width())), mm(metres(box.height())), mm(metres(box.width())));
  }

  void write_spaces() {
    for (const auto& space : study_.shell.spaces) {
      if (space.level != level_) continue;
      const auto outline = site::outline_of(space);
      std::string path;
      for (const auto& corner : outline.corners)
        path += fmt::format("{}{} {}", path.empty() ? "M" : "L", mm(x(metres(corner.x))),
                            mm(y(metres(corner.y))));
      const char* use = space.use == site::Space::Use::white  ? "white"
                        : space.use == site::Space::Use::grey ? "grey"
                                                              : "yard";
      svg_ += fmt::format("<path class=\"space {}\" d=\"{}z\"/>\n", use, path);
      std::string columns;
      std::string kept_free;
      for (const auto& blocker : site::blockers_of(space))
        (blocker.reason == "column" ? columns : kept_free) += box_path(blocker.box);
      if (!kept_free.empty()) svg_ += fmt::format("<path class=\"keep-out\" d=\"{}\"/>\n", kept_free);
      if (!columns.empty()) svg_ += fmt::format("<path class=\"column\" d=\"{}\"/>\n", columns);
    }
  }

  /// Names last, over what stands there.
  void write_labels() {
    for (const auto& space : study_.shell.spaces) {
      if (space.level != level_) continue;
      const auto bounds = geometry::bounding_box(site::outline_of(space));
      const auto& name = space.name.empty() ? space.id.text() : space.name;
      svg_ +=
          fmt::format("<text class=\"label\" x=\"{}\" y=\"{}\">{}</text>\n", mm(x(metres(bounds.left)) + 0.4),
                      mm(y(metres(bounds.top)) + 1.5), escape_xml(name));
    }
  }

  void write_items() {
    std::map<std::string, std::string> paths;  // by kind
    std::string fronts;
    std::map<std::string, const layout::PlacedItem*> placed;
    for (const auto& one : evaluation_.layout.placed) placed.emplace(one.id.text(), &one);
    for (const auto* items : {&evaluation_.placement.plant, &evaluation_.placement.racks}) {
      for (const auto& item : *items) {
        const auto found = placed.find(item.id.text());
        if (found == placed.end() || found->second->level != level_) continue;
        const auto& one = *found->second;
        const std::string kind(layout::kind_word(item.kind));
        paths[kind] += box_path(one.box);
        if (item.kind == layout::ItemKind::rack) fronts += front_line(one);
        drawing_.items.push_back({item.id.text(), kind, texts_.of(item), x(metres(one.box.left)),
                                  y(metres(one.box.top)), x(metres(one.box.right)),
                                  y(metres(one.box.bottom))});
      }
    }
    for (const auto& [kind, path] : paths)
      svg_ += fmt::format("<path class=\"item {}\" d=\"{}\"/>\n", kind, path);
    if (!fronts.empty()) svg_ += fmt::format("<path class=\"front\" d=\"{}\"/>\n", fronts);
  }

  /// A line along the front of a rack, so that cold aisles can be told from hot ones.
  std::string front_line(const layout::PlacedItem& one) const {
    const double left = x(metres(one.box.left));
    const double right = x(metres(one.box.right));
    const double top = y(metres(one.box.top));
    const double bottom = y(metres(one.box.bottom));
    switch (one.facing) {
      case layout::Facing::south:
        return fmt::format("M{} {}H{}", mm(left), mm(bottom), mm(right));
      case layout::Facing::north:
        return fmt::format("M{} {}H{}", mm(left), mm(top), mm(right));
      case layout::Facing::west:
        return fmt::format("M{} {}V{}", mm(left), mm(top), mm(bottom));
      case layout::Facing::east:
        return fmt::format("M{} {}V{}", mm(right), mm(top), mm(bottom));
    }
    return "";
  }

  void write_scale(double at) {
    svg_ += fmt::format(
        "<path class=\"scale\" d=\"M0 {0}h10m-10 -.4v.8m5 -.8v.8m5 -.8v.8\"/><text class=\"scale-text\" "
        "x=\"0\" y=\"{1}\">0</text><text class=\"scale-text\" x=\"5\" y=\"{1}\">5</text><text "
        "class=\"scale-text\" x=\"10\" y=\"{1}\">10 m</text>\n",
        mm(at), mm(at - 0.7));
    const double right = extent_.right - extent_.left;
    svg_ += fmt::format(
        "<path class=\"scale\" d=\"M{0} {1}v-2.4l-.5 .9m.5 -.9l.5 .9\"/><text class=\"scale-text\" x=\"{2}\" "
        "y=\"{1}\">N</text>\n",
        mm(right), mm(at), mm(right - 1.6));
  }

  const site::Study& study_;
  const studies::Evaluation& evaluation_;
  int level_;
  ItemTexts texts_;
  Extent extent_;
  std::string svg_;
  Drawing drawing_;
};

}  // namespace

std::vector<Drawing> draw_plans(const site::Study& study, const studies::Evaluation& evaluation) {
  std::vector<int> levels;
  for (const auto& space : study.shell.spaces) levels.push_back(space.level);
  std::sort(levels.begin(), levels.end());
  levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
  std::vector<Drawing> drawings;
  for (const int level : levels) drawings.push_back(PlanWriter(study, evaluation, level).write());
  return drawings;
}

}  // namespace shellfit::reports
