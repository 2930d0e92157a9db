#!/usr/bin/env bash
# The documents that the program writes of itself: documents.sh PROGRAM FOLDER [--check].
# With --check nothing is written; a difference to what stands in FOLDER fails.
set -euo pipefail
program=$(realpath "$1") folder=$2
if [ "${3:-}" = --check ]; then
  fresh=$(mktemp -d)
  trap 'rm -rf "$fresh"' EXIT
  "$0" "$program" "$fresh"
  for file in checks.md errors.md schemas; do
    diff -ru "$folder/$file" "$fresh/$file" || { echo "docs are stale: make golden"; exit 1; }
  done
  exit 0
fi
mkdir -p "$folder/schemas"
"$program" explain --checks >"$folder/checks.md"
"$program" explain --errors >"$folder/errors.md"
"$program" schema --to "$folder/schemas"
