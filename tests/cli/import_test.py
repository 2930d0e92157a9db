"""Importing an equipment schedule and setting values in files, by the command line."""
import json
import os
import resource
import subprocess
import time
import unittest
import xml.etree.ElementTree as ElementTree

from program import PROGRAM, ROOT, StudyTest, run

SCHEDULE = ROOT / "examples/schedule/equipment.csv"


class Import(StudyTest):
    def schedule(self, text, name="equipment.csv"):
        file = self.folder / name
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    def imported(self, file, *options):
        shell = self.folder / "shell.xml"
        done = run("import", file, "--to", shell, "--json", self.folder / "report.json", *options)
        self.assertEqual(done.returncode, 0, done.stderr)
        return ElementTree.parse(shell).getroot(), json.loads((self.folder / "report.json").read_text()), done.stdout

    def assert_references_resolve(self, shell):
        ids = [e.get("id") for e in shell.iter() if e.get("id")]
        self.assertEqual(len(ids), len(set(ids)))
        types = {e.get("id") for e in ElementTree.parse(self.folder / "types.xml").getroot()}
        built_in = {line.split()[1] for line in run("catalog", "list").stdout.splitlines()}
        for element in shell.find("power"):
            for name in ("feed", "tie", "from", "to", "on", "a", "b"):
                for word in (element.get(name) or "").split():
                    self.assertIn(word, ids)
            for name in ("type", "battery"):
                if element.get(name):
                    self.assertIn(element.get(name), types | built_in)

    def test_a_study_with_the_imported_shell_is_checked_and_asks_for_what_the_schedule_lacks(self):
        self.imported(SCHEDULE)
        shell = self.folder / "shell.xml"
        text = shell.read_text()
        self.assertIn("  <power is=", text)
        shell.write_text(text.replace("  <power is=", """  <space id="hall" use="white" clear-height="5 m" hanging-load="1.2 kPa" x="0 m" y="0 m" width="60 m" depth="36 m">
    <slab kind="on-grade" area-load="15 kPa" point-load="12 kN"/>
  </space>
  <power is=""", 1))
        study = self.folder / "study.xml"
        study.write_text('<study schema="1" id="imported"><catalog href="types.xml"/><shell href="shell.xml"/><deployment>'
                         '<line id="h100" rack="h100-air-rack" racks="40"/></deployment><basis/></study>')
        done = run("check", study, "--json", "-", "--quiet")
        self.assertEqual(done.returncode, 5, done.stderr)
        questions = json.loads(done.stdout)["questions"]
        self.assertTrue(any("the x-over-r of xfmr-2500kVA-34.5kV-480V-5.75" in one for one in questions), questions)

    def test_the_example_becomes_a_one_line_and_its_report_says_what_was_made_of_it(self):
        shell, report, text = self.imported(SCHEDULE)
        self.assert_references_resolve(shell)
        self.assertEqual(len(shell.findall("power/transformer")), 12)
        self.assertEqual(shell.find("power/ups").attrib,
                         {"id": "UPS-1", "type": "galaxy-vxl-1250", "battery": "battery-207kW", "cabinets": "6",
                          "from": "MSB-9", "to": "UPB-1"})
        self.assertEqual(shell.find("power/transfer-switch").get("from"), "MSB-10 MSB-11")
        self.assertEqual(run("validate", self.folder / "types.xml").returncode, 0)
        rows = {row["tag"]: row for row in report["rows"]}

        def remarks(tag, standing):
            return " | ".join(f"{r['line']}:{r['column']} {r['text']}" for r in rows[tag]["remarks"] if r["standing"] == standing)

        self.assertIn("16:40 'TI2': names no tag; did they mean T12?", remarks("MSB-12", "left"))
        self.assertIn("30.1 kA", remarks("T11", "left"))
        self.assertIn("5.75 % would be usual", remarks("T11", "left"))
        self.assertIn("'TRAFO' taken as transformer", remarks("T11", "guessed"))
        self.assertIn("480 V from '480Y/277'", remarks("T1-T8", "guessed"))
        self.assertIn("range", remarks("MDP-M", "left"))
        self.assertEqual(rows["T9"]["standing"], "understood")
        self.assertEqual(rows["CT-9"]["elements"], [])
        unknown = {t["id"]: t["unknown"] for t in report["types"]}
        self.assertIn("x-over-r", unknown["xfmr-2500kVA-34.5kV-480V-5.75"])
        self.assertIn("23 rows:", text.splitlines()[-1])

    def test_a_shell_that_is_there_keeps_every_byte_that_is_not_amended(self):
        shell = self.folder / "shell.xml"
        before = ("\ufeff<?xml version='1.0'?>\r\n<!-- ours -- no -->".replace(" -- no", "") +
                  "\r\n<shell schema='1' id=\"s\">\r\n  <feed id='UTIL' voltage='34.5 kV' rating='9 MVA' fault-level='unknown'/>"
                  "\r\n\t<power is='unknown'  /><!-- here -->\r\n</shell>\r\n").encode()
        shell.write_bytes(before)
        file = self.schedule("Tag,Type,Rating,Voltage,Fed from\nMV,MV switchgear,1200 A,34.5 kV,util\n")
        self.imported(file)
        expected = before.replace(b"<power is='unknown'  />",
                                  b"<power is='described'  >\r\n\t\t<mv-board id=\"MV\" type=\"board-1200A-34.5kV\" feed=\"UTIL\"/>"
                                  b"\r\n\t</power>")
        self.assertEqual(shell.read_bytes(), expected)
        again = run("import", file, "--to", shell)
        self.assertEqual(again.returncode, 2)
        self.assertIn("E-IMPORT-006", again.stderr)
        self.assertEqual(shell.read_bytes(), expected)

    def test_separators_encodings_order_and_case_do_not_matter(self):
        plain = "Tag,Type,Rating,%Z,Voltage\nT1,transformer,2.5 MVA,5.75,34.5kV-480V\n"
        variants = [plain, "\ufeff" + plain.replace("\n", "\r\n"), plain.replace(",", "\t"),
                    "VOLTAGE;%z;size;TYPE;equip. TAG\n34,5kV-480V;5,75;2,5 MVA;Transformer;T1\n",
                    "Mark,kVA,Impedence (%),Equipment Type,Voltage (kV),Bemerkung\nT1,2500,5.75,transformer,34.5/0.48,gr\xfcn\n"
                    .encode("latin-1")]
        for variant in variants:
            for old in self.folder.glob("*.xml"):
                old.unlink()
            shell, _, _ = self.imported(self.schedule(variant))
            self.assertEqual(shell.find("power/transformer").get("type"), "xfmr-2500kVA-34.5kV-480V-5.75", variant)

    def test_hostile_cells_stay_text_and_hostile_tags_become_plain_ids(self):
        shell, report, _ = self.imported(self.schedule(
            "Tag,Type,Rating,Voltage,Manufacturer,Model\n"
            "=cmd|' /C calc'!A0,switchboard,4000 A,480 V,,\n"
            "<script>alert(1)</script>,switchboard,4000 A,480 V,<b>&\"x\",../../etc/passwd\n"
            "../../y1,switchboard,NaN,-480 V,,\n"
            "Tag,Type,Rating,Voltage,Manufacturer,Model\n"
            "Q1,switchboard,1e999 A,480 V,,\n"))
        self.assertEqual([b.get("id") for b in shell.findall("power/board")], ["script-alert-1-script", "y1", "Q1"])
        self.assertEqual([r["standing"] for r in report["rows"]][0], "left")
        self.assertEqual(report["rows"][3]["remarks"][0]["text"], "the header again")
        self.assertEqual(sorted(p.name for p in self.folder.iterdir()), ["equipment.csv", "report.json", "shell.xml", "types.xml"])

    def test_a_dry_run_writes_nothing_and_nothing_is_written_where_a_file_cannot_be(self):
        self.assertEqual(run("import", SCHEDULE, "--to", self.folder / "s.xml", "--dry-run").returncode, 0)
        self.assertEqual(run("import", SCHEDULE, "--to", self.folder / "no/such/s.xml", "--types", self.folder / "t.xml").returncode, 2)
        self.assertEqual(run("import", SCHEDULE, "--to", self.folder / "t.xml", "--types", self.folder / "t.xml").returncode, 2)
        self.assertEqual(run("import", SCHEDULE, "--to", SCHEDULE).returncode, 2)
        self.assertEqual(run("import", self.folder / "none.csv", "--to", self.folder / "s.xml").returncode, 2)
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_a_large_schedule_ends(self):
        lines = ["Tag,Type,Rating,Fed from", "MSB,switchboard,4000 A,"]
        lines += [f"P{i},panel,400 A,{'MSB' if i % 9 else 'MSX'}" for i in range(100_000)]
        self.assertEqual(len(self.imported(self.schedule("\n".join(lines)))[0].findall("power/board")), 100_001)

    def test_whenever_an_import_is_killed_each_file_is_the_old_one_or_the_new_one(self):
        lines = ["Tag,Type,Rating,Voltage,Fed from", "MSB,switchboard,4000 A,480 V,"]
        lines += [f"P{i},panel,{400 + i % 97} A,480 V,MSB" for i in range(4000)]
        file = self.schedule("\n".join(lines))
        shell, types = self.folder / "shell.xml", self.folder / "types.xml"
        old = {shell: b"<shell/>", types: b"<catalog schema='1'/>"}
        command = [PROGRAM, "import", file, "--to", shell]

        def begin():
            for path, content in old.items():
                path.write_bytes(content)
            return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

        started = time.monotonic()
        self.assertEqual(begin().wait(), 0)
        whole = time.monotonic() - started
        new = {path: path.read_bytes() for path in old}
        ends = set()

        def end(process):
            process.kill()
            process.wait()
            found = {path: path.read_bytes() for path in old}
            for path in old:
                self.assertIn(found[path], (old[path], new[path]), path.name)
            ends.add(tuple(found[path] == new[path] for path in (types, shell)))
            for part in self.folder.glob("*.part"):
                part.unlink()

        for i in range(25):  # spread over the run and somewhat beyond
            process = begin()
            try:
                process.wait(whole * 1.2 * i / 25)
            except subprocess.TimeoutExpired:
                pass
            end(process)
        for _ in range(25):  # at the first byte that is written, wherever it stands
            process = begin()
            before = {entry.name: entry.stat().st_size for entry in os.scandir(self.folder)}
            while process.poll() is None:
                if {path.name: path.stat().st_size for path in [*old, *self.folder.glob("*.part")] if path.exists()}.items() - before.items():
                    break
            end(process)
        self.assertTrue(ends <= {(False, False), (True, False), (True, True)}, ends)
        self.assertGreater(len(ends), 1, "the kills fell before and after the writing")

    def test_a_write_that_is_cut_short_leaves_the_old_files(self):
        file = self.schedule("Tag,Type,Rating,Voltage\n" + "".join(f"P{i},panel,{400 + i} A,480 V\n" for i in range(200)))
        shell = self.folder / "shell.xml"
        old = {"shell.xml": "<shell/>", "types.xml": "<catalog schema='1'/>", "equipment.csv": file.read_text()}
        for name, text in old.items():
            (self.folder / name).write_text(text)
        for limit in (0, 1, 500, 5000, 10_000):
            done = subprocess.run([PROGRAM, "import", file, "--to", shell], capture_output=True, text=True,
                                  preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
            self.assertEqual(done.returncode, 2, limit)
            self.assertIn("cannot write", done.stderr)
            self.assertEqual({path.name: path.read_text() for path in self.folder.iterdir()}, old)


class Set(StudyTest):
    def test_values_change_where_they_stand_and_all_else_stays(self):
        study = self.study("hall-12mw")
        before = {p.name: p.read_bytes() for p in study.parent.iterdir()}
        done = run("set", study, "deployment/line[gb300]@units=9", "basis/air@supply=24 degC")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn('deployment/line[gb300]@units: "10" -> "9"', done.stdout)
        self.assertIn("deployment.xml:4", done.stdout)
        before["deployment.xml"] = before["deployment.xml"].replace(b'units="10"', b'units="9"')
        before["basis.xml"] = before["basis.xml"].replace(b'<air supply="25 degC"', b'<air supply="24 degC"')
        self.assertEqual({p.name: p.read_bytes() for p in study.parent.iterdir()}, before)

    def test_what_a_study_refuses_is_not_written(self):
        study = self.study("hall-12mw")
        before = {p.name: p.read_bytes() for p in study.parent.iterdir()}
        for value, hint in (("deployment/line[gb30]@units=9", "line[gb300]"), ("deployment/line[gb300]@unit=9", "units"),
                            ("basis/air@supply=24", "unit"), ("basis/air@supply", "ADDRESS=VALUE")):
            done = run("set", study, value)
            self.assertEqual(done.returncode, 2)
            self.assertIn(hint, done.stderr)
        two = run("set", study, "deployment/line[gb300]@units=9", "basis/air@supply=24 degC", "--to", self.folder / "x.xml")
        self.assertEqual(two.returncode, 2)
        self.assertEqual({p.name: p.read_bytes() for p in study.parent.iterdir()}, before)

    def test_another_file_can_take_the_result(self):
        study = self.study("hall-12mw")
        target = self.folder / "other.xml"
        self.assertEqual(run("set", study, "deployment/line[gb300]@units=9", "--to", target).returncode, 0)
        self.assertIn('units="10"', (study.parent / "deployment.xml").read_text())
        self.assertIn('units="9"', target.read_text())


if __name__ == "__main__":
    unittest.main()
