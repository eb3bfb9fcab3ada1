"""Delimited text: comma, semicolon, tab or pipe, found out from the text itself."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from itertools import islice

from answerable.read.formats.decode import Decoded
from answerable.read.formats.layout import Sheet, SheetCell, arrange
from answerable.read.formats.origin import MAX_CELLS, Origin, fold
from answerable.read.formats.text import lines
from answerable.read.grid import Loaded, UnreadableError

_DELIMITERS = (",", "\t", ";", "|")
_AS_TEXT = re.compile(r"=\s*\"([^\"]*)\"|['`´‘’](\s*[<>~]?\d[^'’]*)")
_SAMPLE = 200
_LONGEST_LINE = 100_000
_MOST_LINES_IN_A_CELL = 30


def delimiter_of(sample: Sequence[str]) -> str:
    """The delimiter of which the lines make the most consistent table; a comma if none does.

    A delimiter scores the share of records that have its commonest width of two fields or more, so that
    titles and notes around a table do not count against it; of two equals the one with more columns wins
    (``A;1,234;2`` is three columns, not two).
    """
    for line in sample[:1]:
        if line.lower().startswith("sep=") and line[4:5] in _DELIMITERS:
            return line[4:5]
    best = (0.0, 0, ",")
    for delimiter in _DELIMITERS:
        widths = _widths(sample, delimiter)
        wide = [width for width in widths if width >= 2]
        if not wide:
            continue
        usual = max(set(wide), key=lambda width: (wide.count(width), width))
        score = (wide.count(usual) / len(widths), usual)
        if score > best[:2]:
            best = (*score, delimiter)
    return best[2]


def _widths(sample: Sequence[str], delimiter: str) -> list[int]:
    """How many fields each record that is not blank has; none where a quote swallows the lines."""
    try:
        return [len(fields) for _, fields in _records(sample, delimiter, quoted=True) if any(fields)]
    except csv.Error:
        return []


def _records(
    found: Sequence[str], delimiter: str, *, quoted: bool, strict: bool = False
) -> Iterator[tuple[int, list[str]]]:
    """Each record, with the line that it begins on from 1.

    Raises:
        csv.Error: a quote swallows more than a cell can hold; if ``strict``, a quote is out of place.
    """
    reader = csv.reader(
        (line + "\n" for line in found),
        delimiter=delimiter,
        skipinitialspace=True,
        strict=strict,
        quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE,
    )
    begins = 1
    for fields in reader:
        yield begins, fields
        begins = reader.line_num + 1


def _quotes_hold(found: Sequence[str], delimiter: str) -> bool:
    """False where quotation marks do not pair up, and would swallow lines of the table into one cell."""
    last = 0
    try:
        for line, _ in _records(found, delimiter, quoted=True, strict=True):
            if line - last > _MOST_LINES_IN_A_CELL:
                return False
            last = line
    except csv.Error:
        return False
    return len(found) - last < _MOST_LINES_IN_A_CELL


def too_many_rows(origin: Origin, rows: int, *, about: bool) -> UnreadableError:
    """What to say of a file of records that was given as a table of counts."""
    return UnreadableError(
        f"{origin.file} has {'about ' if about else ''}{rows:,} rows, so it looks like records rather than "
        "a table of counts: count them first (a pivot table will do), and read the table of counts."
    )


def rows_by_size(head: bytes, size: int) -> int:
    """How many rows a large file has, going by how long those of its beginning are."""
    share = max(1, head.count(b"\n")) / max(1, len(head))
    return int(round(size * share, -3))


def load_csv(decoded: Decoded, origin: Origin) -> Loaded:
    """The grids of a delimited text file.

    Rows are numbered as a spreadsheet would number them on opening the file: a record is a row, be it
    blank or several lines long. Ragged rows are padded with blanks.

    Raises:
        UnreadableError: it holds more cells than any table of counts, or a cell longer than any label.
    """
    found = lines(decoded.text)
    if max(map(len, found), default=0) > _LONGEST_LINE:
        raise UnreadableError(
            f"{origin.file} has a line of more than {_LONGEST_LINE:,} characters, so it is no table: "
            "open it in a spreadsheet and save the table alone."
        )
    delimiter = delimiter_of(found[:_SAMPLE])
    findings = [decoded.finding] if decoded.finding else []
    quoted = _quotes_hold(found, delimiter)
    if not quoted:
        findings.append(
            origin.finding(
                "warning",
                "quotes",
                "Quotation marks do not pair up; the file was read with its quotation marks as they stand.",
                "Check the rows that hold a quotation mark.",
            )
        )
    sheet = _sheet(found, delimiter, origin, quoted=quoted)
    arranged = arrange(sheet, origin)
    return Loaded("csv", arranged.blocks, (*findings, *arranged.findings))


def _sheet(found: Sequence[str], delimiter: str, origin: Origin, *, quoted: bool) -> Sheet:
    cells: dict[tuple[int, int], SheetCell] = {}
    starts: dict[int, int] = {}
    widths: dict[int, int] = {}
    width = 0
    for row, (line, fields) in enumerate(_records(found, delimiter, quoted=quoted)):
        if row == 0 and "".join(found[:1]).lower() == f"sep={delimiter}":
            continue  # a word to the spreadsheet, not part of the table
        starts[row] = line
        width = max(width, len(fields))
        widths[row] = len(fields)
        cells.update({(row, c): SheetCell(_bare(text)) for c, text in enumerate(fields) if fold(text)})
        if len(cells) > MAX_CELLS or row * width > 4 * MAX_CELLS:
            raise too_many_rows(origin, len(found), about=False)
    return Sheet(None, cells, lines=starts, titles=False, widths=widths)


def _bare(text: str) -> str:
    """A field without what makes a spreadsheet keep it as text: ``="012"``, ``'012``."""
    match = _AS_TEXT.fullmatch(text.strip())
    return next(filter(None, match.groups()), "") if match else text


def sniff_csv(found: Sequence[str]) -> bool:
    """True where the lines of a file with no telling name are plainly a delimited table."""
    sample = [line for line in islice(found, _SAMPLE) if line.strip()]
    delimiter = delimiter_of(sample)
    widths = _widths(sample, delimiter)
    return len(widths) >= 2 and min(widths) >= 2 and len(set(widths)) == 1
