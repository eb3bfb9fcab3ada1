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

_EXEMPTION = re.compile(
    r"\b(?:sections?|sec\.?|s\.?)\s*(?P<n>12|14|21|22|23|24|27|30|31|38|40|41|42|43|44)(?![\d/])\s*(?P<sub>(?:\(\s*\w{1,3}\s*\))*)",
    re.I,
)
_REFUSES = re.compile(
    r"\b(?:refus\w+|exempt(?:ion|ed|s)?\b|exceeds?\s+the\s+(?:appropriate|cost|fees)|appropriate\s+(?:cost\s+)?limit|cost\s+of\s+compl\w+"
    r"|(?:cannot|(?:not|unable|not\s+able)(?:\s+to)?)\s+(?:provide|disclose|supply|release|comply)|will\s+not\s+be\s+disclosed|(?:18|24)\s+hours|vexatious|withheld|excess\s+cost)",
    re.I,
)
_NCND = re.compile(r"\bneither\s+confirms?\s+n?or\s+den(?:y|ies)", re.I)
_NOT_HELD = re.compile(
    r"\b(?:no\s+(?:recorded\s+)?information\s+(?:is\s+)?held|(?:do|does|did)\s+not\s+hold|information\s+(?:is\s+)?not\s+held|not\s+held\s+by|nid\s+yw)",
    re.I,
)
_REFERENCE = re.compile(
    r"(?:\b(?:our\s+|foi\s+|enquiry\s+|request\s+|case\s+|application\s+)?(?:ref(?:erence)?\b\.?(?:\s*(?:no|number)\b\.?)?|request\s+(?:no|number)\b\.?)"
    r"\s*[:\-–]?\s*|^\s*(?=foi[\s/:\-]))(?P<ref>(?!(?:no|number)\b)[A-Z]{0,6}[ /\-:.]{0,2}\d\w*(?: ?[/\-] ?\d\w*|[./]\w+)*)",
    re.I | re.M,
)
_DENIALS = frozenset({"s.23(5)", "s.24(2)", "s.30(3)", "s.31(3)", "s.38(2)", "s.40(5)"})
MAX_SEARCHED = 200_000
_DATE_LINE = re.compile(
    r"^(?:date(?:d)?(?:\s+of\s+(?:response|reply|letter|disclosure))?|sent|response\s+date|published)\s*[:\-–]?\s*(?P<d>.+)$",
    re.I,
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
    exemptions = _exemptions(answer)
    who = _bodies(texts)
    return Reply(
        state=_state(answer, exemptions, tables=tables, said=said),
        exemptions=exemptions,
        body=who[0] if who else None,
        also_for=tuple(who[1:]),
        reference=reference_in(texts),
        dated=_dated(texts),
    )


def _exemptions(answer: str) -> tuple[str, ...]:
    """Sections relied on: those named in a sentence that refuses, or near one."""
    found: dict[str, None] = {}
    if not (
        _REFUSES.search(answer)
        or _NCND.search(answer)
        or re.search(r"already\s+(?:available|accessible|published)", answer, re.I)
    ):
        return ()
    for match in _EXEMPTION.finditer(answer):
        sub = re.sub(r"\s", "", match["sub"])
        found.setdefault(f"s.{match['n']}{sub}", None)
    bare = [e for e in found if not any(o != e and o.startswith(e + "(") for o in found)]
    if not bare and re.search(
        r"appropriate\s+limit|(?:over|exceed\w*|excess\s+of)\s+18\s+hours", answer, re.I
    ):
        return ("s.12",)
    return tuple(bare)


def _state(answer: str, exemptions: Sequence[str], *, tables: int, said: Sequence[Statement]) -> ReplyState:
    """The state of the whole reply.

    A refusal that names a total, such as the number of records to be searched, stays a refusal: only a
    table, or a count for a year or a month, is an answer. An answer with a "neither confirm nor deny" tail
    is an answer: the tail is about other information.
    """
    withholds = [e for e in exemptions if e not in _DENIALS]
    refuses = bool(withholds) and bool(_REFUSES.search(answer))
    gives = any(s.period is not None and s.period.kind not in {"range", "years"} for s in said)
    if tables or gives or (said and not refuses):
        return "part" if withholds else "answered"
    if refuses:
        return "refused"
    if _NCND.search(answer):
        return "ncnd"
    if _NOT_HELD.search(answer):
        return "not_held"
    return "refused" if exemptions else "unknown"


def reference_in(texts: Sequence[str]) -> str:
    """The body's reference at the head of some lines, or empty."""
    head = "\n".join(text for text in texts if text.strip())[:3000]
    match = _REFERENCE.search(head)
    return " ".join(match["ref"].split()).strip(" .:-–") if match else ""


def _dated(texts: Sequence[str]) -> date | None:
    """The date of the letter: a line that says so, or one that is nothing but a date."""
    lines = [text.strip() for text in texts if text.strip()]
    for line in lines[:60]:
        match = _DATE_LINE.match(line)
        found = period.parse(match["d"] if match else line) if len(line) < 60 else None
        if found is not None and found.days == 1:
            return found.start
    return None


def _bodies(texts: Sequence[str]) -> list[str]:
    """Codes of the body that wrote it, and of bodies that the same figures are for.

    The body named most often in full, or by its web address, wrote it. Two named together at the head
    ("Warwickshire Police and West Mercia Police") answered together.
    """
    head = " \n".join(text for text in texts if text.strip())[:MAX_SEARCHED]
    everywhere = tuple(bodies.mentions(head))
    named = Counter(mention.body.code for mention in everywhere if mention.strong)
    mentions = [m for m in bodies.each_once(everywhere) if m.strong]
    if not mentions:
        return []
    for first, second in itertools.pairwise(mentions):
        joined = head[first.end : second.start].strip().lower()
        if joined in {"and", "&", "/", ",", "and the"} and bodies.merged(head[first.start : second.end]):
            pair = [first.body.code, second.body.code]
            if all(named[code] >= max(named.values()) / 2 for code in pair):
                return pair
    return [max(mentions, key=lambda m: (named[m.body.code], -m.start)).body.code]
