"""Lines with a redundancy and a backing of their own, and offers that say what they deliver in an outage."""
import re
import unittest

from program import StudyTest

MINING_OUTAGES = ("basis.xml", '<survive loss-of="feed utility"/>', "")


def of(answer, kind):
    return {one["element"]: one for one in answer["checks"] if one["id"].startswith(kind + "/")}


class Backing(StudyTest):
    def line(self, backing):
        return ("deployment.xml", 'racks-per-unit="8"', f'racks-per-unit="8" backing="{backing}"')

    def test_racks_behind_ups_have_the_backing_they_ask_for(self):
        answer = self.answer(self.study("hall-12mw", self.line("ups")))
        self.assertEqual(answer["verdict"], "hosts")
        backing = of(answer, "backing")["gb300"]
        self.assertAlmostEqual(backing["demand"], 12.0, 9)
        self.assertAlmostEqual(backing["capacity"], 12.0, 9)

    def test_generators_alone_are_not_a_ups(self):
        no_ups = ("basis.xml", ' ups="galaxy-vxl-2x1250" battery="samsung-136s" autonomy="5 min"', "")
        answer = self.answer(self.study("hall-12mw", self.line("ups"), no_ups))
        self.assertEqual(of(answer, "backing")["gb300"]["status"], "fail")
        self.assertEqual(of(answer, "backing")["gb300"]["capacity"], 0)
        answer = self.answer(self.study("hall-12mw", self.line("generator"), no_ups))
        self.assertEqual(of(answer, "backing")["gb300"]["status"], "pass")

    def test_racks_without_backing_may_go_with_the_utility(self):
        asked = ("deployment.xml", 'rack="gb200-nvl72" racks="53"', 'rack="gb200-nvl72" racks="53" backing="none"')
        both = ("deployment.xml", 'rack="h100-air-rack" racks="74"', 'rack="h100-air-rack" racks="74" backing="none"')
        lost = of(self.answer(self.study("mining-10mw")), "continuity")["out:utility"]
        self.assertEqual((lost["status"], lost["capacity"]), ("fail", 0))
        one = of(self.answer(self.study("mining-10mw", asked)), "continuity")["out:utility"]
        self.assertEqual(one["status"], "fail")
        self.assertAlmostEqual(lost["demand"] - one["demand"], 53 * 0.132, 9)
        # What no rack must survive is no state.
        none = self.answer(self.study("mining-10mw", asked, both))["checks"]
        self.assertNotIn("out:utility", {(one["state"] or "").split("@")[0] for one in none})

    def test_a_backing_is_survived_whatever_the_basis_says(self):
        asked = ("deployment.xml", 'rack="h100-air-rack" racks="74"', 'rack="h100-air-rack" racks="74" backing="ups"')
        answer = self.answer(self.study("mining-10mw", asked, MINING_OUTAGES))
        lost = of(answer, "continuity")["out:utility"]
        self.assertEqual(lost["status"], "fail")
        self.assertAlmostEqual(lost["demand"], 74 * 0.0408, 9)


