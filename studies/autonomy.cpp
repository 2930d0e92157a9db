// IEEE 485 (and 1184 for UPS) sizes a battery by the load times an ageing and a temperature factor, looked up
// in the maker's constant-power table: t = T(P f_age f_cold / cabinets). Between two published points the
// time follows Peukert's law through both, t = t1 (P / P1)^-k, a straight line in logarithms. Below the least
// power of the table the energy of its last point is all that counts; above the greatest it gives nothing.
// Without a table the nominal energy at constant power stands in for it.
//
// The most that a cabinet may give is a limit of its own, of electronics and fuses: neither age nor cold
// changes it.

#include "studies/autonomy.hpp"

#include "studies/evidence.hpp"
#include "studies/rule_use.hpp"
#include "studies/ups_efficiency.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace shellfit::studies {

namespace {

/// The points of the curve that counts; empty without one.
const std::vector<catalogs::DischargePoint>& points_of(const catalogs::BatteryType& battery) {
  static const std::vector<catalogs::DischargePoint> none;
  return battery.discharge.empty() ? none : battery.discharge.front().points;
}

/// y at x on the straight line in logarithms through two points.
double on_power_law(double x1, double y1, double x2, double y2, double x) {
  return y1 * std::exp(std::log(y2 / y1) * std::log(x / x1) / std::log(x2 / x1));
}

bool has_cells(const catalogs::BatteryType& battery) {
  return !battery.store || *battery.store == catalogs::EnergyStore::cells;
}

}  // namespace

double lead_acid_factor(Temperature temperature) {
  struct Point {
    double celsius, factor;
  };
  // Recalled from IEEE 485, table 1, which goes by 5 degF.
  constexpr std::array points{Point{-3.9, 1.520}, Point{-1.1, 1.430}, Point{1.7, 1.350},  Point{4.4, 1.300},
                              Point{7.2, 1.250},  Point{10.0, 1.190}, Point{12.8, 1.150}, Point{15.6, 1.110},
                              Point{18.3, 1.080}, Point{21.1, 1.040}, Point{25.0, 1.000}};
  const double celsius = temperature.in(units::degC);
  if (celsius >= points.back().celsius) return 1.0;
  auto upper = std::find_if(points.begin() + 1, points.end() - 1,
                            [&](const Point& point) { return point.celsius >= celsius; });
  const auto lower = upper - 1;
  // Colder than the table, its first stretch goes on.
  return lower->factor +
         (upper->factor - lower->factor) * (celsius - lower->celsius) / (upper->celsius - lower->celsius);
}

BatteryFactor battery_factor(const site::Study& study, const catalogs::BatteryType& battery) {
  BatteryFactor result{1.0, "", {}};
  if (!has_cells(battery)) return result;
  const auto& id = battery.id.text();
  WeakFigures weak;
  double age = 0;
  if (battery.end_of_life.is_known()) {
    age = battery.end_of_life.value().in_si();
    weak.with(id, "end-of-life", battery.end_of_life);
    result.clause = cite("aged by its data sheet", battery.end_of_life);
  } else {
    constexpr const char* field = "batteries/end-of-life";
    age = study.basis.batteries.end_of_life.in_si();
    weak.and_all(weak_rule(study, field));
    result.clause = "aged by " + cite_rule(study, field);
  }
  const auto temperature = study.basis.batteries.temperature;
  constexpr Temperature rated = 25.0 * units::degC;
  double cold = 1.0;
  if (temperature < rated) {
    if (battery.derating_cold.is_known()) {
      cold = 1.0 / std::max(1e-9, 1.0 - battery.derating_cold.value().in_si() *
                                            (rated - temperature).in_si() / 10.0);
      weak.with(id, "derating-cold", battery.derating_cold);
      result.clause +=
          cite(fmt::format("; {} by its data sheet", to_text(temperature)), battery.derating_cold);
    } else if (battery.chemistry == catalogs::Chemistry::lead_acid) {
      cold = lead_acid_factor(temperature);
      result.clause += fmt::format("; {} by IEEE 485, table 1 (recalled)", to_text(temperature));
    } else {
      result.value.reset();
      return result;
    }
  }
  result.value = cold / age;
  result.weak = weak.take();
  return result;
}

Duration discharge_time(const catalogs::BatteryType& battery, RealPower power) {
  const auto& points = points_of(battery);
  const double power_w = power.in_si();
  if (points.empty()) return Duration::from_si(battery.energy.value().in_si() / power_w);
  if (power_w > points.front().power.in_si() * (1.0 + 1e-9)) return 0.0 * units::s;
  const auto& last = points.back();
  if (power_w <= last.power.in_si()) return last.time * (last.power.in_si() / power_w);
  for (std::size_t i = 1; i < points.size(); ++i) {
    const auto& a = points[i - 1];
    const auto& b = points[i];
    if (power_w < b.power.in_si()) continue;
    if (a.power <= b.power) return b.time;  // level: it gives this for the longer time
    return Duration::from_si(
        on_power_law(a.power.in_si(), a.time.in_si(), b.power.in_si(), b.time.in_si(), power_w));
  }
  return last.time;
}

RealPower discharge_power(const catalogs::BatteryType& battery, Duration time) {
  const auto& points = points_of(battery);
  const double time_s = time.in_si();
  if (points.empty()) return RealPower::from_si(battery.energy.value().in_si() / time_s);
  if (time <= points.front().time) return points.front().power;
  const auto& last = points.back();
  if (time >= last.time) return last.power * (last.time.in_si() / time_s);
  const auto after = std::find_if(points.begin(), points.end(),
                                  [&](const catalogs::DischargePoint& one) { return one.time >= time; });
  const auto before = after - 1;
  return RealPower::from_si(on_power_law(before->time.in_si(), before->power.in_si(), after->time.in_si(),
                                         after->power.in_si(), time_s));
}

int battery_cabinets(const site::Study& study, const site::UpsUnit& one) {
  if (!one.battery) return 0;
  if (one.cabinets) return *one.cabinets;
  const auto& battery = study.catalog.get(*one.battery);
  const auto& ups = study.catalog.get(one.type);
  if (!battery.energy.is_known() || !battery.power.is_known() || !ups.rating.is_known() ||
      !ups.efficiency.is_known())
    return 0;
  const double load_w = ups.rating.value().in_si() / ups_efficiency(ups, ups.rating.value()).in_si();
  const double factor = battery_factor(study, battery).value.value_or(1.0);
  const double by_energy = load_w * factor / discharge_power(battery, one.autonomy).in_si();
  const double by_power = load_w / battery.power.value().in_si();
  return static_cast<int>(std::ceil(std::max(by_energy, by_power) - 1e-9));
}

std::string battery_id(const site::UpsUnit& ups) {
  auto stem = ups.id.text();
  constexpr std::string_view ending = ".ups";
  if (stem.ends_with(ending)) stem.resize(stem.size() - ending.size());
  return stem + ".battery";
}

}  // namespace shellfit::studies
