#include "power/switching.hpp"
#include "tests/property/law.hpp"
#include "tests/unit/power/networks.hpp"

#include <algorithm>
#include <map>
#include <set>

using namespace shellfit;
using namespace shellfit::power;
using shellfit::testing::law;

namespace {

using Names = std::set<std::string>;

std::string board(int i) { return "b" + std::to_string(i); }

/// Spread over the whole range from the first case on.
int any(int low, int high) { return *rc::gen::resize(100, rc::gen::inRange(low, high)); }

/// Four to eleven boards, two to four of them with a source, most of the others hung on an earlier one by a
/// breaker, some by an isolator, a cable or a UPS; open ties between any two; for each tie transfers that
/// watch one of its ends and open what else is closed there, in any stage, some of them wrongly.
Network random_switchgear() {
  Network network;
  const int count = any(4, 12);
  const int sources = any(2, 5);
  for (int i = 0; i < count; ++i) network.buses.push_back({bus(board(i)), 400.0 * units::V});
  for (int i = 0; i < std::min(sources, count); ++i)
    network.sources.push_back(stiff("g" + std::to_string(i), board(i)));
  int switches = 0;
  const auto join = [&](int from, int to, bool is_closed) {
    auto one = breaker("q" + std::to_string(switches++), board(from), board(to), is_closed);
    if (any(0, 8) == 0) one.kind = Switch::Kind::isolator;
    network.switches.push_back(one);
  };
  for (int i = sources; i < count; ++i) {
    const int parent = any(0, i);
    const int kind = any(0, 8);
    if (kind == 0)
      network.lines.push_back(cable("l" + std::to_string(i), board(parent), board(i), 0.01, 0.01));
    else if (kind == 1)
      network.converters.push_back(ups("u" + std::to_string(i), board(parent), board(i), 0.96));
    else
      join(parent, i, true);
  }
  const int ties = any(1, 6);
  for (int k = 0; k < ties; ++k) {
    const int from = any(0, count);
    const int to = (from + any(1, count)) % count;
    join(from, to, false);
    const auto tie = network.switches.back().id;
    for (const int watched : {from, to}) {
      if (any(0, 3) == 0) continue;
      const int seen = any(0, 4) == 0 ? any(0, count) : watched;
      Transfer one{TransferId("t" + std::to_string(network.transfers.size())), bus(board(seen)), {}, tie};
      for (const auto& other : network.switches) {
        const bool is_there = other.from == bus(board(seen)) || other.to == bus(board(seen));
        if (other.is_closed && is_there && any(0, 5) != 0) one.opens.push_back(other.id);
      }
      one.stage = any(0, 3);
      network.transfers.push_back(one);
    }
  }
  return network;
}

/// The name of a source, or of any board, switch, source or line.
std::string random_element(const Network& network) {
  if (any(0, 2) == 0)
    return network.sources[static_cast<std::size_t>(any(0, static_cast<int>(network.sources.size())))]
        .id.text();
  std::vector<std::string> names;
  for (const auto& one : network.buses) names.push_back(one.id.text());
  for (const auto& one : network.sources) names.push_back(one.id.text());
  for (const auto& one : network.lines) names.push_back(one.id.text());
  for (const auto& one : network.switches) names.push_back(one.id.text());
  return names[static_cast<std::size_t>(any(0, static_cast<int>(names.size())))];
}

/// A state of a network that is spoken of by names.
struct Plant {
  explicit Plant(Network described)
      : network(std::move(described)), problem(to_problem(network)), state(normal_state(problem)) {}
  ElementRef find(const std::string& name) const {
    const auto known = problem.bus_index.find(bus(name));
    return known != problem.bus_index.end() ? ElementRef{ElementRef::Kind::bus, known->second}
                                            : problem.element(element(name));
  }
  Zone fault(const std::string& name) { return apply_fault(problem, state, find(name)); }
  Names named(const std::vector<char>& flags) const {
    Names names;
    for (std::size_t i = 0; i < network.buses.size(); ++i) {
      if (flags[i] != 0) names.insert(network.buses[i].id.text());
    }
    return names;
  }
  Names out() const { return named(state.bus_out); }
  Names live() const { return named(energized_buses(problem, state)); }
  Names acted() {
    Names names;
    for (const int i : act_transfers(problem, state))
      names.insert(network.transfers[static_cast<std::size_t>(i)].id.text());
    return names;
  }
  Network network;
  NetworkProblem problem;
  NetworkState state;
};

bool is_within(const Names& some, const Names& all) {
  return std::includes(all.begin(), all.end(), some.begin(), some.end());
}

template <class T>
void shuffle(std::vector<T>& items) {
  for (std::size_t i = items.size(); i > 1; --i)
    std::swap(items[i - 1], items[static_cast<std::size_t>(any(0, static_cast<int>(i)))]);
}

}  // namespace

