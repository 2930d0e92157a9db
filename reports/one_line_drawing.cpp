#include "reports/one_line_drawing.hpp"

#include "documents/document.hpp"
#include "reports/check_marks.hpp"
#include "reports/one_line_bays.hpp"
#include "studies/outlet_capacity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace shellfit::reports {

namespace {

using studies::CheckKind;
using What = Bay::What;

constexpr std::size_t most_letters = 19;  // that fit a column
constexpr double symbol_half = 16.0;

std::string shortened(const std::string& text) {
  return text.size() <= most_letters ? text : text.substr(0, most_letters - 1) + "…";
}

std::string n(double value) { return svg_number(value); }

template <class Q>
std::string rating_text(const catalogs::Figure<Q>& figure, Unit<typename Q::kind> unit) {
  return figure.is_known() ? to_text(figure.value(), unit) : "rating unknown";
}

/// What is written beside an element, and told when it is pointed at.
struct Words {
  std::string id, kind;
  std::string symbol_text;  ///< inside the symbol
  std::string rating, use;  ///< second and third line
  std::string more;
  bool is_installed = true;
  std::string side;  ///< " A" of two feeds
};

class OneLineWriter {
 public:
  OneLineWriter(const site::Study& study, const studies::Evaluation& evaluation)
      : study_(study),
        evaluation_(evaluation),
        line_(evaluation.plan.power.one_line),
        bays_(arrange(line_, static_cast<int>(evaluation.plan.power.offers.size()))),
        marks_(evaluation.checks),
        voltages_(studies::board_voltages(study, evaluation.plan.power)) {}

  Drawing write() {
    drawing_.title = "One-line";
    drawing_.sort = "one-line";
    drawing_.width = bays_.width;
    drawing_.height = bays_.height;
    write_lanes();
    for (const auto& bay : bays_.bays) write_bay(bay);
    for (std::size_t b = 0; b < line_.boards.size(); ++b) write_bar(b);
    for (const auto& tie : bays_.ties) write_tie(tie);
    drawing_.body = svg_.take();
    return std::move(drawing_);
  }

 private:
  static std::size_t at(int index) { return static_cast<std::size_t>(index); }
  const catalogs::Catalog& catalog() const { return study_.catalog; }

  void wire(const std::string& path) { svg_.add(fmt::format("<path class=\"wire\" d=\"{}\"/>\n", path)); }

  std::string css_of(const Words& words) const {
    return fmt::format("{} {}", words.is_installed ? "installed" : "added", marks_.status(words.id));
  }

  void write_lanes() {
    for (const auto& one : bays_.second_inputs) {
      const double bar = bays_.bars[at(one.from)].y;
      double left = one.x;
      double right = one.x;
      std::string path = fmt::format("M{} {}V{}", n(one.x), n(bar), n(one.y));
      for (const int i : one.bays) {
        const auto& bay = bays_.bays[at(i)];
        const double input = bay.x + 8.0;
        left = std::min(left, input);
        right = std::max(right, input);
        path += fmt::format("M{} {}V{}", n(input), n(one.y), n(symbol_y(bay) - 9.0));
      }
      wire(path + fmt::format("M{} {}H{}", n(left), n(one.y), n(right)));
      svg_.text("soft", right + 4.0, one.y + 3.0, line_.boards[at(one.from)].id.text());
    }
    for (const auto& one : bays_.detours) {
      const auto& bay = bays_.bays[at(one.bay)];
      wire(fmt::format("M{} {}H{}V{}", n(bay.x), n(one.y), n(one.x_end), n(bays_.bars[at(bay.to)].y)));
    }
  }

  const Detour* detour_of(const Bay& bay) const {
    for (const auto& one : bays_.detours) {
      if (&bays_.bays[at(one.bay)] == &bay) return &one;
    }
    return nullptr;
  }

  double symbol_y(const Bay& bay) const {
    if (bay.what == What::outlet) return bays_.bars[at(bay.from)].y + 24.0;
    if (const auto* detour = detour_of(bay)) return detour->y - 30.0;
    return bays_.bars[at(bay.to)].y - symbol_drop;
  }

