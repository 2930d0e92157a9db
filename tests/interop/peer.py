"""Asks the solver under test and compares with a peer's values."""
import json
import subprocess
import sys


def ask(request):
    done = subprocess.run([sys.argv[1]], input=json.dumps(request), capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"the solver refuses: {done.stderr}")
    return json.loads(done.stdout)


class Comparison:
    def __init__(self, what):
        self.what, self.count, self.worst, self.faults = what, 0, 0.0, 0

    def add(self, name, ours, peers, tolerance):
        self.count += 1
        off = abs(ours - peers)
        self.worst = max(self.worst, off / tolerance)
        if not off <= tolerance:
            self.faults += 1
            print(f"  {self.what}: {name}: {ours:.8g}, the peer has {peers:.8g}")

    def end(self):
        print(f"  {self.what}: {self.count} values, worst at {100 * self.worst:.3g} % of its tolerance")
        return self.faults


def properties(points):
    """points: (name of the property, arguments)."""
    return ask({"kind": "properties", "points": [{"of": of, "at": at} for of, at in points]})["values"]
