#pragma once
// The boxes that a plan asks the layout to place.

#include "layout/floor_plan.hpp"
#include "studies/devices.hpp"

#include <string>
#include <vector>

namespace shellfit::studies {

/// Items whose size nobody has published, so that they cannot be placed.
struct Unsized {
  std::string id, type, kind;
};

struct Placement {
  layout::LayoutProblem problem;
  std::vector<Unsized> unsized;
};

/// Racks in hosting order, and what the fit-out adds; what is installed stands already.
[[nodiscard]] Placement assemble_placement(const site::Study& study, const Plan& plan,
                                           const std::vector<Device>& devices);

/// The racks alone, on empty floors: where they would stand if nothing else took floor.
[[nodiscard]] layout::LayoutProblem assemble_racks(const site::Study& study,
                                                   const std::vector<HostedRack>& racks);

}  // namespace shellfit::studies
