"""shellfit thermal: what it takes, what it prints, how it ends, and that hostile and cut-off files harm nothing."""
import json
import unittest

from program import ROOT, StudyTest, run

LOOP, STUDY = "examples/water-loop/loop.inp", "examples/hall-12mw/study.xml"
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
        self.assertAlmostEqual(heat["cdu"] / heat["cooler"], 1.0, delta=0.1)  # and the heat of the pumps

    def test_an_exported_loop_has_the_same_flows(self):
        for loop, links in (("fws", ("fws.pump.1", "tcs.1.cdu.1:water")), ("chw", ("chw.pump.1",))):
            file, kept = self.folder / f"{loop}.inp", self.folder / f"{loop}.json"
            done = run("thermal", STUDY, "--to", file, "--loop", loop, "--json", kept)
            self.assertEqual(done.returncode, 0, done.stderr)
            before = {one["id"]: one["mass_flow_kgs"] for one in json.loads(kept.read_text())["links"]}
            after = {one["id"]: one["mass_flow_kgs"] for one in self.answered(file)["links"]}
            for link in links:  # EPANET's cubic foot of water is as heavy as 0.4333 psi make it
                self.assertAlmostEqual(after[link] / before[link], 1.0, delta=2e-4, msg=link)
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
