"""Figures in the prose that speak of a table: the second referee, where a table prints no totals.

"In 2012, a total of 72 were sentenced (Table 3.3)" must be a cell of 2012, or the sum of the cells of 2012
whose rows carry the same label. "Over 3,000", "almost 11,000", "under 4,000" read as intervals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from answerable.model import Count, Period, Table, count, period

_FIGURE = re.compile(
    r"(?P<hedge>just\s+over|just\s+under|over|more\s+than|almost|nearly|under|fewer\s+than|less\s+than|around|about|approximately)?"
    r"\s*(?P<n>\d{1,3}(?:,\d{3})+|\d{2,})(?!\s*(?:%|per\s?cent|/|\.\d|–\d|-\d|hours|years))(?![\d/])",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Support:
    """How many figures of the prose agree with a table, and how many do not."""

    held: int
    failed: int


def support(table: Table, number: str, texts: Sequence[str]) -> Support:
    """Holds the figures of the paragraphs that name the table against its cells.

    Args:
        table: the reading.
        number: its number as captioned, such as ``3.3``.
        texts: the document's lines in order.
    """
    held = failed = 0
    names = re.compile(rf"\bTable\s+{re.escape(number)}(?![\d.]*\d)")
    for paragraph in _paragraphs(texts):
        sentences = re.split(r"(?<=[.;])\s+(?=[A-Z])", paragraph)
        named = [i for i, sentence in enumerate(sentences) if names.search(sentence)]
        if not named or re.match(r"\s*Table\s+\d", paragraph):
            continue
        # sentences after the one that names the table may turn to other figures: they can only confirm
        for i, sentence in enumerate(sentences[named[0] :], named[0]):
            for when, interval in _figures(sentence):
                agrees = _agrees(table, when, interval)
                held += agrees is True
                failed += agrees is False and i in named
    return Support(held, failed)


def _paragraphs(texts: Sequence[str]) -> Iterable[str]:
    """Lines joined into paragraphs: a blank line or a caption ends one."""
    current: list[str] = []
    for text in [*texts, ""]:
        if not text.strip() or re.match(r"\s*Table\s+\d+(?:\.\d+)*:", text):
            if current:
                yield " ".join(current)
            current = []
        else:
            current.append(text.strip())


def _figures(sentence: str) -> Iterable[tuple[Period, Count]]:
    """Each figure of a sentence with the period that stands nearest to it."""
    periods = list(period.find(sentence))
    for match in _FIGURE.finditer(sentence):
        if not periods or any(a < match.end("n") and match.start("n") < b for _, a, b in periods):
            continue
        if re.search(r"(?:Section|Act|Table|Note)\s*$", sentence[: match.start("n")], re.I):
            continue
        value = count.number(match["n"])
        gaps = {p: min(abs(a - match.end()), abs(match.start() - b)) for p, a, b in periods}
        if value is not None:
            yield min(gaps, key=lambda p: gaps[p]), _interval(match["hedge"], value)


def _interval(hedge: str | None, value: int) -> Count:
    """What a hedged figure can mean: the next round number bounds it."""
    word = (hedge or "").lower()
    step = 10 ** max(0, len(str(value)) - 1)
    if word in {"over", "more than", "just over"}:
        return Count(value, value + step)
    if word in {"almost", "nearly", "under", "fewer than", "less than", "just under"}:
        return Count(max(0, value - step), value)
    if word:
        return Count(value - value // 10, value + value // 10)
    return Count.exactly(value)


def _agrees(table: Table, when: Period, interval: Count) -> bool | None:
    """True where a cell of that period, or a sum of like cells, lies in the interval; None for no such period."""
    columns = [c for c, path in enumerate(table.columns) if period.of_path(path) == when]
    rows = [r for r, path in enumerate(table.rows) if period.of_path(path) == when]
    if not columns and not rows:
        return None
    cells = [
        c
        for c in table.cells
        if c.count is not None and c.count.is_exact and (c.column in columns or c.row in rows)
    ]
    if any(c.count is not None and interval.covers(c.count) for c in cells):
        return True
    sums: dict[str, int] = {}
    for cell in cells:
        label = table.rows[cell.row][-1] if columns and table.rows[cell.row] else ""
        assert cell.count is not None
        sums[label] = sums.get(label, 0) + cell.count.low
        sums["*"] = sums.get("*", 0) + cell.count.low
    return any(total in interval for total in sums.values())
