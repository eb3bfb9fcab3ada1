"""Findings about the requests of a batch: what the site says held against what the letters say."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from answerable.model import Document, Finding
from answerable.model.finding import Severity
from answerable.study.picture import RegisterRow
from answerable.study.requests import unknown_authority
from answerable.study.site import Request, SiteState
from answerable.study.units import name_of

_NUMBERED = re.compile(r"(?:incoming_|attachments-)(\w+)")
_GIVEN = frozenset({"answered", "part"})
_TO_DO: Mapping[SiteState, tuple[Severity, str, str]] = {
    SiteState.GONE_POSTAL: (
        "warning", "The site says that the body answered by post, which no export holds.",
        "Put the letter into the folder of the request.",
    ),
    SiteState.WAITING_CLARIFICATION: (
        "warning", "The site says that the body waits for the asker to make the request clearer.",
        "Answer it: the time for a reply runs anew from that day.",
    ),
    SiteState.ERROR_MESSAGE: (
        "warning", "The site says that a message was not delivered, so the body may not have the request.",
        "Send it again to an address that works.",
    ),
    SiteState.WAITING_CLASSIFICATION: (
        "note", "Nobody has told the site yet what the last reply is.", "",
    ),
    SiteState.INTERNAL_REVIEW: (
        "note", "An internal review was asked for, so the answer may yet change.", "",
    ),
}  # fmt: skip


def site_findings(
    requests: Sequence[Request], rows: Iterable[RegisterRow], documents: Iterable[Document]
) -> Iterator[Finding]:
    """What a person should know of the requests of a batch.

    Args:
        requests: the requests, none where the study did not begin with an export.
        rows: the register.
        documents: every document read.
    """
    documents = tuple(documents)
    yield from _pictures(documents)
    came = _messages(documents)
    for request in requests:
        if not request.bodies:
            yield unknown_authority(request)
        yield from _of_state(request, known=any(one.says for one in requests))
        yield from _counted(request, came[request.folder])
    for row in rows:
        if len(row.requests) > 1:
            yield _several(row)
        if row.requests and not any(request.agrees(row.state) for request in row.requests):
            yield _differs(row)


def _messages(documents: Iterable[Document]) -> Counter[str]:
    """How many messages came, by the folder of their request.

    Two that came in one second share a folder, and their numbers tell them apart.
    """
    numbers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for document in documents:
        parts = PurePosixPath(document.file).parts
        if len(parts) > 2:
            match = _NUMBERED.match(parts[2])
            numbers[parts[0], parts[1]].update(match.groups() if match else ())
    came: Counter[str] = Counter()
    for (folder, _), found in numbers.items():
        came[folder] += max(1, len(found))
    return came


def _pictures(documents: Iterable[Document]) -> Iterator[Finding]:
    """Pictures that came with messages: most are the arms of a force, and one may be a scan of a table."""
    held = Counter(PurePosixPath(item.file).parts[0] for item in documents if item.kind == "picture")
    for folder, number in sorted(held.items()):
        what = (
            f"Its messages bring {number} picture{'' if number == 1 else 's'}, and pictures are never read."
        )
        do = "If one of them shows figures, ask the body for them as text or in a spreadsheet."
        yield Finding("note", folder, what, do, "pictures")


def _who(request: Request) -> str:
    """The bodies of a request as the register names them; without one, the name on the site."""
    return " and ".join(name_of(code) for code in request.bodies) or request.authority


def _of_state(request: Request, *, known: bool) -> Iterator[Finding]:
    """What the site's state asks a person to do; ``known`` is True where it gives that of any request."""
    if request.state and request.state in _TO_DO:
        severity, what, do = _TO_DO[request.state]
        yield Finding(severity, _who(request), what, do, "site-state")
    elif request.says and request.state is None:
        what = f"The site's state '{request.says}' is none that is known, so it is held against nothing."
        yield Finding("warning", _who(request), what, "Look at the letters.", "site-state")
    elif known and not request.says:
        what = "The dashboard does not list this request, so what the site says of it is not known."
        yield Finding("warning", request.folder, what, "See whether it belongs to the batch.", "not-listed")


def _counted(request: Request, came: int) -> Iterator[Finding]:
    """Replies that the site counts and the export lacks, or the reverse."""
    if request.replies is None or request.replies == came:
        return
    holds = f"The dashboard counts {_replies(request.replies)} and the study holds {came}."
    if request.replies > came:
        do = "Download the batch again, or put what is missing into the folder of the request."
        yield Finding("warning", request.folder or request.authority, holds, do, "replies-missing")
    else:
        yield Finding("note", request.folder, holds, "", "replies-more")


def _replies(number: int) -> str:
    return f"{number} reply" if number == 1 else f"{number} replies"


def _several(row: RegisterRow) -> Finding:
    what = f"The batch holds {len(row.requests)} requests to this body; their replies are read together."
    return Finding(
        "warning",
        row.name,
        what,
        "See that they ask the same; if not, leave the files of one out.",
        "two-requests",
    )


def _differs(row: RegisterRow) -> Finding:
    """The site's state and the letters cannot both be right: a warning where data is at stake."""
    says = " and ".join(dict.fromkeys(f"'{request.says}'" for request in row.requests))
    given = row.state in _GIVEN
    expected = any(
        request.state in {SiteState.SUCCESSFUL, SiteState.PARTIALLY_SUCCESSFUL} for request in row.requests
    )
    letters = {
        "silent": "nothing came", "unknown": "no letter says what kind of answer it is", "ncnd":
        "the letters neither confirm nor deny", "not_held": "the letters say that nothing is held",
        "refused": "the letters refuse", "part": "the letters give a part and refuse a part",
        "answered": "the letters answer",
    }[row.state]  # fmt: skip
    return Finding(
        "note" if given == expected else "warning",
        row.name,
        f"The site says {says}, and {letters}. The figures rest on the letters.",
        "Read the letters, and correct the state on the site or leave a file out.",
        "site-differs",
    )
