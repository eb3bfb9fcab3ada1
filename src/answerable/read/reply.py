"""What kind of answer a document is: its state, the exemptions relied on, who wrote it, when, under which reference.

Sections are those of the Freedom of Information Act 2000 (and FOISA 2002 for Scottish bodies).
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from answerable.codebook import bodies
from answerable.model import Reply, Statement, period
from answerable.model.document import ReplyState
from answerable.read.exemptions import NCND, REFUSES, exemptions_in

_GIVES = re.compile(
    r"""\b(?:gesture|matter)\s+of\s+good\s*will\b | \bto\s+disclose\s+the\s+located\s+information\b | \bdisclos\w+\s+(?:only\s+)?some\s+of\s+the | \bpartially\s+disclos | \bpart(?:ial)?\s+disclosure
      | \b(?:unable|not\s+able|cannot)\s+(?:to\s+)?(?:provide|disclose|supply|release)\s+(?:some|all|part)\b
      | \brefus\w+\s+(?:notice\s+)?for\s+(?:this|that|these|those)\s+parts?\b
      | \bin\s+addition,?\s+(?:i|we)\s+have\s+(?:enclosed|attached|provided)\b
      | \bsome\s+(?:of\s+the\s+)?(?:data|information)\s+(?:has|have)\s+been\s+withheld""",
    re.I | re.X,
)
"""A letter that says that it withholds some and gives some, be it in what it attaches."""
_OUTRIGHT = re.compile(
    r"""\b(?:i\s+am|we\s+are)\s+not\s+obliged\s+to\s+(?:supply|provide) | \bunsuitable\s+for\s+disclosure
      | \brequest\s+is\s+(?:being\s+|therefore\s+)?refused\b
      | \b(?:cannot|can\s+not)\s+be\s+(?:disclosed|provided|released|supplied)\s+(?:for|due\s+to)\b
      | \b(?:unable|not\s+able)\s+to\s+(?:supply|provide|disclose|release)\s+(?:you\s+with\s+)?the\s+(?:requested\s+information|information\s+(?:you\s+(?:have\s+)?)?request(?:ed)?)\b""",
    re.I | re.X,
)
"""A refusal, whether or not it names its section."""
_OF_A_PART = re.compile(r"\b(?:this|that|these|those)\s+parts?\s+of\s+(?:your|the)\s+request\b", re.I)
"""What a letter that attaches an answer refuses."""
_IN_FULL = re.compile(
    r"\bdisclos\w+\s+(?:\w+\s+){0,2}information\b[^.;]{0,30}\bin\s+full\b|\binformation\b[^.;]{0,30}\bdisclosed\s+in\s+full\b",
    re.I,
)
_ATTACHES = re.compile(
    r"""\b(?:attached|enclosed)\s+(?:our\s+)?(?:response|reply|answer|spreadsheet|workbook|file|document|tables?|data)\b
      | \b(?:find|see)\s+(?:the\s+|our\s+)?(?:\w+\s+){0,3}(?:attached|enclosed)\b
      | \bin\s+addition\s+to\s+the\s+(?:attached|enclosed)\b""",
    re.I | re.X,
)
_NOT_HELD = re.compile(
    r"\b(?:no\s+(?:recorded\s+)?information\s+(?:is\s+)?held|(?:do|does|did)\s+not\s+hold|information\s+(?:is\s+)?not\s+held|not\s+held\s+by|nid\s+yw)",
    re.I,
)
_REFERENCE = re.compile(
    r"(?:\b(?:our\s+|foi\s+|enquiry\s+|request\s+|case\s+|application\s+)?(?:ref(?:erence)?\b\.?(?:\s*(?:n\s?o|number)\b\.?)?|request\s+(?:no|number)\b\.?)"
    r"\s*(?:[:\-–]|is\b)?\s*|^\s*(?=foi[\s/:\-]))(?P<ref>(?!(?:no|number)\b)(?:[A-Z]{1,6}[/\-])*[A-Z]{0,6}[ /\-:.]{0,2}\d\w*(?: ?[/\-] ?\d\w*|[./]\w+)*)",
    re.I | re.M,
)
_DENIALS = frozenset({"s.23(5)", "s.24(2)", "s.30(3)", "s.31(3)", "s.38(2)", "s.40(5)"})
_DENYING = frozenset({"s.23", "s.24", "s.30", "s.31", "s.38", "s.40"})
MAX_SEARCHED = 200_000
_DATE_LINE = re.compile(
    r"""^[\s\-*•]*(?:(?P<answers>date\s+(?:of\s+(?:the\s+)?(?:response|reply|letter|disclosure)|responded|released|published|answered|replied)
        |(?:response|reply|disclosure|release)\s+date|responded|version\s+date)|dated?|sent|published)\s*[:\-–]?\s*(?P<d>.+)$""",
    re.I | re.X,
)


def read_reply(texts: Sequence[str], *, answer: str, tables: int, said: Sequence[Statement]) -> Reply:
    """The facts about a reply.

    Args:
        texts: the document's paragraphs in order.
        answer: what in them can refuse: without the quoted request, and without what is refused only under
            a condition (see :mod:`answerable.read.grounds`).
        tables: how many tables of counts were read from it.
        said: its statements.
    """
    exemptions = exemptions_in(answer)
    who = _bodies(texts)
    return Reply(
        state=_state(answer, exemptions, tables=tables, said=said),
        exemptions=exemptions,
        body=who[0] if who else None,
        also_for=tuple(who[1:]),
        reference=reference_in(texts),
        dated=_dated(texts),
    )


def _state(answer: str, exemptions: Sequence[str], *, tables: int, said: Sequence[Statement]) -> ReplyState:
    """The state of the whole reply.

    A refusal that names a total, such as the number of records to be searched, stays a refusal: only a
    table, or a count for a year or a month, is an answer. An answer with a "neither confirm nor deny" tail
    is an answer: the tail is about other information.
    """
    withholds = [e for e in exemptions if e not in _DENIALS]
    if tables:
        return "part" if withholds else "answered"
    outright = bool(_OUTRIGHT.search(answer))
    refuses = (bool(withholds) or outright) and bool(REFUSES.search(answer))
    gives = any(_answers(s) for s in said if not outright or s.count.high is not None)
    if gives or (said and not refuses):
        return "part" if withholds else "answered"
    some = _GIVES.search(answer) or (_ATTACHES.search(answer) and _OF_A_PART.search(answer))
    if outright and (not said or not withholds):
        return "part" if some else "refused"
    denies = bool(NCND.search(answer))
    if denies and _ATTACHES.search(answer) and all(e.partition("(")[0] in _DENYING for e in exemptions):
        return "unknown"
    if refuses:
        return "part" if some else "refused"
    if _GIVES.search(answer) and REFUSES.search(answer):
        return "part"
    if denies:
        return "ncnd"
    if _NOT_HELD.search(answer):
        return "unknown" if _ATTACHES.search(answer) else "not_held"
    if exemptions:
        return "refused"
    return "answered" if _IN_FULL.search(answer) else "unknown"


def _answers(said: Statement) -> bool:
    """True for a count that answers a question: one for a year or a month, or a number alone below "Answer 2"."""
    if said.period is not None:
        return said.period.kind not in {"range", "years"}
    return said.text == said.source.printed


def reference_in(texts: Sequence[str]) -> str:
    """The body's reference at the head of some lines, or empty."""
    head = "\n".join(text for text in texts if text.strip())[:3000]
    match = _REFERENCE.search(head)
    return " ".join(match["ref"].split()).strip(" .:-–") if match else ""


