"""E-mails: the body, without the messages that it quotes, and the files attached to it.

Messages are parsed by the standard library (RFC 5322, RFC 2045 to 2049), mailboxes are cut at their ``From``
lines (RFC 4155), Outlook's messages are read by python-oxmsg ([MS-OXMSG]).
"""

from __future__ import annotations

import email
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from email.message import Message
from email.policy import default
from email.utils import parseaddr, parsedate_to_datetime
from typing import Literal, TypeVar, cast

from answerable.model import Finding
from answerable.model.finding import Severity
from answerable.read.formats.archive import MAX_MEMBERS, safe_name, unique
from answerable.read.formats.decode import Decoded, decode
from answerable.read.formats.html import load_message
from answerable.read.formats.html_quotes import Marks
from answerable.read.formats.origin import Origin, fold, many
from answerable.read.formats.quotations import without_quotations
from answerable.read.formats.text import lines, load_text
from answerable.read.grid import Block, Envelope, Loaded, Member, UnreadableError

_T = TypeVar("_T")
_TABLE = re.compile(r"<table\b", re.I)
_PASSED_OVER = re.compile(
    r"(?:image|audio|video|font)/.*|text/(?:calendar|x?-?vcard|directory)|application/(?:pgp-signature|(?:x-)?pkcs7-signature)",
    re.I,
)
_SEALED = re.compile(r"application/(?:(?:x-)?pkcs7-mime|pgp-encrypted)", re.I)
_SEPARATOR = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\r\n\r\n))From \S[^\r\n]*\r?\n")

BodyKind = Literal["html", "text"]


@dataclass(slots=True)
class Mail:
    """A message taken apart.

    Attributes:
        envelope: what its headers say.
        bodies: (kind, text) of each part of the body, in order.
        members: its attachments.
        pictures: how many pictures, signatures and the like were passed over.
        findings: attachments that could not be had.
    """

    envelope: Envelope
    bodies: list[tuple[BodyKind, str]] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)
    pictures: int = 0
    findings: list[Finding] = field(default_factory=list)
    names: set[str] = field(default_factory=set)

    def attach(self, name: str, data: bytes) -> None:
        """Adds an attachment under a name that is safe to show and no other attachment's."""
        self.members.append(Member(unique(safe_name(name), self.names), data))


def compose(mail: Mail, kind: str, origin: Origin) -> Loaded:
    """The blocks of a message's body without what it quotes, its attachments, and what to know of it."""
    blocks: list[Block] = []
    findings: list[Finding] = []
    at, marks = 0, Marks()
    for form, text in mail.bodies:
        numbered = "\n" * at + text  # a second part goes on counting lines where the first ended
        at += len(lines(text)) + 1
        decoded = Decoded(numbered, "utf-8")
        if form == "html":
            loaded, found = load_message(decoded, origin)
            marks = found.moved(len(blocks), marks)
        else:
            loaded = load_text(decoded, origin)
        blocks.extend(loaded.blocks)
        findings.extend(loaded.findings)
    kept, quoted = without_quotations(blocks, origin, marks)
    if mail.pictures:
        what = f"{many(mail.pictures, 'picture')}, signatures or the like were passed over."
        findings.append(
            origin.finding("note", "picture", what, "If one shows figures, ask for them as text.")
        )
    if len(mail.members) > MAX_MEMBERS:
        raise UnreadableError(f"{origin.file} has {len(mail.members):,} attachments, more than any reply.")
    return Loaded(kind, kept, (*findings, *quoted, *mail.findings), tuple(mail.members), mail.envelope)


def load_eml(data: bytes, origin: Origin) -> Loaded:
    """The body and attachments of an e-mail.

    Raises:
        UnreadableError: it cannot be taken apart.
    """
    return compose(parse_eml(data, origin), "eml", origin)


def parse_eml(data: bytes, origin: Origin) -> Mail:
    """A message in the form in which it is sent, taken apart. Raises UnreadableError where it cannot be."""
    try:
        message = email.message_from_bytes(data, policy=default)
        mail = Mail(envelope_of(message))
        mail.bodies = list(_bodies(message, mail, origin))
    except (RecursionError, MemoryError) as error:
        raise UnreadableError(
            f"{origin.file} nests messages past all reason, and was not opened for safety."
        ) from error
    return mail


def _or(read: Callable[[], _T], otherwise: _T) -> _T:
    """What ``read`` gives, or ``otherwise`` where a header is so mangled that the parser fails on it."""
    try:
        return read()
    except Exception:  # noqa: BLE001 - the parser raises errors of many kinds on what mail programs never write
        return otherwise


def _header(message: Message, name: str) -> str:
    return _or(lambda: fold(str(message.get(name, ""))), "")


def _day(text: str) -> date | None:
    return _or(lambda: parsedate_to_datetime(text).date(), None) if text else None


