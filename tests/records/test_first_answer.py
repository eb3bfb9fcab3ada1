"""The path that docs/first-answer.md walks, command by command, as an analyst would on the first day."""

import csv
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from answerable.read import read_file

PAGE = Path(__file__).parents[2] / "docs/first-answer.md"
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", PAGE.read_text("utf-8"), re.S | re.M)


def run(line, folder):
    words = shlex.split(line)
    out = folder / words[words.index(">") + 1] if ">" in words else None
    arguments = words[1 : words.index(">")] if out else words[1:]
    done = subprocess.run(
        [sys.executable, "-c", "from answerable.cli import main; main()", *arguments],
        capture_output=True, text=True, cwd=folder, env=os.environ, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{line}: {done.stderr}"
    if out:
        out.write_text(done.stdout, encoding="utf-8")
    return done.stdout


def mark(path):
    """Marks as the question asks: the demo's notes say "without consent" where it is so."""
    with path.open(encoding="utf-8-sig", newline="") as source:
        rows = list(csv.DictReader(source))
    for row in rows:
        row["mark"] = "yes" if "without consent" in row["text"].lower() else "no"
    with path.open("w", encoding="utf-8", newline="") as sink:
        writer = csv.DictWriter(sink, rows[0])
        writer.writeheader()
        writer.writerows(rows)


@pytest.mark.slow
def test_the_page_can_be_followed(tmp_path):
    said = {}
    for kind, text in BLOCKS:
        if kind == "toml":
            (tmp_path / "order.toml").write_text(text, encoding="utf-8")
            continue
        for line in text.strip().splitlines():
            if line.startswith("answerable marks"):
                mark(tmp_path / "sample/to-mark.csv")
            said[line.split()[1]] = run(line, tmp_path)
    hits = int(
        re.search(r"The search found ([\d,]+) records", (tmp_path / "reply/reply.txt").read_text())[
            1
        ].replace(",", "")
    )
    tables = read_file(tmp_path / "reply/reply.docx").tables
    assert tables[0].cells[-1].count.low == hits
    assert "section 12" in (tmp_path / "reply/reply.txt").read_text()
    assert "involved" in said["marks"]
