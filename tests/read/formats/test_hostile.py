"""Each hostile file is read in a process of its own, whose time and memory are measured."""

import contextlib
import random
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
import xlwt

from answerable.read.formats import load
from answerable.read.grid import UnreadableError

SCRIPT = textwrap.dedent("""
    import resource, sys, time
    from answerable.read.formats import load
    from answerable.read.grid import UnreadableError
    data = {data}
    base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.process_time()
    try:
        found = load(data, file={name!r}, sha256="0" * 64)
        print([f.kind for f in found.findings])
    except UnreadableError as error:
        print(error)
    seconds = time.process_time() - begun
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - base) // 1024
    print(f"{{seconds:.2f}} s, {{grown}} MB")
    assert seconds < 5 and grown < 500, (seconds, grown)
""")


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("deep.html", "b'<table><tr><td>' * 10000 + b'x'", "nested-tables"),
        ("divs.html", "b'<div>' * 300000", "elements"),
        ("cells.html", "b'<table>' + (b'<tr>' + b'<td>1' * 100) * 10000", "elements"),
        ("full.html", "b'<table>' + (b'<tr>' + b'<td>19' * 10) * 13000", "[]"),
        ("span.html", "b'<table><tr><td colspan=100000000 rowspan=100000000>a<td>1<tr><td>b</table>'", "[]"),
        ("spans.html", "b'<table>' + b'<tr><td rowspan=65000 colspan=1000>x' * 3000", "too-large"),
        ("full.csv", "b'Stalking,2019,41,7,19\\n' * 49000", "[]"),
        ("quotes.csv", "b'\"a,1\\n' * 90000", "quotes"),
        ("commas.csv", "b',' * 30000000", "no table"),
    ],
)
def test_bounded(name, data, says):
    script = SCRIPT.format(data=data, name=name)
    source = Path(__file__).parents[3] / "src"
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        timeout=30,
        env={"PYTHONPATH": str(source)},
    )
    assert done.returncode == 0, done.stderr
    assert says in done.stdout


def test_mangled_xls_is_read_or_refused(tmp_path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("A")
    for row in range(20):
        sheet.write(row, 0, f"offence {row}")
        sheet.write(row, 1, row)
    path = tmp_path / "a.xls"
    book.save(str(path))
    whole, chance = path.read_bytes(), random.Random(1)
    for _ in range(60):
        mangled = bytearray(whole)
        for _ in range(20):
            mangled[chance.randrange(8, len(mangled))] = chance.randrange(256)
        with contextlib.suppress(UnreadableError):  # any other error fails the test
            load(bytes(mangled), file="a.xls", sha256="0" * 64)
