#include "base/integrator.hpp"

#include "base/assertion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cvode/cvode.h>
#include <cvode/cvode_ls.h>
#include <deque>
#include <exception>
#include <nvector/nvector_serial.h>
#include <sunlinsol/sunlinsol_dense.h>
#include <sunlinsol/sunlinsol_klu.h>
#include <sunmatrix/sunmatrix_dense.h>
#include <sunmatrix/sunmatrix_sparse.h>
#include <type_traits>
#include <utility>

namespace shellfit {

namespace {

static_assert(std::is_same_v<realtype, double>);

template <auto free>
struct Freed {
  template <class T>
  void operator()(T* object) const {
    free(object);
  }
};
void free_context(SUNContext context) { SUNContext_Free(&context); }
void free_solver(void* cvode) { CVodeFree(&cvode); }
using Context = std::unique_ptr<std::remove_pointer_t<SUNContext>, Freed<free_context>>;
using Vector = std::unique_ptr<std::remove_pointer_t<N_Vector>, Freed<N_VDestroy>>;
using Matrix = std::unique_ptr<std::remove_pointer_t<SUNMatrix>, Freed<SUNMatDestroy>>;
using LinearSolver = std::unique_ptr<std::remove_pointer_t<SUNLinearSolver>, Freed<SUNLinSolFree>>;
using Solver = std::unique_ptr<void, Freed<free_solver>>;

Context new_context() {
  SUNContext context = nullptr;
  ensure(SUNContext_Create(nullptr, &context) == 0, "a context without MPI is made");
  return Context(context);
}

std::span<double> numbers(N_Vector vector) {
  return {N_VGetArrayPointer(vector), static_cast<std::size_t>(N_VGetLength(vector))};
}

/// The first that is not finite.
std::optional<std::size_t> not_finite(std::span<const double> values) {
  const auto found =
      std::find_if_not(values.begin(), values.end(), [](double v) { return std::isfinite(v); });
  if (found == values.end()) return std::nullopt;
  return static_cast<std::size_t>(found - values.begin());
}

}  // namespace

// What SUNDIALS holds is freed in the reverse order: the context last.
struct Integrator::Memory {
  Rate rate;
  std::vector<Event> events;
  std::optional<Jacobian> jacobian;
  Context context = new_context();
  Vector state;
  Matrix matrix;
  LinearSolver linear;
  Solver cvode;
  double now_s = 0, last_s = 0;
  int most_steps = 0;
  bool is_started = false;
  std::vector<char> has_happened;  ///< by event
  std::deque<int> to_report;       ///< events that happened now
  std::exception_ptr thrown;
  std::string not_a_number;  ///< what was, and when
  std::string last_message;

  Memory(int size, Rate f, std::vector<Event> g, const Accuracy& accuracy, std::optional<Jacobian> j);

