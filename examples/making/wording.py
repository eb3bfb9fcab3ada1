"""The parts of a letter. All wording is invented; nobody is named."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

REQUEST = (
    "Please tell me how many sexual offences your force recorded in each financial year from 2009/10 to 2013/14 "
    "(1 April to 31 March). If a figure is small enough to identify a person, please give it as a range or as <5."
)
RIGHTS = (
    (
        "If you are dissatisfied with the way your request has been handled you may ask for an internal review. "
        "Please write to the Information Governance Unit within 40 working days of the date of this letter. If you "
        "remain dissatisfied you may then complain to the Information Commissioner, www.ico.org.uk."
    ),
    (
        "COMPLAINT RIGHTS\nYou are entitled to a review of this decision. A review will be carried out by somebody who took "
        "no part in it, normally within 20 working days. After that you may apply to the Information Commissioner "
        "for a decision under section 50 of the Act."
    ),
    (
        "Should you be unhappy with this response, a review may be requested in writing within two months. The "
        "Information Commissioner will not normally consider a complaint until the review is complete."
    ),
)
CAVEATS = (
    "Figures are a snapshot of a live system on the day of the search and may change as investigations progress.",
    (
        "Police forces use different systems to record crime. These figures should not be compared with those of "
        "another force without care."
    ),
    (
        "The figures count offences in the year in which they were recorded, which may not be the year in which "
        "they were committed."
    ),
    "Offences were counted under the Home Office Counting Rules in force at the time of recording.",
)
SIGNED = "Yours faithfully,\n\nFreedom of Information Officer"


@dataclass(frozen=True, slots=True)
class Letter:
    """A reply as running text.

    Attributes:
        force: as the letterhead prints it; empty where the letter does not say.
        reference: the body's own reference.
        dated: as printed.
        answer: the paragraphs and tables between the quoted request and the caveats.
        style: which of the variants of wording to use.
        quoted: the request as quoted.
        received: the day on which the request came.
    """

    force: str
    reference: str
    dated: str
    answer: str
    style: int = 0
    quoted: str = REQUEST
    received: str = "2 June 2014"

    def text(self) -> str:
        """The whole letter."""
        style = self.style
        head = [self.force] if self.force else []
        opening = (
            f"I refer to your request for information, which we received on {self.received} and logged as {self.reference}.",
            "Your request under the Freedom of Information Act 2000 has now been considered.",
            f"Thank you for your enquiry of {self.received}. Our reply is set out below.",
        )[style % 3]
        ask = ("You asked:", "REQUEST", "Request information:")[style % 3]
        reply = ("Our response:", "RESPONSE", "Answer")[style % 3]
        parts = [
            *head,
            (f"Reference: {self.reference}", f"FOI Ref. No. {self.reference}", f"Our ref: {self.reference}")[
                style % 3
            ]
            + f"\nDate: {self.dated}",
            ("Dear Sir or Madam", "Dear applicant", "Dear requester")[style % 3],
            opening,
            f"{ask}\n{self.quoted}",
            f"{reply}\n\n{self.answer}",
            CAVEATS[style % len(CAVEATS)],
            RIGHTS[style % len(RIGHTS)],
            SIGNED,
        ]
        return "\n\n".join(parts) + "\n"


def wrapped(text: str, columns: int = 74) -> str:
    """The same words with hard line breaks, as an e-mail arrives; short lines stay as they are."""
    return "\n".join(
        line
        if len(line) <= columns
        else textwrap.fill(line, columns, break_long_words=False, break_on_hyphens=False)
        for line in text.split("\n")
    )


def paragraphs(*parts: str) -> str:
    """Parts with a blank line between."""
    return "\n\n".join(parts)


def thousands(number: int) -> str:
    """``1,234``."""
    return f"{number:,}"
