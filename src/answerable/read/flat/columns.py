"""Tables with a row a line: columns parted by tabs, by runs of spaces, by slashes, or by nothing but order."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence

from answerable.codebook import people
from answerable.model import period
from answerable.read import tokens
from answerable.read.flat.cells import headings
from answerable.read.flat.placement import placements
from answerable.read.flat.region import Piece, Region, blank, make_grid, piece
from answerable.read.grid import Grid, Paragraph
from answerable.read.repeated import heads_again

MIN_ROWS = 2
_SPACES = re.compile(r"\s{2,}|\t")
_TAB = re.compile(r"\t")
_FINANCIAL = re.compile(r"(?<!\d)(?:19|20)\d\d/(?:\d\d)?\d\d(?![\d/])")
_DATE = re.compile(r"(?<![\d/])\d{1,2}/\d{1,2}/(?:\d\d)?\d\d(?![\d/])")
_CODE = re.compile(r"\d{1,3}(?:[/.]\d{1,4}){1,2}[A-Z]?")
_COUNTED = re.compile(
    r"(?:count|number|crimes|offences|incidents|arrests|reports|victims|records|cases|charges|cautions)", re.I
)
_REFERENCE = re.compile(r"\d/\d")
_SPACED_SLASH = re.compile(r"(?:^|(?<=\s))/(?=\s|$)")
_SLASH = re.compile(r"/")
_SENTENCE = re.compile(r"[a-z][.!?]\s+[A-Z]|[a-z]{3}[.!?]$")
MAX_BARE = 8
_VALUE = r"(?:<\s?\d+|\d{1,3}(?:,\d{3})+|\d+|\*|[-–]|\.{2,3}|nil)"
_ENDS_NUMBERED = re.compile(
    r"\b(?:outcome|type|class|code|under|over|aged?|section|level|no\.?|line|s\.)\s+\d+$|^\d+\s*[-–]\s*\d+$",
    re.I,
)
_TRAILING = re.compile(rf"^(?P<label>.*?\S)\s+(?P<values>{_VALUE}(?:\s+{_VALUE})*)\s*$", re.I)


def find_columns(lines: Sequence[Paragraph]) -> list[Region]:
    """Every run of lines that reads as rows of one table, by the separator that fits it best."""
    regions: list[Region] = []
    at = 0
    while at < len(lines):
        found = None
        for split in (_tabs, _slashes, _aligned, _words):
            found = split(lines, at)
            if found is not None:
                break
        if found is None:
            at += 1
            continue
        regions.append(found)
        at = found.end
    return regions


def _run(lines: Sequence[Paragraph], start: int, is_row: Callable[[str], bool]) -> int:
    """The line after a run of rows.

    Single blank lines between rows do not end it, nor do a few short labels alone: rows of blanks. Headings
    that stand again do: another table begins there.
    """
    end = start
    bare = blanks = 0
    for i in range(start, len(lines)):
        text = lines[i].text
        if end > start + 1 and heads_again(text, lines[start].text):
            break
        if is_row(text):
            end, bare, blanks = i + 1, 0, 0
        elif not text.strip():
            blanks += 1
        elif len(text) < 110 and not _SENTENCE.search(text.strip()) and not text.rstrip().endswith(":"):
            bare += 1
        else:
            break
        if bare > MAX_BARE or blanks > 1:
            break
    return end


def _split(line: Paragraph, separator: re.Pattern[str]) -> list[Piece]:
    edges = [(0, 0), *((m.start(), m.end()) for m in separator.finditer(line.text)), (len(line.text),) * 2]
    return [piece(line, a[1], b[0]) for a, b in itertools.pairwise(edges)]


def _numbers(cells: Sequence[Piece]) -> int:
    return sum(tokens.kind(c.text) == "count" for c in cells)


def _tabs(lines: Sequence[Paragraph], start: int) -> Region | None:
    """Tabs keep every cell's place: the grid is certain."""
    if "\t" not in lines[start].text.strip("\r\n "):
        return None
    end = _run(lines, start, lambda text: "\t" in text.strip("\r\n "))
    if end - start < MIN_ROWS:
        return None
    rows = [_split(line, _TAB) for line in lines[start:end] if line.text.strip()]
    if sum(_numbers(row[1:]) > 0 for row in rows) < 1:
        return None
    return Region(start, end, (make_grid(rows),))


