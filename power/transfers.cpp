// Transfers: what closes when something is dead, in which order, and what must not close.
//
// A transfer is called when what it watches is dead. It opens before it closes, so that whether it may close
// is asked of the network with `opens` open: its near end (joined with what it watches) must be dead, its far
// end live, both in service. Two live ends are two systems that nothing has synchronized, or one that needs
// no second way. Generating sets of one group are the exception: they start on a dead network and synchronize
// with one another, so that the near end may be live by what the group itself has closed, and by nothing
// else.

#include "base/assertion.hpp"
#include "power/switching.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace shellfit::power {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

class TransferSequence {
 public:
  TransferSequence(const NetworkProblem& problem, NetworkState& state)
      : problem_(problem),
        state_(state),
        live_(energized_buses(problem, state)),
        has_acted_(problem.transfers.size(), 0) {}

  std::vector<TransferStep> run() {
    std::set<int> stages;
    for (const auto& transfer : problem_.transfers) stages.insert(transfer.stage);
    for (auto stage = stages.begin(); stage != stages.end();) {
      const bool has_changed = run_stage(*stage);
      // What came back may serve an earlier stage.
      stage = has_changed && stage != stages.begin() ? stages.begin() : std::next(stage);
    }
    note_hindered();
    return std::move(steps_);
  }

 private:
  /// What a group saw before the first of it acted, and what it has closed since.
  struct Group {
    std::vector<char> live_before;
    std::vector<int> closed;
  };

  /// Until nothing of the stage acts any more; whether anything did.
  bool run_stage(int stage) {
    bool has_changed = false;
    for (bool goes_on = true; goes_on;) {
      goes_on = false;
      std::map<int, Group> groups;
      for (std::size_t i = 0; i < problem_.transfers.size(); ++i) {
        const auto& transfer = problem_.transfers[i];
        if (transfer.stage != stage || has_acted_[i] != 0) continue;
        auto* group = transfer.group < 0
                          ? nullptr
                          : &groups.try_emplace(transfer.group, Group{live_, {}}).first->second;
        const auto& seen = group == nullptr ? live_ : group->live_before;
        if (seen[ix(transfer.watched)] != 0) continue;
        std::vector<int> opened;
        if (attempt(transfer, group, opened)) continue;
        has_acted_[i] = 1;
        steps_.push_back({static_cast<int>(i), std::nullopt, std::move(opened)});
        if (group != nullptr) group->closed.push_back(transfer.closes);
        goes_on = has_changed = true;
      }
    }
    return has_changed;
  }

  /// Opens and closes; or changes nothing, and says why.
  std::optional<Hindrance> attempt(const NetworkProblem::TransferData& transfer, const Group* group,
                                   std::vector<int>& opened) {
    const auto& one = problem_.switches[ix(transfer.closes)];
    if (state_.bus_out[ix(transfer.watched)] != 0) return Hindrance::watched_is_out;
    if (state_.bus_out[ix(one.from)] != 0 || state_.bus_out[ix(one.to)] != 0)
      return Hindrance::closes_on_fault;
    const bool has_live_end = live_[ix(one.from)] != 0 || live_[ix(one.to)] != 0;
    if (!has_live_end || state_.switch_closed[ix(transfer.closes)] != 0) return Hindrance::has_no_supply;
    for (const int i : transfer.opens) {
      if (i == transfer.closes || state_.switch_closed[ix(i)] == 0 || stands_apart(i, one)) continue;
      state_.switch_closed[ix(i)] = 0;
      opened.push_back(i);
    }
    if (const auto hindrance = hindrance_of_closing(transfer, group)) {
      for (const int i : opened) state_.switch_closed[ix(i)] = 1;
      opened.clear();
      return hindrance;
    }
    state_.switch_closed[ix(transfer.closes)] = 1;
    live_ = energized_buses(problem_, state_);
    return std::nullopt;
  }

  /// What is live, and not at the ends of what closes, is not joined with the dead side and goes on.
  [[nodiscard]] bool stands_apart(int opened, const NetworkProblem::SwitchData& closed) const {
    const auto& one = problem_.switches[ix(opened)];
    const auto is_end = [&](int bus) { return bus == closed.from || bus == closed.to; };
    return (live_[ix(one.from)] != 0 || live_[ix(one.to)] != 0) && !is_end(one.from) && !is_end(one.to);
  }

  /// Precondition: what the transfer opens is open.
  std::optional<Hindrance> hindrance_of_closing(const NetworkProblem::TransferData& transfer,
                                                const Group* group) {
    const auto& one = problem_.switches[ix(transfer.closes)];
    const auto joined = connected_buses(problem_, state_);
    const auto live = energized_buses(problem_, state_);
    const auto is_near = [&](int bus) { return joined[ix(bus)] == joined[ix(transfer.watched)]; };
    if (joined[ix(one.from)] == joined[ix(one.to)]) return Hindrance::has_no_supply;
    // A transfer may also serve what stands between: then the dead end is the near one.
    const bool from_is_near =
        is_near(one.from) || (!is_near(one.to) && live[ix(one.from)] == 0 && live[ix(one.to)] != 0);
    const int near = from_is_near ? one.from : one.to;
    const int far = from_is_near ? one.to : one.from;
    if (live[ix(far)] == 0) return Hindrance::has_no_supply;
    if (live[ix(near)] != 0 && !is_live_by(group, near)) return Hindrance::joins_live_systems;
    return std::nullopt;
  }

  /// Whether a bus is live by nothing but what a group has closed.
  bool is_live_by(const Group* group, int bus) {
    if (group == nullptr) return false;
    for (const int i : group->closed) state_.switch_closed[ix(i)] = 0;
    const auto live = energized_buses(problem_, state_);
    for (const int i : group->closed) state_.switch_closed[ix(i)] = 1;
    return live[ix(bus)] == 0;
  }

  void note_hindered() {
    for (std::size_t i = 0; i < problem_.transfers.size(); ++i) {
      const auto& transfer = problem_.transfers[i];
      if (has_acted_[i] != 0 || live_[ix(transfer.watched)] != 0) continue;
      std::vector<int> opened;
      const auto hindrance = attempt(transfer, nullptr, opened);
      ensure(hindrance.has_value(), "transfers act until none can");
      steps_.push_back({static_cast<int>(i), hindrance, {}});
    }
  }

  const NetworkProblem& problem_;
  NetworkState& state_;
  std::vector<char> live_;
  std::vector<char> has_acted_;
  std::vector<TransferStep> steps_;
};

}  // namespace

std::string_view hindrance_words(Hindrance hindrance) {
  switch (hindrance) {
    case Hindrance::watched_is_out:
      return "what it watches is itself out";
    case Hindrance::closes_on_fault:
      return "it would close onto what is out";
    case Hindrance::has_no_supply:
      return "nothing live stands behind it";
    case Hindrance::joins_live_systems:
      return "it would join two live systems";
  }
  return "";
}

std::vector<TransferStep> run_transfers(const NetworkProblem& problem, NetworkState& state) {
  return TransferSequence(problem, state).run();
}

}  // namespace shellfit::power
