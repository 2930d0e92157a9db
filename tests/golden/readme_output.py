#!/usr/bin/env python3
"""The README's console blocks against what the program prints: readme_output.py [--write] PROGRAM

A block starts with a line `$ shellfit ...`; what follows up to the end of the block is its stdout, whole.
"""
import pathlib
import re
import shlex
import subprocess
import sys

root = pathlib.Path(__file__).resolve().parents[2]
readme = root / "README.md"
is_writing = "--write" in sys.argv
program = str(pathlib.Path([a for a in sys.argv[1:] if a != "--write"][0]).resolve())
faults = []


def run(match):
    command = match.group(1)
    done = subprocess.run([program] + shlex.split(command)[1:], cwd=root, capture_output=True, text=True)
    if done.returncode not in (0, 1, 5):
        faults.append(f"{command}: exit {done.returncode}\n{done.stderr}")
    fresh = f"```console\n$ {command}\n{done.stdout.rstrip()}\n```"
    if fresh != match.group(0) and not is_writing:
        faults.append(f"the output of `{command}` in README.md is stale: make golden\n--- now\n{done.stdout}")
    return fresh


text = readme.read_text()
blocks = re.compile(r"```console\n\$ (shellfit [^\n]*)\n.*?```", re.S)
if not blocks.search(text):
    faults.append("README.md shows no output of the program")
fresh = blocks.sub(run, text)
if is_writing:
    readme.write_text(fresh)
if faults:
    print("\n".join(faults))
    sys.exit(1)
