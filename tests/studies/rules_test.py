"""Rule sets through the program: what holds where, what is cited, what a basis changes."""
import unittest

from program import StudyTest, run

OVERLAY = '<rule id="nec-210.20" value="70 %" clause="City code 2026, 4.2" source="permit office"/>'


class Rules(StudyTest):
    def variant(self, *edits):
        return self.answer(self.study("laboratory", *edits))

    @staticmethod
    def check(answer, kind):
        return next(c for c in answer["checks"] if c["kind"] == kind and c["capacity"] is not None)

    def test_a_site_in_the_us_loses_a_fifth_of_a_breaker_and_one_in_germany_does_not(self):
        us = self.check(self.variant(), "branch-circuit")
        self.assertIn("NEC 2023, 210.20, 215.3", us["basis"])
        german = self.variant(("shell.xml", 'country="US"', 'country="DE"'))
        iec = self.check(german, "branch-circuit")
        # Nothing is taken off: the peak governs, at the whole rating.
        self.assertEqual(iec["basis"], "whole rating: a peak passes in seconds")
        self.assertTrue(any("breaker-share = 100 %" in a and "IEC 60364-4-43 2008" in a for a in german["assumptions"]))
        self.assertAlmostEqual(us["capacity"] / 0.8, iec["capacity"], 6)
        self.assertTrue(any(a.startswith("study/basis rules = iec-2023: the site's country is DE") for a in german["assumptions"]))

    def test_a_set_that_is_named_holds_whatever_the_country(self):
        answer = self.variant(("basis.xml", '<basis schema="1"', '<basis schema="1" rules="iec-2023"'))
        self.assertTrue(any("breaker-share = 100 %" in a and "IEC 60364-4-43 2008" in a for a in answer["assumptions"]))

    def test_a_figure_that_the_basis_changes_is_cited_and_named_no_more_as_recalled(self):
        answer = self.variant(("basis.xml", "  <liquid ", f"  {OVERLAY}\n  <liquid "))
        check = self.check(answer, "branch-circuit")
        self.assertIn("City code 2026, 4.2 (published (primary))", check["basis"])
        self.assertFalse([a for a in answer["assumptions"] if a.startswith("rule us-2023 nec-210.20")])

    def test_recalled_and_assumed_rules_stand_among_the_assumptions(self):
        assumptions = self.variant()["assumptions"]
        self.assertIn("rule us-2023 nec-210.20 80 % (recalled)", assumptions)
        self.assertIn("rule us-2023 air.leakage 10 % (assumed)", assumptions)

    def test_a_rule_is_named_only_where_it_takes_something_off(self):
        answer = self.answer(self.study("hall-12mw"))
        seen = set()
        for check in answer["checks"]:
            if check["kind"] not in ("board-load", "busway-load", "branch-circuit"):
                continue
            load = check["state"].rsplit("/", 1)[1]
            names_rule = "NEC 2023, 210.20" in check["basis"]
            seen.add((check["kind"], load, names_rule))
            if load == "peak" or (check["kind"] == "board-load" and load == "recharge"):
                self.assertFalse(names_rule, check["id"])
                self.assertIn("whole rating", check["basis"])
                self.assertFalse([one for one in check["weak_figures"] if "nec-210.20" in one], check["id"])
        self.assertTrue(any(names_rule for _, _, names_rule in seen), seen)

    def test_a_site_of_no_known_country_is_judged_by_the_stricter_set(self):
        answer = self.variant(("shell.xml", 'country="US"', 'country="USA, Texas"'))
        self.assertTrue(any(a.startswith("study/basis rules = us-2023: no country (ISO 3166) is called USA, Texas") for a in answer["assumptions"]))

    def test_a_change_that_no_check_uses_is_noted(self):
        rule = '<rule id="nec-110.26.e" value="2 m" clause="City code 2026, 5" source="permit office"/>'
        answer = self.variant(("basis.xml", "  <liquid ", f"  {rule}\n  <liquid "))
        self.assertTrue(any("nec-110.26.e, which no check uses" in note for note in answer["notes"]))

    def test_the_commands_print_sets_and_the_checks_that_use_them(self):
        listed = run("rules", "list").stdout
        for name in ("us-2023", "iec-2023", "halls-2024"):
            self.assertIn(name, listed)
        shown = run("rules", "show", "us-2023").stdout
        line = next(text for text in shown.splitlines() if text.startswith("nec-210.20 "))
        for part in ("80 %", "NEC 2023, 210.20, 215.3", "recalled", "busway-load"):
            self.assertIn(part, line)
        unused = next(text for text in shown.splitlines() if text.startswith("nec-110.26.e "))
        self.assertIn("no check of this version", unused)
        self.assertIn("used by  board-load", run("rules", "show", "us-2023", "nec-210.20").stdout)
        wrong = run("rules", "show", "us-2032")
        self.assertEqual(wrong.returncode, 2)
        self.assertIn("did you mean us-2023?", wrong.stderr)
        self.assertEqual(run("rules", "show").returncode, 2)

    def test_the_rules_of_a_study_show_what_its_basis_changes(self):
        study = self.study("laboratory", ("basis.xml", "  <liquid ", f"  {OVERLAY}\n  <liquid "))
        shown = run("rules", "show", "nec-210.20", "--study", study).stdout
        self.assertIn("nec-210.20 = 70 %", shown)
        self.assertIn("by permit office", shown)
        self.assertIn("nec-210.20 = 70 %", run("rules", "show", "us-2023", "nec-210.20", "--study", study).stdout)
        self.assertIn("us-2023: ", run("rules", "show", "us-2023", "--study", study).stdout)
        other = run("rules", "show", "iec-2023", "nec-210.20", "--study", study)
        self.assertEqual(other.returncode, 2)
        self.assertIn("judged by rule set us-2023, not iec-2023", other.stderr)


class Climate(StudyTest):
    def station(self, words):
        shell = (self.study("laboratory").parent / "shell.xml").read_text()
        start = shell.index("<climate ")
        return self.study("laboratory", ("shell.xml", shell[start:shell.index("/>", start) + 2], f"<climate {words}/>"))

    def test_a_station_gives_its_figures_and_names_its_source(self):
        study = self.station('station="washington-dulles" dew-point="25 degC"')
        assumptions = self.answer(study)["assumptions"]
        self.assertTrue(any("dry-bulb = 39.7 degC" in a and "station washington-dulles, twenty years" in a for a in assumptions))
        self.assertTrue(any(a.startswith("climate: Washington Dulles, Virginia: design conditions of the ASHRAE Handbook") for a in assumptions))

    def test_the_commands_print_stations(self):
        self.assertIn("phoenix-sky-harbor", run("climate", "list").stdout)
        shown = run("climate", "show", "phoenix-sky-harbor").stdout
        for part in ("43.4 degC (with 21.1 degC wet)", "48.7 degC, twenty years", "27.7 degC, highest of the record"):
            self.assertIn(part, shown)
        wrong = run("climate", "show", "phoenix")
        self.assertEqual(wrong.returncode, 2)


if __name__ == "__main__":
    unittest.main()
