"""Short circuits of a study by the method and the frequency that its basis names."""
import json
import unittest

from program import StudyTest, run

ELECTRICAL = '<electrical fault-method="ansi"/>'


class ShortCircuit(StudyTest):
    def faults(self, *edits):
        done = run("power", self.study("hall-12mw", *edits), "--short-circuit", "--json", "-")
        self.assertEqual(done.returncode, 0, done.stderr)
        return {one["bus"]: one for one in json.loads(done.stdout)["faults"] if one["ikss_ka"]}

    def by(self, electrical):
        return self.faults(("basis.xml", ELECTRICAL, electrical))

    def test_the_command_gives_what_the_check_compares(self):
        faults = self.faults()
        checks = [one for one in self.answer(self.study("hall-12mw"))["checks"]
                  if one["kind"] == "fault-level" and one["element"] in faults]
        self.assertTrue(checks)
        for check in checks:
            # By ANSI a factor of one or more stands on the symmetrical current.
            self.assertGreaterEqual(check["demand"] * (1 + 1e-9), faults[check["element"]]["ikss_ka"])
            if not check.get("reason"):
                self.assertAlmostEqual(check["demand"], faults[check["element"]]["ikss_ka"], places=6)

    def test_the_method_and_the_frequency_of_the_basis_count(self):
        ansi = self.by('<electrical fault-method="ansi"/>')
        iec = self.by('<electrical fault-method="iec"/>')
        slow = self.by('<electrical fault-method="iec" frequency="50 Hz"/>')
        self.assertGreater(iec["it.1.board"]["ikss_ka"], 1.01 * ansi["it.1.board"]["ikss_ka"])
        for bus, one in iec.items():
            # c of the source is in its fault level and in its impedance; behind transformers K_T lifts the current.
            self.assertGreater(one["ikss_ka"], 0.999 * ansi[bus]["ikss_ka"])
            self.assertAlmostEqual(one["ikss_ka"], slow[bus]["ikss_ka"], places=9)
            # m of the thermal current goes with 1 / f (US rules: 60 Hz).
            self.assertGreater(slow[bus]["ith_ka"], one["ith_ka"])


if __name__ == "__main__":
    unittest.main()