class Survive(StudyTest):
    def test_an_outage_for_one_line_asks_for_that_line_only(self):
        only = ("basis.xml", '<survive loss-of="feed utility"/>', '<survive loss-of="feed utility" lines="h100"/>')
        lost = of(self.answer(self.study("mining-10mw", only)), "continuity")["out:utility"]
        self.assertAlmostEqual(lost["demand"], 74 * 0.0408, 9)

    def test_an_outage_for_one_class_of_cooling_asks_for_that_class(self):
        only = ("basis.xml", '<survive loss-of="feed utility"/>', '<survive loss-of="feed utility" cooling="liquid"/>')
        lost = of(self.answer(self.study("mining-10mw", only)), "continuity")["out:utility"]
        self.assertAlmostEqual(lost["demand"], 53 * 0.132, 9)

    def test_an_outage_that_nothing_hosted_must_survive_is_said_and_not_judged(self):
        only = ("basis.xml", '<survive loss-of="feed utility"/>', '<survive loss-of="feed utility" cooling="liquid"/>')
        air = ("deployment.xml", '<line id="gb200" name="GB200 NVL72" rack="gb200-nvl72" racks="53"/>', "")
        answer = self.answer(self.study("mining-10mw", only, air))
        self.assertNotIn("out:utility", of(answer, "continuity"))
        self.assertIn("nothing hosted must survive the loss of feed, utility: it was not judged", answer["notes"])

    def test_two_entries_for_one_outage_add_up(self):
        both = ("basis.xml", '<survive loss-of="feed utility"/>',
                '<survive loss-of="utility" lines="h100"/><survive loss-of="utility" cooling="liquid"/>')
        lost = of(self.answer(self.study("mining-10mw", both)), "continuity")["out:utility"]
        self.assertAlmostEqual(lost["demand"], 53 * 0.132 + 74 * 0.0408, 9)

    def test_a_line_that_is_not_there_is_named(self):
        only = ("basis.xml", '<survive loss-of="feed utility"/>', '<survive loss-of="feed utility" lines="h10"/>')
        from program import run
        done = run("check", self.study("mining-10mw", only), "--quiet")
        self.assertEqual(done.returncode, 2)
        self.assertIn("did you mean h100?", done.stderr)


class Names(StudyTest):
    def test_outages_of_parts_with_one_name_stay_apart(self):
        named = ("shell.xml", '<feed id="F1"', '<feed id="tcs.1.cdu.1"')
        found = of(self.answer(self.study("hall-12mw", named)), "continuity")
        self.assertIn("out:tcs.1.cdu.1", found)
        self.assertIn("out:cdu.tcs.1.cdu.1", found)


class Pods(StudyTest):
    def groups(self, racks_per_group):
        """Scalable units by the group that cools them."""
        study = self.study("hall-12mw", ("basis.xml", 'most="8" racks-per-group="40"', f'most="40" racks-per-group="{racks_per_group}"'))
        return {one.split(".cdu.")[0] for one in of(self.answer(study), "cdu-flow")}

    def test_a_scalable_unit_stays_on_one_header(self):
        # Ten units of eight racks: a header of 20 takes two whole ones.
        self.assertEqual(len(self.groups(20)), 5)
        # A header that takes no whole unit is filled all the same.
        self.assertEqual(len(self.groups(7)), 12)


class Halls(StudyTest):
    """The white space as two halls side by side."""

    def answer_of(self, units, per_unit, width, depth):
        study = self.study("hall-12mw", ("deployment.xml", 'units="10" racks-per-unit="8"', f'units="{units}" racks-per-unit="{per_unit}"'))
        halls = "".join(
            f'<space id="{name}" use="white" clear-height="5.5 m" hanging-load="2.4 kPa" x="{x} m" y="0 m" width="{width} m" depth="{depth} m">'
            f'<door x="{x} m" y="{depth / 2} m" width="1.8 m" height="2.7 m"/><slab kind="on-grade" area-load="24 kPa" point-load="20 kN"/></space>'
            for name, x in (("west", 0), ("east", width)))
        shell = study.parent / "shell.xml"
        text, count = re.subn(r'<space id="hall".*?</space>', halls, shell.read_text(), flags=re.S)
        self.assertEqual(count, 1)
        shell.write_text(text)
        return self.answer(study)

    def test_units_stand_whole_in_halls_that_take_one_and_a_half_each(self):
        two = self.answer_of(2, 8, 8.6, 10)
        self.assertEqual((two["verdict"], two["hostable_units"]), ("hosts", 2))
        self.assertEqual(set(two["it_mw_by_space"]), {"west", "east"})
        three = self.answer_of(3, 8, 8.6, 10)
        self.assertNotEqual(three["verdict"], "hosts")
        self.assertEqual(three["hostable_units"], 2)
        whole = of(three, "pod-hall")["racks"]
        self.assertEqual((whole["status"], whole["demand"], whole["capacity"]), ("unknown", 3, 2))
        self.assertIn("gb300/3 of 10 racks stands in east and west", whole["reason"])
        # All racks find a place: it is their units that do not.
        self.assertEqual(of(three, "hosting-space")["racks"]["status"], "pass")

    def test_halls_too_small_for_one_unit_are_told_with_what_they_take(self):
        whole = of(self.answer_of(1, 16, 4.4, 4), "pod-hall")["racks"]
        self.assertEqual((whole["status"], whole["capacity"]), ("fail", 0))
        self.assertRegex(whole["reason"], r"no hall holds a whole unit of 18 racks; the largest takes at most \d+")


