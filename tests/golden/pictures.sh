#!/usr/bin/env bash
# The pictures of the README: pictures.sh PROGRAM FOLDER [--check]. With --check a difference fails.
set -euo pipefail
program=$(realpath "$1") folder=$2
fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
for what in plan one-line loops; do
  "$program" draw "$what" examples/hall-12mw/study.xml --to "$fresh/hall-12mw-$what.svg" >/dev/null 2>&1
done
if [ "${3:-}" = --check ]; then
  diff -ru "$folder" "$fresh" || { echo "pictures are stale: make golden"; exit 1; }
else
  cp "$fresh"/*.svg "$folder"
fi
