# Sourced by the run.sh beside each bench: need_peers FOLDER REQUIREMENTS puts what the file lists into a virtual
# environment, if it is not there yet, which needs the network.
need_peers() {
  "$1/bin/python" -m pip freeze --disable-pip-version-check 2>/dev/null | sort | comm -13 - <(sort "$2") | diff -q - /dev/null >/dev/null && return
  [ -d "$1" ] || python3 -m venv "$1"
  "$1/bin/pip" install --quiet --disable-pip-version-check --requirement "$2"
}