  [[nodiscard]] std::string failure(int flag) const;
  void note_events_at_start();
  void note_events_found();
  [[nodiscard]] std::optional<Stop> next_report();
};

namespace {

// CVODE is C: nothing may be thrown through it. What is no number ends the run: with smaller steps it would
// creep up to where numbers end, and never say so.
template <class Memory, class Work>
int guarded(Memory& memory, Work&& work) noexcept {
  try {
    std::forward<Work>(work)();
    return memory.not_a_number.empty() ? 0 : -1;
  } catch (...) {
    memory.thrown = std::current_exception();
    return -1;
  }
}

template <class Memory>
int write_rate(realtype s, N_Vector state, N_Vector rate, void* data) {
  auto& memory = *static_cast<Memory*>(data);
  return guarded(memory, [&] {
    memory.rate(s, numbers(state), numbers(rate));
    if (const auto i = not_finite(numbers(rate)))
      memory.not_a_number = fmt::format("the rate of state {} is not a number at {:.6g} s", *i, s);
  });
}

template <class Memory>
int write_events(realtype s, N_Vector state, realtype* values, void* data) {
  auto& memory = *static_cast<Memory*>(data);
  return guarded(memory, [&] {
    for (std::size_t i = 0; i < memory.events.size(); ++i) {
      // What has happened is held above zero: it neither falls through it nor stays there. So all that is
      // found are rises.
      values[i] = memory.has_happened[i] ? 1.0 : memory.events[i](s, numbers(state));
      if (!std::isfinite(values[i]))
        memory.not_a_number = fmt::format("event {} is not a number at {:.6g} s", i, s);
    }
  });
}

template <class Memory>
int write_jacobian(realtype s, N_Vector state, N_Vector, SUNMatrix matrix, void* data, N_Vector, N_Vector,
                   N_Vector) {
  auto& memory = *static_cast<Memory*>(data);
  return guarded(memory, [&] {
    const auto& pattern = memory.jacobian->pattern;
    std::copy(pattern.starts.begin(), pattern.starts.end(), SUNSparseMatrix_IndexPointers(matrix));
    std::copy(pattern.rows.begin(), pattern.rows.end(), SUNSparseMatrix_IndexValues(matrix));
    const std::span<double> values(SUNSparseMatrix_Data(matrix), pattern.rows.size());
    memory.jacobian->values(s, numbers(state), values);
    if (not_finite(values))
      memory.not_a_number = fmt::format("a derivative of the rates is not a number at {:.6g} s", s);
  });
}

template <class Memory>
void keep_message(int, const char*, const char*, char* message, void* data) {
  static_cast<Memory*>(data)->last_message = message;
}

}  // namespace

Integrator::Memory::Memory(int size, Rate f, std::vector<Event> g, const Accuracy& accuracy,
                           std::optional<Jacobian> j)
    : rate(std::move(f)), events(std::move(g)), jacobian(std::move(j)), most_steps(accuracy.most_steps) {
  auto* const c = context.get();
  state = Vector(N_VNew_Serial(size, c));
  if (jacobian) {
    const auto& pattern = jacobian->pattern;
    ensure(pattern.size == size, "the Jacobian is of the states");
    for (int i = 0; i < size; ++i) static_cast<void>(pattern.index(i, i));  // I - γJ has no more places
    matrix = Matrix(SUNSparseMatrix(size, size, static_cast<sunindextype>(pattern.rows.size()), CSC_MAT, c));
    linear = LinearSolver(SUNLinSol_KLU(state.get(), matrix.get(), c));
  } else {
    matrix = Matrix(SUNDenseMatrix(size, size, c));
    linear = LinearSolver(SUNLinSol_Dense(state.get(), matrix.get(), c));
  }
  cvode = Solver(CVodeCreate(CV_BDF, c));
  auto* const solver = cvode.get();
  has_happened.assign(events.size(), 0);
  const auto done = [](int flag) { ensure(flag == CV_SUCCESS, "the integrator takes its settings"); };
  N_VConst(0.0, state.get());
  done(CVodeInit(solver, write_rate<Memory>, 0.0, state.get()));
  done(CVodeSetErrHandlerFn(solver, keep_message<Memory>, this));
  done(CVodeSetUserData(solver, this));
  done(CVodeSStolerances(solver, accuracy.relative, accuracy.absolute));
  done(CVodeSetMaxNumSteps(solver, most_steps));
  done(CVodeSetMaxStep(solver, std::isfinite(accuracy.longest_step_s) ? accuracy.longest_step_s : 0.0));
  done(CVodeSetLinearSolver(solver, linear.get(), matrix.get()));
  if (jacobian) done(CVodeSetJacFn(solver, write_jacobian<Memory>));
  if (events.empty()) return;
  done(CVodeRootInit(solver, static_cast<int>(events.size()), write_events<Memory>));
  done(CVodeSetNoInactiveRootWarn(solver));
}

std::string Integrator::Memory::failure(int flag) const {
  if (!not_a_number.empty()) return not_a_number;
  double s = now_s;
  CVodeGetCurrentTime(cvode.get(), &s);
  switch (flag) {
    case CV_TOO_MUCH_WORK:
      return fmt::format("{} steps were taken and only {:.6g} s reached", most_steps, s);
    case CV_TOO_MUCH_ACC:
      return fmt::format("at {:.6g} s the accuracy asked for is finer than the numbers are", s);
    case CV_ERR_FAILURE:
      return fmt::format("at {:.6g} s no step, however small, meets the accuracy asked for", s);
    case CV_CONV_FAILURE:
    case CV_LSETUP_FAIL:
    case CV_LSOLVE_FAIL:
      return fmt::format("at {:.6g} s the equations of a step could not be solved, however small", s);
    default:
      return fmt::format("at {:.6g} s the integrator gave up: {}", s, last_message);
  }
}

void Integrator::Memory::note_events_at_start() {
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (events[i](now_s, numbers(state.get())) < 0) continue;
    has_happened[i] = 1;
    to_report.push_back(static_cast<int>(i));
  }
}

