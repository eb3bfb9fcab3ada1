"""The quoted request: a reply repeats the question, with its years, codes and empty templates.

What stands in the quoted request is never an answer. It starts at a phrase that introduces it and ends
where the body begins to answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_OPENS = re.compile(
    r"""^\W*(?:(?:details\s+of\s+)?(?:your|the|original|foi)\s+request(?:\s+for\s+information)?(?:\s+(?:was|is|reads?|stated|dated|received).*)?\W*$
        | (?:you|the\s+(?:requester|applicant))\s+(?:asked|requested|wrote|have\s+(?:asked|requested)|sought)\b.*
        | .*\b(?:below\s+is|set\s+out\s+below\s+is|repeated?\s+below|quoted\s+below|as\s+follows)\b.*\brequest.*
        | .*\byour\s+request\b.*(?:\bbelow\b|as\s+follows|following|\bin\s+which\b|:\s*$).*
        | .*\b(?:you|which)\s+(?:asked|requested)\b.*(?:the\s+following|as\s+follows|:\s*$).*
        | (?:request|question)\s*:?\s*$
        | request\s*:\s*\S.*
        | information\s+requested\W*$
        | q(?:uestion)?\s*\d*\s*[.:)]\s*\S.*\?\s*$)""",
    re.I | re.X,
)
_ANSWERS = re.compile(
    r"""^\W*(?:our\s+|the\s+|full\s+)?(?:response|answer|reply|decision|disclosure|result)s?\b(?!\s+(?:to|outside|times?)\b)
        | ^\W*(?:please\s+(?:see|find|note)|in\s+(?:response|answer|reply)|the\s+(?:below|following|table|data|figures?|information)
            |we\s+(?:can|have|hold|do|are)|having|following|below|i\s+(?:can|am|have\s+(?:today|now|decided))|cleveland|table
            |following\s+receipt|a\s+search|searches|the\s+analyst|section|pursuant|unfortunately|(?:north|south|west|east)?\w*\s+police\b
            |\w+\s+(?:police|constabulary)\s+(?:can|has|have|hold|do|does|recorded|is))\b
        | ^\W*a(?:nswer)?\s*\d*\s*[.:)]\s""",
    re.I | re.X,
)
_ASKS = re.compile(
    r"\b(?:please\s+(?:can|could|would|may|provide|supply|tell|state|confirm\s+how)|(?:can|could|would)\s+you|i\s+(?:would|am\s+writing|wish|request)"
    r"|how\s+many|what\s+(?:is|was|were)|if\s+(?:possible|available|unavailable|so)|under\s+the\s+freedom|broken\s+down)\b|\?\s*$",
    re.I,
)
MAX_LINES = 80


def quoted_lines(texts: Sequence[str]) -> set[int]:
    """The indices of the lines that belong to the quoted request.

    Args:
        texts: the document's paragraphs in order, blank ones included.

    Returns:
        Indices of lines between a phrase that introduces the request and the first line that answers;
        and every other line that asks a question.
    """
    quoted: set[int] = set()
    inside = -1
    for index, text in enumerate(texts):
        line = text.strip()
        if inside >= 0 and (
            index - inside > MAX_LINES or (line and _ANSWERS.match(line) and not _ASKS.search(line))
        ):
            inside = -1
        if inside >= 0:
            quoted.add(index)
        elif _opens(line) and not _answers_at_once(line):
            quoted.add(index)
            inside = index
        elif line.endswith("?") or (line.startswith(">") and not line.startswith(">=")):
            quoted.add(index)
    return quoted if _ends(texts, quoted) else {i for i in quoted if texts[i].strip().endswith("?")}


def _opens(line: str) -> bool:
    """True for a line that introduces the request."""
    folded = line.lower()
    if not any(word in folded for word in ("request", "question", "asked", "wrote", "sought", "?")):
        return False  # as nearly all lines
    return _OPENS.match(line) is not None


def _answers_at_once(line: str) -> bool:
    return re.search(r"\b(?:there\s+were|we\s+recorded|is\s+\d|are\s+\d)\b", line, re.I) is not None


def _ends(texts: Sequence[str], quoted: set[int]) -> bool:
    """False where the "quotation" would swallow the rest of the document: then it was no quotation."""
    last = max((i for i, text in enumerate(texts) if text.strip()), default=-1)
    return last not in quoted or not quoted
