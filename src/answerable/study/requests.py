"""``requests.csv``: the requests of a batch, each with its body, its state on the site and its dates."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path, PurePosixPath

from answerable.codebook import bodies as body_list
from answerable.codebook.lookup import fold
from answerable.model import Finding
from answerable.study.cache import write_whole
from answerable.study.settings import SettingsError, body_named
from answerable.study.site import Request

FILE = "requests.csv"
COLUMNS = (
    "body", "authority", "folder", "url", "state", "sent", "clarified", "followed_up", "replies", "as_of",
)  # fmt: skip

_STAMP = re.compile(r"(\d{4}-\d\d-\d\d)-\d{6}")
_PICTURE = re.compile(
    r"(?:.*/)?attachments-[^/]+/[^/]+\.(?:png|jpe?g|gif|bmp|tiff?|ico|svg|[ew]mf|[ew]mz)", re.I
)
_SHORT_FORM = re.compile(r"(.+?)\s*\(([A-Z]{2,8})\)")
_JOINING = frozenset({"of", "and", "the"})


def bodies_named(authority: str) -> tuple[str, ...]:
    """Codes of the bodies that the site's name of an authority certainly names; several for merged bodies.

    The site adds a short form to some names, ``Metropolitan Police Service (MPS)``; it is passed over only
    where its letters are the first letters of the name.
    """
    found = body_list.merged(authority)
    if not found and (match := _SHORT_FORM.fullmatch(authority.strip())):
        words = [word for word in fold(match[1]).split() if word not in _JOINING]
        if "".join(word[0] for word in words) == match[2].lower():
            found = body_list.merged(match[1])
    return tuple(body.code for body in found)


def message_day(stamp: str) -> date | None:
    """The day of a message's folder, ``2024-05-31-101500``; None for any other name."""
    match = _STAMP.fullmatch(stamp)
    try:
        return date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None


def by_folder(requests: Iterable[Request]) -> dict[str, Request]:
    """The requests by the folder that holds their messages."""
    return {request.folder: request for request in requests if request.folder}


def request_of(shown: str, requests: Mapping[str, Request]) -> Request | None:
    """The request whose folder a file lies in; its path is relative to ``replies/``."""
    return requests.get(PurePosixPath(shown).parts[0])


def came_on(shown: str, requests: Mapping[str, Request]) -> date | None:
    """The day on which the message came that brought a file; None for a file of no request."""
    parts = PurePosixPath(shown).parts
    return message_day(parts[1]) if len(parts) > 2 and parts[0] in requests else None


def unknown_authority(request: Request) -> Finding:
    """The finding for a request whose authority is for certain no body of the codebook."""
    return Finding(
        "error",
        request.folder or request.authority,
        f"Which body '{request.authority}' is, is not certain, so nothing of its reply is used.",
        "If it is one of the codebook's, write its name or code as the body in requests.csv, and under "
        "bodies in study.toml.",
        "unknown-authority",
    )


def is_picture(shown: str) -> bool:
    """True for a picture that came with a message, such as the arms of a force below its signature."""
    return _PICTURE.fullmatch(shown) is not None


def save(study: Path, requests: Sequence[Request]) -> None:
    """Writes ``requests.csv`` of a study."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in requests:
        bodies, replies = "+".join(one.bodies), "" if one.replies is None else one.replies
        days = (_printed(day) for day in (one.sent, one.clarified, one.followed_up))
        named = (bodies, one.authority, one.folder, one.url, one.says)
        writer.writerow((*named, *days, replies, _printed(one.as_of)))
    write_whole(study / FILE, text.getvalue().encode())


def _printed(day: date | None) -> str:
    return day.isoformat() if day else ""


def load(study: Path) -> tuple[Request, ...]:
    """The requests of a study, none where it has no ``requests.csv``.

    Raises:
        SettingsError: a column or a value is not as it should be; the message names the line.
    """
    path = study / FILE
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ()
    except UnicodeDecodeError as why:
        raise SettingsError(f"{FILE} cannot be read: {why}") from None
    reader = csv.DictReader(io.StringIO(text, newline=""))
    if missing := [column for column in COLUMNS if column not in (reader.fieldnames or ())]:
        raise SettingsError(f"{FILE} lacks the columns {', '.join(missing)}; it has {', '.join(COLUMNS)}")
    requests = tuple(_request(row, f"{FILE}, line {reader.line_num}") for row in reader)
    folders = [request.folder for request in requests if request.folder]
    if twice := next((folder for folder in folders if folders.count(folder) > 1), None):
        raise SettingsError(f"{FILE} names the folder '{twice}' twice; one folder holds one request")
    return requests


def _request(row: Mapping[str, str | None], place: str) -> Request:
    value = {column: (row[column] or "").strip() for column in COLUMNS}
    names = [name.strip() for name in value["body"].split("+") if name.strip()]
    if value["replies"] and not value["replies"].isdigit():
        raise SettingsError(f"{place}: 'replies' is '{value['replies']}'; it should be a whole number")
    return Request(
        authority=value["authority"],
        bodies=tuple(body_named(name, f"{place}, body") for name in names),
        folder=value["folder"],
        url=value["url"],
        says=value["state"],
        sent=_day(value["sent"], f"{place}: 'sent'"),
        clarified=_day(value["clarified"], f"{place}: 'clarified'"),
        followed_up=_day(value["followed_up"], f"{place}: 'followed_up'"),
        replies=int(value["replies"]) if value["replies"] else None,
        as_of=_day(value["as_of"], f"{place}: 'as_of'"),
    )


def _day(text: str, key: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise SettingsError(f"{key} is '{text}'; it should be a day such as 2024-01-31") from None
