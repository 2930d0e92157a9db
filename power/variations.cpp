#include "power/variations.hpp"

#include "base/assertion.hpp"
#include "base/broyden_steps.hpp"
#include "base/low_rank_change.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

// A state is x with F(x) = S_given - S(x) = 0, where S lacks the branches that are out. J is the Jacobian of
// the normal state; at the ends of branches that are out the state's own differs, which is a change of low
// rank (base/low_rank_change.hpp). Where a part of the island is dead, its equations read 0 = 0 instead: J
// keeps the part as an appendage that draws what it drew, which changes a step little and the answer not.
// Steps are Broyden's (base/broyden_steps.hpp), the first with the matrix above.

namespace shellfit::power {

namespace {

using Complex = std::complex<double>;

constexpr int lanes = SideBySide::lanes;
constexpr int most_steps = 30;
constexpr std::size_t most_places = 16;

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

struct SmallMatrix {
  std::size_t size;
  std::vector<double> values;  ///< by columns
  double& at(int row, int column) { return values[ix(column) * size + ix(row)]; }
};

/// One of the states under way.
struct Lane {
  int state = -1;  ///< none
  Variation variation;
  LowRankChange compensation;
  BroydenSteps steps;
  Progress progress;
  std::optional<NewtonTolerance> tolerance;
  double before_pu = 0;
};

}  // namespace

class Variations::Impl {
 public:
  Impl(PowerBalance& balance, const IslandProblem& island, std::vector<Complex> normal)
      : island_(island), four_(island, std::move(normal)), voltage_(ix(island.size)) {
    ensure(four_.unknowns() == balance.unknowns(), "unknowns stand node by node");
    rounding_pu_ = balance.rounding_pu();
    balance.evaluate(four_.normal(), 1.0);
    if (balance.factor()) factors_ = balance.fourfold();
  }

  bool is_ready() const { return factors_.has_value(); }

  void solve(int count, const std::function<std::optional<Variation>(int)>& describe,
             const std::function<void(int, const VariedSolution&)>& take, const NewtonLimits& limits) {
    describe_ = &describe;
    take_ = &take;
    limits_ = limits;
    normal_tolerance_.emplace(limits_, island_, island_.injected, rounding_pu_);
    count_ = count;
    next_ = 0;
    under_way_ = 0;
    for (int lane = 0; lane < lanes; ++lane) load(lane);
    while (under_way_ > 0) {
      factors_->solve(four_.mismatches());
      for (int lane = 0; lane < lanes; ++lane) accelerate(lane);
      four_.advance();
      four_.evaluate();
      for (int lane = 0; lane < lanes; ++lane) judge(lane);
    }
  }

 private:
  /// Takes the next state into a lane.
  void load(int l) {
    auto& lane = lanes_[ix(l)];
    lane.state = -1;
    for (; lane.state < 0 && next_ < count_; ++next_) {
      auto described = (*describe_)(next_);
      if (!described) continue;
      lane.variation = std::move(*described);
      lane.state = next_;
    }
    if (lane.state < 0) return four_.rest(l);
    ++under_way_;
    lane.steps.restart();
    lane.progress = {};
    lane.before_pu = std::numeric_limits<double>::infinity();
    lane.tolerance = lane.variation.injected.empty()
                         ? normal_tolerance_
                         : NewtonTolerance(limits_, island_, lane.variation.injected, rounding_pu_);
    four_.start(l, lane.variation);
    compensate(l);
  }

  /// Where branches are out between live nodes, the Jacobian changes at their ends.
  void compensate(int l) {
    auto& lane = lanes_[ix(l)];
    lane.compensation = {};
    std::vector<int> places;
    const auto place_of = [&](int node) {
      const auto& own = four_.node(node);
      if (own.first < 0) return -1;
      const auto found = std::find(places.begin(), places.end(), own.first);
      const auto place = static_cast<int>(found - places.begin());
      if (found == places.end()) {
        places.push_back(own.first);
        if (own.is_free) places.push_back(own.first + 1);
      }
      return place;
    };
    struct Ends {
      const IslandProblem::Branch* branch;
      int from, to;
    };
    std::vector<Ends> ends;
    for (const int b : lane.variation.branches_out) {
      const auto& branch = island_.branches[ix(b)];
      if (!four_.is_live(branch.from, l) || !four_.is_live(branch.to, l) || branch.from == branch.to)
        continue;
      if (places.size() + 4 > most_places) break;  // the rest only slows the steps
      const int from = place_of(branch.from);
      ends.push_back({&branch, from, place_of(branch.to)});
    }
    if (places.empty()) return;
    SmallMatrix change{places.size(), std::vector<double>(places.size() * places.size())};
    for (const auto& [branch, from, to] : ends) {
      lose(change, branch->from, from, branch->to, to, branch->y_from_from, branch->y_from_to);
      lose(change, branch->to, to, branch->from, from, branch->y_to_to, branch->y_to_from);
    }
    const auto size = ix(four_.unknowns());
    std::vector<Four> columns((places.size() + 3) / 4 * size);
    for (std::size_t k = 0; k < places.size(); ++k) columns[k / 4 * size + ix(places[k])].set(k % 4, 1.0);
    for (std::size_t first = 0; first < columns.size(); first += size)
      factors_->solve(std::span(columns).subspan(first, size));
    lane.compensation = LowRankChange(std::move(places), change.values, std::move(columns));
  }

