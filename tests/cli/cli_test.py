"""The command line: exit status, streams, colour, files, hints."""
import json
import unittest

from program import ROOT, StudyTest, run

COMMANDS = ("check", "capacity", "validate", "catalog", "new", "import", "set", "sweep", "explain", "schema")


class Streams(StudyTest):
    def test_the_answer_is_on_stdout_and_its_last_line_is_the_verdict(self):
        done = run("check", "examples/laboratory/study.xml")
        self.assertEqual(done.returncode, 1)
        self.assertTrue(done.stdout.rstrip().splitlines()[-1].startswith("does not host 4.906 MW, hosts 4.008 MW"))
        self.assertNotIn("\x1b", done.stdout + done.stderr)

    def test_no_progress_and_no_colour_where_nobody_looks(self):
        done = run("check", "examples/laboratory/study.xml", environment={"NO_COLOR": "", "TERM": "xterm"})
        self.assertNotIn("\x1b", done.stdout + done.stderr)
        self.assertNotIn("\r", done.stderr)

    def test_colour_can_be_forced_and_refused(self):
        forced = run("check", "examples/laboratory/study.xml", environment={"FORCE_COLOR": "1"})
        self.assertIn("\x1b[", forced.stdout)
        refused = run("--no-color", "check", "examples/laboratory/study.xml", environment={"FORCE_COLOR": "1"})
        self.assertNotIn("\x1b[", refused.stdout)

    def test_json_goes_to_stdout_alone(self):
        done = run("check", "examples/laboratory/study.xml", "--json", "-")
        answer = json.loads(done.stdout)
        for key in ("shellfit_version", "schema", "study_hash", "verdict", "reason", "requested_mw", "hostable_mw", "hostable_as_is_mw",
                    "hostable_upper_mw", "poi_mw", "poi_mva", "checks", "assumptions", "questions"):
            self.assertIn(key, answer)

    def test_capacity_json_has_the_keys_others_rely_on(self):
        done = run("capacity", "examples/laboratory/study.xml", "--json", "-")
        self.assertEqual(done.returncode, 0)
        answer = json.loads(done.stdout)
        for key in ("hostable_mw", "hostable_racks", "hostable_units", "ladder", "fixes"):
            self.assertIn(key, answer)
        self.assertTrue(answer["confirmed"])
        for rung in answer["ladder"]:
            self.assertEqual(set(rung), {"check", "element", "state", "mw", "above"})


class Files(StudyTest):
    def test_bad_input_never_costs_an_earlier_result(self):
        kept = self.folder / "answer.json"
        kept.write_text("earlier")
        study = self.study("mining-10mw", ("shell.xml", 'rating="30 MVA"', 'rating="30 MW"'))
        done = run("check", study, "--json", kept)
        self.assertEqual(done.returncode, 2)
        self.assertEqual(kept.read_text(), "earlier")
        self.assertEqual(list(self.folder.glob("*.json*")), [kept])

    def test_a_result_that_cannot_be_written_is_an_error(self):
        done = run("check", "examples/laboratory/study.xml", "--json", self.folder / "no" / "such" / "folder.json")
        self.assertEqual(done.returncode, 2)
        self.assertIn("folder.json", done.stderr)

    def test_new_makes_an_example_that_is_hosted_and_overwrites_nothing(self):
        place = self.folder / "my hall"
        self.assertEqual(run("new", place).returncode, 0)
        self.assertEqual(run("check", place / "study.xml", "--quiet").returncode, 0)
        written = sorted(f.name for f in place.iterdir())
        self.assertEqual(written, sorted(f.name for f in (ROOT / "examples/hall-12mw").glob("*.xml")))
        again = run("new", place)
        self.assertEqual(again.returncode, 2)
        self.assertIn("my hall", again.stderr)

    def test_every_example_file_is_valid(self):
        files = sorted((ROOT / "examples").glob("*/*.xml")) + sorted((ROOT / "catalogs/data").glob("*.xml"))
        self.assertGreater(len(files), 15)
        done = run("validate", *files)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_all_errors_of_a_file_come_at_once(self):
        study = self.study("mining-10mw", ("shell.xml", 'rating="30 MVA"', 'rating="30 MW"'), ("shell.xml", 'elevation="600 m"', 'elevation="600"'))
        done = run("validate", study.parent / "shell.xml")
        self.assertEqual(done.returncode, 2)
        self.assertIn("shell.xml:4:", done.stderr)
        self.assertIn("shell.xml:7:", done.stderr)
        self.assertIn("2 errors", done.stderr.splitlines()[-1])


class Catalog(unittest.TestCase):
    def test_there_are_about_thirty_types_and_each_figure_has_its_source(self):
        listed = [line.split()[:2] for line in run("catalog", "list").stdout.splitlines() if line.strip()]
        self.assertGreaterEqual(len(listed), 30)
        self.assertIn(["rack", "gb300-nvl72"], listed)
        shown = run("catalog", "show", "gb300-nvl72").stdout
        for figure in ("142 kW", "135 kW", "132 kW", "155 kW", "Lenovo LP2357", "recalled", "rival", "quoted"):
            self.assertIn(figure, shown)

    def test_an_unknown_type_gets_the_nearest_name(self):
        done = run("catalog", "show", "gb300-nvl73")
        self.assertEqual(done.returncode, 2)
        self.assertIn("gb300-nvl72", done.stderr)


class Hints(unittest.TestCase):
    def test_a_mistyped_command_gets_the_nearest_one(self):
        done = run("chek")
        self.assertEqual(done.returncode, 2)
        self.assertIn("check", done.stderr)

    def test_every_command_explains_itself_with_an_example(self):
        text = run("--help").stdout
        for command in COMMANDS:
            self.assertIn(f"  {command} ", text)
            done = run(command, "--help")
            self.assertEqual(done.returncode, 0)
            self.assertIn("shellfit " + command, done.stdout)

    def test_explain_knows_every_check_of_an_answer_and_every_error(self):
        answer = json.loads(run("check", "examples/laboratory/study.xml", "--json", "-").stdout)
        for kind in {check["kind"] for check in answer["checks"]}:
            self.assertEqual(run("explain", kind).returncode, 0, kind)
        self.assertIn("unit", run("explain", "E-VAL-001").stdout)

    def test_version_and_no_arguments(self):
        self.assertRegex(run("--version").stdout, r"\d+\.\d+\.\d+")
        done = run()
        self.assertEqual(done.returncode, 0)
        self.assertIn("Subcommands", done.stdout)


if __name__ == "__main__":
    unittest.main()