def envelope_of(message: Message) -> Envelope:
    """The date, sender and subject of a message's headers; each empty where it is missing or mangled."""
    return Envelope(
        _day(_header(message, "Date")),
        _or(lambda: parseaddr(_header(message, "From"))[1], ""),
        _header(message, "Subject"),
    )


def _bodies(part: Message, mail: Mail, origin: Origin) -> Iterator[tuple[BodyKind, str]]:
    """The parts of the body in order; attachments go to ``mail`` as they are met."""
    kind = _or(part.get_content_type, "text/plain").lower()
    if kind == "message/rfc822":
        _attach_message(part, mail)
    elif part.is_multipart():
        children = [
            child for child in cast("list[Message]", part.get_payload()) if isinstance(child, Message)
        ]
        found = [list(_bodies(child, mail, origin)) for child in children]
        if kind == "multipart/alternative":
            yield from _best([body for bodies in found for body in bodies])
        else:
            for bodies in found:
                yield from bodies
    elif _is_attachment(part, kind):
        _attach(part, kind, mail, origin)
    else:
        text = _text(part, origin, markup=kind == "text/html")
        if text.strip():
            yield ("html" if kind == "text/html" else "text"), text


def _best(bodies: Sequence[tuple[BodyKind, str]]) -> list[tuple[BodyKind, str]]:
    """Of several forms of one body: the web page where it holds a table, else the plain text."""
    html = [body for body in bodies if body[0] == "html"]
    text = [body for body in bodies if body[0] == "text"]
    return html if not text or any(_TABLE.search(body) for _, body in html) else text


def _is_attachment(part: Message, kind: str) -> bool:
    if kind not in {"text/plain", "text/html"}:
        return True
    return _or(part.get_content_disposition, None) == "attachment" or bool(_or(part.get_filename, None))


def _payload(part: Message) -> bytes:
    found: object = _or(lambda: cast("object", part.get_payload(decode=True)), None)
    return found if isinstance(found, bytes) else b""


def _text(part: Message, origin: Origin, *, markup: bool) -> str:
    data = _payload(part)
    charset = _or(part.get_content_charset, None)
    if charset and charset not in {"us-ascii", "utf-8", "iso-8859-1"}:
        decoded = _or(lambda: data.decode(charset), "")
        if decoded:
            return decoded.replace("\0", "\ufffd")
    return decode(data, origin, markup=markup).text


def _attach_message(part: Message, mail: Mail) -> None:
    """A message inside a message, as a file of its own."""
    for inner in cast("list[Message]", part.get_payload()) if part.is_multipart() else []:
        name = _or(part.get_filename, None) or f"{_header(inner, 'Subject') or 'message'}"
        name = name.replace("/", "-")
        data = _or(inner.as_bytes, b"")
        mail.attach(name if name.lower().endswith(".eml") else f"{name}.eml", data)


def _attach(part: Message, kind: str, mail: Mail, origin: Origin) -> None:
    name = _or(part.get_filename, None) or f"attachment.{kind.rpartition('/')[2]}"
    if _PASSED_OVER.fullmatch(kind):
        mail.pictures += 1
    elif kind in {"application/ms-tnef", "application/vnd.ms-tnef"} or name.lower() == "winmail.dat":
        what = "The attachments are packed into winmail.dat, which only Outlook opens; none was read."
        tell(
            mail, origin, "error", "tnef", what=what, do="Ask for them again in a message sent as plain text."
        )
    elif _SEALED.fullmatch(kind):
        what = "The message is sealed or signed as a whole (S/MIME or PGP), and its text cannot be had."
        tell(
            mail,
            origin,
            "error",
            "locked",
            what=what,
            do="Open it in your mail program, and save what is in it.",
        )
    else:
        mail.attach(name, _payload(part))


def tell(mail: Mail, origin: Origin, severity: Severity, kind: str, *, what: str, do: str) -> None:
    """Adds a finding about the message."""
    mail.findings.append(origin.finding(severity, kind, what, do))


def load_mbox(data: bytes, origin: Origin) -> Loaded:
    """The messages of a mailbox, each a member of its own.

    Raises:
        UnreadableError: it holds more messages than any study.
    """
    starts = [match.span() for match in _SEPARATOR.finditer(data)]
    if not starts:  # it only begins like one
        return load_eml(data, origin)
    if len(starts) > MAX_MEMBERS:
        raise UnreadableError(
            f"{origin.file} holds {len(starts):,} messages: keep the replies in a mailbox of their own."
        )
    ends = [begin for begin, _ in starts[1:]] + [len(data)]
    members = tuple(
        Member(f"message {number}.eml", re.sub(rb"(?m)^>(>*From )", rb"\1", data[start:end]))
        for number, ((_, start), end) in enumerate(zip(starts, ends, strict=True), start=1)
    )
    what = f"The mailbox holds {many(len(members), 'message')}, each read as a document of its own."
    return Loaded("mbox", (), (origin.finding("note", "archive", what),), members)
