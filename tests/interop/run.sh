#!/usr/bin/env bash
# Our files and figures in other programs: run.sh PROGRAM SOLVE_CASES. What cannot be tried here is skipped, by name.
set -uo pipefail
cd "$(dirname "$0")/../.."
program=$(realpath "$1") solver=$(realpath "$2")
work=build/interop
mkdir -p "$work"
failed=0
report() { printf '%-8s %s\n' "$1" "$2"; [ "$1" != FAILED ] || failed=1; }

# Schemas: libxml2 accepts what the program accepts.
if command -v xmllint >/dev/null; then
  for file in examples/*/*.xml catalogs/data/*.xml; do
    kind=$(sed -n 's/^<\(study\|shell\|deployment\|basis\|catalog\|sweep\)\b.*/\1/p' "$file" | head -n 1)
    xmllint --noout --schema "docs/schemas/$kind.xsd" "$file" 2>"$work/xmllint.txt" || { report FAILED "xmllint: $file"; cat "$work/xmllint.txt"; }
  done
  report passed "xmllint: $(ls examples/*/*.xml catalogs/data/*.xml | wc -l) files against their schemas"
else
  report skipped "xmllint is not here"
fi

# The report in a browser: nothing on the console, the verdict in the page.
if command -v chromium >/dev/null; then
  python3 tests/interop/browser.py "$program" "$work" && report passed "Chromium: the report of each example" || report FAILED "Chromium"
else
  report skipped "Chromium is not here"
fi

# Peers from PyPI.
peers=$work/peers
if [ ! -x "$peers/bin/python" ] || ! "$peers/bin/python" -c 'import CoolProp, psychrolib, pandapower, matpowercaseframes, power_grid_model, epanet' 2>/dev/null; then
  python3 -m venv "$peers" && "$peers/bin/pip" install --quiet --disable-pip-version-check CoolProp PsychroLib pandapower matpowercaseframes power-grid-model owa-epanet >"$work/pip.txt" 2>&1
fi
if "$peers/bin/python" -c 'import CoolProp, psychrolib, pandapower, matpowercaseframes, power_grid_model, epanet' 2>"$work/import.txt"; then
  for peer in fluids moist_air networks exported loops; do
    "$peers/bin/python" -B "tests/interop/$peer.py" "$solver" "$program" && report passed "$peer" || report FAILED "$peer"
  done
else
  report skipped "CoolProp, PsychroLib, pandapower, matpowercaseframes, power-grid-model and owa-epanet could not be installed: $(tail -n 1 "$work/pip.txt" 2>/dev/null)"
fi
exit $failed
