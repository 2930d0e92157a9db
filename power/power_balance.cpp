#include "power/power_balance.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

// Power balance (Tinney and Hart, IEEE Trans. PAS-86, 1967). Unknown: angle θ of each node that is no
// reference, and magnitude v where it is free. With Y = G + jB and θ_ik = θ_i - θ_k:
//   P_i = v_i Σ_k v_k (G_ik cos θ_ik + B_ik sin θ_ik)
//   Q_i = v_i Σ_k v_k (G_ik sin θ_ik - B_ik cos θ_ik)
// Injections count positive into the node: S_0 + S_1 v_i + S_2 v_i². Newton's step solves
//   [∂P/∂θ  ∂P/∂v; ∂Q/∂θ  ∂Q/∂v] [Δθ; Δv] = [P_given - P; Q_given - Q].
// All terms are parts of s_ik = v_i conj(Y_ik v_k). Rows and columns of a node stand together, which keeps
// KLU's fill low.

namespace shellfit::power {

namespace {

using Complex = std::complex<double>;

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

}  // namespace

void IslandProblem::resize(int nodes) {
  size = nodes;
  shunt.resize(ix(nodes));
  kind.resize(ix(nodes), NodeKind::free);
  injected.resize(ix(nodes));
  injected_current.resize(ix(nodes));
  injected_square.resize(ix(nodes));
  start.resize(ix(nodes), 1.0);
}

PowerBalance::PowerBalance(const IslandProblem& island) : island_(island), nodes_(ix(island.size)) {
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    if (island.kind[i] == NodeKind::reference) continue;
    nodes_[i].first = unknowns_++;
    nodes_[i].is_free = island.kind[i] == NodeKind::free;
    if (nodes_[i].is_free) ++unknowns_;
  }
  gather();
  rounding_pu_ = 8.0 * std::numeric_limits<double>::epsilon() * largest_row();
  if (unknowns_ > 0) lay_out_jacobian();
  mismatch_.resize(ix(unknowns_));
  taken_.resize(nodes_.size());
  magnitude_.resize(nodes_.size());
}

/// The admittance matrix by rows, columns ascending, parallel branches in one.
void PowerBalance::gather() {
  diagonal_ = island_.shunt;
  struct Place {
    int row, column;
    Complex y;
  };
  std::vector<Place> places;
  places.reserve(2 * island_.branches.size());
  for (const auto& branch : island_.branches) {
    diagonal_[ix(branch.from)] += branch.y_from_from;
    diagonal_[ix(branch.to)] += branch.y_to_to;
    if (branch.from == branch.to) {
      diagonal_[ix(branch.from)] += branch.y_from_to + branch.y_to_from;
      continue;
    }
    places.push_back({branch.from, branch.to, branch.y_from_to});
    places.push_back({branch.to, branch.from, branch.y_to_from});
  }
  // Sorted by columns, then by rows, each by counting.
  const auto sorted = [&](const std::vector<Place>& list, int Place::*key) {
    std::vector<int> next(nodes_.size() + 1, 0);
    for (const auto& one : list) ++next[ix(one.*key) + 1];
    for (std::size_t i = 1; i < next.size(); ++i) next[i] += next[i - 1];
    std::vector<Place> result(list.size());
    for (const auto& one : list) result[ix(next[ix(one.*key)]++)] = one;
    return result;
  };
  places = sorted(sorted(places, &Place::column), &Place::row);
  row_start_.assign(nodes_.size() + 1, 0);
  entries_.reserve(places.size());
  int row = 0;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const auto& one = places[i];
    if (i > 0 && places[i - 1].column == one.column && places[i - 1].row == one.row) {
      entries_.back().y += one.y;
      continue;
    }
    while (row < one.row) row_start_[ix(++row)] = static_cast<int>(entries_.size());
    entries_.push_back({one.y, one.column, -1});
  }
  while (row < island_.size) row_start_[ix(++row)] = static_cast<int>(entries_.size());
}

