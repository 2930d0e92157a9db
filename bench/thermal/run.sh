#!/usr/bin/env bash
# Times the thermal engine beside its peers in the same run: run.sh SOLVE_CASES [PART...], PART being a, b, c or d.
# Needs the network the first time.
set -euo pipefail
cd "$(dirname "$0")/../.."
. bench/peers.sh
peers=build/bench/thermal-peers
need_peers "$peers" bench/thermal/requirements.txt
program=$1
shift
PYTHONPATH=bench "$peers/bin/python" -B -W ignore bench/thermal/run.py "$program" build/bench/thermal "$@"