def _slashes(lines: Sequence[Paragraph], start: int) -> Region | None:
    """``Label / 1 / 2``: the same number of slashes a row, or the short rows must be placed by totals."""
    if "/" not in lines[start].text:
        return None

    def is_row(text: str) -> bool:
        bare = _DATE.sub("", _FINANCIAL.sub("", text))
        parted = "/" in (bare if any(c.isalpha() for c in bare) else text)
        return parted and not _SENTENCE.search(text.strip()) and len(text) < 400

    end = _run(lines, start, is_row)
    kept = [line for line in lines[start:end] if line.text.strip()]
    spaced = all(_SPACED_SLASH.search(line.text) for line in kept)
    rows = [_split(line, _SPACED_SLASH if spaced else _SLASH) for line in kept]
    named = [row for row in rows if any(c.isalpha() for c in row[0].text) or "-" in row[0].text]
    even = (
        spaced and len({len(row) for row in rows}) == 1
    )  # then a table mostly of blanks is one all the same
    least = MIN_ROWS if even else max(MIN_ROWS, len(rows) // 3)
    if len(rows) < MIN_ROWS or sum(_numbers(row[1:]) > 0 for row in named) < least:
        return None
    body = [len(row) for row in rows if _numbers(row[1:])]
    width = max(set(body), key=body.count)
    rows = [row if len(row) <= width else _join_years(row) for row in rows]
    few = width == 2 and (
        len(body) < 3 or len(rows) - len(body) > 1
    )  # a reference such as FOI 605/14 is no row
    codes = width == 2 and all(_REFERENCE.search(line.text) for line in kept)
    if width < 2 or few or codes or any(len(row) > width for row in rows):
        return None
    return _even(rows, start, end)


def _join_years(row: Sequence[Piece]) -> list[Piece]:
    """``2019/20`` was cut by the slash that parts the columns: two halves of a financial year are one cell."""
    joined: list[Piece] = []
    for cell in row:
        year = f"{joined[-1].text}/{cell.text}" if joined and len(joined[-1].text) == 4 else ""
        found = period.parse(year) if year else None
        if found is not None and found.kind == "financial year":
            joined[-1] = Piece(year, joined[-1].source)
        else:
            joined.append(cell)
    return joined


def _even(rows: list[list[Piece]], start: int, end: int) -> Region | None:
    """A region of rows that should be equally long; a header that lacks its corner is moved right by one."""
    width = max(len(row) for row in rows)
    body = [row for row in rows if _numbers(row[1:])]
    if not body:
        return None
    if len(rows[0]) == width - 1 and rows[0] not in body and all(len(row) == width for row in body):
        rows[0] = [blank(rows[0][0].source), *rows[0]]
    if all(len(row) == width for row in body):
        return Region(start, end, (make_grid(rows, inferred=True),))
    found = placements(rows, width)
    doubt = "some rows have fewer cells than the widest"
    if found is None:
        return Region(start, end, (make_grid(rows, inferred=True, lost=doubt),))
    return Region(start, end, tuple(make_grid(choice, inferred=True, doubt=doubt) for choice in found))


def _aligned(lines: Sequence[Paragraph], start: int) -> Region | None:
    """Columns parted by two or more spaces: by number of cells where that is even, else by alignment."""

    def is_row(text: str) -> bool:
        cells = [c for c in _SPACES.split(text.strip()) if c]
        return len(cells) >= 2 and len(text) < 300 and not any(len(c) > 110 for c in cells)

    if not is_row(lines[start].text):
        return None
    end = _run(lines, start, is_row)
    if start and _is_lone_heading(lines[start - 1].text):
        start -= 1
    kept = [line for line in lines[start:end] if line.text.strip()]
    rows = [[c for c in _split(line, _SPACES) if c.text] for line in kept]
    body = [row for row in rows if _numbers(row[1:])]
    if len(body) < MIN_ROWS or len(body) < 0.3 * len(rows):
        return None
    width = max(len(row) for row in body)
    if all(len(row) == width for row in body) and all(len(row) in {width, width - 1} for row in rows):
        rows = [[blank(row[0].source), *row] if len(row) == width - 1 else row for row in rows]
        return Region(start, end, (make_grid(rows, inferred=True),))
    return _by_alignment(kept, rows, start, end)


def _is_lone_heading(text: str) -> bool:
    """True for a line that holds one period and nothing else: the upper heading of what stands below."""
    return period.parse(text.strip()) is not None and text.startswith("  ")


def _by_alignment(kept: Sequence[Paragraph], rows: list[list[Piece]], start: int, end: int) -> Region | None:
    """Columns from where the cells stand: texts that overlap in place, line under line, are one column."""
    spans = sorted(c.source.chars for row in rows for c in row if c.source.chars)
    columns: list[list[int]] = []
    for low, high in spans:
        if columns and low < columns[-1][1]:
            columns[-1][1] = max(columns[-1][1], high)
        else:
            columns.append([low, high])
    doubt = "blank cells were dropped, and the columns do not line up"
    if len(columns) < 2:
        return None
    grid_rows = []
    for line, row in zip(kept, rows, strict=True):
        placed = [blank(line.source) for _ in columns]
        for cell in row:
            assert cell.source.chars is not None
            at = next(k for k, (low, high) in enumerate(columns) if low <= cell.source.chars[0] < high)
            if placed[at].text:
                placed[at] = Piece(f"{placed[at].text} {cell.text}", placed[at].source)
                doubt = "two cells of one line fall into one column"
            else:
                placed[at] = cell
        grid_rows.append(placed)
    widest = max(len(row) for row in rows)
    certain = len(columns) == widest
    grid: Grid = make_grid(grid_rows, inferred=True, doubt=doubt, lost="" if certain else doubt)
    return Region(start, end, (grid,))


def _words(lines: Sequence[Paragraph], start: int) -> Region | None:
    """Single spaces only: a label, then as many values as the lines above name columns."""

    def is_row(text: str) -> bool:
        match = _TRAILING.match(text.strip())
        if match is None or len(text) > 200 or not _names_row(match["label"]):
            return False
        return any(tokens.kind(value) == "count" for value in match["values"].split())

    if not is_row(lines[start].text) or _SENTENCE.search(lines[start].text.strip()):
        return None
    end = _run(lines, start, is_row)
    body = [_words_of(line) for line in lines[start:end] if line.text.strip()]
    if _is_glued([row[0].text for row in body]) or any(
        is_row(line.text) for line in lines[max(0, start - 5) : start]
    ):
        return None
    if sum(len(row) > 1 for row in body) < MIN_ROWS:
        return None
    for top in (start - 2, start - 1):
        for width in _widths(body):
            head = heading_words(lines, top, start, width)
            rows = [_as_long_as(row, width + 1) for row in body]
            if head is None or any(row is None for row in rows):
                continue
            return _even_words(head, [row for row in rows if row], top, end, width + 1)
    return None


def _names_row(label: str) -> bool:
    """True for words, ages, a date, a year or an offence code: ``Theft``, ``18-24``, ``2019/20``, ``08/65``."""
    return (
        any(c.isalpha() or c in "-–+" for c in label)
        or _CODE.fullmatch(label) is not None
        or period.parse(label) is not None
    )


def _is_glued(labels: Sequence[str]) -> bool:
    """True where labels run into their first number: ``Total26``, ``18-241``."""
    if any(
        re.match(r"(?:grand\s+)?total[\d<*-]", label, re.I) or re.search(r"\d-\d{3}", label)
        for label in labels
    ):
        return True
    return any(re.search(r"[^\W\d_][.)”’']?(?:\d[\d,]*|<\d+|\*|-)$", label) for label in labels)


def _words_of(line: Paragraph) -> list[Piece]:
    """The label and the values at the end of a line; a line without values is a label alone."""
    match = _TRAILING.match(line.text)
    if match is None:
        return [piece(line)]
    at = match.start("values")
    values = [piece(line, at + m.start(), at + m.end()) for m in re.finditer(r"\S+", match["values"])]
    return [piece(line, 0, match.end("label")), *values]


def _widths(body: Sequence[Sequence[Piece]]) -> list[int]:
    """How many values a row may have, the most usual number first."""
    sizes = [len(row) - 1 for row in body if len(row) > 1]
    return sorted(set(sizes), key=lambda n: (-sizes.count(n), -n))


def heading_words(lines: Sequence[Paragraph], top: int, start: int, width: int) -> list[list[Piece]] | None:
    """The words of the lines from ``top`` to the body, as header rows over ``width`` columns, or None.

    Two lines are headings only where the upper one holds nothing but periods and totals.
    """
    if top < 0 or top >= start:
        return None
    if start - top > 1:
        upper = lines[top].text
        rest = re.sub(
            r"(?:grand|sub)?[\s-]?total|overall",
            "",
            _cut_out(upper, [(a, b) for _, a, b in period.find(upper)]),
            flags=re.I,
        )
        if rest.strip(" -/") or not upper.strip():
            return None
    words: list[Piece] = []
    for line in lines[top:start]:
        spans = [(a, b) for _, a, b in period.find(line.text)]
        spans += [
            m.span()
            for m in re.finditer(r"(?:grand|sub)[\s-]total|not (?:recorded|known|stated)", line.text, re.I)
        ]
        covered = [
            m.span() for m in re.finditer(r"\S+", line.text) if not any(a <= m.start() < b for a, b in spans)
        ]
        words += [piece(line, a, b) for a, b in sorted([*spans, *covered])]
    counted = all(_COUNTED.fullmatch(word.text) for word in words[-width:]) and len(words) <= width + 1
    if not counted and not any(_is_heading(word.text) for word in words):
        return (
            None  # any words may stand above numbers: periods, totals, sexes and what is counted head columns
        )
    single = start - top == 1
    if single:
        words = _with_stub(words, width)
    if not words or (single and len(words) > width + 1) or len(words) > 2 * width + 4:
        return None
    return headings(words, width)


def _with_stub(words: list[Piece], width: int) -> list[Piece]:
    """The words with those before as many headings as there are columns made one: ``Home Office code 2012 2013``."""
    stub, heads = words[:-width], words[-width:]
    if (
        len(stub) < 2
        or not all(_is_heading(word.text) for word in heads)
        or any(map(_is_heading, (w.text for w in stub)))
    ):
        return words
    return [Piece(" ".join(word.text for word in stub), stub[0].source), *heads]


def _is_heading(text: str) -> bool:
    return (
        tokens.kind(text) in {"period", "year"}
        or tokens.is_total(text)
        or period.month_number(text) is not None
        or people.parse_sex(text) in {"female", "male"}
    )


def _cut_out(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for a, b in spans:
        text = text[:a] + " " * (b - a) + text[b:]
    return text


def _even_words(head: list[list[Piece]], rows: list[list[Piece]], top: int, end: int, width: int) -> Region:
    packed = len(head) > 1
    if width == 2 and (grouped := _under_periods(head, rows)):
        return Region(top, end, (make_grid(grouped),))
    full = [*([*row, *[blank(row[0].source)] * (width - len(row))] for row in head), *rows]
    if all(len(row) == width for row in rows):
        return Region(top, end, (make_grid(full, inferred=True, packed=packed),))
    doubt = "some rows print fewer cells than there are columns"
    found = placements(full, width)
    if found is None:
        return Region(top, end, (make_grid(full, inferred=True, packed=packed, lost=doubt),))
    return Region(
        top, end, tuple(make_grid(choice, inferred=True, packed=packed, doubt=doubt) for choice in found)
    )


def _under_periods(head: list[list[Piece]], rows: list[list[Piece]]) -> list[list[Piece]]:
    """The rows with the periods that stand alone over some of them, the first as what seemed a heading; empty where none does."""
    alone = [row[0] for row in rows if len(row) == 1]
    first = [cell for cell in head[0] if cell.text]
    kinds = [when.kind if (when := period.parse(cell.text)) else "" for cell in [*first, *alone]]
    if len(head) > 1 or len(first) != 1 or not alone or len(set(kinds)) > 1 or not kinds[0]:
        return []
    return [[*row, blank(row[0].source)] if len(row) == 1 else row for row in [first, *rows]]


def _as_long_as(row: list[Piece], width: int) -> list[Piece] | None:
    """The row with numbers of its label given back, where it has more values than there are columns."""
    extra = len(row) - width
    if extra <= 0:
        return row
    label = " ".join(p.text for p in row[: extra + 1])
    if extra > 2 or not _ENDS_NUMBERED.search(label):
        return None
    return [Piece(label, row[0].source), *row[extra + 1 :]]
