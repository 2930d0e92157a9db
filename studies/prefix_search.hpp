#pragma once
// The longest prefix of a hosting order that passes, and what stops it there.

#include "studies/evaluation.hpp"

#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace shellfit::studies {

/// Evaluates prefixes of one hosting order, each at most once.
class Prefixes {
 public:
  Prefixes(const RunContext& context, const site::Study& study, std::vector<HostedRack> racks, Mode mode);
  [[nodiscard]] const std::vector<HostedRack>& racks() const { return racks_; }
  [[nodiscard]] int size() const { return static_cast<int>(racks_.size()); }
  [[nodiscard]] std::vector<HostedRack> first(int count) const;
  /// Precondition: 1 <= count <= size().
  [[nodiscard]] const Evaluation& at(int count);
  /// The longest prefix, 0 to size(), for which `passes` holds, taking it that shorter ones then pass as
  /// well: the prefix found passes and the next longer one does not.
  [[nodiscard]] int longest(const std::function<bool(const Evaluation&)>& passes);

 private:
  const RunContext& context_;
  const site::Study& study_;
  std::vector<HostedRack> racks_;
  Mode mode_;
  std::map<int, std::unique_ptr<const Evaluation>> known_;
};

/// Racks of the longest prefixes that pass.
struct Hosted {
  int for_certain = 0;    ///< with nothing unknown
  int at_best = 0;        ///< whatever is unknown
  bool is_known = false;  ///< false where what is unknown, or not proven, decides from the first rack on
};
[[nodiscard]] Hosted find_hosted(Prefixes& prefixes);

}  // namespace shellfit::studies
