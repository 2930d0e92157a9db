"""One case: what to ask, how to compare; or why it cannot be asked yet. `request` goes to solve_cases; `ask` is given
the runner and returns what `compare` is then given."""
import csv


class Case:
    def __init__(self, name, request=None, compare=None, cannot=None, count=1, known_failure=None, ask=None):
        self.name, self.request, self.compare = name, request, compare
        self.cannot, self.count, self.known_failure, self.ask = cannot, count, known_failure, ask


def rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))
