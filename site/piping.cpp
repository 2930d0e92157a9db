#include "site/piping.hpp"

#include "base/circulation.hpp"

#include <algorithm>
#include <map>
#include <numeric>

namespace shellfit::site {

bool Piping::empty() const {
  bool has_element = !headers.empty() || mixing.has_value() || !groups.empty();
  for_each_element(*this, [&](const auto&, Role) { has_element = true; });
  return !has_element;
}

CircuitSides sides_of(const Piping& piping, const std::vector<Between>& beside) {
  // The two ends of a decoupler are nearly at one pressure: as one node they cut the plant from the users.
  std::map<HeaderId, int> nodes;
  const auto node_of = [&](const HeaderId& id) {
    return nodes.try_emplace(id, static_cast<int>(nodes.size())).first->second;
  };
  const auto name = [&](const auto& element) { node_of(element.from), node_of(element.to); };
  for_each_element(piping, [&](const auto& element, Role) { name(element); });
  for (const auto& one : beside) name(one);
  std::vector<int> merged(nodes.size());
  std::iota(merged.begin(), merged.end(), 0);
  const auto find = [&](int node) {
    while (merged[static_cast<std::size_t>(node)] != node) node = merged[static_cast<std::size_t>(node)];
    return node;
  };
  for (const auto& decoupler : piping.decouplers)
    merged[static_cast<std::size_t>(find(node_of(decoupler.from)))] = find(node_of(decoupler.to));

  std::vector<OpenLink> links;
  std::vector<const void*> elements;
  std::vector<char> is_user;
  const auto add = [&](const auto& element, Role role) {
    const int from = find(node_of(element.from));
    const int to = find(node_of(element.to));
    if (from == to) return;
    links.push_back({from, to, role == Role::moves});
    elements.push_back(&element);
    is_user.push_back(role == Role::uses ? 1 : 0);
  };
  for_each_element(piping, add);
  for (const auto& one : beside) add(one, one.role);
  // Users that are still to be connected.
  std::optional<int> supply, back;
  for (const auto& header : piping.headers) {
    if (!header.users || !nodes.contains(header.id)) continue;
    (*header.users == Header::Users::supply ? supply : back) = find(nodes.at(header.id));
  }
  if (supply && back && *supply != *back) {
    links.push_back({*supply, *back, false});
    elements.push_back(nullptr);
    is_user.push_back(1);
  }
  const Circulation circulation(static_cast<int>(nodes.size()), links);
  const auto& part = circulation.part_of();
  std::vector<char> has_user(static_cast<std::size_t>(circulation.part_count()), 0);
  std::map<const void*, int> part_of;
  for (std::size_t i = 0; i < links.size(); ++i) {
    if (is_user[i] != 0) has_user[static_cast<std::size_t>(part[i])] = 1;
    part_of[elements[i]] = part[i];
  }
  const auto serves_users = [&](const auto& element) {
    const auto found = part_of.find(&element);
    return found != part_of.end() && has_user[static_cast<std::size_t>(found->second)] != 0;
  };
  CircuitSides sides;
  for (const auto& pump : piping.pumps) sides.pump_serves_users.push_back(serves_users(pump) ? 1 : 0);
  for (const auto& valve : piping.balancing_valves)
    sides.valve_serves_users.push_back(serves_users(valve) ? 1 : 0);
  // With no users to tell by, or users that a decoupler bypasses, every pump is theirs.
  if (std::find(has_user.begin(), has_user.end(), 1) == has_user.end())
    sides.pump_serves_users.assign(piping.pumps.size(), 1);
  return sides;
}

const FlangeState* Flange::without(Part part) const {
  const auto found = std::find_if(states.begin(), states.end(), [&](const FlangeState& one) {
    return std::find(one.parts.begin(), one.parts.end(), part) != one.parts.end();
  });
  return found == states.end() ? nullptr : &*found;
}

Flange Flange::in(const FlangeState& state) const {
  auto then = *this;
  then.supply = state.supply.value_or(supply);
  then.flow = state.flow.value_or(flow);
  then.highest_return = state.highest_return.value_or(highest_return);
  then.pressure = state.pressure.value_or(pressure);
  if (state.heat) then.heat = state.heat;
  return then;
}

Piping installed_part(Piping piping) {
  const auto is_new = [](const auto& element) { return element.is == Presence::to_be_built; };
  std::erase_if(piping.pumps, is_new);
  std::erase_if(piping.coolers, is_new);
  std::erase_if(piping.chillers, is_new);
  std::erase_if(piping.balancing_valves, is_new);
  std::erase_if(piping.decouplers, is_new);
  std::erase_if(piping.pipes, is_new);
  std::erase_if(piping.air_units, is_new);
  // A group of nothing but what is to be built is itself to be built.
  std::erase_if(piping.groups, [&](const TcsGroup& group) {
    return !group.cdus.empty() && std::all_of(group.cdus.begin(), group.cdus.end(), is_new);
  });
  for (auto& group : piping.groups) std::erase_if(group.cdus, is_new);
  if (piping.mixing && is_new(*piping.mixing)) piping.mixing.reset();
  return piping;
}

}  // namespace shellfit::site