void Integrator::Memory::note_events_found() {
  std::vector<int> found(events.size());
  ensure(CVodeGetRootInfo(cvode.get(), found.data()) == CV_SUCCESS, "an event was found");
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (found[i] == 0 || has_happened[i]) continue;
    has_happened[i] = 1;
    to_report.push_back(static_cast<int>(i));
  }
}

std::optional<Stop> Integrator::Memory::next_report() {
  if (to_report.empty()) return std::nullopt;
  const Stop stop{now_s, to_report.front()};
  to_report.pop_front();
  return stop;
}

Integrator::Integrator(int size, Rate rate, std::vector<Event> events, const Accuracy& accuracy,
                       std::optional<Jacobian> jacobian)
    : memory_(std::make_unique<Memory>(size, std::move(rate), std::move(events), accuracy,
                                       std::move(jacobian))) {}
Integrator::~Integrator() = default;
Integrator::Integrator(Integrator&&) noexcept = default;
Integrator& Integrator::operator=(Integrator&&) noexcept = default;

void Integrator::start(double s, std::span<const double> state, double last_s) {
  auto& m = *memory_;
  const auto kept = numbers(m.state.get());
  ensure(state.size() == kept.size(), "every state has a start");
  ensure(last_s > s, "the last time is after the first");
  if (state.data() != kept.data()) std::copy(state.begin(), state.end(), kept.begin());
  m.now_s = s;
  m.last_s = last_s;
  ensure(CVodeReInit(m.cvode.get(), s, m.state.get()) == CV_SUCCESS, "the integrator starts");
  ensure(CVodeSetStopTime(m.cvode.get(), last_s) == CV_SUCCESS, "the last time is after the first");
  std::fill(m.has_happened.begin(), m.has_happened.end(), 0);
  m.to_report.clear();
  m.not_a_number.clear();
  m.note_events_at_start();
  m.is_started = true;
}

tl::expected<Stop, std::string> Integrator::run_to(double s) {
  auto& m = *memory_;
  ensure(m.is_started, "a run has a start");
  ensure(s <= m.last_s, "nothing is known beyond the last time");
  while (true) {
    if (const auto stop = m.next_report()) return *stop;
    if (s <= m.now_s) return Stop{m.now_s, std::nullopt};
    const int flag = CVode(m.cvode.get(), s, m.state.get(), &m.now_s, CV_NORMAL);
    if (m.thrown || flag < 0) m.is_started = false;
    if (m.thrown) std::rethrow_exception(std::exchange(m.thrown, nullptr));
    if (flag < 0) return tl::unexpected(m.failure(flag));
    if (flag != CV_ROOT_RETURN) return Stop{m.now_s, std::nullopt};
    m.note_events_found();
  }
}

std::span<const double> Integrator::state() const { return numbers(memory_->state.get()); }

}  // namespace shellfit
