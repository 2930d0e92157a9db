#include "reports/year_json.hpp"

#include "reports/json_figures.hpp"
#include "reports/json_report.hpp"

namespace shellfit::reports {

namespace {

using studies::PlantYear;
using studies::YearSum;

void put_sum(const YearSum& sum, Json& json) {
  json["hours"] = sum.hours;
  json["pue"] = number(sum.pue());
  json["wue_l_kwh"] = number(sum.water_l_kwh());
  json["hours_over"] = sum.over;
  json["chiller_hours"] = sum.compressor;
  json["wet_hours"] = sum.wet;
  Json energy;
  for (std::size_t i = 0; i < studies::consumer_count; ++i)
    energy[studies::consumer_word(static_cast<studies::Consumer>(i))] = figure(sum.energy[i], units::kWh);
  energy["all"] = figure(sum.total(), units::kWh);
  json["energy_kwh"] = std::move(energy);
  json["water_m3"] = {{"evaporated", number(sum.evaporated.in_si())},
                      {"drift", number(sum.drift.in_si())},
                      {"blowdown", number(sum.blowdown.in_si())},
                      {"all", number(sum.water().in_si())}};
}

Json named(const studies::NamedHour& hour) {
  return {{"month", hour.hour.month},
          {"day", hour.hour.day},
          {"hour", hour.hour.hour},
          {"dry_bulb_c", figure(Temperature::from_si(hour.hour.air.dry_bulb_k), units::degC)},
          {"wet_bulb_c", figure(Temperature::from_si(hour.hour.air.wet_bulb_k), units::degC)},
          {"power_kw", figure(hour.power, units::kW)}};
}

}  // namespace

std::string year_json(const PlantYear& year, const std::string& study_hash) {
  Json json;
  json["shellfit_version"] = version();
  json["schema"] = json_schema;
  json["study_hash"] = words(study_hash);
  json["name"] = year.name;
  json["weather"] = {{"source", year.weather}, {"file_hash", words(year.weather_hash)}};
  put_sum(year.year, json);
  json["hottest"] = named(year.hottest);
  json["most_cooling"] = named(year.most_cooling);
  json["supplies"] = Json::array();
  for (const auto& supply : year.supplies) {
    json["supplies"].push_back({{"id", supply.id},
                                {"limit_c", figure(supply.limit, units::degC)},
                                {"hours_over", supply.over},
                                {"warmest_c", figure(supply.warmest, units::degC)}});
  }
  json["months"] = Json::array();
  for (std::size_t i = 0; i < year.months.size(); ++i) {
    Json month{{"month", i + 1}};
    put_sum(year.months[i], month);
    json["months"].push_back(std::move(month));
  }
  json["notes"] = year.notes;
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace shellfit::reports
