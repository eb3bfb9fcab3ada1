"""Numbers in running text that no table and no statement took: the trace of a table or a list that lost its shape."""

from __future__ import annotations

import re
from collections.abc import Sequence

from answerable.model import Finding, period
from answerable.model.source import Spot
from answerable.read import tokens
from answerable.read.grid import Paragraph


def unread_numbers(
    lines: Sequence[Paragraph], taken: set[int], quoted: set[int], said: set[Spot]
) -> list[Finding]:
    """A finding for each run of lines full of numbers that no table and no statement took.

    Args:
        lines: the paragraphs in order.
        taken: lines that belong to tables.
        quoted: lines of the quoted request.
        said: where the statements stand.
    """
    found = []
    for run in _number_runs(lines, taken, quoted, said):
        first, last = lines[run[0]], lines[run[-1]]
        where = f"{first.source.where} to {last.source.where}" if len(run) > 1 else first.source.where
        found.append(
            Finding("warning", where, "Here are numbers that look like a table, which could not be read.",
                    "Key them by hand if they matter, or ask the body for a spreadsheet.", "unread-numbers")
        )  # fmt: skip
    return found


def _number_runs(
    lines: Sequence[Paragraph], taken: set[int], quoted: set[int], said: set[Spot]
) -> list[list[int]]:
    runs: list[list[int]] = [[]]
    for index, line in enumerate(lines):
        text = line.text.strip()
        if not text:
            continue
        asked = index in quoted and not _is_answer(lines, index)
        if index in taken or asked or line.source.spot in said:
            dense = False
        else:
            dense = (
                index in quoted
                or _is_dense(text)
                or _is_left_out(lines, index, said)
                or _tells_years(text, 3)
                or _prints_bounds(text)
            )
        if not dense:
            if index in taken or len(text) > 80:
                runs.append([])
            continue
        runs[-1].append(index)
    return [run for run in runs if _is_telling([lines[i].text for i in run])]


_YEARS = r"\s*(?:[•*–-]\s+)?\d\d\s?/\s?\d\d\s*:\s*\d[\d,]*\s*$"
_ENTRY = re.compile(rf".*[^\W\d]\W*\s(?:[-–—:=]|\.{{4,}})\s*\d[\d,]*\s*$|.*[^\W\d]:\s*\d[\d,]*\s*$|{_YEARS}")
"""A line of a list: a label, what parts it from its number, and the number."""


def _is_entry(text: str) -> bool:
    """True for such a line; most lines end in a word, and need no closer look."""
    return text.rstrip()[-1:].isdigit() and _ENTRY.match(text) is not None


def _is_dotted(text: str) -> bool:
    """True for a label with dots that lead to its number."""
    return "...." in text and _DOTTED.search(text) is not None


def _is_answer(lines: Sequence[Paragraph], index: int) -> bool:
    """True for what no request has: a number behind dots, or lines one after another of a label and its number."""
    text = lines[index].text
    beside = [lines[i].text for i in (index - 1, index + 1) if 0 <= i < len(lines)]
    return _is_dotted(text) or (_is_entry(text) and any(map(_is_entry, beside)))


def _is_left_out(lines: Sequence[Paragraph], index: int, said: set[Spot]) -> bool:
    """True for a line of a list between whose neighbours one at least was taken as a count."""
    if not _is_entry(lines[index].text):
        return False
    beside = [lines[i] for i in (index - 1, index + 1) if 0 <= i < len(lines)]
    return any(line.source.spot in said and _is_entry(line.text) for line in beside)


def _is_telling(texts: Sequence[str]) -> bool:
    """True for as many numbers as make a table; between pipes, the trace of one, or behind dots, a single number is enough."""
    bare = [_NOTED.sub("", _bare(text)).strip() for text in texts]
    numbers = sum(len(tokens.NUMBERS.findall(text)) for text in bare)
    dated = all(map(_NUMBER.fullmatch, bare)) and all(map(period.find, texts))
    if len(texts) > 1 and (dated or all(map(_LABELLED.fullmatch, bare))):
        return True
    if any(_tells_years(text) for text in texts) or sum(map(_prints_bounds, texts)) > 1:
        return True
    if sum(_is_entry(text) and (":" not in text or _PAIR_OF.match(text) is not None) for text in texts) > 1:
        return True
    if any(map(_is_dotted, texts)) or any(len(_PAIR.findall(text)) > 1 for text in texts):
        return True
    if len(texts) == 1 and _is_entry(texts[0]) and numbers and not _is_dense(texts[0]):
        return True
    return numbers >= (1 if any("|" in text for text in texts) else MIN_NUMBERS)


