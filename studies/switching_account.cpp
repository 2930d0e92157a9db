#include "studies/switching_account.hpp"

#include "studies/power_assembly.hpp"
#include "studies/sites_of_items.hpp"
#include "studies/switched_state.hpp"
#include "studies/weather.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace shellfit::studies {

namespace {

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

class Accountant {
 public:
  Accountant(const Plan& plan, const PowerAssembly& power)
      : plan_(plan), power_(power), normal_(switch_state(plan, power, State{})) {}

  SwitchingAccount account(const State& state) const {
    const auto switched = switch_state(plan_, power_, state);
    SwitchingAccount one;
    one.id = state.out.id;
    add_losses(state, switched, one);
    for (const auto& step : switched.transfers) add_transfer(step, one);
    add_dark_boards(switched, one);
    add_racks(switched, one);
    return one;
  }

 private:
  const std::string& bus_name(int bus) const { return power_.network.buses[ix(bus)].id.text(); }
  std::vector<std::string> switch_names(const std::vector<int>& switches) const {
    std::vector<std::string> names;
    for (const int i : switches) names.push_back(power_.network.switches[ix(i)].id.text());
    return names;
  }

  void add_dark_boards(const SwitchedState& switched, SwitchingAccount& one) const {
    for (const int bus : power_.board_buses) {
      if (normal_.live[ix(bus)] != 0 && switched.live[ix(bus)] == 0) one.dark_boards.push_back(bus_name(bus));
    }
  }

  void add_racks(const SwitchedState& switched, SwitchingAccount& one) const {
    const auto count = [](const std::array<bool, 2>& feeds) {
      return (feeds[0] ? 1 : 0) + (feeds[1] ? 1 : 0);
    };
    for (std::size_t i = 0; i < plan_.racks.size(); ++i) {
      const int before = count(power_.racks[i].live(normal_.live));
      const int after = count(power_.racks[i].live(switched.live));
      if (after >= before) continue;
      (after == 0 ? one.dark_racks : one.one_feed_racks).push_back(plan_.racks[i].id.text());
    }
  }

  void add_losses(const State& state, const SwitchedState& switched, SwitchingAccount& one) const {
    using Kind = SwitchingStep::Kind;
    for (const auto kind : {site::OutageKind::maintenance, site::OutageKind::fault}) {
      for (std::size_t i = 0; i < state.out.parts.size(); ++i) {
        const auto& part = state.out.parts[i];
        if (part.kind != kind) continue;
        SwitchingStep step;
        step.what = fmt::format("{} {}", site::part_word(part.part), part.id);
        step.is_maintenance = kind == site::OutageKind::maintenance;
        step.opens = switch_names(switched.zones[i].opened);
        for (const int bus : switched.zones[i].buses) step.dark.push_back(bus_name(bus));
        one.steps.push_back(std::move(step));
      }
    }
    if (state.out.is_utility_lost) {
      SwitchingStep step;
      step.kind = Kind::utility;
      step.what = "utility";
      one.steps.push_back(std::move(step));
    }
    for (const auto& part : state.out.parts) {
      if (part.part != site::Part::battery || part.power_part < 0) continue;
      const int ups = power_.parts[ix(part.power_part)].element.index;
      if (switched.input.converter_out[ix(ups)] == 0) continue;
      SwitchingStep step;
      step.kind = Kind::drops;
      step.what = power_.network.converters[ix(ups)].id.text();
      one.steps.push_back(std::move(step));
    }
  }

  void add_transfer(const power::TransferStep& taken, SwitchingAccount& one) const {
    const auto& transfer = power_.network.transfers[ix(taken.transfer)];
    SwitchingStep step;
    step.kind = taken.hindrance ? SwitchingStep::Kind::stays : SwitchingStep::Kind::transfers;
    step.what = transfer.id.text();
    step.opens = switch_names(taken.opened);
    step.closes = transfer.closes.text();
    if (taken.hindrance) step.reason = power::hindrance_words(*taken.hindrance);
    // A board that never had a supply calls for its transfers in the normal state too.
    if (taken.hindrance && normal_.live[ix(power_.problem.bus(transfer.watched))] == 0) return;
    one.steps.push_back(std::move(step));
  }

