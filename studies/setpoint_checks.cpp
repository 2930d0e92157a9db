#include "studies/cooling_checks.hpp"
#include "studies/evidence.hpp"

#include <set>
#include <string>
#include <utility>

namespace shellfit::studies {

namespace {

class SetpointChecker {
 public:
  SetpointChecker(const site::Study& study, const CoolingPlan& cooling) : study_(study), cooling_(cooling) {}

  std::vector<Check> check() {
    for (std::size_t g = 0; g < cooling_.cdu_groups.size(); ++g) {
      const auto& group = cooling_.cdu_groups[g];
      if (group.racks.empty()) continue;
      for (const auto& cdu : cooling_.liquid_loop->piping.groups[g].cdus)
        judge(group.id, study_.catalog.get(cdu.type), study_.basis.liquid.supply);
    }
    check_chillers(cooling_.liquid_loop, study_.basis.liquid.facility_supply);
    check_chillers(cooling_.air_loop, study_.basis.air.water_supply);
    return std::move(checks_);
  }

 private:
  void check_chillers(const std::optional<LoopPlan>& loop, Temperature setpoint) {
    if (!loop) return;
    for (const auto& one : loop->piping.chillers) judge(loop->id, study_.catalog.get(one.type), setpoint);
    for (const auto& one : loop->water.water_chillers)
      judge(loop->id, study_.catalog.get(one.type), setpoint);
  }

  /// Each type of an element once.
  template <class Type>
  void judge(const std::string& element, const Type& type, Temperature setpoint) {
    if (!judged_.emplace(element, type.id.text()).second) return;
    add(CheckKind::setpoint_high, element, type.id.text(), "supply-highest", setpoint, type.supply_highest);
    if constexpr (requires { type.supply_lowest; })
      add(CheckKind::setpoint_low, element, type.id.text(), "supply-lowest", setpoint, type.supply_lowest);
  }

  void add(CheckKind kind, const std::string& element, const std::string& type, const char* figure,
           Temperature setpoint, const catalogs::Figure<Temperature>& limit) {
    if (!limit.is_known()) return;
    checks_.push_back(make_check(kind, element, {}, setpoint.in(units::degC), limit.value().in(units::degC),
                                 cite("data sheet", limit), WeakFigures().with(type, figure, limit).take()));
  }

  const site::Study& study_;
  const CoolingPlan& cooling_;
  std::set<std::pair<std::string, std::string>> judged_;
  std::vector<Check> checks_;
};

}  // namespace

std::vector<Check> setpoint_checks(const site::Study& study, const CoolingPlan& cooling) {
  return SetpointChecker(study, cooling).check();
}

}  // namespace shellfit::studies
