"""One case: what to ask of solve_cases, how to compare; or why it cannot be asked yet."""
import csv


class Case:
    def __init__(self, name, request=None, compare=None, cannot=None, count=1, known_failure=None):
        self.name, self.request, self.compare = name, request, compare
        self.cannot, self.count, self.known_failure = cannot, count, known_failure


def rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))
