"""The quoted request: a reply repeats the question, with its years, codes and empty templates.

What stands in the quoted request is never an answer. It starts at a phrase that introduces it and ends
where the body begins to answer: at a phrase that does so, or at figures, which a request asks for and does not give.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from answerable.model import period
from answerable.read.answers import answers_question

_OPENS = re.compile(
    r"""^\W*(?:(?:details\s+of\s+)?(?:your|the|original|foi)\s+request(?:\s+for\s+information)?(?:\s*\([\w/.\-]+\))?(?:\s+(?:was|is|reads?|stated|dated|received).*)?\W*$
        | (?:you|the\s+(?:requester|applicant))\s+(?:asked|requested|wrote|have\s+(?:asked|requested)|sought)\b.*
        | .*\b(?:below\s+is|set\s+out\s+below\s+is|repeated?\s+below|quoted\s+below|as\s+follows)\b.*\brequest.*
        | .*\byour\s+request\b.*(?:\bbelow\b|as\s+follows|following|\bin\s+which\b|:\s*$).*
        | .*\b(?:you|which)\s+(?:asked|requested)\b.*(?:the\s+following|as\s+follows|:\s*$).*
        | .*\byou\s+(?:seek|sought|are\s+seeking)\b.*(?:the\s+following|as\s+follows|:\s*$).*
        | access\s+to\s+the\s+following\b.*
        | (?:request|question|cais|cwestiwn)s?(?P<number>\s*\d{1,2}(?:\s*(?:-|–|&|and|to)\s*\d{1,2})?)?\s*:?\s*$
        | request\s*:\s*(?!(?:foi|ref|eir|rfi|no|number)?[\s/:.\-]*\d[\w/.\-]*\W*$)\S.*
        | information\s+requested\W*$
        | q(?:uestion)?\s*\d*\s*[.:)]\s*\S.*\?\s*$)""",
    re.I | re.X,
)
_NO_OPENING = re.compile(
    r"\brefused\b|\bexemptions?\s+(?:appl|is\b|are\b)|\bunder\s+section\b|\bfollowing\s+reasons?\b|\bbeen\s+considered\b|\bsearch(?:es)?\s+(?:was|were|has|have)\b|\b(?:is|are|does|do)\s+(?:not\s+)?h[eo]ld\b",
    re.I,
)
"""What a line says that speaks of the request and answers it: "the information in your request is not held"."""
_ANSWERS = re.compile(
    r"""^\W*(?:our\s+|the\s+|full\s+)?(?:response|answer|reply|decision|disclosure|result|ateb|ymateb)s?\b(?!\s+(?:to|outside|times?)\b)
        | ^\W*responses?\s+to\s+(?:your|the)\s+(?:foi\s+)?(?:request|question)s?\W*$
        | ^\W*(?:please\s+(?:see|find|note|be\s+(?:advised|aware))|in\s+(?:response|answer|reply)|the\s+(?:below|following|table|data|figures?|information)
            |we\s+(?:can|have|hold|do|are|answered|said|replied|responded)|having|following|below|i\s+(?:can|am|have\s+(?:today|now|decided))|cleveland|table
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
MIN_QUESTION = 6
"""A line of so many words is a question as likely as not."""


_REQUESTS = re.compile(
    r"""^\W*(?:\w{1,2}[.)]\s*)?(?:please\s+(?:can|could|would|may|provide|supply|tell|state|include|specify|confirm\s+how)
        |(?:can|could|would)\s+you|if\s+(?:at\s+all\s+)?possible|.*\bmy\s+(?:foi\s+)?(?:request|questions?)\b|i\s+(?:would\s+(?:like(?!\s+to\s+(?:advise|inform|apologi[sz]e|take|confirm|thank|draw|explain|assure|point|make))|be\s+grateful|appreciate)|am\s+(?:writing\s+to\s+)?request|request))\b""",
    re.I | re.X,
)


def requests(line: str) -> bool:
    """True for a line that can only be a request's own, wherever it stands."""
    return _REQUESTS.match(line) is not None


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
            index - inside > MAX_LINES
            or (line and _ANSWERS.match(line) and not _ASKS.search(line))
            or _figures_begin(texts, index)
            or answers_question(texts, index)
        ):
            if _is_signed(texts, inside, index):
                quoted = _closed(texts, quoted, inside)
            inside = -1
        if inside >= 0:
            quoted.add(index)
        elif _opens(line) and not _answers_at_once(line) and _asks_next(texts, index):
            quoted.add(index)
            inside = index
        elif line.endswith("?") or (line.startswith(">") and not line.startswith(">=")):
            quoted.add(index)
    if inside >= 0 and not (_ends(texts, quoted) and not _is_signed(texts, inside, len(texts))):
        return _closed(texts, quoted, inside)
    return quoted


_BOTH = re.compile(r"\brequests?\b.*\b(?:response|reply|answer)s?\b", re.I)


_HEADS_ANSWER = re.compile(r"\W*(?:(?:our|the|full|police|force)\s+)?(?:response|answer|reply)s?\W*", re.I)


