#include "studies/hosting.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace shellfit::studies {

namespace {

/// Racks of the line's own type that the line asks for.
int racks_of(const site::Study& study, const site::Line& line) {
  if (line.racks) return *line.racks;
  if (line.units) return *line.units * line.racks_per_unit;
  const double racks = *line.power / study.catalog.get(line.rack).tdp.value();
  return static_cast<int>(std::floor(racks * (1.0 + 1e-12)));
}

/// Adds the racks of one unit of a line.
class UnitWriter {
 public:
  UnitWriter(const site::Study& study, std::vector<HostedRack>& racks) : study_(study), racks_(racks) {}

  void write(int line_index, int unit, int own_racks) {
    const auto& line = study_.deployment.lines[static_cast<std::size_t>(line_index)];
    for (const auto& support : line.support) {
      for (int i = 0; i < support.per_unit; ++i)
        add(line_index, unit, support.id.text(), support.rack, support.tdp, true, std::nullopt);
    }
    for (int i = 0; i < own_racks; ++i)
      add(line_index, unit, line.id.text(), line.rack, std::nullopt, false, line.cap_on_feed_loss);
  }

 private:
  void add(int line_index, int unit, const std::string& line, const Id<catalogs::RackType>& type_id,
           std::optional<RealPower> tdp, bool is_support, std::optional<RealPower> cap) {
    const auto& type = study_.catalog.get(type_id);
    HostedRack rack;
    rack.id = RackId(fmt::format("{}.{}", line, ++numbers_[line]));
    rack.line = line;
    rack.line_index = line_index;
    rack.unit = unit;
    rack.is_support = is_support;
    rack.type = type_id;
    rack.tdp = tdp ? *tdp : type.tdp.value();
    // Where no peak is published, or the deployment sets another power, TDP is all there is.
    rack.peak = !tdp && type.peak.is_known() ? std::max(type.peak.value(), rack.tdp) : rack.tdp;
    const double liquid = type.liquid_share.value().in_si();
    rack.liquid = heat_of(rack.tdp) * liquid;
    rack.air = heat_of(rack.tdp) * (1.0 - liquid);
    rack.cap = cap;
    racks_.push_back(std::move(rack));
  }

  const site::Study& study_;
  std::vector<HostedRack>& racks_;
  std::map<std::string, int> numbers_;
};

}  // namespace

int units_of(const site::Study& study, const site::Line& line) {
  return (racks_of(study, line) + line.racks_per_unit - 1) / line.racks_per_unit;
}

std::vector<HostedRack> hosting_order(const site::Study& study, int extra_units) {
  std::vector<HostedRack> racks;
  UnitWriter writer(study, racks);
  const auto& lines = study.deployment.lines;
  const int line_count = static_cast<int>(lines.size());
  const auto write_unit = [&](int index, int unit) {
    const auto& line = lines[static_cast<std::size_t>(index)];
    const int left = racks_of(study, line) - unit * line.racks_per_unit;
    if (left > 0) writer.write(index, unit, std::min(left, line.racks_per_unit));
  };
  if (study.deployment.order == site::Deployment::Order::sequential) {
    for (int index = 0; index < line_count; ++index) {
      for (int unit = 0; unit < units_of(study, lines[static_cast<std::size_t>(index)]); ++unit)
        write_unit(index, unit);
    }
  } else {
    int longest = 0;
    for (const auto& line : lines) longest = std::max(longest, units_of(study, line));
    for (int unit = 0; unit < longest; ++unit) {
      for (int index = 0; index < line_count; ++index) write_unit(index, unit);
    }
  }
  const auto& last = lines.back();
  const int asked = units_of(study, last);
  for (int extra = 0; extra < extra_units; ++extra)
    writer.write(line_count - 1, asked + extra, last.racks_per_unit);
  return racks;
}

RealPower total_tdp(const std::vector<HostedRack>& racks) {
  RealPower total = 0.0 * units::W;
  for (const auto& rack : racks) total += rack.tdp;
  return total;
}

int whole_units(const site::Study& study, const std::vector<HostedRack>& racks) {
  std::map<std::pair<int, int>, int> counts;
  for (const auto& rack : racks) ++counts[{rack.line_index, rack.unit}];
  int whole = 0;
  for (const auto& [unit, count] : counts) {
    const auto& line = study.deployment.lines[static_cast<std::size_t>(unit.first)];
    const int asked = racks_of(study, line) - unit.second * line.racks_per_unit;
    int full = std::min(line.racks_per_unit, asked > 0 ? asked : line.racks_per_unit);
    for (const auto& support : line.support) full += support.per_unit;
    if (count >= full) ++whole;
  }
  return whole;
}

std::string pod_of(const site::Study& study, const HostedRack& rack) {
  const auto& line = study.deployment.lines[static_cast<std::size_t>(rack.line_index)];
  return fmt::format("{}/{}", line.id.text(), rack.unit + 1);
}

double rack_power_factor(const site::Study& study, const HostedRack& rack) {
  return study.catalog.get(rack.type).supplies.power_factor.in_si();
}

}  // namespace shellfit::studies
