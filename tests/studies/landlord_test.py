"""What landlords say, leave open, and call things: offers and flanges in outages, and names that meet those of the program."""
import unittest

from program import StudyTest, reds, run

FLANGE = '<loop id="fws" serves="liquid"><flange supply="30 degC" flow="2000 L/min" highest-return="45 degC" pressure="150 kPa"/></loop>'

# A hall with plant of its own: power described, water at flanges.
SMALL = """<study schema="1" id="small">
<catalog><source id="s" title="assumed"/>{catalog}
<busway id="iline-2000-cu"><withstand value="65 kA" source="s" kind="assumed"/><resistance value="0.030 mohm/m" source="s" kind="assumed"/>
<reactance value="0.018 mohm/m" source="s" kind="assumed"/><mass value="25 kg/m" source="s" kind="assumed"/></busway>
<cdu id="vertiv-xdu1350"><relief-pressure value="4.5 bar" source="s" kind="assumed"/><suction-head value="5 m" source="s" kind="assumed"/>
<expansion-volume value="200 L" source="s" kind="assumed"/><coolant-volume value="150 L" source="s" kind="assumed"/></cdu>
<air-unit id="liebert-ca80"><mass value="2500 kg" source="s" kind="assumed"/><water-drop value="60 kPa" source="s" kind="assumed"/></air-unit></catalog>
<shell id="small"><site elevation="{elevation}"><climate dry-bulb="37 degC" wet-bulb="27 degC" dew-point="25 degC" cold="-18 degC" source="assumed"/></site>
<feed id="F1" voltage="34.5 kV" rating="20 MVA" fault-level="750 MVA"/>
<space id="hall" use="white" clear-height="5 m" hanging-load="2 kPa" x="0 m" y="0 m" width="30 m" depth="24 m">
<slab kind="on-grade" area-load="24 kPa" point-load="20 kN"/><door x="0 m" y="12 m" width="2.4 m" height="2.7 m"/></space>
<space id="c" use="grey" clear-height="5 m" x="0 m" y="-20 m" width="36 m" depth="16 m"><slab kind="on-grade" area-load="24 kPa" point-load="20 kN"/></space>
<power is="described"><mv-board id="{mv}" type="metal-clad-38-1200-40" feed="F1"/><board id="A" type="switchboard-4000-65"/><board id="B" type="switchboard-4000-65"/>
<transformer id="t" type="{transformer}" from="{mv}" to="A"/><transformer id="u" type="unit-3000-34k5-480" from="{mv}" to="B"/>
<outlet id="o" a="A" b="B" serves="both"/><generator id="g" type="cat-c175-16-3000" on="A"/><generator id="g2" type="cat-c175-16-3000" on="B"/></power>
<cooling liquid="offered" air="offered">
<loop id="fws" serves="liquid"><flange supply="30 degC" flow="2000 L/min" highest-return="45 degC" pressure="150 kPa">{left}</flange></loop>
<loop id="chw" serves="air"><flange supply="20 degC" flow="1500 L/min" highest-return="32 degC" pressure="200 kPa">{left_of_air}</flange></loop></cooling></shell>
<deployment><line id="a" rack="gb300-nvl72" racks="8" cap-on-feed-loss="132 kW"/></deployment>
<basis><liquid supply="36 degC" facility-supply="30 degC"/><air supply="25 degC" inlet-highest="27 degC" water-supply="20 degC"/>{survive}
<fit-out><busway type="iline-2000-cu"/><cdu type="vertiv-xdu1350" standby="1" most="8" racks-per-group="16"/><pump loop="liquid" type="fws-pump-4250" standby="1" most="3"/>
<mixing/><air-unit type="liebert-ca80" standby="1" most="4"/></fit-out></basis></study>
"""


