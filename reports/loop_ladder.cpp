#include "reports/loop_ladder.hpp"

#include "base/assertion.hpp"
#include "studies/plant_loops.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <type_traits>
#include <utility>

namespace shellfit::reports {

namespace {

using site::HeaderId;
using site::Role;

constexpr double border = 16.0;
constexpr double title_room = 44.0;
constexpr double column_width = 190.0;
constexpr double return_width = 40.0;
constexpr double row_height = 62.0;
constexpr double lane_height = 44.0;
constexpr double users_width = 420.0;  // their symbols, what they cool, and the texts

std::string kind_of(const site::Machine<catalogs::PumpType>&) { return "pump"; }
std::string kind_of(const site::Machine<catalogs::CoolerType>&) { return "cooler"; }
std::string kind_of(const site::Machine<catalogs::ChillerType>&) { return "chiller"; }
std::string kind_of(const site::Machine<catalogs::CduType>&) { return "CDU"; }
std::string kind_of(const site::AirUnit&) { return "air unit"; }
std::string kind_of(const site::OfferedWater&) { return "offer"; }
std::string kind_of(const site::BalancingValve&) { return "valve"; }
std::string kind_of(const site::Pipe&) { return "pipe"; }
std::string kind_of(const site::Machine<catalogs::TowerType>&) { return "tower"; }
std::string kind_of(const site::Machine<catalogs::TankType>&) { return "tank"; }
std::string kind_of(const site::WaterChiller&) { return "chiller"; }
std::string kind_of(const site::PlateExchanger&) { return "plates"; }

template <class Element>
Rung rung_of(const Element& element, Role role) {
  Rung rung;
  rung.kind = role == Role::decouples ? "decoupler" : kind_of(element);
  rung.ids = {element.id.text()};
  rung.from = element.from;
  rung.to = element.to;
  rung.role = role;
  if constexpr (requires { element.type.text(); }) rung.type = element.type.text();
  if constexpr (std::is_same_v<std::decay_t<Element>, site::Pipe>) {
    if (element.type) rung.type = element.type->text();
  }
  if constexpr (requires { element.is; }) rung.is_installed = element.is == site::Presence::installed;
  if constexpr (requires { element.is_standby; }) rung.standby = element.is_standby ? 1 : 0;
  if constexpr (requires { element.space; }) rung.space = element.space.text();
  return rung;
}

class Ladder {
 public:
  Ladder(const studies::CoolingPlan& cooling, const studies::LoopPlan& loop)
      : cooling_(cooling), loop_(loop), piping_(loop.piping) {
    list_rungs();
    set_layers();
  }

  LoopLadder arrange() {
    for (const auto& [header, layer] : layer_of_)
      out_.bars.push_back({header, border + 30.0 + column_width * layer, 0.0, 0.0});
    place_rungs();
    place_returns();
    stretch_bars();
    out_.height = lane_y_ + border;
    return std::move(out_);
  }

 private:
  void add(Rung rung) {
    for (auto& other : out_.rungs) {
      const auto key = [](const Rung& one) {
        return std::tie(one.kind, one.type, one.from, one.to, one.is_installed, one.group, one.space,
                        one.cools);
      };
      const bool may_share =
          rung.role == Role::moves || rung.role == Role::rejects || rung.role == Role::uses;
      if (!may_share || key(other) != key(rung)) continue;
      other.ids.push_back(rung.ids.front());
      other.standby += rung.standby;
      return;
    }
    out_.rungs.push_back(std::move(rung));
  }

  void list_rungs() {
    std::map<const void*, int> groups;
    for (std::size_t g = 0; g < piping_.groups.size(); ++g) {
      for (const auto& one : piping_.groups[g].cdus) groups.emplace(&one, static_cast<int>(g));
    }
    site::for_each_element(piping_, [&](const auto& element, Role role) {
      auto rung = rung_of(element, role);
      const auto group = groups.find(&element);
      if (group != groups.end()) {
        rung.group = group->second;
        rung.standby = 0;
      }
      add(std::move(rung));
    });
    site::for_each_water_element(loop_.water,
                                 [&](const auto& element, Role role) { add(rung_of(element, role)); });
    studies::for_each_plant_user(cooling_, loop_, [&](const auto& user) {
      auto rung = rung_of(user, Role::uses);
      rung.from = user.plant_from;
      rung.to = user.plant_to;
      const auto* other = studies::owner_of(cooling_, user.id);
      if (other != nullptr) rung.cools = other->id;
      add(std::move(rung));
    });
    for (auto& rung : out_.rungs) {
      if (rung.group >= 0) rung.standby = piping_.groups[static_cast<std::size_t>(rung.group)].standby;
    }
  }

  [[nodiscard]] bool is_plant(const Rung& rung) const {
    return rung.role != Role::uses && rung.role != Role::decouples && !rung.is_below;
  }

