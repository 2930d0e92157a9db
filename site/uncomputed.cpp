#include "site/uncomputed.hpp"

#include <fmt/format.h>

namespace shellfit::site {

namespace {

void add_cooling(const CoolingSystem& cooling, std::vector<Uncomputed>& found) {
  for (const auto& loop : cooling.loops) {
    for (const auto& one : loop.water.economizers)
      found.push_back({fmt::format("economizer {}", one.exchanger.text()), one.where});
  }
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