def _dated(texts: Sequence[str]) -> date | None:
    """The date of the letter: a line that says when it was answered, or one that says or is a date."""
    lines = [text.strip() for text in texts if text.strip()]
    first = None
    for line, after in itertools.pairwise([*lines[:60], ""]):
        match = _DATE_LINE.match(f"{line} {after}" if line.endswith(":") else line)
        day = _day(match["d"] if match else line, alone=match is None)
        if day is not None and match is not None and match["answers"]:
            return day
        if day is not None and first is None:
            # of two days alone on two lines the first is the request's
            later = _day(after, alone=True) if match is None and not _DATE_LINE.match(after) else None
            first = later if later is not None and later > day else day
    return first


_WEEKDAY = re.compile(r"^(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+", re.I)


def _day(text: str, *, alone: bool) -> date | None:
    """The day that a text is, or that it begins with where it need not stand alone."""
    text = _WEEKDAY.sub("", text.split("|", maxsplit=1)[0].strip())
    found = period.parse(text) if len(text) < 60 else None
    if found is None and not alone:
        places = period.find(text[:60])
        found = places[0][0] if places and places[0][1] == 0 else None
    return found.start if found is not None and found.days == 1 else None


def _bodies(texts: Sequence[str]) -> list[str]:
    """Codes of the body that wrote it, and of bodies that the same figures are for.

    The body named most often in full, or by its web address, wrote it. Two named together at the head
    ("Warwickshire Police and West Mercia Police", "Norfolk and Suffolk Constabularies") answered together.
    """
    head = " \n".join(text for text in texts if text.strip())[:MAX_SEARCHED]
    everywhere = tuple(bodies.mentions(head))
    together = [pair for pair in itertools.pairwise(everywhere) if _together(head, *pair)]
    shared = [first.body.code for first, _ in together if not first.strong]
    named = Counter([*(mention.body.code for mention in everywhere if mention.strong), *shared])
    for first, second in together:
        pair = [first.body.code, second.body.code]
        if all(named[code] >= max(named.values()) / 2 for code in pair):
            return pair
    mentions = [m for m in bodies.each_once(everywhere) if m.strong]
    if not mentions:
        return []
    return [max(mentions, key=lambda m: (named[m.body.code], -m.start)).body.code]


def _together(head: str, first: bodies.Mention, second: bodies.Mention) -> bool:
    """True for two bodies named in one breath, by two full names or by one that both share."""
    joined = head[first.end : second.start].strip().lower()
    if joined not in {"and", "&", "/", ",", "and the"} or not second.strong:
        return False
    return len(bodies.merged(head[first.start : second.end])) > 1
