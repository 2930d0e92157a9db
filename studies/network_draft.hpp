#pragma once
// A network while it is written: what may be lost in it by name, and transfers by when they act.

#include "power/network.hpp"
#include "site/outage.hpp"

#include <string>
#include <utility>
#include <vector>

namespace shellfit::studies {

struct NetworkDraft {
  /// Something that may be lost: an element, or a bus.
  struct Part {
    site::Part part;
    std::string id, name;
    bool is_bus;
  };

  power::Network network;
  std::vector<Part> parts;
  std::vector<power::Transfer> ties, generators, automatic_switches, static_switches, mechanical;

  void bus(const std::string& id, LineVoltage nominal) {
    network.buses.push_back({power::BusId(id), nominal});
  }
  void breaker(const std::string& id, const std::string& from, const std::string& to, bool is_closed = true) {
    network.switches.push_back({power::ElementId(id), power::BusId(from), power::BusId(to),
                                power::Switch::Kind::breaker, is_closed});
  }
  /// A breaker that may itself be lost.
  void breaker_part(const std::string& id, const std::string& from, const std::string& to,
                    bool is_closed = true) {
    breaker(id, from, to, is_closed);
    part(site::Part::breaker, id, id);
  }
  void part(site::Part kind, const std::string& id, const std::string& element) {
    parts.push_back({kind, id, element, false});
  }
  void bus_part(site::Part kind, const std::string& id, const std::string& bus) {
    parts.push_back({kind, id, bus, true});
  }

  /// Ties first; then generators, then automatic transfer switches, for which the batteries wait; then static
  /// switches, where a UPS output stays dead; then the transfer switches of mechanical loads.
  [[nodiscard]] power::Network finished() const {
    auto whole = network;
    int stage = 0;
    for (const auto* list : {&ties, &generators, &automatic_switches, &static_switches, &mechanical}) {
      for (auto transfer : *list) {
        transfer.stage = stage;
        whole.transfers.push_back(std::move(transfer));
      }
      ++stage;
    }
    return whole;
  }
};

}  // namespace shellfit::studies
