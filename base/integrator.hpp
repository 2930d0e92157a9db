#pragma once
// Differential equations dy/dt = f(t, y) in time, stiff ones too, and the times at which something happens.
// Backward differentiation formulas of order one to five with an error estimate (CVODE: Hindmarsh and others,
// ACM TOMS 31:3, 2005). The door to SUNDIALS: no other file names it.

#include "base/sparse.hpp"

#include <tl/expected.hpp>

#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace shellfit {

/// Writes dy/dt at a time, in s, and a state; finite at every state. It must not change between two starts
/// but by its arguments.
using Rate = std::function<void(double s, std::span<const double> state, std::span<double> rate)>;
/// Happens when it rises to zero.
using Event = std::function<double(double s, std::span<const double> state)>;

/// The derivatives of the rates by the states. The pattern holds the diagonal; `values` writes all its
/// places.
struct Jacobian {
  SparsePattern pattern;
  std::function<void(double s, std::span<const double> state, std::span<double> values)> values;
};

/// The local error of each state is kept below `relative` of it plus `absolute`.
struct Accuracy {
  double relative = 1e-6;
  double absolute = 1e-4;
  double longest_step_s = std::numeric_limits<double>::infinity();
  int most_steps = 100'000;  ///< of one call of run_to
};

/// What ended a run: an event, or none when the time was reached.
struct Stop {
  double s = 0;
  std::optional<int> event;
};

/// Follows a state in time. With a Jacobian its linear systems are sparse and solved by KLU; without one
/// they are dense, their Jacobian taken by differences: for some two hundred states at most.
/// Exceptions of rates, events and Jacobians come out of run_to.
class Integrator {
 public:
  Integrator(int size, Rate rate, std::vector<Event> events, const Accuracy& accuracy,
             std::optional<Jacobian> jacobian = std::nullopt);
  ~Integrator();
  Integrator(Integrator&&) noexcept;
  Integrator& operator=(Integrator&&) noexcept;

  /// Begins at a time and a state, with all events still to happen. Rates are not asked beyond `last_s`.
  void start(double s, std::span<const double> state, double last_s);
  /// Goes on to a time up to the last, or to the next event before it. Each event happens once after a start;
  /// one that is at zero or above at the start happens there. Of a rise and fall within one step nothing is
  /// seen. A failure is a sentence; then nothing may follow but a start. Precondition: started.
  [[nodiscard]] tl::expected<Stop, std::string> run_to(double s);
  /// At the last stop.
  [[nodiscard]] std::span<const double> state() const;

 private:
  struct Memory;
  std::unique_ptr<Memory> memory_;
};

}  // namespace shellfit
