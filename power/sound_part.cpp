#include "power/sound_part.hpp"

#include "base/disjoint_sets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace shellfit::power {

namespace {

// The buses that an element of each kind is connected to, or depends on.
std::vector<BusId> buses_of(const Source& one) { return {one.bus}; }
std::vector<BusId> buses_of(const Generator& one) { return {one.bus}; }
std::vector<BusId> buses_of(const Line& one) { return {one.from, one.to}; }
std::vector<BusId> buses_of(const Transformer& one) {
  if (one.control) return {one.from, one.to, one.control->bus};
  return {one.from, one.to};
}
std::vector<BusId> buses_of(const ThreeWindingTransformer& one) {
  std::vector<BusId> buses;
  for (const auto& side : one.sides) buses.push_back(side.bus);
  if (one.control) buses.push_back(one.control->bus);
  return buses;
}
std::vector<BusId> buses_of(const TwoPort& one) { return {one.from, one.to}; }
std::vector<BusId> buses_of(const Switch& one) { return {one.from, one.to}; }
std::vector<BusId> buses_of(const Converter& one) { return {one.from, one.to}; }
std::vector<BusId> buses_of(const Load& one) { return {one.bus}; }
std::vector<BusId> buses_of(const Shunt& one) { return {one.bus}; }
std::vector<BusId> buses_of(const Motor& one) { return {one.bus}; }
std::vector<BusId> buses_of(const LimitedSource& one) { return {one.bus}; }

/// Calls `use(list)` for every list of elements of the network.
template <class AnyNetwork, class Use>
void for_each_list(AnyNetwork& network, Use use) {
  use(network.sources);
  use(network.generators);
  use(network.lines);
  use(network.transformers);
  use(network.three_windings);
  use(network.two_ports);
  use(network.switches);
  use(network.converters);
  use(network.loads);
  use(network.shunts);
  use(network.motors);
  use(network.limited_sources);
}

class Sieve {
 public:
  Sieve(const Network& network, const std::vector<NetworkFault>& faults)
      : network_(network), faults_(faults), joined_(static_cast<int>(network.buses.size())) {}

  SoundPart sift() {
    join();
    name_elements();
    for (const auto& fault : faults_) spoil(fault);
    SoundPart part;
    part.network = network_;
    remove(part.network);
    // An unsound island for each root, in the order of the buses.
    std::unordered_map<int, std::size_t> place;
    for (std::size_t i = 0; i < network_.buses.size(); ++i) {
      const int root = joined_.root(static_cast<int>(i));
      const auto reason = reasons_.find(root);
      if (reason == reasons_.end()) continue;
      const auto [at, is_new] = place.try_emplace(root, part.unsound.size());
      if (is_new) part.unsound.push_back({{}, reason->second});
      part.unsound[at->second].buses.push_back(network_.buses[i].id);
    }
    return part;
  }

 private:
  void join() {
    for (std::size_t i = 0; i < network_.buses.size(); ++i) {
      // A bus that is given twice is one of two: both are spoiled together.
      const auto [known, is_new] = index_.try_emplace(network_.buses[i].id, static_cast<int>(i));
      if (!is_new) joined_.join(static_cast<int>(i), known->second);
    }
    for_each_list(network_, [&](const auto& list) {
      for (const auto& one : list) join(buses_of(one));
    });
    std::unordered_map<ElementId, BusId> switch_buses;
    for (const auto& one : network_.switches) switch_buses.emplace(one.id, one.from);
    for (const auto& transfer : network_.transfers) {
      std::vector<BusId> buses{transfer.watched};
      auto moved = transfer.opens;
      moved.push_back(transfer.closes);
      for (const auto& one : moved) {
        if (const auto known = switch_buses.find(one); known != switch_buses.end())
          buses.push_back(known->second);
      }
      join(buses);
    }
  }
  void join(const std::vector<BusId>& buses) {
    int first = -1;
    for (const auto& bus : buses) {
      const auto known = index_.find(bus);
      if (known == index_.end()) continue;
      if (first >= 0) joined_.join(known->second, first);
      first = known->second;
    }
  }
  void name_elements() {
    for_each_list(network_, [&](const auto& list) {
      for (const auto& one : list) {
        for (const auto& bus : buses_of(one)) elements_.emplace(one.id.text(), bus);
      }
    });
    for (const auto& bus : network_.buses) elements_.emplace(bus.id.text(), bus.id);
    for (const auto& transfer : network_.transfers) elements_.emplace(transfer.id.text(), transfer.watched);
  }
  void spoil(const NetworkFault& fault) {
    const auto reason = fmt::format("{} {}", fault.element, fault.message);
    bool is_found = false;
    const auto [begin, end] = elements_.equal_range(fault.element);
    for (auto one = begin; one != end; ++one) {
      const auto known = index_.find(one->second);
      if (known == index_.end()) continue;
      reasons_.try_emplace(joined_.root(known->second), reason);
      is_found = true;
    }
    if (is_found) return;
    for (std::size_t i = 0; i < network_.buses.size(); ++i)
      reasons_.try_emplace(joined_.root(static_cast<int>(i)), reason);
  }

  bool is_sound(const BusId& bus) {
    const auto known = index_.find(bus);
    return known != index_.end() && !reasons_.contains(joined_.root(known->second));
  }
  void remove(Network& network) {
    std::erase_if(network.buses, [&](const Bus& bus) { return !is_sound(bus.id); });
    for_each_list(network, [&](auto& list) {
      std::erase_if(list, [&](const auto& one) {
        const auto buses = buses_of(one);
        return !std::all_of(buses.begin(), buses.end(), [&](const BusId& bus) { return is_sound(bus); });
      });
    });
    std::erase_if(network.transfers, [&](const Transfer& one) { return !is_sound(one.watched); });
  }

  const Network& network_;
  const std::vector<NetworkFault>& faults_;
  DisjointSets joined_;  ///< buses that depend on one another
  std::unordered_map<BusId, int> index_;
  std::unordered_multimap<std::string, BusId> elements_;  ///< buses by the name of what is connected to them
  std::unordered_map<int, std::string> reasons_;          ///< by root
};

}  // namespace

SoundPart sound_part(const Network& network, const std::vector<NetworkFault>& faults) {
  if (faults.empty()) return {network, {}};
  return Sieve(network, faults).sift();
}

}  // namespace shellfit::power
