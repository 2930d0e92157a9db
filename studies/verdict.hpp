#pragma once
// The answer: hosts, does not host, or depends; how much, as is and with the fit-out; and why.

#include "base/run_context.hpp"
#include "studies/evaluation.hpp"

#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace shellfit::studies {

inline constexpr StageId verdict_stage{"verdict", 11};

enum class Outcome { hosts, does_not_host, depends };
[[nodiscard]] std::string_view outcome_word(Outcome outcome);

/// One answer of two: with what is there, and with what may be added.
struct Answer {
  RealPower
      hostable;       ///< the longest prefix that passes with nothing unknown; NaN where that is not one rack
  RealPower at_best;  ///< the longest prefix that no check stops; what is unknown decides above `hostable`
  int hostable_racks = 0;
  int hostable_units = 0;
  std::vector<Check> checks;  ///< for the whole deployment, in order
  static constexpr auto members() {
    return std::tuple{&Answer::hostable, &Answer::at_best, &Answer::hostable_racks, &Answer::hostable_units,
                      &Answer::checks};
  }
  /// Less may be hosted than nothing known forbids.
  [[nodiscard]] bool is_undecided() const { return hostable.is_missing() || hostable < at_best; }
};

/// Equipment that the fit-out adds.
struct Addition {
  std::string kind, type;
  int count = 0;
  static constexpr auto members() { return std::tuple{&Addition::kind, &Addition::type, &Addition::count}; }
};

/// The answer when another published figure of a rack counts.
struct RivalAnswer {
  std::string figure;  ///< "gb300-nvl72 tdp 135 kW (lenovo-lp2357)"
  RealPower requested;
  Outcome outcome = Outcome::depends;
  std::string first_limit;
  static constexpr auto members() {
    return std::tuple{&RivalAnswer::figure, &RivalAnswer::requested, &RivalAnswer::outcome,
                      &RivalAnswer::first_limit};
  }
};

struct Verdict {
  Outcome outcome = Outcome::depends;
  std::string reason;
  RealPower requested, hostable_upper;
  RealPower poi_real;  ///< of what is asked; NaN without a solution
  ApparentPower poi_apparent;
  bool has_batteries = false;  ///< that recharge in it
  Answer with_fit_out, as_is;
  std::vector<Addition> additions;
  std::vector<RivalAnswer> rivals;
  std::vector<std::string> assumptions, questions, notes;
  std::map<std::string, double> it_w_by_space;  ///< of the hostable racks
  std::vector<Run> runs;                        ///< of the whole deployment with its fit-out
  std::vector<RideThrough> ride_through;        ///< of the same
  Sizes sizes;
  static constexpr auto members() {
    return std::tuple{&Verdict::outcome,        &Verdict::reason,       &Verdict::requested,
                      &Verdict::hostable_upper, &Verdict::poi_real,     &Verdict::poi_apparent,
                      &Verdict::has_batteries,  &Verdict::with_fit_out, &Verdict::as_is,
                      &Verdict::additions,      &Verdict::rivals,       &Verdict::assumptions,
                      &Verdict::questions,      &Verdict::notes,        &Verdict::it_w_by_space,
                      &Verdict::runs,           &Verdict::ride_through, &Verdict::sizes};
  }
};

/// Whether it depends only because a solver found neither an answer nor a cause.
[[nodiscard]] bool is_for_want_of_a_solution(const Verdict& verdict);

/// The verdict of a study. Ranges are tried at their ends; where those disagree it depends.
[[nodiscard]] Verdict judge(const RunContext& context, const site::Study& study);

/// The evaluation of the whole deployment with its fit-out, for reports. Shares its stages with `judge`.
[[nodiscard]] Evaluation whole_evaluation(const RunContext& context, const site::Study& study);

/// 128-bit hash of everything the answer depends on.
[[nodiscard]] std::string study_hash(const site::Study& study);

}  // namespace shellfit::studies
