"""What a request site says of the requests in a batch: its states, and one request as the site knows it.

The spellings are the site's own, as its batch dashboard and its requests' JSON print them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from answerable.model.document import ReplyState

LetterState = ReplyState | Literal["silent"]
"""What the letters of a body come to; ``silent`` where there are none."""


class SiteState(StrEnum):
    """A state of a request on the site; the asker or the site sets it, never the body."""

    WAITING_RESPONSE = "waiting_response"
    OVERDUE = "waiting_response_overdue"
    VERY_OVERDUE = "waiting_response_very_overdue"
    WAITING_CLASSIFICATION = "waiting_classification"
    WAITING_CLARIFICATION = "waiting_clarification"
    GONE_POSTAL = "gone_postal"
    NOT_HELD = "not_held"
    REJECTED = "rejected"
    SUCCESSFUL = "successful"
    PARTIALLY_SUCCESSFUL = "partially_successful"
    INTERNAL_REVIEW = "internal_review"
    ERROR_MESSAGE = "error_message"
    REQUIRES_ADMIN = "requires_admin"
    USER_WITHDRAWN = "user_withdrawn"
    ATTENTION_REQUESTED = "attention_requested"
    VEXATIOUS = "vexatious"
    NOT_FOI = "not_foi"

    @classmethod
    def of(cls, printed: str) -> SiteState | None:
        """The state that the site prints: ``Very overdue``, ``partially_successful``; None for no state."""
        key = re.sub(r"\W+", "_", printed.strip().lower()).strip("_")
        key = f"waiting_response_{key}" if key in {"overdue", "very_overdue"} else key
        return next((state for state in cls if state.value == key), None)


_NO_ANSWER: frozenset[LetterState] = frozenset({"silent", "unknown"})
EXPECTED: Mapping[SiteState, frozenset[LetterState]] = {
    SiteState.WAITING_RESPONSE: _NO_ANSWER,
    SiteState.OVERDUE: _NO_ANSWER,
    SiteState.VERY_OVERDUE: _NO_ANSWER,
    SiteState.WAITING_CLARIFICATION: _NO_ANSWER,
    SiteState.GONE_POSTAL: _NO_ANSWER,
    SiteState.NOT_HELD: frozenset({"not_held"}),
    SiteState.REJECTED: frozenset({"refused", "ncnd"}),
    SiteState.SUCCESSFUL: frozenset({"answered"}),
    SiteState.PARTIALLY_SUCCESSFUL: frozenset({"part"}),
    SiteState.ERROR_MESSAGE: _NO_ANSWER,
    SiteState.USER_WITHDRAWN: _NO_ANSWER,
    SiteState.VEXATIOUS: _NO_ANSWER | {"refused"},
    SiteState.NOT_FOI: _NO_ANSWER | {"refused"},
}
"""What the letters should say where the site's state is right; another state says nothing of them."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request of a batch, as the site knows it.

    Attributes:
        authority: the name of the body that was asked, as the site prints it.
        bodies: its codes in the codebook; none where the name is not there, and several for merged bodies.
        folder: the folder under ``replies/`` that holds its messages; empty where nothing came.
        url: its address on the site.
        says: its state in the site's spelling; empty where the site was not asked.
        sent: the day on which it was sent.
        clarified: the day on which the asker answered a question back, from which the time for an answer
            runs anew (Freedom of Information Act 2000, s.1(3)).
        followed_up: the day on which the asker first wrote again after something came, where no JSON tells
            whether that answered a question of the body.
        replies: how many replies the site counts.
        as_of: the day of which all this is.
    """

    authority: str
    bodies: tuple[str, ...]
    folder: str = ""
    url: str = ""
    says: str = ""
    sent: date | None = None
    clarified: date | None = None
    followed_up: date | None = None
    replies: int | None = None
    as_of: date | None = None

    @property
    def state(self) -> SiteState | None:
        """The state, where it is one that the site is known to use."""
        return SiteState.of(self.says)

    def doubtful(self, answered_on: date) -> bool:
        """True where the asker may have moved the day on which it was due, and nothing says whether."""
        return not self.clarified and self.followed_up is not None and self.followed_up <= answered_on

    @property
    def received(self) -> date | None:
        """The day from which the time for an answer runs."""
        return self.clarified or self.sent

    def agrees(self, letters: LetterState) -> bool:
        """True where the site's state and what the letters say can both be right."""
        state = self.state
        return state is None or state not in EXPECTED or letters in EXPECTED[state]


def same_state(one: str, other: str) -> bool:
    """True where two printed states say the same; waiting turns into overdue with the days alone."""
    waiting = {SiteState.WAITING_RESPONSE, SiteState.OVERDUE, SiteState.VERY_OVERDUE}
    first, second = SiteState.of(one), SiteState.of(other)
    return first == second or {first, second} <= waiting
