#include "thermal/heat_devices.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace shellfit::thermal {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

class DeviceWriter {
 public:
  DeviceWriter(const HeatRound& round, std::span<const Stream> streams) : round_(round), streams_(streams) {}

  std::vector<CoolingDevice> write() {
    std::vector<CoolingDevice> devices;
    for (std::size_t r = 0; r < round_.problem.rejectors.size(); ++r) devices.push_back(rejector(r));
    for (std::size_t e = 0; e < round_.problem.exchangers.size(); ++e) devices.push_back(exchanger(e));
    return devices;
  }

 private:
  [[nodiscard]] CoolingDevice start(int link, double setpoint_k) const {
    CoolingDevice device;
    device.link = link;
    device.setpoint_k = scale(link).from_kelvin(setpoint_k);
    device.runs = streams_[ix(link)].capacity_w_k > 0;
    return device;
  }
  [[nodiscard]] HeatScale scale(int link) const {
    return round_.scales.empty() ? HeatScale{} : round_.scales[ix(round_.problem.links[ix(link)].circuit)];
  }

  [[nodiscard]] CoolingDevice rejector(std::size_t r) const {
    const auto& data = round_.problem.rejectors[r];
    auto device = start(data.link, data.setpoint_k);
    const double sink_k = round_.state.sink_k[r];
    switch (data.kind) {
      case Rejector::Kind::refrigerated:
        device.capacity_w = round_.state.capacity_w[r];
        device.runs = device.runs && !(device.capacity_w <= 0.0);
        break;
      case Rejector::Kind::open_air:
        device.is_open_air = true;
        device.sink_k = scale(data.link).from_kelvin(sink_k);
        device.exchange_w_k = streams_[ix(data.link)].capacity_w_k;
        break;
      case Rejector::Kind::air_cooled:
        device.sink_k = sink_k;
        if (device.runs)
          device.exchange_w_k = cooler_heat_w_k(in_air(data.cooler, sink_k, round_.problem.atmosphere_pa),
                                                capacity_of_kelvin(data.link));
        break;
      case Rejector::Kind::evaporative:
        // Without fans, spray or make-up a state gives it no capacity.
        device.runs = device.runs && round_.state.capacity_w[r] != 0.0;
        if (device.runs) set_up_tower(r, device);
        break;
    }
    return device;
  }
  void set_up_tower(std::size_t r, CoolingDevice& device) const {
    const auto& tower = *round_.problem.rejectors[r].tower;
    const OutdoorAir air{round_.state.sink_k[r], round_.state.wet_bulb_k[r], round_.problem.atmosphere_pa};
    const double water_w_k = capacity_of_kelvin(device.link);
    device.exchange_w_k = water_w_k;
    device.sink_k = std::numeric_limits<double>::quiet_NaN();  // not given
    if (!std::isfinite(air.wet_bulb_k) || !std::isfinite(air.dry_bulb_k)) return;
    const auto& stream = streams_[ix(device.link)];
    double entering_k = air.wet_bulb_k + tower.rated_lift_k;
    if (round_.last != nullptr && !std::isnan(round_.last->temperature_k[ix(stream.from)]))
      entering_k = round_.last->temperature_k[ix(stream.from)] + stream.rise_k;
    // At the wet bulb itself its heat is nothing and has no slope.
    constexpr double least_lift_k = 0.1;
    entering_k = std::max(entering_k, air.wet_bulb_k + least_lift_k);
    const auto most = tower_most(tower, water_w_k, entering_k, air);
    device.sink_k = air.wet_bulb_k;
    if (!(most.slope_w_k > 0.0)) return;
    device.exchange_w_k = most.slope_w_k;
    device.sink_k = entering_k - most.most_w / most.slope_w_k;
  }

  [[nodiscard]] CoolingDevice exchanger(std::size_t e) const {
    const auto& data = round_.problem.exchangers[e];
    auto device = start(data.hot, data.setpoint_k);
    device.cold_link = data.cold;
    if (data.constants) {
      device.exchange_w_k = exchange_w_k(*data.constants, side(data.hot, round_.films[e].hot),
                                         side(data.cold, round_.films[e].cold));
      device.runs = device.exchange_w_k > 0;
    } else {
      device.capacity_w = round_.state.moved_most_w[e];
      device.runs = device.runs && streams_[ix(data.cold)].capacity_w_k > 0 && !(device.capacity_w <= 0.0);
    }
    return device;
  }
  [[nodiscard]] ExchangerStream side(int link, const FluidProperties& film) const {
    const double capacity_w_k = capacity_of_kelvin(link);
    if (!(capacity_w_k > 0.0)) return exchanger_stream(film, 0.0);
    auto stream = exchanger_stream(film, std::fabs(round_.kg_s[ix(link)]));
    stream.heat_j_kgk = capacity_w_k / stream.kg_s;
    return stream;
  }

  /// What a kelvin of the stream carries, in the mean of those it rises or falls by.
  [[nodiscard]] double capacity_of_kelvin(int link) const {
    return streams_[ix(link)].capacity_w_k / streams_[ix(link)].kelvin_slope;
  }

  const HeatRound& round_;
  std::span<const Stream> streams_;
};

}  // namespace

std::vector<CoolingDevice> cooling_devices(const HeatRound& round, std::span<const Stream> streams) {
  return DeviceWriter(round, streams).write();
}

}  // namespace shellfit::thermal
