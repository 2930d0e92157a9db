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

    def with_a_hall(self, racks):
        """A study of the imported shell, which gets a hall and is asked for air-cooled racks."""
        shell = self.folder / "shell.xml"
        text = shell.read_text()
        self.assertIn("  <power is=", text)
        shell.write_text(text.replace("  <power is=", """  <space id="hall" use="white" clear-height="5 m" hanging-load="1.2 kPa" x="0 m" y="0 m" width="60 m" depth="36 m">
    <slab kind="on-grade" area-load="15 kPa" point-load="12 kN"/>
  </space>
  <power is=""", 1))
        study = self.folder / "study.xml"
        study.write_text('<study schema="1" id="imported"><catalog href="types.xml"/><shell href="shell.xml"/><deployment>'
                         f'<line id="h100" rack="h100-air-rack" racks="{racks}"/></deployment><basis/></study>')
        return study

    def test_a_study_with_the_imported_shell_is_checked_and_asks_for_what_the_schedule_lacks(self):
        self.imported(SCHEDULE)
        study = self.with_a_hall(racks=40)
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

    def row(self, report, tag):
        return next(row for row in report["rows"] if row["tag"] == tag)

    def remarks(self, report, tag, standing):
        return " | ".join(one["text"] for one in self.row(report, tag)["remarks"] if one["standing"] == standing)

    def figures(self, kind):
        """By the name of the first type of a kind, what is claimed of it and known."""
        first = ElementTree.parse(self.folder / "types.xml").getroot().find(kind)
        return {} if first is None else {one.tag: one.get("value") for one in first if one.get("value") != "unknown"}

    def test_what_is_written_is_read_whatever_the_schedule_leaves_out(self):
        self.imported(self.schedule(
            "Tag,Type,Rating,Voltage,Fed from,Feeds\nUTIL,utility feed,30 MVA,34.5 kV,,\nMV1,MV switchgear,,,UTIL,\nMV2,MV switchgear,1200 A,34.5 kV,MV1,\n"
            "T1,transformer,,,MV1,\nMSB,switchboard,,,T1,\nG1,generator,,,,MSB\nU1,UPS,,,MSB,\nU2,UPS,500 kW,480 V,MSB,UPB\nB1,battery,,,U1,\nUPB,switchboard,,,U1,\n"
            "ATS,ATS,,,MSB / UPB,\nPDU,PDU,,,UPB,\nCH,chiller,,,MSB,\n"))
        shell = self.folder / "shell.xml"
        self.assertIn('<mv-board id="MV1" feed="UTIL"/>', shell.read_text())
        study = self.with_a_hall(racks=4)
        done = run("validate", shell, self.folder / "types.xml", study)
        self.assertEqual(done.returncode, 0, done.stderr)
        checked = run("check", study, "--quiet")
        self.assertIn(checked.returncode, (1, 5), checked.stderr)

    def test_formulas_and_ranges_are_left_with_a_reason(self):
        _, report, _ = self.imported(self.schedule(
            "Tag,Type,Rating,Voltage,Primary,Secondary,Qty\nM1,switchboard,4000 A,=A1*480,,,1\nM2,switchboard,4000 A,400-480,,,1\n"
            "M3,switchboard,4000 A,380 to 415 V,,,1\nM4,switchboard,=B2*2,480 V,,,1\nM5,switchboard,4000 A,480 V,,,=2*2\n"
            "T1,transformer,2500 kVA,,34.5 kV,400-480 V,1\nT2,transformer,2500 kVA,380-415 V,,,1\nT3,transformer,2x2500 kVA,34.5kV-480V,,,1\n"
            "T4,transformer,(2) 2500 kVA,34.5kV-480V,,,1\n"))
        for tag, reason in (("M1", "formula"), ("M2", "a range"), ("M3", "a range"), ("M4", "formula"), ("M5", "quantity '=2*2' is a formula"),
                            ("T1", "a range"), ("T2", "a range"), ("T3", "a product"), ("T4", "2 stands before the figure")):
            self.assertIn(reason, self.remarks(report, tag, "left"), tag)
        self.assertEqual(self.row(report, "M5")["elements"], [])
        types = (self.folder / "types.xml").read_text()
        for wrong in ('"2 V"', '"480 kV"', '"415 V"', '"400 V"', '"2 kVA"', '"500 kVA"'):
            self.assertNotIn(wrong, types)
        self.assertEqual(self.figures("board"), {"rating": "4000 A"})

    def test_phases_and_hertz_beside_a_voltage_are_none(self):
        for number, cell in enumerate(('"480 V, 60 Hz"', "480-3-60", "480V/3PH/60HZ")):
            for old in self.folder.glob("*.xml"):
                old.unlink()
            self.imported(self.schedule(f"Tag,Type,Rating,Voltage\nM{number},switchboard,4000 A,{cell}\n"))
            self.assertEqual(self.figures("board"), {"rating": "4000 A", "voltage": "480 V"}, cell)

    def test_of_several_figures_it_says_which_it_took_and_what_it_left(self):
        _, report, _ = self.imported(self.schedule(
            "Tag,Type,Rating,%Z,Voltage,kAIC,Efficiency,Notes\nT1,transformer,2500 kVA,5.75/6.2 %,34.5kV-480V,,,\nT2,transformer,2500 kVA,5.75% +/-7.5%,34.5kV-480V,,,\n"
            "M1,switchboard,4000 A,,480 V,65/85,,\nU1,UPS,1250 kW,,480 V,,0.97,\n"))
        self.assertIn("5.75 %, the first figure, taken", self.remarks(report, "T1", "guessed"))
        self.assertIn("+/-7.5% is not read: a tolerance", self.remarks(report, "T2", "left"))
        self.assertIn("65 kA, the first figure, taken", self.remarks(report, "M1", "guessed"))
        self.assertIn("'0.97' without unit taken as per unit", self.remarks(report, "U1", "guessed"))
        self.assertEqual(self.figures("ups")["efficiency"], "97 %")

    def test_a_second_schedule_uses_the_types_of_the_first(self):
        text = "Tag,Type,Rating,%Z,Voltage\n{},transformer,{},5.75,34.5kV-480V\n"
        self.imported(self.schedule(text.format("T1", "2500 kVA"), "first.csv"))
        types = (self.folder / "types.xml").read_bytes()
        self.imported(self.schedule(text.format("T2", "2.5 MVA"), "second.csv"))
        self.assertEqual((self.folder / "types.xml").read_bytes(), types)
        self.imported(self.schedule(text.format("T3", "3000 kVA"), "third.csv"))
        self.assertEqual([one.get("id") for one in ElementTree.parse(self.folder / "types.xml").getroot()],
                         ["schedule-first", "xfmr-2500kVA-34.5kV-480V-5.75", "schedule-third", "xfmr-3000kVA-34.5kV-480V-5.75"])
        same = (self.folder / "types.xml").read_text().replace('value="2.5 MVA"', 'value="2500 kVA"')
        (self.folder / "types.xml").write_text(same)
        self.imported(self.schedule(text.format("T5", "2500 kVA"), "fifth.csv"))
        self.assertEqual((self.folder / "types.xml").read_text(), same)
        changed = same.replace('value="2500 kVA"', 'value="2.6 MVA"')
        (self.folder / "types.xml").write_text(changed)
        refused = run("import", self.schedule(text.format("T4", "2500 kVA"), "fourth.csv"), "--to", self.folder / "shell.xml")
        self.assertEqual(refused.returncode, 2)
        self.assertIn("E-IMPORT-006", refused.stderr)
        self.assertIn("nothing was written", refused.stderr)

    def test_what_feeds_a_board_of_the_shell_is_connected_or_told(self):
        self.imported(self.schedule("Tag,Type,Rating,Voltage,Fed from\nOLD,switchboard,4000 A,480 V,\nMVOLD,MV switchgear,1200 A,34.5 kV,\n", "old.csv"))
        shell, report, _ = self.imported(self.schedule(
            "Tag,Type,Rating,Voltage,Fed from,Feeds\nX1,switchboard,800 A,480 V,,\nT1,transformer,2500 kVA,34.5kV-480V,MVOLD,OLD\n"
            "P1,switchboard,2000 A,480 V,T1,OLD\nUTIL2,utility feed,9 MVA,34.5 kV,,MVOLD\nUTIL3,utility feed,9 MVA,,,OLD\n", "new.csv"))
        self.assertIn("OLD is in the shell already and stays as it is: not connected", self.remarks(report, "P1", "left"))
        self.assertIn("MVOLD is in the shell already and stays as it is: not connected. Name UTIL2 there", self.remarks(report, "UTIL2", "left"))
        self.assertIn("its voltage not known", self.remarks(report, "UTIL3", "left"))
        self.assertEqual(self.remarks(report, "X1", "guessed"), "an outlet for both: it ends the chain")
        self.assertEqual(self.row(report, "X1")["elements"], ["board X1", "outlet X1.outlet"])
        only = self.schedule("Tag,Type,Rating,Voltage,Fed from,Feeds\nX2,switchboard,800 A,480 V,,\nT2,transformer,2500 kVA,34.5kV-480V,MVOLD,OLD\n", "only.csv")
        shell, report, _ = self.imported(only)
        self.assertEqual(shell.find("power/transformer[@id='T2']").get("to"), "OLD")
        self.assertNotIn("stays as it is", self.remarks(report, "T2", "left"))

    def test_a_feed_without_row_and_voltage_is_told_by_what_it_would_feed(self):
        shell, report, _ = self.imported(self.schedule("Tag,Type,Rating,Fed from\nX1,panel,400 A,\nMV,MV switchgear,1200 A,utility A\n"))
        self.assertEqual(shell.findall("feed"), [])
        self.assertIn("utility-A: voltage not known", self.remarks(report, "MV", "left"))

    def test_a_cable_is_bridged_by_a_plain_bus_and_says_so(self):
        shell, report, _ = self.imported(self.schedule(
            "Tag,Type,Rating,Voltage,Fed from\nMSB,switchboard,4000 A,480 V,\nW1,cable,400 A,480 V,MSB\nDP,panel,400 A,480 V,W1\n"))
        self.assert_references_resolve(shell)
        boards = {one.get("id"): one.attrib for one in shell.findall("power/board")}
        self.assertEqual(boards["W1"], {"id": "W1", "from": "MSB"})
        self.assertEqual(boards["DP"]["from"], "W1")
        self.assertEqual(shell.findall("power/cable"), [])
        self.assertEqual(self.row(report, "W1")["elements"], ["board W1"])
        self.assertIn("its sets and metres are not read: a plain bus stands in its place", self.remarks(report, "W1", "guessed"))
        self.assertIn("the rating of a cable is not used", self.remarks(report, "W1", "left"))

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
            was_running = process.poll() is None
            process.kill()
            process.wait()
            found = {path: path.read_bytes() for path in old}
            for path in old:
                self.assertIn(found[path], (old[path], new[path]), path.name)
            if was_running:
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
        self.assertTrue(ends, "some run was killed before its end")

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

    def test_files_are_written_in_the_order_of_the_values(self):
        values = ("basis/air@supply=24 degC", "deployment/line[gb300]@units=9", "shell/site@elevation=100 m")
        names = {"basis": "basis.xml", "deployment": "deployment.xml", "shell": "shell.xml"}
        for order in (values, values[::-1], (values[1], values[2], values[0])):
            done = run("set", self.study("hall-12mw"), *order)
            self.assertEqual(done.returncode, 0, done.stderr)
            wrote = [line.rsplit("/", 1)[1] for line in done.stdout.splitlines() if line.startswith("wrote ")]
            self.assertEqual(wrote, [names[value.split("/")[0]] for value in order])

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