_NOTED = re.compile(r"\s*\([^()]*\)")
_NUMBER = re.compile(r"\d[\d,]*")


def _tells_years(text: str, fewest: int = 2) -> bool:
    """True for a line that names periods and prints as many numbers: "3 in 2019, 4 in 2020 and 5 in 2021"."""
    periods = len(period.find(text))
    return periods >= fewest and len(tokens.NUMBERS.findall(_bare(text))) == periods


def _prints_bounds(text: str) -> bool:
    """True for a line with several hidden numbers, as a row of a table has them: "55+ <5 <5 <5"."""
    return text.count("<") > 1 and len(_HIDDEN.findall(text)) > 1


_HIDDEN = re.compile(r"<\s?\d+\b")
_PAIR_OF = re.compile(_YEARS)
_PAIR = re.compile(r"[^\W\d]\)?\s*(?:[:=]|\s[-–—])\s*\d[\d,]*(?=\s*(?:[,;|/&(]|$)|\s+[A-Z])")
MIN_NUMBERS = 4
_DOTTED = re.compile(r"[^\W\d].*\s\.{4,}\s*\d[\d,]*\s*$")
"""A label, dots that lead to a number, and the number."""

_LABELLED = re.compile(
    r"""(?!(?:page|annex|appendix|part|question|request|room|table|figure|section|note|step|stage|phase|version|ext|unit|schedule
        |fax|mobile|phone|tel|call|dial|house|flat|level
        |answer|response|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b)[^\W\d][^\d:.?]{2,60}\s\d[\d,]*""",
    re.I | re.X,
)
"""A label and its number, and nothing else."""
_HEADINGS = re.compile(
    r"\b(?:ref(?:erence)?|foi|date[ds]?|tel|telephone|keywords?|pub|our\s+ref|your\s+ref)\b", re.I
)


_CITED = re.compile(
    r"""\b(?:(?:sub-?)?sections?|sec\.?|ss?\.?|paragraphs?|articles?|regulations?|questions?|points?|q)\s?
        \d{1,3}[a-z]?(?:\s?\(\w{1,4}\))*
        (?:\s?(?:,|&|and|or|to|-|–)\s?(?:\d{1,3}[a-z]?\b|\(\w{1,4}\))(?:\s?\(\w{1,4}\))*)*
      | (?<=[a-z])\s\(\d{1,2}\)""",
    re.I | re.X,
)
_BULLET = re.compile(
    r"^\s*(?:q(?:uestion)?\s?\d{1,2}[a-z]?[).:]?|[-–—*•·]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[).])\s+", re.I
)


def _is_dense(text: str) -> bool:
    """True where numbers that may be counts make a good part of a line: no sections, dates or marks of a list; or stand between pipes."""
    if tokens.NUMBERS.search(text) is None:
        return False  # as most lines
    if _is_dotted(text):
        return True
    cells = sum(tokens.kind(cell.strip()) == "count" for cell in text.split("|")) if "|" in text else 0
    alone = cells == 1 and tokens.kind(text.strip(" |")) == "count"
    bare = _bare(text)
    dense = cells > 1 or alone or tokens.is_dense(bare) or _runs(bare)
    return dense and not _HEADINGS.search(text[:40])


_NEXT = re.compile(r"(?<![\w/.,-])[1-9][\d,]*\s+[1-9][\d,]*(?![\w/.,-])")


def _runs(text: str) -> bool:
    """True where two numbers stand next to each other, and elsewhere two others: rows that were run together into one line."""
    return len(_NEXT.findall(text)) > 1


def _bare(text: str) -> str:
    undated = tokens.without(text, [(a, b) for _, a, b in period.find(text)])
    return _BULLET.sub("", _CITED.sub(" ", undated))
