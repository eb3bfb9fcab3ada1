"""The JSON of one request as the request site gives it: its state, and the events that move its dates.

Who asked, which the JSON holds as well, is not read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from answerable.study.site import SiteState

_SENT = frozenset({"sent", "resent", "followup_sent", "followup_resent"})


@dataclass(frozen=True, slots=True)
class SiteRequest:
    """What the JSON of a request says.

    Attributes:
        says: its state, in the site's spelling.
        sent: the day on which it was first sent.
        clarified: the day on which the asker answered the body's question back; None where there was none.
        changed: the day on which the site last changed it.
    """

    says: str
    sent: date | None
    clarified: date | None
    changed: date | None


@dataclass(frozen=True, slots=True)
class _Event:
    kind: str
    day: date | None
    state: str


def read_json(data: bytes) -> SiteRequest | None:
    """What a request's JSON says, or None where it is not one."""
    try:
        said = json.loads(data)
    except ValueError:
        return None
    if not isinstance(said, dict) or not isinstance(said.get("described_state"), str):
        return None
    listed = said.get("info_request_events")
    events = [_event(one) for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    waiting = said.get("awaiting_description") is True
    return SiteRequest(
        says=SiteState.WAITING_CLASSIFICATION.value if waiting else said["described_state"],
        sent=next((event.day for event in events if event.kind in _SENT), None),
        clarified=_clarified(events),
        changed=_day(said.get("updated_at")),
    )


def _event(said: dict[str, Any]) -> _Event:
    return _Event(
        str(said.get("event_type")), _day(said.get("created_at")), str(said.get("described_state") or "")
    )


def _clarified(events: Iterable[_Event]) -> date | None:
    """The day of the last message to the body that answered a question back.

    A follow-up counts only where the site was told before it that the body waits for a clarification: other
    follow-ups, such as reminders, do not move the day on which an answer is due.
    """
    waits, day = False, None
    for event in events:
        waits = waits or event.state == SiteState.WAITING_CLARIFICATION
        if waits and event.kind == "followup_sent":
            waits, day = False, event.day
    return day


def _day(value: object) -> date | None:
    try:
        return datetime.fromisoformat(value).date() if isinstance(value, str) else None
    except ValueError:
        return None
