"""shellfit thermal: what it takes, what it prints, how it ends, and that hostile and cut-off files harm nothing."""
import json
import re
import unittest

from program import ROOT, StudyTest, run

LOOP, STUDY, OFFER = "examples/water-loop/loop.inp", "examples/hall-12mw/study.xml", "examples/leased-hall/study.xml"
# A lake, a pipe, a junction that asks for 1 L/s, another behind a second pipe.
NET = """[JUNCTIONS]
 a  10  1
 b  5   {demand}
[RESERVOIRS]
 lake  30
[PIPES]
 first   lake  a  100  100  110
 second  a     b  100  100  110  0  {status}
[OPTIONS]
 UNITS LPS
[RULES]
 RULE 1
[END]
"""


def net(demand=1, status="OPEN"):
    return NET.format(demand=demand, status=status)


class Thermal(StudyTest):
    def file(self, text, name="net.inp"):
        file = self.folder / name
        file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return file

    def answered(self, *words, exit_status=0):
        done = run("thermal", *words, "--json", "-")
        self.assertEqual(done.returncode, exit_status, done.stderr)
        return json.loads(done.stdout)

    def refused(self, *words):
        done = run("thermal", *words)
        self.assertEqual((done.returncode, done.stdout), (2, ""), words)
        return done.stderr

    def test_the_keys_that_other_tools_rely_on(self):
        for words in ((LOOP,), (STUDY,)):
            answer = self.answered(*words)
            self.assertLessEqual({"shellfit_version", "schema", "study_hash", "state", "converged", "iterations", "nodes", "links"},
                                 set(answer))
            self.assertTrue(answer["converged"])
            for node in answer["nodes"]:
                self.assertLessEqual({"id", "head_m", "pressure_kpa", "temperature_c", "demand_lps"}, set(node))
            for link in answer["links"]:
                self.assertLessEqual({"id", "from", "to", "flow_lps", "velocity_mps", "headloss_m", "status"}, set(link))
        self.assertIsNotNone(answer["study_hash"])

    def test_flows_balance_and_heads_fall_along_the_flow(self):
        answer = self.answered(self.file(net()))
        flows = {link["id"]: link["flow_lps"] for link in answer["links"]}
        self.assertAlmostEqual(flows["first"], 2.0 * 28.316846592 / 28.317, places=12)  # EPANET's litres
        self.assertAlmostEqual(flows["second"], flows["first"] / 2.0, places=12)
        nodes = {node["id"]: node for node in answer["nodes"]}
        self.assertAlmostEqual(nodes["lake"]["demand_lps"], -flows["first"], places=12)
        self.assertAlmostEqual(nodes["lake"]["head_m"], 30.0, places=9)
        self.assertGreater(nodes["a"]["head_m"], nodes["b"]["head_m"])
        for link in answer["links"]:
            drop = nodes[link["from"]]["head_m"] - nodes[link["to"]]["head_m"]
            self.assertAlmostEqual(link["headloss_m"], drop, places=9)
        self.assertTrue(any("[RULES] is not used" in note for note in answer["notes"]))

    def test_a_study_without_an_answer_tells_no_flow_and_no_status(self):
        file = self.folder / "fws.inp"
        words = (OFFER, "--state", "normal@dry-bulb/peak")
        done = run("thermal", *words)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn("0 of 80 nodes", done.stdout)
        self.assertIn("without answer", done.stdout)
        for word in ("pump ", "valve", "flow ", "open"):
            self.assertNotIn(word, done.stdout)
        answer = self.answered(*words, exit_status=1)
        self.assertEqual({link["status"] for link in answer["links"]}, {None})
        exported = run("thermal", *words, "--to", file, "--loop", "fws", "--json", self.folder / "p.json")
        self.assertEqual(exported.returncode, 1)
        self.assertIn("fws is not exported: it has no answer to export", exported.stderr)
        self.assertIn("without answer", exported.stdout)
        self.assertFalse(json.loads((self.folder / "p.json").read_text())["converged"])
        self.assertFalse(file.exists())

    def test_air_is_not_cut_off(self):
        for study in (STUDY, "examples/laboratory/study.xml"):
            self.assertNotIn("cut off", run("thermal", study).stdout)
            without = [node for node in self.answered(study)["nodes"] if node["pressure_kpa"] is None]
            self.assertTrue(without)
            self.assertEqual({node["reason"] for node in without}, {"its flows are given, and no pressure is asked for"})

    def test_states_and_loops_are_listed_unsolved(self):
        done = run("thermal", STUDY, "--states")
        self.assertEqual(done.returncode, 0, done.stderr)
        lines = done.stdout.splitlines()
        self.assertEqual(lines[0], "loops: fws, chw, tcs:tcs.1, tcs:tcs.2")
        self.assertIn("out:fws.pump.1@dry-bulb/full", lines)
        listed = self.answered(STUDY, "--states")
        self.assertEqual(listed["states"], lines[2:])
        self.assertEqual(listed["loops"], lines[0].removeprefix("loops: ").split(", "))
        self.assertIn("--states lists them", self.refused(STUDY, "--state", "nowhere"))
        self.assertIn("--states is of studies", self.refused(LOOP, "--states"))

    def test_what_is_read_is_never_written_over(self):
        copy = self.study("hall-12mw")
        part = copy.parent / "shell.xml"
        net_file = self.file(net())
        for words in (("thermal", net_file, "--json", net_file), ("thermal", copy, "--json", copy), ("power", copy, "--json", part),
                      ("check", copy, "--quiet", "--json", part), ("check", copy, "--quiet", "--html", copy),
                      ("draw", "plan", copy, "--to", part), ("expand", copy, "--with-fit-out", "--to", copy)):
            before = {file: file.read_bytes() for file in (copy, part, net_file)}
            done = run(*words)
            self.assertEqual(done.returncode, 2, words)
            self.assertIn("is read for this answer, and would be lost; nothing was written", done.stderr, words)
            self.assertEqual({file: file.read_bytes() for file in before}, before)
        link = self.folder / "link.inp"
        link.symlink_to(net_file)
        self.assertIn("would be lost", self.refused(net_file, "--json", link))

    def test_two_results_in_one_file_are_refused(self):
        copy, one = self.study("hall-12mw"), self.folder / "x.inp"
        for words in (("thermal", copy, "--loop", "fws", "--json", one, "--to", one),
                      ("thermal", copy, "--loop", "fws", "--json", one, "--to", f"{self.folder}/./x.inp"),
                      ("check", copy, "--quiet", "--json", one, "--html", one)):
            done = run(*words)
            self.assertEqual(done.returncode, 2, words)
            self.assertIn("x.inp is named for two things; nothing was written", done.stderr, words)
            self.assertFalse(one.exists())
            self.assertEqual(list(self.folder.glob("*.part")), [])

    def test_warnings_of_epanet_are_notes(self):
        low = self.answered(self.file(net().replace(" b  5 ", " b  500 ")))
        self.assertTrue(any("below that of the atmosphere at 1 junction(s), the lowest -46" in note for note in low["notes"]), low["notes"])
        # 10 L/s are asked for, beyond the last point of the pump's curve or before it.
        for last, is_beyond in ((8, True), (12, False)):
            pumped = (net(demand=9).replace(" first   lake ", " first   c ").replace(" b  5 ", " c  0  0\n b  5 ")
                      .replace("[OPTIONS]", f"[PUMPS]\n p lake c HEAD h\n[CURVES]\n h 0 60\n h {last} 20\n[OPTIONS]"))
            notes = self.answered(self.file(pumped))["notes"]
            self.assertEqual(any("pump p passes 10 L/s, beyond the end of its curve" in note for note in notes), is_beyond, notes)

    def test_what_cannot_be_fed_ends_with_1_and_says_why(self):
        file = self.file(net(status="CLOSED"))
        answer = self.answered(file, exit_status=1)
        self.assertFalse(answer["converged"])
        unsolved = [piece for piece in answer["pieces"] if not piece["converged"]]
        self.assertEqual(len(unsolved), 1)
        self.assertIn("second (closed)", unsolved[0]["reason"])
        self.assertIsNone(next(node for node in answer["nodes"] if node["id"] == "b")["head_m"])
        self.assertIsNotNone(next(node for node in answer["nodes"] if node["id"] == "a")["head_m"])
        text = run("thermal", file)
        self.assertEqual(text.returncode, 1)
        self.assertIn("without answer", text.stdout)
        self.assertIn("cannot get there", text.stdout)

    def test_what_asks_for_nothing_behind_a_closed_pipe_is_no_failure(self):
        answer = self.answered(self.file(net(demand=0, status="CLOSED")))
        self.assertTrue(answer["converged"])
        b = next(node for node in answer["nodes"] if node["id"] == "b")
        self.assertIsNone(b["pressure_kpa"])
        self.assertTrue(b["reason"])

    def test_text_names_flows_pressures_pumps_and_valves(self):
        done = run("thermal", LOOP)
        self.assertEqual(done.returncode, 0, done.stderr)
        for words in ("largest flows   72 L/s", "lowest pressure", "pump.1: 36 L/s", "limit.3: limiting, 24 L/s", "\nsolved\n"):
            self.assertIn(words, done.stdout)

    def test_a_state_of_a_study_closes_what_is_out(self):
        normal, out = self.answered(STUDY), self.answered(STUDY, "--state", "out:fws.pump.1")
        self.assertTrue(out["state"].startswith("out:fws.pump.1@"))
        self.assertEqual(next(link["status"] for link in out["links"] if link["id"] == "fws.pump.1"), "closed")
        self.assertEqual({link["id"] for link in out["links"]}, {link["id"] for link in normal["links"]})
        power = {device["id"]: device["power_kw"] for device in out["devices"]}
        self.assertEqual(power["fws.pump.1"], 0.0)
        self.assertGreater(power["fws.pump.2"], 0.0)

    def test_heat_of_the_devices_is_what_the_streams_lose(self):
        answer = self.answered(STUDY)
        heat = {kind: sum(one["heat_kw"] or 0.0 for one in answer["devices"] if one["kind"] == kind)
                for kind in ("cdu", "cooler")}
        self.assertGreater(heat["cdu"], 1000.0)
        pumps = sum(one["power_kw"] for one in answer["devices"] if one["kind"] == "liquid-pump")
        self.assertGreater(pumps, 50.0)
        self.assertAlmostEqual((heat["cdu"] + pumps) / heat["cooler"], 1.0, delta=1e-8)

    def test_an_exported_loop_has_the_same_flows_and_heads(self):
        """Valves limit every flow of the hall; those of the leased hall are open, so its flows are what pumps and losses make them."""
        for study, loop, valves in ((STUDY, "fws", "limiting"), (STUDY, "chw", "limiting"),
                                    (OFFER, "fws", "open")):
            file, kept = self.folder / f"{loop}.inp", self.folder / f"{loop}.json"
            done = run("thermal", study, "--to", file, "--loop", loop, "--json", kept)
            self.assertEqual(done.returncode, 0, done.stderr)
            answers = json.loads(kept.read_text()), self.answered(file)
            text = file.read_text()
            names = dict(re.findall(r"^ (\S+) .*; (\S+)$", text, re.M))
            self.assertGreater(len(names), 10)
            of = [{one["id"]: one for one in answer["links"] + answer["nodes"]} for answer in answers]
            self.assertEqual({of[0][name]["status"] for name in names.values() if name.endswith(":water")}, {valves})
            for written, name in names.items():
                before, after = of[0][name], of[1][written]
                if "head_m" in before:
                    self.assertAlmostEqual(after["head_m"], before["head_m"], delta=1e-3, msg=name)
                else:  # EPANET's cubic foot of water is as heavy as 0.4333 psi make it
                    self.assertAlmostEqual(after["mass_flow_kgs"] / before["mass_flow_kgs"], 1.0, delta=2e-4, msg=name)

    def test_what_cannot_be_exported_says_so(self):
        self.assertIn("say which by --loop fws or chw", self.refused(STUDY, "--to", self.folder / "a.inp"))
        self.assertIn("did you mean fws?", self.refused(STUDY, "--to", self.folder / "a.inp", "--loop", "fwz"))
        self.assertIn("nothing was solved", self.refused(LOOP, "--to", self.folder / "a.inp"))
        self.assertFalse((self.folder / "a.inp").exists())

    def test_words_that_mean_nothing_here_are_refused(self):
        self.assertIn("is no study (.xml) and no EPANET file (.inp)", self.refused("examples/campus/campus.m"))
        self.assertIn("has the state normal, not out:pump.1", self.refused(LOOP, "--state", "out:pump.1"))
        self.assertIn("no state out:fws.pump.77", self.refused(STUDY, "--state", "out:fws.pump.77"))
        self.assertIn("cannot read", self.refused("no-such-file.inp"))
        self.assertIn("E-INP-004", self.refused(self.file(net(demand="one"))))

    def test_an_error_costs_no_earlier_answer(self):
        kept = self.folder / "answer.json"
        kept.write_text("earlier")
        self.refused(self.file(net(demand="one")), "--json", kept)
        self.assertEqual(kept.read_text(), "earlier")

    def test_hostile_names_come_out_as_text(self):
        """Ids in Latin-1, with quotes, markup and signs of formats; a file name that is no UTF-8."""
        ids = ["p\xfcmpe", '"quoted"', "<script>", "%s%n{}", "..\\..\\etc"]
        for one in ids:
            text = net().replace(" a ", f" {one} ").encode("latin-1")
            answer = self.answered(self.file(text))
            self.assertIn(one.strip('"'), [node["id"] for node in answer["nodes"]])
        name = "h\udcffostile.inp"
        (self.folder / name).write_text(net())
        done = run("thermal", self.folder / name, "--json", "-")
        self.assertEqual(done.returncode, 0, done.stderr)
        json.loads(done.stdout)

    def test_a_file_cut_off_anywhere_gives_an_answer_or_an_error(self):
        whole = (ROOT / LOOP).read_bytes()
        for length in range(0, len(whole), 61):
            done = run("thermal", self.file(whole[:length]), "--json", "-")
            self.assertIn(done.returncode, (0, 1, 2), f"cut at {length}: {done.stderr}")
            if done.returncode != 2:
                json.loads(done.stdout)
                self.assertTrue(any("may have been cut off" in note for note in json.loads(done.stdout)["notes"]))


if __name__ == "__main__":
    unittest.main()
