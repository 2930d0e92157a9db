#pragma once
// How long racks last when cooling stops: the heat that loops and halls take up, from the normal state on.

#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace shellfit::studies {

class SolvedCooling;

/// One line of racks in liquid, or the air of one white space, after one loss.
struct RideThrough {
  std::string state;    ///< "lost:utility@dry-bulb/full", "lost:pumps.fws@...", "lost:chillers.chw@..."
  std::string element;  ///< id of a line, or of a white space
  std::string what;     ///< "coolant entering gb300.3"
  double limit_c = 0;   ///< of that
  /// Until the limit is passed when what is waited for never comes; nothing: not before `followed_s`.
  std::optional<double> seconds;
  double followed_s = 0;
  /// From the loss until cooling is back; nothing where no figure says when.
  std::optional<double> against_s;
  double no_sooner_s = 0;  ///< from the loss until cooling can be back, where that is all that is known
  std::string against;  ///< "generators, then the restart of chillers"; empty: only a repair brings it back
  /// When the limit is passed although everything comes back in its time.
  std::optional<double> passed_s;
  std::vector<std::pair<double, double>> curve;  ///< s, degC, while what is waited for does not come
  std::vector<std::string> lacking;              ///< figures nobody gives, without which less is stored
  std::string question;                          ///< why nothing can be said
  std::vector<std::string> weak;
  static constexpr auto members() {
    return std::tuple{&RideThrough::state,     &RideThrough::element,     &RideThrough::what,
                      &RideThrough::limit_c,   &RideThrough::seconds,     &RideThrough::followed_s,
                      &RideThrough::against_s, &RideThrough::no_sooner_s, &RideThrough::against,
                      &RideThrough::passed_s,  &RideThrough::curve,       &RideThrough::lacking,
                      &RideThrough::question,  &RideThrough::weak};
  }
};

/// Every loss that the plan allows: of the utility, of the pumps of a loop, of the chillers of a loop.
/// Preconditions: the basis asks for it; `normal` is a solved state without outages at full load.
[[nodiscard]] std::vector<RideThrough> ride_through(const SolvedCooling& normal);

}  // namespace shellfit::studies
