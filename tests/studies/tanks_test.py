"""A tank in chilled water carries a hall through the restart of its chillers: what it holds, by hand."""
import json
import unittest

from program import StudyTest, run

TANK = """  <tank id="stratified-tank-100">
    <volume value="{volume} m3" source="hall-assumptions" kind="assumed"/>
    <usable value="80 %" source="hall-assumptions" kind="assumed"/>
    <flow value="40 L/s" source="hall-assumptions" kind="assumed"/>
    <drop value="20 kPa" source="hall-assumptions" kind="assumed"/>
  </tank>
</catalog>"""
RESTART = '<restart value="5 min" source="hall-assumptions" kind="assumed"/>\n    <water-flow value="30 L/s"'
ON_UPS = '<ride-through generator-start="15 s" on-ups="pump cdu air-unit"/>\n  <survive loss-of="cdu'


class Tanks(StudyTest):
    def hall(self, volume):
        """The 12 MW hall, its plant standing, all its pumps and fans on UPS, a tank behind its chillers."""
        study = self.study("hall-12mw", ("assumptions.xml", "</catalog>", TANK.format(volume=volume)),
                           ("assumptions.xml", '<water-flow value="30 L/s"', RESTART),
                           ("basis.xml", '<survive loss-of="cdu', ON_UPS))
        shell = study.parent / "shell.xml"
        done = run("expand", study, "--with-fit-out", "--to", shell)
        self.assertEqual(done.returncode, 0, done.stderr)
        text = shell.read_text().replace(' is="to-be-built"', "")
        main = '<pipe id="chw.main.supply" from="chw.supply"'
        self.assertEqual(text.count(main), 1)
        tank = '<header id="kept"/>\n      <tank id="tank" type="stratified-tank-100" from="chw.supply" to="kept"/>'
        shell.write_text(text.replace(main, f'{tank}\n      <pipe id="chw.main.supply" from="kept"'))
        return study

    def seconds(self, study):
        """Until air that enters racks is too warm after the loss of the chillers."""
        for one in self.answer(study)["ride_through"]:
            if one["state"].startswith("lost:chillers.chw") and one["element"] == "hall":
                return one["seconds"], one["against"]["seconds"]
        self.fail("nothing is told of the chillers' loss")

    def test_warm_water_comes_when_what_is_usable_has_gone(self):
        volume = 10.0
        study = self.hall(volume)
        links = json.loads(run("thermal", study, "--json", "-").stdout)["links"]
        flow = next(link["flow_lps"] for link in links if link["id"].endswith(":tank"))
        passes = 0.8 * volume * 1e3 / flow
        seconds, against = self.seconds(study)
        self.assertEqual(against, 300.0)
        # Twenty layers mix a little of what is warm ahead; behind the tank stand a main, coils and the hall's air.
        self.assertGreater(seconds, 0.7 * passes)
        self.assertLess(seconds, passes + 90)

    def test_a_tank_of_more_than_the_restart_carries_the_hall(self):
        self.assertEqual(self.seconds(self.hall(100)), (None, 300.0))

    def test_water_of_a_tank_swells_into_the_loops_vessel(self):
        demand = {}
        for volume in (10, 100):
            checks = self.answer(self.hall(volume))["checks"]
            demand[volume] = next(c["demand"] for c in checks if c["id"] == "expansion/chw")
        # 90 m3 from 10 degC to 20 degC and more: ASHRAE's densities of water, 999.7 and 998.2 and, at 35 degC, 994.0 kg/m3.
        self.assertGreater(demand[100] - demand[10], 90e3 * (999.7 / 998.2 - 1))
        self.assertLess(demand[100] - demand[10], 90e3 * (999.7 / 994.0 - 1))


if __name__ == "__main__":
    unittest.main()
