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

/// Three to ten boards with up to three sources, joined at random by cables, breakers, isolators and UPS,
/// open or closed; transfers that watch any board, open and close any switches, in any stage.
Network random_switchgear() {
  Network network;
  const int count = *rc::gen::inRange(3, 11);
  const auto any_board = [&] { return board(*rc::gen::inRange(0, count)); };
  const auto any_pair = [&] {
    const int from = *rc::gen::inRange(0, count);
    const int to = *rc::gen::inRange(0, count - 1);
    return std::pair{board(from), board(to < from ? to : to + 1)};
  };
  for (int i = 0; i < count; ++i) network.buses.push_back({bus(board(i)), 400.0 * units::V});
  const int sources = *rc::gen::inRange(1, 4);
  for (int i = 0; i < sources; ++i) network.sources.push_back(stiff("g" + std::to_string(i), any_board()));
  const int lines = *rc::gen::inRange(0, 4);
  for (int i = 0; i < lines; ++i) {
    const auto [from, to] = any_pair();
    network.lines.push_back(cable("l" + std::to_string(i), from, to, 0.01, 0.01));
  }
  const int switches = *rc::gen::inRange(2, 13);
  for (int i = 0; i < switches; ++i) {
    const auto [from, to] = any_pair();
    auto one = breaker("q" + std::to_string(i), from, to, *rc::gen::inRange(0, 3) != 0);
    if (*rc::gen::inRange(0, 4) == 0) one.kind = Switch::Kind::isolator;
    network.switches.push_back(one);
  }
  if (*rc::gen::arbitrary<bool>()) {
    const auto [from, to] = any_pair();
    network.converters.push_back(ups("u", from, to, 0.96));
  }
  const int transfers = *rc::gen::inRange(0, 6);
  for (int i = 0; i < transfers; ++i) {
    const auto any_switch = [&] { return element("q" + std::to_string(*rc::gen::inRange(0, switches))); };
    Transfer one{TransferId("t" + std::to_string(i)), bus(any_board()), {}, any_switch()};
    const int opens = *rc::gen::inRange(0, 3);
    for (int k = 0; k < opens; ++k) one.opens.push_back(any_switch());
    one.stage = *rc::gen::inRange(0, 3);
    network.transfers.push_back(one);
  }
  return network;
}

/// The name of a board, a switch, a source or a line.
std::string random_element(const Network& network) {
  std::vector<std::string> names;
  for (const auto& one : network.buses) names.push_back(one.id.text());
  for (const auto& one : network.sources) names.push_back(one.id.text());
  for (const auto& one : network.lines) names.push_back(one.id.text());
  for (const auto& one : network.switches) names.push_back(one.id.text());
  return *rc::gen::elementOf(names);
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
    std::swap(items[i - 1], items[static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(i)))]);
}

}  // namespace

TEST_CASE("the order in which a network is written changes nothing in what is out, acts or is live") {
  law([] {
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
  });
}

TEST_CASE("a bus split in two by a closed isolator faults, transfers and lives as one") {
  law([] {
    const auto network = random_switchgear();
    const auto split = board(*rc::gen::inRange(0, static_cast<int>(network.buses.size())));
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
  });
}

TEST_CASE("a larger loss makes nothing live, as long as nothing transfers") {
  law([] {
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
  });
}

TEST_CASE("faults come in any order") {
  law([] {
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
  });
}

TEST_CASE("transfers bring no faulted zone back, join no two systems, and come to an end") {
  law([] {
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
  });
}
