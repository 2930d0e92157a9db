#pragma once
// Four numbers that are worked on at once, one of each of four systems that stand side by side.

#include <cstddef>

namespace shellfit {

/// In two pairs, as wide as the registers that every processor has. Lanes never mix.
class Four {
  using Pair [[gnu::vector_size(2 * sizeof(double))]] = double;

 public:
  static constexpr std::size_t size = 4;

  Four() = default;
  explicit Four(double all) : low_{all, all}, high_{all, all} {}

  double operator[](std::size_t lane) const { return lane < 2 ? low_[lane] : high_[lane - 2]; }
  void set(std::size_t lane, double value) {
    auto& pair = lane < 2 ? low_ : high_;
    pair = lane % 2 == 0 ? Pair{value, pair[1]} : Pair{pair[0], value};
  }

  Four& operator+=(const Four& other) { return *this = *this + other; }
  Four& operator-=(const Four& other) { return *this = *this - other; }
  Four& operator*=(const Four& other) { return *this = *this * other; }
  friend Four operator+(const Four& a, const Four& b) { return {a.low_ + b.low_, a.high_ + b.high_}; }
  friend Four operator-(const Four& a, const Four& b) { return {a.low_ - b.low_, a.high_ - b.high_}; }
  friend Four operator*(const Four& a, const Four& b) { return {a.low_ * b.low_, a.high_ * b.high_}; }
  friend Four operator/(const Four& a, const Four& b) { return {a.low_ / b.low_, a.high_ / b.high_}; }
  friend Four operator*(double a, const Four& b) { return Four(a) * b; }
  /// The greater of each lane; where one is no number, `b`, whatever it is.
  friend Four greater(const Four& a, const Four& b) {
    return {a.low_ > b.low_ ? a.low_ : b.low_, a.high_ > b.high_ ? a.high_ : b.high_};
  }
  friend Four absolute(const Four& a) { return greater(a, Four() - a); }

 private:
  Four(Pair low, Pair high) : low_(low), high_(high) {}

  Pair low_{}, high_{};
};

}  // namespace shellfit
