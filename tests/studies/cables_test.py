"""Cables between boards, through the program: what they carry, lose and take with them."""
import cmath
import json
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

    def test_fault_levels_and_currents_are_those_of_a_calculation_by_hand(self):
        # Per phase on 415 V: the feed, the pad-mount, and 10 sets of 60 m, in ohms.
        feed, pad, cable = 415**2 / 300e6, 0.0575 * 415**2 / 2.5e6, 60 / 10 / 1000
        def by_x_over_r(z, x_over_r):
            return z * complex(1, x_over_r) / (1 + x_over_r**2) ** 0.5
        answer = self.answer(self.study("laboratory", behind()))
        checks = {check["id"]: check for check in answer["checks"]}
        # Copper of 90 degC is 20 degC as the fault begins: 254.5 / 324.5 of its resistance.
        z = by_x_over_r(feed, 12) + by_x_over_r(pad, 7.70) + cable * complex(0.0929 * 254.5 / 324.5, 0.128)
        level = checks["fault-level/main"]
        self.assertAlmostEqual(level["demand"], 415 / 3**0.5 / abs(z) / 1e3, delta=0.05)
        self.assertIn("padmount-2500-13k2-415 impedance", " ".join(level["weak_figures"]))

    def test_the_voltage_falls_along_a_cable(self):
        study = self.study("laboratory", behind())
        network = json.loads(run("power", study, "--json", "-").stdout)
        volts = {bus["id"]: 415 * bus["vm_pu"] * cmath.exp(1j * cmath.pi / 180 * bus["va_deg"]) for bus in network["buses"]}
        flow = next(one for one in network["branches"] if one["id"] == "feeder")
        taken = 1e6 * complex(flow["p_from_mw"], flow["q_from_mvar"])
        z = 60 / 10 / 1000 * complex(0.0929, 0.128)
        self.assertAlmostEqual(abs(volts["lv"] - z * (taken / volts["lv"]).conjugate() - volts["feeder/to"]), 0, delta=1e-6)
        amperes = abs(taken / volts["lv"]) / 3**0.5
        self.assertAlmostEqual(flow["loading_percent"], 100 * amperes / (10 * 380 * 0.8), delta=0.05)

    def test_a_chain_of_boards_with_two_cables_each_takes_no_time(self):
        chain = "".join(f'<board id="b{i}"/>' + "".join(f'<cable id="c{i}{k}" type="xhhw2-cu-500" from="{"lv" if i == 0 else f"b{i - 1}"}" to="b{i}" length="1 m" sets="10"/>' for k in "ab") for i in range(40))
        answer = self.answer(self.study("laboratory", behind(chain + '<cable id="feeder" type="xhhw2-cu-500" from="b39" to="main" length="1 m" sets="10"/>')))
        self.assertEqual([one["status"] for one in answer["checks"] if one["id"] == "cable-load/c0a"], ["pass"])

    def test_a_lost_cable_takes_its_board(self):
        lost = ("basis.xml", 'loss-of="cdu pump air-unit"', 'loss-of="cdu pump air-unit cable"')
        answer = self.answer(self.study("laboratory", behind(), lost))
        dead = [one for one in answer["checks"] if one["id"].startswith("continuity/out:feeder")]
        self.assertEqual([one["status"] for one in dead], ["fail"])
        self.assertIn("between it and mv, which is live, lies t, lv, feeder", dead[0]["reason"])

    def test_a_generator_behind_cables_feeds_nothing_backwards(self):
        plain = '<board id="mid"/><cable id="c1" type="xhhw2-cu-500" from="lv" to="mid" length="9 m" sets="10" grouped="1"/>'
        generator = '<generator id="g" type="cat-c175-16-3000" on="mid"/><breaker id="b" from="mid" to="main"/>'
        study = self.study("laboratory", behind(plain + generator), ("basis.xml", 'loss-of="cdu pump air-unit"', 'loss-of="cdu pump air-unit utility"'))
        said = run("power", study, "--states", "--state", "out:utility").stdout
        self.assertIn("q/t/lv", said)
        self.assertIn("sub.1", said)

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
