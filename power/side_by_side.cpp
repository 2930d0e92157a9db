#include "power/side_by_side.hpp"

#include <algorithm>
#include <cmath>

// With I = Y V by rows of Y, a node takes S_i = v_i conj(I_i), and each entry of Y serves four states while
// it is at hand. What branches that are out would carry is taken off I at their ends.
//
// A step turns a voltage by Δθ as v (1 + jh) / (1 - jh), h = Δθ/2: the same to Δθ³/12, of the same magnitude,
// and without a trigonometric function.

namespace shellfit::power {

namespace {

using Complex = std::complex<double>;

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

std::pair<Complex, Complex> currents(const IslandProblem::Branch& branch, Complex from, Complex to) {
  return {branch.y_from_from * from + branch.y_from_to * to, branch.y_to_from * from + branch.y_to_to * to};
}

}  // namespace

SideBySide::SideBySide(const IslandProblem& island, std::vector<Complex> normal)
    : island_(island), normal_(std::move(normal)), nodes_(ix(island.size)) {
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    is_voltage_dependent_ = is_voltage_dependent_ || island.injected_current[i] != Complex{} ||
                            island.injected_square[i] != Complex{};
    if (island.kind[i] == NodeKind::reference) continue;
    nodes_[i] = {unknowns_, island.kind[i] == NodeKind::free, 1.0 / std::abs(normal_[i])};
    unknowns_ += nodes_[i].is_free ? 2 : 1;
  }
  gather();
  taken_.resize(nodes_.size());
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    Complex current{};
    for (auto e = row_start_[i]; e < row_start_[i + 1]; ++e)
      current += Complex{entries_[e].g, entries_[e].b} * normal_[ix(entries_[e].column)];
    taken_[i] = normal_[i] * std::conj(current);
  }
  for (auto* field :
       {&real_, &imaginary_, &given_real_, &given_reactive_, &counts_, &current_real_, &current_imaginary_})
    field->resize(nodes_.size());
  mismatch_.resize(ix(unknowns_));
  for (int lane = 0; lane < lanes; ++lane) rest(lane);
}

void SideBySide::gather() {
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

void SideBySide::rest(int lane) {
  const auto l = ix(lane);
  std::erase_if(out_, [&](const Out& one) { return one.lane == lane; });
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    real_[i].set(l, normal_[i].real());
    imaginary_[i].set(l, normal_[i].imag());
    counts_[i].set(l, 0.0);
  }
  for (auto& one : mismatch_) one.set(l, 0.0);
}

/// The first mismatch needs no evaluation: what is injected less what the normal voltages take, without the
/// branches that are out.
void SideBySide::start(int lane, const Variation& variation) {
  rest(lane);
  const auto l = ix(lane);
  const auto& injected = variation.injected.empty() ? island_.injected : variation.injected;
  for (auto& one : counts_) one.set(l, 1.0);
  for (const int node : variation.dead_nodes) counts_[ix(node)].set(l, 0.0);
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    given_real_[i].set(l, injected[i].real());
    given_reactive_[i].set(l, injected[i].imag());
    const auto& node = nodes_[i];
    if (node.first < 0) continue;
    const Complex missing = counts_[i][l] * (given(i, injected[i], 1.0 / node.per_magnitude) - taken_[i]);
    mismatch_[ix(node.first)].set(l, missing.real());
    if (node.is_free) mismatch_[ix(node.first) + 1].set(l, missing.imag());
  }
  const auto restore = [&](int end, Complex current) {
    const auto& node = nodes_[ix(end)];
    if (node.first < 0 || counts_[ix(end)][l] == 0.0) return;
    const Complex power = normal_[ix(end)] * std::conj(current);
    const auto add = [&](Four& to, double more) { to.set(l, to[l] + more); };
    add(mismatch_[ix(node.first)], power.real());
    if (node.is_free) add(mismatch_[ix(node.first) + 1], power.imag());
  };
  for (const int b : variation.branches_out) {
    const auto& branch = island_.branches[ix(b)];
    out_.push_back({&branch, lane});
    const auto [from, to] = currents(branch, normal_[ix(branch.from)], normal_[ix(branch.to)]);
    restore(branch.from, from);
    restore(branch.to, to);
  }
}

void SideBySide::advance() {
  const Four one(1.0);
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    const auto& node = nodes_[i];
    if (node.first < 0) continue;
    const Four h = 0.5 * mismatch_[ix(node.first)];
    const Four grown = node.is_free ? one + node.per_magnitude * mismatch_[ix(node.first) + 1] : one;
    const Four w = grown / (one + h * h);
    const Four c = w * (one - h * h);
    const Four s = 2.0 * w * h;
    const Four was = real_[i];
    real_[i] = was * c - imaginary_[i] * s;
    imaginary_[i] = was * s + imaginary_[i] * c;
  }
}

void SideBySide::evaluate() {
  find_currents();
  find_mismatches();
}

void SideBySide::find_currents() {
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    Four re;
    Four im;
    for (auto e = row_start_[i]; e < row_start_[i + 1]; ++e) {
      const auto& [column, g, b] = entries_[e];
      const Four& v_re = real_[ix(column)];
      const Four& v_im = imaginary_[ix(column)];
      re += g * v_re - b * v_im;
      im += g * v_im + b * v_re;
    }
    current_real_[i] = re;
    current_imaginary_[i] = im;
  }
  for (const auto& [branch, lane] : out_) {
    const auto l = ix(lane);
    const auto lose = [&](int node, Complex current) {
      current_real_[ix(node)].set(l, current_real_[ix(node)][l] - current.real());
      current_imaginary_[ix(node)].set(l, current_imaginary_[ix(node)][l] - current.imag());
    };
    const auto [from, to] = currents(*branch, voltage(branch->from, lane), voltage(branch->to, lane));
    lose(branch->from, from);
    lose(branch->to, to);
  }
}

/// What is given to a node in every lane, at its voltage.
void SideBySide::add_voltage_dependent(std::size_t i, Four& real, Four& reactive) const {
  for (std::size_t l = 0; l < lanes; ++l) {
    const double re = real_[i][l];
    const double im = imaginary_[i][l];
    const Complex s = given(i, {real[l], reactive[l]}, std::sqrt(re * re + im * im));
    real.set(l, s.real());
    reactive.set(l, s.imag());
  }
}

void SideBySide::find_mismatches() {
  Four worst;
  Four sum;  // no number when one of its terms is none
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    const auto& node = nodes_[i];
    if (node.first < 0) continue;
    Four real = given_real_[i];
    Four reactive = given_reactive_[i];
    if (is_voltage_dependent_) add_voltage_dependent(i, real, reactive);
    const auto keep = [&](int equation, const Four& left) {
      mismatch_[ix(equation)] = left;
      const Four size = absolute(left);
      worst = greater(size, worst);
      sum += size;
    };
    const Four& counts = counts_[i];
    keep(node.first, counts * (real - (real_[i] * current_real_[i] + imaginary_[i] * current_imaginary_[i])));
    if (!node.is_free) continue;
    keep(node.first + 1,
         counts * (reactive - (imaginary_[i] * current_real_[i] - real_[i] * current_imaginary_[i])));
  }
  for (std::size_t l = 0; l < lanes; ++l) worst_pu_[l] = std::isfinite(sum[l]) ? worst[l] : sum[l];
}

}  // namespace shellfit::power
