#pragma once
// The conditions in which everything must hold: outages, weather points and load levels.

#include "studies/power_assembly.hpp"
#include "studies/weather.hpp"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace shellfit::studies {

enum class LoadLevel { full, peak, recharge };

/// One part that is out.
struct Outage {
  site::OutageKind kind = site::OutageKind::fault;
  site::Part part = site::Part::feed;
  std::string id;
  int power_part = -1;  ///< index in PowerAssembly::parts
  int device = -1;      ///< index in the devices
};

/// What is out at once.
struct OutageSet {
  std::string id = "normal";  ///< "out:it.3.transformer"
  std::vector<Outage> parts;
  bool is_utility_lost = false;
  bool is_only_feed_lost = false;  ///< which the utility's is to all that the landlord runs
  bool is_make_up_lost = false;    ///< towers stand, and pads are dry
  /// The landlord's part that is out, behind this offer (-1: behind all of them) or a flange.
  std::optional<site::Part> landlord_part;
  int landlord_offer = -1;
  /// By line of the deployment, for racks with heat in liquid and those with all of it in air: whether they
  /// must keep running. Empty: all must.
  std::vector<std::array<char, 2>> required;
  /// The loop behind whose flange that part is out; empty: none, unless the utility is lost.
  std::optional<site::LoopServes> landlord_loop;
  [[nodiscard]] bool is_nothing() const {
    return parts.empty() && !is_utility_lost && !landlord_part && !is_make_up_lost;
  }
};

struct State {
  std::string id;  ///< "normal@dry-bulb/full", "out:it.3.transformer@cold/full"
  OutageSet out;
  int weather = -1;  ///< index of the weather point; -1 when none is known
  LoadLevel load = LoadLevel::full;
};

/// Whether what the basis wants survived concerns a rack.
[[nodiscard]] bool is_for(const site::Survive& survive, const site::Study& study, const HostedRack& rack);
/// False for racks that need not survive the state: they are taken as shut down.
[[nodiscard]] bool must_run(const State& state, const HostedRack& rack);
/// True when an offer says what it delivers while such a part of the landlord's is out.
[[nodiscard]] bool says_what_is_left(const site::PowerOffer& offer, site::Part part);
/// What an offer delivers in a state; its own figures where it says no other (null).
[[nodiscard]] const site::OfferState* offer_state(const site::PowerOffer& offer, int index,
                                                  const State& state);

/// " without its chiller", " without the utility"; empty when the landlord's part in it is whole.
[[nodiscard]] std::string without_words(const State& state);
/// What the flange of a loop says of a state; nullptr without a flange, and where it is as ever.
[[nodiscard]] const site::FlangeState* flange_state(const LoopPlan& loop, const State& state);
/// What a landlord delivers there in the state. Precondition: the loop has a flange.
[[nodiscard]] site::Flange flange_in(const LoopPlan& loop, const State& state);
/// Outages to survive behind what a landlord offers, each once.
[[nodiscard]] std::vector<State> landlord_states(const site::Study& study);

/// The normal state and every single outage that the basis wants survived, in every weather point; at peak
/// and while batteries recharge in the first of them. An outage that no line must survive is no state.
[[nodiscard]] std::vector<State> list_states(const site::Study& study, const std::vector<PowerPart>& parts,
                                             const std::vector<Device>& devices,
                                             const std::vector<WeatherPoint>& weather);

}  // namespace shellfit::studies