TEST_CASE("the order in which a network is written changes nothing in what is out, acts or is live") {
  law(
      [] {
        const auto network = random_switchgear();
        auto other = network;
        shuffle(other.buses);
        shuffle(other.sources);
        shuffle(other.lines);
        shuffle(other.switches);
        for (auto& one : other.switches) {
          if (*rc::gen::arbitrary<bool>()) std::swap(one.from, one.to);
        }
        const auto lost = random_element(network);
        Plant first(network);
        Plant second(other);
        first.fault(lost);
        second.fault(lost);
        RC_ASSERT(first.out() == second.out());
        RC_ASSERT(first.acted() == second.acted());
        RC_ASSERT(first.live() == second.live());
      },
      500);
}

TEST_CASE("a bus split in two by a closed isolator faults, transfers and lives as one") {
  law(
      [] {
        const auto network = random_switchgear();
        const auto split = board(any(0, static_cast<int>(network.buses.size())));
        auto halved = network;
        halved.buses.push_back({bus("half"), 400.0 * units::V});
        Switch joint = isolator("joint", split, "half");
        halved.switches.push_back(joint);
        const auto move = [&](BusId& end) {
          if (end == bus(split) && *rc::gen::arbitrary<bool>()) end = bus("half");
        };
        for (auto& one : halved.sources) move(one.bus);
        for (auto& one : halved.lines) {
          move(one.from);
          move(one.to);
        }
        for (std::size_t i = 0; i + 1 < halved.switches.size(); ++i) {
          move(halved.switches[i].from);
          move(halved.switches[i].to);
        }
        for (auto& one : halved.converters) {
          move(one.from);
          move(one.to);
        }
        for (auto& one : halved.transfers) move(one.watched);
        const auto lost = random_element(network);
        Plant whole(network);
        Plant two(halved);
        whole.fault(lost);
        two.fault(lost);
        const auto as_one = [&](Names names) {
          RC_ASSERT(names.contains("half") == names.contains(split));
          names.erase("half");
          return names;
        };
        RC_ASSERT(whole.out() == as_one(two.out()));
        RC_ASSERT(whole.acted() == two.acted());
        RC_ASSERT(whole.live() == as_one(two.live()));
      },
      500);
}

TEST_CASE("a larger loss makes nothing live, as long as nothing transfers") {
  law(
      [] {
        const auto network = random_switchgear();
        Plant some(network);
        some.fault(random_element(network));
        auto more = some;
        const auto second = random_element(network);
        more.fault(second);
        RC_ASSERT(is_within(some.out(), more.out()));
        RC_ASSERT(is_within(more.live(), some.live()));
        apply_maintenance(more.problem, more.state, more.find(random_element(network)));
        RC_ASSERT(is_within(more.live(), some.live()));
      },
      500);
}

TEST_CASE("faults come in any order") {
  law(
      [] {
        const auto network = random_switchgear();
        const auto a = random_element(network);
        const auto b = random_element(network);
        Plant first(network);
        first.fault(a);
        first.fault(b);
        Plant second(network);
        second.fault(b);
        second.fault(a);
        RC_ASSERT(first.out() == second.out());
        RC_ASSERT(first.live() == second.live());
        RC_ASSERT(first.acted() == second.acted());
        RC_ASSERT(first.live() == second.live());
      },
      500);
}

TEST_CASE("transfers bring no faulted zone back, join no two systems, and come to an end") {
  law(
      [] {
        const auto network = random_switchgear();
        Plant plant(network);
        const auto zone = plant.fault(random_element(network));
        const auto before = connected_buses(plant.problem, plant.state);
        const auto live_before = energized_buses(plant.problem, plant.state);
        const auto out = plant.out();
        plant.acted();
        for (const auto& name : plant.live()) RC_ASSERT(!out.contains(name));
        const auto after = connected_buses(plant.problem, plant.state);
        const auto at = [](const std::vector<int>& numbers, int i) {
          return numbers[static_cast<std::size_t>(i)];
        };
        // Sources that were apart are apart.
        for (const auto& one : plant.problem.sources) {
          for (const auto& other : plant.problem.sources) {
            if (live_before[static_cast<std::size_t>(one.bus)] != 0 &&
                live_before[static_cast<std::size_t>(other.bus)] != 0 &&
                at(before, one.bus) != at(before, other.bus))
              RC_ASSERT(at(after, one.bus) != at(after, other.bus));
          }
        }
        RC_ASSERT(plant.acted().empty());
      },
      500);
}
