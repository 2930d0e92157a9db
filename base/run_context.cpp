#include "base/run_context.hpp"

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>

namespace shellfit {

void for_each_index(const RunContext& context, std::size_t count,
                    const std::function<void(std::size_t)>& work) {
  const auto work_unless_stopped = [&](std::size_t i) {
    if (!context.stop.stop_requested()) work(i);
  };
  if (context.jobs <= 1 || count <= 1) {
    for (std::size_t i = 0; i < count; ++i) work_unless_stopped(i);
    return;
  }
  // As many threads as asked for, even on fewer processors: the answer must not depend on either.
  const oneapi::tbb::global_control control(oneapi::tbb::global_control::max_allowed_parallelism,
                                            static_cast<std::size_t>(context.jobs));
  oneapi::tbb::task_arena arena(context.jobs);
  arena.execute([&] { oneapi::tbb::parallel_for(std::size_t{0}, count, work_unless_stopped); });
}

}  // namespace shellfit
