#!/usr/bin/env bash
# Times the program against a peer, both in the same run: run.sh PROGRAM. Needs the network the first time.
set -euo pipefail
cd "$(dirname "$0")/.."
peers=build/bench/peers
if ! "$peers/bin/python" -c 'import pandapower, numba' 2>/dev/null; then
  python3 -m venv "$peers"
  "$peers/bin/pip" install --quiet --disable-pip-version-check pandapower numba
fi
"$peers/bin/python" -B bench/hall.py "$1"