  void write_bay(const Bay& bay) {
    auto words = words_of(bay);
    const double y = symbol_y(bay);
    const auto* detour = detour_of(bay);
    const bool hangs = bay.what == What::outlet;
    // Down to the symbol, and on to the bar below it. The paper-coloured edge bridges the lanes.
    const double top = bay.from >= 0 ? bays_.bars[at(bay.from)].y : y - symbol_half - 10.0;
    const double bottom = hangs ? y : detour != nullptr ? detour->y : bays_.bars[at(bay.to)].y;
    const bool starts_here = bay.from < 0 && bay.what != What::transformer;
    const auto path = fmt::format("M{} {}V{}", n(bay.x), n(starts_here ? y : top), n(bottom));
    svg_.add(fmt::format("<path class=\"bridge\" d=\"{0}\"/><path class=\"wire {1}\" d=\"{0}\"/>\n", path,
                         css_of(words)));
    write_symbol(bay.what, words, bay.x, y);
    if (bay.elements.size() > 1) words.id = fmt::format("{} to {}", words.id, last_id(bay));
    const double left = hangs ? bay.x : bay.x + symbol_half + 1.0;
    const std::string_view side = hangs ? " middle" : "";
    double row = hangs ? y + 21.0 : y - 9.0;
    for (const auto& [css, words_here] :
         {std::pair{"name",
                    bay.elements.size() > 1 ? fmt::format("{} x", bay.elements.size()) : std::string{}},
          std::pair{"name", shortened(words.id + words.side)}, std::pair{"soft", words.rating},
          std::pair{"soft use", words.use}}) {
      if (words_here.empty()) continue;
      svg_.text(fmt::format("{}{} {}", css, side, css_of(words)), left, row, words_here);
      row += 10.5;
    }
    drawing_.items.push_back({words.id, words.kind, words.more, bay.x - symbol_half - 4.0,
                              y - symbol_half - 2.0, bay.x + column_width - 38.0, y + symbol_half + 8.0});
  }

  void write_symbol(What what, const Words& words, double x, double y) {
    const auto css = css_of(words);
    const auto path = [&](const std::string& d) {
      svg_.add(fmt::format("<path class=\"symbol {}\" d=\"{}\"/>\n", css, d));
    };
    const auto circle = [](double cx, double cy, double r) {
      return fmt::format("M{0} {1}a{2} {2} 0 1 0 {3} 0a{2} {2} 0 1 0 -{3} 0z", n(cx - r), n(cy), n(r),
                         n(2.0 * r));
    };
    const auto box = [&](double w, double h) {
      return fmt::format("M{} {}h{}v{}h-{}z", n(x - w / 2.0), n(y - h / 2.0), n(w), n(h), n(w));
    };
    switch (what) {
      case What::feed:
        path(fmt::format("M{0} {1}l-8 -13h16z", n(x), n(y + 4.0)));
        break;
      case What::offer:
        path(fmt::format("M{} {}h18l7 8l-7 8h-18l-7 -8z", n(x - 9.0), n(y - 8.0)));
        break;
      case What::generator:
        path(circle(x, y, 11.0));
        break;
      case What::transformer:
        path(circle(x, y - 6.0, 9.0) + circle(x, y + 6.0, 9.0));
        break;
      case What::ups:
        path(box(28.0, 24.0) + fmt::format("M{} {}l28 -24", n(x - 14.0), n(y + 12.0)));
        break;
      case What::breaker:
        path(box(8.0, 8.0));
        break;
      case What::cable:  // its two terminations
        path(fmt::format("M{0} {1}h12l-6 9zM{0} {2}h12l-6 -9z", n(x - 6.0), n(y - 11.0), n(y + 11.0)));
        break;
      case What::transfer:
        path(box(28.0, 18.0));
        break;
      case What::outlet:
        path(fmt::format("M{} {}l-6 -10h12z", n(x), n(y + 10.0)));
        break;
    }
    svg_.text("inside", x, y + 3.5, words.symbol_text);
  }

  std::string last_id(const Bay& bay) const {
    return words_of({bay.what, {bay.elements.back()}, bay.from, bay.to}).id;
  }

