#pragma once
// The climate that a station or a weather file gives a site.

#include "documents/document.hpp"
#include "documents/reading.hpp"
#include "site/shell.hpp"

#include <string>
#include <vector>

namespace shellfit::site {

/// What a climate takes from elsewhere beside the figures that become defaults of its attributes.
struct ClimateSource {
  std::vector<OutdoorAir> hours;
  bool gives_dry_bulb = false, gives_wet_bulb = false;  ///< the hours do: the file of the site does not
  std::vector<std::string> notes;
  std::string file;  ///< of weather, where one is read
};

/// Gives the attributes that a <climate> leaves out their defaults, from the station or weather file that it
/// names. `path` is how a reading calls the <site> element around it: "study/shell/site".
[[nodiscard]] ClimateSource give_climate(const documents::Element& site, const std::string& path,
                                         documents::Reading& reading);

}  // namespace shellfit::site
