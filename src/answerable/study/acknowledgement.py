"""Acknowledgements: messages that promise an answer and are none, whatever they say that an answer may be.

A force's acknowledgement often tells that a request *may* be refused where it costs too much, or *if* an
exemption holds. Read as a letter it would be a refusal, and the force would stand in the register as one that
refused before it had begun to look.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace

from answerable.model import Document, Finding

_PROMISES = re.compile(
    r"""\backnowledg\w+ | \breceiving\s+attention\b
      | \bbeing\s+(?:considered|processed|dealt\s+with|handled)\b
      | \bwill\s+(?:now\s+)?be\s+(?:considered|processed|dealt\s+with|handled|responded\s+to|answered)\b
      | \byou\s+(?:will|should|can\s+expect\s+to)\s+(?:receive|have|hear)\b
      | \bwe\s+(?:will|aim\s+to|shall|endeavour\s+to)\s+(?:respond|reply|answer)\b
      | \bhas\s+(?:now\s+)?been\s+(?:logged|allocated|assigned|passed|forwarded)\b""",
    re.I | re.X,
)
_REFUSES = re.compile(
    r"""\b(?:refus\w*|exempt\w*|exceed\w*|withh[eo]ld\w*|vexatious|unable|cannot|neither)\b
      | \b(?:not|no)\s+(?:\w+\s+){0,3}?
        (?:hold|held|holds|obliged|provide[ds]?|disclosed?|released?|comply)\b""",
    re.I | re.X,
)
_CONDITIONAL = re.compile(
    r"\b(?:if|may|might|could|unless|subject\s+to|in\s+(?:some|certain)\s+(?:cases|circumstances))\b"
    r"|^\W*(?:where|should)\b",
    re.I,
)


def is_acknowledgement(document: Document) -> bool:
    """True for a message without counts that promises an answer and refuses nothing outright.

    Every sentence of it that speaks of refusing must do so under a condition.
    """
    if document.tables or document.statements or document.reply.state in {"answered", "part"}:
        return False
    sentences = list(_sentences(document))
    return any(_PROMISES.search(sentence) for sentence in sentences) and all(
        _CONDITIONAL.search(sentence) for sentence in sentences if _REFUSES.search(sentence)
    )


def _sentences(document: Document) -> Iterator[str]:
    """The sentences of a document's running text; lines of one paragraph belong together."""
    for blank, lines in itertools.groupby(document.text, key=lambda line: not line.text.strip()):
        if not blank:
            yield from re.split(r"(?<=[.;!?])\s+", " ".join(line.text.strip() for line in lines))


def as_acknowledgement(document: Document) -> Document:
    """The document as one that answers nothing, with a note where its words seemed to refuse."""
    if document.reply.state == "unknown" and not document.reply.exemptions:
        return document
    finding = Finding(
        "note",
        document.file,
        "It acknowledges the request, and the grounds for refusing that it names are none that it relies on.",
        "",
        "acknowledgement",
    )
    reply = replace(document.reply, state="unknown", exemptions=())
    return replace(document, reply=reply, findings=(*document.findings, finding))
