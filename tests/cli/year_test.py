"""shellfit year: what it takes, what it prints, how it ends."""
import json
import math
import unittest

from program import StudyTest, run

STUDY = "examples/laboratory/study.xml"
DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def weather(leap=False, pressure="97000", columns=35, elevation=50):
    """A weather file of a mild year: 15 degC with swings of year and day, dew point 5 K below."""
    lines = [f"LOCATION,Nowhere,-,USA,synthetic,000000,40.0,-100.0,-6.0,{elevation}", "DESIGN CONDITIONS,0", "TYPICAL/EXTREME PERIODS,0",
             "GROUND TEMPERATURES,0", "HOLIDAYS/DAYLIGHT SAVINGS,No,0,0,0", "COMMENTS 1,made up", "COMMENTS 2,",
             "DATA PERIODS,1,1,Data,Sunday, 1/ 1,12/31"]
    i = 0
    for month, days in enumerate(DAYS, 1):
        for day in range(1, days + (leap and month == 2) + 1):
            for hour in range(1, 25):
                dry = 15 - 10 * math.cos(2 * math.pi * i / 8760) - 4 * math.cos(2 * math.pi * (hour - 3) / 24)
                cells = ["2001", month, day, hour, 60, "?9", f"{dry:.1f}", f"{dry - 5:.1f}", 50, pressure] + ["0"] * (columns - 10)
                lines.append(",".join(map(str, cells)))
                i += 1
    return "\n".join(lines) + "\n"


class Year(StudyTest):
    def file(self, text):
        file = self.folder / "year.epw"
        file.write_text(text)
        return file

    def answered(self, *words):
        done = run("year", *words, "--json", "-")
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def test_the_keys_that_other_tools_rely_on_and_sums_that_agree(self):
        answer = self.answered(STUDY)
        self.assertLessEqual({"shellfit_version", "schema", "study_hash", "weather", "hours", "pue", "wue_l_kwh", "hours_over", "chiller_hours",
                              "wet_hours", "energy_kwh", "water_m3", "hottest", "most_cooling", "supplies", "months", "notes"}, set(answer))
        self.assertEqual(answer["hours"], 8760)
        self.assertIsNone(answer["weather"]["file_hash"])
        energy = dict(answer["energy_kwh"])
        total = energy.pop("all")
        self.assertAlmostEqual(sum(energy.values()) / total, 1, places=9)
        self.assertAlmostEqual(total / energy["racks"], answer["pue"], places=9)
        for key in ("hours", "hours_over", "chiller_hours", "wet_hours"):
            self.assertEqual(sum(month[key] for month in answer["months"]), answer[key])
        self.assertIn("made up", answer["weather"]["source"])

    def test_a_weather_file_is_taken_hour_by_hour(self):
        leap = self.answered(STUDY, "--epw", self.file(weather(leap=True)))
        self.assertEqual((leap["hours"], leap["months"][1]["hours"]), (8784, 696))
        self.assertEqual(len(leap["weather"]["file_hash"]), 32)
        bare = self.answered(STUDY, "--epw", self.file(weather(pressure="999999")))
        self.assertTrue(any("8760 hours of the weather file have no pressure" in note for note in bare["notes"]), bare["notes"])

    def test_weather_files_that_are_no_year_are_refused_with_their_codes(self):
        good = weather()
        for text, code in (("", "E-EPW-001"), (good[:len(good) // 2], "E-EPW-00"), (weather(columns=34), "E-EPW-002"),
                           (weather(pressure="12"), "E-EPW-004"), ("\n".join(good.split("\n")[:5000]) + "\n", "E-EPW-003")):
            done = run("year", STUDY, "--epw", self.file(text))
            self.assertEqual((done.returncode, done.stdout), (2, ""), code)
            self.assertIn(code, done.stderr)
        self.assertEqual(run("year", STUDY, "--epw", self.folder / "none.epw").returncode, 2)

    def test_text_is_for_people(self):
        done = run("year", STUDY)
        self.assertEqual(done.returncode, 0, done.stderr)
        for word in ("PUE", "WUE", "hottest", "power chain", "(8760 hours)"):
            self.assertIn(word, done.stdout)

    def test_a_climate_that_says_too_little_is_a_question(self):
        study = self.study("laboratory", ("shell.xml", 'cold="-20 degC"', 'cold="unknown"'))
        done = run("year", study)
        self.assertEqual((done.returncode, done.stdout), (5, ""), done.stderr)


if __name__ == "__main__":
    unittest.main()
