"""shellfit power: what its options go with, what can be lost, and that an export gives the same voltages."""
import json
import unittest

from program import ROOT, StudyTest, run

CASE, STUDY = "examples/campus/campus.m", "examples/hall-12mw/study.xml"
# A source, a link, a line, a load and a capacitor.
INPUT = """{"version": "1.0", "type": "input", "is_batch": false, "attributes": {}, "data": {
  "node": [{"id": 1, "u_rated": 10000}, {"id": 2, "u_rated": 10000}, {"id": 3, "u_rated": 10000}],
  "source": [{"id": 4, "node": 1, "status": 1, "u_ref": 1.0}],
  "link": [{"id": 5, "from_node": 1, "to_node": 2, "from_status": 1, "to_status": 1}],
  "line": [{"id": 6, "from_node": 2, "to_node": 3, "from_status": 1, "to_status": 1, "r1": 1, "x1": 2, "c1": 0, "tan1": 0}],
  "sym_load": [{"id": 7, "node": 3, "status": 1, "type": 0, "p_specified": 1e6, "q_specified": 0}],
  "shunt": [{"id": 8, "node": 3, "status": 1, "g1": 0, "b1": 1e-3}]
}}"""


class Power(StudyTest):
    def refused(self, *words):
        done = run("power", *words)
        self.assertEqual((done.returncode, done.stdout), (2, ""), words)
        return done.stderr

    def answered(self, *words, exit_status=0):
        done = run("power", *words, "--json", "-")
        self.assertEqual(done.returncode, exit_status, done.stderr)
        return json.loads(done.stdout)

    def case(self, text, name="case.json"):
        file = self.folder / name
        file.write_text(text)
        return file

    def test_options_that_would_change_nothing_are_refused(self):
        self.assertIn("--fault requires --short-circuit", self.refused(CASE, "--fault", "two-phase"))
        self.assertIn("--least requires --short-circuit", self.refused(CASE, "--least"))
        self.assertIn("--states excludes --to", self.refused(STUDY, "--states", "--to", self.folder / "a.m"))
        self.assertIn("--states excludes --short-circuit", self.refused(STUDY, "--states", "--short-circuit"))
        for file in (STUDY, self.case(INPUT)):
            self.assertIn("--enforce-q-limits is of MATPOWER cases", self.refused(file, "--enforce-q-limits"))
        self.assertIn("no outage out:nothing", self.refused(STUDY, "--states", "--state", "out:nothing"))
        self.assertEqual([file.name for file in self.folder.iterdir()], ["case.json"])

    def test_every_kind_of_element_can_be_lost(self):
        normal = self.answered(CASE)
        self.assertEqual(normal["served_mw"], 11.0)
        self.assertEqual(self.answered(CASE, "--state", "out:load.12")["served_mw"], 6.0)
        for name in ("3", "branch.3", "gen.2"):
            self.assertNotEqual(self.answered(CASE, "--state", f"out:{name}")["losses_mw"], normal["losses_mw"], name)
        self.assertEqual(self.answered(CASE, "--state", "out:gen.1", exit_status=1)["unserved_mw"], 11.0)
        file = self.case(INPUT)
        for element, dark in (("4", {"1", "2", "3"}), ("5", {"2", "3"}), ("6", {"3"}), ("7", set())):
            answer = self.answered(file, "--state", f"out:{element}", exit_status=1 if dark else 0)
            self.assertEqual({bus["id"] for bus in answer["buses"] if bus["vm_pu"] is None}, dark, element)
        self.assertEqual(answer["served_mw"], 0.0)

    def test_what_cannot_be_lost_is_named_as_what_it_is(self):
        self.assertIn("shunt.10 is a shunt", self.refused(CASE, "--state", "out:shunt.10"))
        self.assertIn("13 is a bus", self.refused(CASE, "--state", "out:13"))
        self.assertIn("8 is a shunt", self.refused(self.case(INPUT), "--state", "out:8"))
        self.assertIn("did you mean load.12?", self.refused(CASE, "--state", "out:loa.12"))

    def test_an_export_solves_to_the_same_voltages_where_limits_moved_the_reference(self):
        """The utility may give 1 Mvar, so that the generator at bus 13 balances the campus."""
        with open(ROOT / CASE, encoding="utf-8") as file:
            limited = file.read().replace("1\t0\t0\t20\t-20", "1\t0\t0\t1\t-1").replace("13\t2\t0\t1.5\t-0.5", "13\t2\t0\t50\t-50")
        answer = self.answered(self.case(limited, "limited.m"), "--enforce-q-limits")
        self.assertAlmostEqual(answer["buses"][0]["q_mvar"], 1.0, places=6)
        for name in ("again.m", "again.json"):
            again = self.folder / name
            self.answered(self.folder / "limited.m", "--enforce-q-limits", "--to", again)
            for before, after in zip(answer["buses"], self.answered(again)["buses"], strict=True):
                for figure in ("vm_pu", "va_deg"):
                    self.assertAlmostEqual(before[figure], after[figure], places=7, msg=f"{name} {before['id']}")


if __name__ == "__main__":
    unittest.main()