void PowerBalance::lay_out_jacobian() {
  SparsePattern pattern;
  pattern.size = unknowns_;
  pattern.starts.reserve(ix(unknowns_) + 1);
  pattern.starts.push_back(0);
  pattern.rows.reserve(4 * (entries_.size() + nodes_.size()));
  const auto add_rows = [&](const Node& node) {
    pattern.rows.push_back(node.first);
    if (node.is_free) pattern.rows.push_back(node.first + 1);
  };
  // The pattern is symmetric: a column's rows are its row's columns, and column after column each row gives
  // its entries one by one.
  auto next = row_start_;
  for (int k = 0; k < island_.size; ++k) {
    auto& own = nodes_[ix(k)];
    const auto start = pattern.rows.size();
    bool has_own = false;
    const auto add_own = [&] {
      own.place = static_cast<int>(pattern.rows.size());
      add_rows(own);
      has_own = true;
    };
    for (int e = row_start_[ix(k)]; e < row_start_[ix(k) + 1]; ++e) {
      const int row = entries_[ix(e)].column;
      auto& entry = entries_[ix(next[ix(row)]++)];
      if (own.first < 0 || nodes_[ix(row)].first < 0) continue;
      if (!has_own && row > k) add_own();
      entry.place = static_cast<int>(pattern.rows.size());
      add_rows(nodes_[ix(row)]);
    }
    if (own.first < 0) continue;
    if (!has_own) add_own();
    const auto end = pattern.rows.size();
    own.stride = static_cast<int>(end - start);
    pattern.starts.push_back(static_cast<int>(end));
    if (!own.is_free) continue;
    pattern.rows.resize(end + (end - start));
    std::copy_n(pattern.rows.begin() + static_cast<std::ptrdiff_t>(start), end - start,
                pattern.rows.begin() + static_cast<std::ptrdiff_t>(end));
    pattern.starts.push_back(static_cast<int>(pattern.rows.size()));
  }
  jacobian_.resize(pattern.rows.size());
  // Ordered by nodes, whose unknowns then follow one another: a quarter of the work of ordering unknowns.
  SparsePattern nodes{island_.size, row_start_, {}};
  nodes.rows.reserve(entries_.size());
  for (const auto& entry : entries_) nodes.rows.push_back(entry.column);
  SparseTraits traits{.is_scaled = true, .order = {}};
  traits.order.reserve(ix(unknowns_));
  for (const int i : minimum_degree_order(nodes)) {
    const auto& node = nodes_[ix(i)];
    if (node.first < 0) continue;
    traits.order.push_back(node.first);
    if (node.is_free) traits.order.push_back(node.first + 1);
  }
  solver_.emplace(std::move(pattern), std::move(traits));
}

void PowerBalance::evaluate(std::span<const Complex> voltage, double share) {
  share_ = share;
  voltage_.assign(voltage.begin(), voltage.end());
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    const auto add = [](Complex& sum, const Complex& y, const Complex& v) {
      sum += Complex{y.real() * v.real() - y.imag() * v.imag(), y.real() * v.imag() + y.imag() * v.real()};
    };
    Complex current{};
    add(current, diagonal_[i], voltage_[i]);
    for (auto e = ix(row_start_[i]); e < ix(row_start_[i + 1]); ++e)
      add(current, entries_[e].y, voltage_[ix(entries_[e].column)]);
    const double re = voltage_[i].real();
    const double im = voltage_[i].imag();
    const double v = std::sqrt(re * re + im * im);
    magnitude_[i] = v;
    taken_[i] = {re * current.real() + im * current.imag(), im * current.real() - re * current.imag()};
    const auto& node = nodes_[i];
    if (node.first < 0) continue;
    const Complex missing = share * given(i, v) - taken_[i];
    mismatch_[ix(node.first)] = missing.real();
    if (node.is_free) mismatch_[ix(node.first) + 1] = missing.imag();
  }
}

