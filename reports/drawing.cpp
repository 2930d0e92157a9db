#include "reports/drawing.hpp"

#include "documents/document.hpp"
#include "reports/assets.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shellfit::reports {

using documents::escape_xml;

std::string svg_number(double value) {
  auto text = fmt::format("{:.3f}", value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

void SvgBody::text(std::string_view css, double x, double y, std::string_view words) {
  if (words.empty()) return;
  add(fmt::format("<text class=\"{}\" x=\"{}\" y=\"{}\">{}</text>\n", css, svg_number(x), svg_number(y),
                  escape_xml(words)));
}

namespace {

std::string view_box(const Drawing& drawing) {
  return fmt::format("{} {} {} {}", svg_number(drawing.left), svg_number(drawing.top),
                     svg_number(drawing.width), svg_number(drawing.height));
}

}  // namespace

std::string svg_element(const Drawing& drawing) {
  return fmt::format(
      "<svg class=\"drawing {}\" style=\"max-width:{:.0f}px\" xmlns=\"http://www.w3.org/2000/svg\" "
      "viewBox=\"{}\" role=\"img\" aria-label=\"{}\">\n{}<g class=\"over\"></g>\n</svg>\n",
      drawing.sort, drawing.width * drawing.most_px_per_unit, view_box(drawing), escape_xml(drawing.title),
      drawing.body);
}

std::string svg_file(std::span<const Drawing> drawings, const std::string& title) {
  constexpr double border = 20.0;
  constexpr double title_height = 30.0;
  double width = 0.0;
  double top = border;
  std::string body;
  for (const auto& one : drawings) {
    const double across = one.width * one.most_px_per_unit;
    const double down = one.height * one.most_px_per_unit;
    body += fmt::format("<text class=\"title\" x=\"{0}\" y=\"{1}\">{2}</text>\n", border,
                        svg_number(top + 18.0), escape_xml(one.title));
    body += fmt::format(
        "<svg class=\"{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" viewBox=\"{}\">\n{}</svg>\n",
        one.sort, border, svg_number(top + title_height), svg_number(across), svg_number(down), view_box(one),
        one.body);
    width = std::max(width, across);
    top += title_height + down + border;
  }
  width += 2.0 * border;
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" "
      "height=\"{1}\" viewBox=\"0 0 {0} {1}\">\n<title>{2}</title>\n<style>\n{3}</style>\n<rect "
      "class=\"paper\" width=\"{0}\" height=\"{1}\"/>\n{4}</svg>\n",
      svg_number(width), svg_number(top), escape_xml(title), asset("drawing.css"), body);
}

}  // namespace shellfit::reports
