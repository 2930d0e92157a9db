#pragma once
// What is known of a class of equipment rather than of a type: how often it fails, how long one waits for it.

#include "catalogs/equipment_parts.hpp"

namespace shellfit::catalogs {

/// How often a component fails and how long its repair takes.
struct ReliabilityType {
  Id<ReliabilityType> id;
  About about;
  Figure<Frequency> failures;
  Figure<Duration> repair;
  Figure<Ratio> start_failures;  ///< of its starts
  Location where;
  static constexpr auto members() {
    return std::tuple{&ReliabilityType::id, &ReliabilityType::about, &ReliabilityType::failures,
                      &ReliabilityType::repair, &ReliabilityType::start_failures};
  }
};

/// How long a class of equipment takes from order to delivery.
struct LeadTimeType {
  Id<LeadTimeType> id;
  About about;
  Figure<Duration> time;
  Location where;
  static constexpr auto members() {
    return std::tuple{&LeadTimeType::id, &LeadTimeType::about, &LeadTimeType::time};
  }
};

}  // namespace shellfit::catalogs
