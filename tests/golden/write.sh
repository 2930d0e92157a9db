#!/usr/bin/env bash
# Writes the generated documents and the expected outputs again: write.sh PROGRAM DIGESTS. Read the diff.
set -euo pipefail
cd "$(dirname "$0")/../.."
program=$1 digests=$2
"$digests" write tests/golden/digests.tsv CHANGELOG.md examples
tests/golden/documents.sh "$program" docs
tests/golden/readme_output.py --write "$program"
tests/golden/pictures.sh "$program" docs/images
