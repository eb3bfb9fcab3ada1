"""The register: every body asked, what came back, when it was due and whether it was late."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from answerable.codebook import bodies as body_list
from answerable.model import Document, Finding
from answerable.study import calendar
from answerable.study.collate import dated
from answerable.study.picture import RegisterRow, RegisterState
from answerable.study.requests import by_folder, came_on
from answerable.study.site import Request, SiteState
from answerable.study.units import Placed, name_of


def register(
    asked: Sequence[str],
    placed: Sequence[Placed],
    excluded: Mapping[str, str],
    sent: date | None,
    requests: Sequence[Request] = (),
) -> tuple[RegisterRow, ...]:
    """One row for each body asked, in that order.

    Args:
        asked: codes of the bodies.
        placed: every document with its bodies, those left out by decision too.
        excluded: file → why it is left out.
        sent: the day on which the request was received, where no request of a batch says.
        requests: the requests of a batch.
    """
    everything = [item.document for item in placed]
    return tuple(
        _row(
            code,
            [item.document for item in placed if code in (*item.bodies, *item.claimed)],
            everything,
            excluded,
            sent,
            requests=[request for request in requests if code in request.bodies],
        )
        for code in asked
    )


def _row(
    code: str,
    documents: Sequence[Document],
    everything: Sequence[Document],
    excluded: Mapping[str, str],
    sent: date | None,
    *,
    requests: Sequence[Request],
) -> RegisterRow:
    used = [document for document in documents if document.file not in excluded]
    left_out = [
        f"{item.file} is left out: {excluded[item.file]}." for item in documents if item.file in excluded
    ]
    folders = by_folder(requests)
    due = _due(code, [day for request in requests if (day := request.received)] or [sent])
    came = {item.file: day for item in documents if (day := came_on(item.file, folders))}
    exemptions = dict.fromkeys(section for document in used for section in document.reply.exemptions)
    answered_on = _answered_on(used, everything, came)
    doubts = _doubts(requests, answered_on) if answered_on and due and due < answered_on else []
    return RegisterRow(
        body=code,
        name=name_of(code),
        state=_state(used) if used else "unknown" if documents else "silent",
        exemptions=tuple(exemptions),
        documents=tuple(document.file for document in documents),
        answered_on=answered_on,
        due=None if doubts else due,
        note=" ".join((*left_out, *doubts)),
        requests=tuple(requests),
        received=tuple(sorted(set(came.values()))),
    )


def _answered_on(
    used: Sequence[Document], everything: Sequence[Document], came: Mapping[str, date]
) -> date | None:
    """The date of the last reply; of a batch's messages, the day on which the first came that is an answer.

    A later message of a batch may be a correction or an afterthought, and an earlier one an acknowledgement:
    neither makes an answer late or early.
    """
    if not came:
        return max((day for document in used if (day := dated(document, everything))), default=None)
    answers = [document for document in used if document.reply.state != "unknown" or document.tables]
    days = (came.get(document.file) or dated(document, everything) for document in answers)
    return min((day for day in days if day), default=None)


def _doubts(requests: Iterable[Request], answered_on: date) -> list[str]:
    """Why it is not known when an answer was due: a sentence for each request that leaves it open."""
    return [
        f"When its answer was due is not known: the asker wrote again on {_day(request.followed_up)}, "
        "before it came."
        for request in requests
        if request.followed_up and request.doubtful(answered_on)
    ]


def _due(code: str, received: Iterable[date | None]) -> date | None:
    """The last day for an answer; after several requests that of the last, in favour of the body."""
    last = max((day for day in received if day), default=None)
    return calendar.due(last, _law(code)) if last else None


def _law(code: str) -> calendar.Law:
    try:
        return "FOISA" if body_list.get(code).nation == "Scotland" else "FOIA"
    except KeyError:
        return "FOIA"


def _state(documents: Iterable[Document]) -> RegisterState:
    """The state over all documents of a reply: some given and some refused is part."""
    states = set()
    for document in documents:
        read = any(table.cells for table in document.tables)
        states.add("answered" if document.reply.state == "unknown" and read else document.reply.state)
    states -= {"unknown"} if len(states) > 1 else set()
    if "part" in states or ("answered" in states and len(states) > 1):
        return "part"
    order: tuple[RegisterState, ...] = ("answered", "refused", "ncnd", "not_held", "unknown")
    return next(state for state in order if state in states)


def register_findings(rows: Iterable[RegisterRow]) -> Iterator[Finding]:
    """Who is silent, who sent no answer, and who was late."""
    for row in rows:
        due = f"; an answer was due by {_day(row.due)}" if row.due else ""
        if row.state == "silent":
            if not any(request.state == SiteState.GONE_POSTAL for request in row.requests):
                yield Finding("warning", row.name, f"Nothing came{due}.", "Remind the body.", "silent")
        elif row.received and row.answered_on is None:
            what = f"No message that came is an answer for certain{due}."
            yield Finding("warning", row.name, what, "Look at what came, or remind the body.", "no-answer")
        elif row.answered_on and row.due is None and (doubts := _doubts(row.requests, row.answered_on)):
            do = (
                "If that answered a question of the body, write its day under clarified in requests.csv; "
                "if not, write the day on which the request was sent."
            )
            yield Finding("warning", row.name, " ".join(doubts), do, "due-unknown")
        elif row.late:
            assert row.due is not None
            assert row.answered_on is not None
            yield Finding(
                "note",
                row.name,
                f"The reply is dated {_day(row.answered_on)}, and was due by {_day(row.due)}.",
                "",
                "late",
            )


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
