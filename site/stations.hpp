#pragma once
// Weather stations whose design conditions the program carries.

#include "base/diagnostics.hpp"
#include "base/units.hpp"
#include "catalogs/figure.hpp"

#include <map>
#include <optional>
#include <string>

namespace shellfit::site {

struct Station {
  /// Exceeded in 0.4 % of the hours of a year; the cold one undercut in 0.4 %.
  struct Annual {
    Temperature dry_bulb, wet_bulb, dew_point, cold;
    Temperature coincident_wet_bulb;  ///< mean, with the dry bulb
    Temperature coincident_dry_bulb;  ///< mean, with the wet bulb
  };
  /// That return once in twenty years.
  struct TwentyYear {
    Temperature dry_bulb, cold;
  };
  /// The highest of the record, of twenty-five to thirty years as a rule.
  struct Record {
    Temperature wet_bulb;
  };
  std::string id, name, country, source;
  Ratio latitude, longitude;  ///< in degrees, north and east positive
  Length elevation;
  catalogs::Evidence evidence = catalogs::Evidence::quoted;
  Annual annual;
  std::optional<TwentyYear> twenty_year;
  std::optional<Record> record;
  Location where;
};

/// By id.
[[nodiscard]] const std::map<std::string, Station>& stations();

}  // namespace shellfit::site
