"""What stands inside an e-mail, a mailbox or an archive: each file a document of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace

from answerable.codebook import bodies
from answerable.model import Document, Finding, Reply
from answerable.read.formats import load
from answerable.read.grid import Envelope, Loaded, Member, UnreadableError
from answerable.read.reply import reference_in

MAX_DEPTH = 5
MAX_DOCUMENTS = 5_000
MAX_TOTAL = 512 * 1024 * 1024

Interpret = Callable[[Loaded, str, str], Document]
"""Makes a document of a file taken apart, its path as shown, and the hash of its bytes."""


@dataclass(slots=True)
class _Budget:
    """How much may still be opened inside one file, however deep."""

    documents: int = MAX_DOCUMENTS
    size: int = MAX_TOTAL

    def allows(self, member: Member) -> bool:
        self.documents -= 1
        self.size -= len(member.data)
        return self.documents >= 0 and self.size >= 0


def with_parts(document: Document, loaded: Loaded, interpret: Interpret) -> Document:
    """The document with every file inside it as a part, those inside parts too.

    A file that cannot be read becomes a part with an error, and never stops the others. One that neither its
    words nor its name give to a body is its message's.
    """
    return _open(document, loaded, interpret, 1, _Budget())


def _open(document: Document, loaded: Loaded, interpret: Interpret, depth: int, budget: _Budget) -> Document:
    parts = []
    for member in loaded.members:
        file = f"{document.file}/{member.name}"
        digest = hashlib.sha256(member.data).hexdigest()
        try:
            _refuse(file, deep=depth > MAX_DEPTH, much=not budget.allows(member))
            inner = load(member.data, file=file, sha256=digest)
            part = _open(interpret(inner, file, digest), inner, interpret, depth + 1, budget)
        except UnreadableError as problem:
            part = _unreadable(file, digest, str(problem))
        if part.reply.body is None and loaded.envelope is not None:
            whose = replace(part.reply, body=document.reply.body, also_for=document.reply.also_for)
            part = replace(part, reply=whose)
        parts.append(part)
    return replace(document, parts=tuple(parts)) if parts else document


def _refuse(file: str, *, deep: bool, much: bool) -> None:
    """Raises where a file lies deeper in others, or among more, than any reply does."""
    if deep or much:
        raise UnreadableError(
            f"{file} lies too deep in other files, or among too many: unpack them and read what you need."
        )


def _unreadable(file: str, sha256: str, sentence: str) -> Document:
    do = "Ask for it in another form, or type its figures into a CSV file."
    return Document(
        file, sha256, "unreadable", findings=(Finding("error", file, sentence, do, "unreadable"),)
    )


def addressed(reply: Reply, envelope: Envelope | None) -> Reply:
    """The reply with what an e-mail's headers say wherever its own words say nothing.

    The sender's address tells the body only where its domain is one of the codebook's.
    """
    if envelope is None:
        return reply
    named = {mention.body.code for mention in bodies.find(envelope.sender.rpartition("@")[2])}
    return replace(
        reply,
        body=reply.body or (named.pop() if len(named) == 1 else None),
        dated=reply.dated or envelope.dated,
        reference=reply.reference or reference_in([envelope.subject]),
    )
