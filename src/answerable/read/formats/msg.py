"""Outlook messages ([MS-OXMSG]), read by python-oxmsg, then treated like any other e-mail."""

from __future__ import annotations

import io
import re
from email.utils import parseaddr

import olefile
from oxmsg import Message
from oxmsg.attachment import Attachment

from answerable.read.formats.mail import Mail, compose, tell
from answerable.read.formats.origin import Origin, fold
from answerable.read.grid import Envelope, Loaded, UnreadableError

_EMBEDDED = 5  # the attachment is a message of its own ([MS-OXCMSG] 2.2.2.9, afEmbeddedMessage)
_METHOD = 0x3705
_PICTURE = re.compile(r"(?:image|audio|video)/.*", re.I)


def load_msg(data: bytes, origin: Origin) -> Loaded:
    """The body and attachments of an Outlook message.

    Raises:
        UnreadableError: it is damaged.
    """
    try:
        _check_streams(data)
        mail = _parse(Message.load(data), origin)
    except Exception as error:  # the library raises errors of every kind on a damaged file
        raise UnreadableError(
            f"{origin.file} is an Outlook message that is damaged and cannot be opened: save it again from "
            "Outlook, as .msg or .eml."
        ) from error
    return compose(mail, "msg", origin)


def _check_streams(data: bytes) -> None:
    """Refuses a file whose directory promises more bytes than there are: to look for them takes for ever."""
    with olefile.OleFileIO(io.BytesIO(data)) as file:
        for entry in file.direntries:
            if entry is not None and entry.entry_type != olefile.STGTY_STORAGE and entry.size > len(data):
                raise ValueError(f"{entry.name} is said to hold {entry.size} bytes")


def _parse(message: Message, origin: Origin) -> Mail:
    sent = message.sent_date
    sender = parseaddr(message.sender or "")[1]
    mail = Mail(Envelope(sent.date() if sent else None, sender, fold(message.subject)))
    html, text = message.html_body or "", message.body or ""
    if html.strip() and ("<table" in html.lower() or not text.strip()):
        mail.bodies.append(("html", html.replace("\0", "\ufffd")))
    elif text.strip():
        mail.bodies.append(("text", text.replace("\0", "\ufffd")))
    else:
        what = "The message has no body as text or as a web page; it may hold one as rich text alone."
        tell(
            mail,
            origin,
            "warning",
            "no-body",
            what=what,
            do="Open it in Outlook and save it as .eml or as text.",
        )
    for attachment in message.attachments:
        _attach(attachment, mail, origin)
    return mail


def _attach(attachment: Attachment, mail: Mail, origin: Origin) -> None:
    name = attachment.file_name or "attachment"
    if attachment.properties.int_prop_value(_METHOD) == _EMBEDDED:
        what = f"A message is attached ({name}), which was not read."
        tell(
            mail,
            origin,
            "error",
            "nested-message",
            what=what,
            do="Open it in Outlook, save it as .msg, and read that.",
        )
        return
    data = attachment.file_bytes
    if data is None:
        what = f"The attachment {name} is kept outside the message, and was not read."
        tell(mail, origin, "error", "not-attached", what=what, do="Ask for the file itself.")
    elif _PICTURE.fullmatch(attachment.mime_type or ""):
        mail.pictures += 1
    else:
        mail.attach(name, data)
