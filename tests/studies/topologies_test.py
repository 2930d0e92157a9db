"""One hall under every template of power: what a unit lost does, and what templates stand for reads back."""
import re
import unittest

from program import StudyTest, run


def worst(answer, kind):
    checks = [one for one in answer["checks"] if one["id"].startswith(kind + "/")]
    return min(checks, key=lambda one: one["margin_rel"])


class Topologies(StudyTest):
    def answer_of(self, topology, count, reserve):
        """The 12 MW hall with another block for its racks; only feeds and units are to be survived."""
        return self.answer(self.study(
            "hall-12mw",
            ("basis.xml", 'topology="block-redundant" serves="racks" count="6" reserve="1"',
             f'topology="{topology}" serves="racks" count="{count}" reserve="{reserve}"'),
            ("basis.xml", "feed utility mv-board transformer board ups generator busway",
             "feed utility transformer ups generator")))

    def test_radial_units_lose_their_racks(self):
        answer = self.answer_of("radial", 6, 0)
        self.assertEqual(answer["verdict"], "does-not-host")
        first = answer["checks"][0]
        self.assertTrue(first["id"].startswith("continuity/"), first["id"])
        # Five units carry two scalable units of 1.2 MW each: one lost is 2.4 MW.
        self.assertAlmostEqual(first["demand"] - first["capacity"], 2.4, places=6)
        self.assertRegex(first["reason"], r"hangs on it\.(\d)\.out, which is dead: between it and (it|mv)\S+, which is live, lies it\.\1\.")

    def test_pairs_carry_all_with_one_side_lost(self):
        answer = self.answer_of("2n", 12, 0)
        self.assertEqual(answer["verdict"], "hosts")
        self.assertRegex(worst(answer, "ups-load")["state"], r"(out|maint):it[.]")

    def test_shared_pairs_carry_all_with_one_unit_lost(self):
        answer = self.answer_of("distributed-redundant", 6, 1)
        self.assertEqual(answer["verdict"], "hosts")
        load = worst(answer, "ups-load")
        self.assertRegex(load["state"], r"(out|maint):it[.]")
        # Five of six are left, and racks come in whole ones: the fullest is more than nine tenths full.
        self.assertGreater(load["demand"], 0.9 * load["capacity"])

    def test_units_in_parallel_share_equally_and_feed_a_fault_together(self):
        answer = self.answer_of("n-plus-1", 6, 1)
        load = worst(answer, "ups-load")
        self.assertRegex(load["state"], r"(out|maint):it[.]")
        # 12 MW and what busways lose, over five.
        self.assertAlmostEqual(load["demand"], 12000 / 5, delta=12)
        # Six transformers behind the bypasses of one bus: more than any busway stands.
        fault = worst(answer, "fault-level")
        self.assertEqual(fault["status"], "fail")
        self.assertTrue(fault["element"].startswith("busway."), fault["element"])

    def test_all_generators_of_boards_joined_without_ups_start_and_share(self):
        """Five units of 3 MW without UPS on one bus: a set on each; the utility is lost."""
        answer = self.answer(self.study(
            "hall-12mw",
            ("basis.xml", 'topology="block-redundant" serves="racks" count="6" reserve="1"',
             'topology="n-plus-1" serves="racks" count="6" reserve="1"'),
            ("basis.xml", ' ups="galaxy-vxl-2x1250" battery="samsung-136s" autonomy="5 min"', ""),
            ("basis.xml", "feed utility mv-board transformer board ups generator busway", "utility generator")))
        load = worst(answer, "generator-load")
        self.assertTrue(load["state"].startswith("out:utility"), load["state"])
        self.assertEqual(load["status"], "pass")
        # One of six sets is out, the other five share the racks' peak of 13.1 MW.
        sets = [c["demand"] for c in answer["checks"] if c["id"].startswith("generator-load/it.")]
        self.assertEqual(len(sets), 6)
        self.assertLess(max(sets) - min(sets), 1)
        self.assertAlmostEqual(max(sets), 13100 / 5, delta=30)

    def expanded(self, example, *options):
        study = self.study(example)
        shell = study.parent / "shell.xml"
        before = shell.read_text()
        done = run("expand", study, *options, "--to", shell)
        self.assertEqual(done.returncode, 0, done.stderr)
        return study, shell, before

    def test_what_templates_stand_for_gives_the_same_answer(self):
        for example in ("mining-10mw", "laboratory"):
            with self.subTest(example):
                expected = self.answer(self.study(example))
                study, shell, before = self.expanded(example)
                self.assertNotIn("<block", shell.read_text())
                comments = re.compile(r"<!--.*?-->", re.S)
                self.assertEqual(comments.findall(shell.read_text()), comments.findall(before))
                found = self.answer(study)
                for key in ("verdict", "hostable_mw", "hostable_as_is_mw", "poi_mw", "checks", "questions"):
                    self.assertEqual(found[key], expected[key], key)

    def test_what_the_fit_out_builds_reads_back_to_the_same_answer(self):
        expected = self.answer(self.study("hall-12mw"))
        study, shell, _ = self.expanded("hall-12mw", "--with-fit-out")
        self.assertIn('is="to-be-built"', shell.read_text())
        found = self.answer(study)
        for key in ("verdict", "hostable_mw", "hostable_as_is_mw", "poi_mw", "checks", "questions", "fit_out"):
            self.assertEqual(found[key], expected[key], key)

    def test_an_edited_element_changes_the_answer(self):
        study, shell, _ = self.expanded("mining-10mw")
        text, count = re.subn(r'<transformer id="pad.7.transformer"[^>]*/>\s*', "", shell.read_text())
        self.assertEqual(count, 1)
        shell.write_text(text)
        # Nothing feeds its board any more: no rack hangs there, and the others carry more.
        answer = self.answer(study)
        self.assertFalse([one for one in answer["checks"] if one["element"] == "pad.7.transformer"])
        self.assertGreater(worst(answer, "transformer-load")["demand"],
                           worst(self.answer(self.study("mining-10mw")), "transformer-load")["demand"])

    def test_power_that_is_offered_or_unknown_has_no_template(self):
        study = self.study("mining-10mw")
        shell = study.parent / "shell.xml"
        text = re.sub(r'<power is="described">.*?</power>', '<power is="unknown"/>', shell.read_text(), flags=re.S)
        shell.write_text(text)
        done = run("expand", study, "--to", shell)
        self.assertEqual(done.returncode, 2)
        self.assertEqual(shell.read_text(), text)


if __name__ == "__main__":
    unittest.main()