  /// A header is one column to the right of those its water comes from. What closes a ring runs below.
  void set_layers() {
    std::vector<HeaderId> starts;
    for (const auto& header : piping_.headers) {
      if (header.users == site::Header::Users::back) starts.push_back(header.id);
    }
    for (const auto& rung : out_.rungs) {
      if (rung.role == Role::uses) starts.push_back(rung.to);
    }
    for (const auto& rung : out_.rungs) starts.push_back(rung.from), starts.push_back(rung.to);
    std::map<HeaderId, int> seen;  // 1 while its successors are followed, 2 when done
    std::vector<HeaderId> order;   // the last done first: each before its successors, read from the back
    const auto follow = [&](const auto& self, const HeaderId& header) -> void {
      seen[header] = 1;
      for (auto& rung : out_.rungs) {
        if (!is_plant(rung) || rung.from != header) continue;
        const auto next = seen.find(rung.to);
        if (next == seen.end()) {
          self(self, rung.to);
        } else if (next->second == 1) {
          rung.is_below = true;
        }
      }
      seen[header] = 2;
      order.push_back(header);
    };
    for (const auto& start : starts) {
      if (!seen.contains(start)) follow(follow, start);
    }
    for (auto& rung : out_.rungs) rung.is_below = rung.is_below || rung.role == Role::decouples;
    for (auto header = order.rbegin(); header != order.rend(); ++header) {
      const int layer = layer_of_[*header];
      for (const auto& rung : out_.rungs) {
        if (is_plant(rung) && rung.from == *header)
          layer_of_[rung.to] = std::max(layer_of_[rung.to], layer + 1);
      }
    }
    for (const auto& [header, layer] : layer_of_) last_layer_ = std::max(last_layer_, layer);
  }

  /// Rungs of neighbouring headers first, so that longer ones pass below them.
  void place_rungs() {
    std::vector<Rung*> rungs;
    for (auto& rung : out_.rungs) {
      if (!rung.is_below) rungs.push_back(&rung);
    }
    const auto last_gap = [&](const Rung& rung) {
      return rung.role == Role::uses ? last_layer_ : layer_of_.at(rung.to) - 1;
    };
    std::stable_sort(rungs.begin(), rungs.end(), [&](const Rung* a, const Rung* b) {
      return last_gap(*a) - layer_of_.at(a->from) < last_gap(*b) - layer_of_.at(b->from);
    });
    std::vector<int> rows(static_cast<std::size_t>(last_layer_) + 1, 0);  // by gap
    int most = 1;
    for (auto* rung : rungs) {
      const auto first = rows.begin() + layer_of_.at(rung->from);
      const auto end = rows.begin() + last_gap(*rung) + 1;
      const int row = *std::max_element(first, end);
      std::fill(first, end, row + 1);
      rung->y = title_room + border + row_height * (row + 0.5);
      most = std::max(most, row + 1);
    }
    lane_y_ = title_room + border + row_height * most;
    for (auto& rung : out_.rungs) {
      if (rung.is_below) rung.y = next_lane();
    }
  }

  double next_lane() { return std::exchange(lane_y_, lane_y_ + lane_height) + lane_height / 2.0; }

  void place_returns() {
    double x = border + 30.0 + column_width * last_layer_;
    for (const auto& rung : out_.rungs) {
      if (rung.role != Role::uses) continue;
      const auto known = std::find_if(out_.returns.begin(), out_.returns.end(),
                                      [&](const auto& one) { return one.bar.id == rung.to; });
      if (known == out_.returns.end())
        out_.returns.push_back({{rung.to, x += return_width, 0.0, 0.0}, next_lane()});
    }
    out_.users_x = x + 96.0;
    out_.width = out_.returns.empty() ? x + column_width : out_.users_x + users_width;
  }

  HeaderBar& bar(const HeaderId& id) {
    return *std::find_if(out_.bars.begin(), out_.bars.end(),
                         [&](const HeaderBar& one) { return one.id == id; });
  }

  void stretch_bars() {
    const auto stretch = [](HeaderBar& bar, double top, double bottom) {
      bar.top = bar.top == 0.0 ? top : std::min(bar.top, top);
      bar.bottom = std::max(bar.bottom, bottom);
    };
    for (const auto& rung : out_.rungs) {
      stretch(bar(rung.from), rung.y - 14.0, rung.y + (rung.is_below ? 0.0 : 14.0));
      if (rung.role != Role::uses)
        stretch(bar(rung.to), rung.y - 14.0, rung.y + (rung.is_below ? 0.0 : 14.0));
    }
    for (auto& one : out_.returns) {
      for (const auto& rung : out_.rungs) {
        if (rung.role == Role::uses && rung.to == one.bar.id) stretch(one.bar, rung.y, one.lane);
      }
      stretch(bar(one.bar.id), one.lane - 14.0, one.lane);
    }
  }

  const studies::CoolingPlan& cooling_;
  const studies::LoopPlan& loop_;
  const site::Piping& piping_;
  std::map<HeaderId, int> layer_of_;
  int last_layer_ = 0;
  double lane_y_ = 0.0;
  LoopLadder out_;
};

}  // namespace

const HeaderBar& LoopLadder::bar(const site::HeaderId& id) const {
  const auto found =
      std::find_if(bars.begin(), bars.end(), [&](const HeaderBar& one) { return one.id == id; });
  ensure(found != bars.end(), "every header of a rung has a bar");
  return *found;
}

LoopLadder arrange(const studies::CoolingPlan& cooling, const studies::LoopPlan& loop) {
  return Ladder(cooling, loop).arrange();
}

}  // namespace shellfit::reports
