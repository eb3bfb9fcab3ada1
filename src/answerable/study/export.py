"""A batch export of a request site, read: which bodies were asked, what the site says, and what came.

The layout: a dashboard ``batch-<id>-<slug>-dashboard-YYYY-MM-DD-HHMMSS.csv``, and for each request a folder
``<authority> - <url_title>`` with a folder ``YYYY-MM-DD-HHMMSS`` for each message. A request's JSON,
``<url_title>.json``, may be put beside them.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from answerable.codebook.lookup import fold
from answerable.model import Finding
from answerable.read.formats.decode import decode
from answerable.read.formats.origin import Origin
from answerable.study.export_files import ExportError, ExportFile, Listing
from answerable.study.requests import bodies_named, message_day
from answerable.study.site import Request, same_state
from answerable.study.site_json import SiteRequest, read_json

DASHBOARD = re.compile(r"batch-[^/]*?-(?P<slug>[^/]*)-dashboard-(?P<day>\d{4}-\d\d-\d\d)-\d{6}\.csv", re.I)
COLUMNS = ("request_url", "authority_name", "number_of_replies", "request_status")
_MAX_READ = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Export:
    """What an export says.

    Attributes:
        requests: every request, in the order of the dashboard, then of the folders that it does not list.
        files: what goes into ``replies/``: everything but the requests' JSON.
        findings: what a person should know.
        title: what the batch is called, in the words of the dashboard's file name; empty without one.
    """

    requests: tuple[Request, ...]
    files: tuple[ExportFile, ...]
    findings: tuple[Finding, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class _Folder:
    """A request's folder: its name, and the files in it."""

    name: str
    files: tuple[ExportFile, ...]

    @property
    def authority(self) -> str:
        """The name of the authority; the whole name where no title of a request follows it."""
        return self.name.rpartition(" - ")[0] or self.name

    @property
    def url_title(self) -> str:
        """The title of the request in its address; empty where the name has none."""
        return self.name.rpartition(" - ")[2] if " - " in self.name else ""

    @property
    def sent(self) -> date | None:
        """The day of the first message that the asker sent."""
        return message_day(min(self._stamps("outgoing"), default=""))

    @property
    def followed_up(self) -> date | None:
        """The day on which the asker first wrote again after something came."""
        came = min(self._stamps("incoming"), default=None)
        again = (stamp for stamp in self._stamps("outgoing") if came and stamp > came)
        return message_day(min(again, default=""))

    def _stamps(self, kind: str) -> list[str]:
        """The names of the folders of messages of one kind that tell a day; in order of time when sorted."""
        text = re.compile(rf"{kind}_.*\.txt", re.I)
        held = (
            file.parts[1] for file in self.files if len(file.parts) > 2 and text.fullmatch(file.parts[-1])
        )
        return [stamp for stamp in held if message_day(stamp)]


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of the dashboard."""

    url: str
    authority: str
    replies: int | None
    state: str

    @property
    def url_title(self) -> str:
        return self.url.rstrip("/").rpartition("/")[2]


def read_export(listing: Listing) -> Export:
    """Reads what an export says of its requests.

    Raises:
        ExportError: it is no batch export, or its dashboard lacks a column.
    """
    listing = _inside(listing)
    folders = _folders(listing.files)
    dashboard, passed_over = _dashboard(listing.files)
    if not folders and dashboard is None:
        raise ExportError(
            "this is no batch export: it holds no dashboard (batch-…-dashboard-….csv) and no folder "
            "named '<authority> - <request>' with a folder for each message"
        )
    rows = _rows(dashboard) if dashboard else ()
    as_of = _day_of(dashboard)
    titles = {folder.url_title for folder in folders} | {row.url_title for row in rows}
    jsons, files, unusable = _jsons(listing.files, titles - {""})
    requests, doubts = _matched(rows, folders, as_of)
    requests, differing = _with_json(requests, jsons)
    findings = (*listing.findings, *passed_over, *unusable, *doubts, *differing)
    return Export(requests, files, findings, _title(dashboard))


def _inside(listing: Listing) -> Listing:
    """The export without folders that stand around all of it."""
    while (tops := {file.parts[0] for file in listing.files}) and len(tops) == 1:
        if any(len(file.parts) == 1 for file in listing.files) or _folders(listing.files):
            break
        listing = listing.below(tops.pop())
    return listing


def _folders(files: Iterable[ExportFile]) -> tuple[_Folder, ...]:
    """The folders that hold a folder named as a message's."""
    inside: dict[str, list[ExportFile]] = defaultdict(list)
    for file in files:
        if len(file.parts) > 1:
            inside[file.parts[0]].append(file)
    return tuple(
        _Folder(name, tuple(held))
        for name, held in inside.items()
        if any(len(file.parts) > 2 and message_day(file.parts[1]) for file in held)
    )


