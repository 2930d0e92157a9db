"""What the site, the age of batteries and the load leave of ratings, through the program; and what it asks where nobody gave a figure."""
import unittest

from program import StudyTest

FIT_OUT = "  <fit-out>"
SHEET = 'source="hall-assumptions" kind="assumed"'


def overlay(text):
    return ("assumptions.xml", "</catalog>", text + "</catalog>")


class Ratings(StudyTest):
    def checks(self, example, *edits):
        return {check["id"]: check for check in self.answer(self.study(example, *edits))["checks"]}

    def test_pad_mounts_in_a_hot_yard_give_85_per_cent(self):
        # 50 degC is 40 degC on the mean of the day: 15 % by IEEE C57.91, table 3.
        load = self.checks("mining-10mw", ("shell.xml", 'dry-bulb="38 degC"', 'dry-bulb="50 degC"'))["transformer-load/pad.1.transformer"]
        self.assertAlmostEqual(load["capacity"], 0.85 * 2500)
        self.assertIn("/full", load["state"])
        self.assertIn("dry-bulb", load["state"])
        self.assertIn("IEEE C57.91 2011, table 3", load["basis"])
        self.assertEqual(load["reason"], "derated to 2.125 MVA: 40 degC on the mean of the day")

    def test_pad_mounts_at_2000_m_give_96_per_cent(self):
        load = self.checks("mining-10mw", ("shell.xml", 'elevation="600 m"', 'elevation="2000 m"'))["transformer-load/pad.1.transformer"]
        self.assertAlmostEqual(load["capacity"], 0.96 * 2500)
        self.assertTrue([one for one in load["weak_figures"] if "ieee-c57-91.altitude" in one], load["weak_figures"])

    def test_busways_over_a_hot_aisle_carry_less(self):
        checks = self.checks("hall-12mw", ("basis.xml", FIT_OUT, '  <derating overhead="70 degC"/>\n' + FIT_OUT))
        hot = [one for one in checks.values() if one["kind"] == "busway-load" and not one["state"].endswith("/peak")]
        self.assertTrue(hot)
        for one in hot:
            self.assertAlmostEqual(one["capacity"], 2000 * (25 / 55) ** 0.5, places=6)
            self.assertIn("UL 857", one["basis"])

    def test_a_flat_curve_of_efficiency_is_the_one_figure(self):
        points = "".join(f'<point load="{load} %" efficiency="94 %"/>' for load in (25, 50, 100))
        curve = self.checks("hall-12mw", overlay(f'<ups id="galaxy-vxl-2x1250"><efficiency-curve {SHEET}>{points}</efficiency-curve></ups>'))
        one = self.checks("hall-12mw", overlay(f'<ups id="galaxy-vxl-2x1250"><efficiency value="94 %" {SHEET}/></ups>'))
        for name in ("poi-load/poi", "transformer-load/it.1.transformer", "battery-autonomy/it.1.battery"):
            self.assertAlmostEqual(curve[name]["demand"], one[name]["demand"], places=4)

    def test_a_ups_takes_what_its_curve_says_at_its_load(self):
        points = '<point load="50 %" efficiency="97 %"/><point load="90 %" efficiency="94 %"/><point load="100 %" efficiency="90 %"/>'
        checks = self.checks("hall-12mw", overlay(f'<ups id="galaxy-vxl-2x1250"><efficiency-curve {SHEET}>{points}</efficiency-curve></ups>'))
        load = checks["ups-load/it.1.ups"]["demand"] / 2500
        self.assertTrue(0.9 < load < 1.0)
        lost = [part * (1 / efficiency - 1) for part, efficiency in ((0.9, 0.94), (1.0, 0.9))]
        taken = 2500 * (load + lost[0] + (lost[1] - lost[0]) * (load - 0.9) / 0.1)
        battery = checks["battery-autonomy/it.1.battery"]
        # At the rating 2,500 / 0.9 kW from cabinets of 207 kW: 14 of 34.6 kWh, aged to 80 %.
        self.assertAlmostEqual(battery["demand"], 14 * 34.6 * 0.8 / taken * 60, delta=0.002)

    def test_batteries_last_by_their_table_as_old_as_the_basis_has_them(self):
        table = '<point time="5 min" power="200 kW"/><point time="20 min" power="100 kW"/>'
        checks = self.checks("hall-12mw", overlay(f'<battery id="samsung-136s"><discharge {SHEET}>{table}</discharge></battery>'))
        battery = checks["battery-autonomy/it.1.battery"]
        self.assertIn("discharge (hall-assumptions", battery["basis"])
        self.assertIn("IEEE 485", battery["basis"])
        output = checks["ups-load/it.1.ups"]["demand"]
        # 2,564 kW at the rating and 1.25 for age: 16 cabinets of 200 kW for 17; t = 5 min (200 kW / P)^2.
        cabinets = -(-2500 / 0.975 * 1.25 // 200)
        self.assertAlmostEqual(battery["demand"], 5 * (200 / (output / 0.975 * 1.25 / cabinets)) ** 2, delta=0.01)

    def unknowns(self, *edits):
        answer = self.answer(self.study("hall-12mw", *edits))
        self.assertEqual(answer["verdict"], "depends")
        return {check["kind"]: check["reason"] for check in answer["checks"] if check["status"] == "unknown"}

    def test_what_nobody_gave_is_asked(self):
        asked = self.unknowns(("shell.xml", 'country="US"', 'country="US" power-factor="unknown"'))
        self.assertEqual(set(asked), {"poi-power-factor"})
        asked = self.unknowns(("basis.xml", FIT_OUT, '  <generators run="8 h" average-load="100 %"/>\n' + FIT_OUT))
        self.assertEqual(set(asked), {"fuel-hours"})
        self.assertRegex(asked["fuel-hours"], r"how much fuel stands by for \S+\?")
        asked = self.unknowns(("basis.xml", FIT_OUT, '  <batteries temperature="10 degC"/>\n' + FIT_OUT))
        self.assertEqual(asked, {"battery-autonomy": "what does samsung-136s give at 10 degC?"})

    def test_a_set_in_air_hotter_than_sets_are_rated_for_asks(self):
        checks = self.checks("hall-12mw", ("shell.xml", 'dry-bulb="37 degC"', 'dry-bulb="42 degC"'))
        asked = [one for one in checks.values() if one["kind"] == "generator-load"]
        self.assertTrue(asked)
        for one in asked:
            self.assertEqual(one["status"], "unknown")
            self.assertIn("how much does cat-c175-16-3000 give in air of 42 degC?", one["reason"])

    def test_what_neither_basis_nor_site_asks_for_is_not_judged(self):
        kinds = {one["kind"] for one in self.checks("hall-12mw").values()}
        self.assertFalse(kinds & {"poi-power-factor", "generator-mean", "generator-hours", "fuel-hours", "block-load"})
        self.assertIn("generator-reactive", kinds)

    def test_prime_and_data_center_ratings_have_no_end(self):
        edits = [("basis.xml", FIT_OUT, '  <generators run="300 h"/>\n' + FIT_OUT)]
        for rating, kinds in (("prime", {"generator-mean", "fuel-hours"}), ("data-center", {"generator-mean", "fuel-hours"})):
            checks = self.checks("hall-12mw", *edits, overlay(f'<generator id="cat-c175-16-3000" rating-class="{rating}"/>'))
            found = {one["kind"] for one in checks.values()} & {"generator-mean", "generator-hours", "fuel-hours"}
            self.assertEqual(found, kinds)
            mean = checks["generator-mean/it.1.generator"]
            self.assertAlmostEqual(mean["capacity"], 3000 * (0.7 if rating == "prime" else 1.0))


if __name__ == "__main__":
    unittest.main()
