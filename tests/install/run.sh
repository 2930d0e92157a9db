#!/usr/bin/env bash
# Installs a build, then builds and runs a program of someone else's on it: run.sh BUILD EXAMPLE
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cmake --install "$1" --prefix "$place/there" >/dev/null
cmake -S "$here" -B "$place/build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_PREFIX_PATH="$place/there" >"$place/log" || { cat "$place/log"; exit 1; }
cmake --build "$place/build" >"$place/log" || { cat "$place/log"; exit 1; }
said=$("$place/build/consumer" "$2")
[ "$said" = "does-not-host" ] || { echo "the consumer says: $said"; exit 1; }
"$place/there/bin/shellfit" --version
