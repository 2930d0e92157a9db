#include "tests/validation/fluid_requests.hpp"

#include "thermal/exchanger.hpp"
#include "thermal/fluid.hpp"
#include "thermal/glycol.hpp"
#include "thermal/moist_air.hpp"
#include "thermal/water.hpp"

#include <functional>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace shellfit::validation {

namespace {

using namespace shellfit::thermal;

/// The arguments of a point, as the quantities that they stand for.
class Arguments {
 public:
  explicit Arguments(std::vector<double> numbers) : numbers_(std::move(numbers)) {}
  [[nodiscard]] double number(std::size_t i) const { return numbers_.at(i); }
  [[nodiscard]] Temperature kelvin(std::size_t i) const { return number(i) * units::kelvin; }
  [[nodiscard]] Temperature celsius(std::size_t i) const { return number(i) * units::degC; }
  [[nodiscard]] AbsolutePressure pascal(std::size_t i) const { return number(i) * units::Pa_absolute; }
  [[nodiscard]] Ratio percent(std::size_t i) const { return number(i) * units::percent; }

 private:
  std::vector<double> numbers_;
};
using Property = std::function<double(const Arguments&)>;
using Properties = std::map<std::string, Property, std::less<>>;

/// At K and Pa; transport also at K and kg/m3.
void add_water(Properties& known) {
  const auto add = [&](const std::string& name, auto part) {
    known["water " + name] = [=](const Arguments& x) { return water_state(x.kelvin(0), x.pascal(1)).*part; };
  };
  add("volume", &WaterState::volume_m3_kg);
  add("enthalpy", &WaterState::enthalpy_j_kg);
  add("energy", &WaterState::energy_j_kg);
  add("entropy", &WaterState::entropy_j_kgk);
  add("sound", &WaterState::sound_m_s);
  const auto properties = [](const Arguments& x) { return water_properties(x.kelvin(0), x.pascal(1)); };
  known["water density"] = [=](const Arguments& x) { return properties(x).density.in_si(); };
  known["water heat"] = [=](const Arguments& x) { return properties(x).heat.in_si(); };
  known["water viscosity"] = [=](const Arguments& x) { return properties(x).viscosity.in_si(); };
  known["water conductivity"] = [=](const Arguments& x) { return properties(x).conductivity.in_si(); };
  known["water vapour pressure"] = [](const Arguments& x) { return vapour_pressure(x.kelvin(0)).in_si(); };
  known["water boiling"] = [](const Arguments& x) { return boiling_point(x.pascal(0)).in_si(); };
}

/// At degC and percent by volume; freezing at percent, in degC.
void add_glycol(Properties& known, const std::string& name, Glycol glycol) {
  const auto properties = [=](const Arguments& x) {
    return glycol_properties(glycol, x.celsius(0), x.percent(1));
  };
  known[name + " density"] = [=](const Arguments& x) { return properties(x).density.in_si(); };
  known[name + " heat"] = [=](const Arguments& x) { return properties(x).heat.in_si(); };
  known[name + " viscosity"] = [=](const Arguments& x) { return properties(x).viscosity.in_si(); };
  known[name + " conductivity"] = [=](const Arguments& x) { return properties(x).conductivity.in_si(); };
  known[name + " freezing"] = [=](const Arguments& x) {
    return glycol_freezing_point(glycol, x.percent(0)).in(units::degC);
  };
}

/// At degC, humidity in kg/kg or as a share, Pa.
void add_air(Properties& known) {
  known["air density"] = [](const Arguments& x) {
    return properties_of(Fluid::air, x.celsius(0), x.pascal(1)).density.in_si();
  };
  known["atmosphere"] = [](const Arguments& x) {
    return atmospheric_pressure(x.number(0) * units::m).in_si();
  };
  known["sea level pressure"] = [](const Arguments& x) {
    return sea_level_pressure(x.pascal(0), x.number(1) * units::m, x.celsius(2)).in_si();
  };
  known["saturation"] = [](const Arguments& x) { return saturation_pressure(x.celsius(0)).in_si(); };
  known["saturated humidity"] = [](const Arguments& x) {
    return humidity_ratio_at_dew_point(x.celsius(0), x.pascal(1));
  };
  known["saturated enthalpy"] = [](const Arguments& x) {
    return saturated_enthalpy_j_kg(x.celsius(0), x.pascal(1));
  };
  known["humidity"] = [](const Arguments& x) {
    return humidity_ratio(x.celsius(0), x.celsius(1), x.pascal(2));
  };
  known["humidity at relative humidity"] = [](const Arguments& x) {
    return humidity_ratio_at(x.celsius(0), ratio(x.number(1)), x.pascal(2));
  };
  known["relative humidity"] = [](const Arguments& x) {
    return relative_humidity(x.celsius(0), x.number(1), x.pascal(2)).in_si();
  };
  known["wet bulb"] = [](const Arguments& x) {
    return wet_bulb(x.celsius(0), x.number(1), x.pascal(2)).in(units::degC);
  };
  known["dew point"] = [](const Arguments& x) { return dew_point(x.number(0), x.pascal(1)).in(units::degC); };
  known["moist enthalpy"] = [](const Arguments& x) { return enthalpy_j_kg(x.celsius(0), x.number(1)); };
  known["moist volume"] = [](const Arguments& x) {
    return moist_volume_m3_kg(x.celsius(0), x.number(1), x.pascal(2));
  };
  known["moist density"] = [](const Arguments& x) {
    return moist_density(x.celsius(0), x.number(1), x.pascal(2)).in_si();
  };
}

Properties known_properties() {
  Properties known;
  add_water(known);
  add_glycol(known, "propylene glycol", Glycol::propylene);
  add_glycol(known, "ethylene glycol", Glycol::ethylene);
  add_air(known);
  known["counterflow effectiveness"] = [](const Arguments& x) {
    return counterflow_effectiveness(x.number(0), x.number(1));
  };
  return known;
}

}  // namespace

json properties_of_request(const json& request) {
  const auto known = known_properties();
  json values = json::array();
  for (const auto& point : request.at("points")) {
    const auto name = text(point, "of");
    const auto found = known.find(name);
    if (found == known.end()) throw std::runtime_error("nobody knows the property " + name);
    values.push_back(finite_or_null(found->second(Arguments(point.at("at").get<std::vector<double>>()))));
  }
  return {{"values", values}};
}

}  // namespace shellfit::validation
