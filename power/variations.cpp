#include "power/variations.hpp"

#include "base/assertion.hpp"
#include "base/low_rank_change.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

// A state is x with F(x) = S_given - S(x) = 0, where S lacks the branches that are out. With J the Jacobian
// of the normal state, E the columns of the identity at the m equations of the ends of those branches, and D
// (m x m) minus the derivatives of their powers, the state's Jacobian at the normal voltages is J + E D E^T,
// and
//   (J + E D E^T)^-1 r = y - Z (I + D E^T Z)^-1 D E^T y,   y = J^-1 r,   Z = J^-1 E      (Woodbury)
// takes m solves once and one solve a step. Where a part of the island is dead, its equations read 0 = 0
// instead: J keeps the part as an appendage that draws what it drew, which changes a step little and the
// answer not.
//
// Steps are Broyden's: the first with the matrix above, each next with the rank-one updates of those before
// (Kelley, Iterative Methods for Linear and Nonlinear Equations, SIAM 1995, section 7.3):
//   z = J^-1 F(x_k+1);  for j < k: z += s_j+1 (s_j . z) / |s_j|²;  s_k+1 = z / (1 - s_k . z / |s_k|²)
//
// A step turns a voltage by Δθ as v (1 + jh) / (1 - jh), h = Δθ/2: the same to Δθ³/12, of the same magnitude,
// and without a trigonometric function.

namespace shellfit::power {

namespace {

using Complex = std::complex<double>;

constexpr int lanes = 4;
constexpr std::size_t most_solves = 30;
constexpr std::size_t most_places = 16;
using Lanes = std::array<double, lanes>;

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
  int size;
  std::vector<double> values;  ///< by columns
  double& at(int row, int column) { return values[ix(column * size + row)]; }
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
  double worst_pu = 0, before_pu = 0;
};

}  // namespace

