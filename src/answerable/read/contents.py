"""Lists of contents: labels, dots, and numbers that never fall are pages of a document, and count nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from answerable.model import Finding, period
from answerable.read import tokens
from answerable.read.grid import Paragraph

_ENTRY = re.compile(r"\s*(?P<label>\S.*?)\s*(?:\.{4,}|(?:\.\s){3,}\.?|…{2,})\s*(?P<page>\d{1,3})\s*")
_HEADED = re.compile(r"\W*(?:(?:table|list)\s+of\s+)?(?:contents|tables|figures|charts|appendices)\W*", re.I)
_FEWEST = 3
_BETWEEN = 2  # lines that a long title takes before its dots
_ABOVE = 6  # lines between the word "Contents" and the first entry


@dataclass(frozen=True, slots=True)
class Contents:
    """The lines that are entries of a list of contents, and what to say of those that may be counts."""

    lines: frozenset[int]
    findings: tuple[Finding, ...]


def contents(lines: Sequence[Paragraph]) -> Contents:
    """Finds lists of contents among the paragraphs of a document.

    Under the word "Contents" their numbers are pages. Elsewhere they may be counts that happen to rise: they
    are not read, and a finding says so. Labels that are periods, and lists with a total, are counts.

    Args:
        lines: the paragraphs in order, blank ones included.
    """
    found: set[int] = set()
    findings = []
    for run in _runs(lines):
        entries = [_entry(lines[index].text) for index in run]
        labels = [entry["label"] for entry in entries if entry]
        pages = [int(entry["page"]) for entry in entries if entry]
        counted = any(tokens.is_total(label) or period.parse(label) is not None for label in labels)
        if len(run) < _FEWEST or counted or sorted(pages) != pages:
            continue
        found.update(run)
        if not any(_HEADED.fullmatch(line.text) for line in lines[max(0, run[0] - _ABOVE) : run[0]]):
            findings.append(_finding(lines[run[0]], lines[run[-1]]))
    return Contents(frozenset(found), tuple(findings))


def _entry(text: str) -> re.Match[str] | None:
    """A label, dots and the number of a page; None for other lines, as nearly all are."""
    dotted = ".." in text or ". ." in text or "…" in text
    return _ENTRY.fullmatch(text) if dotted else None


def _runs(lines: Sequence[Paragraph]) -> Iterator[list[int]]:
    """Entries that follow one another, with no more between them than blank lines and the rest of a title."""
    run: list[int] = []
    between = 0
    for index, line in enumerate(lines):
        if _entry(line.text):
            run.append(index)
            between = 0
        elif run and line.text.strip():
            between += 1
            if between > _BETWEEN:
                yield run
                run, between = [], 0
    if run:
        yield run


def _finding(first: Paragraph, last: Paragraph) -> Finding:
    return Finding(
        "warning", f"{first.source.where} to {last.source.where}",
        "Labels, dots and numbers that never fall stand here: pages of a list of contents, or counts. None was read.",
        "If they are counts, key them in.", "contents",
    )  # fmt: skip
