#include "power/variations.hpp"

#include "base/assertion.hpp"
#include "base/low_rank_change.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

// A state is x with F(x) = S_given - S(x) = 0, where S lacks the branches that are out. J is the Jacobian of
// the normal state; at the ends of branches that are out the state's own differs, which is a change of low
// rank (base/low_rank_change.hpp). Where a part of the island is dead, its equations read 0 = 0 instead: J
// keeps the part as an appendage that draws what it drew, which changes a step little and the answer not.
//
// Steps are Broyden's: the first with the matrix above, each next with the rank-one updates of those before
// (Kelley, Iterative Methods for Linear and Nonlinear Equations, SIAM 1995, section 7.3):
//   z = J^-1 F(x_k+1);  for j < k: z += s_j+1 (s_j . z) / |s_j|²;  s_k+1 = z / (1 - s_k . z / |s_k|²)

namespace shellfit::power {

namespace {

using Complex = std::complex<double>;

constexpr int lanes = SideBySide::lanes;
constexpr std::size_t most_solves = 30;
constexpr std::size_t most_places = 16;

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

double dot(std::span<const double> a, std::span<const double> b) {
  std::array<double, 4> sum{};
  std::size_t i = 0;
  for (; i + 4 <= a.size(); i += 4) {
    for (std::size_t k = 0; k < 4; ++k) sum[k] += a[i + k] * b[i + k];
  }
  for (; i < a.size(); ++i) sum[0] += a[i] * b[i];
  return (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

void add_multiple(std::span<double> to, double factor, std::span<const double> of) {
  for (std::size_t i = 0; i < to.size(); ++i) to[i] += factor * of[i];
}

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
  std::vector<std::vector<double>> steps;
  std::vector<double> squares;  ///< |s|²
  std::size_t taken = 0;
  double tolerance_pu = 0, put_up_with_pu = 0;
  double before_pu = 0;
};

}  // namespace

class Variations::Impl {
 public:
  Impl(PowerBalance& balance, const IslandProblem& island, std::vector<Complex> normal)
      : balance_(balance), island_(island), four_(island, std::move(normal)), voltage_(ix(island.size)) {
    ensure(four_.unknowns() == balance.unknowns(), "unknowns stand node by node");
    rounding_pu_ = balance.rounding_pu();
    balance.evaluate(four_.normal(), 1.0);
    is_ready_ = balance.factor();
  }

  bool is_ready() const { return is_ready_; }

  void solve(int count, const std::function<std::optional<Variation>(int)>& describe,
             const std::function<void(int, const VariedSolution&)>& take, const NewtonLimits& limits) {
    describe_ = &describe;
    take_ = &take;
    limits_ = limits;
    count_ = count;
    next_ = 0;
    under_way_ = 0;
    for (int lane = 0; lane < lanes; ++lane) load(lane);
    while (under_way_ > 0) {
      balance_.solve(four_.mismatches());
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
    lane.taken = 0;
    lane.before_pu = std::numeric_limits<double>::infinity();
    set_tolerance(lane);
    four_.start(l, lane.variation);
    compensate(l);
  }

  /// As Newton's method has it for the state's own injections.
  void set_tolerance(Lane& lane) const {
    const auto& injected = lane.variation.injected.empty() ? island_.injected : lane.variation.injected;
    double largest_pu = 0;
    double throughput_pu = 0;
    for (std::size_t i = 0; i < injected.size(); ++i) {
      const double size = std::sqrt(std::norm(injected[i])) +
                          std::sqrt(std::norm(island_.injected_current[i])) +
                          std::sqrt(std::norm(island_.injected_square[i]));
      largest_pu = std::max(largest_pu, size);
      throughput_pu += size;
    }
    lane.tolerance_pu = limits_.mismatch_pu > 0
                            ? limits_.mismatch_pu
                            : std::min(1e-9 * largest_pu, 1e-8 * throughput_pu / island_.size);
    lane.put_up_with_pu = std::min(rounding_pu_, 1e-9 * std::max(1.0, largest_pu));
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
    const auto size = ix(balance_.unknowns());
    std::vector<double> columns(places.size() * size, 0.0);
    for (std::size_t k = 0; k < places.size(); ++k) columns[k * size + ix(places[k])] = 1.0;
    balance_.solve(columns);
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
    auto step = four_.mismatch(l);
    lane.compensation.apply(step);
    const auto k = lane.taken++;
    for (std::size_t j = 0; j + 1 < k; ++j)
      add_multiple(step, dot(lane.steps[j], step) / lane.squares[j], lane.steps[j + 1]);
    if (k > 0) {
      const double factor = 1.0 / (1.0 - dot(lane.steps[k - 1], step) / lane.squares[k - 1]);
      for (auto& one : step) one *= factor;
    }
    if (lane.steps.size() <= k) {
      lane.steps.emplace_back();
      lane.squares.push_back(0.0);
    }
    lane.steps[k].assign(step.begin(), step.end());
    lane.squares[k] = dot(step, step);
  }

  /// Gives the answer of a lane that has one, or never will, and takes the next state into it.
  void judge(int l) {
    auto& lane = lanes_[ix(l)];
    if (lane.state < 0) return;
    const double worst_pu = four_.worst_pu(l);
    const bool has_converged =
        worst_pu <= lane.tolerance_pu || (worst_pu <= lane.put_up_with_pu && worst_pu > 0.5 * lane.before_pu);
    lane.before_pu = worst_pu;
    constexpr double hopeless_pu = 1e9;
    if (!has_converged && worst_pu < hopeless_pu && lane.taken < most_solves) return;
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    for (int i = 0; i < island_.size; ++i)
      voltage_[ix(i)] = has_converged && four_.is_live(i, l) ? four_.voltage(i, l) : Complex{none, none};
    (*take_)(lane.state, {has_converged, static_cast<int>(lane.taken), worst_pu, voltage_});
    --under_way_;
    load(l);
  }

  PowerBalance& balance_;
  const IslandProblem& island_;
  SideBySide four_;
  bool is_ready_ = false;
  double rounding_pu_ = 0;
  std::array<Lane, lanes> lanes_;

  const std::function<std::optional<Variation>(int)>* describe_ = nullptr;
  const std::function<void(int, const VariedSolution&)>* take_ = nullptr;
  NewtonLimits limits_;
  int count_ = 0, next_ = 0, under_way_ = 0;
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