class Variations::Impl {
 public:
  Impl(PowerBalance& balance, const IslandProblem& island, std::vector<Complex> normal)
      : balance_(balance), island_(island), normal_(std::move(normal)), nodes_(ix(island.size)) {
    int unknowns = 0;
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      if (island.kind[i] == NodeKind::reference) continue;
      nodes_[i] = {unknowns, island.kind[i] == NodeKind::free, 1.0 / std::abs(normal_[i])};
      unknowns += nodes_[i].is_free ? 2 : 1;
    }
    ensure(unknowns == balance.unknowns(), "unknowns stand node by node");
    gather();
    dependent_size_.resize(nodes_.size());
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      dependent_size_[i] = std::abs(island.injected_current[i]) + std::abs(island.injected_square[i]);
      is_voltage_dependent_ = is_voltage_dependent_ || dependent_size_[i] > 0;
    }
    rounding_pu_ = balance.rounding_pu();
    balance.evaluate(normal_, 1.0);
    is_ready_ = balance.factor();
    taken_.resize(nodes_.size());
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      Complex current{};
      for (auto e = row_start_[i]; e < row_start_[i + 1]; ++e)
        current += Complex{entries_[e].g, entries_[e].b} * normal_[ix(entries_[e].column)];
      taken_[i] = normal_[i] * std::conj(current);
    }
  }

  bool is_ready() const { return is_ready_; }

  void solve(int count, const std::function<std::optional<Variation>(int)>& describe,
             const std::function<void(int, const VariedSolution&)>& take, const NewtonLimits& limits) {
    describe_ = &describe;
    take_ = &take;
    limits_ = limits;
    count_ = count;
    next_ = 0;
    for (auto* field :
         {&real_, &imaginary_, &given_real_, &given_reactive_, &counts_, &current_real_, &current_imaginary_})
      field->assign(nodes_.size(), Lanes{});
    residual_.assign(lanes * ix(balance_.unknowns()), 0.0);
    voltage_.resize(nodes_.size());
    under_way_ = 0;
    for (int l = 0; l < lanes; ++l) load(l);
    while (under_way_ > 0) {
      if (!residual_.empty()) balance_.solve(residual_);
      for (int l = 0; l < lanes; ++l) accelerate(l);
      advance();
      evaluate();
      for (int l = 0; l < lanes; ++l) judge(l);
    }
  }

 private:
  struct Node {
    int first = -1;
    bool is_free = false;
    double per_magnitude = 0;
  };
  struct Entry {
    int column;
    double g, b;
  };

  /// The admittance matrix by rows, the diagonal among them.
  void gather() {
    std::vector<std::vector<std::pair<int, Complex>>> rows(nodes_.size());
    const auto add = [&](int row, int column, Complex y) {
      auto& list = rows[ix(row)];
      const auto found =
          std::find_if(list.begin(), list.end(), [&](const auto& one) { return one.first == column; });
      if (found == list.end())
        list.emplace_back(column, y);
      else
        found->second += y;
    };
    for (int i = 0; i < island_.size; ++i) add(i, i, island_.shunt[ix(i)]);
    for (const auto& branch : island_.branches) {
      add(branch.from, branch.from, branch.y_from_from);
      add(branch.from, branch.to, branch.y_from_to);
      add(branch.to, branch.from, branch.y_to_from);
      add(branch.to, branch.to, branch.y_to_to);
    }
    row_start_.push_back(0);
    for (const auto& row : rows) {
      for (const auto& [column, y] : row) entries_.push_back({column, y.real(), y.imag()});
      row_start_.push_back(entries_.size());
    }
  }

  std::span<double> residual(int l) {
    const auto size = ix(balance_.unknowns());
    return std::span(residual_).subspan(ix(l) * size, size);
  }

  Complex given(std::size_t node, Complex injected, double v) const {
    return injected + v * (island_.injected_current[node] + v * island_.injected_square[node]);
  }

  /// Takes the next state into a lane.
  void load(int l) {
    auto& lane = lanes_[ix(l)];
    lane.state = -1;
    while (lane.state < 0 && next_ < count_) {
      if (auto described = (*describe_)(next_)) {
        lane.variation = std::move(*described);
        lane.state = next_;
      }
      ++next_;
    }
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      real_[i][ix(l)] = normal_[i].real();
      imaginary_[i][ix(l)] = normal_[i].imag();
      counts_[i][ix(l)] = 1.0;
    }
    auto left = residual(l);
    std::fill(left.begin(), left.end(), 0.0);
    if (lane.state < 0) return;
    ++under_way_;
    lane.taken = 0;
    for (const int node : lane.variation.dead_nodes) counts_[ix(node)][ix(l)] = 0.0;
    set_first_residual(l);
    compensate(l);
  }

  /// It needs no evaluation: what is injected less what the normal voltages take, without the branches that
  /// are out.
  void set_first_residual(int l) {
    auto& lane = lanes_[ix(l)];
    auto left = residual(l);
    const auto& injected = lane.variation.injected.empty() ? island_.injected : lane.variation.injected;
    double largest_pu = 0;
    double throughput_pu = 0;
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      given_real_[i][ix(l)] = injected[i].real();
      given_reactive_[i][ix(l)] = injected[i].imag();
      const double size = std::sqrt(std::norm(injected[i])) + dependent_size_[i];
      largest_pu = std::max(largest_pu, size);
      throughput_pu += size;
      const auto& node = nodes_[i];
      if (node.first < 0) continue;
      const Complex missing =
          counts_[i][ix(l)] * (given(i, injected[i], 1.0 / node.per_magnitude) - taken_[i]);
      left[ix(node.first)] = missing.real();
      if (node.is_free) left[ix(node.first) + 1] = missing.imag();
    }
    lane.tolerance_pu = limits_.mismatch_pu > 0
                            ? limits_.mismatch_pu
                            : std::min(1e-9 * largest_pu, 1e-8 * throughput_pu / island_.size);
    lane.put_up_with_pu = std::min(rounding_pu_, 1e-9 * std::max(1.0, largest_pu));
    lane.before_pu = std::numeric_limits<double>::infinity();
    for (const int b : lane.variation.branches_out) {
      const auto& branch = island_.branches[ix(b)];
      const auto restore = [&](int end, Complex power) {
        const auto& node = nodes_[ix(end)];
        if (node.first < 0 || counts_[ix(end)][ix(l)] == 0.0) return;
        left[ix(node.first)] += power.real();
        if (node.is_free) left[ix(node.first) + 1] += power.imag();
      };
      const auto [from, to] = currents(branch, normal_[ix(branch.from)], normal_[ix(branch.to)]);
      restore(branch.from, normal_[ix(branch.from)] * std::conj(from));
      restore(branch.to, normal_[ix(branch.to)] * std::conj(to));
    }
  }

  static std::pair<Complex, Complex> currents(const IslandProblem::Branch& branch, Complex from, Complex to) {
    return {branch.y_from_from * from + branch.y_from_to * to, branch.y_to_from * from + branch.y_to_to * to};
  }

  /// Where branches are out between live nodes, the Jacobian changes at their ends.
  void compensate(int l) {
    auto& lane = lanes_[ix(l)];
    lane.compensation = {};
    std::vector<int> places;
    const auto is_live = [&](int node) { return counts_[ix(node)][ix(l)] != 0.0; };
    const auto place_of = [&](int node) {
      const auto& own = nodes_[ix(node)];
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
      if (!is_live(branch.from) || !is_live(branch.to) || branch.from == branch.to) continue;
      if (places.size() + 4 > most_places) break;  // the rest only slows the steps
      const int from = place_of(branch.from);
      ends.push_back({&branch, from, place_of(branch.to)});
    }
    if (places.empty()) return;
    SmallMatrix change{static_cast<int>(places.size()), std::vector<double>(places.size() * places.size())};
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
    const auto& own = nodes_[ix(here)];
    const auto& other = nodes_[ix(there)];
    const Complex self = std::norm(normal_[ix(here)]) * std::conj(y_own);
    const Complex s = normal_[ix(here)] * std::conj(y_other * normal_[ix(there)]);
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
    auto step = residual(l);
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

  void advance() {
    const auto size = ix(balance_.unknowns());
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      const auto& node = nodes_[i];
      if (node.first < 0) continue;
      const double* step = &residual_[ix(node.first)];
      auto& re = real_[i];
      auto& im = imaginary_[i];
      for (std::size_t l = 0; l < lanes; ++l) {
        const double h = 0.5 * step[l * size];
        const double grown = node.is_free ? 1.0 + step[l * size + 1] * node.per_magnitude : 1.0;
        const double w = grown / (1.0 + h * h);
        const double c = w * (1.0 - h * h);
        const double s = w * 2.0 * h;
        const double was = re[l];
        re[l] = was * c - im[l] * s;
        im[l] = was * s + im[l] * c;
      }
    }
  }

  void evaluate() {
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      Lanes re{};
      Lanes im{};
      for (auto e = row_start_[i]; e < row_start_[i + 1]; ++e) {
        const auto [column, g, b] = entries_[e];
        const auto& v_re = real_[ix(column)];
        const auto& v_im = imaginary_[ix(column)];
        for (std::size_t l = 0; l < lanes; ++l) {
          re[l] += g * v_re[l] - b * v_im[l];
          im[l] += g * v_im[l] + b * v_re[l];
        }
      }
      current_real_[i] = re;
      current_imaginary_[i] = im;
    }
    for (int l = 0; l < lanes; ++l) {
      if (lanes_[ix(l)].state < 0) continue;
      for (const int b : lanes_[ix(l)].variation.branches_out) {
        const auto& branch = island_.branches[ix(b)];
        const auto [from, to] = currents(branch, at(branch.from, l), at(branch.to, l));
        current_real_[ix(branch.from)][ix(l)] -= from.real();
        current_imaginary_[ix(branch.from)][ix(l)] -= from.imag();
        current_real_[ix(branch.to)][ix(l)] -= to.real();
        current_imaginary_[ix(branch.to)][ix(l)] -= to.imag();
      }
    }
    find_residuals();
  }

  Complex at(int node, int l) const { return {real_[ix(node)][ix(l)], imaginary_[ix(node)][ix(l)]}; }

  void find_residuals() {
    const auto size = ix(balance_.unknowns());
    Lanes worst{};
    Lanes sum{};  // no number when one of its terms is none
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      const auto& node = nodes_[i];
      if (node.first < 0) continue;
      double* left = &residual_[ix(node.first)];
      Lanes real = given_real_[i];
      Lanes reactive = given_reactive_[i];
      if (is_voltage_dependent_) {
        for (std::size_t l = 0; l < lanes; ++l) {
          const Complex s = given(i, {real[l], reactive[l]}, std::hypot(real_[i][l], imaginary_[i][l]));
          real[l] = s.real();
          reactive[l] = s.imag();
        }
      }
      for (std::size_t l = 0; l < lanes; ++l) {
        const double p =
            counts_[i][l] *
            (real[l] - (real_[i][l] * current_real_[i][l] + imaginary_[i][l] * current_imaginary_[i][l]));
        const double q =
            counts_[i][l] *
            (reactive[l] - (imaginary_[i][l] * current_real_[i][l] - real_[i][l] * current_imaginary_[i][l]));
        real[l] = p;
        reactive[l] = node.is_free ? q : 0.0;
      }
      for (std::size_t l = 0; l < lanes; ++l) {
        const double p = std::fabs(real[l]);
        const double q = std::fabs(reactive[l]);
        worst[l] = p > worst[l] ? p : worst[l];
        worst[l] = q > worst[l] ? q : worst[l];
        sum[l] += p + q;
      }
      for (std::size_t l = 0; l < lanes; ++l) left[l * size] = real[l];
      if (!node.is_free) continue;
      for (std::size_t l = 0; l < lanes; ++l) left[l * size + 1] = reactive[l];
    }
    for (std::size_t l = 0; l < lanes; ++l) lanes_[l].worst_pu = std::isfinite(sum[l]) ? worst[l] : sum[l];
  }

  void judge(int l) {
    auto& lane = lanes_[ix(l)];
    if (lane.state < 0) {
      auto left = residual(l);
      std::fill(left.begin(), left.end(), 0.0);
      return;
    }
    const double worst_pu = lane.worst_pu;
    const bool has_converged =
        worst_pu <= lane.tolerance_pu || (worst_pu <= lane.put_up_with_pu && worst_pu > 0.5 * lane.before_pu);
    lane.before_pu = worst_pu;
    constexpr double hopeless_pu = 1e9;
    if (!has_converged && worst_pu < hopeless_pu && lane.taken < most_solves) return;
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      constexpr double none = std::numeric_limits<double>::quiet_NaN();
      voltage_[i] =
          has_converged && counts_[i][ix(l)] != 0.0 ? at(static_cast<int>(i), l) : Complex{none, none};
    }
    (*take_)(lane.state, {has_converged, static_cast<int>(lane.taken), worst_pu, voltage_});
    --under_way_;
    load(l);
  }

  PowerBalance& balance_;
  const IslandProblem& island_;
  std::vector<Complex> normal_;
  std::vector<Node> nodes_;
  std::vector<std::size_t> row_start_;
  std::vector<Entry> entries_;
  std::vector<Complex> taken_;  ///< at the normal voltages
  bool is_voltage_dependent_ = false;
  std::vector<double> dependent_size_;  ///< of what is injected with the voltage
  bool is_ready_ = false;
  double rounding_pu_ = 0;

  const std::function<std::optional<Variation>(int)>* describe_ = nullptr;
  const std::function<void(int, const VariedSolution&)>* take_ = nullptr;
  NewtonLimits limits_;
  int count_ = 0, next_ = 0, under_way_ = 0;
  std::array<Lane, lanes> lanes_;
  std::vector<Lanes> real_, imaginary_;             ///< voltage
  std::vector<Lanes> given_real_, given_reactive_;  ///< injected
  std::vector<Lanes> counts_;                       ///< 0 of a dead node, else 1
  std::vector<Lanes> current_real_, current_imaginary_;
  std::vector<double> residual_;  ///< lane after lane; then the steps
  std::vector<Complex> voltage_;
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