class Landlord(StudyTest):
    def hall(self, *edits):
        return self.study("leased-hall", ("study.xml", 'racks="32"', 'racks="12"'), *[("study.xml", *edit) for edit in edits])

    def small(self, **parts):
        whole = {"catalog": "", "elevation": "100 m", "mv": "mv", "transformer": "unit-3000-34k5-480", "left": "", "left_of_air": "", "survive": ""}
        path = self.folder / "small.xml"
        path.write_text(SMALL.format(**{**whole, **parts}))
        return self.answer(path)

    def test_the_small_hall_hosts(self):
        self.assertEqual(self.small()["verdict"], "hosts")

    def test_the_loss_of_one_bus_is_not_the_loss_of_the_utility(self):
        answer = self.answer(self.hall(('loss-of="cdu pump air-unit"', 'loss-of="feed"'), ('rack="gb300-nvl72"', 'rack="gb300-nvl72" backing="none"')))
        self.assertEqual(answer["verdict"], "does-not-host")
        self.assertIn("continuity/out:bus-1", [c["id"] for c in answer["checks"] if c["status"] == "fail"])

    def test_the_only_feed_is_the_utility_to_flanges_too(self):
        left = '<in loss-of="utility" flow="0 L/min"/>'
        for survive in ("feed", "utility"):
            answer = self.small(survive=f'<survive loss-of="{survive}"/>', left=left, left_of_air=left)
            self.assertEqual(answer["verdict"], "does-not-host", survive)

    def test_a_flange_that_says_nothing_of_the_utility_is_asked(self):
        answer = self.small(survive='<survive loss-of="utility"/>', left='<in loss-of="utility"/>')
        self.assertEqual(answer["verdict"], "depends")
        asked = [q for q in answer["questions"] if "lost behind it: utility" in q]
        self.assertEqual((len(asked), "at chw" in asked[0]), (1, True), answer["questions"])

    def test_a_question_names_what_is_out(self):
        answer = self.small(survive='<survive loss-of="utility"/>', left='<in loss-of="utility" flow="unknown"/>', left_of_air='<in loss-of="utility"/>')
        self.assertEqual(answer["verdict"], "depends")
        self.assertTrue(any("at the flange of fws without the utility?" in q for q in answer["questions"]), answer["questions"])

    def test_what_is_said_of_an_outage_that_nobody_asks_about_is_noted(self):
        answer = self.small(left='<in loss-of="chiller" flow="1 L/min"/>')
        self.assertEqual(answer["verdict"], "hosts")
        self.assertTrue(any("without its chiller was not judged" in note for note in answer["notes"]), answer["notes"])

    def test_racks_hang_on_buses_that_say_what_they_deliver(self):
        answer = self.answer(self.hall(('<offer id="bus-1" power="1.5 MW"', '<offer id="bus-1" power="unknown"')))
        loads = {c["element"]: c["demand"] for c in answer["checks"] if c["kind"] == "offer-load" and c["status"] == "pass"}
        self.assertEqual(set(loads), {"bus-2", "bus-3", "bus-4"})
        self.assertGreater(min(loads.values()), 0.9 * 12 * 142 / 3)

    def test_a_loop_that_serves_nothing_yet_does_not_stop_the_answer(self):
        plant = ('<loop id="fws" serves="liquid"><pumps type="fws-pump-4250" count="2" standby="1"/>'
                 '<coolers type="adiabatic-cooler-2mw" count="3" standby="1"/>'
                 '<expansion-vessel id="v" volume="500 L" pressure-highest="3 bar"/></loop>')
        drop = ('<cooler id="adiabatic-cooler-2mw"><water-drop value="60 kPa" source="hall-2-assumptions" kind="assumed"/>'
                '<water-volume value="600 L" source="hall-2-assumptions" kind="assumed"/></cooler>'
                '<pump id="fws-pump-4250"><suction-head value="5 m" source="hall-2-assumptions" kind="assumed"/></pump>')
        water = '<primary-volume value="80 L" source="hall-2-assumptions" kind="assumed"/>'
        answer = self.answer(self.hall((FLANGE, plant), ('cooling liquid="offered"', 'cooling liquid="described"'), ("<mixing/>", ""),
                                       ('<busway id="iline-2000-cu">', drop + '<busway id="iline-2000-cu">'),
                                       ('<cdu id="vertiv-xdu1350">', '<cdu id="vertiv-xdu1350">' + water)))
        self.assertEqual(answer["verdict"], "hosts")
        self.assertEqual(answer["hostable_as_is_mw"], 0)

    def test_names_of_lines_and_boards_may_be_those_the_program_gives(self):
        for line in ("fws.pump", "hall-2.air", "tcs.1.cdu"):
            answer = self.answer(self.hall(('line id="gb300"', f'line id="{line}"')))
            self.assertEqual(answer["verdict"], "hosts", line)
        self.assertEqual(self.small(mv="busway.1.a")["verdict"], "hosts")

    def test_a_generator_that_the_elevation_leaves_nothing_of_carries_nothing(self):
        thin = ('<generator id="cat-c175-16-3000"><derating-altitude value="10 %" source="s" kind="assumed"/>'
                '<derating-from value="0 m" source="s" kind="assumed"/></generator>')
        answer = self.small(catalog=thin, elevation="5000 m", survive='<survive loss-of="utility"/>', left='<in loss-of="utility"/>',
                            left_of_air='<in loss-of="utility"/>')
        self.assertIn("continuity", reds(answer["checks"])[0])

    def test_a_transformer_of_unknown_secondary_is_a_question_and_no_fault(self):
        unknown = '<transformer id="unit-3000-34k5-415"><secondary value="unknown" source="s" kind="assumed"/></transformer>'
        answer = self.small(catalog=unknown, transformer="unit-3000-34k5-415")
        self.assertEqual(answer["verdict"], "depends")
        self.assertTrue(any("secondary of unit-3000-34k5-415" in q for q in answer["questions"]), answer["questions"])

    def test_without_a_proof_nothing_is_said_to_be_hosted(self):
        # The pumps have no room, which the search cannot prove.
        study = self.hall(('y="-6 m" width="36 m" depth="6 m"', 'y="-6 m" width="2 m" depth="2 m"'))
        answer = self.answer(study)
        self.assertEqual(answer["verdict"], "depends")
        self.assertIsNone(answer["hostable_mw"])
        done = run("capacity", study, "--quiet")
        self.assertEqual(done.returncode, 5, done.stdout)


if __name__ == "__main__":
    unittest.main()
