"""The exemptions that a reply relies on: the sections that it cites where it refuses.

Sections are those of the Freedom of Information Act 2000, or of the Scottish Act where the letter names that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_SECTIONS = frozenset(
    {"12", "14", "21", "22", "23", "24", "27", "30", "31", "38", "40", "41", "42", "43", "44"}
)
_SCOTTISH = frozenset({"12", "14", "18", *map(str, range(25, 42))})
_SUB = r"(?![\d/])(?P<sub>(?:\s*\(\s*\w{1,3}\s*\))*)"
_CITED = re.compile(rf"\b(?:sections?|secs?\.?|ss?\.?|adran)\s*(?P<n>\d{{1,2}}){_SUB}", re.I)
_ALSO = re.compile(
    rf"(?:\s*\([^()]{{4,160}}\))?\s*(?:,|;|&|\band\b|\bor\b)\s*(?:(?:and|also)\s+)?(?:sections?\s*|ss?\.?\s*)?(?P<n>\d{{2}})(?!,?\d|%|\s*[a-z]{{4,}}){_SUB}",
    re.I,
)
"""One more of a list: "sections 30(1), 31(1) and 40(2)", each with its name in brackets perhaps."""
_OTHER_LAW = re.compile(r"\s+(?:and\s+\d+\s+)?(?:of\s+)?the\s+(?!act|foi|freedom)", re.I)
_SCOTTISH_ACT = re.compile(r"\bFOISA\b|\bfreedom\s+of\s+information\s+\(scotland\)", re.I)
_LIMIT = r"(?:appropriate|costs?|fees?)\W+(?:costs?\W+)?(?:limit|threshold)"
REFUSES = re.compile(
    rf"""\b(?=[reacfnuwpsvig12])(?:refus\w+ | exempt(?:ion|ed|s)?\b | exceeds?\s+the\s+(?:appropriate|costs?|fees) | {_LIMIT} | cost\s+of\s+compl\w+
      | (?:cannot|(?:not|unable|not\s+able)(?:\s+to)?)\s+(?:be\s+)?(?:provided?|disclosed?|supp(?:ly|lied)|released?|comply)
      | (?:will\s+not|can\s+not) \s+be\s+(?:disclosed|provided|released|supplied) | part(?:ial)?\s+(?:disclosure|refusal) | not\s+obliged\s+to\s+(?:provide|supply|disclose) | following\s+exemptions?\s+appl\w+
      | sections?\s*\d\d[^.;]{{0,80}}\b(?:would\s+apply|applies|is\s+engaged) | (?:18|24)\s+hours? | vexatious | withheld | withholding | excess\s+cost
      | (?:exceed\w*|in\s+excess\s+of)\s+(?:\w+\s+){{0,4}}£\s?(?:450|600) | above\s+the\s+amount\s+to\s+which\s+we\s+are\s+legally | unsuitable\s+for\s+disclosure | esempt\w* | gwrthod)""",
    re.I | re.X,
)
_TOO_DEAR = re.compile(
    rf"""\b{_LIMIT} | \b(?:over|exceed\w*|excess\s+of|permitted|than)\s+(?:the\s+)?(?:permitted\s+)?18[\s-]hours?
      | \bexcess\s+cost | \bamount\s+to\s+which\s+we\s+are\s+legally
      | \b(?:exceed\w*|excess\s+of)\s+(?:\w+\s+){{0,4}}£\s?(?:450|600)""",
    re.I | re.X,
)
"""What is said of section 12 without its number."""
_TELLS_THE_LAW = re.compile(
    r"\b(?:relying\s+on\s+a\s+claim|a\s+public\s+authority\s+(?:which|that))\b[^.;]*", re.I
)
NCND = re.compile(r"\bneither\s+confirms?\s+n?or\s+den(?:y|ies)", re.I)
_ACCESSIBLE = re.compile(r"\balready\s+(?:\w+\s+)?(?:available|accessible|published)\b", re.I)
_OVER = re.compile(
    rf"""\bexceed\w*\s+(?:\w+\s+){{0,4}}?(?:“|‘|")?(?:{_LIMIT}|£\s?(?:450|600)|18[\s-]hours?)
      | \bin\s+excess\s+of\s+(?:\w+\s+){{0,3}}?(?:£\s?(?:450|600)|18[\s-]hours?)""",
    re.I | re.X,
)
"""What says that answering would cost more than the limit."""


def exemptions_in(answer: str) -> tuple[str, ...]:
    """The sections relied on, each once, in the order of the letter: ``s.12(1)``, ``s.40(2)``.

    Args:
        answer: what in a letter can refuse.
    """
    if not (REFUSES.search(answer) or NCND.search(answer) or _ACCESSIBLE.search(answer)):
        return ()
    found = dict.fromkeys(_cited(_without_law(answer), scottish=_SCOTTISH_ACT.search(answer) is not None))
    bare = [e for e in found if not any(o != e and o.startswith(e + "(") for o in found)]
    dear = _OVER.search(answer) if bare else _TOO_DEAR.search(answer)
    if dear and not any(e.partition("(")[0] == "s.12" for e in bare):
        bare.append("s.12")
    return tuple(bare)


def _cited(answer: str, *, scottish: bool) -> Iterator[str]:
    """Every section cited that can exempt, those of a list too."""
    known = _SCOTTISH if scottish else _SECTIONS
    for first in _CITED.finditer(answer):
        match: re.Match[str] | None = first
        while match is not None:
            if match["n"] in known and not (scottish and _OTHER_LAW.match(answer, match.end())):
                yield f"s.{match['n']}" + re.sub(r"\s", "", match["sub"])
            match = _ALSO.match(answer, match.end())


def _without_law(answer: str) -> str:
    """The letter without what it tells of the law on others' refusals, up to the end of that sentence."""
    return _TELLS_THE_LAW.sub("", answer)