void PowerBalance::differentiate() {
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    const auto& node = nodes_[i];
    if (node.first < 0) continue;
    for (auto e = ix(row_start_[i]); e < ix(row_start_[i + 1]); ++e) {
      const auto& entry = entries_[e];
      if (entry.place < 0) continue;
      // i = Y_ik v_k, s = v_i conj(i)
      const Complex& v = voltage_[ix(entry.column)];
      const double i_re = entry.y.real() * v.real() - entry.y.imag() * v.imag();
      const double i_im = entry.y.real() * v.imag() + entry.y.imag() * v.real();
      const double p = voltage_[i].real() * i_re + voltage_[i].imag() * i_im;
      const double q = voltage_[i].imag() * i_re - voltage_[i].real() * i_im;
      auto* block = &jacobian_[ix(entry.place)];
      block[0] = q;                     // ∂P_i/∂θ_k
      if (node.is_free) block[1] = -p;  // ∂Q_i/∂θ_k
      const auto& column = nodes_[ix(entry.column)];
      if (!column.is_free) continue;
      const double inverse = 1.0 / magnitude_[ix(entry.column)];
      block += column.stride;
      block[0] = p * inverse;                    // ∂P_i/∂v_k
      if (node.is_free) block[1] = q * inverse;  // ∂Q_i/∂v_k
    }
    const double v = magnitude_[i];
    const Complex self = v * v * std::conj(diagonal_[i]);
    const Complex others = taken_[i] - self;
    auto* block = &jacobian_[ix(node.place)];
    block[0] = -others.imag();
    if (!node.is_free) continue;
    block[1] = others.real();
    block += node.stride;
    const Complex by_magnitude = (others + 2.0 * self) / v - share_ * (island_.injected_current[i] +
                                                                       2.0 * v * island_.injected_square[i]);
    block[0] = by_magnitude.real();
    block[1] = by_magnitude.imag();
  }
}

std::vector<double> PowerBalance::injections() const {
  std::vector<double> result(ix(unknowns_));
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    const auto& node = nodes_[i];
    if (node.first < 0) continue;
    const Complex power = given(i, magnitude_[i]);
    result[ix(node.first)] = power.real();
    if (node.is_free) result[ix(node.first) + 1] = power.imag();
  }
  return result;
}

double PowerBalance::worst(int& node) const {
  double worst_pu = 0;
  node = -1;
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    if (nodes_[i].first < 0) continue;
    for (int k = 0; k < (nodes_[i].is_free ? 2 : 1); ++k) {
      const double one = std::fabs(mismatch_[ix(nodes_[i].first + k)]);
      if (!(one <= worst_pu)) {
        worst_pu = one;
        node = static_cast<int>(i);
      }
      if (std::isnan(one)) return one;
    }
  }
  return worst_pu;
}

double PowerBalance::largest_row() const {
  std::vector<double> sum(nodes_.size());
  for (std::size_t i = 0; i < sum.size(); ++i) sum[i] = std::abs(diagonal_[i]);
  for (std::size_t i = 0; i < sum.size(); ++i) {
    for (auto e = ix(row_start_[i]); e < ix(row_start_[i + 1]); ++e) sum[i] += std::abs(entries_[e].y);
  }
  return *std::max_element(sum.begin(), sum.end());
}

bool PowerBalance::factor() {
  if (unknowns_ == 0) return true;
  differentiate();
  return solver_->factor(jacobian_);
}

void PowerBalance::solve(std::span<double> right_hand_side) const {
  if (unknowns_ > 0) solver_->solve(right_hand_side);
}

void PowerBalance::advance(std::span<Complex> voltage, std::span<const double> step) const {
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    const auto& node = nodes_[i];
    if (node.first < 0) continue;
    // A turn by Δθ as (1 + jh) / (1 - jh), h = Δθ/2: the same to Δθ³/12, and never more than half a circle.
    const double h = 0.5 * step[ix(node.first)];
    const double re = voltage[i].real();
    const double im = voltage[i].imag();
    // Where the magnitude is given it stays what it was, digit by digit over many steps.
    double grown = 1.0;
    if (node.is_free) grown = std::fabs(1.0 + step[ix(node.first) + 1] / std::sqrt(re * re + im * im));
    const double w = grown / (1.0 + h * h);
    const double c = w * (1.0 - h * h);
    const double s = w * 2.0 * h;
    voltage[i] = {re * c - im * s, re * s + im * c};
  }
}

}  // namespace shellfit::power
