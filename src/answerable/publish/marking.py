"""What an analyst marks a sample with: one web page that needs nothing else, or a CSV file.

Neither says which stratum a record is from, so that nobody marks by what they expect. The text of the records
stays in these two files; delete them when the marks are in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

from markupsafe import Markup

from answerable.publish.datapackage import csv_of
from answerable.publish.safe import clean, csv_text
from answerable.publish.templating import environment
from answerable.records.sample import Candidate, Draw, SampleError
from answerable.records.sample_file import draw_text

DRAW, SHEET, PAGE = "sample.json", "to-mark.csv", "mark.html"
HEADER = ("record_id", "mark", "text", "draw")


def write_sample(drawn: Draw, folder: Path, question: str = "") -> tuple[Path, ...]:
    """Writes the draw, the page and the CSV file to mark.

    Args:
        drawn: the sample.
        folder: where to; made if it is not there.
        question: what a relevant record is, as the analyst reads it.

    Returns:
        The paths of the draw, the CSV file and the page.

    Raises:
        SampleError: where the folder holds another sample, or marks: they are not written over.
        OSError: where the folder cannot be written.
    """
    content = {
        DRAW: draw_text(drawn).encode(),
        SHEET: sheet(drawn).encode(),
        PAGE: page(drawn, question).encode(),
    }
    for name in (DRAW, SHEET):
        path = folder / name
        if path.exists() and path.read_bytes() != content[name]:
            raise SampleError(f"{path} is there and differs: it may hold marks. Give another folder.")
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in content.items():
        (folder / name).write_bytes(data)
    return tuple(folder / name for name in content)


def sheet(drawn: Draw) -> str:
    """The sample as CSV text with an empty column to mark; spreadsheets know it for UTF-8."""
    rows = [(record.record_id, "", record.text, drawn.id) for record in drawn.records]
    return "\ufeff" + csv_of(HEADER, rows)


def page(drawn: Draw, question: str = "") -> str:
    """The sample as a web page to mark, to WCAG 2.2 AA; it saves the marks as CSV and talks to nobody."""
    template = environment().get_template("marking.html.j2")
    records = [
        {"id": csv_text(record.record_id), "name": record.record_id, "text": _shown(record)}
        for record in drawn.records
    ]
    return template.render(
        draw=drawn.id,
        question=question,
        records=records,
        css=_part("marking.css"),
        script=_part("marking.js"),
    )


@cache
def _part(name: str) -> Markup:
    own = files("answerable.publish").joinpath(f"templates/{name}").read_text(encoding="utf-8")
    return Markup(own)  # noqa: S704 - our own file


def _shown(record: Candidate) -> Markup:
    """The text with the words of the term list marked."""
    return Markup().join(_pieces(clean(record.text), record.terms))


def _pieces(text: str, terms: tuple[str, ...]) -> Iterator[str | Markup]:
    if not terms:
        yield text
        return
    longest_first = sorted(terms, key=len, reverse=True)
    words = re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(word) for word in longest_first)})(?!\w)", re.I)
    at = 0
    for match in words.finditer(text):
        yield text[at : match.start()]
        yield Markup("<mark>{}</mark>").format(match[0])
        at = match.end()
    yield text[at:]
