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

/// The admittance matrix by columns, rows ascending, parallel branches in one.
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
  // Sorted by rows, then by columns, each by counting.
  const auto sorted = [&](const std::vector<Place>& list, int Place::*key) {
    std::vector<int> next(nodes_.size() + 1, 0);
    for (const auto& one : list) ++next[ix(one.*key) + 1];
    for (std::size_t i = 1; i < next.size(); ++i) next[i] += next[i - 1];
    std::vector<Place> result(list.size());
    for (const auto& one : list) result[ix(next[ix(one.*key)]++)] = one;
    return result;
  };
  places = sorted(sorted(places, &Place::row), &Place::column);
  column_start_.assign(nodes_.size() + 1, 0);
  entries_.reserve(places.size());
  int column = 0;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const auto& one = places[i];
    if (i > 0 && places[i - 1].column == one.column && places[i - 1].row == one.row) {
      entries_.back().y += one.y;
      continue;
    }
    while (column < one.column) column_start_[ix(++column)] = static_cast<int>(entries_.size());
    entries_.push_back({one.row, one.y, -1});
  }
  while (column < island_.size) column_start_[ix(++column)] = static_cast<int>(entries_.size());
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
  for (int k = 0; k < island_.size; ++k) {
    auto& own = nodes_[ix(k)];
    if (own.first < 0) continue;
    const auto start = pattern.rows.size();
    bool has_own = false;
    const auto add_own = [&] {
      own.place = static_cast<int>(pattern.rows.size());
      add_rows(own);
      has_own = true;
    };
    for (int e = column_start_[ix(k)]; e < column_start_[ix(k) + 1]; ++e) {
      auto& entry = entries_[ix(e)];
      if (!has_own && entry.row > k) add_own();
      const auto& row = nodes_[ix(entry.row)];
      if (row.first < 0) continue;
      entry.place = static_cast<int>(pattern.rows.size());
      add_rows(row);
    }
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
  SparsePattern nodes{island_.size, column_start_, {}};
  nodes.rows.reserve(entries_.size());
  for (const auto& entry : entries_) nodes.rows.push_back(entry.row);
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
  std::fill(taken_.begin(), taken_.end(), Complex{});
  for (std::size_t i = 0; i < nodes_.size(); ++i) magnitude_[i] = std::abs(voltage[i]);
  for (std::size_t k = 0; k < nodes_.size(); ++k) {
    const auto& column = nodes_[k];
    const double v_re = voltage[k].real();
    const double v_im = voltage[k].imag();
    const double inverse = 1.0 / magnitude_[k];
    for (auto e = ix(column_start_[k]); e < ix(column_start_[k + 1]); ++e) {
      const auto& entry = entries_[e];
      // i = Y_ik v_k, s = v_i conj(i)
      const double i_re = entry.y.real() * v_re - entry.y.imag() * v_im;
      const double i_im = entry.y.real() * v_im + entry.y.imag() * v_re;
      const auto& v = voltage[ix(entry.row)];
      const double p = v.real() * i_re + v.imag() * i_im;
      const double q = v.imag() * i_re - v.real() * i_im;
      taken_[ix(entry.row)] += Complex{p, q};
      if (entry.place < 0 || column.first < 0) continue;
      const bool has_q = nodes_[ix(entry.row)].is_free;
      auto* block = &jacobian_[ix(entry.place)];
      block[0] = q;              // ∂P_i/∂θ_k
      if (has_q) block[1] = -p;  // ∂Q_i/∂θ_k
      if (!column.is_free) continue;
      block += column.stride;
      block[0] = p * inverse;             // ∂P_i/∂v_k
      if (has_q) block[1] = q * inverse;  // ∂Q_i/∂v_k
    }
  }
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    const auto& node = nodes_[i];
    const Complex self = magnitude_[i] * magnitude_[i] * std::conj(diagonal_[i]);
    const Complex others = taken_[i];
    taken_[i] += self;
    if (node.first < 0) continue;
    const double v = magnitude_[i];
    const Complex missing = share * given(i, v) - taken_[i];
    mismatch_[ix(node.first)] = missing.real();
    if (node.is_free) mismatch_[ix(node.first) + 1] = missing.imag();
    auto* block = &jacobian_[ix(node.place)];
    block[0] = -others.imag();
    if (!node.is_free) continue;
    block[1] = others.real();
    block += node.stride;
    const Complex by_magnitude = (others + 2.0 * self) / v -
                                 share * (island_.injected_current[i] + 2.0 * v * island_.injected_square[i]);
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
  for (const auto& entry : entries_) sum[ix(entry.row)] += std::abs(entry.y);
  return *std::max_element(sum.begin(), sum.end());
}

bool PowerBalance::factor() { return unknowns_ == 0 || solver_->factor(jacobian_); }

void PowerBalance::solve(std::span<double> right_hand_side) const {
  if (unknowns_ > 0) solver_->solve(right_hand_side);
}

void PowerBalance::advance(std::span<Complex> voltage, std::span<const double> step) const {
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    const auto& node = nodes_[i];
    if (node.first < 0) continue;
    const double turn = step[ix(node.first)];
    const double magnitude = std::abs(voltage[i]);
    const double grown = node.is_free ? std::fabs(magnitude + step[ix(node.first) + 1]) : magnitude;
    // Where the magnitude is given it stays what it was, digit by digit over many steps.
    voltage[i] *= std::polar(grown / magnitude, turn);
  }
}

}  // namespace shellfit::power
