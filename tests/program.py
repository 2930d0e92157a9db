"""The program under test and copies of the examples, for the Python tests."""
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[1]
PROGRAM = pathlib.Path(os.environ["SHELLFIT"]).resolve()


def run(*arguments, environment=None, folder=ROOT):
    return subprocess.run([PROGRAM, *map(str, arguments)], cwd=folder, capture_output=True, text=True,
                          env={**os.environ, **(environment or {})})


class StudyTest(unittest.TestCase):
    """Works on copies of the examples in a folder of its own."""

    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)

    def study(self, example, *edits, name="study.xml"):
        """A copy of an example with edits (file, text, text instead); each text must stand there once."""
        place = pathlib.Path(tempfile.mkdtemp(dir=self.folder)) / example
        shutil.copytree(ROOT / "examples" / example, place)
        for file, old, new in edits:
            text = (place / file).read_text()
            self.assertEqual(text.count(old), 1, f"{file} holds {old!r}")
            (place / file).write_text(text.replace(old, new))
        return place / name

    def answer(self, study, *options):
        done = run("check", study, "--json", "-", "--quiet", *options)
        self.assertIn(done.returncode, (0, 1, 5), done.stderr)
        return json.loads(done.stdout)

    def refusal(self, study):
        """What the program says of bad input; nothing may be on stdout."""
        done = run("check", study, "--json", "-", "--quiet")
        self.assertEqual(done.returncode, 2, done.stdout[-2000:])
        self.assertEqual(done.stdout, "")
        return done.stderr


def reds(checks):
    """Ids of failed checks, in order, one a kind."""
    first = {}
    for check in checks:
        if check["status"] == "fail":
            first.setdefault(check["kind"], check["id"])
    return list(first.values())
