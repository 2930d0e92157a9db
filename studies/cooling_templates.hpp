#pragma once
// Templates of facility loops expanded to elements, and where a unit that is added is connected.

#include "studies/plan.hpp"

#include <optional>
#include <set>
#include <string>

namespace shellfit::studies {

/// Numbers units so that no two things of the cooling share an id: "fws.pump.1", "fws.pump.2".
class UnitNames {
 public:
  /// Knows the ids that the study's files give, and those of its racks.
  explicit UnitNames(const site::Study& study);
  [[nodiscard]] std::string next(const std::string& stem);
  /// "hall.air", or "hall.air-b" and so on when units of that stem are there.
  [[nodiscard]] std::string unused_stem(const std::string& stem) const;

 private:
  [[nodiscard]] bool is_used(const std::string& stem) const;
  std::set<std::string> used_, lines_;
};

/// Headers and mains of a template, with no machine on them.
[[nodiscard]] site::Piping bare_piping(const std::string& loop, site::LoopTemplate form, bool has_pumps);
/// What a loop of the shell says, as elements. CDUs of a template are left out: they are dealt to racks.
[[nodiscard]] site::Piping expand(const site::CoolingLoop& loop, UnitNames& names);

struct Ends {
  site::HeaderId from, to;
};
/// Beside the pumps of that circuit; in a loop that a landlord's pressure drove, in its place. Nothing when
/// the loop has no such circuit.
[[nodiscard]] std::optional<Ends> connect_pumps(site::Piping& piping, const std::string& loop,
                                                site::PumpCircuit circuit);
/// Beside what rejects heat.
[[nodiscard]] std::optional<Ends> rejection_ends(const site::Piping& piping, const std::string& loop);
/// Between the headers of users, or beside a user.
[[nodiscard]] std::optional<Ends> user_ends(const site::Piping& piping);
/// Pumps of a circuit, as indices: those that a decoupler keeps from the users are primary, those that it
/// does not are secondary; without a decoupler all are primary.
[[nodiscard]] std::vector<std::size_t> pumps_of(const site::Piping& piping, site::PumpCircuit circuit);

/// The plan's cooling as a shell would describe it, what is to be built marked so; a loop of the shell that
/// the plan has no use for, as it is.
[[nodiscard]] site::CoolingSystem described_cooling(const site::Study& study, const CoolingPlan& plan);

}  // namespace shellfit::studies