class Offers(StudyTest):
    """The hall with its power offered at five buses of 2.6 MW."""

    def hall(self, inside="", attributes="", survive="transformer ups utility"):
        offers = "".join(
            f'<offer id="bus.{i}" power="3.5 MW" voltage="480 V" fault-current="64 kA"{attributes}>{inside}</offer>'
            for i in range(1, 6))
        return self.answer(self.study(
            "hall-12mw", ("shell.xml", '<power is="to-be-built"/>', f'<power is="offered">{offers}</power>'),
            ("basis.xml", "feed utility mv-board transformer board ups generator busway", survive)))

    def test_an_offer_that_says_nothing_of_outages_is_asked_about_each_of_them(self):
        answer = self.hall()
        self.assertEqual(answer["verdict"], "depends")
        self.assertTrue(any("bus.1" in q and "utility, transformer, ups" in q for q in answer["questions"]), answer["questions"])

    def test_what_is_left_in_an_outage_is_what_counts_in_it(self):
        answer = self.hall('<in loss-of="transformer ups" power="2.2 MW"/><in loss-of="utility" power="3.5 MW"/>')
        load = of(answer, "offer-load")["bus.1"]
        self.assertEqual((load["status"], load["capacity"]), ("fail", 2200))
        self.assertRegex(load["state"], r"^(out|maint):bus[.]1[.](transformer|ups)@")
        enough = self.hall('<in loss-of="transformer ups utility" power="3.2 MW" voltage="470 V"/>')
        self.assertEqual(enough["verdict"], "hosts")
        self.assertEqual(enough["questions"], [])
        # Less voltage is more current in the same busways.
        before = min(one["margin_rel"] for one in of(self.hall('<in loss-of="transformer ups utility" power="3.2 MW"/>'),
                                                     "busway-load").values())
        self.assertLess(min(one["margin_rel"] for one in of(enough, "busway-load").values()), before)

    def test_racks_are_dealt_by_what_is_left_in_outages(self):
        """One bus of five that delivers little in an outage gets few racks; the others have room for them."""
        answer = self.answer(self.study(
            "hall-12mw", ("shell.xml", '<power is="to-be-built"/>', '<power is="offered">' + "".join(
                f'<offer id="bus.{i}" power="4.5 MW" voltage="480 V" fault-current="64 kA" backing="ups">'
                f'<in loss-of="transformer ups" power="{2.2 if i == 1 else 4.5} MW"/></offer>' for i in range(1, 6)) + "</power>"),
            ("basis.xml", "feed utility mv-board transformer board ups generator busway", "transformer ups utility")))
        load = of(answer, "offer-load")["bus.1"]
        self.assertEqual((load["status"], load["capacity"]), ("pass", 2200))
        self.assertEqual(answer["verdict"], "hosts")

    def test_a_bus_that_dies_with_the_utility_takes_its_racks_with_it(self):
        answer = self.hall('<in loss-of="transformer ups" power="3.5 MW"/><in loss-of="utility" power="0 kW"/>')
        lost = of(answer, "continuity")["out:utility"]
        self.assertEqual((lost["status"], lost["capacity"]), ("fail", 0))

    def test_a_ups_of_the_landlord_answers_for_the_utility(self):
        answer = self.hall('<in loss-of="transformer ups" power="3.5 MW"/>', ' backing="ups"')
        self.assertEqual(answer["verdict"], "hosts")
        self.assertEqual(answer["questions"], [])


if __name__ == "__main__":
    unittest.main()