def _dashboard(files: Iterable[ExportFile]) -> tuple[ExportFile | None, tuple[Finding, ...]]:
    """The dashboard, the newest where there are several."""
    found = [file for file in files if DASHBOARD.fullmatch(file.name)]
    if not found:
        what = "The export holds no dashboard, so what the site says of the requests is not known."
        do = "Download the dashboard of the batch as CSV as well, and begin again with both."
        return None, (Finding("warning", "the export", what, do, "no-dashboard"),)
    found.sort(key=lambda file: file.name.rpartition("-dashboard-")[2])
    older = tuple(
        Finding("note", file.name, f"It is passed over for the newer {found[-1].name}.", "", "old-dashboard")
        for file in found[:-1]
    )
    return found[-1], older


def _day_of(dashboard: ExportFile | None) -> date | None:
    match = DASHBOARD.fullmatch(dashboard.name) if dashboard else None
    return message_day(f"{match['day']}-000000") if match else None


def _title(dashboard: ExportFile | None) -> str:
    match = DASHBOARD.fullmatch(dashboard.name) if dashboard else None
    words = " ".join(re.split(r"[\W_]+", match["slug"])).strip() if match else ""
    return words[:1].upper() + words[1:]


def _head(file: ExportFile) -> bytes:
    with file.open() as stream:
        return stream.read(_MAX_READ)


def _rows(dashboard: ExportFile) -> tuple[_Row, ...]:
    text = decode(_head(dashboard), Origin(dashboard.name, "")).text
    reader = csv.DictReader(io.StringIO(text, newline=""))
    try:
        printed = [name.strip() for name in reader.fieldnames or ()]
        if missing := [column for column in COLUMNS if column not in printed]:
            raise ExportError(
                f"{dashboard.name} lacks the columns {', '.join(missing)}: download the dashboard again, "
                "or take it out and go on without what the site says"
            )
        reader.fieldnames = printed
        return tuple(_row(line, dashboard) for line in reader)
    except csv.Error as why:
        raise ExportError(f"{dashboard.name} is no CSV file that can be read: {why}") from None


def _row(line: Mapping[str, str | None], dashboard: ExportFile) -> _Row:
    url, authority, replies, state = ((line[column] or "").strip() for column in COLUMNS)
    if not authority:
        raise ExportError(
            f"{dashboard.name} has a line that names no authority: download the dashboard again"
        )
    return _Row(url, authority, int(replies) if replies.isdecimal() else None, state)


def _jsons(
    files: Sequence[ExportFile], titles: set[str]
) -> tuple[dict[str, SiteRequest], tuple[ExportFile, ...], tuple[Finding, ...]]:
    """The requests' JSON by the title in their addresses, every other file, and what could not be read."""
    found: dict[str, SiteRequest] = {}
    others: list[ExportFile] = []
    findings: list[Finding] = []
    for file in files:
        title = file.parts[-1].removesuffix(".json")
        if len(file.parts) > 2 or title not in titles or title == file.parts[-1]:
            others.append(file)
        elif said := read_json(_head(file)):
            found[title] = said
        else:
            what = "It is not the JSON of a request as the site gives it, and was passed over."
            findings.append(Finding("warning", file.name, what, "Download it again.", "site-json"))
    return found, tuple(others), tuple(findings)


