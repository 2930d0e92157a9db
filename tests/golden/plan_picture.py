#!/usr/bin/env python3
"""The README's picture: the plan of a report as a file of its own: plan_picture.py PROGRAM STUDY OUT.svg [--check]"""
import pathlib
import re
import subprocess
import sys

program, study, out = sys.argv[1:4]
html = subprocess.run([program, "check", study, "--html", "-", "--quiet"], capture_output=True, text=True).stdout
plan = re.search(r'<svg class="plan".*?</svg>(?=\s*</div>)', html, re.S).group(0)
style = re.search(r"<style>(.*?)</style>", html, re.S).group(1)
colours = dict(re.findall(r"(--[a-z]+): ([^;]+);", style.split("}")[0]))
rules = [line for line in style.splitlines() if re.match(r"\.(space|keep-out|item|rack|front|label)\b", line)]
css = re.sub(r"var\((--[a-z]+)\)", lambda m: colours[m.group(1)], "\n".join(rules))
plan = re.sub(r' (style|role|tabindex|data-[a-z-]+)="[^"]*"', "", plan)
plan = re.sub(r"(<svg[^>]*>)", lambda m: f"{m.group(1)}<style>\n{css}\ntext {{ font-family: sans-serif }}\n</style>", plan, count=1)
target = pathlib.Path(out)
if "--check" in sys.argv:
    if target.read_text() != plan + "\n":
        sys.exit(f"{out} is stale: make golden")
else:
    target.write_text(plan + "\n")
