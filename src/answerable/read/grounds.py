"""Whether a letter refuses, or only says what it may refuse: acknowledgements often tell the law of refusals.

"Your request may be refused if it costs too much" is no refusal. Read as one, the force would stand in the
register as having refused before it had begun to look.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from answerable.model import Finding

_REFUSAL = r"""(?:refus\w* | exempt\w* | exceed\w* | withh[eo]ld\w* | vexatious | unable | cannot | neither
    | (?:not|no)\s+(?:\w+\s+){0,3}?(?:hold|held|holds|obliged|provide[ds]?|disclosed?|released?|comply)
    | (?:sections?|s\.?)\s*(?:1[24]|2[1-7]|3[0-9]|4[0-4])(?!\d))"""
_REFUSES = re.compile(rf"\b{_REFUSAL}\b", re.I | re.X)
_CONDITIONAL = re.compile(
    rf"""^\W*(?:(?:please\s+note(?:\s+that)?|however|also|so|but)\W+)?
          (?:if|unless|where|should|in\s+(?:some|certain|the)\s+(?:cases?|circumstances|event))\b
      | \b(?:may|might|could|whether|any|subject\s+to)\s+(?:[\w,]+\s+){{0,6}}?{_REFUSAL}\b
      | \bact\s+(?:\w+\s+)?(?:contains?|defines?|provides?|sets?\s+out|allows?)\b""",
    re.I | re.X,
)
_UNLESS = re.compile(rf"\b{_REFUSAL}\b.*\b(?:if|unless|where)\b", re.I | re.X)
_OUTRIGHT = re.compile(
    r"""(?<!may\sbe\s)(?<!might\sbe\s)\b(?:unable|not\s+able)\b | \b(?:cannot|can\s+not|hereby|therefore|notice)\b
      | \b(?:have|has|am|are|is\s+being|we|i)\s+(?:\w+\s+)?(?:decided|refus\w+|with(?:held|holding|hold)|applied|applying|estimated?|rely|relying)\b""",
    re.I | re.X,
)
_PROMISES = re.compile(
    r"""\backnowledg\w+ | \breceiving\s+attention\b
      | \bbeing\s+(?:considered|processed|dealt\s+with|handled)\b
      | \bwill\s+(?:now\s+)?be\s+(?:considered|processed|dealt\s+with|handled|responded\s+to|answered)\b
      | \byou\s+(?:will|should|can\s+expect\s+to)\s+(?:receive|have|hear)\b
      | \bwe\s+(?:will|aim\s+to|shall|endeavour\s+to)\s+(?:respond|reply|answer)\b
      | \bhas\s+(?:now\s+)?been\s+(?:logged|allocated|assigned|passed|forwarded)\b""",
    re.I | re.X,
)


@dataclass(frozen=True, slots=True)
class Grounds:
    """What is left of a letter to read grounds for refusing in.

    Attributes:
        text: the whole letter, or where nothing in it refuses outright, the letter without the sentences that
            tell under what condition it might.
        conditional: True where such sentences were left out.
        promises: True where it promises an answer.
    """

    text: str
    conditional: bool
    promises: bool


def grounds_in(answer: Sequence[str]) -> Grounds:
    """Takes apart what a letter refuses and what it says may be refused.

    Args:
        answer: the letter's lines or paragraphs in order, blank ones too, without the quoted request.
    """
    sentences = list(_sentences(answer))
    refusing = [sentence for sentence in sentences if _REFUSES.search(sentence)]
    promises = any(_PROMISES.search(sentence) for sentence in sentences)
    if not refusing or not all(map(is_conditional, refusing)):
        return Grounds("\n".join(answer), conditional=False, promises=promises)
    left = [sentence for sentence in sentences if not _REFUSES.search(sentence)]
    return Grounds("\n".join(left), conditional=True, promises=promises)


def is_conditional(sentence: str) -> bool:
    """True where a sentence that speaks of refusing does so under a condition: "may be exempt", "if it exceeds"."""
    if _OUTRIGHT.search(sentence):
        return False
    return _CONDITIONAL.search(sentence) is not None or _UNLESS.search(sentence) is not None


def _sentences(lines: Sequence[str]) -> Iterator[str]:
    """The sentences of running text; lines that no blank one parts belong together."""
    for blank, group in itertools.groupby(lines, key=lambda line: not line.strip()):
        if not blank:
            yield from re.split(r"(?<=[.;!?])\s+", " ".join(line.strip() for line in group))


def told(grounds: Grounds, file: str) -> tuple[Finding, ...]:
    """The finding about a letter that answers nothing and refuses nothing outright."""
    if not grounds.conditional:
        return ()
    if grounds.promises:
        what = "It acknowledges the request, and the grounds for refusing that it names are none that it relies on."
        return (Finding("note", file, what, "", "acknowledgement"),)
    what = "It names grounds for refusing as what may apply, and does not say that it refuses."
    return (Finding("warning", file, what, "Read it, and say what it answers.", "conditional-refusal"),)