def _matched(
    rows: Sequence[_Row], folders: Sequence[_Folder], as_of: date | None
) -> tuple[tuple[Request, ...], tuple[Finding, ...]]:
    """One request for each line of the dashboard, and for each folder that no line is about."""
    left = list(folders)
    requests: list[Request] = []
    findings: list[Finding] = []
    for row in rows:
        folder = _folder_of(row, rows, left)
        bodies = bodies_named(row.authority)
        if folder:
            left.remove(folder)
            if two := _two_names(row, folder):
                findings.append(two)
                bodies = ()
        request = Request(
            row.authority, bodies, folder.name if folder else "", row.url, row.state,
            folder.sent if folder else None, None, folder.followed_up if folder else None, row.replies, as_of,
        )  # fmt: skip
        requests.append(request)
    alone = (
        Request(
            one.authority, bodies_named(one.authority), one.name, sent=one.sent, followed_up=one.followed_up
        )
        for one in left
    )
    findings.extend(_unnamed(folders))
    return (*requests, *alone), tuple(findings)


def _folder_of(row: _Row, rows: Sequence[_Row], folders: Sequence[_Folder]) -> _Folder | None:
    """The folder of a line: by the title in its address, else by its authority where no other fits."""
    by_title = [one for one in folders if row.url_title and one.url_title == row.url_title]
    if by_title:
        return next((one for one in by_title if fold(one.authority) == fold(row.authority)), by_title[0])
    listed = {other.url_title for other in rows}
    named = [
        one for one in folders if fold(one.authority) == fold(row.authority) and one.url_title not in listed
    ]
    lines = sum(fold(other.authority) == fold(row.authority) for other in rows)
    return named[0] if len(named) == lines == 1 else None


def _two_names(row: _Row, folder: _Folder) -> Finding | None:
    """The finding where the dashboard and the folder of one request name two bodies."""
    listed, named = bodies_named(row.authority), bodies_named(folder.authority)
    if not listed or not named or listed == named:
        return None
    what = f"The dashboard says that this request went to {row.authority}; neither name is believed."
    do = "Look at the letters, and write the body in requests.csv."
    return Finding("warning", folder.name, what, do, "two-names")


def _unnamed(folders: Iterable[_Folder]) -> Iterator[Finding]:
    """Folders whose names lack a part, and messages whose day is not known."""
    for folder in folders:
        if not folder.url_title:
            what = "The folder's name holds no request after the authority; all of it is taken for the name."
            yield Finding("note", folder.name, what, "", "folder-name")
        stamps = {file.parts[1] for file in folder.files if len(file.parts) > 2}
        if odd := sorted(stamp for stamp in stamps if not message_day(stamp)):
            what = f"The day of these messages is not known from their folders: {', '.join(odd)}."
            do = "Name each folder for the day and time of its message, such as 2024-05-31-101500."
            yield Finding("warning", folder.name, what, do, "message-day")


def _with_json(
    requests: Iterable[Request], jsons: Mapping[str, SiteRequest]
) -> tuple[tuple[Request, ...], tuple[Finding, ...]]:
    """The requests with what their JSON adds: days, and the state where it is newer or the only one."""
    result: list[Request] = []
    findings: list[Finding] = []
    for one in requests:
        title = one.url.rstrip("/").rpartition("/")[2] or one.folder.rpartition(" - ")[2]
        if (said := jsons.get(title)) is None:
            result.append(one)
            continue
        dated = replace(one, sent=one.sent or said.sent, clarified=said.clarified, followed_up=None)
        newer = one.as_of is None or (said.changed is not None and said.changed > one.as_of)
        if said.says and (newer or not one.says):
            dated = replace(dated, says=said.says, as_of=said.changed)
        if said.says and one.says and not same_state(said.says, one.says):
            what = f"The dashboard says '{one.says}' and the JSON '{said.says}'; '{dated.says}' is kept."
            findings.append(Finding("note", one.authority, what, "", "site-states"))
        result.append(dated)
    return tuple(result), tuple(findings)
