"""Documents made by hand, as reading would hand them over."""

import hashlib
import json
from datetime import date
from itertools import count as counter
from pathlib import Path

from answerable.codebook import bodies
from answerable.model import Cell, Count, Document, Period, Reply, Source, Statement, Table
from answerable.model import count as counts
from answerable.study.assemble import assemble
from answerable.study.decisions import Replay
from answerable.study.settings import Settings

MEASURE = "sexual offences recorded"
OFFENCE = "class:sexual-offences"
YEARS = tuple(Period.financial(year) for year in (2020, 2021, 2022))
_lines = counter(1)


def code(name):
    body = bodies.by_name(name)
    assert body is not None, name
    return body.code


def settings(*names, periods=YEARS, offence=OFFENCE, **more):
    asked = tuple(code(name) for name in names) or tuple(b.code for b in bodies.territorial())
    return Settings("A study", "How many?", MEASURE, tuple(periods), asked, offence, **more)


def source(printed, file="Kent/reply.html"):
    return Source(file, hashlib.sha256(file.encode()).hexdigest(), str(printed), line=next(_lines))


def table(rows, columns, values, title="Number of sexual offences recorded", **more):
    """``rows`` and ``columns`` are labels or paths; labels that begin with Total are totals."""
    rows = [row if isinstance(row, tuple) else (row,) for row in rows]
    columns = [column if isinstance(column, tuple) else (column,) for column in columns]
    cells = []
    for r, line in enumerate(values):
        for c, value in enumerate(line):
            if value is not None:
                read = counts.parse(str(value))
                cells.append(Cell(r, c, str(value), read.state, read.count, source(value)))
    return Table(
        title,
        tuple(rows),
        tuple(columns),
        tuple(row[-1].startswith("Total") for row in rows),
        tuple(column[-1].startswith("Total") for column in columns),
        tuple(cells),
        source(title),
        **more,
    )


def years(values, labels=("2020/21", "2021/22", "2022/23"), **more):
    return table(labels, ["Total"], [[value] for value in values], **more)


def document(
    *tables,
    file="Kent/reply.html",
    body=None,
    state="answered",
    dated=date(2024, 2, 1),
    statements=(),
    **more,
):
    own = code(body) if body else None
    digest = hashlib.sha256(file.encode()).hexdigest()
    reply = Reply(state, body=own, dated=dated, **more)
    return Document(file, digest, "html", reply, tuple(tables), tuple(statements))


def said(text, number, period=None, about=""):
    return Statement(text, Count.exactly(number), source(number), period, about or text)


def picture(documents, *names, replay=None, **more):
    return assemble(settings(*(names or ("Kent",)), **more), tuple(documents), replay or Replay())


def figures(made, name="Kent"):
    """The counts of the entries of one unit, in order: a number, a pair, or the reason."""
    unit = next(unit for unit in made.units if code(name) in unit.bodies)
    result = []
    for period in made.periods:
        entry = made.entry(unit, period)
        if entry.figure is None:
            result.append(entry.reason)
        else:
            low, high = entry.figure.low, entry.figure.high
            result.append(low if low == high else (low, high))
    return result


def kinds(made):
    return {finding.kind for finding in made.findings}


def write_study(folder: Path, **more):
    """A study on disk whose replies are the little files that :func:`fake_reader` reads."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "replies").mkdir(exist_ok=True)
    lines = {
        "title": "A study", "question": "How many?", "measure": MEASURE, "offence": OFFENCE,
        "periods": [str(year) for year in YEARS], "bodies": ["Kent", "Essex", "Norfolk"],
    } | more  # fmt: skip
    text = "\n".join(f"{key} = {json.dumps(value)}" for key, value in lines.items())
    (folder / "study.toml").write_text(text, encoding="utf-8")
    return folder


def fake_reader(path, /, *, shown, rules, body):
    """Reads a file of three counts, one a line; ``broken`` cannot be read."""
    data = path.read_bytes()
    text = data.decode()
    if "broken" in text:
        raise ValueError("it is broken")
    cells = []
    labels = ("2020/21", "2021/22", "2022/23")
    digest = hashlib.sha256(data).hexdigest()
    for number, line in enumerate(text.split()):
        read = counts.parse(line, rules)
        cells.append(
            Cell(number, 0, line, read.state, read.count, Source(shown, digest, line, line=number + 1))
        )
    made = Table(
        "Number of sexual offences recorded", tuple((label,) for label in labels), (("Total",),), (False,) * 3,
        (True,), tuple(cells), Source(shown, digest, "", line=0),
    )  # fmt: skip
    return Document(shown, digest, "text", Reply("answered", body=body), (made,))