  const Plan& plan_;
  const PowerAssembly& power_;
  SwitchedState normal_;
};

/// "a, b and 3 more".
std::string some(const std::vector<std::string>& names) {
  constexpr std::size_t most = 8;
  if (names.size() <= most + 1) return fmt::format("{}", fmt::join(names, ", "));
  return fmt::format("{} and {} more", fmt::join(names.begin(), names.begin() + most, ", "),
                     names.size() - most);
}

std::string words_of(const SwitchingStep& step) {
  using enum SwitchingStep::Kind;
  switch (step.kind) {
    case lost: {
      auto text = fmt::format("{} is {}", step.what, step.is_maintenance ? "in maintenance" : "lost");
      if (!step.opens.empty()) text += "; opens " + some(step.opens);
      if (!step.dark.empty()) text += "; takes out " + some(step.dark);
      return text;
    }
    case utility:
      return "the utility is lost";
    case drops:
      return fmt::format("{} drops its load: its input is dead and its battery is out", step.what);
    case transfers:
      return fmt::format("{} acts: {}closes {}", step.what,
                         step.opens.empty() ? "" : fmt::format("opens {}, then ", some(step.opens)),
                         step.closes);
    case stays:
      return fmt::format("{} stays: {}", step.what, step.reason);
  }
  return "";
}

std::string outcome_of(const SwitchingAccount& account) {
  std::string text;
  const auto add = [&](const char* what, const std::vector<std::string>& names) {
    if (names.empty()) return;
    text += fmt::format("{}{}: {}", text.empty() ? "" : "; ", what, some(names));
  };
  add("dark boards", account.dark_boards);
  add("racks on one feed", account.one_feed_racks);
  add("dark racks", account.dark_racks);
  return text.empty() ? "nothing is dark" : text;
}

}  // namespace

std::vector<SwitchingAccount> account_of_outages(const site::Study& study, const Evaluation& evaluation) {
  const bool is_unknown = study.shell.power.is == site::SystemState::unknown ||
                          std::any_of(evaluation.plan.missing.begin(), evaluation.plan.missing.end(),
                                      [](const MissingFigure& one) { return one.is_electrical; });
  if (is_unknown) return {};
  const auto power = assemble_power(study, evaluation.plan, evaluation.devices, Spots(evaluation.layout));
  const Accountant accountant(evaluation.plan, power);
  std::vector<SwitchingAccount> accounts;
  for (const auto& state : list_states(study, power.parts, evaluation.devices, weather_points(study))) {
    const auto known = std::find_if(accounts.begin(), accounts.end(),
                                    [&](const auto& one) { return one.id == state.out.id; });
    auto& one = known != accounts.end() ? *known : accounts.emplace_back(accountant.account(state));
    one.states.push_back(state.id.substr(state.id.find('@') + 1));
  }
  return accounts;
}

SwitchingAccount account_of_state(const Plan& plan, const PowerAssembly& power, const State& state) {
  return Accountant(plan, power).account(state);
}

std::vector<std::string> switching_lines(const SwitchingAccount& account) {
  std::vector<std::string> lines;
  for (const auto& step : account.steps) lines.push_back(words_of(step));
  lines.push_back("in the end: " + outcome_of(account));
  return lines;
}

std::string describe_switching(const SwitchingAccount& account) {
  auto text = account.id + "\n";
  for (const auto& line : switching_lines(account)) text += fmt::format("  {}\n", line);
  return text;
}

std::string summarize_switching(const SwitchingAccount& account) {
  std::size_t acted = 0;
  for (const auto& step : account.steps) acted += step.kind == SwitchingStep::Kind::transfers ? 1 : 0;
  return fmt::format("{}: {} transfer{}; {} board{} and {} rack{} dark, {} on one feed", account.id, acted,
                     acted == 1 ? "" : "s", account.dark_boards.size(),
                     account.dark_boards.size() == 1 ? "" : "s", account.dark_racks.size(),
                     account.dark_racks.size() == 1 ? "" : "s", account.one_feed_racks.size());
}

}  // namespace shellfit::studies
