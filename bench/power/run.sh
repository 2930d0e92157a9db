#!/usr/bin/env bash
# Times the power engine beside its peers in the same run: run.sh SOLVE_CASES [PART...], PART being a, b or c.
# Needs the network the first time.
set -euo pipefail
cd "$(dirname "$0")/../.."
. bench/peers.sh
peers=build/bench/power-peers
need_peers "$peers" bench/power/requirements.txt
program=$1
shift
PYTHONPATH=bench "$peers/bin/python" -B -W ignore bench/power/run.py "$program" build/bench/power "$@"