def answer_follows(texts: Sequence[str], index: int) -> bool:
    """True where the next line that prints anything, from some index on, is a heading over the answer."""
    line = next((text for text in texts[max(index, 0) :] if text.strip()), "")
    return _HEADS_ANSWER.fullmatch(line) is not None


def answered_inside(texts: Sequence[str], quoted: set[int] | frozenset[int], index: int) -> bool:
    """True where the phrase that introduces the quoted lines around a line announces the answers among them.

    "Below is your request and our response": figures that stand there are the body's.
    """
    start = index
    while start - 1 in quoted:
        start -= 1
    return _BOTH.search(texts[start]) is not None


def among_questions(texts: Sequence[str], quoted: set[int] | frozenset[int], index: int) -> bool:
    """True where the quoted lines around a line are questions and nothing else, each with its answer below it.

    No phrase says that a request is quoted there: "How many were recorded?", a table, "How many were charged?", a table.
    """
    start, end = index, index
    while start - 1 in quoted:
        start -= 1
    while end + 1 in quoted:
        end += 1
    run = [text.strip() for text in texts[start : end + 1] if text.strip()]
    return bool(run) and all(line.endswith("?") and not requests(line) for line in run)


def _opens(line: str) -> bool:
    """True for a line that introduces the request."""
    folded = line.lower()
    if not any(word in folded for word in _OPENING_WORDS):
        return False  # as nearly all lines
    return _OPENS.match(line) is not None and _NO_OPENING.search(line) is None


def _asks_next(texts: Sequence[str], index: int) -> bool:
    """False where "Question 2" stands above an answer to it, and not above what was asked."""
    match = _OPENS.match(texts[index].strip())
    if match is None or not match["number"]:
        return True
    after = next((text.strip() for text in texts[index + 1 : index + 5] if text.strip()), "")
    asks = _ASKS.search(after) or requests(after)
    return bool(asks) or (len(after.split()) >= MIN_QUESTION and _ANSWERS.match(after) is None)


_OPENING_WORDS = (
    "request",
    "question",
    "asked",
    "wrote",
    "sought",
    "seek",
    "access",
    "cais",
    "cwestiwn",
    "?",
)


def _answers_at_once(line: str) -> bool:
    return re.search(r"\b(?:there\s+were|we\s+recorded|is\s+\d|are\s+\d)\b", line, re.I) is not None


_FIGURE = re.compile(
    r"(?P<label>\S.*?)\s*(?:[:=–—]|\s-|-\s)\s*(?P<n>\d{1,3}(?:,\d{3})+|\d{1,6}|<\s?\d+|\*|nil|none"
    r"|no\s+(?:\w+\s+){1,2}(?:held|recorded)|not\s+(?:held|recorded))\s*[.;]?",
    re.I,
)
_EXAMPLE = re.compile(
    r"\b(?:examples?|e\.?g\.?|such\s+as|i\.e|previous(?:ly)?|earlier|last\s+(?:year|time|request)|you\s+(?:told|gave|sent|said|provided|supplied|published))\b",
    re.I,
)


def _figures_begin(texts: Sequence[str], index: int) -> bool:
    """True at the first of two lines that give a period its number: "2017 - 7", "2018 - 9".

    A request asks for figures and gives none, but in an example or from an earlier answer.
    """
    if not _gives_figure(texts[index]):
        return False
    near = [text for text in texts[max(0, index - 6) : index] if text.strip()][-3:]
    after = next((text for text in texts[index + 1 : index + 4] if text.strip()), "")
    sure = period.parse(texts[index]) is None or period.parse(after) is None  # "2018 - 19" may be a year
    return sure and _gives_figure(after) and not any(_EXAMPLE.search(text) for text in near)


def _gives_figure(text: str) -> bool:
    match = _FIGURE.fullmatch(text.strip())
    if match is None or re.fullmatch(r"(?:19|20)\d\d", match["n"]):
        return False
    return period.parse(match["label"]) is not None


def _ends(texts: Sequence[str], quoted: set[int]) -> bool:
    """False where the "quotation" would swallow the rest of the document: then it was no quotation."""
    last = max((i for i, text in enumerate(texts) if text.strip()), default=-1)
    return last not in quoted or not quoted


_SIGNED = re.compile(
    r"^\W*yours\s+(?:faithfully|sincerely|truly)\b|\binternal\s+review\b|\binformation\s+commissioner\b", re.I
)
_LEFT = 3
"""Lines that may stand below the end of a letter: the foot of its page."""


def _is_signed(texts: Sequence[str], opened: int, index: int) -> bool:
    """True where the "quotation" would run to the end of the letter, its closing words with it, and no answer after them.

    A request that is added below a letter comes after that one's own closing words.
    """
    left = sum(bool(text.strip()) for text in texts[index:])
    closing = [i for i, text in enumerate(texts) if _SIGNED.search(text)] if left <= _LEFT else []
    return bool(closing) and opened < closing[0] < index


def _closed(texts: Sequence[str], quoted: set[int], opened: int) -> set[int]:
    """The quoted lines but those of a quotation that does not end; of that, the questions stay."""
    return {i for i in quoted if i < opened or texts[i].strip().endswith("?")}
