"""Times and memory of one tool on one job, in a process of its own."""
import ctypes
import gc
import json
import pathlib
import sys
import time
import warnings

import numpy as np

BUDGET_S, FEWEST, MOST = 1.0, 3, 15
SLOW_S = 5.0  # of all calls together, beyond which no more are made


def status_kb(name):
    for line in pathlib.Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(name):
            return int(line.split()[1])
    raise LookupError(name)


def peak_growth_bytes(work):
    """Of resident memory over what was there before; the kernel's high-water mark is set back first."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)  # what was freed before does not serve unseen
    pathlib.Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    before = status_kb("VmRSS")
    kept = work()
    grown = status_kb("VmHWM") - before
    del kept
    return 1024 * grown


def timed(work):
    """Processor time, of all threads there may be; on a busy machine it says more than the clock."""
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def repeats(once):
    """Calls until the budget is spent, at least FEWEST times if that is not slow, and at most MOST times."""
    begun = time.perf_counter()
    for i in range(MOST):
        once()
        gone = time.perf_counter() - begun
        if gone > SLOW_S or (i + 1 >= FEWEST and gone > BUDGET_S):
            return


def measure(tool, job):
    """`tool` reads (a model), then answers `job` on it: first on a fresh model, then again on the same."""
    def whole():
        model = tool.read()
        return model, getattr(tool, job)(model)

    figures = {"memory_bytes": peak_growth_bytes(whole), "read_s": [], "first_s": [], "again_s": []}

    def fresh():
        seconds, model = timed(tool.read)
        figures["read_s"].append(seconds)
        figures["first_s"].append(timed(lambda: getattr(tool, job)(model))[0])

    repeats(fresh)
    model = tool.read()
    getattr(tool, job)(model)
    repeats(lambda: figures["again_s"].append(timed(lambda: getattr(tool, job)(model))[0]))
    return figures, tool.numbers(getattr(tool, job)(model), job)


def main(peers, job_of, number):
    """As the arguments say: TOOL JOB CASE FOLDER. Prints the figures and leaves the answer, of the type `number`, in
    FOLDER/CASE.JOB.TOOL.raw, a row a state."""
    warnings.filterwarnings("ignore")
    name, job, case, folder = sys.argv[1:]
    # What loads or compiles on first use does so on another case.
    other = peers[name](job_of(pathlib.Path(folder), "warm_up"))
    other.flow(other.read())
    tool = peers[name](job_of(pathlib.Path(folder), case))
    figures, answer = measure(tool, job)
    np.asarray(answer, number).tofile(f"{folder}/{case}.{job}.{name}.raw")
    print(json.dumps({**figures, "tests": tool.tests}))