  /// Takes from the Jacobian the derivatives of the power that a branch takes at one end, at the normal
  /// voltages.
  void lose(SmallMatrix& change, int here, int row, int there, int column, Complex y_own,
            Complex y_other) const {
    if (row < 0) return;
    const auto& own = four_.node(here);
    const auto& other = four_.node(there);
    const auto v = four_.normal()[ix(here)];
    const Complex self = std::norm(v) * std::conj(y_own);
    const Complex s = v * std::conj(y_other * four_.normal()[ix(there)]);
    const auto lose_by = [&](int at, Complex derivative) {
      change.at(row, at) -= derivative.real();
      if (own.is_free) change.at(row + 1, at) -= derivative.imag();
    };
    const Complex j{0.0, 1.0};
    lose_by(row, j * s);
    if (own.is_free) lose_by(row + 1, (s + 2.0 * self) * own.per_magnitude);
    if (column < 0) return;
    lose_by(column, -j * s);
    if (other.is_free) lose_by(column + 1, s * other.per_magnitude);
  }

  /// Makes of J^-1 F the step to take.
  void accelerate(int l) {
    auto& lane = lanes_[ix(l)];
    if (lane.state < 0) return;
    const auto all = four_.mismatches();
    step_.resize(all.size());
    for (std::size_t i = 0; i < all.size(); ++i) step_[i] = all[i][ix(l)];
    lane.compensation.apply(step_);
    lane.steps.accelerate(step_);
    for (std::size_t i = 0; i < all.size(); ++i) all[i].set(ix(l), step_[i]);
  }

  /// Gives the answer of a lane that has one, or never will, and takes the next state into it.
  void judge(int l) {
    auto& lane = lanes_[ix(l)];
    if (lane.state < 0) return;
    const double worst_pu = four_.worst_pu(l);
    const bool has_converged = lane.tolerance->is_met(worst_pu, lane.before_pu);
    lane.before_pu = worst_pu;
    constexpr double hopeless_pu = 1e9;
    if (!has_converged && worst_pu < hopeless_pu && lane.progress.is_made(worst_pu) &&
        lane.steps.taken() < most_steps)
      return;
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    for (int i = 0; i < island_.size; ++i)
      voltage_[ix(i)] = has_converged && four_.is_live(i, l) ? four_.voltage(i, l) : Complex{none, none};
    (*take_)(lane.state, {has_converged, voltage_});
    --under_way_;
    load(l);
  }

  const IslandProblem& island_;
  SideBySide four_;
  std::optional<FourfoldFactors> factors_;  ///< of the Jacobian at the normal voltages
  double rounding_pu_ = 0;
  std::array<Lane, lanes> lanes_;

  const std::function<std::optional<Variation>(int)>* describe_ = nullptr;
  const std::function<void(int, const VariedSolution&)>* take_ = nullptr;
  NewtonLimits limits_;
  std::optional<NewtonTolerance> normal_tolerance_;
  int count_ = 0, next_ = 0, under_way_ = 0;
  std::vector<double> step_;
  std::vector<Complex> voltage_;  ///< of the last answer
};

Variations::Variations(PowerBalance& balance, const IslandProblem& island, std::vector<Complex> normal)
    : impl_(std::make_unique<Impl>(balance, island, std::move(normal))) {}
Variations::~Variations() = default;
bool Variations::is_ready() const { return impl_->is_ready(); }
void Variations::solve(int count, const std::function<std::optional<Variation>(int)>& describe,
                       const std::function<void(int, const VariedSolution&)>& take,
                       const NewtonLimits& limits) {
  impl_->solve(count, describe, take, limits);
}

}  // namespace shellfit::power
