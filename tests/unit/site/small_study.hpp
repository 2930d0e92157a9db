#pragma once
// A study as small as one can be, with parts that a test puts in.

#include "site/study.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace shellfit::site {

struct SmallStudy {
  std::string climate =
      "<climate dry-bulb=\"37 degC\" wet-bulb=\"27 degC\" dew-point=\"25 degC\" cold=\"-18 degC\" "
      "source=\"assumed\"/>";
  std::string feeds = "<feed id=\"F1\" voltage=\"34.5 kV\" rating=\"20 MVA\" fault-level=\"750 MVA\"/>";
  std::string outline =
      "<corner x=\"0 m\" y=\"0 m\"/><corner x=\"20 m\" y=\"0 m\"/><corner x=\"20 m\" y=\"10 m\"/>"
      "<corner x=\"0 m\" y=\"10 m\"/>";
  std::string hall_attributes = "use=\"white\" clear-height=\"5 m\" hanging-load=\"2 kPa\"";
  std::string in_hall;
  std::string more_spaces;
  std::string plant;
  std::string lines = "<line id=\"a\" rack=\"gb300-nvl72\" racks=\"8\"/>";
  std::string basis;
  std::string basis_attributes;
  std::string country;
  std::string catalog;

  static constexpr const char* slab = "<slab kind=\"on-grade\" area-load=\"24 kPa\" point-load=\"20 kN\"/>";

  [[nodiscard]] std::string text() const {
    return "<study schema=\"1\" id=\"small\">\n" + catalog +
           "\n<shell id=\"small\">\n<site elevation=\"100 m\"" +
           (country.empty() ? "" : " country=\"" + country + "\"") + ">" + climate + "</site>\n" + feeds +
           "\n<space id=\"hall\" " + hall_attributes + ">" + outline + in_hall + slab + "</space>\n" +
           more_spaces + "\n" + plant + "\n</shell>\n<deployment>" + lines + "</deployment>\n<basis " +
           basis_attributes + ">" + basis + "</basis>\n</study>";
  }
  [[nodiscard]] Outcome<Study> read(const std::vector<documents::Override>& overrides = {}) const {
    auto root = documents::parse_document("study.xml", text());
    REQUIRE(root.has_value());
    return read_study(std::move(*root), overrides);
  }
  [[nodiscard]] Study good() const {
    auto study = read();
    if (!study) FAIL(render(study.error().front(), false));
    return std::move(*study);
  }
  /// The one fault there is, as "code: message".
  [[nodiscard]] std::string fault() const {
    const auto study = read();
    INFO(text());
    REQUIRE_FALSE(study.has_value());
    for (const auto& fault : study.error()) UNSCOPED_INFO(fault.code << ": " << fault.message);
    REQUIRE(study.error().size() == 1);
    return study.error().front().code + ": " + study.error().front().message;
  }
};

}  // namespace shellfit::site
