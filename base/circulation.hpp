#pragma once
// Which links of a circuit can carry flow. Circuits are closed: nothing enters or leaves, so what flows,
// flows round. A link on no cycle stands, and so does every cycle that nothing drives. Found by the parts of
// the graph that no single node cuts (Tarjan, SIAM J. Comput. 1:2, 1972): a link lies on a cycle exactly when
// its part has more links than one.

#include <algorithm>
#include <cstddef>
#include <vector>

namespace shellfit {

/// An open link between two different nodes; a pump or a given flow drives.
struct OpenLink {
  int from, to;
  bool drives;
};

/// Finds the parts by a depth-first search whose stack is explicit: mains of thousands of links are deep.
class Circulation {
 public:
  Circulation(int nodes, const std::vector<OpenLink>& links)
      : links_(links),
        depth_(static_cast<std::size_t>(nodes), -1),
        low_(depth_),
        starts_(depth_.size() + 1, 0),
        part_(links.size(), -1) {
    for (const auto& link : links_) ++starts_[at(link.from) + 1], ++starts_[at(link.to) + 1];
    for (std::size_t n = 0; n + 1 < starts_.size(); ++n) starts_[n + 1] += starts_[n];
    incident_.resize(2 * links_.size());
    auto next = starts_;
    for (std::size_t i = 0; i < links_.size(); ++i) {
      incident_[next[at(links_[i].from)]++] = i;
      incident_[next[at(links_[i].to)]++] = i;
    }
    for (int n = 0; n < nodes; ++n) {
      if (depth_[at(n)] < 0) search_from(n);
    }
  }

  [[nodiscard]] int part_count() const { return parts_; }
  /// By link: the part it belongs to.
  [[nodiscard]] const std::vector<int>& part_of() const { return part_; }
  /// By link: lies on a cycle of a part that something drives.
  [[nodiscard]] std::vector<char> circulates() const {
    std::vector<int> size(at(parts_), 0);
    std::vector<char> is_driven(at(parts_), 0);
    for (std::size_t i = 0; i < links_.size(); ++i) {
      ++size[at(part_[i])];
      if (links_[i].drives) is_driven[at(part_[i])] = 1;
    }
    std::vector<char> result;
    for (const int part : part_) result.push_back(size[at(part)] > 1 && is_driven[at(part)] != 0 ? 1 : 0);
    return result;
  }

 private:
  static std::size_t at(int i) { return static_cast<std::size_t>(i); }
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  struct Visit {
    int node;
    std::size_t entered_by, next;
  };

  void search_from(int root) {
    depth_[at(root)] = low_[at(root)] = 0;
    path_.push_back({root, none, starts_[at(root)]});
    while (!path_.empty()) {
      auto& visit = path_.back();
      const int node = visit.node;
      if (visit.next == starts_[at(node) + 1]) {
        const auto entered_by = visit.entered_by;
        path_.pop_back();
        if (!path_.empty()) leave(path_.back().node, node, entered_by);
        continue;
      }
      const auto i = incident_[visit.next++];
      if (i == visit.entered_by) continue;
      const int other = links_[i].from == node ? links_[i].to : links_[i].from;
      if (depth_[at(other)] < 0) {
        open_.push_back(i);
        depth_[at(other)] = low_[at(other)] = depth_[at(node)] + 1;
        path_.push_back({other, i, starts_[at(other)]});
      } else if (depth_[at(other)] < depth_[at(node)]) {
        open_.push_back(i);
        low_[at(node)] = std::min(low_[at(node)], depth_[at(other)]);
      }
    }
  }

  /// Back from `node`: when nothing below it reaches above its parent, the links since it was entered are a
  /// part.
  void leave(int parent, int node, std::size_t entered_by) {
    low_[at(parent)] = std::min(low_[at(parent)], low_[at(node)]);
    if (low_[at(node)] < depth_[at(parent)]) return;
    for (auto i = none; i != entered_by;) {
      i = open_.back();
      open_.pop_back();
      part_[i] = parts_;
    }
    ++parts_;
  }

  const std::vector<OpenLink>& links_;
  std::vector<int> depth_, low_;
  std::vector<std::size_t> starts_, incident_;
  std::vector<int> part_;
  std::vector<Visit> path_;
  std::vector<std::size_t> open_;
  int parts_ = 0;
};

}  // namespace shellfit
