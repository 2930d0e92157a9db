"""The command line: exit status, streams, colour, files, hints."""
import json
import os
import pathlib
import re
import resource
import stat
import subprocess
import threading
import unittest
import xml.dom.minidom

from program import PROGRAM, ROOT, StudyTest, run

TEMPLATES = {"hall": "hall-12mw", "mining": "mining-10mw", "lab": "laboratory", "offer": "leased-hall", "towers": "tower-hall"}
KINDS = ("study", "shell", "deployment", "basis", "catalog", "rules", "sweep")
BELOW = {"catalog": ("list", "show", "check"), "rules": ("list", "show"), "climate": ("list", "show"), "sweep": ("run", "show")}
COMMANDS = ("check", "capacity", "validate", "catalog", "rules", "climate", "expand", "draw", "new", "import", "set", "sweep", "explain", "schema")


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


class Drawings(StudyTest):
    def drawn(self, what, study):
        done = run("draw", what, study, "--to", "-")
        self.assertEqual(done.returncode, 0, done.stderr)
        return xml.dom.minidom.parseString(done.stdout), done.stdout

    def test_the_one_line_names_every_element_that_expand_writes(self):
        study = "examples/mining-10mw/study.xml"
        elements = run("expand", study, "--with-fit-out").stdout
        _, text = self.drawn("one-line", study)
        ids = re.findall(r'<(?:board|mv-board|transformer|generator|ups|outlet)[^>]* id="([^"]+)"', elements)
        self.assertGreater(len(ids), 20)
        self.assertEqual([one for one in ids if not re.search(rf"(?<![\w.-]){re.escape(one)}(?![\w.-])", text)], [])

    def test_what_a_check_fails_is_marked(self):
        _, text = self.drawn("one-line", "examples/mining-10mw/study.xml")
        self.assertIn('class="bar installed fail"', text)
        self.assertNotIn('fail"', self.drawn("one-line", "examples/hall-12mw/study.xml")[1])

    def test_each_loop_and_each_storey_has_a_title(self):
        _, loops = self.drawn("loops", "examples/hall-12mw/study.xml")
        self.assertIn("Loop fws, liquid", loops)
        self.assertIn("Loop chw, air", loops)
        _, plan = self.drawn("plan", "examples/laboratory/study.xml")
        self.assertEqual(plan.count('class="title"'), 3)

    def test_a_name_cannot_become_markup(self):
        study = self.study("leased-hall", ("study.xml", 'name="Leased hall 2, asked', 'name="&lt;script>alert(1)&lt;/script> asked'))
        document, text = self.drawn("plan", study)
        self.assertEqual(document.getElementsByTagName("script"), [])
        self.assertIn("&lt;script&gt;", text)

    def test_there_may_be_nothing_to_draw(self):
        study = pathlib.Path(self.study("leased-hall"))
        study.write_text(re.sub(r'<cooling .*</cooling>', '<cooling liquid="unknown" air="unknown"/>', study.read_text(), flags=re.DOTALL))
        done = run("draw", "loops", study, "--to", self.folder / "loops.svg")
        self.assertEqual(done.returncode, 2, done.stdout + done.stderr)
        self.assertIn("nothing to draw", done.stderr)
        self.assertFalse((self.folder / "loops.svg").exists())


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

    def test_devices_and_pipes_are_written_into_and_stay_what_they_are(self):
        study = ROOT / "examples/laboratory/study.xml"
        device = os.stat("/dev/null")
        self.assertEqual(run("check", study, "--quiet", "--json", "/dev/null").returncode, 1)
        self.assertTrue(stat.S_ISCHR(os.stat("/dev/null").st_mode))
        self.assertEqual(os.stat("/dev/null").st_rdev, device.st_rdev)
        both = run("check", study, "--quiet", "--json", "/dev/stdout").stdout
        answer, end = json.JSONDecoder().raw_decode(both)
        self.assertEqual(answer["verdict"], "does-not-host")
        self.assertIn("does not host", both[end:])
        pipe, read = self.folder / "pipe", []
        os.mkfifo(pipe)
        reader = threading.Thread(target=lambda: read.append(pipe.read_text()), daemon=True)
        reader.start()
        self.assertEqual(run("schema", "--to", self.folder / "xsd").returncode, 0)
        self.assertEqual(run("set", study, "basis/air@supply=24 degC", "--to", pipe).returncode, 0)
        reader.join(10)
        self.assertIn('"24 degC"', read[0])
        self.assertTrue(stat.S_ISFIFO(os.stat(pipe).st_mode))

    def test_what_stdout_is_sent_to_may_be_named_again(self):
        target = self.folder / "all.txt"
        with target.open("w") as out:
            subprocess.run([PROGRAM, "set", ROOT / "examples/hall-12mw/study.xml", "basis/air@supply=24 degC", "--to", "/dev/stdout"], stdout=out)
        text = target.read_text()
        self.assertIn("<basis", text)
        self.assertIn("basis/air@supply", text)

    def test_links_and_permissions_outlive_what_is_written(self):
        study = ROOT / "examples/hall-12mw/study.xml"
        (self.folder / "deep").mkdir()
        kept, link, far = self.folder / "deep/kept.xml", self.folder / "link.xml", self.folder / "far.xml"
        kept.write_text("earlier")
        kept.chmod(0o640)
        link.symlink_to("deep/kept.xml")
        far.symlink_to("link.xml")
        self.assertEqual(run("set", study, "basis/air@supply=24 degC", "--to", far).returncode, 0)
        self.assertTrue(far.is_symlink() and link.is_symlink())
        self.assertIn("24 degC", kept.read_text())
        self.assertEqual(stat.S_IMODE(kept.stat().st_mode), 0o640)
        dangling = self.folder / "dangling.xml"
        dangling.symlink_to("deep/new.xml")
        self.assertEqual(run("set", study, "basis/air@supply=24 degC", "--to", dangling).returncode, 0)
        self.assertTrue(dangling.is_symlink())
        self.assertIn("24 degC", (self.folder / "deep/new.xml").read_text())
        self.assertEqual(sorted(f.name for f in (self.folder / "deep").iterdir()), ["kept.xml", "new.xml"])

    def test_a_full_disk_costs_no_earlier_result_and_says_so(self):
        study = self.study("hall-12mw")
        basis = study.parent / "basis.xml"
        before = basis.read_bytes()
        for limit in (0, 1, len(before) // 2, len(before) - 1):
            done = subprocess.run([PROGRAM, "set", study, "basis/air@supply=24 degC"], capture_output=True, text=True,
                                  preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
            self.assertEqual(done.returncode, 2)
            self.assertIn("cannot write", done.stderr)
            self.assertEqual(basis.read_bytes(), before)
            self.assertEqual(list(basis.parent.glob("*.part")), [])
        self.assertEqual(run("set", study, "basis/air@supply=24 degC", "--to", "/dev/full").returncode, 2)

    def test_new_makes_an_example_that_is_hosted_and_overwrites_nothing(self):
        place = self.folder / "my hall"
        self.assertEqual(run("new", place).returncode, 0)
        self.assertEqual(run("check", place / "study.xml", "--quiet").returncode, 0)
        again = run("new", place)
        self.assertEqual(again.returncode, 2)
        self.assertIn("my hall", again.stderr)

    def test_every_template_is_an_example_with_the_schemas_that_its_files_name(self):
        for template, example in TEMPLATES.items():
            with self.subTest(template):
                place = self.folder / template
                self.assertEqual(run("new", place, "--template", template).returncode, 0)
                written = sorted(f.relative_to(place).as_posix() for f in place.rglob("*") if f.is_file())
                files = sorted(f.name for f in (ROOT / "examples" / example).glob("*.xml"))
                self.assertEqual(written, sorted([*files, *(f"schemas/{kind}.xsd" for kind in KINDS)]))
                self.assertEqual(run("validate", *(place / file for file in files)).returncode, 0)
                for file in files:
                    text = (place / file).read_text()
                    schema = re.search(r'xsi:noNamespaceSchemaLocation="([^"]*)"', text)[1]
                    done = subprocess.run(["xmllint", "--noout", "--schema", schema, file], cwd=place, capture_output=True, text=True)
                    self.assertEqual(done.returncode, 0, done.stderr)
                    source = (ROOT / "examples" / example / file).read_text()
                    self.assertEqual(text.replace('"schemas/', '"../../docs/schemas/'), source)
                    self.assertTrue((ROOT / "examples" / example / re.search(r'noNamespaceSchemaLocation="([^"]*)"', source)[1]).is_file())

    def test_the_folders_of_examples_are_the_templates(self):
        self.assertEqual(sorted(f.parent.name for f in (ROOT / "examples").glob("*/study.xml")), sorted(TEMPLATES.values()))

    def test_new_into_an_empty_folder_and_nothing_half_written(self):
        place = self.folder / "empty"
        place.mkdir()
        self.assertEqual(run("new", ".", "--template", "offer", folder=place).returncode, 0)
        self.assertTrue((place / "schemas/study.xsd").is_file())
        done = run("new", "/proc/no such place/hall")
        self.assertEqual(done.returncode, 2)
        self.assertIn("/proc/no such place/hall", done.stderr)
        done = run("new", self.folder / "never", "--template", "ofer")
        self.assertEqual(done.returncode, 2)
        self.assertFalse((self.folder / "never").exists())

    def test_schema_writes_all_kinds_as_it_prints_them(self):
        self.assertEqual(run("schema", "--to", self.folder / "xsd").returncode, 0)
        for kind in KINDS:
            self.assertEqual((self.folder / "xsd" / f"{kind}.xsd").read_text(), run("schema", kind).stdout)
        self.assertEqual(run("schema").returncode, 2)

    def test_a_reader_that_has_seen_enough_is_no_fault(self):
        done = subprocess.run(f"'{PROGRAM}' schema study | head -c 10", shell=True, capture_output=True, text=True)
        self.assertEqual((len(done.stdout), done.stderr), (10, ""))

    def test_an_empty_file_is_said_to_be_empty(self):
        for text in ("", " \n"):
            file = self.folder / "empty.xml"
            file.write_text(text)
            done = run("validate", file)
            self.assertEqual(done.returncode, 2)
            self.assertIn("empty.xml is empty", done.stderr)

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
    def test_there_are_hundreds_of_types_and_each_figure_has_its_source(self):
        listed = [line.split()[:2] for line in run("catalog", "list").stdout.splitlines() if line.strip()]
        self.assertGreaterEqual(len(listed), 250)
        self.assertIn(["rack", "gb300-nvl72"], listed)
        shown = run("catalog", "show", "gb300-nvl72").stdout
        for figure in ("142 kW", "135 kW", "132 kW", "155 kW", "Lenovo LP2357", "recalled", "rival", "quoted"):
            self.assertIn(figure, shown)

    def test_an_unknown_type_gets_the_nearest_name(self):
        done = run("catalog", "show", "gb300-nvl73")
        self.assertEqual(done.returncode, 2)
        self.assertIn("gb300-nvl72", done.stderr)

    def test_filters_work_together_in_any_case(self):
        ids = [line.split()[1] for line in run("catalog", "list", "--kind", "CDU", "--maker", "vertiv").stdout.splitlines()]
        self.assertIn("vertiv-xdu1350", ids)
        self.assertNotIn("coolit-chx2000", ids)
        self.assertNotIn("liebert-ca80", ids)
        generation = run("catalog", "list", "--generation", "vera rubin", "--json")
        self.assertEqual({one["id"] for one in json.loads(generation.stdout)},
                         {"vr-nvl72-max-p", "vr-nvl72-max-q", "vr-nvl144-cpx"})

    def test_a_word_that_no_type_has_is_an_error_with_the_nearest(self):
        for option, word, near in (("--kind", "rak", "rack"), ("--maker", "Verti", "Vertiv"), ("--generation", "GB301", "GB300")):
            done = run("catalog", "list", option, word)
            self.assertEqual((done.returncode, done.stdout), (2, ""))
            self.assertIn(f"did you mean {near}?", done.stderr)

    def test_the_table_counts_what_the_list_lists(self):
        lines = [line.split() for line in run("catalog", "list", "--table").stdout.splitlines()[1:]]
        listed = run("catalog", "list").stdout.splitlines()
        self.assertEqual(int(lines[-1][1]), len(listed))
        for line in lines:
            numbers = [int(number) for number in line[1:]]
            self.assertEqual(numbers[1], sum(numbers[2:]), line[0])
        for column in range(1, len(lines[-1])):
            self.assertEqual(int(lines[-1][column]), sum(int(line[column]) for line in lines[:-1]))

    def test_a_sheet_as_json_says_what_the_text_says(self):
        sheet = json.loads(run("catalog", "show", "gb300-nvl72", "--json").stdout)[0]
        tdp = [(one["value"], one["rival"]) for one in sheet["figures"] if one["name"] == "tdp"]
        self.assertEqual(tdp, [("142 kW", False), ("135 kW", True), ("132 kW", True)])
        self.assertTrue(all(one["title"] for one in sheet["figures"]))

    def test_check_finds_nothing_in_the_built_in_catalog(self):
        done = run("catalog", "check")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("no findings", done.stdout)

    def test_check_prints_every_finding_with_place_and_reason(self):
        done = run("catalog", "check", "tests/bad_inputs/E-CAT-004.xml", "tests/bad_inputs/E-XML-005-no-source.xml",
                   "tests/bad_inputs/no-fault/catalog.xml")
        self.assertEqual(done.returncode, 2)
        self.assertIn("catalog.xml: no findings", done.stdout)
        for words in ("E-CAT-004.xml:4:6", "2094 kg/m3", "E-CAT-004.xml:5:6", "draw 270.8 kW at most", "has no source"):
            self.assertIn(words, done.stderr)


class Hints(StudyTest):
    def test_a_mistyped_command_gets_the_nearest_one(self):
        done = run("chek")
        self.assertEqual(done.returncode, 2)
        self.assertIn("check", done.stderr)

    def test_every_mistyped_word_gets_the_nearest_one(self):
        for words, meant in ((["catalog", "shw"], "show"), (["sweep", "shwo"], "show"), (["check", "a.xml", "--jsn", "-"], "--json"),
                             (["capacity", "a.xml", "--quite"], "--quiet"), (["new", "x", "--tempalte", "lab"], "--template"),
                             (["new", "x", "--template", "ofer"], "offer"), (["schema", "basiss"], "basis"),
                             (["explain", "cdu-dooty"], "cdu-duty"), (["explain", "E-VAL-0008"], "E-VAL-008"),
                             (["catalog", "show", "gb300-nvl73"], "gb300-nvl72"), (["--no-colour"], "--no-color")):
            with self.subTest(" ".join(words)):
                done = run(*words, folder=self.folder)
                self.assertEqual((done.returncode, done.stdout), (2, ""))
                self.assertRegex(done.stderr, rf"help: .*[: ]{re.escape(meant)}(\?|$)")
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_every_mistyped_address_gets_the_nearest_name(self):
        sweep = self.folder / "sweep.xml"
        for address, meant in (("deployment/line[gb30]@units", "line[gb300]"), ("deployment/lin[gb300]@units", "line"), ("basis/liqid@supply", "liquid"),
                               ("basis/liquid@suply", "supply"), ("deploymnt/line[gb300]@units", "deployment"),
                               ("shell/space[hal]@clear-height", "space[hall]")):
            with self.subTest(address):
                sweep.write_text(f'<sweep schema="1" study="{ROOT}/examples/hall-12mw/study.xml">'
                                 f'<axis address="{address}"><value is="8"/></axis></sweep>')
                done = run("validate", sweep)
                self.assertEqual(done.returncode, 2)
                self.assertIn(f"did you mean {meant}?", done.stderr)

    def test_every_command_explains_itself_with_an_example(self):
        text = run("--help").stdout
        self.assertIn("Example", text)
        words = [(command,) for command in COMMANDS]
        words += [(command, below) for command, all_below in BELOW.items() for below in all_below]
        for one in words:
            with self.subTest(" ".join(one)):
                self.assertIn(f"  {one[0]} ", text)
                done = run(*one, "--help")
                self.assertEqual(done.returncode, 0)
                self.assertIn("Example: shellfit " + " ".join(one), done.stdout)
                self.assertTrue("Exit status: 0" in done.stdout or one in {(command,) for command in BELOW}, one)

    def test_a_schema_that_nobody_knows_writes_nothing(self):
        done = run("schema", "shel", "--to", self.folder / "xsd")
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("did you mean shell?", done.stderr)
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_part_of_a_name_is_enough_for_a_hint(self):
        self.assertIn("gb300-nvl72", run("catalog", "show", "nvl72").stderr)
        self.assertIn("vertiv-xdu1350", run("catalog", "show", "xdu-1350").stderr)
        study = self.study("hall-12mw", ("deployment.xml", 'rack="gb300-nvl72"', 'rack="no such thing"'))
        self.assertIn("known are ", run("validate", study).stderr)

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
