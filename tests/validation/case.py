"""One case: what to ask, how to compare; or why it cannot be asked yet. `request` goes to solve_cases; `ask` is given
the runner and returns what `compare` is then given."""
import csv
import math


class Case:
    def __init__(self, name, request=None, compare=None, cannot=None, count=1, known_failure=None, ask=None):
        self.name, self.request, self.compare = name, request, compare
        self.cannot, self.count, self.known_failure, self.ask = cannot, count, known_failure, ask


def rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def x_over_r(z, r):
    """Of an impedance of size z with resistance r; without resistance, next to none."""
    return math.sqrt(max(0.0, z * z - r * r)) / r if r else 1e12


def series_impedance(one, mva):
    """Of a transformer or pair of windings as requests have it, per unit of 1 MVA."""
    r = one["impedance_percent"] / 100 / math.hypot(1.0, one["x_over_r"]) / mva
    return complex(r, r * one["x_over_r"])
