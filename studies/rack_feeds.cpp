#include "studies/rack_feeds.hpp"

namespace shellfit::studies {

std::array<int, 2> supplies_on_feeds(int count, const OnFeeds& is_there) {
  if (is_there[0] && is_there[1]) return {count - count / 2, count / 2};
  return {is_there[0] ? count : 0, is_there[1] ? count : 0};
}

int live_supplies(int count, const OnFeeds& is_there, const OnFeeds& is_live) {
  const auto on = supplies_on_feeds(count, is_there);
  return (is_live[0] ? on[0] : 0) + (is_live[1] ? on[1] : 0);
}

std::array<double, 2> feed_shares(int count, const OnFeeds& is_there, const OnFeeds& is_live) {
  const int live = live_supplies(count, is_there, is_live);
  if (live == 0) return {0.0, 0.0};
  const auto on = supplies_on_feeds(count, is_there);
  return {is_live[0] ? static_cast<double>(on[0]) / live : 0.0,
          is_live[1] ? static_cast<double>(on[1]) / live : 0.0};
}

double terminal_volts(const catalogs::PowerSupplies& supplies, double line_volts) {
  return supplies.connection == catalogs::Connection::line_to_neutral ? line_volts / sqrt_3 : line_volts;
}

Current supply_current(const catalogs::PowerSupplies& supplies, RealPower each, double terminal_volts) {
  const double phases = supplies.connection == catalogs::Connection::three_phase ? sqrt_3 : 1.0;
  return Current::from_si(each.in_si() / (phases * terminal_volts * supplies.power_factor.in_si()));
}

}  // namespace shellfit::studies
