"""Cables between boards, through the program: what they carry, lose and take with them."""
import unittest

from program import StudyTest, run

POWER = """  <power is="described">
    <mv-board id="mv" type="metal-clad-15-1200-25" feed="F1"/>
    <block id="sub" topology="radial" serves="both" count="4" transformer="padmount-2500-13k2-415" board="switchboard-4000-65" on="mv"/>
  </power>"""
CABLE = '<cable id="feeder" type="xhhw2-cu-500" from="lv" to="main" length="60 m" sets="10" grouped="1"/>'


def behind(cable=CABLE, blocks=3):
    """The laboratory with one of its four boards behind a cable from its transformer."""
    return ("shell.xml", POWER, f"""<power is="described">
      <mv-board id="mv" type="metal-clad-15-1200-25" feed="F1"/><board id="lv"/><board id="main" type="switchboard-4000-65"/>
      <transformer id="t" type="padmount-2500-13k2-415" from="mv" to="lv"/>{cable}<outlet id="out" a="main" serves="both"/>
      <block id="sub" topology="radial" serves="both" count="{blocks}" transformer="padmount-2500-13k2-415" board="switchboard-4000-65" on="mv"/></power>""")


class Cables(StudyTest):
    def checks(self, *edits):
        return {check["id"]: check for check in self.answer(self.study("laboratory", *edits))["checks"]}

    def test_a_cable_carries_80_per_cent_at_75_degrees(self):
        load = self.checks(behind())["cable-load/feeder"]
        self.assertEqual(load["status"], "pass")
        self.assertAlmostEqual(load["capacity"], 10 * 380 * 0.8)
        self.assertIn("NEC 2023, 210.20", load["basis"])

    def test_sets_in_one_raceway_heat_each_other(self):
        load = self.checks(behind(CABLE.replace(' grouped="1"', "")))["cable-load/feeder"]
        self.assertAlmostEqual(load["capacity"], 10 * 430 * 0.45)
        self.assertEqual(load["reason"], "derated to 45 %: 10 sets together")

    def test_racks_hang_where_a_cable_can_feed_them(self):
        # Two sets carry 437 kVA: the plan puts less behind them than behind transformers without.
        few = self.checks(behind(CABLE.replace('sets="10"', 'sets="2"')))["cable-load/feeder"]
        many = self.checks(behind())["cable-load/feeder"]
        self.assertLess(few["demand"], 0.6 * many["demand"])

    def test_the_fault_level_falls_behind_a_cable(self):
        checks = self.checks(behind())
        self.assertLess(checks["fault-level/main"]["demand"], checks["fault-level/sub.1.board"]["demand"])
        # Half the length is less in the way.
        nearer = self.checks(behind(CABLE.replace("60 m", "30 m")))
        self.assertLess(checks["fault-level/main"]["demand"], nearer["fault-level/main"]["demand"])

    def test_a_lost_cable_takes_its_board(self):
        lost = ("basis.xml", 'loss-of="cdu pump air-unit"', 'loss-of="cdu pump air-unit cable"')
        answer = self.answer(self.study("laboratory", behind(), lost))
        dead = [one for one in answer["checks"] if one["id"].startswith("continuity/out:feeder")]
        self.assertEqual([one["status"] for one in dead], ["fail"])
        self.assertIn("between it and lv, which is live, lies feeder", dead[0]["reason"])

    def test_feet_are_metres(self):
        metric = self.checks(behind(CABLE.replace("60 m", "60.96 m")))
        feet = self.checks(behind(CABLE.replace("60 m", "200 ft")))
        for name in ("cable-load/feeder", "fault-level/main"):
            self.assertAlmostEqual(metric[name]["demand"] / feet[name]["demand"], 1.0, delta=1e-9)

    def test_an_unknown_ampacity_is_a_question(self):
        unknown = ("assumptions.xml", "</catalog>", '<power-cable id="xhhw2-cu-500"><ampacity value="unknown" source="nec-310-16" kind="assumed"/></power-cable></catalog>')
        load = self.checks(behind(), unknown)["cable-load/feeder"]
        self.assertEqual(load["status"], "unknown")

    def test_expanded_it_answers_the_same(self):
        study = self.study("laboratory", behind(CABLE.replace("/>", ' ambient="45 degC"/>')))
        before = self.answer(study)
        self.assertEqual(run("expand", study, "--to", study.parent / "shell.xml").returncode, 0)
        self.assertIn('<cable id="feeder"', (study.parent / "shell.xml").read_text())
        after = self.answer(study)
        self.assertEqual([(one["id"], one["demand"], one["capacity"]) for one in before["checks"]],
                         [(one["id"], one["demand"], one["capacity"]) for one in after["checks"]])

    def test_what_cannot_be_a_cable_is_refused(self):
        for wrong, says in ((CABLE.replace("60 m", "0 m"), "length"), (CABLE.replace('sets="10"', 'sets="0"'), "sets"),
                            (CABLE.replace("60 m", "NaN m"), "length"), (CABLE.replace("60 m", "60 V"), "length"),
                            (CABLE.replace('to="main"', 'to="lv"'), "joined to itself"), (CABLE.replace("cu-500", "cu-501"), "xhhw2-cu-501"),
                            (CABLE.replace('from="lv"', 'from="nowhere"'), "nowhere"), (CABLE.replace('from="lv"', 'from="mv"'), "cable feeder of 600 V is fed with 13.2 kV")):
            self.assertIn(says, self.refusal(self.study("laboratory", behind(wrong))), wrong)


if __name__ == "__main__":
    unittest.main()
