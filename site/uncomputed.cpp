#include "site/uncomputed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace shellfit::site {

namespace {

void add_cooling(const CoolingSystem& cooling, std::vector<Uncomputed>& found) {
  for (const auto& loop : cooling.loops) {
    if (loop.serves == LoopServes::plant)
      found.push_back({fmt::format("loop {}, which serves plant,", loop.id.text()), loop.where});
    for_each_uncomputed(loop.water, [&](const std::string& id, const char* name, const Location& where) {
      found.push_back({fmt::format("{} {}", name, id), where});
    });
  }
  if (cooling.make_up_water) found.push_back({"make-up water", cooling.make_up_water->where});
}

void add_lines(const Deployment& deployment, std::vector<Uncomputed>& found) {
  for (const auto& line : deployment.lines) {
    if (line.rear_door)
      found.push_back({fmt::format("the rear door of line {}", line.id.text()), line.rear_door->where});
    if (line.liquid_to_air)
      found.push_back(
          {fmt::format("the liquid-to-air cabinets of line {}", line.id.text()), line.liquid_to_air->where});
  }
}

void add_basis(const Basis& basis, std::vector<Uncomputed>& found) {
  if (basis.air.containment) found.push_back({"air aisle by aisle", basis.air.where});
  if (basis.staging) found.push_back({"staging of plant", basis.staging->where});
  constexpr std::array parts{Part::tower, Part::water_chiller, Part::plate_exchanger, Part::make_up_water};
  const auto name = [&](const std::vector<Part>& lost, const Location& where) {
    for (const auto part : lost) {
      if (std::find(parts.begin(), parts.end(), part) != parts.end())
        found.push_back({fmt::format("the loss of a {}", part_word(part)), where});
    }
  };
  for (const auto& survive : basis.survive) {
    name(survive.parts, survive.where);
    name(survive.during, survive.where);
  }
}

}  // namespace

std::vector<Uncomputed> uncomputed_parts(const Study& study) {
  std::vector<Uncomputed> found;
  add_cooling(study.shell.cooling, found);
  add_lines(study.deployment, found);
  add_basis(study.basis, found);
  return found;
}

void refuse_uncomputed(const Study& study, documents::Reading& reading) {
  for (const auto& one : uncomputed_parts(study))
    reading.fault("E-SITE-019", fmt::format("{} is not computed yet", one.what), one.where, "",
                  "a study without it");
}

}  // namespace shellfit::site
