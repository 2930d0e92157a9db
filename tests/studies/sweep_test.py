"""A sweep computes each distinct stage once and goes on where it was killed."""
import os
import re
import signal
import sqlite3
import subprocess
import time
import unittest

from program import PROGRAM, ROOT, StudyTest, run

SWEEP = """<sweep schema="1" study="study.xml">
  <axis name="racks" address="deployment/line[h100]@racks">{racks}</axis>
  <axis name="roof" address="shell/space[upper]@hanging-load"><value is="1.2 kPa"/><value is="1.3 kPa"/></axis>
</sweep>"""


def counts(text):
    """{stage: (computed, known)} of what `sweep run` says."""
    return {m[1]: (int(m[2]), int(m[3])) for m in re.finditer(r"^ +([a-z-]+) +(\d+) computed, (\d+) known$", text, re.M)}


class Sweep(StudyTest):
    def sweep(self, *racks):
        study = self.study("laboratory")
        sweep = study.parent / "sweep.xml"
        sweep.write_text(SWEEP.format(racks="".join(f'<value is="{n}"/>' for n in racks)))
        return sweep

    def rows(self, database):
        connection = sqlite3.connect(database)
        connection.row_factory = sqlite3.Row
        rows = [dict(row) for row in connection.execute("select * from result order by number")]
        connection.close()
        return rows

    def test_there_is_a_row_for_each_study(self):
        database = self.folder / "db.sqlite"
        done = run("sweep", "run", self.sweep(8, 12), "--db", database, "--quiet")
        self.assertEqual(done.returncode, 0, done.stderr)
        rows = self.rows(database)
        self.assertEqual([(r["axis:racks"], r["axis:roof"]) for r in rows],
                         [("8", "1.2 kPa"), ("8", "1.3 kPa"), ("12", "1.2 kPa"), ("12", "1.3 kPa")])
        for row in rows:
            self.assertIn(row["verdict"], ("hosts", "does-not-host"))
        self.assertEqual(run("sweep", "show", "--db", database).stdout.count("\n"), 5)

    def test_rows_agree_with_checks_of_their_own(self):
        database = self.folder / "db.sqlite"
        sweep = self.sweep(8)
        run("sweep", "run", sweep, "--db", database, "--quiet")
        study = self.study("laboratory", ("deployment.xml", 'racks="32"', 'racks="8"'))
        answer = self.answer(study)
        row = self.rows(database)[0]
        self.assertEqual((row["verdict"], row["hostable_mw"], row["poi_mw"]), (answer["verdict"], answer["hostable_mw"], answer["poi_mw"]))

    def test_each_distinct_stage_is_computed_once(self):
        first = counts(run("sweep", "run", self.sweep(8), "--db", self.folder / "a.sqlite", "--quiet").stdout)
        # The roof's load changes a check, not where anything stands.
        self.assertGreater(first["layout"][0], 0)
        self.assertGreaterEqual(first["layout"][1], first["layout"][0])
        again = run("sweep", "run", self.sweep(8), "--db", self.folder / "a.sqlite", "--quiet")
        self.assertEqual(counts(again.stdout), {})
        self.assertIn("2 known", again.stdout)

    def test_a_killed_sweep_goes_on(self):
        database = self.folder / "db.sqlite"
        sweep = self.sweep(8, 10, 12, 14, 16, 18)
        running = subprocess.Popen([PROGRAM, "sweep", "run", sweep, "--db", database, "--quiet", "--jobs", "1"],
                                   cwd=ROOT, stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            try:
                if len(self.rows(database)) >= 2:
                    break
            except sqlite3.OperationalError:
                pass
            self.assertIsNone(running.poll(), "the sweep ended before it could be killed")
            os.sched_yield()
        running.send_signal(signal.SIGKILL)
        running.wait()
        kept = self.rows(database)
        self.assertGreaterEqual(len(kept), 2)
        self.assertLess(len(kept), 12)
        done = run("sweep", "run", sweep, "--db", database, "--quiet")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(f"{12 - len(kept)} solved, {len(kept)} known", done.stdout)
        whole = self.folder / "whole.sqlite"
        run("sweep", "run", sweep, "--db", whole, "--quiet", "--jobs", "8")
        self.assertEqual(self.rows(database), self.rows(whole))

    def test_a_study_that_cannot_be_read_is_a_row_with_its_error(self):
        database = self.folder / "db.sqlite"
        sweep = self.sweep(8)
        sweep.write_text(sweep.read_text().replace('is="1.3 kPa"', 'is="1.3 kPax"'))
        done = run("sweep", "run", sweep, "--db", database, "--quiet")
        self.assertEqual(done.returncode, 2)
        good, bad = self.rows(database)
        self.assertEqual((good["error"], bad["verdict"]), (None, None))
        self.assertIn("E-VAL-004", bad["error"])


if __name__ == "__main__":
    unittest.main()
