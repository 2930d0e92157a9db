#!/usr/bin/env bash
# Times the power engine beside its peers in the same run: run.sh SOLVE_CASES [PART...], PART being a, b or c.
# Needs the network the first time.
set -euo pipefail
cd "$(dirname "$0")/../.."
peers=build/bench/power-peers
if ! "$peers/bin/python" -m pip freeze --disable-pip-version-check 2>/dev/null | sort | comm -13 - <(sort bench/power/requirements.txt) | diff -q - /dev/null >/dev/null; then
  [ -d "$peers" ] || python3 -m venv "$peers"
  "$peers/bin/pip" install --quiet --disable-pip-version-check --requirement bench/power/requirements.txt
fi
program=$1
shift
"$peers/bin/python" -B -W ignore bench/power/run.py "$program" build/bench/power "$@"
