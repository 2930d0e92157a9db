"""`check` on the 12 MW hall beside pandapower's load flows alone: hall.py PROGRAM

The peer solves, as often as the check does, one radial network of as many buses as the hall's one-line; it lays out
nothing, solves no loop and checks nothing. A ratio above 1 says the whole check takes less time than that.
"""
import json
import resource
import statistics
import subprocess
import sys
import time
import warnings

warnings.filterwarnings("ignore")
import pandapower as pp  # noqa: E402

RUNS = 7


def seconds(work):
    work()
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times), min(times), max(times)


def check(*options):
    return subprocess.run([sys.argv[1], "check", "examples/hall-12mw/study.xml", "--quiet", *options], capture_output=True, text=True).stdout


def peer_network(buses):
    """Boards in a row of feeders, a rack on every bus."""
    net = pp.create_empty_network(f_hz=60)
    first = pp.create_bus(net, 0.48)
    pp.create_ext_grid(net, first)
    last = first
    for i in range(1, buses):
        bus = pp.create_bus(net, 0.48)
        pp.create_line_from_parameters(net, last if i % 10 else first, bus, 0.001, 0.03, 0.018, 0, 10)
        pp.create_load(net, bus, 0.03, 0.004)
        last = bus
    return net


sizes = json.loads(check("--json", "-"))["sizes"]
whole = seconds(check)
one = seconds(lambda: check("--jobs", "1"))
memory_mb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
net = peer_network(sizes["buses"])
peer = seconds(lambda: pp.runpp(net, tolerance_mva=1e-8))
print("behind the check:", ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in sizes.items()))
print(f"check, all processors   {whole[0]:.2f} s ({whole[1]:.2f} to {whole[2]:.2f}), {memory_mb:.0f} MB at most")
print(f"check, one thread       {one[0]:.2f} s ({one[1]:.2f} to {one[2]:.2f})")
print(f"pandapower, one load flow of {sizes['buses']} buses   {1000 * peer[0]:.1f} ms ({1000 * peer[1]:.1f} to {1000 * peer[2]:.1f})")
print(f"pandapower's {sizes['load_flows']} load flows / the whole check on one thread: {sizes['load_flows'] * peer[0] / one[0]:.1f}")
