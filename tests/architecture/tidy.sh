#!/usr/bin/env bash
# clang-tidy on the sources that changed since a commit (all without one): tidy.sh BUILD JOBS [COMMIT]
set -euo pipefail
cd "$(dirname "$0")/../.."
build=$1 jobs=$2 since=${3:-}
if [ -n "$since" ]; then
  files=$({ git diff --name-only --diff-filter=d "$since"; git ls-files -o --exclude-standard; } | grep '\.cpp$' | grep -v '^tests/' || true)
else
  files=$(git ls-files -co --exclude-standard '*.cpp' | grep -v '^tests/')
fi
[ -n "$files" ] || { echo "clang-tidy: nothing changed"; exit 0; }
echo "$files" | xargs -P "$jobs" -n 4 clang-tidy-16 -p "$build" --quiet 2> >(grep -v 'warnings generated\|Suppressed\|Use -header-filter' >&2)
echo "clang-tidy: $(echo "$files" | wc -l) files are clean"
