"""Opens the report of each example in headless Chromium: browser.py PROGRAM FOLDER"""
import json
import pathlib
import subprocess
import sys
import tempfile

program, work = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--enable-logging=stderr", "--virtual-time-budget=5000"]
faults = 0
for example in ("hall-12mw", "mining-10mw", "laboratory"):
    page, answer = work / f"{example}.html", work / f"{example}.json"
    subprocess.run([program, "check", f"examples/{example}/study.xml", "--html", page, "--json", answer, "--quiet"],
                   stdout=subprocess.DEVNULL)
    with tempfile.TemporaryDirectory() as profile:
        done = subprocess.run(["chromium", *FLAGS, f"--user-data-dir={profile}", "--dump-dom", page.as_uri()],
                              capture_output=True, text=True, timeout=120)
    said = [line for line in done.stderr.splitlines() if "CONSOLE" in line]
    checks = json.loads(answer.read_text())["checks"]
    missing = [c["id"] for c in checks if c["element"] not in done.stdout]
    drawn = done.stdout.count('<svg class="drawing')
    if said or missing or drawn < 3 or 'class="verdict' not in done.stdout or "http://" in page.read_text().replace("http://www.w3.org/2000/svg", ""):
        faults += 1
        print(f"{example}: console {said}; checks without a row {missing[:5]}; {drawn} drawings")
sys.exit(1 if faults else 0)
