import json
import shutil
import subprocess
import sys

import pytest
from tests.generators.pdf import Sheet, write

from answerable.read.spark import Places

pytest.importorskip("pyspark", reason="the spark extra is not installed")
needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java")


def run(folder, *arguments):
    start = "from answerable.cli import main; main()"
    command = [sys.executable, "-c", start, "read", *arguments, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, timeout=300)
    assert done.stdout, done.stderr[-2000:]
    return done.returncode, done.stdout


@needs_java
def test_spark_reads_byte_for_byte_what_one_machine_reads(tmp_path):
    sheet = Sheet()
    sheet.rows(
        [["Offence", "2021", "2022"], ["Stalking", "1", "2"], ["Rape", "3", "4"]], columns=[60, 200, 260]
    )
    folder = tmp_path / "replies" / "Kent Police"
    folder.mkdir(parents=True)
    (folder / "letter 1.pdf").write_bytes(write(sheet))
    (folder / "reply.txt").write_text("Number of offences\n\n2021: 12\n2022: <5\n")
    (folder / "bad.pdf").write_bytes(b"%PDF-1.7 and nothing")
    here = run(tmp_path, "replies/*/*")
    there = run(tmp_path, "replies/*/*", "--engine", "spark")
    assert there == here
    assert here[0] == 2
    assert len(json.loads(here[1])["documents"]) == 3


def test_paths_are_shown_as_they_were_asked_for(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    places = Places.of(["replies/*.pdf", "/data/*.pdf"])
    assert places.shown(f"file:{tmp_path}/replies/a%20b.pdf") == "replies/a b.pdf"
    assert places.shown("file:///data/c.pdf") == "/data/c.pdf"
    assert places.shown("s3://bucket/d.pdf") == "s3://bucket/d.pdf"
