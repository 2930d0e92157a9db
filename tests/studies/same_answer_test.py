"""Threads, order and names change nothing in an answer."""
import re
import unittest

from program import StudyTest, run


def figures(answer, names):
    """The checks without what carries names, in a fixed order; `names` turns new names back."""
    def back(text):
        for new, old in names.items():
            text = text.replace(new, old)
        return text

    return sorted((back(c["id"]), c["status"], c["demand"], c["capacity"], c["margin_rel"], c["hostable_mw"])
                  for c in answer["checks"])


class SameAnswer(StudyTest):
    def assert_close(self, one, other):
        self.assertEqual(len(one), len(other))
        for a, b in zip(one, other):
            self.assertEqual(a[:2], b[:2])
            for x, y in zip(a[2:], b[2:]):
                if x is None or y is None:
                    self.assertEqual(x, y, a)
                else:
                    self.assertAlmostEqual(x, y, delta=1e-9 * max(1.0, abs(x)), msg=str((a, b)))

    def test_one_and_eight_threads_give_the_same_bytes(self):
        for example in ("hall-12mw", "mining-10mw", "laboratory"):
            study = self.study(example)
            one = run("check", study, "--json", "-", "--quiet", "--jobs", "1").stdout
            eight = run("check", study, "--json", "-", "--quiet", "--jobs", "8").stdout
            self.assertGreater(len(one), 1000)
            self.assertEqual(one, eight)

    def test_the_order_of_elements_does_not_matter(self):
        study = self.study("mining-10mw")
        given = self.answer(study)
        shell = study.parent / "shell.xml"
        text = shell.read_text()
        children = re.findall(r"  <(?:site|feed|space|power|cooling)\b.*?(?:</(?:site|space|power|cooling)>|service=\"interruptible\"/>)\n", text, re.S)
        self.assertEqual(len(children), 7)
        head, tail = text[:text.index(children[0])], "</shell>\n"
        shell.write_text(head + "".join(reversed(children)) + tail)
        self.assert_close(figures(given, {}), figures(self.answer(study), {}))

    def test_names_do_not_matter(self):
        study = self.study("mining-10mw")
        given = self.answer(study)
        shell = study.parent / "shell.xml"
        text = shell.read_text()
        text = text.replace('id="pad"', 'id="zz-pads"').replace('id="building"', 'id="a-shed"').replace('space="building"', 'space="a-shed"')
        shell.write_text(text)
        names = {"zz-pads": "pad", "a-shed": "building"}
        self.assert_close(figures(given, {}), figures(self.answer(study), names))

    def test_units_do_not_matter(self):
        metric = self.answer(self.study("mining-10mw"))
        us = self.answer(self.study("mining-10mw",
                                    ("shell.xml", 'width="110 m" depth="40 m"', 'width="4330.7086614173 in" depth="131.23359580052 ft"'),
                                    ("shell.xml", 'dry-bulb="38 degC"', 'dry-bulb="100.4 degF"')))
        self.assertEqual(metric["verdict"], us["verdict"])
        self.assertAlmostEqual(metric["poi_mw"], us["poi_mw"], 9)


if __name__ == "__main__":
    unittest.main()
