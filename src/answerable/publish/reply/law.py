"""What the law makes a reply say: refusal, advice and the ways to complain, under each of the two Acts.

Sources: Freedom of Information Act 2000, ss.1, 10, 12, 16, 17 and 50, and the code of practice under s.45
(2018), part 5; Freedom of Information (Scotland) Act 2002, ss.1, 12, 15, 16, 20 and 47.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from answerable.publish.reply.order import Act


@dataclass(frozen=True, slots=True)
class Law:
    """The wording that hangs on the Act.

    Attributes:
        name: the Act in full.
        refusal: the section that a refusal notice is given under.
        advice: the section on advice and assistance.
        review: how to ask for a review; ``{contact}`` is where.
        appeal: where to go after that.
    """

    name: str
    refusal: str
    advice: str
    review: str
    appeal: str


LAWS: Mapping[Act, Law] = MappingProxyType(
    {
        "foia": Law(
            name="Freedom of Information Act 2000",
            refusal="section 17",
            advice="section 16",
            review="You can ask us for an internal review of this reply within 40 working days of its "
            "date{contact}. Say what you would like us to look at again. Somebody who "
            "did not decide the first time will do so, and we aim to answer within 20 working days.",
            appeal="If you are still not content after that, you can ask the Information Commissioner to "
            "decide (section 50 of the Act): Information Commissioner’s Office, Wycliffe House, Water Lane, "
            "Wilmslow, Cheshire SK9 5AF, or ico.org.uk/make-a-complaint.",
        ),
        "foisa": Law(
            name="Freedom of Information (Scotland) Act 2002",
            refusal="section 16",
            advice="section 15",
            review="You can require us to review this reply (section 20 of the Act) within 40 working days of "
            "receiving it{contact}. Say which request it is about and why you are not content. We must "
            "answer within 20 working days.",
            appeal="If you are still not content after that, you can appeal within six months to the Scottish "
            "Information Commissioner (section 47 of the Act): Kinburn Castle, Doubledykes Road, St Andrews, "
            "Fife KY16 9DS, or foi.scot/appeal. After the Commissioner’s decision an appeal to the Court of "
            "Session on a point of law is possible.",
        ),
    }
)


def contact_clause(contact: str) -> str:
    """Where to ask for a review, ready to stand after ``date`` in the sentence."""
    return f", by writing to {contact.strip().rstrip('.')}" if contact.strip() else ""
