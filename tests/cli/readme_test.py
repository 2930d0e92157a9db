"""The README's list of commands, typed in order in a clean folder with the examples."""
import os
import pathlib
import re
import subprocess
import unittest

from program import PROGRAM, ROOT, StudyTest

LISTED = re.compile(r"^    (?:\$ )?(shellfit [^\n]*)$", re.M)
# What takes long for a hall of 12 MW, made small by further commands behind the one that stands there.
SMALLER = {"set": ["shellfit set my-hall/study.xml 'deployment/line[gb300]@units=1'"],
           "new": ["sed -i '/is=\"[9]\"/d; /is=\"10\"/d; /is=\"3[467] degC\"/d; s/is=\"8\"/is=\"1\"/' my-hall/sweep.xml"]}


class Readme(StudyTest):
    def test_every_line_of_the_list_works_when_typed_in_order(self):
        commands = LISTED.findall((ROOT / "README.md").read_text())
        self.assertGreater(len(commands), 15)
        (self.folder / "examples").symlink_to(ROOT / "examples")
        (self.folder / "build").mkdir()
        (self.folder / "build/shellfit").symlink_to(PROGRAM)
        environment = {**os.environ, "PATH": f"{self.folder / 'build'}:{os.environ['PATH']}"}
        for command in commands:
            for line in [command, *SMALLER.get(command.split()[1], [])]:
                with self.subTest(line):
                    done = subprocess.run(["bash", "-c", line], cwd=self.folder, env=environment, capture_output=True, text=True)
                    self.assertEqual(done.returncode, 0, line + "\n" + done.stdout[-500:] + done.stderr)
        written = {path.name for path in self.folder.iterdir()}
        self.assertLessEqual({"my-hall", "report.html", "answer.json", "expanded.xml", "site.xml", "types.xml", "results.sqlite", "schemas"}, written)
        self.assertFalse([path for path in pathlib.Path(ROOT / "examples").rglob("*.part")])


if __name__ == "__main__":
    unittest.main()
