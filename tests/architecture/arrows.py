#!/usr/bin/env python3
"""Which folder may include which, and which file is the door to which third party. Exit 1 names each breach."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
BASE = {"base"}
SITE = BASE | {"documents", "geometry", "catalogs", "site"}
STUDIES = SITE | {"layout", "power", "thermal", "studies"}
MAY_USE = {
    "base": BASE,
    "documents": BASE | {"documents"},
    "geometry": BASE | {"geometry"},
    "catalogs": BASE | {"documents", "catalogs"},
    "site": SITE,
    "layout": SITE | {"layout"},
    "power": BASE | {"power"},
    "thermal": BASE | {"thermal"},
    "studies": STUDIES,
    "reports": STUDIES | {"reports"},
    "exchange": STUDIES | {"exchange"},
    "cli": STUDIES | {"reports", "exchange", "cli"},
}
DOORS = {  # headers of a third party -> the only files that may include them
    r"CGAL/": r"geometry/.*\.cpp",
    r"Eigen/": r"base/(sparse|low_rank_change)\.cpp",
    r"klu\.h|amd\.h|suitesparse": r"base/sparse\.cpp",
    r"cvode/|nvector/|sun(dials|matrix|linsol)": r"base/integrator\.cpp",
    r"boost/units": r"base/units\.hpp",
    r"boost/": r"base/.*",
    r"pugixml": r"documents/.*\.cpp",
    r"sqlite3": r"base/database\.cpp",
    r"(oneapi/)?tbb/": r"base/run_context\.cpp",
    r"xxhash": r"base/stage\.cpp",
    r"nlohmann/": r"(reports|exchange|cli)/.*\.cpp",
    r"CLI/": r"cli/.*\.(cpp|hpp)",
}
INCLUDE = re.compile(r'^\s*#include\s+["<]([^">]+)[">]', re.M)


def breaches():
    for folder, allowed in MAY_USE.items():
        for path in sorted((ROOT / folder).rglob("*.[ch]pp")):
            name = path.relative_to(ROOT).as_posix()
            for included in INCLUDE.findall(path.read_text(encoding="utf-8")):
                target = included.split("/")[0]
                if target in MAY_USE and target not in allowed:
                    yield f"{name} includes {included}: {folder}/ may not know {target}/"
                if name.startswith("layout/checker/") and re.match(r"layout/(search|band_filler)", included):
                    yield f"{name} includes {included}: the checker shares no code with the search"
                for third_party, door in DOORS.items():
                    if re.match(third_party, included) and not re.fullmatch(door, name):
                        yield f"{name} includes {included}: only {door} may"


if __name__ == "__main__":
    found = list(breaches())
    print("\n".join(found) or "arrows and doors are kept")
    sys.exit(1 if found else 0)