  Words words_of(const Bay& bay) const {
    const int i = bay.elements.front();
    auto words = basic_words(bay.what, i, bay);
    if (words.more.empty()) words.more = words.rating;
    words.more += marks_.sentences(words.id);
    if (bay.elements.size() > 1)
      words.more += fmt::format("; {} alike, this is the first", bay.elements.size());
    return words;
  }

  Words basic_words(What what, int i, const Bay& bay) const {
    switch (what) {
      case What::feed:
        return feed_words(*line_.boards[at(i)].feed);
      case What::offer: {
        const auto& one = evaluation_.plan.power.offers[at(i)];
        return {one.id.text(),
                "offer",
                "",
                to_text(one.power),
                used(one.id.text(), CheckKind::offer_load),
                fmt::format("{} at {}", to_text(one.power), to_text(one.voltage)),
                true};
      }
      case What::generator: {
        const auto& one = line_.generators[at(i)];
        return {one.id.text(),
                "generator",
                "G",
                rating_text(catalog().get(one.type).rating, units::MW),
                used(one.id.text(), CheckKind::generator_load),
                one.type.text(),
                one.is_installed};
      }
      case What::transformer: {
        const auto& one = line_.transformers[at(i)];
        const auto& type = catalog().get(one.type);
        auto words = Words{one.id.text(),
                           "transformer",
                           "",
                           rating_text(type.rating, units::MVA),
                           used(one.id.text(), CheckKind::transformer_load),
                           one.type.text(),
                           one.is_installed};
        if (!one.from) words.more += ", fed by nothing";
        return words;
      }
      case What::ups: {
        const auto& one = line_.upses[at(i)];
        return {one.id.text(),
                "UPS",
                "UPS",
                rating_text(catalog().get(one.type).rating, units::MW) + (one.is_reserve ? ", reserve" : ""),
                used(one.id.text(), CheckKind::ups_load),
                one.type.text() + (one.battery ? ", battery " + one.battery->text() : ", no battery"),
                one.is_installed};
      }
      case What::breaker:
        if (i < 0)
          return {"", "breaker", "", "", "", "breaker of " + line_.boards[at(bay.to)].id.text(), true};
        return {line_.breakers[at(i)].id.text(), "breaker", "", "", "", "normally closed", true};
      case What::cable: {
        const auto& one = line_.cables[at(i)];
        return {one.id.text(),
                "cable",
                "",
                fmt::format("{} x {}", one.sets, to_text(one.length)),
                used(one.id.text(), CheckKind::cable_load),
                one.type.text(),
                one.is_installed};
      }
      case What::transfer: {
        const auto& one = line_.switches[at(i)];
        const bool is_static = one.kind == site::TransferSwitch::Kind::static_switch;
        std::string inputs;
        for (const auto& from : one.from) inputs += (inputs.empty() ? "from " : ", then ") + from.text();
        return {one.id.text(),
                is_static ? "static transfer switch" : "automatic transfer switch",
                is_static ? "STS" : "ATS",
                "",
                "",
                inputs,
                true};
      }
      case What::outlet:
        return outlet_words(i, bay);
    }
    return {};
  }

  Words feed_words(const site::FeedId& id) const {
    for (const auto& feed : study_.shell.feeds) {
      if (feed.id != id) continue;
      return {id.text(),
              "utility feed",
              "",
              to_text(feed.voltage),
              used(id.text(), CheckKind::feed_load),
              fmt::format("{}, {}, fault level {}", to_text(feed.voltage), to_text(feed.rating),
                          to_text(feed.fault_level)),
              true};
    }
    return {id.text(), "utility feed", "", "", "", "", true};
  }

