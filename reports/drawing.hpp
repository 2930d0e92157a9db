#pragma once
// A drawing as SVG, for the report and as a file of its own. One path a kind of thing where there are many,
// so that thousands stay quick; what a reader may point at is listed beside it.

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shellfit::reports {

/// Its box in units of the drawing, x to the right, y down, and what to tell.
struct DrawnItem {
  std::string id, kind, text;
  double left = 0, top = 0, right = 0, bottom = 0;
};

struct Drawing {
  std::string title;
  std::string sort;  ///< class of the drawing: "plan", "one-line" or "loop"
  std::string body;  ///< elements of SVG
  double left = 0, top = 0, width = 0, height = 0;
  double most_px_per_unit = 1;  ///< small drawings are not blown up
  std::vector<DrawnItem> items;
};

/// Elements of SVG, gathered.
class SvgBody {
 public:
  void add(std::string_view element) { elements_ += element; }
  /// Nothing for no words.
  void text(std::string_view css, double x, double y, std::string_view words);
  [[nodiscard]] std::string take() { return std::move(elements_); }

 private:
  std::string elements_;
};

/// At most three decimals, without trailing zeros.
[[nodiscard]] std::string svg_number(double value);
/// The drawing as an element of a page that has the drawings' style.
[[nodiscard]] std::string svg_element(const Drawing& drawing);
/// A file of its own: the drawings one below the other, under their titles.
[[nodiscard]] std::string svg_file(std::span<const Drawing> drawings, const std::string& title);

}  // namespace shellfit::reports