  Words outlet_words(int i, const Bay& bay) const {
    const auto& outlet = line_.outlets[at(i)];
    const auto& plan = evaluation_.plan;
    double tdp = 0.0;
    int racks = 0;
    for (std::size_t r = 0; r < plan.power.rack_outlet.size(); ++r) {
      if (plan.power.rack_outlet[r] != i) continue;
      ++racks;
      tdp += plan.racks[r].tdp.in_si();
    }
    const bool is_a = outlet.a == line_.boards[at(bay.from)].id;
    Words words;
    words.id = outlet.id.text();
    words.kind = "outlet";
    if (outlet.b) words.side = is_a ? " A" : " B";
    words.rating = outlet.serves == site::Serves::mechanical ? "mechanical" : fmt::format("{} racks", racks);
    if (racks > 0) words.use = to_text(RealPower::from_si(tdp), units::MW);
    words.more = outlet.serves == site::Serves::mechanical
                     ? "mechanical equipment"
                     : fmt::format("{} racks, {} at TDP", racks, to_text(RealPower::from_si(tdp), units::MW));
    if (outlet.b) words.more += fmt::format("; A from {}, B from {}", outlet.a.text(), outlet.b->text());
    return words;
  }

  std::string used(const std::string& id, CheckKind kind) const {
    const auto use = marks_.use(id, kind);
    return use.empty() ? use : use + " loaded";
  }

  /// Texts of a bar stand beside its first bay, above and below.
  double text_x(std::size_t b, bool is_above) const {
    double x = bays_.bars[b].right;
    for (const auto& bay : bays_.bays) {
      if ((is_above ? bay.to : bay.from) == static_cast<int>(b)) x = std::min(x, bay.x);
    }
    return x == bays_.bars[b].right ? bays_.bars[b].left : x + 5.0;
  }

  void write_bar(std::size_t b) {
    const auto& board = line_.boards[b];
    const auto& bar = bays_.bars[b];
    const auto id = board.id.text();
    const Words words{id, "board", "", "", "", "", board.is_installed};
    svg_.add(fmt::format("<path class=\"bar {}\" d=\"M{} {}H{}\"/>\n", css_of(words), n(bar.left), n(bar.y),
                         n(bar.right)));
    auto label = id;
    if (voltages_[b]) label += ", " + to_text(*voltages_[b]);
    svg_.text("name " + css_of(words), text_x(b, true), bar.y - 5.0, label);
    const auto load = marks_.use(id, CheckKind::board_load);
    const auto fault = marks_.use(id, CheckKind::fault_level);
    auto below = load.empty() ? std::string{} : load + " loaded";
    if (!fault.empty()) below += (below.empty() ? "" : ", ") + fault + " fault";
    svg_.text("soft " + css_of(words), text_x(b, false), bar.y + 12.0, below);
    auto more = board.type ? board.type->text() : std::string("a bus; nothing of it is judged");
    if (voltages_[b]) more += ", " + to_text(*voltages_[b]);
    drawing_.items.push_back({id, board.is_medium_voltage ? "medium-voltage board" : "board",
                              more + marks_.sentences(id), bar.left, bar.y - 12.0, bar.right, bar.y + 3.0});
  }

  void write_tie(const TieLine& tie) {
    const double middle = (tie.x + tie.x_other) / 2.0;
    const double y_one = bays_.bars[at(tie.board)].y;
    const double y_other = bays_.bars[at(tie.other)].y;
    wire(fmt::format("M{} {}V{}H{}l9 -7M{} {}H{}V{}", n(tie.x), n(y_one), n(tie.y), n(middle - 5.0),
                     n(middle + 5.0), n(tie.y), n(tie.x_other), n(y_other)));
    svg_.text("soft middle", middle, tie.y + 11.0, "tie, open");
    drawing_.items.push_back(
        {"tie", "breaker",
         fmt::format("normally open, between {} and {}", line_.boards[at(tie.board)].id.text(),
                     line_.boards[at(tie.other)].id.text()),
         middle - 12.0, tie.y - 8.0, middle + 12.0, tie.y + 8.0});
  }

  const site::Study& study_;
  const studies::Evaluation& evaluation_;
  const site::OneLine& line_;
  OneLineBays bays_;
  CheckMarks marks_;
  std::vector<std::optional<LineVoltage>> voltages_;
  SvgBody svg_;
  Drawing drawing_;
};

}  // namespace

std::optional<Drawing> draw_one_line(const site::Study& study, const studies::Evaluation& evaluation) {
  if (evaluation.plan.power.one_line.empty()) return std::nullopt;
  return OneLineWriter(study, evaluation).write();
}

}  // namespace shellfit::reports
